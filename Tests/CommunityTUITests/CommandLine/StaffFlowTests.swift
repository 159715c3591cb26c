import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

/// A new committee names its crew.
@Suite struct StaffFlowTests {
  @Test func aNewCommitteeNamesItsCrewAndDispatchesToIt() throws {
    let bench = try CommandBench()
    #expect(bench.run("staff", "add", "李敏", "--role", "主任").code == 1)
    let first = bench.run("staff", "add", "李敏", "--role", "主任", "--unit", "居委会", "--as", "王芳")
    #expect(first.code == 0)
    #expect(first.line == "已登记 李敏（主任，居委会）")
    let crew = bench.run(
      "staff", "add", "赵师傅", "--role", "maintenance", "--phone", "138-0000-1234", "--as", "李敏",
      "--json")
    #expect(crew.object["role"] as? String == "maintenance")
    let listed = bench.run("staff", "list", "--json").array
    #expect(listed.map { $0["name"] as? String } == ["王芳", "李敏", "赵师傅"])
    #expect(listed.map { $0["roleTitle"] as? String } == ["书记", "主任", "维修人员"])
    #expect(listed.last?["phone"] as? String == "13800001234")
    #expect(listed.last as NSDictionary? == crew.object as NSDictionary)
    #expect(bench.run("staff").output.contains("赵师傅  维修人员"))

    bench.environment["JUWEI_AS"] = "王芳"
    let number = bench.run("add", "楼道灯不亮").line
    for step in [["respond"], ["triage", "--tier", "1"], ["dispatch", "--to", "赵师傅"]] {
      #expect(bench.run(["do", number] + step).code == 0)
    }
    #expect(bench.run("do", number, "accept", "--as", "赵师傅").code == 0)
    #expect(bench.run("doctor").code == 0)
  }

  /// One rule for every way in: the gate of the model, which the command line only asks.
  @Test func nobodyElseTakesAnOrderForTheCrew() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    for (name, role) in [("赵师傅", "维修人员"), ("孙师傅", "维修人员"), ("吴老师", "调解员"), ("小周", "只读")] {
      #expect(bench.run("staff", "add", name, "--role", role).code == 0)
    }
    let number = bench.run("add", "楼道灯不亮 !一级").line
    #expect(bench.run("do", number, "dispatch", "--to", "小周").code == 1)
    #expect(bench.run("do", number, "dispatch", "--to", "维修班").code == 0)
    #expect(bench.run("do", number, "accept", "--by", "孙师傅", "--as", "赵师傅").code == 1)
    let stranger = bench.run("do", number, "accept", "--by", "吴老师")
    #expect(stranger.code == 1)
    #expect(stranger.remarks.contains("赵师傅、孙师傅"))
    #expect(bench.run("do", number, "accept", "--by", "孙师傅").code == 0)
    #expect(bench.run("show", number, "--json").object["handler"] as? String == "孙师傅")
  }

  @Test(arguments: Role.allCases) func everyRoleHasItsWord(_ role: Role) throws {
    #expect(Role(argument: role.title) == role)
    #expect(Role(argument: role.rawValue) == role)
  }

  @Test func aWrongRoleIsRefusedWithTheList() throws {
    let bench = try CommandBench()
    let wrong = bench.run("staff", "add", "李敏", "--role", "厨师", "--as", "王芳")
    #expect(wrong.code == 2)
    for role in Role.allCases { #expect(wrong.remarks.contains(role.title)) }
    #expect(bench.run("staff", "add", "李敏", "--as", "王芳").code == 2)
    #expect(!DatabaseLocation.exists(bench.folder + "/desk.sqlite"))
  }

  @Test func namesMustBeTold() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    #expect(bench.run("staff", "add", "赵师傅", "--role", "维修人员").code == 0)
    for name in [
      "赵师傅", "王芳", " ", "维修班", "赵 师傅", "@赵", "赵\u{1B}[2J", String(repeating: "赵", count: 21),
    ] {
      let refused = bench.run("staff", "add", name, "--role", "网格员")
      #expect(refused.code == 1, "\(name)")
      #expect(refused.remarks.hasPrefix("错误："))
    }
    #expect(bench.run("staff", "list", "--json").array.count == 2)
  }

  @Test func onlyTheHeadsNameTheCrew() throws {
    let bench = try CommandBench()
    bench.run("staff", "add", "李敏", "--role", "主任", "--as", "王芳")
    for role in Role.allCases where ![.secretary, .director].contains(role) {
      let name = "新\(role.title)"
      #expect(bench.run("staff", "add", name, "--role", role.title, "--as", "李敏").code == 0)
      let refused = bench.run("staff", "add", "某人", "--role", "值班员", "--as", name)
      #expect(refused.code == 1)
      #expect(refused.remarks.contains("书记、主任"))
    }
  }

  @Test func onlyOneOfManyGetsAName() throws {
    let bench = try CommandBench()
    bench.run("add", "楼道灯不亮", "--as", "王芳")
    let path = bench.folder + "/desk.sqlite"
    let counter = NSLock()
    nonisolated(unsafe) var appointed = 0
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      guard let store = try? DeskStore.open(path: path),
        let home = try? store.neighborhoods().first,
        let person = try? store.people().first
      else { return }
      let made = try? store.appoint(
        "赵师傅", role: .maintenance, in: home.id, by: Actor(person), at: Instant(milliseconds: 0))
      counter.withLock { appointed += made == nil ? 0 : 1 }
    }
    #expect(appointed == 1)
    #expect(bench.run("staff", "list", "--json").array.count == 2)
  }
}

import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

/// The command line on a real database.
@Suite struct DeskFlowTests {
  /// The names that scripts rely on.
  private static let stableNames: Set<String> = [
    "number", "status", "tier", "urgency", "channel", "text", "group", "room", "firstReceiver",
    "handler", "version", "receivedAt", "closedAt", "obligation", "clocks", "events", "phone",
  ]

  @Test func theFirstPersonSetsTheDeskUp() throws {
    let bench = try CommandBench()
    #expect(bench.run("add", "楼道灯不亮").code == 1)
    let added = bench.run("add", "楼道灯不亮", "--as", "王芳")
    #expect(added.code == 0)
    #expect(added.line == "20261121-001")
    #expect(added.remarks.contains("书记"))
    #expect(bench.run("add", "马桶反水").line == "20261121-002")
    let stranger = bench.run("list", "--as", "无此人")
    #expect(stranger.code == 1)
    #expect(stranger.remarks.contains("王芳"))
  }

  @Test func documentsHaveTheStableNames() throws {
    let bench = try CommandBench()
    let added = bench.run(
      "add", "楼道灯不亮 !急", "--phone", "138-0000-2046", "--channel", "微信群", "--as", "王芳", "--json")
    let shown = bench.run("show", "001", "--json").object
    let listed = bench.run("list", "--json").array
    // Who called before is looked up for whoever reads.
    #expect(
      added.object.filter { $0.key != "caller" } as NSDictionary
        == shown.filter { $0.key != "caller" } as NSDictionary)
    #expect(listed.count == 1)
    #expect(listed.first as NSDictionary? == shown as NSDictionary)
    #expect(DeskFlowTests.stableNames.isSubset(of: shown.keys))
    #expect(shown["phone"] as? String == "138****2046")
    #expect(!bench.run("show", "001", "--json").output.contains("13800002046"))
    #expect(shown["channel"] as? String == "weChatGroup")
    #expect(shown["urgency"] as? String == "urgent")
    #expect(shown["status"] as? String == "registered")
    #expect(shown["receivedAt"] as? String == CommandBench.now)
    for name in ["tier", "group", "handler", "closedAt"] { #expect(shown[name] is NSNull) }
    let owed = try #require(shown["obligation"] as? [String: Any])
    #expect(
      Set(owed.keys).isSuperset(of: ["kind", "dueAt", "remainingSeconds", "overdue"]))
    #expect((owed["dueAt"] as? String)?.hasSuffix("+08:00") == true)
    #expect(owed["overdue"] as? Bool == false)
    let clocks = try #require(shown["clocks"] as? [[String: Any]])
    #expect(clocks.allSatisfy { $0["explanation"] is String && $0["stoppedAt"] != nil })
    let events = try #require(shown["events"] as? [[String: Any]])
    #expect(events.map { $0["kind"] as? String } == ["registered"])
    #expect(events.first?["actor"] as? String == "王芳")
  }

  @Test func aTaskIsNamedWhereThereAreSeveral() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    #expect(bench.run("add", "楼道灯不亮").code == 0)
    for title in ["带梯子去看", "写通知"] {
      let set = bench.run("do", "001", "assign", "--to", "王芳", "--until", "3d", "--text", title)
      #expect(set.code == 0, "\(set.remarks)")
    }
    let vague = bench.run("do", "001", "settle-task")
    #expect(vague.code == 2 && vague.remarks.contains("带梯子去看"))
    #expect(vague.remarks.contains("--task"))
    #expect(bench.run("do", "001", "settle-task", "--task", "没有").code == 2)
    #expect(bench.run("do", "001", "settle-task", "--task", "写通知").code == 0)
    #expect(bench.run("do", "001", "settle-task").code == 0)
  }

  @Test func aRepeatIsSaidBesideTheNumberAndCanBeAskedForBefore() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    let first = bench.run("add", "北门口路灯不亮 13800002046")
    #expect(!first.remarks.contains("可能重复"))
    let asked = bench.run("similar", "北门的路灯坏了")
    #expect(asked.code == 0 && asked.output.contains("可能重复 1 件"))
    #expect(asked.output.contains("20261121-001"))
    #expect(!bench.run("similar", "13800002046").output.contains("13800002046"))
    let found = bench.run("similar", "北门的路灯坏了 13800002046", "--json").object
    let match = try #require((found["matches"] as? [[String: Any]])?.first)
    #expect(match["number"] as? String == "20261121-001")
    #expect((match["score"] as? Int ?? 0) >= 48 && found["phoneLately"] as? Int == 1)
    let again = bench.run("add", "北门的路灯坏了")
    #expect(again.line == "20261121-002")
    #expect(again.remarks.contains("20261121-001"))
    let none = bench.run("similar", "想申请助餐")
    #expect(none.code == 0 && none.output.contains("没有找到可能重复的诉求"))
    #expect(bench.run("similar", "-").code == 2)
    let lines = bench.run("similar", "-", "--json", lines: "北门的路灯坏了", "想申请助餐")
    #expect(lines.output.split(separator: "\n").count == 2)
  }

  @Test func numbersInWordsAreMaskedWhereverTheyAreShown() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    let added = bench.run("add", "漏水 13800002046 女儿13900001111，同20261120-007")
    #expect(added.line == "20261121-001")
    #expect(bench.run("do", "001", "respond", "--note", "已回电139 0000 1111").code == 0)
    for arguments in [
      ["list"], ["list", "--json"], ["show", "001"], ["show", "001", "--json"], ["search", "漏水"],
    ] {
      let shown = bench.run(arguments).output
      #expect(shown.contains("139****1111") && shown.contains("20261120-007"), "\(arguments)")
      #expect(!shown.contains("13900001111") && !shown.contains("139 0000"), "\(arguments)")
    }
    // What is stored is what was said.
    #expect(bench.run("search", "13900001111", "--json").array.count == 1)
    let asked = bench.run("add", "漏水", "--phone", "1380000204")
    #expect(asked.remarks.contains("电话位数不对：1380000204，请核对"))
  }

  @Test func aRequestGoesAllTheWayToAcceptance() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    let number = bench.run("add", "12号502 楼道灯不亮 13800002046").line
    let photo = try bench.write("not really a photo", to: "灯.jpg")
    let steps: [([String], String)] = [
      (["respond", "--note", "已回电"], "responded"), (["triage", "--tier", "1"], "triaged"),
      (["dispatch", "--to", "王芳"], "dispatched"), (["accept"], "accepted"),
      (["arrive"], "arrived"), (["undo"], "accepted"), (["arrive"], "arrived"),
      (["hold", "--reason", "等配件", "--until", "2h"], "held"), (["resume"], "arrived"),
      (["resolve", "--text", "换了灯泡", "--photo", photo], "resolved"),
      (["feedback", "--text", "修好了"], "fedBack"), (["reject", "--reason", "又灭了"], "rejected"),
      (["supervise", "--text", "请电工再查"], "supervised"), (["resolve", "--text", "换了线"], "resolved"),
      (["feedback", "--text", "换了线", "--method", "上门"], "fedBack"), (["confirm"], "closed"),
    ]
    for (index, (step, status)) in steps.enumerated() {
      let result = bench.run(["do", number] + step + ["--version", String(index + 1), "--json"])
      #expect(result.code == 0, "\(step): \(result.remarks)")
      #expect(result.object["status"] as? String == status, "\(step)")
      #expect(result.object["version"] as? Int == index + 2)
    }
    #expect(bench.run("list", "--status", "all", "--json").array.count == 1)
    let shown = bench.run("show", number, "--json").object
    let events = try #require(shown["events"] as? [[String: Any]])
    let evidence = events.compactMap { ($0["data"] as? [String: Any])?["evidence"] }
      .compactMap { $0 as? [[String: Any]] }.joined().first
    let path = try #require(evidence?["path"] as? String)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "not really a photo")
    let sheet = bench.run("show", number).output
    for words in ["换了灯泡", "灯.jpg", "（已撤回）", "138****2046", "时限和由来", "第1次督办"] {
      #expect(sheet.contains(words), "\(words)")
    }
  }

  @Test func aStaleVersionIsRefused() throws {
    let bench = try CommandBench()
    let number = bench.run("add", "楼道灯不亮", "--as", "王芳").line
    #expect(bench.run("do", number, "respond", "--version", "1").code == 0)
    let late = bench.run("do", number, "note", "--text", "晚了", "--version", "1")
    #expect(late.code == 1)
    #expect(late.remarks.contains("王芳"))
    #expect(bench.run("show", number, "--json").object["version"] as? Int == 2)
  }

  @Test func refusalsAreSaidBeforeAnythingIsCopied() throws {
    let bench = try CommandBench()
    let number = bench.run("add", "楼道灯不亮", "--as", "王芳").line
    let photo = try bench.write("photo", to: "a.jpg")
    let refused = bench.run("do", number, "resolve", "--text", "好了", "--photo", photo)
    #expect(refused.code == 1)
    #expect(refused.remarks.contains("分级"))
    #expect(!FileManager.default.fileExists(atPath: bench.folder + "/desk.sqlite.files"))
    for step in [
      ["dispatch", "--to", "无此人"], ["feedback", "--text", "x"], ["hold", "--until", "2h"],
    ] {
      #expect(bench.run(["do", number] + step).code == 1)
    }
    #expect(bench.run("do", "999", "respond").code == 1)
    #expect(bench.run("add", " ").code == 1)
  }

  @Test func phonesAreShownOnlyOnTheRecord() throws {
    let bench = try CommandBench()
    let number = bench.run("add", "楼道灯不亮", "--phone", "13800002046", "--as", "王芳").line
    #expect(!bench.run("show", number).output.contains("13800002046"))
    #expect(bench.run("do", number, "reveal", "--reason", "回电").output.contains("13800002046"))
    #expect(bench.run("show", number).output.contains("查看电话"))
    let amended = bench.run("do", number, "amend", "--resident", "李阿姨", "--room", "503", "--json")
    #expect(amended.object["resident"] as? String == "李阿姨")
    #expect(amended.object["room"] as? String == "503")
    #expect(amended.object["phone"] as? String == "138****2046")
  }

  @Test func listsFilterAndLimit() throws {
    let bench = try CommandBench()
    bench.environment["JUWEI_AS"] = "王芳"
    for index in 1...7 { bench.run("add", "第\(index)件 \(index % 2 == 0 ? "漏水" : "噪声")") }
    bench.run("do", "001", "triage", "--tier", "2")
    #expect(bench.run("list", "--json").array.count == 7)
    #expect(bench.run("list", "--json", "--brief", "--limit", "3").array.count == 3)
    #expect(bench.run("list", "--json", "--tier", "2").array.count == 1)
    #expect(bench.run("search", "漏水", "--json").array.count == 3)
    #expect(bench.run("list", "--search", "噪声", "--json").array.count == 4)
    #expect(bench.run("list", "--status", "closed", "--json").output == "[]\n")
    #expect(bench.run("list", "--group", "99号楼").code == 1)
    let table = bench.run("list", "--limit", "2")
    #expect(table.output.split(separator: "\n").count == 3)
    #expect(table.remarks.contains("--limit"))
    #expect(bench.run().output.contains("未办结 7"))
    bench.environment["JUWEI_NOW"] = "2026-12-21T19:42:00+08:00"
    #expect(bench.run("list", "--status", "overdue", "--json", "--brief").array.count == 7)
  }

  @Test func hostileTextStaysText() throws {
    let bench = try CommandBench()
    let number = bench.run("add", "灯\u{1B}[2J不\u{202E}亮", "--as", "王芳").line
    for result in [
      bench.run("list"), bench.run("show", number), bench.run("list", "--json"), bench.run(),
    ] {
      #expect(result.code == 0)
      #expect(!result.output.unicodeScalars.contains("\u{1B}"))
      #expect(!result.output.unicodeScalars.contains("\u{202E}"))
    }
  }

  @Test func policyIsReadable() throws {
    let bench = try CommandBench()
    let policy = bench.run("policy")
    #expect(policy.code == 0)
    #expect(policy.output.contains("首响") && policy.output.contains("值班时间"))
  }

  /// As the console does it: a typed tier grades, with the category that the rules know, and whoever is
  /// named is given it.
  @Test func aGradedLineIsDispatched() throws {
    let bench = try CommandBench()
    #expect(bench.run("staff", "add", "赵师傅", "--role", "维修人员", "--as", "王芳").code == 0)
    let given = bench.run("add", "楼道灯不亮 @赵师傅 !一级", "--as", "王芳", "--json").object
    #expect(given["status"] as? String == "dispatched")
    #expect(given["handler"] as? String == "赵师傅")
    #expect(given["category"] as? String == "水电维修")
    let named = bench.run("add", "楼道灯不亮 @赵师傅", "--as", "王芳", "--json").object
    #expect(named["status"] as? String == "registered")
    #expect(named["namedHandler"] as? String == "赵师傅")
    #expect(named["tier"] is NSNull)
  }
}

import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

@Suite("juwei shift and juwei handover") struct HandoverFlowTests {
  /// 王芳 until 20:00, 李强 on patrol after that, on the evening of the 21st.
  private func desk(next: Bool = true) throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "楼道灯不亮 !特急", "--as", "陈静").code == 0)
    for name in ["王芳", "李强", "孙敏"] {
      #expect(bench.run("staff", "add", name, "--role", "值班员", "--as", "陈静").code == 0)
    }
    let store = try bench.store()
    let scope = try #require(try store.neighborhoods().first).id
    let people = try store.directory(of: scope).people
    func id(_ name: String) throws -> PersonID { try #require(people.first { $0.name == name }).id }
    let day = try #require(Instant(iso8601: CommandBench.now)).day
    let evening = Shift(
      id: Identifier("e"), neighborhood: scope, start: day.at(minute: 1050),
      end: day.at(minute: 1200), kind: .evening, people: [try id("王芳")])
    let patrol = Shift(
      id: Identifier("p"), neighborhood: scope, start: day.at(minute: 1200),
      end: day.at(minute: 1320), kind: .nightPatrol, people: [try id("李强")])
    try store.save(shifts: next ? [evening, patrol] : [evening])
    try store.close()
    return bench
  }

  private func at(_ time: String, _ bench: CommandBench) {
    bench.environment["JUWEI_NOW"] = "2026-11-21T\(time):00+08:00"
  }

  @Test("A shift from 签到 to 接班签字, with a word on what falls due")
  func whole() throws {
    let bench = try desk()
    at("17:33", bench)
    #expect(bench.run("shift", "start", "--as", "王芳").output.contains("晚到 3 分"))
    at("19:45", bench)
    let preview = bench.run("handover", "show", "--preview", "--json", "--as", "王芳").object
    let items = try #require(preview["items"] as? [[String: Any]])
    #expect(items.count == 1 && items[0]["needsWord"] as? Bool == true)
    let bare = bench.run("handover", "give", "--as", "王芳")
    #expect(bare.code == 1 && bare.remarks.contains("还有 1 件没有写交代"))
    #expect(
      bench.run("handover", "give", "--word", "999=没有的", "--as", "王芳").remarks.contains("没有「999」"))
    let given = bench.run(
      "handover", "give", "--word", "001=师傅 21 点到 13800002046", "--remark", "钥匙在抽屉", "--as", "王芳")
    #expect(given.code == 0 && given.output.contains("等李强签字；您已签退"))
    let second = bench.run("handover", "give", "--word", "001=我也交", "--as", "陈静")
    #expect(second.code == 1 && second.remarks.contains("王芳 已在 19:45 交班"))
    let stranger = bench.run("handover", "add", "我也说一句", "--as", "孙敏")
    #expect(stranger.code == 1 && stranger.remarks.contains("不在这一班"))
    let added = bench.run("handover", "add", "北门没锁", "--json", "--as", "王芳").object
    #expect(added["additions"] as? [String] == ["北门没锁"])
    let shown = bench.run("handover").output
    #expect(shown.contains("未签字，等李强签") && shown.contains("交代：师傅 21 点到 138****2046"))
    #expect(bench.run("handover", "sign", "--as", "孙敏").remarks.contains("由下一班（李强）签字"))
    at("20:00", bench)
    #expect(
      bench.run("handover", "sign", "--as", "李强").output.contains("已签字接班（错时 17:30–20:00），并签到"))
    let line = bench.run("handover", "show", "--summary").line
    #expect(line.contains("交接班】") && !line.contains("王芳") && !line.contains("138"))
    let document = try #require(bench.run("handover", "show", "--json").array.first)
    #expect(document["isSigned"] as? Bool == true && document["signedBy"] as? String == "李强")
    let people = try #require(
      bench.run("shift", "--json").array.first?["people"] as? [[String: Any]])
    #expect(people.first?["minutes"] as? Int == 132)
    at("22:01", bench)
    let end = bench.run("shift", "end", "--as", "李强")
    #expect(end.code == 0 && end.remarks.contains("还没有交班"))
    #expect(bench.run("shift", "show", "--days", "1").output.contains("工时 李强 2小时1分"))
  }

  @Test(
    "Bad input is answered: nobody on the roster, the wrong shift, out before in, a clock set back")
  func badInput() throws {
    let bench = try desk(next: false)
    at("10:00", bench)
    let early = bench.run("shift", "start", "--as", "孙敏")
    #expect(early.code == 1 && early.remarks.contains("下一班 错时 17:30–20:00 王芳"))
    at("18:00", bench)
    #expect(bench.run("shift", "end", "--as", "王芳").remarks.contains("还没有签到"))
    #expect(bench.run("shift", "start", "--as", "孙敏").remarks.contains("顶班请写明"))
    #expect(
      bench.run("shift", "start", "--for", "王芳", "--reason", "王芳发烧", "--as", "孙敏").code == 0)
    at("17:50", bench)
    #expect(bench.run("shift", "end", "--as", "孙敏").remarks.contains("校准电脑时间"))
    at("17:00", bench)
    #expect(
      bench.run("shift", "end", "--as", "孙敏").remarks.contains("最后一条（18:00）"),
      "the shift that they are on, whatever the clock says")
    at("19:50", bench)
    let given = bench.run("handover", "give", "--word", "001=盯住", "--as", "孙敏")
    #expect(given.code == 0 && given.output.contains("还没有排下一班"), "\(given.remarks)")
    #expect(bench.run("shift", "start", "--as", "某某").code == 1)
    #expect(bench.run("shift", "start", "--at", "二十点", "--as", "王芳").code == 2)
    let started = bench.run("shift", "start", "--json", "--as", "王芳").object
    #expect((started["people"] as? [[String: Any]])?.first?["name"] as? String == "王芳")
    #expect(bench.run("handover", "sign", "--as", "李强").code == 0, "whoever comes signs")
    #expect(bench.run("handover", "sign", "--as", "李强").remarks.contains("没有等着签字"))
  }

  @Test("What was forgotten is put down afterwards, with a reason")
  func afterwards() throws {
    let bench = try desk()
    at("20:30", bench)
    #expect(bench.run("shift", "start", "--at", "17:30", "--as", "王芳").remarks.contains("补签请写原因"))
    #expect(
      bench.run("shift", "start", "--at", "17:30", "--reason", "断网", "--as", "王芳").code == 0)
    #expect(
      bench.run("shift", "end", "--at", "20:00", "--reason", "断网", "--as", "王芳").output
        .contains("在岗 2小时30分"))
  }
}

import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

/// Several 居民区 in one database by the command line, and 督办 over them.
@Suite struct SuperviseFlowTests {
  /// 王芳 is 书记 of the first, 张敏 of the second; 周督导 looks after both.
  private func town() throws -> CommandBench {
    let bench = try CommandBench()
    #expect(bench.run("add", "楼道灯不亮", "--as", "王芳").code == 0)
    #expect(
      bench.run("staff", "add", "周督导", "--role", "街镇督导", "--unit", "街道办", "--as", "王芳").code == 0)
    let founded = bench.run(
      "supervise", "neighborhoods", "add", "翠湖居民区", "--area", "北片区", "--secretary", "张敏",
      "--as", "周督导")
    #expect(founded.code == 0)
    #expect(founded.line == "已新建居民区「翠湖居民区」，属北片区，书记 张敏")
    return bench
  }

  @Test func eachDeskSeesItsOwnAndTheSupervisorAll() throws {
    let bench = try town()
    #expect(bench.run("add", "垃圾没有清运", "--as", "张敏").code == 0)
    #expect(
      bench.run("list", "--json", "--as", "王芳").array.map { $0["text"] as? String } == ["楼道灯不亮"])
    #expect(
      bench.run("list", "--json", "--as", "张敏").array.map { $0["text"] as? String } == ["垃圾没有清运"])
    // Whoever reaches several says which.
    let unsaid = bench.run("list", "--as", "周督导")
    #expect(unsaid.code == 1)
    #expect(unsaid.remarks.contains("-n") && unsaid.remarks.contains("翠湖居民区"))
    #expect(
      bench.run("list", "--json", "--as", "周督导", "-n", "翠湖").array.map { $0["text"] as? String }
        == ["垃圾没有清运"])
    #expect(bench.run("list", "--as", "张敏", "-n", "本居民区").code == 1)
    bench.environment["JUWEI_NEIGHBORHOOD"] = "翠湖"
    #expect(bench.run("list", "--json", "--as", "周督导").array.count == 1)
    // The same number in another neighbourhood is another request.
    bench.environment["JUWEI_NEIGHBORHOOD"] = nil
    #expect(bench.run("show", "001", "--json", "--as", "张敏").object["text"] as? String == "垃圾没有清运")
    #expect(bench.run("doctor").code == 0)
  }

  @Test func whoWorksWhereIsArranged() throws {
    let bench = try town()
    #expect(bench.run("staff", "add", "陈警官", "--role", "民警", "--as", "王芳").code == 0)
    #expect(
      bench.run("supervise", "neighborhoods", "join", "陈警官", "翠湖", "--as", "王芳").code == 1)
    #expect(
      bench.run("supervise", "neighborhoods", "join", "陈警官", "翠湖", "--as", "周督导").code == 0)
    let listed = bench.run("supervise", "neighborhoods", "--json", "--as", "周督导").array
    #expect(listed.count == 2)
    #expect((listed.last?["people"] as? [[String: Any]])?.count == 2)
    #expect(bench.run("list", "--as", "陈警官", "-n", "翠湖").code == 0)
    #expect(
      bench.run("supervise", "neighborhoods", "leave", "陈警官", "翠湖", "--as", "周督导").code == 0)
    #expect(bench.run("list", "--as", "陈警官", "-n", "翠湖").code == 1)
    #expect(
      bench.run("supervise", "neighborhoods", "leave", "陈警官", "本居民区", "--as", "周督导").code == 1)
    #expect(bench.run("supervise", "neighborhoods", "add", "第三", "--as", "王芳").code == 1)
  }

  @Test func figuresAndQuestionsByCommand() throws {
    let bench = try town()
    #expect(bench.run("add", "垃圾没有清运", "--as", "张敏").code == 0)
    bench.environment["JUWEI_NOW"] = "2026-11-26T10:00:00+08:00"
    let areas = bench.run("supervise", "areas", "--json", "--as", "周督导").object
    let homes = areas["neighborhoods"] as? [[String: Any]] ?? []
    #expect(homes.map { $0["name"] as? String } == ["翠湖居民区", "本居民区"])
    let figures = homes.first?["figures"] as? [String: Any]
    #expect(figures?["overdue"] as? Int == 1)
    let late = bench.run("supervise", "list", "--concern", "超时", "--json", "--as", "周督导").array
    #expect(late.count == 2)
    #expect(bench.run("supervise", "--concern", "怪事", "--as", "周督导").code == 2)
    #expect(
      bench.run("supervise", "ask", "001", "怎么没人去？", "--as", "张敏", "-n", "翠湖").code == 0)
    #expect(
      bench.run("supervise", "list", "--concern", "问询待答", "--json", "--as", "周督导").array.count
        == 1)
    #expect(
      bench.run("do", "001", "answer-inquiry", "--text", "明天清运", "--as", "张敏").code == 0)
    let answered = bench.run(
      "supervise", "list", "--concern", "答复待阅", "--json", "--as", "周督导"
    ).array
    #expect(answered.count == 1)
    #expect(bench.run("supervise", "--as", "周督导").output.contains("翠湖居民区"))
  }

  @Test func levelsArePrintedAndReplaced() throws {
    let bench = try town()
    let text = bench.run("supervise", "levels", "--as", "王芳").output
    #expect(text.contains("全部 后1工作日 主任"))
    let file = bench.folder + "/levels.txt"
    try "全部 后2天 书记\n".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(bench.run("supervise", "levels", "--set", file, "--all", "--as", "周督导").code == 0)
    for (name, place) in [("王芳", "本居民区"), ("张敏", "翠湖")] {
      let json = bench.run("supervise", "levels", "--json", "--as", name, "-n", place).object
      #expect((json["levels"] as? [[String: Any]])?.count == 1)
    }
    try "吃饭 后2天 书记\n".write(toFile: file, atomically: true, encoding: .utf8)
    let wrong = bench.run("supervise", "levels", "--set", file, "--as", "王芳")
    #expect(wrong.code == 1)
    #expect(wrong.remarks.contains("第 1 行"))
    #expect(bench.run("supervise", "levels", "--of", "001", "--as", "王芳").code == 0)
  }
}

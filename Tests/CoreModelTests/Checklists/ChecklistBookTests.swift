import Testing

@testable import CoreModel

@Suite("Checklists as text") struct ChecklistBookTests {
  @Test("The book that we ship is read whole, with every list that the desk knows")
  func standard() throws {
    let book = try ChecklistBook(text: ChecklistBook.standardText)
    #expect(book == .standard)
    #expect(book.checklists.map(\.name) == ["夜巡", "五必查", "每日巡群", "调解四步法", "五步法", "应急步骤"])
    #expect(book.checklists.map(\.kind) == [.places, .matters, .groups, .steps, .steps, .steps])
    #expect(
      book.checklist(named: "五必查")?.points.map(\.name) == ["环境卫生", "安全隐患", "设施维护", "居民诉求", "文明劝导"])
    #expect(book.checklist(named: "夜巡")?.points.count == 10)
    #expect(book.checklist(named: "夜巡")?.points.first?.plannedText == "20:05")
    #expect(book.checklist(named: "调解四步法")?.points.count == 4)
    #expect(book.checklist(named: "五步法")?.points.count == 5)
    #expect(book.ladder == .standard)
  }

  @Test("A list is found by its name, or by its beginning where only one begins so")
  func names() {
    let book = ChecklistBook.standard
    #expect(book.checklist(named: " 夜巡 ")?.name == "夜巡")
    #expect(book.checklist(named: "调解")?.name == "调解四步法")
    #expect(book.checklist(named: "五") == nil && book.checklist(named: "") == nil)
  }

  @Test("Full-width marks do as well, and remarks stay in the text")
  func spelling() throws {
    let text = "# 说明\n阶梯｜１４天｜堆物、飞线｜提醒 1｜移交城管 3\n＝＝ 楼道 ｜ 点位 ＝＝\n1号楼｜堆物｜２０：３０\n2号楼"
    let book = try ChecklistBook(text: text)
    #expect(book.text == text)
    #expect(book.ladder.days == 14 && book.ladder.categories == ["堆物", "飞线"])
    #expect(book.ladder.rungs == [.init("提醒", from: 1), .init("移交城管", from: 3)])
    #expect(
      book.checklists == [
        Checklist(
          name: "楼道", kind: .places,
          points: [
            CheckPoint(name: "1号楼", hint: "堆物", plannedAt: 20 * 60 + 30), CheckPoint(name: "2号楼"),
          ])
      ])
  }

  @Test(
    "A line that is not understood is named with what it should be",
    arguments: [
      ("", 1, "没有一张检查单"), ("北门", 1, "前面只能写「阶梯」"), ("== | 点位\n北门", 1, "没有写检查单的名称"),
      ("== 夜巡\n北门", 1, "种类写 事项、点位、巡群、步骤"), ("== 夜巡 | 散步\n北门", 1, "种类写"),
      ("== 夜巡 | 点位", 1, "下面没有一项"), ("\n== 甲 | 点位\n== 乙 | 点位\n北门", 2, "「甲」下面没有一项"),
      ("== 夜巡 | 点位\n北门 | 看 | 25:00", 2, "时间写 20:30 这样"),
      ("== 夜巡 | 点位\n北门 | 看 | 八点", 2, "时间写 20:30 这样"),
      ("== 夜巡 | 点位\n北门\n北门", 3, "写了两次"), ("== 夜巡 | 点位\n| 看", 2, "后两样可以不写"),
      ("== 夜巡 | 点位\n{楼组}", 2, "只用在「巡群」"), ("== 夜巡 | 点位\n北门\n== 夜巡 | 点位", 3, "写了两次"),
      ("阶梯 | 0天 | 劝 | 登记 1\n== 夜巡 | 点位\n北门", 1, "1 到 366"),
      ("阶梯 | 30天 | 劝 | 登记 2 | 城管 2\n== 夜巡 | 点位\n北门", 1, "要比前一级多"),
      ("阶梯 | 30天 | 劝\n== 夜巡 | 点位\n北门", 1, "1 到 6 级"),
      ("== 夜巡 | 点位\n类别 |\n北门", 2, "类别写 1 到 12 个"),
    ])
  func complaints(text: String, line: Int, reason: String) throws {
    let error = try #require(throws: ChecklistBook.Unreadable.self) {
      try ChecklistBook(text: text)
    }
    #expect(error.line == line, "\(error.message)")
    #expect(error.reason.contains(reason), "\(error.message)")
  }

  @Test("Reading is total: whatever is torn out of the text gives a book or a line")
  func torn() {
    var random = SystemRandomNumberGenerator()
    let characters = Array(ChecklistBook.standardText)
    for _ in 0..<200 {
      var text = characters
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        let place = Int.random(in: text.indices, using: &random)
        if Bool.random(using: &random) {
          text.remove(at: place)
        } else {
          text.insert(characters.randomElement(using: &random) ?? "|", at: place)
        }
      }
      do throws(ChecklistBook.Unreadable) {
        let book = try ChecklistBook(text: String(text))
        #expect(book.checklists.allSatisfy { !$0.points.isEmpty })
      } catch {
        #expect(error.line >= 1 && !error.reason.isEmpty)
      }
    }
  }

  @Test("Every 楼组 takes its place in a list of groups, and a point that names one knows which")
  func filled() throws {
    let directory = Sample.directory
    let groups = try #require(ChecklistBook.standard.checklist(named: "每日巡群")).filled(in: directory)
    #expect(groups.points.map(\.name) == directory.groups.map(\.name))
    #expect(groups.points.map(\.group) == directory.groups.map { $0.id })
    let first = try #require(directory.groups.first)
    let walk = Checklist(
      name: "走", kind: .places,
      points: [CheckPoint(name: "\(first.name)地下车库"), CheckPoint(name: "1至\(first.name)楼道")]
    ).filled(in: directory)
    #expect(walk.points.map(\.group) == [first.id, nil])
  }
}

import Testing

@testable import CoreModel

@Suite("Score sheets") struct ScoreBookTests {
  private func figure(_ kind: ScoreFigureKind, _ numerator: Int, of count: Int) -> ScoreFigure {
    ScoreFigure(
      kind: kind, basis: .closing, formula: "f",
      entries: (0..<count).map {
        .init(ticket: $0, share: min(100, max(0, numerator * 100 - $0 * 100)), words: "")
      })
  }

  @Test("The book that we ship is read whole, and 赵巷's sheet adds up to 95")
  func standard() throws {
    let book = try ScoreBook(text: ScoreBook.standardText)
    #expect(book == .standard)
    #expect(book.weights == .standard && book.repeatDays == 30)
    #expect(book.sheets.map(\.name) == ["赵巷月度成绩", "本居民区"])
    let zhaoxiang = try #require(book.sheet(named: "赵巷"))
    #expect(zhaoxiang.lines.map(\.points) == [500, 3000, 2000, 4000] && zhaoxiang.total == 9500)
    #expect(zhaoxiang.basis == .closing && zhaoxiang.notes.count == 2)
    #expect(zhaoxiang.notes.allSatisfy { !$0.isEmpty })
    #expect(book.sheet(named: "本居民区")?.total == 10_000)
    #expect(book.sheet(named: "没有") == nil && book.sheet(named: "") == nil)
    #expect(ScoreFigureKind.allCases.allSatisfy { book.text.contains($0.title) })
  }

  @Test("Points follow from the figure by the rule")
  func points() throws {
    let table: [(String, ScoreFigureKind, Int, Int, Int?)] = [
      ("按比例", .onTime, 7, 8, 2625), ("按比例", .onTime, 0, 0, nil), ("按比例", .onTime, 8, 8, 3000),
      ("按比例，95%满分", .onTime, 19, 20, 3000), ("按比例，95% 满分", .onTime, 9, 10, 2842),
      ("反比例", .repeats, 1, 4, 2250), ("计满分", .onTime, 0, 9, 3000), ("计满分", .onTime, 0, 0, nil),
      ("计满分", .received, 0, 0, 3000), ("不超过3%满分，每多1%扣2分", .returns, 3, 100, 3000),
      ("不超过3%满分，每多1%扣2分", .returns, 5, 100, 2600), ("不超过3%满分，每多1%扣2分", .returns, 7, 200, 2800),
      ("不超过3%满分，每多1%扣2分", .returns, 90, 100, 0),
      ("不超过40件满分，每多1件扣0.1分", .received, 52, 52, 2880),
      ("分档：95%得30分、90%得20.5分、80%得10分", .onTime, 9, 10, 2050),
      ("分档：95%得30分、90%得20.5分、80%得10分", .onTime, 7, 10, 0), ("分档：10件得30分", .done, 10, 10, 3000),
    ]
    for (text, kind, numerator, count, points) in table {
      let rule = try PointsRule(text: text, for: kind, points: 3000)
      #expect(rule.points(of: 3000, for: figure(kind, numerator, of: count)) == points, "\(text)")
      let again = try PointsRule(text: rule.text(for: kind), for: kind, points: 3000)
      #expect(again == rule)
    }
  }

  @Test(
    "Points are never below 0 or above what there is, whatever the figure",
    arguments: 0..<20 as Range<UInt64>)
  func bounds(seed: UInt64) throws {
    var dice = ScoreDice(seed)
    let facts = dice.facts(60)
    let rules = [
      "按比例", "按比例，\(1 + seed * 5)%满分", "反比例", "计满分", "不超过\(seed)%满分，每多0.5%扣\(seed)分",
      "分档：90%得30分、\(seed)%得1分",
    ]
    for basis in ScoreBasis.allCases {
      let score = MonthScore(
        of: facts, month: try #require(ScoreMonth(text: "2026-11")), basis: basis,
        now: shanghai("2026-11-21T19:42"))
      for kind in ScoreFigureKind.allCases {
        for text in rules {
          guard let rule = try? PointsRule(text: text, for: kind, points: 3000) else { continue }
          let points = rule.points(of: 3000, for: score[kind])
          #expect(points.map { (0...3000).contains($0) } ?? (score[kind].rate == nil))
        }
      }
    }
  }

  @Test("Full-width marks are read, and remarks belong to their sheet")
  func fullWidth() throws {
    let book = try ScoreBook(
      text: """
        ＃ 说明
        满意系数｜满意１｜基本满意０．７｜一般×0.5
        重复天数 ｜ ６０
        ＝＝ 甲 ＝＝
        项 ｜ 实际解决率(全部) ｜ １０ ｜ 按比例 ， ９５％ 满分
        ＃ 甲的说明
        == 乙 | 受理
        项 | 满意率 | 0.5 | 计满分
        """)
    #expect(book.weights[.fairlySatisfied] == 70 && book.weights[.neutral] == 50)
    #expect(book.weights[.satisfied] == 100 && book.weights[.unrated] == nil)
    #expect(book.repeatDays == 60)
    #expect(book.sheets.map(\.basis) == [.closing, .receipt])
    #expect(book.sheets[0].notes == ["甲的说明"] && book.sheets[1].notes.isEmpty)
    #expect(book.sheets[0].lines[0].figure == .solvedOfAll)
    #expect(book.sheets[0].lines[0].rule == .proportional(fullAt: 9500))
    #expect(book.sheets[1].lines[0].points == 50)
  }

  @Test(
    "What is not understood is refused with its line and what to write",
    arguments: [
      ("", "没有一张成绩表"), ("== 甲", "没有一项"), ("== \n", "没有写表名"),
      ("== 甲\n项 | 满意率 | 10", "实有 3 栏"), ("== 甲\n项 | 开心率 | 10 | 按比例", "没有「开心率」这个指标"),
      ("== 甲\n项 | 满意率 | 0 | 按比例", "分值写大于 0"), ("== 甲\n项 | 满意率 | 十 | 按比例", "分值写大于 0"),
      ("== 甲\n项 | 满意率 | 10 | 看心情", "算法看不懂「看心情」"), ("== 甲\n项 | 受理量 | 5 | 按比例", "没有比例"),
      ("== 甲\n项 | 退单率 | 5 | 按比例", "越低越好"), ("== 甲\n项 | 满意率 | 5 | 分档：80%得3分、90%得5分", "从高到低"),
      ("== 甲\n项 | 满意率 | 5 | 分档：80%得6分", "超过这一项的分值"),
      ("== 甲\n项 | 满意率 | 5 | 计满分\n== 甲\n项 | 满意率 | 5 | 计满分", "第 3 行：表名「甲」重复"),
      ("== 甲 | 日历口径", "口径写"), ("满意系数 | 很好 1\n", "不是「很好」"), ("满意系数 | 满意 1.2", "0 到 1"),
      ("满意系数", "满意系数写成"), ("重复天数 | 0", "1 到 366"), ("重复天数 | 1.5", "1 到 366"), ("别的 | 1", "只能写"),
      ("== 甲\n项 | 满意率 | 5 | 按比例，0%满分", "算法看不懂"), ("== 甲\n项 | 满意率 | 5 | 不超过3%满分，每多0%扣1分", "算法看不懂"),
    ])
  func refused(text: String, reason: String) {
    let problem = #expect(throws: ScoreBook.Unreadable.self) { try ScoreBook(text: text) }
    #expect(problem?.message.contains(reason) == true, "\(problem?.message ?? "")")
  }
}

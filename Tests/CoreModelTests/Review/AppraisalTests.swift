import Testing

@testable import CoreModel

@Suite("A property company's appraisal sheet") struct AppraisalTests {
  private static let span = ReportSpan(
    .month, of: ScoreMonth(text: "2026-11") ?? ScoreMonth(of: Day(number: 0)))

  /// A survey with these figures; everything else counts nothing.
  private func survey(
    _ figures: [Figure], clocks: [ClockFigure] = [], hotline: Int = 0
  ) -> Survey {
    Survey(
      question: SurveyQuestion(
        Self.span, of: .neighborhood(NeighborhoodID("n")), only: [.company("瑞和物业")]),
      asOf: shanghai("2026-11-21T19:42"), figures: figures, clocks: clocks,
      parts: [
        .channel: [
          .init(
            key: .channel(.hotline), title: "12345",
            figures: [Figure(.received, hotline, of: hotline)])
        ]
      ], days: [], heat: Survey.Heat(weeks: Self.span.weeks))
  }

  private func clock(_ kind: ObligationKind, _ onTime: Int, of count: Int) -> ClockFigure {
    ClockFigure(
      kind: kind, onTime: onTime, stopped: count, running: 0, median: 5, ninetieth: 9)
  }

  @Test("The book that we ship is read whole, its weights make 100, and it names every figure")
  func standard() throws {
    let book = try AppraisalBook(text: AppraisalBook.standardText)
    #expect(book == .standard && book.sheets.count == 1)
    let sheet = try #require(book.sheet(for: "随便哪家"))
    #expect(sheet.total == 10_000 && sheet.lines.count == 8)
    #expect(FigureKind.allCases.allSatisfy { book.text.contains($0.title) })
  }

  @Test("Points follow from the company's own figures by the rule of each line")
  func points() throws {
    let book = try AppraisalBook(
      text: """
        == 考核 ==
        # 每月 5 日前交居委会
        到场 | 到场及时率 | 40 | 按比例，95%满分
        不认可 ｜ 不认可率 ｜ 30 ｜ 不超过3%满分，每多1%扣2分
        热线 | 12345件 | 20 | 不超过2件满分，每多1件扣5分
        满意 | 满意率 | 10 | 按比例
        """)
    let sheet = try #require(book.sheet(for: "瑞和物业"))
    #expect(sheet.name == "考核" && sheet.notes == ["每月 5 日前交居委会"])
    let appraisal = Appraisal(
      sheet, of: "瑞和物业",
      by: survey(
        [Figure(.rejection, 1, of: 20), Figure(.satisfaction, 0, of: 0)],
        clocks: [clock(.arrival, 9, of: 10)], hotline: 4))
    #expect(appraisal.lines.map(\.earned) == [3789, 2600, 1000, nil])
    #expect(appraisal.lines.map(\.valueText) == ["90.0%", "5.0%", "4件", "—"])
    #expect(appraisal.lines.map(\.count) == [10, 20, 4, 0])
    #expect(appraisal.totalText == "得分 73.89（满分 100，其中 10 分没有数据）")
    #expect(appraisal.text.contains("到场及时率 90.0%（9/10），按比例，95%满分"))
    #expect(appraisal.text.contains("12345件＝本期收到的 12345 工单件数"))
  }

  @Test("A company with a sheet of its own is appraised by it, the others by the one for all")
  func ownSheet() throws {
    let book = try AppraisalBook(
      text: """
        == 大家的
        办结 | 办结率 | 100 | 按比例
        == 木荷苑的 | 木荷物业
        办结 | 按时办结率 | 100 | 按比例
        """)
    #expect(book.sheet(for: "木荷物业")?.lines[0].measure == .figure(.closedOnTime))
    #expect(book.sheet(for: "瑞和物业")?.lines[0].measure == .figure(.closedOfReceived))
  }

  @Test(
    "What cannot be read is said by line, with what to write instead",
    arguments: [
      ("", 1, "没有一张考核表"),
      ("办结 | 办结率 | 100 | 按比例", 1, "前面还没有表名"),
      ("== a\n办结 | 办结率 | 95 | 按比例", 1, "合计 95 分，要正好是 100 分"),
      ("== a\n== b\n办结 | 办结率 | 100 | 按比例", 1, "「a」没有一项"),
      ("== a\n办结 | 办结率 | 100", 2, "应有 4 栏"),
      ("== a\n办结 | 好评率 | 100 | 按比例", 2, "没有「好评率」这个指标；可以用：收到、"),
      ("== a\n办结 | 办结率 | 101 | 按比例", 2, "不超过 100 的数"),
      ("== a\n办结 | 办结率 | 50 | 按比例\n办结 | 响应率 | 50 | 按比例", 3, "已经有「办结」"),
      ("== a\n重复 | 重复投诉率 | 100 | 按比例", 2, "越低越好"),
      ("== a\n热线 | 12345件 | 100 | 按比例", 2, "是件数"),
      ("== a\n办结 | 办结率 | 100 | 按比例\n== a\n办结 | 办结率 | 100 | 按比例", 3, "重复"),
      ("== a | 甲\n办结 | 办结率 | 100 | 按比例", 1, "给其他物业用"),
      ("== a\n办结 | 办结率 | 100 | 看着给", 2, "算法看不懂"),
    ])
  func unreadable(text: String, line: Int, words: String) {
    #expect {
      try AppraisalBook(text: text)
    } throws: { error in
      guard let problem = error as? AppraisalBook.Unreadable else { return false }
      return problem.line == line && problem.message.contains(words)
    }
  }

  @Test("Every measure is found by its name, with full-width brackets or without blanks")
  func names() {
    for measure in AppraisalMeasure.all {
      #expect(AppraisalMeasure(text: " \(measure.title) ") == measure, "\(measure.title)")
    }
    #expect(AppraisalMeasure(text: "办结率(按时)") == .figure(.closedOnTime))
    #expect(AppraisalMeasure(text: "１２３４５件") == .hotline)
    #expect(Set(AppraisalMeasure.all.map(\.title)).count == AppraisalMeasure.all.count)
  }

  @Test("Points are never below 0 or above what there is, and never for nothing", arguments: 0...40)
  func bounds(part: Int) throws {
    for measure in [AppraisalMeasure.figure(.response), .figure(.rejection), .hotline] {
      for text in ["按比例", "按比例，95%满分", "反比例", "计满分", "不超过3%满分，每多0.5%扣7分", "不超过2件满分，每多1件扣9分"] {
        guard let rule = try? PointsRule(text: text, for: measure, points: 3000) else { continue }
        let whole = measure.isCount ? nil : 40
        let points = try #require(rule.points(of: 3000, part: part, whole: whole))
        #expect((0...3000).contains(points))
        if !measure.isCount { #expect(rule.points(of: 3000, part: 0, whole: 0) == nil) }
      }
    }
  }
}

@Suite("What stands beside the figures of a span") struct SurveyWordsTests {
  private func span(_ kind: ReportSpan.Kind) -> ReportSpan {
    ReportSpan(kind, of: ScoreMonth(text: "2026-11") ?? ScoreMonth(of: Day(number: 0)))
  }

  private func survey(_ kind: ReportSpan.Kind) -> Survey {
    let span = span(kind)
    let days = (span.start.day.number..<span.end.day.number).map {
      Survey.DayCount(day: Day(number: $0), received: 2, closed: 1)
    }
    return Survey(
      question: SurveyQuestion(span, of: .all), asOf: shanghai("2026-11-21T19:42"), figures: [],
      clocks: [], parts: [:], days: days, heat: Survey.Heat(weeks: span.weeks))
  }

  @Test("走势 goes by day in a month, by week in a quarter, by month in a year, and adds up")
  func course() {
    let month = SurveyCourse(survey(.month))
    #expect(month.stretches.count == 30 && month.newest == 20)
    #expect(month.stretches[20].received == 2 && month.stretches[21].received == nil)
    let quarter = SurveyCourse(survey(.quarter))
    #expect(quarter.stretches.count == 14 && quarter.stretches[0].first == span(.quarter).start.day)
    #expect(quarter.stretches[0].received == 8, "1 October is a Thursday")
    #expect(quarter.stretches.last?.last == span(.quarter).end.day.adding(days: -1))
    let year = SurveyCourse(survey(.year))
    #expect(year.stretches.map(\.label).first == "1月" && year.stretches.count == 12)
    #expect(year.stretches[1].received == 56 && year.stretches[11].received == nil)
    #expect(year.stretches[10].opens == .span(span(.month)))
    for (kind, course) in [(ReportSpan.Kind.month, month), (.quarter, quarter), (.year, year)] {
      for (one, next) in zip(course.stretches, course.stretches.dropFirst()) {
        #expect(one.last.adding(days: 1) == next.first, "\(kind) has no gap")
      }
    }
  }

  @Test("A change says by how much, and whether it is for the better where one can say")
  func changes() throws {
    let table: [(Figure, Figure, String, Bool?)] = [
      (Figure(.received, 12, of: 12), Figure(.received, 9, of: 9), "+3件", nil),
      (Figure(.overdue, 1, of: 1), Figure(.overdue, 4, of: 4), "−3件", true),
      (Figure(.response, 9, of: 10), Figure(.response, 8, of: 10), "+10.0点", true),
      (Figure(.repeats, 2, of: 10), Figure(.repeats, 1, of: 10), "+10.0点", false),
      (Figure(.response, 9, of: 10), Figure(.response, 18, of: 20), "持平", nil),
    ]
    for (now, before, text, isBetter) in table {
      let change = try #require(now.change(from: before))
      #expect(change.text == text && change.isBetter == isBetter)
    }
    #expect(Figure(.response).change(from: Figure(.response, 1, of: 1)) == nil)
  }

  @Test("A survey says as of when it is, and whether its span is over")
  func asOf() {
    #expect(survey(.month).asOfText == "截至 11月21日 19:42，本月还没有结束")
    #expect(survey(.year).asOfText.hasSuffix("本年还没有结束"))
    #expect(survey(.month).text(before: nil, place: "瑞和锦庭").contains("统计 · 2026年11月 · 瑞和锦庭"))
  }
}

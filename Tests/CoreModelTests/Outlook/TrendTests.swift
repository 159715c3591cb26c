import Testing

@testable import CoreModel

@Suite("趋势 and 措施") struct TrendTests {
  private let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)

  private func day(_ month: Int, _ day: Int, _ year: Int = 2026) throws -> Day {
    try #require(Day(year: year, month: month, day: day))
  }

  @Test("Measures are read with days as people write them, and kept with their year")
  func measures() throws {
    let book = try MeasureBook(
      text: "# 夜里\n7月21日 启动夜巡 | 木荷苑 垃圾\n\n2026-09-01  增加 保洁\n2025年12月3日 换门禁｜门禁\n", now: now)
    #expect(
      book.text == "# 夜里\n2026-07-21 启动夜巡 | 木荷苑 垃圾\n\n2026-09-01 增加 保洁\n2025-12-03 换门禁 | 门禁")
    #expect(book.measures.map(\.title) == ["换门禁", "启动夜巡", "增加 保洁"])
    #expect(book.measures.map(\.about) == ["门禁", "木荷苑 垃圾", ""])
    #expect(book.measures[1].text(relativeTo: now.day) == "7月21日 启动夜巡")
    // What was kept means the same whenever it is read.
    #expect(try MeasureBook(text: book.text, now: .earliestSupported) == book)
  }

  @Test(
    "A line that is not understood is named with what it should be",
    arguments: [
      ("昨日好 启动夜巡", "措施第 1 行：没有看懂日期「昨日好」"), ("\n2月30日 换灯", "措施第 2 行：没有看懂日期「2月30日」"),
      ("7月21日", "措施第 1 行：「7月21日」后面没有写措施"), ("7月21日 夜巡 | a | b", "措施第 1 行：一行只能有一个「|」"),
      ("1980-01-01 建楼", "措施第 1 行：没有看懂日期"),
    ])
  func unreadable(_ text: String, _ message: String) {
    do throws(MeasureBook.Unreadable) {
      _ = try MeasureBook(text: text, now: now)
      Issue.record("it was read")
    } catch {
      #expect(error.message.hasPrefix(message), "\(error.message)")
    }
  }

  @Test("A measure is shown where it belongs: one that says nothing belongs everywhere")
  func concerns() throws {
    let everywhere = Measure(day: now.day, title: "夜巡")
    let there = Measure(day: now.day, title: "夜巡", about: "木荷苑 垃圾")
    #expect(everywhere.concerns("电梯") && everywhere.concerns(""))
    #expect(there.concerns("") && there.concerns("木荷苑5号") && there.concerns("垃圾 北门"))
    #expect(!there.concerns("电梯"))
  }

  @Test("Before and after are averages of whole days; today does not count")
  func comparison() throws {
    // 28 days that end today: four a day, then one a day from the measure on, and a busy today.
    var counts = Array(repeating: 4, count: 18) + Array(repeating: 1, count: 10)
    counts[27] = 50
    let trend = Trend(TrendQuestion(days: 28, end: now.day), counts: counts)
    let measure = Measure(day: now.day.adding(days: -9), title: "启动夜巡")
    let comparison = try #require(trend.comparison(of: measure, today: now.day))
    #expect(comparison.before == .init(days: 14, requests: 56))
    #expect(comparison.after == .init(days: 9, requests: 9))
    #expect(comparison.change == -75)
    #expect(comparison.text == "之前 14 天 56 件（每天 4.0 件），之后 9 天 9 件（每天 1.0 件），少了 75%")
    #expect(trend.summary(today: now.day) == "共 131 件，每天 3.0 件；最多 11月21日 周六 50 件")
    let outside = Measure(day: now.day.adding(days: -28), title: "早先")
    #expect(trend.comparison(of: outside, today: now.day) == nil)
  }

  @Test(
    "Nothing is said of better or worse where there is too little to say it",
    arguments: [
      (0, "今天起", "之前 14 天 14 件（每天 1.0 件）；之后还没有过完一天"),
      (-2, "前天起", "之前 14 天 14 件（每天 1.0 件），之后 2 天 2 件（每天 1.0 件），天数太少还不能比"),
      (-27, "第一天", "之前的日子不在图里，加长天数再看"),
      (-7, "一周", "之前 14 天 14 件（每天 1.0 件），之后 7 天 7 件（每天 1.0 件），持平"),
    ])
  func tooLittle(_ offset: Int, _ title: String, _ text: String) throws {
    let trend = Trend(
      TrendQuestion(days: 28, end: now.day), counts: Array(repeating: 1, count: 28))
    let measure = Measure(day: now.day.adding(days: offset), title: title)
    #expect(try #require(trend.comparison(of: measure, today: now.day)).text == text)
  }

  @Test("Few requests before give no percentage: it would mislead")
  func few() throws {
    var counts = Array(repeating: 0, count: 28)
    counts[10] = 1
    counts[22] = 3
    let trend = Trend(TrendQuestion(days: 28, end: now.day), counts: counts)
    let measure = Measure(day: now.day.adding(days: -8), title: "夜巡")
    let comparison = try #require(trend.comparison(of: measure, today: now.day))
    #expect(comparison.change == nil && comparison.text.hasSuffix("（每天 0.4 件）"))
  }

  @Test("A question keeps within two weeks and a quarter")
  func questions() {
    #expect(TrendQuestion(days: 3, end: now.day).days == 14)
    #expect(TrendQuestion(days: 400, end: now.day).days == 92)
    let question = TrendQuestion(words: "  垃圾 ", end: now.day)
    #expect(question.words == "垃圾" && question.first == now.day.adding(days: -27))
    #expect(TrendQuestion.words(ofMatter: "灯")?.contains("路灯") == true)
    #expect(TrendQuestion.words(ofMatter: "邻里声响")?.first == "邻里声响")
    #expect(TrendQuestion.words(ofMatter: "灯不亮") == nil)
  }

  @Test("The whole in words has the measures that belong to it, and how it is counted")
  func text() throws {
    let trend = Trend(
      TrendQuestion(words: "垃圾", days: 14, end: now.day), counts: Array(repeating: 2, count: 14))
    let measures = [
      Measure(day: now.day.adding(days: -7), title: "夜巡"),
      Measure(day: now.day.adding(days: -7), title: "换灯", about: "灯"),
    ]
    let text = trend.text(measures: measures, neighborhood: "瑞和锦庭居民区", today: now.day)
    #expect(text.hasPrefix("瑞和锦庭居民区 趋势：垃圾，11月8日–11月21日，14 天\n共 28 件，每天 2.0 件"))
    #expect(text.contains("11月14日 夜巡：") && !text.contains("换灯") && text.hasSuffix(Trend.formula))
  }
}

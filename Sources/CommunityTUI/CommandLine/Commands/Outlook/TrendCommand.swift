import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei trend`.
struct TrendCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "trend",
    abstract: "趋势：一件事或一个地方每天几件，标出措施，比较前后。",
    discussion: """
      词和查找一样：内容、楼组、小区、点位，都要符合；写一类事的名字（电梯、垃圾、灯……）时各种说法都算。
      \(Trend.formula)。

      例：
        juwei trend
        juwei trend 木荷苑 垃圾 --days 56
        juwei trend 12号楼 --until 2026-10-31 --json
        juwei trend --measures > 措施.txt
        juwei trend --set-measures 措施.txt --as 陈静

      措施一行一条：2026-07-21 启动夜巡；只关某事某地的，后面写 | 木荷苑 垃圾。有一行看不懂就整份不换，并报出行号。
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("什么事、哪里；不写为全部诉求。", valueName: "词"))
  var words: [String] = []

  @Option(
    help: ArgumentHelp("看几天，\(TrendQuestion.span.lowerBound) 到 \(TrendQuestion.span.upperBound)。"))
  var days: Int?

  @Option(help: ArgumentHelp("到哪一天为止，例如 2026-10-31；不写为今天。", valueName: "日期"))
  var until: String?

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(name: .customLong("measures"), help: "打印措施的文字，可以存成文件来改。")
  var showsMeasures = false

  @Option(
    name: .customLong("set-measures"),
    help: ArgumentHelp("换成这个文件里的措施；- 为标准输入。", valueName: "文件"))
  var file: String?

  func validate() throws {
    guard TrendQuestion.span.contains(days ?? TrendQuestion.usual) else {
      throw ValidationError(
        "--days 写 \(TrendQuestion.span.lowerBound) 到 \(TrendQuestion.span.upperBound)")
    }
  }

  func run(in surroundings: Surroundings) throws {
    if showsMeasures || file != nil {
      guard words.isEmpty, days == nil, until == nil, !json, !(showsMeasures && file != nil) else {
        throw UsageProblem("--measures 和 --set-measures 各自单用，不和词、--days、--until、--json 一起写")
      }
    }
    if let file { return try set(file, in: surroundings) }
    let now = surroundings.clock.now
    let question = TrendQuestion(
      words: words.joined(separator: " "), days: days ?? TrendQuestion.usual,
      end: try OutlookDay.parse(until, now: now))
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有可以统计的") }
      let measures = try session.store.rules(of: session.scope).measures
      if showsMeasures { return surroundings.say(measures.text) }
      let trend = try session.store.trend(question, of: session.scope)
      let shown = measures.measures.filter { $0.concerns(question.words) }
      if json { return surroundings.say(document(of: trend, shown, today: now.day).text()) }
      print(trend, shown, session, in: surroundings)
    }
  }

  private func print(
    _ trend: Trend, _ measures: [Measure], _ session: Session, in surroundings: Surroundings
  ) {
    let today = surroundings.clock.now.day
    if trend.total > 0 {
      var canvas = Canvas(size: Size(rows: 14, columns: min(surroundings.columns ?? 100, 120)))
      trend.chart(measures: measures, selected: nil, today: today, glyphs: .unicode)
        .draw(into: &canvas, rect: canvas.bounds)
      for line in canvas.text.split(separator: "\n") { surroundings.say(String(line)) }
      surroundings.say("")
    }
    surroundings.say(
      trend.text(
        measures: measures, neighborhood: session.directory.neighborhood.name, today: today))
  }

  private func document(of trend: Trend, _ measures: [Measure], today: Day) -> JSONValue {
    func stretch(_ stretch: TrendComparison.Stretch) -> JSONValue {
      .object([
        "days": .int(stretch.days), "requests": .int(stretch.requests),
        "perDay": stretch.tenths.map { .hundredths($0, digits: 1) } ?? .null,
      ])
    }
    let comparisons = measures.compactMap { trend.comparison(of: $0, today: today) }
    return .object([
      "words": .string(trend.question.words), "first": .string(trend.question.first.iso8601),
      "last": .string(trend.question.end.iso8601), "total": .int(trend.total),
      "isEstimate": .bool(trend.isEstimate), "formula": .string(Trend.formula),
      "days": .array(
        trend.counts.indices.map { index in
          .object([
            "date": .string(trend.day(at: index).iso8601), "received": .int(trend.counts[index]),
          ])
        }),
      "measures": .array(
        comparisons.map { comparison in
          .object([
            "date": .string(comparison.measure.day.iso8601),
            "title": .string(comparison.measure.title),
            "about": .string(comparison.measure.about), "before": stretch(comparison.before),
            "after": stretch(comparison.after), "changePercent": .optional(comparison.change),
          ])
        }),
    ])
  }

  private func set(_ file: String, in surroundings: Surroundings) throws {
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: MeasureBook
    do {
      book = try MeasureBook(
        text: String(decoding: text.utf8, as: UTF8.self), now: surroundings.clock.now)
    } catch {
      throw CommandFailure("\(error.message)。措施没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setMeasures(book, of: writing.session.scope, by: writing.actor)
      surroundings.say("已换上 \(book.measures.count) 条措施")
    }
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei hotline score`.
struct HotlineScoreCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "12345 月度成绩：各项指标的算法、件数，按成绩表打分。",
    discussion: """
      两种口径并列：办结口径里受理量按收到时间、其余按办结时间算进当月；受理口径各项都按收到时间。没有可计的工单写「—」。

      例：
        juwei hotline score
        juwei hotline score --month 2026-10 --basis closing --sheet 赵巷
        juwei hotline score --list 按时办结率
        juwei hotline score --show-sheet > 成绩表.txt
        juwei hotline score --set-sheet 成绩表.txt --as 李建国

      成绩表里有一行看不懂就整份不换，并报出行号。
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪个月，例如 2026-11；不写为本月。", valueName: "年-月"))
  var month: String?

  @Option(help: ArgumentHelp("只看一种口径：closing 办结口径，receipt 受理口径。", valueName: "口径"))
  var basis: String?

  @Option(help: ArgumentHelp("按哪张成绩表打分；不写则每张都打。", valueName: "表名"))
  var sheet: String?

  @Option(help: ArgumentHelp("列出一项指标的工单，例如 按时办结率。", valueName: "指标"))
  var list: String?

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(name: .customLong("show-sheet"), help: "打印成绩表的文字，可以存成文件来改。")
  var showsSheet = false

  @Option(
    name: .customLong("set-sheet"),
    help: ArgumentHelp("换成这个文件里的成绩表；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    if let file { return try set(file, in: surroundings) }
    if showsSheet { return try show(in: surroundings) }
    let month = try chosenMonth(in: surroundings)
    let basis = try chosenBasis()
    let kind = try chosenFigure()
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有工单可以统计") }
      let survey = try session.store.score(
        of: session.scope, month: month, now: surroundings.clock.now)
      let sheets = try chosenSheets(of: survey.book)
      if json {
        let document = ScoreDocument(
          survey: survey, neighborhood: session.directory.neighborhood.name)
        return surroundings.say(document.value(basis, sheets, listing: kind).text())
      }
      let printer = ScorePrinter(survey: survey, surroundings: surroundings)
      if let kind { return printer.printTickets(of: kind, by: basis ?? .closing) }
      printer.print(
        neighborhood: session.directory.neighborhood.name, basis: basis, sheets: sheets)
    }
  }

  // MARK: What is asked for

  private func chosenMonth(in surroundings: Surroundings) throws -> ScoreMonth {
    let present = ScoreMonth(of: surroundings.clock.now.day)
    guard let month else { return present }
    guard let chosen = ScoreMonth(text: month) else {
      throw UsageProblem("月份写成 2026-11，不是「\(month)」")
    }
    guard chosen <= present else { throw UsageProblem("\(chosen.title) 还没有到") }
    return chosen
  }

  private func chosenBasis() throws -> ScoreBasis? {
    guard let basis else { return nil }
    let found = ScoreBasis.allCases.first {
      [$0.rawValue, $0.title, $0.shortTitle].contains(basis.tidied)
    }
    guard let found else { throw UsageProblem("口径写 closing（办结口径）或 receipt（受理口径），不是「\(basis)」") }
    return found
  }

  private func chosenFigure() throws -> ScoreFigureKind? {
    guard let list else { return nil }
    guard let kind = ScoreFigureKind(text: list) else {
      let known = ScoreFigureKind.allCases.map(\.title).joined(separator: "、")
      throw UsageProblem("没有「\(list)」这个指标；可以用：\(known)")
    }
    return kind
  }

  private func chosenSheets(of book: ScoreBook) throws -> [ScoreSheet] {
    guard let sheet else { return book.sheets }
    guard let found = book.sheet(named: sheet) else {
      throw UsageProblem(
        "没有「\(sheet)」这张成绩表；现有：\(book.sheets.map(\.name).joined(separator: "、"))")
    }
    return [found]
  }

  // MARK: The text of the sheets

  private func set(_ file: String, in surroundings: Surroundings) throws {
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: ScoreBook
    do {
      book = try ScoreBook(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。成绩表没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setScoreBook(book, of: writing.session.scope, by: writing.actor)
      surroundings.say(
        "已换上 \(book.sheets.count) 张成绩表："
          + book.sheets.map { "\($0.name)（满分 \($0.totalText)）" }.joined(separator: "、"))
    }
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(ScoreBook.standard.text)
    }
    try surroundings.reading(shared) { session in
      let book = try session.map { try $0.store.rules(of: $0.scope).scores }
      surroundings.say((book ?? .standard).text)
    }
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei report appraisal`.
struct ReportAppraisalCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "appraisal",
    abstract: "物业考核表：按这家物业所管小区的诉求打分，每项写明算法。",
    discussion: """
      例：
        juwei report appraisal
        juwei report appraisal --month 2026-10 --company 瑞和物业
        juwei report appraisal --list 到场及时 --company 瑞和物业
        juwei report appraisal --html --out 10月考核.html
        juwei report appraisal --show-sheet > 考核表.txt
        juwei report appraisal --set-sheet 考核表.txt --as 李建国

      考核表里有一行看不懂，或分值合计不是 100，就整份不换，并报出行号。物业名称写在小区里（设置 → 小区）。
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪个月，例如 2026-11；不写为本月。", valueName: "年-月"))
  var month: String?

  @Option(help: ArgumentHelp("只看一家物业；不写则每家都看。", valueName: "物业"))
  var company: String?

  @Option(help: ArgumentHelp("列出一个项目的诉求，例如 到场及时。", valueName: "项目"))
  var list: String?

  @OptionGroup var files: ReportFileOptions

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(name: .customLong("show-sheet"), help: "打印考核表的文字，可以存成文件来改。")
  var showsSheet = false

  @Option(
    name: .customLong("set-sheet"),
    help: ArgumentHelp("换成这个文件里的考核表；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    if let file { return try set(file, in: surroundings) }
    if showsSheet { return try show(in: surroundings) }
    let span = ReportSpan(.month, of: try chosenMonth(in: surroundings))
    let kind = try files.kind()
    guard kind != .xlsx else {
      throw UsageProblem("物业考核表写成网页：用 --html --out 考核.html")
    }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有诉求可以考核") }
      let question = SurveyQuestion(span, of: .neighborhood(session.scope))
      let report = try ReportFile(
        store: session.store, question: question, directory: session.directory,
        book: session.store.rules(of: session.scope).appraisals, now: surroundings.clock.now)
      let companies = try chosenCompanies(of: report)
      if kind != nil {
        return try files.write(
          .appraisal, question, companies: companies, of: session, in: surroundings)
      }
      let appraisals = try report.appraisals(of: companies)
      if let list { return try print(list, of: appraisals, session, in: surroundings) }
      if json {
        return surroundings.say(
          AppraisalDocument(appraisals: appraisals, place: report.place).value.text())
      }
      print(appraisals, place: report.place, in: surroundings)
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

  private func chosenCompanies(of report: ReportFile) throws -> [String] {
    let known = report.companies
    guard let company else { return known }
    let plain = company.tidied
    guard
      let found = known.first(where: { $0 == plain }) ?? known.first(where: { $0.hasPrefix(plain) })
    else {
      let words = known.isEmpty ? "这个月没有哪家物业的诉求" : "有诉求的是：\(known.joined(separator: "、"))"
      throw CommandFailure("没有「\(company)」这家物业；\(words)。物业名称写在小区里")
    }
    return [found]
  }

  // MARK: What is printed

  private func print(_ appraisals: [Appraisal], place: String, in surroundings: Surroundings) {
    guard let first = appraisals.first else {
      return surroundings.say("这个月没有哪家物业的诉求。物业名称写在小区里（设置 → 小区），写好就按小区归到物业。")
    }
    surroundings.say("物业考核表 · \(first.spanTitle) · \(place)")
    surroundings.say(first.survey.asOfText)
    for appraisal in appraisals {
      surroundings.say("")
      surroundings.say(
        Sanitizer.line("\(appraisal.company) · \(appraisal.sheet.name)  \(appraisal.totalText)"))
      let table = TextTable(
        headers: ["项目", "得分", "分值", "指标", "结果", "分子/分母", "算法"],
        rows: appraisal.lines.map { line in
          [
            line.line.name, line.earnedText, line.pointsText, line.line.measure.title,
            line.valueText, line.whole == nil ? "" : line.fractionText,
            line.line.rule.text(for: line.line.measure),
          ]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
      for note in appraisal.sheet.notes { surroundings.say(Sanitizer.line("说明：\(note)")) }
    }
    surroundings.say("")
    var said: Set<AppraisalMeasure> = []
    for line in appraisals.flatMap(\.lines) where said.insert(line.line.measure).inserted {
      surroundings.say("\(line.line.measure.title)＝\(line.line.measure.formula)")
    }
  }

  private func print(
    _ name: String, of appraisals: [Appraisal], _ session: Session, in surroundings: Surroundings
  ) throws {
    guard appraisals.count == 1, let appraisal = appraisals.first else {
      throw UsageProblem("--list 和 --company 一起写，一次看一家物业的")
    }
    guard let line = appraisal.lines.first(where: { $0.line.name == name.tidied }) else {
      let known = appraisal.lines.map(\.line.name).joined(separator: "、")
      throw UsageProblem("考核表里没有「\(name)」这一项；有：\(known)")
    }
    let entries = try session.store.entries(
      line.line.measure.selection, of: appraisal.survey.question, at: surroundings.clock.now)
    surroundings.say(
      Sanitizer.line(
        "\(appraisal.company) · \(line.line.measure.title) \(line.valueText) · \(appraisal.spanTitle)"
      ))
    surroundings.say("\(line.line.measure.title)＝\(line.line.measure.formula)")
    guard !entries.isEmpty else { return surroundings.say("没有可计的诉求。") }
    let rows = Dictionary(
      try session.store.surveyRows(entries.map(\.id)).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    surroundings.say("")
    let now = surroundings.clock.now
    let table = TextTable(
      headers: ["编号", "计入", "原因", "收到", "状态", "诉求"],
      rows: entries.compactMap { entry in
        rows[entry.id].map { row in
          [
            row.number, entry.isCounted ? "是" : "否", entry.words,
            row.receivedAt.dateTimeText(relativeTo: now), row.status.title,
            Privacy.masked(row.text),
          ]
        }
      }, columns: surroundings.columns)
    for line in table.lines { surroundings.say(line) }
  }

  // MARK: The text of the sheets

  private func set(_ file: String, in surroundings: Surroundings) throws {
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: AppraisalBook
    do {
      book = try AppraisalBook(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。考核表没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setAppraisalBook(
        book, of: writing.session.scope, by: writing.actor)
      surroundings.say(
        "已换上 \(book.sheets.count) 张考核表：" + book.sheets.map(\.name).joined(separator: "、"))
    }
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(AppraisalBook.standard.text)
    }
    try surroundings.reading(shared) { session in
      let book = try session.map { try $0.store.rules(of: $0.scope).appraisals }
      surroundings.say((book ?? .standard).text)
    }
  }
}

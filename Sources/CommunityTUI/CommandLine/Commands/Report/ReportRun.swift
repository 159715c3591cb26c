import CoreModel
import Store
import TerminalKit

/// One report as it was asked for on the command line.
struct ReportRun {
  let kind: ReportSpan.Kind
  let options: ReportOptions
  let shared: SharedOptions
  let surroundings: Surroundings

  func run() throws {
    if options.json && options.csv { throw UsageProblem("--json 和 --csv 只写一个") }
    if options.counted != nil, options.list == nil {
      throw UsageProblem("--counted 和 --list 一起写，例如 --list 响应率 --counted no")
    }
    if options.csv, options.list != nil { throw UsageProblem("--list 不能和 --csv 一起写，可以用 --json") }
    let file = try options.files.kind()
    if file != nil, options.json || options.csv || options.list != nil {
      throw UsageProblem("写成文件时不和 --json、--csv、--list 一起写；文件里各项都有")
    }
    let span = try chosenSpan()
    let breakdowns = try chosenBreakdowns()
    let selection = try chosenSelection()
    try surroundings.reading(
      shared, keeping: true, takesFirst: options.all || options.area != nil
    ) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有诉求可以统计") }
      let (scope, title) = try chosenScope(session)
      var question = SurveyQuestion(span, of: scope)
      if !options.only.isEmpty {
        question.filter = try filter(
          among: try session.store.survey(question, at: surroundings.clock.now))
      }
      if let file {
        return try options.files.write(
          file, question, place: ([title] + options.only).joined(separator: " · "), of: session,
          in: surroundings)
      }
      let survey = try session.store.survey(question, at: surroundings.clock.now)
      let report = SurveyReport(
        survey: survey, title: title, only: options.only, breakdowns: breakdowns,
        now: surroundings.clock.now)
      if let selection { return try list(selection, report, session) }
      if options.json { return surroundings.say(report.document.text()) }
      if options.csv { return surroundings.say(SurveyTable(report: report).text) }
      SurveyPrinter(report: report, surroundings: surroundings).print()
    }
  }

  // MARK: What is asked for

  private func chosenSpan() throws -> ReportSpan {
    let now = surroundings.clock.now
    guard let date = options.date else { return ReportSpan(kind, of: now.day) }
    guard let span = ReportSpan(kind, text: date) else {
      let example =
        switch kind {
        case .month: "2026-10"
        case .quarter: "2026-Q3"
        case .year: "2026"
        }
      throw UsageProblem("--date 写成 \(example) 或 2026-10-31，不是「\(date)」")
    }
    guard span.start <= now else { throw UsageProblem("\(span.title)还没有到") }
    return span
  }

  private func chosenBreakdowns() throws -> [Breakdown] {
    try options.by.map { typed in
      guard let found = Breakdown(text: typed.tidied) else {
        let known = Breakdown.allCases.map(\.title).joined(separator: "、")
        throw UsageProblem("不能按「\(typed)」分开看；可以写：\(known)")
      }
      return found
    }
  }

  private func chosenSelection() throws -> SurveySelection? {
    guard let list = options.list else { return nil }
    let part: SurveySelection.Part
    switch options.counted?.tidied.lowercased() {
    case nil: part = .denominator
    case "yes", "是": part = .numerator
    case "no", "否": part = .rest
    case let other?: throw UsageProblem("--counted 写 yes（计入的）或 no（没有计入的），不是「\(other)」")
    }
    if let kind = FigureKind(text: list) { return SurveySelection(.figure(kind), part) }
    if let kind = ClockFigure.kinds.first(where: {
      $0.title == list.tidied || $0.rawValue == list.tidied
    }) {
      return SurveySelection(.clock(kind), part)
    }
    throw UsageProblem(
      "没有「\(list)」这个指标；可以用：\(FigureKind.allCases.map(\.title).joined(separator: "、"))，"
        + "时限：\(ClockFigure.kinds.map(\.title).joined(separator: "、"))")
  }

  private func chosenScope(_ session: Session) throws -> (SurveyScope, String) {
    if options.all, options.area != nil { throw UsageProblem("--all 和 --area 只写一个") }
    if options.all { return (.all, "全部居民区") }
    if let name = options.area?.tidied {
      let areas = try session.store.areas()
      guard let area = areas.first(where: { $0.name == name }) else {
        let known = areas.map(\.name).joined(separator: "、")
        throw UsageProblem("没有「\(name)」这个片区；\(known.isEmpty ? "还没有建立片区" : "现有：\(known)")")
      }
      return (.area(area.id), area.name)
    }
    return (.neighborhood(session.scope), session.directory.neighborhood.name)
  }

  /// What `--only` names, among the parts that there are.
  private func filter(among survey: Survey) throws -> [BreakdownKey] {
    try options.only.map { typed in
      let sides = typed.split(
        maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "=" || $0 == "＝" })
      guard sides.count == 2, let breakdown = Breakdown(text: String(sides[0]).tidied) else {
        throw UsageProblem("--only 写成 物业=瑞和物业、楼组=12号楼，不是「\(typed)」")
      }
      let name = String(sides[1]).tidied
      let parts = survey.parts[breakdown] ?? []
      guard let part = parts.first(where: { $0.title == name }) else {
        let known = parts.prefix(12).map(\.title).joined(separator: "、")
        throw CommandFailure(
          "\(survey.question.span.title)没有\(breakdown.title)「\(name)」的诉求；"
            + (known.isEmpty ? "这一期什么都没有" : "有的是：\(known)"))
      }
      return part.key
    }
  }

  // MARK: The requests of a number

  private func list(
    _ selection: SurveySelection, _ report: SurveyReport, _ session: Session
  ) throws {
    let entries = try session.store.entries(
      selection, of: report.survey.question, at: surroundings.clock.now)
    let rows = try session.store.surveyRows(entries.map(\.id))
    let words = Dictionary(entries.map { ($0.id, $0) }) { first, _ in first }
    if options.json {
      return surroundings.say(report.list(selection, rows, words).text())
    }
    SurveyPrinter(report: report, surroundings: surroundings).print(selection, rows, words)
  }
}

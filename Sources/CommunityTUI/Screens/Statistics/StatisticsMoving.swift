import CoreModel
import Store
import TerminalKit

/// Moving on the screen of 统计, and what opens there.
extension AppState {
  /// How many lines the page has.
  var statisticsLines: Int {
    guard let survey = statistics.survey else { return 0 }
    switch statistics.page {
    case .overview: return FigureKind.allCases.count
    case .course: return SurveyCourse(survey).stretches.count
    case .clocks: return survey.clocks.count
    case .parts: return survey.parts[statistics.breakdown]?.count ?? 0
    case .heat: return survey.heat.rows.count
    case .appraisal: return appraisal?.lines.count ?? 0
    }
  }

  /// The selected line of the page.
  var statisticsLine: Int {
    let page = statistics.page
    if page == .course, !statistics.hasLine(on: .course), let survey = statistics.survey {
      return SurveyCourse(survey).newest
    }
    return statistics.line(of: page, among: statisticsLines)
  }

  /// The selected week of the heat map.
  var statisticsWeek: Int {
    guard let heat = statistics.survey?.heat, let survey = statistics.survey else { return 0 }
    let newest = heat.weeks.lastIndex { $0 <= survey.asOf.day } ?? 0
    return min(max(0, statistics.week ?? newest), max(0, heat.weeks.count - 1))
  }

  /// The sheet of the company that is shown, filled in.
  var appraisal: Appraisal? {
    guard let session, let company = statistics.shownCompany, let survey = statistics.ofCompany,
      survey.question == companyQuestion, let sheet = session.rules.appraisals.sheet(for: company)
    else { return nil }
    return Appraisal(sheet, of: company, by: survey)
  }

  /// Moves its selection.
  mutating func moveInStatistics(_ step: ListStep<RequestID>) -> [Effect] {
    let room = statisticsRoom
    if var opened = statistics.opened {
      let count = opened.entries?.count ?? 0
      opened.index = AppState.moved(opened.index, by: step, among: count, page: room.listRows)
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
      statistics.opened = opened
      return loadMissingRows() + selectionMoved()
    }
    let target = AppState.moved(
      statisticsLine, by: step, among: statisticsLines, page: room.tableRows)
    statistics.select(target, on: statistics.page)
    return []
  }

  private static func moved(
    _ index: Int, by step: ListStep<RequestID>, among count: Int, page: Int
  ) -> Int {
    let target =
      switch step {
      case .lines(let lines): index + lines
      case .pages(let pages): index + pages * max(1, page - 1)
      case .home: 0
      case .end: count - 1
      case .row, .select: index
      }
    return min(max(0, target), max(0, count - 1))
  }

  /// Along the weeks of the heat map, or along 走势; elsewhere → opens the number, as everywhere.
  mutating func step(by step: Int) -> [Effect] {
    switch statistics.page {
    case .heat:
      statistics.week = max(0, statisticsWeek + step)
      return []
    case .course: return moveInStatistics(.lines(step))
    case .overview, .clocks, .parts, .appraisal:
      return step > 0 ? openStatisticsEntry(by: nil) ?? [] : []
    }
  }

  // MARK: Opening a number

  /// Enter on what is selected there: a number opens into its requests, a request is shown at the workbench.
  mutating func openStatisticsEntry(by key: Key?) -> [Effect]? {
    if let opened = statistics.opened {
      guard let row = opened.row else { return [] }
      // What belongs to another 居民区 stands in no list of this desk.
      if statistics.isAll { return [.loadReading(row.id)] }
      return showRequest(row, saying: "按 8 回到统计")
    }
    guard let question = statisticsQuestion, let survey = statistics.survey else { return [] }
    let line = statisticsLine
    switch statistics.page {
    case .overview:
      let figure = survey[FigureKind.allCases[line]]
      return open(figure, in: question)
    case .course:
      let course = SurveyCourse(survey)
      guard course.stretches.indices.contains(line) else { return [] }
      let stretch = course.stretches[line]
      switch stretch.opens {
      case .span(let span): return showSpan(span)
      case .requests(let selection):
        return open(
          selection, in: question, count: stretch.received ?? 0,
          title: "\(words(of: stretch)) 收到", formula: FigureKind.received.formula,
          hasParts: false)
      }
    case .clocks:
      guard survey.clocks.indices.contains(line) else { return [] }
      let clock = survey.clocks[line]
      return open(
        SurveySelection(.clock(clock.kind)), in: question, count: clock.denominator,
        title: "\(clock.kind.title)及时率 \(clock.onTimeText)", formula: ClockFigure.formula,
        hasParts: true)
    case .parts:
      guard let parts = survey.parts[statistics.breakdown], parts.indices.contains(line) else {
        return []
      }
      return open(
        parts[line][statistics.measure], in: question, key: parts[line].key,
        prefix: "\(parts[line].title) ")
    case .heat:
      guard survey.heat.rows.indices.contains(line) else { return [] }
      let row = survey.heat.rows[line]
      let week = statisticsWeek
      guard survey.heat.weeks.indices.contains(week), row.counts.indices.contains(week) else {
        return []
      }
      let monday = survey.heat.weeks[week]
      return open(
        SurveySelection(.week(monday), key: row.key), in: question, count: row.counts[week],
        title: "\(row.title) \(monday.dateText(relativeTo: now.day))起一周 收到",
        formula: "本期这一周收到的件数；一周从星期一算起，本期以外的日子不算", hasParts: false)
    case .appraisal:
      guard let appraisal, let companyQuestion, appraisal.lines.indices.contains(line) else {
        return []
      }
      let entry = appraisal.lines[line]
      return open(
        entry.line.measure.selection, in: companyQuestion, count: entry.count,
        title: "\(appraisal.company) \(entry.line.measure.title) \(entry.valueText)",
        formula: entry.line.measure.formula, hasParts: entry.whole != nil)
    }
  }

  private mutating func open(
    _ figure: Figure, in question: SurveyQuestion, key: BreakdownKey? = nil, prefix: String = ""
  ) -> [Effect] {
    open(
      SurveySelection(.figure(figure.kind), key: key), in: question, count: figure.denominator,
      title: "\(prefix)\(figure.kind.title) \(figure.valueText)", formula: figure.kind.formula,
      hasParts: !figure.kind.isCount)
  }

  private mutating func open(
    _ selection: SurveySelection, in question: SurveyQuestion, count: Int, title: String,
    formula: String, hasParts: Bool
  ) -> [Effect] {
    guard count > 0 else {
      say("「\(title)」没有诉求可以打开", .info)
      return []
    }
    statistics.opened = StatisticsOpened(
      question: question, selection: selection, title: title, formula: formula, hasParts: hasParts)
    return [.statistics(.entries(selection, question))]
  }

  /// Back to the numbers.
  mutating func closeNumber() -> [Effect] {
    statistics.opened = nil
    return []
  }

  /// All requests of a number, those that count, those that do not.
  mutating func turnPart(by step: Int) -> [Effect] {
    guard var opened = statistics.opened else { return [] }
    guard opened.hasParts else {
      say("这是件数，每件都计入", .info)
      return []
    }
    let all: [SurveySelection.Part] = [.denominator, .numerator, .rest]
    let index = all.firstIndex(of: opened.selection.part) ?? 0
    opened.selection.part = all[(index + step + all.count) % all.count]
    opened.entries = nil
    opened.rows = [:]
    opened.asked = []
    opened.index = 0
    opened.top = 0
    statistics.opened = opened
    return [.statistics(.entries(opened.selection, opened.question))]
  }

  /// Takes in the requests of a number, unless another one is open by now.
  mutating func install(
    _ entries: [SurveyEntry], of selection: SurveySelection, in question: SurveyQuestion
  ) -> [Effect] {
    guard var opened = statistics.opened, opened.selection == selection,
      opened.question == question
    else { return [] }
    let selected = opened.entry?.id
    opened.entries = entries
    // Everything is read again, and what is shown stays until it has come.
    opened.asked = []
    opened.index =
      entries.firstIndex { $0.id == selected } ?? min(opened.index, max(0, entries.count - 1))
    opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: statisticsRoom.listRows)
    statistics.opened = opened
    return loadMissingRows()
  }

  /// Takes in the rows of some of them.
  mutating func install(_ rows: [QueueRow]) -> [Effect] {
    guard var opened = statistics.opened else { return [] }
    for row in rows { opened.rows[row.id] = row }
    statistics.opened = opened
    return selectionMoved()
  }

  private mutating func loadMissingRows() -> [Effect] {
    guard var opened = statistics.opened else { return [] }
    let pieces = opened.missing(lines: statisticsRoom.listRows)
    statistics.opened = opened
    return pieces.map { .statistics(.rows($0)) }
  }

  /// `11月21日 周六`, `11月16日–22日`.
  func words(of stretch: SurveyCourse.Stretch) -> String {
    let first = stretch.first.dateText(relativeTo: now.day)
    guard stretch.first != stretch.last else { return "\(first) \(stretch.first.weekdayText)" }
    return "\(first)–\(stretch.last.dateText(relativeTo: now.day))"
  }
}

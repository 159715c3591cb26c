import CoreModel
import Store
import TerminalKit

/// Where the parts of 统计 stand.
struct StatisticsRoom: Equatable {
  /// The border.
  let frame: Rect
  /// The line of the pages.
  let tabs: Rect
  /// Tables and charts.
  let content: Rect
  /// The row of the line under them.
  let dividerRow: Int
  /// How the selected number is reckoned.
  let detail: Rect

  init(_ frame: Rect) {
    self.frame = frame
    let inside = frame.inset()
    let (tabs, rest) = inside.splitting(top: 1)
    self.tabs = tabs
    let (content, lower) = rest.splitting(bottom: (inside.rows >= 28 ? 6 : 3) + 1)
    self.content = content
    dividerRow = lower.row
    detail = lower.inset(top: 1).inset(rows: 0, columns: 1)
  }

  /// Lines of a table under its header.
  var tableRows: Int { max(1, content.rows - 1) }
  /// Requests of a number.
  var listRows: Int { max(1, content.rows - 1) }
}

extension AppState {
  /// Where the parts of 统计 stand.
  var statisticsRoom: StatisticsRoom {
    StatisticsRoom(layout?.panes[.requests] ?? Rect(row: 0, column: 0, rows: 0, columns: 0))
  }
}

/// 8 统计: one page of numbers, and below how the selected one is reckoned.
struct StatisticsScreen {
  let state: AppState
  let session: AppState.Session

  var glyphs: WidgetGlyphs { state.look.glyphs }
  var statistics: StatisticsState { state.statistics }
  var now: Instant { state.now }
  /// Whether there is room for columns that are only good to have.
  var isWide: Bool { state.size.columns >= 100 }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    let room = StatisticsRoom(rect)
    if let opened = statistics.opened {
      drawRequests(of: opened, in: room, into: &canvas)
      return nil
    }
    canvas.box(
      rect, title: title, trailingTitle: standing, focused: true, glyphs: glyphs.box)
    drawTabs(in: room.tabs, into: &canvas)
    guard let survey = statistics.survey else {
      canvas.put(
        "正在统计……", row: room.content.row + 1, column: room.content.column + 1,
        style: Style(.muted))
      return nil
    }
    let (heading, trailing, lines) = draw(survey, in: room, into: &canvas)
    canvas.divider(
      in: rect, row: room.dividerRow, title: heading, trailingTitle: trailing, focused: true,
      glyphs: glyphs.box)
    DetailView(lines, glyphs: glyphs).draw(into: &canvas, rect: room.detail)
    return nil
  }

  private var title: String {
    let place = statistics.isAll ? "全部居民区" : session.directory.neighborhood.name
    return "统计 · \(state.statisticsSpan.title) · \(place)"
  }

  private var standing: String {
    guard let survey = statistics.survey else { return "" }
    let words = isWide ? survey.asOfText : "截至 \(survey.asOf.nearText(relativeTo: now))"
    return survey.isStale ? "\(words)，正在更新……" : words
  }

  private func drawTabs(in rect: Rect, into canvas: inout Canvas) {
    var column = rect.column
    for page in StatisticsState.Page.allCases {
      let isShown = page == statistics.page
      let name = page == .heat && statistics.isAll ? "居民区×周" : page.title
      let text = isShown ? "【\(name)】" : "　\(name)　"
      canvas.put(
        text, row: rect.row, column: column,
        style: isShown ? Style(.accent, bold: true) : Style(.muted),
        limit: max(0, rect.endColumn - column))
      column += TextWidth.columns(text)
    }
    canvas.put(
      isWide ? " Tab 换页  [ ] 换期  z 月季年" : "", row: rect.row, column: column,
      style: Style(.muted), limit: max(0, rect.endColumn - column))
  }

  /// What is said of the selected number: a heading, a remark, lines.
  typealias Saying = (heading: String, trailing: String, lines: [DetailLine])

  private func draw(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    switch statistics.page {
    case .overview: drawOverview(survey, in: room, into: &canvas)
    case .course: drawCourse(survey, in: room, into: &canvas)
    case .clocks: drawClocks(survey, in: room, into: &canvas)
    case .parts: drawParts(survey, in: room, into: &canvas)
    case .heat: drawHeat(survey, in: room, into: &canvas)
    case .appraisal: drawAppraisal(in: room, into: &canvas)
    }
  }

  /// A change with a mark that says without colour whether it is for the better.
  func cell(_ change: FigureChange?) -> TableCell {
    guard let change else { return TableCell("") }
    switch change.isBetter {
    case true?: return TableCell("\(change.text) \(glyphs.check)", Style(.success))
    case false?: return TableCell("\(change.text) \(glyphs.alert)", Style(.warning))
    case nil: return TableCell("\(change.text)  ", Style(.muted))
    }
  }

  /// A line of text in grey.
  func remark(_ text: String) -> DetailLine { .text([Span(text, Style(.muted))]) }

  /// Lines of a table that keep the selected one in sight.
  func window(_ selected: Int, among count: Int, rows: Int) -> Range<Int> {
    let top = max(0, min(selected - rows / 2, count - rows))
    return top..<min(count, top + max(0, rows))
  }

  // MARK: The requests of a number

  private func drawRequests(
    of opened: StatisticsOpened, in room: StatisticsRoom, into canvas: inout Canvas
  ) {
    let count = opened.entries?.count ?? 0
    canvas.box(
      room.frame, title: "\(opened.title) · \(opened.question.span.title)",
      trailingTitle: opened.entries == nil
        ? ""
        : "\(count == 0 ? 0 : opened.index + 1)/\(count)\(count == StatisticsOpened.most ? "（只列前面这些）" : "")",
      focused: true, glyphs: glyphs.box)
    drawParts(of: opened, in: room.tabs, into: &canvas)
    canvas.divider(
      in: room.frame, row: room.dividerRow, title: "怎么算", trailingTitle: "Enter 到工作台  → 看全文  Esc 回",
      focused: true, glyphs: glyphs.box)
    guard let entries = opened.entries else {
      canvas.put(
        "正在读取……", row: room.content.row + 1, column: room.content.column + 1,
        style: Style(.muted))
      return
    }
    guard !entries.isEmpty else {
      canvas.put(
        "没有这样的诉求；Tab 换回全部", row: room.content.row + 1, column: room.content.column + 1,
        style: Style(.muted))
      return
    }
    let top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
    table(hasParts: opened.hasParts).draw(
      into: &canvas, rect: room.content,
      rows: entries.dropFirst(top).prefix(room.listRows).map { cells(of: $0, in: opened) },
      selectedLine: opened.index - top, focused: true)
    DetailView(detail(of: opened), glyphs: glyphs).draw(into: &canvas, rect: room.detail)
  }

  private func drawParts(
    of opened: StatisticsOpened, in rect: Rect, into canvas: inout Canvas
  ) {
    guard opened.hasParts else {
      canvas.put("每件都计入", row: rect.row, column: rect.column + 1, style: Style(.muted))
      return
    }
    var column = rect.column
    for (part, name) in [
      (SurveySelection.Part.denominator, "全部"), (.numerator, "计入"), (.rest, "未计入"),
    ] {
      let isShown = opened.selection.part == part
      let text = isShown ? "【\(name)】" : "　\(name)　"
      canvas.put(
        text, row: rect.row, column: column,
        style: isShown ? Style(.accent, bold: true) : Style(.muted))
      column += TextWidth.columns(text)
    }
    canvas.put("Tab 换", row: rect.row, column: column + 1, style: Style(.muted))
  }

  private func table(hasParts: Bool) -> Table {
    var columns = [TableColumn(id: "number", title: "编号", minimum: 12, ideal: 13, priority: 9)]
    if hasParts {
      columns += [
        TableColumn(id: "share", title: "计入", minimum: 4, priority: 8),
        TableColumn(id: "why", title: "原因", minimum: 14, ideal: 22, priority: 7),
      ]
    }
    columns += [
      TableColumn(id: "received", title: "收到", minimum: 8, ideal: 10, priority: 4),
      TableColumn(id: "status", title: "状态", minimum: 8, priority: 5),
      TableColumn(id: "place", title: "位置", minimum: 8, ideal: 14, priority: 3),
      TableColumn(id: "text", title: "诉求", minimum: 12, flex: true, priority: 6),
    ]
    return Table(columns: columns, highlight: .columns(["number"]), glyphs: glyphs)
  }

  private func cells(of entry: SurveyEntry, in opened: StatisticsOpened) -> [TableCell] {
    guard let row = opened.rows[entry.id] else { return [TableCell("……", Style(.muted))] }
    var cells = [TableCell(row.number)]
    if opened.hasParts {
      // Whether it counts is no praise: what counts in 不认可率 is nothing good.
      cells += [
        TableCell(entry.isCounted ? glyphs.check : glyphs.cross),
        TableCell(entry.words, Style(.muted)),
      ]
    }
    return cells + [
      TableCell(row.receivedAt.shortText(relativeTo: now), Style(.muted)),
      TableCell(row.status.title, Words.style(of: row.status)),
      TableCell(Privacy.masked(session.directory.label(of: row.place)), Style(.muted)),
      TableCell(Privacy.masked(row.text)),
    ]
  }

  private func detail(of opened: StatisticsOpened) -> [DetailLine] {
    var lines = [remark(opened.formula)]
    guard let entry = opened.entry, let row = opened.row else { return lines }
    let times = [
      "收到 \(row.receivedAt.dateTimeText(relativeTo: now))",
      row.closedAt.map { "结束 \($0.dateTimeText(relativeTo: now))" } ?? "未办结",
      row.handler.map { "承办 \(session.directory.name(of: $0))" } ?? "",
      entry.words,
    ].filter { !$0.isEmpty }
    lines.insert(
      .text([
        Span("\(row.number)  ", Style(.text, bold: true)), Span(Privacy.masked(row.text)),
        Span("  " + times.joined(separator: " · "), Style(.muted)),
      ]), at: 0)
    return lines
  }
}

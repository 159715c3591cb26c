import CoreModel
import Store
import TerminalKit

/// 晨会: the numbers on top, the list of what is gone through below, and what is selected at the bottom.
struct MorningScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }
  private var morning: MorningState { state.morning }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    guard let survey = morning.survey else {
      canvas.box(rect, title: "晨会", focused: true, glyphs: glyphs.box)
      canvas.put("正在汇总……", row: rect.row + 1, column: rect.column + 2, style: Style(.muted))
      return nil
    }
    canvas.box(
      rect, title: title(of: survey), trailingTitle: standing(of: survey), focused: true,
      glyphs: glyphs.box)
    let room = state.morningRoom
    drawFigures(of: survey, in: room.figures, into: &canvas)
    canvas.divider(in: rect, row: room.list.row - 1, focused: true, glyphs: glyphs.box)
    drawList(of: survey, in: room.list, into: &canvas)
    if !room.detail.isEmpty {
      canvas.divider(in: rect, row: room.detail.row - 1, focused: true, glyphs: glyphs.box)
      DetailView(detail(of: survey), glyphs: glyphs).draw(into: &canvas, rect: room.detail)
    }
    return nil
  }

  private func title(of survey: MorningSurvey) -> String {
    let day = survey.report.period.day
    let date = "\(day.dateText(relativeTo: state.now.day)) \(day.weekdayText)"
    let period = survey.report.period
    return "晨会 · \(date) · "
      + (state.size.columns < 100 ? period.shortTitle : "回顾 \(period.title)")
  }

  private func standing(of survey: MorningSurvey) -> String {
    let meeting = survey.meeting
    if let closed = meeting.closedAt { return "\(closed.clockText) 已散会留档  V 看纪要" }
    guard survey.report.period.day == state.now.day else { return "没有留档" }
    return meeting.attendees.isEmpty ? "按 A 记到会" : "到会 \(meeting.attendees.count) 人  z 散会"
  }

  // MARK: Numbers

  private func drawFigures(of survey: MorningSurvey, in rect: Rect, into canvas: inout Canvas) {
    let isSelected = morning.selected == .figures
    for (index, line) in state.morningFigures(of: survey, columns: rect.columns - 1).enumerated()
    where index < rect.rows {
      canvas.put(line, row: rect.row + index, column: rect.column + 1, limit: rect.columns - 1)
      if isSelected {
        canvas.put(
          glyphs.mark, row: rect.row + index, column: rect.column, style: Style(.accent, bold: true)
        )
      }
    }
  }

  // MARK: The list

  private func drawList(of survey: MorningSurvey, in rect: Rect, into canvas: inout Canvas) {
    let list = state.morningList(of: survey)
    let top = max(0, min(morning.top, list.lines.count - rect.rows))
    canvas.clipped(to: rect) { canvas in
      for (index, line) in list.lines.dropFirst(top).prefix(rect.rows).enumerated() {
        let row = rect.row + index
        if line.isHeading {
          drawHeading(line, row: row, in: rect, into: &canvas)
        } else {
          draw(line, row: row, in: rect, into: &canvas)
        }
        if let entry = line.entry, entry == morning.selected {
          canvas.restyle(
            Rect(row: row, column: rect.column + 1, rows: 1, columns: MorningScreen.markColumns)
          ) { $0.with(.selected) }
          canvas.put(
            glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
        }
      }
    }
    let edge = rect.endColumn - 1
    if top > 0 { canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted)) }
    if top + rect.rows < list.lines.count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }

  private func drawHeading(
    _ line: MorningLine, row: Int, in rect: Rect, into canvas: inout Canvas
  ) {
    let used = canvas.put(
      line.text, row: row, column: rect.column + 1, style: Style(.title, bold: true))
    canvas.put(
      TextLayout.clip(line.who, columns: max(0, rect.columns - used - 5)), row: row,
      column: rect.column + 1 + used + 2, style: Style(.muted))
  }

  private func draw(_ line: MorningLine, row: Int, in rect: Rect, into canvas: inout Canvas) {
    if case .text = line.entry {
      canvas.put(line.text, row: row, column: rect.column + 1, limit: rect.columns - 2)
      return
    }
    let markColumns = MorningScreen.markColumns
    let who = min(TextWidth.columns(line.who), rect.columns * 3 / 10)
    let text = rect.columns - markColumns - who - 5
    canvas.put(
      TextLayout.pad(TextLayout.clip(line.mark, columns: markColumns - 1), columns: markColumns),
      row: row, column: rect.column + 1, style: line.style)
    canvas.put(
      TextLayout.clip(line.text, columns: text), row: row, column: rect.column + 1 + markColumns)
    canvas.put(
      TextLayout.clip(line.who, columns: who), row: row, column: rect.endColumn - who - 2,
      style: Style(.muted))
  }

  static let markColumns = 11

  // MARK: What is selected

  private func detail(of survey: MorningSurvey) -> [DetailLine] {
    let report = survey.report
    let words = MorningWords(report: report, directory: session.directory)
    switch morning.selected {
    case .figures:
      let formulas = report.figures.map { figure in
        DetailLine.labelled(
          "\(figure.kind.title) \(figure.valueText)",
          [Span(figure.formula, Style(figure.isAlarming ? .warning : .muted))])
      }
      return [.text([Span("Enter 打开一项数字看是哪些诉求", Style(.info))])]
        + report.notices.map { .text([Span($0, Style(.warning))]) } + formulas
    case .item(let id):
      guard let item = report.decisions.first(where: { $0.request.id == id }) else { return [] }
      return [.text([Span(item.reason.question, Style(.warning, bold: true))])]
        + lines(of: item.request, words)
    case .due(let id):
      return report.due.first { $0.id == id }.map { lines(of: $0, words) } ?? []
    case .visit(let id):
      return report.visits.first { $0.id == id }.map { lines(of: $0, words) } ?? []
    case .task(let id), .decided(let id):
      return survey.task(id).map { lines(of: $0) } ?? []
    case .night(let id), .shift(let id):
      guard let shift = (report.night + report.shifts).first(where: { $0.id == id }) else {
        return []
      }
      return [
        .text([Span("\(words.line(shift).mark) \(words.line(shift).text)")]),
        .text([Span("排班和签到在「值班」里看", Style(.muted))]),
      ]
    case .note(let index):
      guard report.nightNotes.indices.contains(index) else { return [] }
      let note = report.nightNotes[index]
      return [
        .text([Span(note.text)]),
        .text([Span(note.isOpen ? "还要跟进：按 @ 记成交办" : note.title, Style(.info))]),
      ]
    case .more(let view):
      return [.text([Span("「\(view.title)」：\(view.explanation)")])]
    case .text:
      return [.text([Span("[ ] 换一天  V 全文、复制  I 存成网页打印", Style(.muted))])]
    }
  }

  private func lines(of request: MorningRequest, _ words: MorningWords) -> [DetailLine] {
    let owed = request.obligation
    let about = [
      request.status.title, "下一步 \(owed.kind.title)，\(Words.deadline(owed.dueAt, at: state.now))",
      "由\(words.owner(owed.owedBy))",
      request.handler.map { "承办 \(session.directory.name(of: $0))" } ?? "没有派单",
    ]
    return [
      .text([Span("\(request.number)  \(words.subject(request))", Style(.text, bold: true))]),
      .text([Span(about.joined(separator: " · "), Style(.muted))]), .blank,
      .text([Span("Enter 可做的事 · @ 交办 · → 看全文和时限的由来", Style(.info))]),
    ]
  }

  private func lines(of task: MorningTask) -> [DetailLine] {
    var lines: [DetailLine] = [
      .text([
        Span(
          Privacy.masked(Words.task(task.task, in: session.directory, at: state.now)),
          Style(.text, bold: true))
      ])
    ]
    if let number = task.number {
      lines.append(
        .text([Span("\(number)  \(Privacy.masked(task.text ?? ""))", Style(.muted))]))
    }
    let from =
      task.task.meeting.map { "\($0.dateText(relativeTo: state.now.day))晨会议定" }
      ?? "\(task.task.setAt.dateTimeText(relativeTo: state.now)) 交办"
    lines.append(
      .text([
        Span(
          "\(from)，\(session.directory.name(of: task.task.setBy)) 记 · * 办好或不办了 · & 改期、换人",
          Style(.muted))
      ]))
    return lines
  }
}

extension AppState {
  /// Where the parts of the 晨会 screen stand.
  var morningRoom: (figures: Rect, list: Rect, detail: Rect) {
    guard let rect = layout?.panes[.requests] else {
      let nothing = Rect(row: 0, column: 0, rows: 0, columns: 0)
      return (nothing, nothing, nothing)
    }
    let inside = rect.inset()
    let wanted =
      morning.survey.map { morningFigures(of: $0, columns: inside.columns - 1).count } ?? 1
    let (figures, rest) = inside.splitting(top: min(wanted, 3))
    let detail = inside.rows >= 30 ? 9 : 4
    let (list, below) = rest.inset(top: 1).splitting(bottom: detail + 1)
    return (figures, list, below.inset(top: 1, left: 1))
  }

  /// The numbers in lines: what stands out is marked, not coloured alone.
  func morningFigures(of survey: MorningSurvey, columns: Int) -> [[Span]] {
    var lines: [[Span]] = [[]]
    for figure in survey.report.figures {
      let value = Span(
        (figure.isAlarming ? look.glyphs.alert : "") + figure.valueText,
        Style(figure.isAlarming ? .warning : .text, bold: true))
      let piece = [Span("\(figure.kind.title) ", Style(.muted)), value, Span("   ")]
      if SpanLayout.columns(lines[lines.count - 1] + piece) - 3 > columns { lines.append([]) }
      lines[lines.count - 1] += piece
    }
    return lines
  }

  /// The lines of the list.
  func morningList(of survey: MorningSurvey) -> MorningList {
    MorningList(
      survey, directory: session?.directory ?? .none, now: now,
      columns: layout?.panes[.requests]?.columns ?? size.columns)
  }
}

extension MorningSurvey {
  /// One of its tasks.
  func task(_ id: TaskID) -> MorningTask? {
    (report.tasks + report.decided + report.settled).first { $0.id == id }
  }
}

extension CoreModel.Directory {
  /// Nobody and nowhere, while nobody is signed in.
  fileprivate static let none = CoreModel.Directory(
    neighborhood: Neighborhood(id: NeighborhoodID(""), name: ""))
}

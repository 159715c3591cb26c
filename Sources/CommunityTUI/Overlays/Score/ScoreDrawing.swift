import CoreModel
import Store
import TerminalKit

/// Where 月度成绩 stands: the figures above, their formula and the sheet below.
struct ScoreRoom: Equatable {
  /// The border.
  let frame: Rect
  /// The figures with their header.
  let table: Rect
  /// The row of the line under them.
  let formulaRow: Int
  /// The formula of the selected figure.
  let formula: Rect
  /// The row of the line above the sheet.
  let sheetRow: Int
  /// The sheet.
  let sheet: Rect
  /// The tickets of one figure, with their header.
  let list: Rect
  /// The row of the line under them.
  let listRow: Int
  /// What there is to say of the selected ticket.
  let detail: Rect

  init(size: Size) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
    let inside = frame.inset()
    // The sheet keeps three lines and the formula two, whatever the window; the figures scroll.
    let wanted = ScoreFigureKind.allCases.count + 1
    let isTall = inside.rows >= wanted + 12
    let formulaRows = isTall ? 4 : 2
    let tableRows = max(2, min(wanted, inside.rows - formulaRows - 5))
    let (table, below) = inside.splitting(top: tableRows)
    self.table = table
    formulaRow = below.row
    let (formula, rest) = below.inset(top: 1).splitting(top: formulaRows)
    self.formula = formula.inset(rows: 0, columns: 1)
    sheetRow = rest.row
    sheet = rest.inset(top: 1).inset(rows: 0, columns: 1)
    let (list, lower) = inside.splitting(bottom: min(5, max(2, inside.rows / 4)))
    self.list = list
    listRow = lower.row
    detail = lower.inset(top: 1).inset(rows: 0, columns: 1)
  }

  /// Rows of the figures without their header.
  var figureRows: Int { max(1, table.rows - 1) }
  /// Rows of the tickets without their header.
  var listRows: Int { max(1, list.rows - 1) }
}

extension AppState {
  /// Where 月度成绩 stands.
  var scoreRoom: ScoreRoom { ScoreRoom(size: size) }

  func draw(_ box: ScoreBox, into canvas: inout Canvas, session: Session) {
    let room = scoreRoom
    canvas.fill(room.frame)
    guard let survey = box.survey else {
      canvas.box(
        room.frame, title: "月度成绩 · \(box.month.title)", trailingTitle: "← → 换月", focused: true,
        glyphs: look.glyphs.box)
      canvas.put(
        "正在统计……", row: room.table.row + 1, column: room.table.column + 2, style: Style(.muted))
      return
    }
    if box.opened == nil {
      drawFigures(of: box, survey, in: room, into: &canvas)
    } else {
      drawTickets(of: box, survey, in: room, into: &canvas)
    }
  }

  // MARK: The figures

  private func drawFigures(
    of box: ScoreBox, _ survey: ScoreSurvey, in room: ScoreRoom, into canvas: inout Canvas
  ) {
    canvas.box(
      room.frame, title: "月度成绩 · \(box.month.title)", trailingTitle: survey.asOfText,
      focused: true, glyphs: look.glyphs.box)
    let columns =
      [TableColumn(id: "name", title: "指标", minimum: 20, ideal: 24, priority: 9)]
      + ScoreBasis.allCases.flatMap { basis in
        [
          TableColumn(
            id: basis.rawValue,
            title: basis == box.basis ? "\(look.glyphs.chosen)\(basis.title)" : basis.title,
            minimum: 10,
            ideal: 12, priority: 8, align: .right),
          TableColumn(
            id: basis.rawValue + "/", title: "分子/分母", minimum: 10, ideal: 14, priority: 7,
            align: .right),
        ]
      }
    let table = Table(columns: columns, highlight: .columns(["name"]), glyphs: look.glyphs)
    let top = ClusterBox.scrolled(box.top, to: box.index, rows: room.figureRows)
    table.draw(
      into: &canvas, rect: room.table,
      rows: ScoreFigureKind.allCases.dropFirst(top).prefix(room.figureRows).map { kind in
        [TableCell(kind.isVariant ? "  \(kind.title)" : kind.title)]
          + ScoreBasis.allCases.flatMap { cells(of: survey[$0][kind], isChosen: $0 == box.basis) }
      }, selectedLine: box.index - top, focused: true)
    canvas.divider(
      in: room.frame, row: room.formulaRow, title: "\(box.kind.title)怎么算",
      trailingTitle: "\(box.basis.title)：\(box.basis.brief)", focused: true, glyphs: look.glyphs.box
    )
    let figure = survey[box.basis][box.kind]
    let isEmpty = survey.closing.tickets.isEmpty && survey.receipt.tickets.isEmpty
    let hint = Span("这个月没有可以统计的工单：← → 换一个月，或回到列表按 I 导入", Style(.warning))
    DetailView(
      [.text([Span("\(figure.kind.title)＝\(figure.formula)")])] + (isEmpty ? [.text([hint])] : []),
      glyphs: look.glyphs
    ).draw(into: &canvas, rect: room.formula)
    drawSheet(of: box, survey, in: room, into: &canvas)
  }

  private func cells(of figure: ScoreFigure, isChosen: Bool) -> [TableCell] {
    let style = isChosen ? Style(.accent, bold: true) : Style(.text)
    return [
      TableCell(figure.valueText, figure.entries.isEmpty ? Style(.muted) : style),
      TableCell(figure.kind.isCount ? "" : figure.fractionText, Style(.muted)),
    ]
  }

  // MARK: The sheet

  private func drawSheet(
    of box: ScoreBox, _ survey: ScoreSurvey, in room: ScoreRoom, into canvas: inout Canvas
  ) {
    guard let sheet = box.sheet(in: survey.book) else { return }
    let result = survey.result(of: sheet, by: box.basis)
    let others = survey.book.sheets.count > 1 ? "s 换一张（共 \(survey.book.sheets.count) 张）" : ""
    canvas.divider(
      in: room.frame, row: room.sheetRow, title: "\(sheet.name) · \(result.basis.title)",
      trailingTitle: others, focused: true, glyphs: look.glyphs.box)
    let (head, rest) = room.sheet.splitting(top: 1)
    canvas.put(
      result.totalText, row: head.row, column: head.column, style: Style(.accent, bold: true),
      limit: head.columns)
    guard rest.rows > result.lines.count + 1 else {
      return drawBriefly(result, in: rest, into: &canvas)
    }
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "项目", minimum: 10, ideal: 14, priority: 9),
        TableColumn(id: "points", title: "得分/分值", minimum: 11, priority: 8, align: .right),
        TableColumn(id: "figure", title: "指标", minimum: 14, ideal: 22, priority: 6),
        TableColumn(id: "value", title: "结果", minimum: 7, priority: 7, align: .right),
        TableColumn(id: "rule", title: "算法", minimum: 10, flex: true, priority: 5),
      ], glyphs: look.glyphs)
    let (rows, notes) = rest.splitting(top: result.lines.count + 1)
    table.draw(
      into: &canvas, rect: rows.outset(columns: 1, within: room.frame.inset()),
      rows: result.lines.map { line in
        [
          TableCell(line.line.name),
          TableCell(
            "\(line.earnedText)/\(line.pointsText)", line.earned == nil ? Style(.muted) : .text),
          TableCell(line.figure.kind.title, Style(.muted)),
          TableCell(line.figure.valueText),
          TableCell(line.line.rule.text(for: line.figure.kind), Style(.muted)),
        ]
      })
    DetailView(
      sheet.notes.map { .text([Span($0, Style(.muted))]) }, glyphs: look.glyphs
    ).draw(into: &canvas, rect: notes)
  }

  /// All lines in one text, where there is no room for a table.
  private func drawBriefly(_ result: ScoreResult, in rect: Rect, into canvas: inout Canvas) {
    let parts = result.lines.map { "\($0.line.name) \($0.earnedText)/\($0.pointsText)" }
    DetailView(
      [.text([Span(parts.joined(separator: "  "))])]
        + result.sheet.notes.map { .text([Span($0, Style(.muted))]) }, glyphs: look.glyphs
    ).draw(into: &canvas, rect: rect)
  }

  // MARK: The tickets of a figure

  private func drawTickets(
    of box: ScoreBox, _ survey: ScoreSurvey, in room: ScoreRoom, into canvas: inout Canvas
  ) {
    guard let opened = box.opened else { return }
    let figure = survey[box.basis][opened.kind]
    let rows = opened.rows
    canvas.box(
      room.frame,
      title: "\(opened.kind.title) \(figure.valueText) · \(box.basis.title) · \(box.month.title)",
      trailingTitle: "\(rows.isEmpty ? 0 : opened.index + 1)/\(rows.count)", focused: true,
      glyphs: look.glyphs.box)
    let table = Table(
      columns: [
        TableColumn(id: "ticket", title: "工单编号", minimum: 12, ideal: 16, priority: 9),
        TableColumn(id: "share", title: "计入", minimum: 4, priority: 8, align: .right),
        TableColumn(id: "why", title: "原因", minimum: 16, ideal: 24, priority: 7),
        TableColumn(id: "received", title: "收到", minimum: 9, ideal: 10, priority: 5),
        TableColumn(id: "done", title: "办结", minimum: 9, ideal: 10, priority: 4),
        TableColumn(id: "text", title: "诉求", minimum: 10, flex: true, priority: 6),
      ], highlight: .columns(["ticket"]), glyphs: look.glyphs)
    let top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
    table.draw(
      into: &canvas, rect: room.list,
      rows: rows.dropFirst(top).prefix(room.listRows).map { row in
        cells(of: row.facts, row.entry, kind: opened.kind)
      }, selectedLine: opened.index - top, focused: true)
    canvas.divider(in: room.frame, row: room.listRow, focused: true, glyphs: look.glyphs.box)
    guard let row = opened.row else { return }
    DetailView(detail(of: row.facts, row.entry), glyphs: look.glyphs)
      .draw(into: &canvas, rect: room.detail)
  }

  private func cells(
    of facts: TicketFacts, _ entry: ScoreFigure.Entry, kind: ScoreFigureKind
  ) -> [TableCell] {
    [
      TableCell(facts.ticket), share(entry, kind: kind), TableCell(entry.words),
      TableCell(facts.receivedAt.shortText(relativeTo: now), Style(.muted)),
      TableCell(facts.doneAt?.shortText(relativeTo: now) ?? "未办结", Style(.muted)),
      TableCell(Privacy.masked(facts.subject), Style(.muted)),
    ]
  }

  /// ✓ when it is in the numerator whole, its weight when in part. What lowers the figure stands out.
  private func share(_ entry: ScoreFigure.Entry, kind: ScoreFigureKind) -> TableCell {
    let isGood = kind.isBetterLow ? entry.share == 0 : entry.share == 100
    let style = Style(kind.isCount ? .muted : isGood ? .success : .warning)
    let word =
      switch entry.share {
      case 100: look.glyphs.check
      case 0: look.glyphs.cross
      default: entry.shareText
      }
    return TableCell(word, style)
  }

  private func detail(of facts: TicketFacts, _ entry: ScoreFigure.Entry) -> [DetailLine] {
    var times = ["收到 \(facts.receivedAt.dateTimeText(relativeTo: now))"]
    if let due = facts.dueAt {
      let original = facts.originallyDueAt.flatMap { $0 == due ? nil : $0 }
      times.append(
        "时限 \(due.dateTimeText(relativeTo: now))"
          + (original.map { "（原 \($0.dateTimeText(relativeTo: now))）" } ?? ""))
    }
    times.append(facts.doneAt.map { "办结 \($0.dateTimeText(relativeTo: now))" } ?? "未办结")
    let reason = entry.words.isEmpty ? "" : "\(entry.words) · "
    return [
      .text([
        Span("\(facts.ticket)  \(facts.number)  "), Span(reason + times.joined(separator: " · ")),
      ]),
      .text([Span(Privacy.masked(facts.subject), Style(.muted))]),
    ]
  }
}

extension Rect {
  /// The rectangle with some more columns at its sides, as far as there are any.
  fileprivate func outset(columns: Int, within limit: Rect) -> Rect {
    let left = max(limit.column, column - columns)
    let right = min(limit.endColumn, endColumn + columns)
    return Rect(row: row, column: left, rows: rows, columns: right - left)
  }
}

import CoreModel
import Foundation
import Store
import TerminalKit

/// The table of the roster: laid out once, then drawn or measured.
struct RosterTable {
  let grid: RosterGrid
  let glyphs: WidgetGlyphs
  /// Columns of the names at the left.
  let labelColumns: Int
  /// Columns of each cell, with the blank behind it.
  let cellColumns: Int
  private let cells: RosterCellText
  /// Columns of the hours at the right of the table by person: a month has a digit more.
  private let totalColumns: Int

  /// One line of the table.
  private struct Row {
    var label: [[Span]]
    var cells: [[[Span]]]
    var total = ""
    var height: Int { max(label.count, cells.map(\.count).max() ?? 1, 1) }
  }

  init(grid: RosterGrid, columns: Int, glyphs: WidgetGlyphs) {
    self.grid = grid
    self.glyphs = glyphs
    let isWide = columns >= 100
    totalColumns = grid.state.span == .month ? 8 : 7
    let total = grid.state.arrangement == .byPerson ? totalColumns : 0
    switch (grid.state.span, grid.isUpright) {
    case (_, true):
      labelColumns = isWide ? 16 : 10
      cellColumns = max(8, (columns - labelColumns) / max(1, grid.lines.count))
    case (.month, false):
      labelColumns = isWide ? 12 : 8
      cellColumns = max(2, (columns - labelColumns - total) / max(1, grid.days.count))
    case (.week, false):
      let spare = columns - total
      // The hours of a kind of shift stand beside its lines and must not be cut.
      let least = grid.state.arrangement == .byShift ? 13 : isWide ? 10 : 8
      cellColumns = max(2, (spare - least) / 7)
      labelColumns = spare - 7 * cellColumns
    }
    cells = RosterCellText(
      grid: grid, room: cellColumns > 3 ? cellColumns - 1 : cellColumns, glyphs: glyphs)
  }

  // MARK: Layout

  private var rows: [Row] {
    if grid.isUpright {
      return grid.days.map { day in
        Row(
          label: [dayLabel(day)],
          cells: grid.lines.map { [cells.oneLine(grid.cell($0, day))] })
      }
    }
    return grid.lines.map { line in
      let shown = grid.days.map { cells.lines(grid.cell(line, $0)) }
      return Row(label: label(of: line), cells: shown, total: total(of: line))
    }
  }

  private var selection: (row: Int, column: Int) {
    let day = grid.state.day.number - grid.state.first.number
    return grid.isUpright ? (day, grid.lineIndex) : (grid.lineIndex, day)
  }

  private var headingRows: Int { grid.state.span == .month && !grid.isUpright ? 2 : 1 }

  /// Whether a blank line between the lines fits.
  private func gap(_ rows: [Row], room: Int) -> Int {
    guard grid.state.arrangement == .byShift, !grid.isUpright else { return 0 }
    return rows.reduce(0) { $0 + $1.height + 1 } <= room + 1 ? 1 : 0
  }

  /// The first line to show so that the selected one is seen whole.
  func top(from top: Int, rows room: Int) -> Int {
    let rows = rows
    guard !rows.isEmpty else { return 0 }
    let room = room - headingRows
    let selected = min(max(0, selection.row), rows.count - 1)
    let gap = gap(rows, room: room)
    func fits(_ range: ClosedRange<Int>) -> Bool {
      rows[range].reduce(-gap) { $0 + $1.height + gap } <= room
    }
    var first = min(max(0, top), selected)
    while first < selected, !fits(first...selected) { first += 1 }
    // No empty room below while lines are hidden above.
    while first > 0, fits(first - 1...rows.count - 1) { first -= 1 }
    return first
  }

  // MARK: Drawing

  func draw(into canvas: inout Canvas, rect: Rect, top: Int) {
    drawHeading(into: &canvas, rect: rect)
    let rows = rows
    let body = rect.inset(top: headingRows)
    let gap = gap(rows, room: body.rows)
    let selection = selection
    var at = body.row
    var last = top
    canvas.clipped(to: body) { canvas in
      for (index, row) in rows.enumerated().dropFirst(top) {
        guard at < body.endRow else { break }
        draw(
          row, into: &canvas, at: at, rect: rect, isSelected: index == selection.row,
          column: selection.column)
        at += row.height + gap
        last = index
      }
    }
    let edge = rect.column
    if top > 0 {
      canvas.put(glyphs.moreAbove, row: body.row, column: edge, style: Style(.accent))
    }
    if last < rows.count - 1 || at - gap > body.endRow {
      canvas.put(glyphs.moreBelow, row: body.endRow - 1, column: edge, style: Style(.accent))
    }
  }

  private func draw(
    _ row: Row, into canvas: inout Canvas, at top: Int, rect: Rect, isSelected: Bool, column: Int
  ) {
    if isSelected {
      canvas.put(glyphs.mark, row: top, column: rect.column, style: Style(.accent))
    }
    for (offset, spans) in row.label.enumerated() {
      canvas.put(
        SpanLayout.clip(spans, columns: labelColumns - 2), row: top + offset,
        column: rect.column + 1)
    }
    for (index, cell) in row.cells.enumerated() {
      let left = rect.column + labelColumns + index * cellColumns
      for (offset, spans) in cell.enumerated() {
        canvas.put(
          SpanLayout.clip(spans, columns: cells.room), row: top + offset, column: left)
      }
      if isSelected, index == column {
        canvas.restyle(Rect(row: top, column: left, rows: row.height, columns: cells.room)) {
          $0.with(.selected)
        }
      }
    }
    if !row.total.isEmpty {
      let text = TextLayout.pad(row.total, columns: totalColumns - 1, align: .right)
      canvas.put(
        text, row: top, column: rect.endColumn - totalColumns, style: Style(.muted))
    }
  }

  private func drawHeading(into canvas: inout Canvas, rect: Rect) {
    if grid.isUpright {
      for (index, line) in grid.lines.enumerated() {
        guard case .kind(let kind) = line else { continue }
        let hours = grid.usualHours(of: kind).map { " \(RosterTable.short($0))" } ?? ""
        let fits = TextWidth.columns(kind.title + hours) <= cells.room
        canvas.put(
          SpanLayout.clip(
            [Span(kind.title, Style(.title)), Span(fits ? hours : "", Style(.muted))],
            columns: cells.room),
          row: rect.row, column: rect.column + labelColumns + index * cellColumns)
      }
      return
    }
    for (index, day) in grid.days.enumerated() {
      let left = rect.column + labelColumns + index * cellColumns
      let style = headingStyle(of: day)
      if headingRows == 2 {
        canvas.put(String(day.weekdayText.dropFirst()), row: rect.row, column: left, style: style)
        canvas.put(dateLabel(day), row: rect.row + 1, column: left, style: style)
      } else {
        canvas.put(
          TextLayout.clip(weekLabel(day), columns: cells.room), row: rect.row, column: left,
          style: style)
      }
    }
    if grid.state.arrangement == .byPerson {
      let text = TextLayout.pad(
        "排班", columns: totalColumns - 1, align: .right)
      canvas.put(
        text, row: rect.row + headingRows - 1,
        column: rect.endColumn - totalColumns, style: Style(.muted))
    }
  }

  /// How many people are missing on each day.
  func drawMissing(into canvas: inout Canvas, rect: Rect) {
    guard !rect.isEmpty else { return }
    canvas.put("缺岗", row: rect.row, column: rect.column + 1, style: Style(.muted))
    for (index, day) in grid.days.enumerated() {
      let missing = grid.missing(on: day)
      guard missing > 0 else { continue }
      let text = cellColumns > 3 ? "\(glyphs.cross)缺\(missing)人" : "\(min(missing, 99))"
      canvas.put(
        text, row: rect.row, column: rect.column + labelColumns + index * cellColumns,
        style: Style(.danger, bold: true))
    }
  }

  // MARK: Words

  private func isToday(_ day: Day) -> Bool { day == grid.now.day }

  private func headingStyle(of day: Day) -> Style {
    if isToday(day) { return Style(.badge, bold: true) }
    let kind = grid.session.rules.deadlines.calendar.kind(of: day)
    return kind == .working ? Style(.title) : Style(.warning)
  }

  /// `一 16`, `今 周日 22`, `四 1 国庆节`.
  private func weekLabel(_ day: Day) -> String {
    let date = day.components.day
    let name = grid.session.rules.deadlines.calendar.name(of: day).map { " \($0)" } ?? ""
    if isToday(day) {
      guard cells.room >= 12 else { return "今日 \(date)" }
      return "今天 \(day.weekdayText) \(date)" + (cells.room >= 14 ? "日" : "")
    }
    let isWide = cells.room >= 12
    let text =
      isWide ? "\(day.weekdayText) \(day.components.month)月\(date)日" : "\(day.weekdayText) \(date)"
    return text + name
  }

  /// Two columns a day leave no blank between dates: today and the Mondays say enough.
  private func dateLabel(_ day: Day) -> String {
    let date = day.components.day
    let isBehindToday = isToday(day.adding(days: -1))
    return cellColumns > 2 || isToday(day) || day.weekday == 1 && !isBehindToday ? "\(date)" : ""
  }

  private func dayLabel(_ day: Day) -> [Span] {
    let name = grid.session.rules.deadlines.calendar.name(of: day)
    let date = day.components.day
    let text =
      TextLayout.pad("\(date)", columns: 2, align: .right)
      + " \(isToday(day) ? "今天" : day.weekdayText)"
    let extra =
      labelColumns > 12 ? name ?? "" : name == nil ? "" : "·"
    return [Span(text, headingStyle(of: day)), Span(extra, Style(.muted))]
  }

  private func label(of line: RosterState.Line) -> [[Span]] {
    switch line {
    case .kind(let kind):
      let name = [Span(kind.title, Style(.title))]
      guard let hours = grid.usualHours(of: kind) else { return [name] }
      // Two lines, so that the days have the room.
      return [name, [Span(RosterTable.full(hours), Style(.muted))]]
    case .person(let id):
      let person = grid.session.directory.person(id)
      let isGone = person?.isActive != true
      return [
        [Span(grid.session.directory.name(of: id), isGone ? Style(.danger) : .text)]
      ]
    }
  }

  /// `17:30-20`, short enough for the narrow column.
  static func short(_ hours: (start: Int, end: Int)) -> String {
    func text(_ minute: Int) -> String {
      let (hour, rest) = (minute % 1440).quotientAndRemainder(dividingBy: 60)
      let shown = minute == 1440 ? 24 : hour
      return rest == 0 ? "\(shown)" : "\(shown):\(rest < 10 ? "0" : "")\(rest)"
    }
    let dash = (hours.start % 60 == 0 && hours.end % 60 == 0) ? "时" : ""
    return "\(text(hours.start))-\(text(hours.end))\(dash)"
  }

  /// `17:30-20:00`.
  static func full(_ hours: (start: Int, end: Int)) -> String {
    let noon = Day(number: 0)
    return Shift.hours(from: noon.at(minute: hours.start), to: noon.at(minute: hours.end))
      .replacingNextDay
  }

  private func total(of line: RosterState.Line) -> String {
    guard case .person = line else { return "" }
    return RosterTable.hours(grid.minutes(of: line))
  }

  /// `12.5时`.
  static func hours(_ minutes: Int) -> String {
    guard minutes > 0 else { return "—" }
    let tenths = (minutes * 10 + 30) / 60
    return tenths % 10 == 0 ? "\(tenths / 10)时" : "\(tenths / 10).\(tenths % 10)时"
  }
}

extension String {
  /// Shorter where there is little room: 次02:00.
  fileprivate var replacingNextDay: String {
    guard let mark = range(of: "次日") else { return self }
    return replacingCharacters(in: mark, with: "次")
  }
}

import CoreModel
import Store
import TerminalKit

/// 值班: the roster of a week or a month, by shift or by person.
struct RosterScreen {
  let state: AppState
  let session: AppState.Session
  let grid: RosterGrid

  init(state: AppState, session: AppState.Session) {
    self.state = state
    self.session = session
    grid = RosterGrid(state.roster, session: session, now: state.now)
  }

  /// Where its parts stand.
  struct Parts {
    /// The table with its heading.
    var table: Rect
    /// How many people are missing on each day, under the table by person.
    var missing: Rect
    /// The line above the selected cell in words.
    var dividerRow: Int
    /// The selected cell in words.
    var detail: Rect
    /// What the marks mean.
    var legend: Rect

    init(_ frame: Rect, hasMissing: Bool) {
      let inside = frame.inset()
      let detailRows = inside.rows >= 30 ? 8 : inside.rows >= 18 ? 4 : 3
      let (upper, lower) = inside.splitting(bottom: detailRows + 2)
      let (table, missing) = upper.splitting(bottom: hasMissing ? 1 : 0)
      self.table = table
      self.missing = missing
      dividerRow = lower.row
      let (detail, legend) = lower.splitting(top: 1).rest.splitting(bottom: 1)
      self.detail = detail.inset(rows: 0, columns: 1)
      self.legend = legend.inset(rows: 0, columns: 1)
    }
  }

  /// Where its parts stand in a window.
  func parts(in rect: Rect) -> Parts {
    Parts(rect, hasMissing: grid.state.arrangement == .byPerson)
  }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    let parts = parts(in: rect)
    let glyphs = state.look.glyphs
    canvas.box(
      rect, title: title, trailingTitle: summary(columns: rect.columns), focused: true,
      glyphs: glyphs.box)
    let table = RosterTable(grid: grid, columns: parts.table.columns, glyphs: glyphs)
    if grid.state.shown == nil {
      canvas.put(
        "正在读取……", row: parts.table.row + 2, column: parts.table.column + 2,
        style: Style(.muted))
    } else if grid.lines.isEmpty {
      canvas.put(
        "还没有可以排班的人：按 S 在「人员」里登记", row: parts.table.row + 2,
        column: parts.table.column + 2, style: Style(.muted))
    } else {
      table.draw(into: &canvas, rect: parts.table, top: state.roster.top)
      table.drawMissing(into: &canvas, rect: parts.missing)
    }
    canvas.divider(
      in: rect, row: parts.dividerRow, title: cellTitle, trailingTitle: "", focused: true,
      glyphs: glyphs.box)
    DetailView(RosterWords(grid: grid, state: state).lines, glyphs: glyphs)
      .draw(into: &canvas, rect: parts.detail)
    canvas.put(
      SpanLayout.clip(legend, columns: parts.legend.columns), row: parts.legend.row,
      column: parts.legend.column)
    return nil
  }

  /// The first line to show so that the selected one is seen.
  func top(in rect: Rect) -> Int {
    let parts = parts(in: rect)
    return RosterTable(grid: grid, columns: parts.table.columns, glyphs: state.look.glyphs)
      .top(from: state.roster.top, rows: parts.table.rows)
  }

  // MARK: Words around the table

  private var title: String {
    let roster = grid.state
    let today = state.now.day
    let first = roster.first
    let span: String
    switch roster.span {
    case .week:
      let weeks = (first.number - (today.number + 1 - today.weekday)) / 7
      let name = [0: "本周", 1: "下周", -1: "上周"][weeks].map { "（\($0)）" } ?? ""
      let isOneMonth = first.components.month == roster.last.components.month
      let last =
        isOneMonth ? "\(roster.last.components.day)日" : roster.last.dateText(relativeTo: today)
      span = "\(first.dateText(relativeTo: today))–\(last)\(name)"
    case .month:
      let (year, month, _) = first.components
      span = year == today.components.year ? "\(month)月" : "\(year)年\(month)月"
    }
    return "值班表 \(span) · \(roster.arrangement.title)"
  }

  /// How many things are wrong, by kind.
  private func summary(columns: Int) -> String {
    let open = grid.open
    guard grid.state.shown != nil else { return "" }
    let counts = ["缺岗", "重班", "请假", "免排", "离岗", "不在册"].compactMap { title -> String? in
      let count = open.filter { $0.title == title }.count
      return count == 0 ? nil : "\(title) \(count)"
    }
    let glyphs = state.look.glyphs
    let waiting = state.roster.waiting.filter { $0.isOpen(at: state.now) }.count
    let swaps = waiting > 0 ? " \(glyphs.separator) 换班等答复 \(waiting)" : ""
    guard !counts.isEmpty else { return "\(glyphs.check) 没有缺岗和重班" + swaps }
    return "\(glyphs.cross) " + counts.joined(separator: " \(glyphs.separator) ") + swaps
  }

  private var cellTitle: String {
    let day = grid.state.day
    let calendar = session.rules.deadlines.calendar
    let kind = calendar.name(of: day) ?? calendar.kind(of: day).title
    let line = grid.lines.indices.contains(grid.lineIndex) ? grid.lines[grid.lineIndex] : nil
    let name =
      switch line {
      case .kind(let kind): " · \(kind.title)"
      case .person(let id): " · \(session.directory.name(of: id))"
      case nil: ""
      }
    return "\(day.dateText(relativeTo: state.now.day)) \(day.weekdayText)（\(kind)）\(name)"
  }

  private var legend: [Span] {
    let glyphs = state.look.glyphs
    func mark(_ text: String, _ role: TerminalKit.Role, _ meaning: String) -> [Span] {
      [Span(text, Style(role, bold: true)), Span(" \(meaning)  ", Style(.muted))]
    }
    switch (grid.state.span, grid.state.arrangement) {
    case (.month, .byPerson):
      return mark("日午错末节夜", .accent, "班次") + mark("兼", .accent, "一天几班")
        + mark("重", .danger, "重班") + mark("冲", .danger, "请假又排班")
        + mark("假", .info, "请假")
    case (_, .byPerson):
      return mark("日午错末节夜", .accent, "班次")
        + mark("\(glyphs.alert)", .danger, "重班、请假、免排还排了班") + mark("假", .info, "请假")
        + mark("换", .info, "等答复") + mark("未", .warning, "没签到")
    case (_, .byShift):
      return mark("\(glyphs.cross)缺", .danger, "规则要的人不够")
        + mark("\(glyphs.alert)", .danger, "重班、请假、免排、离岗") + mark("换", .info, "等答复")
        + mark("未", .warning, "没签到")
        + mark("今日", .badge, "今天")
    }
  }
}

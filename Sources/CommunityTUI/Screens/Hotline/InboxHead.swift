import CoreModel
import Store
import TerminalKit

/// The lines above the tickets: the states with their counts, what the chosen one means, how this month compares
/// with the last, and what must be said of the calendar.
struct InboxHead {
  let state: AppState
  let session: AppState.Session

  private var filter: QueueFilter { state.tickets.filter }
  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// Whether a window has room for the second line.
  static func isRoomy(_ size: Size) -> Bool { size.rows >= 30 && size.columns >= 100 }

  /// How many lines it takes.
  var rows: Int { 1 + (InboxHead.isRoomy(state.size) ? 1 : 0) + (notices.isEmpty ? 0 : 1) }

  func draw(into canvas: inout Canvas, rect: Rect) {
    let (strip, below) = rect.splitting(top: 1)
    line(columns: strip.columns).draw(into: &canvas, rect: strip)
    var rest = below
    if InboxHead.isRoomy(state.size) {
      let (words, left) = rest.splitting(top: 1)
      drawWords(into: &canvas, rect: words)
      rest = left
    }
    guard !notices.isEmpty else { return }
    canvas.put(
      TextLayout.clip(
        "\(glyphs.alert) \(notices.joined(separator: "；"))", columns: max(0, rest.columns - 2)),
      row: rest.row, column: rest.column + 1, style: Style(.warning))
  }

  /// The tab at a position, for a click.
  func tab(at position: Position, in rect: Rect) -> Tab? {
    guard let id = line(columns: rect.columns).tab(at: position, in: rect) else { return nil }
    return TicketState(rawValue: id).map(Tab.state) ?? .all
  }

  /// A part of the strip.
  enum Tab: Equatable {
    case all
    case state(TicketState)

    /// The state that it shows; nil for all.
    var state: TicketState? { if case .state(let state) = self { state } else { nil } }
  }

  /// What an empty list says.
  static func emptiness(of filter: QueueFilter) -> String {
    if let state = filter.ticketState {
      return "没有「\(state.title)」的工单（\(state.explanation)）。Tab 换一个状态"
    }
    return switch filter.view {
    case .open: "没有未办结的工单。按 I 导入 12345 工单表"
    case .closed: "还没有办结的工单。按 v 换视图"
    default: "「\(filter.view.title)」里没有工单。按 v 换视图"
    }
  }

  private func drawWords(into canvas: inout Canvas, rect: Rect) {
    let trend = state.counts.hotline.trend.text
    let width = TextWidth.columns(trend)
    canvas.put(
      trend, row: rect.row, column: max(rect.column, rect.endColumn - width - 1),
      style: Style(.info))
    let meaning = filter.ticketState?.explanation ?? filter.view.explanation
    canvas.put(
      TextLayout.clip(meaning, columns: max(0, rect.columns - width - 4)), row: rect.row,
      column: rect.column + 1, style: Style(.muted))
  }

  /// With whole names where they fit, else with short ones.
  private func line(columns: Int) -> TabLine {
    let whole = tabs(short: false)
    return whole.columns <= columns ? whole : tabs(short: true)
  }

  private func tabs(short: Bool) -> TabLine {
    let counts = state.counts.hotline
    let all = TabLine.Tab(
      id: InboxHead.all, title: "全部", badge: badge(counts.open, overdue: counts.overdue),
      badgeStyle: style(overdue: counts.overdue))
    let states = TicketState.allCases.map { state in
      let tally = counts.states[state] ?? TicketTally(count: 0)
      return TabLine.Tab(
        id: state.rawValue, title: short ? state.shortTitle : state.title,
        badge: badge(tally.count, overdue: tally.overdue), badgeStyle: style(overdue: tally.overdue)
      )
    }
    return TabLine(
      tabs: [all] + states, selected: filter.ticketState?.rawValue ?? InboxHead.all,
      isTight: short)
  }

  /// 「3」, 「3✕1」 when one of the three is overdue; nothing for none.
  private func badge(_ count: Int, overdue: Int) -> String {
    guard count > 0 else { return "" }
    return "\(count)" + (overdue > 0 ? "\(glyphs.cross)\(overdue)" : "")
  }

  private func style(overdue: Int) -> Style {
    overdue > 0 ? Style(.danger, bold: true) : Style(.accent)
  }

  private var notices: [String] {
    let silent = state.counts.hotline.silent
    return (silent > 0 ? ["\(silent) 件很久没有联系来电人（选中看已几个工作日，按 r 记一次沟通）"] : [])
      + session.rules.deadlines.notices(at: state.now)
  }

  private static let all = "all"
}

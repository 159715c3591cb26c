import TerminalKit

/// Where everything stands, for a window of a given size. Used to draw, to know how many rows a list
/// shows, and to find what was clicked; so the three can never disagree.
struct DeskLayout: Equatable {
  /// The line at the top.
  var header: Rect
  /// The tab line, when panes are shown one at a time.
  var tabs: Rect?
  /// The panes that are visible, with their outer borders.
  var panes: [PaneID: Rect] = [:]
  /// The line of keys, which news covers for a while.
  var footer: Rect

  /// The smallest window that the console works in.
  static let smallest = Size(rows: 16, columns: 60)
  /// From here on the four panes stand side by side.
  static let roomy = Size(rows: 30, columns: 104)

  /// The layout of the workbench; nil when the window is too small for anything.
  static func workbench(size: Size, focus: PaneID, isZoomed: Bool) -> DeskLayout? {
    guard size.rows >= smallest.rows, size.columns >= smallest.columns else { return nil }
    let (header, rest) = Rect(size: size).splitting(top: 1)
    let (body, footer) = rest.splitting(bottom: 1)
    var layout = DeskLayout(header: header, tabs: nil, footer: footer)
    guard size.rows >= roomy.rows, size.columns >= roomy.columns, !isZoomed else {
      let (tabs, pane) = body.splitting(top: 1)
      layout.tabs = tabs
      layout.panes = [focus: pane]
      return layout
    }
    let side = min(46, max(34, size.columns * 28 / 100))
    let (left, right) = body.splitting(right: side)
    layout.panes[.requests] = left
    let hotlineRows = 9
    let dutyRows = max(9, min(13, right.rows / 4))
    let (upper, hotline) = right.splitting(bottom: hotlineRows)
    let (groups, duty) = upper.splitting(bottom: dutyRows)
    layout.panes[.groups] = groups
    layout.panes[.duty] = duty
    layout.panes[.hotline] = hotline
    return layout
  }

  /// The layout of a screen that is one list.
  static func single(size: Size) -> DeskLayout? {
    guard size.rows >= smallest.rows, size.columns >= smallest.columns else { return nil }
    let (header, rest) = Rect(size: size).splitting(top: 1)
    let (body, footer) = rest.splitting(bottom: 1)
    return DeskLayout(header: header, tabs: nil, panes: [.requests: body], footer: footer)
  }
}

/// A pane of requests: the list above, the selected one below.
struct RequestPaneLayout: Equatable {
  /// The border.
  var frame: Rect
  /// The lines of the inbox above everything else; empty for the queue.
  var head: Rect
  /// The line of conditions above the table, if there are any.
  var conditions: Rect?
  /// The table with its header line.
  var table: Rect
  /// The row of the line between.
  var dividerRow: Int
  /// The selected request.
  var detail: Rect

  /// The parts of a pane.
  /// - Parameter headRows: Lines of the inbox; its tickets have more to say of each, too.
  init(frame: Rect, hasConditions: Bool = false, headRows: Int = 0) {
    self.frame = frame
    let (head, inside) = frame.inset().splitting(top: headRows)
    self.head = head
    let detailRows =
      headRows == 0
      ? max(5, min(16, inside.rows * 40 / 100)) : max(5, min(18, inside.rows * 46 / 100))
    let (table, lower) = inside.splitting(bottom: min(inside.rows, detailRows + 1))
    let (line, rest) = table.splitting(top: hasConditions ? 1 : 0)
    conditions = hasConditions ? line : nil
    self.table = rest
    dividerRow = lower.row
    detail = lower.splitting(top: 1).rest.inset(rows: 0, columns: 1)
  }
}

extension AppState {
  /// Where everything stands now; nil when the window is too small.
  var layout: DeskLayout? {
    switch screen {
    case .workbench: .workbench(size: size, focus: focus, isZoomed: isZoomed)
    default: .single(size: size)
    }
  }

  /// The parts of a pane of requests, when it is visible.
  func requestPaneLayout(_ pane: RequestPaneID) -> RequestPaneLayout? {
    guard (screen == .workbench) == (pane == .queue), screen != .groups, !screen.isBoard
    else { return nil }
    return layout?.panes[.requests].map {
      RequestPaneLayout(
        frame: $0, hasConditions: hasConditions(pane), headRows: headRows(of: pane))
    }
  }
}

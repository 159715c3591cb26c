import CoreModel
import Store
import TerminalKit

extension AppState {
  /// The whole screen. Pure: the same state gives the same frame.
  func view() -> Frame {
    var drawn: DrawnBackdrop?
    return view(reusing: &drawn)
  }

  /// The same frame, drawn over what of the last one still holds.
  func view(reusing drawn: inout DrawnBackdrop?) -> Frame {
    var canvas = Canvas(size: size)
    var cursor: Position?
    if let layout {
      if let session {
        if screen.isBoard {
          drawn = nil
          cursor = drawBoard(into: &canvas, layout: layout, session: session)
        } else {
          canvas = backdrop(over: &drawn, layout: layout, session: session)
          cursor = drawSelection(into: &canvas, layout: layout, session: session)
        }
        for overlay in overlays {
          cursor = draw(overlay, into: &canvas, session: session)
        }
      } else {
        cursor = drawSignIn(into: &canvas)
      }
    } else {
      drawAdvice(into: &canvas)
    }
    return Frame(
      canvas: canvas, cursor: cursor, title: windowTitle, bell: bell, clipboard: clipboard)
  }

  /// The terminal's title: a deadline is seen even when another window covers this one.
  private var windowTitle: String {
    guard let session else { return "居委值班台" }
    let name = session.directory.neighborhood.name
    let presses = [
      reminderCount > 0 ? "提醒 \(reminderCount)" : "",
      counts.overdue > 0 ? "\(counts.overdue) 件超时" : "",
    ].filter { !$0.isEmpty }.joined(separator: " · ")
    return presses.isEmpty ? "\(name) 值班台" : "（\(presses)）\(name) 值班台"
  }

  /// Everything but the mark of the selection: what of the last frame still holds, and the rest anew.
  private func backdrop(
    over drawn: inout DrawnBackdrop?, layout: DeskLayout, session: Session
  ) -> Canvas {
    let backdrop = Backdrop(self)
    if let drawn, drawn.backdrop == backdrop { return drawn.canvas }
    var chrome: Canvas
    if let drawn, drawn.backdrop.chrome == backdrop.chrome {
      chrome = drawn.chrome
    } else {
      chrome = Canvas(size: size)
      drawChrome(into: &chrome, layout: layout, session: session)
    }
    var canvas = chrome
    if screen != .groups, let rect = layout.panes[.requests] {
      requestPane(session).drawRows(into: &canvas, rect: rect)
    }
    drawn = DrawnBackdrop(backdrop: backdrop, chrome: chrome, canvas: canvas)
    return canvas
  }

  /// A screen that is drawn whole, between the header and the line of keys.
  private func drawBoard(
    into canvas: inout Canvas, layout: DeskLayout, session: Session
  ) -> Position? {
    HeaderLine(state: self, session: session).draw(into: &canvas, rect: layout.header)
    drawFooter(into: &canvas, rect: layout.footer)
    guard let rect = layout.panes[.requests] else { return nil }
    return screen.draw(self, session: session, into: &canvas, rect: rect)
  }

  private func drawChrome(into canvas: inout Canvas, layout: DeskLayout, session: Session) {
    HeaderLine(state: self, session: session).draw(into: &canvas, rect: layout.header)
    if let tabs = layout.tabs { drawTabs(into: &canvas, rect: tabs) }
    for (pane, rect) in layout.panes {
      drawChrome(of: pane, into: &canvas, rect: rect, session: session)
    }
    drawFooter(into: &canvas, rect: layout.footer)
  }

  private func drawChrome(
    of pane: PaneID, into canvas: inout Canvas, rect: Rect, session: Session
  ) {
    let focused = screen != .workbench || focus == pane
    switch pane {
    case .requests:
      if screen == .groups {
        GroupsPane(state: self, session: session).drawScreen(into: &canvas, rect: rect)
      } else {
        requestPane(session).drawFrame(into: &canvas, rect: rect, focused: focused)
      }
    case .groups:
      GroupsPane(state: self, session: session).draw(into: &canvas, rect: rect, focused: focused)
    case .duty:
      DutyPane(state: self, session: session).draw(into: &canvas, rect: rect, focused: focused)
    case .hotline:
      HotlinePane(state: self, session: session).draw(into: &canvas, rect: rect, focused: focused)
    }
  }

  private func drawSelection(
    into canvas: inout Canvas, layout: DeskLayout, session: Session
  ) -> Position? {
    if isOnGroups, groups.field != nil,
      let rect = layout.panes[screen == .groups ? .requests : .groups]
    {
      return GroupsPane(state: self, session: session).drawSearch(into: &canvas, rect: rect)
    }
    guard screen != .groups, let rect = layout.panes[.requests] else { return nil }
    let focused = screen != .workbench || focus == .requests
    return requestPane(session).drawSelection(into: &canvas, rect: rect, focused: focused)
  }

  private func requestPane(_ session: Session) -> RequestPane {
    RequestPane(state: self, session: session, pane: screen == .hotline ? .tickets : .queue)
  }

  private func drawTabs(into canvas: inout Canvas, rect: Rect) {
    let tabs = PaneID.allCases.map { pane in
      let badge =
        switch pane {
        case .requests: counts.overdue > 0 ? "\(look.glyphs.cross)\(counts.overdue)" : ""
        case .hotline: counts.hotline.open > 0 ? "\(counts.hotline.open)" : ""
        case .groups, .duty: ""
        }
      return TabLine.Tab(id: "\(pane.rawValue)", title: pane.title, badge: badge)
    }
    TabLine(tabs: tabs, selected: "\(focus.rawValue)").draw(into: &canvas, rect: rect)
  }

  private func drawFooter(into canvas: inout Canvas, rect: Rect) {
    if let toast {
      canvas.fill(rect)
      toast.toast.draw(into: &canvas, rect: rect, glyphs: look.glyphs)
      return
    }
    KeyBar(footerItems).draw(into: &canvas, rect: rect)
  }

  var footerItems: [KeyBar.Item] {
    if let overlay = overlays.last { return overlay.footerItems }
    if isOnGroups && groups.field != nil
      || activeRequestPane.map({ requestList($0).searchField != nil }) == true
    {
      return [
        KeyBar.Item(key: "Enter", label: "留住条件", priority: 3),
        KeyBar.Item(key: "Esc", label: "清除", priority: 2),
        KeyBar.Item(key: "↑↓", label: "移动", priority: 1),
      ]
    }
    if !marks.isEmpty, activeRequestPane != nil { return markedFooterItems }
    if screen == .hotline { return ticketFooterItems }
    if let scope = screen.scope { return boardFooterItems(scope) }
    let enterLabel =
      switch (screen, focus) {
      case (.groups, _), (.workbench, .groups): "看它的诉求"
      case (.workbench, .hotline): "打开收件箱"
      default: ""
      }
    // The same keys for every request: what cannot be done now says why when it is tried, and a
    // line that changed with each row would be in the way of the eye and of a slow connection.
    let isOnRequests = activeRequestPane != nil
    let isOnDuty = screen == .workbench && focus == .duty
    let shown = DeskCommand.all.filter {
      $0.footerRank != nil && !$0.scope.isOfBoards
        && (isOnRequests || ($0.scope != .request && $0.id != .details))
        && !(isOnDuty && $0.id == .actions)
    }
    return shown.sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }.map { command in
      KeyBar.Item(
        id: command.name, key: command.keys.first?.label ?? "",
        label: command.id == .actions && !enterLabel.isEmpty
          ? enterLabel : command.id == .nextPane && screen == .hotline ? "换状态" : command.short,
        priority: 100 - (command.footerRank ?? 0))
    }
  }

  /// The keys of a board, and behind them those that work everywhere.
  private func boardFooterItems(_ scope: DeskCommand.Scope) -> [KeyBar.Item] {
    let isPage = ScreenID.deliberation.contains(screen)
    let own = DeskCommand.all.filter {
      ($0.scope == scope || isPage && $0.scope == .deliberation) && $0.footerRank != nil
    }
    .sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
    let others = DeskCommand.all.filter {
      $0.footerRank != nil && $0.scope == .everywhere && $0.id != .nextPane && $0.id != .zoom
    }.sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
    return (own + others).enumerated().map { index, command in
      KeyBar.Item(
        id: command.name, key: command.keys.first?.label ?? "", label: command.short,
        priority: 100 - index)
    }
  }

  /// The keys of a ticket's life, and behind them those that work everywhere.
  private var ticketFooterItems: [KeyBar.Item] {
    let ofTickets = DeskCommand.all.filter { $0.ticketRank != nil }
      .sorted { ($0.ticketRank ?? 0) < ($1.ticketRank ?? 0) }
    let others = DeskCommand.all.filter {
      $0.ticketRank == nil && $0.footerRank != nil
        && $0.scope != .request && !$0.scope.isOfBoards
    }.sorted { ($0.footerRank ?? 0) < ($1.footerRank ?? 0) }
    return (ofTickets + others).enumerated().map { index, command in
      KeyBar.Item(
        id: command.name, key: command.keys.first?.label ?? "", label: command.short,
        priority: 100 - index)
    }
  }

  private func drawAdvice(into canvas: inout Canvas) {
    let least = "\(DeskLayout.smallest.columns)×\(DeskLayout.smallest.rows)"
    let text = "窗口太小（\(size.columns)×\(size.rows)），请放大到 \(least) 以上；数据都在"
    let lines = TextLayout.wrap(text, columns: max(1, size.columns))
    for (row, line) in lines.prefix(size.rows).enumerated() {
      canvas.put(line, row: row, column: 0, style: Style(.warning))
    }
  }
}

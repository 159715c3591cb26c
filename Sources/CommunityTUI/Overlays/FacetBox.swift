import CoreModel
import Store
import TerminalKit

/// 筛选: the facets to the left, the values of one of them to the right, with counts.
struct FacetBox: Sendable, Equatable {
  /// One line of the values.
  enum Line: Sendable, Equatable {
    case value(FacetValue)
    /// 自选 of 收到.
    case custom
  }

  /// The list that is narrowed.
  var pane: RequestPaneID
  /// The facet whose values are shown.
  var facet = Facet.tier
  /// The line that the keys are on.
  var selected: Line?
  /// What was counted last; nil until it is there.
  var counts: FacetCounts?
  /// Two dates while they are typed.
  var field: TextField?
  /// What is wrong with them.
  var error: String?
}

extension AppState {
  /// Opens the panel, and has the values counted.
  mutating func openFacets() -> [Effect] {
    if activeRequestPane == nil {
      screen = .workbench
      focus = .requests
    }
    guard let pane = activeRequestPane else { return [] }
    // A group that a key had chosen is a facet like others here.
    withRequestList(pane) { state in
      if let group = state.filter.group {
        state.filter.facets.choose(.group(group))
        state.filter.group = nil
      }
    }
    var box = FacetBox(pane: pane)
    box.selected = lines(of: box).first
    overlays.append(.facets(box))
    return resizeLists() + [.countFacets(pane, requestList(pane).filter)]
  }

  /// Takes the counts in, unless the conditions have changed since.
  mutating func install(
    _ counts: FacetCounts, of pane: RequestPaneID, for filter: QueueFilter
  ) {
    for index in overlays.indices {
      guard case .facets(var box) = overlays[index], box.pane == pane,
        requestList(pane).filter == filter
      else { continue }
      box.counts = counts
      if let selected = box.selected, !lines(of: box).contains(selected) {
        box.selected = lines(of: box).first
      }
      overlays[index] = .facets(box)
    }
  }

  /// The values of the facet that is shown: of groups and people those that have any, or are chosen.
  func lines(of box: FacetBox) -> [FacetBox.Line] {
    guard let directory = session?.directory else { return [] }
    let chosen = requestList(box.pane).filter.facets.values(of: box.facet)
    var values: [FacetValue]
    switch box.facet {
    case .tier: values = Tier.allCases.map { .tier($0) } + [.tier(nil)]
    case .status:
      let isOpen = requestList(box.pane).filter.view.isOpen
      values = RequestStatus.allCases.filter { !isOpen || $0.isOpen }
        .map { .status($0) }
    case .channel: values = Channel.allCases.map { .channel($0) }
    case .group: values = directory.groups.map { .group($0.id) } + [.group(nil)]
    case .handler:
      values =
        directory.people.map { .handler(.person($0.id)) }
        + Crew.allCases.map { .handler(.pool($0)) } + [.handler(nil)]
    case .urgency: values = Urgency.allCases.reversed().map { .urgency($0) }
    case .origin: values = [.hotline(true), .hotline(false)]
    case .received: values = ReceivedSpan.offered.map { .received($0) }
    }
    values += chosen.filter { !values.contains($0) }
    if box.facet == .group || box.facet == .handler, let counts = box.counts {
      values = values.filter { counts[$0] > 0 || chosen.contains($0) }
    }
    return values.map { .value($0) } + (box.facet == .received ? [.custom] : [])
  }

  mutating func handle(_ event: InputEvent, in box: FacetBox) -> [Effect] {
    var box = box
    if box.field != nil { return handleDates(event, in: box) }
    guard case .key(let key) = event else { return [] }
    let lines = lines(of: box)
    let index = box.selected.flatMap { lines.firstIndex(of: $0) } ?? 0
    func select(_ target: Int) {
      box.selected = lines.isEmpty ? nil : lines[min(max(0, target), lines.count - 1)]
    }
    func turn(_ step: Int) {
      let all = Facet.allCases
      let place = all.firstIndex(of: box.facet) ?? 0
      box.facet = all[(place + step + all.count) % all.count]
      box.selected = nil
    }
    let page = max(1, facetRows - 1)
    switch (CommandKeys.normalise(key) ?? key).code {
    case .escape, .character("F"), .character("q"):
      closeTop()
      return []
    case .character("c") where key.modifiers == .control:
      closeTop()
      return []
    case .up, .character("k"): select(index - 1)
    case .down, .character("j"): select(index + 1)
    case .pageUp: select(index - page)
    case .pageDown: select(index + page)
    case .home, .character("g"): select(0)
    case .end, .character("G"): select(lines.count - 1)
    case .left, .backTab, .character("h"): turn(-1)
    case .right, .tab, .character("l"): turn(1)
    case .enter, .character(" "):
      switch lines.indices.contains(index) ? lines[index] : nil {
      case .value(let value): return change(box) { $0.toggle(value) }
      case .custom:
        box.field = TextField("", placeholder: "例：11-01 11-20，或 20261101-20261120")
        box.error = nil
      case nil: break
      }
    case .character("x"):
      let facet = box.facet
      return change(box) { $0.clear(facet) }
    case .character("X"): return change(box) { $0 = FacetChoice() }
    default: return []
    }
    if box.selected == nil { box.selected = self.lines(of: box).first }
    replaceTop(with: .facets(box))
    return []
  }

  private mutating func handleDates(_ event: InputEvent, in box: FacetBox) -> [Effect] {
    var box = box
    switch event {
    case .key(let key) where key.code == .escape || key == .ctrl("c"):
      box.field = nil
      box.error = nil
    case .key(let key) where key.code == .enter:
      let typed = box.field?.text ?? ""
      guard let span = ReceivedSpan(typed: typed, on: now.day) else {
        box.error = "看不懂「\(typed.tidied)」。写起止两天，例如 11-01 11-20"
        break
      }
      box.field = nil
      box.error = nil
      box.selected = .value(.received(span))
      return change(box) { $0.choose(.received(span)) }
    case .key(let key): _ = box.field?.handle(key)
    case .paste(let text, _): _ = box.field?.paste(Sanitizer.line(text))
    default: return []
    }
    replaceTop(with: .facets(box))
    return []
  }

  /// Changes what is chosen; the list follows at once, the counts when they are there.
  private mutating func change(
    _ box: FacetBox, _ body: (inout FacetChoice) -> Void
  ) -> [Effect] {
    let pane = box.pane
    let selected = requestList(pane).list.selection
    withRequestList(pane) { body(&$0.filter.facets) }
    replaceTop(with: .facets(box))
    return resizeLists() + [
      reload(pane, selecting: selected), .countFacets(pane, requestList(pane).filter),
    ]
  }

  // MARK: Drawing

  /// Where the panel stands: at the right, over the list's upper end.
  private var facetRect: Rect {
    let columns = min(64, size.columns - 4)
    let rows = min(size.rows - 4, 24)
    return Rect(row: 2, column: size.columns - columns - 2, rows: rows, columns: columns)
  }

  /// Lines of values that the panel shows.
  private var facetRows: Int { max(1, facetRect.rows - 4) }

  func draw(_ box: FacetBox, into canvas: inout Canvas, session: Session) -> Position? {
    let rect = facetRect
    let glyphs = look.glyphs
    canvas.fill(rect)
    let total = box.counts.map { counts in
      "符合 \(counts.isEstimate ? "约 " : "")\(counts.total) 件"
    }
    canvas.box(
      rect, title: "筛选 · \(viewTitle(of: box.pane))", trailingTitle: total ?? "正在计数……",
      focused: true, glyphs: glyphs.box)
    let inside = rect.inset(rows: 1, columns: 1)
    let (body, hint) = inside.splitting(bottom: 2)
    let (left, right) = body.splitting(left: 18)
    drawFacets(box, into: &canvas, rect: left, session: session)
    let cursor = drawValues(box, into: &canvas, rect: right.inset(left: 1), session: session)
    let lines = [
      "↑↓ 选值  ←→ 换一项  空格 勾选或取消", "x 清本项  X 全部清除  Esc 完成，条件留着",
    ]
    for (index, line) in lines.enumerated() {
      let text = index == 0 ? box.error.map { "\(glyphs.cross) \($0)" } ?? line : line
      let style = index == 0 && box.error != nil ? Style(.danger, bold: true) : Style(.muted)
      canvas.put(
        text, row: hint.row + index, column: hint.column + 1, style: style,
        limit: hint.columns - 2)
    }
    return cursor
  }

  private func drawFacets(
    _ box: FacetBox, into canvas: inout Canvas, rect: Rect, session: Session
  ) {
    let chosen = requestList(box.pane).filter.facets
    for (index, facet) in Facet.allCases.enumerated() where index < rect.rows {
      let isShown = facet == box.facet
      let row = rect.row + index
      let style = isShown ? Style(.accent, bold: true) : .text
      canvas.put(
        isShown ? look.glyphs.mark : " ", row: row, column: rect.column, style: style, limit: 2)
      canvas.put(facet.title, row: row, column: rect.column + 2, style: style, limit: 6)
      let values = chosen.values(of: facet)
      guard let first = values.first else { continue }
      let words = first.title(in: session.directory, on: now.day)
      let text = values.count == 1 ? words : "\(values.count) 项"
      canvas.put(
        TextLayout.clip(text, columns: 9), row: row, column: rect.column + 8, style: Style(.info),
        limit: 9)
    }
  }

  private func drawValues(
    _ box: FacetBox, into canvas: inout Canvas, rect: Rect, session: Session
  ) -> Position? {
    let lines = lines(of: box)
    let chosen = requestList(box.pane).filter.facets
    let index = box.selected.flatMap { lines.firstIndex(of: $0) } ?? 0
    let top = max(0, min(index - rect.rows / 2, lines.count - rect.rows))
    var cursor: Position?
    if lines.isEmpty {
      canvas.put(
        "没有可选的", row: rect.row, column: rect.column, style: Style(.muted), limit: rect.columns)
    }
    for (offset, line) in lines.dropFirst(top).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      let isSelected = top + offset == index
      let style = isSelected ? Style(.selected) : .text
      canvas.fill(Rect(row: row, column: rect.column, rows: 1, columns: rect.columns), style: style)
      if isSelected { canvas.put(look.glyphs.mark, row: row, column: rect.column, style: style) }
      switch line {
      case .value(let value):
        let mark = chosen.contains(value) ? look.glyphs.chosen : look.glyphs.unchosen
        let count = box.counts.map { "\($0[value])" } ?? "…"
        let isNone = box.counts.map { $0[value] == 0 } ?? false
        canvas.put(
          "\(mark) \(value.title(in: session.directory, on: now.day))", row: row,
          column: rect.column + 1, style: isNone && !isSelected ? Style(.disabled) : style,
          limit: rect.columns - 10)
        canvas.put(
          count, row: row, column: rect.endColumn - 1 - TextWidth.columns(count),
          style: isSelected ? style : Style(.muted))
      case .custom:
        if let field = box.field, isSelected {
          let line = Rect(
            row: row, column: rect.column + 1, rows: 1, columns: max(1, rect.columns - 2))
          cursor = field.draw(into: &canvas, rect: line, focused: true, glyphs: look.glyphs)
        } else {
          canvas.put(
            "  自选起止日期……", row: row, column: rect.column + 1, style: style,
            limit: rect.columns - 2)
        }
      }
    }
    return cursor
  }
}

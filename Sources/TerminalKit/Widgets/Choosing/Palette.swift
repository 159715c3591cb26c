/// A menu that is searched by typing: every command of the console in one place.
package struct Palette: Hashable, Sendable {
  /// What is typed.
  package private(set) var field: TextField
  /// What is found, best first.
  package private(set) var menu: Menu
  /// Everything there is, in the order shown while nothing is typed.
  package let items: [MenuItem]

  /// Said when nothing fits what is typed.
  package let emptyText: String
  /// Whether an item is found by its id too: not where ids are never seen.
  package let searchesIDs: Bool

  /// A palette that shows everything.
  package init(
    title: String = "命令", items: [MenuItem], placeholder: String = "输入名称、按键或拼音首字母",
    emptyText: String = "没有匹配的命令", searchesIDs: Bool = true
  ) {
    self.items = items
    self.searchesIDs = searchesIDs
    self.emptyText = emptyText
    field = TextField(limit: 60, placeholder: placeholder)
    menu = Self.menu(title: title, items: items, query: "", emptyText: emptyText)
  }

  /// The same search in other items, on the same one as far as it is still there.
  package func showing(_ items: [MenuItem], title: String) -> Palette {
    var palette = Palette(
      title: title, items: items, placeholder: field.placeholder, emptyText: emptyText,
      searchesIDs: searchesIDs)
    palette.field = field
    palette.search()
    if let id = menu.selectedItem?.id { palette.menu.select(id) }
    return palette
  }

  /// Typing searches; arrows move and Enter chooses. The items' own keys are text here.
  package mutating func handle(_ key: Key) -> MenuOutcome {
    switch (key.code, key.modifiers) {
    case (.up, _), (.down, _), (.pageUp, _), (.pageDown, _), (.enter, _), (.escape, _), (.tab, _),
      (.backTab, _), (.character("p"), .control), (.character("n"), .control),
      (.character("c"), .control):
      return menu.handle(key)
    default:
      if field.handle(key) == .changed { search() }
      return .none
    }
  }

  /// Searches for pasted text.
  package mutating func paste(_ text: String) -> MenuOutcome {
    if field.paste(text) == .changed { search() }
    return .none
  }

  /// Chooses what is at this position.
  package mutating func click(at position: Position, in rect: Rect) -> MenuOutcome {
    menu.click(at: position, in: rect.inset(top: 2))
  }

  /// The size of the box; the same whatever is found, so that it does not jump while one types.
  package func preferredSize(in room: Size) -> Size {
    let all = Menu(title: menu.title, items: items, hasDigits: false).preferredSize(in: room)
    return Size(
      rows: min(room.rows, min(items.count, 14) + 4),
      columns: min(room.columns, max(all.columns, 44)))
  }

  /// Draws in a box that fills the rectangle; answers where the cursor stands.
  @discardableResult
  package func draw(
    into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs = .unicode
  ) -> Position? {
    // The menu's own box begins with the line under the field, as a divider.
    menu.draw(into: &canvas, rect: rect.inset(top: 2), glyphs: glyphs)
    canvas.fill(rect.splitting(top: 3).top)
    canvas.box(rect, title: menu.title, trailingTitle: counter, focused: true, glyphs: glyphs.box)
    canvas.divider(in: rect, row: rect.row + 2, focused: true, glyphs: glyphs.box)
    menu.drawMarks(into: &canvas, rect: rect.inset(top: 2), glyphs: glyphs)
    let line = rect.inset(rows: 1, columns: 2).line(0)
    return field.draw(into: &canvas, rect: line, focused: true, glyphs: glyphs)
  }

  private var counter: String { "\(menu.items.count)/\(items.count)" }

  private mutating func search() {
    let found = items.enumerated().compactMap { index, item in
      TextMatch.rank(
        field.text, title: item.title,
        keywords: item.keywords + [item.key?.label, searchesIDs ? item.id : nil].compactMap { $0 }
      ).map { (rank: $0, index: index) }
    }
    let ordered = found.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
    menu = Self.menu(
      title: menu.title, items: ordered.map { items[$0.index] }, query: field.text,
      emptyText: emptyText)
  }

  private static func menu(
    title: String, items: [MenuItem], query: String, emptyText: String
  ) -> Menu {
    var menu = Menu(title: title, items: items, emptyText: emptyText, hasDigits: false)
    menu.takesItemKeys = false
    menu.query = query
    return menu
  }
}

/// Something that can be chosen.
package struct MenuItem: Hashable, Sendable {
  /// What the owner calls it.
  package var id: String
  /// The key that chooses it directly.
  package var key: Key?
  /// What it is called on the screen.
  package var title: String
  /// Said beside the title.
  package var note: String
  /// Why it cannot be chosen now; nil when it can.
  package var disabledReason: String?
  /// Whether it cannot be taken back.
  package var isDanger: Bool
  /// Other words to find it by, such as 拼音 initials.
  package var keywords: [String]

  /// An item.
  package init(
    id: String, key: Key? = nil, title: String, note: String = "", disabledReason: String? = nil,
    isDanger: Bool = false, keywords: [String] = []
  ) {
    self.id = id
    self.key = key
    self.title = title
    self.note = note
    self.disabledReason = disabledReason
    self.isDanger = isDanger
    self.keywords = keywords
  }
}

/// What a key did to a menu.
package enum MenuOutcome: Hashable, Sendable {
  /// Nothing, or another item is selected.
  case none
  /// This item was chosen.
  case chosen(String)
  /// The item that was meant cannot be chosen, for this reason; it is selected now.
  case refused(String)
  /// The menu is to be closed.
  case cancelled
}

/// A list of things to choose from. An item that cannot be chosen stays in its place, grey and with
/// the reason, so that nobody searches for it.
package struct Menu: Hashable, Sendable {
  /// Stands in the border.
  package var title: String
  /// From top to bottom.
  package private(set) var items: [MenuItem]
  /// The index of the selected item.
  package private(set) var selected = 0
  /// Said when there are no items.
  package var emptyText: String
  /// Whether the first nine items can be chosen by number.
  package var hasDigits: Bool
  /// Whether an item's own key chooses it; not where letters are typed into a field.
  package var takesItemKeys = true
  /// Words to mark in the titles.
  package var query = ""

  /// A menu with the first item that can be chosen selected.
  package init(
    title: String = "", items: [MenuItem], emptyText: String = "没有可选的项", hasDigits: Bool = true
  ) {
    self.title = title
    self.items = items
    self.emptyText = emptyText
    self.hasDigits = hasDigits
    selected = items.firstIndex { $0.disabledReason == nil } ?? 0
  }

  /// The selected item.
  package var selectedItem: MenuItem? { items.indices.contains(selected) ? items[selected] : nil }

  /// Selects an item; nothing happens if it is not there.
  package mutating func select(_ id: String) {
    selected = items.firstIndex { $0.id == id } ?? selected
  }

  /// Moves, chooses or cancels. An item's own key comes before digits, and both work while an
  /// input method types full-width characters.
  package mutating func handle(_ key: Key) -> MenuOutcome {
    guard let key = CommandKeys.normalise(key) else { return .none }
    if takesItemKeys, let index = items.firstIndex(where: { $0.key == key }) {
      return choose(index)
    }
    switch (key.code, key.modifiers) {
    case (.up, []), (.backTab, _), (.character("p"), .control): step(-1)
    case (.down, []), (.tab, []), (.character("n"), .control): step(1)
    case (.pageUp, []): move(to: selected - 9)
    case (.pageDown, []): move(to: selected + 9)
    case (.home, []): move(to: 0)
    case (.end, []): move(to: items.count - 1)
    case (.enter, _): return choose(selected)
    case (.escape, _), (.character("c"), .control): return .cancelled
    case (.character(let digit), []):
      if hasDigits, let number = digit.wholeNumberValue, digit.isASCII, number > 0 {
        return choose(number - 1)
      }
    default: break
    }
    return .none
  }

  /// Chooses what is at this position; nothing outside the items.
  package mutating func click(at position: Position, in rect: Rect) -> MenuOutcome {
    let inner = rect.inset()
    guard inner.contains(position) else { return .none }
    return choose(firstVisible(rows: inner.rows) + position.row - inner.row)
  }

  private mutating func choose(_ index: Int) -> MenuOutcome {
    guard items.indices.contains(index) else { return .none }
    selected = index
    if let reason = items[index].disabledReason { return .refused(reason) }
    return .chosen(items[index].id)
  }

  /// One item on, around the end.
  private mutating func step(_ count: Int) {
    guard !items.isEmpty else { return }
    selected = (selected + count + items.count) % items.count
  }

  private mutating func move(to index: Int) {
    selected = max(0, min(index, items.count - 1))
  }

  /// The first item on a screen of so many lines: the selected one is always on it.
  func firstVisible(rows: Int) -> Int {
    ScrollOffset.centered(on: selected..<selected + 1, of: items.count, showing: rows)
  }
}

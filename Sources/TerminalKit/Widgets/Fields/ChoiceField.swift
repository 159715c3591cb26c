/// One of the options of a choice.
package struct ChoiceOption: Hashable, Sendable {
  /// What the owner calls it.
  package var id: String
  /// What it is called on the screen.
  package var label: String
  /// Said beside it.
  package var hint: String
  /// Other words to find it by, such as 拼音 initials.
  package var keywords: [String]

  /// An option.
  package init(id: String, label: String, hint: String = "", keywords: [String] = []) {
    self.id = id
    self.label = label
    self.hint = hint
    self.keywords = keywords
  }
}

/// One option out of several. A few stand in one line; many are a list that typing narrows down.
package struct ChoiceField: Hashable, Sendable {
  /// In the order shown.
  package let options: [ChoiceOption]
  /// What is chosen.
  package var selected: String?
  /// Whether nothing may be chosen again, with Delete.
  package var isOptional: Bool
  /// What has been typed to find an option.
  package private(set) var filter = EditBuffer()
  /// What was chosen before anything was typed: it stands there again once all of that is taken back.
  private var unfiltered: String?

  /// How many options the list shows at once.
  static let listRows = 6

  /// A choice.
  package init(options: [ChoiceOption], selected: String? = nil, isOptional: Bool = false) {
    self.options = options
    self.selected = selected
    self.isOptional = isOptional
  }

  /// The chosen option.
  package var selectedOption: ChoiceOption? { options.first { $0.id == selected } }

  /// Whether the options stand in one line.
  package var isShort: Bool { options.count <= 5 }

  /// The options that match what is typed.
  package var matches: [ChoiceOption] {
    filter.isEmpty ? options : Self.matches(filter.text, in: options)
  }

  /// Left and right step through the options, typing looks for one; up and down step only through
  /// what was found, since they belong to the form otherwise.
  package mutating func handle(_ key: Key) -> EditOutcome {
    switch (key.code, key.modifiers) {
    case (.left, []): return step(-1)
    case (.right, []): return step(1)
    case (.up, []) where !filter.isEmpty: return step(-1)
    case (.down, []) where !filter.isEmpty: return step(1)
    case (.home, []): return choose(matches.first?.id ?? selected)
    case (.end, []): return choose(matches.last?.id ?? selected)
    case (.delete, []):
      clearFilter()
      return isOptional ? choose(nil) : .moved
    case (.backspace, []), (.character("h"), .control):
      guard filter.deleteLeft() else { return .moved }
      return filter.isEmpty ? choose(unfiltered) : chooseFirstMatch()
    case (.character("u"), .control):
      clearFilter()
      return .moved
    default:
      guard let character = key.typed else { return .ignored }
      return character == " " && filter.isEmpty ? step(1) : look(for: String(character))
    }
  }

  /// Looks for pasted text.
  package mutating func paste(_ text: String) -> EditOutcome {
    look(for: Sanitizer.line(text))
  }

  /// Forgets what was typed; the choice stays.
  package mutating func clearFilter() { filter = EditBuffer() }

  private mutating func look(for text: String) -> EditOutcome {
    if filter.isEmpty { unfiltered = selected }
    _ = filter.insert(text, limit: 40)
    // In one line nobody sees what was typed: each character may begin anew.
    if isShort, matches.isEmpty { filter.text = text }
    if isShort, matches.isEmpty { clearFilter() }
    return filter.isEmpty ? .moved : chooseFirstMatch()
  }

  private mutating func chooseFirstMatch() -> EditOutcome {
    choose(matches.first?.id ?? selected)
  }

  private mutating func step(_ count: Int) -> EditOutcome {
    // What was stepped to was meant.
    defer { unfiltered = selected }
    let found = matches
    guard !found.isEmpty else { return .moved }
    guard let index = found.firstIndex(where: { $0.id == selected }) else {
      return choose(count > 0 ? found.first?.id : found.last?.id)
    }
    return choose(found[(index + count + found.count) % found.count].id)
  }

  private mutating func choose(_ id: String?) -> EditOutcome {
    defer { selected = id }
    return selected == id ? .moved : .changed
  }

  private static func matches(_ text: String, in options: [ChoiceOption]) -> [ChoiceOption] {
    options.enumerated()
      .compactMap { index, option in
        TextMatch.rank(text, title: option.label, keywords: option.keywords + [option.hint])
          .map { (rank: $0, index: index) }
      }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
      .map { options[$0.index] }
  }
}

extension ChoiceField {
  /// How many lines it takes.
  package func height(columns: Int, focused: Bool) -> Int {
    guard focused, !fitsInLine(columns: columns) else { return 1 }
    return 1 + max(1, min(Self.listRows, matches.count))
  }

  /// Draws the choice, with its list when it is focused and long; answers where the cursor stands.
  @discardableResult
  package func draw(
    into canvas: inout Canvas, rect: Rect, focused: Bool, glyphs: WidgetGlyphs = .unicode
  ) -> Position? {
    guard !rect.isEmpty else { return nil }
    return canvas.clipped(to: rect) { canvas in
      fitsInLine(columns: rect.columns)
        ? drawInLine(into: &canvas, rect: rect, focused: focused, glyphs: glyphs)
        : drawList(into: &canvas, rect: rect, focused: focused, glyphs: glyphs)
    }
  }

  private func fitsInLine(columns: Int) -> Bool {
    let needed = options.reduce(-2) { $0 + TextWidth.columns($1.label) + 4 }
    return isShort && needed <= columns
  }

  private func drawInLine(
    into canvas: inout Canvas, rect: Rect, focused: Bool, glyphs: WidgetGlyphs
  ) -> Position? {
    var column = rect.column
    var cursor = rect.column
    for option in options {
      let isChosen = option.id == selected
      if isChosen { cursor = column }
      let style =
        isChosen
        ? Style(focused ? .selected : .accent, bold: true) : focused ? .text : Style(.muted)
      let mark = isChosen ? glyphs.chosen : glyphs.unchosen
      column += canvas.put("\(mark) \(option.label)", row: rect.row, column: column, style: style)
      column += 2
    }
    return focused ? Position(row: rect.row, column: cursor) : nil
  }

  private func drawList(
    into canvas: inout Canvas, rect: Rect, focused: Bool, glyphs: WidgetGlyphs
  ) -> Position? {
    let line = rect.line(0)
    let style = Style(focused ? .fieldFocused : .field)
    canvas.fill(line, style: style)
    let label = selectedOption?.label ?? "未选"
    guard focused else {
      canvas.put(
        TextLayout.clip(label, columns: line.columns), row: line.row, column: line.column,
        style: style)
      return nil
    }
    let typed = filter.isEmpty ? "" : "  筛选 \(filter.text)"
    let head = "\(glyphs.stepLeft) \(label) \(glyphs.stepRight)\(typed)"
    let used = canvas.put(
      TextLayout.clip(head, columns: line.columns - 1), row: line.row, column: line.column,
      style: style)
    drawOptions(into: &canvas, rect: rect.inset(top: 1), glyphs: glyphs)
    return Position(row: line.row, column: min(line.column + used, line.endColumn - 1))
  }

  private func drawOptions(into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs) {
    guard !rect.isEmpty else { return }
    let found = matches
    if found.isEmpty {
      canvas.put("没有匹配的选项", row: rect.row, column: rect.column + 2, style: Style(.warning))
    }
    let chosen = found.firstIndex { $0.id == selected } ?? 0
    let first = ScrollOffset.centered(
      on: chosen..<chosen + 1, of: found.count, showing: rect.rows)
    let widest = found.map { TextWidth.columns($0.label) }.max() ?? 0
    for (line, option) in found.dropFirst(first).prefix(rect.rows).enumerated() {
      let row = rect.row + line
      let isChosen = option.id == selected
      let style = isChosen ? Style(.selected) : .text
      canvas.put(isChosen ? glyphs.mark : " ", row: row, column: rect.column, style: style)
      canvas.put(
        TextMatch.highlight(filter.text, in: option.label, style: style), row: row,
        column: rect.column + 2, limit: widest)
      canvas.put(option.hint, row: row, column: rect.column + widest + 4, style: Style(.muted))
    }
    let edge = rect.endColumn - 1
    if first > 0 {
      canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted))
    }
    if first + rect.rows < found.count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }
}

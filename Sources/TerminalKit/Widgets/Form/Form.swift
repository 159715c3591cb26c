/// What a key did to a form.
package enum FormOutcome: Hashable, Sendable {
  /// Nothing that matters to the owner.
  case none
  /// Everything required is filled in and is to be saved.
  case submit(FormValues)
  /// The form is to be closed. Nothing is discarded: the owner asks first when `isDirty`.
  case cancelled
  /// A value is different.
  case changed
}

/// Fields to be filled in one after the other.
package struct Form: Hashable, Sendable {
  /// Stands in the border.
  package var title: String
  /// What saving is called.
  package var submitLabel: String
  /// What Esc is called.
  package var cancelLabel = "取消"
  /// Said in the border while something was typed.
  package var dirtyLabel = "未保存"
  /// From top to bottom.
  package private(set) var fields: [FormField]
  /// The index of the focused field.
  package private(set) var focus = 0
  /// The width of the box: up and down in an area follow the lines as they wrap in it.
  package var columns: Int
  private let initial: FormValues

  /// A form with the first field that is shown focused.
  package init(
    title: String, fields: [FormField], submitLabel: String = "保存", columns: Int = 76
  ) {
    self.title = title
    self.fields = fields
    self.submitLabel = submitLabel
    self.columns = columns
    initial = Self.values(of: fields)
    focus = fields.firstIndex { !$0.isHidden } ?? 0
  }

  /// What stands in the fields.
  package var values: FormValues { Self.values(of: fields) }

  /// Whether anything differs from what the form began with.
  package var isDirty: Bool { values != initial }

  /// The focused field.
  package var focusedField: FormField? { fields.indices.contains(focus) ? fields[focus] : nil }

  /// Whether the cursor stands on a blank last line of several: Enter there may mean that this is all.
  package var isAtBlankEnd: Bool {
    guard case .area(let area, _)? = focusedField?.kind, area.buffer.after.isEmpty else {
      return false
    }
    return area.buffer.before.isEmpty || area.buffer.before.last?.isNewline == true
  }

  /// Puts a value into a field, such as a suggestion that was accepted.
  package mutating func setValue(_ value: FormValue, for id: String) {
    guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
    fields[index].setValue(value)
    fields[index].error = nil
  }

  /// Changes what a field is called, says or asks for, or whether it is shown; what stands in it stays. The focus
  /// goes on from a field that is hidden now.
  package mutating func update(_ id: String, _ change: (inout FormField) -> Void) {
    guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
    change(&fields[index])
    guard fields[focus].isHidden, let next = shown.first(where: { $0 > focus }) ?? shown.last else {
      return
    }
    fields[focus].blur()
    focus = next
  }

  /// Says what is wrong, by field, and focuses the first such field.
  package mutating func setErrors(_ errors: [String: String]) {
    for index in fields.indices { fields[index].error = errors[fields[index].id] }
    if let first = shown.first(where: { fields[$0].error != nil }) { moveFocus(to: first) }
  }

  /// Focuses a field.
  package mutating func focus(on id: String) {
    if let index = shown.first(where: { fields[$0].id == id }) { moveFocus(to: index) }
  }

  /// Fills in, moves, submits or cancels.
  package mutating func handle(_ key: Key) -> FormOutcome {
    switch (key.code, key.modifiers) {
    case (.escape, _): return .cancelled
    case (.character("s"), .control): return submit()
    case (.tab, []): moveFocus(by: 1)
    case (.backTab, _), (.tab, .shift): moveFocus(by: -1)
    case (.character("d"), .control) where isAreaFocused: return submit()
    default: return fill(key)
    }
    return .none
  }

  /// Fills pasted text into the focused field; Enter inside it never submits.
  package mutating func paste(_ text: String) -> FormOutcome {
    guard fields.indices.contains(focus) else { return .none }
    return noted(fields[focus].paste(text))
  }

  /// Focuses the field at this position.
  package mutating func click(at position: Position, in rect: Rect) {
    if let index = FormLayout(self, in: rect).field(at: position) { moveFocus(to: index) }
  }

  private mutating func fill(_ key: Key) -> FormOutcome {
    guard fields.indices.contains(focus) else { return .none }
    let outcome = fields[focus].handle(key, columns: FormLayout.fieldColumns(self))
    if fields[focus].drops(key) {
      fields[focus].error = Form.nothingToWrite
      return .none
    }
    guard outcome == .ignored else { return noted(outcome) }
    switch key.code {
    case .enter where isOnLast: return submit()
    case .enter, .down: moveFocus(to: shown.first { $0 > focus } ?? focus)
    case .up: moveFocus(to: shown.last { $0 < focus } ?? focus)
    default: break
    }
    return .none
  }

  /// Said where somebody writes into a choice: what they type must not vanish without a word.
  private static let nothingToWrite = "这里是选的，用 ←→ 或空格换；写字请先按 Tab"

  private mutating func noted(_ outcome: EditOutcome) -> FormOutcome {
    guard outcome == .changed else { return .none }
    fields[focus].error = nil
    return .changed
  }

  private mutating func submit() -> FormOutcome {
    let missing = fields.compactMap { field in field.missing.map { (field.id, $0) } }
    guard missing.isEmpty else {
      setErrors(Dictionary(missing, uniquingKeysWith: { first, _ in first }))
      return .none
    }
    return .submit(values)
  }

  /// The fields that are shown, by their positions.
  private var shown: [Int] { fields.indices.filter { !fields[$0].isHidden } }

  /// Whether no field is shown below the focused one.
  var isOnLast: Bool { focus == shown.last }

  private mutating func moveFocus(by count: Int) {
    let shown = shown
    guard let first = shown.first else { return }
    guard let place = shown.firstIndex(of: focus) else { return moveFocus(to: first) }
    moveFocus(to: shown[(place + count + shown.count) % shown.count])
  }

  private mutating func moveFocus(to index: Int) {
    guard index != focus, fields.indices.contains(index) else { return }
    if let unmatched = fields[focus].unmatched {
      fields[focus].error = unmatched
      return
    }
    if fields[focus].error == Form.nothingToWrite { fields[focus].error = nil }
    fields[focus].blur()
    focus = index
  }

  private var isAreaFocused: Bool {
    if case .area = focusedField?.kind { true } else { false }
  }

  private static func values(of fields: [FormField]) -> FormValues {
    FormValues(
      Dictionary(fields.map { ($0.id, $0.value) }, uniquingKeysWith: { first, _ in first }))
  }
}

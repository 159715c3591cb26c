/// What stands in a field of a form.
package enum FormValue: Hashable, Sendable {
  /// Typed text, as it is.
  case text(String)
  /// The identity of an option, or nil.
  case choice(String?)
  /// Yes or no.
  case toggle(Bool)
}

/// What stands in all fields of a form.
package struct FormValues: Hashable, Sendable {
  /// The values by the identities of their fields.
  package var all: [String: FormValue]

  /// Values by the identities of their fields.
  package init(_ all: [String: FormValue]) { self.all = all }

  /// The text of a field without blanks at its ends; empty when there is none.
  package func text(_ id: String) -> String {
    guard case .text(let text) = all[id] else { return "" }
    let kept = text.drop(while: \.isWhitespace)
    return String(kept.prefix(kept.count - kept.reversed().prefix(while: \.isWhitespace).count))
  }

  /// The chosen option of a field.
  package func choice(_ id: String) -> String? {
    if case .choice(let choice) = all[id] { choice } else { nil }
  }

  /// Whether a toggle is on.
  package func isOn(_ id: String) -> Bool { all[id] == .toggle(true) }
}

/// A field of a form.
package struct FormField: Hashable, Sendable {
  /// How it is filled in.
  enum Kind: Hashable, Sendable {
    case text(TextField)
    case area(TextArea, rows: Int)
    case choice(ChoiceField)
    case toggle(Bool)
  }

  /// What the owner calls it.
  package let id: String
  /// Stands before it.
  package var label: String
  /// Said below while it is focused.
  package var help: String
  /// Whether it must be filled in.
  package var isRequired: Bool
  /// What is wrong with it, said below.
  package var error: String?
  /// Whether it has nothing to do with what was chosen elsewhere: it is neither shown nor asked for, and what
  /// stands in it stays there in case it is shown again.
  package var isHidden = false
  var kind: Kind

  private init(_ id: String, _ label: String, _ kind: Kind, required: Bool, help: String) {
    self.id = id
    self.label = label
    self.kind = kind
    self.help = help
    isRequired = required
  }

  /// One line of text.
  package static func text(
    _ id: String, _ label: String, value: String = "", required: Bool = false, help: String = "",
    placeholder: String = "", limit: Int = 500, isSecret: Bool = false
  ) -> FormField {
    let field = TextField(value, limit: limit, placeholder: placeholder, isSecret: isSecret)
    return FormField(id, label, .text(field), required: required, help: help)
  }

  /// Several lines of text, of which `rows` are seen at once.
  package static func area(
    _ id: String, _ label: String, value: String = "", required: Bool = false, help: String = "",
    placeholder: String = "", limit: Int = 4000, rows: Int = 4
  ) -> FormField {
    let area = TextArea(value, limit: limit, placeholder: placeholder)
    return FormField(id, label, .area(area, rows: rows), required: required, help: help)
  }

  /// One of several options; unless it is required, Delete takes the choice back.
  package static func choice(
    _ id: String, _ label: String, options: [ChoiceOption], selected: String? = nil,
    required: Bool = false, help: String = ""
  ) -> FormField {
    let choice = ChoiceField(options: options, selected: selected, isOptional: !required)
    return FormField(id, label, .choice(choice), required: required, help: help)
  }

  /// Yes or no.
  package static func toggle(
    _ id: String, _ label: String, isOn: Bool = false, help: String = ""
  ) -> FormField {
    FormField(id, label, .toggle(isOn), required: false, help: help)
  }

  /// What stands in it.
  package var value: FormValue {
    switch kind {
    case .text(let field): .text(field.text)
    case .area(let area, _): .text(area.text)
    case .choice(let choice): .choice(choice.selected)
    case .toggle(let isOn): .toggle(isOn)
    }
  }

  /// What stands in it, in words: the label of what is chosen, not its identity.
  package var valueText: String {
    switch kind {
    case .text(let field): field.isSecret ? "" : field.text
    case .area(let area, _): area.text
    case .choice(let choice): choice.selectedOption?.label ?? ""
    case .toggle(let isOn): isOn ? "是" : "否"
    }
  }

  /// Puts a value in; one of another kind is left out.
  mutating func setValue(_ value: FormValue) {
    switch (kind, value) {
    case (.text(var field), .text(let text)):
      field.text = text
      kind = .text(field)
    case (.area(var area, let rows), .text(let text)):
      area.text = text
      kind = .area(area, rows: rows)
    case (.choice(var choice), .choice(let id)):
      // What is not offered (any more) cannot be chosen.
      guard id.map({ id in choice.options.contains { $0.id == id } }) ?? choice.isOptional else {
        return
      }
      choice.selected = id
      kind = .choice(choice)
    case (.toggle, .toggle(let isOn)):
      kind = .toggle(isOn)
    default: break
    }
  }

  /// What to say when something was typed to choose by that fits no option. The choice from before
  /// must not be taken for it: a mistyped name would send an order to somebody else.
  var unmatched: String? {
    guard case .choice(let field) = kind, !field.filter.isEmpty, field.matches.isEmpty else {
      return nil
    }
    return "没有匹配「\(field.filter.text)」的选项，请改一改或用退格清掉"
  }

  /// What to say when it must be filled in and is not.
  var missing: String? {
    if isHidden { return nil }
    if let unmatched { return unmatched }
    guard isRequired else { return nil }
    switch value {
    case .text(let text): return text.allSatisfy(\.isWhitespace) ? "请填写\(label)" : nil
    case .choice(let choice): return choice == nil ? "请选择\(label)" : nil
    case .toggle: return nil
    }
  }

  /// Fills in; `columns` is the width of the field.
  mutating func handle(_ key: Key, columns: Int) -> EditOutcome {
    let outcome: EditOutcome
    switch kind {
    case .text(var field):
      outcome = field.handle(key)
      kind = .text(field)
    case .area(var area, let rows):
      outcome = area.handle(key, columns: columns)
      kind = .area(area, rows: rows)
    case .choice(var choice):
      outcome = choice.handle(key)
      kind = .choice(choice)
    case .toggle(let isOn):
      guard [.character(" "), .character("\u{3000}"), .left, .right].contains(key.code) else {
        return .ignored
      }
      kind = .toggle(!isOn)
      outcome = .changed
    }
    return outcome
  }

  /// Fills in pasted text.
  mutating func paste(_ text: String) -> EditOutcome {
    let outcome: EditOutcome
    switch kind {
    case .text(var field):
      outcome = field.paste(text)
      kind = .text(field)
    case .area(var area, let rows):
      outcome = area.paste(text)
      kind = .area(area, rows: rows)
    case .choice(var choice):
      outcome = choice.paste(text)
      kind = .choice(choice)
    case .toggle: outcome = .ignored
    }
    return outcome
  }

  /// Whether what was typed went nowhere: there is only something to choose here, and none of it is called so.
  func drops(_ key: Key) -> Bool {
    guard let typed = key.typed, typed != " ", typed != "\u{3000}" else { return false }
    return switch kind {
    case .toggle: true
    case .choice(let choice): choice.isShort && choice.filter.isEmpty
    case .text, .area: false
    }
  }

  /// The focus goes elsewhere.
  mutating func blur() {
    guard case .choice(var choice) = kind else { return }
    choice.clearFilter()
    kind = .choice(choice)
  }
}

/// What was pressed, apart from modifiers.
package enum KeyCode: Hashable, Sendable {
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
}

/// Keys held down together with another. Shift is only reported where it does not change the character.
package struct Modifiers: OptionSet, Hashable, Sendable {
  /// One bit for each, as xterm numbers them.
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Shift.
  package static let shift = Modifiers(rawValue: 1)
  /// Alt, or Esc pressed just before.
  package static let alt = Modifiers(rawValue: 2)
  /// Control.
  package static let control = Modifiers(rawValue: 4)
}

/// One press of a key.
package struct Key: Hashable, Sendable {
  /// What was pressed.
  package var code: KeyCode
  /// What was held down meanwhile.
  package var modifiers: Modifiers

  package init(_ code: KeyCode, modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  package init(_ character: Character, modifiers: Modifiers = []) {
    self.init(.character(character), modifiers: modifiers)
  }

  /// Control and a letter, always written small: terminals do not tell Ctrl-P from Ctrl-Shift-P.
  package static func ctrl(_ character: Character) -> Key {
    Key(Character(character.lowercased()), modifiers: .control)
  }

  /// Alt and a character.
  package static func alt(_ character: Character) -> Key {
    Key(character, modifiers: .alt)
  }

  /// The character that the key types into a field, or `nil` when it is a command.
  package var typed: Character? {
    guard case .character(let character) = code, modifiers.subtracting(.shift).isEmpty else {
      return nil
    }
    return character
  }

  /// The key as footers and help name it.
  package var label: String {
    var prefix = ""
    if modifiers.contains(.control) { prefix += "Ctrl-" }
    if modifiers.contains(.alt) { prefix += "Alt-" }
    if modifiers.contains(.shift) { prefix += "Shift-" }
    return prefix + codeLabel
  }

  private var codeLabel: String {
    switch code {
    case .character(" "): "空格"
    case .character(let character):
      modifiers.contains(.control) ? character.uppercased() : String(character)
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "退格"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}

/// Something that came from the terminal.
package enum InputEvent: Hashable, Sendable {
  case key(Key)
  /// Text pasted in one piece, already sanitised, with `\n` between lines; cut when it was too long.
  case paste(String, truncated: Bool)
  case mouse(MouseEvent)
  /// The answer to a question about the cursor, counted from 1 as terminals do.
  case cursorPosition(row: Int, column: Int)
  case resize(Size)
  case focus(Bool)
}

/// A click or a turn of the wheel.
package struct MouseEvent: Hashable, Sendable {
  /// What the mouse did.
  package enum Action: Hashable, Sendable {
    case press, release, drag, move, scrollUp, scrollDown
  }

  /// The button that did it; `none` where the protocol does not say.
  package enum Button: Hashable, Sendable {
    case none, left, middle, right
  }

  /// What was done.
  package var action: Action
  /// With which button.
  package var button: Button
  /// Counted from 0, as the canvas does.
  package var position: Position
  /// What was held down meanwhile.
  package var modifiers: Modifiers

  package init(
    action: Action, button: Button, position: Position, modifiers: Modifiers = []
  ) {
    self.action = action
    self.button = button
    self.position = position
    self.modifiers = modifiers
  }

  /// Reads the button code shared by the X10 and SGR protocols.
  init?(code: Int, row: Int, column: Int, released: Bool) {
    guard row >= 0, column >= 0 else { return nil }
    var modifiers: Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let buttons: [Button] = [.left, .middle, .right, .none]
    let button = buttons[code & 3]
    let position = Position(row: row, column: column)
    switch code & ~0b11111 {
    case 64 where code & 3 < 2:
      self.init(
        action: code & 3 == 0 ? .scrollUp : .scrollDown, button: .none, position: position,
        modifiers: modifiers)
    case 32:
      self.init(
        action: button == .none ? .move : .drag, button: button, position: position,
        modifiers: modifiers)
    case 0:
      // X10 has one release code for all buttons.
      self.init(
        action: released || button == .none ? .release : .press, button: button,
        position: position, modifiers: modifiers)
    default: return nil
    }
  }
}

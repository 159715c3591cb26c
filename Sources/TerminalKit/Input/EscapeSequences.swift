/// What the control sequences of terminals mean. Unknown ones mean nothing and are swallowed.
enum EscapeSequences {
  /// A sequence that began with `ESC [`, or `ESC O` with its parameters.
  struct ControlSequence {
    /// `<`, `?`, `>` or `=` when the parameters began with one.
    var marker: UInt8?
    var parameters: [Int]
    var hasIntermediates: Bool
    var final: UInt8

    /// - Parameter body: parameter and intermediate bytes, without `ESC [` and the final byte.
    init(body: ArraySlice<UInt8>, final: UInt8) {
      var body = body
      if let first = body.first, (0x3C...0x3F).contains(first) {
        marker = first
        body = body.dropFirst()
      }
      hasIntermediates = body.contains { (0x20...0x2F).contains($0) }
      // A sub-parameter after ":" refines the parameter before it; nothing here needs it.
      parameters = body.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        .map { field in
          field.prefix { $0 != UInt8(ascii: ":") }.reduce(0) { number, byte in
            (0x30...0x39).contains(byte) ? min(number * 10 + Int(byte - 0x30), 1_000_000) : number
          }
        }
      self.final = final
    }

    func parameter(_ index: Int) -> Int? {
      index < parameters.count ? parameters[index] : nil
    }
  }

  static func event(
    for sequence: ControlSequence, expectsCursorReport: Bool
  ) -> InputEvent? {
    guard !sequence.hasIntermediates else { return nil }
    if sequence.marker == UInt8(ascii: "<") { return sgrMouse(sequence) }
    guard sequence.marker == nil else { return nil }
    let modifiers = modifiers(sequence.parameter(1))
    switch sequence.final {
    case UInt8(ascii: "I"): return .focus(true)
    case UInt8(ascii: "O"): return .focus(false)
    case UInt8(ascii: "R"):
      guard let row = sequence.parameter(0), let column = sequence.parameter(1) else {
        return .key(Key(.function(3)))
      }
      // "CSI 1;2R" is both Shift-F3 and an answer; only who asked can tell.
      if row == 1 && (2...16).contains(column) && !expectsCursorReport {
        return .key(Key(.function(3), modifiers: modifiers))
      }
      return .cursorPosition(row: row, column: column)
    case UInt8(ascii: "Z"):
      return .key(Key(.backTab, modifiers: modifiers.subtracting(.shift)))
    case UInt8(ascii: "~"):
      if sequence.parameter(0) == 27, let code = sequence.parameter(2) {
        return key(unicode: code, modifiers: modifiers)
      }
      return sequence.parameter(0).flatMap(numbered)
        .map { .key(Key($0, modifiers: modifiers)) }
    case UInt8(ascii: "u"):
      return sequence.parameter(0).flatMap { key(unicode: $0, modifiers: modifiers) }
    case UInt8(ascii: "a")...UInt8(ascii: "d"):
      // rxvt's way of saying Shift.
      return lettered(sequence.final - 0x20).map { .key(Key($0, modifiers: .shift)) }
    default:
      return lettered(sequence.final).map { .key(Key($0, modifiers: modifiers)) }
    }
  }

  /// `ESC O` and a letter: arrows and keypad in application mode.
  static func applicationKey(final: UInt8, modifierParameter: Int?) -> InputEvent? {
    let modifiers = modifiers(modifierParameter)
    if let code = lettered(final) { return .key(Key(code, modifiers: modifiers)) }
    switch final {
    case UInt8(ascii: "M"): return .key(Key(.enter, modifiers: modifiers))
    case UInt8(ascii: "I"): return .key(Key(.tab, modifiers: modifiers))
    // The keypad's "*" to "9" and "=" stand 0x40 above the characters they type.
    case 0x6A...0x79, 0x58:
      let scalar = final == 0x58 ? "=" : Unicode.Scalar(final - 0x40)
      return .key(Key(Character(scalar), modifiers: modifiers))
    default: return nil
    }
  }

  /// The Linux console's F1 to F5.
  static func consoleFunction(_ byte: UInt8) -> InputEvent? {
    (0x41...0x45).contains(byte) ? .key(Key(.function(Int(byte) - 0x40))) : nil
  }

  private static func sgrMouse(_ sequence: ControlSequence) -> InputEvent? {
    guard sequence.parameters.count == 3,
      sequence.final == UInt8(ascii: "M") || sequence.final == UInt8(ascii: "m")
    else { return nil }
    return MouseEvent(
      code: sequence.parameters[0], row: sequence.parameters[2] - 1,
      column: sequence.parameters[1] - 1, released: sequence.final == UInt8(ascii: "m")
    ).map(InputEvent.mouse)
  }

  /// xterm adds 1 to a sum of shift 1, alt 2, control 4, meta 8.
  private static func modifiers(_ parameter: Int?) -> Modifiers {
    guard let parameter, (2...16).contains(parameter) else { return [] }
    let bits = parameter - 1
    var modifiers = Modifiers(rawValue: UInt8(bits & 7))
    if bits & 8 != 0 { modifiers.insert(.alt) }
    return modifiers
  }

  private static func lettered(_ final: UInt8) -> KeyCode? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func numbered(_ number: Int) -> KeyCode? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Terminals that report every key by its code point.
  private static func key(unicode value: Int, modifiers: Modifiers) -> InputEvent? {
    switch value {
    case 9:
      return .key(modifiers.contains(.shift) ? Key(.backTab) : Key(.tab, modifiers: modifiers))
    case 13: return .key(Key(.enter, modifiers: modifiers))
    case 27: return .key(Key(.escape, modifiers: modifiers))
    case 8, 127: return .key(Key(.backspace, modifiers: modifiers))
    default:
      guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init),
        TextWidth.columns(of: scalar) > 0
      else { return nil }
      return .key(Key(Character(scalar), modifiers: modifiers))
    }
  }
}

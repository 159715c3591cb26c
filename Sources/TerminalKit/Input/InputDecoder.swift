/// Turns the bytes of a terminal into events.
///
/// A state machine over single bytes: however the bytes are split over reads, the events are the same.
/// Only time can tell a pressed `Esc` from the beginning of a sequence, so the caller calls ``flush()``
/// when nothing has come for ``patienceMilliseconds``.
package struct InputDecoder: Sendable {
  private enum State {
    case ground
    case escape
    case control
    case application
    case consoleFunction
    case x10Mouse
    /// A reply of the terminal to something: read up to its end and ignored.
    case string(introducer: UInt8, length: Int, afterEscape: Bool)
    case paste(PasteCollector)
  }

  /// Longer than any real sequence or reply.
  private static let longestSequence = 64
  private static let longestString = 8192

  private var state = State.ground
  private var utf8 = UTF8Assembler()
  private var body: [UInt8] = []

  /// Set by who asks where the cursor is; the answer clears it.
  package var expectsCursorReport = false

  package init() {}

  /// Whether ``flush()`` would give something: an `Esc` that may yet become a sequence.
  package var isPending: Bool { patienceMilliseconds != nil }

  /// How long to wait for more bytes before ``flush()``; `nil` when nothing waits for time to pass.
  package var patienceMilliseconds: Int? {
    switch state {
    case .escape: 50
    case .control, .application: body.isEmpty ? 50 : nil
    case .string: 100
    case .paste: 2000
    case .ground, .consoleFunction, .x10Mouse: nil
    }
  }

  /// Takes bytes as they were read and returns the events they complete.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in bytes { take(byte, into: &events) }
    return events
  }

  /// Decides what is pending, because nothing more has come.
  ///
  /// Half a character or half a sequence with parameters is not decided: nobody types those, so their
  /// rest is only late.
  package mutating func flush() -> [InputEvent] {
    guard isPending else { return [] }
    let interrupted = state
    state = .ground
    switch interrupted {
    case .escape: return [.key(Key(.escape))]
    case .control: return [.key(.alt("["))]
    case .application: return [.key(.alt("O"))]
    case .string(let introducer, let length, _):
      return length == 0 ? [.key(.alt(Character(Unicode.Scalar(introducer))))] : []
    case .paste(let collector): return [collector.event(interrupted: true)]
    case .ground, .consoleFunction, .x10Mouse: return []
    }
  }

  private mutating func take(_ byte: UInt8, into events: inout [InputEvent]) {
    switch state {
    case .ground:
      takeGround(byte, into: &events)
    case .escape:
      takeEscape(byte, into: &events)
    case .control:
      takeControl(byte, into: &events)
    case .application:
      takeApplication(byte, into: &events)
    case .consoleFunction:
      state = .ground
      if let event = EscapeSequences.consoleFunction(byte) { events.append(event) }
    case .x10Mouse:
      takeX10Mouse(byte, into: &events)
    case .string(let introducer, let length, let afterEscape):
      takeString(
        byte, introducer: introducer, length: length, afterEscape: afterEscape, into: &events)
    case .paste(var collector):
      // Taken out of the state first, or every byte would copy what has been collected.
      state = .ground
      if let event = collector.take(byte) {
        events.append(event)
      } else {
        state = .paste(collector)
      }
    }
  }

  private mutating func takeGround(_ byte: UInt8, into events: inout [InputEvent]) {
    switch utf8.take(byte) {
    case .incomplete:
      return
    case .brokenBefore:
      events.append(.key(Key("\u{FFFD}")))
      takeGround(byte, into: &events)
    case .invalid:
      events.append(.key(Key("\u{FFFD}")))
    case .scalar("\u{1B}"):
      state = .escape
    case .scalar(let scalar):
      if let key = Self.plainKey(scalar) { events.append(.key(key)) }
    }
  }

  private mutating func takeEscape(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case UInt8(ascii: "["): begin(.control)
    case UInt8(ascii: "O"): begin(.application)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      state = .string(introducer: byte, length: 0, afterEscape: false)
    case 0x1B:
      events.append(.key(Key(.escape)))
    case 0x80...:
      // Esc and then Han text typed fast, not a modified key.
      state = .ground
      events.append(.key(Key(.escape)))
      takeGround(byte, into: &events)
    default:
      state = .ground
      if var key = Self.plainKey(Unicode.Scalar(byte)) {
        key.modifiers.insert(.alt)
        events.append(.key(key))
      }
    }
  }

  private mutating func begin(_ next: State) {
    body.removeAll(keepingCapacity: true)
    state = next
  }

  private mutating func takeControl(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case 0x20...0x3F:
      body.append(byte)
      if body.count > Self.longestSequence { state = .ground }
    case UInt8(ascii: "[") where body.isEmpty:
      state = .consoleFunction
    case UInt8(ascii: "M") where body.isEmpty:
      begin(.x10Mouse)
    case 0x40...0x7E:
      finishControl(final: byte, into: &events)
    default:
      abandon(thenTake: byte, into: &events)
    }
  }

  private mutating func finishControl(final: UInt8, into events: inout [InputEvent]) {
    state = .ground
    let sequence = EscapeSequences.ControlSequence(body: body[...], final: final)
    if final == UInt8(ascii: "~") && sequence.parameters == [200] && sequence.marker == nil {
      state = .paste(PasteCollector())
      return
    }
    let event = EscapeSequences.event(for: sequence, expectsCursorReport: expectsCursorReport)
    if case .cursorPosition = event { expectsCursorReport = false }
    if let event { events.append(event) }
  }

  private mutating func takeApplication(_ byte: UInt8, into events: inout [InputEvent]) {
    switch byte {
    case 0x30...0x3B:
      body.append(byte)
      if body.count > Self.longestSequence { state = .ground }
    case 0x40...0x7E:
      state = .ground
      let parameters = EscapeSequences.ControlSequence(body: body[...], final: byte).parameters
      let event = EscapeSequences.applicationKey(final: byte, modifierParameter: parameters.last)
      if let event { events.append(event) }
    default:
      abandon(thenTake: byte, into: &events)
    }
  }

  /// Three bytes, each 32 more than its value, the place counted from 1.
  private mutating func takeX10Mouse(_ byte: UInt8, into events: inout [InputEvent]) {
    body.append(byte)
    guard body.count == 3 else { return }
    state = .ground
    let event = MouseEvent(
      code: Int(body[0]) - 32, row: Int(body[2]) - 33, column: Int(body[1]) - 33, released: false)
    if let event { events.append(.mouse(event)) }
  }

  private mutating func takeString(
    _ byte: UInt8, introducer: UInt8, length: Int, afterEscape: Bool,
    into events: inout [InputEvent]
  ) {
    if afterEscape && byte != UInt8(ascii: "\\") {
      // The string was broken off by a new sequence.
      state = .escape
      takeEscape(byte, into: &events)
      return
    }
    if afterEscape || byte == 0x07 || byte == 0x18 || byte == 0x1A || length >= Self.longestString {
      state = .ground
    } else {
      state = .string(introducer: introducer, length: length + 1, afterEscape: byte == 0x1B)
    }
  }

  /// A byte that cannot be in a sequence ends it and counts for itself.
  private mutating func abandon(thenTake byte: UInt8, into events: inout [InputEvent]) {
    state = .ground
    takeGround(byte, into: &events)
  }

  /// The key of a character outside any sequence; `nil` for controls without a meaning.
  private static func plainKey(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x00: return .ctrl(" ")
    case 0x08, 0x7F: return Key(.backspace)
    case 0x09: return Key(.tab)
    // Raw mode sends CR; a line feed comes from what was typed before raw mode began.
    case 0x0A, 0x0D: return Key(.enter)
    case 0x01...0x1A: return .ctrl(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
    case 0x1C...0x1F: return .ctrl(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40)))
    case 0x80...0x9F: return nil
    default: return Key(Character(scalar))
    }
  }
}

/// What fills one or two columns of the screen: a scalar, at most two marks over it, its width.
///
/// Two marks are enough for every language seen at the desk; more are a prank and are left out.
struct Glyph: Hashable, Sendable {
  static let placeholder = Glyph(scalar: "〓", width: 2)

  var scalar: Unicode.Scalar
  var firstMark: UInt32 = 0
  var secondMark: UInt32 = 0
  var width: Int

  /// Appends the glyph as text, marks included.
  func append(to string: inout String.UnicodeScalarView) {
    string.append(scalar)
    for mark in [firstMark, secondMark] where mark != 0 {
      if let mark = Unicode.Scalar(mark) { string.append(mark) }
    }
  }
}

/// Turns any text, however hostile, into the glyphs that may be drawn, in one pass over its scalars.
///
/// Emoji clusters shrink to their first picture, since terminals disagree about the width of the rest.
struct GlyphScanner<Scalars: IteratorProtocol>: IteratorProtocol, Sequence
where Scalars.Element == Unicode.Scalar {
  private var scalars: Scalars
  private var pending: Glyph?
  private let table = GlyphTable.classes
  /// What the last base character was, for joiners and skin tones.
  private var previous = Previous.other
  private var joining = false

  private enum Previous {
    case other, emoji, halfFlag
  }

  init(_ scalars: Scalars) {
    self.scalars = scalars
  }

  mutating func next() -> Glyph? {
    while let scalar = scalars.next() {
      let raw = GlyphTable.rawClass(scalar.value, in: table)
      if raw == GlyphClass.combining.rawValue {
        attach(scalar.value)
        continue
      }
      guard let glyph = base(scalar, raw: raw) else { continue }
      if let finished = pending {
        pending = glyph
        return finished
      }
      pending = glyph
    }
    defer { pending = nil }
    return pending
  }

  /// A mark goes over what came before; a mark with nothing to stand on is left out.
  private mutating func attach(_ mark: UInt32) {
    if pending?.firstMark == 0 {
      pending?.firstMark = mark
    } else if pending?.secondMark == 0 {
      pending?.secondMark = mark
    }
  }

  private mutating func base(_ scalar: Unicode.Scalar, raw: UInt8) -> Glyph? {
    let wasJoining = joining
    joining = false
    switch raw {
    case 1, 2:
      let isEmoji = Self.isEmoji(scalar.value)
      if wasJoining && isEmoji { return nil }
      previous = isEmoji ? .emoji : .other
      return Glyph(scalar: scalar, width: Int(raw))
    case GlyphClass.dropped.rawValue:
      // A selector between an emoji and the joiner is part of the cluster.
      joining = wasJoining
      return nil
    case GlyphClass.blank.rawValue:
      previous = .other
      return Glyph(scalar: " ", width: 1)
    case GlyphClass.joiner.rawValue:
      joining = previous == .emoji
      return nil
    case GlyphClass.skinTone.rawValue:
      if previous == .emoji { return nil }
      previous = .emoji
      return Glyph(scalar: scalar, width: 2)
    case GlyphClass.regionalIndicator.rawValue:
      if previous == .halfFlag {
        previous = .other
        return nil
      }
      previous = .halfFlag
      return .placeholder
    default:
      // Emoji newer than the C library still take part in clusters.
      if wasJoining && Self.isEmoji(scalar.value) { return nil }
      previous = Self.isEmoji(scalar.value) ? .emoji : .other
      return .placeholder
    }
  }

  private static func isEmoji(_ value: UInt32) -> Bool {
    value >= 0x2600
      && ((0x1F000...0x1FAFF).contains(value) || (0x2600...0x27BF).contains(value)
        || (0x2B00...0x2BFF).contains(value))
  }
}

extension StringProtocol {
  /// The glyphs that this text draws, in order.
  var glyphs: GlyphScanner<UnicodeScalarView.Iterator> {
    GlyphScanner(unicodeScalars.makeIterator())
  }

  /// Whether every byte is a visible ASCII character or a space, which is one column a byte.
  var isPlainASCII: Bool {
    utf8.allSatisfy { $0 &- 0x20 < 0x5F }
  }
}

/// One column of one row. A wide character is a cell of width 2 followed by a continuation of width 0.
///
/// Sixteen bytes without padding, so that whole rows can be compared as memory.
package struct Cell: Hashable, Sendable {
  private let value: UInt32
  let firstMark: UInt32
  let secondMark: UInt32
  /// How it is drawn.
  package internal(set) var style: Style
  private let columns: UInt16

  init(_ glyph: Glyph, style: Style) {
    value = glyph.scalar.value
    firstMark = glyph.firstMark
    secondMark = glyph.secondMark
    self.style = style
    columns = UInt16(truncatingIfNeeded: glyph.width)
  }

  init(ascii byte: UInt8, style: Style) {
    self.init(value: UInt32(byte), columns: 1, style: style)
  }

  private init(value: UInt32, columns: UInt16, style: Style) {
    self.value = value
    firstMark = 0
    secondMark = 0
    self.style = style
    self.columns = columns
  }

  static func blank(_ style: Style) -> Cell { Cell(ascii: 0x20, style: style) }

  /// The right half of a wide character.
  static func continuation(_ style: Style) -> Cell { Cell(value: 0, columns: 0, style: style) }

  /// The character without its combining marks; U+0000 in a continuation.
  package var scalar: Unicode.Scalar { Unicode.Scalar(value) ?? "\u{FFFD}" }
  /// 1, 2, or 0 for the right half of a wide character.
  package var width: Int { Int(columns) }
  /// Whether this is the right half of a wide character.
  package var isContinuation: Bool { columns == 0 }
  var isBlank: Bool { value == 0x20 && firstMark == 0 }

  /// The cell as text: nothing for a continuation.
  func append(to string: inout String.UnicodeScalarView) {
    if isContinuation { return }
    Glyph(scalar: scalar, firstMark: firstMark, secondMark: secondMark, width: width)
      .append(to: &string)
  }
}

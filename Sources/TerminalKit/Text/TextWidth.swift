/// The one answer to "how many columns does this take on the screen?".
package enum TextWidth {
  /// The columns a single scalar takes when drawn by itself: 0, 1 or 2.
  ///
  /// Unsafe or unknown characters count as what is drawn in their place.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    switch GlyphTable.glyphClass(scalar) {
    case .combining, .dropped, .joiner: 0
    case .narrow, .blank: 1
    case .wide, .placeholder, .skinTone, .regionalIndicator: 2
    }
  }

  /// The columns that drawing the text on one line takes.
  package static func columns(_ text: some StringProtocol) -> Int {
    if text.isPlainASCII { return text.utf8.count }
    var total = 0
    var glyphs = text.glyphs
    while let glyph = glyphs.next() { total += glyph.width }
    return total
  }

  /// The columns a prefix takes: where the text cursor stands before `index`.
  package static func columns(_ text: String, upTo index: String.Index) -> Int {
    columns(text[..<index])
  }
}

/// The boundary where residents' text becomes safe to keep on screen, in a title or a clipboard.
///
/// A message may carry escape sequences, reversed text or invisible characters, by accident or by
/// malice. The canvas also refuses them by itself; this is for text that leaves by another door, and
/// for data that should be clean before it is stored.
package enum Sanitizer {
  /// One line: controls and format characters are gone, breaks and tabs are spaces.
  package static func line(_ text: String) -> String {
    if text.isPlainASCII { return text }
    return filtered(text, keepingNewlines: false)
  }

  /// Several lines: as ``line(_:)``, but `\n` stays; `\r\n`, `\r` and U+2028 become `\n`.
  package static func text(_ text: String) -> String {
    if text.isPlainASCII { return text }
    return filtered(text, keepingNewlines: true)
  }

  private static func filtered(_ text: String, keepingNewlines: Bool) -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      let isSecondHalf = afterReturn && scalar == "\n"
      afterReturn = scalar == "\r"
      if isSecondHalf { continue }
      switch GlyphTable.glyphClass(scalar) {
      case .narrow, .wide, .placeholder, .combining, .skinTone, .regionalIndicator:
        result.append(scalar)
      case .blank:
        result.append(keepingNewlines && scalar != "\t" ? "\n" : " ")
      case .dropped where isVariationSelector(scalar):
        // It chooses the shape of a Han character in a name: data, and harmless once drawn.
        result.append(scalar)
      case .dropped, .joiner:
        continue
      }
    }
    return String(result)
  }

  private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
    (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
  }
}

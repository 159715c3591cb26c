/// Fits text into columns without ever splitting a wide character.
package enum TextLayout {
  /// Where the text stands in a field that is wider than it.
  package enum Alignment: Sendable {
    case left, right, center
  }

  /// The text when it fits, else as much of it as fits followed by `…`.
  package static func clip(_ text: String, columns: Int) -> String {
    guard columns > 0 else { return "" }
    if text.utf8.count <= columns && text.isPlainASCII { return text }
    // Remember the longest prefix that leaves a column for the ellipsis; it is only needed when the
    // text turns out to be too long, which is known one pass later.
    var total = 0
    var prefix = String.UnicodeScalarView()
    var glyphs = text.glyphs
    while let glyph = glyphs.next() {
      total += glyph.width
      if total > columns {
        prefix.append("…")
        return String(prefix)
      }
      if total <= columns - 1 { glyph.append(to: &prefix) }
    }
    return text
  }

  /// The text clipped or filled with spaces to exactly the given columns.
  package static func pad(_ text: String, columns: Int, align: Alignment = .left) -> String {
    let clipped = clip(text, columns: columns)
    let spare = max(0, columns - TextWidth.columns(clipped))
    guard spare > 0 else { return clipped }
    let left =
      switch align {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    return String(repeating: " ", count: left) + clipped
      + String(repeating: " ", count: spare - left)
  }

  /// The text broken into lines of at most the given columns.
  ///
  /// Han text breaks anywhere, words and numbers stay whole when they fit, and no line starts with a
  /// closing mark or ends with an opening one unless nothing else is possible.
  package static func wrap(_ text: String, columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    let safe = Sanitizer.text(text)
    for paragraph in safe.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      LineBreaker(paragraph: String(paragraph), columns: columns).appendLines(to: &lines)
    }
    return lines
  }
}

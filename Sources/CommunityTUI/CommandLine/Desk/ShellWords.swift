/// Splits a line into words as a shell does: blanks separate, quotes and backslashes keep together.
/// Nothing is expanded: `$`, `*` and `!` are what they are.
enum ShellWords {
  /// The words.
  /// - Throws: ``CommandFailure`` when a quote is not closed or a backslash ends the line.
  static func split(_ line: String) throws -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var quote: Unicode.Scalar?
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        // Inside double quotes a backslash is itself before anything but these.
        if quote == "\"", scalar != "\"", scalar != "\\" { append("\\", to: &word) }
        append(scalar, to: &word)
        isEscaped = false
        continue
      }
      switch (quote, scalar) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case ("'", _): append(scalar, to: &word)
      case (_, "\\"): isEscaped = true
      case ("\"", _): append(scalar, to: &word)
      case (_, "'"), (_, "\""):
        quote = scalar
        word = word ?? String.UnicodeScalarView()
      case (_, _) where scalar.properties.isWhitespace:
        if let word { words.append(String(word)) }
        word = nil
      default: append(scalar, to: &word)
      }
    }
    if let quote { throw CommandFailure("引号 \(quote) 没有成对") }
    guard !isEscaped else { throw CommandFailure("行末的 \\ 后面没有字") }
    if let word { words.append(String(word)) }
    return words
  }

  private static func append(_ scalar: Unicode.Scalar, to word: inout String.UnicodeScalarView?) {
    var view = word ?? String.UnicodeScalarView()
    word = nil
    view.append(scalar)
    word = view
  }
}

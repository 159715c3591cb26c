/// Finding typed words in titles and their keywords, such as 拼音 initials.
package enum TextMatch {
  /// How well all words of the query are found, 0 best, or nil if one is not. An empty query matches
  /// everything equally. Of a typed number, titles that hold it as a whole number come first: `1` finds
  /// 1号楼 before 12号楼.
  package static func rank(_ query: String, title: String, keywords: [String]) -> Int? {
    let title = fold(title)
    let keywords = keywords.map(fold)
    var worst = 0
    for word in fold(query).split(separator: " ") {
      let rank: Int? =
        if holdsNumber(word, in: title) {
          0
        } else if title.hasPrefix(word) {
          isNumber(word) ? 1 : 0
        } else if keywords.contains(where: { $0.hasPrefix(word) }) {
          1
        } else if title.contains(word) {
          2
        } else if keywords.contains(where: { $0.contains(word) }) {
          3
        } else {
          nil
        }
      guard let rank else { return nil }
      worst = max(worst, rank)
    }
    return worst
  }

  private static func isNumber(_ word: Substring) -> Bool {
    word.allSatisfy { ("0"..."9").contains($0) }
  }

  private static func holdsNumber(_ word: Substring, in title: String) -> Bool {
    isNumber(word) && title.split { !("0"..."9").contains($0) }.contains(word)
  }

  /// The title with the words of the query marked.
  package static func highlight(_ query: String, in title: String, style: Style) -> [Span] {
    let words = fold(query).split(separator: " ").map(Array.init)
    let folded = title.map { fold(String($0)) }
    var isMatched = [Bool](repeating: false, count: folded.count)
    for word in words where word.count <= folded.count {
      for start in 0...(folded.count - word.count)
      where word.indices.allSatisfy({ folded[start + $0] == String(word[$0]) }) {
        for index in word.indices { isMatched[start + index] = true }
      }
    }
    var spans: [Span] = []
    for (character, matched) in zip(title, isMatched) {
      let style = matched ? style.with(.matched) : style
      if spans.last?.style == style {
        spans[spans.count - 1].text.append(character)
      } else {
        spans.append(Span(String(character), style))
      }
    }
    return spans
  }

  /// Small letters, and ASCII for what an input method left full-width.
  static func fold(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0x3000: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

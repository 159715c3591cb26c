/// A text made ready to look keywords up in: full-width folded, Latin letters in lower case.
struct KeywordText {
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    scalars = KeywordText.folded(text)
  }

  /// The words that a keyword matches, as they stand in the text; nil when it does not occur.
  ///
  /// `灯*不亮` matches 灯, at most ``longestGap`` characters of the same sentence, then 不亮.
  func find(_ keyword: String) -> String? {
    let parts = KeywordText.folded(keyword).split(separator: "*").map(Array.init)
    guard let head = parts.first else { return nil }
    var start = 0
    while let begin = position(of: head, from: start, through: scalars.count) {
      if let end = end(of: parts.dropFirst(), after: begin + head.count) {
        return text(begin..<end)
      }
      start = begin + 1
    }
    return nil
  }

  /// Characters that may stand where a keyword has a star.
  static let longestGap = 8

  private func end(of parts: ArraySlice<[Unicode.Scalar]>, after index: Int) -> Int? {
    var end = index
    for part in parts {
      let limit = scalars[end...].prefix(KeywordText.longestGap + part.count).prefix {
        !KeywordText.sentenceEnds.contains($0)
      }.endIndex
      guard let begin = position(of: part, from: end, through: limit) else { return nil }
      end = begin + part.count
    }
    return end
  }

  private func position(of part: [Unicode.Scalar], from start: Int, through limit: Int) -> Int? {
    var index = start
    while index + part.count <= limit {
      if scalars[index] == part[0], scalars[index..<(index + part.count)].elementsEqual(part) {
        return index
      }
      index += 1
    }
    return nil
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private static let sentenceEnds: Set<Unicode.Scalar> = ["。", "!", "?", ";", "\n", ","]

  private static func folded(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map {
      let half = $0.halfWidth
      return ("A"..."Z").contains(half) ? Unicode.Scalar(half.value + 0x20) ?? half : half
    }
  }
}

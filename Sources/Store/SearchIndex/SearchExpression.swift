internal import CoreModel
internal import GRDB

/// What rows must have, asked of the index: it never passes over a row that fits, and may find one that does
/// not, which the rest of the query then leaves out.
indirect enum SearchExpression {
  /// Nothing is known: every row may fit.
  case everything
  case token(SearchToken)
  case range(ClosedRange<SearchToken>)
  case any([SearchExpression])
  case all([SearchExpression])

  /// The rows of a block that may fit.
  func rows(in block: Int64, _ reader: SearchBlock) throws -> RowSet {
    switch self {
    case .everything: return .all
    case .token(let token): return try reader.rows(having: token, in: block)
    case .range(let range): return try reader.rows(having: range, in: block)
    case .any(let parts):
      var set = RowSet()
      for part in parts { set.formUnion(try part.rows(in: block, reader)) }
      return set
    case .all(let parts):
      guard let first = parts.first else { return .all }
      var set = try first.rows(in: block, reader)
      for part in parts.dropFirst() {
        if set.isEmpty { return set }
        set.formIntersection(try part.rows(in: block, reader))
      }
      return set
    }
  }

  /// The texts in which a normalised word stands: nil when it has no letter and no character.
  static func text(_ word: String) -> (expression: SearchExpression, isExact: Bool)? {
    var parts: [SearchExpression] = []
    let runs = SearchRuns.of(word)
    for run in runs {
      switch run {
      case .letters(let letters, let isLast): parts += self.letters(letters, isLast: isLast)
      case .characters(let characters, let isLast):
        parts += self.characters(characters, isLast: isLast)
      }
    }
    guard !parts.isEmpty else { return nil }
    let whole = word.unicodeScalars.allSatisfy { SearchRuns.part(of: $0) != .separator }
    return (.all(parts), whole && runs.count == 1 && parts.count == 1)
  }

  private static func letters(_ letters: [UInt8], isLast: Bool) -> [SearchExpression] {
    var parts: [SearchExpression] = []
    if letters.count > 2 {
      for index in 0..<(letters.count - 2) {
        parts.append(
          .token(SearchToken(letters: letters[index], letters[index + 1], letters[index + 2])))
      }
    }
    if isLast, letters.count <= 2 {
      parts.append(
        .range(SearchToken.letters(beginning: letters[0], letters.count > 1 ? letters[1] : nil)))
    } else if !isLast {
      let end = letters.suffix(2)
      parts.append(
        .token(SearchToken(letters: end[end.startIndex], end.count > 1 ? end.last : nil, nil)))
    }
    return parts
  }

  private static func characters(
    _ characters: [Unicode.Scalar], isLast: Bool
  ) -> [SearchExpression] {
    var parts = zip(characters, characters.dropFirst()).map {
      SearchExpression.token(SearchToken(pair: $0, $1))
    }
    if let last = characters.last {
      if !isLast {
        parts.append(.token(SearchToken(pair: last, nil)))
      } else if characters.count == 1 {
        parts.append(.range(SearchToken.pairs(beginning: last)))
      }
    }
    return parts
  }
}

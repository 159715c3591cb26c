internal import CoreModel
internal import GRDB

/// One word of a search: the ways in which a row `r` can match it, in SQL, and the same asked of the index.
struct SearchWord {
  /// A condition on a row.
  let condition: String
  let arguments: [any DatabaseValueConvertible]
  /// What rows that match are found by.
  let expression: SearchExpression
  /// Whether the index finds no others.
  let isExact: Bool

  init(_ word: String, roll: Roll) {
    var ways: [String] = []
    var arguments: [any DatabaseValueConvertible] = []
    var expressions: [SearchExpression] = []
    var isExact = true
    for spelling in [word] + SearchWord.otherSpellings(of: word) {
      ways.append("instr(r.haystack, ?)")
      arguments.append(spelling)
      guard let text = SearchExpression.text(spelling) else {
        expressions.append(.everything)
        isExact = false
        continue
      }
      expressions.append(text.expression)
      isExact = isExact && text.isExact
    }
    if SearchWord.isSpelled(word) {
      // Found by the same letters of the index.
      ways.append("initials_contain(r.haystack, ?)")
      arguments.append(word)
    }
    for (column, token, keys) in SearchWord.bearers(of: word, roll) where !keys.isEmpty {
      ways.append("r.\(column) IN (\(keys.map { "\($0)" }.joined(separator: ", ")))")
      expressions += keys.map { .token(SearchToken(token, $0)) }
    }
    for case .crew(let crew) in roll.bearers(of: word) {
      ways.append("r.handler_pool = '\(crew.rawValue)'")
      expressions.append(.token(.of(.crew, crew)))
    }
    if let (groups, room) = roll.place(named: word) {
      let keys = groups.map { "\($0)" }.joined(separator: ", ")
      ways.append("(r.group_id IN (\(keys)) AND r.room = ? COLLATE NOCASE)")
      arguments.append(room)
      let homes = SearchExpression.any(groups.map { .token(SearchToken(.group, $0)) })
      expressions.append(
        .all([homes] + (SearchExpression.text(room).map { [$0.expression] } ?? [])))
      isExact = false
    }
    if let columns = SearchColumns(word) {
      ways += columns.conditions
      expressions += columns.expressions
    }
    condition = "(\(ways.joined(separator: " OR ")))"
    self.arguments = arguments
    expression =
      expressions.contains { if case .everything = $0 { true } else { false } }
      ? .everything : .any(expressions)
    self.isExact = isExact
  }

  /// Whether the index says anything of the word.
  var isKnown: Bool { if case .everything = expression { false } else { true } }

  /// People by handling and, from two characters on, by recording; groups.
  private static func bearers(
    of word: String, _ roll: Roll
  ) -> [(column: String, token: SearchToken.Kind, keys: [Int64])] {
    var groups: Set<Int64> = []
    var people: Set<Int64> = []
    for bearer in roll.bearers(of: word) {
      switch bearer {
      case .group(let key): groups.insert(key)
      case .person(let key): people.insert(key)
      case .crew: break
      }
    }
    // Whoever types one character of a resident's name does not mean all that a colleague wrote down.
    let recorders = word.unicodeScalars.count > 1 ? people : []
    return [
      ("group_id", .group, groups.sorted()), ("handler_id", .handler, people.sorted()),
      ("first_receiver_id", .receiver, recorders.sorted()),
    ]
  }

  /// `1119-4` for `1119-004`, and a phone without its hyphens.
  private static func otherSpellings(of word: String) -> [String] {
    let bytes = Array(word.utf8)
    guard bytes.contains(0x2D), bytes.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) })
    else {
      return []
    }
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    var spellings: [String] = []
    if parts.count == 2, !parts[0].isEmpty, (1...2).contains(parts[1].utf8.count) {
      spellings.append(
        "\(parts[0])-\(String(repeating: "0", count: 3 - parts[1].utf8.count))\(parts[1])")
    }
    let digits = parts.joined()
    if digits.utf8.count >= 7 { spellings.append(digits) }
    return spellings
  }

  /// Whether a word may be 拼音首字母: two letters or more, digits among them.
  private static func isSpelled(_ word: String) -> Bool {
    var letters = 0
    for byte in word.utf8 {
      if (0x61...0x7A).contains(byte) {
        letters += 1
      } else if !(0x30...0x39).contains(byte) {
        return false
      }
    }
    return letters > 0 && word.utf8.count > 1
  }
}

extension DatabaseFunction {
  /// `initials_contain(haystack, word)`: whether the 拼音首字母 of the text's beginning contain a word.
  static let initialsContain = DatabaseFunction(
    "initials_contain", argumentCount: 2, pure: true
  ) { values in
    guard var haystack = String.fromDatabaseValue(values[0]),
      var word = String.fromDatabaseValue(values[1])
    else { return nil }
    return haystack.withUTF8 { bytes in
      let initials = PinyinInitials.ofText(bytes, limit: SearchToken.spelledCharacters)
      return word.withUTF8 { word in initials.contains(word) }
    }
  }
}

extension [UInt8] {
  fileprivate func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    for start in 0...(count - word.count) where self[start] == first {
      if self[start..<(start + word.count)].elementsEqual(word) { return true }
    }
    return false
  }
}

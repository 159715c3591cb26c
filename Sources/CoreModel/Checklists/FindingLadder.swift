/// 阶梯: what the same finding at the same place comes to when it is found again and again
/// (劝导登记 → 屡劝不改 → 城管).
package struct FindingLadder: Hashable, Sendable {
  /// One rung.
  package struct Rung: Hashable, Sendable {
    /// `屡劝不改`.
    package var name: String
    /// From how many findings on.
    package var from: Int

    /// Makes a rung.
    package init(_ name: String, from: Int) {
      self.name = name
      self.from = from
    }
  }

  /// How far back findings count.
  package var days: Int
  /// Of which categories.
  package var categories: [String]
  /// From the lowest.
  package var rungs: [Rung]

  /// Makes a ladder.
  package init(days: Int, categories: [String], rungs: [Rung]) {
    self.days = days
    self.categories = categories
    self.rungs = rungs
  }

  /// What we ship.
  package static let standard = FindingLadder(
    days: 30, categories: ["文明劝导"],
    rungs: [Rung("劝导登记", from: 1), Rung("屡劝不改", from: 2), Rung("移交城管", from: 3)])

  struct Unreadable: Error {
    var reason: String
  }

  /// Reads `30天`, `文明劝导`, `劝导登记 1`, `屡劝不改 2` ….
  init(fields: [String]) throws(Unreadable) {
    let example = "写成「阶梯 | 30天 | 文明劝导 | 劝导登记 1 | 屡劝不改 2 | 移交城管 3」"
    guard fields.count >= 2, let days = FindingLadder.number(fields[0].filter { $0 != "天" }),
      (1...366).contains(days)
    else { throw Unreadable(reason: "阶梯的天数写 1 到 366，\(example)") }
    let categories = MessageTemplates.words(fields[1])
    guard !categories.isEmpty else { throw Unreadable(reason: "阶梯没有写对哪些类别算，\(example)") }
    var rungs: [Rung] = []
    for field in fields.dropFirst(2) where !field.isEmpty {
      let words = field.split(whereSeparator: \.isWhitespace)
      guard words.count == 2, let from = FindingLadder.number(String(words[1])), from > 0 else {
        throw Unreadable(reason: "「\(field)」看不懂：一级写名称和从第几次起，\(example)")
      }
      guard from > rungs.last?.from ?? 0 else {
        throw Unreadable(reason: "「\(field)」的次数要比前一级多")
      }
      rungs.append(Rung(String(words[0]), from: from))
    }
    guard !rungs.isEmpty, rungs.count <= 6 else {
      throw Unreadable(reason: "阶梯要有 1 到 6 级，\(example)")
    }
    self.init(days: days, categories: categories, rungs: rungs)
  }

  private static func number(_ text: String) -> Int? {
    var digits = String.UnicodeScalarView()
    for scalar in text.tidied.unicodeScalars { digits.append(scalar.halfWidth) }
    return Int(String(digits))
  }
}

/// How often it was found, and what that comes to: frozen with the finding, since rules change.
package struct LadderStanding: Hashable, Codable, Sendable {
  /// The how-manieth within the window, this one included.
  package var count: Int
  /// How far back was looked.
  package var days: Int
  /// `屡劝不改`; nil for what the ladder does not count.
  package var rung: String?

  /// Makes a standing.
  package init(count: Int, days: Int, rung: String?) {
    self.count = count
    self.days = days
    self.rung = rung
  }

  /// `同一处30天内第2次，屡劝不改`; nil for the first of something without a rung.
  package var text: String? {
    let times = count > 1 ? "同一处\(days)天内第\(count)次" : nil
    let parts = [times, rung].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "，")
  }
}

extension FindingLadder {
  /// Where a finding stands after the earlier ones: those of the same category at the same place within the window.
  package func standing(
    of category: String?, at place: String, on moment: Instant, after earlier: [Finding]
  ) -> LadderStanding {
    let key = Finding.key(of: place)
    let since = moment.day.adding(days: -days).start
    let same =
      key.isEmpty
      ? 0
      : Set(
        earlier.filter {
          Finding.key(of: $0.place) == key && $0.category == category && $0.at >= since
            && $0.at <= moment
        }.map(Occasion.init)
      ).count
    let isCounted = category.map(categories.contains) ?? false
    let rung = isCounted ? rungs.last { $0.from <= same + 1 }?.name : nil
    return LadderStanding(count: same + 1, days: days, rung: rung)
  }

  /// One visit to a point: written down twice, to add a photo or correct a word, it is still one.
  private struct Occasion: Hashable {
    let round: RoundID
    let point: String

    init(_ finding: Finding) {
      round = finding.round
      point = finding.point
    }
  }
}

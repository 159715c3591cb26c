/// An amount of money, in whole fen (分): sums are exact.
package struct Money: Hashable, Comparable, Codable, Sendable {
  /// How many fen.
  package let fen: Int

  /// Makes an amount.
  package init(fen: Int) { self.fen = fen }

  /// Reads yuan as people write them: `12000`, `3,500.50`, `1.2万`, `800元`, `¥800`; nil for what is no amount, has
  /// parts of a fen, or is more than a neighbourhood ever spends.
  package init?(yuan typed: String) {
    var text = ""
    for scalar in typed.tidied.unicodeScalars { text.unicodeScalars.append(scalar.halfWidth) }
    text.removeAll { $0 == "," || $0 == " " }
    if let first = text.first, "¥￥".contains(first) { text.removeFirst() }
    if text.hasSuffix("元") { text.removeLast() }
    var digitsBehind = 2
    if text.hasSuffix("万") {
      text.removeLast()
      digitsBehind = 6
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...9).contains(parts[0].count),
      parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
    else { return nil }
    var behind = parts.count == 2 ? String(parts[1]) : "0"
    guard !behind.isEmpty, behind.count <= digitsBehind else { return nil }
    behind += String(repeating: "0", count: digitsBehind - behind.count)
    guard let whole = Int(parts[0]), let rest = Int(behind) else { return nil }
    let unit = digitsBehind == 2 ? 100 : 1_000_000
    let fen = whole * unit + rest
    guard fen <= Money.most else { return nil }
    self.init(fen: fen)
  }

  /// `12,000 元`, `3,500.50 元`.
  package var text: String {
    let yuan = String(fen / 100)
    var grouped = ""
    for (index, digit) in yuan.enumerated() {
      if index > 0, (yuan.count - index) % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    let rest = fen % 100
    return rest == 0 ? "\(grouped) 元" : "\(grouped).\(rest < 10 ? "0" : "")\(rest) 元"
  }

  /// The smaller first.
  package static func < (one: Money, other: Money) -> Bool { one.fen < other.fen }

  /// A hundred million yuan.
  static let most = 10_000_000_000
}

/// Where money of a 微实事 comes from, and how much.
package struct Funding: Hashable, Codable, Sendable {
  /// 「社区专项经费」, 「物业自筹」.
  package var source: String
  /// How much.
  package var amount: Money

  /// Makes one.
  package init(_ source: String, _ amount: Money) {
    self.source = source
    self.amount = amount
  }
}

extension [Funding] {
  /// The sum.
  package var total: Money { Money(fen: reduce(0) { $0 + $1.amount.fen }) }

  /// `社区专项经费 12,000 元；物业自筹 3,500 元`; the other way of ``init(typed:)``.
  package var text: String {
    map { "\($0.source) \($0.amount.text)" }.joined(separator: "；")
  }

  /// Reads what ``text`` writes, and what people write like it: sources and amounts, separated by semicolons or lines.
  /// - Throws: ``Refusal`` that says which part is not understood.
  package init(typed: String) throws(Refusal) {
    self = []
    let parts = typed.split { "；;\n".contains($0) }.map { String($0).tidied }
    for part in parts where !part.isEmpty {
      var plain = part
      if plain.hasSuffix("元") { plain = String(plain.dropLast()).tidied }
      let cut = plain.lastIndex { !Self.isOfAmount($0) }
      let source = cut.map { String(plain[...$0]).tidied } ?? ""
      let typed = cut.map { String(plain[plain.index(after: $0)...]) } ?? plain
      guard let amount = Money(yuan: typed) else {
        throw .invalid("资金「\(part)」看不懂；写「来源 金额」，例如「社区专项经费 12000；物业自筹 3500.50」")
      }
      guard !source.isEmpty else {
        throw .missing("\(amount.text) 没有写资金来源，例如「社区专项经费 \(amount.fen / 100)」")
      }
      append(Funding(source, amount))
    }
  }

  private static func isOfAmount(_ character: Character) -> Bool {
    guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first else {
      return false
    }
    return "0123456789.,万".unicodeScalars.contains(scalar.halfWidth)
  }

  /// The parts in the spelling in which they are stored.
  func checked() throws(Refusal) -> [Funding] {
    guard count <= 10 else { throw .invalid("资金来源最多 10 项，请合并") }
    var tidy: [Funding] = []
    for part in self {
      let source = try WordLimits.checked(part.source, "资金来源", atMost: 40)
      guard !source.isEmpty else { throw .missing("请写资金来源") }
      guard part.amount.fen > 0, part.amount.fen <= Money.most else {
        throw .invalid("「\(source)」的金额要大于 0，不超过 1 亿元")
      }
      tidy.append(Funding(source, part.amount))
    }
    return tidy
  }
}

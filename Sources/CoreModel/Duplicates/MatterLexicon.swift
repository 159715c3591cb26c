/// The words by which a text says what it is about, what is wrong with it, and where.
///
/// Residents call one thing by many names (灯, 照明, 「摸黑上楼」), in standard Chinese and in Shanghai's own.
/// Words of one line mean the same here. A word is at most four characters; the longest that fits counts.
struct MatterLexicon: Sendable {
  /// What a word says.
  struct Meaning: Sendable {
    var topics: UInt64 = 0
    var troubles: UInt64 = 0
    var sites: UInt64 = 0
    var spots: UInt64 = 0
    /// Says nothing of the matter: greetings, thanks, how long it has been so.
    var isNoise = false

    fileprivate mutating func add(_ other: Meaning) {
      topics |= other.topics
      troubles |= other.troubles
      sites |= other.sites
      spots |= other.spots
      isNoise = isNoise || other.isNoise
    }
  }

  /// Whose matter a topic is.
  enum Reach: Character, Sendable {
    /// The rooms of one household.
    case home = "户"
    /// Everybody in the building.
    case building = "楼"
    /// Everybody on the grounds.
    case grounds = "区"
  }

  /// What every text is read by.
  static let standard = MatterLexicon()

  /// Names of the topics, by the number of their bit.
  let topicNames: [String]
  /// The topics that concern more than one household.
  let common: UInt64
  /// The topics that are of the grounds.
  let ofGrounds: UInt64
  private let hidden: [(by: UInt64, topics: UInt64)]
  private let words: [UInt64: Meaning]

  /// The longest word.
  static let longest = 4

  private init() {
    var words: [UInt64: Meaning] = [:]
    func learn(_ line: Substring, _ meaning: Meaning) {
      for word in line.split(separator: " ") {
        let scalars = word.unicodeScalars.map(MatterText.folded)
        words[MatterLexicon.key(scalars[...]), default: Meaning()].add(meaning)
      }
    }
    var names: [String] = []
    var common: UInt64 = 0
    var ofGrounds: UInt64 = 0
    for (bit, row) in MatterWords.topics.enumerated() {
      names.append(row.name)
      if row.reach != .home { common |= 1 << UInt64(bit) }
      if row.reach == .grounds { ofGrounds |= 1 << UInt64(bit) }
      learn(row.words[...], Meaning(topics: 1 << UInt64(bit)))
    }
    for (bit, line) in MatterWords.troubles.enumerated() {
      learn(line[...], Meaning(troubles: 1 << UInt64(bit)))
    }
    for (bit, line) in MatterWords.sites.enumerated() {
      learn(line[...], Meaning(sites: 1 << UInt64(bit)))
    }
    for (bit, line) in MatterWords.spots.enumerated() {
      learn(line[...], Meaning(spots: 1 << UInt64(bit)))
    }
    learn(MatterWords.noise[...], Meaning(isNoise: true))
    let bits = Dictionary(
      names.enumerated().map { ($1, UInt64(1) << UInt64($0)) }
    ) { first, _ in first }
    func set(_ line: String) -> UInt64 {
      line.split(separator: " ").reduce(0) { $0 | (bits[String($1)] ?? 0) }
    }
    hidden = MatterWords.hiding.map { (set($0.strong), set($0.weak)) }
    topicNames = names
    self.common = common
    self.ofGrounds = ofGrounds
    self.words = words
  }

  /// The longest word at a position of a folded text.
  func word(at index: Int, of text: [Unicode.Scalar]) -> (meaning: Meaning, length: Int)? {
    for length in stride(from: min(MatterLexicon.longest, text.count - index), to: 0, by: -1) {
      if let meaning = words[MatterLexicon.key(text[index..<index + length])] {
        return (meaning, length)
      }
    }
    return nil
  }

  /// The topics without those that others explain: water that drips from 空调 is no leak.
  func settled(_ topics: UInt64) -> UInt64 {
    var topics = topics
    for rule in hidden where topics & rule.by != 0 { topics &= ~(rule.topics & ~rule.by) }
    return topics
  }

  /// The names of topics, the most telling first.
  func names(of topics: UInt64) -> [String] {
    topicNames.indices.filter { topics & (1 << UInt64($0)) != 0 }.map { topicNames[$0] }
  }

  private static func key(_ word: ArraySlice<Unicode.Scalar>) -> UInt64 {
    word.reduce(0) { $0 << 16 | UInt64(min($1.value, 0xFFFF)) }
  }
}

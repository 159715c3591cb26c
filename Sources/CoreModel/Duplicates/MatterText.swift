/// What a request's words say of its matter, made ready to be compared.
package struct MatterText: Hashable, Sendable {
  /// 照明, 电梯, 漏水 …: one bit each; see ``MatterLexicon``.
  let topics: UInt64
  /// 坏, 堵, 吵 …
  let troubles: UInt64
  /// Where in a home or a building.
  let sites: UInt64
  /// Which spot of the grounds.
  let spots: UInt64
  /// Pairs of characters that neither stand for a place nor are empty phrases, sorted, each once.
  let pairs: [UInt32]
  /// The weight of ``pairs``: two for a pair of telling characters, one with an empty one in it.
  let weight: Int

  /// A longer story is known by its beginning.
  static let longest = 240

  /// Reads a text.
  package init(_ text: String) {
    self.init(text, lexicon: .standard)
  }

  init(_ text: String, lexicon: MatterLexicon) {
    let scalars = text.unicodeScalars.prefix(MatterText.longest).map(MatterText.folded)
    var topics: UInt64 = 0
    var troubles: UInt64 = 0
    var sites: UInt64 = 0
    var spots: UInt64 = 0
    var pairs: [UInt32] = []
    var previous: Unicode.Scalar?
    var index = 0
    while index < scalars.count {
      let found = lexicon.word(at: index, of: scalars)
      if let meaning = found?.meaning {
        topics |= meaning.topics
        troubles |= meaning.troubles
        sites |= meaning.sites
        spots |= meaning.spots
        // A spot is where, not what; an empty phrase is neither.
        if meaning.isNoise || meaning.spots != 0 && meaning.topics == 0 {
          previous = nil
          index += found?.length ?? 1
          continue
        }
      }
      for scalar in scalars[index..<index + (found?.length ?? 1)] {
        guard scalar.isHan || scalar.isLetter else {
          previous = nil
          continue
        }
        if let previous { pairs.append(MatterText.pair(previous, scalar)) }
        previous = scalar
      }
      index += found?.length ?? 1
    }
    self.topics = lexicon.settled(topics)
    self.troubles = troubles
    self.sites = sites
    self.spots = spots
    self.pairs = pairs.sorted().removingRepeats()
    weight = self.pairs.reduce(0) { $0 + MatterText.weight(of: $1) }
  }

  /// For tests: everything as it is given.
  init(topics: UInt64, troubles: UInt64, sites: UInt64 = 0, spots: UInt64 = 0, pairs: [UInt32]) {
    self.topics = topics
    self.troubles = troubles
    self.sites = sites
    self.spots = spots
    self.pairs = pairs.sorted().removingRepeats()
    weight = self.pairs.reduce(0) { $0 + MatterText.weight(of: $1) }
  }

  /// The pairs that both have, by weight.
  func shared(with other: MatterText) -> Int {
    var total = 0
    var (left, right) = (0, 0)
    while left < pairs.count, right < other.pairs.count {
      let (a, b) = (pairs[left], other.pairs[right])
      if a == b { total += MatterText.weight(of: a) }
      if a <= b { left += 1 }
      if b <= a { right += 1 }
    }
    return total
  }

  /// Whether it concerns more than one household.
  var isCommon: Bool {
    topics & MatterLexicon.standard.common != 0 || sites & MatterText.stairs != 0
  }

  /// What the lexicon calls it: 「照明」; nil when it knows none of the words.
  package var topic: String? { MatterLexicon.standard.names(of: topics).first }

  /// The number of the topic that it goes by.
  var topicBit: UInt64 { topics & (~topics &+ 1) }

  private static let stairs: UInt64 = 1 << 5

  /// Words of two characters that tell most, the most telling first: for asking an index.
  package static func tellingPairs(of text: String, limit: Int) -> [String] {
    let lexicon = MatterLexicon.standard
    let scalars = text.unicodeScalars.prefix(longest).map(folded)
    let original = Array(text.unicodeScalars.prefix(longest))
    var ranked: [(rank: Int, position: Int, word: String)] = []
    var index = 0
    var covered: [Int] = Array(repeating: 0, count: scalars.count)
    while index < scalars.count {
      guard let found = lexicon.word(at: index, of: scalars) else {
        index += 1
        continue
      }
      let rank = found.meaning.isNoise ? 3 : found.meaning.topics != 0 ? -1 : 0
      for position in index..<index + found.length { covered[position] = rank }
      index += found.length
    }
    for position in scalars.indices.dropLast()
    where scalars[position].isHan && scalars[position + 1].isHan {
      let empty = [position, position + 1].reduce(0) { $0 + (isEmpty(scalars[$1]) ? 1 : 0) }
      let rank = covered[position] + covered[position + 1] + empty * 2
      // As it was written: the index knows no folding of 勿 to 不.
      let word = String(String.UnicodeScalarView(original[position...position + 1]))
      ranked.append((rank, position, word))
    }
    ranked.sort { ($0.rank, $0.position) < ($1.rank, $1.position) }
    var words: [String] = []
    for candidate in ranked where words.count < limit && !words.contains(candidate.word) {
      words.append(candidate.word)
    }
    return words
  }

  /// All names of the spots of the grounds that a text names: who says 北门 means 北大门. Three spots at most.
  package static func spotNames(in text: String) -> [String] {
    var spots = MatterText(text).spots
    var names: [String] = []
    for _ in 0..<3 where spots != 0 {
      names += MatterWords.spots[spots.trailingZeroBitCount].split(separator: " ").map(String.init)
      spots &= spots - 1
    }
    return names
  }

  /// One spelling: half width, small letters, and Shanghai's 勿, 侬, 咾 as standard Chinese writes them.
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let half = scalar.halfWidth
    if ("A"..."Z").contains(half) { return Unicode.Scalar(half.value + 0x20) ?? half }
    return spoken[half] ?? half
  }

  private static let spoken: [Unicode.Scalar: Unicode.Scalar] = [
    "勿": "不", "弗": "不", "侬": "你", "咾": "了", "勒": "在", "呒": "没", "個": "个", "壞": "坏", "燈": "灯",
    "哉": "了", "辣": "在", "伊": "他", "汏": "洗",
  ]

  private static func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt32 {
    UInt32(min(first.value, 0xFFFF)) << 16 | UInt32(min(second.value, 0xFFFF))
  }

  private static func weight(of pair: UInt32) -> Int {
    let empty =
      (hollow.contains(pair >> 16) ? 1 : 0) + (hollow.contains(pair & 0xFFFF) ? 1 : 0)
    return 2 - empty
  }

  private static func isEmpty(_ scalar: Unicode.Scalar) -> Bool { hollow.contains(scalar.value) }

  /// Characters that stand in every text.
  private static let hollow = Set(
    "的了是在有我你他她它们不没很就都也要请来去到和与及被把给让从对这那个一二三四五六七八九十两几好多着过还又再啊吧吗呢呀家人上下里外天月日时候得地之其"
      .unicodeScalars.map(\.value))
}

extension Array where Element: Equatable {
  /// A sorted array with each element once.
  fileprivate func removingRepeats() -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for element in self where result.last != element { result.append(element) }
    return result
  }
}

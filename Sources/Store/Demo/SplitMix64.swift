/// A small seeded generator (SplitMix64, public domain by Sebastiano Vigna): the demonstration has to
/// come out the same for a seed on every machine, which the system's generator cannot promise.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a stream; nearby seeds give unrelated streams.
  init(seed: UInt64) { state = seed }

  /// The stream of one numbered thing, so that each request depends on its own number only.
  init(seed: UInt64, stream: Int) {
    var mixer = SplitMix64(seed: seed ^ 0x6A75_7765_6964_656D)
    let salt = mixer.next()
    var own = SplitMix64(seed: salt &+ UInt64(bitPattern: Int64(stream)) &* 0xD6E8_FEB8_6659_FD93)
    state = own.next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to, not including, `bound`; 0 when there is no such number.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number from the closed range.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of a thousand cases.
  mutating func chance(_ perMille: Int) -> Bool { below(1000) < perMille }

  /// One of the list, which must not be empty.
  mutating func pick<Item>(_ list: [Item]) -> Item { list[below(list.count)] }
}

/// A choice with weights: the running sums are made once, drawing is a search in them.
struct WeightedChoice: Sendable {
  private let sums: [Int]

  /// Weights in the order of what is chosen from; what weighs 0 is never chosen.
  init(_ weights: [Int]) {
    var sum = 0
    sums = weights.map {
      sum += max(0, $0)
      return sum
    }
  }

  /// Whether nothing can be drawn.
  var isEmpty: Bool { (sums.last ?? 0) == 0 }

  /// The index of the chosen weight; only the first `count` take part when that is given.
  func draw(among count: Int? = nil, with random: inout SplitMix64) -> Int {
    let total = sums[(count ?? sums.count) - 1]
    let target = random.below(total)
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The weight of the first `count` together.
  func weight(ofFirst count: Int) -> Int { count == 0 ? 0 : sums[count - 1] }
}

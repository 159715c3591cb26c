internal import GRDB

/// Which of the 4,096 rows of a block.
struct RowSet: Equatable {
  /// Rows of a block.
  static let capacity = 4096
  private(set) var words: [UInt64]

  /// None.
  init() { words = [UInt64](repeating: 0, count: RowSet.capacity / 64) }

  /// All.
  static let all: RowSet = {
    var set = RowSet()
    set.words = [UInt64](repeating: .max, count: RowSet.capacity / 64)
    return set
  }()

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ row: Int) -> Bool { words[row >> 6] & 1 << UInt64(row & 63) != 0 }
  mutating func insert(_ row: Int) { words[row >> 6] |= 1 << UInt64(row & 63) }
  mutating func remove(_ row: Int) { words[row >> 6] &= ~(1 << UInt64(row & 63)) }

  mutating func formUnion(_ other: RowSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }
  mutating func formIntersection(_ other: RowSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  mutating func subtract(_ other: RowSet) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// How many rows two sets share.
  func sharedCount(_ other: RowSet) -> Int {
    var count = 0
    for index in words.indices { count += (words[index] & other.words[index]).nonzeroBitCount }
    return count
  }

  /// Keeps the rows of a range.
  mutating func keep(_ range: Range<Int>) {
    for index in words.indices {
      let low = index * 64
      if low >= range.lowerBound, low + 64 <= range.upperBound { continue }
      var mask: UInt64 = 0
      for bit in 0..<64 where range.contains(low + bit) { mask |= 1 << UInt64(bit) }
      words[index] &= mask
    }
  }

  /// The rows, the smallest first.
  var rows: [Int] {
    var rows: [Int] = []
    for (index, word) in words.enumerated() {
      var word = word
      while word != 0 {
        rows.append(index * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return rows
  }

  // MARK: Storing

  /// From here on a set is stored as its bits; below, as the gaps between its rows.
  private static let dense = 440

  /// `0` and gaps of one or two bytes, or `1` and the bits.
  static func encoded(_ rows: some Collection<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    if rows.count >= dense {
      var set = RowSet()
      for row in rows { set.insert(row) }
      bytes.reserveCapacity(1 + capacity / 8)
      bytes.append(1)
      for word in set.words {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
          bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
      }
      return bytes
    }
    bytes.reserveCapacity(1 + rows.count)
    bytes.append(0)
    var next = 0
    for row in rows {
      let gap = row - next
      if gap < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: gap))
      } else {
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | gap >> 7))
        bytes.append(UInt8(truncatingIfNeeded: gap & 0x7F))
      }
      next = row + 1
    }
    return bytes
  }

  /// The set itself, stored.
  var encoded: [UInt8] { RowSet.encoded(rows) }

  /// Adds what is stored to the set; what does not read as a set is passed over.
  mutating func formUnion(stored bytes: UnsafeRawBufferPointer) {
    guard let form = bytes.first else { return }
    if form == 1 {
      guard bytes.count == 1 + RowSet.capacity / 8 else { return }
      for index in words.indices {
        words[index] |= UInt64(
          littleEndian: bytes.loadUnaligned(fromByteOffset: 1 + index * 8, as: UInt64.self))
      }
      return
    }
    var position = 1
    var next = 0
    while position < bytes.count {
      var gap = Int(bytes[position])
      position += 1
      if gap >= 0x80 {
        guard position < bytes.count else { return }
        gap = (gap & 0x7F) << 7 | Int(bytes[position])
        position += 1
      }
      let row = next + gap
      guard row < RowSet.capacity else { return }
      insert(row)
      next = row + 1
    }
  }
}

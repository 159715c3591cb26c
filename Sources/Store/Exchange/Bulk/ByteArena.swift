internal import Glibc

/// Bytes that grow at their end and are freed together: what a batch of rows is made of, without a string or an
/// array for each.
final class ByteArena: @unchecked Sendable {
  // One thread at a time has it: who prepared a batch hands it on and forgets it.
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 4096) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  func removeAll() { count = 0 }

  func removeLast(_ bytes: Int = 1) { count -= bytes }

  /// Lets nothing move until so much more was appended.
  func makeRoom(for more: Int) { reserve(more) }

  @inline(__always)
  private func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

  @inline(never)
  private func grow(_ more: Int) {
    let wider = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: wider)
    memcpy(moved, base, count)
    base.deallocate()
    base = moved
    capacity = wider
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(base + count, start, bytes.count)
    count += bytes.count
  }

  @inline(__always)
  func write(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  func append(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
  }

  /// In decimal digits.
  func appendDecimal(_ number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    var rest = number.magnitude
    reserve(20)
    let start = count
    repeat {
      base[count] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      count += 1
      rest /= 10
    } while rest > 0
    var (low, high) = (start, count - 1)
    while low < high {
      (base[low], base[high]) = (base[high], base[low])
      low += 1
      high -= 1
    }
  }

  /// As a JSON string's content, letter for letter as the general encoder writes it.
  func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count + 16)
    var clean = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        append(UnsafeBufferPointer(rebasing: bytes[clean..<index]))
        escape(byte)
        clean = index + 1
      }
      index += 1
    }
    append(UnsafeBufferPointer(rebasing: bytes[clean...]))
  }

  func appendEscaped(_ text: String) {
    var text = text
    text.withUTF8 { appendEscaped($0) }
  }

  private func escape(_ byte: UInt8) {
    append(0x5C)
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0..<0x20:
      write("u00")
      append(byte >> 4 + 0x30)
      append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x57 + byte & 15)
    default: append(byte)
    }
  }

  /// What was appended since.
  @inline(__always)
  func slice(from start: Int) -> ByteSlice { ByteSlice(start: start, count: count - start) }

  @inline(__always)
  subscript(slice: ByteSlice) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + slice.start, count: slice.count)
  }

  func text(_ slice: ByteSlice) -> String { String(decoding: self[slice], as: UTF8.self) }
}

/// A stretch of a ``ByteArena``.
struct ByteSlice {
  var start: Int
  var count: Int
}

/// Values by byte strings, byte for byte: much faster than a dictionary of strings, which must also find equal what
/// is only canonically so.
struct ByteMap<Value> {
  private var slots: [Int32]
  private var keys: [(hash: UInt64, key: ByteSlice)] = []
  private var values: [Value] = []
  private let arena = ByteArena()

  init() { slots = Array(repeating: -1, count: 256) }

  var count: Int { values.count }

  /// The value of a key; when there is none, the one that is made for it is kept first.
  /// - Returns: The value, and whether it was there.
  @inline(__always)
  mutating func find(
    _ key: UnsafeBufferPointer<UInt8>, orMake make: () throws -> Value
  ) rethrows -> (value: Value, isKnown: Bool) {
    let hash = ByteMap.hash(key)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index].hash == hash, keys[index].key.count == key.count,
        ByteMap.equal(arena[keys[index].key], key)
      {
        return (values[index], true)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let value = try make()
    let start = arena.count
    arena.append(key)
    slots[slot] = Int32(truncatingIfNeeded: values.count)
    keys.append((hash, arena.slice(from: start)))
    values.append(value)
    if values.count * 2 > slots.count { grow() }
    return (value, false)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 4)
    for (index, entry) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  @inline(__always)
  private static func equal(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    guard let a = one.baseAddress, let b = other.baseAddress else { return true }
    return memcmp(a, b, one.count) == 0
  }

  @inline(__always)
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: key.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    if let base = UnsafeRawPointer(key.baseAddress) {
      while index + 8 <= key.count {
        let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
        index += 8
      }
    }
    while index < key.count {
      hash = (hash ^ UInt64(key[index])) &* 0x100_0000_01B3
      index += 1
    }
    hash ^= hash >> 29
    return hash &* 0xC4CE_B9FE_1A85_EC53 ^ hash >> 31
  }
}

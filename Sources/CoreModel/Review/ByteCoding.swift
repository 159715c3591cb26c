/// Writes numbers of seven bits a byte, and texts with their length before them.
struct ByteWriter {
  var bytes: [UInt8] = []

  /// The same for a number that may be below zero.
  mutating func writeSigned(_ number: Int64) {
    write(Int(truncatingIfNeeded: number << 1 ^ number >> 63))
  }

  /// Numbers that are kept are never below zero: days lie after 1992, and what is counted is counted up.
  mutating func write(_ number: Int) {
    var rest = UInt64(bitPattern: Int64(number))
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ text: String?) {
    write(text == nil ? 0 : 1)
    if let text { write(text) }
  }
}

/// Reads what ``ByteWriter`` wrote; nil for whatever cannot be.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private var index = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  mutating func number() -> Int? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int(Int64(bitPattern: value)) }
      shift += 7
    }
    return nil
  }

  /// What ``ByteWriter/writeSigned(_:)`` wrote.
  mutating func signed() -> Int64? {
    number().map {
      let bits = UInt64(bitPattern: Int64($0))
      return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1)
    }
  }

  /// How many things follow: each takes a byte at least.
  mutating func count() -> Int? {
    guard let count = number(), count >= 0, count <= bytes.count - index else { return nil }
    return count
  }

  mutating func text() -> String? {
    guard let length = count() else { return nil }
    defer { index += length }
    return String(decoding: bytes[index..<index + length], as: UTF8.self)
  }

  /// Nil where the bytes are none, `.some(nil)` where there is no text.
  mutating func maybeText() -> String?? {
    switch number() {
    case 0: .some(nil)
    case 1: text().map { .some($0) } ?? nil
    default: nil
    }
  }
}

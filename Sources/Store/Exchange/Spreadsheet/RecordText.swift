import Glibc

/// Reads within one record of an XLS stream and those that continue it.
struct RecordText {
  private let stream: [UInt8]
  private let pieces: [Range<Int>]
  private var piece = 0
  private var position: Int

  init(_ stream: [UInt8], _ pieces: [Range<Int>]) {
    self.stream = stream
    self.pieces = pieces
    position = pieces.first?.lowerBound ?? 0
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { piece + 1 >= pieces.count && position >= (pieces.last?.upperBound ?? 0) }

  mutating func u8() -> UInt8? {
    while piece < pieces.count, position >= pieces[piece].upperBound { nextPiece() }
    guard piece < pieces.count else { return nil }
    defer { position += 1 }
    return stream[position]
  }

  mutating func u16() -> UInt16? {
    guard let low = u8(), let high = u8() else { return nil }
    return UInt16(low) | UInt16(high) << 8
  }

  mutating func u32() -> UInt32? {
    guard let low = u16(), let high = u16() else { return nil }
    return UInt32(low) | UInt32(high) << 16
  }

  mutating func skip(_ count: Int) -> Bool {
    var rest = count
    while rest > 0 {
      while piece < pieces.count, position >= pieces[piece].upperBound { nextPiece() }
      guard piece < pieces.count else { return false }
      let step = min(rest, pieces[piece].upperBound - position)
      position += step
      rest -= step
    }
    return true
  }

  /// Appends a text of the Excel 97 layout: flags, characters, and what follows them. A text that goes on in the
  /// next record says there anew whether its characters have one byte or two.
  mutating func append(characters count: Int, to text: inout [UInt8]) -> Bool {
    guard let flags = u8() else { return false }
    var runs = 0
    var phonetic = 0
    if flags & 0x08 != 0 {
      guard let stated = u16() else { return false }
      runs = Int(stated)
    }
    if flags & 0x04 != 0 {
      guard let stated = u32() else { return false }
      phonetic = Int(stated)
    }
    var isWide = flags & 1 != 0
    var rest = count
    var high: UInt16?
    let start = text.count
    while rest > 0 {
      if position >= pieces[min(piece, pieces.count - 1)].upperBound {
        guard piece + 1 < pieces.count else { return false }
        nextPiece()
        guard let flags = u8() else { return false }
        isWide = flags & 1 != 0
        continue
      }
      guard let unit = isWide ? u16() : u8().map(UInt16.init) else { return false }
      rest -= 1
      if text.count - start <= SheetLimits.cell { RecordText.append(unit, &high, to: &text) }
    }
    if high != nil { text.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
    return skip(runs * 4) && skip(phonetic)
  }

  /// Appends a text of the older layout: bytes of a code page.
  mutating func append(bytes count: Int, codePage: Int, to text: inout [UInt8]) -> Bool {
    var raw: [UInt8] = []
    for _ in 0..<count {
      guard let byte = u8() else { return false }
      raw.append(byte)
    }
    text.append(contentsOf: RecordText.utf8(raw, codePage: codePage))
    return true
  }

  private mutating func nextPiece() {
    piece += 1
    if piece < pieces.count { position = pieces[piece].lowerBound }
  }

  private static func append(_ unit: UInt16, _ high: inout UInt16?, to text: inout [UInt8]) {
    let value = UInt32(unit)
    if let first = high {
      high = nil
      if (0xDC00..<0xE000).contains(value) {
        let scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (value - 0xDC00)
        text.append(UInt8(0xF0 | scalar >> 18))
        text.append(UInt8(0x80 | scalar >> 12 & 0x3F))
        text.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        text.append(UInt8(0x80 | scalar & 0x3F))
        return
      }
      text.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
    switch value {
    case 0xD800..<0xDC00: high = unit
    case 0xDC00..<0xE000: text.append(contentsOf: [0xEF, 0xBF, 0xBD])
    case ..<0x80: text.append(UInt8(value))
    case ..<0x800:
      text.append(UInt8(0xC0 | value >> 6))
      text.append(UInt8(0x80 | value & 0x3F))
    default:
      text.append(UInt8(0xE0 | value >> 12))
      text.append(UInt8(0x80 | value >> 6 & 0x3F))
      text.append(UInt8(0x80 | value & 0x3F))
    }
  }

  /// Text of a code page as UTF-8; what does not belong to it is replaced.
  private static func utf8(_ raw: [UInt8], codePage: Int) -> [UInt8] {
    if raw.allSatisfy({ $0 < 0x80 }) { return raw }
    // 936 is GBK, which GB18030 contains.
    let converter = iconv_open("UTF-8", codePage == 936 ? "GB18030" : "CP\(codePage)")
    guard converter != iconv_t(bitPattern: -1) else {
      return Array(String(String.UnicodeScalarView(raw.map { Unicode.Scalar($0) })).utf8)
    }
    defer { iconv_close(converter) }
    var source = raw.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: raw.count * 4 + 8)
    var made = 0
    source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var left = source.count
        var room = target.count
        while left > 0, room >= 4 {
          if iconv(converter, &from, &left, &to, &room) != Int(bitPattern: UInt.max) { break }
          guard left > 0, room > 0 else { break }
          // One byte that belongs to no character becomes a question mark.
          from = from.map { $0 + 1 }
          left -= 1
          to?.pointee = 0x3F
          to = to.map { $0 + 1 }
          room -= 1
        }
        made = target.count - room
      }
    }
    return target.prefix(made).map { UInt8(bitPattern: $0) }
  }
}

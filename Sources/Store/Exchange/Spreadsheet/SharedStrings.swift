/// The texts that cells refer to by number (sharedStrings.xml): one buffer and where each text ends.
final class SharedStrings: Sendable {
  let bytes: [UInt8]
  private let ends: [UInt32]

  init(bytes: [UInt8] = [], ends: [UInt32] = []) {
    self.bytes = bytes
    self.ends = ends
  }

  /// How many there are.
  var count: Int { ends.count }

  /// Where a text lies; nil when there is none of this number.
  func range(_ index: Int) -> Range<Int>? {
    guard ends.indices.contains(index) else { return nil }
    return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// Reads the part.
  static func read(_ part: ZipPart) throws(ExchangeError) -> SharedStrings {
    let receiver = Receiver()
    try XMLReading.all(part, receiver)
    return SharedStrings(bytes: receiver.buffer, ends: receiver.ends)
  }

  /// `sst` › `si` › `t`, or `r` › `t`; phonetic runs (`rPh`) are left out.
  private final class Receiver: XMLReceiver {
    private enum Place { case outside, table, item, run, text }
    private var path: [Place] = [.outside]
    var buffer: [UInt8] = []
    var ends: [UInt32] = []
    private var itemStart = 0
    private var isTooLong = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
      switch path[path.count - 1] {
      case .outside where name == "sst": path.append(.table)
      case .table where name == "si":
        itemStart = buffer.count
        isTooLong = false
        path.append(.item)
      case .item where name == "r": path.append(.run)
      case .item where name == "t", .run where name == "t": path.append(.text)
      default: return false
      }
      return true
    }

    override func end() {
      if path.removeLast() == .item {
        if isTooLong {
          // One byte that no XML can hold stands for it; who refers to it learns that.
          buffer.removeSubrange(itemStart...)
          buffer.append(CellText.tooLong)
        } else {
          CellText.tidy(&buffer, from: itemStart)
        }
        guard buffer.count <= SheetLimits.sharedText else {
          failure = .workbookTooLarge("文字总量超过 512 MB")
          return
        }
        ends.append(UInt32(buffer.count))
      }
    }

    override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard path[path.count - 1] == .text else { return }
      if buffer.count - itemStart + bytes.count > SheetLimits.cell {
        isTooLong = true
      } else if !isTooLong {
        buffer.append(contentsOf: bytes)
      }
    }
  }
}

/// What is done to every text of a cell.
enum CellText {
  /// Stands for a text beyond ``SheetLimits/cell``.
  static let tooLong: UInt8 = 0

  /// Undoes `_x000D_` escapes, leaves other control characters out, makes line breaks LF, and takes blanks
  /// off both ends of what stands in a buffer from a place on. Only XLSX has such escapes.
  static func tidy(_ buffer: inout [UInt8], from start: Int, escapes: Bool = true) {
    var needsRewriting = false
    buffer.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20 && byte != 0x0A && byte != 0x09
          || escapes && byte == 0x5F && index + 6 < bytes.count && bytes[index + 1] | 0x20 == 0x78
        {
          needsRewriting = true
          return
        }
        index += 1
      }
    }
    if needsRewriting { rewrite(&buffer, from: start, escapes) }
    trim(&buffer, from: start)
  }

  private static func rewrite(_ buffer: inout [UInt8], from start: Int, _ escapes: Bool) {
    let source = Array(buffer[start...])
    buffer.removeSubrange(start...)
    var index = 0
    // A UTF-16 high surrogate that was escaped, waiting for its other half.
    var high: UInt32?
    func put(_ value: UInt32, _ buffer: inout [UInt8]) {
      switch value {
      case 0x0D:
        // CR LF is one line break.
        if !(index < source.count
          && (source[index] == 0x0A || escapes && escape(source, index) == 0x0A))
        {
          buffer.append(0x0A)
        }
      case 0x0A, 0x09: buffer.append(UInt8(value))
      case 0..<0x20, 0x7F: break
      default:
        if let scalar = Unicode.Scalar(value) { buffer.append(contentsOf: String(scalar).utf8) }
      }
    }
    while index < source.count {
      if escapes, let value = escape(source, index) {
        index += 7
        if (0xD800..<0xDC00).contains(value) {
          high = value
        } else if let first = high, (0xDC00..<0xE000).contains(value) {
          put(0x10000 + (first - 0xD800) << 10 + (value - 0xDC00), &buffer)
          high = nil
        } else {
          put(value, &buffer)
        }
        continue
      }
      high = nil
      let byte = source[index]
      index += 1
      if byte < 0x20 { put(UInt32(byte), &buffer) } else { buffer.append(byte) }
    }
  }

  /// The value of `_xHHHH_` at a place.
  private static func escape(_ bytes: [UInt8], _ index: Int) -> UInt32? {
    guard index + 6 < bytes.count, bytes[index] == 0x5F, bytes[index + 1] | 0x20 == 0x78,
      bytes[index + 6] == 0x5F
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[(index + 2)..<(index + 6)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(byte - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(byte - 0x57)
      default: return nil
      }
    }
    return value
  }

  /// Blanks: ASCII ones, the no-break and the ideographic space, the byte order mark.
  private static func trim(_ buffer: inout [UInt8], from start: Int) {
    while buffer.count > start {
      let count = buffer.count
      let last = buffer[count - 1]
      if last <= 0x20 {
        buffer.removeLast()
      } else if count - start >= 2, last == 0xA0, buffer[count - 2] == 0xC2 {
        buffer.removeLast(2)
      } else if count - start >= 3, isWideBlank(buffer, at: count - 3) {
        buffer.removeLast(3)
      } else {
        break
      }
    }
    var first = start
    while first < buffer.count {
      if buffer[first] <= 0x20 {
        first += 1
      } else if first + 1 < buffer.count, buffer[first] == 0xC2, buffer[first + 1] == 0xA0 {
        first += 2
      } else if first + 2 < buffer.count, isWideBlank(buffer, at: first) {
        first += 3
      } else {
        break
      }
    }
    if first > start { buffer.removeSubrange(start..<first) }
  }

  private static func isWideBlank(_ buffer: [UInt8], at index: Int) -> Bool {
    buffer[index] == 0xE3 && buffer[index + 1] == 0x80 && buffer[index + 2] == 0x80
      || buffer[index] == 0xEF && buffer[index + 1] == 0xBB && buffer[index + 2] == 0xBF
  }
}

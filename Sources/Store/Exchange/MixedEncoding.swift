/// A text file whose lines are not all in one encoding, as when parts of several exports were put together: most
/// are read, the others are named.
struct MixedEncoding {
  /// The file with every byte beyond ASCII of the other lines made a question mark.
  private(set) var cleaned: [UInt8]
  /// The lines that are not in the file's own encoding, from 1.
  private(set) var strange: Set<Int> = []
  /// Whether most of it is UTF-8.
  let isUTF8: Bool

  /// Nil when the lines are all of one kind, or the others are too many to be passed over.
  init?(_ bytes: [UInt8]) {
    var valid: [Range<Int>] = []
    var invalid: [Range<Int>] = []
    var numbers: [Int: Int] = [:]
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let kind = MixedEncoding.kind(of: bytes[start..<end])
      if kind == .utf8 { valid.append(start..<end) }
      if kind == .other { invalid.append(start..<end) }
      if kind != .ascii { numbers[start] = line }
      start = end + 1
      line += 1
    }
    guard !valid.isEmpty, !invalid.isEmpty else { return nil }
    isUTF8 = valid.count >= invalid.count
    cleaned = bytes
    let others = isUTF8 ? invalid : valid
    guard others.count * 2 < line - 1 else { return nil }
    for range in others {
      if let number = numbers[range.lowerBound] { strange.insert(number) }
      for index in range where cleaned[index] >= 0x80 { cleaned[index] = 0x3F }
    }
  }

  private enum Kind { case ascii, utf8, other }

  private static func kind(of line: ArraySlice<UInt8>) -> Kind {
    guard line.contains(where: { $0 >= 0x80 }) else { return .ascii }
    guard let text = String(validating: line, as: UTF8.self) else { return .other }
    // Two or three letters can be both: then they are what the others are, and Han in a row is no accident.
    let letters = text.unicodeScalars.count { $0.value >= 0x800 }
    return letters >= 3 ? .utf8 : .ascii
  }

  /// Why a row on such a line is not taken.
  var reason: String {
    isUTF8
      ? "这一行不是 UTF-8 编码（多半是 GB18030），与整份文件不一致；请统一编码后重新导出"
      : "这一行是 UTF-8 编码，而整份文件是 GB18030；请统一编码后重新导出"
  }
}

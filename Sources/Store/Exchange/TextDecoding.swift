import Glibc

/// Turns a file's bytes into UTF-8, whatever office software wrote it.
package enum TextDecoding {
  /// A file's text.
  package struct Decoded: Hashable, Sendable {
    /// The text in UTF-8, without a byte order mark.
    package var utf8: [UInt8]
    /// `UTF-8`, `GB18030` or `UTF-16`.
    package var encoding: String

    /// The text.
    package var text: String { String(decoding: utf8, as: UTF8.self) }
  }

  /// Tries strict UTF-8 first, since almost any UTF-8 also passes as GB18030, and UTF-16 by its mark.
  /// - Throws: ``ExchangeError`` for empty, binary, damaged and cut-off files.
  package static func decode(_ bytes: [UInt8]) throws(ExchangeError) -> Decoded {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return try nonBlank(decodeUTF16(bytes), "UTF-16")
    }
    if let format = format(of: bytes) { throw .notText(format: format) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    if isBinary(body) { throw .notText(format: nil) }
    switch UTF8Check(body) {
    case .valid: return try nonBlank(body, "UTF-8")
    // Letters in a row that are UTF-8 are no accident: it is UTF-8, cut off or damaged.
    case .cutOff(let letters) where letters >= 8 || body.count < bytes.count:
      throw .truncated(encoding: "UTF-8")
    case .invalid(let offset, let letters) where letters >= 8 || body.count < bytes.count:
      throw .damaged(encoding: "UTF-8", line: line(of: offset, in: body))
    case .cutOff, .invalid:
      return try nonBlank(decodeGB18030(body), "GB18030")
    }
  }

  private static func nonBlank(
    _ utf8: [UInt8], _ encoding: String
  ) throws(ExchangeError) -> Decoded {
    guard utf8.contains(where: { $0 > 0x20 }) else { throw .empty }
    return Decoded(utf8: utf8, encoding: encoding)
  }

  private static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    1 + bytes.prefix(offset).count { $0 == 0x0A }
  }

  // MARK: Not text

  private static func format(of bytes: [UInt8]) -> String? {
    let signatures: [(String, [UInt8])] = [
      ("xlsx", [0x50, 0x4B, 0x03, 0x04]), ("xls", [0xD0, 0xCF, 0x11, 0xE0]),
      ("pdf", [0x25, 0x50, 0x44, 0x46]), ("rar", [0x52, 0x61, 0x72, 0x21]),
      ("图片", [0x89, 0x50, 0x4E, 0x47]), ("图片", [0xFF, 0xD8, 0xFF]), ("压缩", [0x1F, 0x8B]),
    ]
    if let found = signatures.first(where: { bytes.starts(with: $0.1) }) { return found.0 }
    // Some systems export a web page, or the XML of 2003, and call it .xls.
    let beginning = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
    if beginning.contains("urn:schemas-microsoft-com:office:spreadsheet") { return "XML 表格" }
    let first = beginning.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    return ["<html", "<!doctype html", "<table", "<meta"].contains { first.hasPrefix($0) }
      ? "网页（HTML）" : nil
  }

  /// Text has no NUL, and next to no other control characters.
  private static func isBinary(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var controls = 0
      var index = 0
      while index < bytes.count {
        // Eight bytes without any control character, as nearly all are, are passed over at once.
        if index + 8 <= bytes.count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          if (word &- 0x2020_2020_2020_2020) & ~word & 0x8080_8080_8080_8080 == 0 {
            index += 8
            continue
          }
        }
        let byte = bytes[index]
        index += 1
        guard byte < 0x20 else { continue }
        if byte == 0 { return true }
        if byte != 0x09, byte != 0x0A, byte != 0x0D { controls += 1 }
      }
      return controls > 8 && controls > bytes.count / 1000
    }
  }

  // MARK: UTF-16

  private static func decodeUTF16(_ bytes: [UInt8]) throws(ExchangeError) -> [UInt8] {
    guard bytes.count.isMultiple(of: 2) else { throw .truncated(encoding: "UTF-16") }
    let high = bytes[0] == 0xFF ? 1 : 0
    let units: [UInt16] = stride(from: 2, to: bytes.count, by: 2).map { (index: Int) -> UInt16 in
      UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
    }
    if units.contains(0) { throw .notText(format: nil) }
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count * 3 / 2)
    guard
      !transcode(
        units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true,
        into: { utf8.append($0) })
    else { throw .damaged(encoding: "UTF-16", line: line(of: utf8.count, in: utf8)) }
    return utf8
  }

  // MARK: GB18030

  /// By iconv, which is twice as fast as Foundation and says where it fails.
  private static func decodeGB18030(_ bytes: [UInt8]) throws(ExchangeError) -> [UInt8] {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
    else { throw .damaged(encoding: "GB18030", line: 1) }
    defer { iconv_close(converter) }
    // Two bytes become three at most, one stays one, four become four.
    let room = bytes.count * 3 / 2 + 16
    var input = bytes
    var failure: (code: Int32, offset: Int)?
    let utf8 = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      input.withUnsafeMutableBytes { source in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var fromLeft = source.count
        buffer.withMemoryRebound(to: CChar.self) { target in
          var to = target.baseAddress
          var toLeft = target.count
          if iconv(converter, &from, &fromLeft, &to, &toLeft) == -1 {
            failure = (errno, source.count - fromLeft)
          }
          count = target.count - toLeft
        }
      }
    }
    guard let failure else { return utf8 }
    if failure.code == EINVAL { throw .truncated(encoding: "GB18030") }
    throw .damaged(encoding: "GB18030", line: line(of: failure.offset, in: bytes))
  }
}

/// Whether bytes are UTF-8, and if not, how far and how surely they are.
private enum UTF8Check {
  case valid
  /// They end within a character; so many letters beyond ASCII came before.
  case cutOff(letters: Int)
  /// The first wrong byte; so many letters beyond ASCII came before.
  case invalid(offset: Int, letters: Int)

  init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer(UTF8Check.check)
  }

  private static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> UTF8Check {
    var index = 0
    var letters = 0
    while index < bytes.count {
      let lead = bytes[index]
      if lead < 0x80 {
        index += 1
        continue
      }
      // Han, which most of any file is: three bytes that need no closer look.
      if lead >= 0xE1, lead <= 0xEF, lead != 0xED, index + 2 < bytes.count,
        bytes[index + 1] & 0xC0 == 0x80,
        bytes[index + 2] & 0xC0 == 0x80
      {
        letters += 1
        index += 3
        continue
      }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard (0xC2...0xF4).contains(lead) else { return .invalid(offset: index, letters: letters) }
      for offset in 1..<length {
        guard index + offset < bytes.count else { return .cutOff(letters: letters) }
        let byte = bytes[index + offset]
        var least: UInt8 = 0x80
        var most: UInt8 = 0xBF
        if offset == 1 {
          if lead == 0xE0 { least = 0xA0 }
          if lead == 0xED { most = 0x9F }
          if lead == 0xF0 { least = 0x90 }
          if lead == 0xF4 { most = 0x8F }
        }
        guard byte >= least, byte <= most else { return .invalid(offset: index, letters: letters) }
      }
      letters += 1
      index += length
    }
    return .valid
  }
}

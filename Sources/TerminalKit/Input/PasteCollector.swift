/// Collects the bytes of a bracketed paste up to its end mark.
///
/// A start mark inside is text like any other (and loses its escape character), so a hostile clipboard
/// cannot break out; what exceeds the limit is read and thrown away.
struct PasteCollector {
  /// Room for a day of a busy group; a mistaken paste of a whole file must not fill the memory.
  static let limit = 256 * 1024

  private static let endMark = Array("\u{1B}[201~".utf8)
  private var bytes: [UInt8] = []
  private var matched = 0
  private var isTruncated = false

  /// Takes one byte; returns the event when this was the last of the end mark.
  mutating func take(_ byte: UInt8) -> InputEvent? {
    if byte == Self.endMark[matched] {
      matched += 1
      return matched == Self.endMark.count ? event(interrupted: false) : nil
    }
    // Not the mark after all. Its first byte occurs nowhere else in it, so no overlap to consider.
    for index in 0..<matched { keep(Self.endMark[index]) }
    matched = 0
    if byte == Self.endMark[0] {
      matched = 1
    } else {
      keep(byte)
    }
    return nil
  }

  /// What has arrived so far, for a paste whose end never comes.
  func event(interrupted: Bool) -> InputEvent {
    .paste(text, truncated: isTruncated || interrupted)
  }

  private mutating func keep(_ byte: UInt8) {
    if bytes.count < Self.limit {
      bytes.append(byte)
    } else {
      isTruncated = true
    }
  }

  private var text: String {
    var whole = bytes[...]
    if isTruncated {
      // Do not leave half a character at the cut.
      while let last = whole.last, last & 0xC0 == 0x80 { whole.removeLast() }
      if let last = whole.last, last >= 0xC0 { whole.removeLast() }
    }
    return Sanitizer.text(String(decoding: whole, as: UTF8.self))
  }
}

/// Puts UTF-8 characters together byte by byte, so that a character split over two reads survives.
struct UTF8Assembler {
  /// What became of one byte.
  enum Step: Equatable {
    case incomplete
    case scalar(Unicode.Scalar)
    /// What came before was broken and this byte belongs to something new: take it again.
    case brokenBefore
    /// This byte can begin nothing.
    case invalid
  }

  private var value: UInt32 = 0
  private var missing = 0
  /// Which second bytes are allowed: overlong forms and surrogates are shut out here.
  private var nextRange: ClosedRange<UInt8> = 0x80...0xBF

  var isInside: Bool { missing > 0 }

  mutating func take(_ byte: UInt8) -> Step {
    guard missing > 0 else { return lead(byte) }
    guard nextRange.contains(byte) else {
      missing = 0
      return .brokenBefore
    }
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    nextRange = 0x80...0xBF
    guard missing == 0 else { return .incomplete }
    return Unicode.Scalar(value).map(Step.scalar) ?? .invalid
  }

  private mutating func lead(_ byte: UInt8) -> Step {
    nextRange = 0x80...0xBF
    switch byte {
    case 0x00...0x7F:
      return .scalar(Unicode.Scalar(byte))
    case 0xC2...0xDF:
      missing = 1
      value = UInt32(byte & 0x1F)
    case 0xE0...0xEF:
      missing = 2
      value = UInt32(byte & 0x0F)
      if byte == 0xE0 { nextRange = 0xA0...0xBF }
      if byte == 0xED { nextRange = 0x80...0x9F }
    case 0xF0...0xF4:
      missing = 3
      value = UInt32(byte & 0x07)
      if byte == 0xF0 { nextRange = 0x90...0xBF }
      if byte == 0xF4 { nextRange = 0x80...0x8F }
    default:
      return .invalid
    }
    return .incomplete
  }
}

import CoreModel

/// The spellings of dates that exports use.
enum DateSpelling {
  enum Reading: Equatable {
    case instant(Instant)
    /// A day without a time.
    case day(Day)
    /// It looks like a date, and there is no such day or time.
    case impossible
    /// It is something else: 「5个工作日」.
    case other
  }

  /// Reads `2024-03-19 17:46:52`, `2024/3/19 17:46`, `2024.3.19`, `2024年3月19日 17时46分`, `20240319174652`,
  /// `20240319`, `2024-03-19T17:46:52+08:00`; without an offset in Shanghai time.
  static func read(_ text: String) -> Reading {
    if let instant = usual(text) { return .instant(instant) }
    if text.utf8.contains(UInt8(ascii: "T")), let instant = Instant(iso8601: text) {
      return .instant(instant)
    }
    var numbers: [Int] = []
    var sizes: [Int] = []
    var isInNumber = false
    for scalar in text.unicodeScalars {
      let half = scalar.halfWidth
      if half.isDigit {
        let digit = Int(half.value) - 0x30
        if isInNumber, let last = numbers.indices.last {
          guard sizes[last] < 14 else { return .other }
          numbers[last] = numbers[last] * 10 + digit
          sizes[last] += 1
        } else {
          numbers.append(digit)
          sizes.append(1)
        }
        isInNumber = true
      } else {
        isInNumber = false
        guard joints.contains(half) else { return .other }
      }
    }
    guard let first = sizes.first else { return .other }
    if first > 4 { numbers = split(numbers, first) }
    return instant(numbers, yearDigits: first)
  }

  /// The same of UTF-8.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Reading {
    if let instant = usual(bytes) { return .instant(instant) }
    return read(String(decoding: bytes, as: UTF8.self))
  }

  private static func usual(_ text: String) -> Instant? {
    var text = text
    return text.withUTF8(usual)
  }

  /// `2024-03-19 17:46:52` and `2024/03/19 17:46:52`, which nearly every export writes, without a detour.
  private static func usual(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
    guard bytes.count == 19, bytes[4] == bytes[7], bytes[4] == 0x2D || bytes[4] == 0x2F,
      bytes[10] == 0x20, bytes[13] == 0x3A, bytes[16] == 0x3A
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte) - 0x30
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let date = number(8..<10),
      let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second < 60,
      let day = Day(year: year, month: month, day: date)
    else { return nil }
    let instant = day.at(minute: hour * 60 + minute).adding(seconds: second)
    return instant < .earliestSupported ? nil : instant
  }

  private static func split(_ numbers: [Int], _ digits: Int) -> [Int] {
    var parts: [Int] = []
    var rest = numbers[0]
    if digits == 14 {
      parts.insert(rest % 100, at: 0)
      rest /= 100
    }
    if digits >= 12 {
      parts.insert(rest % 100, at: 0)
      rest /= 100
      parts.insert(rest % 100, at: 0)
      rest /= 100
    }
    return [rest / 10_000, rest / 100 % 100, rest % 100] + parts + numbers.dropFirst()
  }

  private static func instant(_ numbers: [Int], yearDigits: Int) -> Reading {
    guard [4, 8, 12, 14].contains(yearDigits), (3...7).contains(numbers.count) else {
      return .other
    }
    let hour = numbers.count > 3 ? numbers[3] : 0
    let minute = numbers.count > 4 ? numbers[4] : 0
    let second = numbers.count > 5 ? numbers[5] : 0
    guard let day = Day(year: numbers[0], month: numbers[1], day: numbers[2]), hour < 24,
      minute < 60, second < 60
    else { return .impossible }
    let instant = day.at(minute: hour * 60 + minute).adding(seconds: second)
    if instant < .earliestSupported { return .impossible }
    return numbers.count == 3 ? .day(day) : .instant(instant)
  }

  private static let joints: Set<Unicode.Scalar> = [
    "-", "/", ".", ":", " ", "年", "月", "日", "时", "点", "分", "秒", "T",
  ]
}

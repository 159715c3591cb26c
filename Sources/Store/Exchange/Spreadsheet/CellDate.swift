import CoreModel

/// How serial dates read as text: spelled so that ``DateSpelling`` reads them.
enum CellDate {
  /// Appends a date's text: `2024-03-19`, `2024-03-19 17:46:52`, `17:46`.
  /// - Returns: False for numbers that are no date (negative, beyond the year 9999): nothing is appended.
  static func append(
    _ serial: Double, as format: CellFormat, from1904: Bool, to text: inout [UInt8]
  ) -> Bool {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return false }
    var day = Int(serial.rounded(.down))
    // To the second: times are fractions that are never quite right.
    var second = Int(((serial - serial.rounded(.down)) * 86_400).rounded())
    if second >= 86_400 {
      day += 1
      second -= 86_400
    }
    if format == .hours {
      put(day * 24 + second / 3600, digits: 1, &text)
      putMinutes(second, &text)
      return true
    }
    if format == .time, day == 0, !from1904 {
      put(second / 3600, digits: 2, &text)
      putMinutes(second, &text)
      return true
    }
    if from1904 { day += 1462 }
    let (year, month, date) = civil(day)
    put(year, digits: 4, &text)
    text.append(0x2D)
    put(month, digits: 2, &text)
    text.append(0x2D)
    put(date, digits: 2, &text)
    // What a format of days alone does not show is not left out: it is when something happened.
    if format != .day || second != 0 {
      text.append(0x20)
      put(second / 3600, digits: 2, &text)
      text.append(0x3A)
      put(second / 60 % 60, digits: 2, &text)
      text.append(0x3A)
      put(second % 60, digits: 2, &text)
    }
    return true
  }

  /// Excel takes 1900 for a leap year, as Lotus 1-2-3 did, and calls its first day the 0th of January.
  private static func civil(_ serial: Int) -> (year: Int, month: Int, day: Int) {
    switch serial {
    case 0: return (1900, 1, 0)
    case 60: return (1900, 2, 29)
    default:
      let components = Day(number: serial - (serial < 60 ? 25_568 : 25_569)).components
      return (components.year, components.month, components.day)
    }
  }

  /// `:46`, and `:46:52` when there are seconds.
  private static func putMinutes(_ second: Int, _ text: inout [UInt8]) {
    text.append(0x3A)
    put(second / 60 % 60, digits: 2, &text)
    if second % 60 != 0 {
      text.append(0x3A)
      put(second % 60, digits: 2, &text)
    }
  }

  private static func put(_ number: Int, digits: Int, _ text: inout [UInt8]) {
    if digits == 2 {
      text.append(0x30 + UInt8(number / 10 % 10))
      text.append(0x30 + UInt8(number % 10))
    } else {
      let written = Array(String(number).utf8)
      text.append(contentsOf: repeatElement(0x30, count: Swift.max(0, digits - written.count)))
      text.append(contentsOf: written)
    }
  }

  /// Makes `2024-03-19T17:46:52.000Z`, as cells of type `d` have it, the usual spelling in place.
  static func spellPlainly(_ text: inout [UInt8], from start: Int) {
    guard text.count - start > 10, text[start + 10] == 0x54 else { return }
    text[start + 10] = 0x20
    if text.last == 0x5A { text.removeLast() }
    if let point = text[start...].firstIndex(of: 0x2E) { text.removeSubrange(point...) }
  }
}

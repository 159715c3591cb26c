/// How numbers of cells read as text: as people see them, without exponents, and no digit lost.
enum CellNumber {
  /// Appends a number's text as its format means it: a date, a time, leading zeros.
  /// - Returns: Whether digits were lost, as ``append(_:padding:to:)`` says.
  static func append(
    _ stored: [UInt8], as format: CellFormat, from1904: Bool, to text: inout [UInt8]
  ) -> Bool {
    guard !stored.isEmpty else { return false }
    switch format {
    case .number: return append(stored, to: &text)
    case .padded(let digits): return append(stored, padding: Int(digits), to: &text)
    case .day, .dayAndTime, .time, .hours:
      if let serial = Double(String(decoding: stored, as: UTF8.self)),
        CellDate.append(serial, as: format, from1904: from1904, to: &text)
      {
        return false
      }
      return append(stored, to: &text)
    }
  }

  /// Appends a number's text.
  /// - Parameters:
  ///   - stored: As the file has it: `13800002046`, `1.3800002046E10`.
  ///   - padding: Leading zeros up to so many digits.
  /// - Returns: Whether it is a whole number with more digits than Excel can keep (15), whose last ones have
  ///   therefore become zeros.
  static func append(
    _ stored: some RandomAccessCollection<UInt8>, padding: Int = 0, to text: inout [UInt8]
  ) -> Bool {
    guard let number = Decimal(stored) else {
      // Not a number whatever the cell says: as it stands.
      text.append(contentsOf: stored)
      return false
    }
    return number.append(padding: padding, to: &text)
  }

  /// A decimal number as its digits and where its point is.
  private struct Decimal {
    private var isNegative = false
    private var digits: [UInt8] = []
    /// How many digits stand before the point; negative for zeros after it.
    private var point = 0
    private var hadExponent = false

    init?(_ stored: some RandomAccessCollection<UInt8>) {
      guard stored.count <= 400 else { return nil }
      var exponent = 0
      var exponentSign = 1
      var state = 0  // 0 start, 1 whole digits, 2 after the point, 3 after e, 4 exponent digits
      var sawDigit = false
      for byte in stored {
        switch (byte, state) {
        case (0x2D, 0):
          isNegative = true
          state = 1
        case (0x2B, 0): state = 1
        case (0x30...0x39, 0...1):
          state = 1
          sawDigit = true
          if byte != 0x30 || !digits.isEmpty { digits.append(byte) }
        case (0x2E, 0...1):
          point = digits.count
          state = 2
        case (0x30...0x39, 2):
          sawDigit = true
          if byte == 0x30, digits.isEmpty { point -= 1 } else { digits.append(byte) }
        case (0x45, 1...2), (0x65, 1...2):
          if state == 1 { point = digits.count }
          state = 3
          hadExponent = true
        case (0x2B, 3): state = 4
        case (0x2D, 3):
          exponentSign = -1
          state = 4
        case (0x30...0x39, 3...4):
          state = 4
          exponent = exponent * 10 + Int(byte - 0x30)
          if exponent > 400 { return nil }
        default: return nil
        }
      }
      guard sawDigit else { return nil }
      if state <= 1 { point = digits.count }
      point += exponentSign * exponent
      while digits.last == 0x30, hadExponent || digits.count > point { digits.removeLast() }
      if digits.isEmpty { point = 0 }
    }

    func append(padding: Int, to text: inout [UInt8]) -> Bool {
      var number = self
      // 0.30000000000000004 is 0.3 to everybody who sees it; whole numbers written out are left alone.
      if digits.count > 15, hadExponent || digits.count > point {
        number.round(to: hadExponent ? 15 : Swift.max(15, point))
      }
      guard number.point <= 40, number.point > -30 else {
        // Beyond anything that stands in a list: 1E300.
        text.append(contentsOf: number.scientific)
        return false
      }
      if number.isNegative, !number.digits.isEmpty { text.append(0x2D) }
      let whole = Swift.max(number.point, 0)
      if padding > whole {
        text.append(contentsOf: repeatElement(0x30, count: padding - whole))
      } else if whole == 0 {
        text.append(0x30)
      }
      let kept = Swift.min(whole, number.digits.count)
      text.append(contentsOf: number.digits[..<kept])
      text.append(contentsOf: repeatElement(0x30, count: whole - kept))
      let isWhole = kept == number.digits.count
      if !isWhole {
        text.append(0x2E)
        text.append(contentsOf: repeatElement(0x30, count: Swift.max(-number.point, 0)))
        text.append(contentsOf: number.digits[kept...])
      }
      return isWhole && whole > 15 && number.digits.dropFirst(15).allSatisfy { $0 == 0x30 }
    }

    private var scientific: [UInt8] {
      var text: [UInt8] = isNegative ? [0x2D] : []
      text.append(digits.first ?? 0x30)
      if digits.count > 1 {
        text.append(0x2E)
        text.append(contentsOf: digits[1...])
      }
      text.append(contentsOf: "E\(point - 1)".utf8)
      return text
    }

    private mutating func round(to count: Int) {
      guard digits.count > count else { return }
      let roundsUp = digits[count] >= 0x35
      digits.removeSubrange(count...)
      if roundsUp {
        var index = count - 1
        while index >= 0, digits[index] == 0x39 {
          digits[index] = 0x30
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(0x31, at: 0)
          point += 1
        }
      }
      while digits.last == 0x30 { digits.removeLast() }
      if digits.isEmpty { point = 0 }
    }
  }
}

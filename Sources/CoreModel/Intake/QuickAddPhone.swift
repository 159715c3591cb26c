/// Telephone numbers: mobile, and Shanghai's fixed lines with or without 021.
extension QuickAddLine {
  mutating func readPhone() {
    var index = 0
    while index < count {
      guard let (digits, range) = phone(at: index) else {
        index += 1
        continue
      }
      if draft.resident.phone == nil {
        draft.resident.phone = digits
        take(withLabel(range, QuickAddLine.labels), as: .phone, meaning: digits)
      } else {
        complain("有两个电话：登记了前一个，「\(typed(range))」留在内容里")
      }
      index = range.upperBound
    }
  }

  private func phone(at index: Int) -> (digits: String, range: Range<Int>)? {
    if let before = self[index - 1], before.isDigit || before.isLetter { return nil }
    return mobile(at: index) ?? fixedLine(at: index)
  }

  private func mobile(at index: Int) -> (String, Range<Int>)? {
    var start = index
    if has(["+", "8", "6"], at: index) { start = index + 3 }
    if start > index, self[start] == "-" || self[start] == " " { start += 1 }
    guard self[start] == "1", let second = self[start + 1], ("3"..."9").contains(second),
      let (digits, end) = grouped([3, 4, 4], at: start)
    else { return nil }
    return (digits, index..<end)
  }

  private func fixedLine(at index: Int) -> (String, Range<Int>)? {
    var start = index
    var area = ""
    if self[index] == "(" || self[index] == "0" {
      let open = self[index] == "(" ? 1 : 0
      let end = self.end(from: index + open, while: \.isDigit)
      area = words(index + open..<end)
      if open == 1 {
        guard self[end] == ")" else { return nil }
        start = end + 1
      } else if self[end] == "-" || self[end] == " " {
        start = end + 1
      } else {
        area = String(area.prefix(3))
        start = index + 3
      }
      guard area.hasPrefix("0"), (3...4).contains(area.count) else { return nil }
      if self[start] == "-" || self[start] == " " { start += 1 }
    } else if self[index - 1] == "-" || self[index - 1] == "号" {
      // The end of some reference number.
      return nil
    }
    guard let first = self[start], ("2"..."8").contains(first),
      let (digits, end) = grouped([4, 4], at: start), self[end] != "-" || !isDigit(end + 1)
    else { return nil }
    guard !area.isEmpty || !QuickAddLine.isDate(digits) else { return nil }
    return (area.isEmpty ? digits : "\(area)-\(digits)", index..<end)
  }

  /// Groups of digits, with at most one blank or hyphen between them, and no digit after them.
  private func grouped(_ sizes: [Int], at index: Int) -> (String, Int)? {
    var digits = ""
    var end = index
    for (turn, size) in sizes.enumerated() {
      if turn > 0, self[end] == " " || self[end] == "-" { end += 1 }
      guard (end..<end + size).allSatisfy(isDigit) else { return nil }
      digits += words(end..<end + size)
      end += size
    }
    return isDigit(end) ? nil : (digits, end)
  }

  private func isDigit(_ index: Int) -> Bool { self[index]?.isDigit == true }

  /// 「电话：」 in front of the number goes with it, when it begins a word.
  func withLabel(_ range: Range<Int>, _ labels: [String]) -> Range<Int> {
    var end = range.lowerBound
    while let before = self[end - 1], before == ":" || before == " " { end -= 1 }
    for label in labels {
      let start = end - label.unicodeScalars.count
      if has(Array(label.unicodeScalars), at: start), isBoundary(start - 1) {
        return start..<range.upperBound
      }
    }
    return range
  }

  private static let labels = ["联系电话", "电话号码", "手机号码", "手机号", "电话", "手机"]

  /// 20261121 is a day, not a telephone.
  private static func isDate(_ digits: String) -> Bool {
    guard digits.hasPrefix("20"), let year = Int(digits.prefix(4)),
      let month = Int(digits.dropFirst(4).prefix(2)), let day = Int(digits.suffix(2))
    else { return false }
    return Day(year: year, month: month, day: day) != nil
  }
}

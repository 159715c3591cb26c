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
    readWrongPhones()
  }

  /// Mobile numbers with digits too few or too many. One that stands free is still the telephone, so that it
  /// is kept where it is masked; every one is asked about.
  private mutating func readWrongPhones() {
    var index = 0
    while index < count {
      guard self[index] == "1", let range = wrongPhone(at: index) else {
        index += 1
        continue
      }
      index = range.upperBound
      let digits = words(range).filter(\.isNumber)
      guard let problem = PhoneNumber.problem(digits) else { continue }
      complain(problem)
      let whole = withLabel(range, QuickAddLine.labels)
      if draft.resident.phone == nil, isBoundary(whole.lowerBound - 1), isBoundary(index) {
        draft.resident.phone = digits
        take(whole, as: .phone, meaning: digits)
      } else {
        keep(range)
      }
    }
  }

  private func wrongPhone(at index: Int) -> Range<Int>? {
    if let before = self[index - 1] {
      guard !before.isDigit, !before.isLetter, before != "-", before != "." else { return nil }
      if before == "号", withLabel(index..<index + 1, QuickAddLine.labels).count == 1 { return nil }
    }
    let end = self.end(from: index, while: \.isDigit)
    guard let last = PhoneNumber.lengths.contains(end - index) ? end : piecesEnd(from: index, end)
    else { return nil }
    let isGoingOn = self[last].map { $0.isDigit || $0.isLetter || $0 == "." } ?? false
    return isGoingOn || isAmount(at: last) ? nil : index..<last
  }

  /// The end of `138 0000 204`.
  private func piecesEnd(from index: Int, _ first: Int) -> Int? {
    guard first == index + 3, let second = self[index + 1], ("3"..."9").contains(second) else {
      return nil
    }
    var last = first
    for _ in 0..<2 {
      guard self[last] == " " || self[last] == "-" else { return nil }
      let end = self.end(from: last + 1, while: \.isDigit)
      guard (3...5).contains(end - last - 1) else { return nil }
      last = end
    }
    return isDigit(last) ? nil : last
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

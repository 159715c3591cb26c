/// 隐私: what residents and staff wrote, as lists and details may show it.
package enum Privacy {
  /// The text with every number in it masked that looks like a telephone: `李阿姨 138****2046 家漏水`.
  ///
  /// Mobile and fixed lines, in one piece or with the blanks and hyphens that people put between the digits,
  /// also with a digit too few or too many, and any longer number, since it may be somebody's identity card.
  /// Dates, times, numbers of requests, amounts and rooms stay. What is masked already stays as it is.
  package static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count(where: \.halfWidth.isDigit) >= PhoneText.shortest else { return text }
    return PhoneText.masking(scalars, PhoneFinder(scalars).numbers)
  }

  /// Why a text cannot stand on a notice that is posted: a telephone or somebody's door is in it; nil when neither is.
  /// Names cannot be told from other words.
  package static func refusal(toPost text: String, _ what: String) -> Refusal? {
    if masked(text) != text { return .invalid("\(what)要张贴出去，不能有电话号码；请去掉号码") }
    if namesDoor(text) { return .invalid("\(what)要张贴出去，不能有室号；请只写到楼，例如「12号楼」") }
    return nil
  }

  /// Whether a door is in it: `502室`, `12号502`.
  static func namesDoor(_ text: String) -> Bool {
    let scalars = text.unicodeScalars.map(\.halfWidth)
    var index = 0
    while index < scalars.count {
      let start = index
      while index < scalars.count, scalars[index].isDigit { index += 1 }
      guard index > start else { index += 1; continue }
      guard (3...4).contains(index - start) else { continue }
      let before = start > 0 ? scalars[start - 1] : " "
      let after = index < scalars.count ? scalars[index] : " "
      if after == "室" { return true }
      if "号楼幢栋".unicodeScalars.contains(before), !"年元万户块米号弄".unicodeScalars.contains(after) {
        return true
      }
    }
    return false
  }
}

/// Finds the digits of a text that look like telephones.
private struct PhoneFinder {
  private let text: [Unicode.Scalar]
  private let runs: [Range<Int>]
  /// Pieces that are settled, as a telephone or as something else.
  private var isSettled: [Bool]
  /// Positions of the digits of each, in the order of the text.
  private(set) var numbers: [[Int]] = []

  init(_ scalars: [Unicode.Scalar]) {
    text = scalars.map(\.halfWidth)
    var runs: [Range<Int>] = []
    var start: Int?
    for index in 0...text.count {
      if index < text.count, text[index].isDigit {
        start = start ?? index
      } else if let first = start {
        runs.append(first..<index)
        start = nil
      }
    }
    self.runs = runs
    isSettled = Array(repeating: false, count: runs.count)
    for (index, run) in runs.enumerated()
    where run.count == 8 && PhoneFinder.beginsWithDay(string(run)) {
      // A day, or the number of a request, whose serial does not begin a telephone.
      isSettled[index] = true
      let isNumber = index + 1 < runs.count && runs[index + 1].lowerBound == run.upperBound + 1
      if isNumber, text[run.upperBound] == "-" { isSettled[index + 1] = true }
    }
    // First what is plain: in 「1301 138 0000 2046」 the room in front could begin a number as well.
    find { $0 == [3, 4, 4] || $0 == [3, 8] || $0 == [7, 4] }
    find { _ in true }
    numbers.sort { $0[0] < $1[0] }
  }

  /// Numbers whose pieces have lengths that are asked for, from left to right.
  private mutating func find(_ isAsked: ([Int]) -> Bool) {
    var first = 0
    while first < runs.count {
      var next = first + 1
      if isSettled[first] { first = next; continue }
      for last in joined(from: first).reversed() {
        let pieces = Array(runs[first...last])
        let lengths = pieces.map(\.count)
        guard isAsked(lengths), isPhone(pieces, lengths) else { continue }
        for index in first...last { isSettled[index] = true }
        numbers.append(pieces.flatMap(Array.init))
        next = last + 1
        break
      }
      first = next
    }
  }

  /// The last of the pieces that may belong to a number which begins with this one.
  private func joined(from first: Int) -> ClosedRange<Int> {
    var last = first
    while last + 1 < runs.count, last - first < 3, !isSettled[last + 1] {
      let gap = text[runs[last].upperBound..<runs[last + 1].lowerBound]
      guard gap.count <= 3, gap.allSatisfy(PhoneFinder.isSeparator) else { break }
      last += 1
    }
    return first...last
  }

  private func isPhone(_ pieces: [Range<Int>], _ lengths: [Int]) -> Bool {
    let digits = pieces.map { string($0) }
    let all = digits.joined()
    guard pieces.count > 1 else { return isPhone(all, at: pieces[0]) }
    if all.hasPrefix("1"), all.dropFirst().first.map({ "3"..."9" ~= $0 }) == true {
      // 138 0000 2046, 1380 0002 046, and 138 0000 204.
      let isRight = all.count == 11 && lengths[0] >= 3 && lengths.allSatisfy { $0 >= 2 }
      return isRight
        || lengths.count == 3 && lengths[0] == 3 && 3...5 ~= lengths[1] && 3...8 ~= lengths[2]
    }
    if all.hasPrefix("0"), 3...4 ~= lengths[0] {
      // 021-62120000 is found by its last piece.
      return [[4, 4], [3, 4]].contains(Array(lengths[1...]))
    }
    guard lengths == [4, 4] || lengths == [3, 4], let lead = all.first, "2"..."8" ~= lead else {
      return false
    }
    let whole = pieces[0].lowerBound..<pieces[pieces.count - 1].upperBound
    return !isMeasured(whole) && !isBuilding(whole) && !isPair(digits)
  }

  /// A number in one piece.
  private func isPhone(_ digits: String, at range: Range<Int>) -> Bool {
    guard digits.count >= PhoneText.shortest, !PhoneFinder.beginsWithDay(digits) else {
      return false
    }
    return digits.count > 10 || !isMeasured(range) && !isFraction(range)
  }

  // MARK: What is no telephone

  /// `20261122`, and what begins with it: numbers of requests and of tickets, moments.
  private static func beginsWithDay(_ digits: String) -> Bool {
    guard digits.count >= 8, ["19", "20"].contains(digits.prefix(2)),
      let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
      let day = Int(digits.dropFirst(6).prefix(2))
    else { return false }
    return Day(year: year, month: month, day: day) != nil
  }

  /// 「12000000元」, 「¥12000000」.
  private func isMeasured(_ range: Range<Int>) -> Bool {
    var after = range.upperBound
    while scalar(after) == " " { after += 1 }
    return scalar(after).map(PhoneFinder.units.contains) == true
      || scalar(range.lowerBound - 1).map(PhoneFinder.currencies.contains) == true
  }

  /// 「31.1234567」, 「1234567.5」.
  private func isFraction(_ range: Range<Int>) -> Bool {
    func isPoint(_ index: Int, _ next: Int) -> Bool {
      scalar(index) == "." && scalar(next)?.isDigit == true
    }
    return isPoint(range.lowerBound - 1, range.lowerBound - 2)
      || isPoint(range.upperBound, range.upperBound + 1)
  }

  /// 「12号502 1201」, 「2201-2305室」.
  private func isBuilding(_ range: Range<Int>) -> Bool {
    if scalar(range.upperBound).map(PhoneFinder.rooms.contains) == true { return true }
    guard let before = scalar(range.lowerBound - 1) else { return false }
    // 「手机号」 and 「电话号」 end so as well.
    if before == "号", ["机", "话"].contains(scalar(range.lowerBound - 2)) { return false }
    return PhoneFinder.rooms.contains(before) || before == "#" || before == "-"
  }

  /// 「2025-2026」, 「2026-1122」, 「2201 2202」, 「2030-2200」: years, a day, neighbours' rooms, hours.
  private func isPair(_ digits: [String]) -> Bool {
    guard digits[0].count == 4, let first = Int(digits[0]), let second = Int(digits[1]) else {
      return false
    }
    let isYear = 1900...2100 ~= first
    let isDay = Day(year: first, month: second / 100, day: second % 100) != nil
    let isRooms = first / 100 == second / 100 && first % 100 <= 20 && second % 100 <= 20
    let isHours = [first, second].allSatisfy { $0 < 2400 && $0 % 100 < 60 && $0 % 5 == 0 }
    return isYear && (1900...2100 ~= second || isDay) || isRooms || isHours
  }

  // MARK: Parts

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    text.indices.contains(index) ? text[index] : nil
  }

  private func string(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(text[range]))
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "." || PhoneText.isDash(scalar)
      || scalar.properties.isWhitespace && !newlines.contains(scalar)
  }

  private static let newlines: Set<Unicode.Scalar> = ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
  private static let units: Set<Unicode.Scalar> = [
    "元", "块", "圆", "角", "万", "亿", "千", "度", "平", "米", "吨", "人", "次", "件", "%",
  ]
  private static let currencies: Set<Unicode.Scalar> = ["¥", "￥", "$", "€"]
  private static let rooms: Set<Unicode.Scalar> = [
    "号", "楼", "栋", "幢", "弄", "室", "座", "户", "间", "层",
  ]
}

extension Recurrence {
  /// Reads how often something comes back as people write it: 「每季度」, 「每 2 周」, 「半年」, 「每月」.
  package init?(text: String) {
    var rest = Substring(Recurrence.plain(text))
    if rest.hasPrefix("每") { rest = rest.dropFirst() }
    if rest.hasPrefix("半年") {
      self.init(every: 6, unit: .month)
      return
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    var every = 1
    if !digits.isEmpty {
      guard digits.count <= 2, let number = Int(digits) else { return nil }
      every = number
      rest = rest.dropFirst(digits.count)
    } else if let first = rest.first, let number = Recurrence.numerals[first] {
      every = number
      rest = rest.dropFirst()
    }
    if rest.hasPrefix("个") { rest = rest.dropFirst() }
    switch rest {
    case "天", "日": self.init(every: every, unit: .day)
    case "周", "星期", "礼拜": self.init(every: every, unit: .week)
    case "月": self.init(every: every, unit: .month)
    case "季", "季度": self.init(every: every, unit: .quarter)
    case "年": self.init(every: every, unit: .year)
    default: return nil
    }
  }

  /// The same, that keeps to the day of the month on which it is first due.
  package init?(text: String, firstDue: Instant) {
    self.init(text: text)
    monthDay = firstDue.day.components.day
  }

  private static let numerals: [Character: Int] = [
    "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
  ]

  private static func plain(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let plain = scalar.halfWidth
      if plain != " " { view.append(plain) }
    }
    return String(view)
  }
}

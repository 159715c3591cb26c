/// When a shift is within its day, as rosters say it: 「早班(8:30-12:00)」, 「17:30-20:00」, 「夜巡」.
struct ShiftTime: Hashable {
  /// Minutes of the day; an end beyond 1440 is on the next one. Nil ones are the desk's own hours.
  var start: Int?
  var end: Int?
  /// What for, when the word says it.
  var kind: ShiftKind?
  /// Whether the times stand there, and are not what the word usually means.
  var isStated: Bool

  /// The desk's own hours of the day.
  static let deskHours = ShiftTime(start: nil, end: nil, kind: nil, isStated: false)

  private init(start: Int?, end: Int?, kind: ShiftKind?, isStated: Bool) {
    self.start = start
    self.end = end
    self.kind = kind
    self.isStated = isStated
  }

  /// Reads a text; nil when it says no time.
  /// - Parameter legend: What the sheet itself says of its words.
  init?(_ text: String, legend: [String: ShiftTime]) {
    let tidy = text.replacing("次日", with: "+").replacing("第二天", with: "+")
      .replacing("翌日", with: "+").replacingDashes
    let word = ShiftTime.words.first { tidy.hasPrefix($0.text) || tidy.hasSuffix($0.text) }
    if let span = ShiftTime.span(in: tidy) {
      self.init(start: span.start, end: span.end, kind: word?.kind, isStated: true)
    } else if let word, tidy.count <= word.text.count + 4 {
      if let own = legend[word.text] {
        self = own
      } else {
        self.init(start: word.start, end: word.end, kind: word.kind, isStated: false)
      }
    } else {
      return nil
    }
  }

  /// The same for another purpose, where that is known.
  func of(_ kind: ShiftKind?) -> ShiftTime {
    var time = self
    time.kind = kind ?? self.kind
    return time
  }

  /// What a sheet says of its words beside the table: 「早班：8:30-12:00；晚班：17:30-20:00」.
  static func legend(in texts: [String]) -> [String: ShiftTime] {
    var legend: [String: ShiftTime] = [:]
    for text in texts {
      let pieces = EntryText.clean(text).split { "；;，,。、 ".contains($0) }
      var pending: (text: String, kind: ShiftKind?)?
      for piece in pieces {
        let tidy = String(piece).replacing("次日", with: "+").replacingDashes
        let word = words.first { tidy.contains($0.text) }
        if let span = span(in: tidy), let meant = word.map({ ($0.text, $0.kind) }) ?? pending {
          legend[meant.0] = ShiftTime(
            start: span.start, end: span.end, kind: meant.1, isStated: true)
        }
        pending = word.map { ($0.text, $0.kind) }
      }
    }
    return legend
  }

  /// The first span in a text: `8:30-17:30`, `20:00-+8:00`, `8点-17点半`; one that ends before it begins goes
  /// on into the next day.
  private static func span(in text: String) -> (start: Int, end: Int)? {
    let plain = ClockText.plain(text)
    for run in plain.split(whereSeparator: { !("0"..."9").contains($0) && !":-+".contains($0) }) {
      guard run.contains(":") else { continue }
      let ends = run.split(separator: "-").map(String.init)
      guard ends.count >= 2 else { continue }
      let isNext = ends[1].hasPrefix("+")
      guard let start = minute(ends[0]), start < 1440,
        let end = minute(isNext ? String(ends[1].dropFirst()) : ends[1])
      else { continue }
      if isNext || end <= start {
        return end + 1440 - start <= 1440 ? (start, end + 1440) : nil
      }
      return (start, end)
    }
    return nil
  }

  /// `8:30`, `8`, `8:30:00`.
  private static func minute(_ text: String) -> Int? {
    // 「早班:8:30-12:00」 leaves a colon in front.
    let text = text.drop { $0 == ":" }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1, text.count <= 2 { return ClockText.minute(text + ":00") }
    return ClockText.minute(parts.prefix(2).joined(separator: ":"))
  }

  /// Words for shifts and what they usually mean, the longer ones first where one is in another.
  private static let words: [(text: String, start: Int?, end: Int?, kind: ShiftKind?)] = [
    ("夜巡", 1200, 1320, .nightPatrol), ("巡逻", 1200, 1320, .nightPatrol),
    ("早班", 510, 720, .day), ("早间", 510, 720, .day), ("上午", 510, 720, .day),
    ("中班", 720, 1050, .day), ("下午", 780, 1050, .day),
    ("午间", 690, 780, .noon), ("午班", 690, 780, .noon), ("中午", 690, 780, .noon),
    ("晚班", 1050, 1200, .evening), ("晚间", 1050, 1200, .evening), ("晚上", 1050, 1200, .evening),
    ("错时", 1050, 1200, .evening),
    ("夜班", 1200, 1950, .evening), ("夜间", 1200, 1950, .evening), ("通宵", 1200, 1950, .evening),
    ("白班", nil, nil, nil), ("日班", nil, nil, nil), ("日间", nil, nil, nil), ("白天", nil, nil, nil),
    ("全天", nil, nil, nil), ("值班", nil, nil, nil), ("当班", nil, nil, nil),
    ("节假日", nil, nil, .holiday), ("周末", nil, nil, .weekend),
  ]
}

extension Shift {
  /// The moment that somebody means who put a time down beside this shift: `17:30`, `次日06:00`, or a whole
  /// `2026-11-21T17:30`. Of a time of day alone, the one that lies nearest to the shift; nil for what is none.
  package func moment(typed: String) -> Instant? {
    var text = ""
    for scalar in typed.tidied.unicodeScalars { text.unicodeScalars.append(scalar.halfWidth) }
    if let whole = Instant(iso8601: text) { return whole }
    var days: [Int] = [0, 1]
    if text.hasPrefix("次日") {
      text.removeFirst(2)
      days = [1]
    }
    let parts = text.tidied.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = Shift.number(parts[0]),
      let minutes = Shift.number(parts[1]),
      hours < 24, minutes < 60
    else { return nil }
    let moments = days.map { start.day.adding(days: $0).at(minute: hours * 60 + minutes) }
    func distance(_ moment: Instant) -> Int {
      moment < start ? start.seconds(since: moment) : max(0, moment.seconds(since: end))
    }
    return moments.min { distance($0) < distance($1) }
  }

  private static func number(_ text: Substring) -> Int? {
    (1...2).contains(text.count) && text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
  }
}

/// How many tickets came in this month against the last: 「本月 23 · 上月同期 19（多 4）· 上月 61」.
package struct TicketTrend: Hashable, Sendable {
  /// This month so far.
  package var thisMonth: Int
  /// From the first of last month to the same day and time of it.
  package var sameDays: Int
  /// Last month, whole.
  package var lastMonth: Int

  /// Makes a trend; nothing came in by default.
  package init(thisMonth: Int = 0, sameDays: Int = 0, lastMonth: Int = 0) {
    self.thisMonth = thisMonth
    self.sameDays = sameDays
    self.lastMonth = lastMonth
  }

  /// The stretches of time that are compared; each begins where it says and ends before its end.
  package struct Spans: Hashable, Sendable {
    /// This month so far.
    package var thisMonth: Range<Instant>
    /// The same days of last month; all of it when it is shorter than this one is old.
    package var sameDays: Range<Instant>
    /// Last month, whole.
    package var lastMonth: Range<Instant>

    /// The stretches as they are at a moment.
    package init(at now: Instant) {
      let (_, _, date) = now.day.components
      let first = now.day.adding(days: 1 - date)
      let length = first.adding(days: -1).components.day
      let last = first.adding(days: -length)
      // What comes in at this very moment counts.
      let end = Instant(milliseconds: now.milliseconds + 1)
      let elapsed = end.milliseconds - first.start.milliseconds
      let same = Instant(
        milliseconds: min(last.start.milliseconds + elapsed, first.start.milliseconds))
      thisMonth = first.start..<end
      sameDays = last.start..<same
      lastMonth = last.start..<first.start
    }
  }

  /// More or fewer than on the same days of last month, in words: 「多 4」, 「少 2」, 「持平」.
  package var comparison: String {
    if thisMonth == sameDays { return "持平" }
    return thisMonth > sameDays ? "多 \(thisMonth - sameDays)" : "少 \(sameDays - thisMonth)"
  }

  /// 「本月 23 · 上月同期 19（多 4）· 上月 61」.
  package var text: String {
    "本月 \(thisMonth) · 上月同期 \(sameDays)（\(comparison)）· 上月 \(lastMonth)"
  }

  /// The same without last month as a whole, for narrow windows.
  package var shortText: String { "本月 \(thisMonth)·上月同期 \(sameDays)（\(comparison)）" }
}

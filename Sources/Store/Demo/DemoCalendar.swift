import CoreModel

/// When requests come in: which days are busy, and which hours.
///
/// The last days carry fewer closed requests, because the open ones come on top of them.
struct DemoCalendar: Sendable {
  /// The first of the days.
  let firstDay: Day
  /// Closed requests by day.
  let closed: [Int]

  /// A year, today included.
  static let days = 365
  /// A request that was closed came in at least so long ago.
  static let newestClosedMinutes = 180

  private let horizon: Instant

  /// Spreads `count` closed requests over the year before `now`; `open` is when the open ones came in.
  init(closed count: Int, open: [Instant], now: Instant, using random: inout SplitMix64) {
    let firstDay = now.day.adding(days: 1 - DemoCalendar.days)
    let horizon = now.adding(minutes: -DemoCalendar.newestClosedMinutes)
    self.firstDay = firstDay
    self.horizon = horizon
    var weights = (0..<DemoCalendar.days).map { offset -> Double in
      let day = firstDay.adding(days: offset)
      let byWeekday = [1.05, 1.0, 0.95, 1.0, 1.1, 0.8, 0.7][day.weekday - 1]
      let month = day.components.month
      let byMonth = (6...9).contains(month) ? 1.15 : month <= 2 ? 0.9 : 1.0
      let hours = DemoCalendar.openHours(of: day, until: horizon)
      let part = Double(DemoCalendar.hours.weight(ofFirst: hours)) / DemoCalendar.wholeDay
      return byWeekday * byMonth * part * (0.8 + Double(random.below(400)) / 1000)
    }
    let each = Double(count + open.count) / max(weights.reduce(0, +), 0.001)
    for instant in open {
      let offset = instant.day.number - firstDay.number
      guard weights.indices.contains(offset) else { continue }
      weights[offset] = max(weights[offset] * 0.25, weights[offset] - 1 / each)
    }
    let total = max(weights.reduce(0, +), 0.001)
    var sum = 0.0
    var given = 0
    closed = weights.map { weight in
      sum += weight
      let due = Int((sum / total * Double(count)).rounded())
      defer { given = due }
      return due - given
    }
  }

  /// A moment of a day at which a closed request may have come in.
  func moment(of day: Day, with random: inout SplitMix64) -> Instant {
    let hours = max(1, DemoCalendar.openHours(of: day, until: horizon))
    let hour = DemoCalendar.hours.draw(among: hours, with: &random)
    return Instant(
      milliseconds: day.at(minute: hour * 60).milliseconds + Int64(random.below(3_600_000)))
  }

  /// Whole hours of a day that lie before the horizon.
  private static func openHours(of day: Day, until horizon: Instant) -> Int {
    let gap = horizon.day.number - day.number
    return gap > 0 ? 24 : gap < 0 ? 0 : horizon.minuteOfDay / 60
  }

  /// A committee's day: a wave after breakfast, one when people come home.
  private static let hours = WeightedChoice([
    6, 3, 2, 2, 4, 12, 26, 55, 92, 100, 88, 66, 48, 62, 74, 72, 66, 70, 84, 90, 78, 56, 34, 14,
  ])
  private static let wholeDay = Double(hours.weight(ofFirst: 24))
}

/// How many requests of each tier are still to come: drawing from it gives the mix exactly.
struct DemoTierQuota: Sendable {
  private var left: [Int]

  /// So many of 一级, 二级, 三级.
  init(_ counts: [Int]) { left = counts }

  /// The tiers of a whole year of `count` requests: 82 %, 15 %, 3 %, by largest remainders.
  static func year(of count: Int) -> [Int] {
    let shares = [82, 15, 3]
    var counts = shares.map { $0 * count / 100 }
    let order = shares.indices.sorted {
      let (a, b) = (shares[$0] * count % 100, shares[$1] * count % 100)
      return a == b ? $0 < $1 : a > b
    }
    for index in order.prefix(count - counts.reduce(0, +)) { counts[index] += 1 }
    return counts
  }

  /// Takes one out, each tier by what is left of it.
  mutating func draw(with random: inout SplitMix64) -> Tier {
    let index = WeightedChoice(left).draw(with: &random)
    left[index] -= 1
    return [Tier.first, .second, .third][index]
  }
}

import Testing

@testable import CoreModel

@Suite("Moments as people type them into forms") struct SpokenMomentTests {
  /// A Sunday.
  private let now = Instant(iso8601: "2026-11-22T10:30") ?? Instant(milliseconds: 0)

  @Test(
    "are understood",
    arguments: [
      ("9:10", "2026-11-22T09:10"), ("9：10", "2026-11-22T09:10"), ("０９：１０", "2026-11-22T09:10"),
      ("9点半", "2026-11-22T09:30"), ("9点", "2026-11-22T09:00"), ("9点5分", "2026-11-22T09:05"),
      ("下午3点20", "2026-11-22T15:20"), ("910", "2026-11-22T09:10"), ("1630", "2026-11-22T16:30"),
      ("昨天16:30", "2026-11-21T16:30"), ("昨天 16:30", "2026-11-21T16:30"),
      ("昨晚8点", "2026-11-21T20:00"), ("前天下午4点", "2026-11-20T16:00"),
      ("11-20 9:10", "2026-11-20T09:10"), ("11月20日 9:10", "2026-11-20T09:10"),
      ("11/20 09:10", "2026-11-20T09:10"), ("2026-11-20 09:10", "2026-11-20T09:10"),
      ("周五 9:10", "2026-11-20T09:10"), ("10分钟前", "2026-11-22T10:20"), ("半小时前", "2026-11-22T10:00"),
      ("2小时前", "2026-11-22T08:30"), ("刚才", "2026-11-22T10:30"), ("明天9:00", "2026-11-23T09:00"),
      ("1-5 9:00", "2027-01-05T09:00"), ("12-25 9:00", "2026-12-25T09:00"),
    ])
  func understood(_ typed: String, _ expected: String) throws {
    let spoken = try #require(SpokenMoment(typed, from: now), "\(typed)")
    #expect(spoken.instant == Instant(iso8601: expected), "\(typed)")
  }

  @Test(
    "A day alone is a day",
    arguments: [("昨天", "2026-11-21"), ("明天", "2026-11-23"), ("12-5", "2026-12-05")])
  func days(_ typed: String, _ expected: String) throws {
    let spoken = try #require(SpokenMoment(typed, from: now))
    #expect(spoken.minute == nil && spoken.day.iso8601 == expected)
    let limit = SpokenMoment.limit(typed, from: now, under: .standard)
    #expect(limit.map { $0.day.iso8601 } == expected)
    #expect(limit?.minuteOfDay != 0)
  }

  @Test(
    "Anything else is not understood, and nothing traps",
    arguments: [
      "", "上午", "25:00", "9:61", "9:1", "13-40", "点半", "abc", "９", "9:10之前吧", "99999999分钟前", "昨天今天",
      "2-30 9:00", "-5天前", "明天昨天", "🙂", "12345",
    ])
  func refused(_ typed: String) {
    #expect(SpokenMoment(typed, from: now) == nil, "\(typed)")
  }

  @Test("The nearest date is meant across the turn of the year")
  func years() throws {
    let january = try #require(Instant(iso8601: "2027-01-03T09:00"))
    #expect(SpokenMoment("12-30 9:10", from: january)?.day.iso8601 == "2026-12-30")
  }
}

import Testing

@testable import CoreModel

@Suite struct FigureTallyTests {
  private let month = ScoreMonth(year: 2026, month: 11)

  private func fact(_ day: Int, _ minutes: Int?, due: Int = 30) throws -> RequestFact {
    let at = try #require(Day(year: 2026, month: 11, day: day)).at(minute: 600)
    var fact = RequestFact(
      id: RequestID("r\(day)"), neighborhood: NeighborhoodID("n"), receivedAt: at, channel: .phone)
    fact.group = GroupID("g\(day % 3)")
    fact.tier = day % 2 == 0 ? .first : nil
    fact.handler = day % 3 == 0 ? .pool(.grid) : day % 3 == 1 ? .person(PersonID("p")) : nil
    fact.category = Category("水电")
    fact.clocks = [
      RequestFact.Clock(
        .firstResponse, from: at, due: at.adding(minutes: due),
        stopped: minutes.map { at.adding(minutes: $0) })
    ]
    return fact
  }

  private func tally() throws -> FigureTally {
    let month = try #require(month)
    let question = FigureQuestion(start: month.start, end: month.end, now: month.end)
    var tally = FigureTally()
    for day in 1...20 { tally.add(try fact(day, day % 4 == 0 ? nil : day * 3), by: question) }
    return tally
  }

  @Test func whatIsKeptIsReadAsItWas() throws {
    let tally = try tally()
    let read = tally.bytes.withUnsafeBytes { FigureTally(bytes: $0) }
    var expected = tally
    // Minutes are kept in order.
    for kind in expected.clocks.keys { expected.clocks[kind]?.minutes.sort() }
    #expect(read == expected)
  }

  @Test func brokenBytesAreNoTally() throws {
    let bytes = try tally().bytes
    for length in 0..<bytes.count {
      #expect(bytes.prefix(length).withUnsafeBytes { FigureTally(bytes: $0) } == nil)
    }
    var other = bytes
    for index in bytes.indices {
      other[index] ^= 0xFF
      // Whatever comes of it, nothing traps.
      _ = other.withUnsafeBytes { FigureTally(bytes: $0) }
      other[index] ^= 0xFF
    }
  }

  @Test func theClocksOfAFactAreReadAsTheyWere() throws {
    for minutes in [nil, 0, 7, -5, 1_000_000] {
      let fact = try fact(3, minutes, due: -10)
      var read = fact
      read.clocks = []
      let isRead = fact.clockBytes.withUnsafeBytes { read.take(clockBytes: $0) }
      #expect(isRead && read == fact)
    }
    for kind in ClockFigure.kinds {
      var fact = try fact(3, 5)
      fact.clocks[0].kind = kind
      var read = fact
      read.clocks = []
      let isRead = fact.clockBytes.withUnsafeBytes { read.take(clockBytes: $0) }
      #expect(isRead && read == fact, "\(kind)")
    }
  }

  @Test(arguments: [1, 2, 3, 10, 99, 5000]) func aPercentileIsTheNearestRank(count: Int) {
    let values = (0..<count).map { ($0 * 7919) % 100_003 }
    for percent in [50, 90] {
      let slow = values.sorted().first { value in
        values.count { $0 <= value } * 100 >= percent * count
      }
      #expect(ClockFigure.percentile(percent, of: values) == slow)
    }
    #expect(ClockFigure.percentile(50, of: []) == nil)
  }

  @Test func onlyAllIsAHundredPercentAndOnlyNoneIsZero() {
    #expect(Figure(.response, 9999, of: 10_000).valueText == "99.9%")
    #expect(Figure(.response, 1, of: 10_000).valueText == "0.1%")
    #expect(Figure(.response, 10_000, of: 10_000).valueText == "100.0%")
    #expect(Figure(.response, 0, of: 3).valueText == "0.0%")
    #expect(Figure(.response).valueText == "—" && Figure(.received).valueText == "0件")
  }

  @Test func everyFigureHasItsWordsAndIsFoundByThem() {
    for kind in FigureKind.allCases {
      #expect(FigureKind(text: kind.title) == kind && FigureKind(text: kind.rawValue) == kind)
      #expect(!kind.formula.isEmpty && !kind.basis.isEmpty)
    }
    #expect(FigureKind(text: "办结率(按时)") == .closedOnTime)
  }
}

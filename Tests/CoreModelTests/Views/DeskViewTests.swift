import CoreModel
import Testing

@Suite struct DeskViewTests {
  private func instant(_ text: String) throws -> Instant {
    try #require(Instant(iso8601: "2026-11-\(text):00+08:00"))
  }

  private func shift(_ start: String, _ end: String) throws -> Shift {
    Shift(
      id: Identifier<Shift>("s-\(start)"), neighborhood: NeighborhoodID("n"),
      start: try instant(start), end: try instant(end), kind: .evening, people: [])
  }

  /// 2026-11-21 is a Saturday: staffed until 17:00.
  @Test(arguments: [
    // The last shift of today, past midnight too.
    ("21T19:42", [("21T17:30", "21T20:00"), ("21T20:00", "22T02:00")], "22T02:00"),
    ("21T12:00", [("21T17:30", "21T20:00")], "21T20:00"),
    // After midnight the shift of last evening is still tonight.
    ("22T01:00", [("21T20:00", "22T02:00"), ("22T17:30", "22T20:00")], "22T02:00"),
    ("22T03:00", [("21T20:00", "22T02:00"), ("22T17:30", "22T20:00")], "22T20:00"),
    // Nobody is on: the staffed hours, then midnight.
    ("21T12:00", [], "21T17:00"), ("21T19:42", [], "22T00:00"),
    ("21T23:00", [("21T17:30", "21T20:00")], "22T00:00"),
  ]) func tonightEndsWithTheLastShift(
    now: String, shifts: [(String, String)], end: String
  ) throws {
    let found = DutyNight.end(
      at: try instant(now), shifts: try shifts.map { try shift($0.0, $0.1) }, duty: DutyTime(),
      calendar: .shipped)
    #expect(found == (try instant(end)))
  }

  @Test func everyViewIsShownOnceAndSaysWhatItIs() {
    #expect(Set(DeskView.shown) == Set(DeskView.allCases))
    #expect(DeskView.shown.count == DeskView.allCases.count)
    #expect(Set(DeskView.allCases.map(\.title)).count == DeskView.allCases.count)
    #expect(DeskView.cycle.allSatisfy { !$0.isPersonal })
  }

  @Test(
    arguments: [
      ("11-01 11-20", "received:2026-11-01..2026-11-20"),
      ("11.1至11.20", "received:2026-11-01..2026-11-20"),
      ("20261101-20261120", "received:2026-11-01..2026-11-20"),
      ("2026年11月1日–11月20日", "received:2026-11-01..2026-11-20"),
      // Without a year the latest that is past.
      ("12-24", "received:2025-12-24..2025-12-24"),
      ("１１－２０，１１－０１", "received:2026-11-01..2026-11-20"),
      ("今天", "received:1"), ("7天", "received:7"), ("近30天", "received:30"),
      ("13-01", nil), ("随便", nil), ("", nil), ("11", nil), ("1 2 3 4 5 6", nil), ("0天", nil),
      ("99999999999999999999", nil), ("2-30", nil),
    ] as [(String, String?)]) func datesAsPeopleTypeThem(typed: String, code: String?) throws
  {
    let today = try instant("21T12:00").day
    #expect(ReceivedSpan(typed: typed, on: today).map { FacetValue.received($0).code } == code)
  }

  private static let values: [FacetValue] = [
    .tier(.second), .tier(nil), .status(.held), .channel(.hotline), .group(GroupID("g:1")),
    .group(nil), .handler(.person(PersonID("p"))), .handler(.pool(.grid)), .handler(nil),
    .urgency(.critical), .hotline(false), .received(.lastDays(7)),
  ]

  @Test func valuesReadAsTheyWereWritten() {
    for value in DeskViewTests.values { #expect(FacetValue(code: value.code) == value) }
    for code in [
      "", "tier", "tier:", "tier:9", "colour:red", "received:0", "received:2026-02-30..2026-03-01",
    ] {
      #expect(FacetValue(code: code) == nil, "\(code)")
    }
  }

  @Test func aDefinitionSurvivesAndUnknownPartsAreKept() throws {
    let definition = ViewDefinition(
      base: .tonight, search: "漏水 12号", facets: FacetChoice(DeskViewTests.values), hotlineOnly: true
    )
    let text = try ViewCoding.text(of: definition)
    let read = try #require(ViewCoding.definition(of: text))
    #expect(read.0 == definition && read.unknown.isEmpty)
    let later = """
      {"base":"someday","facets":["tier:2","colour:red"],"layout":7,"sort":"colour"}
      """
    let (known, unknown) = try #require(ViewCoding.definition(of: later))
    #expect(known == ViewDefinition(facets: FacetChoice([.tier(.second)])))
    #expect(unknown == ["someday", "colour:red"])
    #expect(try ViewCoding.text(of: known, unknown: unknown).contains("colour:red"))
    #expect(ViewCoding.definition(of: "nothing") == nil)
  }

  @Test func valuesOfAFacetAreAlternativesAndExclusiveOnesTakeTurns() {
    var choice = FacetChoice()
    choice.toggle(.tier(.first))
    choice.toggle(.tier(.second))
    choice.toggle(.received(.lastDays(1)))
    choice.toggle(.received(.lastDays(7)))
    #expect(choice.values == [.tier(.first), .tier(.second), .received(.lastDays(7))])
    choice.toggle(.tier(.first))
    #expect(choice.values(of: .tier) == [.tier(.second)])
    choice.clear(.tier)
    #expect(choice.without(.received).isEmpty)
  }

  @Test func namesOfViews() {
    #expect(SavedView.refusal(ofName: "  ", taken: []) != nil)
    #expect(SavedView.refusal(ofName: "超时", taken: []) != nil)
    #expect(SavedView.refusal(ofName: "我的", taken: ["我的"]) != nil)
    #expect(SavedView.refusal(ofName: String(repeating: "长", count: 21), taken: []) != nil)
    #expect(SavedView.refusal(ofName: "电梯", taken: ["我的"]) == nil)
  }
}

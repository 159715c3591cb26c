import Testing

@testable import CoreModel

@Suite("Shifts")
struct ShiftTests {
  @Test("Who is on duty: a shift over midnight, and no moment between two shifts")
  func onDuty() {
    func shift(_ id: String, _ start: String, _ end: String, _ kind: ShiftKind) -> Shift {
      Shift(
        id: Identifier(id), neighborhood: NeighborhoodID("n"), start: shanghai(start),
        end: shanghai(end), kind: kind, people: [])
    }
    let shifts = [
      shift("a", "2026-11-21 17:30", "2026-11-21 20:00", .evening),
      shift("b", "2026-11-21 20:00", "2026-11-22 02:00", .nightPatrol),
    ]
    #expect(shifts.onDuty(at: shanghai("2026-11-21 17:29")).isEmpty)
    #expect(shifts.onDuty(at: shanghai("2026-11-21 20:00")).map(\.id.text) == ["b"])
    #expect(shifts.onDuty(at: shanghai("2026-11-22 01:59")).map(\.kind.title) == ["夜巡"])
    #expect(shifts.onDuty(at: shanghai("2026-11-22 02:00")).isEmpty)
  }
}

import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("A month of the roster in a file") struct RosterSheetTests {
  private func desk() throws -> (TestDesk, [Shift]) {
    let desk = try TestDesk()
    let first = try #require(Day(year: 2026, month: 12, day: 1))
    var shifts: [Shift] = []
    func add(_ kind: ShiftKind, _ day: Int, _ from: Int, _ to: Int, _ people: [PersonID]) {
      let day = first.adding(days: day - 1)
      shifts.append(
        Shift(
          id: Identifier("s\(shifts.count)"), neighborhood: desk.scope, start: day.at(minute: from),
          end: day.at(minute: to), kind: kind, people: people))
    }
    for day in 1...4 { add(.evening, day, 1050, 1200, [desk.officer.id]) }
    add(.evening, 7, 1080, 1200, [desk.secretary.id])
    add(.weekend, 5, 540, 1020, [desk.officer.id, desk.secretary.id])
    add(.nightPatrol, 5, 1320, 1800, [desk.secretary.id, desk.fitter.id])
    add(.noon, 8, 690, 780, [desk.secretary.id])
    try desk.store.save(shifts: shifts)
    return (desk, shifts)
  }

  @Test(arguments: SheetFile.Format.allCases)
  func whatIsWrittenReadsAsTheSameRoster(_ format: SheetFile.Format) throws {
    let (desk, shifts) = try desk()
    let path = desk.folder + "/roster.\(format.rawValue)"
    let month = try desk.store.rosterMonth(of: desk.scope, year: 2026, month: 12)
    try RosterSheet.write(month, to: path, format: format, at: desk.now)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let proposal = try desk.store.propose(
      directorySheet: bytes, in: desk.scope, by: desk.boss, at: desk.now)
    #expect(proposal.items.map(\.verdict.title) == Array(repeating: "相同", count: shifts.count))
    #expect(proposal.remarks.isEmpty && !proposal.changesSomething)
    // Nothing is written over without being asked.
    #expect(throws: StoreError.self) {
      try RosterSheet.write(month, to: path, format: format, at: desk.now)
    }
  }

  @Test func aChangedSheetChangesTheRoster() throws {
    let (desk, shifts) = try desk()
    let path = desk.folder + "/roster.csv"
    let month = try desk.store.rosterMonth(of: desk.scope, year: 2026, month: 12)
    try RosterSheet.write(month, to: path, format: .csv, at: desk.now)
    var text = try String(contentsOfFile: path, encoding: .utf8)
    text = text.replacing("午间", with: "午间、错时").replacing("午间、错时：", with: "午间：")
    let proposal = try desk.store.propose(
      directorySheet: Array(text.utf8), in: desk.scope, by: desk.boss, at: desk.now)
    #expect(proposal.count("新增") == 1 && proposal.count("相同") == shifts.count)
    try desk.store.apply(proposal, in: desk.scope, by: desk.boss, at: desk.now)
    let day = try #require(Day(year: 2026, month: 12, day: 8))
    let stored = try desk.store.shifts(of: desk.scope, from: day, through: day)
    #expect(stored.map(\.kind) == [.noon, .evening])
  }

  @Test func thereIsNoThirteenthMonth() throws {
    let (desk, _) = try desk()
    #expect(throws: StoreError.self) {
      try desk.store.rosterMonth(of: desk.scope, year: 2026, month: 13)
    }
  }
}

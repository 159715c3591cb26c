import CoreModel
import Store

@testable import CommunityTUI

/// What 设置 and 首次设置 make of the invented neighbourhood, by the model's own rules.
extension InventedStore {
  /// Does a change, as the store would.
  mutating func perform(
    _ wanted: DeskChange, by session: AppState.Session
  ) throws -> Message {
    let change = try wanted.checked(in: session.directory, by: session.actor, at: now)
    let old = session.directory
    var (estates, groups, people) = (old.estates, old.groups, old.people)
    var home = old.neighborhood
    var next = session
    var report = DeskChangeReport()
    switch change {
    case .renameNeighborhood(let name, _): home.name = name
    case .addEstates(let entries):
      report.added = entries.count
      estates += entries.map { Estate(id: EstateID($0.name), name: $0.name) }
    case .addGroups(let entries):
      report.added = entries.count
      groups += entries.map { entry in
        BuildingGroup(
          id: GroupID(entry.name), name: entry.name,
          estate: estates.first { $0.name == entry.estate }?.id ?? EstateID(""))
      }
    case .changeGroup(let group, _): groups = groups.map { $0.id == group.id ? group : $0 }
    case .addPeople(let entries):
      report.added = entries.count
      people += entries.map { Person(id: PersonID($0.name), name: $0.name, role: $0.role) }
    case .changePerson(let person, _): people = people.map { $0.id == person.id ? person : $0 }
    case .setHours(let hours, _):
      next.rules.deadlines.dutyHours = hours
      report.recomputed = 3
    case .addShifts(let shifts):
      report.added = shifts.count
      roster += shifts
    case .changeShift(let shift, _): roster = roster.map { $0.id == shift.id ? shift : $0 }
    case .deleteShift(let shift): roster.removeAll { $0.id == shift.id }
    case .setDutyBook(let text, _):
      next.rules.duty = try DutyRules(
        ownText: text, areaText: next.rules.duty.areaText, areaName: next.rules.duty.areaName)
    case .setAreaDutyBook(let text, _):
      next.rules.duty = try DutyRules(
        ownText: next.rules.duty.ownText, areaText: text, areaName: next.rules.duty.areaName)
    case .joinArea(let name, _):
      home.area = name.map { AreaID($0) }
      next.rules.duty = try DutyRules(
        ownText: next.rules.duty.ownText, areaText: nil, areaName: name)
    case .changeEstate, .addMicroGrids, .changeMicroGrid: break
    }
    next.directory = Directory(
      neighborhood: home, estates: estates, microGrids: old.microGrids, groups: groups,
      people: people)
    return .deskChanged(change, report, next)
  }
}

extension Invented {
  /// Whoever has set up a desk, at it.
  static func session(founding draft: SetupDraft) throws -> AppState.Session {
    var random = SeededChance()
    let founding = try SetupPlan(draft).founding(at: now, in: .shipped, using: &random)
    let me = try founding.people.first.orThrow()
    return AppState.Session(
      actor: Actor(me),
      directory: Directory(
        neighborhood: founding.neighborhood, estates: founding.estates, groups: founding.groups,
        people: founding.people), rules: rules)
  }

  /// Repeatable.
  private struct SeededChance: RandomNumberGenerator {
    var state: UInt64 = 0
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return state
    }
  }
}

import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// A crew large enough to plan for, and the answers of a store that knows nothing but a roster and leave.
enum InventedPlanning {
  static let officers = (1...6).map {
    Person(
      id: PersonID("officer\($0)"), name: ["李敏", "吴倩", "郑峰", "孙丽", "何晴", "欧阳建国"][$0 - 1],
      role: .dutyOfficer)
  }
  static let grids = (1...3).map {
    Person(id: PersonID("grid\($0)"), name: ["徐敏", "高翔", "罗军"][$0 - 1], role: .gridWorker)
  }
  static let people = Invented.people + officers + grids

  static let december = PlanPeriod(monthOf: Invented.now.day).adding(months: 1)

  static func session(_ person: Person) -> AppState.Session {
    let known = Invented.directory
    let directory = CoreModel.Directory(
      neighborhood: known.neighborhood, estates: known.estates, microGrids: known.microGrids,
      groups: known.groups, people: people)
    return AppState.Session(actor: Actor(person), directory: directory, rules: Invented.rules)
  }

  static let leave = Absence(
    id: Identifier("a1"), person: officers[0].id, kind: .leave,
    first: december.first.adding(days: 6),
    last: december.first.adding(days: 10), reason: "年假")
  static let wish = Absence(
    id: Identifier("a2"), person: Invented.wang.id, kind: .avoid, first: Invented.now.day,
    last: december.last, weekdays: [3], shifts: [.nightPatrol], reason: "孩子上课")

  static func plan(
    _ period: PlanPeriod, _ kinds: Set<ShiftKind>?, people: [Person] = people
  ) -> RosterPlan {
    Planner.plan(
      PlanTask(
        neighborhood: Invented.scope, first: period.first, last: period.last, now: Invented.now,
        kinds: kinds, people: people, shifts: Invented.shifts, absences: [leave, wish]))
  }

  /// A desk whose 书记 or another sits before it.
  static func bench(
    _ person: Person = Invented.chen, rows: Int = 24, columns: Int = 80,
    people: [Person] = people, last: AppliedPlan? = nil
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: .init(rows: rows, columns: columns))
    bench.send(.sessionChanged(session(person)))
    bench.store.answer = { effect in
      guard case .planning(let effect) = effect else { return [] }
      return answer(effect, people: people, last: last).map { .planningNews($0) }
    }
    bench.settle()
    return bench
  }

  private static func answer(
    _ effect: PlanningEffect, people: [Person], last: AppliedPlan?
  ) -> [PlanningNews] {
    switch effect {
    case .draw(let period, let kinds):
      [.drawn(plan(period, kinds, people: people), of: period, kinds: kinds, last: last)]
    case .apply(let plan): [.applied(PlanReceipt(shifts: plan.shifts.count))]
    case .takeBack: [.takenBack(PlanReceipt(shifts: 31, changed: 1, kept: 2))]
    case .loadAbsences: [.absences([wish, leave])]
    case .change(let change):
      switch change {
      case .add(let absences):
        [
          .changed(
            change, stood: absences.flatMap { $0.stood(in: Invented.shifts, at: Invented.now) })
        ]
      case .cancel: [.changed(change, stood: [])]
      }
    }
  }
}

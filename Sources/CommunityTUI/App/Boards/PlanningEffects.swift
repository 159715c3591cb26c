import CoreModel
import Store

/// What 排班 and 请假与意愿 want done outside the console.
enum PlanningEffect: Sendable, Equatable {
  /// Makes a plan of some days.
  case draw(PlanPeriod, kinds: Set<ShiftKind>?)
  /// Puts a plan on the roster.
  case apply(RosterPlan)
  /// Takes back the newest plan that was seen.
  case takeBack(AppliedPlan)
  /// Reads 请假与意愿 that are not over.
  case loadAbsences
  /// Takes 请假与意愿 down, or strikes one out.
  case change(AbsenceChange)
}

/// What came of it.
enum PlanningNews: Sendable {
  /// A plan, and the one that could be taken back.
  case drawn(RosterPlan, of: PlanPeriod, kinds: Set<ShiftKind>?, last: AppliedPlan?)
  /// A plan is on the roster.
  case applied(PlanReceipt)
  /// One is off it again.
  case takenBack(PlanReceipt)
  /// 请假与意愿.
  case absences([Absence])
  /// They changed; the shifts that somebody stands although they will not be there.
  case changed(AbsenceChange, stood: [Shift])
}

extension PlanningEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .draw: "plan"
    case .loadAbsences: "absences"
    case .apply, .takeBack, .change: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request {
    switch self {
    case .draw, .loadAbsences: .reading
    case .apply, .takeBack, .change: .changingRules
    }
  }

  /// Whether it takes so long that lists must not wait for it.
  var isSurvey: Bool {
    if case .draw = self { true } else { false }
  }
}

/// Carries them out.
struct PlanningEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: PlanningEffect) throws -> [PlanningNews] {
    guard let session = context.session else { return [] }
    let scope = session.scope
    switch effect {
    case .draw(let period, let kinds):
      let task = try store.planTask(
        of: scope, from: period.first, through: period.last, kinds: kinds, at: now)
      return [
        .drawn(
          Planner.plan(task), of: period, kinds: kinds,
          last: try store.appliedPlan(of: scope, at: now))
      ]
    case .apply(let plan):
      return [.applied(try store.apply(plan, by: session.actor, at: now))]
    case .takeBack(let seen):
      return [.takenBack(try store.takeBackPlan(seen, in: scope, by: session.actor, at: now))]
    case .loadAbsences:
      let absences = try store.absences(
        of: scope, from: now.day, through: now.day.adding(days: Shift.farthest + 31))
      return [.absences(absences)]
    case .change(let change):
      return [
        .changed(
          change, stood: try store.perform(change, in: scope, by: session.actor, at: now))
      ]
    }
  }
}

extension AppState {
  /// Takes in what came of it.
  mutating func take(_ news: PlanningNews) -> [Effect] {
    switch news {
    case .drawn(let plan, let period, let kinds, let last):
      changePlanning { page in
        guard case .plan(var box) = page, box.period == period, box.wanted == kinds else { return }
        box.plan = plan
        box.last = last
        page = .plan(box)
      }
      return []
    case .applied(let receipt):
      return finishPlanning(receipt.appliedText + "；要撤回，在排班里按 u")
    case .takenBack(let receipt):
      return finishPlanning(receipt.takenBackText)
    case .absences(let absences):
      install(absences)
      return []
    case .changed(let change, let stood):
      return finish(change, stood: stood)
    }
  }
}

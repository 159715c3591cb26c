import CoreModel
import Store

extension EffectRunner {
  /// What comes of the effects of the boards: each has effects, news and a runner of its own.
  func boardMessages(of effect: Effect, _ context: Context, now: Instant) throws -> [Message] {
    switch effect {
    case .roster(let effect):
      return try RosterEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .rosterNews($0) }
    case .planning(let effect):
      return try PlanningEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .planningNews($0) }
    case .handover(let effect):
      return try HandoverEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .handoverNews($0) }
    case .checks(let effect):
      return try CheckEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .checksNews($0) }
    case .morning(let effect):
      return try MorningEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .morningNews($0) }
    case .outlook(let effect):
      return try OutlookEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .outlookNews($0) }
    case .council(let effect):
      return try CouncilEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .councilNews($0) }
    case .project(let effect):
      return try ProjectEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .projectNews($0) }
    case .whistle(let effect):
      return try WhistleEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .whistleNews($0) }
    case .mediation(let effect):
      return try MediationEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .mediationNews($0) }
    case .supervision(let effect):
      return try SupervisionEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .supervisionNews($0) }
    case .statistics(let effect):
      return try StatisticsEffects(store: store, now: now, context: context).messages(of: effect)
        .map { .statisticsNews($0) }
    default: return []
    }
  }
}

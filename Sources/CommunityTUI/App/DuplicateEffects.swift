import CoreModel
import Store

/// Carries out what has to do with duplicates and 一类事.
struct DuplicateEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect; nothing of those that are others'.
  func messages(of effect: Effect) throws -> [Message] {
    switch effect {
    case .loadSimilar(let query):
      return [.similar(try store.similar(to: query), query)]
    case .loadReading(let id):
      return [.readingLoaded(try store.detail(id: id))]
    case .loadClusters(let scope, let days):
      return [.clusters(try store.clusters(of: scope, days: days, now: now), days: days)]
    case .loadClusterRows(let keys, let scope):
      return [.clusterRows(try store.rows(keys, in: scope), of: keys)]
    case .recordRepeat(let words, let id):
      guard let actor = context.session?.actor else { return [] }
      // A further word changes nothing that another desk decides by: the newest version will do.
      return [
        .repeatRecorded(
          try store.perform(.note(text: words), on: id, expecting: nil, by: actor, at: now))
      ]
    case .registerLinked(let form, let steps, let earlier):
      guard let actor = context.session?.actor else { return [] }
      let main = try store.detail(id: earlier).request.main?.id ?? earlier
      let link = RequestCommand.link(to: main, note: "登记时认定为同一件事")
      return [
        .registered(try store.register(form, followedBy: steps + [link], by: actor, at: now))
      ]
    default: return []
    }
  }
}

extension Effect {
  /// Whether it reads so much that lists must not wait for it.
  var isSurvey: Bool {
    switch self {
    case .loadClusters, .loadScore: true
    case .planning(let effect): effect.isSurvey
    case .outlook(let effect): effect.isSurvey
    case .supervision(.askTold): true
    case .statistics(let effect): effect.isSurvey
    case .council(let effect): effect.isSurvey
    default: false
    }
  }
}

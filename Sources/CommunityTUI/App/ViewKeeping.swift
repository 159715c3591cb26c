import CoreModel
import Store

extension EffectRunner {
  /// Keeps, forgets and orders views, and answers with what there is then.
  func changeViews(_ effect: Effect, _ context: Context, now: Instant) throws -> [Message] {
    guard let session = context.session else { return [] }
    let (scope, person) = (session.scope, session.actor.person)
    var created: Identifier<SavedView>?
    switch effect {
    case .saveView(let view): try store.save(view: view, in: scope, by: person)
    case .saveNewView(let name, let definition):
      var random = SystemRandomNumberGenerator()
      let view = SavedView(
        id: Identifier<SavedView>.timeOrdered(at: now, using: &random), name: name, owner: person,
        definition: definition)
      try store.save(view: view, in: scope, by: person)
      created = view.id
    case .deleteView(let view): try store.delete(view: view, in: scope, by: person)
    case .orderViews(let views): try store.order(views: views, in: scope)
    case .keepLastView(let name):
      try store.keep(lastView: name, of: person, in: scope)
      return []
    default: return []
    }
    return [.views(try store.savedViews(of: scope, for: person), created: created)]
  }
}

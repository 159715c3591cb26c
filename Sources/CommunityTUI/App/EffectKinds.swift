import CoreModel
import Store

/// What kind of thing an effect is, for whoever orders effects and says what failed.
extension Effect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .loadRows(let pane, _, _, _, _): "rows \(pane)"
    case .loadDetail, .loadDetailAtRest: "detail"
    case .loadBoards: "boards"
    case .loadClaims: "claims"
    case .loadSimilar(let query): "similar \(query.excluding == nil ? "typed" : "opened")"
    case .loadReading: "reading"
    case .loadClusters: "clusters"
    case .loadClusterRows: "cluster rows"
    case .findChat: "chat"
    case .countFacets(let pane, _): "facets \(pane)"
    case .loadJoint: "joint"
    case .loadMarkable: "markable"
    case .findMains: "mains"
    case .performAll: nil
    // Signing in may make the desk of an empty database.
    case .loadSession, .perform, .resolve, .register, .importing, .redraw, .registerChat,
      .changeTemplates, .acknowledge, .notify, .saveSetup, .found, .lookForDesk, .change,
      .recordRepeat, .registerLinked, .proposeDirectory, .applyDirectory,
      .saveView, .saveNewView, .deleteView, .orderViews, .keepLastView, .performWithPhotos:
      nil
    case .loadRoster: "roster"
    case .loadScore: "score"
    case .setScoreBook: nil
    case .roster(let effect): effect.readingTopic
    case .planning(let effect): effect.readingTopic
    case .handover(let effect): effect.readingTopic
    case .checks(let effect): effect.readingTopic
    case .morning(let effect): effect.readingTopic
    case .outlook(let effect): effect.readingTopic
    case .council(let effect): effect.readingTopic
    case .project(let effect): effect.readingTopic
    case .whistle(let effect): effect.readingTopic
    case .mediation(let effect): effect.readingTopic
    case .supervision(let effect): effect.readingTopic
    case .statistics(let effect): effect.readingTopic
    // In order, behind what is being kept or claimed.
    case .saveDraft, .loadDraft, .loadDrafts, .openDraft, .discardDraft, .claim, .releaseClaim,
      .takeOver:
      nil
    }
  }

  /// Whether it reads or writes drafts.
  var isOfDrafts: Bool {
    switch self {
    case .saveDraft, .loadDraft, .loadDrafts, .openDraft, .discardDraft: true
    default: false
    }
  }

  var failureKind: Message.Failure.Request {
    switch self {
    case .loadSession, .loadRows, .loadDetail, .loadDetailAtRest, .loadBoards, .loadDraft, .redraw,
      .findChat, .loadSimilar, .loadReading, .loadClusters, .loadClusterRows, .loadDrafts,
      .openDraft, .loadClaims, .countFacets:
      .reading
    case .loadJoint, .loadMarkable, .findMains: .reading
    case .performAll: .performing
    case .perform, .resolve, .recordRepeat, .takeOver, .performWithPhotos: .performing
    case .claim, .releaseClaim: .claiming
    case .register, .registerChat, .registerLinked: .registering
    case .importing: .importing
    case .saveDraft, .discardDraft, .saveSetup: .savingDraft
    case .changeTemplates, .found, .change, .applyDirectory: .changingRules
    case .proposeDirectory: .importing
    case .lookForDesk, .loadRoster: .reading
    case .saveView, .saveNewView, .deleteView, .orderViews, .keepLastView: .savingView
    case .acknowledge: .performing
    case .notify: .notifying
    case .loadScore: .reading
    case .setScoreBook: .changingRules
    case .roster(let effect): effect.failureKind
    case .planning(let effect): effect.failureKind
    case .handover(let effect): effect.failureKind
    case .checks(let effect): effect.failureKind
    case .morning(let effect): effect.failureKind
    case .outlook(let effect): effect.failureKind
    case .council(let effect): effect.failureKind
    case .project(let effect): effect.failureKind
    case .whistle(let effect): effect.failureKind
    case .mediation(let effect): effect.failureKind
    case .supervision(let effect): effect.failureKind
    case .statistics(let effect): effect.failureKind
    }
  }
}

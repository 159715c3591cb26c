import CoreModel
import Store
import TerminalKit

/// 分级: the suggestion with its reason on the first line, the tiers below; one key decides.
struct TriageChoice: Sendable {
  /// The choices.
  var menu: Menu
  /// What the rules suggest.
  var suggestion: TriageSuggestion?
  /// The request.
  var request: RequestID
  /// The request as it was seen.
  var detail: RequestDetail
  /// The item that was selected at first.
  var initial: String?
  /// Whether something of it was kept before.
  var isRestored = false
}

extension AppState {
  /// Opens the choice of tiers.
  mutating func openTriage(_ detail: RequestDetail, draft: KeptDraft? = nil) -> [Effect] {
    guard let session else { return [] }
    let request = detail.request
    let suggestion = session.rules.triage.suggest(
      text: request.registration.text, channel: request.registration.channel,
      at: request.receivedAt.minuteOfDay)
    var items: [MenuItem] = []
    if let suggestion {
      let urgency = suggestion.urgency.map { " · \($0.title)" } ?? ""
      items.append(
        MenuItem(
          id: "suggested", key: Key("t"), title: "按建议：\(suggestion.tier.title)\(urgency)",
          note: suggestion.reason))
    }
    items += Tier.allCases.map { tier in
      MenuItem(
        id: "\(tier.rawValue)", key: Key(Character("\(tier.rawValue)")), title: tier.title,
        note: tier.meaning)
    }
    items.append(MenuItem(id: "form", key: Key("0"), title: "详细…", note: "连同类别、紧急程度一起定"))
    let menu = Menu(title: "分级 \(request.number)", items: items, hasDigits: false)
    let choice = TriageChoice(
      menu: menu, suggestion: suggestion, request: detail.history.id, detail: detail,
      initial: menu.selectedItem?.id)
    overlays.append(.triage(choice))
    guard let draft else { return [.loadDraft(.triage(detail.history.id))] }
    restore(draft, in: choice)
    return []
  }

  /// Points again at what was pointed at, unless the person has moved on.
  mutating func restore(_ kept: KeptDraft, in choice: TriageChoice) {
    guard choice.menu.selectedItem?.id == choice.initial,
      case .choice(let id?)? = kept.draft.fields[TriageChoice.pointedAt]
    else { return }
    var choice = choice
    choice.menu.select(id)
    choice.isRestored = true
    goesOn(from: kept, in: choice.slot)
    replaceTop(with: .triage(choice))
    say("上次（\(kept.savedAt.nearText(relativeTo: now))）选到这里，还没有定")
  }

  mutating func handle(_ event: InputEvent, in choice: TriageChoice) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var choice = choice
    let before = choice.draft
    let outcome = choice.menu.handle(key)
    replaceTop(with: .triage(choice))
    // The box is closed by one key: what was pointed at in it is kept only while it is open.
    let isKept = !before.isEmpty || choice.isRestored
    let forgotten: [Effect] = isKept ? [.saveDraft("", choice.slot)] : []
    switch outcome {
    case .none, .refused:
      return choice.draft == before ? [] : [.saveDraft(choice.draft, choice.slot)]
    case .cancelled:
      closeTop()
      return forgotten
    case .chosen("form"):
      closeTop()
      return forgotten + openForm(.triage, on: choice.detail)
    case .chosen(let id):
      guard let decision = choice.decision(for: id) else { return [] }
      closeTop()
      return forgotten
        + save(
          .perform(.triage(decision), choice.request, version: choice.detail.request.version))
    }
  }
}

extension TriageChoice {
  /// The field of its draft.
  static let pointedAt = "tier"

  /// Where it is kept while it is open.
  var slot: DraftSlot { .triage(request) }

  /// What is pointed at, where that is not what it began with.
  var draft: Draft {
    guard let id = menu.selectedItem?.id, id != initial else { return Draft() }
    return Draft(
      seen: detail.request.version, fields: [TriageChoice.pointedAt: .choice(id)])
  }

  /// What choosing an item decides.
  fileprivate func decision(for id: String) -> TriageDecision? {
    if id == "suggested" { return suggestion?.decision }
    return Int(id).flatMap(Tier.init(rawValue:)).map {
      // The category is the matter's, whatever tier the person finds right.
      TriageDecision(tier: $0, category: suggestion?.category)
    }
  }
}

extension Tier {
  /// What the tier means for the work.
  var meaning: String {
    switch self {
    case .first: "当场或当天办结"
    case .second: "要几方协调，3 个工作日"
    case .third: "群体诉求、安全隐患，提交议事会"
    }
  }
}

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
  /// The version that was seen.
  var version: Int
}

extension AppState {
  /// Opens the choice of tiers.
  mutating func openTriage(_ detail: RequestDetail) -> [Effect] {
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
    overlays.append(
      .triage(
        TriageChoice(
          menu: Menu(title: "分级 \(request.number)", items: items, hasDigits: false),
          suggestion: suggestion, request: detail.history.id, version: request.version)))
    return []
  }

  mutating func handle(_ event: InputEvent, in choice: TriageChoice) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var choice = choice
    let outcome = choice.menu.handle(key)
    replaceTop(with: .triage(choice))
    switch outcome {
    case .none, .refused: return []
    case .cancelled:
      closeTop()
      return []
    case .chosen("form"):
      closeTop()
      return openForm(.triage)
    case .chosen(let id):
      guard let decision = choice.decision(for: id) else { return [] }
      closeTop()
      return save(.perform(.triage(decision), choice.request, version: choice.version))
    }
  }
}

extension TriageChoice {
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

import CoreModel
import Store
import TerminalKit

/// What a form of 调解 is about.
enum MediationSheet: Hashable, Sendable {
  /// A new case, or an early sign, perhaps about a request.
  case new(FindingRequest?)
  case notice(FindingRequest?)
  case open(MediationID)
  case meet(MediationID)
  case step(MediationID)
  case agree(MediationID)
  case visit(MediationID)
  case fail(MediationID)
  case review(MediationID)
  case staff(MediationID)
  case withdraw(MediationID)

  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .new(let request): "new:" + (request.map { "\($0.id.text)|\($0.number)" } ?? "")
    case .notice(let request): "notice:" + (request.map { "\($0.id.text)|\($0.number)" } ?? "")
    case .open(let id): "open:" + id.text
    case .meet(let id): "meet:" + id.text
    case .step(let id): "step:" + id.text
    case .agree(let id): "agree:" + id.text
    case .visit(let id): "visit:" + id.text
    case .fail(let id): "fail:" + id.text
    case .review(let id): "review:" + id.text
    case .staff(let id): "staff:" + id.text
    case .withdraw(let id): "withdraw:" + id.text
    }
  }

  /// The form that a draft of this name belongs to; nil where there is none of that name any more.
  init?(name: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let rest = String(parts[1])
    let pieces = rest.split(separator: "|").map(String.init)
    let request =
      pieces.count == 2 ? FindingRequest(id: RequestID(pieces[0]), number: pieces[1]) : nil
    let id = MediationID(rest)
    switch parts[0] {
    case "new": self = .new(request)
    case "notice": self = .notice(request)
    case "open": self = .open(id)
    case "meet": self = .meet(id)
    case "step": self = .step(id)
    case "agree": self = .agree(id)
    case "visit": self = .visit(id)
    case "fail": self = .fail(id)
    case "review": self = .review(id)
    case "staff": self = .staff(id)
    case "withdraw": self = .withdraw(id)
    default: return nil
    }
  }

  var mediation: MediationID? {
    switch self {
    case .new, .notice: nil
    case .open(let id), .meet(let id), .step(let id), .agree(let id), .visit(let id),
      .fail(let id), .review(let id), .staff(let id), .withdraw(let id):
      id
    }
  }
}

extension AppState {
  /// Opens a form for a mediation, or for a new one.
  mutating func openMediationSheet(_ sheet: MediationSheet, title: String = "") -> [Effect] {
    guard let session else { return [] }
    let fields = MediationFields(session: session, now: now)
    switch sheet {
    case .new, .notice:
      let isCase = if case .new = sheet { true } else { false }
      if let refusal = DeskChange.refusal(
        toChange: isCase ? "受理调解" : "记潜在矛盾", by: session.actor,
        allowed: isCase ? Permissions.mediating : Permissions.handling)
      {
        say(refusal.message, .warning)
        return []
      }
      let form = isCase ? fields.order(title: title) : fields.sign(title: title)
      return openSheet(
        .mediation(sheet), form,
        about: isCase ? ["事由不写姓名：列表和晨会上大家看得到；当事人在列表里只显示姓"] : [])
    default:
      guard let id = sheet.mediation, let one = mediation.mediation(id) else { return [] }
      return openSheet(.mediation(sheet), fields.form(of: sheet, on: one))
    }
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenMediationSheet(_ name: String) -> [Effect]? {
    guard let sheet = MediationSheet(name: name) else { return nil }
    if let id = sheet.mediation {
      guard mediation.board != nil else {
        mediation.pendingSheet = name
        return openDeliberation(.mediations)
      }
      guard mediation.mediation(id) != nil else { return nil }
    }
    return openMediationSheet(sheet)
  }

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: MediationSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    guard let session else { return [] }
    let answer = MediationAnswer(values: values, session: session, now: now)
    switch sheet {
    case .new(let request):
      let order = try answer.order()
      _ = try Mediation.decide(order, by: session.actor, at: now, in: session.directory)
      return save(.mediation(.mediate(order, request.map { [$0.id] } ?? [])))
    case .notice(let request):
      let sign = try answer.sign()
      _ = try Mediation.decide(sign, by: session.actor, at: now, in: session.directory)
      return save(.mediation(.notice(sign, request.map { [$0.id] } ?? [])))
    default:
      guard let id = sheet.mediation, let one = mediation.mediation(id) else {
        throw .outOfTurn("这件调解已不在屏上；您写的还在草稿里")
      }
      return save(
        .mediation(
          .perform(try answer.command(sheet, on: one), id, version: one.version)))
    }
  }
}

import CoreModel
import Store
import TerminalKit

/// 「某某 正在处理」: what this desk has open, and who has what open elsewhere.
struct ClaimHold: Sendable, Equatable {
  /// The request that this desk has a form of open.
  var request: RequestID
  /// When it was last said so.
  var renewedAt: Instant
  /// Whether somebody else has it now: it is not taken back by typing on.
  var isLost = false
}

/// What is to be opened for a request.
struct FormIntent: Sendable, Equatable {
  /// The step.
  var kind: CommandKind
  /// Whether it is the box of tiers and not the form.
  var isTierBox = false
  /// The draft to go on from.
  var draft: KeptDraft?
}

/// Somebody has the request open: take over, or only look.
struct ClaimBox: Sendable {
  /// The choices.
  var menu: Menu
  /// What was to be opened.
  var intent: FormIntent
  /// The request as it was.
  var detail: RequestDetail
}

extension AppState {
  /// Who else has a request open, as far as this desk knows.
  func otherClaim(on request: RequestID) -> Claim? {
    guard let claim = claims[request], claim.isLive(at: now), claim.desk != desk else { return nil }
    return claim
  }

  /// 「王芳 正在处理（19:42 起）」.
  func words(of claim: Claim) -> String {
    guard let session else { return "" }
    let isOwn = claim.person == session.actor.person
    let who = isOwn ? "您在另一台值班台" : "\(session.directory.name(of: claim.person)) "
    return "\(who)正在处理（\(claim.since.nearText(relativeTo: now)) 起）"
  }

  /// Opens what a step needs; where somebody else has the request open, asks first.
  mutating func open(_ intent: FormIntent, on detail: RequestDetail) -> [Effect] {
    if let session, let claim = otherClaim(on: detail.history.id),
      case .taken = ClaimRules.standing(
        of: claim, for: session.actor.person, at: desk, now: now)
    {
      overlays.append(
        .claimed(ClaimBox(menu: claimMenu(claim, detail), intent: intent, detail: detail)))
      return []
    }
    return present(intent, on: detail)
  }

  private func claimMenu(_ claim: Claim, _ detail: RequestDetail) -> Menu {
    let name = session?.directory.name(of: claim.person) ?? ""
    return Menu(
      title: "\(detail.request.number) \(words(of: claim))",
      items: [
        MenuItem(id: "look", title: "只看", note: "打开详情，不打扰\(name)"),
        MenuItem(
          id: "take", key: Key("J"), title: "接手",
          note: "由您接着办；记入时间线，\(name)的表单里马上看到"),
      ], hasDigits: false)
  }

  /// Opens what a step needs.
  mutating func present(_ intent: FormIntent, on detail: RequestDetail) -> [Effect] {
    intent.isTierBox
      ? openTriage(detail, draft: intent.draft)
      : openForm(intent.kind, on: detail, draft: intent.draft)
  }

  mutating func handle(_ event: InputEvent, in box: ClaimBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var box = box
    let outcome = box.menu.handle(key)
    replaceTop(with: .claimed(box))
    switch outcome {
    case .chosen("take"):
      closeTop()
      return save(.takeOver(box.detail.history.id, box.intent))
    case .chosen:
      closeTop()
      return openWhole(box.detail)
    case .cancelled:
      closeTop()
      return []
    case .none, .refused: return []
    }
  }

  /// After it was taken over: the form opens on the request as it is now.
  mutating func finishTakingOver(_ detail: RequestDetail, for intent: FormIntent) -> [Effect] {
    self.detail.take(detail)
    claimHold = ClaimHold(request: detail.history.id, renewedAt: now)
    claims[detail.history.id] = nil
    // A main one takes its 并件 along, as it would have if nobody had been on it.
    let leading = intent.draft == nil ? beginLeadingStep(intent.kind, detail) : nil
    let effects = leading ?? present(intent, on: detail)
    return effects + refreshEverything() + giveWaitingKeysAfterSave(detail)
  }

  // MARK: Holding

  /// Says what this desk has open when that changed, and goes on saying so while somebody types. One place for
  /// all the ways in which a form opens and closes; while none does, it costs nothing.
  mutating func settleClaim(after message: Message) -> [Effect] {
    let wanted = overlays.last { $0.claimedRequest != nil }?.claimedRequest
    guard wanted != nil || claimHold != nil else { return [] }
    var effects: [Effect] = []
    if let hold = claimHold, hold.request != wanted {
      effects.append(.releaseClaim(hold.request))
      claimHold = nil
    }
    guard let wanted else { return effects }
    guard let hold = claimHold else {
      claimHold = ClaimHold(request: wanted, renewedAt: now)
      return effects + [.claim(wanted)]
    }
    guard case .input = message, !hold.isLost,
      ClaimRules.isRenewalDue(renewedAt: hold.renewedAt, now: now)
    else { return effects }
    claimHold?.renewedAt = now
    return effects + [.claim(wanted)]
  }

  /// Takes in who is on what. Whoever lost the request that they have open is told at once.
  mutating func install(_ claims: [Claim]) {
    let others = claims.filter { $0.desk != desk }
    self.claims = Dictionary(others.map { ($0.request, $0) }) { first, _ in first }
    guard let hold = claimHold, !hold.isLost, let claim = otherClaim(on: hold.request) else {
      return
    }
    claimHold?.isLost = true
    let words = lostWords(claim)
    guard
      let index = overlays.lastIndex(where: {
        if case .form(let form) = $0 { form.request == hold.request } else { false }
      }), case .form(var form) = overlays[index]
    else {
      say(words, .warning)
      return
    }
    form.lost = words
    overlays[index] = .form(form)
    bell = true
  }

  private func lostWords(_ claim: Claim) -> String {
    guard let session else { return "" }
    if claim.person == session.actor.person {
      return "您在另一台值班台打开了这件（\(claim.since.clockText)）；这里写的还在，保存时会核对"
    }
    let name = session.directory.name(of: claim.person)
    return claim.takenFrom == session.actor.person
      ? "\(name) 已接手（\(claim.since.clockText)），您写的还在；仍可保存，保存时会让您核对"
      : "\(name) 正在处理（\(claim.since.clockText) 起），您写的还在；仍可保存，保存时会核对"
  }
}

extension Overlay {
  /// The request that having this open means to be on.
  fileprivate var claimedRequest: RequestID? {
    switch self {
    case .form(let form): form.request
    case .triage(let choice): choice.request
    default: nil
    }
  }
}

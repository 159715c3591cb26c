import CoreModel
import Store
import TerminalKit

/// Steps of a request's life: begun by a key, recorded by the store, finished by its answer.
extension AppState {
  /// Begins a step: at once where nothing has to be said, else with a form.
  mutating func beginStep(_ kind: CommandKind, by key: Key?) -> [Effect] {
    if actsOnMarks { return beginMarkedStep(kind) }
    if let effects = waitForDetail(key) { return effects }
    guard let detail = selectedDetail else { return [] }
    return beginLeadingStep(kind, detail) ?? beginStepAlone(kind, detail, by: key)
  }

  /// Begins a step for one request and no other.
  mutating func beginStepAlone(
    _ kind: CommandKind, _ detail: RequestDetail, by key: Key?
  ) -> [Effect] {
    guard let session else { return [] }
    let id = detail.history.id
    let version = detail.request.version
    switch kind {
    case .arrive: return save(.perform(.arrive(note: ""), id, version: version))
    case .confirm: return save(.perform(.confirm(note: ""), id, version: version))
    case .resume: return save(.perform(.resume(note: ""), id, version: version))
    case .revealPhone where detail.request.callerPrivacy != .confidential:
      return save(.perform(.revealPhone(reason: ""), id, version: version))
    case .accept where detail.needsNobodyNamed(toAccept: session.actor):
      return save(.perform(.accept(by: nil), id, version: version))
    case .triage: return open(FormIntent(kind: .triage, isTierBox: true), on: detail)
    case .undo: return openUndoConfirmation(detail, by: key)
    case .link: return openLinking([detail], isMarked: false)
    case .unlink: return save(.perform(.unlink(note: ""), id, version: version))
    case .sign: return save(.perform(.ticket(.sign(note: "")), id, version: version))
    default: return open(FormIntent(kind: kind), on: detail)
    }
  }

  /// Sends a step off; keys wait until it is recorded.
  mutating func save(_ effect: Effect) -> [Effect] {
    typeAhead = TypeAhead(wait: .saving)
    return [effect]
  }

  /// After a step was recorded.
  mutating func finish(_ kind: CommandKind, with detail: RequestDetail) -> [Effect] {
    var effects: [Effect] = []
    if case .form(let form) = overlays.last, form.request == detail.history.id {
      closeTop()
      effects.append(.saveDraft("", form.slot))
    }
    self.detail.take(detail)
    lastClosed = detail.request.isOpen ? nil : detail
    if kind == .revealPhone {
      self.detail.revealed = detail.history.id
      say("完整电话：\(detail.revealedPhone ?? "")（已记录查看人）")
    } else {
      say(outcome(of: kind, detail), .success)
    }
    refreshReading(of: detail)
    if kind == .inform { offerCopy(of: detail) }
    if kind == .reply { offerFiledReplies(of: [detail]) }
    let waiting = giveWaitingKeysAfterSave(detail)
    return effects + refreshEverything() + refreshClusters() + waiting
  }

  /// Gives the keys that were typed while something was being recorded.
  mutating func giveWaitingKeysAfterSave(_ detail: RequestDetail) -> [Effect] {
    guard typeAhead.wait == .saving else { return [] }
    return giveWaitingKeys()
  }

  /// The request that is being read is drawn anew after a step, here or at another desk.
  mutating func refreshReading(of detail: RequestDetail) {
    guard case .reading(var reading) = overlays.last, reading.request == detail.history.id,
      let text = detailText(detail)
    else { return }
    reading.view.lines = text.full
    replaceTop(with: .reading(reading))
  }

  private func outcome(of kind: CommandKind, _ detail: RequestDetail) -> String {
    let done =
      switch kind {
      case .undo: "已撤回上一步"
      case .confirm: "居民认可，已办结"
      case .reject: "已记录不认可，转书记督办"
      default: ticketOutcome(of: kind, detail) ?? "已\(kind.title)"
      }
    let isFinal =
      [.undo, .feedback, .note, .inform, .askReturn, .askExtension, .reply].contains(kind)
      || CommandKind.ofInquiries.contains(kind)
    let undoHint = isFinal ? "" : " · u 撤回"
    let next = detail.obligation.map {
      "，下一步 \($0.kind.title) \(Words.deadline($0.dueAt, at: now))"
    }
    return "\(detail.request.number) \(done)\(next ?? "")\(undoHint)"
  }

  /// Asks before the last step is taken back; one that was given to several at once, for all of them.
  mutating func openUndoConfirmation(_ detail: RequestDetail, by key: Key?) -> [Effect] {
    beginJointUndo(detail) ?? openUndoQuestion(detail, by: key)
  }

  /// Asks before the last step of one request is taken back.
  mutating func openUndoQuestion(_ detail: RequestDetail, by key: Key?) -> [Effect] {
    guard let session, let step = detail.history.lastStep else { return [] }
    let who = session.directory.name(of: step.actor)
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "撤回上一步",
            body: [
              "\(detail.request.number) \(TextLayout.clip(Privacy.masked(detail.request.registration.text), columns: 40))",
              "撤回「\(step.event.title)」（\(who) \(step.at.nearText(relativeTo: now))）。",
              "记录会留在时间线上，标明已撤回。",
            ], confirmLabel: "撤回", confirmKey: Key("y"), trigger: key),
          action: .undo(detail.history.id, version: detail.request.version))))
    return []
  }
}

extension RequestDetail {
  /// Whether 接单 is clear without asking who: it was given to one person, or the actor is of the crew.
  func needsNobodyNamed(toAccept actor: Actor) -> Bool {
    guard let crew = request.handler?.pool else { return true }
    return crew.members.contains(actor.role) && !Permissions.desk.contains(actor.role)
  }
}

import CoreModel
import Store
import TerminalKit

/// What a step would do to several requests, before it is done: to which it applies, and why not to the rest.
struct JointBox: Sendable {
  /// The requests.
  var set: JointSet
  /// The one whose step it is, when the others are only taken along: the main one, or the selected one.
  var lead: RequestID?
  /// How far the list is scrolled.
  var offset = 0

  /// The one that is left when only the lead is meant.
  var leadDetail: RequestDetail? { self.set.able.first { $0.history.id == lead } }
}

extension AppState {
  // MARK: Beginning

  /// Reads several requests; keys wait until they have come.
  mutating func beginJoint(_ purpose: JointPurpose, _ ids: [RequestID]) -> [Effect] {
    typeAhead = TypeAhead(wait: .joint, events: typeAhead.events)
    return [.loadJoint(purpose, ids)]
  }

  /// Begins a step for all that are marked.
  mutating func beginMarkedStep(_ kind: CommandKind) -> [Effect] {
    beginJoint(kind == .link ? .linking : .step(kind), marks.ids)
  }

  /// Begins a step of a main request together with its 并件; nil when there is nothing to take along.
  mutating func beginLeadingStep(_ kind: CommandKind, _ detail: RequestDetail) -> [Effect]? {
    guard kind.reachesLinked, !detail.kin.linked.isEmpty else { return nil }
    // Somebody has the main one open: that is asked first, as for any other.
    guard claimObjection(detail) == nil else { return nil }
    return beginJoint(.leading(kind), [detail.history.id] + detail.kin.linked.map(\.id))
  }

  /// Takes in the requests that were read for a joint step.
  mutating func install(joint details: [RequestDetail], for purpose: JointPurpose) -> [Effect] {
    if purpose == .conflict { return acceptNewVersions(of: details) }
    guard typeAhead.wait == .joint, let session else { return [] }
    // Taken first: what begins now may be something else to wait for.
    let waiting = typeAhead.events
    typeAhead = TypeAhead()
    var effects: [Effect] = []
    switch purpose {
    case .menu: openMarkedActions(details)
    case .step(let kind):
      openPreview(
        JointBox(
          set: JointSet(kind, of: details, by: session.actor, objection: claimObjection)))
    case .leading(let kind): effects = openLeadingStep(kind, details, session)
    case .linking: effects = openLinking(details, isMarked: true)
    case .undoing:
      let set = JointSet(.undo, of: details, by: session.actor, objection: laterStep)
      let lead = details.first?.history.id
      openPreview(JointBox(set: set, lead: lead == selectedRow?.id ? lead : nil))
    case .cluster(let main): effects = linkCluster(details, to: main)
    case .conflict: break
    }
    return effects + waiting.flatMap { handle($0) }
  }

  private mutating func openPreview(_ box: JointBox) {
    guard !box.set.able.isEmpty || !box.set.blocked.isEmpty else {
      say("标记的诉求已经找不到了；按 Esc 清除标记", .warning)
      return
    }
    overlays.append(.joint(box))
  }

  /// A main request's step: the form with its 并件 beside it, or for steps without a form the preview.
  private mutating func openLeadingStep(
    _ kind: CommandKind, _ details: [RequestDetail], _ session: Session
  ) -> [Effect] {
    guard let lead = details.first, lead.history.id == selectedRow?.id else { return [] }
    // What cannot be done to the main one was refused before; its 并件 may have gone on alone.
    let set = JointSet(kind, of: details, by: session.actor, objection: claimObjection)
    guard set.able.first?.history.id == lead.history.id else {
      say(set.blocked.first?.reason ?? "", .warning)
      return []
    }
    guard set.able.count > 1 else {
      // Closing the main one alone leaves the others behind: that is said, not passed over.
      guard kind.closes else { return beginStepAlone(kind, lead, by: nil) }
      openPreview(JointBox(set: set, lead: lead.history.id))
      return []
    }
    if kind.hasForm(for: lead, by: session.actor) {
      return openForm(kind, on: lead, with: JointPart(set, lead: lead, isOptional: true))
    }
    openPreview(JointBox(set: set, lead: lead.history.id))
    return []
  }

  /// What somebody else has open is left to them; taking it over is for each alone.
  private func claimObjection(_ detail: RequestDetail) -> String? {
    guard let session, let claim = otherClaim(on: detail.history.id),
      case .taken = ClaimRules.standing(
        of: claim, for: session.actor.person, at: desk, now: now)
    else { return nil }
    return words(of: claim)
  }

  /// After a joint step its requests may each have gone on; then taking it back is for each alone.
  private func laterStep(_ detail: RequestDetail) -> String? {
    let id = detail.history.id
    let version = jointActions.last { $0.versions[id] != nil }?.versions[id]
    guard let step = detail.history.lastStep, step.version != version else { return nil }
    return "之后又有「\(step.event.title)」，请单独撤回"
  }

  /// Offers to take a step back for all that it was given to; nil when it was given to this one alone.
  mutating func beginJointUndo(_ detail: RequestDetail) -> [Effect]? {
    guard let step = detail.history.lastStep,
      let action = jointActions.last(where: { $0.versions[detail.history.id] == step.version })
    else { return nil }
    let others = action.versions.keys.filter { $0 != detail.history.id }.sorted()
    return others.isEmpty ? nil : beginJoint(.undoing, [detail.history.id] + others)
  }

  // MARK: The menu

  /// 「可做的事」 for those that are marked: each step says to how many it applies.
  private mutating func openMarkedActions(_ details: [RequestDetail]) {
    guard let session else { return }
    let hasTickets = details.contains { $0.request.ticket != nil }
    let items = DeskCommand.all.compactMap { command -> MenuItem? in
      guard case .step(let kind) = command.id, hasTickets || !command.isOfTickets else {
        return nil
      }
      let set = JointSet(kind, of: details, by: session.actor)
      let reason =
        kind.onlyOneReason
        ?? (kind != .link && set.able.isEmpty ? set.blocked.first?.reason ?? "没有可办的" : nil)
      return MenuItem(
        id: command.name, key: command.keys.first, title: command.short,
        note: kind == .link ? "并在一起，选一件作主件" : set.summary, disabledReason: reason,
        isDanger: command.isDangerous, keywords: [PinyinInitials.of(command.short)])
    }
    overlays.append(
      .actions(
        ActionMenu(
          menu: Menu(
            title: "可做的事 · 标记的 \(details.count) 件",
            items: items.filter { $0.disabledReason == nil }
              + items.filter { $0.disabledReason != nil }, hasDigits: false),
          request: nil)))
  }

  // MARK: The preview

  mutating func handle(_ event: InputEvent, in box: JointBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var box = box
    let plain = CommandKeys.normalise(key) ?? key
    let room = jointTextRoom(box)
    switch plain.code {
    case .escape, .character("q"), .character("c"):
      closeTop()
      return []
    case .enter:
      guard !box.set.able.isEmpty else {
        closeTop()
        return []
      }
      closeTop()
      return proceed(box.set, lead: box.leadDetail)
    case .character("1"):
      guard let lead = box.leadDetail, box.set.able.count > 1 else { break }
      closeTop()
      return box.set.kind == .undo
        ? openUndoQuestion(lead, by: nil) : beginStepAlone(box.set.kind, lead, by: nil)
    case .up, .character("k"): scroll(&box, by: -1, room)
    case .down, .character("j"): scroll(&box, by: 1, room)
    case .pageUp: scroll(&box, by: -room.rows + 1, room)
    case .pageDown, .character(" "): scroll(&box, by: room.rows - 1, room)
    default: break
    }
    replaceTop(with: .joint(box))
    return []
  }

  private func scroll(_ box: inout JointBox, by count: Int, _ room: Size) {
    var view = jointView(box)
    view.scroll(by: count, in: room)
    box.offset = view.offset
  }

  /// Goes on from a preview: to the form that is filled in once, to a last question, or to the record.
  private mutating func proceed(_ set: JointSet, lead: RequestDetail?) -> [Effect] {
    guard let session, let first = lead ?? set.able.first else { return [] }
    if set.kind.hasForm(for: first, by: session.actor)
      || set.able.contains(where: { set.kind.hasForm(for: $0, by: session.actor) })
    {
      return openForm(
        set.kind, on: first, with: JointPart(set, lead: first, isOptional: lead != nil))
    }
    guard let command = set.kind.plainCommand else { return [] }
    return send(set.able.map { JointStep(command, on: $0) })
  }

  /// Sends a joint step off, after one more question where it cannot easily be made good again.
  mutating func send(_ steps: [JointStep], photoPaths: [String] = []) -> [Effect] {
    guard let kind = steps.first?.command.kind else { return [] }
    let effect = Effect.performAll(kind, photoPaths: photoPaths, steps)
    guard kind.asksBeforeMany, steps.count > 1 else { return save(effect) }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "\(kind.title) \(steps.count) 件",
            body: ["这一步同时记在 \(steps.count) 件诉求上，每件各留一条记录。"]
              + (kind == .reply ? ["\(ReplyFields.warning)。"] : []),
            confirmLabel: "\(kind.title) \(steps.count) 件", confirmKey: Key("y"),
            isDanger: kind == .cancel), action: .send(effect))))
    return []
  }

  // MARK: The result

  /// After a joint step was recorded.
  mutating func finishJoint(_ kind: CommandKind, with outcomes: [JointOutcome]) -> [Effect] {
    let done = outcomes.compactMap(\.done)
    let failed = outcomes.filter { $0.done == nil }
    let wereMarked = done.contains { marks.contains($0.history.id) }
    if kind == .link, failed.isEmpty, wereMarked {
      marks.clear()
    } else {
      marks.remove(done.map(\.history.id))
    }
    lastJoint = []
    if done.count > 1, kind != .undo {
      jointActions.append(
        JointAction(
          versions: Dictionary(
            done.map { ($0.history.id, $0.request.version) }, uniquingKeysWith: { $1 })))
      jointActions = jointActions.suffix(JointAction.kept)
      lastJoint = done.map(\.history.id)
    }
    if let own = done.first(where: { $0.history.id == selectedRow?.id }) { detail.take(own) }
    lastClosed = done.first { !$0.request.isOpen }
    var effects: [Effect] = []
    if case .form(let form) = overlays.last, form.joint != nil {
      let overtaken = failed.filter(\.isConflict)
      guard overtaken.isEmpty else {
        typeAhead = TypeAhead()
        return keepForm(form, for: overtaken, of: outcomes) + refreshEverything()
      }
      if kind == .reply, done.isEmpty, let reason = failed.lazy.compactMap(\.reason).first {
        return keepForm(form, refusedWith: reason)
      }
      closeTop()
      effects.append(.saveDraft("", form.slot))
    }
    if case .linking = overlays.last { closeTop() }
    let text = jointOutcome(kind, done, failed)
    if kind == .reply { offerFiledReplies(of: done) }
    guard failed.isEmpty else {
      typeAhead = TypeAhead()
      bell = done.isEmpty
      say(text, done.isEmpty ? .danger : .warning)
      overlays.append(
        .reading(
          ReadingView(
            title: "办理结果", view: DetailView(report(done, failed, kind), glyphs: look.glyphs))))
      return effects + refreshEverything() + refreshClusters()
    }
    say(text, .success)
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    return effects + refreshEverything() + refreshClusters() + waiting
  }

  private func jointOutcome(
    _ kind: CommandKind, _ done: [RequestDetail], _ failed: [JointOutcome]
  ) -> String {
    let hint = [.undo, .feedback, .note, .reply].contains(kind) ? "" : " · u 撤回"
    let what =
      switch kind {
      case .link: "\(done.count) 件已并入 \(done.first?.request.main?.number ?? "")"
      case .unlink: "\(done.count) 件已解除并件"
      case .undo: "\(done.count) 件已撤回上一步"
      case .confirm: "\(done.count) 件居民认可，已办结"
      case .reject: "\(done.count) 件已记录不认可，转书记督办"
      default: "\(done.count) 件已\(kind.title)"
      }
    let rest = failed.isEmpty ? "" : "，\(failed.count) 件没有办成"
    return what + rest + (done.isEmpty ? "" : hint)
  }

  private func report(
    _ done: [RequestDetail], _ failed: [JointOutcome], _ kind: CommandKind
  ) -> [DetailLine] {
    guard let session else { return [] }
    let text = JointText(directory: session.directory, now: now, glyphs: look.glyphs)
    var lines: [DetailLine] = [
      .rule("没有办成 \(failed.count) 件" + (marks.isEmpty ? "" : "（标记还在）"))
    ]
    lines += failed.map { outcome in
      let known = jointRows[outcome.id] ?? outcome.id.text
      return .item(
        [Span("\(look.glyphs.cross) \(known)", Style(.muted))],
        [Span(outcome.reason ?? "", Style(.warning))])
    }
    if !done.isEmpty {
      lines += [.blank, .rule("已办 \(done.count) 件")]
      lines += done.map { text.line($0, in: kind == .undo ? .note : kind) }
    }
    return lines
  }

  /// Numbers of requests that lists have shown, for a report on those that could not be read.
  private var jointRows: [RequestID: String] {
    Dictionary(
      (requests.list.rows + tickets.list.rows).map { ($0.id, $0.number) },
      uniquingKeysWith: { first, _ in first })
  }

  /// None could be replied to as it is written: the form stays with its words, to be put right.
  private mutating func keepForm(_ form: StepForm, refusedWith reason: String) -> [Effect] {
    var form = form
    typeAhead = TypeAhead()
    form.error = "没有报出：\(reason)"
    replaceTop(with: .form(form))
    bell = true
    return refreshEverything()
  }

  /// Another desk was faster with some: the form stays for those, with what was typed.
  private mutating func keepForm(
    _ form: StepForm, for overtaken: [JointOutcome], of outcomes: [JointOutcome]
  ) -> [Effect] {
    var form = form
    let done = outcomes.count { $0.done != nil }
    let who = overtaken.prefix(2).compactMap { outcome in
      outcome.reason.map { "\(jointRows[outcome.id] ?? "")：\($0)" }
    }
    form.error =
      (done > 0 ? "已办 \(done) 件；" : "") + "\(overtaken.count) 件没有保存。"
      + who.joined(separator: "；") + "。写的内容还在：仍要办这 \(overtaken.count) 件按 Ctrl-S，放弃按 Esc"
    form.joint?.isOvertaken = true
    replaceTop(with: .form(form))
    bell = true
    return [.loadJoint(.conflict, overtaken.map(\.id))]
  }

  private mutating func acceptNewVersions(of details: [RequestDetail]) -> [Effect] {
    guard case .form(var form) = overlays.last, var joint = form.joint, joint.isOvertaken,
      let first = details.first
    else { return [] }
    joint.isOvertaken = false
    joint.members = Array(details.dropFirst())
    joint.blocked = []
    form.request = first.history.id
    form.seen = first
    form.base = first.request.version
    form.joint = details.count > 1 ? joint : nil
    replaceTop(with: .form(form))
    return []
  }
}

extension JointAction {
  /// How many are remembered for taking back.
  static let kept = 20
}

extension JointStep {
  /// A step on a request as it was seen.
  init(_ command: RequestCommand, on detail: RequestDetail) {
    self.init(command, on: detail.history.id, expecting: detail.request.version)
  }
}

extension JointOutcome {
  fileprivate var isConflict: Bool { if case .conflict = result { true } else { false } }
}

extension CommandKind {
  /// Whether it ends a request.
  fileprivate var closes: Bool { self == .confirm || self == .cancel }

  /// Whether it asks for particulars.
  func hasForm(for detail: RequestDetail, by actor: Actor) -> Bool {
    switch self {
    case .arrive, .confirm, .resume, .revealPhone, .undo, .unlink, .sign: false
    case .accept: !detail.needsNobodyNamed(toAccept: actor)
    default: true
    }
  }

  /// The command of a step that needs no particulars.
  fileprivate var plainCommand: RequestCommand? {
    switch self {
    case .arrive: .arrive(note: "")
    case .confirm: .confirm(note: "")
    case .resume: .resume(note: "")
    case .undo: .undo(reason: "")
    case .unlink: .unlink(note: "")
    case .accept: .accept(by: nil)
    case .sign: .ticket(.sign(note: ""))
    default: nil
    }
  }
}

extension RequestHistory {
  /// Checks what happened to a request beyond the desk before it is recorded.
  ///
  /// Not a command of the desk: whoever moves a 议题, a 微实事, a 吹哨 or a 调解 records it on each of its requests in
  /// the same transaction, and asks there who may.
  /// - Throws: ``Refusal`` when the request cannot take part, or does not.
  package func decideOnward(_ event: OnwardEvent) throws(Refusal) -> RequestEvent {
    let known = request.openOnward(event.link)
    switch event {
    case .joined(let joining):
      if let refusal = joiningRefusal(joining.link) { throw refusal }
      return .onward(event)
    case .moved(var move):
      guard known != nil else { throw notPartOf(move.link) }
      move.words = try WordLimits.checked(move.words, "说明")
      return .onward(.moved(move))
    case .settled(var settlement):
      guard known != nil else { throw notPartOf(settlement.link) }
      settlement.outcome = try WordLimits.checked(settlement.outcome, "结果")
      guard !settlement.outcome.isEmpty else { throw .missing("请写结果：要告诉居民的就是这句话") }
      return .onward(.settled(settlement))
    case .left(var leaving):
      guard known != nil else { throw notPartOf(leaving.link) }
      leaving.reason = try WordLimits.checked(leaving.reason, "原因")
      guard !leaving.reason.isEmpty else { throw .missing("请写移出的原因") }
      return .onward(.left(leaving))
    }
  }

  /// Why a request cannot become a part of something; nil when it can. Forms that offer requests ask it too.
  package func joiningRefusal(_ link: OnwardLink) -> Refusal? {
    let number = request.number
    guard request.isOpen else {
      let way = request.stage == .returned ? "" : "；要继续办请先「重开」"
      return .outOfTurn("\(number) \(request.status.title)，不能列入「\(link.title)」\(way)")
    }
    if request.openOnward(link) != nil {
      return .outOfTurn("\(number) 已经在\(link.kind.title)「\(link.title)」里")
    }
    guard link.kind.carries else { return nil }
    guard request.stage == .escalated else {
      return .outOfTurn("\(number) 还没有提交议事会，不能列入\(link.kind.title)；请先「提交议事会」")
    }
    // Two that carry it would each bring it to an end, and the resident would hear of the first alone.
    guard let other = request.carriedBy?.link else { return nil }
    let way =
      link.kind == .project && other.kind == .agenda ? "；请在那里作决议「转微实事」，或先移出" : "；要换请先移出"
    return .outOfTurn(
      "\(number) 已列入\(other.kind.title)「\(other.title)」，一件诉求同时只在一个议题或微实事里\(way)")
  }

  private func notPartOf(_ link: OnwardLink) -> Refusal {
    .outOfTurn("\(request.number) 不在\(link.kind.title)「\(link.title)」里，或者已经结束")
  }
}

extension Request {
  /// Its part in a thing, while that goes on.
  package func openOnward(_ link: OnwardLink) -> Onward? {
    onward.last { $0.isOpen && $0.link.isSame(as: link) }
  }

  /// What carries it now: the 微实事 that came of it, else the 议题; nil when the desk does.
  package var carriedBy: Onward? {
    let open = onward.filter { $0.isOpen && $0.link.kind.carries }
    return open.last { $0.link.kind == .project } ?? open.last
  }

  /// Takes in what happened to it beyond the desk.
  mutating func apply(_ event: OnwardEvent, at now: Instant) {
    if case .joined(let joining) = event {
      onward.append(
        Onward(
          link: joining.link, joinedAt: now, step: joining.step,
          stepAt: joining.step == nil ? nil : now))
      return
    }
    guard let index = onward.lastIndex(where: { $0.isOpen && $0.link.isSame(as: event.link) })
    else { return }
    switch event {
    case .joined: break
    case .moved(let move):
      if onward[index].step != move.step { onward[index].stepAt = move.step == nil ? nil : now }
      onward[index].step = move.step
      onward[index].link.title = move.link.title
      if move.phase != nil { onward[index].startedAt = onward[index].startedAt ?? now }
      if move.phase == .held { onward[index].heldAt = onward[index].heldAt ?? now }
    case .settled(let settlement):
      onward[index].endedAt = now
      onward[index].outcome = settlement.outcome
      guard settlement.resolves, stage == .escalated else { return }
      onward[index].hasResolved = true
      // What a hold waited for is here; the resident is to be told now.
      endHold(at: now)
      stage = .resolved
      resolution = Resolution(outcome: settlement.outcome)
      resolvedAt = now
      resolvedBy = settlement.link
      fedBackAt = nil
    case .left:
      onward[index].endedAt = now
    }
  }

  /// 告知居民 as a task, for a request that is not resolved by what was settled since its own steps are over already;
  /// nil where its own steps bring the word to the resident.
  package func tellingOrder(
    after settlement: OnwardSettlement, by actor: Actor, at now: Instant, in directory: Directory,
    under rules: DeadlineRules
  ) -> TaskOrder? {
    guard settlement.resolves, [.replied, .closed, .fedBack].contains(stage) else { return nil }
    let roles = Permissions.roles(for: .feedback)
    let people =
      [registration.firstReceiver, actor.person].compactMap { directory.person($0) }
      + directory.people(with: Set(Permissions.desk))
    let teller = people.first { $0.isActive && roles.contains($0.role) }
    let day = rules.calendar.adding(workingDays: 1, to: now.day)
    let due =
      rules.allowedUntil(.telling, from: now, for: self)
      ?? rules.dutyTime.closeOfBusiness(on: day, in: rules.calendar)
    let words = "告知居民（\(number)）：\(callerBlank.blanked(settlement.outcome))"
    return TaskOrder(
      title: String(words.prefix(DeskTask.longestTitle)), person: teller?.id ?? actor.person,
      dueAt: due, origin: settlement.link)
  }

  /// The clocks of what is owed beyond the desk; the one that is due first in front.
  var onwardSpans: [ClockSpan] {
    onward.filter(\.isOpen).compactMap { part in
      guard let step = part.step else { return nil }
      return ClockSpan(
        kind: step.kind, start: part.stepAt ?? part.joinedAt,
        startWord: "\(part.link.kind.title)「\(part.link.title)」\(step.what)",
        stop: nil, statedDue: step.dueAt)
    }.sorted { ($0.statedDue ?? $0.start) < ($1.statedDue ?? $1.start) }
  }

  /// Who owes a step beyond the desk.
  func ownerBeyondDesk(_ kind: ObligationKind) -> OwedBy {
    let owed = onward.filter { $0.isOpen && $0.step?.kind == kind }.compactMap(\.step)
    guard let person = owed.min(by: { $0.dueAt < $1.dueAt })?.person else {
      return .role(.secretary)
    }
    return .handler(.person(person))
  }

  /// Why something that carries the request does not let the desk do a step of its own; nil when it does.
  func carryingRefusal(of kind: CommandKind) -> Refusal? {
    guard [.resolve, .dispatch, .cancel, .askReturn].contains(kind), stage == .escalated,
      let carriedBy
    else { return nil }
    let link = carriedBy.link
    return .outOfTurn(
      "已列入\(link.kind.title)「\(link.title)」，在那里办结；不一起办了请先在「\(link.kind.title)」里移出")
  }
}

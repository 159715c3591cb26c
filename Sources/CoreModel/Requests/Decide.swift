extension RequestHistory {
  /// Turns a command into the events it causes, or refuses with the reason.
  ///
  /// Pure: the same command on the same history by the same actor at the same time gives the same
  /// events. Every way in (console, command line, import, macro) goes through here. Whom a command names
  /// is looked up in the neighbourhood's directory; 主件 and 并件 are handed in (``newMain(by:)``), and the rules
  /// of time by which the city's limits are reckoned.
  /// - Throws: ``Refusal``, whose message is for the person at the desk.
  package func decide(
    _ command: RequestCommand, by actor: Actor, at now: Instant, in directory: Directory,
    beside kin: Kinship = .none, under rules: DeadlineRules
  ) throws(Refusal) -> [RequestEvent] {
    if let refusal = refusal(of: command.kind, by: actor, beside: kin) { throw refusal }
    switch command {
    case .respond(let note): return [try decideResponse(note)]
    case .triage(let decision): return [.triaged(try decision.checked())]
    case .dispatch(let dispatch): return [try decideDispatch(dispatch, in: directory)]
    case .accept(let person):
      return [try decideAcceptance(by: person, actor: actor, in: directory)]
    case .arrive(let note): return [.arrived(try remark(note))]
    case .resolve(let resolution):
      let outcome = try required(resolution.outcome, "请写处置结果：做了什么、现在怎样")
      var evidence: [Evidence] = []
      for piece in resolution.evidence { evidence.append(try piece.checked()) }
      return [.resolved(Resolution(outcome: outcome, evidence: evidence))]
    case .feedback(let feedback):
      let text = try required(feedback.text, "请写告知居民的内容")
      return [.fedBack(Feedback(text, by: feedback.method))]
    case .confirm(let note): return [.confirmed(try remark(note))]
    case .reject(let reason):
      return [.rejected(Remark(try required(reason, "请写居民不认可的原因，书记督办要看")))]
    case .supervise(let instruction):
      return [.supervised(Remark(try required(instruction, "请写督办要求：怎么办、由谁办")))]
    case .hold(let hold): return [try decideHold(hold, at: now)]
    case .resume(let note): return [.resumed(try remark(note))]
    case .escalate(let reason):
      return [.escalated(Remark(try required(reason, "请写提交议事会的理由")))]
    case .note(let text): return [.noted(Remark(try required(text, "备注不能是空的")))]
    case .amend(let amendment): return [try decideAmendment(amendment)]
    case .cancel(let reason):
      return [.cancelled(Remark(try required(reason, "请写撤销原因，例如「重复登记」「居民撤回」")))]
    case .reopen(let reason):
      return [.reopened(Remark(try required(reason, "请写重开原因")))]
    case .undo(let reason):
      guard let step = lastStep else { throw .outOfTurn("没有可以撤回的步骤") }
      let words = try remark(reason).text
      return stepsOfOneCommand(endingWith: step).map {
        .undone(Undoing(version: $0, reason: words))
      }
    case .revealPhone(let reason):
      let isConfidential = request.callerPrivacy == .confidential
      return [
        .phoneRevealed(
          isConfidential
            ? Remark(try required(reason, "来电人要求保密，请写为什么要看完整电话")) : try remark(reason))
      ]
    case .link(let main, let note): return [try decideLink(to: main, note, beside: kin)]
    case .unlink(let note): return [try decideUnlinking(note)]
    case .inform(let informing): return [try decideInforming(informing)]
    case .acknowledge(let reminder): return [try decideAcknowledging(reminder)]
    case .reconcile(let reconciliation):
      return try decideReconciliation(reconciliation, at: now)
    case .ticket(let step):
      return try decideTicket(step, at: now, in: directory, under: rules).map { .ticket($0) }
    case .task(let step):
      return try decideTask(step, by: actor, at: now, in: directory).map { .task($0) }
    case .inquiry(let step):
      return [.inquiry(try decideInquiry(step, by: actor, at: now, in: directory))]
    }
  }

  /// A call that was 接单见面 as well is recorded as two events, and taken back as one; the newest first.
  private func stepsOfOneCommand(endingWith step: RecordedEvent) -> [Int] {
    guard case .ticket(.met(let meeting)) = step.event, meeting.step == .acceptance,
      let before = events.first(where: { $0.version == step.version - 1 }),
      case .ticket(.contacted) = before.event, before.at == step.at, before.actor == step.actor
    else { return [step.version] }
    return [step.version, before.version]
  }

  /// The first answer needs no words; a later one is a word to the resident, so it says which.
  private func decideResponse(_ note: String) throws(Refusal) -> RequestEvent {
    guard let first = request.respondedAt, note.tidied.isEmpty else {
      return .responded(try remark(note))
    }
    throw .missing("已于 \(first.clockText) 响应过；再次沟通请写沟通内容")
  }

  private func decideDispatch(
    _ dispatch: Dispatch, in directory: Directory
  ) throws(Refusal) -> RequestEvent {
    if request.stage == .dispatched, request.handler == dispatch.handler {
      throw .invalid("已经派给同一承办人；要催办请写「备注」")
    }
    if let refusal = directory.refusal(toGive: dispatch.handler) { throw refusal }
    return .dispatched(Dispatch(to: dispatch.handler, note: try remark(dispatch.note).text))
  }

  private func decideAcceptance(
    by person: PersonID?, actor: Actor, in directory: Directory
  ) throws(Refusal) -> RequestEvent {
    switch request.handler {
    case .person(let named):
      // Recorded by the desk, it is still the handler who took it.
      guard person == nil || person == named else {
        throw .invalid("这件诉求派给了别人；换人请重新「派单」")
      }
      return .accepted(Acceptance(by: named))
    case .pool(let crew):
      guard person != nil || crew.members.contains(actor.role) else {
        throw .missing("请选是\(crew.title)的哪一位接单")
      }
      let taker = person ?? actor.person
      if let refusal = directory.refusal(toRecord: taker, from: crew, by: actor) { throw refusal }
      return .accepted(Acceptance(by: taker))
    case nil:
      throw .outOfTurn("还没有派单")
    }
  }

  private func decideHold(_ hold: Hold, at now: Instant) throws(Refusal) -> RequestEvent {
    let reason = try required(hold.reason, "请写挂起原因，例如「等配件」「住户外出」")
    guard hold.until > now else { throw .invalid("挂起要到将来的时间为止") }
    guard hold.until.seconds(since: now) <= RequestHistory.longestHoldDays * 86_400 else {
      throw .invalid("一次最多挂起 \(RequestHistory.longestHoldDays) 天，到期可以再挂")
    }
    return .held(Hold(reason: reason, until: hold.until))
  }

  private func decideAmendment(_ amendment: Amendment) throws(Refusal) -> RequestEvent {
    guard !amendment.isEmpty else { throw .missing("没有改动") }
    var tidy = amendment
    if let text = amendment.text { tidy.text = try required(text, "诉求内容不能是空的") }
    tidy.place = try amendment.place?.checked()
    tidy.resident = try amendment.resident?.keepingHidden(
      of: request.registration.resident, request.callerPrivacy
    ).checked()
    return .amended(tidy)
  }

  private func required(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "内容")
    guard !tidy.isEmpty else { throw .missing(complaint) }
    return tidy
  }

  /// Words that a step may go without.
  private func remark(_ text: String) throws(Refusal) -> Remark {
    Remark(try WordLimits.checked(text, "内容"))
  }

  /// A hold that nobody looks at for longer than a month is a request forgotten.
  package static let longestHoldDays = 30
  /// Characters that one step's words may have.
  package static let longestText = 4000
}

extension Registration {
  /// Checks a new request before it is recorded.
  /// - Throws: ``Refusal`` when the actor may not register or the text is empty.
  package func decide(by actor: Actor, at now: Instant) throws(Refusal) -> RequestEvent {
    guard Permissions.registering.contains(actor.role) else {
      throw .invalid("「登记」须由值班台或网格员、物业经理、调解员办理；您现在是\(actor.role.title)")
    }
    return .registered(try checked(at: now))
  }

  /// The request in one spelling, as it may be recorded.
  /// - Throws: ``Refusal`` when the text is empty, something is too long or the time cannot be.
  package func checked(at now: Instant) throws(Refusal) -> Registration {
    var tidy = self
    tidy.text = try WordLimits.checked(text, "诉求内容")
    guard !tidy.text.isEmpty else { throw .missing("请写诉求内容，例如「12号502 楼道灯不亮」") }
    tidy.place = try place.checked()
    tidy.resident = try resident.checked()
    guard receivedAt <= now.adding(minutes: 5) else {
      throw .invalid("收到时间在将来，请检查时间")
    }
    guard receivedAt >= .earliestSupported else {
      throw .invalid("收到时间早于 1992 年，请检查时间")
    }
    return tidy
  }
}

extension String {
  /// Whether it has no more characters than that; they are only counted where the bytes leave it open.
  package func isAtMost(_ length: Int) -> Bool {
    // A character is one scalar or several, and a scalar one byte or several.
    utf8.count <= length || unicodeScalars.count <= length || count <= length
  }

  /// Without blanks and line breaks at either end.
  package var tidied: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

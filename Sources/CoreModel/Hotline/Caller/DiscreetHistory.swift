extension RequestHistory {
  /// Everything as it may be shown: of an 匿名 or 保密 ticket the caller's name, of a 保密 one the phone, too, are
  /// blanked in whatever was ever written. The store gives nothing else to screens, papers and exports.
  package var discreet: RequestHistory {
    let blank = callerBlank
    guard !blank.isEmpty else { return self }
    let events = events.map { recorded in
      RecordedEvent(
        version: recorded.version, at: recorded.at, actor: recorded.actor,
        event: recorded.event.blanked(by: blank))
    }
    return RequestHistory(id: id, events: events) ?? self
  }

  /// What blanks the caller in a text, by all that was ever written of them.
  package var callerBlank: CallerBlank {
    CallerBlank(request.callerPrivacy, of: self)
  }
}

extension CallerBlank {
  /// By all that was ever written of the caller, and who else they are said to be.
  package init(_ privacy: CallerPrivacy, of history: RequestHistory, and other: Resident? = nil) {
    guard privacy != .open else {
      self = .none
      return
    }
    var traces = CallerTraces()
    traces.add(history.request.registration)
    for recorded in history.events { traces.add(recorded.event) }
    traces.add(other)
    self.init(privacy, names: traces.names, phones: traces.phones)
  }
}

extension Request {
  /// What blanks the caller, by whom the request ever named; nothing for a caller like any other.
  package var callerBlank: CallerBlank {
    CallerBlank(registration, correction: ticket?.correction, former: formerCallers)
  }
}

extension RequestEvent {
  /// The event without the caller.
  fileprivate func blanked(by blank: CallerBlank) -> RequestEvent {
    func of(_ remark: Remark) -> Remark { Remark(blank.blanked(remark.text)) }
    switch self {
    case .registered(let form): return .registered(form.blanked(by: blank))
    case .responded(let remark): return .responded(of(remark))
    case .triaged(var decision):
      decision.category = decision.category.map { Category(blank.blanked($0.name)) }
      decision.basis = blank.blanked(decision.basis)
      return .triaged(decision)
    case .dispatched(var dispatch):
      dispatch.note = blank.blanked(dispatch.note)
      return .dispatched(dispatch)
    case .accepted, .acknowledged, .takenOver: return self
    case .arrived(let remark): return .arrived(of(remark))
    case .resolved(let resolution):
      return .resolved(
        Resolution(
          outcome: blank.blanked(resolution.outcome),
          evidence: resolution.evidence.blanked(by: blank)))
    case .fedBack(var feedback):
      feedback.text = blank.blanked(feedback.text)
      return .fedBack(feedback)
    case .confirmed(let remark): return .confirmed(of(remark))
    case .rejected(let remark): return .rejected(of(remark))
    case .supervised(let remark): return .supervised(of(remark))
    case .held(var hold):
      hold.reason = blank.blanked(hold.reason)
      return .held(hold)
    case .resumed(let remark): return .resumed(of(remark))
    case .escalated(let remark): return .escalated(of(remark))
    case .noted(let remark): return .noted(of(remark))
    case .amended(var amendment):
      amendment.text = blank.blanked(amendment.text)
      amendment.place = amendment.place?.blanked(by: blank)
      amendment.resident = amendment.resident?.shown(blank.privacy)
      return .amended(amendment)
    case .cancelled(let remark): return .cancelled(of(remark))
    case .reopened(let remark): return .reopened(of(remark))
    case .undone(var undoing):
      undoing.reason = blank.blanked(undoing.reason)
      return .undone(undoing)
    case .phoneRevealed(let remark): return .phoneRevealed(of(remark))
    case .closedByHotline(var closing):
      closing.outcome = blank.blanked(closing.outcome)
      return .closedByHotline(closing)
    case .linked(var linking):
      linking.text = blank.blanked(linking.text)
      return .linked(linking)
    case .unlinked(var linking):
      linking.text = blank.blanked(linking.text)
      return .unlinked(linking)
    case .informed(var informing):
      informing.text = blank.blanked(informing.text)
      return .informed(informing)
    case .hotlineReconciled(var decided):
      for index in decided.choices.indices {
        let choice = decided.choices[index]
        decided.choices[index].ours = blank.shown(choice.ours, of: choice.field)
        decided.choices[index].theirs = blank.shown(choice.theirs, of: choice.field)
      }
      return .hotlineReconciled(decided)
    case .ticket(let own): return .ticket(own.blanked(by: blank))
    case .task(let own): return .task(own.blanked(by: blank))
    case .onward(let own): return .onward(own.blanked(by: blank))
    case .inquiry(let own): return .inquiry(own.blanked(by: blank))
    }
  }
}

extension TicketEvent {
  fileprivate func blanked(by blank: CallerBlank) -> TicketEvent {
    func of(_ remark: Remark) -> Remark { Remark(blank.blanked(remark.text)) }
    func of(_ answer: TicketAnswer) -> TicketAnswer {
      TicketAnswer(
        isGranted: answer.isGranted, dueAt: answer.dueAt, words: blank.blanked(answer.words))
    }
    switch self {
    case .signed(let remark): return .signed(of(remark))
    case .contacted(var attempt):
      attempt.words = blank.blanked(attempt.words)
      return .contacted(attempt)
    case .met(var meeting):
      meeting.with = blank.blanked(meeting.with)
      meeting.words = blank.blanked(meeting.words)
      meeting.impossible = blank.blanked(meeting.impossible)
      meeting.evidence = meeting.evidence.blanked(by: blank)
      return .met(meeting)
    case .meetingsWaived(let remark): return .meetingsWaived(of(remark))
    case .replied(let filed): return .replied(filed.blanked(by: blank))
    case .returnAsked(var asked):
      asked.unit = blank.blanked(asked.unit)
      asked.reason = blank.blanked(asked.reason)
      return .returnAsked(asked)
    case .returnAnswered(let answer): return .returnAnswered(of(answer))
    case .extensionAsked(var asked):
      asked.reason = blank.blanked(asked.reason)
      return .extensionAsked(asked)
    case .extensionAnswered(let answer): return .extensionAnswered(of(answer))
    case .visited(var visit):
      visit.words = blank.blanked(visit.words)
      return .visited(visit)
    case .reviewBegun(var review):
      review.reason = blank.blanked(review.reason)
      return .reviewBegun(review)
    case .cityOrdered(var order):
      order.words = blank.blanked(order.words)
      return .cityOrdered(order)
    case .shared(var sharing):
      sharing.unit = blank.blanked(sharing.unit)
      sharing.words = blank.blanked(sharing.words)
      return .shared(sharing)
    case .interimReported(let remark): return .interimReported(of(remark))
    case .corrected(var correction):
      correction.reason = blank.blanked(correction.reason)
      return .corrected(correction)
    }
  }
}

extension OnwardEvent {
  fileprivate func blanked(by blank: CallerBlank) -> OnwardEvent {
    func of(_ link: OnwardLink) -> OnwardLink {
      OnwardLink(link.kind, id: link.id, title: blank.blanked(link.title))
    }
    func of(_ step: OnwardStep?) -> OnwardStep? {
      guard var step else { return nil }
      step.what = blank.blanked(step.what)
      return step
    }
    switch self {
    case .joined(let joining):
      return .joined(OnwardJoining(of(joining.link), step: of(joining.step)))
    case .moved(let move):
      return .moved(
        OnwardMove(
          of(move.link), blank.blanked(move.words), step: of(move.step), phase: move.phase))
    case .settled(let settlement):
      return .settled(
        OnwardSettlement(
          of(settlement.link), outcome: blank.blanked(settlement.outcome),
          resolves: settlement.resolves))
    case .left(let leaving):
      return .left(OnwardLeaving(of(leaving.link), reason: blank.blanked(leaving.reason)))
    }
  }
}

extension InquiryEvent {
  fileprivate func blanked(by blank: CallerBlank) -> InquiryEvent {
    func of(_ words: InquiryWords) -> InquiryWords {
      InquiryWords(words.inquiry, blank.blanked(words.text))
    }
    switch self {
    case .asked(var order):
      order.text = blank.blanked(order.text)
      return .asked(order)
    case .answered(let words): return .answered(of(words))
    case .sentBack(var back):
      back.text = blank.blanked(back.text)
      return .sentBack(back)
    case .closed(let words): return .closed(of(words))
    }
  }
}

extension TaskEvent {
  fileprivate func blanked(by blank: CallerBlank) -> TaskEvent {
    switch self {
    case .set(var order):
      order.title = blank.blanked(order.title)
      return .set(order)
    case .changed(var change):
      change.reason = blank.blanked(change.reason)
      return .changed(change)
    case .settled(var settlement):
      settlement.words = blank.blanked(settlement.words)
      return .settled(settlement)
    }
  }
}

extension Registration {
  /// The registration as it may be shown.
  package func blanked(by blank: CallerBlank) -> Registration {
    guard !blank.isEmpty else { return self }
    var form = self
    form.text = blank.blanked(text)
    form.place = place.blanked(by: blank)
    form.resident = resident.shown(blank.privacy)
    if let others = hotline?.otherColumns {
      form.hotline?.otherColumns = Dictionary(
        others.map { ($0, blank.shown($1, ofColumn: $0)) }, uniquingKeysWith: { $1 })
    }
    return form
  }
}

extension RequestPlace {
  fileprivate func blanked(by blank: CallerBlank) -> RequestPlace {
    RequestPlace(group: group, room: room, detail: blank.blanked(detail))
  }
}

extension FiledReply {
  /// The sheet as it may be shown.
  package func blanked(by blank: CallerBlank) -> FiledReply {
    guard !blank.isEmpty else { return self }
    var shown = self
    shown.reply.factNote = blank.blanked(reply.factNote)
    shown.reply.claimNote = blank.blanked(reply.claimNote)
    shown.reply.points = blank.blanked(reply.points)
    shown.reply.department = blank.blanked(reply.department)
    shown.reply.residentWords = blank.blanked(reply.residentWords)
    shown.sheet = sheet.map { Line($0.field, blank.shown($0.value, ofColumn: $0.field)) }
    return shown
  }
}

extension CallerBlank {
  /// A value of a field as it may be shown.
  package func shown(_ value: String?, of field: HotlineField) -> String? {
    guard !isEmpty, let value, !value.isEmpty else { return value }
    switch field {
    case .caller: return "（\(privacy.title)）"
    case .phone: return privacy == .confidential ? CallerPrivacy.phoneShown : value
    case .received, .assigned, .due, .closed, .urgency: return value
    case .other(let column): return shown(value, ofColumn: column)
    default: return blanked(value)
    }
  }
}

extension [Evidence] {
  fileprivate func blanked(by blank: CallerBlank) -> [Evidence] {
    map { Evidence(fileName: blank.blanked($0.fileName), digest: $0.digest, size: $0.size) }
  }
}

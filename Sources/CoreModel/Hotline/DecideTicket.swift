extension RequestHistory {
  /// Checks what a step of the hotline says, after the gate let it pass.
  func decideTicket(
    _ command: TicketCommand, at now: Instant, in directory: Directory, under rules: DeadlineRules
  ) throws(Refusal) -> [TicketEvent] {
    guard let ticket = request.ticket else { throw .outOfTurn("这不是 12345 工单") }
    switch command {
    case .sign(let note): return [.signed(Remark(try WordLimits.checked(note, "内容")))]
    case .contact(let attempt, let meeting):
      try directory.check(attempt.by, "联系人员")
      if let meeting { try directory.check(meeting.by, "见面人员") }
      let tidy = try checked(attempt, ticket, at: now)
      guard let meeting else { return [.contacted(tidy)] }
      guard tidy.isReached else { throw .invalid("没有联系上，不能同时记为见面") }
      return [.contacted(tidy), .met(try checked(meeting, ticket, at: now))]
    case .meet(let meeting):
      try directory.check(meeting.by, "见面人员")
      return [.met(try checked(meeting, ticket, at: now))]
    case .waive(let reason):
      return [.meetingsWaived(Remark(try words(reason, "请写放行的理由：为什么没有见面也可以办结")))]
    case .reply(let reply, let meeting):
      return try decideReply(
        reply, meeting, ticket, at: now, in: directory, under: rules)
    case .askReturn(let asked):
      return [
        .returnAsked(
          TicketReturn(
            to: try WordLimits.checked(asked.unit, "部门", atMost: WordLimits.unit),
            reason: try words(asked.reason, "请写退单理由：为什么不属于本居办理")))
      ]
    case .answerReturn(let answer): return [.returnAnswered(try checked(answer))]
    case .askExtension(let asked):
      return [.extensionAsked(try checked(asked, at: now, under: rules))]
    case .answerExtension(let answer):
      return [.extensionAnswered(try checked(answer, ticket, under: rules))]
    case .visit(let visit): return [.visited(try checked(visit, ticket, at: now))]
    case .review(let review): return [.reviewBegun(try checked(review, at: now))]
    case .order(let order): return [.cityOrdered(try checked(order, ticket, at: now))]
    case .share(let sharing):
      return [
        .shared(
          TicketSharing(
            sharing.kind, unit: try unit(sharing.unit),
            words: try WordLimits.checked(sharing.words, "要求")))
      ]
    case .interim(let text):
      return [.interimReported(Remark(try words(text, "请写中途汇报：现在怎样、打算怎么办")))]
    case .correct(let correction): return [.corrected(try checked(correction))]
    }
  }

  // MARK: Contacts and meetings

  private func checked(
    _ attempt: ContactAttempt, _ ticket: TicketProgress, at now: Instant
  ) throws(Refusal) -> ContactAttempt {
    var tidy = attempt
    tidy.at = try moment(attempt.at, "联系时间", ticket, at: now)
    tidy.words = try WordLimits.checked(attempt.words, "联系内容")
    if attempt.isReached, tidy.words.isEmpty { throw .missing("请写联系内容：来电人说了什么、怎么答的") }
    if attempt.failure == .other, tidy.words.isEmpty { throw .missing("请写没有联系上的原因") }
    if !attempt.isReached, attempt.addedWeChat { throw .invalid("没有联系上，不能记已加微信") }
    return tidy
  }

  func checked(
    _ meeting: Meeting, _ ticket: TicketProgress, at now: Instant
  ) throws(Refusal) -> Meeting {
    if let known = ticket.meetings[meeting.step], known.manner != nil || meeting.manner == nil {
      throw .invalid(
        "\(meeting.step.title)已经记过（\(known.at.shortText(relativeTo: now))）；记错了请先「撤回」")
    }
    var tidy = meeting
    tidy.at = try moment(meeting.at, "见面时间", ticket, at: now)
    var evidence: [Evidence] = []
    for piece in meeting.evidence { evidence.append(try piece.checked()) }
    tidy.evidence = evidence
    guard meeting.manner != nil else {
      tidy.impossible = try words(meeting.impossible ?? "", "请写见不到面的原因")
      tidy.words = ""
      return tidy
    }
    tidy.impossible = nil
    tidy.with = try WordLimits.checked(meeting.with, "见了谁", atMost: WordLimits.unit)
    if tidy.with.isEmpty { throw .missing("请写见了谁，例如「来电人」") }
    tidy.words = try words(meeting.words, "请写见面说了什么")
    return tidy
  }

  // MARK: Return, extension

  private func checked(_ answer: TicketAnswer) throws(Refusal) -> TicketAnswer {
    var tidy = answer
    tidy.words = try WordLimits.checked(answer.words, "答复")
    tidy.dueAt = nil
    return tidy
  }

  private func checked(
    _ asked: TicketExtension, at now: Instant, under rules: DeadlineRules
  ) throws(Refusal) -> TicketExtension {
    guard let limit = rules.ticketLimit(of: request) else {
      throw .outOfTurn("时限规则里没有这类工单的办理时限，不用延期")
    }
    guard now <= limit.dueAt else {
      throw .outOfTurn(
        "现时限 \(limit.dueAt.dateTimeText(relativeTo: now)) 已过，不能再申请延期；请尽快回复，并备注超时原因")
    }
    var tidy = asked
    tidy.reason = try words(asked.reason, "请写延期理由")
    if let days = asked.days {
      guard (1...TicketExtension.mostDays).contains(days) else {
        throw .invalid("延期天数须在 1 至 \(TicketExtension.mostDays) 个工作日之间")
      }
    }
    guard let due = rules.extendedDue(for: request, days: asked.days) else {
      throw .outOfTurn("时限规则里没有「复杂件」一条，请写延期的工作日数")
    }
    guard due > limit.dueAt else {
      throw .invalid("延期后的时限 \(due.dateTimeText(relativeTo: now)) 不晚于现时限，不用延期")
    }
    tidy.dueAt = due
    return tidy
  }

  private func checked(
    _ answer: TicketAnswer, _ ticket: TicketProgress, under rules: DeadlineRules
  ) throws(Refusal) -> TicketAnswer {
    var tidy = answer
    tidy.words = try WordLimits.checked(answer.words, "答复")
    guard answer.isGranted else {
      tidy.dueAt = nil
      return tidy
    }
    let current = rules.ticketLimit(of: request)?.dueAt ?? ticket.roundAt
    let due = answer.dueAt ?? ticket.pendingExtension?.what.dueAt
    guard let due, due > current else { throw .invalid("批准的时限须晚于现时限") }
    tidy.dueAt = due
    return tidy
  }

  // MARK: Visits, rounds, orders

  private func checked(
    _ visit: HotlineVisit, _ ticket: TicketProgress, at now: Instant
  ) throws(Refusal) -> HotlineVisit {
    var tidy = visit
    tidy.words = try WordLimits.checked(visit.words, "回访情况")
    guard visit.at <= now.adding(minutes: 5) else { throw .invalid("回访时间在将来，请检查") }
    if let last = ticket.replies.last?.at ?? request.closedAt, visit.at.day < last.day {
      throw .invalid("回访时间早于办结（\(last.shortText(relativeTo: now))），请检查")
    }
    let isAnswered = visit.isReached && !visit.isRefused
    if !visit.isReached, visit.wasContactedFirst != nil {
      throw .invalid("没有打通，就不知道居民怎么说是否先行联系；请去掉")
    }
    if !isAnswered, visit.result != .unrated || visit.solution != nil || visit.attitude != nil {
      throw .invalid("没有打通或居民拒绝回访，就没有评价；请改为已打通，或去掉评价")
    }
    if visit.isRejection, visit.source == .desk, tidy.words.isEmpty {
      throw .missing("居民不满意或没有解决，请写居民怎么说；书记督办要看")
    }
    if visit.source == .desk, ![.replied, .fedBack, .closed].contains(request.stage) {
      throw .outOfTurn("居民不认可，正在督办；办好并反馈后再记回访（市回访的结果随时可以记）")
    }
    if ticket.visits.last == tidy { throw .invalid("同样的回访已经记过") }
    return tidy
  }

  private func checked(
    _ review: ReviewRound, at now: Instant
  ) throws(Refusal) -> ReviewRound {
    var tidy = review
    tidy.reason = try words(review.reason, "请写回访复核的要求")
    guard review.at <= now.adding(minutes: 5) else { throw .invalid("复核派单时间在将来，请检查") }
    // A bare date is a day, not midnight.
    let isBareDay = review.at == review.at.day.start
    if let replied = request.ticket?.repliedAt ?? request.closedAt,
      isBareDay ? review.at.day < replied.day : review.at < replied
    {
      throw .invalid("复核派单时间早于办结（\(replied.shortText(relativeTo: now))），请检查")
    }
    if let due = review.dueAt, due < review.at { throw .invalid("复核时限早于派单时间，请检查") }
    return tidy
  }

  private func checked(
    _ order: CityOrder, _ ticket: TicketProgress, at now: Instant
  ) throws(Refusal) -> CityOrder {
    var tidy = order
    tidy.number = try WordLimits.checked(order.number, "督办单号", atMost: WordLimits.unit)
    tidy.words = try words(order.words, "请写督办单的要求")
    tidy.at = try moment(order.at, "督办时间", ticket, at: now)
    if let due = order.dueAt, due < order.at { throw .invalid("督办时限早于督办时间，请检查") }
    return tidy
  }

  private func checked(_ correction: TicketCorrection) throws(Refusal) -> TicketCorrection {
    guard !correction.isEmpty else { throw .missing("没有改动") }
    var tidy = correction
    tidy.reason = try WordLimits.checked(correction.reason, "说明")
    if correction.kind != nil {
      // The limit that it was kept or missed by is settled.
      guard request.isOpen, request.ticket?.repliedAt == nil else {
        throw .outOfTurn("已经回复或办结，不能再改工单类型；匿名、保密、公开仍可以改")
      }
      if tidy.reason.isEmpty { throw .missing("改工单类型会改办理时限，请写说明") }
    }
    return tidy
  }

  // MARK: Parts

  func words(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "内容")
    guard !tidy.isEmpty else { throw .missing(complaint) }
    return tidy
  }

  private func unit(_ text: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "单位", atMost: WordLimits.unit)
    guard !tidy.isEmpty else { throw .missing("请写转给或请哪个单位协办") }
    return tidy
  }

  /// A moment within the round: what is recorded later still happened when it did.
  private func moment(
    _ at: Instant, _ what: String, _ ticket: TicketProgress, at now: Instant
  ) throws(Refusal) -> Instant {
    guard at <= now.adding(minutes: 5) else { throw .invalid("\(what)在将来，请检查") }
    guard at >= ticket.roundAt || at.day == ticket.roundAt.day else {
      throw .invalid("\(what)早于派单（\(ticket.roundAt.shortText(relativeTo: now))），请检查")
    }
    return at
  }
}

extension Directory {
  /// Refuses whoever is not listed as the one who spoke with a resident.
  fileprivate func check(_ id: PersonID, _ what: String) throws(Refusal) {
    guard person(id) != nil else { throw .invalid("人员名册里没有这位\(what)，没有保存；请重新选择") }
  }
}

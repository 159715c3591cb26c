extension RequestHistory {
  /// Checks what a step with a supervisor's question says, after the gate let it pass.
  func decideInquiry(
    _ command: InquiryCommand, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> InquiryEvent {
    switch command {
    case .ask(var order):
      order.text = try WordLimits.checked(order.text, "督办内容")
      guard !order.text.isEmpty else { throw .missing("请写要问什么，或要求怎么办") }
      try Inquiry.check(order.dueAt, at: now)
      return .asked(order)
    case .answer(let text, let id):
      let words = try WordLimits.checked(text, "答复")
      guard !words.isEmpty else { throw .missing("请写答复：办到哪一步、为什么、什么时候办好") }
      let asked = try inquiry(id, among: request.owedInquiries, "没有等着答复的督办问询")
      return .answered(InquiryWords(asked.id, words))
    case .close(let text, let id):
      let words = try WordLimits.checked(text, "说明")
      let asked = try inquiryToJudge(id, by: actor, in: directory, "没有还没阅结的督办问询")
      guard asked.isAnswered || !words.isEmpty else { throw .missing("还没有答复；不用答复了，请写为什么") }
      return .closed(InquiryWords(asked.id, words))
    case .sendBack(let text, let due, let id):
      let words = try WordLimits.checked(text, "说明")
      guard !words.isEmpty else { throw .missing("请写答复哪里不行、还要说明什么") }
      let asked = try inquiryToJudge(id, by: actor, in: directory, "没有可以退回的督办答复")
      guard asked.isAnswered else { throw .outOfTurn("这项督办还没有答复，不用退回") }
      try Inquiry.check(due, at: now)
      return .sentBack(InquiryReturn(asked.id, words, dueAt: due))
    }
  }

  private func inquiry(
    _ id: Int?, among open: [Inquiry], _ complaint: String
  ) throws(Refusal) -> Inquiry {
    guard let found = id.map({ id in open.first { $0.id == id } }) ?? open.first else {
      throw .outOfTurn(complaint)
    }
    return found
  }

  /// The one that somebody says whether its answer will do.
  private func inquiryToJudge(
    _ id: Int?, by actor: Actor, in directory: Directory, _ complaint: String
  ) throws(Refusal) -> Inquiry {
    let own = request.inquiriesToRead(by: actor, in: directory)
    let all = request.inquiriesToRead.filter { id == nil || $0.id == id }
    if !all.isEmpty, !own.contains(where: { id == nil || $0.id == id }) {
      throw .invalid("这项督办是上级问的，请「答复督办」；行不行，由提问的人或督导员阅结、退回")
    }
    return try inquiry(id, among: own, complaint)
  }
}

extension Inquiry {
  /// Whether somebody may say that its answer will do: whoever asked, a supervisor, and for what was asked in the
  /// neighbourhood itself the 书记. Nobody closes what was asked about their own desk from above.
  package func isJudged(by actor: Actor, in directory: Directory) -> Bool {
    if actor.person == askedBy || actor.role == .supervisor { return true }
    guard let asker = directory.person(askedBy) else { return false }
    return asker.role != .supervisor
  }

  /// A question that nobody looks at for longer than a month is a question forgotten.
  package static let longestDays = 31

  fileprivate static func check(_ due: Instant, at now: Instant) throws(Refusal) {
    guard due > now else { throw .invalid("答复期限要到将来的时间") }
    guard due.seconds(since: now) <= longestDays * 86_400 else {
      throw .invalid("答复期限最长 \(longestDays) 天，到期可以再问")
    }
  }
}

extension Request {
  /// Questions that an answer is owed to, the one due first in front.
  package var owedInquiries: [Inquiry] {
    inquiries.filter(\.isOwed).sorted { ($0.order.dueAt, $0.id) < ($1.order.dueAt, $1.id) }
  }

  /// Questions that whoever asked has not closed: answered ones in front.
  package var inquiriesToRead: [Inquiry] {
    let open = inquiries.filter { $0.closedAt == nil }
    return open.filter(\.isAnswered) + open.filter { !$0.isAnswered }
  }

  /// Those of them whose answers somebody may judge.
  package func inquiriesToRead(by actor: Actor, in directory: Directory) -> [Inquiry] {
    inquiriesToRead.filter { $0.isJudged(by: actor, in: directory) }
  }

  /// Why the desk cannot close or cancel it: whoever asked waits for a word. Nil when nobody does.
  var owedAnswerRefusal: Refusal? {
    owedInquiries.isEmpty ? nil : .outOfTurn("督办问询还没有答复，请先「答复督办」，再办结或撤销")
  }

  /// Takes in what happened to a supervisor's question.
  mutating func apply(_ event: InquiryEvent, version: Int, by actor: PersonID, at now: Instant) {
    func change(_ id: Int, _ change: (inout Inquiry) -> Void) {
      guard let index = inquiries.firstIndex(where: { $0.id == id }) else { return }
      change(&inquiries[index])
    }
    switch event {
    case .asked(let order):
      inquiries.append(Inquiry(id: version, order: order, askedAt: now, askedBy: actor))
    case .answered(let words):
      change(words.inquiry) {
        $0.answers.append(.init(text: words.text, at: now, by: actor))
        $0.isAnswered = true
      }
    case .sentBack(let back):
      change(back.inquiry) {
        $0.sentBackAt = now
        $0.isAnswered = false
        $0.order.dueAt = back.dueAt
      }
    case .closed(let words): change(words.inquiry) { $0.closedAt = now }
    }
  }

  /// The clocks of supervisors' questions; the one that is due first in front.
  var inquirySpans: [ClockSpan] {
    let settled = inquiries.filter { !$0.isOwed }
    return (settled + owedInquiries).map { asked in
      ClockSpan(
        kind: .inquiry, start: asked.sentBackAt ?? asked.askedAt,
        startWord: asked.sentBackAt == nil ? "督办\(asked.order.kind.title)" : "督办退回",
        stop: asked.isOwed ? nil : asked.answers.last?.at ?? asked.closedAt,
        statedDue: asked.order.dueAt)
    }
  }

  /// Why a step with a supervisor's question does not fit; nil when it does.
  func inquiryRefusal(of kind: CommandKind) -> Refusal? {
    switch kind {
    case .inquire:
      isOpen ? nil : .outOfTurn("诉求已结，没有人再办；要追问请让居民区先「重开」")
    case .answerInquiry: owedInquiries.isEmpty ? .outOfTurn("没有等着答复的督办问询") : nil
    default: inquiriesToRead.isEmpty ? .outOfTurn("没有还没阅结的督办问询") : nil
    }
  }
}

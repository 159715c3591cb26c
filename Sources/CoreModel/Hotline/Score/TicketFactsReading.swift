/// What of a ticket's log counts for the score.
extension TicketFacts {
  /// The facts that follow from a history; nil for what is no ticket. Whether the same caller called for the same
  /// before is not in it: see ``RepeatCalls``.
  package init?(_ history: RequestHistory, by rules: DeadlineRules) {
    let request = history.request
    guard let hotline = request.hotline, let ticket = request.ticket else { return nil }
    let first = history.firstRound
    let blank = history.callerBlank
    self.init(
      id: history.id, ticket: hotline.number, number: request.number,
      subject: blank.blanked(request.registration.text), receivedAt: request.receivedAt)
    doneAt = TicketFacts.settledAt(first, closedByHotline: history.firstHotlineClosing)
    let limit = rules.ticketLimit(of: first)
    dueAt = limit?.dueAt
    originallyDueAt = limit?.originallyDueAt
    contactedAt = first.ticket?.contactedAt
    contactDueAt = first.clockSpans.first { $0.kind == .firstContact }
      .flatMap { rules.limit(of: $0, in: first)?.due }
    isOurs =
      first.isOpen || first.ticket?.signedAt != nil || first.ticket?.attempts.isEmpty == false
    isWithdrawn = request.stage == .cancelled
    if request.stage == .returned {
      returnedAt =
        ticket.returns.last { $0.answer?.isGranted == true }?.answeredAt ?? request.closedAt
    }
    let columns = ExportAnswers(hotline, closing: history.hotlineClosing)
    let reply = ticket.replies.last?.reply.reply
    contactByCity =
      ticket.visits.last { $0.source == .city && $0.wasContactedFirst != nil }?
      .wasContactedFirst ?? columns.wasContactedFirst
    satisfaction = history.satisfaction(columns)
    solution =
      ticket.said(.city, \.solution) ?? columns.solution.map { Attested($0, by: .export) }
      ?? ticket.said(.desk, \.solution)
      ?? reply?.solution.map { Attested($0, by: .reply) }
    if let main = request.main {
      repetition = .linked(main.number)
    } else if let repeats = reply?.repeats, !repeats.isEmpty {
      repetition = .stated(blank.blanked(repeats))
    } else if let repeats = columns.repeats {
      repetition = .stated(blank.blanked(repeats))
    }
  }

  /// When the first round was settled: by the reply that was filed or the hotline's own closing, whichever came
  /// first, else as the desk closed it. What came later — a ticket that the desk opened once more — does not make
  /// late what the city had as done in time.
  private static func settledAt(_ first: Request, closedByHotline: Instant?) -> Instant? {
    let moments = [first.ticket?.replies.first?.at, closedByHotline].compactMap(\.self)
    return moments.min() ?? first.firstSettledAt
      ?? (first.stage == .closed ? first.closedAt : nil)
  }
}

extension RequestHistory {
  /// How content the caller was, whoever asked first; nil for what is no ticket and where nobody said.
  var satisfaction: Satisfaction? {
    guard let hotline = request.hotline, request.ticket != nil else { return nil }
    return satisfaction(ExportAnswers(hotline, closing: hotlineClosing))?.answer
  }

  /// Who was asked and did not say leaves the word to whoever comes next.
  fileprivate func satisfaction(_ columns: ExportAnswers) -> TicketFacts.Attested<Satisfaction>? {
    guard let ticket = request.ticket else { return nil }
    return ticket.said(.city, \.rating) ?? columns.rating.map { .init($0, by: .export) }
      ?? ticket.said(.desk, \.rating)
      ?? ticket.replies.last?.reply.reply.opinion.map { .init($0.satisfaction, by: .reply) }
  }
}

extension TicketProgress {
  /// What the caller said last when somebody of theirs asked; nil where nobody did, or got no answer to this.
  fileprivate func said<Answer>(
    _ source: HotlineVisit.Source, _ answer: (HotlineVisit) -> Answer?
  ) -> TicketFacts.Attested<Answer>? {
    let said = visits.reversed().lazy
      .filter { $0.source == source && $0.isReached && !$0.isRefused }
      .compactMap(answer).first
    return said.map { .init($0, by: source == .city ? .city : .desk) }
  }
}

extension HotlineVisit {
  /// 对结果, where the caller rated it.
  fileprivate var rating: Satisfaction? { result == .unrated ? nil : result }
}

extension RequestHistory {
  /// The request as it stood when the first 回访复核 began; as it stands when none did. What counts only once is
  /// counted here.
  fileprivate var firstRound: Request {
    guard let ticket = request.ticket, ticket.round > 1 else { return request }
    let undone = undoneVersions
    guard case .registered(let form)? = events.first?.event, let at = events.first?.at else {
      return request
    }
    var first = Request(id: id, registration: form, at: at)
    for recorded in events.dropFirst() where !undone.contains(recorded.version) {
      if case .ticket(.reviewBegun) = recorded.event { break }
      first = first.evolved(by: recorded)
    }
    return first
  }

  /// When the hotline closed the ticket first, before any 回访复核, as far as its export was taken over; nil when
  /// it did not.
  fileprivate var firstHotlineClosing: Instant? {
    guard hotlineClosing != nil, case .registered(let form)? = events.first?.event,
      let at = events.first?.at
    else { return nil }
    let undone = undoneVersions
    var request = Request(id: id, registration: form, at: at)
    var first: Instant?
    var present: Instant?
    for recorded in events.dropFirst() where !undone.contains(recorded.version) {
      if case .ticket(.reviewBegun) = recorded.event { break }
      request = request.evolved(by: recorded)
      switch recorded.event {
      case .closedByHotline: present = request.closedAt
      // Its time may be put right while it stays closed.
      case .hotlineReconciled: present = present.flatMap { _ in request.closedAt }
      case .reopened:
        first = [first, present].compactMap(\.self).min()
        present = nil
      default: break
      }
    }
    return [first, present].compactMap(\.self).min()
  }

  /// How the hotline's export says that the ticket was closed.
  fileprivate var hotlineClosing: HotlineClosing? {
    let undone = undoneVersions
    for recorded in events.reversed() where !undone.contains(recorded.version) {
      if case .closedByHotline(let closing) = recorded.event { return closing }
    }
    return nil
  }
}

extension ReplyOpinion {
  /// The same among the answers of 回访: 认可 counts as 满意.
  fileprivate var satisfaction: Satisfaction {
    switch self {
    case .satisfied, .accepted: .satisfied
    case .dissatisfied: .dissatisfied
    case .unrated: .unrated
    }
  }
}

/// What the columns of an export say about what the city asked the caller.
private struct ExportAnswers {
  var satisfaction: Satisfaction?
  var solution: Solution?
  var wasContactedFirst: Bool?
  var repeats: String?

  init(_ ticket: HotlineTicket, closing: HotlineClosing?) {
    func value(_ names: [String]) -> String? {
      names.lazy.compactMap { ticket.otherColumns[$0]?.tidied }.first { !$0.isEmpty }
    }
    satisfaction =
      closing.flatMap { Satisfaction(text: $0.satisfaction) }
      ?? value(ExportAnswers.satisfactionNames).flatMap { Satisfaction(text: $0) }
    solution = value(ExportAnswers.solutionNames).flatMap { Solution(text: $0) }
    wasContactedFirst = value(["是否先行联系", "先行联系"]).flatMap(ExportAnswers.yesOrNo)
    let number = value(["重复工单号", "重复工单编号", "重复件编号"])
    let isRepeat = value(["是否重复", "是否重复件", "是否重复工单"]).flatMap(ExportAnswers.yesOrNo)
    if number != nil || isRepeat == true { repeats = number ?? "" }
  }

  /// What was said to 是否满意; 未评价 is nothing.
  var rating: Satisfaction? { satisfaction == .unrated ? nil : satisfaction }

  private static let satisfactionNames = [
    "是否满意区回访", "是否满意", "满意度", "满意情况", "对结果", "对结果满意度", "回访满意度",
  ]
  private static let solutionNames = [
    "是否解决区回访", "是否解决", "诉求是否解决", "诉求解决", "解决情况",
  ]

  private static func yesOrNo(_ text: String) -> Bool? {
    switch text {
    case "是", "已联", "已联系", "重复", "有", "1", "Y": true
    case "否", "未联", "未联系", "不重复", "无", "0", "N": false
    default: nil
    }
  }
}

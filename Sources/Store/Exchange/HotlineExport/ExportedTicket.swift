import CoreModel

/// A ticket on its way out, with what follows from its log and the rules.
struct ExportedTicket {
  let request: Request
  let history: RequestHistory
  let facts: HotlineFacts
  let limit: TicketLimit?
  let directory: Directory
  private(set) var disclosure: TicketDisclosure

  /// - Parameter isFull: Whether whole numbers were asked for.
  init(
    _ history: RequestHistory, under rules: DeadlineRules, in directory: Directory,
    full isFull: Bool
  ) {
    // What blanks a caller by what the request knows, and by everything that was ever written of them.
    disclosure = TicketDisclosure(of: history.request, full: isFull)
    let history = history.discreet
    request = history.request
    self.history = history
    facts = HotlineFacts(of: history)
    limit = rules.ticketLimit(of: history.request)
    self.directory = directory
  }

  /// The same without any whole number.
  var masked: ExportedTicket {
    var masked = self
    masked.disclosure.isFull = false
    return masked
  }

  var ticket: TicketProgress? { request.ticket }

  /// The reply that counts: of this round, as it was filed.
  var reply: HotlineReply? {
    ticket?.repliedAt == nil ? nil : ticket?.replies.last?.reply.reply
  }

  /// The 回访 that counts: the city's before ours, of what this round has come to, and the newest before older ones.
  var visit: HotlineVisit? {
    guard let visits = ticket?.roundVisits else { return nil }
    let answered = visits.filter { $0.result != .unrated || $0.solution != nil }
    return answered.last { $0.source == .city } ?? answered.last ?? visits.last
  }

  /// When it was answered, or closed without an answer of ours. A closing that was filled in, since the export
  /// stated none, may lie before the ticket came in: that is left out.
  var closedAt: Instant? {
    if let repliedAt = ticket?.repliedAt { return repliedAt }
    guard request.stage == .closed, let closedAt = request.closedAt else { return nil }
    return closedAt < request.receivedAt ? nil : closedAt
  }

  /// Whether the caller was reached first: nil while it is still owed.
  var wasContacted: Bool? {
    guard let ticket else { return nil }
    if ticket.contactedAt != nil { return true }
    return ticket.contactGivenUpAt != nil || !ticket.attempts.isEmpty ? false : nil
  }

  /// The attempt by which the caller was first reached.
  var firstContact: ContactAttempt? { ticket?.attempts.first(where: \.isReached) }

  /// Why nobody was reached: `始终未接 3次`.
  var contactFailures: String {
    guard wasContacted == false, let ticket else { return "" }
    return ContactFailure.allCases.compactMap { failure in
      let count = ticket.attempts.count { $0.failure == failure }
      return count == 0 ? nil : "\(failure.title) \(count)次"
    }.joined(separator: "，")
  }

  /// A meeting: `2026-11-21 19:42 上门 王芳 见 来电人`, or why there was none.
  func words(of step: MeetingStep) -> String {
    guard let meeting = ticket?.meetings[step] else {
      return ticket?.waiver == nil ? "" : "书记放行"
    }
    let name = directory.name(of: meeting.by)
    let time = "\(meeting.at.day.iso8601) \(meeting.at.clockText)"
    guard let manner = meeting.manner else {
      return shown("\(time) 未见到（\(meeting.impossible ?? "")） \(name)")
    }
    return shown("\(time) \(manner.title) \(name) 见 \(meeting.with)")
  }

  /// What somebody wrote.
  func shown(_ text: String) -> String { disclosure.words(text) }
}

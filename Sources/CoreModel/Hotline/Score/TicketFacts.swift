/// What of one ticket counts for the month's score, and who says so.
package struct TicketFacts: Hashable, Sendable {
  /// The request.
  package var id: RequestID
  /// 工单编号.
  package var ticket: String
  /// The request's own number.
  package var number: String
  /// What it is about, as lists show it.
  package var subject: String
  /// When it came in (发现时间).
  package var receivedAt: Instant
  /// 办结: when the first reply was filed, or how else the ticket was first settled; nil while it is open.
  package var doneAt: Instant?
  /// 现时限 of the first round, with what the city granted.
  package var dueAt: Instant?
  /// 原时限 of the first round.
  package var originallyDueAt: Instant?
  /// When the caller was first reached.
  package var contactedAt: Instant?
  /// By when 先行联系 was due.
  package var contactDueAt: Instant?
  /// Whether it went through our hands: of what the hotline closed itself our log knows nothing.
  package var isOurs = true
  /// 是否先行联系 by the city's survey, or as the export says; nil is 未评价.
  package var contactByCity: Bool?
  /// 诉求是否解决.
  package var solution: Attested<Solution>?
  /// 是否满意; 未评价 is no answer.
  package var satisfaction: Attested<Satisfaction>?
  /// Why it is a repeat; nil when it is none.
  package var repetition: Repetition?
  /// When the city took it back (退单).
  package var returnedAt: Instant?
  /// Whether it was withdrawn (撤销): then nothing of it counts.
  package var isWithdrawn = false

  /// Makes the facts of a ticket that came in; everything else is told afterwards.
  package init(
    id: RequestID, ticket: String, number: String = "", subject: String = "", receivedAt: Instant
  ) {
    self.id = id
    self.ticket = ticket
    self.number = number
    self.subject = subject
    self.receivedAt = receivedAt
  }

  /// An answer, and whose it is.
  package struct Attested<Answer: Hashable & Sendable>: Hashable, Sendable {
    /// What was said.
    package var answer: Answer
    /// By whom.
    package var source: Source

    /// Makes one.
    package init(_ answer: Answer, by source: Source) {
      self.answer = answer
      self.source = source
    }
  }

  /// Who says it; the earlier ones go before the later.
  package enum Source: String, CaseIterable, Sendable {
    /// 市回访: the city's survey.
    case city
    /// 导入: a column of the city's export.
    case export
    /// 本居回访.
    case desk
    /// 回复单: what the desk itself filed.
    case reply

    /// The Chinese words.
    package var title: String {
      switch self {
      case .city: "市回访"
      case .export: "导入工单"
      case .desk: "本居回访"
      case .reply: "回复单"
      }
    }
  }

  /// Why a ticket is a repeat.
  package enum Repetition: Hashable, Sendable {
    /// It was linked to this request.
    case linked(String)
    /// The export, or the reply, says that it repeats another one.
    case stated(String)
    /// The same caller asked for the same within some days: that ticket's number; empty where naming it would
    /// tell who an 匿名 or 保密 caller is.
    case sameCaller(String)

    /// In words.
    package var words: String {
      switch self {
      case .linked(let number): "并入 \(number)"
      case .stated(let text): text.isEmpty ? "工单写明重复" : "工单写明重复 \(text)"
      case .sameCaller(let number):
        number.isEmpty ? "同一来电人同一件事（来电人不公开）" : "同一来电人同一件事，前次 \(number)"
      }
    }
  }
}

extension TicketFacts {
  /// Whether it was answered by a moment.
  func isDone(by cut: Instant) -> Bool { doneAt.map { $0 < cut } ?? false }

  /// Whether it was taken back by a moment.
  func isReturned(by cut: Instant) -> Bool { returnedAt.map { $0 < cut } ?? false }

  /// 先行联系 by our own log at a moment: whether the caller was reached in time; nil while there is time left, and
  /// for what we had no hand in.
  func contactByUs(at cut: Instant) -> Bool? {
    guard isOurs else { return nil }
    if let contactedAt, contactedAt < cut { return contactDueAt.map { contactedAt <= $0 } ?? true }
    if let contactDueAt, contactDueAt.milliseconds + 1 < cut.milliseconds { return false }
    return isDone(by: cut) ? false : nil
  }
}

/// 督办问询: a supervisor's question or instruction on a request. It is owed beside everything else, with a clock of
/// its own, until it is answered; then whoever asked says whether the answer will do.
package struct Inquiry: Hashable, Sendable, Identifiable {
  /// Unique within the request: the version at which it was asked.
  package let id: Int
  /// What was asked.
  package var order: InquiryOrder
  /// When.
  package var askedAt: Instant
  /// By whom.
  package var askedBy: PersonID
  /// The answers, the newest last.
  package var answers: [Answer] = []
  /// When it was closed; nil while it is open.
  package var closedAt: Instant?

  /// One answer.
  package struct Answer: Hashable, Sendable {
    /// What was said.
    package var text: String
    /// When.
    package var at: Instant
    /// By whom.
    package var by: PersonID
  }

  /// Whether an answer is owed.
  package var isOwed: Bool { closedAt == nil && !isAnswered }
  /// Whether it was answered since it was last asked; not read off the times, since many steps may fall on one.
  package var isAnswered = false
  /// When the last answer was sent back; nil when none was.
  package var sentBackAt: Instant?
}

/// What is asked.
package struct InquiryOrder: Hashable, Codable, Sendable {
  /// Whether it asks or tells.
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// 问询.
    case question
    /// 要求.
    case instruction

    /// The Chinese word.
    package var title: String {
      switch self {
      case .question: "问询"
      case .instruction: "要求"
      }
    }
  }

  /// Whether it asks or tells.
  package var kind: Kind
  /// The words.
  package var text: String
  /// By when an answer is owed.
  package var dueAt: Instant

  /// Makes an order.
  package init(_ kind: Kind, _ text: String, dueAt: Instant) {
    self.kind = kind
    self.text = text
    self.dueAt = dueAt
  }
}

/// What happens to a supervisor's question.
package enum InquiryEvent: Hashable, Sendable {
  /// 督办问询.
  case asked(InquiryOrder)
  /// 答复督办.
  case answered(InquiryWords)
  /// 退回: the answer will not do; another is owed by then.
  case sentBack(InquiryReturn)
  /// 阅结, or withdrawn before it was answered.
  case closed(InquiryWords)

  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .asked: "inquiryAsked"
    case .answered: "inquiryAnswered"
    case .sentBack: "inquirySentBack"
    case .closed: "inquiryClosed"
    }
  }

  /// The Chinese word for the timeline.
  package var title: String {
    switch self {
    case .asked(let order): order.kind == .question ? "督办问询" : "督办要求"
    case .answered: "答复督办"
    case .sentBack: "督办退回"
    case .closed: "督办阅结"
    }
  }
}

/// Words on a question that was asked.
package struct InquiryWords: Hashable, Codable, Sendable {
  /// Which.
  package var inquiry: Int
  /// May be empty when it is closed.
  package var text: String

  /// Makes them.
  package init(_ inquiry: Int, _ text: String) {
    self.inquiry = inquiry
    self.text = text
  }
}

/// 退回.
package struct InquiryReturn: Hashable, Codable, Sendable {
  /// Which.
  package var inquiry: Int
  /// Why the answer will not do.
  package var text: String
  /// By when another is owed.
  package var dueAt: Instant

  /// Makes one.
  package init(_ inquiry: Int, _ text: String, dueAt: Instant) {
    self.inquiry = inquiry
    self.text = text
    self.dueAt = dueAt
  }
}

/// What somebody wants done with a supervisor's question: see ``RequestCommand/inquiry(_:)``. Answers and
/// endings are about the open one that was asked first unless they say which.
package enum InquiryCommand: Hashable, Sendable {
  /// 督办问询.
  case ask(InquiryOrder)
  /// 答复督办.
  case answer(String, of: Int?)
  /// 阅结: the answer will do, or none is wanted any more.
  case close(String, of: Int?)
  /// 退回.
  case sendBack(String, dueAt: Instant, of: Int?)

  /// Which command it is.
  package var kind: CommandKind {
    switch self {
    case .ask: .inquire
    case .answer: .answerInquiry
    case .close, .sendBack: .closeInquiry
    }
  }
}

extension CommandKind {
  /// The steps with a supervisor's question.
  package static let ofInquiries: [CommandKind] = [.inquire, .answerInquiry, .closeInquiry]
}

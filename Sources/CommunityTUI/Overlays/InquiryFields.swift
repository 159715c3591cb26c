import CoreModel
import Store
import TerminalKit

/// The fields of 督办问询, 答复督办 and 督办阅结.
struct InquiryFields {
  let session: AppState.Session
  let request: Request
  let now: Instant

  /// The identities of the fields.
  enum ID {
    static let kind = "kind"
    static let due = "due"
    static let ending = "ending"
  }

  /// The fields of a step.
  func fields(for kind: CommandKind) -> [FormField] {
    switch kind {
    case .inquire:
      [
        .choice(
          ID.kind, "问还是要求",
          options: InquiryOrder.Kind.allCases.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title, keywords: [PinyinInitials.of($0.title)])
          }, selected: InquiryOrder.Kind.question.rawValue, required: true),
        words("内容", help: "问什么，或要求怎么办；居民区会在队列里看到，带着答复期限", required: true),
        due("几时答复"),
      ]
    case .answerInquiry:
      [words("答复", value: "", help: asked, required: true)]
    default:
      [
        .choice(
          ID.ending, "看过以后",
          options: [
            ChoiceOption(id: "close", label: "阅结"),
            ChoiceOption(id: "back", label: "退回再答"),
          ], selected: "close", required: true, help: answered),
        words("说明", help: "退回要写哪里不行；没有答复就阅结要写为什么", required: false),
        due("再答期限"),
      ]
    }
  }

  private var asked: String {
    request.owedInquiries.first.map {
      "\($0.order.kind.title)：\($0.order.text)（\(session.directory.name(of: $0.askedBy))）"
    } ?? ""
  }

  private var answered: String {
    request.inquiriesToRead(by: session.actor, in: session.directory).first?.answers.last
      .map { "答复：\($0.text)" } ?? "还没有答复"
  }

  private func words(
    _ label: String, value: String = "", help: String, required: Bool
  ) -> FormField {
    .text(
      StepFields.words, label, value: value, required: required, help: help,
      limit: RequestHistory.longestText)
  }

  private func due(_ label: String) -> FormField {
    let usual = InquiryAnswer.usualDue(of: request, at: now, under: session.rules.deadlines)
    return .text(
      ID.due, label, help: "例如 明天17:00、11-25；只写日子就是那天下班",
      placeholder: usual.dateTimeText(relativeTo: now), limit: 40)
  }
}

/// What was said in answer to such a form, or on the command line, as the command it means.
struct InquiryAnswer {
  var words: String
  var kind = InquiryOrder.Kind.question
  var isSentBack = false
  var dueAt: Instant?
  let now: Instant
  let rules: DeadlineRules

  /// From the command line: an instruction is a question with a date, an answer is sent back by a date.
  init(words: String, dueAt: Instant?, now: Instant, rules: DeadlineRules) {
    self.words = words
    self.dueAt = dueAt
    isSentBack = dueAt != nil
    self.now = now
    self.rules = rules
  }

  /// From a form.
  /// - Throws: ``Refusal`` when the time cannot be read.
  init(_ values: FormValues, now: Instant, rules: DeadlineRules) throws(Refusal) {
    words = values.text(StepFields.words)
    kind =
      values.choice(InquiryFields.ID.kind).flatMap(InquiryOrder.Kind.init(rawValue:))
      ?? .question
    isSentBack = values.choice(InquiryFields.ID.ending) == "back"
    self.now = now
    self.rules = rules
    let typed = values.text(InquiryFields.ID.due).tidied
    if !typed.isEmpty {
      guard let due = SpokenMoment.limit(typed, from: now, under: rules) else {
        throw .invalid("看不懂期限「\(typed)」；例如 明天17:00、11-25")
      }
      dueAt = due
    }
  }

  /// The command of a step.
  func command(_ step: CommandKind, on request: Request) -> InquiryCommand {
    let due = dueAt ?? InquiryAnswer.usualDue(of: request, at: now, under: rules)
    switch step {
    case .inquire: return .ask(InquiryOrder(kind, words, dueAt: due))
    case .answerInquiry: return .answer(words, of: nil)
    default:
      return isSentBack ? .sendBack(words, dueAt: due, of: nil) : .close(words, of: nil)
    }
  }

  /// When an answer is due whose date nobody said: the policy's limit, else the end of the next working day.
  static func usualDue(
    of request: Request, at now: Instant, under rules: DeadlineRules
  ) -> Instant {
    rules.allowedUntil(.inquiry, from: now, for: request)
      ?? TaskFields.usualDue(after: now, under: rules)
  }
}

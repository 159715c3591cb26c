import CoreModel
import Store
import TerminalKit

/// A filled-in form as the command it means.
struct StepAnswer {
  /// The command.
  let command: RequestCommand
  /// Files to keep with 处置完成 or 见面, which the store reads.
  let photoPaths: [String]

  /// Reads the values of a form.
  /// - Throws: ``Refusal`` when a choice is missing.
  init(
    kind: CommandKind, values: FormValues, opened: FormValues, request: Request, now: Instant,
    under rules: DeadlineRules = .standard
  ) throws(Refusal) {
    if kind == .reply {
      command = .ticket(try ReplyFields.command(values, of: request, at: now))
      photoPaths = []
      return
    }
    if CommandKind.ofTickets.contains(kind) {
      let step = try HotlineAnswer(
        kind: kind, values: values, opened: opened, request: request, now: now, rules: rules
      ).command()
      command = .ticket(step)
      photoPaths = step.takesPhotos ? StepAnswer.paths(in: values.text("photos")) : []
      return
    }
    if CommandKind.ofTasks.contains(kind) {
      command = .task(
        try TaskAnswer(values: values, now: now, rules: rules)
          .command(kind, on: request.openTasks))
      photoPaths = []
      return
    }
    if CommandKind.ofInquiries.contains(kind) {
      command = .inquiry(
        try InquiryAnswer(values, now: now, rules: rules).command(kind, on: request))
      photoPaths = []
      return
    }
    photoPaths = kind == .resolve ? StepAnswer.paths(in: values.text("photos")) : []
    command =
      kind == .amend
      ? .amend(StepAnswer.amendment(of: request, values: values, opened: opened))
      : try StepAnswer.command(kind, values: values, now: now)
  }

  /// What records it.
  func effect(on id: RequestID, version: Int) -> Effect {
    if case .resolve(let resolution) = command, !photoPaths.isEmpty {
      return .resolve(
        outcome: resolution.outcome, photoPaths: photoPaths, id, version: version)
    }
    guard photoPaths.isEmpty else {
      return .performWithPhotos(command, photoPaths: photoPaths, id, version: version)
    }
    return .perform(command, id, version: version)
  }

  private static func command(
    _ kind: CommandKind, values: FormValues, now: Instant
  ) throws(Refusal) -> RequestCommand {
    let words = values.text(StepFields.words)
    switch kind {
    case .respond: return .respond(note: words)
    case .triage:
      guard let tier = values.choice("tier").flatMap({ Int($0) }).flatMap(Tier.init(rawValue:))
      else { throw .missing("请选级别") }
      let category = values.text("category")
      return .triage(
        TriageDecision(
          tier: tier, category: category.isEmpty ? nil : Category(category),
          urgency: values.choice("urgency").flatMap(Urgency.init(rawValue:))))
    case .dispatch:
      guard let handler = values.choice("handler").flatMap(HandlerChoice.handler(for:)) else {
        throw .missing("请选派给谁")
      }
      return .dispatch(Dispatch(to: handler, note: words))
    case .accept:
      guard let person = values.choice("person") else { throw .missing("请选谁接单") }
      return .accept(by: PersonID(person))
    case .arrive: return .arrive(note: words)
    case .resolve: return .resolve(Resolution(outcome: words))
    case .feedback:
      let method = values.choice("method").flatMap(ContactMethod.init(rawValue:)) ?? .phone
      return .feedback(Feedback(words, by: method))
    case .confirm: return .confirm(note: words)
    case .reject: return .reject(reason: words)
    case .supervise: return .supervise(instruction: words)
    case .hold:
      guard let end = values.choice("until").flatMap(HoldEnd.init(rawValue:)) else {
        throw .missing("请选挂起到什么时候")
      }
      return .hold(Hold(reason: words, until: end.instant(after: now)))
    case .resume: return .resume(note: words)
    case .escalate: return .escalate(reason: words)
    case .note: return .note(text: words)
    case .amend: return .amend(Amendment())
    case .cancel: return .cancel(reason: words)
    case .reopen: return .reopen(reason: words)
    case .undo: return .undo(reason: words)
    case .revealPhone: return .revealPhone(reason: words)
    case .acknowledge: throw .outOfTurn("提醒请按 B，在提醒里确认")
    case .link:
      guard let main = values.choice("main") else { throw .missing("请选主件") }
      return .link(to: RequestID(main), note: words)
    case .unlink: return .unlink(note: words)
    case .inform: return .inform(MessageFields.informing(values))
    // Read before, with the tasks of the request.
    case .assign, .changeTask, .settleTask, .inquire, .answerInquiry, .closeInquiry:
      throw .missing("请再填一次")
    case .reconcile: throw .missing(StepParticulars.whereToReconcile)
    case .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share, .interim,
      .askReturn, .answerReturn, .askExtension, .answerExtension, .correctTicket:
      throw .outOfTurn(StepParticulars.whereTicketsAre(kind))
    }
  }

  /// Only what the person changed, put onto what is written down now: what another desk corrected
  /// while the form stood open is kept.
  private static func amendment(
    of request: Request, values: FormValues, opened: FormValues
  ) -> Amendment {
    func given(_ id: String) -> String? { values.text(id).isEmpty ? nil : values.text(id) }
    func isChanged(_ id: String) -> Bool { values.all[id] != opened.all[id] }
    let old = request.registration
    var place = old.place
    if isChanged("group") {
      place.group = values.choice("group").flatMap { $0.isEmpty ? nil : GroupID($0) }
    }
    if isChanged("room") { place.room = given("room") }
    if isChanged("detail") { place.detail = given("detail") }
    var resident = old.resident
    if isChanged("name") { resident.name = given("name") }
    // An empty phone field means that the masked number stays.
    if let phone = given("phone") { resident.phone = phone }
    return Amendment(
      text: isChanged("text") ? values.text("text") : nil,
      place: place == old.place ? nil : place,
      resident: resident == old.resident ? nil : resident,
      channel: isChanged("channel")
        ? values.choice("channel").flatMap(Channel.init(rawValue:)) : nil,
      urgency: isChanged("urgency")
        ? values.choice("urgency").flatMap(Urgency.init(rawValue:)) : nil)
  }

  /// Paths are separated by blanks; a path with blanks stands in quotes.
  static func paths(in text: String) -> [String] {
    var paths: [String] = []
    var current = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else if quote == nil, character.isWhitespace {
        if !current.isEmpty { paths.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    return current.isEmpty ? paths : paths + [current]
  }
}

import ArgumentParser
import CoreModel
import Store

/// The particulars of a step; each step takes some of them.
struct StepParticulars {
  /// `--text`, `--note` or `--reason`.
  var words: String?
  var tier: Tier?
  var category: String?
  var urgency: Urgency?
  var to: String?
  var by: String?
  var photo: [String] = []
  var method: ContactMethod?
  var until: String?
  var group: String?
  var room: String?
  var place: String?
  var resident: String?
  var phone: String?
  var channel: Channel?
  /// The number of the main request; it stands behind the step, without a name.
  var main: String?
  /// Which task: its id or how its title begins; nil for the only one.
  var task: String?
  /// How a task ended.
  var outcome: TaskSettlement.Outcome?

  /// Refuses what the step would silently ignore, and says what it cannot do without.
  /// - Throws: `ValidationError`.
  func check(for step: CommandKind) throws {
    let allowed = StepParticulars.allowed(for: step)
    if let stray = given.first(where: { !allowed.contains($0) }) {
      let usable = allowed.isEmpty ? "它不带选项" : "它可带 " + allowed.joined(separator: "、")
      throw ValidationError("「\(step.title)」不用 \(stray)；\(usable)")
    }
    switch step {
    case .triage where tier == nil: throw ValidationError("「分级」要写 --tier 1、2 或 3")
    case .dispatch where to == nil: throw ValidationError("「派单」要写 --to 姓名或班组")
    case .link where main == nil:
      throw ValidationError("「并入主件」要写主件的编号，例如 link 003")
    case .hold where until == nil:
      throw ValidationError("「挂起」要写到什么时候为止，例如 --until 3d")
    case .assign where to == nil: throw ValidationError("「交办」要写 --to 姓名")
    case .reconcile: throw ValidationError(StepParticulars.whereToReconcile)
    case let own where CommandKind.ofTickets.contains(own):
      throw ValidationError(StepParticulars.whereTicketsAre(own))
    default: break
    }
  }

  /// The decisions need the export's row beside them.
  static let whereToReconcile = "「核对导入差异」在导入时办理：导入界面里逐项选，或 juwei import 12345 文件 --take-theirs"

  /// Steps of the hotline have options of their own.
  static func whereTicketsAre(_ step: CommandKind) -> String {
    "「\(step.title)」是 12345 工单的步骤，用 juwei hotline；见 juwei hotline --help"
  }

  /// Whether none was given.
  var isEmpty: Bool { given.isEmpty }

  private var given: [String] {
    let all: [(String, Bool)] = [
      ("--text", words != nil), ("--tier", tier != nil), ("--category", category != nil),
      ("--urgency", urgency != nil), ("--to", to != nil), ("--by", by != nil),
      ("--photo", !photo.isEmpty), ("--method", method != nil), ("--until", until != nil),
      ("--group", group != nil), ("--room", room != nil), ("--place", place != nil),
      ("--resident", resident != nil), ("--phone", phone != nil), ("--channel", channel != nil),
      ("主件编号", main != nil), ("--outcome", outcome != nil), ("--task", task != nil),
    ]
    return all.filter(\.1).map(\.0)
  }

  private static func allowed(for step: CommandKind) -> [String] {
    switch step {
    case .triage: ["--tier", "--category", "--urgency"]
    case .dispatch: ["--to", "--text"]
    case .accept: ["--by"]
    case .resolve: ["--text", "--photo"]
    case .feedback, .inform: ["--text", "--method"]
    case .hold: ["--text", "--until"]
    case .amend:
      [
        "--text", "--group", "--room", "--place", "--resident", "--phone", "--channel", "--urgency",
      ]
    case .acknowledge: []
    case .respond, .arrive, .confirm, .reject, .supervise, .resume, .escalate, .note, .cancel,
      .reopen, .undo, .revealPhone, .unlink:
      ["--text"]
    case .link: ["主件编号", "--text"]
    case .assign: ["--to", "--until", "--text"]
    case .changeTask: ["--task", "--to", "--until", "--text"]
    case .settleTask: ["--task", "--text", "--outcome"]
    case .inquire: ["--text", "--until"]
    case .answerInquiry: ["--text"]
    case .closeInquiry: ["--text", "--until"]
    case .reconcile, .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share,
      .interim, .askReturn,
      .answerReturn, .askExtension, .answerExtension, .correctTicket:
      []
    }
  }
}

extension StepParticulars {
  /// The command that they make; photos are copied beside the database.
  func command(
    _ step: CommandKind, on request: Request, in session: Session, at now: Instant
  ) throws -> RequestCommand {
    let lookup = NameLookup(directory: session.directory)
    let words = words ?? ""
    switch step {
    case .respond: return .respond(note: words)
    case .triage:
      guard let tier else { throw UsageProblem("「分级」要写 --tier 1、2 或 3") }
      let name = category?.tidied ?? ""
      return .triage(
        TriageDecision(
          tier: tier, category: name.isEmpty ? nil : Category(name), urgency: urgency))
    case .dispatch: return .dispatch(Dispatch(to: try lookup.handler(to ?? ""), note: words))
    case .accept: return .accept(by: try by.map(lookup.person))
    case .arrive: return .arrive(note: words)
    case .resolve:
      guard !words.tidied.isEmpty else { return .resolve(Resolution(outcome: "")) }
      return .resolve(
        Resolution(outcome: words, evidence: try photo.map { try session.store.attach(path: $0) }))
    case .feedback:
      return .feedback(
        Feedback(words, by: method ?? .usual(for: request.registration.channel)))
    case .confirm: return .confirm(note: words)
    case .reject: return .reject(reason: words)
    case .supervise: return .supervise(instruction: words)
    case .hold:
      return .hold(Hold(reason: words, until: try TypedTime.parse(until ?? "", from: now)))
    case .resume: return .resume(note: words)
    case .escalate: return .escalate(reason: words)
    case .note: return .note(text: words)
    case .amend: return .amend(try amendment(of: request.registration, lookup))
    case .cancel: return .cancel(reason: words)
    case .reopen: return .reopen(reason: words)
    case .undo: return .undo(reason: words)
    case .revealPhone: return .revealPhone(reason: words)
    case .acknowledge:
      let rules = try session.store.rules(of: session.scope)
      guard
        let owed = rules.deadlines.obligation(for: request),
        let reminder = ReminderRules.reminder(
          of: owed, urgency: request.urgency, isAnswered: request.status != .registered, at: now)
      else { throw CommandFailure("\(request.number) 现在没有提醒，不用确认") }
      return .acknowledge(reminder)
    case .link:
      let target = try session.store.detail(number: (main ?? "").tidied, in: session.scope)
      return .link(to: target.request.id, note: words)
    case .unlink: return .unlink(note: words)
    case .inform:
      return .inform(
        Informing(
          words, by: method ?? .usual(for: request.registration.channel), to: .resident))
    case .assign, .changeTask, .settleTask:
      let rules = try session.store.rules(of: session.scope).deadlines
      return .task(try task(step, on: request, lookup, at: now, under: rules))
    case .inquire, .answerInquiry, .closeInquiry:
      let rules = try session.store.rules(of: session.scope).deadlines
      let due = try until.map { try StepParticulars.moment($0, from: now, under: rules) }
      return .inquiry(
        InquiryAnswer(words: words, dueAt: due, now: now, rules: rules).command(step, on: request))
    case .reconcile: throw UsageProblem(StepParticulars.whereToReconcile)
    case .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share, .interim,
      .askReturn,
      .answerReturn, .askExtension, .answerExtension, .correctTicket:
      throw UsageProblem(StepParticulars.whereTicketsAre(step))
    }
  }

  private func task(
    _ step: CommandKind, on request: Request, _ lookup: NameLookup, at now: Instant,
    under rules: DeadlineRules
  ) throws -> TaskCommand {
    let due = try until.map { try StepParticulars.moment($0, from: now, under: rules) }
    let person = try to.map(lookup.person)
    if step == .assign {
      guard let person else { throw UsageProblem("「交办」要写 --to 姓名") }
      return .set(
        TaskOrder(
          title: words ?? "", person: person,
          dueAt: due ?? TaskFields.usualDue(after: now, under: rules)))
    }
    let task = try meantTask(of: request, in: lookup.directory, at: now)
    if step == .changeTask {
      return .change(
        TaskChange(
          task.id, person: person ?? task.person, dueAt: due ?? task.dueAt, reason: words ?? ""))
    }
    return .settle(TaskSettlement(task.id, outcome ?? .done, words: words ?? ""))
  }

  /// When something is due, as people say it or as a script writes it.
  private static func moment(
    _ typed: String, from now: Instant, under rules: DeadlineRules
  ) throws -> Instant {
    guard let due = SpokenMoment.limit(typed, from: now, under: rules) else {
      return try TypedTime.parse(typed, from: now)
    }
    return due
  }

  /// The only open task, or the one that is named: a script must not settle another one than it means.
  private func meantTask(
    of request: Request, in directory: CoreModel.Directory, at now: Instant
  ) throws -> DeskTask {
    let open = request.openTasks
    guard !open.isEmpty else { throw CommandFailure("\(request.number) 没有还没办的交办") }
    let meant =
      task?.tidied.isEmpty == false
      ? open.filter { $0.id.text == task?.tidied || $0.title.hasPrefix(task?.tidied ?? "") } : open
    if let only = meant.first, meant.count == 1 { return only }
    let list = open.map {
      "  \($0.id.text)  \(Privacy.masked($0.title)) · \(directory.name(of: $0.person)) "
        + "\($0.dueAt.nearText(relativeTo: now)) 前"
    }
    throw UsageProblem(
      (meant.isEmpty ? "没有这样的交办" : "\(request.number) 有 \(open.count) 项还没办的交办")
        + "，请用 --task 写明是哪一项（编号，或开头几个字）：\n" + list.joined(separator: "\n"))
  }

  /// A place and a resident are amended whole; what was not given stays. An empty value clears.
  private func amendment(
    of form: Registration, _ lookup: NameLookup
  ) throws -> Amendment {
    var place = form.place
    if let group { place.group = group.isEmpty ? nil : try lookup.group(group) }
    if let room { place.room = room.isEmpty ? nil : room }
    if let detail = self.place { place.detail = detail.isEmpty ? nil : detail }
    var person = form.resident
    if let resident { person.name = resident.isEmpty ? nil : resident }
    if let phone { person.phone = phone.isEmpty ? nil : try PhoneOption.digits(phone) }
    return Amendment(
      text: words, place: place == form.place ? nil : place,
      resident: person == form.resident ? nil : person, channel: channel, urgency: urgency)
  }
}

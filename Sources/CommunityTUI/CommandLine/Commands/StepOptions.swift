import ArgumentParser
import CoreModel
import Store

/// The particulars of a step; each step takes some of them.
struct StepOptions: ParsableArguments {
  @Option(
    name: [.customLong("text"), .customLong("note"), .customLong("reason")],
    help: ArgumentHelp("这一步的话：说明、结果、内容或原因。", valueName: "话"))
  var words: String?

  @Option(help: ArgumentHelp("级别。", valueName: "级别"))
  var tier: Tier?

  @Option(help: ArgumentHelp("类别，例如 水电维修。", valueName: "类别"))
  var category: String?

  @Option(help: ArgumentHelp("紧急程度。", valueName: "紧急"))
  var urgency: Urgency?

  @Option(help: ArgumentHelp("派给谁：姓名，或 维修班、网格组、调解组、夜巡组。", valueName: "姓名或班组"))
  var to: String?

  @Option(help: ArgumentHelp("谁接的单；不写则是承办人本人。", valueName: "姓名"))
  var by: String?

  @Option(help: ArgumentHelp("处置凭证照片；可写多次。", valueName: "文件"))
  var photo: [String] = []

  @Option(help: ArgumentHelp("怎样告知居民；不写则随来源。", valueName: "方式"))
  var method: ContactMethod?

  @Option(help: ArgumentHelp("挂起到什么时候：2h、3d 或 2026-11-23T09:00。", valueName: "时间"))
  var until: String?

  @Option(help: ArgumentHelp("更正楼组。", valueName: "楼组"))
  var group: String?

  @Option(help: ArgumentHelp("更正室号。", valueName: "室号"))
  var room: String?

  @Option(help: ArgumentHelp("更正地点（楼组之外）。", valueName: "地点"))
  var place: String?

  @Option(help: ArgumentHelp("更正居民姓名。", valueName: "姓名"))
  var resident: String?

  @Option(help: ArgumentHelp("更正居民电话。", valueName: "电话"))
  var phone: String?

  @Option(help: ArgumentHelp("更正来源。", valueName: "来源"))
  var channel: Channel?

  /// Refuses what the step would silently ignore, and says what it cannot do without.
  /// - Throws: `ValidationError`.
  func check(for step: CommandKind) throws {
    let allowed = StepOptions.allowed(for: step)
    if let stray = given.first(where: { !allowed.contains($0) }) {
      let usable = allowed.isEmpty ? "它不带选项" : "它可带 " + allowed.joined(separator: "、")
      throw ValidationError("「\(step.title)」不用 \(stray)；\(usable)")
    }
    switch step {
    case .triage where tier == nil: throw ValidationError("「分级」要写 --tier 1、2 或 3")
    case .dispatch where to == nil: throw ValidationError("「派单」要写 --to 姓名或班组")
    case .hold where until == nil:
      throw ValidationError("「挂起」要写到什么时候为止，例如 --until 3d")
    default: break
    }
  }

  private var given: [String] {
    let all: [(String, Bool)] = [
      ("--text", words != nil), ("--tier", tier != nil), ("--category", category != nil),
      ("--urgency", urgency != nil), ("--to", to != nil), ("--by", by != nil),
      ("--photo", !photo.isEmpty), ("--method", method != nil), ("--until", until != nil),
      ("--group", group != nil), ("--room", room != nil), ("--place", place != nil),
      ("--resident", resident != nil), ("--phone", phone != nil), ("--channel", channel != nil),
    ]
    return all.filter(\.1).map(\.0)
  }

  private static func allowed(for step: CommandKind) -> [String] {
    switch step {
    case .triage: ["--tier", "--category", "--urgency"]
    case .dispatch: ["--to", "--text"]
    case .accept: ["--by"]
    case .resolve: ["--text", "--photo"]
    case .feedback: ["--text", "--method"]
    case .hold: ["--text", "--until"]
    case .amend:
      [
        "--text", "--group", "--room", "--place", "--resident", "--phone", "--channel", "--urgency",
      ]
    case .respond, .arrive, .confirm, .reject, .supervise, .resume, .escalate, .note, .cancel,
      .reopen, .undo, .revealPhone:
      ["--text"]
    }
  }
}

extension StepOptions {
  /// The command that the options make; photos are copied beside the database.
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
    }
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

extension ContactMethod {
  /// How a resident who came this way is usually answered.
  static func usual(for channel: Channel) -> ContactMethod {
    switch channel {
    case .weChatGroup, .qrCode: .weChat
    case .visitor, .secretaryDay: .inPerson
    case .homeVisit, .patrol, .nightPatrol: .visit
    case .phone, .hotline, .contactCard: .phone
    }
  }
}

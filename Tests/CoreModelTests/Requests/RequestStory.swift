@testable import CoreModel

/// A small cast and a request that tests can push along.
enum Cast {
  static let officer = actor("officer", "王芳", .dutyOfficer)
  static let secretary = actor("secretary", "陈静", .secretary)
  static let director = actor("director", "李建国", .director)
  static let plumber = actor("plumber", "赵师傅", .maintenance)
  static let otherPlumber = actor("plumber2", "孙师傅", .maintenance)
  static let reader = actor("reader", "小周", .readOnly)

  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    people: [officer, secretary, director, plumber, otherPlumber, reader].map {
      Person(id: $0.person, name: $0.name, role: $0.role)
    })

  static func actor(_ id: String, _ name: String, _ role: Role) -> Actor {
    Actor(person: PersonID(id), name: name, role: role)
  }
}

/// A history that grows by commands, one minute apart.
struct RequestStory {
  private(set) var history: RequestHistory
  private(set) var now: Instant
  /// Whom commands may name.
  var directory = Cast.directory

  init?(channel: Channel = .phone, phone: String? = "13800002046", hotline: HotlineTicket? = nil) {
    self.init(
      text: "厨房水管漏水", channel: channel, hotline: hotline,
      resident: Resident(name: "李阿姨", phone: phone))
  }

  init?(text: String, channel: Channel, hotline: HotlineTicket?, resident: Resident) {
    guard let start = Instant(iso8601: "2026-11-20T10:00") else { return nil }
    let form = Registration(
      number: "20261120-001", neighborhood: NeighborhoodID("n"), text: text,
      channel: channel, resident: resident,
      firstReceiver: Cast.officer.person, receivedAt: start, hotline: hotline)
    let first = RecordedEvent(
      version: 1, at: start, actor: Cast.officer.person, event: .registered(form))
    guard let history = RequestHistory(id: RequestID("r"), events: [first]) else { return nil }
    self.history = history
    now = start
  }

  var request: Request { history.request }

  /// Gives a command a minute later.
  mutating func give(_ command: RequestCommand, by actor: Actor = Cast.officer) throws {
    now = now.adding(minutes: 1)
    let events = try history.decide(command, by: actor, at: now, in: directory, under: .standard)
    let recorded = zip(events, (history.request.version + 1)...).map {
      RecordedEvent(version: $1, at: now, actor: actor.person, event: $0)
    }
    history = history.appending(recorded) ?? history
  }

  /// Gives several, all by the officer.
  mutating func give(_ commands: [RequestCommand]) throws {
    for command in commands { try give(command) }
  }
}

extension RequestCommand {
  static let gradeFirst = RequestCommand.triage(TriageDecision(tier: .first))
  static let dispatchToPlumber = RequestCommand.dispatch(
    Dispatch(to: .person(Cast.plumber.person)))
  static let dispatchToCrew = RequestCommand.dispatch(Dispatch(to: .pool(.maintenance)))
  static let done = RequestCommand.resolve(Resolution(outcome: "换了接头，不漏了"))
  static let tell = RequestCommand.feedback(Feedback("已修好", by: .phone))

  /// The whole way to 待认可.
  static let uptoFeedback: [RequestCommand] = [
    .respond(note: "马上派人"), .gradeFirst, .dispatchToPlumber, .accept(by: nil),
    .arrive(note: ""), .done, .tell,
  ]
}

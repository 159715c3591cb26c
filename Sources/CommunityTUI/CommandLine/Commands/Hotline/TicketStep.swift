import ArgumentParser
import CoreModel
import Store

/// What every step of a ticket is given on the command line: which ticket, and how to answer.
struct TicketTarget: ParsableArguments {
  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号、它的末尾几位，或工单编号。", valueName: "编号"))
  var number: String

  @Option(help: ArgumentHelp("您看到的版本；别人先改过就不做，退出码 1。", valueName: "版本"))
  var version: Int?

  @Flag(help: "输出 JSON。")
  var json = false
}

/// What the particulars of a step are read against.
struct TicketStepContext {
  /// The ticket's request as it is.
  let request: Request
  /// Who acts, and where.
  let writing: WritingSession
  /// When.
  let now: Instant
  /// The deadlines in force.
  let rules: DeadlineRules

  /// Who did something; whoever acts where nobody is named.
  func person(_ name: String?) throws -> PersonID {
    guard let name else { return writing.actor.person }
    return try NameLookup(directory: writing.session.directory).person(name)
  }

  /// When something happened; now where nothing is said.
  func moment(_ typed: String?, _ what: String) throws -> Instant {
    do {
      return try HotlineFields.moment(typed ?? "", what, at: now)
    } catch let refusal {
      throw UsageProblem(refusal.message)
    }
  }

  /// A limit that the city stated; nil where nothing is said.
  func limit(_ typed: String?, _ what: String) throws -> Instant? {
    do {
      return try HotlineFields.limit(typed ?? "", what, at: now, under: rules)
    } catch let refusal {
      throw UsageProblem(refusal.message)
    }
  }

  /// Photos, kept beside the database.
  func evidence(_ paths: [String]) throws -> [Evidence] {
    try paths.map { try writing.session.store.attach(path: $0) }
  }
}

/// One step of a ticket as a command of `juwei hotline`.
protocol TicketStep: DeskSubcommand {
  /// Which ticket.
  var target: TicketTarget { get }
  /// Which step it is.
  var kind: CommandKind { get }
  /// The step with its particulars.
  func step(in context: TicketStepContext) throws -> TicketCommand
}

extension TicketStep {
  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(target.shared) { writing in
      let now = surroundings.clock.now
      let store = writing.session.store
      let before = try writing.look(
        at: target.number, for: kind, at: now, remark: surroundings.remark)
      let context = TicketStepContext(
        request: before.request, writing: writing, now: now,
        rules: try store.rules(of: writing.session.scope).deadlines)
      let command = RequestCommand.ticket(try step(in: context))
      let after = try store.perform(
        command, on: before.request.id, expecting: target.version, by: writing.actor, at: now)
      let report = StepReport(step: kind, after: after, session: writing.session)
      surroundings.say(
        target.json ? report.document(at: now).text() : report.words(at: now))
    }
  }
}

/// A word as one of several that a model knows: its stable English name or the Chinese one.
protocol TicketWord: RawRepresentable<String>, CaseIterable, ExpressibleByArgument {
  /// The Chinese word.
  var title: String { get }
}

extension TicketWord {
  /// Reads `phone` or `电话`.
  package init?(argument: String) {
    guard
      let found = Self.allCases.first(where: {
        $0.title == argument || $0.rawValue.lowercased() == argument.lowercased()
      })
    else { return nil }
    self = found
  }

  /// For help and completion.
  package static var allValueStrings: [String] { allCases.map(\.title) }
}

extension ContactFailure: TicketWord {}
extension MeetingStep: TicketWord {}
extension MeetingManner: TicketWord {}
extension TicketSharing.Kind: TicketWord {}
extension TicketKind: TicketWord {}
extension TicketRole: TicketWord {}
extension HotlineVisit.Source: TicketWord {}
extension Satisfaction: TicketWord {}
extension Solution: TicketWord {}

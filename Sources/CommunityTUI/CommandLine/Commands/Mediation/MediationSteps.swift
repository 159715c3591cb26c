import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei mediation meet`.
struct MediationMeetCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "meet", abstract: "记一次谈话，约下一次；不写 --note 就是改约。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(help: ArgumentHelp("谈得怎样。", valueName: "文字"))
  var note: String?
  @Option(help: ArgumentHelp("地点。", valueName: "地点"))
  var place: String?
  @Option(help: ArgumentHelp("下次几时谈。", valueName: "时间"))
  var next: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .meet(
        MediationSession(
          words: note ?? "", place: place ?? "",
          nextAt: try surroundings.limit(next, in: writing.session)))
    }
  }
}

/// `juwei mediation step`.
struct MediationStepCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "step", abstract: "方法的一步做过了，记下来。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Argument(help: ArgumentHelp("哪一步：名称或序号。", valueName: "步骤"))
  var step: String
  @Option(help: ArgumentHelp("做了什么。", valueName: "文字"))
  var note: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { _, one in
      let points = one.order?.method.points ?? []
      let index =
        points.firstIndex { $0.name == step.tidied }
        ?? Int(step).flatMap { points.indices.contains($0 - 1) ? $0 - 1 : nil }
      guard let index else {
        throw CommandFailure(
          "没有「\(step)」这一步；有：\(points.map(\.name).joined(separator: "、"))；没有改动任何数据")
      }
      return .step(MediationStep(index, words: note))
    }
  }
}

/// `juwei mediation agree`.
struct MediationAgreeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "agree", abstract: "达成协议；到期由A角回访（一案一回访）。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(help: ArgumentHelp("协议：谁做什么、几时做到。", valueName: "文字"))
  var note: String
  @Flag(help: "只是口头协议，没有签协议书。")
  var oral = false
  @Option(help: ArgumentHelp("几时回访；不写是 7 天后。", valueName: "时间"))
  var visit: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      let session = writing.session
      let rules = try session.store.rules(of: session.scope).deadlines
      return .agree(
        MediationAgreement(
          note, isWritten: !oral,
          visitAt: try visit.map { try surroundings.limit($0, in: session) }
            ?? MediationAnswer.usual(
              Mediation.usualVisitDays, after: surroundings.clock.now, rules)))
    }
  }
}

/// `juwei mediation visit`.
struct MediationVisitCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "visit", abstract: "回访：履行了（--kept）就了结；没有履行写 --next 再谈的时间。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(help: ArgumentHelp("情况。", valueName: "文字"))
  var note: String
  @Flag(help: "都履行了。")
  var kept = false
  @Option(help: ArgumentHelp("没有履行，几时再谈。", valueName: "时间"))
  var next: String?

  func validate() throws {
    guard kept != (next != nil) else { throw ValidationError("履行了写 --kept，没有履行写 --next 时间") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .visit(
        MediationVisit(
          note, isKept: kept,
          nextAt: try next.map { try surroundings.limit($0, in: writing.session) }))
    }
  }
}

/// `juwei mediation fail`.
struct MediationFailCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "fail", abstract: "调解不成：转三所联动（同时吹哨）、建议走诉讼，或不愿再调。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(
    help: ArgumentHelp("threeOffices（三所联动）、court（诉讼、仲裁）、refused（不愿再调）。", valueName: "怎么走"))
  var way = "threeOffices"
  @Option(help: ArgumentHelp("为什么没有调成。", valueName: "文字"))
  var note: String

  func run(in surroundings: Surroundings) throws {
    guard let way = MediationFailure.Way(rawValue: way.tidied) else {
      throw UsageProblem("--way 可写 threeOffices、court、refused")
    }
    try surroundings.performing(options, shared) { _, _ in
      .fail(MediationFailure(way, words: note))
    }
  }
}

/// `juwei mediation review`.
struct MediationReviewCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "复看潜在矛盾：已化解（--settled），或继续关注（--next）。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(help: ArgumentHelp("现在怎样。", valueName: "文字"))
  var note: String
  @Flag(help: "已化解。")
  var settled = false
  @Option(help: ArgumentHelp("继续关注，下次几时看。", valueName: "时间"))
  var next: String?

  func validate() throws {
    guard settled != (next != nil) else { throw ValidationError("化解了写 --settled，继续关注写 --next 时间") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .review(
        LatentReview(
          settled ? .settled : .watching, words: note,
          reviewAt: try next.map { try surroundings.limit($0, in: writing.session) }))
    }
  }
}

/// `juwei mediation withdraw`.
struct MediationWithdrawCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "撤回一件调解。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Option(help: ArgumentHelp("原因。", valueName: "文字"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { _, _ in .withdraw(reason: reason) }
  }
}

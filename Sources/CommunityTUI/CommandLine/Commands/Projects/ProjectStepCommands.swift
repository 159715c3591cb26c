import ArgumentParser
import CoreModel
import Store

/// What every step of a project takes.
struct ProjectStepOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("编号，或名称里的几个字。", valueName: "项目"))
  var project: String

  @Option(help: ArgumentHelp("您看到的版本；别人先改过就不做，退出码 1。", valueName: "版本"))
  var version: Int?

  @Flag(help: "输出 JSON。")
  var json = false

  /// Does it, and says how the project stands then.
  func take(
    _ shared: SharedOptions, in surroundings: Surroundings, files: [String] = [],
    _ command: (Project, CoreModel.Directory, Instant) throws -> ProjectCommand
  ) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let known = try ProjectLookup(session: session).one(project)
      var command = try command(known.project, session.directory, now)
      if !files.isEmpty {
        command = command.with(files: try files.map { try session.store.attach(path: $0) })
      }
      let line = try session.store.perform(
        command, on: known.id, expecting: version, in: session.scope, by: writing.actor, at: now)
      ProjectPrinter(session: session, surroundings: surroundings).say(
        line, asJSON: json, "\(line.project.number)「\(line.project.name)」\(command.step.title)已记下")
    }
  }
}

/// `juwei project milestone`.
struct ProjectMilestoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone", abstract: "节点：加、完成、改期换人、划去、重开。",
    subcommands: [
      MilestoneAddCommand.self, MilestoneDoneCommand.self, MilestoneMoveCommand.self,
      MilestoneStrikeCommand.self, MilestoneReopenCommand.self,
    ])
}

/// `juwei project milestone add`.
struct MilestoneAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "加一个节点：阶段|做什么|哪天前|谁。",
    discussion: """
      例：
        juwei project milestone add 2026-03 '实施|补漆|12-20|赵师傅'
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("阶段|做什么|哪天前|谁（不写就是负责人）。", valueName: "节点"))
  var line: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { project, directory, now in
      let found = try MilestoneText.milestones(
        line, owner: project.plan.owner, at: now, in: directory)
      guard found.count == 1, let only = found.first else { throw UsageProblem("一次加一个节点") }
      return .addMilestone(only)
    }
  }
}

/// `juwei project milestone done`.
struct MilestoneDoneCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "节点做好了。",
    discussion: """
      例：
        juwei project milestone done 2026-03 1 --words '上门摸底 18 户，都同意' --file 摸底表.jpg
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("第几个节点。", valueName: "节点"))
  var number: Int

  @Option(help: ArgumentHelp("做了什么、结果怎样。", valueName: "说明"))
  var words: String

  @Option(help: ArgumentHelp("哪天做好；不写就是今天。", valueName: "日期"))
  var on: String?

  @Option(help: ArgumentHelp("照片、文件；可以写几个。", valueName: "文件"))
  var file: [String] = []

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings, files: file) { _, _, now in
      .finishMilestone(
        MilestoneReport(
          number, on: try on.map { try MilestoneText.day($0, at: now) } ?? now.day, words: words))
    }
  }
}

/// `juwei project milestone move`.
struct MilestoneMoveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "节点改期、换人；改日期要写原因。",
    discussion: """
      例：
        juwei project milestone move 2026-03 4 --to 12-20 --reason 材料没到
        juwei project milestone move 2026-03 4 --person 赵师傅
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("第几个节点。", valueName: "节点"))
  var number: Int

  @Option(help: ArgumentHelp("改到哪天。", valueName: "日期"))
  var to: String?

  @Option(help: ArgumentHelp("换谁做。", valueName: "姓名"))
  var person: String?

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String = ""

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { project, directory, now in
      guard let known = project.milestone(number) else {
        throw CommandFailure("没有第 \(number) 个节点；现有 1 到 \(project.milestones.count)。没有改动")
      }
      return .changeMilestone(
        MilestoneShift(
          number, name: known.name,
          person: try person.map { try MilestoneText.person($0, in: directory) } ?? known.person,
          due: try to.map { try MilestoneText.day($0, at: now) } ?? known.due, reason: reason))
    }
  }
}

/// `juwei project milestone strike`.
struct MilestoneStrikeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "strike", abstract: "划去一个节点，写明为什么不做了。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("第几个节点。", valueName: "节点"))
  var number: Int

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, _ in
      .strikeMilestone(MilestoneWords(number, reason: reason))
    }
  }
}

/// `juwei project milestone reopen`.
struct MilestoneReopenCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "重开一个完成或划去的节点。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("第几个节点。", valueName: "节点"))
  var number: Int

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, _ in
      .reopenMilestone(MilestoneWords(number, reason: reason))
    }
  }
}

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

/// `juwei project publish`.
struct ProjectPublishCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "登记公示：哪天到哪天、贴在哪里。",
    discussion: """
      例：
        juwei project publish 2026-03 --from 11-22 --through 11-28 --place 各楼道公告栏
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("第一天；不写就是今天。", valueName: "日期"))
  var from: String?

  @Option(help: ArgumentHelp("最后一天。", valueName: "日期"))
  var through: String

  @Option(help: ArgumentHelp("贴在哪里。", valueName: "地点"))
  var place: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, now in
      .publish(
        Publication(
          from: try from.map { try MilestoneText.day($0, at: now) } ?? now.day,
          through: try MilestoneText.day(through, at: now), place: place))
    }
  }
}

/// `juwei project evidence`.
struct ProjectEvidenceCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "添凭据：照片、验收单，或写明纸质材料存在哪里。",
    discussion: """
      例：
        juwei project evidence 2026-03 --file 完工.jpg --file 验收单.pdf --words 完工照片和验收单
        juwei project evidence 2026-03 --words '验收单（纸质），档案柜 2 号'
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("是什么；纸质材料存在哪里。", valueName: "说明"))
  var words: String = ""

  @Option(help: ArgumentHelp("照片、文件；可以写几个。", valueName: "文件"))
  var file: [String] = []

  @Option(help: ArgumentHelp("哪个节点的；不写就是整个项目的。", valueName: "节点"))
  var milestone: Int?

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings, files: file) { _, _, _ in
      .addEvidence(ProjectEvidence(words: words, milestone: milestone))
    }
  }
}

/// `juwei project review`.
struct ProjectReviewCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "记居民评议：谁参加，满意、基本满意、不满意各几人。",
    discussion: """
      例：
        juwei project review 2026-03 --people '评议会，居民代表 9 人' --satisfied 8 --fair 1
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("怎样评议、谁参加。", valueName: "参加的人"))
  var people: String

  @Option(help: ArgumentHelp("满意几人。", valueName: "人数"))
  var satisfied = 0

  @Option(help: ArgumentHelp("基本满意几人。", valueName: "人数"))
  var fair = 0

  @Option(help: ArgumentHelp("不满意几人。", valueName: "人数"))
  var unsatisfied = 0

  @Option(help: ArgumentHelp("意见；有人不满意要写。", valueName: "意见"))
  var words: String = ""

  @Option(help: ArgumentHelp("哪天；不写就是今天。", valueName: "日期"))
  var on: String?

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, now in
      .review(
        ProjectReview(
          on: try on.map { try MilestoneText.day($0, at: now) } ?? now.day, people: people,
          satisfied: satisfied, fair: fair, unsatisfied: unsatisfied, words: words))
    }
  }
}

/// `juwei project close-off`.
struct ProjectCloseOffCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "close-off", abstract: "销项：节点、凭据、评议都齐了才行；来源诉求从此要告知居民。",
    discussion: """
      例：
        juwei project close-off 2026-03 --words 一至六层扶手已装好 --spent 11800 --as 李建国
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("做成了什么：要告诉居民的话。", valueName: "结果"))
  var words: String

  @Option(help: ArgumentHelp("实际花费，元。", valueName: "金额"))
  var spent: String?

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, _ in
      .closeOff(
        ProjectClosing(
          words,
          spent: try spent.map { typed in
            guard let money = Money(yuan: typed) else {
              throw UsageProblem("--spent「\(typed)」看不懂；写元，例如 11800 或 3500.50")
            }
            return money
          }))
    }
  }
}

/// `juwei project amend`.
struct ProjectAmendCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "amend", abstract: "更正名称、目标、负责人、预算；后两样要写原因。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("名称。", valueName: "名称"))
  var name: String?

  @Option(help: ArgumentHelp("要做到什么。", valueName: "目标"))
  var aim: String?

  @Option(help: ArgumentHelp("负责人。", valueName: "姓名"))
  var owner: String?

  @Option(help: ArgumentHelp("资金，整个换掉。", valueName: "资金"))
  var funds: String?

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String = ""

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, directory, _ in
      .amend(
        ProjectAmendment(
          name: name, aim: aim,
          owner: try owner.map { try MilestoneText.person($0, named: "负责人", in: directory) },
          funds: try funds.map { try [Funding](typed: $0) }, reason: reason))
    }
  }
}

/// `juwei project note`.
struct ProjectNoteCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "记进展：来源诉求的时间线上也看得到。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("进展。", valueName: "说明"))
  var words: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, _ in .note(words: words) }
  }
}

/// `juwei project cancel`.
struct ProjectCancelCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "终止：来源诉求回到议事会。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try options.take(shared, in: surroundings) { _, _, _ in .cancel(reason: reason) }
  }
}

/// `juwei project add`.
struct ProjectAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "把一件诉求加入项目。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位。", valueName: "编号"))
  var number: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let known = try ProjectLookup(session: session).one(options.project)
      let request = try session.store.detail(number: number.tidied, in: session.scope)
      let line = try session.store.addSource(
        request.history.id, to: known.id, expecting: options.version, in: session.scope,
        by: writing.actor, at: surroundings.clock.now)
      ProjectPrinter(session: session, surroundings: surroundings).say(
        line, asJSON: options.json,
        "\(request.request.number) 已加入 \(line.project.number)「\(line.project.name)」")
    }
  }
}

/// `juwei project remove`.
struct ProjectRemoveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "把一件诉求移出项目：回到议事会。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: ProjectStepOptions

  @Argument(help: ArgumentHelp("诉求编号，或末尾几位。", valueName: "编号"))
  var number: String

  @Option(help: ArgumentHelp("原因。", valueName: "原因"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let known = try ProjectLookup(session: session).one(options.project)
      let request = try session.store.detail(number: number.tidied, in: session.scope)
      let line = try session.store.removeSource(
        request.history.id, from: known.id, reason: reason, expecting: options.version,
        in: session.scope, by: writing.actor, at: surroundings.clock.now)
      ProjectPrinter(session: session, surroundings: surroundings).say(
        line, asJSON: options.json, "\(request.request.number) 已移出，回到议事会")
    }
  }
}

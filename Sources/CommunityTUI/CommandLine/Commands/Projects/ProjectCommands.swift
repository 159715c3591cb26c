import ArgumentParser
import CoreModel
import Store
import TerminalKit

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

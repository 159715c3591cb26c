import ArgumentParser
import CoreModel
import Foundation
import Store
import TerminalKit

/// `juwei project`: 微实事.
struct ProjectCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "project",
    abstract: "微实事：立项、节点、公示、凭据、评议、销项。",
    discussion: """
      项目写编号（2026-03）或名称里的几个字。

      例：
        juwei project
        juwei project create 007 --name 12号楼加装扶手 --kind 设施维修改造 --funds '社区专项经费 12000'
        juwei project milestone done 2026-03 1 --words 上门摸底 18 户，都同意
        juwei project close-off 2026-03 --words 一至六层扶手已装好 --spent 11800
      """,
    subcommands: [
      ProjectListCommand.self, ProjectShowCommand.self, ProjectCreateCommand.self,
      ProjectMilestoneCommand.self, ProjectPublishCommand.self, ProjectEvidenceCommand.self,
      ProjectReviewCommand.self, ProjectCloseOffCommand.self, ProjectAddCommand.self,
      ProjectRemoveCommand.self, ProjectAmendCommand.self, ProjectNoteCommand.self,
      ProjectCancelCommand.self, ProjectNoticeCommand.self, ProjectPlansCommand.self,
    ], defaultSubcommand: ProjectListCommand.self)
}

/// `juwei project list`.
struct ProjectListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出进行中和最近结束的项目：阶段、下一节点、来源诉求。",
    discussion: """
      例：
        juwei project list
        juwei project list --all --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "连同 400 天以前结束的。")
  var all = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有项目可看") }
      let now = surroundings.clock.now
      let since = all ? Instant.earliestSupported : now.day.adding(days: -400).start
      let lines = try session.store.projects(of: session.scope, endedSince: since)
      let document = ProjectDocument(directory: session.directory, now: now)
      guard !json else {
        return surroundings.say(JSONValue.array(lines.map { document.value(of: $0) }).text())
      }
      guard !lines.isEmpty else {
        return surroundings.say(
          "还没有微实事项目。从议事会里的一件诉求立项：juwei project create 编号 --name 名称 --kind 设施维修改造")
      }
      let table = TextTable(
        headers: ["编号", "阶段", "下一步", "节点", "诉求", "项目"],
        rows: lines.map { document.row(of: $0) }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
    }
  }
}

/// `juwei project show`.
struct ProjectShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一个项目：资金、节点（时间线）、来源诉求、公示、评议、凭据、经过。",
    discussion: """
      例：
        juwei project show 2026-03
        juwei project show 扶手 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("编号，或名称里的几个字。", valueName: "项目"))
  var project: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有项目可看") }
      let line = try ProjectLookup(session: session).one(project)
      let now = surroundings.clock.now
      guard !json else {
        return surroundings.say(
          ProjectDocument(directory: session.directory, now: now).value(of: line).text())
      }
      let text = ProjectText(line: line, directory: session.directory, now: now)
      let parts = text.plain.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      for part in parts { surroundings.say(part) }
      surroundings.say("")
      surroundings.say("时间线")
      for row in line.project.timeline(
        columns: min(surroundings.columns ?? 100, 120), names: 44, now: now,
        glyphs: .unicode, in: session.directory)
      {
        surroundings.say(row.map(\.text).joined())
      }
    }
  }
}

/// `juwei project create`.
struct ProjectCreateCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "从一件或几件诉求立项；还没提交议事会的同时提交。",
    discussion: """
      节点一个一个写（--milestone '阶段|做什么|哪天前|谁'），或按类别用标准节点（--kind），两样都写就是标准节点再加上这些。

      例：
        juwei project create 007 012 --name 12号楼加装扶手 --kind 设施维修改造 --owner 李敏
        juwei project create 007 --name 清理楼道 --milestone '实施|集中清理|12-03|李敏'
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("来源诉求的编号，或末尾几位。", valueName: "编号"))
  var numbers: [String]

  @Option(help: ArgumentHelp("项目名称。", valueName: "名称"))
  var name: String

  @Option(help: ArgumentHelp("要做到什么。", valueName: "目标"))
  var aim: String = ""

  @Option(help: ArgumentHelp("类别，用它的标准节点；见 juwei project plans。", valueName: "类别"))
  var kind: String?

  @Option(help: ArgumentHelp("负责人；不写就是您。", valueName: "姓名"))
  var owner: String?

  @Option(help: ArgumentHelp("资金：来源 金额，几项用分号隔开。", valueName: "资金"))
  var funds: String = ""

  @Option(help: ArgumentHelp("节点：阶段|做什么|哪天前|谁；可以写几个。", valueName: "节点"))
  var milestone: [String] = []

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let directory = session.directory
      let person =
        try owner.map { try MilestoneText.person($0, named: "负责人", in: directory) }
        ?? writing.actor.person
      var milestones: [MilestonePlan] = []
      if let kind {
        let rules = try session.store.rules(of: session.scope)
        guard let found = rules.projects.kinds.first(where: { $0.name == kind.tidied }) else {
          let known = rules.projects.kinds.map(\.name).joined(separator: "、")
          throw CommandFailure("没有「\(kind)」这一类；有：\(known)。没有立项")
        }
        milestones = rules.projects.milestones(
          of: found, from: now.day, by: person, in: rules.deadlines.calendar)
      }
      milestones += try MilestoneText.milestones(
        milestone.joined(separator: "\n"), owner: person, at: now, in: directory)
      let requests = try numbers.map {
        try session.store.detail(number: $0.tidied, in: session.scope).history.id
      }
      let line = try session.store.startProject(
        ProjectPlan(
          name: name, aim: aim, kind: kind?.tidied ?? "", owner: person,
          funds: try [Funding](typed: funds), milestones: milestones),
        requests: requests, in: session.scope, by: writing.actor, at: now)
      ProjectPrinter(session: session, surroundings: surroundings).say(
        line, asJSON: json, "已立项 \(line.project.number)「\(line.project.name)」")
    }
  }
}

/// `juwei project plans`.
struct ProjectPlansCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "plans", abstract: "打印各类项目的标准节点，或换成改好的一份；已经立项的不变。",
    discussion: """
      例：
        juwei project plans > 标准节点.txt
        juwei project plans --set 标准节点.txt --as 李建国
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    guard let file else {
      return try surroundings.reading(shared) { session in
        let book = try session.map { try $0.store.rules(of: $0.scope).projects } ?? .standard
        for line in book.text.split(separator: "\n", omittingEmptySubsequences: false) {
          surroundings.say(String(line))
        }
      }
    }
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: ProjectBook
    do {
      book = try ProjectBook(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。标准节点没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setProjectBook(
        book, of: writing.session.scope, by: writing.actor)
      surroundings.say(
        "已换上标准节点：\(book.kinds.map { "\($0.name) \($0.steps.count) 个" }.joined(separator: "、"))；已经立项的不变"
      )
    }
  }
}

/// `juwei project notice`.
struct ProjectNoticeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "notice", abstract: "公示页：存成网页，用浏览器按 A4 打印；没有居民姓名和电话。",
    discussion: """
      例：
        juwei project notice 2026-03
        juwei project notice 2026-03 --result --out 销项公示.html
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("编号，或名称里的几个字。", valueName: "项目"))
  var project: String

  @Flag(help: "销项公示：做成了什么、花了多少、居民怎么评。")
  var result = false

  @Option(help: ArgumentHelp("写到这个文件；不写就存在个人文件夹。", valueName: "文件"))
  var out: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有项目可看") }
      let line = try ProjectLookup(session: session).one(project)
      guard !result || line.project.stage == .closedOff else {
        throw CommandFailure("「\(line.project.name)」还没有销项，没有销项公示；什么都没有写")
      }
      let page = ProjectPage(
        line: line, isResult: result, directory: session.directory, now: surroundings.clock.now)
      guard let out else { return surroundings.say("已存成 \(try page.write())，用浏览器打开打印") }
      let path = (out as NSString).expandingTildeInPath
      guard !FileManager.default.fileExists(atPath: path) else {
        throw CommandFailure("\(path) 已经有了，没有覆盖；请换一个名称，或先移走它")
      }
      try TextFile.write(page.page.text, to: path)
      surroundings.say("已存成 \(path)，用浏览器打开打印")
    }
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei patrol start`.
struct PatrolStartCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "开一轮检查单。",
    discussion: """
      例：
        juwei patrol start 夜巡 --people 王芳,徐敏
        juwei patrol start 调解四步法 --for 007
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("检查单的名称；不写就是夜巡。", valueName: "名称"))
  var name = "夜巡"

  @Option(help: ArgumentHelp("谁去，几位用逗号或顿号隔开；不写就是您。", valueName: "姓名"))
  var people: String?

  @Option(
    name: .customLong("for"), help: ArgumentHelp("为哪一件诉求；步骤类的检查单要写。", valueName: "编号"))
  var number: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let book = try session.store.rules(of: session.scope).checklists
      guard let checklist = book.checklist(named: name) else {
        let known = book.checklists.map(\.name).joined(separator: "、")
        throw CommandFailure("没有叫「\(name)」的检查单；有：\(known)")
      }
      let lookup = NameLookup(directory: session.directory)
      let people = try MessageTemplates.words(people ?? "").map { try lookup.person($0) }
      let request = try number.map {
        try session.store.detail(number: $0.tidied, in: session.scope).history.id
      }
      let round = try session.store.beginRound(
        checklist, people: people, about: request, in: session.scope, by: writing.actor,
        at: surroundings.clock.now)
      RoundPrinter(session: session, surroundings: surroundings).say(round, asJSON: json)
    }
  }
}

/// `juwei patrol check`.
struct PatrolCheckCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "打点：这一项看过了，正常，或不适用。",
    discussion: """
      点位写名称、名称的一部分、拼音首字母或序号，可以写几个。

      例：
        juwei patrol check 北门岗亭 中心花园 --at 20:40 --by 徐敏
        juwei patrol check 7 --skip --note 门锁着
        juwei patrol check --rest
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RoundOptions
  @OptionGroup var particulars: CheckOptions

  @Argument(help: ArgumentHelp("哪几项。", valueName: "点位"))
  var points: [String] = []

  @Flag(help: "其余没打的全部正常。")
  var rest = false

  @Flag(help: "不适用，要用 --note 写原因。")
  var skip = false

  @Option(help: ArgumentHelp("说明。", valueName: "文字"))
  var note: String?

  func validate() throws {
    guard rest != !points.isEmpty else {
      throw ValidationError(rest ? "--rest 已经是其余全部，不用再写点位" : "请写哪几项，或用 --rest 打其余全部")
    }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      var round = try options.open(in: session)
      let indices = try rest ? round.unchecked : points.map { try round.point($0) }
      for index in indices {
        let report = try particulars.complete(
          PointReport(index, skip ? .notApplicable : .fine, words: note ?? ""), in: writing, at: now
        )
        round = try session.store.perform(
          .check(report), on: round.id, expecting: nil, in: session.scope, by: writing.actor,
          at: now)
      }
      RoundPrinter(session: session, surroundings: surroundings).say(round, asJSON: options.json)
    }
  }
}

/// `juwei patrol finding`.
struct PatrolFindingCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "finding", abstract: "记下在一项上发现的问题；--register 同时登记成诉求。",
    discussion: """
      同一处、同一类的问题再次发现时，输出是第几次、按阶梯是哪一级（劝导登记、屡劝不改、移交城管）。

      例：
        juwei patrol finding 非机动车库 两辆电瓶车飞线充电 --category 安全隐患 --register
        juwei patrol finding 文明劝导 遛狗不牵绳 --place 中心花园 --round 五必查
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RoundOptions
  @OptionGroup var particulars: CheckOptions

  @Argument(help: ArgumentHelp("哪一项。", valueName: "点位"))
  var point: String

  @Argument(help: ArgumentHelp("发现了什么。", valueName: "内容"))
  var words: [String]

  @Option(help: ArgumentHelp("类别，例如 文明劝导。", valueName: "类别"))
  var category: String?

  @Option(name: .customLong("place"), help: ArgumentHelp("具体地点。", valueName: "地点"))
  var spot: String?

  @Flag(help: "同时登记成诉求。")
  var register = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let known = try options.open(in: session)
      let index = try known.point(point)
      let report = try particulars.complete(
        PointReport(
          index, .problem, words: words.joined(separator: " "), category: category,
          spot: spot ?? ""), in: writing, at: now)
      let round = try session.store.perform(
        .check(report), on: known.id, expecting: nil, in: session.scope, by: writing.actor, at: now)
      let printer = RoundPrinter(session: session, surroundings: surroundings)
      guard register, let finding = round.findings(at: index).last else {
        return printer.sayFinding(at: index, of: round, asJSON: options.json)
      }
      do {
        let result = try session.store.register(
          finding.id, of: round.id, in: session.scope, by: writing.actor, at: now)
        printer.sayFinding(at: index, of: result.round, asJSON: options.json)
      } catch {
        throw CommandFailure("问题已经记下，但没有登记成诉求：\(complaint(about: error))")
      }
    }
  }
}

/// `juwei patrol register`.
struct PatrolRegisterCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "把一项上发现的问题登记成诉求，或归到已有的一件。",
    discussion: """
      结束了的轮次也可以；例如第二天早上登记昨晚夜巡发现的。

      例：
        juwei patrol register 非机动车库
        juwei patrol register 北门垃圾厢房 --to 007 --round 夜巡
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RoundOptions

  @Argument(help: ArgumentHelp("哪一项。", valueName: "点位"))
  var point: String

  @Option(help: ArgumentHelp("归到这件诉求，不另外登记。", valueName: "编号"))
  var to: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let known = try options.any(in: session, at: now)
      let index = try known.point(point)
      guard let finding = known.findings(at: index).last(where: { $0.request == nil }) else {
        throw CommandFailure("「\(known.pointName(index))」没有还没登记的问题；没有改动任何数据")
      }
      var round = known
      if let to {
        let request = try session.store.detail(number: to.tidied, in: session.scope).history.id
        round = try session.store.link(
          finding.id, of: known.id, to: request, in: session.scope, by: writing.actor, at: now)
      } else {
        round = try session.store.register(
          finding.id, of: known.id, in: session.scope, by: writing.actor, at: now
        ).round
      }
      RoundPrinter(session: session, surroundings: surroundings)
        .sayFinding(finding.id, of: round, asJSON: options.json)
    }
  }
}

/// `juwei patrol finish`.
struct PatrolFinishCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "finish", abstract: "结束一轮；还有没打的，要写为什么没去。",
    discussion: """
      例：
        juwei patrol finish
        juwei patrol finish --reason 下大雨 --note 明晚补南门
        juwei patrol finish --drop --reason 开错了
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RoundOptions

  @Option(help: ArgumentHelp("为什么没去，或为什么作废。", valueName: "原因"))
  var reason: String?

  @Option(help: ArgumentHelp("还有什么要说的。", valueName: "文字"))
  var note: String?

  @Flag(help: "作废：开错了，不计入。")
  var drop = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let known = try options.open(in: session)
      let command: RoundCommand =
        drop ? .drop(reason: reason ?? "") : .finish(words: note ?? "", reason: reason ?? "")
      let round = try session.store.perform(
        command, on: known.id, expecting: known.version, in: session.scope, by: writing.actor,
        at: surroundings.clock.now)
      RoundPrinter(session: session, surroundings: surroundings).say(round, asJSON: options.json)
    }
  }
}

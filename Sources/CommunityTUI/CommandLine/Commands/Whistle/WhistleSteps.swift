import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei whistle blow`.
struct WhistleBlowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "blow", abstract: "吹哨。",
    discussion: """
      例：
        juwei whistle blow 南门夜间烧烤占道 --units 城管中队、派出所 --level orange --for 007
        juwei whistle blow 5号楼两户多年争吵 --units 三所联动 --for 012
      """)

  @OptionGroup var shared: SharedOptions
  @Argument(help: ArgumentHelp("事由，一行。", valueName: "事由"))
  var title: String
  @Option(help: ArgumentHelp("单位，用顿号隔开，可写拼音首字母或「三所联动」。", valueName: "单位"))
  var units: String
  @Option(help: ArgumentHelp("级别：red（红色）、orange（橙色）、yellow（黄色）；不写按诉求的缓急，没有诉求是黄色。", valueName: "级别"))
  var level: String?
  @Option(help: ArgumentHelp("情况和要求。", valueName: "文字"))
  var note: String?
  @Option(help: ArgumentHelp("几时前报到；不写按级别。", valueName: "时间"))
  var due: String?
  @Option(help: ArgumentHelp("谁跟进；不写就是您。", valueName: "姓名"))
  var keeper: String?
  @Option(name: .customLong("for"), help: ArgumentHelp("为哪些诉求，几件用逗号隔开。", valueName: "编号"))
  var numbers: String?
  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let rules = try session.store.rules(of: session.scope)
      let requests = try MessageTemplates.words(numbers ?? "").map {
        try session.store.detail(number: $0, in: session.scope)
      }
      let urgency = requests.map(\.request.urgency).max {
        Urgency.allCases.firstIndex(of: $0) ?? 0 < Urgency.allCases.firstIndex(of: $1) ?? 0
      }
      let level =
        try self.level.map(WhistleBlowCommand.level) ?? urgency.map { WhistleLevel($0) }
        ?? .yellow
      let order = WhistleOrder(
        title: title, level: level, words: note ?? "",
        units: try rules.whistles.units(named: units),
        dueAt: try due.map { try surroundings.limit($0, in: session) }
          ?? rules.whistles.limit(level).due(from: now, under: rules.deadlines),
        keeper: try keeper.map { try NameLookup(directory: session.directory).person($0) }
          ?? writing.actor.person)
      let whistle = try session.store.blow(
        order, about: requests.map(\.history.id), in: session.scope, by: writing.actor, at: now)
      try WhistlePrinter(session: session, surroundings: surroundings)
        .say("已吹哨", whistle, asJSON: json)
    }
  }

  static func level(_ typed: String) throws -> WhistleLevel {
    let word = typed.tidied
    guard
      let level = WhistleLevel.allCases.first(where: {
        $0.rawValue == word || $0.title == word || String($0.title.prefix(1)) == word
      })
    else { throw UsageProblem("级别「\(typed)」看不懂，可写 red、orange、yellow（红色、橙色、黄色）") }
    return level
  }
}

/// `juwei whistle call`.
struct WhistleCallCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(commandName: "call", abstract: "加吹：再向别的单位吹哨。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("单位，用顿号隔开。", valueName: "单位"))
  var units: String
  @Option(help: ArgumentHelp("几时前报到；不写按级别。", valueName: "时间"))
  var due: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, whistle in
      let session = writing.session
      let rules = try session.store.rules(of: session.scope)
      return .call(
        WhistleSummons(
          try rules.whistles.units(named: units),
          dueAt: try due.map { try surroundings.limit($0, in: session) }
            ?? rules.whistles.limit(whistle.order.level)
            .due(from: surroundings.clock.now, under: rules.deadlines)))
    }
  }
}

/// `juwei whistle check-in`.
struct WhistleCheckInCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "check-in", abstract: "报到：哪个单位、谁、几时到的。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("单位。", valueName: "单位"))
  var unit: String
  @Option(help: ArgumentHelp("谁来的，例如 刘队长。", valueName: "谁"))
  var who: String
  @Option(help: ArgumentHelp("几时到的，例如 14:20、昨天16:30；不写就是现在。", valueName: "时间"))
  var at: String?
  @Option(help: ArgumentHelp("看了什么、怎么说。", valueName: "文字"))
  var note: String?

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.performing(options, shared) { _, _ in
      var moment = now
      if let at {
        guard let read = SpokenMoment(at, from: now)?.instant else {
          throw UsageProblem("时间「\(at)」看不懂；请写 14:20、昨天16:30")
        }
        moment = read
      }
      return .checkIn(WhistleCheckIn(unit: unit, at: moment, people: who, words: note ?? ""))
    }
  }
}

/// `juwei whistle undertake`.
struct WhistleUndertakeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "undertake", abstract: "承诺：单位答应做什么、几时做到；到期提醒跟进的人。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("单位。", valueName: "单位"))
  var unit: String
  @Argument(help: ArgumentHelp("做什么、做到怎样。", valueName: "承诺"))
  var words: String
  @Option(help: ArgumentHelp("几时做到。", valueName: "时间"))
  var due: String
  @Option(help: ArgumentHelp("谁跟进；不写就是这次吹哨的跟进人。", valueName: "姓名"))
  var keeper: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, whistle in
      .undertake(
        WhistleUndertaking(
          unit: unit, words: words, dueAt: try surroundings.limit(due, in: writing.session),
          person: try keeper.map {
            try NameLookup(directory: writing.session.directory).person($0)
          } ?? whistle.order.keeper))
    }
  }
}

/// `juwei whistle settle`.
struct WhistleSettleCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "承诺了结：做到了，或没有做到；也可以改期。",
    discussion: """
      例：
        juwei whistle settle 01 巡查 --note '看过三晚，没有摊位'
        juwei whistle settle 01 巡查 --broken --note '一次也没来'
        juwei whistle settle 01 巡查 --move 12-05 --note '等设备'
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("哪一项：单位或承诺的一部分；只有一项时可以不写。", valueName: "承诺"))
  var which: String?
  @Flag(help: "没有做到，要用 --note 写情况。")
  var broken = false
  @Option(name: .customLong("move"), help: ArgumentHelp("改到几时，往后推要写原因。", valueName: "时间"))
  var moved: String?
  @Option(help: ArgumentHelp("说明。", valueName: "文字"))
  var note: String?

  func validate() throws {
    guard !broken || moved == nil else { throw ValidationError("--broken、--move 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let whistle = try options.find(in: session, openOnly: true)
      let typed = which?.tidied ?? ""
      let owed = whistle.owed.filter {
        typed.isEmpty || $0.what.unit.contains(typed) || $0.what.words.contains(typed)
      }
      guard let only = owed.first, owed.count == 1 else {
        let names = whistle.owed.map { "\($0.what.unit)「\($0.what.words)」" }.joined(separator: "、")
        throw CommandFailure(
          whistle.owed.isEmpty
            ? "没有还没了结的承诺" : "请写明是哪一项：\(Privacy.masked(names))；没有改动任何数据")
      }
      let task = only.what.task
      let command: TaskCommand =
        if let moved {
          .change(
            TaskChange(
              task, person: only.what.person, dueAt: try surroundings.limit(moved, in: session),
              reason: note ?? ""))
        } else {
          .settle(TaskSettlement(task, broken ? .dropped : .done, words: note ?? ""))
        }
      try session.store.perform(
        command, in: session.scope, by: writing.actor, at: surroundings.clock.now)
      let next = try session.store.whistle(whistle.id, of: session.scope)
      try WhistlePrinter(session: session, surroundings: surroundings).say(
        moved != nil ? "承诺已改期" : broken ? "已记没有做到" : "已记做到", next, asJSON: options.json)
    }
  }
}

/// `juwei whistle follow`.
struct WhistleFollowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(commandName: "follow", abstract: "跟进：记下情况。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("情况。", valueName: "文字"))
  var words: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { _, _ in .follow(WhistleNote(words)) }
  }
}

/// `juwei whistle supervise`.
struct WhistleSuperviseCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "supervise", abstract: "记下业委会的监督意见。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("意见。", valueName: "文字"))
  var words: String
  @Option(help: ArgumentHelp("谁的意见。", valueName: "谁"))
  var who = "业委会"

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { _, _ in
      .supervise(WhistleNote(words, who: who))
    }
  }
}

/// `juwei whistle report`.
struct WhistleReportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "过了时限没有报到的单位，上报街镇督办。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Option(help: ArgumentHelp("请街镇做什么。", valueName: "文字"))
  var note: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { _, _ in .report(words: note ?? "") }
  }
}

/// `juwei whistle move`.
struct WhistleMoveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "move", abstract: "没有报到的单位改报到时限，往后推要写原因。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Option(help: ArgumentHelp("改到几时。", valueName: "时间"))
  var due: String
  @Option(help: ArgumentHelp("原因。", valueName: "文字"))
  var reason: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .move(
        WhistleMove(
          dueAt: try surroundings.limit(due, in: writing.session), reason: reason ?? ""))
    }
  }
}

/// `juwei whistle join`.
struct WhistleJoinCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "把诉求列入一次吹哨。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("诉求编号，几件用逗号隔开。", valueName: "编号"))
  var numbers: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .join(
        try MessageTemplates.words(numbers).map {
          let detail = try writing.session.store.detail(number: $0, in: writing.session.scope)
          return FindingRequest(id: detail.history.id, number: detail.request.number)
        })
    }
  }
}

/// `juwei whistle leave`.
struct WhistleLeaveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "把一件诉求从一次吹哨里移出。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("诉求编号。", valueName: "编号"))
  var number: String
  @Option(help: ArgumentHelp("原因。", valueName: "文字"))
  var reason: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared) { writing, _ in
      .leave(
        try writing.session.store.detail(number: number.tidied, in: writing.session.scope)
          .history.id, reason: reason)
    }
  }
}

/// `juwei whistle measure`.
struct WhistleMeasureCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "measure", abstract: "定下常态措施：办好一次，下一次自己回来。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Argument(help: ArgumentHelp("以后常做什么。", valueName: "措施"))
  var words: String
  @Option(help: ArgumentHelp("多久一次：每周、每2周、每月、每季度、半年、每年。", valueName: "多久"))
  var every: String
  @Option(help: ArgumentHelp("第一次是几时。", valueName: "时间"))
  var first: String
  @Option(help: ArgumentHelp("谁来办；不写就是这次吹哨的跟进人。", valueName: "姓名"))
  var person: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.performing(options, shared, openOnly: false) { writing, whistle in
      let due = try surroundings.limit(first, in: writing.session)
      guard let recurrence = Recurrence(text: every, firstDue: due) else {
        throw UsageProblem("「\(every)」看不懂；请写 每周、每2周、每月、每季度、半年 或 每年")
      }
      return .measure(
        WhistleMeasure(
          title: words,
          person: try person.map {
            try NameLookup(directory: writing.session.directory).person($0)
          } ?? whistle.order.keeper, dueAt: due, recurrence: recurrence))
    }
  }
}

/// `juwei whistle close`.
struct WhistleCloseCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "收哨：写结果；列入的诉求都会记下。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Option(
    help: ArgumentHelp(
      "solved（办成）、partly（部分办成）、unsolved（没有办成）、withdrawn（撤哨）。", valueName: "结果"))
  var result = "solved"
  @Option(help: ArgumentHelp("办成什么样；要告诉居民的就是这句话。", valueName: "文字"))
  var note: String

  func run(in surroundings: Surroundings) throws {
    guard
      let result = WhistleClosing.Result.allCases.first(where: {
        $0.rawValue == result.tidied || $0.title == result.tidied
      })
    else { throw UsageProblem("结果可写 solved、partly、unsolved、withdrawn") }
    try surroundings.performing(options, shared) { _, _ in
      .close(WhistleClosing(result, words: note))
    }
  }
}

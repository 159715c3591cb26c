import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei council list`.
struct CouncilListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出议题和会议。",
    discussion: """
      例：
        juwei council
        juwei council list --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.readingCouncil(shared) { lookup in
      let board = try lookup.session.store.councilBoard(of: lookup.session.scope, at: lookup.now)
      guard !json else { return surroundings.say(lookup.document.value(of: board).text()) }
      surroundings.say(
        "待列 \(board.pool.count + board.morePool) 件 · 议题 \(board.items.count) · 要开的会 \(board.meetings.count)"
      )
      let items = (board.items + board.ended).map { line in
        [
          "议\(line.item.number)", line.item.status.title,
          line.dueAt.map { $0.shortText(relativeTo: lookup.now) } ?? "—",
          "\(line.kept.count) 件", line.item.title,
        ]
      }
      print(items, ["议题", "状态", "期限", "诉求", "题目"], in: surroundings)
      let meetings = (board.meetings + board.past).map { meeting in
        [
          "会\(meeting.number)", meeting.kind.title, meeting.start.nearText(relativeTo: lookup.now),
          meeting.standing(at: lookup.now), meeting.items.map(\.name).joined(separator: "、"),
        ]
      }
      print(meetings, ["会议", "种类", "时间", "状态", "议题"], in: surroundings)
    }
  }

  private func print(_ rows: [[String]], _ headers: [String], in surroundings: Surroundings) {
    guard !rows.isEmpty else { return }
    var table = TextTable(headers: headers)
    table.rows = rows
    surroundings.say("\n" + table.lines.joined(separator: "\n"))
  }
}

/// `juwei council pool`.
struct CouncilPoolCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "pool", abstract: "已提交议事会、还没有列入议题的诉求。",
    discussion: """
      例：
        juwei council pool
        juwei council pool --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.readingCouncil(shared) { lookup in
      let board = try lookup.session.store.councilBoard(of: lookup.session.scope, at: lookup.now)
      guard !json else {
        let lines = board.pool.map { lookup.document.value(of: $0) }
        return surroundings.say(JSONValue.array(lines).text())
      }
      guard !board.pool.isEmpty else { return surroundings.say("没有待列的诉求") }
      var table = TextTable(headers: ["编号", "急", "议事时限", "地点", "诉求"])
      table.rows = board.pool.map { line in
        [
          line.row.number, line.row.urgency.title,
          line.dueAt.map { Words.deadline($0, at: lookup.now) } ?? "—",
          Privacy.masked(lookup.session.directory.label(of: line.row.place)),
          Privacy.masked(line.row.text),
        ]
      }
      surroundings.say(table.lines.joined(separator: "\n"))
      if board.morePool > 0 { surroundings.say("另有 \(board.morePool) 件") }
    }
  }
}

/// `juwei council show`.
struct CouncilShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一个议题或一次会议。",
    discussion: """
      例：
        juwei council show 议1
        juwei council show 会1 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("议题写 议1，会议写 会1。", valueName: "编号"))
  var number: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.readingCouncil(shared) { lookup in
      if number.tidied.hasPrefix("会") {
        let detail = try lookup.detail(try lookup.meeting(number))
        guard !json else { return surroundings.say(lookup.document.value(of: detail).text()) }
        let page = CouncilPage(
          detail: detail, directory: lookup.session.directory, now: lookup.now)
        let paper: CouncilPaper = detail.meeting.attendedAt == nil ? .notice : .minutes
        surroundings.say("会\(detail.meeting.number) \(detail.meeting.standing(at: lookup.now))")
        return surroundings.output.write(Sanitizer.text(page.text(of: paper)))
      }
      let line = try lookup.line(try lookup.item(number))
      guard !json else { return surroundings.say(lookup.document.value(of: line).text()) }
      for text in lookup.document.lines(of: line) { surroundings.say(Sanitizer.line(text)) }
    }
  }
}

/// `juwei council propose`.
struct CouncilProposeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "propose", abstract: "提议题；还没提交议事会的诉求同时提交，并件一起列入。",
    discussion: """
      例：
        juwei council propose '12号楼排水管老化' --request 007 --request 012 --as 王芳
        juwei council propose 电瓶车充电 --matter '车棚不够，飞线多' --urgency 急 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("一句话的题目；不写姓名、室号和电话。", valueName: "题目"))
  var title: String

  @Option(
    name: .customLong("request"), help: ArgumentHelp("列入的诉求，可以写几次。", valueName: "编号"))
  var requests: [String] = []

  @Option(help: ArgumentHelp("要议什么。", valueName: "文字"))
  var matter = ""

  @Option(help: ArgumentHelp("普通、急、特急；诉求里有急件的自动按急件。", valueName: "急不急"))
  var urgency = "普通"

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let wanted = urgency.tidied
    guard
      let urgency = Urgency.allCases.first(where: { $0.title == wanted || $0.rawValue == wanted })
    else { throw UsageProblem("--urgency 写 普通、急 或 特急") }
    try surroundings.writingCouncil(shared) { lookup, actor in
      let item = try lookup.session.store.propose(
        AgendaOrder(title: title, matter: matter, urgency: urgency),
        about: try requests.map(lookup.request), in: lookup.session.scope, by: actor,
        at: lookup.now)
      try surroundings.say(
        "\(item.name)已提出，列入 \(item.sources.count) 件诉求", item, lookup, json: json)
    }
  }
}

/// `juwei council item`: what becomes of an item.
struct CouncilItemCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "item", abstract: "列入、移出诉求，改、并入、撤回议题。",
    discussion: """
      例：
        juwei council item 议1 join 007 012 --as 王芳
        juwei council item 议1 leave 007 --reason 和这件事无关 --as 王芳
        juwei council item 议1 amend '12号楼、13号楼排水管' --as 王芳
        juwei council item 议1 merge 议2 --as 陈敏
        juwei council item 议1 withdraw --reason 居民自己谈好了 --as 陈敏
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("议题。", valueName: "议题"))
  var number: String

  @Argument(help: ArgumentHelp("join、leave、amend、merge、withdraw。", valueName: "做什么"))
  var step: String

  @Argument(help: ArgumentHelp("诉求编号、新题目或并入的议题。", valueName: "内容"))
  var words: [String] = []

  @Option(help: ArgumentHelp("移出、撤回的原因。", valueName: "文字"))
  var reason = ""

  @Option(help: ArgumentHelp("amend：要议什么；不写则不变。", valueName: "文字"))
  var matter: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writingCouncil(shared) { lookup, actor in
      let id = try lookup.item(number)
      let command: AgendaCommand
      switch step {
      case "join":
        guard !words.isEmpty else { throw UsageProblem("join 后面写诉求编号") }
        command = .join(try words.map(lookup.request))
      case "leave":
        command = .leave(try lookup.request(try only("诉求编号")), reason: reason)
      case "amend":
        let matter = try matter ?? lookup.line(id).item.matter
        command = .amend(title: try only("新题目"), matter: matter)
      case "merge": command = .merge(into: try lookup.item(try only("并入的议题")))
      case "withdraw":
        guard words.isEmpty else { throw UsageProblem("withdraw 后面不写别的，原因写 --reason") }
        command = .withdraw(reason: reason)
      default: throw UsageProblem("「\(step)」看不懂，可写 join、leave、amend、merge、withdraw")
      }
      let item = try lookup.session.store.perform(
        command, on: id, in: lookup.session.scope, by: actor, at: lookup.now)
      try surroundings.say(
        "\(item.name)：\(command.title)，已记下；现有诉求 \(item.sources.count) 件", item, lookup,
        json: json)
    }
  }

  private func only(_ what: String) throws -> String {
    guard words.count == 1 else { throw UsageProblem("\(step) 后面写一个\(what)") }
    return words[0]
  }
}

/// `juwei council task`: what a resolution gave out.
struct CouncilTaskCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "task", abstract: "决议的交办：列出，办好、不办了、改期换人。",
    discussion: """
      全部办好以后议题办结，诉求处置完成，去告知居民。

      例：
        juwei council task 议1
        juwei council task 议1 1 done --words 已疏通 --as 王芳
        juwei council task 议1 1 dropped --words 业委会自己修了 --as 王芳
        juwei council task 议1 1 change --due 12-5 --person 周宁 --words 等配件 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("议题。", valueName: "议题"))
  var number: String

  @Argument(help: ArgumentHelp("第几项；不写就列出。", valueName: "第几项"))
  var index: Int?

  @Argument(help: ArgumentHelp("done、dropped、change。", valueName: "做什么"))
  var step: String?

  @Option(help: ArgumentHelp("办得怎样，或原因。", valueName: "文字"))
  var words = ""

  @Option(help: ArgumentHelp("change：改到几时。", valueName: "时间"))
  var due: String?

  @Option(help: ArgumentHelp("change：换谁办。", valueName: "姓名"))
  var person: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    guard let index else {
      return try surroundings.readingCouncil(shared) { lookup in
        let line = try lookup.line(try lookup.item(number))
        guard !json else { return surroundings.say(lookup.document.value(of: line).text()) }
        for text in lookup.document.taskLines(of: line) { surroundings.say(Sanitizer.line(text)) }
      }
    }
    try surroundings.writingCouncil(shared) { lookup, actor in
      let id = try lookup.item(number)
      let tasks = try lookup.line(id).tasks
      guard tasks.indices.contains(index - 1) else {
        throw CommandFailure("议题只有 \(tasks.count) 项交办；没有改动任何数据")
      }
      let task = tasks[index - 1]
      let command: TaskCommand
      switch step {
      case "done": command = .settle(TaskSettlement(task.id, .done, words: words))
      case "dropped": command = .settle(TaskSettlement(task.id, .dropped, words: words))
      case "change":
        let rules = try lookup.session.store.rules(of: lookup.session.scope).deadlines
        let limit = due.map { SpokenMoment.limit($0, from: lookup.now, under: rules) }
        if let limit, limit == nil { throw UsageProblem("时间「\(due ?? "")」看不懂；写成 12-5 或 12-5 9:00") }
        let who = try person.map { try NameLookup(directory: lookup.session.directory).person($0) }
        command = .change(
          TaskChange(
            task.id, person: who ?? task.person, dueAt: (limit ?? nil) ?? task.dueAt,
            reason: words))
      default: throw UsageProblem("写成 juwei council task 议1 1 done（或 dropped、change）")
      }
      try lookup.session.store.perform(
        command, in: lookup.session.scope, seen: task, by: actor, at: lookup.now)
      let line = try lookup.line(id)
      let open = line.tasks.count(where: \.isOpen)
      let after =
        line.item.status == .settled
        ? "议题办结；诉求处置完成，请逐件告知居民（juwei do 编号 feedback）"
        : "还有 \(open) 项没办好"
      try surroundings.say("交办已记下；\(after)", line.item, lookup, json: json)
    }
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei whistle`: 吹哨, from the command line.
struct WhistleCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "whistle",
    abstract: "吹哨：请城管、房管、电力等单位限时报到，记承诺、跟进、上报、收哨，定常态措施。",
    discussion: """
      吹哨写编号（20261121-01）、编号的末尾，或事由的一部分。时间写 今天16:00、明天、11-25 9:00；只写日子就是那天下班。

      例：
        juwei whistle blow 南门夜间烧烤占道 --units 城管中队、派出所 --level orange --for 007 --as 王芳
        juwei whistle check-in 01 城管中队 --who 刘队长 --at 20:10
        juwei whistle undertake 01 城管中队 每晚巡查到月底 --due 11-30
        juwei whistle report 01
        juwei whistle measure 01 疏通南门雨水井 --every 每季度 --first 12-01
        juwei whistle close 01 --result solved --note '摊位已清，每晚有人巡查'
      """,
    subcommands: [
      WhistleListCommand.self, WhistleShowCommand.self, WhistleBlowCommand.self,
      WhistleCallCommand.self, WhistleCheckInCommand.self, WhistleUndertakeCommand.self,
      WhistleSettleCommand.self, WhistleFollowCommand.self, WhistleSuperviseCommand.self,
      WhistleReportCommand.self, WhistleMoveCommand.self, WhistleJoinCommand.self,
      WhistleLeaveCommand.self, WhistleMeasureCommand.self, WhistleMeasuresCommand.self,
      WhistleCloseCommand.self, WhistleUnitsCommand.self,
    ], defaultSubcommand: WhistleListCommand.self)
}

/// Which whistle a command is about, and how it answers.
struct WhistleOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("哪次吹哨：编号、编号的末尾，或事由的一部分。", valueName: "吹哨"))
  var whistle: String

  @Flag(help: "输出 JSON。")
  var json = false

  /// The whistle that is meant: one that goes on before one that is over.
  func find(in session: Session, openOnly: Bool = false) throws -> Whistle {
    let typed = whistle.tidied
    let all = try session.store.whistles(of: session.scope, withClosed: !openOnly)
    let tests: [(Whistle) -> Bool] = [
      { $0.isOpen && $0.number == typed }, { $0.number == typed },
      { $0.isOpen && WhistleOptions.isEnd(typed, of: $0.number) },
      { $0.isOpen && $0.order.title.contains(typed) },
      { WhistleOptions.isEnd(typed, of: $0.number) }, { $0.order.title.contains(typed) },
    ]
    for test in tests where !typed.isEmpty {
      let found = all.filter(test)
      if found.count == 1, let only = found.first { return only }
      guard found.isEmpty else {
        let names = found.prefix(12).map { "\($0.number) \($0.order.title)" }
          .joined(separator: "；")
        throw CommandFailure("「\(typed)」对应几次吹哨：\(Privacy.masked(names))。请写完整的编号；没有改动任何数据")
      }
    }
    throw CommandFailure(
      openOnly
        ? "没有进行中的吹哨「\(typed)」；juwei whistle list 看有哪些，没有改动任何数据"
        : "没有吹哨「\(typed)」；juwei whistle list --all 看有哪些")
  }

  /// `1` is `20261121-01`, `21-1` is not guessed.
  private static func isEnd(_ typed: String, of number: String) -> Bool {
    guard typed.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "-" }) else { return false }
    if typed.count == 1 { return number.hasSuffix("-0" + typed) }
    return number.hasSuffix("-" + typed) || typed.contains("-") && number.hasSuffix(typed)
  }
}

/// Prints whistles.
struct WhistlePrinter {
  let session: Session
  let surroundings: Surroundings

  private var now: Instant { surroundings.clock.now }

  func document(_ whistle: Whistle) throws -> JSONValue {
    WhistleDocument(
      whistle: whistle, directory: session.directory,
      rules: try session.store.rules(of: session.scope).deadlines, now: now
    ).value
  }

  /// What was done, in a line, or the whole as JSON.
  func say(_ words: String, _ whistle: Whistle, asJSON: Bool) throws {
    guard !asJSON else { return surroundings.say(try document(whistle).text()) }
    let step = whistle.step(under: try session.store.rules(of: session.scope).deadlines)
    let next = step.map { "；下一步 \($0.what) \($0.dueAt.nearText(relativeTo: now))" } ?? ""
    surroundings.say(
      Sanitizer.text(
        "\(whistle.number) \(Privacy.masked(whistle.order.title))：\(words)，\(whistle.standing(at: now))\(Privacy.masked(next))"
      ))
  }

  /// Everything about one.
  func show(_ whistle: Whistle) {
    surroundings.say(
      Sanitizer.text(WhistleText(whistle: whistle, directory: session.directory, now: now).plain))
  }
}

extension Surroundings {
  /// Does something to a whistle that goes on, and says what came of it.
  func performing(
    _ options: WhistleOptions, _ shared: SharedOptions, openOnly: Bool = true,
    _ command: (WritingSession, Whistle) throws -> WhistleCommand
  ) throws {
    try writing(shared) { writing in
      let session = writing.session
      let whistle = try options.find(in: session, openOnly: openOnly)
      let step = try command(writing, whistle)
      let next = try session.store.perform(
        step, on: whistle.id, expecting: nil, in: session.scope, by: writing.actor, at: clock.now)
      try WhistlePrinter(session: session, surroundings: self)
        .say("已\(step.kind.title)", next, asJSON: options.json)
    }
  }

  /// A limit that was typed.
  func limit(_ typed: String, in session: Session) throws -> Instant {
    let rules = try session.store.rules(of: session.scope).deadlines
    guard let due = SpokenMoment.limit(typed, from: clock.now, under: rules) else {
      throw UsageProblem("时间「\(typed)」看不懂；请写 今天16:00、明天17:00、11-25 或 11-25 9:00")
    }
    return due
  }
}

/// `juwei whistle list`.
struct WhistleListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出进行中的吹哨，先到期的在前。")

  @OptionGroup var shared: SharedOptions
  @Flag(help: "已收哨的也列。")
  var all = false
  @Flag(help: "只列过了时限没有报到的单位。")
  var unanswered = false
  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有吹哨可看") }
      if unanswered { return try listUnanswered(session, surroundings) }
      let now = surroundings.clock.now
      let rules = try session.store.rules(of: session.scope).deadlines
      let whistles = try session.store.whistles(of: session.scope, withClosed: all)
      let printer = WhistlePrinter(session: session, surroundings: surroundings)
      if json {
        return surroundings.say(
          JSONValue.array(try whistles.map { try printer.document($0) }).text())
      }
      guard !whistles.isEmpty else { return surroundings.say("没有进行中的吹哨") }
      var table = TextTable(
        headers: ["编号", "级别", "现状", "下一步", "事由"], columns: surroundings.columns)
      for whistle in whistles {
        let step = whistle.step(under: rules)
        table.rows.append([
          whistle.number, whistle.order.level.title, whistle.standing(at: now),
          step.map {
            ($0.dueAt < now ? "超时 " : "") + $0.dueAt.shortText(relativeTo: now)
              + " " + TextLayout.clip(Privacy.masked($0.what), columns: 24)
          } ?? "", Privacy.masked(whistle.order.title),
        ])
      }
      table.lines.forEach(surroundings.say)
    }
  }

  private func listUnanswered(_ session: Session, _ surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    let lines = try session.store.unansweredWhistles(of: session.scope, at: now)
    if json {
      return surroundings.say(
        JSONValue.array(
          lines.map {
            .object([
              "whistle": .string($0.whistle.text), "title": .string(Privacy.masked($0.title)),
              "level": .string($0.level.rawValue), "unit": .string($0.unit),
              "dueAt": .string($0.dueAt.iso8601), "reportedAt": .optional($0.reportedAt?.iso8601),
              "keeper": .string(session.directory.name(of: $0.keeper)),
            ])
          }
        ).text())
    }
    guard !lines.isEmpty else { return surroundings.say("吹了哨的单位都按时报到了，或还没有到时限") }
    for line in lines {
      surroundings.say(
        Sanitizer.line(
          "\(line.unit) 超 \(durationText(seconds: line.dueAt.seconds(since: now)))：\(Privacy.masked(line.title))"
            + (line.reportedAt == nil ? "" : "（已上报街镇）")))
    }
  }
}

/// `juwei whistle show`.
struct WhistleShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一次吹哨的全文和经过，或打印吹哨单。",
    discussion: """
      例：
        juwei whistle show 01
        juwei whistle show 01 --html --out 吹哨单.html
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: WhistleOptions
  @Flag(help: "输出按 A4 打印的吹哨单。")
  var html = false
  @Option(help: ArgumentHelp("写进这个文件；不写则打印出来。", valueName: "文件"))
  var out: String?
  @Flag(help: "已有这个文件时覆盖它。")
  var force = false

  func validate() throws {
    guard !(html && options.json) else { throw ValidationError("--json、--html 只能写一个") }
    guard !force || out != nil else { throw ValidationError("--force 要和 --out 一起用") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有吹哨可看") }
      let whistle = try options.find(in: session)
      let printer = WhistlePrinter(session: session, surroundings: surroundings)
      let now = surroundings.clock.now
      let text =
        if options.json {
          try printer.document(whistle).text() + "\n"
        } else if html {
          WhistlePage(whistle: whistle, directory: session.directory, now: now).page.text
        } else {
          Sanitizer.text(
            WhistleText(whistle: whistle, directory: session.directory, now: now).plain) + "\n"
        }
      guard let out else { return surroundings.output.write(text) }
      try TextFile.write(text, to: out, replacing: force)
      surroundings.say("已写到 \(out)")
    }
  }
}

/// `juwei whistle measures`.
struct WhistleMeasuresCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "measures", abstract: "列出常态措施和各自的下一次；办好一次，或停止。",
    discussion: """
      例：
        juwei whistle measures
        juwei whistle measures --done 疏通 --note '四口井都通了'
        juwei whistle measures --stop 疏通 --note '已改造成大口径'
      """)

  @OptionGroup var shared: SharedOptions
  @Option(help: ArgumentHelp("这一次办好了的措施（名称的一部分）；下一次自己回来。", valueName: "措施"))
  var done: String?
  @Option(help: ArgumentHelp("以后不办了的措施（名称的一部分），要用 --note 写原因。", valueName: "措施"))
  var stop: String?
  @Option(help: ArgumentHelp("说明。", valueName: "文字"))
  var note: String?
  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    guard done == nil || stop == nil else { throw ValidationError("--done、--stop 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    guard let typed = done ?? stop else { return try list(in: surroundings) }
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let all = try session.store.standingMeasures(of: session.scope)
      let found = all.filter { $0.task.title.contains(typed.tidied) }
      guard let only = found.first, found.count == 1 else {
        throw CommandFailure(
          found.isEmpty
            ? "没有常态措施「\(typed)」；juwei whistle measures 看有哪些，没有改动任何数据"
            : "「\(typed)」对应几项：\(Privacy.masked(found.map(\.task.title).joined(separator: "、")))。请多写几个字；没有改动任何数据"
        )
      }
      _ = try session.store.perform(
        .settle(
          TaskSettlement(only.task.id, done == nil ? .dropped : .done, words: note ?? "")),
        in: session.scope, seen: only.task, by: writing.actor, at: surroundings.clock.now)
      try print(session, surroundings)
    }
  }

  private func list(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区") }
      try print(session, surroundings)
    }
  }

  private func print(_ session: Session, _ surroundings: Surroundings) throws {
    let measures = try session.store.standingMeasures(of: session.scope)
    if json {
      return surroundings.say(
        JSONValue.array(measures.map { $0.value(in: session.directory) }).text())
    }
    guard !measures.isEmpty else { return surroundings.say("没有常态措施") }
    let now = surroundings.clock.now
    var table = TextTable(
      headers: ["多久", "下一次", "上次办好", "谁办", "做什么"], columns: surroundings.columns)
    for measure in measures {
      let task = measure.task
      table.rows.append([
        task.recurrence?.title ?? "",
        (task.dueAt < now ? "超时 " : "") + task.dueAt.shortText(relativeTo: now),
        measure.lastDoneAt?.shortText(relativeTo: now) ?? "—",
        session.directory.name(of: task.person), Privacy.masked(task.title),
      ])
    }
    table.lines.forEach(surroundings.say)
  }
}

/// `juwei whistle units`.
struct WhistleUnitsCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "units",
    abstract: "列出吹哨单位、联动和各级报到时限，或换成改好的一份。",
    discussion: """
      例：
        juwei whistle units > 吹哨单位.txt
        juwei whistle units --set 吹哨单位.txt --as 李建国
      """)

  @OptionGroup var shared: SharedOptions
  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    guard let file else {
      return try surroundings.reading(shared) { session in
        let book = try session.map { try $0.store.rules(of: $0.scope).whistles }
        surroundings.say((book ?? .standard).text)
      }
    }
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: WhistleBook
    do {
      book = try WhistleBook(text: String(decoding: text.utf8, as: UTF8.self).tidied)
    } catch {
      throw CommandFailure("\(error.message)。没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setWhistleBook(
        book, of: writing.session.scope, by: writing.actor)
      surroundings.say("已换上 \(book.units.count) 家吹哨单位；已经吹的哨不变")
    }
  }
}

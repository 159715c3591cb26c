import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei patrol list`.
struct PatrolListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "近几天的轮次：打了几项、发现几处、登记了没有。")

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("看多少天的；不写是 7 天。", valueName: "天数"))
  var days = 7

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    guard (1...366).contains(days) else { throw ValidationError("--days 写 1 到 366") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { return json ? surroundings.say("[]") : surroundings.say("还没有开过检查单") }
      let now = surroundings.clock.now
      let since = now.day.adding(days: -days).start
      let recent = try session.store.rounds(
        of: session.scope, from: since, until: now.adding(minutes: 60))
      // What was begun long ago and goes on is not forgotten.
      let open = try session.store.openRounds(of: session.scope).filter { round in
        !recent.contains { $0.id == round.id }
      }
      let rounds = (open + recent).reversed()
      if json {
        let document = RoundDocument(directory: session.directory)
        return surroundings.say(
          JSONValue.array(rounds.map { document.value(of: $0) }).text())
      }
      guard !rounds.isEmpty else {
        surroundings.say("近 \(days) 天没有开过检查单；开一轮：juwei patrol start 夜巡")
        return
      }
      let table = TextTable(
        headers: ["开始", "谁", "编号", "情况"],
        rows: rounds.map { round in
          [
            round.startedAt.nearText(relativeTo: now),
            round.people.map(session.directory.name(of:)).joined(separator: "、"), round.shortID,
            round.summary + (round.request.map { "（\($0.number)）" } ?? ""),
          ]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
    }
  }
}

/// `juwei patrol show`.
struct PatrolShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一轮：每一项谁什么时候到的，发现了什么；不写就是最近一轮。",
    discussion: """
      例：
        juwei patrol show
        juwei patrol show --round 五必查 --json
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: RoundOptions

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库是空的，还没有开过检查单") }
      let round = try options.any(in: session, at: surroundings.clock.now)
      RoundPrinter(session: session, surroundings: surroundings)
        .say(round, asJSON: options.json, whole: true)
    }
  }
}

/// `juwei patrol templates`.
struct PatrolTemplatesCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "打印检查单和阶梯的文本，或换成改好的一份。",
    discussion: """
      换上时有一行看不懂就整份不换；已经开始的轮次不受影响。

      例：
        juwei patrol templates > 检查单.txt
        juwei patrol templates --set 检查单.txt --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件；- 为标准输入。", valueName: "文件"))
  var file: String?

  func run(in surroundings: Surroundings) throws {
    guard let file else { return try show(in: surroundings) }
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: ChecklistBook
    do {
      book = try ChecklistBook(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。检查单没有换，仍用原来的")
    }
    try surroundings.writing(shared) { writing in
      try writing.session.store.setChecklists(book, of: writing.session.scope, by: writing.actor)
      surroundings.say("已换上 \(book.checklists.count) 张检查单")
    }
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(ChecklistBook.standardText)
    }
    try surroundings.reading(shared) { session in
      let book = try session.map { try $0.store.rules(of: $0.scope).checklists }
      surroundings.say((book ?? .standard).text)
    }
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

extension Concern {
  /// Reads a word of the command line: the Chinese word, the short one or the name in `--json`.
  init?(typed text: String) {
    let word = text.tidied
    guard
      let found = Concern.allCases.first(where: {
        [$0.rawValue, $0.title, $0.short].contains(word)
      })
    else { return nil }
    self = found
  }

  static let words = Concern.allCases.map(\.title).joined(separator: "、")
}

/// `juwei supervise areas`: the figures.
struct SuperviseAreasCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "areas",
    abstract: "督办数字：按片区、居民区，或一个居民区的楼组。",
    discussion: """
      街镇督导看到全部居民区，其他人看到自己的。写 -n 居民区 时列出它的各楼组。只数未结的；一件可以在几栏里。

      例：
        juwei supervise areas --as 周督导
        juwei supervise areas -n 瑞和 --as 周督导
        juwei supervise areas --json --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.reading(shared, takesFirst: true) { session in
      guard let session else { return surroundings.say(json ? "{}" : "还没有居民区") }
      let viewer = try session.overseer()
      let survey = try session.store.supervision(for: viewer, now: now)
      guard !json else {
        return surroundings.say(SupervisionDocument.value(of: survey).text())
      }
      let isNamed = surroundings.requestedPlace(shared) != nil || survey.homes.count == 1
      let lines = survey.lines(of: isNamed ? .neighborhood(session.scope) : .everywhere)
      let table = TextTable(
        headers: ["", "未结", "要督办"] + Concern.allCases.map(\.short) + ["超时最久"],
        rows: lines.map { line in
          [
            String(repeating: "  ", count: line.indent) + line.name, "\(line.tally.open)",
            "\(line.tally.concerned)",
          ] + Concern.allCases.map { "\(line.tally[$0])" }
            + [line.tally.latest > 0 ? durationText(seconds: line.tally.latest) : "—"]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
      surroundings.say("")
      for home in survey.homes {
        for unit in home.absent {
          surroundings.say(
            "哨响未到：\(home.neighborhood.name) \(unit.unit) · \(Privacy.masked(unit.title)) · "
              + "超\(durationText(seconds: now.seconds(since: unit.dueAt)))"
              + (unit.isReported ? " · 已报街镇" : ""))
        }
      }
      for concern in Concern.allCases {
        surroundings.say(
          "\(concern.title)：\(concern.explanation(stalledDays: survey.homes.first?.stalledDays ?? 3))"
        )
      }
    }
  }
}

/// `juwei supervise list`: the requests behind a figure.
struct SuperviseListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "要督办的诉求：超时多久、在谁手上、为什么。",
    discussion: """
      最急的在前面，最多 \(SupervisedList.most) 件。可写 --concern \(Concern.words)；不写则全部。

      例：
        juwei supervise list --as 周督导
        juwei supervise list --concern 不认可 -n 瑞和 --as 周督导
        juwei supervise list --concern 压着不动 --json --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪一种，见上。", valueName: "哪一种"))
  var concern: String?

  @Option(help: ArgumentHelp("只看这个片区的。", valueName: "片区"))
  var area: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    let wanted = try concern.map { text in
      guard let found = Concern(typed: text) else {
        throw UsageProblem("没有「\(text)」这一种；可写\(Concern.words)")
      }
      return found
    }
    try surroundings.reading(shared, takesFirst: true) { session in
      guard let session else { return surroundings.say(json ? "[]" : "还没有居民区") }
      let viewer = try session.overseer()
      var place = SupervisionPlace.everywhere
      if surroundings.requestedPlace(shared) != nil { place = .neighborhood(session.scope) }
      if let area { place = .area(area.tidied) }
      let list = try session.store.supervised(
        at: place, concern: wanted, for: viewer, now: now)
      guard !json else {
        return surroundings.say(
          JSONValue.array(
            try list.rows.map { row in
              SupervisionDocument.value(
                of: row, in: try session.store.directory(of: row.neighborhood.id), now: now,
                filesFolder: session.store.filesFolder)
            }
          ).text())
      }
      surroundings.say(
        "\(wanted?.title ?? "要督办的") \(list.total) 件"
          + (list.total > list.rows.count ? "，列出 \(list.rows.count) 件" : ""))
      guard !list.rows.isEmpty else { return }
      let table = TextTable(
        headers: ["编号", "居民区", "下一步", "在谁手上", "地点", "诉求", "为什么"],
        rows: list.rows.map { one in
          [
            one.row.number, one.neighborhood.name,
            one.row.obligation.map {
              "\($0.kind.title) \(Words.deadline($0.dueAt, at: now))"
            } ?? "", one.owner, Privacy.masked(one.place), Privacy.masked(one.row.text),
            one.concerns.all.map(\.short).joined(separator: " "),
          ]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(Sanitizer.text(line)) }
    }
  }
}

extension Session {
  /// Who looks; without a name whoever may: a database of one 居民区 is read by anybody at the computer.
  func overseer() throws -> PersonID {
    if let person { return person.id }
    guard let member = directory.people.first(where: \.isActive) else {
      throw CommandFailure("「\(directory.neighborhood.name)」还没有人员，没有可看的")
    }
    return member.id
  }
}

/// `juwei supervise ask`: a question or an instruction on a request.
struct SuperviseAskCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "督办问询或要求：进居民区的队列，带答复期限；答复回到督办。",
    discussion: """
      只有书记和街镇督导可以。答复、阅结、退回用 juwei do 编号 answer-inquiry、close-inquiry。

      例：
        juwei supervise ask 007 '为什么三天没有到场？' --until 明天17:00 -n 瑞和 --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("诉求编号。", valueName: "编号"))
  var number: String

  @Argument(help: ArgumentHelp("问什么，或要求怎么办。", valueName: "话"))
  var words: String

  @Option(help: ArgumentHelp("几时前答复：2h、明天17:00、2026-11-23T09:00；不写为下一个工作日下班前。", valueName: "时间"))
  var until: String?

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let detail = try session.store.detail(number: number.tidied, in: session.scope)
      let particulars = StepParticulars(words: words, until: until)
      try particulars.check(for: .inquire)
      let command = try particulars.command(
        .inquire, on: detail.request, in: session, at: now)
      let next = try session.store.perform(
        command, on: detail.request.id, expecting: nil, by: writing.actor, at: now)
      let due = next.request.owedInquiries.last?.order.dueAt
      surroundings.say(
        "已问 \(next.request.number)"
          + (due.map { "，\($0.nearText(relativeTo: now)) 前答复" } ?? ""))
    }
  }
}

/// `juwei supervise levels`: 督办层级.
struct SuperviseLevelsCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "levels",
    abstract: "打印督办层级（到期前后提醒谁），或换成改好的一份；也看一件诉求提醒过谁。",
    discussion: """
      同一件事每一条只提醒一次；那时不在班的，上班以后打开值班台再提醒；夜里谁也不提醒。
      换上时有一行看不懂就整份不换，并报出行号。街镇督导加 --all 给全部居民区换上。

      例：
        juwei supervise levels > 督办层级.txt
        juwei supervise levels --set 督办层级.txt --as 李建国
        juwei supervise levels --set 督办层级.txt --all --as 周督导
        juwei supervise levels --of 007
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的；- 为标准输入。", valueName: "文件"))
  var file: String?

  @Flag(help: "给您能进的全部居民区换上。")
  var all = false

  @Option(help: ArgumentHelp("看这件诉求提醒过谁。", valueName: "编号"))
  var of: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    guard file == nil || of == nil else { throw ValidationError("--set 和 --of 只能写一个") }
    guard !all || file != nil else { throw ValidationError("--all 要和 --set 一起用") }
  }

  func run(in surroundings: Surroundings) throws {
    if let file { return try replace(file, in: surroundings) }
    let now = surroundings.clock.now
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) || of != nil else {
      return surroundings.say(EscalationBook.standard.text)
    }
    try surroundings.reading(shared) { session in
      guard let session else { return surroundings.say(EscalationBook.standard.text) }
      guard let of else {
        let book = try session.store.rules(of: session.scope).escalation
        return surroundings.say(
          json ? SupervisionDocument.value(of: book).text() : book.text)
      }
      let detail = try session.store.detail(number: of.tidied, in: session.scope)
      let notices = try session.store.escalations(of: detail.request.id)
      guard !json else {
        return surroundings.say(
          JSONValue.array(
            notices.map { SupervisionDocument.value(of: $0, in: session.directory) }
          ).text())
      }
      guard !notices.isEmpty else {
        return surroundings.say("\(detail.request.number) 还没有按督办层级提醒过谁")
      }
      for notice in notices {
        surroundings.say(
          "\(notice.at.nearText(relativeTo: now)) 提醒 \(session.directory.name(of: notice.person))："
            + "\(notice.obligation.title) \(notice.dueAt.nearText(relativeTo: now)) 到期（\(notice.level)）"
        )
      }
    }
  }

  private func replace(_ file: String, in surroundings: Surroundings) throws {
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let book: EscalationBook
    do {
      book = try EscalationBook(text: String(decoding: text.utf8, as: UTF8.self))
    } catch {
      throw CommandFailure("\(error.message)。督办层级没有换，仍用原来的")
    }
    try surroundings.writing(shared, takesFirst: all) { writing in
      let session = writing.session
      let homes = all ? try session.reach() : [session.directory.neighborhood]
      for home in homes {
        try session.store.setEscalationBook(book, of: home.id, by: writing.actor)
      }
      surroundings.say(
        "已换上 \(book.levels.count) 条督办层级：\(homes.map(\.name).joined(separator: "、"))")
    }
  }
}

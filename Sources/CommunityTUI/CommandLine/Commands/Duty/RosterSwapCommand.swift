import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei roster swap`: 换班.
struct RosterSwapCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "swap",
    abstract: "换班：列出、提出、同意、不同意、撤回。",
    discussion: """
      不写别的就列出等答复的和最近的换班。班次写「日期 班次」，编号用列表里的前几位。

      例：
        juwei roster swap
        juwei roster swap ask '11月25日 错时' 周宁 --for '11月27日 错时' --reason 家长会 --as 王芳
        juwei roster swap ask '11月25日 错时' 周宁 --as 王芳
        juwei roster swap agree 0199 --as 周宁
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("list、ask、agree、decline、withdraw。", valueName: "做什么"))
  var step = "list"

  @Argument(help: ArgumentHelp("ask：哪个班、跟谁；其余：换班的编号。", valueName: "内容"))
  var words: [String] = []

  @Option(name: .customLong("for"), help: ArgumentHelp("拿对方的哪个班来换；不写就是替班。", valueName: "班次"))
  var taken: String?

  @Option(help: ArgumentHelp("谁的班要换；不写就是您自己的。", valueName: "姓名"))
  var giver: String?

  @Option(help: ArgumentHelp("原因或答复时说的话。", valueName: "文字"))
  var reason: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    if step != "ask", taken != nil || giver != nil {
      throw UsageProblem("--for、--giver 只和 ask 一起写")
    }
    let said = reason ?? ""
    switch step {
    case "list":
      guard words.isEmpty, reason == nil else {
        throw UsageProblem("list 列出全部，后面不写别的")
      }
      try list(in: surroundings)
    case "ask": try ask(in: surroundings)
    case "agree": try answer(.agree(words: said), in: surroundings)
    case "decline": try answer(.decline(words: said), in: surroundings)
    case "withdraw": try answer(.withdraw(words: said), in: surroundings)
    default:
      throw UsageProblem("「\(step)」看不懂，可写 list、ask、agree、decline、withdraw")
    }
  }

  private func known(_ session: Session, _ now: Instant) throws -> [Swap] {
    try session.store.swaps(
      of: session.scope, from: now.day.adding(days: -14), through: now.day.adding(days: 60))
  }

  private func list(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有换班") }
      let swaps = try known(session, now)
      if json {
        let documents = swaps.map {
          RosterSwapCommand.document(of: $0, in: session.directory, at: now)
        }
        return surroundings.say(JSONValue.array(documents).text())
      }
      guard !swaps.isEmpty else { return surroundings.say("没有换班") }
      var table = TextTable(headers: ["编号", "怎样", "换班"])
      table.rows = swaps.map { swap in
        [
          swap.id.text, swap.state(at: now).title,
          swap.order.text(in: session.directory, relativeTo: now.day)
            + (swap.order.reason.isEmpty ? "" : "（\(Privacy.masked(swap.order.reason))）"),
        ]
      }
      surroundings.say(table.lines.joined(separator: "\n"))
    }
  }

  private func ask(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    guard words.count == 2 else {
      throw UsageProblem("写成 juwei roster swap ask '11月25日 错时' 周宁")
    }
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let other = try person(words[1], session)
      let own = try giver.map { try person($0, session) } ?? writing.actor.person
      let order = SwapOrder(
        giver: own, given: try shift(words[0], of: own, session, now), taker: other,
        taken: try taken.map { try shift($0, of: other, session, now) }, reason: reason ?? "")
      let swap = try session.store.ask(order, in: session.scope, by: writing.actor, at: now)
      say(swap, session, "换班已提出，等\(session.directory.name(of: other))答复", surroundings)
    }
  }

  private func answer(_ command: SwapCommand, in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    guard words.count == 1, let wanted = words.first, !wanted.isEmpty else {
      throw UsageProblem("后面写换班的编号，juwei roster swap 列出全部")
    }
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let found = try known(session, now).filter { $0.id.text.hasPrefix(wanted) }
      guard found.count == 1, let swap = found.first else {
        throw CommandFailure(
          found.isEmpty
            ? "没有编号「\(wanted)」的换班；没有改动任何数据" : "「\(wanted)」对应 \(found.count) 次换班，请多写几位；没有改动任何数据")
      }
      let next = try session.store.perform(
        command, on: swap.id, expecting: nil, in: session.scope, by: writing.actor, at: now)
      let done =
        next.answer?.kind == .agreed ? "已同意，值班表已经改好" : "\(next.state(at: now).title)，值班表不动"
      say(next, session, done, surroundings)
    }
  }

  private func say(
    _ swap: Swap, _ session: Session, _ words: String, _ surroundings: Surroundings
  ) {
    let now = surroundings.clock.now
    guard !json else {
      return surroundings.say(
        RosterSwapCommand.document(of: swap, in: session.directory, at: now).text())
    }
    surroundings.say(
      "\(words)：\(swap.order.text(in: session.directory, relativeTo: now.day))  编号 \(swap.id.text)")
  }

  private func person(_ name: String, _ session: Session) throws -> PersonID {
    guard let person = session.directory.people.first(where: { $0.name == name.tidied }) else {
      throw CommandFailure("人员名册里没有「\(name)」；没有改动任何数据")
    }
    return person.id
  }

  /// The shift of somebody on a day: `11月25日 错时`, or the day alone where there is one only.
  private func shift(
    _ text: String, of person: PersonID, _ session: Session, _ now: Instant
  ) throws -> Shift {
    let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = parts.first, let day = DayText.day(first, near: now.day) else {
      throw UsageProblem("班次「\(text)」看不懂，写成 '11月25日 错时'")
    }
    let kind = parts.dropFirst().first
    if let kind, !ShiftKind.allCases.contains(where: { $0.title == kind }) {
      let titles = ShiftKind.allCases.map(\.title).joined(separator: "、")
      throw UsageProblem("没有「\(kind)」这种班次；可写：\(titles)")
    }
    let found = try session.store.shifts(of: session.scope, from: day, through: day).filter {
      $0.start.day == day && $0.people.contains(person) && (kind == nil || $0.kind.title == kind)
    }
    let name = session.directory.name(of: person)
    guard let only = found.first, found.count == 1 else {
      throw CommandFailure(
        found.isEmpty
          ? "\(name)在 \(text) 没有班次；没有改动任何数据"
          : "\(name)在 \(text) 有 \(found.count) 个班次，请写出哪一种；没有改动任何数据")
    }
    return only
  }

  /// A swap as `--json` shows it.
  static func document(
    of swap: Swap, in directory: CoreModel.Directory, at now: Instant
  ) -> JSONValue {
    .object([
      "id": .string(swap.id.text), "state": .string(swap.state(at: now).rawValue),
      "giver": .string(directory.name(of: swap.order.giver)),
      "given": SetupSheet.document(of: swap.order.given, in: directory),
      "taker": .string(directory.name(of: swap.order.taker)),
      "taken": swap.order.taken.map { SetupSheet.document(of: $0, in: directory) } ?? .null,
      "reason": .string(Privacy.masked(swap.order.reason)),
      "askedAt": .string(swap.askedAt.iso8601),
      "askedBy": .string(directory.name(of: swap.askedBy)),
      "answeredAt": .optional(swap.answer?.at.iso8601),
      "answeredBy": .optional(swap.answer.map { directory.name(of: $0.by) }),
      "words": .optional(swap.answer?.words),
    ])
  }
}

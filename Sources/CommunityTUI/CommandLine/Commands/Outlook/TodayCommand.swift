import ArgumentParser
import CoreModel
import Store

/// `juwei today`.
struct TodayCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "today",
    abstract: "今日小结：贴到微信群里的一段话，不带姓名、电话、室号。",
    discussion: """
      不写 --group 时是给全部楼组的一段。12345 工单、群租、违建等只计件数，不写是什么事。

      例：
        juwei today
        juwei today --group 12号楼
        juwei today --each
        juwei today --date 2026-11-20 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("只给这个楼组的群；可以写多次。", valueName: "楼组"))
  var group: [String] = []

  @Flag(help: "每个有事的楼组各写一段。")
  var each = false

  @Option(help: ArgumentHelp("哪一天，例如 2026-11-20；不写为今天。", valueName: "日期"))
  var date: String?

  @Flag(help: "输出 JSON：各段的件数和文字。")
  var json = false

  func validate() throws {
    if each, !group.isEmpty { throw ValidationError("--each 和 --group 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    let day = try OutlookDay.parse(date, now: now)
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有可以小结的") }
      let summary = try session.store.daySummary(of: session.scope, day: day, now: now)
      let groups = try chosen(of: summary, in: session)
      if json {
        return surroundings.say(
          JSONValue.object([
            "date": .string(day.iso8601), "asOf": .string(now.iso8601),
            "neighborhood": .string(session.directory.neighborhood.name),
            "summaries": .array(groups.map { document(of: $0, summary, session, now: now) }),
          ]).text())
      }
      guard !groups.isEmpty else {
        return surroundings.say("\(day.dateText(relativeTo: now.day))没有一个楼组有要说的事")
      }
      surroundings.say(
        groups.map { text(of: $0, summary, session, now: now) }.joined(separator: "\n\n"))
    }
  }

  private func chosen(of summary: DaySummary, in session: Session) throws -> [GroupID?] {
    if each {
      return session.directory.groups.map(\.id).filter { !summary.figures(of: $0).isEmpty }
    }
    let lookup = NameLookup(directory: session.directory)
    return group.isEmpty ? [nil] : try group.map { try lookup.group($0) }
  }

  private func text(
    of group: GroupID?, _ summary: DaySummary, _ session: Session, now: Instant
  ) -> String {
    let name = group.flatMap { session.directory.group($0)?.name }
    return summary.text(of: group, named: name ?? session.directory.neighborhood.name, now: now)
  }

  private func document(
    of group: GroupID?, _ summary: DaySummary, _ session: Session, now: Instant
  ) -> JSONValue {
    let figures = summary.figures(of: group)
    let place = group.flatMap { session.directory.group($0) }
    return .object([
      "group": .optional(place?.name), "weChatGroup": .optional(place?.weChatGroup),
      "received": .int(figures.received),
      "unanswered": .int(figures.progress[.unanswered] ?? 0),
      "underway": .int(figures.progress[.underway] ?? 0),
      "handled": .int(figures.progress[.handled] ?? 0),
      "closed": .int(figures.progress[.closed] ?? 0),
      "closedEarlier": .int(figures.closedOlder), "openEarlier": .int(figures.openOther),
      "text": .string(text(of: group, summary, session, now: now)),
    ])
  }
}

/// A day that a command is about.
enum OutlookDay {
  /// The day that was typed, today when none was.
  /// - Throws: ``UsageProblem`` for what is no day or has not come.
  static func parse(_ typed: String?, now: Instant) throws -> Day {
    guard let typed else { return now.day }
    guard let day = SpokenMoment(typed, from: now).flatMap({ $0.minute == nil ? $0.day : nil })
    else {
      throw UsageProblem("日期写成 2026-11-20 或 11月20日，不是「\(typed)」")
    }
    guard day <= now.day else { throw UsageProblem("\(day.dateText(relativeTo: now.day))还没有到") }
    return day
  }
}

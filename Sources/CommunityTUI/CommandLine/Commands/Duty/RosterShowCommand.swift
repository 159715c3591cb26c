import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei roster show`.
struct RosterShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "看一周或一个月的值班表，缺岗、重班写在下面。",
    discussion: """
      例：
        juwei roster show
        juwei roster show --week 11月23日 --by person
        juwei roster show --month 2026-12 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪一周，写其中一天，例如 11月23日；不写为本周。", valueName: "日期"))
  var week: String?

  @Option(help: ArgumentHelp("哪个月，例如 2026-12。", valueName: "年-月"))
  var month: String?

  @Option(help: ArgumentHelp("shift 按班次，person 按人。", valueName: "看法"))
  var by = "shift"

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let (first, last) = try days(today: surroundings.clock.now.day)
    guard ["shift", "person", "班次", "人"].contains(by) else {
      throw UsageProblem("--by 写 shift（按班次）或 person（按人），不是「\(by)」")
    }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有值班表") }
      let board = try session.store.rosterBoard(of: session.scope, from: first, through: last)
      let rules = try session.store.rules(of: session.scope)
      let problems = RosterProblems(
        shifts: board.shifts, leaves: board.leaves, directory: session.directory,
        book: rules.dutyBook, calendar: rules.deadlines.calendar
      ).found(from: first, through: last)
      let shifts = board.shifts.filter { first <= $0.start.day && $0.start.day <= last }
      if json {
        return surroundings.say(
          document(shifts, problems, board, session, surroundings.clock.now).text())
      }
      let today = surroundings.clock.now.day
      surroundings.say(
        "值班表 \(first.dateText(relativeTo: today))–\(last.dateText(relativeTo: today))")
      let lines =
        ["person", "人"].contains(by)
        ? byPerson(shifts, board, session, surroundings.clock.now)
        : byShift(shifts, session, today: today)
      surroundings.say(lines.joined(separator: "\n"))
      // A shift that was written twice has each of its problems twice, in the same words.
      var open: [String] = []
      for problem in problems where problem.end > surroundings.clock.now {
        let line =
          "  \(problem.day.dateText(relativeTo: today)) \(problem.day.weekdayText) "
          + "\(problem.title)：\(problem.text(in: session.directory))"
        if !open.contains(line) { open.append(line) }
      }
      surroundings.say("")
      guard !open.isEmpty else { return surroundings.say("往后没有缺岗和重班") }
      surroundings.say("要看的 \(open.count) 处：")
      for line in open { surroundings.say(line) }
    }
  }

  private func days(today: Day) throws -> (Day, Day) {
    if let month {
      guard week == nil else { throw UsageProblem("--week 和 --month 只写一个") }
      guard let chosen = ScoreMonth(text: month),
        let first = Day(year: chosen.year, month: chosen.month, day: 1)
      else { throw UsageProblem("月份写成 2026-11，不是「\(month)」") }
      return (first, first.firstOfNextMonth.adding(days: -1))
    }
    guard let day = week.map({ DayText.day($0, near: today) }) ?? today else {
      throw UsageProblem("日期「\(week ?? "")」看不懂，可写 11月23日、11-23、2026-11-23")
    }
    let monday = day.adding(days: 1 - day.weekday)
    return (monday, monday.adding(days: 6))
  }

  private func byShift(_ shifts: [Shift], _ session: Session, today: Day) -> [String] {
    guard !shifts.isEmpty else { return ["没有排班"] }
    var table = TextTable(headers: ["日期", "时间", "班次", "值班人", "备注"])
    var last: Day?
    for shift in shifts {
      let day = shift.start.day
      table.rows.append([
        day == last ? "" : "\(day.dateText(relativeTo: today)) \(day.weekdayText)",
        shift.hoursText, shift.kind.title,
        shift.people.map(session.directory.name(of:)).joined(separator: "、"), shift.note,
      ])
      last = day
    }
    return table.lines
  }

  private func byPerson(
    _ shifts: [Shift], _ board: RosterBoard, _ session: Session, _ now: Instant
  ) -> [String] {
    let hours = RosterHours(
      shifts, attendance: board.attendance, directory: session.directory, now: now)
    guard !hours.entries.isEmpty else { return ["没有排班"] }
    var table = TextTable(headers: ["姓名", "班次", "夜班", "周末节假", "排班", "签到", "哪几班"])
    for entry in hours.entries {
      let own = shifts.filter { $0.people.contains(entry.person) }.map {
        "\($0.start.day.components.day)日\($0.kind.title)"
      }
      table.rows.append([
        session.directory.name(of: entry.person), "\(entry.shifts)", "\(entry.nights)",
        "\(entry.daysOff)", RosterTable.hours(entry.planned), RosterTable.hours(entry.signed),
        own.joined(separator: " "),
      ])
    }
    return table.lines
  }

  private func document(
    _ shifts: [Shift], _ problems: [RosterProblem], _ board: RosterBoard, _ session: Session,
    _ now: Instant
  ) -> JSONValue {
    let hours = RosterHours(
      shifts, attendance: board.attendance, directory: session.directory, now: now)
    return .object([
      "from": .string(board.first.iso8601), "through": .string(board.last.iso8601),
      "shifts": .array(shifts.map { SetupSheet.document(of: $0, in: session.directory) }),
      "problems": .array(
        problems.map { problem in
          .object([
            "day": .string(problem.day.iso8601), "title": .string(problem.title),
            "isSevere": .bool(problem.isSevere), "isOver": .bool(problem.end <= now),
            "text": .string(problem.text(in: session.directory)),
            "shifts": .array(problem.shifts.map { .string($0.id.text) }),
          ])
        }),
      "swaps": .array(
        board.swaps.map { RosterSwapCommand.document(of: $0, in: session.directory, at: now) }),
      "people": .array(
        hours.entries.map { entry in
          .object([
            "name": .string(session.directory.name(of: entry.person)),
            "shifts": .int(entry.shifts), "nights": .int(entry.nights),
            "daysOff": .int(entry.daysOff), "plannedMinutes": .int(entry.planned),
            "signedMinutes": .int(entry.signed), "unsigned": .int(entry.unsigned),
          ])
        }),
    ])
  }
}

extension DeskRules {
  /// 值班规则 of the desk.
  var dutyBook: DutyBook { duty.book }
}

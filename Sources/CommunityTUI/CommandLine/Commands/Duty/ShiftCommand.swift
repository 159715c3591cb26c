import ArgumentParser
import CoreModel
import Store

/// `juwei shift`: who came to which shift.
struct ShiftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift",
    abstract: "值班签到、签退，看谁到了、谁没到。",
    discussion: """
      例：
        juwei shift
        juwei shift start --as 王芳
        juwei shift start --for 李强 --reason 李强发烧 --as 王芳
        juwei shift start --at 17:30 --reason 到岗时断网 --as 王芳
        juwei shift end --as 王芳
      """,
    subcommands: [ShiftShowCommand.self, ShiftStartCommand.self, ShiftEndCommand.self],
    defaultSubcommand: ShiftShowCommand.self)
}

/// `juwei shift show`.
struct ShiftShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "列出班次和签到情况；--days 往前看几天，连同各人工时。",
    discussion: """
      例：
        juwei shift show
        juwei shift show --days 30 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("从几天前看起，0 只看今天，最多 366。", valueName: "天数"))
  var days = 0

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    guard (0...366).contains(days) else { throw UsageProblem("--days 写 0 到 366") }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有班次可看") }
      let now = surroundings.clock.now
      let attendance = try session.store.attendance(
        of: session.scope, from: now.day.adding(days: -days), through: now.day)
      let document = AttendanceDocument(directory: session.directory, now: now)
      guard !json else {
        return surroundings.say(document.value(of: attendance).text())
      }
      guard !attendance.isEmpty else {
        return surroundings.say("这几天没有排班；在值班台按 S 排班，或用 juwei setup import 导入值班表")
      }
      let table = TextTable(
        headers: ["班次", "时间", "谁", "签到", "签退", "工时", "情况"],
        rows: attendance.flatMap { document.rows(of: $0) }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
      guard days > 0 else { return }
      surroundings.say("")
      let hours = attendance.minutesWorked(until: now).sorted {
        ($1.value, $0.key) < ($0.value, $1.key)
      }
      for (person, minutes) in hours {
        surroundings.say(
          "工时 \(session.directory.name(of: person)) \(durationText(seconds: minutes * 60))")
      }
    }
  }
}

/// What 签到 and 签退 take.
struct AttendanceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("替谁签；不写就是自己（--as）。", valueName: "姓名"))
  var person: String?

  @Option(help: ArgumentHelp("补签：实际时间，例如 17:30、次日06:00；要写原因。", valueName: "时间"))
  var at: String?

  @Option(help: ArgumentHelp("顶班、补签的原因。", valueName: "原因"))
  var reason: String = ""

  @Option(help: ArgumentHelp("哪一种班：日间、午间、错时、周末、夜巡、节假日；同时有几班时用。", valueName: "班次"))
  var kind: String?

  @Flag(help: "输出 JSON。")
  var json = false

  /// The shifts that are meant.
  func narrowed(_ shifts: [Attendance]) throws -> [Attendance] {
    guard let kind else { return shifts }
    guard
      let wanted = ShiftKind.allCases.first(where: {
        [$0.title, $0.rawValue].contains(kind.tidied)
      })
    else {
      let known = ShiftKind.allCases.map(\.title).joined(separator: "、")
      throw UsageProblem("没有「\(kind)」这种班；可以写：\(known)")
    }
    return shifts.filter { $0.shift.kind == wanted }
  }
}

/// `juwei shift start`.
struct ShiftStartCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "签到上班。",
    discussion: """
      不在这一班上的人来顶班，用 --for 写替谁、--reason 写为什么。

      例：
        juwei shift start --as 王芳
        juwei shift start --for 李强 --reason 李强发烧 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: AttendanceOptions

  @Option(name: .customLong("for"), help: ArgumentHelp("顶谁的班。", valueName: "姓名"))
  var instead: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let now = surroundings.clock.now
      let desk = AttendanceDesk(writing: writing, now: now)
      let person = try desk.person(options.person)
      let other = try instead.map { try desk.person($0) }
      let around = try options.narrowed(
        try desk.around().filter {
          $0.shift.start <= now.adding(minutes: Attendance.earliestMinutes)
        })
      let shift = try desk.shift(
        among: around, of: other ?? person, person: person, at: options.at)
      let moment = try options.at.map { try desk.moment($0, on: shift) }
      let entry = AttendanceEntry(
        person, at: moment, standsInFor: other, reason: options.reason)
      let attendance = try writing.session.store.perform(
        .signIn(entry), on: shift.id, in: writing.session.scope, by: writing.actor, at: now)
      if options.json {
        return surroundings.say(
          AttendanceDocument(directory: writing.session.directory, now: now)
            .value(of: attendance).text())
      }
      guard let stint = attendance.stints(of: person).last else { return }
      let late = stint.lateMinutes > 0 ? "，晚到 \(stint.lateMinutes) 分" : ""
      surroundings.say(
        "\(writing.session.directory.name(of: person)) 已签到 "
          + "\(stint.arrival.at.nearText(relativeTo: now))（\(shift.title(relativeTo: now))\(late)）")
    }
  }
}

/// `juwei shift end`.
struct ShiftEndCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "签退下班；还没有交班的会提醒。",
    discussion: """
      例：
        juwei shift end --as 王芳
        juwei shift end --at 20:00 --reason 忘了签退 --as 王芳
      """)

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: AttendanceOptions

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let now = surroundings.clock.now
      let desk = AttendanceDesk(writing: writing, now: now)
      let person = try desk.person(options.person)
      let around = try options.narrowed(try desk.around())
      // Where they are signed in, whatever this computer's clock says.
      let here = around.last { $0.isPresent(person) }?.shift
      let begun = around.filter { $0.shift.start <= now }
      let shift = try here ?? desk.shift(among: begun, of: person, person: person, at: nil)
      let moment = try options.at.map { try desk.moment($0, on: shift) }
      let entry = AttendanceEntry(person, at: moment, reason: options.reason)
      let attendance = try writing.session.store.perform(
        .signOut(entry), on: shift.id, in: writing.session.scope, by: writing.actor, at: now)
      guard let departure = attendance.stints(of: person).last?.departure else { return }
      let hours = durationText(seconds: attendance.minutes(of: person, until: now) * 60)
      if options.json {
        surroundings.say(
          AttendanceDocument(directory: writing.session.directory, now: now)
            .value(of: attendance).text())
      } else {
        surroundings.say(
          "\(writing.session.directory.name(of: person)) 已签退 "
            + "\(departure.at.nearText(relativeTo: now))（\(shift.title(relativeTo: now))，在岗 \(hours)）"
        )
      }
      let board = try writing.session.store.dutyBoard(of: writing.session.scope, now: now)
      if board.handover(of: shift.id) == nil, !board.isCovered(shift) {
        surroundings.remark("这一班还没有交班：juwei handover give --as \(writing.actor.name)")
      }
    }
  }
}

/// Finds the shift and the person that somebody means.
struct AttendanceDesk {
  let writing: WritingSession
  let now: Instant

  /// Everybody on a roster may be named, not only those who handle requests.
  func person(_ name: String?) throws -> PersonID {
    guard let name else { return writing.actor.person }
    let people = writing.session.directory.people
    guard let found = people.first(where: { $0.name == name.tidied }) else {
      throw StoreError.unknownPerson(name.tidied, known: people.filter(\.isActive).map(\.name))
    }
    return found.id
  }

  /// Shifts of the last days and up to tomorrow.
  func around() throws -> [Attendance] {
    try writing.session.store.dutyBoard(of: writing.session.scope, now: now).attendance
  }

  /// The moment that was typed.
  func moment(_ typed: String, on shift: Shift) throws -> Instant {
    guard let moment = shift.moment(typed: typed) else {
      throw UsageProblem("时间写成 17:30、次日06:00 或 2026-11-21T17:30，不是「\(typed)」")
    }
    return moment
  }

  /// The shift that somebody on the roster stands now, or, put down afterwards, stood at that time.
  func shift(
    among all: [Attendance], of owner: PersonID, person: PersonID, at typed: String?
  ) throws -> Shift {
    let running = all.filter { $0.shift.end > now }
    let own = all.filter { $0.everybody.contains(owner) }
    if typed != nil {
      let past = (own.isEmpty ? all : own).last { attendance in
        guard let moment = typed.flatMap({ attendance.shift.moment(typed: $0) }) else {
          return false
        }
        return moment >= attendance.shift.start.adding(minutes: -Attendance.earliestMinutes)
          && moment <= attendance.shift.end.adding(minutes: Attendance.forgottenMinutes)
          && moment <= now
      }
      if let past { return past.shift }
    }
    let fresh = own.filter { $0.shift.end > now }
    if let found = fresh.first(where: { $0.shift.isOn(at: now) && $0.stints(of: person).isEmpty })
      ?? fresh.first(where: { $0.stints(of: person).isEmpty }) ?? fresh.first
    {
      return found.shift
    }
    let on = running.filter { $0.shift.isOn(at: now) }
    if on.count == 1, let only = on.first { return only.shift }
    if on.count > 1 {
      let names = on.map { $0.shift.title(relativeTo: now) }.joined(separator: "、")
      throw CommandFailure("现在有几班：\(names)。请用 --kind 写明哪一班；没有记下")
    }
    if let last = own.last { return last.shift }
    throw CommandFailure(nothing(all))
  }

  private func nothing(_ all: [Attendance]) -> String {
    let directory = writing.session.directory
    let next = try? around().first { $0.shift.start > now }?.shift
    guard let next else { return "现在没有人当班，今明两天也没有排班；没有记下。先排班再签到（值班台按 S）" }
    let names = next.people.map(directory.name(of:)).joined(separator: "、")
    return "现在没有人当班，没有记下。下一班 \(next.title(relativeTo: now)) \(names)，最早提前"
      + " \(Attendance.earliestMinutes / 60) 小时签到"
  }
}

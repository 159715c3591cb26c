import ArgumentParser
import CoreModel
import Store

/// `juwei roster leave`: 请假与意愿.
struct RosterLeaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: "请假与意愿：列出、登记、取消；排班时请假的日子不排，意愿尽量照顾。",
    discussion: """
      例：
        juwei roster leave
        juwei roster leave add 王芳 11-23至11-27 --reason 年假 --as 王芳
        juwei roster leave add 李敏 12-01至12-31 --wish 尽量不排 --weekdays 周三 --kinds 夜班 --as 李敏
        juwei roster leave cancel 2 --as 周敏
      """,
    subcommands: [
      RosterLeaveListCommand.self, RosterLeaveAddCommand.self, RosterLeaveCancelCommand.self,
    ], defaultSubcommand: RosterLeaveListCommand.self)
}

/// 请假与意愿 that are not over, in the order that their numbers follow.
enum LeaveList {
  static func absences(_ session: Session, now: Instant) throws -> [Absence] {
    try session.store.absences(
      of: session.scope, from: now.day, through: now.day.adding(days: Shift.farthest + 31))
  }
}

/// `juwei roster leave list`.
struct RosterLeaveListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出还没过去的请假与意愿。")

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON 数组。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.reading(shared) { session in
      let absences = try session.map { try LeaveList.absences($0, now: now) } ?? []
      let directory = session?.directory
      guard !json else {
        return surroundings.say(
          JSONValue.array(
            absences.enumerated().map {
              LeaveDocument.value(of: $0.element, number: $0.offset + 1, directory: directory)
            }
          ).text())
      }
      guard !absences.isEmpty else { return surroundings.say("没有登记的请假与意愿") }
      let table = TextTable(
        headers: ["序号", "姓名", "类别", "时间", "事由"],
        rows: absences.enumerated().map { index, absence in
          [
            "\(index + 1)", directory?.name(of: absence.person) ?? "", absence.kind.title,
            absence.timeText(relativeTo: now.day), Privacy.masked(absence.reason),
          ]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
    }
  }
}

/// `juwei roster leave add`.
struct RosterLeaveAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "登记请假或意愿；本人或书记、主任可以。")

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("谁。", valueName: "姓名"))
  var name: String

  @Argument(help: ArgumentHelp("哪些天：11-23、11-23至11-27、明天。", valueName: "日期"))
  var days: String

  @Flag(help: "公出：在别处工作，不是请假，也不排班。")
  var away = false

  @Option(help: ArgumentHelp("不是请假，是意愿：尽量不排、愿意值班。", valueName: "意愿"))
  var wish: String?

  @Option(help: ArgumentHelp("时段：全天、上午、下午、晚上。", valueName: "时段"))
  var part = "全天"

  @Option(help: ArgumentHelp("只在这些星期：周三、周五。", valueName: "星期"))
  var weekdays = ""

  @Option(help: ArgumentHelp("意愿只关于这些班：夜班、夜巡、周末……", valueName: "班次"))
  var kinds = ""

  @Option(help: ArgumentHelp("事由。", valueName: "事由"))
  var reason = ""

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    guard let part = DayPart.allCases.first(where: { $0.title == part || $0.rawValue == part })
    else { throw UsageProblem("没有「\(self.part)」这个时段，可写：全天、上午、下午、晚上") }
    let kind = try self.kind
    let read: (days: (first: Day, last: Day), weekdays: Set<Int>, kinds: Set<ShiftKind>)
    do {
      read = (
        try AbsenceText.days(days, today: now.day), try AbsenceText.weekdays(weekdays),
        try AbsenceText.kinds(kinds)
      )
    } catch {
      throw UsageProblem(error.message)
    }
    guard !kind.isBinding || read.kinds.isEmpty else {
      throw UsageProblem("请假和公出对所有班都算，--kinds 只和 --wish 一起用")
    }
    try surroundings.writing(shared) { writing in
      let session = writing.session
      guard let person = session.directory.people.first(where: { $0.name == name.tidied }) else {
        throw CommandFailure("名册里没有「\(name.tidied)」；没有改动任何数据。名册见 juwei staff")
      }
      var random = SystemRandomNumberGenerator()
      let absence = Absence(
        id: .timeOrdered(at: now, using: &random), person: person.id, kind: kind,
        first: read.days.first, last: read.days.last, weekdays: read.weekdays, part: part,
        shifts: read.kinds, reason: reason)
      let stood = try session.store.perform(
        .add([absence]), in: session.scope, by: writing.actor, at: now)
      guard !json else {
        return surroundings.say(
          LeaveDocument.value(of: absence, number: nil, directory: session.directory, stood: stood)
            .text())
      }
      surroundings.say("已登记 \(person.name) \(absence.text(relativeTo: now.day))")
      guard !stood.isEmpty else { return }
      surroundings.remark("! \(person.name)在此期间已排 \(stood.count) 个班，请换班或改派：")
      for shift in stood {
        surroundings.remark(
          "  \(shift.start.dateTimeText(relativeTo: now))-\(shift.end.clockText) \(shift.kind.title)"
        )
      }
    }
  }

  private var kind: AbsenceKind {
    get throws {
      guard let wish else { return away ? .away : .leave }
      guard !away else { throw UsageProblem("--away 和 --wish 不能一起用") }
      switch wish.tidied {
      case AbsenceKind.avoid.title, AbsenceKind.avoid.rawValue, "不排": return .avoid
      case AbsenceKind.prefer.title, AbsenceKind.prefer.rawValue, "愿意": return .prefer
      default: throw UsageProblem("「\(wish.tidied)」不是意愿，可写：尽量不排、愿意值班")
      }
    }
  }
}

/// `juwei roster leave cancel`.
struct RosterLeaveCancelCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "取消一条还没过去的请假或意愿；序号见 juwei roster leave。")

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("列表里的序号。", valueName: "序号"))
  var number: Int

  @Option(help: ArgumentHelp("核对姓名：序号变了就不取消别人的。", valueName: "姓名"))
  var name: String?

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    try surroundings.writing(shared) { writing in
      let absences = try LeaveList.absences(writing.session, now: now)
      guard absences.indices.contains(number - 1) else {
        throw CommandFailure("没有第 \(number) 条；现在有 \(absences.count) 条，见 juwei roster leave")
      }
      let absence = absences[number - 1]
      let found = writing.session.directory.name(of: absence.person)
      if let name, name.tidied != found {
        throw CommandFailure("第 \(number) 条是\(found)的，不是\(name.tidied)的；没有取消")
      }
      try writing.session.store.perform(
        .cancel(absence), in: writing.session.scope, by: writing.actor, at: now)
      surroundings.say("已取消 \(found) \(absence.text(relativeTo: now.day))")
    }
  }
}

/// 请假与意愿 as `--json` shows them.
enum LeaveDocument {
  static func value(
    of absence: Absence, number: Int?, directory: Directory?, stood: [Shift] = []
  ) -> JSONValue {
    .object([
      "number": .optional(number), "id": .string(absence.id.text),
      "person": .optional(directory?.name(of: absence.person)),
      "kind": .string(absence.kind.rawValue), "kindTitle": .string(absence.kind.title),
      "from": .string(absence.first.iso8601), "to": .string(absence.last.iso8601),
      "weekdays": .array(absence.weekdays.sorted().map(JSONValue.int)),
      "part": .string(absence.part.rawValue),
      "shifts": .array(
        ShiftKind.allCases.filter(absence.shifts.contains).map { .string($0.rawValue) }),
      "reason": .string(Privacy.masked(absence.reason)),
      "alreadyOnRoster": .array(stood.map { .string($0.start.iso8601) }),
    ])
  }
}

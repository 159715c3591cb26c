import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei setup`: what a neighbourhood consists of, for scripts and for whoever sets many desks up.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "设置：居民区、小区、楼组、错时时段、班次。",
    discussion: """
      人员用 juwei staff。修改由书记或主任办理；新数据库的第一位（--as）是书记。
      在值班台里按 S 也能改，第一次打开时有逐步的设置。

      例：
        juwei setup name 瑞和锦庭居民区 --as 陈静
        juwei setup estate add '瑞和锦庭 瑞和物业' 木荷苑
        juwei setup group add 1-12号楼 '木荷苑 1-8号'
        juwei setup hours --working 08:30-20:00 --rest 09:00-17:00
        juwei setup shift add '周一至周五 17:30-20:00 王芳' --weeks 4
        juwei setup import 名册.xlsx --dry-run
        juwei setup show --json
      """,
    subcommands: [
      SetupShowCommand.self, SetupNameCommand.self, SetupEstateCommand.self,
      SetupGroupCommand.self, SetupHoursCommand.self, SetupShiftCommand.self,
      SetupImportCommand.self,
    ],
    defaultSubcommand: SetupShowCommand.self)
}

/// `juwei setup show`.
struct SetupShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "列出居民区、小区、楼组、时段和近两周的班次。",
    discussion: """
      例：
        juwei setup show
        juwei setup show --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else {
        return surroundings.say(json ? "null" : "数据库是空的。在终端里运行 juwei，按提示逐步设置")
      }
      let now = surroundings.clock.now
      let sheet = SetupSheet(
        directory: session.directory,
        hours: try session.store.rules(of: session.scope).deadlines.dutyHours,
        shifts: try session.store.shifts(
          of: session.scope, from: now.day, through: now.day.adding(days: 13)), now: now)
      guard !json else { return surroundings.say(sheet.document.text()) }
      for line in sheet.lines(columns: surroundings.columns) { surroundings.say(line) }
    }
  }
}

/// `juwei setup name`.
struct SetupNameCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "name", abstract: "改居民区的名称。",
    discussion: "例：juwei setup name 瑞和锦庭居民区 --as 陈静")

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("例如 瑞和锦庭居民区。", valueName: "名称"))
  var name: String

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let was = writing.session.directory.neighborhood.name
      try writing.perform(.renameNeighborhood(name, was: was), at: surroundings.clock.now)
      surroundings.say("已改名：\(was) → \(name.tidied)")
    }
  }
}

/// `juwei setup estate`.
struct SetupEstateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estate", abstract: "小区。", subcommands: [SetupEstateAddCommand.self])
}

/// `juwei setup estate add`.
struct SetupEstateAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加小区；有的不重复添加。",
    discussion: "例：juwei setup estate add '瑞和锦庭 瑞和物业' 木荷苑")

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("名称，后面可以写物业公司；几个小区写几项。", valueName: "小区"))
  var lines: [String]

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let known = writing.session.directory.estates.map(\.name)
      let found = EstateLines.understand(lines.joined(separator: "\n"), known: known)
      let entries = try surroundings.good(found)
      let report = try writing.perform(
        entries.isEmpty ? nil : .addEstates(entries), at: surroundings.clock.now)
      surroundings.say("已添加 \(report.added) 个小区")
    }
  }
}

/// `juwei setup group`.
struct SetupGroupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "group", abstract: "楼组。",
    subcommands: [SetupGroupAddCommand.self, SetupGroupSetCommand.self])
}

/// `juwei setup group add`.
struct SetupGroupAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加楼组，一项可以写出许多个；有的不重复添加。",
    discussion: """
      第一个小区的楼组不带小区名，其他小区的带；写「小区：1-8号」指定小区而不带名。5+6号楼 是两幢合一组。

      例：
        juwei setup group add 1-12号楼 '木荷苑 1-8号' --as 陈静
        juwei setup group add '木荷苑：南门岗亭'
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("例如 1-12号楼。", valueName: "楼组"))
  var lines: [String]

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let directory = writing.session.directory
      guard !directory.estates.isEmpty else {
        throw CommandFailure("还没有小区，请先添加：juwei setup estate add 小区名称；没有改动任何数据")
      }
      let found = GroupLines.understand(
        lines.joined(separator: "\n"), estates: directory.estates.map(\.name),
        known: directory.groups.map {
          GroupEntry(estate: directory.estate($0.estate)?.name ?? "", name: $0.name)
        })
      let entries = try surroundings.good(found)
      let report = try writing.perform(
        entries.isEmpty ? nil : .addGroups(entries), at: surroundings.clock.now)
      surroundings.say("已添加 \(report.added) 个楼组")
    }
  }
}

/// `juwei setup group set`.
struct SetupGroupSetCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "改一个楼组：楼组长、轮值楼组长、微信群、责任社工、户数。",
    discussion: """
      没写的不变；写空的（''）清除。

      例：juwei setup group set 12号楼 --leader 张阿姨 --chat 12号楼邻里群 --households 36
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("哪个楼组。", valueName: "楼组"))
  var group: String

  @Option(help: ArgumentHelp("新名称。", valueName: "名称"))
  var name: String?

  @Option(help: ArgumentHelp("楼组长。", valueName: "姓名"))
  var leader: String?

  @Option(help: ArgumentHelp("轮值楼组长。", valueName: "姓名"))
  var rotating: String?

  @Option(help: ArgumentHelp("微信群的名称。", valueName: "群名"))
  var chat: String?

  @Option(help: ArgumentHelp("责任社工，名册里的人。", valueName: "姓名"))
  var staff: String?

  @Option(help: ArgumentHelp("户数。", valueName: "户数"))
  var households: Int?

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let directory = writing.session.directory
      let lookup = NameLookup(directory: directory)
      guard let was = directory.group(try lookup.group(group)) else { return }
      var next = was
      if let name { next.name = name }
      if let leader { next.leader = leader }
      if let rotating { next.rotatingLeader = rotating }
      if let chat { next.weChatGroup = chat }
      if let staff { next.assignedStaff = staff.isEmpty ? nil : try lookup.person(staff) }
      if let households { next.households = households }
      try writing.perform(.changeGroup(next, was: was), at: surroundings.clock.now)
      surroundings.say("已保存楼组 \(next.name.tidied)")
    }
  }
}

/// `juwei setup hours`.
struct SetupHoursCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "hours", abstract: "列出或修改错时时段；未办结的时限随之重新计算。",
    discussion: """
      没写的不变；一天里几段用「、」隔开，不值班写「不值班」。

      例：
        juwei setup hours
        juwei setup hours --working 08:30-11:30、13:00-20:00 --rest 09:00-17:00 --holiday 不值班 --as 陈静
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("工作日。", valueName: "时段"))
  var working: String?

  @Option(help: ArgumentHelp("休息日。", valueName: "时段"))
  var rest: String?

  @Option(help: ArgumentHelp("节假日。", valueName: "时段"))
  var holiday: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    guard working != nil || rest != nil || holiday != nil else {
      return try surroundings.reading(shared) { session in
        let hours = try session.map { try $0.store.rules(of: $0.scope).deadlines.dutyHours }
        say(hours ?? .standard, recomputed: nil, in: surroundings)
      }
    }
    try surroundings.writing(shared) { writing in
      let was = try writing.session.store.rules(of: writing.session.scope).deadlines.dutyHours
      let hours: DutyHours
      do {
        hours = try DutyHoursText.hours(
          working: working ?? DutyHoursText.text(of: was.working),
          rest: rest ?? DutyHoursText.text(of: was.rest),
          holiday: holiday ?? DutyHoursText.text(of: was.holiday))
      } catch let problem as RuleProblem {
        throw CommandFailure("\(problem.message)；没有改动任何数据")
      }
      let report = try writing.perform(
        .setHours(hours, was: was), at: surroundings.clock.now)
      say(hours, recomputed: report.recomputed, in: surroundings)
    }
  }

  private func say(_ hours: DutyHours, recomputed: Int?, in surroundings: Surroundings) {
    guard !json else {
      var document = SetupSheet.document(of: hours)
      if let recomputed { document["recomputed"] = .int(recomputed) }
      return surroundings.say(JSONValue.object(document).text())
    }
    for kind in DayKind.allCases {
      surroundings.say("\(kind.title)  \(DutyHoursText.text(of: hours.spans(on: kind)))")
    }
    if let recomputed { surroundings.say("\(recomputed) 件时限重新计算") }
  }
}

/// `juwei setup shift`.
struct SetupShiftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shift", abstract: "班次。", subcommands: [SetupShiftAddCommand.self])
}

/// `juwei setup shift add`.
struct SetupShiftAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "按周排班：一项写一种，从本周算起排几周；已过去的不排。",
    discussion: """
      例：
        juwei setup shift add '周一至周五 17:30-20:00 王芳' '每天 20:00-22:00 夜巡 丁建、赵师傅' --weeks 4 --as 陈静
        juwei setup shift add '周五 22:00-次日02:00 夜巡 丁建'
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("星期、时间、（班次）、谁。", valueName: "排班"))
  var lines: [String]

  @Option(help: ArgumentHelp("排几周，本周算第一周。", valueName: "周数"))
  var weeks = "1"

  @Flag(help: "输出排出的班次，JSON 数组。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let people = session.directory.people.filter(\.isActive)
      let entries = try surroundings.good(
        ShiftLines.understand(lines.joined(separator: "\n"), people: people.map(\.name)))
      let count: Int
      do { count = try ShiftLines.weeks(weeks) } catch let problem as RuleProblem {
        throw UsageProblem(problem.message)
      }
      let calendar = try session.store.rules(of: session.scope).deadlines.calendar
      var random = SystemRandomNumberGenerator()
      let shifts = ShiftLines.shifts(entries, weeks: count, from: now, in: calendar).map {
        planned in
        Shift(
          id: .timeOrdered(at: now, using: &random), neighborhood: session.scope,
          start: planned.start, end: planned.end, kind: planned.entry.kind,
          people: planned.entry.people.compactMap { name in
            people.first { $0.name == name }?.id
          })
      }
      let report = try writing.perform(.addShifts(shifts), at: now)
      let problems = try session.store.rosterProblems(of: shifts, in: session.scope)
      for problem in problems.prefix(20) {
        surroundings.remark(
          "注意：\(problem.day.dateText(relativeTo: now.day)) \(problem.text(in: session.directory))")
      }
      if problems.count > 20 {
        surroundings.remark("注意：一共 \(problems.count) 处，看 juwei roster show")
      }
      guard !json else {
        let documents = shifts.map { SetupSheet.document(of: $0, in: session.directory) }
        return surroundings.say(JSONValue.array(documents).text())
      }
      surroundings.say("已排出 \(report.added) 个班次")
    }
  }
}

extension WritingSession {
  /// Does a change; nothing where there is nothing to do.
  @discardableResult
  func perform(_ change: DeskChange?, at now: Instant) throws -> DeskChangeReport {
    guard let change else { return DeskChangeReport() }
    return try session.store.perform(change, in: session.scope, by: actor, at: now)
  }
}

extension Surroundings {
  /// All or nothing of what was typed; what is only to be known is said beside.
  func good<Entry>(_ found: Understood<Entry>) throws -> [Entry] {
    let problems = found.problems.map(\.message)
    guard problems.isEmpty else {
      throw CommandFailure(problems.joined(separator: "\n") + "\n没有改动任何数据")
    }
    for remark in found.remarks { self.remark("注意：\(remark.message)") }
    return found.entries
  }
}

import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei patrol`: checklists, walked from the command line.
struct PatrolCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patrol",
    abstract: "检查单：夜巡、五必查、每日巡群、调解四步法、应急步骤，打点、记问题、登记成诉求。",
    discussion: """
      开一轮以后一项一项打点；发现的问题可以登记成诉求，两边互相看得到。结束时没打的要写原因。

      例：
        juwei patrol start 夜巡 --people 王芳,徐敏 --as 王芳
        juwei patrol check 北门岗亭 --at 20:05
        juwei patrol finding 非机动车库 两辆电瓶车飞线充电 --category 安全隐患 --register
        juwei patrol check --rest
        juwei patrol finish
        juwei patrol start 调解四步法 --for 007
      """,
    subcommands: [
      PatrolListCommand.self, PatrolShowCommand.self, PatrolStartCommand.self,
      PatrolCheckCommand.self, PatrolFindingCommand.self, PatrolRegisterCommand.self,
      PatrolFinishCommand.self, PatrolTemplatesCommand.self,
    ], defaultSubcommand: PatrolListCommand.self)
}

/// Which round a command is about.
struct RoundOptions: ParsableArguments {
  @Option(
    name: .customLong("round"),
    help: ArgumentHelp("哪一轮：检查单的名称，或编号的末尾几位；不写则是正在打的那一轮。", valueName: "哪一轮"))
  var round: String?

  @Flag(help: "输出 JSON。")
  var json = false

  /// The round that goes on.
  func open(in session: Session) throws -> Round {
    let open = try session.store.openRounds(of: session.scope)
    guard let typed = round?.tidied, !typed.isEmpty else {
      if open.count == 1, let only = open.first { return only }
      guard !open.isEmpty else {
        throw CommandFailure("没有正在打的一轮；先开一轮，例如 juwei patrol start 夜巡")
      }
      throw CommandFailure("有几轮都没有结束（\(RoundOptions.names(open))），请用 --round 说明是哪一轮；没有改动任何数据")
    }
    return try RoundOptions.only(of: open, typed, else: "没有结束的轮次")
  }

  /// A round, over or not; without a name the newest.
  func any(in session: Session, at now: Instant) throws -> Round {
    let since = now.day.adding(days: -RoundOptions.days).start
    let rounds = try session.store.rounds(
      of: session.scope, from: since, until: now.adding(minutes: 60))
    guard let typed = round?.tidied, !typed.isEmpty else {
      guard let newest = rounds.last else {
        throw CommandFailure("近 \(RoundOptions.days) 天没有开过检查单")
      }
      return newest
    }
    let named = rounds.filter { $0.checklist.name == typed }
    return try named.last
      ?? RoundOptions.only(of: rounds, typed, else: "近 \(RoundOptions.days) 天的轮次")
  }

  private static func only(
    of rounds: [Round], _ typed: String, else what: String
  ) throws -> Round {
    let found = rounds.filter { $0.checklist.name == typed || $0.id.text.hasSuffix(typed) }
    if found.count == 1, let only = found.first { return only }
    guard found.isEmpty else {
      throw CommandFailure("「\(typed)」对应几轮：\(names(found))；请写编号的末尾几位。没有改动任何数据")
    }
    throw CommandFailure(
      "\(what)里没有「\(typed)」"
        + (rounds.isEmpty ? "" : "；有：\(names(rounds))") + "。没有改动任何数据")
  }

  private static func names(_ rounds: [Round]) -> String {
    rounds.suffix(12).map { "\($0.checklist.name) \($0.shortID)" }.joined(separator: "、")
  }

  private static let days = 30
}

extension Round {
  /// What people write to name it where names are not enough.
  var shortID: String { String(id.text.suffix(6)) }

  /// The point that somebody means by its number or its name.
  func point(_ typed: String) throws -> Int {
    var folded = String.UnicodeScalarView()
    for scalar in typed.tidied.unicodeScalars { folded.append(scalar.halfWidth) }
    let name = String(folded)
    if let number = Int(name), checklist.points.indices.contains(number - 1) { return number - 1 }
    let steps: [(CheckPoint) -> Bool] = [
      { $0.name == name }, { !name.isEmpty && PinyinInitials.of($0.name) == name.lowercased() },
      { !name.isEmpty && $0.name.contains(name) },
    ]
    for step in steps {
      let found = checklist.points.indices.filter { step(checklist.points[$0]) }
      if found.count == 1, let only = found.first { return only }
      guard found.isEmpty else {
        let names = found.map { checklist.points[$0].name }.joined(separator: "、")
        throw CommandFailure("「\(typed)」对应几项：\(names)。请写全名或序号；没有改动任何数据")
      }
    }
    let names = checklist.points.prefix(30).enumerated().map { "\($0 + 1) \($1.name)" }
    throw CommandFailure(
      "「\(checklist.name)」里没有「\(typed)」；可写：\(names.joined(separator: "、"))。没有改动任何数据")
  }
}

/// Who was at a point, when, and what shows it.
struct CheckOptions: ParsableArguments {
  @Option(
    name: .customLong("at"),
    help: ArgumentHelp("什么时候到的：21:05、10分钟前；不写就是现在。", valueName: "时间"))
  var time: String?

  @Option(name: .customLong("by"), help: ArgumentHelp("谁去的；不写就是您。", valueName: "姓名"))
  var person: String?

  @Option(
    name: .customLong("photo"), help: ArgumentHelp("照片文件；可以写几次。", valueName: "文件"))
  var photos: [String] = []

  /// What they say of a report; photos are kept beside the database.
  func complete(
    _ report: PointReport, in writing: WritingSession, at now: Instant
  ) throws -> PointReport {
    var report = report
    if let time {
      guard let moment = SpokenMoment(time, from: now)?.instant else {
        throw UsageProblem("时间「\(time)」看不懂；请写 21:05、10分钟前，或 2026-11-21T21:05")
      }
      report.at = moment
    }
    report.by = try person.map { try NameLookup(directory: writing.session.directory).person($0) }
    report.evidence = try photos.map { try writing.session.store.attach(path: $0) }
    return report
  }
}

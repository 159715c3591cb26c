import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei handover`: 交接班.
struct HandoverCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover",
    abstract: "交接班：看交接单、交班、接班签字。",
    discussion: """
      例：
        juwei handover
        juwei handover show --preview
        juwei handover give --word '007=赵师傅 21 点到' --remark '钥匙在抽屉' --as 王芳
        juwei handover sign --as 李强
        juwei handover show --summary
      """,
    subcommands: [
      HandoverShowCommand.self, HandoverGiveCommand.self, HandoverAddCommand.self,
      HandoverSignCommand.self,
    ], defaultSubcommand: HandoverShowCommand.self)
}

/// `juwei handover show`.
struct HandoverShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看等着签字的交接单；都签了就看最近一份。",
    discussion: """
      例：
        juwei handover show
        juwei handover show --preview
        juwei handover show --summary
        juwei handover show --days 7 --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "还没有交班的：现在交班要写哪些、本班有哪些变化。")
  var preview = false

  @Flag(help: "只输出发微信群的一行小结，没有个人信息。")
  var summary = false

  @Option(help: ArgumentHelp("列出几天来的全部交接单，最多 366。", valueName: "天数"))
  var days: Int?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    if let days, !(0...366).contains(days) { throw UsageProblem("--days 写 0 到 366") }
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有交接班") }
      let now = surroundings.clock.now
      let document = HandoverDocument(session: session, now: now)
      if preview { return try show(try document.preview(), document, surroundings) }
      let shifts: [Identifier<Shift>]
      if let days {
        shifts = try session.store.handovers(
          of: session.scope, from: now.day.adding(days: -days).start,
          until: now.day.adding(days: 1).start
        ).map(\.id)
      } else {
        shifts = try document.current().map { [$0.id] } ?? []
      }
      let readings = try shifts.compactMap {
        try session.store.handover(of: $0, in: session.scope)
      }
      if json {
        return surroundings.say(JSONValue.array(readings.map(document.value(of:))).text())
      }
      guard !readings.isEmpty else {
        return surroundings.say("还没有交接单。快下班时交班：juwei handover give，或在值班台按 +")
      }
      for reading in readings {
        if summary {
          surroundings.say(
            reading.handover.sheet.summary(
              neighborhood: session.directory.neighborhood.name))
        } else {
          for line in document.lines(of: reading) { surroundings.say(line) }
        }
      }
    }
  }

  private func show(
    _ preparation: HandoverPreparation, _ document: HandoverDocument, _ surroundings: Surroundings
  ) throws {
    if json { return surroundings.say(document.value(of: preparation).text()) }
    for line in document.lines(of: preparation) { surroundings.say(line) }
  }
}

/// `juwei handover give`.
struct HandoverGiveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "give", abstract: "交班：下一班结束前到期的各写一句。",
    discussion: """
      先用 juwei handover show --preview 看要写哪些。

      例：
        juwei handover give --word '007=赵师傅 21 点到' --word '20261121-009=居民明早在家' --as 王芳
        juwei handover give --remark 一切正常 --stay --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("word"),
    help: ArgumentHelp("一件的交代：编号（可只写末尾）或交办事项=要说的话；可写多次。", valueName: "编号=话"))
  var words: [String] = []

  @Option(help: ArgumentHelp("其他要交代的。", valueName: "话"))
  var remark = ""

  @Flag(help: "交班后不签退，接着值。")
  var stay = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let now = surroundings.clock.now
      let document = HandoverDocument(session: writing.session, now: now)
      let preparation = try document.preview(for: writing.actor)
      let matter = preparation.matter
      let spoken = try document.words(words, for: preparation)
      let isThere = matter.attendance.isPresent(writing.actor.person)
      let leaving = AttendanceCommand.signOut(AttendanceEntry(writing.actor.person))
      let handover = try writing.session.store.perform(
        .give(words: spoken, remark: remark), on: matter.shift.id, in: writing.session.scope,
        expecting: preparation.existing == nil ? 0 : nil,
        attending: isThere && !stay ? (leaving, matter.shift.id) : nil, by: writing.actor, at: now)
      if json { return try document.say(handover.id, surroundings) }
      let names = handover.signers(next: nil).map(writing.session.directory.name(of:))
      surroundings.say(
        "已交班（\(matter.shift.title(relativeTo: now))）"
          + (names.isEmpty ? "；还没有排下一班，谁来接谁签字" : "，等\(names.joined(separator: "、"))签字")
          + (isThere && !stay ? "；您已签退" : ""))
      surroundings.say(
        handover.sheet.summary(neighborhood: writing.session.directory.neighborhood.name))
    }
  }
}

/// `juwei handover add`.
struct HandoverAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "给还没有签字的交接单补充几句。",
    discussion: """
      例：
        juwei handover add '又想起：北门没锁' --as 王芳
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("要补充的话。", valueName: "话"))
  var text: String

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let now = surroundings.clock.now
      let document = HandoverDocument(session: writing.session, now: now)
      guard let handover = try document.addable(by: writing.actor) else {
        throw CommandFailure("没有等着签字的交接单，没有可补充的")
      }
      try writing.session.store.perform(
        .add(text), on: handover.id, in: writing.session.scope, by: writing.actor, at: now)
      if json { return try document.say(handover.id, surroundings) }
      surroundings.say("补充已加到交接单上（\(handover.shift.title(relativeTo: now))）")
    }
  }
}

/// `juwei handover sign`.
struct HandoverSignCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "sign", abstract: "接班签字；这一班还没有签到的同时签到。",
    discussion: """
      例：
        juwei handover sign --as 李强
        juwei handover sign --remark '第二件还要问清楚' --no-sign-in --as 李强
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("签字时的话。", valueName: "话"))
  var remark = ""

  @Flag(name: .customLong("no-sign-in"), help: "只签字，不签到。")
  var noSignIn = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let now = surroundings.clock.now
      let (store, scope) = (writing.session.store, writing.session.scope)
      let me = writing.actor.person
      let document = HandoverDocument(session: writing.session, now: now)
      guard let handover = try document.waiting(for: writing.actor) else {
        throw CommandFailure("没有等着签字的交接单")
      }
      let next = try store.handover(of: handover.id, in: scope)?.next
      let arrives =
        next.map {
          !noSignIn && $0.shift.people.contains(me) && $0.stints(of: me).isEmpty
            && now < $0.shift.end
            && $0.shift.start <= now.adding(minutes: Attendance.earliestMinutes)
        } ?? false
      let entry = AttendanceCommand.signIn(AttendanceEntry(me))
      let arriving = arrives ? next.map { (entry, $0.id) } : nil
      try store.perform(
        .sign(remark: remark), on: handover.id, in: scope, expecting: handover.version,
        attending: arriving, by: writing.actor, at: now)
      if json { return try document.say(handover.id, surroundings) }
      surroundings.say(
        "\(writing.actor.name) 已签字接班（\(handover.shift.title(relativeTo: now))）"
          + (arrives ? "，并签到" : ""))
    }
  }
}

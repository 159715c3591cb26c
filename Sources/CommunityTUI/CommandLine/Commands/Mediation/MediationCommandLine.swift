import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei mediation`: 调解 and 潜在矛盾, from the command line.
struct MediationCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mediation",
    abstract: "调解：受理纠纷、AB角、四步法五步法、协议、一案一回访；潜在矛盾和复看。",
    discussion: """
      哪一件写事由的一部分，或编号的末尾几位。当事人在列表和 JSON 里只有姓。

      例：
        juwei mediation begin 5号楼漏水赔偿 --parties '张三 501、李四 401' --lead 陈调解 --second 顾老师 --talk '明天14:00' --for 007
        juwei mediation notice 3号楼两户为晾晒争执 --review 12-05
        juwei mediation step 漏水 听 --note '分别听了双方'
        juwei mediation agree 漏水 --note '李四修水管，张三分担一半' --visit 11-30
        juwei mediation visit 漏水 --note '都修好了' --kept
        juwei mediation fail 漏水 --way threeOffices --note '谈不拢'
      """,
    subcommands: [
      MediationListCommand.self, MediationShowCommand.self, MediationBeginCommand.self,
      MediationNoticeCommand.self, MediationMeetCommand.self, MediationStepCommand.self,
      MediationAgreeCommand.self, MediationVisitCommand.self, MediationFailCommand.self,
      MediationReviewCommand.self, MediationWithdrawCommand.self,
    ], defaultSubcommand: MediationListCommand.self)
}

/// Which mediation a command is about, and how it answers.
struct MediationOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("哪一件：事由的一部分，或编号的末尾几位。", valueName: "调解"))
  var mediation: String

  @Flag(help: "输出 JSON。")
  var json = false

  /// The one that is meant: one that goes on before one that is over.
  func find(in session: Session) throws -> Mediation {
    try MediationOptions.find(mediation, in: session)
  }

  /// The same for what was typed elsewhere.
  static func find(_ name: String, in session: Session) throws -> Mediation {
    let typed = name.tidied
    let all = try session.store.mediations(of: session.scope, withEnded: true)
    func fits(_ one: Mediation) -> Bool {
      one.title.contains(typed) || typed.count >= 4 && one.id.text.hasSuffix(typed)
    }
    for found in [all.filter { $0.isOpen && fits($0) }, all.filter(fits)] where !typed.isEmpty {
      if found.count == 1, let only = found.first { return only }
      guard found.isEmpty else {
        let names = found.prefix(12).map { "\($0.title)（\($0.id.text.suffix(6))）" }
        throw CommandFailure(
          "「\(typed)」对应几件：\(Privacy.masked(names.joined(separator: "；")))。请多写几个字，或写编号末尾；没有改动任何数据")
      }
    }
    throw CommandFailure("没有调解「\(typed)」；juwei mediation list --all 看有哪些")
  }
}

extension Surroundings {
  /// Does something to a mediation, and says what came of it.
  func performing(
    _ options: MediationOptions, _ shared: SharedOptions,
    _ command: (WritingSession, Mediation) throws -> MediationCommand
  ) throws {
    try writing(shared) { writing in
      let session = writing.session
      let one = try options.find(in: session)
      let step = try command(writing, one)
      let next = try session.store.perform(
        step, on: one.id, expecting: nil, in: session.scope, by: writing.actor, at: clock.now)
      say(next, "已\(step.kind.title)", in: session, asJSON: options.json)
    }
  }

  func say(_ one: Mediation, _ words: String, in session: Session, asJSON: Bool) {
    if asJSON {
      return say(
        MediationDocument(mediation: one, directory: session.directory, now: clock.now).value
          .text())
    }
    let next =
      one.ending?.title
      ?? one.step.map { "下一步 \($0.what) \($0.dueAt.nearText(relativeTo: clock.now))" } ?? ""
    say(Sanitizer.line("\(Privacy.masked(one.title))：\(words)，\(next)"))
  }
}

/// `juwei mediation list`.
struct MediationListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出进行中的调解和潜在矛盾，先到期的在前。")

  @OptionGroup var shared: SharedOptions
  @Flag(help: "已了结的也列。")
  var all = false
  @Flag(help: "只列潜在矛盾。")
  var latent = false
  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有调解可看") }
      let now = surroundings.clock.now
      let found = try session.store.mediations(of: session.scope, withEnded: all)
        .filter { !latent || $0.isLatent }
      if json {
        return surroundings.say(
          JSONValue.array(
            found.map {
              MediationDocument(mediation: $0, directory: session.directory, now: now).value
            }
          ).text())
      }
      guard !found.isEmpty else { return surroundings.say("没有进行中的调解和潜在矛盾") }
      var table = TextTable(
        headers: ["现状", "下一步", "谁", "当事人", "事由"], columns: surroundings.columns)
      for one in found {
        table.rows.append([
          one.ending?.title ?? one.phase.title,
          one.step.map {
            ($0.dueAt < now ? "超时 " : "") + "\($0.what) \($0.dueAt.shortText(relativeTo: now))"
          } ?? "", session.directory.name(of: one.keeper),
          (one.order?.parties ?? []).map(\.maskedName).joined(separator: "、"),
          Privacy.masked(one.title),
        ])
      }
      table.lines.forEach(surroundings.say)
    }
  }
}

/// `juwei mediation show`.
struct MediationShowCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "看一件调解的全文和经过；姓名只给调解员和值班台看。",
    discussion: "不写 --names 时姓名隐去，可以转给别人。")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var options: MediationOptions
  @Flag(help: "写出当事人姓名；要用 --as 说明您是谁，限值班台和调解员。")
  var names = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有调解可看") }
      let one = try options.find(in: session)
      if options.json { return surroundings.say(one, "", in: session, asJSON: true) }
      if names {
        guard let person = session.person, Permissions.mediating.contains(person.role) else {
          throw CommandFailure("当事人姓名只给值班台和调解员看；请用 --as 姓名 说明您是谁")
        }
      }
      surroundings.say(
        Sanitizer.text(
          MediationText(
            mediation: one, directory: session.directory, now: surroundings.clock.now,
            showsNames: names
          ).plain))
    }
  }
}

/// `juwei mediation begin`.
struct MediationBeginCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "begin", abstract: "受理一件调解，或把潜在矛盾转为调解（--from）。")

  @OptionGroup var shared: SharedOptions
  @Argument(help: ArgumentHelp("事由，不写姓名。", valueName: "事由"))
  var title: String
  @Option(help: ArgumentHelp("当事人，用顿号隔开；姓名后空一格可写室号和要求。", valueName: "当事人"))
  var parties: String
  @Option(help: ArgumentHelp("A角。", valueName: "姓名"))
  var lead: String
  @Option(help: ArgumentHelp("B角。", valueName: "姓名"))
  var second: String
  @Option(help: ArgumentHelp("第一次谈话的时间。", valueName: "时间"))
  var talk: String
  @Option(help: ArgumentHelp("方法：步骤类检查单的名称。", valueName: "方法"))
  var method = "调解四步法"
  @Option(help: ArgumentHelp("经过。", valueName: "文字"))
  var note: String?
  @Option(name: .customLong("for"), help: ArgumentHelp("为哪些诉求，几件用逗号隔开。", valueName: "编号"))
  var numbers: String?
  @Option(help: ArgumentHelp("由哪件潜在矛盾转来。", valueName: "潜在矛盾"))
  var from: String?
  @Flag(help: "输出 JSON。")
  var json = false

  func validate() throws {
    guard from == nil || numbers == nil else { throw ValidationError("--from、--for 只能写一个") }
  }

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let book = try session.store.rules(of: session.scope).checklists
      guard let checklist = book.checklist(named: method) else {
        throw CommandFailure("没有叫「\(method)」的检查单；juwei patrol templates 看有哪些")
      }
      let lookup = NameLookup(directory: session.directory)
      let order = MediationOrder(
        title: title, words: note ?? "",
        parties: MediationAnswer.parties(parties.replacing("、", with: "\n")),
        pair: MediatorPair(lead: try lookup.person(lead), second: try lookup.person(second)),
        method: checklist, talkAt: try surroundings.limit(talk, in: session))
      let one: Mediation
      if let from {
        let known = try MediationOptions.find(from, in: session)
        one = try session.store.perform(
          .open(order), on: known.id, expecting: nil, in: session.scope, by: writing.actor, at: now)
      } else {
        let requests = try MessageTemplates.words(numbers ?? "").map {
          try session.store.detail(number: $0, in: session.scope).history.id
        }
        one = try session.store.mediate(
          order, about: requests, in: session.scope, by: writing.actor, at: now)
      }
      surroundings.say(one, "已受理", in: session, asJSON: json)
    }
  }
}

/// `juwei mediation notice`.
struct MediationNoticeCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(commandName: "notice", abstract: "记下潜在矛盾。")

  @OptionGroup var shared: SharedOptions
  @Argument(help: ArgumentHelp("苗头，不写姓名。", valueName: "苗头"))
  var title: String
  @Option(help: ArgumentHelp("在哪里。", valueName: "地点"))
  var place: String?
  @Option(help: ArgumentHelp("看到听到的。", valueName: "文字"))
  var note: String?
  @Option(help: ArgumentHelp("谁盯着；不写就是您。", valueName: "姓名"))
  var watcher: String?
  @Option(help: ArgumentHelp("几时复看；不写是 14 天后。", valueName: "时间"))
  var review: String?
  @Option(name: .customLong("for"), help: ArgumentHelp("由哪些诉求看出来，几件用逗号隔开。", valueName: "编号"))
  var numbers: String?
  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let now = surroundings.clock.now
      let rules = try session.store.rules(of: session.scope).deadlines
      let sign = LatentSign(
        title: title, words: note ?? "", place: place ?? "",
        watcher: try watcher.map { try NameLookup(directory: session.directory).person($0) }
          ?? writing.actor.person,
        reviewAt: try review.map { try surroundings.limit($0, in: session) }
          ?? MediationAnswer.usual(Mediation.usualReviewDays, after: now, rules))
      let requests = try MessageTemplates.words(numbers ?? "").map {
        try session.store.detail(number: $0, in: session.scope).history.id
      }
      let one = try session.store.notice(
        sign, about: requests, in: session.scope, by: writing.actor, at: now)
      surroundings.say(one, "已记下", in: session, asJSON: json)
    }
  }
}

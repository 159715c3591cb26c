import ArgumentParser
import CoreModel
import Store

/// `juwei council`: 议事会.
struct CouncilCommandLine: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "council",
    abstract: "议事会：待列的诉求、议题、会议通知、签到、记录、决议、纪要。",
    discussion: """
      议题写 议1，会议写 会1（只写数字也行）；诉求写编号或末尾几位。决议在散会时生效。

      例：
        juwei council pool
        juwei council propose '12号楼排水管老化' --request 007 --request 012 --as 王芳
        juwei council meet 协调会 议1 --at '11-28 14:00' --place 居委会议室 --people '书记：陈敏；居民：王阿姨' --as 王芳
        juwei council notice 会1
        juwei council sign-in 会1 '书记：陈敏；居民：王阿姨' --as 王芳
        juwei council resolve 会1 议1 采纳办理 --words 先疏通 --task '疏通排水管 @赵师傅 11-30' --as 王芳
        juwei council close 会1 --host 陈敏 --recorder 王芳 --as 陈敏
        juwei council minutes 会1 --html --out 纪要.html
      """,
    subcommands: [
      CouncilListCommand.self, CouncilPoolCommand.self, CouncilShowCommand.self,
      CouncilProposeCommand.self, CouncilItemCommand.self, CouncilTaskCommand.self,
      CouncilMeetCommand.self, CouncilMoveCommand.self, CouncilNoticeCommand.self,
      CouncilSignInCommand.self, CouncilRecordCommand.self, CouncilResolveCommand.self,
      CouncilCloseCommand.self, CouncilMinutesCommand.self,
    ], defaultSubcommand: CouncilListCommand.self)
}

/// Items and meetings by what somebody typed, and how they are printed.
struct CouncilLookup {
  let session: Session
  let now: Instant

  /// 「议3」, 「3」.
  func item(_ typed: String) throws -> AgendaID {
    try session.store.agendaItem(numbered: try number(typed, "议"), in: session.scope)
  }

  /// 「会2」, 「2」.
  func meeting(_ typed: String) throws -> CouncilID {
    try session.store.councilMeeting(numbered: try number(typed, "会"), in: session.scope)
  }

  private func number(_ typed: String, _ letter: Character) throws -> Int {
    let digits = typed.tidied.drop { $0 == letter }.unicodeScalars.map(\.halfWidth)
      .map { Character($0) }
    guard let number = Int(String(digits)), number > 0 else {
      throw UsageProblem("「\(typed)」看不懂；写成 \(letter)1 或 1，juwei council list 列出全部")
    }
    return number
  }

  func request(_ typed: String) throws -> RequestID {
    try session.store.detail(number: typed.tidied, in: session.scope).history.id
  }

  func line(_ id: AgendaID) throws -> AgendaLine {
    try session.store.agendaLine(id, in: session.scope, at: now)
  }

  func detail(_ id: CouncilID) throws -> CouncilDetail {
    try session.store.councilDetail(id, in: session.scope)
  }

  var document: CouncilDocument { CouncilDocument(directory: session.directory, now: now) }
}

extension Surroundings {
  /// Looks for `juwei council`; there must be a neighbourhood.
  func readingCouncil(
    _ shared: SharedOptions, _ body: (CouncilLookup) throws -> Void
  ) throws {
    let now = clock.now
    try reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有议事会可看") }
      try body(CouncilLookup(session: session, now: now))
    }
  }

  /// Changes for `juwei council`.
  func writingCouncil(
    _ shared: SharedOptions, _ body: (CouncilLookup, Actor) throws -> Void
  ) throws {
    let now = clock.now
    try writing(shared) { writing in
      try body(CouncilLookup(session: writing.session, now: now), writing.actor)
    }
  }

  /// Says what was done to an item.
  func say(_ words: String, _ item: AgendaItem, _ lookup: CouncilLookup, json: Bool) throws {
    say(json ? lookup.document.value(of: try lookup.line(item.id)).text() : words)
  }

  /// Says what was done to a meeting.
  func say(
    _ words: String, _ meeting: CouncilMeeting, _ lookup: CouncilLookup, json: Bool
  ) throws {
    say(json ? lookup.document.value(of: try lookup.detail(meeting.id)).text() : words)
  }
}

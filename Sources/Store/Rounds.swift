package import CoreModel
internal import GRDB

/// Rounds of checklists: reading them, and the one way in which they are written.
extension DeskStore {
  // MARK: Reading

  /// A round, whole.
  package func round(_ id: RoundID, of scope: NeighborhoodID) throws(StoreError) -> Round {
    try look { db in try RoundRecords(roll: try self.roll(of: scope, db), db: db).round(id) }
  }

  /// The rounds that were begun within a span, the earliest first; those that were given up are among them.
  package func rounds(
    of scope: NeighborhoodID, from start: Instant, until end: Instant
  ) throws(StoreError) -> [Round] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      return try RoundRecords(roll: roll, db: db).rounds(
        """
        SELECT uid FROM round WHERE neighborhood_id = ? AND started_at >= ? AND started_at < ?
        ORDER BY started_at, id
        """, [roll.scopeKey, start.milliseconds, end.milliseconds])
    }
  }

  /// The rounds that go on, the earliest first.
  package func openRounds(of scope: NeighborhoodID) throws(StoreError) -> [Round] {
    try look { db in try RoundRecords(roll: try self.roll(of: scope, db), db: db).open() }
  }

  /// What was found within a span, the earliest first.
  package func findings(
    of scope: NeighborhoodID, from start: Instant, until end: Instant
  ) throws(StoreError) -> [Finding] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      return try RoundRecords(roll: roll, db: db).findings(
        "f.neighborhood_id = ? AND f.at >= ? AND f.at < ? ORDER BY f.at, f.id",
        [roll.scopeKey, start.milliseconds, end.milliseconds])
    }
  }

  /// What was found at the places of a round before, the newest first.
  package func findings(
    atPlacesOf round: Round, of scope: NeighborhoodID, since: Instant
  ) throws(StoreError) -> [Finding] {
    try look { db in
      let records = RoundRecords(roll: try self.roll(of: scope, db), db: db)
      let places =
        [.places, .groups].contains(round.checklist.kind)
        ? round.checklist.points.map(\.name) : []
      var seen: Set<String> = []
      let keys = (places + round.findings.map(\.place)).filter {
        seen.insert(Finding.key(of: $0)).inserted
      }
      return try keys.flatMap { try records.findings(at: $0, since: since) }
        .filter { $0.round != round.id }.sorted { ($0.at, $0.id) > ($1.at, $1.id) }
    }
  }

  // MARK: Writing

  /// Begins a round.
  package func beginRound(
    _ checklist: Checklist, people: [PersonID] = [], about request: RequestID? = nil,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Round {
    try change { db in
      try self.beginRound(
        checklist, people: people, about: request, in: scope, by: actor, at: now, db)
    }
  }

  /// The same within a transaction that does more.
  func beginRound(
    _ checklist: Checklist, people: [PersonID], about request: RequestID?,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Round {
    let roll = try self.roll(of: scope, db)
    let records = RoundRecords(roll: roll, db: db)
    let event = try Round.decideStart(
      checklist, people: people,
      about: try request.map { try self.reference(to: $0, of: roll, db) },
      beside: try records.open(since: now.adding(minutes: -Round.forgottenAfterHours * 60)),
      by: actor, at: now, in: roll.directory)
    var random = SystemRandomNumberGenerator()
    let id = RoundID.timeOrdered(at: now, using: &random)
    let log = try DutyLog.append(
      [event], to: id.text, after: [], expecting: nil, by: actor, at: now, roll: roll, db)
    guard let round = Round(id: id, records: log) else { throw StoreError.failed("这一轮没有开始") }
    try records.store(round, beyond: nil)
    return round
  }

  /// Does something to a round.
  /// - Parameter version: The version that the desk saw, for what depends on all of it; nil for ticking a point,
  ///   which several people of one patrol do at once.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster, ``StoreError/refused(_:)`` when the rules say no.
  package func perform(
    _ command: RoundCommand, on id: RoundID, expecting version: Int?, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Round {
    try change { db in
      try self.perform(command, on: id, expecting: version, in: scope, by: actor, at: now, db)
    }
  }

  /// The same within a transaction that does more.
  func perform(
    _ command: RoundCommand, on id: RoundID, expecting version: Int?, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Round {
    let roll = try self.roll(of: scope, db)
    let records = RoundRecords(roll: roll, db: db)
    let known = try records.log(of: id)
    guard let round = Round(id: id, records: known) else { throw StoreError.notFound("这一轮检查单") }
    try DutyLog.refuseOvertaken(known, expecting: version, roll: roll)
    let ladder = try rules(of: scope, db).checklists.ladder
    var earlier: [Finding] = []
    if case .check(let report) = command, report.result == .problem {
      let place = report.spot.isEmpty ? round.placeName(at: report.point) : report.spot
      let moment = report.at ?? now
      earlier = try records.findings(
        at: place, since: moment.day.adding(days: -ladder.days).start)
    }
    var random = SystemRandomNumberGenerator()
    let events = try round.decide(
      command, by: actor, at: now, in: roll.directory,
      finding: FindingID.timeOrdered(at: now, using: &random), after: earlier, under: ladder)
    guard !events.isEmpty else { return round }
    let log = try DutyLog.append(
      events, to: id.text, after: known, expecting: version, by: actor, at: now, roll: roll, db)
    guard let next = Round(id: id, records: log) else { throw StoreError.failed("这一轮的记录不完整") }
    try records.store(next, beyond: round)
    return next
  }

  /// Takes a finding down as a request, by the one way in which requests are registered, and keeps them linked: both
  /// or neither.
  package func register(
    _ finding: FindingID, of id: RoundID, followedBy commands: [RequestCommand] = [],
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> (round: Round, request: RequestDetail) {
    try change { db in
      let roll = try self.roll(of: scope, db)
      let round = try RoundRecords(roll: roll, db: db).round(id)
      // Asked first: what cannot be linked must not leave a request behind.
      let found = try round.linkable(finding)
      let detail = try self.register(
        found.registration(in: roll.directory, receivedAt: now), followedBy: commands, by: actor,
        at: now, db)
      let next = try self.perform(
        .link(finding, FindingRequest(id: detail.history.id, number: detail.request.number)),
        on: id, expecting: nil, in: scope, by: actor, at: now, db)
      return (next, detail)
    }
  }

  /// Puts a finding to a request that is there already, since it is the same matter.
  package func link(
    _ finding: FindingID, of id: RoundID, to request: RequestID, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Round {
    try change { db in
      try self.perform(
        .link(
          finding, try self.reference(to: request, of: self.roll(of: scope, db), open: true, db)),
        on: id, expecting: nil, in: scope, by: actor, at: now, db)
    }
  }

  /// A request of the neighbourhood as rounds name it.
  /// - Parameter open: Whether it has to go on: what is put to one that is over would never be looked at again.
  func reference(
    to id: RequestID, of roll: Roll, open: Bool = false, _ db: Database
  ) throws -> FindingRequest {
    let query = try db.cachedStatement(
      sql: """
        SELECT number_day, number_serial, closed_at IS NULL FROM request
        WHERE uid = ? AND neighborhood_id = ?
        """)
    guard let row = try Row.fetchOne(query, arguments: [id.text, roll.scopeKey]) else {
      throw StoreError.notFound("这件诉求")
    }
    let number = RequestNumber(day: row[0], serial: row[1]).text
    let isOpen: Bool = row[2]
    guard isOpen || !open else {
      throw Refusal.outOfTurn("\(number) 已经办结或撤销，新发现的问题不能归到它；请登记成新的一件")
    }
    return FindingRequest(id: id, number: number)
  }

  // MARK: Templates

  /// Replaces the checklists and the ladder; rounds that were begun keep theirs.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since
  ///   they were seen.
  package func setChecklists(
    _ book: ChecklistBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改检查单", allowed: Permissions.wording)
    try change { db in
      _ = try self.set(.checklists, of: scope, db) { known in
        guard seen == nil || seen == known ?? ChecklistBook.standardText else {
          throw Refusal.outOfTurn("检查单刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
        }
        return book.text
      }
    }
  }
}

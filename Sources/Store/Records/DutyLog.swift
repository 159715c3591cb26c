internal import CoreModel
internal import Foundation
internal import GRDB

/// Reading and writing the log of what is no request. Decisions are CoreModel's: whoever appends has read the stream
/// under the same lock.
enum DutyLog {
  /// Everything that happened to one thing, oldest first; empty when nothing did.
  static func records<Event: DutyEvent>(
    _: Event.Type, of uid: String, roll: Roll, _ db: Database
  ) throws -> [DutyRecord<Event>] {
    let query = try db.cachedStatement(
      sql: """
        SELECT version, at, actor_id, kind, layout, payload FROM duty_event
        WHERE stream = ? AND stream_uid = ? ORDER BY version
        """)
    var records: [DutyRecord<Event>] = []
    let rows = try Row.fetchCursor(query, arguments: [Event.stream.rawValue, uid])
    while let row = try rows.next() { records.append(try record(row, roll)) }
    return records
  }

  /// The things of one kind to which something happened within a span, in the order of that.
  static func streams(
    of kind: DutyStreamKind, from start: Instant, until end: Instant, roll: Roll, _ db: Database
  ) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT stream_uid FROM duty_event
        WHERE neighborhood_id = ? AND stream = ? AND at >= ? AND at < ?
        GROUP BY stream_uid ORDER BY min(at), stream_uid
        """,
      arguments: [roll.scopeKey, kind.rawValue, start.milliseconds, end.milliseconds])
  }

  /// Appends what was decided.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/conflict(_:)`` when somebody was faster.
  static func append<Event: DutyEvent>(
    _ events: [Event], to uid: String, after known: [DutyRecord<Event>], expecting version: Int?,
    by actor: Actor, at now: Instant, roll: Roll, _ db: Database
  ) throws -> [DutyRecord<Event>] {
    try roll.admit(actor.person)
    try refuseOvertaken(known, expecting: version, roll: roll)
    let isBehind = known.last.map { DutyClock.isBehind(now, $0.at) } ?? false
    // A round has a rule of its own for its times: points are put down later, and from other desks.
    if isBehind, Event.stream != .round, let last = known.last?.at {
      throw Refusal.invalid(DutyClock.refusal(now: now, last: last, what: "已有的记录"))
    }
    // The clocks of two desks differ a little: times of one thing never run backwards all the same.
    let moment = isBehind ? now : known.last.map { max($0.at, now) } ?? now
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO duty_event
          (neighborhood_id, stream, stream_uid, version, at, actor_id, kind, layout, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)
        """)
    var records = known
    for event in events {
      let record = DutyRecord(
        version: records.count + 1, at: moment, actor: actor.person, event: event)
      try insert.execute(arguments: [
        roll.scopeKey, Event.stream.rawValue, uid, record.version, moment.milliseconds,
        try roll.key(of: actor.person), event.kind, try DeskRules.encoded(event),
      ])
      records.append(record)
    }
    return records
  }

  /// Two desks may do the same thing at once: the second is told who was faster, and with what.
  static func refuseOvertaken<Event: DutyEvent>(
    _ known: [DutyRecord<Event>], expecting version: Int?, roll: Roll
  ) throws {
    guard let version, version != known.count, let last = known.last else { return }
    throw StoreError.conflict(
      StoreError.Conflict(
        by: roll.personNames[last.actor] ?? "（不在册）", at: last.at, title: last.event.title,
        version: last.version))
  }

  private static func record<Event: DutyEvent>(
    _ row: Row, _ roll: Roll
  ) throws -> DutyRecord<Event> {
    guard let actor = roll.people[row[2]] else {
      throw StoreError.damaged(path: "", detail: "记录的经手人不在册")
    }
    guard row[4] as Int == 1 else {
      throw EventCodec.Unreadable.unknownKind(row[3], layout: row[4])
    }
    do {
      let event = try JSONDecoder().decode(Event.self, from: Data((row[5] as String).utf8))
      return DutyRecord(
        version: row[0], at: Instant(milliseconds: row[1]), actor: actor, event: event)
    } catch {
      throw EventCodec.Unreadable.damaged(kind: row[3])
    }
  }
}

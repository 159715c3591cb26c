package import CoreModel
internal import GRDB

/// 签到, 签退 and 交接班: read, decided and written under one lock.
extension DeskStore {
  /// Puts somebody's coming or leaving down.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no.
  @discardableResult
  package func perform(
    _ command: AttendanceCommand, on shift: Identifier<Shift>, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Attendance {
    try change { db in
      try self.perform(command, on: shift, in: scope, by: actor, at: now, db)
    }
  }

  /// The same within a transaction.
  @discardableResult
  func perform(
    _ command: AttendanceCommand, on shift: Identifier<Shift>, in scope: NeighborhoodID,
    by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Attendance {
    let records = DutyRecords(db: db, roll: try roll(of: scope, db))
    let attendance = try records.attendance(of: shift)
    let event = try attendance.decide(command, by: actor, at: now, in: records.roll.directory)
    let log = try DutyLog.append(
      [event], to: shift.text, after: try records.attendanceLog(of: shift), expecting: nil,
      by: actor, at: now, roll: records.roll, db)
    return Attendance(attendance.shift, log)
  }

  /// Hands over, adds to what was handed over, or signs it.
  /// - Parameters:
  ///   - version: How many events the desk saw; nil when whoever asks has not looked.
  ///   - attending: 签到 or 签退 of the actor that goes with it, by shift: all or nothing.
  /// - Throws: ``StoreError/conflict(_:)`` when another desk was faster, ``StoreError/refused(_:)`` when the rules
  ///   say no.
  @discardableResult
  package func perform(
    _ command: HandoverCommand, on shift: Identifier<Shift>, in scope: NeighborhoodID,
    expecting version: Int? = nil, attending: (AttendanceCommand, Identifier<Shift>)? = nil,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> Handover {
    try change { db in
      let handover = try self.perform(
        command, on: shift, in: scope, expecting: version, by: actor, at: now, db)
      if let (attendance, shift) = attending {
        try self.perform(attendance, on: shift, in: scope, by: actor, at: now, db)
      }
      return handover
    }
  }

  /// The same within a transaction.
  func perform(
    _ command: HandoverCommand, on shift: Identifier<Shift>, in scope: NeighborhoodID,
    expecting version: Int?, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> Handover {
    let records = DutyRecords(db: db, roll: try roll(of: scope, db))
    let known = try records.handoverLog(of: shift)
    try DutyLog.refuseOvertaken(known, expecting: version, roll: records.roll)
    let event = try records.decide(
      command, on: shift, over: Handover(shift, known), by: actor, at: now)
    let log = try DutyLog.append(
      [event], to: shift.text, after: known, expecting: version, by: actor, at: now,
      roll: records.roll, db)
    guard let handover = Handover(shift, log) else {
      throw StoreError.failed("交接记录不连续")
    }
    try records.project(handover)
    return handover
  }
}

extension DutyRecords {
  fileprivate func decide(
    _ command: HandoverCommand, on shift: Identifier<Shift>, over existing: Handover?,
    by actor: Actor, at now: Instant
  ) throws -> HandoverEvent {
    let directory = roll.directory
    if case .give(let words, let remark) = command {
      return try Handover.decideGiving(
        try matter(of: try attendance(of: shift), at: now), words: words, remark: remark,
        over: existing, by: actor, at: now, in: directory)
    }
    guard let existing else {
      throw Refusal.outOfTurn("这一班还没有交班，没有可以签字或补充的交接")
    }
    switch command {
    case .add(let text):
      return try existing.decideAdding(
        text, by: actor, attendance: try attendanceIfKnown(of: shift), at: now, in: directory)
    case .give(_, let remark), .sign(let remark):
      let next = try existing.sheet.next.flatMap { try attendanceIfKnown(of: $0.id) }
      return try existing.decideSigning(remark, by: actor, next: next, at: now, in: directory)
    }
  }

  /// Brings the row of a handover up to date.
  fileprivate func project(_ handover: Handover) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO handover (shift_uid, neighborhood_id, ended_at, given_at, signed_at)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (shift_uid) DO UPDATE SET signed_at = excluded.signed_at
        """
    ).execute(arguments: [
      handover.id.text, roll.scopeKey, handover.shift.end.milliseconds,
      handover.givenAt.milliseconds, handover.signature?.at.milliseconds,
    ])
  }
}

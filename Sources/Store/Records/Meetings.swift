package import CoreModel
internal import GRDB

/// Writing down a 晨会.
extension DeskStore {
  /// Writes down who is there.
  /// - Parameter version: The version of the meeting that the desk saw.
  /// - Throws: ``StoreError/refused(_:)`` when it is closed, ``StoreError/conflict(_:)`` when another desk was faster.
  @discardableResult
  package func attend(
    _ attendance: MeetingEvent.Attendance, meeting day: Day, of scope: NeighborhoodID,
    expecting version: Int?, by actor: Actor, at now: Instant
  ) throws(StoreError) -> MorningMeeting {
    try change { db in
      try self.record(in: day, of: scope, expecting: version, by: actor, at: now, db) {
        try $0.decide(attendance: attendance, by: actor, in: $1)
      }
    }
  }

  /// Closes the meeting of today: the minutes are those of this moment, and are kept.
  @discardableResult
  package func closeMeeting(
    on day: Day, of scope: NeighborhoodID, remarks: String, expecting version: Int?,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> MorningMeeting {
    try change { db in
      let survey = try self.morning(of: scope, day: day, now: now, db)
      return try self.record(in: day, of: scope, expecting: version, by: actor, at: now, db) {
        try $0.decideClosing(
          MorningMinutes(of: survey.report, meeting: $0, remarks: remarks, in: $1), by: actor,
          at: now, in: $1)
      }
    }
  }

  /// Opens the meeting of today again.
  @discardableResult
  package func reopenMeeting(
    on day: Day, of scope: NeighborhoodID, reason: String, expecting version: Int?,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> MorningMeeting {
    try change { db in
      try self.record(in: day, of: scope, expecting: version, by: actor, at: now, db) {
        meeting, _ in
        try meeting.decideReopening(reason: reason, by: actor, at: now)
      }
    }
  }

  private func record(
    in day: Day, of scope: NeighborhoodID, expecting version: Int?, by actor: Actor,
    at now: Instant, _ db: Database,
    _ decide: (MorningMeeting, Directory) throws -> MeetingEvent
  ) throws -> MorningMeeting {
    let roll = try self.roll(of: scope, db)
    let name = DeskStore.meetingName(day, in: scope)
    let known = try DutyLog.records(MeetingEvent.self, of: name, roll: roll, db)
    let event = try decide(MorningMeeting(on: day, known), roll.directory)
    let records = try DutyLog.append(
      [event], to: name, after: known, expecting: version, by: actor, at: now, roll: roll, db)
    return MorningMeeting(on: day, records)
  }
}

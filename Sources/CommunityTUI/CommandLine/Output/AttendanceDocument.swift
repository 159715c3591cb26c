import CoreModel
import Store

/// Attendance as tables and `--json` show it.
struct AttendanceDocument {
  let directory: Directory
  let now: Instant

  /// A row for each person of a shift.
  func rows(of attendance: Attendance) -> [[String]] {
    let shift = attendance.shift
    let title = "\(shift.start.day.dateText(relativeTo: now.day)) \(shift.kind.title)"
    return attendance.everybody.map { person in
      let stints = attendance.stints(of: person)
      let late = stints.first.map { $0.lateMinutes > 0 ? "晚到 \($0.lateMinutes) 分" : "" } ?? ""
      let early = stints.last.map { $0.earlyMinutes > 0 ? "早走 \($0.earlyMinutes) 分" : "" } ?? ""
      let stands = stints.first?.arrival.standsInFor.map { "顶\(directory.name(of: $0))的班" } ?? ""
      let standing = attendance.standing(of: person, at: now)
      let state = standing.isAmiss || stints.isEmpty ? standing.text(in: directory) : ""
      return [
        title, shift.spanText, directory.name(of: person),
        stints.first?.arrival.at.clockText ?? "", stints.last?.departure?.at.clockText ?? "",
        stints.isEmpty
          ? "" : durationText(seconds: attendance.minutes(of: person, until: now) * 60),
        [state, late, early, stands].filter { !$0.isEmpty }.joined(separator: "，"),
      ]
    }
  }

  /// Every shift, with who came.
  func value(of attendance: [Attendance]) -> JSONValue {
    .array(attendance.map(value(of:)))
  }

  /// One shift, with who came.
  func value(of attendance: Attendance) -> JSONValue {
    .object([
      "shift": value(of: attendance.shift),
      "people": .array(
        attendance.everybody.map { person in
          .object([
            "name": .string(directory.name(of: person)),
            "isOnRoster": .bool(attendance.shift.people.contains(person)),
            "isAmiss": .bool(attendance.standing(of: person, at: now).isAmiss),
            "minutes": .int(attendance.minutes(of: person, until: now)),
            "stints": .array(attendance.stints(of: person).map(value(of:))),
          ])
        }),
    ])
  }

  private func value(of stint: Attendance.Stint) -> JSONValue {
    .object([
      "in": .string(stint.arrival.at.iso8601), "out": .optional(stint.departure?.at.iso8601),
      "lateMinutes": .int(stint.lateMinutes), "earlyMinutes": .int(stint.earlyMinutes),
      "standsInFor": .optional(stint.arrival.standsInFor.map(directory.name(of:))),
      "reason": .string(Privacy.masked(stint.arrival.reason)),
      "recordedBy": .string(directory.name(of: stint.recordedBy)),
      "recordedAt": .string(stint.recordedAt.iso8601),
    ])
  }

  /// A shift.
  func value(of shift: Shift) -> JSONValue {
    .object([
      "id": .string(shift.id.text), "kind": .string(shift.kind.rawValue),
      "title": .string(shift.kind.title), "start": .string(shift.start.iso8601),
      "end": .string(shift.end.iso8601),
      "people": .array(shift.people.map { .string(directory.name(of: $0)) }),
      "note": .string(shift.note),
    ])
  }
}

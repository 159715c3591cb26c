import CoreModel
import Store

/// What a neighbourhood consists of, for people and as `--json`.
struct SetupSheet {
  let directory: Directory
  let hours: DutyHours
  let shifts: [Shift]
  let now: Instant

  /// For people.
  func lines(columns: Int?) -> [String] {
    var lines = ["居民区  \(directory.neighborhood.name)"]
    for estate in directory.estates {
      let groups = directory.groups.filter { $0.estate == estate.id }
      let company = estate.propertyCompany.map { "（\($0)）" } ?? ""
      lines.append("小区    \(estate.name)\(company)  \(groups.count) 个楼组")
    }
    for kind in DayKind.allCases {
      lines.append("\(kind.title)  \(DutyHoursText.text(of: hours.spans(on: kind)))")
    }
    if !directory.groups.isEmpty {
      lines.append("")
      lines +=
        TextTable(
          headers: ["楼组", "小区", "楼组长", "户数", "微信群"],
          rows: directory.groups.map { group in
            [
              group.name, directory.estate(group.estate)?.name ?? "", group.leader ?? "—",
              "\(group.households)", group.weChatGroup ?? "—",
            ]
          }, columns: columns
        ).lines
    }
    if !shifts.isEmpty {
      lines.append("")
      lines +=
        TextTable(
          headers: ["班次", "时间", "值班人"],
          rows: shifts.map { shift in
            let day =
              "\(shift.start.day.dateText(relativeTo: now.day)) \(shift.start.day.weekdayText)"
            return [
              shift.kind.title, "\(day) \(shift.start.clockText)-\(shift.end.clockText)",
              shift.people.map(directory.name(of:)).joined(separator: "、"),
            ]
          }, columns: columns
        ).lines
    }
    return lines
  }

  /// For programs.
  var document: JSONValue {
    .object([
      "id": .string(directory.neighborhood.id.text),
      "name": .string(directory.neighborhood.name),
      "estates": .array(
        directory.estates.map {
          .object([
            "id": .string($0.id.text), "name": .string($0.name),
            "propertyCompany": .optional($0.propertyCompany),
          ])
        }),
      "microGrids": .array(
        directory.microGrids.map {
          .object([
            "id": .string($0.id.text), "name": .string($0.name),
            "gridWorker": .optional($0.gridWorker.map(directory.name(of:))),
          ])
        }),
      "groups": .array(
        directory.groups.map { group in
          .object([
            "id": .string(group.id.text), "name": .string(group.name),
            "estate": .optional(directory.estate(group.estate)?.name),
            "microGrid": .optional(
              directory.microGrids.first { $0.id == group.microGrid }?.name),
            "leader": .optional(group.leader), "rotatingLeader": .optional(group.rotatingLeader),
            "weChatGroup": .optional(group.weChatGroup),
            "assignedStaff": .optional(group.assignedStaff.map(directory.name(of:))),
            "households": .int(group.households),
          ])
        }),
      "hours": .object(SetupSheet.document(of: hours)),
      "shifts": .array(shifts.map { SetupSheet.document(of: $0, in: directory) }),
    ])
  }

  /// Duty hours as `--json` shows them.
  static func document(of hours: DutyHours) -> [String: JSONValue] {
    Dictionary(
      uniqueKeysWithValues: DayKind.allCases.map { kind in
        (
          kind.rawValue,
          .array(hours.spans(on: kind).map { .string($0.text.replacing("–", with: "-")) })
        )
      })
  }

  /// A shift as `--json` shows it.
  static func document(of shift: Shift, in directory: Directory) -> JSONValue {
    .object([
      "id": .string(shift.id.text), "start": .string(shift.start.iso8601),
      "end": .string(shift.end.iso8601), "kind": .string(shift.kind.rawValue),
      "people": .array(shift.people.map { .string(directory.name(of: $0)) }),
      "note": .string(shift.note),
    ])
  }
}

import CoreModel
import Store

/// 督办 as `--json` shows it. The names are for ever; new ones may be added.
enum SupervisionDocument {
  /// The figures.
  static func value(of survey: SupervisionSurvey) -> JSONValue {
    .object([
      "asOf": .string(survey.asOf.iso8601),
      "neighborhoods": .array(
        survey.homes.map { home in
          .object([
            "id": .string(home.id.text), "name": .string(home.neighborhood.name),
            "area": .optional(home.area.isEmpty ? nil : home.area),
            "stalledDays": .int(home.stalledDays), "figures": value(of: home.tally),
            "absentUnits": .array(
              home.absent.map { unit in
                .object([
                  "unit": .string(unit.unit), "whistle": .string(Privacy.masked(unit.title)),
                  "dueAt": .string(unit.dueAt.iso8601), "reported": .bool(unit.isReported),
                ])
              }),
            "groups": .array(
              home.groups.map { group in
                .object([
                  "id": .optional(group.id?.text), "name": .string(group.name),
                  "figures": value(of: group.tally),
                ])
              }),
          ])
        }),
    ])
  }

  private static func value(of tally: SupervisionTally) -> JSONValue {
    var members: [String: JSONValue] = [
      "open": .int(tally.open), "concerned": .int(tally.concerned),
      "latestSeconds": .int(tally.latest),
      "overdueBy": .array(
        tally.ownersByCount.map {
          .object(["owner": .string($0.name), "count": .int($0.count)])
        }),
    ]
    for concern in Concern.allCases { members[concern.rawValue] = .int(tally[concern]) }
    return .object(members)
  }

  /// A request that is a concern.
  static func value(
    of one: SupervisedRow, in directory: Directory, now: Instant, filesFolder: String
  ) -> JSONValue {
    let watch = one.facts.watch
    return .object([
      "neighborhood": .string(one.neighborhood.name),
      "owner": .string(one.owner),
      "concerns": .array(one.concerns.all.map { .string($0.rawValue) }),
      "lastAt": .string(watch.lastAt.iso8601),
      "waitsFor": .array(watch.waitsFor.map { .string("\($0)") }),
      "inquiriesOpen": .int(watch.asked), "inquiriesAnswered": .int(watch.answered),
      "request": RequestDocument(directory: directory, filesFolder: filesFolder, now: now)
        .value(of: one.row),
    ])
  }

  /// 督办层级.
  static func value(of book: EscalationBook) -> JSONValue {
    .object([
      "text": .string(book.text), "stalledDays": .int(book.stalledDays),
      "levels": .array(
        book.levels.map { level in
          .object([
            "obligation": .optional(level.about?.rawValue), "before": .bool(level.isBefore),
            "amount": .int(level.amount), "unit": .string("\(level.unit)"),
            "recipient": .string(level.recipient.rawValue), "text": .string(level.text),
          ])
        }),
    ])
  }

  /// Who was told what.
  static func value(of notice: EscalationNotice, in directory: Directory) -> JSONValue {
    .object([
      "level": .string(notice.level), "obligation": .string(notice.obligation.rawValue),
      "dueAt": .string(notice.dueAt.iso8601), "person": .string(directory.name(of: notice.person)),
      "at": .string(notice.at.iso8601),
    ])
  }
}

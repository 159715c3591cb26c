import CoreModel
import Store

/// A whistle as `--json` shows it.
struct WhistleDocument {
  let whistle: Whistle
  let directory: Directory
  let rules: DeadlineRules
  let now: Instant

  /// The whole of it.
  var value: JSONValue {
    let order = whistle.order
    let step = whistle.step(under: rules)
    return .object([
      "id": .string(whistle.id.text), "number": .string(whistle.number),
      "title": .string(Privacy.masked(order.title)), "level": .string(order.level.rawValue),
      "words": .string(Privacy.masked(order.words)),
      "blownAt": .string(whistle.blownAt.iso8601),
      "blownBy": .string(directory.name(of: whistle.blownBy)),
      "keeper": .string(directory.name(of: order.keeper)),
      "open": .bool(whistle.isOpen), "phase": .string("\(whistle.phase(at: now))"),
      "standing": .string(whistle.standing(at: now)),
      "timesMoved": .int(whistle.timesMoved),
      "next": step.map {
        .object([
          "what": .string(Privacy.masked($0.what)), "dueAt": .string($0.dueAt.iso8601),
          "overdue": .bool($0.dueAt < now),
        ])
      } ?? .null,
      "units": .array(whistle.calls.map(value(of:))),
      "undertakings": .array(whistle.undertakings.map(value(of:))),
      "requests": .array(whistle.requests.map { .string($0.number) }),
      "measures": .array(
        whistle.measures.map {
          .object([
            "title": .string(Privacy.masked($0.title)), "every": .string($0.recurrence.title),
            "person": .string(directory.name(of: $0.person)),
            "firstDueAt": .string($0.dueAt.iso8601),
          ])
        }),
      "result": .optional(whistle.closing?.result.rawValue),
      "outcome": .optional(whistle.closing.map { Privacy.masked($0.words) }),
      "closedAt": .optional(whistle.closedAt?.iso8601),
      "events": .array(
        whistle.records.map { record in
          .object([
            "version": .int(record.version), "at": .string(record.at.iso8601),
            "by": .string(directory.name(of: record.actor)), "event": .string(record.event.kind),
            "title": .string(record.event.title),
            "words": .string(
              Privacy.masked(whistle.words(of: record.event, relativeTo: now, in: directory))),
          ])
        }),
    ])
  }

  private func value(of call: Whistle.Call) -> JSONValue {
    .object([
      "unit": .string(call.unit.name), "contact": .string(call.unit.contact),
      "dueAt": .string(call.dueAt.iso8601), "checkedInAt": .optional(call.checkIn?.at.iso8601),
      "people": .optional(call.checkIn.map { Privacy.masked($0.people) }),
      "words": .optional(call.checkIn.map { Privacy.masked($0.words) }),
      "late": .bool(call.isLate(at: now)), "reportedAt": .optional(call.reportedAt?.iso8601),
    ])
  }

  private func value(of one: Whistle.Undertaking) -> JSONValue {
    .object([
      "task": .string(one.what.task.text), "unit": .string(one.what.unit),
      "words": .string(Privacy.masked(one.what.words)), "dueAt": .string(one.what.dueAt.iso8601),
      "person": .string(directory.name(of: one.what.person)),
      "timesPutOff": .int(one.timesPutOff),
      "outcome": .optional(one.settlement?.outcome.rawValue),
      "outcomeWords": .optional(one.settlement.map { Privacy.masked($0.words) }),
    ])
  }
}

extension StandingMeasure {
  /// 常态措施 as `--json` shows it.
  func value(in directory: Directory) -> JSONValue {
    .object([
      "task": .string(task.id.text), "title": .string(Privacy.masked(task.title)),
      "every": .string(task.recurrence?.title ?? ""),
      "person": .string(directory.name(of: task.person)), "nextAt": .string(task.dueAt.iso8601),
      "lastDoneAt": .optional(lastDoneAt?.iso8601),
      "origin": .optional(task.origin.map { "\($0.kind.title)：\(Privacy.masked($0.title))" }),
    ])
  }
}

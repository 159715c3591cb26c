import CoreModel

/// A mediation as `--json` shows it: parties by family name alone, and nothing of what they said.
struct MediationDocument {
  let mediation: Mediation
  let directory: Directory
  let now: Instant

  /// The whole of it.
  var value: JSONValue {
    .object([
      "id": .string(mediation.id.text), "title": .string(Privacy.masked(mediation.title)),
      "phase": .string("\(mediation.phase)"), "open": .bool(mediation.isOpen),
      "begunAt": .string(mediation.begunAt.iso8601),
      "keeper": .string(directory.name(of: mediation.keeper)),
      "lead": .optional(mediation.pair.map { directory.name(of: $0.lead) }),
      "second": .optional(mediation.pair.map { directory.name(of: $0.second) }),
      "parties": .array((mediation.order?.parties ?? []).map { .string($0.maskedName) }),
      "method": .optional(mediation.order?.method.name),
      "steps": .array(
        (mediation.order?.method.points ?? []).enumerated().map { index, point in
          .object([
            "name": .string(point.name),
            "doneAt": .optional(mediation.done[index]?.at.iso8601),
          ])
        }), "talks": .int(mediation.talks),
      "agreed": .bool(mediation.agreement != nil),
      "next": mediation.step.map {
        .object([
          "what": .string($0.what), "dueAt": .string($0.dueAt.iso8601),
          "overdue": .bool($0.dueAt < now),
        ])
      } ?? .null,
      "requests": .array(mediation.requests.map { .string($0.number) }),
      "result": .optional(mediation.ending?.title),
      "endedAt": .optional(mediation.endedAt?.iso8601),
      "events": .array(
        mediation.records.map { record in
          .object([
            "version": .int(record.version), "at": .string(record.at.iso8601),
            "by": .string(directory.name(of: record.actor)), "event": .string(record.event.kind),
            "title": .string(record.event.title),
          ])
        }),
    ])
  }
}

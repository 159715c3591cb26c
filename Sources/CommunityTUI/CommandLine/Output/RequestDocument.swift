import CoreModel
import Store

/// A request as `--json` shows it. The names are for ever; new ones may be added.
struct RequestDocument {
  /// Names of people and places.
  let directory: Directory
  /// Where evidence is kept.
  let filesFolder: String
  /// The time, for what is left.
  let now: Instant

  /// Everything about a request.
  func value(of detail: RequestDetail) -> JSONValue {
    let request = detail.request
    let form = request.registration
    var members = members(of: RequestDocument.row(of: detail))
    members["category"] = .optional(request.category?.name)
    members["resident"] = .optional(form.resident.name.map(Privacy.masked))
    members["phone"] = .optional(form.resident.maskedPhone)
    members["callerPrivacy"] = .string(request.callerPrivacy.rawValue)
    members["namedHandler"] = .optional(form.namedHandler.map(directory.name(of:)))
    members["caller"] = detail.caller.map(value(of:)) ?? .null
    members["repeats"] =
      detail.repeats.map {
        .object(["ofPhone": .int($0.ofPhone), "ofMatter": .int($0.ofMatter)])
      } ?? .null
    let rounds = RoundDocument(directory: directory)
    members["findings"] = .array((detail.checks?.findings ?? []).map(rounds.value(of:)))
    members["checklists"] = .array((detail.checks?.rounds ?? []).map { rounds.value(of: $0) })
    members["supervisionRounds"] = .int(request.supervisionRounds)
    members["ticket"] = ticket(of: detail)
    members["main"] = .optional(request.main?.number)
    members["linkedCount"] = .int(detail.kin.linked.count)
    members["linked"] = .array(detail.kin.linked.map { .string($0.number) })
    members["tasks"] = .array(request.tasks.map(value(of:)))
    members["clocks"] = .array(detail.clocks.map(value(of:)))
    members["events"] = .array(
      EventDocument(directory: directory, filesFolder: filesFolder).values(of: detail.history))
    return .object(members)
  }

  /// What a list knows of a request, without its clocks and events.
  func value(of row: QueueRow) -> JSONValue { .object(members(of: row)) }

  private func members(of row: QueueRow) -> [String: JSONValue] {
    [
      "id": .string(row.id.text),
      "number": .string(row.number),
      "version": .int(row.version),
      "status": .string(row.status.rawValue),
      "tier": .optional(row.tier?.rawValue),
      "urgency": .string(row.urgency.rawValue),
      "channel": .string(row.channel.rawValue),
      "text": .string(Privacy.masked(row.text)),
      "group": .optional(row.group.map { directory.group($0)?.name ?? $0.text }),
      "room": .optional(row.room),
      "place": .optional(row.placeDetail.map(Privacy.masked)),
      "firstReceiver": .string(directory.name(of: row.firstReceiver)),
      "handler": .optional(row.handler.map(directory.name(of:))),
      "receivedAt": .string(row.receivedAt.iso8601),
      "closedAt": .optional(row.closedAt?.iso8601),
      "hotlineNumber": .optional(row.hotlineNumber),
      "main": .optional(row.mainNumber),
      "linkedCount": .int(row.linkedCount),
      "obligation": row.obligation.map(value(of:)) ?? .null,
      "ticket": ticket(of: row.ticket),
    ]
  }

  /// A task, open or settled.
  func value(of task: DeskTask) -> JSONValue {
    .object([
      "id": .string(task.id.text),
      "title": .string(Privacy.masked(task.title)),
      "person": .string(directory.name(of: task.person)),
      "dueAt": .string(task.dueAt.iso8601),
      "meeting": .optional(task.meeting?.iso8601),
      "setAt": .string(task.setAt.iso8601),
      "timesPutOff": .int(task.timesPutOff),
      "late": .bool(task.isLate(at: now)),
      "settledAt": .optional(task.settledAt?.iso8601),
      "outcome": .optional(task.settlement?.outcome.rawValue),
    ])
  }

  private func value(of obligation: Obligation) -> JSONValue {
    .object([
      "kind": .string(obligation.kind.rawValue),
      "dueAt": .string(obligation.dueAt.iso8601),
      "remainingSeconds": .int(obligation.dueAt.seconds(since: now)),
      "overdue": .bool(obligation.pressure(at: now) == .overdue),
      "owedBy": .string(Words.owner(obligation.owedBy, in: directory)),
    ])
  }

  private func value(of clock: Clock) -> JSONValue {
    .object([
      "kind": .string(clock.kind.rawValue),
      "basis": .string(clock.basis.rawValue),
      "startedAt": .string(clock.startedAt.iso8601),
      "dueAt": .string(clock.dueAt.iso8601),
      "originallyDueAt": .string(clock.originallyDueAt.iso8601),
      "stoppedAt": .optional(clock.stoppedAt?.iso8601),
      "missed": .bool(clock.isMissed(at: now)),
      "explanation": .string(clock.explanation),
    ])
  }

  /// The row that a list would show of a request, so that both documents are made in one place.
  private static func row(of detail: RequestDetail) -> QueueRow {
    let request = detail.request
    let form = request.registration
    return QueueRow(
      id: request.id, key: QueueKey(sort: 0, row: detail.rowKey), number: request.number,
      version: request.version, text: form.text, group: form.place.group, room: form.place.room,
      placeDetail: form.place.detail, tier: request.tier, urgency: request.urgency,
      status: request.status, channel: form.channel, obligation: detail.obligation,
      handler: request.handler, firstReceiver: form.firstReceiver, receivedAt: request.receivedAt,
      closedAt: request.closedAt, hotlineNumber: request.hotline?.number)
  }
}

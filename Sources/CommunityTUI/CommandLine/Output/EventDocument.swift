import CoreModel
import Store

/// The events of a request as `--json` shows them: who did what when, and with which particulars.
/// Numbers in what was written are masked, as they are in every other document.
struct EventDocument {
  /// Names of people and places.
  let directory: Directory
  /// Where evidence is kept.
  let filesFolder: String

  /// The events in order, undone ones and undoings included.
  func values(of history: RequestHistory) -> [JSONValue] {
    let undone = history.undoneVersions
    return history.events.map { recorded in
      .object([
        "version": .int(recorded.version),
        "kind": .string(recorded.event.kind),
        "title": .string(recorded.event.title),
        "at": .string(recorded.at.iso8601),
        "actor": .string(directory.name(of: recorded.actor)),
        "undone": .bool(undone.contains(recorded.version)),
        "data": .object(data(of: recorded.event)),
      ])
    }
  }

  private func data(of event: TaskEvent) -> [String: JSONValue] {
    switch event {
    case .set(let order):
      [
        "task": .string(order.id.text), "title": .string(Privacy.masked(order.title)),
        "person": .string(directory.name(of: order.person)), "dueAt": .string(order.dueAt.iso8601),
        "meeting": .optional(order.meeting?.iso8601),
      ]
    case .changed(let change):
      [
        "task": .string(change.task.text), "person": .string(directory.name(of: change.person)),
        "dueAt": .string(change.dueAt.iso8601), "text": .string(Privacy.masked(change.reason)),
      ]
    case .settled(let settlement):
      [
        "task": .string(settlement.task.text), "outcome": .string(settlement.outcome.rawValue),
        "text": .string(Privacy.masked(settlement.words)),
      ]
    }
  }

  private func data(of event: OnwardEvent) -> [String: JSONValue] {
    var data: [String: JSONValue] = [
      "link": .object([
        "kind": .string(event.link.kind.rawValue), "id": .string(event.link.id),
        "title": .string(Privacy.masked(event.link.title)),
      ])
    ]
    switch event {
    case .joined(let joining): data["step"] = joining.step.map(value(of:)) ?? .null
    case .moved(let move):
      data["text"] = .string(Privacy.masked(move.words))
      data["step"] = move.step.map(value(of:)) ?? .null
    case .settled(let settlement):
      data["text"] = .string(Privacy.masked(settlement.outcome))
      data["resolves"] = .bool(settlement.resolves)
    case .left(let leaving): data["text"] = .string(Privacy.masked(leaving.reason))
    }
    return data
  }

  private func value(of step: OnwardStep) -> JSONValue {
    .object([
      "obligation": .string(step.kind.rawValue), "text": .string(Privacy.masked(step.what)),
      "dueAt": .string(step.dueAt.iso8601),
      "person": .optional(step.person.map(directory.name(of:))),
    ])
  }

  private func data(of event: InquiryEvent) -> [String: JSONValue] {
    switch event {
    case .asked(let order):
      [
        "inquiryKind": .string(order.kind.rawValue), "text": .string(Privacy.masked(order.text)),
        "dueAt": .string(order.dueAt.iso8601),
      ]
    case .answered(let words), .closed(let words):
      ["inquiry": .int(words.inquiry), "text": .string(Privacy.masked(words.text))]
    case .sentBack(let back):
      [
        "inquiry": .int(back.inquiry), "text": .string(Privacy.masked(back.text)),
        "dueAt": .string(back.dueAt.iso8601),
      ]
    }
  }

  private func data(of event: RequestEvent) -> [String: JSONValue] {
    switch event {
    case .registered(let form): return data(of: form)
    case .triaged(let decision):
      return [
        "tier": .int(decision.tier.rawValue), "category": .optional(decision.category?.name),
        "urgency": .optional(decision.urgency?.rawValue),
        "basis": .optional(decision.basis.map(Privacy.masked)),
      ]
    case .dispatched(let dispatch):
      return [
        "handler": .string(directory.name(of: dispatch.handler)),
        "pool": .bool(dispatch.handler.pool != nil), "text": .string(Privacy.masked(dispatch.note)),
      ]
    case .accepted(let acceptance):
      return ["handler": .string(directory.name(of: acceptance.by))]
    case .resolved(let resolution):
      return [
        "text": .string(Privacy.masked(resolution.outcome)),
        "evidence": .array(resolution.evidence.map(value(of:))),
      ]
    case .fedBack(let feedback):
      return [
        "text": .string(Privacy.masked(feedback.text)), "method": .string(feedback.method.rawValue),
      ]
    case .informed(let informing):
      return [
        "text": .string(Privacy.masked(informing.text)),
        "method": .string(informing.method.rawValue),
        "audience": .string(informing.audience.rawValue),
        "template": .optional(informing.template),
      ]
    case .acknowledged(let reminder):
      return [
        "level": .string("\(reminder.level)"), "obligation": .string(reminder.obligation.rawValue),
        "dueAt": .string(reminder.dueAt.iso8601),
      ]
    case .held(let hold):
      return ["text": .string(Privacy.masked(hold.reason)), "until": .string(hold.until.iso8601)]
    case .amended(let amendment): return data(of: amendment)
    case .undone(let undoing):
      return ["undoes": .int(undoing.version), "text": .string(Privacy.masked(undoing.reason))]
    case .closedByHotline(let closing):
      return [
        "closedAt": .string(closing.at.iso8601), "text": .string(Privacy.masked(closing.outcome)),
        "satisfaction": .string(closing.satisfaction),
      ]
    case .linked(let link), .unlinked(let link):
      return ["main": .string(link.number), "text": .string(Privacy.masked(link.text))]
    case .hotlineReconciled(let reconciliation): return data(of: reconciliation)
    case .ticket(let own): return data(of: own)
    case .task(let own): return data(of: own)
    case .onward(let own): return data(of: own)
    case .inquiry(let own): return data(of: own)
    case .takenOver(let taking):
      return [
        "from": .string(directory.name(of: taking.from)), "since": .string(taking.since.iso8601),
      ]
    case .responded(let remark), .arrived(let remark), .confirmed(let remark),
      .rejected(let remark), .supervised(let remark), .resumed(let remark), .escalated(let remark),
      .noted(let remark), .cancelled(let remark), .reopened(let remark), .phoneRevealed(let remark):
      return ["text": .string(Privacy.masked(remark.text))]
    }
  }

  private func data(of form: Registration) -> [String: JSONValue] {
    var data = data(of: form.place)
    data["text"] = .string(Privacy.masked(form.text))
    data["channel"] = .string(form.channel.rawValue)
    data["urgency"] = .string(form.urgency.rawValue)
    data["receivedAt"] = .string(form.receivedAt.iso8601)
    return data
  }

  /// Only what was changed; who asked is said without the number.
  private func data(of amendment: Amendment) -> [String: JSONValue] {
    var data = amendment.place.map(data(of:)) ?? [:]
    if let text = amendment.text { data["text"] = .string(Privacy.masked(text)) }
    if let channel = amendment.channel { data["channel"] = .string(channel.rawValue) }
    if let urgency = amendment.urgency { data["urgency"] = .string(urgency.rawValue) }
    if let resident = amendment.resident {
      data["resident"] = .optional(resident.name.map(Privacy.masked))
      data["phone"] = .optional(resident.maskedPhone)
    }
    return data
  }

  /// Old and new of every field, masked like everything else.
  private func data(of reconciliation: HotlineReconciliation) -> [String: JSONValue] {
    [
      "text": .string(reconciliation.words),
      "fields": .array(
        reconciliation.choices.map { choice in
          .object([
            "field": .string(choice.field.title),
            "ours": .string(choice.field.shown(choice.ours)),
            "theirs": .string(choice.field.shown(choice.theirs)),
            "taken": .bool(choice.takesTheirs),
          ])
        }),
    ]
  }

  private func data(of place: RequestPlace) -> [String: JSONValue] {
    [
      "group": .optional(place.group.map { directory.group($0)?.name ?? $0.text }),
      "room": .optional(place.room), "place": .optional(place.detail.map(Privacy.masked)),
    ]
  }

  func value(of evidence: Evidence) -> JSONValue {
    .object([
      "fileName": .string(evidence.fileName), "digest": .string(evidence.digest),
      "size": .int(evidence.size), "path": .string(DeskStore.path(of: evidence, in: filesFolder)),
    ])
  }
}

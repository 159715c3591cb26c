import CoreModel
import Store

/// The `ticket` of a request's document. A list knows the first members; the rest stands where the whole request
/// does. The names are for ever; new ones may be added.
extension RequestDocument {
  /// What a list knows of an open ticket; null for what is none, and for one that is closed.
  func ticket(of line: TicketLine?) -> JSONValue {
    line.map { .object(members(of: $0)) } ?? .null
  }

  /// Everything about a ticket, closed ones too; null for what is no ticket.
  func ticket(of detail: RequestDetail) -> JSONValue {
    let request = detail.request
    guard let ticket = request.ticket, let hotline = request.hotline else { return .null }
    let limit = detail.clocks.last { $0.kind == .statutory }
    let stopped = limit?.stoppedAt
    var members: [String: JSONValue] = [
      "state": .optional(request.ticketState?.rawValue),
      "kind": .string(hotline.kind.rawValue),
      "kindText": .string(hotline.kindText),
      "categories": .array(hotline.categoryPath.map { .string($0) }),
      "round": .int(ticket.round),
      "assignedAt": .string(ticket.roundAt.iso8601),
      "dueAt": .optional(limit?.dueAt.iso8601),
      "originalDueAt": .optional(limit?.originallyDueAt.iso8601),
      "overdue": limit.map { .bool((stopped ?? now) > $0.dueAt) } ?? .null,
      "signedAt": .optional(ticket.signedAt?.iso8601),
      "contact": contact(of: ticket),
      "lastContactAt": .optional(request.lastContactAt?.iso8601),
      "meetings": .array(
        MeetingStep.allCases.compactMap { ticket.meetings[$0] }.map {
          payload(.met($0))
        }),
      "missingMeetings": .array(ticket.missingMeetings.map { .string($0.rawValue) }),
      "repliedAt": .optional(ticket.repliedAt?.iso8601),
      "interimAt": .optional(ticket.interimAt?.iso8601),
      "orders": .array(ticket.orders.map { payload(.cityOrdered($0)) }),
      "shares": .array(ticket.sharings.map { payload(.shared($0)) }),
      "visits": .array(ticket.visits.map { payload(.visited($0)) }),
    ]
    members["waiver"] =
      ticket.waiver.map {
        .object([
          "at": .string($0.at.iso8601), "by": .string(directory.name(of: $0.by)),
          "text": .string(Privacy.masked($0.reason)),
        ])
      } ?? .null
    members["replies"] = .array(
      ticket.replies.map { filed in
        payload(.replied(filed.reply), round: filed.round, at: filed.at, by: filed.by)
      })
    members["returns"] = .array(
      ticket.returns.map { asked(.returnAsked($0.what), $0) { .returnAnswered($0) } })
    members["extensions"] = .array(
      ticket.extensions.map { asked(.extensionAsked($0.what), $0) { .extensionAnswered($0) } })
    members["flags"] = .object([
      "anonymous": .bool(request.callerPrivacy == .anonymous),
      "confidential": .bool(request.callerPrivacy == .confidential),
      "public": ticket.correction.isPublic.map { .bool($0) } ?? .null,
      "role": .optional(ticket.correction.role?.rawValue),
      "weChat": .bool(ticket.hasWeChat),
    ])
    return .object(members)
  }

  private func members(of line: TicketLine) -> [String: JSONValue] {
    [
      "state": .string(line.state.rawValue), "kind": .string(line.kind.rawValue),
      "round": .int(line.round), "dueAt": .optional(line.limit?.dueAt.iso8601),
      "originalDueAt": .optional(line.limit?.originallyDueAt.iso8601),
      "overdue": line.limit.map { .bool(now > $0.dueAt) } ?? .null,
    ]
  }

  private func contact(of ticket: TicketProgress) -> JSONValue {
    .object([
      "reachedAt": .optional(ticket.contactedAt?.iso8601),
      "givenUpAt": .optional(ticket.contactGivenUpAt?.iso8601),
      "attempts": .array(ticket.attempts.map { payload(.contacted($0)) }),
    ])
  }

  /// What was asked, and `answer`: what was said to it, or null.
  private func asked<What>(
    _ event: TicketEvent, _ asked: TicketProgress.Asked<What>,
    _ answer: (TicketAnswer) -> TicketEvent
  ) -> JSONValue {
    guard case .object(var members) = payload(event, round: asked.round, at: asked.at, by: asked.by)
    else { return .null }
    members["answeredAt"] = .optional(asked.answeredAt?.iso8601)
    members["answer"] = asked.answer.map { payload(answer($0)) } ?? .null
    return .object(members)
  }

  /// The particulars of a step as events show them, with when and by whom where they do not say so themselves.
  private func payload(
    _ event: TicketEvent, round: Int? = nil, at: Instant? = nil, by person: PersonID? = nil
  ) -> JSONValue {
    var members = EventDocument(directory: directory, filesFolder: filesFolder).data(of: event)
    if let round { members["round"] = .int(round) }
    if let at { members["at"] = .string(at.iso8601) }
    if let person { members["by"] = .string(directory.name(of: person)) }
    return .object(members)
  }
}

import CoreModel
import Store

extension EventDocument {
  /// The particulars of a step of the hotline; numbers in what was written are masked.
  func data(of event: TicketEvent) -> [String: JSONValue] {
    switch event {
    case .signed(let remark), .meetingsWaived(let remark), .interimReported(let remark):
      return ["text": masked(remark.text)]
    case .contacted(let attempt):
      return [
        "by": .string(directory.name(of: attempt.by)), "at": .string(attempt.at.iso8601),
        "method": .string(attempt.method.rawValue), "reached": .bool(attempt.isReached),
        "failure": .optional(attempt.failure?.rawValue), "text": masked(attempt.words),
        "weChat": .bool(attempt.addedWeChat),
      ]
    case .met(let meeting):
      return [
        "step": .string(meeting.step.rawValue), "by": .string(directory.name(of: meeting.by)),
        "with": masked(meeting.with), "at": .string(meeting.at.iso8601),
        "manner": .optional(meeting.manner?.rawValue), "text": masked(meeting.words),
        "impossible": .optional(meeting.impossible.map(Privacy.masked)),
        "evidence": .array(meeting.evidence.map(value(of:))),
      ]
    case .replied(let filed):
      return [
        "text": masked(filed.reply.points),
        "sheet": .array(
          filed.sheet.map { .object(["field": .string($0.field), "value": masked($0.value)]) }),
      ]
    case .returnAsked(let asked): return ["unit": masked(asked.unit), "text": masked(asked.reason)]
    case .returnAnswered(let answer), .extensionAnswered(let answer):
      return [
        "granted": .bool(answer.isGranted), "dueAt": .optional(answer.dueAt?.iso8601),
        "text": masked(answer.words),
      ]
    case .extensionAsked(let asked):
      return [
        "days": asked.days.map { .int($0) } ?? .null, "complex": .bool(asked.days == nil),
        "dueAt": .optional(asked.dueAt?.iso8601), "text": masked(asked.reason),
      ]
    case .visited(let visit):
      return [
        "source": .string(visit.source.rawValue), "at": .string(visit.at.iso8601),
        "reached": .bool(visit.isReached), "refused": .bool(visit.isRefused),
        "contactedFirst": visit.wasContactedFirst.map { .bool($0) } ?? .null,
        "result": .string(visit.result.rawValue), "attitude": .optional(visit.attitude?.rawValue),
        "solution": .optional(visit.solution?.rawValue), "text": masked(visit.words),
      ]
    case .reviewBegun(let review):
      return [
        "at": .string(review.at.iso8601), "dueAt": .optional(review.dueAt?.iso8601),
        "text": masked(review.reason),
      ]
    case .cityOrdered(let order):
      return [
        "number": .string(order.number), "at": .string(order.at.iso8601),
        "dueAt": .optional(order.dueAt?.iso8601), "text": masked(order.words),
      ]
    case .shared(let sharing):
      return [
        "how": .string(sharing.kind.rawValue), "unit": masked(sharing.unit),
        "text": masked(sharing.words),
      ]
    case .corrected(let correction):
      return [
        "ticketKind": .optional(correction.kind?.rawValue),
        "anonymous": correction.isAnonymous.map { .bool($0) } ?? .null,
        "confidential": correction.isConfidential.map { .bool($0) } ?? .null,
        "public": correction.isPublic.map { .bool($0) } ?? .null,
        "role": .optional(correction.role?.rawValue), "text": masked(correction.reason),
      ]
    }
  }

  private func masked(_ text: String) -> JSONValue { .string(Privacy.masked(text)) }
}

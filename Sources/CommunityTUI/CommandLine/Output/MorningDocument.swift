import CoreModel
import Store

/// 晨会 as `--json` shows it.
struct MorningDocument {
  let survey: MorningSurvey
  let minutes: MorningMinutes
  let directory: Directory

  private var report: MorningReport { survey.report }
  private var words: MorningWords { MorningWords(report: report, directory: directory) }

  /// The whole of it. Of a meeting that is over, the texts are those that were kept.
  var value: JSONValue {
    .object([
      "date": .string(report.period.day.iso8601),
      "from": .string(report.period.first.iso8601),
      "through": .string(report.period.last.iso8601),
      "neighborhood": .string(minutes.neighborhood),
      "asOf": .string(minutes.asOf.iso8601),
      "closed": .bool(survey.meeting.isClosed),
      "closedAt": .optional(survey.meeting.closedAt?.iso8601),
      "closedBy": .optional(survey.meeting.closedBy.map(directory.name(of:))),
      "host": .optional(minutes.host.isEmpty ? nil : minutes.host),
      "attendees": .array(minutes.attendees.map { .string($0) }),
      "figures": .array(report.figures.map(value(of:))),
      "night": .array(report.night.map { SetupSheet.document(of: $0, in: directory) }),
      "nightNotes": .array(
        report.nightNotes.map {
          .object([
            "title": .string($0.title), "text": .string($0.text), "open": .bool($0.isOpen),
          ])
        }),
      "tasks": .array(report.tasks.map(value(of:))),
      "settled": .array(report.settled.map(value(of:))),
      "decided": .array(report.decided.map(value(of:))),
      "decisions": .array(
        report.decisions.map { item in
          value(
            of: item.request,
            [
              "reason": .string("\(item.reason)"), "reasonTitle": .string(item.reason.title),
            ])
        }),
      "moreOverdue": .int(report.moreOverdue),
      "due": .array(report.due.map { value(of: $0) }),
      "moreDue": .int(report.moreDue),
      "visits": .array(report.visits.map { value(of: $0) }),
      "shifts": .array(report.shifts.map { SetupSheet.document(of: $0, in: directory) }),
      "notices": .array(report.notices.map { .string($0) }),
      "remarks": .string(minutes.remarks), "brief": .string(minutes.brief),
      "minutes": .string(minutes.text),
    ])
  }

  private func value(of figure: MorningFigure) -> JSONValue {
    .object([
      "figure": .string(figure.kind.rawValue), "title": .string(figure.kind.title),
      "count": .int(figure.count), "total": .optional(figure.total),
      "formula": .string(figure.formula), "alarm": .bool(figure.isAlarming),
    ])
  }

  private func value(
    of request: MorningRequest, _ more: [String: JSONValue] = [:]
  ) -> JSONValue {
    let members: [String: JSONValue] = [
      "id": .string(request.id.text), "number": .string(request.number),
      "text": .string(Privacy.masked(request.text)),
      "place": .string(Privacy.masked(directory.label(of: request.place))),
      "status": .string(request.status.rawValue),
      "obligation": .string(request.obligation.kind.rawValue),
      "dueAt": .string(request.obligation.dueAt.iso8601),
      "owner": .string(words.owner(request.obligation.owedBy)),
    ]
    return .object(members.merging(more) { $1 })
  }

  private func value(of task: MorningTask) -> JSONValue {
    .object([
      "id": .string(task.id.text), "title": .string(Privacy.masked(task.task.title)),
      "person": .string(directory.name(of: task.task.person)),
      "dueAt": .string(task.task.dueAt.iso8601), "request": .optional(task.number),
      "meeting": .optional(task.task.meeting?.iso8601),
      "timesPutOff": .int(task.task.timesPutOff),
      "outcome": .optional(task.task.settlement?.outcome.rawValue),
      "words": .optional(task.task.settlement.map { Privacy.masked($0.words) }),
    ])
  }
}

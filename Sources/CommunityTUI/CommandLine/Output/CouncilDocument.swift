import CoreModel
import Store

/// 议题 and meetings of the 议事会 as `--json` and `show` have them.
struct CouncilDocument {
  let directory: CoreModel.Directory
  let now: Instant

  /// All of it.
  func value(of board: CouncilBoard) -> JSONValue {
    .object([
      "pool": .array(board.pool.map(value(of:))), "morePool": .int(board.morePool),
      "items": .array(board.items.map(value(of:))),
      "ended": .array(board.ended.map(value(of:))),
      "meetings": .array(board.meetings.map { value(of: $0) }),
      "past": .array(board.past.map { value(of: $0) }),
    ])
  }

  /// A request that waits.
  func value(of line: PoolLine) -> JSONValue {
    .object([
      "id": .string(line.row.id.text), "number": .string(line.row.number),
      "text": .string(Privacy.masked(line.row.text)),
      "place": .string(Privacy.masked(directory.label(of: line.row.place))),
      "urgency": .string(line.row.urgency.rawValue), "dueAt": .optional(line.dueAt?.iso8601),
      "linked": .int(line.row.linkedCount),
    ])
  }

  /// An item.
  func value(of line: AgendaLine) -> JSONValue {
    let item = line.item
    return .object([
      "id": .string(item.id.text), "number": .int(item.number), "title": .string(item.title),
      "matter": .string(Privacy.masked(item.matter)), "urgency": .string(item.urgency.rawValue),
      "status": .string(item.status.rawValue), "statusTitle": .string(item.status.title),
      "limit": .optional(line.limit?.iso8601), "dueAt": .optional(line.dueAt?.iso8601),
      "meeting": .optional(item.date?.number), "meetingAt": .optional(item.date?.start.iso8601),
      "againAt": .optional(item.againAt?.iso8601),
      "outcome": .optional(item.outcome.map(Privacy.masked)),
      "mergedInto": .optional(item.mergedInto?.number),
      "proposedAt": .string(item.proposedAt.iso8601),
      "proposedBy": .string(directory.name(of: item.proposedBy)),
      "endedAt": .optional(item.endedAt?.iso8601),
      "requests": .array(
        line.sources.map { source in
          .object([
            "number": .string(source.row.number), "status": .string(source.row.status.rawValue),
            "text": .string(Privacy.masked(source.row.text)),
            "outcome": .optional(source.outcome.map(Privacy.masked)),
            "left": .bool(source.wasLeft),
          ])
        }),
      "tasks": .array(line.tasks.map(value(of:))),
      "decisions": .array(
        item.decisions.map { decision in
          .object([
            "meeting": .int(decision.number), "kind": .string(decision.kind.rawValue),
            "verdict": .string(decision.verdict.rawValue),
            "words": .string(Privacy.masked(decision.words)),
          ])
        }),
      "course": .array(
        item.entries.map { entry in
          .object([
            "at": .string(entry.at.iso8601), "by": .string(directory.name(of: entry.actor)),
            "title": .string(entry.title), "words": .string(Privacy.masked(entry.words)),
          ])
        }),
    ])
  }

  private func value(of task: DeskTask) -> JSONValue {
    .object([
      "id": .string(task.id.text), "title": .string(Privacy.masked(task.title)),
      "person": .string(directory.name(of: task.person)), "dueAt": .string(task.dueAt.iso8601),
      "settledAt": .optional(task.settledAt?.iso8601),
      "outcome": .optional(task.settlement?.outcome.rawValue),
      "words": .optional(task.settlement.map { Privacy.masked($0.words) }),
      "timesPutOff": .int(task.timesPutOff),
    ])
  }

  /// A meeting with its minutes.
  func value(of detail: CouncilDetail) -> JSONValue {
    let page = CouncilPage(detail: detail, directory: directory, now: now)
    return value(
      of: detail.meeting,
      [
        "notice": .string(page.text(of: .notice)), "minutes": .string(page.text(of: .minutes)),
      ])
  }

  private func value(
    of meeting: CouncilMeeting, _ more: [String: JSONValue] = [:]
  ) -> JSONValue {
    func seats(_ seats: [CouncilSeat]) -> JSONValue {
      .array(
        seats.map {
          .object([
            "side": .string($0.side.rawValue), "label": .string($0.label),
            "name": .string(Privacy.masked($0.name)),
          ])
        })
    }
    let members: [String: JSONValue] = [
      "id": .string(meeting.id.text), "number": .int(meeting.number),
      "kind": .string(meeting.kind.rawValue), "kindTitle": .string(meeting.kind.title),
      "start": .string(meeting.start.iso8601), "place": .string(Privacy.masked(meeting.place)),
      "standing": .string(meeting.standing(at: now)), "closed": .bool(meeting.closing != nil),
      "cancelled": .optional(meeting.cancelled), "timesMoved": .int(meeting.timesMoved),
      "lateReason": .optional(meeting.lateReason.isEmpty ? nil : meeting.lateReason),
      "announcedAt": .optional(meeting.announced?.at.iso8601),
      "people": seats(meeting.people), "present": seats(meeting.present),
      "items": .array(
        meeting.items.map { item in
          let resolution = meeting.resolution(of: item.id)
          return .object([
            "number": .int(item.number), "title": .string(item.title),
            "verdict": .optional(resolution?.verdict.rawValue),
            "words": .optional(resolution.map { Privacy.masked($0.words) }),
            "votes": .array(
              meeting.votes.filter { $0.item == item.id }.map { vote in
                .object([
                  "question": .string(Privacy.masked(vote.question)), "yes": .int(vote.yes),
                  "no": .int(vote.no), "abstained": .int(vote.abstained),
                  "counter": .string(vote.counter),
                ])
              }),
            "positions": .array(
              meeting.positions.filter { $0.item == item.id }.map { position in
                .object([
                  "who": .string(Privacy.masked(position.who)),
                  "words": .string(Privacy.masked(position.words)),
                ])
              }),
          ])
        }),
    ]
    return .object(members.merging(more) { $1 })
  }

  // MARK: Text

  /// An item, to read.
  func lines(of line: AgendaLine) -> [String] {
    let item = line.item
    var lines = ["议\(item.number) \(item.title)　\(item.status.title)　\(item.urgency.title)"]
    if !item.matter.isEmpty { lines.append("要议：\(Privacy.masked(item.matter))") }
    if let due = line.dueAt { lines.append("期限：\(Words.deadline(due, at: now))") }
    if let date = item.date {
      lines.append(
        "会议：会\(date.number) \(date.kind.title) \(date.start.dateTimeText(relativeTo: now))")
    }
    lines += line.sources.map { source in
      let mark = source.wasLeft ? "（已移出）" : ""
      return
        "诉求：\(source.row.number) \(source.row.status.title) \(Privacy.masked(source.row.text))\(mark)"
    }
    lines += taskLines(of: line)
    if let outcome = item.outcome { lines.append("结果：\(Privacy.masked(outcome))") }
    lines += item.entries.map { entry in
      Privacy.masked(
        "  \(entry.at.dateTimeText(relativeTo: now)) \(entry.title) \(directory.name(of: entry.actor)) \(entry.words)"
      )
    }
    return lines
  }

  /// What its resolutions gave out, numbered.
  func taskLines(of line: AgendaLine) -> [String] {
    line.tasks.enumerated().map { index, task in
      let standing =
        task.settlement.map { "\($0.outcome.title) \($0.words)" }
        ?? Words.deadline(task.dueAt, at: now)
      return Privacy.masked(
        "交办 \(index + 1)：\(task.title)　\(directory.name(of: task.person))　\(standing)")
    }
  }
}

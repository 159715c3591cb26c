/// What happens to the handover (交接班) of one shift.
package enum HandoverEvent: DutyEvent {
  /// The ending shift has handed over.
  case given(HandoverSheet)
  /// Something was added before the next shift signed.
  case added(String)
  /// The next shift has signed.
  case signed(String)

  package static var stream: DutyStreamKind { .handover }

  package var kind: String {
    switch self {
    case .given: "given"
    case .added: "added"
    case .signed: "signed"
    }
  }

  package var title: String {
    switch self {
    case .given: "交班"
    case .added: "补充交接"
    case .signed: "接班签字"
    }
  }
}

/// What is to be done with a handover.
package enum HandoverCommand: Hashable, Sendable {
  /// Hand over: a word on each item, by its key, and whatever else is to be said.
  case give(words: [String: String], remark: String)
  /// Add something.
  case add(String)
  /// Sign, with a remark that may be empty.
  case sign(remark: String)
}

/// What an item of a handover is: a request, or a task that belongs to none.
package enum HandoverSubject: Hashable, Codable, Sendable {
  case request(RequestID)
  case task(String)

  /// By this words are found again.
  package var key: String {
    switch self {
    case .request(let id): "request:\(id.text)"
    case .task(let id): "task:\(id)"
    }
  }

  /// The request, if it is one.
  package var request: RequestID? {
    if case .request(let id) = self { id } else { nil }
  }
}

/// Something that falls due before the next shift ends.
///
/// What a request says is not kept here: it is looked up when it is shown, so that a caller who asked to be hidden
/// later is hidden here too.
package struct HandoverItem: Hashable, Codable, Sendable, Identifiable {
  /// What.
  package var subject: HandoverSubject
  /// `20261121-007`; empty for a task.
  package var number: String
  /// What is owed: 「办结」.
  package var owed: String
  /// By when.
  package var dueAt: Instant
  /// What the next shift is told; empty where nothing had to be said.
  package var word: String

  /// Makes an item.
  package init(
    _ subject: HandoverSubject, number: String, owed: String, dueAt: Instant, word: String = ""
  ) {
    self.subject = subject
    self.number = number
    self.owed = owed
    self.dueAt = dueAt
    self.word = word
  }

  package var id: String { subject.key }
}

/// A request that came in, was gone on with or was closed during the shift.
package struct HandoverEntry: Hashable, Codable, Sendable {
  /// Which.
  package var request: RequestID
  /// `20261121-007`.
  package var number: String
  /// The last thing that was done: 「派单」.
  package var step: String

  /// Makes an entry.
  package init(_ request: RequestID, number: String, step: String) {
    self.request = request
    self.number = number
    self.step = step
  }
}

/// The figures of a shift.
package struct HandoverFigures: Hashable, Codable, Sendable {
  /// Came in during it.
  package var received = 0
  /// Closed during it.
  package var closed = 0
  /// Gone on with during it, but neither new nor closed.
  package var changed = 0
  /// Open at its end.
  package var open = 0
  /// Of those, past their due time.
  package var overdue = 0
  /// Of those, due before the next shift ends, and tasks that are.
  package var due = 0
  /// 发现问题 on patrols and rounds during it.
  package var findings = 0

  /// Figures of nothing.
  package init() {}
}

/// 交接单: what one shift leaves to the next, frozen when it was given.
package struct HandoverSheet: Hashable, Codable, Sendable {
  /// The ending shift, as planned then.
  package var shift: Shift
  /// The next one, as planned then; nil when none was.
  package var next: Shift?
  /// What falls due until then was asked for.
  package var until: Instant
  /// How much.
  package var figures: HandoverFigures
  /// What falls due, with a word on each, the most pressing first.
  package var items: [HandoverItem]
  /// New requests, at most ``HandoverMatter/mostListed``.
  package var received: [HandoverEntry]
  /// Closed ones, likewise.
  package var closed: [HandoverEntry]
  /// Those that were gone on with, likewise.
  package var changed: [HandoverEntry]
  /// What patrols and rounds found, in the words that were written.
  package var findings: [String]
  /// Whatever else is to be said.
  package var remark: String
}

/// What the store finds for a shift that is to hand over: everything of a sheet but the words.
package struct HandoverMatter: Hashable, Sendable {
  /// The ending shift with who came to it.
  package var attendance: Attendance
  /// The one that takes over; nil when none is planned.
  package var next: Shift?
  /// What falls due until then is asked for.
  package var until: Instant
  /// How much.
  package var figures = HandoverFigures()
  /// What falls due, the most pressing first, at most ``mostAsked``.
  package var items: [HandoverItem] = []
  /// New requests.
  package var received: [HandoverEntry] = []
  /// Closed ones.
  package var closed: [HandoverEntry] = []
  /// Those that were gone on with.
  package var changed: [HandoverEntry] = []
  /// What patrols and rounds found.
  package var findings: [String] = []

  /// Makes it for a shift.
  package init(attendance: Attendance, next: Shift?) {
    self.attendance = attendance
    self.next = next
    // Without a next shift: what the day after must not miss.
    until = next?.end ?? attendance.shift.end.day.adding(days: 2).start
  }

  /// The ending shift.
  package var shift: Shift { attendance.shift }

  /// Whether a word is owed on an item: whatever was overdue before the shift began was handed over to it already,
  /// and may be passed on without one.
  package func needsWord(_ item: HandoverItem) -> Bool { item.dueAt >= shift.start }

  /// More than this nobody writes a word on in one evening; the others are counted.
  package static let mostAsked = 60
  /// So many requests of a kind are listed; all are counted.
  package static let mostListed = 50
}

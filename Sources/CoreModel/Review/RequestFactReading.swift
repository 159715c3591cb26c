/// What of a request's log the figures ask.
extension RequestFact {
  /// The fact that follows from a history. Whether something like it came in before is not in it unless the desk has
  /// linked it (``repetition``); nor is the property company, which the places say.
  package init(_ history: RequestHistory, by rules: DeadlineRules) {
    let request = history.request
    self.init(
      id: history.id, neighborhood: request.registration.neighborhood,
      receivedAt: request.receivedAt, channel: request.registration.channel)
    state = State(request.stage)
    endedAt = request.closedAt
    tier = request.tier
    category = request.category
    group = request.registration.place.group
    handler = request.handler
    let course = Course(history)
    firstRejectedAt = course.firstRejectedAt
    isAccepted = course.isAccepted
    satisfaction = history.satisfaction
    if request.main != nil { repetition = .linked }
    clocks = ClockFigure.kinds.compactMap { kind in
      guard let span = request.clockSpans.last(where: { $0.kind == kind }),
        let limit = rules.limit(of: span, in: request)
      else { return nil }
      return Clock(kind, from: span.start, due: limit.due, stopped: span.stop)
    }
  }

  /// The first and the last of its moments, as far as figures look; the last is nil while it is open, when more will
  /// come.
  package var moments: (first: Instant, last: Instant?) {
    let ends = clocks.compactMap(\.stoppedAt) + [endedAt].compactMap(\.self)
    return (
      ends.reduce(receivedAt) { min($0, $1) },
      state == .open ? nil : ends.reduce(receivedAt) { max($0, $1) }
    )
  }

  /// What residents said on the way, which the state alone does not tell.
  private struct Course {
    var firstRejectedAt: Instant?
    var isAccepted = false

    init(_ history: RequestHistory) {
      let request = history.request
      // Most requests went straight, and need no second fold.
      guard request.supervisionRounds > 0 || request.stage == .closed else { return }
      guard request.supervisionRounds > 0 || request.ticket != nil else {
        isAccepted = true
        return
      }
      guard case .registered(let form)? = history.events.first?.event,
        let at = history.events.first?.at
      else { return }
      let undone = history.undoneVersions
      var now = Request(id: history.id, registration: form, at: at)
      for recorded in history.events.dropFirst() where !undone.contains(recorded.version) {
        let next = now.evolved(by: recorded)
        if next.supervisionRounds > now.supervisionRounds, firstRejectedAt == nil {
          firstRejectedAt = recorded.at
        }
        if next.stage == .closed, now.stage != .closed { isAccepted = recorded.event.isAcceptance }
        if next.stage != .closed { isAccepted = false }
        now = next
      }
    }
  }
}

extension RequestFact.State {
  /// Where a request of a stage stands.
  init(_ stage: RequestStage) {
    switch stage {
    case .closed: self = .closed
    case .cancelled: self = .cancelled
    case .returned: self = .returned
    default: self = .open
    }
  }
}

extension RequestEvent {
  /// Whether the resident said with it that they accept the result.
  fileprivate var isAcceptance: Bool {
    switch self {
    case .confirmed: true
    case .ticket(.visited(let visit)): visit.isReached && !visit.isRefused && !visit.isRejection
    default: false
    }
  }
}

/// By what a request is known as a repeat: numbers that are the same for the same matter, resident and place.
///
/// The matter is the leading topic that the lexicon finds in the words, else the category; what has neither is not
/// compared. The place is a door or a told spot, and of what all share in a building (楼道灯, 电梯) the 楼组.
package struct RepeatKeys: Hashable, Sendable {
  /// What it is about; nil when nobody can tell.
  package var matter: Int64?
  /// Who asked, by the telephone.
  package var resident: Int64?
  /// Where it is.
  package var place: Int64?

  /// Nothing to be known by.
  package init() {}

  /// Reads them off a request.
  package init(of request: Request) {
    let form = request.registration
    let matter = MatterText(form.text)
    if matter.topicBit != 0 {
      self.matter = Int64(matter.topicBit.trailingZeroBitCount + 1)
    } else if let category = request.category?.name, !category.isEmpty {
      self.matter = RepeatKeys.number(category)
    }
    guard self.matter != nil else { return }
    resident = RepeatCalls.phones(in: form.resident.phone).min().map(RepeatKeys.number)
    let group = form.place.group?.text ?? ""
    if let room = form.place.room.map(Likeness.roomText), !room.isEmpty {
      place = RepeatKeys.number("\(group)|\(room)")
    } else if let detail = form.place.detail.map(Likeness.roomText), !detail.isEmpty {
      place = RepeatKeys.number("\(group)||\(detail)")
    } else if !group.isEmpty, matter.isCommon {
      place = RepeatKeys.number(group)
    }
  }

  /// A number for a text, the same in every run; never as small as that of a topic.
  static func number(_ text: String) -> Int64 {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return Int64(bitPattern: hash | 1 << 40)
  }
}

/// 同一来电人: every request and ticket of one telephone number, so that who calls again is seen at once.
package struct CallerHistory: Hashable, Sendable {
  /// One of them.
  package struct Entry: Hashable, Sendable, Identifiable {
    /// Globally unique.
    package let id: RequestID
    /// `20261121-007`; empty where it would lead to a name that is not to be shown.
    package var number: String
    /// 12345 工单编号, if it is one.
    package var ticketNumber: String?
    /// When it came in.
    package var receivedAt: Instant
    /// What it is about, as it may be shown.
    package var text: String
    /// Where.
    package var place: RequestPlace
    /// The one word for its state.
    package var status: RequestStatus
    /// How it ended, or how the resident last took it; nil while nothing is known.
    package var ending: CallerEnding?
    /// 已加微信.
    package var hasWeChat: Bool
    /// How far its caller may be shown.
    package var privacy: CallerPrivacy

    /// Makes an entry.
    package init(
      id: RequestID, number: String, ticketNumber: String? = nil, receivedAt: Instant,
      text: String, place: RequestPlace = RequestPlace(), status: RequestStatus,
      ending: CallerEnding? = nil, hasWeChat: Bool = false, privacy: CallerPrivacy = .open
    ) {
      self.id = id
      self.number = number
      self.ticketNumber = ticketNumber
      self.receivedAt = receivedAt
      self.text = text
      self.place = place
      self.status = status
      self.ending = ending
      self.hasWeChat = hasWeChat
      self.privacy = privacy
    }

    /// Whether something is still owed.
    package var isOpen: Bool { status.isOpen }
    /// Whether it may be opened from here.
    package var canBeOpened: Bool { !number.isEmpty }
  }

  /// The others, newest first.
  package var entries: [Entry]
  /// How many there are in all, of which the newest are in ``entries``.
  package var total: Int
  /// The request that was asked about; nil when a number was.
  package var own: Entry?

  /// How many of all are 保密 tickets.
  package var confidential = 0

  /// Makes a history.
  package init(entries: [Entry] = [], total: Int? = nil, own: Entry? = nil) {
    self.entries = entries
    self.total = total ?? entries.count
    self.own = own
  }

  /// Whether nobody called before.
  package var isEmpty: Bool { entries.isEmpty }

  /// How many came in within so many days, with the one that was asked about.
  package func count(days: Int, before now: Instant) -> Int {
    let since = now.adding(minutes: -days * 24 * 60)
    return (entries + [own].compactMap(\.self)).count { $0.receivedAt > since }
  }

  /// How many of the others are open.
  package var open: Int { entries.count(where: \.isOpen) }
  /// How many of the others the resident did not accept.
  package var rejected: Int { entries.count { $0.ending?.isRejection == true } }
  /// Whether they were added on WeChat in any of them: then nobody need call.
  package var hasWeChat: Bool { entries.contains(where: \.hasWeChat) || own?.hasWeChat == true }
  /// A ticket that waits for 回访: who calls again about it can be asked at once.
  package var awaitingVisit: Entry? { entries.first { $0.status == .replied } }

  /// What may be shown of it beside the request that was asked about.
  ///
  /// From a caller whom nobody is to know nothing leads to a request that names them, and from one who is named
  /// nothing leads to what they said in confidence; that they called, when and how it ended stays.
  package func discreet(beside blank: CallerBlank) -> CallerHistory {
    var shown = self
    shown.entries = entries.map { entry in
      var entry = entry
      entry.text = blank.blanked(entry.text)
      guard (entry.privacy == .open) != blank.isEmpty else { return entry }
      entry.number = ""
      entry.ticketNumber = nil
      entry.place = RequestPlace()
      if blank.isEmpty { entry.text = "\(entry.privacy.title)工单" }
      return entry
    }
    return shown
  }

  /// What may be shown of it beside a number that somebody typed.
  ///
  /// Of 保密 tickets only how many there are: their days alone would tell in a list which ones they are. Of the total
  /// they are no part.
  package var besideNumber: CallerHistory {
    var shown = discreet(beside: .none)
    shown.entries.removeAll { $0.privacy == .confidential }
    shown.total = max(shown.entries.count, total - confidential)
    return shown
  }

  /// Entries that are held; older ones are counted.
  package static let most = 200
}

/// How a request ended for who called.
package enum CallerEnding: Hashable, Sendable {
  /// 是否满意.
  case rated(Satisfaction)
  /// 诉求是否解决.
  case settled(Solution)
  /// 不认可.
  case notAccepted
  /// 居民认可.
  case accepted

  /// The Chinese word.
  package var title: String {
    switch self {
    case .rated(let satisfaction): satisfaction.title
    case .settled(let solution): solution.title
    case .notAccepted: "不认可"
    case .accepted: "认可"
    }
  }

  /// Whether the resident did not accept the result.
  package var isRejection: Bool {
    switch self {
    case .rated(.dissatisfied), .settled(.unsolved), .notAccepted: true
    default: false
    }
  }
}

extension RequestHistory {
  /// How it ended, or how the resident last took it: by 回访, by 认可 or 不认可, by the reply, by what the export said.
  package var callerEnding: CallerEnding? {
    let undone = undoneVersions
    var ending: CallerEnding?
    for recorded in events where !undone.contains(recorded.version) {
      switch recorded.event {
      case .confirmed: ending = .accepted
      case .rejected: ending = .notAccepted
      case .closedByHotline(let closing):
        ending = Satisfaction(text: closing.satisfaction).flatMap(CallerEnding.init)
      case .ticket(.replied(let filed)):
        ending =
          filed.reply.solution == .unsolved
          ? .settled(.unsolved)
          : filed.reply.opinion == .dissatisfied
            ? .rated(.dissatisfied) : filed.reply.solution.map { .settled($0) }
      case .ticket(.visited(let visit)): ending = CallerEnding(visit) ?? ending
      default: break
      }
    }
    return ending
  }
}

extension CallerEnding {
  fileprivate init?(_ satisfaction: Satisfaction) {
    if satisfaction == .unrated { return nil }
    self = .rated(satisfaction)
  }

  fileprivate init?(_ visit: HotlineVisit) {
    if visit.result == .dissatisfied {
      self = .rated(.dissatisfied)
    } else if visit.solution == .unsolved {
      self = .settled(.unsolved)
    } else if visit.result != .unrated {
      self = .rated(visit.result)
    } else if let solution = visit.solution {
      self = .settled(solution)
    } else {
      return nil
    }
  }
}

/// How often a request's caller and its matter came lately (重复件).
package struct RepeatCounts: Hashable, Sendable {
  /// Of this telephone, itself included.
  package var ofPhone: Int
  /// Of this matter, itself included.
  package var ofMatter: Int

  /// Makes counts.
  package init(ofPhone: Int, ofMatter: Int) {
    self.ofPhone = ofPhone
    self.ofMatter = ofMatter
  }

  /// The window of both.
  package static let days = 30
}

extension Request {
  /// 重复工单号: the number of the ticket that this one repeats, as the links say (主件/并件); nil when it repeats none.
  /// - Parameter main: The hotline's number of the main request that this one is linked to.
  package func repeatedTicketNumber(main: String?) -> String? {
    guard self.main != nil, hotline != nil, let main, !main.isEmpty else { return nil }
    return main == hotline?.number ? nil : main
  }
}

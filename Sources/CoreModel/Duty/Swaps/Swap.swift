/// 换班: one person asks another to stand a shift for them, for a shift of the other or for nothing.
///
/// It is the fold of its events. The roster follows when the other agrees, and not before.
package struct Swap: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: Identifier<Swap>
  /// What is asked.
  package let order: SwapOrder
  /// When it was asked.
  package let askedAt: Instant
  /// Who asked, for themselves or for the giver.
  package let askedBy: PersonID
  /// What came of it; nil while it waits.
  package private(set) var answer: SwapAnswer?
  /// How many events there are.
  package private(set) var version: Int

  /// What the records say; nil when they do not begin with the asking.
  package init?(id: Identifier<Swap>, records: [DutyRecord<SwapEvent>]) {
    guard let first = records.first, case .asked(let order) = first.event else { return nil }
    self.id = id
    self.order = order
    askedAt = first.at
    askedBy = first.actor
    version = records.count
    for record in records.dropFirst() {
      let kind: SwapAnswer.Kind
      let words: String
      switch record.event {
      case .asked: continue
      case .agreed(let text): (kind, words) = (.agreed, text)
      case .declined(let text): (kind, words) = (.declined, text)
      case .withdrawn(let text): (kind, words) = (.withdrawn, text)
      }
      answer = SwapAnswer(kind: kind, at: record.at, by: record.actor, words: words)
    }
  }

  /// Where it stands. Nothing changes by itself: a shift that has begun only makes the asking pointless.
  package func state(at now: Instant) -> SwapState {
    switch answer?.kind {
    case .agreed: .agreed
    case .declined: .declined
    case .withdrawn: .withdrawn
    case nil: order.firstStart > now ? .waiting : .lapsed
    }
  }

  /// Whether an answer is waited for.
  package func isOpen(at now: Instant) -> Bool { state(at: now) == .waiting }
}

/// What is asked with a swap. The shifts are kept as they were then.
package struct SwapOrder: Hashable, Codable, Sendable {
  /// Who gives a shift away.
  package var giver: PersonID
  /// The shift.
  package var given: Shift
  /// Who is to stand it.
  package var taker: PersonID
  /// The shift of the taker that the giver stands for it; nil when the taker only helps out (替班).
  package var taken: Shift?
  /// Why.
  package var reason: String

  /// Makes one.
  package init(
    giver: PersonID, given: Shift, taker: PersonID, taken: Shift? = nil, reason: String = ""
  ) {
    self.giver = giver
    self.given = given
    self.taker = taker
    self.taken = taken
    self.reason = reason
  }

  /// When the earlier of its shifts begins.
  var firstStart: Instant { min(given.start, taken?.start ?? given.start) }

  /// Whether a person's part in a shift is in it.
  package func concerns(_ person: PersonID, _ shift: Identifier<Shift>) -> Bool {
    giver == person && given.id == shift || taker == person && taken?.id == shift
  }

  /// `王芳 11月25日 周三 错时 ⇄ 周宁 11月27日 周五 错时`, `王芳 … 由周宁替班`.
  package func text(in directory: Directory, relativeTo today: Day) -> String {
    func words(_ shift: Shift) -> String {
      let day = shift.start.day
      return
        "\(day.dateText(relativeTo: today)) \(day.weekdayText) \(shift.kind.title) \(shift.hoursText)"
    }
    let first = "\(directory.name(of: giver)) \(words(given))"
    guard let taken else { return "\(first) 由\(directory.name(of: taker))替班" }
    return "\(first) 换 \(directory.name(of: taker)) \(words(taken))"
  }
}

extension SwapOrder {
  /// The same without the hours, for a line of a list: `王芳 11月25日错时 换 周宁 11月27日错时`.
  package func shortText(in directory: Directory, relativeTo today: Day) -> String {
    func words(_ shift: Shift) -> String {
      shift.start.day.dateText(relativeTo: today) + shift.kind.title
    }
    let first = "\(directory.name(of: giver)) \(words(given))"
    guard let taken else { return "\(first) 由\(directory.name(of: taker))替班" }
    return "\(first) 换 \(directory.name(of: taker)) \(words(taken))"
  }
}

/// What came of a swap.
package struct SwapAnswer: Hashable, Sendable {
  /// The kinds of answers.
  package enum Kind: Hashable, Sendable {
    case agreed, declined, withdrawn
  }

  /// Which.
  package let kind: Kind
  /// When.
  package let at: Instant
  /// Who recorded it.
  package let by: PersonID
  /// What was said with it.
  package let words: String
}

/// Where a swap stands.
package enum SwapState: String, CaseIterable, Sendable {
  case waiting, agreed, declined, withdrawn
  /// The shift began before anybody answered.
  case lapsed

  /// The Chinese word.
  package var title: String {
    switch self {
    case .waiting: "等答复"
    case .agreed: "已同意"
    case .declined: "不同意"
    case .withdrawn: "已撤回"
    case .lapsed: "没答复，已过期"
    }
  }
}

/// What happens to a swap.
package enum SwapEvent: DutyEvent {
  case asked(SwapOrder)
  case agreed(words: String)
  case declined(words: String)
  case withdrawn(words: String)

  package static let stream = DutyStreamKind.swap

  package var kind: String {
    switch self {
    case .asked: "swapAsked"
    case .agreed: "swapAgreed"
    case .declined: "swapDeclined"
    case .withdrawn: "swapWithdrawn"
    }
  }

  package var title: String {
    switch self {
    case .asked: "申请换班"
    case .agreed: "同意换班"
    case .declined: "不同意换班"
    case .withdrawn: "撤回换班"
    }
  }
}

/// What can be done to a swap that waits.
package enum SwapCommand: Hashable, Sendable {
  case agree(words: String)
  case decline(words: String)
  case withdraw(words: String)

  /// The Chinese word.
  package var title: String {
    switch self {
    case .agree: "同意换班"
    case .decline: "不同意换班"
    case .withdraw: "撤回换班"
    }
  }
}

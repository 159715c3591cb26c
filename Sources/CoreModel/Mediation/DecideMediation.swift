/// What somebody wants done to a mediation that goes on.
package enum MediationCommand: Hashable, Sendable {
  /// 复看.
  case review(LatentReview)
  /// 转调解: the early sign becomes a case.
  case open(MediationOrder)
  /// 换调解员.
  case staff(MediatorPair)
  /// A step of the method.
  case step(MediationStep)
  /// A talk, or its date.
  case meet(MediationSession)
  /// 达成协议.
  case agree(MediationAgreement)
  /// 回访.
  case visit(MediationVisit)
  /// 调解不成.
  case fail(MediationFailure)
  /// 撤回.
  case withdraw(reason: String)

  /// Which it is, without its particulars.
  package var kind: MediationCommandKind {
    switch self {
    case .review: .review
    case .open: .open
    case .staff: .staff
    case .step: .step
    case .meet: .meet
    case .agree: .agree
    case .visit: .visit
    case .fail: .fail
    case .withdraw: .withdraw
    }
  }
}

/// The commands by name: menus ask by it what can be done.
package enum MediationCommandKind: CaseIterable, Sendable {
  case review, open, staff, step, meet, agree, visit, fail, withdraw

  /// What it is called.
  package var title: String {
    switch self {
    case .review: "复看"
    case .open: "转调解"
    case .staff: "换调解员"
    case .step: "记步骤"
    case .meet: "记谈话"
    case .agree: "记协议"
    case .visit: "记回访"
    case .fail: "记调解不成"
    case .withdraw: "撤回调解"
    }
  }

  /// Who may: whoever handles requests may say how an early sign stands; the rest is the mediators' and the desk's.
  package var roles: [Role] { self == .review ? Permissions.handling : Permissions.mediating }
}

extension Permissions {
  /// The roles that mediate, and keep what was said.
  package static let mediating: [Role] = desk + [.mediator]
}

extension Mediation {
  /// Characters that a title may have.
  package static let longestTitle = 60
  /// Days after an agreement on which the 回访 is, unless another day is named.
  package static let usualVisitDays = 7
  /// Days after which an early sign is looked at again, unless another day is named.
  package static let usualReviewDays = 14
  /// Parties that a dispute may have.
  package static let mostParties = 12

  /// Checks an early sign before it is written down.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package static func decide(
    _ sign: LatentSign, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MediationEvent {
    try check(actor, "记潜在矛盾", Permissions.handling)
    var sign = sign
    sign.title = try title(sign.title, "请写是什么苗头，例如「3号楼两户为晾晒争执」")
    sign.words = try WordLimits.checked(sign.words, "看到听到的")
    sign.place = try WordLimits.checked(sign.place, "地点", atMost: WordLimits.unit)
    try Whistle.checkKeeper(sign.watcher, in: directory)
    try check(date: sign.reviewAt, "复看", at: now)
    return .noticed(sign)
  }

  /// Checks a case before it is taken on, by itself or after an early sign.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package static func decide(
    _ order: MediationOrder, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MediationEvent {
    try check(actor, "受理调解", Permissions.mediating)
    var order = order
    order.title = try title(order.title, "请写为什么事调解，例如「5号楼漏水赔偿」")
    order.words = try WordLimits.checked(order.words, "经过")
    var parties: [MediationParty] = []
    for party in order.parties {
      let name = try WordLimits.checked(party.name, "当事人", atMost: WordLimits.name)
      let about = try WordLimits.checked(party.about, "当事人情况", atMost: 120)
      if !name.isEmpty { parties.append(MediationParty(name, about: about)) }
    }
    guard parties.count >= 2 else { throw .missing("调解至少有两方当事人，请每方写一行") }
    guard parties.count <= mostParties else { throw .invalid("当事人最多 \(mostParties) 方") }
    order.parties = parties
    order.pair = try pair(order.pair, in: directory)
    guard order.method.kind == .steps, !order.method.points.isEmpty else {
      throw .invalid("「\(order.method.name)」不是步骤类的检查单，请另选调解方法")
    }
    try check(date: order.talkAt, "第一次谈话", at: now)
    return .opened(order)
  }

  /// Checks a step before it is recorded.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func decide(
    _ command: MediationCommand, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MediationEvent {
    if let refusal = refusal(of: command.kind, by: actor, at: now) { throw refusal }
    switch command {
    case .review(let review): return .reviewed(try decide(review, at: now))
    case .open(let order): return try Mediation.decide(order, by: actor, at: now, in: directory)
    case .withdraw(let reason): return .withdrawn(try Whistle.words(reason, "请写撤回的原因"))
    case .staff(let pair): return .staffed(try decide(pair, in: directory))
    case .step(let step): return .stepped(try decide(step))
    case .meet(let session): return .met(try decide(session, at: now))
    case .agree(let agreement): return .agreed(try decide(agreement, at: now))
    case .visit(let visit): return .visited(try decide(visit, at: now))
    case .fail(let failure):
      var failure = failure
      failure.words = try Whistle.words(failure.words, "请写为什么没有调成")
      return .failed(failure)
    }
  }

  /// Why something cannot be done with it now, before its particulars are known; nil when it can. Menus grey it out
  /// by this, and ``decide(_:by:at:in:)`` begins with it: there is one gate.
  package func refusal(
    of kind: MediationCommandKind, by actor: Actor, at now: Instant
  ) -> Refusal? {
    if let refusal = DeskChange.refusal(toChange: kind.title, by: actor, allowed: kind.roles) {
      return refusal
    }
    if let ending, let endedAt {
      return .outOfTurn(
        "「\(title)」已在 \(endedAt.dateTimeText(relativeTo: now)) 了结（\(ending.title)）；再有情况请另记一件")
    }
    switch kind {
    case .withdraw: return nil
    case .review: return isLatent ? nil : .outOfTurn("「\(title)」已经转为调解，请记谈话或回访")
    case .open: return isLatent ? nil : .outOfTurn("「\(title)」已经在调解")
    case .staff, .step, .meet, .agree, .visit, .fail:
      if isLatent { return .outOfTurn("「\(title)」还是潜在矛盾；要调解请先「转调解」") }
    }
    switch kind {
    case .step: return stepsLeft.isEmpty ? .outOfTurn("每一步都记过了") : nil
    case .meet:
      return agreement == nil ? nil : .outOfTurn("已经达成协议，请到期记回访；没有履行时再约谈")
    case .agree: return agreement == nil ? nil : .outOfTurn("已经有协议，请到期记回访")
    case .visit:
      return agreement == nil ? .outOfTurn("还没有达成协议，没有可以回访的；调不成请记「不成」") : nil
    case .review, .open, .staff, .fail, .withdraw: return nil
    }
  }

  private func decide(_ review: LatentReview, at now: Instant) throws(Refusal) -> LatentReview {
    var review = review
    review.words = try Whistle.words(review.words, "请写现在怎样")
    switch review.outcome {
    case .settled: review.reviewAt = nil
    case .watching:
      guard let next = review.reviewAt else { throw .missing("继续关注要写下次几时复看") }
      try Mediation.check(date: next, "下次复看", at: now)
    }
    return review
  }

  private func decide(
    _ pair: MediatorPair, in directory: Directory
  ) throws(Refusal) -> MediatorPair {
    var pair = try Mediation.pair(pair, in: directory)
    guard pair.lead != self.pair?.lead || pair.second != self.pair?.second else {
      throw .missing("没有改动：请换 A角 或 B角")
    }
    pair.reason = try Whistle.words(pair.reason, "换调解员要写原因，例如「A角回避」")
    return pair
  }

  private func decide(_ step: MediationStep) throws(Refusal) -> MediationStep {
    guard let order, order.method.points.indices.contains(step.index) else {
      throw .invalid("没有这一步")
    }
    let name = order.method.points[step.index].name
    guard done[step.index] == nil else { throw .outOfTurn("「\(name)」已经记过；后面的情况请记谈话") }
    return MediationStep(step.index, words: try Whistle.words(step.words, "请写「\(name)」做了什么"))
  }

  private func decide(
    _ session: MediationSession, at now: Instant
  ) throws(Refusal) -> MediationSession {
    var session = session
    session.words = try WordLimits.checked(session.words, "谈话情况")
    session.place = try WordLimits.checked(session.place, "地点", atMost: WordLimits.unit)
    guard !session.words.isEmpty || session.nextAt != nextAt else {
      throw .missing("请写谈话的情况，或改约下次的时间")
    }
    try Mediation.check(date: session.nextAt, "下次谈话", at: now)
    return session
  }

  private func decide(
    _ agreement: MediationAgreement, at now: Instant
  ) throws(Refusal) -> MediationAgreement {
    var agreement = agreement
    agreement.words = try Whistle.words(agreement.words, "请写协议的内容：谁做什么、几时做到")
    try Mediation.check(date: agreement.visitAt, "回访", at: now)
    return agreement
  }

  private func decide(_ visit: MediationVisit, at now: Instant) throws(Refusal) -> MediationVisit {
    var visit = visit
    visit.words = try Whistle.words(visit.words, "请写回访的情况")
    if visit.isKept {
      visit.nextAt = nil
    } else {
      guard let next = visit.nextAt else { throw .missing("没有履行要再约谈，请写几时") }
      try Mediation.check(date: next, "再谈", at: now)
    }
    return visit
  }

  // MARK: Checks

  private static func check(
    _ actor: Actor, _ title: String, _ roles: [Role]
  ) throws(Refusal) {
    if let refusal = DeskChange.refusal(toChange: title, by: actor, allowed: roles) {
      throw refusal
    }
  }

  private static func title(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "事由", atMost: longestTitle)
    guard !tidy.isEmpty else { throw .missing(complaint) }
    guard !PlaceName.hasControl(tidy) else { throw .invalid("事由只写一行") }
    return tidy
  }

  private static func pair(
    _ pair: MediatorPair, in directory: Directory
  ) throws(Refusal) -> MediatorPair {
    for id in [pair.lead, pair.second] { try Whistle.checkKeeper(id, in: directory) }
    guard pair.lead != pair.second else { throw .invalid("A角 和 B角 要是两个人") }
    return pair
  }

  private static func check(
    date: Instant, _ what: String, at now: Instant
  ) throws(Refusal) {
    guard date > now else { throw .invalid("\(what)的时间要在现在以后") }
    guard date.seconds(since: now) <= DeskTask.longestDays * 86_400 else {
      throw .invalid("\(what)最晚在 \(DeskTask.longestDays) 天内")
    }
  }
}

/// Names a running console: two of one person are two desks.
package typealias DeskID = Identifier<Claim>

/// 「某某 正在处理」: somebody has a form of a request open at a desk.
///
/// It keeps nobody out and it ends by itself: nothing but the time has to pass for that, so that a desk that
/// was cut off needs nobody to tidy up after it.
package struct Claim: Hashable, Sendable {
  /// The request.
  package var request: RequestID
  /// Who has it open.
  package var person: PersonID
  /// At which desk.
  package var desk: DeskID
  /// Since when.
  package var since: Instant
  /// When it ends unless a key is pressed in the form before.
  package var until: Instant
  /// Who had it open when it was taken over (接手); nil when nobody had.
  package var takenFrom: PersonID?

  /// Makes a claim.
  package init(
    request: RequestID, person: PersonID, desk: DeskID, since: Instant, until: Instant,
    takenFrom: PersonID? = nil
  ) {
    self.request = request
    self.person = person
    self.desk = desk
    self.since = since
    self.until = until
    self.takenFrom = takenFrom
  }

  /// Whether it still holds. One that would last longer than any may was written by a desk whose clock is
  /// wrong, and must not hold a request for days.
  package func isLive(at now: Instant) -> Bool {
    now < until && until.seconds(since: now) <= ClaimRules.seconds
  }
}

/// What a claim means for somebody at a desk.
package enum ClaimStanding: Hashable, Sendable {
  /// Nobody is on it, or whoever was has not pressed a key for long.
  case free
  /// This very desk is on it.
  case here
  /// The same person is on it at another desk; going on here needs no asking.
  case elsewhere(Claim)
  /// Somebody else is on it.
  case taken(Claim)
}

/// The rules of 「正在处理」: what counts, how long, and who may take over.
package enum ClaimRules {
  /// How long a claim holds without a key.
  package static let seconds = 180
  /// A claim is not prolonged more often than this, however fast somebody types.
  package static let renewalSeconds = 30

  /// What a claim means for a person at a desk.
  package static func standing(
    of claim: Claim?, for person: PersonID, at desk: DeskID, now: Instant
  ) -> ClaimStanding {
    guard let claim, claim.isLive(at: now) else { return .free }
    if claim.desk == desk, claim.person == person { return .here }
    return claim.person == person ? .elsewhere(claim) : .taken(claim)
  }

  /// The claim after somebody opened a form, or typed in it; nil when somebody else has it.
  package static func claim(
    _ request: RequestID, over claim: Claim?, by person: PersonID, at desk: DeskID, now: Instant
  ) -> Claim? {
    let until = now.adding(seconds: seconds)
    switch standing(of: claim, for: person, at: desk, now: now) {
    case .taken: return nil
    case .here:
      var prolonged = claim
      prolonged?.until = until
      return prolonged
    case .free, .elsewhere:
      return Claim(request: request, person: person, desk: desk, since: now, until: until)
    }
  }

  /// Whether typing prolongs a claim now.
  package static func isRenewalDue(renewedAt: Instant, now: Instant) -> Bool {
    abs(now.seconds(since: renewedAt)) >= renewalSeconds
  }
}

extension RequestHistory {
  /// Takes a request over from whoever has it open (接手).
  /// - Returns: The event; none when nobody else has it any more, since then there is nothing to record.
  /// - Throws: ``Refusal`` when the actor may record nothing on requests.
  package func decideTakingOver(
    _ claim: Claim?, by actor: Actor, at desk: DeskID, now: Instant
  ) throws(Refusal) -> [RequestEvent] {
    guard Permissions.takingOver.contains(actor.role) else {
      throw .invalid("接手须由值班台或承办人办理；您现在是\(actor.role.title)")
    }
    let standing = ClaimRules.standing(of: claim, for: actor.person, at: desk, now: now)
    guard case .taken(let claim) = standing else { return [] }
    return [.takenOver(TakingOver(from: claim.person, since: claim.since))]
  }
}

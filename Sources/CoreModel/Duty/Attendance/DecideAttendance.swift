extension Attendance {
  /// What a command comes to, or why it cannot be done.
  package func decide(
    _ command: AttendanceCommand, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> AttendanceEvent {
    try refuseBackwards(now)
    // A little behind is taken to be the moment of what was recorded last.
    let now = lastRecordedAt.map { Swift.max($0, now) } ?? now
    switch command {
    case .signIn(let entry):
      try refuseStranger(actor, for: entry.person, in: directory)
      return .signedIn(try arrival(entry, at: now, in: directory))
    case .signOut(let entry):
      try refuseStranger(actor, for: entry.person, in: directory)
      return .signedOut(try departure(entry, at: now, in: directory))
    }
  }

  /// A computer whose clock was set back must not write a time before what is recorded.
  private func refuseBackwards(_ now: Instant) throws(Refusal) {
    guard let last = lastRecordedAt, DutyClock.isBehind(now, last) else { return }
    throw .invalid(DutyClock.refusal(now: now, last: last, what: "这一班的签到记录"))
  }

  private func refuseStranger(
    _ actor: Actor, for person: PersonID, in directory: Directory
  ) throws(Refusal) {
    guard let known = directory.person(person) else { throw .invalid("人员名册里没有这个人，没有记下") }
    guard known.isActive else { throw .invalid("\(known.name) 已不在岗，没有记下；先在设置里改回在岗") }
    guard actor.person != person, !shift.people.contains(actor.person), !isPresent(actor.person),
      !DutyClock.inCharge.contains(actor.role)
    else { return }
    throw .outOfTurn("替别人签到、签退由同班的人、主任或书记办理；请\(known.name)自己来签")
  }

  private func arrival(
    _ entry: AttendanceEntry, at now: Instant, in directory: Directory
  ) throws(Refusal) -> Arrival {
    let name = directory.name(of: entry.person)
    if let open = openStint(of: entry.person) {
      throw .outOfTurn("\(name) 已在 \(open.arrival.at.nearText(relativeTo: now)) 签到，不用再签")
    }
    let reason = try WordLimits.checked(entry.reason, "说明", atMost: 200)
    let moment = entry.at ?? now
    try check(moment, entry, reason, at: now)
    guard moment >= shift.start.adding(minutes: -Attendance.earliestMinutes) else {
      throw .outOfTurn(
        "这一班 \(shift.start.nearText(relativeTo: now)) 才开始，最早提前"
          + " \(Attendance.earliestMinutes / 60) 小时签到；还没有记下")
    }
    guard moment < shift.end else {
      throw .outOfTurn(
        "这一班 \(shift.end.nearText(relativeTo: now)) 已经结束。到过岗的请补签：写明到岗时间和原因")
    }
    if let last = stints(of: entry.person).last?.departure, moment < last.at {
      throw .invalid("\(name) 到 \(last.at.clockText) 才签退，再次签到不能早于它")
    }
    if !shift.people.contains(entry.person) {
      try checkStandIn(entry, name, reason, in: directory)
    }
    return Arrival(
      person: entry.person, at: moment, plannedStart: shift.start, plannedEnd: shift.end,
      kind: shift.kind, standsInFor: shift.people.contains(entry.person) ? nil : entry.standsInFor,
      reason: reason)
  }

  /// 顶班 is allowed, with a word on why.
  private func checkStandIn(
    _ entry: AttendanceEntry, _ name: String, _ reason: String, in directory: Directory
  ) throws(Refusal) {
    let names = shift.people.map(directory.name(of:)).joined(separator: "、")
    // Whoever came to a shift is of it: may sign others in, hand over, sign. Who only looks on may not become so.
    guard let role = directory.person(entry.person)?.role, Permissions.handling.contains(role)
    else {
      let title = directory.person(entry.person)?.role.title ?? ""
      throw .outOfTurn("\(name)是\(title)，不能顶班；请由能办理诉求的人来顶，或在值班表上把他排进这一班")
    }
    if let other = entry.standsInFor, !shift.people.contains(other) {
      throw .invalid("这一班排的是\(names)，没有 \(directory.name(of: other))，不能替他顶班")
    }
    guard !reason.isEmpty else {
      throw .missing("这一班排的是\(names)，没有 \(name)。顶班请写明替谁、为什么")
    }
  }

  private func departure(
    _ entry: AttendanceEntry, at now: Instant, in directory: Directory
  ) throws(Refusal) -> Departure {
    let name = directory.name(of: entry.person)
    guard let open = openStint(of: entry.person) else {
      if let last = stints(of: entry.person).last?.departure {
        throw .outOfTurn("\(name) 已在 \(last.at.nearText(relativeTo: now)) 签退，不用再签")
      }
      throw .outOfTurn("\(name) 这一班还没有签到，不能签退。到过岗的请先补签到：写明到岗时间和原因")
    }
    let reason = try WordLimits.checked(entry.reason, "说明", atMost: 200)
    let moment = entry.at ?? now
    try check(moment, entry, reason, at: now)
    guard moment >= open.arrival.at else {
      throw .invalid(
        "签退时间 \(moment.nearText(relativeTo: now)) 早于签到时间"
          + " \(open.arrival.at.nearText(relativeTo: now))，没有记下；请核对时间")
    }
    if entry.at == nil, now >= shift.end.adding(minutes: Attendance.forgottenMinutes) {
      throw .missing(
        "这一班 \(shift.end.nearText(relativeTo: now)) 就结束了，现在签退会多算"
          + " \(durationText(seconds: now.seconds(since: shift.end)))。请补签退：写明离岗时间和原因")
    }
    return Departure(person: entry.person, at: moment, plannedEnd: shift.end, reason: reason)
  }

  /// What is put down afterwards needs a reason, and nothing is put down beforehand.
  private func check(
    _ moment: Instant, _ entry: AttendanceEntry, _ reason: String, at now: Instant
  ) throws(Refusal) {
    guard entry.at != nil else { return }
    guard moment <= now else {
      throw .invalid("\(moment.nearText(relativeTo: now)) 还没有到，补签只能写过去的时间")
    }
    guard !reason.isEmpty else { throw .missing("补签请写原因，例如「到岗时断网」") }
  }
}

/// What attendance and handover refuse in the same words.
package enum DutyClock {
  /// Those who may act for whoever is on a shift.
  static let inCharge: [Role] = [.director, .secretary]

  /// Whether a clock is behind what is recorded by more than the clocks of two desks differ anyhow.
  package static func isBehind(_ now: Instant, _ last: Instant) -> Bool {
    now < last.adding(minutes: -Round.clockSlackMinutes)
  }

  /// What a computer is told whose clock is behind what is recorded.
  package static func refusal(now: Instant, last: Instant, what: String) -> String {
    "请先校准电脑时间：现在是 \(now.nearText(relativeTo: last))，比\(what)里的最后一条"
      + "（\(last.nearText(relativeTo: last))）还早。什么都没有记，原有记录无损"
  }
}

package import CoreModel
internal import GRDB

/// Meetings of the 议事会. What they decide takes force when they are closed, all of it in one transaction.
extension DeskStore {
  /// Calls a meeting.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no.
  package func callCouncil(
    _ order: CouncilOrder, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> CouncilMeeting {
    try change { db in
      let agenda = try self.agenda(of: scope, by: actor, at: now, db)
      let meeting = try agenda.begin(order)
      for item in meeting.items { try agenda.schedule(item.id, on: meeting) }
      return meeting
    }
  }

  /// Does something to a meeting.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, ``StoreError/conflict(_:)`` when somebody was faster.
  package func perform(
    _ command: CouncilCommand, on id: CouncilID, expecting version: Int? = nil,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> CouncilMeeting {
    try change { db in
      let agenda = try self.agenda(of: scope, by: actor, at: now, db)
      let before = try AgendaRecords.meeting(id, roll: agenda.roll, db)
      try DutyLog.refuseOvertaken(
        try DutyLog.records(CouncilEvent.self, of: id.text, roll: agenda.roll, db),
        expecting: version, roll: agenda.roll)
      var ids = before.items.map(\.id)
      if case .list(let item, _) = command { ids.append(item) }
      let event = try before.decide(command, by: actor, at: now, in: try agenda.facts(ids))
      let after = try agenda.append(event, to: id, expecting: nil)
      try self.carry(out: event, of: after, before: before, agenda, db)
      return after
    }
  }

  private func carry(
    out event: CouncilEvent, of meeting: CouncilMeeting, before: CouncilMeeting,
    _ agenda: AgendaRecords, _ db: Database
  ) throws {
    switch event {
    case .moved:
      for item in meeting.items { try agenda.schedule(item.id, on: meeting) }
    case .listed(let item):
      try agenda.schedule(item.id, on: meeting)
      if meeting.attendedAt != nil { try agenda.open(item.id, at: meeting) }
    case .struck(let item, let reason):
      try agenda.unschedule(item.id, "从\(meeting.name)去掉：\(reason)")
    case .cancelled(_, let reason):
      for item in meeting.items {
        try agenda.unschedule(item.id, "\(meeting.name)取消：\(reason)")
      }
    case .attended where before.attendedAt == nil:
      for item in meeting.items { try agenda.open(item.id, at: meeting) }
    case .closed:
      for resolution in meeting.resolutions {
        try self.carry(out: resolution, of: meeting, agenda, db)
      }
    case .called, .changed, .announced, .attended, .noted, .positioned, .voted, .resolved: break
    }
  }

  private func carry(
    out resolution: CouncilResolution, of meeting: CouncilMeeting, _ agenda: AgendaRecords,
    _ db: Database
  ) throws {
    let decision = AgendaDecision(
      meeting: meeting.id, number: meeting.number, kind: meeting.kind,
      verdict: resolution.verdict, words: resolution.words, againAt: resolution.againAt)
    let item = try agenda.append([.decided(decision)], to: resolution.item)
    for order in resolution.tasks where resolution.verdict == .adopt {
      var order = order
      order.origin = item.link
      _ = try perform(
        .set(order), in: agenda.scope, by: agenda.deskActor, at: agenda.now, db)
    }
    // What was over before a 评议会 has no requests any more that wait for it.
    guard item.isOpen else { return }
    let words = "\(meeting.kind.title)决议「\(resolution.verdict.title)」：\(resolution.words)"
    switch resolution.verdict {
    case .adopt, .again, .passed: try agenda.tell(item, words, phase: .held)
    case .decline:
      let outcome = "议事会议定不采纳：\(resolution.words)"
      try agenda.append([.settled(outcome: outcome)], to: item.id)
      try self.settleOnAll(
        OnwardSettlement(item.link, outcome: outcome, resolves: true), agenda.onward,
        by: agenda.actor, at: agenda.now, db)
    case .project: try self.handOver(item, resolution, agenda, db)
    }
  }

  /// 转微实事: the requests go on in the project, and the item is over for them without their being resolved.
  private func handOver(
    _ item: AgendaItem, _ resolution: CouncilResolution, _ agenda: AgendaRecords, _ db: Database
  ) throws {
    guard let plan = resolution.plan(of: item) else { throw Refusal.missing("转微实事要有节点") }
    let outcome = "议事会决议转微实事「\(plan.name)」：\(resolution.words)"
    // 并件 that the item carries go along, since they are told by themselves. What ended or was answered without the
    // 议事会 is left in peace, and holds no meeting up.
    let open = try agenda.onward.open(item.link)
    let going = try open.filter { id in
      let (row, _) = try DeskStore.locate(id, db)
      return try EventRecords.history(of: id, row: row, roll: agenda.roll, db).request.stage
        == .escalated
    }
    try agenda.append([.settled(outcome: outcome)], to: item.id)
    for (requests, resolves) in [(going, false), (open.filter { !going.contains($0) }, true)] {
      try self.settle(
        OnwardSettlement(item.link, outcome: outcome, resolves: resolves), on: requests,
        agenda.onward, by: agenda.actor, at: agenda.now, db)
    }
    _ = try startProject(
      plan, from: item.link, requests: going, in: agenda.scope, by: agenda.actor, at: agenda.now,
      db)
  }

  /// A meeting with its items as they are.
  package func councilDetail(
    _ id: CouncilID, in scope: NeighborhoodID
  ) throws(StoreError) -> CouncilDetail {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let meeting = try AgendaRecords.meeting(id, roll: roll, db)
      var items: [AgendaID: AgendaItem] = [:]
      for item in meeting.items {
        items[item.id] = try AgendaRecords.item(item.id, roll: roll, db)
      }
      return CouncilDetail(meeting: meeting, items: items)
    }
  }

  /// The name of the meeting that the desk calls by a number.
  package func councilMeeting(
    numbered number: Int, in scope: NeighborhoodID
  ) throws(StoreError) -> CouncilID {
    try look { db in
      guard
        let uid = try String.fetchOne(
          db, sql: "SELECT uid FROM council_meeting WHERE neighborhood_id = ? AND number = ?",
          arguments: [try self.roll(of: scope, db).scopeKey, number])
      else { throw StoreError.notFound("会\(number)") }
      return CouncilID(uid)
    }
  }
}

extension AgendaRecords {
  /// Whoever may keep a meeting may give out there what it decided.
  fileprivate var deskActor: Actor {
    Permissions.roles(for: .assign).contains(actor.role)
      ? actor : Actor(person: actor.person, name: actor.name, role: .dutyOfficer)
  }

  /// A meeting has a date for an item.
  fileprivate func schedule(_ id: AgendaID, on meeting: CouncilMeeting) throws {
    let item = try append([.scheduled(meeting.date)], to: id)
    let when = meeting.start.dateTimeText(relativeTo: now)
    let words = "定于 \(when) 开\(meeting.kind.title)，\(meeting.place)"
    try tell(item, words, phase: .started)
  }

  /// A meeting about an item is being held: what is owed now is that it decides and ends.
  fileprivate func open(_ id: AgendaID, at meeting: CouncilMeeting) throws {
    let item = try append([.opened(until: closing)], to: id)
    try tell(item, "\(meeting.kind.title)开会，签到 \(meeting.present.count) 人", phase: .held)
  }

  /// It has none any more: it is due again, so that no request of it drops out of sight.
  fileprivate func unschedule(_ id: AgendaID, _ reason: String) throws {
    let item = try append([.unscheduled(until: again, reason: reason)], to: id)
    try tell(item, reason)
  }
}

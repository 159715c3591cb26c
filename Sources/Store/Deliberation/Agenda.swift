package import CoreModel
internal import GRDB

/// 议题: proposing, joining, merging, withdrawing; their requests are told in the same transaction.
extension DeskStore {
  /// Proposes an item about some requests; those that are not escalated yet are escalated by it.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no; nothing is stored then.
  package func propose(
    _ order: AgendaOrder, about requests: [RequestID] = [], in scope: NeighborhoodID,
    by actor: Actor, at now: Instant
  ) throws(StoreError) -> AgendaItem {
    try change { db in
      let agenda = try self.agenda(of: scope, by: actor, at: now, db)
      var item = try agenda.begin(order)
      for request in requests { item = try agenda.join(request, to: item) }
      return item
    }
  }

  /// Does something to an item.
  /// - Parameter version: The version that the desk saw; nil when whoever asks has not looked.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, ``StoreError/conflict(_:)`` when somebody was faster.
  package func perform(
    _ command: AgendaCommand, on id: AgendaID, expecting version: Int? = nil,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> AgendaItem {
    try change { db in
      let agenda = try self.agenda(of: scope, by: actor, at: now, db)
      let item = try agenda.item(id)
      try DutyLog.refuseOvertaken(
        try DutyLog.records(AgendaEvent.self, of: id.text, roll: agenda.roll, db),
        expecting: version, roll: agenda.roll)
      if case .merge(let other) = command, item.mergedInto?.id == other {
        throw Refusal.outOfTurn("\(item.name) 已经并入那个议题了")
      }
      if let refusal = item.refusal(of: command, by: actor) { throw refusal }
      switch command {
      case .amend(let title, let matter):
        let amended = try agenda.append([try item.amended(title: title, matter: matter)], to: id)
        if amended.title != item.title { try agenda.tell(amended, "议题改为「\(amended.title)」") }
        return amended
      case .join(let requests):
        var joined = item
        for request in requests { joined = try agenda.join(request, to: joined) }
        if joined.version == item.version {
          throw Refusal.outOfTurn("这件诉求已经在\(item.name)里")
        }
        return joined
      case .leave(let request, let reason):
        let event = try item.leaving(request, reason: reason)
        try agenda.onward.record(
          .left(OnwardLeaving(item.link, reason: reason)), on: request, by: actor, at: now)
        return try agenda.append([event], to: id)
      case .merge(let other):
        return try agenda.merge(item, into: try agenda.item(other))
      case .withdraw(let reason):
        let event = try item.withdrawing(reason: reason)
        try agenda.onward.recordOnAll(
          .left(OnwardLeaving(item.link, reason: "议题撤回：\(reason)")), by: actor, at: now)
        return try agenda.append([event], to: id)
      }
    }
  }

  /// An item with what belongs to it.
  package func agendaLine(
    _ id: AgendaID, in scope: NeighborhoodID, at now: Instant
  ) throws(StoreError) -> AgendaLine {
    try look { db in try self.agendaReader(of: scope, at: now, db).line(id) }
  }

  /// The name of the item that the desk calls by a number.
  package func agendaItem(
    numbered number: Int, in scope: NeighborhoodID
  ) throws(StoreError) -> AgendaID {
    try look { db in
      guard
        let uid = try String.fetchOne(
          db, sql: "SELECT uid FROM agenda_item WHERE neighborhood_id = ? AND number = ?",
          arguments: [try self.roll(of: scope, db).scopeKey, number])
      else { throw StoreError.notFound("议\(number)") }
      return AgendaID(uid)
    }
  }

  func agenda(
    of scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> AgendaRecords {
    AgendaRecords(records: try self.records(of: scope, db), scope: scope, actor: actor, now: now)
  }

  /// A task of a resolution was done or dropped: the item goes on, or comes to its end.
  func agendaTaskWasSettled(
    _ task: DeskTask, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    guard let origin = task.origin else { return }
    let agenda = try self.agenda(of: scope, by: actor, at: now, db)
    let item = try agenda.item(AgendaID(origin.id))
    // After its end what was given out later is nobody's but its own.
    guard item.status == .carrying else { return }
    let words = "交办「\(task.title)」\(task.settlement?.outcome.title ?? "")"
    guard let ending = item.ending(after: try agenda.tasks(of: item), again: agenda.again) else {
      return try agenda.tell(item, words)
    }
    let after = try agenda.append([ending], to: item.id)
    guard case .settled(let outcome) = ending else {
      return try agenda.tell(after, "\(words)；没有一项办成，请再议")
    }
    // A meeting that was to review it while it went on reviews it all the same.
    try settleOnAll(
      OnwardSettlement(item.link, outcome: outcome, resolves: true), agenda.onward, by: actor,
      at: now, db)
  }

  /// A task of a resolution got another date or person: what is owed on its requests moves with it.
  func agendaTaskWasChanged(
    _ task: DeskTask, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    guard let origin = task.origin else { return }
    let agenda = try self.agenda(of: scope, by: actor, at: now, db)
    let item = try agenda.item(AgendaID(origin.id))
    guard item.status == .carrying else { return }
    let name = agenda.roll.directory.name(of: task.person)
    try agenda.tell(
      item, "交办「\(task.title)」改为\(name)、\(task.dueAt.dateTimeText(relativeTo: now)) 前")
  }
}

extension AgendaRecords {
  /// The requests of one item go on in another.
  fileprivate func merge(_ item: AgendaItem, into other: AgendaItem) throws -> AgendaItem {
    let event = try item.merging(into: other)
    try onward.recordOnAll(
      .left(OnwardLeaving(item.link, reason: "并入\(other.name)")), by: actor, at: now)
    let merged = try append([event], to: item.id)
    var target = other
    // What was closed meanwhile stays with what it was closed in.
    for source in item.sources where try DeskStore.isOpen(source.id, db) {
      target = try join(source.id, to: target)
    }
    return merged
  }
}

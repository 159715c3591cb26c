package import CoreModel
internal import GRDB

/// What came of one request when one command was given to many.
package struct JointOutcome: Hashable, Sendable, Identifiable {
  /// How it ended.
  package enum Result: Hashable, Sendable {
    /// Done; the request as it is now.
    case done(RequestDetail)
    /// The rules refuse it.
    case refused(Refusal)
    /// Another desk was faster.
    case conflict(StoreError.Conflict)
    /// It is not there, or its record cannot be read.
    case failed(StoreError)
  }

  /// The request.
  package let id: RequestID
  /// How it ended.
  package let result: Result

  /// Makes an outcome.
  package init(id: RequestID, result: Result) {
    self.id = id
    self.result = result
  }

  /// The request, when it was done.
  package var done: RequestDetail? {
    if case .done(let detail) = result { detail } else { nil }
  }

  /// Why it was not done; nil when it was.
  package var reason: String? {
    switch result {
    case .done: nil
    case .refused(let refusal): refusal.message
    case .conflict(let other): "\(other.by) 已在 \(other.at.clockText) 先行「\(other.title)」"
    case .failed(let error): error.message
    }
  }
}

/// One of the steps that are recorded together: mostly the same command for each, but words for residents may
/// name each by their own name.
package struct JointStep: Hashable, Sendable {
  /// The request.
  package var id: RequestID
  /// The version that the desk saw; nil when it was not looked at.
  package var version: Int?
  /// The command.
  package var command: RequestCommand

  /// Makes a step.
  package init(_ command: RequestCommand, on id: RequestID, expecting version: Int?) {
    self.command = command
    self.id = id
    self.version = version
  }
}

extension DeskStore {
  /// Gives one command to many requests; see ``performAll(_:by:at:)``.
  package func performAll(
    _ targets: [(id: RequestID, version: Int?)], _ command: RequestCommand, by actor: Actor,
    at now: Instant
  ) throws(StoreError) -> [JointOutcome] {
    try performAll(
      targets.map { JointStep(command, on: $0.id, expecting: $0.version) }, by: actor, at: now)
  }

  /// Takes a step on each of many requests: each gets its own event, or a reason why not.
  ///
  /// All in one transaction: other desks see the whole or nothing of it, and a crash, a full disk or a kill
  /// in the middle leaves none of them done. What the rules or another desk refuse stops only that one.
  /// - Parameter steps: In the order in which they are taken; a second one on the same request counts not.
  /// - Returns: One outcome for each, in the same order.
  /// - Throws: ``StoreError`` when the database itself gave up; then none was done.
  package func performAll(
    _ steps: [JointStep], by actor: Actor, at now: Instant
  ) throws(StoreError) -> [JointOutcome] {
    try change { db in
      var seen: Set<RequestID> = []
      let steps = steps.filter { seen.insert($0.id).inserted }
      let hidden = try self.hiddenCompanions(in: steps, db)
      return try steps.map { step in
        if let refusal = step.command.jointRefusal(on: step.id, beside: hidden) {
          return JointOutcome(id: step.id, result: .refused(refusal))
        }
        return JointOutcome(id: step.id, result: try self.outcome(of: step, by: actor, at: now, db))
      }
    }
  }

  /// Those whose callers may not be named in what is written for the others. What cannot be read is none: its own
  /// step says so.
  private func hiddenCompanions(in steps: [JointStep], _ db: Database) throws -> [Companion] {
    guard steps.count > 1, steps.contains(where: \.command.mindsCompanions) else { return [] }
    var hidden: [Companion] = []
    for step in steps {
      do {
        let (row, scope) = try DeskStore.locate(step.id, db)
        let roll = try self.roll(of: scope, db)
        let one = Companion(try EventRecords.history(of: step.id, row: row, roll: roll, db))
        if one.isHidden { hidden.append(one) }
      } catch  where !(error is DatabaseError) {
        continue
      }
    }
    return hidden
  }

  private func outcome(
    of step: JointStep, by actor: Actor, at now: Instant, _ db: Database
  ) throws -> JointOutcome.Result {
    var result: JointOutcome.Result?
    do {
      // What one of them began is taken back before the next one's turn.
      try db.inSavepoint {
        result = .done(
          try self.perform(
            step.command, on: step.id, expecting: step.version, by: actor, at: now, db))
        return .commit
      }
    } catch  where !(error is DatabaseError) {
      switch StoreError(error, path: path) {
      case .refused(let refusal): result = .refused(refusal)
      case .conflict(let other): result = .conflict(other)
      case let other: result = .failed(other)
      }
    }
    return result ?? .failed(.failed(""))
  }

  /// Several requests, whole, in the order asked for; those that are not there are left out.
  package func details(of ids: [RequestID]) throws(StoreError) -> [RequestDetail] {
    try look { db in
      var details: [RequestDetail] = []
      for id in ids {
        do {
          let (row, scope) = try DeskStore.locate(id, db)
          let records = try self.records(of: scope, db)
          let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
          details.append(try records.detail(history, row: row))
        } catch StoreError.notFound {
          continue
        }
      }
      return details
    }
  }
}

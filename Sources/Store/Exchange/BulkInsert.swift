package import CoreModel
internal import GRDB

/// One request to store with all its events, as the demonstration makes them.
package struct BulkRequest: Sendable {
  /// Globally unique.
  package var id: RequestID
  /// From version 1. An empty number in the registration is filled in with the day's next one.
  package var events: [RecordedEvent]

  /// Makes one.
  package init(id: RequestID, events: [RecordedEvent]) {
    self.id = id
    self.events = events
  }
}

extension DeskStore {
  /// Stores many whole histories, 2,000 a transaction, by the same way that single ones go.
  /// - Parameters:
  ///   - requests: Taken one at a time, so that a million need no memory.
  ///   - progress: Called after each transaction with how many are stored.
  /// - Returns: How many were stored.
  /// - Throws: ``StoreError``; what earlier transactions stored stays.
  @discardableResult
  package func bulkInsert(
    _ requests: some Sequence<BulkRequest>, progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Int {
    var source = requests.makeIterator()
    var total = 0
    var isDone = false
    while !isDone {
      let stored = try change { db in
        var count = 0
        var supplies: [NeighborhoodID: NumberSupply] = [:]
        while count < 2000 {
          guard let request = source.next() else {
            isDone = true
            break
          }
          try self.insert(request, &supplies, db)
          count += 1
        }
        return count
      }
      total += stored
      progress(total)
    }
    return total
  }

  private func insert(
    _ request: BulkRequest, _ supplies: inout [NeighborhoodID: NumberSupply], _ db: Database
  ) throws {
    var events = request.events
    guard let first = events.first, case .registered(var form) = first.event else {
      throw StoreError.failed("诉求 \(request.id.text) 的记录不连续")
    }
    let records = try self.records(of: form.neighborhood, db)
    if form.number.isEmpty {
      var supply = supplies[form.neighborhood] ?? NumberSupply()
      form.number = try supply.next(on: form.receivedAt.day, records).text
      supplies[form.neighborhood] = supply
      events[0] = RecordedEvent(
        version: 1, at: first.at, actor: first.actor, event: .registered(form))
    }
    let history = try DeskStore.history(request.id, events)
    try records.insert(history)
  }
}

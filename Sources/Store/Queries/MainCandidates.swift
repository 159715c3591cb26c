package import CoreModel
internal import GRDB

/// A request that others may be linked to.
package struct MainCandidate: Hashable, Sendable, Identifiable {
  /// The request, which is no 并件 itself.
  package var request: LinkedRequest
  /// Why it is offered: 「同一楼组」, 「20261121-009 的主件」; empty when it was found by what was typed.
  package var reason: String

  /// Globally unique.
  package var id: RequestID { request.id }

  /// Makes a candidate.
  package init(_ request: LinkedRequest, reason: String = "") {
    self.request = request
    self.reason = reason
  }
}

extension DeskStore {
  /// Which requests another one may be linked to.
  ///
  /// By a number the request with it; by words what a list would find, open ones first; without either what is open
  /// in the same place. In place of a 并件 stands its main one, since links are one deep.
  /// - Parameter limit: Candidates at most.
  package func mainCandidates(
    for id: RequestID, words: String, limit: Int = 20, now: Instant
  ) throws(StoreError) -> [MainCandidate] {
    let own = try detail(id: id)
    let form = own.request.registration
    let scope = form.neighborhood
    var found: [MainCandidate] = []
    if words.tidied.isEmpty {
      guard let group = form.place.group else { return [] }
      let near = try queue(
        QueueFilter(scope: scope, view: .open, group: group), limit: limit + 1, now: now)
      found = try mains(of: near.rows, in: scope, reason: "同一楼组")
    } else {
      if let exact = try? detail(number: words, in: scope) { found = try mains(of: exact) }
      for view in [QueueFilter.View.open, .all] where found.count < limit {
        let page = try queue(
          QueueFilter(scope: scope, view: view, search: words), limit: limit, now: now)
        found += try mains(of: page.rows, in: scope, reason: "")
      }
    }
    var seen: Set<RequestID> = [id]
    return Array(found.filter { seen.insert($0.id).inserted }.prefix(limit))
  }

  private func mains(
    of rows: [QueueRow], in scope: NeighborhoodID, reason: String
  ) throws(StoreError) -> [MainCandidate] {
    var found: [MainCandidate] = []
    for row in rows {
      if row.mainNumber == nil {
        found.append(MainCandidate(LinkedRequest(row, in: scope), reason: reason))
      } else {
        found += try mains(of: try detail(id: row.id))
      }
    }
    return found
  }

  private func mains(of detail: RequestDetail) throws(StoreError) -> [MainCandidate] {
    if let main = detail.kin.main {
      return [MainCandidate(main, reason: "\(detail.request.number) 的主件")]
    }
    return [MainCandidate(LinkedRequest(detail.request))]
  }
}

extension LinkedRequest {
  /// The line of a list's row that is no 并件.
  fileprivate init(_ row: QueueRow, in scope: NeighborhoodID) {
    self.init(
      id: row.id, number: row.number, neighborhood: scope, text: row.text,
      place: row.place, status: row.status, receivedAt: row.receivedAt)
  }
}

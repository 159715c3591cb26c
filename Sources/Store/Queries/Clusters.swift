package import CoreModel
internal import GRDB

/// 一类事 as lists show it: a cluster with its figures.
package struct ClusterRow: Hashable, Sendable {
  /// Where: a group's name, a spot of the grounds, or what was written.
  package var place: String
  /// 「电梯」; nil when only the words are alike.
  package var topic: String?
  /// Requests received in each part of the window, oldest first.
  package var trend: [Int]
  /// How many of them are still open.
  package var open: Int
  /// Its requests, the newest first: the row keys of this database.
  package var keys: [Int64]
  /// The words of the newest ones.
  package var examples: [String]
  /// When the newest came in.
  package var newestAt: Instant
  /// Which of them go on in an item of the 议事会 or in a 微实事 already, by row key; only where that was asked.
  package var carried: [Int64: OnwardKind] = [:]

  /// Makes a row.
  package init(
    place: String, topic: String?, trend: [Int], open: Int, keys: [Int64], examples: [String],
    newestAt: Instant
  ) {
    self.place = place
    self.topic = topic
    self.trend = trend
    self.open = open
    self.keys = keys
    self.examples = examples
    self.newestAt = newestAt
  }

  /// How many requests.
  package var count: Int { keys.count }
  /// How many of them an item may still be proposed about.
  package var proposable: Int { max(0, open - carried.count) }
  /// Into how many parts the window is cut.
  package static let parts = 6
}

/// The clusters of a window.
package struct ClusterSurvey: Hashable, Sendable {
  /// The largest first.
  package var clusters: [ClusterRow]
  /// How many requests were looked at.
  package var looked: Int
  /// Whether there were more in the window than are looked at.
  package var isCut: Bool

  /// Makes a survey.
  package init(clusters: [ClusterRow] = [], looked: Int = 0, isCut: Bool = false) {
    self.clusters = clusters
    self.looked = looked
    self.isCut = isCut
  }

  /// The newest so many requests of a window are looked at. More than a committee has in ten years.
  package static let mostLooked = 30_000
  /// Fewer are no cluster.
  package static let least = 2
}

extension DeskStore {
  /// The same matter at the same place within the last days; cancelled requests do not count.
  ///
  /// Reads the window's requests by their index, at most ``ClusterSurvey/mostLooked``.
  package func clusters(
    of scope: NeighborhoodID, days: Int, now: Instant
  ) throws(StoreError) -> ClusterSurvey {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let since = now.day.adding(days: 1 - max(1, days)).start
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT id, text, group_id, place_detail, received_at, due_at IS NOT NULL
          FROM request INDEXED BY request_received
          WHERE neighborhood_id = ? AND received_at >= ? AND status <> ?
          ORDER BY received_at DESC LIMIT ?
          """,
        arguments: [
          roll.scopeKey, since.milliseconds, RequestStatus.cancelled.rawValue,
          ClusterSurvey.mostLooked + 1,
        ])
      var items: [MatterClusters.Item] = []
      var facts: [Int64: (text: String, receivedAt: Int64, isOpen: Bool)] = [:]
      var survey = ClusterSurvey()
      while let row = try rows.next() {
        guard items.count < ClusterSurvey.mostLooked else {
          survey.isCut = true
          break
        }
        let group: Int64? = row[2]
        let text: String = row[1]
        items.append(
          MatterClusters.Item(
            key: row[0], group: group.flatMap { roll.groups[$0] }, detail: row[3], text: text))
        facts[row[0]] = (text, row[4], row[5])
      }
      survey.looked = items.count
      let end = max(now, now.day.adding(days: 1).start)
      survey.clusters = MatterClusters.find(items, least: ClusterSurvey.least).map { cluster in
        ClusterRow(cluster, facts: facts, since: since, end: end, roll: roll)
      }
      return survey
    }
  }

  /// Clusters with what carries their requests: nobody is to propose anew what goes on already.
  package func withCarriers(_ clusters: [ClusterRow]) throws(StoreError) -> [ClusterRow] {
    try look { db in
      let query = try db.cachedStatement(
        sql: """
          SELECT kind FROM request_onward
          WHERE request_id = ? AND kind IN ('agenda', 'project') AND ended_at IS NULL
          """)
      return try clusters.map { cluster in
        var cluster = cluster
        cluster.carried = [:]
        for key in cluster.keys {
          let kind = try String.fetchOne(query, arguments: [key])
          cluster.carried[key] = kind.flatMap(OnwardKind.init(rawValue:))
        }
        return cluster
      }
    }
  }

  /// Requests by their row keys, newest first.
  package func rows(
    _ keys: [Int64], in scope: NeighborhoodID
  ) throws(StoreError) -> [QueueRow] {
    try look { db in
      let roll = try self.roll(of: scope, db)
      let query = try db.cachedStatement(
        sql: """
          SELECT r.id, \(QueueRow.columns) FROM request r WHERE r.id = ? AND r.neighborhood_id = ?
          """)
      let rows = try keys.prefix(1000).compactMap { key in
        try Row.fetchOne(query, arguments: [key, roll.scopeKey]).map { try QueueRow($0, roll) }
      }
      return rows.sorted { ($0.receivedAt, $0.key.row) > ($1.receivedAt, $1.key.row) }
    }
  }
}

extension ClusterRow {
  fileprivate init(
    _ cluster: MatterClusters.Cluster,
    facts: [Int64: (text: String, receivedAt: Int64, isOpen: Bool)], since: Instant, end: Instant,
    roll: Roll
  ) {
    let known = cluster.keys.compactMap { key in facts[key].map { (key: key, facts: $0) } }
      .sorted { ($0.facts.receivedAt, $0.key) > ($1.facts.receivedAt, $1.key) }
    var trend = Array(repeating: 0, count: ClusterRow.parts)
    let span = max(1, end.milliseconds - since.milliseconds)
    for one in known {
      let part = (one.facts.receivedAt - since.milliseconds) * Int64(ClusterRow.parts) / span
      trend[min(max(0, Int(part)), ClusterRow.parts - 1)] += 1
    }
    let place =
      switch cluster.place {
      case .group(let group): roll.directory.label(of: RequestPlace(group: group))
      case .spot(let spot): spot
      case .detail(let detail): detail
      }
    self.init(
      place: place, topic: cluster.topic, trend: trend, open: known.filter(\.facts.isOpen).count,
      keys: known.map(\.key), examples: known.prefix(3).map(\.facts.text),
      newestAt: Instant(milliseconds: known.first?.facts.receivedAt ?? since.milliseconds))
  }
}

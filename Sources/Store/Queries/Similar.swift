package import CoreModel
internal import GRDB

/// What is asked when somebody wants to know whether a request was made before.
package struct SimilarQuery: Hashable, Sendable {
  /// The neighbourhood.
  package var scope: NeighborhoodID
  /// Where.
  package var place: RequestPlace
  /// The resident's telephone, if known.
  package var phone: String?
  /// The words.
  package var text: String
  /// When it came in.
  package var at: Instant
  /// The request itself, which is no repeat of itself.
  package var excluding: RequestID?

  /// Makes a query.
  package init(
    scope: NeighborhoodID, place: RequestPlace, phone: String?, text: String, at: Instant,
    excluding: RequestID? = nil
  ) {
    self.scope = scope
    self.place = place
    self.phone = phone.map(PhoneText.normalized)
    self.text = text
    self.at = at
    self.excluding = excluding
  }

  /// About a registration.
  package init(_ form: Registration, excluding: RequestID? = nil) {
    self.init(
      scope: form.neighborhood, place: form.place, phone: form.resident.phone, text: form.text,
      at: form.receivedAt, excluding: excluding)
  }

  /// Whether there is anything to go by.
  package var isEmpty: Bool {
    text.tidied.isEmpty && phone == nil && (place.group == nil || place.room == nil)
  }
}

/// Earlier requests that may be the same.
package struct SimilarRequests: Hashable, Sendable {
  /// One of them.
  package struct Match: Hashable, Sendable {
    /// As lists show it.
    package var row: QueueRow
    /// How likely it is, from ``Likeness/threshold`` to 100.
    package var score: Int

    /// Makes a match.
    package init(row: QueueRow, score: Int) {
      self.row = row
      self.score = score
    }
  }

  /// How often somebody has come lately.
  package struct Lately: Hashable, Sendable {
    /// Requests of the last ``SimilarRequests/lateDays`` days.
    package var count: Int
    /// The newest of them.
    package var newest: QueueRow?

    /// Makes a count.
    package init(count: Int, newest: QueueRow? = nil) {
      self.count = count
      self.newest = newest
    }
  }

  /// The most likely first; ``shown`` at most.
  package var matches: [Match]
  /// How many there are in all, of those that were compared.
  package var count: Int
  /// How many of those came in within the last ``lateDays`` days.
  package var lateCount = 0
  /// Of this telephone, when one was asked for.
  package var phone: Lately?
  /// Of this room, when one was asked for.
  package var room: Lately?
  /// Everything that ever came from this telephone, when one was typed.
  package var caller: CallerHistory?

  /// How many are shown.
  package static let shown = 5
  /// What lately means.
  package static let lateDays = 30
  /// No more are counted of one telephone or room.
  package static let mostCounted = 50

  /// Makes an answer; nothing was found by default.
  package init(
    matches: [Match] = [], count: Int = 0, phone: Lately? = nil, room: Lately? = nil
  ) {
    self.matches = matches
    self.count = count
    self.phone = phone
    self.room = room
  }
}

extension DeskStore {
  /// Earlier requests that may be about the same, and how often this telephone and this room came lately.
  ///
  /// What it costs does not grow with the database: a few hundred candidates are found by index, newest first,
  /// and compared by ``Likeness``. Cancelled ones are left out.
  package func similar(to query: SimilarQuery) throws(StoreError) -> SimilarRequests {
    guard !query.isEmpty else { return SimilarRequests() }
    return try look { db in
      let roll = try self.roll(of: query.scope, db)
      var query = query
      if query.phone == CallerPrivacy.phoneShown { query.phone = try self.hiddenPhone(query, db) }
      var answer = try SimilarSearch(query: query, roll: roll, db: db).answer()
      // One that is here already has its caller's history with it.
      if query.excluding == nil, let phone = query.phone {
        answer.caller = try CallerSearch(try self.records(of: query.scope, db)).history(of: phone)
      }
      return answer
    }
  }
}

extension DeskStore {
  /// The number of a caller who asked for 保密: whoever looks at the request was not given it.
  private func hiddenPhone(_ query: SimilarQuery, _ db: Database) throws -> String? {
    guard let id = query.excluding else { return nil }
    let (row, scope) = try DeskStore.locate(id, db)
    let history = try EventRecords.history(of: id, row: row, roll: try roll(of: scope, db), db)
    return history.request.registration.resident.phone
  }
}

/// One question for similar requests.
struct SimilarSearch {
  let query: SimilarQuery
  let roll: Roll
  let db: Database
  let asked: Likeness
  let groupKey: Int64?
  private let newest: NewestRows

  init(query: SimilarQuery, roll: Roll, db: Database) throws {
    self.query = query
    self.roll = roll
    self.db = db
    newest = try NewestRows(db)
    asked = Likeness(
      place: query.place, phone: query.phone, text: query.text, receivedAt: query.at)
    groupKey = query.place.group.flatMap { roll.groupKeys[$0] }
  }

  /// Candidates of one kind, at most.
  private enum Most {
    static let ofPhone = SimilarRequests.mostCounted
    static let ofRoom = SimilarRequests.mostCounted
    static let ofGroup = 120
    static let ofWords = 60
    static let ofSpot = 80
    /// Pairs of characters that the text index is asked for.
    static let pairs = 6
    /// So many steps back in an index tell how rare a pair is.
    static let probe = 64
  }

  func answer() throws -> SimilarRequests {
    let phones = try phoneCandidates()
    let rooms = try roomCandidates()
    var keys = Set(phones + rooms)
    try keys.formUnion(groupCandidates())
    try keys.formUnion(wordCandidates())
    let compared = try compare(keys)
    let matches = compared.filter { $0.score >= Likeness.threshold && !$0.isCancelled }
      .sorted { ($0.score, $0.receivedAt, $0.key) > ($1.score, $1.receivedAt, $1.key) }
    var answer = SimilarRequests(count: matches.count)
    let since = query.at.adding(minutes: -SimilarRequests.lateDays * 24 * 60).milliseconds
    answer.lateCount = matches.count { $0.receivedAt >= since }
    for match in matches.prefix(SimilarRequests.shown) {
      guard let row = try row(match.key) else { continue }
      answer.matches.append(SimilarRequests.Match(row: row, score: match.score))
    }
    func lately(_ holds: (Compared) -> Bool) throws -> SimilarRequests.Lately {
      let found = compared.filter { !$0.isCancelled && $0.receivedAt >= since && holds($0) }
        .sorted { ($0.receivedAt, $0.key) > ($1.receivedAt, $1.key) }
      return SimilarRequests.Lately(
        count: min(found.count, SimilarRequests.mostCounted),
        newest: try found.first.flatMap { try row($0.key) })
    }
    if query.phone != nil { answer.phone = try lately(\.isOfPhone) }
    if groupKey != nil, query.place.room != nil { answer.room = try lately(\.isOfRoom) }
    return answer
  }

  // MARK: Candidates

  private func phoneCandidates() throws -> [Int64] {
    guard let phone = query.phone else { return [] }
    return try newest.rows([[.text(SearchText.normalized(phone))]], limit: Most.ofPhone)
  }

  private func roomCandidates() throws -> [Int64] {
    guard let groupKey, let room = query.place.room else { return [] }
    return try newest.rows(
      [[.text(SearchText.normalized(room))], [.group(groupKey)]], limit: Most.ofRoom)
  }

  /// What the group's people said lately, whatever the words.
  private func groupCandidates() throws -> [Int64] {
    guard let groupKey else { return [] }
    let newest = try db.cachedStatement(
      sql: """
        SELECT id FROM request INDEXED BY request_group
        WHERE group_id = ? AND received_at BETWEEN ? AND ? ORDER BY received_at DESC LIMIT ?
        """)
    let window = Likeness.windowDays * 24 * 60
    return try Int64.fetchAll(
      newest,
      arguments: [
        groupKey, query.at.adding(minutes: -window).milliseconds,
        query.at.adding(minutes: window).milliseconds, Most.ofGroup,
      ])
  }

  /// By the words: within the group, at the spot, and anywhere by the two rarest pairs.
  private func wordCandidates() throws -> [Int64] {
    let pairs = MatterText.tellingPairs(of: query.text, limit: Most.pairs).map {
      NewestRows.Piece.text($0)
    }
    let spots = MatterText.spotNames(in: query.text + " " + (query.place.detail ?? ""))
    var keys: [Int64] = []
    if let groupKey, !pairs.isEmpty {
      keys += try newest.rows([pairs, [.group(groupKey)]], limit: Most.ofWords)
    }
    if !spots.isEmpty {
      let atSpot = spots.map { NewestRows.Piece.text($0) }
      keys += try newest.rows([atSpot], limit: Most.ofSpot)
      if !pairs.isEmpty { keys += try newest.rows([atSpot, pairs], limit: Most.ofWords) }
    }
    let rarest = try pairs.map { (piece: $0, reach: try reach(of: $0)) }
      .sorted { $0.reach < $1.reach }.map(\.piece)
    if let first = rarest.first {
      keys += try newest.rows([[first]], limit: Most.ofWords)
      if rarest.count > 1 { keys += try newest.rows([[first], [rarest[1]]], limit: Most.ofWords) }
    }
    return keys
  }

  /// The row that lies ``Most/probe`` hits back: the older, the rarer the pair is; none at all is rarest.
  private func reach(of piece: NewestRows.Piece) throws -> Int64 {
    let found = try newest.rows([[piece]], limit: Most.probe + 1)
    return found.count > Most.probe ? found.last ?? 0 : 0
  }

  // MARK: Comparing

  private struct Compared {
    var key: Int64
    var score: Int
    var receivedAt: Int64
    var isCancelled: Bool
    var isOfPhone: Bool
    var isOfRoom: Bool
  }

  private func compare(_ keys: Set<Int64>) throws -> [Compared] {
    guard !keys.isEmpty else { return [] }
    let phone = query.phone.map(SearchText.normalized)
    let list = keys.sorted().map { "\($0)" }.joined(separator: ", ")
    // The keys stand in the text: such a statement is not kept.
    let statement = try db.makeStatement(
      sql: """
        SELECT id, uid, text, group_id, room, place_detail, received_at, status,
          CASE WHEN ?1 IS NULL THEN 0 ELSE instr(char(10) || haystack || char(10), ?1) > 0 END
        FROM request NOT INDEXED WHERE id IN (\(list)) AND neighborhood_id = ?2
        """)
    let rows = try Row.fetchCursor(
      statement, arguments: [phone.map { "\n\($0)\n" }, roll.scopeKey])
    var compared: [Compared] = []
    while let row = try rows.next() {
      let group: Int64? = row[3]
      let hasPhone: Bool = row[8]
      let uid: String = row[1]
      guard uid != query.excluding?.text else { continue }
      let receivedAt = Instant(milliseconds: row[6])
      let earlier = Likeness(
        group: group.flatMap { roll.groups[$0] }, room: row[4], detail: row[5],
        phone: hasPhone ? query.phone : nil, text: row[2], receivedAt: receivedAt)
      compared.append(
        Compared(
          key: row[0], score: Likeness.score(asked, earlier), receivedAt: receivedAt.milliseconds,
          isCancelled: (row[7] as String) == RequestStatus.cancelled.rawValue, isOfPhone: hasPhone,
          isOfRoom: group != nil && group == groupKey && earlier.room == asked.room))
    }
    return compared
  }

  private func row(_ key: Int64) throws -> QueueRow? {
    let statement = try db.cachedStatement(
      sql: "SELECT r.id, \(QueueRow.columns) FROM request r WHERE r.id = ?")
    return try Row.fetchOne(statement, arguments: [key]).map { try QueueRow($0, roll) }
  }
}

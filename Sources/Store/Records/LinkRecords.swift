internal import CoreModel
internal import GRDB

/// 主件/并件 as they stand in the database: looked up for the rules, and kept beside a request's row.
struct LinkRecords {
  private let records: RequestRecords
  private var db: Database { records.db }

  init(_ records: RequestRecords) { self.records = records }

  /// What a list's row says of links: the number of its main one, and how many are linked to it.
  static let columns = """
    (SELECT printf('%d-%03d', m.number_day, m.number_serial) FROM request_link l
      JOIN request m ON m.id = l.main_id WHERE l.request_id = r.id),
    (SELECT count(*) FROM request_link l WHERE l.main_id = r.id)
    """

  /// What a command has to know of the requests around this one; nothing where it does not matter.
  func kin(of history: RequestHistory, for command: RequestCommand) throws -> Kinship {
    switch command {
    case .link, .unlink, .undo: break
    default: return .none
    }
    var kin = Kinship()
    // A request that is only being taken down has no row yet, and nothing is linked to it.
    if let row = try key(of: history.id) { kin.linked = try linked(to: row) }
    kin.candidate = try history.newMain(by: command).flatMap(request)
    return kin
  }

  /// All around a request, for those who look at it.
  func kin(of history: RequestHistory, row: Int64) throws -> Kinship {
    Kinship(
      main: try (history.request.main?.id).flatMap(request), linked: try linked(to: row),
      candidate: try history.newMain(by: .undo(reason: "")).flatMap(request))
  }

  /// Brings the table to what the events say of one request.
  func store(_ main: MainLink?, of row: Int64) throws {
    try db.cachedStatement(sql: "DELETE FROM request_link WHERE request_id = ?")
      .execute(arguments: [row])
    guard let main else { return }
    guard let key = try key(of: main.id) else { throw StoreError.notFound("主件 \(main.number)") }
    try db.cachedStatement(
      sql: """
        INSERT INTO request_link (request_id, main_id, linked_at, actor_id) VALUES (?, ?, ?, ?)
        """
    ).execute(arguments: [row, key, main.at.milliseconds, try records.roll.key(of: main.by)])
  }

  /// Whether the table says of a request what its events say, and links are one deep.
  func agree(with request: Request, row: Int64) throws -> Bool {
    let query = try db.cachedStatement(
      sql: """
        SELECT m.uid, l.linked_at, l.actor_id,
          EXISTS (SELECT 1 FROM request_link u WHERE u.request_id = l.main_id),
          EXISTS (SELECT 1 FROM request_link d WHERE d.main_id = l.request_id)
        FROM request_link l JOIN request m ON m.id = l.main_id WHERE l.request_id = ?
        """)
    guard let found = try Row.fetchOne(query, arguments: [row]) else { return request.main == nil }
    let id = RequestID(found[0])
    let at = Instant(milliseconds: found[1])
    let isDeeper: Bool = found[3]
    let isMain: Bool = found[4]
    return request.main?.id == id && request.main?.at == at
      && request.main?.by == records.roll.people[found[2]] && !isDeeper && !isMain
  }

  private func key(of id: RequestID) throws -> Int64? {
    let query = try db.cachedStatement(sql: "SELECT id FROM request WHERE uid = ?")
    return try Int64.fetchOne(query, arguments: [id.text])
  }

  private func request(_ id: RequestID) throws -> LinkedRequest? {
    let query = try db.cachedStatement(sql: LinkRecords.selection + " WHERE r.uid = ?")
    return try Row.fetchOne(query, arguments: [id.text]).map(request)
  }

  private func linked(to row: Int64) throws -> [LinkedRequest] {
    let query = try db.cachedStatement(
      sql: LinkRecords.selection + " WHERE l.main_id = ? ORDER BY l.linked_at, r.id")
    return try Row.fetchAll(query, arguments: [row]).map(request)
  }

  private static let selection = """
    SELECT r.uid, r.number_day, r.number_serial, n.uid, r.text, r.group_id, r.room, r.place_detail,
      r.status, r.received_at, m.uid, m.number_day, m.number_serial, l.linked_at, l.actor_id
    FROM request r JOIN neighborhood n ON n.id = r.neighborhood_id
    LEFT JOIN request_link l ON l.request_id = r.id LEFT JOIN request m ON m.id = l.main_id
    """

  /// From a row of ``selection``.
  private func request(_ row: Row) throws -> LinkedRequest {
    let number = RequestNumber(day: row[1], serial: row[2]).text
    guard let status = RequestStatus(rawValue: row[8]) else {
      throw StoreError.damaged(path: "", detail: "诉求 \(number) 的列表行无法识别")
    }
    let group: Int64? = row[5]
    var main: MainLink?
    if let uid: String = row[10], let actor = records.roll.people[row[14]] {
      main = MainLink(
        id: RequestID(uid), number: RequestNumber(day: row[11], serial: row[12]).text,
        at: Instant(milliseconds: row[13]), by: actor)
    }
    return LinkedRequest(
      id: RequestID(row[0]), number: number, neighborhood: NeighborhoodID(row[3]), text: row[4],
      place: RequestPlace(
        group: group.flatMap { records.roll.groups[$0] }, room: row[6], detail: row[7]),
      status: status, receivedAt: Instant(milliseconds: row[9]), main: main)
  }
}

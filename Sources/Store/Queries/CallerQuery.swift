package import CoreModel
internal import GRDB

extension DeskStore {
  /// 同一来电人: everything that came from a telephone number.
  ///
  /// Found by the search index, never by going through requests: what it costs grows with how often somebody called.
  /// Whoever types a number learns of 保密 tickets only how many there are.
  package func callerHistory(
    ofPhone phone: String, in scope: NeighborhoodID
  ) throws(StoreError) -> CallerHistory {
    try look { db in try CallerSearch(try self.records(of: scope, db)).history(of: phone) }
  }

  /// 同一来电人 of a request: everything else that came from its number, as it may be shown beside it.
  package func callerHistory(of id: RequestID) throws(StoreError) -> CallerHistory {
    try look { db in
      let (row, scope) = try DeskStore.locate(id, db)
      let records = try self.records(of: scope, db)
      let history = try EventRecords.history(of: id, row: row, roll: records.roll, db)
      return try CallerSearch(records).history(beside: history, row: row)
    }
  }
}

/// Looks for all that came from one telephone.
struct CallerSearch {
  private let records: RequestRecords
  private var db: Database { records.db }

  init(_ records: RequestRecords) { self.records = records }

  /// The others of a request's caller, as they may be shown beside it.
  func history(beside history: RequestHistory, row: Int64) throws -> CallerHistory {
    let request = history.request
    let form = request.registration
    let shown = form.blanked(by: history.callerBlank)
    let own = CallerHistory.Entry(
      id: request.id, number: request.number, ticketNumber: request.hotline?.number,
      receivedAt: request.receivedAt, text: shown.text,
      place: shown.place, status: request.status, ending: history.callerEnding,
      hasWeChat: request.ticket?.hasWeChat == true, privacy: request.callerPrivacy)
    guard let phone = form.resident.phone else { return CallerHistory(own: own) }
    var found = try self.everything(of: phone, excluding: row)
    found.own = own
    return found.discreet(beside: history.callerBlank)
  }

  /// Of a number that somebody typed, what may be shown beside it.
  func history(of phone: String) throws -> CallerHistory {
    try everything(of: phone).besideNumber
  }

  /// Everything of a number, as it is stored: it is not shown so.
  private func everything(
    of phone: String, excluding own: Int64? = nil
  ) throws -> CallerHistory {
    let numbers = CallerSearch.numbers(of: phone)
    guard !numbers.isEmpty else { return CallerHistory() }
    let hidden = SearchText.hiddenNumbers(numbers)
    // Each by itself: what has the digits elsewhere must not push out what is meant.
    let newest = try NewestRows(db)
    let candidates =
      try newest.rows([numbers.map { .text($0) }], limit: CallerSearch.mostCandidates)
      + newest.rows([hidden.map { .text($0) }], limit: CallerSearch.mostCandidates)
    let keys = Set(candidates).subtracting([own].compactMap(\.self))
    guard !keys.isEmpty else { return CallerHistory() }
    let list = keys.sorted().map { "\($0)" }.joined(separator: ", ")
    // The keys stand in the text: such a statement is not kept.
    let rows = try Row.fetchCursor(
      try db.makeStatement(
        sql: """
          SELECT r.received_at, \(QueueRow.columns), r.haystack FROM request r NOT INDEXED
          WHERE r.id IN (\(list)) AND r.neighborhood_id = ? AND r.status <> ?
          ORDER BY r.received_at DESC, r.id DESC
          """), arguments: [records.roll.scopeKey, RequestStatus.cancelled.rawValue])
    var entries: [CallerHistory.Entry] = []
    var (total, confidential) = (0, 0)
    while let row = try rows.next() {
      let haystack: String = row[row.count - 1]
      let isHidden = haystack.split(separator: "\n").contains { hidden.contains(String($0)) }
      guard isHidden || CallerSearch.holds(haystack, numbers) else { continue }
      total += 1
      if isHidden { confidential += 1 }
      guard entries.count < CallerHistory.most else { continue }
      var entry = try entry(of: try QueueRow(row, records.roll))
      // So it is in its row, even if its events cannot be read.
      if isHidden { entry.privacy = .confidential }
      entries.append(entry)
    }
    var found = CallerHistory(entries: entries, total: total)
    found.confidential = confidential
    return found
  }

  /// A row with how it ended, which its events say; one whose events cannot be read is listed without.
  private func entry(of row: QueueRow) throws -> CallerHistory.Entry {
    var entry = CallerHistory.Entry(
      id: row.id, number: row.number, ticketNumber: row.hotlineNumber, receivedAt: row.receivedAt,
      text: row.text, place: row.place, status: row.status)
    do {
      let history = try EventRecords.history(
        of: row.id, row: row.key.row, roll: records.roll, db)
      entry.ending = history.callerEnding
      entry.hasWeChat = history.request.ticket?.hasWeChat == true
      entry.privacy = history.request.callerPrivacy
    } catch  where !(error is DatabaseError) {
      return entry
    }
    return entry
  }

  /// The numbers of a field that may hold several.
  static func numbers(of phone: String) -> [String] {
    SearchText.normalized(PhoneText.normalized(phone)).split { !("0"..."9" ~= $0) }
      .map(String.init).filter { $0.utf8.count >= 7 }
  }

  /// Whether one of the numbers stands in the telephone's line of a haystack, and not in the words before it or in the
  /// numbers of the request and the ticket behind.
  static func holds(_ haystack: String, _ numbers: [String]) -> Bool {
    haystack.split(separator: "\n").dropFirst().contains { line in
      guard line.allSatisfy({ $0.isASCII && !$0.isLetter || "转、；".contains($0) }) else {
        return false
      }
      return line.split { !("0"..."9" ~= $0) }.contains { numbers.contains(String($0)) }
    }
  }

  /// Rows that are looked at; nobody has called more often.
  private static let mostCandidates = 1000
}

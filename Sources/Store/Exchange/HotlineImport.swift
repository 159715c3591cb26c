package import CoreModel
internal import GRDB

extension DeskStore {
  /// Takes in what a hotline export says, in one transaction: all of it or nothing.
  ///
  /// A ticket that is here already is never overwritten: the same row again counts as the same, another as
  /// changed, with what differs.
  /// - Parameters:
  ///   - sheet: As read by ``HotlineSheet/read(_:receivedFallback:)``.
  ///   - dryRun: Only say what would happen.
  /// - Throws: ``StoreError/refused(_:)`` when the actor may not import.
  package func importHotline(
    _ sheet: HotlineSheet, into scope: NeighborhoodID, by actor: Actor, at now: Instant,
    dryRun: Bool = false
  ) throws(StoreError) -> ImportReport {
    guard Permissions.importing.contains(actor.role) else {
      let allowed = Permissions.importing.map(\.title).joined(separator: "、")
      throw .refused(.invalid("「导入工单」须由\(allowed)办理；您现在是\(actor.role.title)"))
    }
    let take = { (db: Database) in
      var intake = HotlineIntake(
        records: try self.records(of: scope, db), scope: scope, actor: actor, now: now,
        isDry: dryRun)
      for row in sheet.rows { try intake.take(row) }
      var report = intake.report
      report.refused += sheet.refused.map { ImportReport.Refused(line: $0.line, reason: $0.reason) }
      report.refused.sort { $0.line < $1.line }
      return report
    }
    return dryRun ? try look(take) : try change(take)
  }
}

/// One import while it runs.
private struct HotlineIntake {
  let records: RequestRecords
  let scope: NeighborhoodID
  let actor: Actor
  let now: Instant
  let isDry: Bool
  var report = ImportReport()
  private var random = SystemRandomNumberGenerator()
  private var numbers = NumberSupply()

  init(records: RequestRecords, scope: NeighborhoodID, actor: Actor, now: Instant, isDry: Bool) {
    self.records = records
    self.scope = scope
    self.actor = actor
    self.now = now
    self.isDry = isDry
  }

  mutating func take(_ row: HotlineRow) throws {
    let known = try records.db.cachedStatement(
      sql: """
        SELECT request_id, fingerprint FROM hotline_ticket WHERE neighborhood_id = ? AND number = ?
        """)
    if let found = try Row.fetchOne(known, arguments: [records.roll.scopeKey, row.ticket.number]) {
      let fingerprint: String = found[1]
      if fingerprint == row.fingerprint {
        report.same += 1
      } else {
        try report.changed.append(difference(row, from: found[0]))
      }
      return
    }
    var form = row.registration(in: scope, firstReceiver: actor.person)
    do {
      guard case .registered(let tidied) = try form.decide(by: actor, at: now) else { return }
      form = tidied
    } catch {
      report.refused.append(ImportReport.Refused(line: row.line, reason: error.message))
      return
    }
    report.new += 1
    if isDry { return }
    form.number = try numbers.next(on: form.receivedAt.day, records).text
    let id = RequestID.timeOrdered(at: now, using: &random)
    var events = [
      RecordedEvent(version: 1, at: now, actor: actor.person, event: .registered(form))
    ]
    if let closing = row.closing {
      events.append(
        RecordedEvent(version: 2, at: now, actor: actor.person, event: .closedByHotline(closing)))
    }
    let history = try DeskStore.history(id, events)
    let obligation = records.rules.deadlines.obligation(for: history.request)
    try records.insert(history, obligation: obligation, fingerprint: row.fingerprint)
  }

  private func difference(
    _ row: HotlineRow, from key: Int64
  ) throws -> ImportReport.Changed {
    let id = try String.fetchOne(
      records.db, sql: "SELECT uid FROM request WHERE id = ?", arguments: [key])
    let history = try EventRecords.history(
      of: RequestID(id ?? ""), row: key, roll: records.roll, records.db)
    return ImportReport.Changed(
      number: row.ticket.number, line: row.line,
      differences: HotlineDifference.list(from: history, to: row, in: scope))
  }
}

/// Running numbers for many requests in one transaction.
struct NumberSupply {
  private var last: [Int: Int] = [:]

  mutating func next(on day: Day, _ records: RequestRecords) throws -> RequestNumber {
    let first = RequestNumber(day: day, serial: 1)
    let serial = try last[first.day].map { $0 + 1 } ?? records.nextNumber(on: day).serial
    last[first.day] = serial
    return RequestNumber(day: first.day, serial: serial)
  }
}

/// What an export says of a ticket now, against what it said when it was taken in.
enum HotlineDifference {
  static func list(
    from history: RequestHistory, to row: HotlineRow, in scope: NeighborhoodID
  ) -> [String] {
    // Our own corrections are no differences: compare with the row as it came.
    guard case .registered(let old)? = history.events.first?.event else { return [] }
    let closing = history.events.compactMap { recorded in
      if case .closedByHotline(let closing) = recorded.event { closing } else { nil }
    }.last
    let before = old.hotline
    var pairs: [(String, String, String)] = [
      ("内容", old.text, row.text),
      ("工单类型", before?.kindText ?? "", row.ticket.kindText),
      ("工单状态", before?.stateText ?? "", row.ticket.stateText),
      (
        "问题分类", (before?.categoryPath ?? []).joined(separator: "→"),
        row.ticket.categoryPath.joined(separator: "→")
      ),
      ("派单时间", time(before?.assignedAt), time(row.ticket.assignedAt)),
      ("办理时限", time(before?.statedDueAt), time(row.ticket.statedDueAt)),
      ("地点", old.place.detail ?? "", row.place.detail ?? ""),
      ("姓名", old.resident.name ?? "", row.resident.name ?? ""),
      ("电话", old.resident.maskedPhone ?? "", row.resident.maskedPhone ?? ""),
      ("紧急程度", old.urgency.title, row.urgency.title),
      ("收到时间", time(old.receivedAt), time(row.receivedAt)),
      ("办结时间", time(closing?.at), time(row.closing?.at)),
      ("办理结果", closing?.outcome ?? "", row.closing?.outcome ?? ""),
      ("是否满意", closing?.satisfaction ?? "", row.closing?.satisfaction ?? ""),
    ]
    let others = before?.otherColumns ?? [:]
    for column in Set(others.keys).union(row.ticket.otherColumns.keys).sorted() {
      pairs.append((column, others[column] ?? "", row.ticket.otherColumns[column] ?? ""))
    }
    let different = pairs.filter { $0.1 != $0.2 }
    return different.isEmpty
      ? ["与已登记的内容写法不同"] : different.map { "\($0.0)：\(short($0.1)) → \(short($0.2))" }
  }

  private static func time(_ instant: Instant?) -> String {
    instant.map { "\($0.day.iso8601) \($0.clockText)" } ?? ""
  }

  private static func short(_ text: String) -> String {
    text.isEmpty ? "（空）" : text.count > 40 ? "\(text.prefix(40))…" : text
  }
}

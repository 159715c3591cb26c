internal import CoreModel
internal import Foundation
internal import GRDB

extension DeskStore {
  /// Looks the database over. Changes nothing, and desks go on working meanwhile.
  /// - Parameter sample: Fold so many requests only, spread evenly; nil folds all, about 10,000 a second.
  package func doctor(sample: Int? = nil) throws(StoreError) -> DoctorReport {
    var checks: [DoctorReport.Check]
    do {
      checks = try look { db in
        var checks = [
          check("integrity", "数据库结构") { try DoctorReport.integrity(db) },
          check("foreignKeys", "引用关系") { try DoctorReport.foreignKeys(db) },
        ]
        var folding = Folding(store: self)
        do {
          try folding.run(db, sample: sample)
        } catch {
          folding.failure = StoreError(error, path: path).message
        }
        checks += folding.checks
        checks.append(check("searchIndex", "搜索索引") { try DoctorReport.searchIndex(db) })
        checks.append(check("hotlineTickets", "12345 工单号") { try DoctorReport.tickets(db) })
        return checks
      }
    } catch StoreError.busy {
      // That says nothing of the database.
      throw .busy
    } catch {
      checks = [
        DoctorReport.Check(name: "integrity", title: "数据库结构", ok: false, detail: error.message)
      ]
    }
    checks.append(permissions())
    return DoctorReport(checks: checks)
  }

  /// A check that cannot even be made has found something: there is always a report.
  private func check(
    _ name: String, _ title: String, _ body: () throws -> DoctorReport.Check
  ) -> DoctorReport.Check {
    do {
      return try body()
    } catch {
      let detail = "无法检查：\(StoreError(error, path: path).message)"
      return DoctorReport.Check(name: name, title: title, ok: false, detail: detail)
    }
  }

  private func permissions() -> DoctorReport.Check {
    let open = [path, path + "-wal", path + "-shm", filesFolder].filter { file in
      var status = stat()
      return stat(file, &status) == 0 && status.st_mode & 0o077 != 0
    }
    return DoctorReport.Check(
      name: "permissions", title: "文件权限", ok: open.isEmpty,
      detail: open.isEmpty
        ? "只有本人可读写" : "其他用户也能读取：\(open.joined(separator: "、"))。请执行 chmod go= 收紧")
  }
}

extension DoctorReport {
  fileprivate static func integrity(_ db: Database) throws -> Check {
    let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
    let isWell = found == ["ok"]
    return Check(
      name: "integrity", title: "数据库结构", ok: isWell,
      detail: isWell ? "完好" : found.joined(separator: "；") + "。请停止写入并从备份恢复")
  }

  fileprivate static func foreignKeys(_ db: Database) throws -> Check {
    let rows = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    return Check(
      name: "foreignKeys", title: "引用关系", ok: rows.isEmpty,
      detail: rows.isEmpty ? "完好" : "\(rows.count) 处引用缺失")
  }

  fileprivate static func searchIndex(_ db: Database) throws -> Check {
    let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM request") ?? 0
    let below = try SearchIndex.below(db)
    let missing = try SearchIndex.missingBlocks(db)
    let stray =
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM (SELECT 1 FROM search_posting WHERE block >= ? LIMIT 1)",
        arguments: [below / Int64(RowSet.capacity)]) ?? 0
    let ok = missing == 0 && stray == 0 && below <= newest + 1
    return Check(
      name: "searchIndex", title: "搜索索引", ok: ok,
      detail: ok
        ? "索引到第 \(max(0, below - 1)) 行，其后 \(newest - max(0, below - 1)) 行逐件查找"
        : missing > 0
          ? "还有 \(missing) 段没有建立：查找结果无误但较慢，打开一次值班台即会补齐" : "索引超出了记录，请从备份恢复")
  }

  fileprivate static func tickets(_ db: Database) throws -> Check {
    let lost =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM request r INDEXED BY request_hotline
          LEFT JOIN hotline_ticket t
            ON t.neighborhood_id = r.neighborhood_id AND t.number = r.hotline_number
          WHERE r.hotline_number IS NOT NULL AND t.request_id IS NOT r.id
          """) ?? 0
    return Check(
      name: "hotlineTickets", title: "12345 工单号", ok: lost == 0,
      detail: lost == 0 ? "完好" : "\(lost) 件工单没有登记编号")
  }
}

/// fold(events) = row, for one request after the other; and that what events refer to is there.
private struct Folding {
  let store: DeskStore
  private var looked = 0
  private var wrong: [String] = []
  private var unfindable: [String] = []
  private var mislinked: [String] = []
  private var astray: [String] = []
  private var misassigned: [String] = []
  private var tasks = 0
  private var miscounted: [String] = []
  private var files = 0
  private var lost: [String] = []
  /// What is known of files by their digests: the same photo may stand at several requests.
  private var states: [String: String?] = [:]
  /// Why it could not look at everything.
  var failure: String?

  init(store: DeskStore) { self.store = store }

  mutating func run(_ db: Database, sample: Int?) throws {
    let total = try Int.fetchOne(db, sql: "SELECT max(id) FROM request") ?? 0
    let step = sample.map { max(1, total / max(1, $0)) } ?? 1
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT r.id, r.uid, n.uid, r.number_day, r.number_serial FROM request r
        JOIN neighborhood n ON n.id = r.neighborhood_id WHERE r.id % ? = 0 ORDER BY r.id
        """, arguments: [step])
    // Everything is looked at in one moment, in which nothing changes.
    var known: [NeighborhoodID: RequestRecords] = [:]
    while let row = try rows.next() {
      let scope = NeighborhoodID(row[2])
      let records =
        try known[scope] ?? store.records(of: scope, db).withWholeRoster()
      known[scope] = records
      let number = RequestNumber(day: row[3], serial: row[4])
      try look(RequestID(row[1]), row: row[0], number, records)
    }
    try lookAtTasks(db, known)
  }

  private mutating func look(
    _ id: RequestID, row: Int64, _ number: RequestNumber, _ records: RequestRecords
  ) throws {
    looked += 1
    do {
      let history = try EventRecords.history(of: id, row: row, roll: records.roll, records.db)
      let folded = try records.projection(of: history.request)
      let seen = try EventRecords.reminderSeen(on: row, records.db)
      let stored = try records.stored(row)
      if folded != stored || seen != history.request.acknowledged { wrong.append(number.text) }
      if try SearchIndex.faults(of: row, stored, scope: records.roll.scopeKey, records.db) > 0 {
        unfindable.append(number.text)
      }
      if !(try LinkRecords(records).agree(with: history.request, row: row)) {
        mislinked.append(number.text)
      }
      if !(try OnwardRecords.agree(with: history.request, row: row, records.db)) {
        astray.append(number.text)
      }
      if !(try AnswerRecords(records).agree(with: history.request, row: row)) {
        wrong.append(number.text)
      }
      let own = TaskRecords(db: records.db, roll: records.roll)
      if !(try own.agree(with: history.request, row: row)) { misassigned.append(number.text) }
      tasks += history.request.tasks.count
      if try !FactRecords.isMissing(row, records.db),
        try !FactRecords(records).agrees(with: history, row: row)
      {
        miscounted.append(number.text)
      }
      lookForFiles(of: history)
    } catch {
      wrong.append(number.text)
    }
  }

  /// Tasks that belong to no request have a log of their own.
  private mutating func lookAtTasks(
    _ db: Database, _ known: [NeighborhoodID: RequestRecords]
  ) throws {
    for records in known.values {
      let own = TaskRecords(db: db, roll: records.roll)
      let uids = try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT stream_uid FROM duty_event WHERE neighborhood_id = ? AND stream = 'task'
          """, arguments: [records.roll.scopeKey])
      for uid in uids {
        tasks += 1
        let log = try DutyLog.records(TaskEvent.self, of: uid, roll: records.roll, db)
        if try own.task(TaskID(uid)) != DeskTask(log) { misassigned.append("交办 \(uid)") }
      }
    }
  }

  private mutating func lookForFiles(of history: RequestHistory) {
    for recorded in history.events {
      for evidence in recorded.event.evidence {
        files += 1
        let state = states[evidence.digest] ?? DeskStore.damage(store.path(of: evidence), evidence)
        states[evidence.digest] = .some(state)
        if let state { lost.append("\(history.request.number) \(evidence.fileName)（\(state)）") }
      }
    }
  }

  var checks: [DoctorReport.Check] {
    let failures = failure.map { ["无法继续核对：\($0)"] } ?? []
    return [
      check("projection", "记录与列表一致", wrong + failures, well: "核对 \(looked) 件，全部一致"),
      check("searchable", "可以查找到", unfindable, well: "核对 \(looked) 件"),
      check("links", "主件与并件", mislinked, well: "核对 \(looked) 件，全部一致"),
      check("onward", "去向", astray, well: "核对 \(looked) 件，全部一致"),
      check("tasks", "交办", misassigned, well: "核对 \(tasks) 项，全部一致"),
      check("figures", "统计数据", miscounted, well: "核对 \(looked) 件，全部一致"),
      check("attachments", "附件", lost, well: "\(files) 个附件都在，内容无误"),
    ]
  }

  private func check(
    _ name: String, _ title: String, _ found: [String], well: String
  ) -> DoctorReport.Check {
    let first = found.prefix(5).joined(separator: "、")
    return DoctorReport.Check(
      name: name, title: title, ok: found.isEmpty,
      detail: found.isEmpty ? well : "\(found.count) 处不符：\(first)\(found.count > 5 ? "…" : "")")
  }
}

import CoreModel
internal import Dispatch
internal import GRDB

/// Reads an export and prepares its rows on a thread of its own, from one moment of the database and without its lock:
/// other desks write meanwhile.
final class ImportPreparation: @unchecked Sendable {
  // The reader and what is below belong to the preparing thread until the queue says that it has ended; the snapshot
  // is set before the first batch is handed on.
  let queue = BatchQueue(most: 32)
  let words = StaticWords()
  private(set) var snapshot: Snapshot?
  private var reader: HotlineReader
  private let store: DeskStore
  private let scope: NeighborhoodID
  private let actor: Actor
  private let now: Instant

  /// What the rows were prepared from.
  struct Snapshot: Equatable {
    var places: Int64
    var rules: Int64
    var newestRow: Int64

    init(_ db: Database) throws {
      let row = try Row.fetchOne(
        db, sql: "SELECT places, rules, (SELECT max(id) FROM request) FROM revision")
      places = row?[0] ?? 0
      rules = row?[1] ?? 0
      newestRow = row?[2] ?? 0
    }

    /// Whether what has changed since then touches what was prepared: names, rules, or tickets that came in.
    func isOvertaken(_ db: Database) throws -> Bool {
      let current = try Snapshot(db)
      guard (current.places, current.rules) == (places, rules) else { return true }
      let tickets = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM request WHERE id > ? AND hotline_number IS NOT NULL",
        arguments: [newestRow])
      return tickets != 0
    }
  }

  init(
    _ reader: HotlineReader, _ store: DeskStore, _ scope: NeighborhoodID, _ actor: Actor,
    _ now: Instant
  ) {
    self.reader = reader
    self.store = store
    self.scope = scope
    self.actor = actor
    self.now = now
  }

  /// Begins.
  func start() {
    DispatchQueue(label: "juwei.import", qos: .userInitiated).async {
      do {
        var failure: ExchangeError?
        do {
          try self.store.look { db in try self.prepare(db, &failure) }
        } catch {
          throw failure ?? error
        }
        self.queue.finish()
      } catch {
        self.queue.finish(error)
      }
    }
  }

  private func prepare(_ db: Database, _ failure: inout ExchangeError?) throws {
    let records = try store.records(of: scope, db).withWholeRoster()
    snapshot = try Snapshot(db)
    let known = try KnownFingerprints(records)
    var preparer = TicketPreparer(
      header: reader.header, actor: actor.person, now: now, roll: records.roll,
      rules: records.rules, words: words)
    let scratch = ByteArena()
    var batch = PreparedBatch()
    var total = 0
    while let step = try reader.step(failing: &failure) {
      total += 1
      switch step {
      case .refused(let row): batch.rows.append(.refused(row))
      case .cells(let line):
        let verdict = try preparer.prepare(
          &reader, line: line, scratch: scratch, into: batch.bytes, known: known.find)
        switch verdict {
        case .ticket(let ticket): batch.rows.append(.ticket(ticket))
        case .same: batch.same += 1
        case .unsure:
          switch reader.item(line: line) {
          case .row(let row): batch.rows.append(.row(row))
          case .refused(let row): batch.rows.append(.refused(row))
          }
        }
      }
      if batch.rows.count + batch.same >= 1000 || batch.bytes.count > 2 << 20 {
        batch.rowsSoFar = total
        batch.fraction = reader.fraction
        guard queue.add(batch) else { return }
        batch = PreparedBatch()
      }
    }
    batch.rowsSoFar = total
    batch.fraction = 1
    _ = queue.add(batch)
  }
}

extension HotlineReader {
  /// The next row; the failure is kept, since reading the database hands on errors of the store only.
  fileprivate mutating func step(failing failure: inout ExchangeError?) throws -> Step? {
    do {
      return try step()
    } catch {
      failure = error
      throw error
    }
  }
}

/// What the tickets that are here were last seen as.
private struct KnownFingerprints {
  private let query: BulkStatement
  private let isEmpty: Bool

  init(_ records: RequestRecords) throws {
    query = try BulkStatement(
      records.db,
      "SELECT request_id, fingerprint FROM hotline_ticket WHERE neighborhood_id = ? AND number = ?")
    query.row.bind(1, records.roll.scopeKey)
    let any = try Int.fetchOne(
      records.db, sql: "SELECT EXISTS (SELECT 1 FROM hotline_ticket WHERE neighborhood_id = ?)",
      arguments: [records.roll.scopeKey])
    isEmpty = any == 0
  }

  func find(_ number: UnsafeBufferPointer<UInt8>) throws -> String? {
    if isEmpty { return nil }
    query.row.bind(2, number)
    return try query.first { String(decoding: $1, as: UTF8.self) }
  }
}

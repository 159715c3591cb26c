package import CoreModel
internal import GRDB

/// What an import of 回访 results comes to, row by row.
package struct VisitImportReport: Hashable, Sendable {
  /// What becomes of a row.
  package enum Verdict: String, Hashable, Sendable {
    /// It is recorded.
    case new
    /// It was recorded before.
    case same
    /// It cannot be taken.
    case refused

    /// The Chinese word.
    package var title: String {
      switch self {
      case .new: "新增"
      case .same: "相同"
      case .refused: "不收"
      }
    }
  }

  /// A row.
  package struct Row: Hashable, Sendable {
    /// Its line in the file, from 1.
    package var line: Int
    /// 工单编号, as far as it could be read.
    package var number: String
    /// What becomes of it.
    package var verdict: Verdict
    /// What it says, or why it cannot be taken.
    package var words: String
    /// Whether a round of 回访复核 begins.
    package var beginsReview = false

    /// Makes a row.
    package init(
      line: Int, number: String, verdict: Verdict, words: String, beginsReview: Bool = false
    ) {
      self.line = line
      self.number = number
      self.verdict = verdict
      self.words = words
      self.beginsReview = beginsReview
    }
  }

  /// Which sheet was read; empty for a text file.
  package var sheet = ""
  /// Every row, in the order of the file.
  package var rows: [Row] = []

  /// Makes a report.
  package init(sheet: String = "", rows: [Row] = []) {
    self.sheet = sheet
    self.rows = rows
  }

  /// How many rows came to this.
  package func count(_ verdict: Verdict) -> Int { rows.count { $0.verdict == verdict } }
  /// How many rounds of 回访复核 began.
  package var reviews: Int { rows.count { $0.beginsReview } }
}

extension DeskStore {
  /// Says row by row what an import of 回访 results would do. Changes nothing.
  /// - Throws: ``ExchangeError`` when the file cannot be read, and ``StoreError``.
  package func previewVisits(
    _ source: ImportSource, sheet: Int? = nil, into scope: NeighborhoodID, by actor: Actor,
    at now: Instant
  ) throws -> VisitImportReport {
    let sheet = try VisitSheet(source, sheet: sheet)
    return try look { db in
      var intake = VisitIntake(try self.records(of: scope, db), actor, now, isTrial: true)
      return try intake.take(sheet)
    }
  }

  /// Takes the city's 回访 results in, in one transaction: what a row is refused for keeps only that row out. The same
  /// file again changes nothing.
  /// - Throws: ``ExchangeError`` when the file cannot be read, and ``StoreError``, above all
  ///   ``StoreError/refused(_:)`` when the actor may not import.
  package func importVisits(
    _ source: ImportSource, sheet: Int? = nil, into scope: NeighborhoodID, by actor: Actor,
    at now: Instant
  ) throws -> VisitImportReport {
    try Permissions.checkImporting(actor)
    let sheet = try VisitSheet(source, sheet: sheet)
    return try change { db in
      var intake = VisitIntake(try self.records(of: scope, db), actor, now, isTrial: false)
      return try intake.take(sheet)
    }
  }
}

/// A sheet of 回访 results, told into rows.
struct VisitSheet {
  enum Item {
    case row(VisitRow)
    case refused(RefusedRow)
  }

  let name: String
  let items: [Item]

  init(_ source: ImportSource, sheet: Int?) throws(ExchangeError) {
    let chosen = sheet ?? source.suggestedSheet(where: VisitColumn.isResult)
    guard source.sheets.indices.contains(chosen) else { throw .notAVisitSheet(found: []) }
    name = source.sheets[chosen].name
    var reader: HotlineReader
    do throws(ExchangeError) {
      reader = try HotlineReader(
        source, sheet: chosen, receivedFallback: .earliestSupported
      ) { VisitHeader($0) != nil }
    } catch .notAHotlineExport(let found) {
      throw .notAVisitSheet(found: found)
    }
    guard let header = VisitHeader(reader.header) else { throw .notAVisitSheet(found: []) }
    var items: [Item] = []
    while let step = try reader.step() {
      switch step {
      case .refused(let row): items.append(.refused(row))
      case .cells(let line):
        let cells = reader.cells
        do throws(VisitRow.Unacceptable) {
          items.append(.row(try VisitRow(cells, line: line, by: header)))
        } catch {
          items.append(
            .refused(RefusedRow(line: line, reason: error.reason, number: cells[header.number])))
        }
      }
    }
    self.items = items
  }
}

/// One import of 回访 results while it runs.
private struct VisitIntake {
  private let records: RequestRecords
  private let actor: Actor
  private let now: Instant
  private let isTrial: Bool
  /// Tickets as the rows so far have left them: a trial stores nothing.
  private var histories: [Int64: RequestHistory] = [:]

  init(_ records: RequestRecords, _ actor: Actor, _ now: Instant, isTrial: Bool) {
    self.records = records
    self.actor = actor
    self.now = now
    self.isTrial = isTrial
  }

  mutating func take(_ sheet: VisitSheet) throws -> VisitImportReport {
    var report = VisitImportReport(sheet: sheet.name)
    for item in sheet.items {
      switch item {
      case .refused(let row):
        report.rows.append(
          .init(line: row.line, number: row.number, verdict: .refused, words: row.reason))
      case .row(let row): report.rows.append(try take(row))
      }
    }
    return report
  }

  private mutating func take(_ row: VisitRow) throws -> VisitImportReport.Row {
    var result = VisitImportReport.Row(
      line: row.line, number: row.number, verdict: .refused, words: "")
    let rows = TicketRows(records)
    guard let found = try rows.find(row.number) else {
      result.words = "本居没有工单 \(row.number)"
      return result
    }
    do {
      let history = try histories[found.key] ?? self.history(found.key, found.id)
      let visit = row.visit(of: history, at: now)
      let known = history.recorded(visit, as: row.at)
      var next = history
      if known == nil {
        next = try records.extending(next, by: .ticket(.visit(visit)), actor, now)
      }
      let beginsReview = row.isHandedBack && !(known.map(history.hasReview(after:)) ?? false)
      if beginsReview {
        next = try records.extending(next, by: .ticket(.review(row.review(visit))), actor, now)
      }
      result.beginsReview = beginsReview
      result.verdict = known == nil || beginsReview ? .new : .same
      result.words = Privacy.masked(visit.summary) + (beginsReview ? "；重新交办，开始回访复核" : "")
      guard result.verdict == .new else { return result }
      histories[found.key] = next
      if !isTrial { try records.append(next, beyond: history, row: found.key) }
    } catch let refusal as Refusal {
      result.words = refusal.message
    } catch let error as EventCodec.Unreadable {
      result.words = "记录读不出（\(error)），请运行 juwei doctor"
    }
    return result
  }

  private func history(_ key: Int64, _ id: RequestID) throws -> RequestHistory {
    try EventRecords.history(of: id, row: key, roll: records.roll, records.db)
  }
}

extension VisitRow {
  /// The 回访 with the moment that it counts from: that of the sheet, else that of the import.
  fileprivate func visit(of history: RequestHistory, at now: Instant) -> HotlineVisit {
    var visit = visit
    let ended = history.request.ticket?.replies.last?.at ?? history.request.closedAt
    // A day alone: after what that day is known to have brought.
    visit.at = at.map { $0.end(after: ended ?? $0.start) } ?? now
    visit.words = visit.words.tidied
    return visit
  }

  /// The round of 回访复核 that 重新交办 begins.
  fileprivate func review(_ visit: HotlineVisit) -> ReviewRound {
    let due = due?.due(assignedAt: visit.at)
    return ReviewRound(
      at: visit.at, dueAt: due,
      reason: "市回访后重新交办（\(visit.summary)）" + (visit.words.isEmpty ? "" : "：\(visit.words)"))
  }
}

extension RequestHistory {
  /// The version by which the same 回访 was recorded; nil when it was not. A sheet states its moment to the minute, as
  /// a day, or not at all.
  fileprivate func recorded(_ visit: HotlineVisit, as stated: HotlineMoment?) -> Int? {
    comparable(stated).first { recorded in
      var known = recorded.visit
      switch stated {
      case .exact(let moment):
        guard known.at.day == moment.day, known.at.minuteOfDay == moment.minuteOfDay else {
          return false
        }
      case .day(let day): guard known.at.day == day else { return false }
      case nil: break
      }
      known.at = visit.at
      return known == visit
    }?.version
  }

  /// The 回访 that a row can be one of. Without a moment it is about the reply that counts now; while a 回访复核 has none
  /// yet, about the one before it, which the review came from.
  private func comparable(
    _ stated: HotlineMoment?
  ) -> [(version: Int, visit: HotlineVisit)] {
    let undone = undoneVersions
    var visits: [(version: Int, visit: HotlineVisit)] = []
    var lastReply = 0
    for recorded in events where !undone.contains(recorded.version) {
      switch recorded.event {
      case .ticket(.visited(let visit)): visits.append((recorded.version, visit))
      case .ticket(.replied): lastReply = recorded.version
      default: break
      }
    }
    guard stated == nil, let ticket = request.ticket else { return visits }
    if request.isOpen, ticket.repliedAt == nil { return visits.filter { $0.version > lastReply } }
    return visits.suffix(ticket.roundVisits.count)
  }

  /// Whether a round of 回访复核 began after a version.
  fileprivate func hasReview(after version: Int) -> Bool {
    let undone = undoneVersions
    return events.contains { recorded in
      guard recorded.version > version, !undone.contains(recorded.version),
        case .ticket(.reviewBegun) = recorded.event
      else { return false }
      return true
    }
  }
}

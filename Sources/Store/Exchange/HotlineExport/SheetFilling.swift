package import CoreModel
internal import GRDB

extension DeskStore {
  /// Fills a town's sheet: the same rows in the same order and columns, its own values kept; where a column asks for a
  /// result and is blank, what we have goes in; ours stand behind. Rows whose ticket is not here stay and are told.
  /// - Parameters:
  ///   - sheet: Its position in the source; nil takes the one that looks like an export.
  ///   - progress: Told now and then how many rows are done; false stops it, and no file is left.
  /// - Throws: ``ExchangeError`` when the sheet cannot be read or somebody stopped it, and ``StoreError``.
  package func fill(
    _ source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping? = nil,
    into wanted: ExportRequest, of scope: NeighborhoodID, at now: Instant,
    progress: (Int) -> Bool = { _ in true }
  ) throws -> ExportReport {
    let chosen = sheet ?? source.suggestedSheet { ResultColumn(named: $0) != nil }
    let known = try mapping ?? self.mapping(for: source.columns(of: chosen), in: scope)
    var rows = try SheetLines(source, sheet: chosen, mapping: known ?? ColumnMapping())
    let name = source.sheets.indices.contains(chosen) ? source.sheets[chosen].name : ""
    let file = try SheetFile(
      wanted.path, format: wanted.format, replacing: wanted.isReplacing,
      title: SheetFile.title(name), at: now)
    defer { file.abandon() }
    var report = ExportReport()
    report.sheet = name
    report.otherSheets = source.sheets.count - 1
    var failure: ExchangeError?
    do {
      try look { db in
        let filling = SheetFilling(rows.header, TicketRows(try self.records(of: scope, db)))
        report.columns = filling.columns
        report.ownColumns = OwnColumn.allCases.count
        try file.begin(filling.columns, below: rows.titles)
        do {
          while let line = try rows.next() {
            switch line {
            case .cells(let cells, let number, let problem):
              try file.write(try filling.fill(cells, line: number, problem, &report))
              report.rows += 1
              if report.rows.isMultiple(of: 500), !progress(report.rows) {
                throw ExchangeError.cancelled
              }
            case .unreadable(let number, let reason):
              report.unreadable.append(.init(line: number, number: "", reason: reason))
            }
          }
        } catch let error as ExchangeError {
          // A transaction hands on errors of the store only.
          failure = error
          throw error
        }
      }
    } catch {
      throw failure ?? error
    }
    report.cuts = try file.finish().cuts
    return report
  }
}

extension SheetFile {
  /// A name that a sheet can have.
  static func title(_ name: String) -> String {
    let plain = SheetText.clean(name).filter { !"[]:*?/\\'".contains($0) && !$0.isNewline }.tidied
    return plain.isEmpty || plain.utf16.count > 31 ? "工单" : plain
  }
}

/// How the rows of a town's sheet are filled.
private struct SheetFilling {
  /// The columns of the sheet, those of an earlier export of ours left out, and ours.
  let columns: [String]
  private let kept: [Int]
  private let header: HotlineHeader
  private let results: [ResultColumn?]
  private let rows: TicketRows

  init(_ header: HotlineHeader, _ rows: TicketRows) {
    self.header = header
    self.rows = rows
    kept = header.names.indices.filter { !header.isOwn[$0] }
    results = header.names.map { ResultColumn(named: $0) }
    columns = kept.map { header.names[$0] } + OwnColumn.allCases.map(\.name)
  }

  func fill(
    _ cells: [String], line: Int, _ problem: String?, _ report: inout ExportReport
  ) throws -> [SheetValue] {
    func cell(_ index: Int) -> String {
      cells.indices.contains(index) ? plain(cells[index], at: index) : ""
    }
    // What stands beside the table stays beside it.
    var own = kept.map { SheetValue(cell($0)) }
    if let last = cells.indices.last(where: { !cells[$0].isEmpty }), last >= header.names.count {
      own += OwnColumn.allCases.map { _ in .blank }
      own += (header.names.count...last).map { SheetValue(cell($0)) }
    }
    let number = header.positions(of: .number).lazy.map(cell).first { !$0.isEmpty } ?? ""
    if let problem {
      report.unknown.append(.init(line: line, number: number, reason: problem))
      return own
    }
    guard let found = try rows.find(number) else {
      let reason = number.isEmpty ? "没有工单编号" : "本居没有这张工单"
      report.unknown.append(.init(line: line, number: number, reason: reason))
      return own
    }
    guard let one = try rows.ticket(found.key, found.id, full: false) else {
      report.unknown.append(.init(line: line, number: number, reason: "记录读不出；请运行 juwei doctor"))
      return own
    }
    let filled = kept.map { index -> SheetValue in
      guard cell(index).isEmpty else { return .text(cell(index)) }
      let value = results[index]?.value(of: one, named: header.names[index]) ?? .blank
      if value != .blank { report.filled += 1 }
      return value
    }
    return filled + OwnColumn.allCases.map { $0.value(of: one) }
  }

  /// What a cell says, where `="0123"` or `'0123` was written so that no program takes its zeros away: ours are texts.
  private func plain(_ cell: String, at index: Int) -> String {
    if header.positions(of: .number).contains(index) { return HotlineRowParser.plainNumber(cell) }
    guard cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.utf8.count >= 3 else { return cell }
    let words = cell.dropFirst(2).dropLast()
    return words.contains("\"") ? cell : String(words)
  }
}

/// The rows of a sheet with all their cells, also of those that an import would refuse.
struct SheetLines {
  enum Line {
    /// What stands in the cells, on which line, and what is wrong with them.
    case cells([String], line: Int, problem: String?)
    /// A line that cannot be told into cells.
    case unreadable(line: Int, reason: String)
  }

  let header: HotlineHeader
  /// The lines above the header.
  let titles: [[String]]
  private var reader: HotlineReader

  init(
    _ source: ImportSource, sheet: Int, mapping: ColumnMapping
  ) throws(ExchangeError) {
    reader = try HotlineReader(
      source, sheet: sheet, mapping: mapping, receivedFallback: .earliestSupported
    ) { !$0.positions(of: .number).isEmpty && $0.names.count > 1 }
    header = reader.header
    titles = try source.titles(of: sheet, above: reader.header)
  }

  mutating func next() throws(ExchangeError) -> Line? {
    switch try reader.step() {
    case nil: nil
    case .cells(let line): .cells(reader.cells, line: line, problem: nil)
    case .refused(let row):
      if let cells = reader.looseCells {
        .cells(cells, line: row.line, problem: row.reason)
      } else {
        .unreadable(line: row.line, reason: row.reason + "；这一行没有写进去")
      }
    }
  }
}

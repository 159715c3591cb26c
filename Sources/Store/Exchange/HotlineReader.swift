package import CoreModel

/// Reads a hotline export row by row, so that a large one need not stand in memory as tickets.
package struct HotlineReader {
  /// The header's names, in order.
  package var columns: [String] { header.columns }

  let header: HotlineHeader
  private var parser: HotlineRowParser
  private var rows: ImportRows
  private var textRow = DelimitedText.Row()
  private var sheetRow = SheetRow()
  private var lines = ByteMap<Int>()
  private var resyncs = 0
  /// Whether the row that was refused is told into cells all the same.
  private var isLoose = false
  /// A sheet's rows are not counted before they are read.
  private static let sheetRows = 4000.0

  /// One thing that a row gave.
  package enum Item: Sendable {
    /// A ticket.
    case row(HotlineRow)
    /// A row that cannot be imported.
    case refused(RefusedRow)
  }

  /// What a row is before its cells are understood.
  enum Step {
    /// Its cells are to be read, as many as there are columns.
    case cells(line: Int)
    case refused(RefusedRow)
  }

  /// Reads a sheet of a source, with its columns understood as a mapping says.
  /// - Parameters:
  ///   - sheet: Its position; nil takes the one that looks like an export.
  ///   - now: When a row without any date counts as received.
  /// - Throws: ``ExchangeError`` when there is no header.
  package init(
    _ source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping = ColumnMapping(),
    receivedFallback now: Instant
  ) throws(ExchangeError) {
    try self.init(source, sheet: sheet, mapping: mapping, receivedFallback: now) { $0.isExport }
  }

  /// The same for a sheet whose header need not have all that an import needs.
  init(
    _ source: ImportSource, sheet: Int? = nil, mapping: ColumnMapping = ColumnMapping(),
    receivedFallback now: Instant, where isHeader: (HotlineHeader) -> Bool
  ) throws(ExchangeError) {
    let found = try source.rows(
      of: sheet ?? source.suggestedSheet, mapping: mapping, where: isHeader)
    header = found.header
    rows = found.rows
    parser = HotlineRowParser(header: header, now: now)
  }

  /// How much of the file was read, 0 to 1; of a workbook a guess that only grows.
  package var fraction: Double {
    switch rows {
    case .text(let text, _): text.fraction
    case .sheet:
      1 - HotlineReader.sheetRows / (HotlineReader.sheetRows + Double(sheetRow.number))
    }
  }

  /// The next row; nil at the end of the file. Blank lines are passed over.
  /// - Throws: ``ExchangeError`` when the rest of the file cannot be told into rows.
  package mutating func next() throws(ExchangeError) -> Item? {
    switch try step() {
    case .cells(let line): item(line: line)
    case .refused(let row): .refused(row)
    case nil: nil
    }
  }

  /// Goes to the next row, whose cells can then be asked for.
  mutating func step() throws(ExchangeError) -> Step? {
    switch rows {
    case .text: try textStep()
    case .sheet: try sheetStep()
    }
  }

  private mutating func textStep() throws(ExchangeError) -> Step? {
    guard case .text(var text, let mixed) = rows else { return nil }
    defer { rows = .text(text, mixed: mixed) }
    isLoose = false
    while true {
      let place = text.place
      do {
        guard try text.next(into: &textRow) else { return nil }
      } catch {
        return .refused(try readOn(&text, from: place, line: error.line, "引号没有配对"))
      }
      if (0..<textRow.count).allSatisfy({ text.isBlank($0, of: textRow) }) { continue }
      let line = textRow.line
      if let mixed, (line...line + textRow.lineBreaks).contains(where: mixed.strange.contains) {
        return .refused(RefusedRow(line: line, reason: mixed.reason))
      }
      let extra = textRow.count - header.columns.count
      let isWrong =
        extra < 0
        || !(header.columns.count..<textRow.count).allSatisfy { text.isBlank($0, of: textRow) }
      if textRow.lineBreaks > 0, isWrong || textRow.hasStrayQuote {
        // A stray quote has swallowed the lines after it: give up this line only.
        return .refused(try readOn(&text, from: place, line: line, "引号没有配对，或列数不对"))
      }
      guard !isWrong else {
        isLoose = true
        return .refused(
          RefusedRow(
            line: line,
            reason: "应有 \(header.columns.count) 列，实有 \(textRow.count) 列"
              + (extra < 0 ? "，可能没有导出完整" : "，可能有没加引号的分隔符")))
      }
      return .cells(line: line)
    }
  }

  private mutating func sheetStep() throws(ExchangeError) -> Step? {
    guard case .sheet(var sheet) = rows else { return nil }
    guard try sheet.next(into: &sheetRow) else { return nil }
    let line = sheetRow.number
    if let problem = sheetRow.problem { return .refused(RefusedRow(line: line, reason: problem)) }
    guard sheetRow.count <= header.columns.count else {
      return .refused(
        RefusedRow(line: line, reason: "第 \(sheetRow.count) 列有内容，而表头只有 \(header.columns.count) 列"))
    }
    if let number = header.positions(of: .number).first(where: { sheetRow.hasLostDigits($0) }) {
      return .refused(
        RefusedRow(
          line: line, reason: "工单编号 \(sheetRow.text(number)) 超过 15 位，表格软件已把末尾改成 0；请把该列设为文本后重新导出",
          number: sheetRow.text(number)))
    }
    return .cells(line: line)
  }

  /// The texts of the row's cells.
  var cells: [String] {
    switch rows {
    case .text(let text, _): (0..<header.columns.count).map { text.text($0, of: textRow) }
    case .sheet: (0..<header.columns.count).map { sheetRow.text($0) }
    }
  }

  /// The texts of the cells of a row that was refused; nil of a line that could not be told into cells.
  var looseCells: [String]? {
    switch rows {
    case .text(let text, _):
      isLoose ? (0..<textRow.count).map { text.text($0, of: textRow) } : nil
    case .sheet: (0..<max(header.columns.count, sheetRow.count)).map { sheetRow.text($0) }
    }
  }

  /// The bytes of the row's cells, without blanks at their ends, until the next row is read; false when one of them
  /// is written in a way that only ``cells`` reads.
  mutating func fill(
    _ cells: inout [UnsafeBufferPointer<UInt8>], _ scratch: ByteArena
  ) -> Bool {
    let columns = header.columns.count
    switch rows {
    case .text(let text, _):
      for index in 0..<columns {
        guard let bytes = text.bytes(index, of: textRow) else { return false }
        cells[index] = bytes
      }
    case .sheet:
      scratch.removeAll()
      var slices = [ByteSlice](repeating: ByteSlice(start: 0, count: 0), count: columns)
      for index in 0..<columns {
        let start = scratch.count
        sheetRow.withUTF8(index) { scratch.append($0) }
        slices[index] = scratch.slice(from: start)
      }
      for index in 0..<columns { cells[index] = scratch[slices[index]] }
    }
    return true
  }

  /// The line on which a ticket's number came first, when it was before this one.
  mutating func earlierLine(
    of number: UnsafeBufferPointer<UInt8>, seenOn line: Int
  ) -> Int? {
    let found = lines.find(number) { line }
    return found.isKnown ? found.value : nil
  }

  /// What the row that was last gone to says.
  mutating func item(line: Int) -> Item {
    let cells = cells
    do throws(HotlineRowParser.Unacceptable) {
      let ticket = try parser.parse(cells, line: line)
      var number = ticket.ticket.number
      if let earlier = number.withUTF8({ earlierLine(of: $0, seenOn: line) }) {
        return .refused(
          RefusedRow(
            line: line, reason: "工单编号 \(number) 与第 \(earlier) 行重复", number: number,
            text: String(ticket.text.prefix(ImportPreview.Row.kept))))
      }
      return .row(ticket)
    } catch {
      return .refused(
        RefusedRow(
          line: line, reason: error.reason, number: parser.shown(.number, cells),
          text: parser.shown(.content, cells)))
    }
  }

  /// Goes on with the next line; each time costs a look at what was swallowed, so not for ever.
  private mutating func readOn(
    _ text: inout DelimitedText, from place: DelimitedText.Place, line: Int, _ reason: String
  ) throws(ExchangeError) -> RefusedRow {
    resyncs += 1
    guard resyncs <= HotlineReader.mostResyncs else { throw .unterminatedQuote(line: line) }
    text.skipLine(from: place)
    return RefusedRow(line: line, reason: reason)
  }

  private static let mostResyncs = 100
}

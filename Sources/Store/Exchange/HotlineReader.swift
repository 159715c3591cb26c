package import CoreModel

/// Reads a hotline export row by row, so that a large one need not stand in memory as tickets.
package struct HotlineReader {
  /// `UTF-8`, `GB18030` or `UTF-16`.
  package let encoding: String
  /// `,`, a tab, `;` or `|`.
  package let delimiter: Character
  /// The header's names, in order.
  package var columns: [String] { header.columns }

  let header: HotlineHeader
  private var parser: HotlineRowParser
  private var text: DelimitedText
  private var row = DelimitedText.Row()
  private var lineOfNumber: [String: Int] = [:]
  private var resyncs = 0

  /// One thing that a row gave.
  package enum Item: Sendable {
    /// A ticket.
    case row(HotlineRow)
    /// A row that cannot be imported.
    case refused(RefusedRow)
  }

  /// Recognises encoding, delimiter and header.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - now: When a row without any date counts as received.
  /// - Throws: ``ExchangeError`` when nothing of the file can be read.
  package init(_ bytes: [UInt8], receivedFallback now: Instant) throws(ExchangeError) {
    try self.init(ImportSource(bytes), receivedFallback: now)
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
    let found = try source.rows(of: sheet ?? source.suggestedSheet, mapping: mapping)
    encoding = source.encoding
    delimiter = source.delimiter ?? "\t"
    header = found.header
    switch found.rows {
    case .text(let text): self.text = text
    }
    parser = HotlineRowParser(header: header, now: now)
  }

  /// How much of the file was read, 0 to 1.
  package var fraction: Double { text.fraction }

  /// The next row; nil at the end of the file. Blank lines are passed over.
  /// - Throws: ``ExchangeError`` when the rest of the file cannot be told into rows.
  package mutating func next() throws(ExchangeError) -> Item? {
    while true {
      let place = text.place
      do {
        guard try text.next(into: &row) else { return nil }
      } catch {
        return .refused(try readOn(from: place, line: error.line, "引号没有配对"))
      }
      if (0..<row.count).allSatisfy({ text.isBlank($0, of: row) }) { continue }
      let line = row.line
      let extra = row.count - header.columns.count
      let isWrong =
        extra < 0
        || !(header.columns.count..<row.count).allSatisfy {
          text.isBlank($0, of: row)
        }
      if row.lineBreaks > 0, isWrong || row.hasStrayQuote {
        // A stray quote has swallowed the lines after it: give up this line only.
        return .refused(try readOn(from: place, line: line, "引号没有配对，或列数不对"))
      }
      guard !isWrong else {
        return .refused(
          RefusedRow(
            line: line,
            reason: "应有 \(header.columns.count) 列，实有 \(row.count) 列"
              + (extra < 0 ? "，可能没有导出完整" : "，可能有没加引号的分隔符")))
      }
      return item(line: line)
    }
  }

  private mutating func item(line: Int) -> Item {
    let cells = (0..<header.columns.count).map { text.text($0, of: row) }
    do throws(HotlineRowParser.Unacceptable) {
      let ticket = try parser.parse(cells, line: line)
      let number = ticket.ticket.number
      if let earlier = lineOfNumber[number] {
        return .refused(
          RefusedRow(
            line: line, reason: "工单编号 \(number) 与第 \(earlier) 行重复", number: number,
            text: ticket.text))
      }
      lineOfNumber[number] = line
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
    from place: DelimitedText.Place, line: Int, _ reason: String
  ) throws(ExchangeError) -> RefusedRow {
    resyncs += 1
    guard resyncs <= HotlineReader.mostResyncs else { throw .unterminatedQuote(line: line) }
    text.skipLine(from: place)
    return RefusedRow(line: line, reason: reason)
  }

  private static let mostResyncs = 100
}

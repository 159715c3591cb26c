package import CoreModel

/// Reads a hotline export row by row, so that a large one need not stand in memory as tickets.
package struct HotlineReader {
  /// `UTF-8`, `GB18030` or `UTF-16`.
  package let encoding: String
  /// `,`, a tab, `;` or `|`.
  package let delimiter: Character
  /// The header's names, in order.
  package var columns: [String] { header.columns }

  private let header: HotlineHeader
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
    let decoded = try TextDecoding.decode(bytes)
    encoding = decoded.encoding
    var firstCells: [String] = []
    for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      var text = DelimitedText(decoded.utf8, delimiter: candidate)
      var row = DelimitedText.Row()
      // Some exports begin with a line or two of title.
      for _ in 0..<8 {
        guard (try? text.next(into: &row)) == true else { break }
        let names = (0..<row.count).map { text.text($0, of: row) }
        if let header = HotlineHeader(names) {
          delimiter = Character(Unicode.Scalar(candidate))
          self.header = header
          self.text = text
          parser = HotlineRowParser(header: header, now: now)
          return
        }
        if names.count > firstCells.count { firstCells = names }
      }
    }
    throw .notAHotlineExport(found: firstCells)
  }

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
        return .refused(RefusedRow(line: line, reason: "工单编号 \(number) 与第 \(earlier) 行重复"))
      }
      lineOfNumber[number] = line
      return .row(ticket)
    } catch {
      return .refused(RefusedRow(line: line, reason: error.reason))
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

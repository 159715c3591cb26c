package import CoreModel

/// Spreadsheets of 楼组, staff and rosters (XLSX, XLS, CSV) as tables of texts.
package enum DirectorySheet {
  /// Reads the sheets of a file.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - sheet: Only the sheet of this name; nil for all that are not hidden.
  /// - Throws: ``ExchangeError`` when nothing of the file can be read.
  package static func tables(
    _ bytes: [UInt8], sheet: String? = nil
  ) throws(ExchangeError) -> [SheetTable] {
    guard Workbook.recognises(bytes) else {
      let table = try delimited(bytes)
      if let sheet { throw .noSuchSheet(sheet, known: []) }
      return [table]
    }
    let workbook = try Workbook(bytes)
    let wanted = workbook.sheets.indices.filter { index in
      sheet.map { workbook.sheets[index].name == $0 } ?? !workbook.sheets[index].isHidden
    }
    if let sheet, wanted.isEmpty {
      throw .noSuchSheet(sheet, known: workbook.sheets.map(\.name))
    }
    var tables: [SheetTable] = []
    for index in wanted {
      var reader = try workbook.reader(of: index)
      var row = SheetRow()
      var table = SheetTable(name: workbook.sheets[index].name, rows: [])
      while try reader.next(into: &row) {
        try limit(table.rows.count)
        let count = min(row.count, mostColumns)
        table.rows.append(
          SheetTable.Row(
            number: row.number, cells: (0..<count).map { clipped(row.text($0)) },
            problem: row.problem))
      }
      tables.append(table)
    }
    return tables
  }

  private static func delimited(_ bytes: [UInt8]) throws(ExchangeError) -> SheetTable {
    let utf8 = try TextDecoding.decode(bytes).utf8
    // The sign that stands most often in the beginning parts the cells.
    let beginning = utf8.prefix(4096)
    let delimiter =
      [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")].max { a, b in
        beginning.count { $0 == a } < beginning.count { $0 == b }
      } ?? UInt8(ascii: ",")
    var text = DelimitedText(utf8, delimiter: delimiter)
    var row = DelimitedText.Row()
    var table = SheetTable(rows: [])
    while true {
      do {
        guard try text.next(into: &row) else { return table }
      } catch {
        throw .unterminatedQuote(line: error.line)
      }
      let cells = (0..<min(row.count, mostColumns)).map { clipped(text.text($0, of: row)) }
      guard cells.contains(where: { !$0.isEmpty }) else { continue }
      try limit(table.rows.count)
      table.rows.append(SheetTable.Row(number: row.line, cells: cells))
    }
  }

  private static func limit(_ rows: Int) throws(ExchangeError) {
    guard rows < mostRows else {
      throw .workbookTooLarge("名册、值班表超过 \(mostRows) 行")
    }
  }

  /// No name is as long: what is longer is refused by its length and need not be kept whole.
  private static func clipped(_ text: String) -> String {
    text.utf8.count <= longest ? text : String(text.prefix(longest / 4))
  }

  private static let mostRows = 20_000
  private static let mostColumns = 200
  private static let longest = 4000
}

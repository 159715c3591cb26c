/// A workbook of a spreadsheet program: XLSX, XLSM, or the older XLS.
///
/// It is a value without any open file: it can be kept and passed on, and each reader reads anew. Only the sheet's
/// own rows are read as they are asked for; the texts that all sheets share are kept.
package struct Workbook: Sendable {
  /// A sheet's name and whether the program hides it.
  package struct Sheet: Hashable, Sendable {
    /// As on its tab.
    package var name: String
    /// Hidden from whoever looks at the workbook.
    package var isHidden: Bool

    /// Makes one.
    package init(name: String, isHidden: Bool = false) {
      self.name = name
      self.isHidden = isHidden
    }
  }

  /// The sheets in the order of their tabs.
  package var sheets: [Sheet]

  private enum Content: Sendable {
    case package(XLSXContent)
    case records(XLSContent)
  }
  private let content: Content

  /// Whether bytes look like a workbook and not like text: a zip archive, or an OLE2 compound file.
  package static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
      || CompoundFile.recognises(bytes)
  }

  /// Reads what a workbook is made of, but no rows yet.
  /// - Throws: ``ExchangeError`` when it is something else, encrypted, damaged or absurd.
  package init(_ bytes: [UInt8]) throws(ExchangeError) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= SheetLimits.inflated else { throw .workbookTooLarge("文件超过 1 GB") }
    if CompoundFile.recognises(bytes) {
      let records = try XLSContent(bytes)
      content = .records(records)
      sheets = records.sheets
    } else if Workbook.recognises(bytes) {
      let package = try XLSXContent(bytes)
      content = .package(package)
      sheets = package.sheets
    } else {
      throw .notAWorkbook(format: nil)
    }
    guard !sheets.isEmpty else { throw .workbookDamaged("里面没有工作表") }
  }

  /// Begins to read a sheet.
  /// - Throws: ``ExchangeError`` when the sheet's part is missing or damaged.
  package func reader(of sheet: Int) throws(ExchangeError) -> SheetReader {
    guard sheets.indices.contains(sheet) else {
      throw .workbookDamaged("没有第 \(sheet + 1) 张工作表")
    }
    switch content {
    case .package(let package): return SheetReader(try package.rows(of: sheet))
    case .records(let records): return SheetReader(try records.rows(of: sheet))
    }
  }
}

/// Reads the rows of a sheet one after the other. A copy is the same reader and not a second one.
package struct SheetReader {
  private let rows: any SheetRows

  init(_ rows: any SheetRows) { self.rows = rows }

  /// Reads the next row that is not blank into `row`, whose storage is used again; false at the end.
  /// - Throws: ``ExchangeError`` when the rest of the sheet cannot be read.
  package mutating func next(into row: inout SheetRow) throws(ExchangeError) -> Bool {
    try rows.next(into: &row)
  }
}

/// Where a sheet's rows come from.
protocol SheetRows {
  func next(into row: inout SheetRow) throws(ExchangeError) -> Bool
}

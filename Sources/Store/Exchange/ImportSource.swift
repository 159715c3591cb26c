internal import CoreModel

/// A file that somebody wants to import: read, decoded and told into sheets, but nothing of it interpreted yet.
package struct ImportSource: Sendable {
  /// A sheet of a workbook; a text file has one without a name.
  package struct Sheet: Hashable, Sendable {
    /// As the workbook calls it; empty for a text file.
    package var name: String
    /// Whether the workbook hides it.
    package var isHidden: Bool
    /// The line or row of its header, from 1; of what looks most like one when it is not recognised.
    package var headerLine: Int
    /// The header's names, in order, each once.
    package var columns: [String]
    /// Whether the names alone say that it is a hotline export.
    package var isRecognised: Bool
  }

  /// `UTF-8`, `GB18030`, `UTF-16`, `XLSX`, `XLS`: how the file is written.
  package let encoding: String
  /// `,`, a tab, `;` or `|`; nil for a workbook.
  package let delimiter: Character?
  /// Its sheets, in order; at least one.
  package let sheets: [Sheet]

  let content: Content

  enum Content: Sendable {
    /// UTF-8, and the byte between cells.
    case text(FileBytes, delimiter: UInt8, mixed: MixedEncoding?)
    case workbook(Workbook)
  }

  /// Reads a whole file's bytes.
  /// - Throws: ``ExchangeError`` when nothing of it can be read. A file without a recognised header is no error
  ///   yet: a mapping may name its columns.
  package init(_ bytes: [UInt8]) throws(ExchangeError) {
    if Workbook.recognises(bytes) {
      let workbook = try Workbook(bytes)
      encoding = bytes.first == 0x50 ? "XLSX" : "XLS"
      delimiter = nil
      content = .workbook(workbook)
      var sheets: [Sheet] = []
      for (index, sheet) in workbook.sheets.enumerated() {
        let head = try ImportSource.head(of: workbook, index)
        sheets.append(Sheet(name: sheet.name, isHidden: sheet.isHidden, head: head))
      }
      self.sheets = sheets
      return
    }
    let (decoded, mixed) = try ImportSource.decoded(bytes)
    encoding = decoded.encoding
    let utf8 = FileBytes(decoded.utf8)
    var best: (delimiter: UInt8, sheet: Sheet)?
    for candidate in [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: "|")] {
      let head = ImportSource.head(of: utf8, delimiter: candidate)
      let sheet = Sheet(name: "", isHidden: false, head: head)
      if sheet.isRecognised || sheet.columns.count > best?.sheet.columns.count ?? -1 {
        best = (candidate, sheet)
      }
      if sheet.isRecognised { break }
    }
    guard let best else { throw .empty }
    delimiter = Character(Unicode.Scalar(best.delimiter))
    content = .text(utf8, delimiter: best.delimiter, mixed: mixed)
    sheets = [best.sheet]
  }

  /// Most files are strictly UTF-8; the others are looked at line by line.
  private static func decoded(
    _ bytes: [UInt8]
  ) throws(ExchangeError) -> (TextDecoding.Decoded, MixedEncoding?) {
    do {
      let decoded = try TextDecoding.decode(bytes)
      guard decoded.encoding == "GB18030", let mixed = MixedEncoding(bytes) else {
        return (decoded, nil)
      }
      return (try TextDecoding.decode(mixed.cleaned), mixed)
    } catch {
      guard case .damaged(let encoding, _) = error, encoding != "UTF-16",
        let mixed = MixedEncoding(bytes)
      else { throw error }
      return (try TextDecoding.decode(mixed.cleaned), mixed)
    }
  }

  /// The sheet to take when nobody chose one: the first that is recognised, in the open before hidden ones, else the
  /// first that is not hidden.
  package var suggestedSheet: Int {
    sheets.firstIndex { $0.isRecognised && !$0.isHidden }
      ?? sheets.firstIndex(where: \.isRecognised) ?? sheets.firstIndex { !$0.isHidden } ?? 0
  }

  /// The sheet to take for what is no export of the hotline: the first not hidden that has a column for numbers of
  /// tickets and another that is wanted, else the one that has numbers, else the usual.
  func suggestedSheet(where isWanted: (String) -> Bool) -> Int {
    func position(_ isGood: (Sheet) -> Bool) -> Int? {
      sheets.firstIndex { sheet in
        !sheet.isHidden && sheet.columns.contains { HotlineHeader.canFill(.number, $0) }
          && isGood(sheet)
      }
    }
    return position { $0.columns.contains(where: isWanted) } ?? position { _ in true }
      ?? suggestedSheet
  }

  /// The position of the sheet of this name.
  /// - Throws: ``ExchangeError/noSuchSheet(_:known:)``.
  package func sheet(named name: String) throws(ExchangeError) -> Int {
    guard let index = sheets.firstIndex(where: { $0.name == name }) else {
      throw .noSuchSheet(name, known: sheets.map(\.name).filter { !$0.isEmpty })
    }
    return index
  }

  /// A row before or at the header: its line and its cells.
  typealias HeadRow = (line: Int, cells: [String])

  /// Some exports begin with a line or two of title.
  static let longestHead = 8

  private static func head(
    of workbook: Workbook, _ sheet: Int
  ) throws(ExchangeError) -> [HeadRow] {
    var reader = try workbook.reader(of: sheet)
    var row = SheetRow()
    var head: [HeadRow] = []
    while head.count < longestHead, try reader.next(into: &row) {
      head.append((row.number, (0..<row.count).map { row.text($0) }))
    }
    return head
  }

  private static func head(of utf8: FileBytes, delimiter: UInt8) -> [HeadRow] {
    var text = DelimitedText(utf8, delimiter: delimiter)
    var row = DelimitedText.Row()
    var head: [HeadRow] = []
    for _ in 0..<longestHead {
      guard (try? text.next(into: &row)) == true else { break }
      head.append((row.line, (0..<row.count).map { text.text($0, of: row) }))
    }
    return head
  }

  /// The lines above a sheet's header.
  func titles(of sheet: Int, above header: HotlineHeader) throws(ExchangeError) -> [[String]] {
    let head: [HeadRow] =
      switch content {
      case .text(let utf8, let delimiter, _): ImportSource.head(of: utf8, delimiter: delimiter)
      case .workbook(let workbook): try ImportSource.head(of: workbook, sheet)
      }
    return head.prefix { $0.cells != header.names }.map(\.cells)
  }

  /// Reads a sheet's rows after its header, which is the first of the first rows that is one with this mapping.
  /// - Parameter isHeader: What a header must have; by default all that an import needs.
  func rows(
    of sheet: Int, mapping: ColumnMapping,
    where isHeader: (HotlineHeader) -> Bool = { $0.isExport }
  ) throws(ExchangeError) -> (header: HotlineHeader, rows: ImportRows) {
    var found: [String] = []
    switch content {
    case .text(let utf8, let delimiter, let mixed):
      var text = DelimitedText(utf8, delimiter: delimiter)
      var row = DelimitedText.Row()
      for _ in 0..<ImportSource.longestHead {
        guard (try? text.next(into: &row)) == true else { break }
        let names = (0..<row.count).map { text.text($0, of: row) }
        let header = HotlineHeader(recognisingPartsOf: names, mapping: mapping)
        if isHeader(header) {
          try header.check(mapping)
          return (header, .text(text, mixed: mixed))
        }
        if names.count > found.count { found = names }
      }
    case .workbook(let workbook):
      var reader = try workbook.reader(of: sheet)
      var row = SheetRow()
      for _ in 0..<ImportSource.longestHead {
        guard try reader.next(into: &row) else { break }
        let names = (0..<row.count).map { row.text($0) }
        let header = HotlineHeader(recognisingPartsOf: names, mapping: mapping)
        if isHeader(header) {
          try header.check(mapping)
          return (header, .sheet(reader))
        }
        if names.count > found.count { found = names }
      }
    }
    if !found.isEmpty, !mapping.isEmpty {
      try HotlineHeader(recognisingPartsOf: found).check(mapping)
    }
    throw .notAHotlineExport(found: found)
  }
}

/// A sheet's rows, to be read one after the other.
enum ImportRows {
  case text(DelimitedText, mixed: MixedEncoding?)
  case sheet(SheetReader)
}

extension ImportSource.Sheet {
  /// The header is the first row that is recognised, else the one with the most cells that are filled.
  init(name: String, isHidden: Bool, head: [ImportSource.HeadRow]) {
    var best: (line: Int, filled: Int, header: HotlineHeader)?
    for row in head {
      let header = HotlineHeader(recognisingPartsOf: row.cells)
      let filled = row.cells.count { !$0.isEmpty }
      if header.isExport {
        best = (row.line, filled, header)
        break
      }
      if filled > best?.filled ?? 0 { best = (row.line, filled, header) }
    }
    self.init(
      name: name, isHidden: isHidden, headerLine: best?.line ?? 1,
      columns: best?.header.columns ?? [], isRecognised: best?.header.isExport ?? false)
  }
}

extension HotlineHeader {
  /// - Throws: ``ExchangeError/noSuchColumn(field:column:)`` when a mapping names what is not there.
  fileprivate func check(_ mapping: ColumnMapping) throws(ExchangeError) {
    let known = Set(columns.map(HotlineHeader.key))
    for field in ColumnMapping.Field.allCases {
      guard let column = mapping.columns[field], !column.isEmpty else { continue }
      guard known.contains(HotlineHeader.key(column)) else {
        throw .noSuchColumn(field: field.label, column: column)
      }
    }
  }
}

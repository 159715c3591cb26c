/// The records of an XLS workbook (BIFF8 of Excel 97–2003, BIFF5 of Excel 5 and 95).
///
/// Read by our own code and not by libfreexl: that is C, reserves memory by what the file claims, needs a file on disk,
/// and does not tell hidden sheets or formats of Chinese editions. See docs/architecture.md.
struct XLSContent: Sendable {
  let sheets: [Workbook.Sheet]
  fileprivate let stream: [UInt8]
  fileprivate let shared: SharedStrings
  fileprivate let formats: CellFormats
  fileprivate let from1904: Bool
  fileprivate let codePage: Int
  fileprivate let isOld: Bool
  private let offsets: [Int]

  init(_ bytes: [UInt8]) throws(ExchangeError) {
    let file = try CompoundFile(bytes)
    if file.has("EncryptedPackage") { throw .workbookEncrypted }
    var content = try file.stream("Workbook")
    if content == nil { content = try file.stream("Book") }
    guard let stream = content else {
      if file.has("WordDocument") { throw .notAWorkbook(format: "Word 文档") }
      if file.has("PowerPoint Document") { throw .notAWorkbook(format: "PowerPoint 演示文稿") }
      throw .notAWorkbook(format: nil)
    }
    self.stream = stream

    var records = Records(stream)
    guard let first = try records.next(), first.kind == 0x0809,
      let version = stream.u16(first.body.lowerBound)
    else { throw .workbookDamaged("开头不是工作簿的记录") }
    isOld = version != 0x0600
    var sheets: [Workbook.Sheet] = []
    var offsets: [Int] = []
    var formats = CellFormats()
    var numbers: [Int] = []
    var shared = SharedStrings()
    var from1904 = false
    var codePage = 1252
    while let record = try records.next(), record.kind != 0x0A {
      let start = record.body.lowerBound
      switch record.kind {
      case 0x2F: throw .workbookEncrypted
      case 0x42: codePage = Int(stream.u16(start) ?? 1252)
      case 0x22: from1904 = stream.u16(start) == 1
      case 0x041E, 0x1E:
        var text = RecordText(stream, [record.body])
        var code: [UInt8] = []
        guard let number = text.u16() else { break }
        // The count of characters has two bytes now and had one then.
        let count = isOld ? text.u8().map(Int.init) : text.u16().map(Int.init)
        guard let count,
          isOld
            ? text.append(bytes: count, codePage: codePage, to: &code)
            : text.append(characters: count, to: &code)
        else { break }
        formats.define(Int(number), code: String(decoding: code, as: UTF8.self))
      case 0xE0: numbers.append(Int(stream.u16(start + 2) ?? 0))
      case 0x85:
        var text = RecordText(stream, [record.body])
        var name: [UInt8] = []
        guard let offset = text.u32(), let state = text.u8(), let kind = text.u8(),
          let count = text.u8(), kind == 0, sheets.count < SheetLimits.sheets
        else { break }
        _ =
          isOld
          ? text.append(bytes: Int(count), codePage: codePage, to: &name)
          : text.append(characters: Int(count), to: &name)
        sheets.append(
          Workbook.Sheet(
            name: String(decoding: name, as: UTF8.self), isHidden: state & 3 != 0))
        offsets.append(Int(offset))
      case 0xFC:
        shared = try XLSContent.strings(
          stream, [record.body] + records.continuations())
      default: break
      }
      if formats.count + numbers.count > SheetLimits.styles {
        throw .workbookTooLarge("单元格样式超过 100 万种")
      }
    }
    for number in numbers { formats.append(format: number) }
    self.sheets = sheets
    self.offsets = offsets
    self.formats = formats
    self.shared = shared
    self.from1904 = from1904
    self.codePage = codePage
  }

  /// Begins to read a sheet: finds its cells, which may stand in any order.
  func rows(of sheet: Int) throws(ExchangeError) -> XLSRows {
    var records = Records(stream, from: offsets[sheet])
    guard let first = try records.next(), first.kind == 0x0809 else {
      throw .workbookDamaged("找不到工作表「\(sheets[sheet].name.prefix(40))」的内容")
    }
    var cells: [XLSRows.Cell] = []
    var isSorted = true
    var embedded = 0
    while true {
      guard let record = try records.next() else {
        throw .workbookDamaged("工作表「\(sheets[sheet].name.prefix(40))」没有结束，多半没有下载完整")
      }
      // A chart within the sheet is a stream of its own within this one.
      if record.kind == 0x0809 { embedded += 1 }
      if record.kind == 0x0A {
        if embedded == 0 { break }
        embedded -= 1
      }
      guard embedded == 0, XLSRows.kinds.contains(record.kind),
        let row = stream.u16(record.body.lowerBound),
        let column = stream.u16(record.body.lowerBound + 2)
      else { continue }
      let count = record.kind == 0xBD ? max(0, (record.body.count - 6) / 6) : 1
      for index in 0..<count {
        let cell = XLSRows.Cell(
          row: row, column: UInt16(clamping: Int(column) + index), kind: record.kind,
          offset: UInt32(record.body.lowerBound + (record.kind == 0xBD ? index * 6 : 0)),
          end: UInt32(record.body.upperBound))
        if let last = cells.last, last.place >= cell.place { isSorted = false }
        cells.append(cell)
      }
    }
    if !isSorted {
      // Of several cells in one place the last counts: the batch sees to it, in this order.
      cells = cells.enumerated().sorted {
        ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
      }.map(\.element)
    }
    return XLSRows(content: self, cells: cells)
  }

  private static func strings(
    _ stream: [UInt8], _ pieces: [Range<Int>]
  ) throws(ExchangeError) -> SharedStrings {
    var text = RecordText(stream, pieces)
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    guard text.skip(8) else { throw .workbookDamaged("文字表不完整") }
    while !text.isAtEnd {
      let start = bytes.count
      guard let count = text.u16(), text.append(characters: Int(count), to: &bytes) else {
        throw .workbookDamaged("文字表不完整")
      }
      CellText.tidy(&bytes, from: start, escapes: false)
      guard bytes.count <= SheetLimits.sharedText else {
        throw .workbookTooLarge("文字总量超过 512 MB")
      }
      ends.append(UInt32(bytes.count))
    }
    return SharedStrings(bytes: bytes, ends: ends)
  }

  /// The records of the stream, one after the other.
  fileprivate struct Records {
    private let stream: [UInt8]
    private(set) var position: Int

    init(_ stream: [UInt8], from position: Int = 0) {
      self.stream = stream
      self.position = position
    }

    /// The next record; nil at the end of the stream.
    mutating func next() throws(ExchangeError) -> (kind: UInt16, body: Range<Int>)? {
      guard position < stream.count else { return nil }
      guard let kind = stream.u16(position), let length = stream.u16(position + 2),
        position + 4 + Int(length) <= stream.count
      else { throw .workbookDamaged("记录不完整，多半没有下载完整") }
      let body = (position + 4)..<(position + 4 + Int(length))
      position = body.upperBound
      return (kind, body)
    }

    /// The records that continue the last one.
    mutating func continuations() throws(ExchangeError) -> [Range<Int>] {
      var pieces: [Range<Int>] = []
      while stream.u16(position) == 0x3C, let record = try next() { pieces.append(record.body) }
      return pieces
    }
  }
}

/// Makes rows of the cells of an XLS sheet as they are asked for.
final class XLSRows: SheetRows {
  /// Where a cell's record is.
  struct Cell {
    var row: UInt16
    var column: UInt16
    var kind: UInt16
    var offset: UInt32
    var end: UInt32

    var place: UInt32 { UInt32(row) << 16 | UInt32(column) }
  }

  /// Records of cells that can have text: LABELSST, LABEL, RSTRING, NUMBER, RK, MULRK, BOOLERR, FORMULA.
  static let kinds: Set<UInt16> = [0xFD, 0x0204, 0xD6, 0x0203, 0x027E, 0xBD, 0x0205, 0x06]

  private let content: XLSContent
  private let cells: [Cell]
  private var index = 0
  private var batch = RowBatch()

  init(content: XLSContent, cells: [Cell]) {
    self.content = content
    self.cells = cells
  }

  func next(into row: inout SheetRow) throws(ExchangeError) -> Bool {
    while !batch.next(into: &row) {
      guard index < cells.count else { return false }
      _ = batch.recycle()
      let number = cells[index].row
      batch.begin(Int(number) + 1)
      while index < cells.count, cells[index].row == number {
        try add(cells[index])
        index += 1
      }
      batch.finish()
    }
    if row.shared !== content.shared { row.shared = content.shared }
    return true
  }

  private func add(_ record: Cell) throws(ExchangeError) {
    let stream = content.stream
    let offset = Int(record.offset)
    let start = batch.bytes.count
    var cell = SheetCell(column: Int(record.column), start: start, end: start)
    let format = content.formats[Int(stream.u16(offset + 4) ?? 0)]
    func settle(_ value: Double) {
      guard value.isFinite else { return }
      cell.hasLostDigits = CellNumber.append(
        Array("\(value)".utf8), as: format, from1904: content.from1904, to: &batch.bytes)
    }
    switch record.kind {
    case 0xFD:
      guard let range = stream.u32(offset + 6).flatMap({ content.shared.range(Int($0)) }) else {
        let name = SheetXML.columnName(cell.column)
        batch.complain("\(name)列的文字在文件里找不到（文件已损坏）；请重新导出")
        return
      }
      cell.isShared = true
      cell.start = range.lowerBound
      cell.end = range.upperBound
      if cell.start < cell.end { batch.add(cell) }
      return
    case 0x0204, 0xD6:
      try appendText(at: offset + 6, record.end)
    case 0x0203:
      if let value = double(offset + 6) { settle(value) }
    case 0x027E:
      if let value = stream.u32(offset + 6) { settle(XLSRows.number(packed: value)) }
    case 0xBD:
      // Each of several numbers has its own style in front of it, at the same distance.
      if let value = stream.u32(offset + 6) { settle(XLSRows.number(packed: value)) }
    case 0x0205:
      if offset + 7 < stream.count {
        append(value: stream[offset + 6], isError: stream[offset + 7] != 0)
      }
    default:
      guard offset + 14 <= stream.count else { break }
      if stream.u16(offset + 12) == 0xFFFF {
        switch stream[offset + 6] {
        case 0: try appendResult(after: Int(record.end))
        case 1: append(value: stream[offset + 8], isError: false)
        case 2: append(value: stream[offset + 8], isError: true)
        default: break
        }
      } else if let value = double(offset + 6) {
        settle(value)
      }
    }
    cell.end = batch.bytes.count
    if cell.start < cell.end { batch.add(cell) }
  }

  /// A text that stands in a record (and those that continue it) from a place on.
  private func appendText(at place: Int, _ end: UInt32) throws(ExchangeError) {
    let stream = content.stream
    let start = batch.bytes.count
    var records = XLSContent.Records(stream, from: Int(end))
    guard place <= Int(end) else { return }
    var text = RecordText(stream, [place..<Int(end)] + (try records.continuations()))
    guard let count = text.u16(),
      content.isOld
        ? text.append(bytes: Int(count), codePage: content.codePage, to: &batch.bytes)
        : text.append(characters: Int(count), to: &batch.bytes)
    else { throw .workbookDamaged("第 \(batch.number) 行有不完整的文字") }
    CellText.tidy(&batch.bytes, from: start, escapes: false)
  }

  /// The text that a formula gave stands in a record of its own after it.
  private func appendResult(after end: Int) throws(ExchangeError) {
    var records = XLSContent.Records(content.stream, from: end)
    // Shared formulas and tables may stand between.
    for _ in 0..<3 {
      guard let record = try records.next() else { return }
      if record.kind == 0x0207 {
        try appendText(at: record.body.lowerBound, UInt32(record.body.upperBound))
        return
      }
    }
  }

  private func append(value: UInt8, isError: Bool) {
    // A look-up that found nothing (2A, #N/A) says that there is nothing.
    let errors: [UInt8: String] = [
      0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
      0x24: "#NUM!",
    ]
    let text = isError ? errors[value] ?? "" : value == 0 ? "FALSE" : "TRUE"
    batch.bytes.append(contentsOf: text.utf8)
  }

  private func double(_ offset: Int) -> Double? {
    guard let low = content.stream.u32(offset), let high = content.stream.u32(offset + 4) else {
      return nil
    }
    return Double(bitPattern: UInt64(high) << 32 | UInt64(low))
  }

  /// An RK number: thirty bits of an integer or of a double, perhaps in hundredths.
  private static func number(packed: UInt32) -> Double {
    let value =
      packed & 2 != 0
      ? Double(Int32(bitPattern: packed) >> 2)
      : Double(bitPattern: UInt64(packed & 0xFFFF_FFFC) << 32)
    return packed & 1 != 0 ? value / 100 : value
  }
}

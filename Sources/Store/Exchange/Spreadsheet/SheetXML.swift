/// Reads the rows of one worksheet part: `worksheet` › `sheetData` › `row` › `c` › `v`, or `is` › `t`.
final class SheetXML: XMLReceiver {
  private enum Place {
    case outside, sheet, data, row, cell, value, formula, inline, inlineText, run, runText
  }
  private enum Kind { case number, shared, text, boolean, error, date }

  var batch = RowBatch()
  private let shared: SharedStrings
  private let formats: CellFormats
  private let from1904: Bool
  private var place = Place.outside
  private var sawSheet = false

  // The cell that is being read.
  private var column = -1
  private var style = 0
  private var kind = Kind.number
  private var start = 0
  private var hasValue = false
  private var hasFormula = false
  private var isTooLong = false

  init(shared: SharedStrings, formats: CellFormats, from1904: Bool) {
    self.shared = shared
    self.formats = formats
    self.from1904 = from1904
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
    switch place {
    case .cell where name == "v":
      hasValue = true
      place = .value
    case .cell where name == "f":
      hasFormula = true
      place = .formula
    case .cell where name == "is":
      hasValue = true
      place = .inline
    case .row where name == "c": beginCell(attributes)
    case .data where name == "row": beginRow(attributes)
    case .inline where name == "t": place = .inlineText
    case .inline where name == "r": place = .run
    case .run where name == "t": place = .runText
    case .sheet where name == "sheetData": place = .data
    case .outside where name == "worksheet": place = .sheet
    case .outside: failure = .workbookDamaged("工作表的内容不是表格")
    default: return false
    }
    return true
  }

  override func end() {
    switch place {
    case .value, .inline, .formula: place = .cell
    case .cell:
      endCell()
      place = .row
    case .row:
      batch.finish()
      place = .data
    case .inlineText, .run: place = .inline
    case .runText: place = .run
    case .data: place = .sheet
    case .sheet, .outside: place = .outside
    }
  }

  override func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch place {
    case .value, .inlineText, .runText:
      if batch.bytes.count - start + bytes.count > SheetLimits.cell
        || batch.rowBytes > SheetLimits.row
      {
        isTooLong = true
      } else if !isTooLong {
        batch.bytes.append(contentsOf: bytes)
      }
    default: break
    }
  }

  /// Forgets the rows that were given; a cell may be half read.
  func recycle() { start -= batch.recycle() }

  // MARK: Rows and cells

  private func beginRow(_ attributes: XMLAttributes) {
    var number = batch.number + 1
    attributes.forEach { name, value in
      if name == "r", !name.isPrefixed, let stated = SheetXML.integer(value) { number = stated }
    }
    if !(1...SheetLimits.rows).contains(number) {
      failure = .workbookDamaged("工作表里有第 \(number) 行，而表格最多 \(SheetLimits.rows) 行")
    }
    batch.begin(number)
    column = -1
    place = .row
  }

  private func beginCell(_ attributes: XMLAttributes) {
    column += 1
    style = 0
    kind = .number
    attributes.forEach { name, value in
      if name.isPrefixed { return }
      if name == "r" {
        if let stated = SheetXML.column(value) { column = stated }
      } else if name == "s" {
        style = SheetXML.integer(value) ?? 0
      } else if name == "t" {
        kind = SheetXML.kind(value)
      }
    }
    start = batch.bytes.count
    hasValue = false
    hasFormula = false
    isTooLong = false
    place = .cell
  }

  private func endCell() {
    // Programs that write formulas without calculating them leave the number out or empty.
    guard hasValue, !(hasFormula && kind == .number && batch.bytes.count == start && !isTooLong)
    else {
      if hasFormula {
        batch.complain(
          "\(columnName)列是没有算过的公式，请用 Excel 或 WPS 打开这个文件、保存一次，再导入")
      }
      return
    }
    guard column < SheetLimits.columns else {
      drop("有内容写在 XFD 列以外，表格没有这样的列")
      return
    }
    guard batch.rowBytes <= SheetLimits.row, batch.rowCells < SheetLimits.cellsOfRow else {
      drop("一行里的内容多得不正常（超过 8 MB 或三万多格）；请核对文件来源")
      return
    }
    guard !isTooLong else {
      drop("\(columnName)列的内容超过 256 KB，多半是误粘贴；请删短后再导入")
      return
    }
    var cell = SheetCell(column: column, start: start, end: start)
    switch kind {
    case .shared:
      guard let range = SheetXML.index(batch.bytes[start...]).flatMap(shared.range) else {
        drop("\(columnName)列的文字在文件里找不到（文件已损坏）；请重新导出")
        return
      }
      batch.bytes.removeSubrange(start...)
      if range.count == 1, shared.bytes[range.lowerBound] == CellText.tooLong {
        batch.complain("\(columnName)列的内容超过 256 KB，多半是误粘贴；请删短后再导入")
        return
      }
      cell.isShared = true
      cell.start = range.lowerBound
      cell.end = range.upperBound
    case .number:
      cell.hasLostDigits = settleNumber()
      cell.end = batch.bytes.count
    case .boolean:
      let isTrue = batch.bytes[start...].first { $0 > 0x20 } == 0x31
      batch.bytes.removeSubrange(start...)
      batch.bytes.append(contentsOf: (isTrue ? "TRUE" : "FALSE").utf8)
      cell.end = batch.bytes.count
    case .text, .error, .date:
      CellText.tidy(&batch.bytes, from: start)
      if kind == .date { CellDate.spellPlainly(&batch.bytes, from: start) }
      // A look-up that found nothing says that there is nothing.
      if kind == .error, batch.bytes[start...].elementsEqual("#N/A".utf8) {
        batch.bytes.removeSubrange(start...)
      }
      cell.end = batch.bytes.count
    }
    if cell.start < cell.end { batch.add(cell) }
  }

  private func drop(_ reason: String) {
    batch.bytes.removeSubrange(start...)
    batch.complain(reason)
  }

  /// Makes the number that stands at the end of the batch what its format shows.
  private func settleNumber() -> Bool {
    let format = formats[style]
    // Nearly all numbers are plain digits already.
    if format == .number, batch.bytes.count - start <= 15,
      batch.bytes[start...].allSatisfy({ 0x30...0x39 ~= $0 })
    {
      return false
    }
    CellText.tidy(&batch.bytes, from: start)
    let stored = Array(batch.bytes[start...])
    batch.bytes.removeSubrange(start...)
    return CellNumber.append(stored, as: format, from1904: from1904, to: &batch.bytes)
  }

  private var columnName: String { SheetXML.columnName(column) }

  // MARK: Small spellings

  /// `A`, `Z`, `AA` of a column counted from 0.
  static func columnName(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.insert(0x41 + UInt8((rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return String(decoding: letters, as: UTF8.self) + " "
  }

  private static func kind(_ value: UnsafePointer<CChar>) -> Kind {
    switch UInt8(bitPattern: value[0]) {
    case UInt8(ascii: "s"): value[1] == 0 ? .shared : .text  // s, str
    case UInt8(ascii: "i"): .text  // inlineStr
    case UInt8(ascii: "b"): .boolean
    case UInt8(ascii: "e"): .error
    case UInt8(ascii: "d"): .date
    default: .number
    }
  }

  /// A non-negative number; larger ones than any sheet has are all the same.
  private static func integer(_ value: UnsafePointer<CChar>) -> Int? {
    var number = 0
    var position = value
    while position.pointee != 0 {
      guard (0x30...0x39).contains(position.pointee) else { return nil }
      number = Swift.min(number * 10 + Int(position.pointee) - 0x30, 1 << 40)
      position += 1
    }
    return position == value ? nil : number
  }

  private static func index(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    var sawDigit = false
    for byte in digits {
      if byte <= 0x20 { continue }
      guard (0x30...0x39).contains(byte), number < 1 << 40 else { return nil }
      number = number * 10 + Int(byte) - 0x30
      sawDigit = true
    }
    return sawDigit ? number : nil
  }

  /// The column of `AB12`, from 0; nil when there are no letters.
  private static func column(_ value: UnsafePointer<CChar>) -> Int? {
    var number = 0
    var position = value
    while true {
      let letter = UInt8(bitPattern: position.pointee) & 0xDF
      guard (0x41...0x5A).contains(letter) else { break }
      number = Swift.min(number * 26 + Int(letter) - 0x40, 1 << 40)
      position += 1
    }
    return position == value ? nil : number - 1
  }
}

internal import CXlsxWriter
internal import CoreModel

/// XLSX through libxlsxwriter, which keeps one row in memory and the others in a temporary file.
final class WorkbookWriter: RowWriter {
  private var workbook: UnsafeMutablePointer<lxw_workbook>?
  private var sheet: UnsafeMutablePointer<lxw_worksheet>
  private let formats: [Look: UnsafeMutablePointer<lxw_format>]
  private var widths: [Int] = []
  private var row = 0
  private var header = 0
  private var headerColumns = 0
  private(set) var hasFailed = false
  private(set) var filledRows = [0]

  let mostRows = WorkbookWriter.rows
  let mostColumns = Int(LXW_COL_MAX)

  private enum Look: Hashable { case title, header, day, moment }

  /// What Excel has of rows.
  static let rows = Int(LXW_ROW_MAX)
  /// UTF-16 units that Excel keeps of a cell; it asks to repair a file with more.
  static let longestText = 32_767
  /// Stands at the end of a text that was longer.
  static let cutMark = "…（超过 Excel 单元格上限，以下略）"
  /// Columns of a wide text: whoever wants to see it all opens the cell.
  private static let widest = 50
  private static let narrowest = 6

  /// Begins a workbook; nil when the library cannot.
  init?(_ path: String, title: String, at now: Instant) {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    options.use_zip64 = 0
    guard let workbook = workbook_new_opt(path, &options) else { return nil }
    guard let sheet = workbook_add_worksheet(workbook, title) else {
      lxw_workbook_free(workbook)
      return nil
    }
    var formats: [Look: UnsafeMutablePointer<lxw_format>] = [:]
    for look in [Look.title, .header, .day, .moment] {
      guard let format = workbook_add_format(workbook) else {
        lxw_workbook_free(workbook)
        return nil
      }
      switch look {
      case .title: format_set_bold(format)
      case .header:
        format_set_bold(format)
        format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
      case .day: format_set_num_format(format, "yyyy-mm-dd")
      case .moment: format_set_num_format(format, "yyyy-mm-dd hh:mm:ss")
      }
      formats[look] = format
    }
    self.workbook = workbook
    self.sheet = sheet
    self.formats = formats
    var properties = lxw_doc_properties()
    properties.created = time_t(now.milliseconds / 1000)
    _ = workbook_set_properties(workbook, &properties)
  }

  deinit { abandon() }

  func write(_ cells: [SheetValue], _ kind: RowKind) -> [(index: Int, length: Int)] {
    if kind == .header {
      header = row
      headerColumns = cells.count
    }
    var cuts: [(index: Int, length: Int)] = []
    var isFilled = false
    for (index, cell) in cells.enumerated() where cell != .blank {
      switch cell {
      case .blank: break
      case .text(let text):
        let (kept, length) = WorkbookWriter.fitting(SheetText.clean(text))
        if let length { cuts.append((index, length)) }
        let look: Look? = kind == .row ? nil : kind == .header ? .header : .title
        check(
          worksheet_write_string(
            sheet, UInt32(row), UInt16(index), kept, look.flatMap { formats[$0] }))
      case .number(let number): put(number, index, nil)
      case .day(let day): put(Double(day.serialDate), index, .day)
      case .moment(let moment): put(moment.serialDate, index, .moment)
      }
      if !isFilled {
        isFilled = cell.text.unicodeScalars.contains { !$0.properties.isWhitespace }
      }
      // A line of title runs over the columns beside it.
      if kind != .title { widen(index, cell, isHeader: kind == .header) }
    }
    row += 1
    if isFilled { filledRows[filledRows.count - 1] = row }
    return cuts
  }

  private func put(_ number: Double, _ index: Int, _ look: Look?) {
    guard number.isFinite else { return }
    check(
      worksheet_write_number(
        sheet, UInt32(row), UInt16(index), number, look.flatMap { formats[$0] }))
  }

  private func check(_ error: lxw_error) {
    if error != LXW_NO_ERROR { hasFailed = true }
  }

  private func widen(_ index: Int, _ cell: SheetValue, isHeader: Bool) {
    while widths.count <= index { widths.append(WorkbookWriter.narrowest) }
    guard widths[index] < WorkbookWriter.widest else { return }
    // Two more beside a name: the arrow of the filter stands on it.
    let width =
      SheetText.width(cell.text, limit: WorkbookWriter.widest) + (isHeader ? 2 : 0)
    widths[index] = min(WorkbookWriter.widest, max(widths[index], width))
  }

  /// Goes on with another sheet; what was written before is finished as it is.
  func beginSheet(_ title: String) {
    guard let workbook, !hasFailed else { return }
    closeSheet()
    guard let next = workbook_add_worksheet(workbook, title) else {
      hasFailed = true
      return
    }
    sheet = next
    widths = []
    row = 0
    header = 0
    headerColumns = 0
    filledRows.append(0)
  }

  /// Widths, the frozen header and the filter of the sheet that is being written.
  private func closeSheet() {
    for (index, width) in widths.enumerated() {
      check(worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(width + 1), nil))
    }
    if headerColumns > 0 {
      worksheet_freeze_panes(sheet, UInt32(header + 1), 0)
      check(
        worksheet_autofilter(
          sheet, UInt32(header), 0, UInt32(max(row - 1, header)), UInt16(headerColumns - 1)))
    }
    // Numbers of tickets are texts on purpose: no green corner on each of them.
    check(
      worksheet_ignore_errors(
        sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A1:XFD1048576"))
  }

  func finish() -> Bool {
    guard let workbook else { return false }
    closeSheet()
    self.workbook = nil
    // Frees the workbook whether it succeeds or not.
    check(workbook_close(workbook))
    return !hasFailed
  }

  func abandon() {
    if let workbook { lxw_workbook_free(workbook) }
    workbook = nil
  }

  /// As much of a text as a cell holds, and its length when that is not all of it. What looks like one of the
  /// format's own escapes (`_x0041_`) is escaped, so that it is read as it was written.
  static func fitting(_ text: String) -> (kept: String, cutLength: Int?) {
    let mayEscape = text.utf8.contains(UInt8(ascii: "_"))
    let isLong = text.utf8.count > longestText && text.utf16.count > longestText
    guard mayEscape || isLong else { return (text, nil) }
    let scalars = Array(text.unicodeScalars)
    let limit = longestText - cutMark.utf16.count
    var view = String.UnicodeScalarView()
    var units = 0
    var written = 0
    var atLimit: Int?
    for (index, scalar) in scalars.enumerated() {
      let escaped = scalar == "_" && isEscape(scalars[index...])
      units += scalar.value > 0xFFFF ? 2 : 1
      written += escaped ? 7 : 1
      // The library counts what is written, Excel what is meant.
      if atLimit == nil, max(units, written) > limit { atLimit = view.count }
      if max(units, written) > longestText {
        let kept = String(String.UnicodeScalarView(view.prefix(atLimit ?? 0)))
        return (kept + cutMark, text.count)
      }
      if escaped {
        view.append(contentsOf: "_x005F_".unicodeScalars)
      } else {
        view.append(scalar)
      }
    }
    return (String(view), nil)
  }

  /// `_xHHHH_`.
  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let part = Array(scalars.prefix(7))
    return part.count == 7 && (part[1] == "x" || part[1] == "X") && part[6] == "_"
      && part[2...5].allSatisfy { $0.properties.isASCIIHexDigit }
  }
}

package import CoreModel
internal import Foundation

/// A file with one table, CSV, or with one or several, XLSX, written row by row and never held whole.
///
/// It is written beside its place, looked at again, and only then given its name: whoever opens the name finds a
/// whole file, and when something goes wrong what was there before is untouched.
package final class SheetFile {
  /// How a table is written.
  package enum Format: String, CaseIterable, Sendable {
    /// Text that every program reads.
    case csv
    /// What Excel and WPS read without asking.
    case xlsx

    /// By a file's name; nil when it ends in neither.
    package init?(path: String) {
      self.init(rawValue: (path as NSString).pathExtension.lowercased())
    }
  }

  /// A cell that did not fit.
  package struct Cut: Hashable, Sendable {
    /// The row of the sheet, from 1.
    package var row: Int
    /// The column's name.
    package var column: String
    /// How many characters it has.
    package var length: Int
  }

  /// What was written.
  package struct Report: Hashable, Sendable {
    /// Rows below the header.
    package var rows = 0
    /// Cells that are longer than the file can hold; of the rest the beginning was written.
    package var cuts: [Cut] = []
  }

  private let path: String
  private let partial: String
  private let isReplacing: Bool
  private let writer: any RowWriter
  private var columns: [String] = []
  private var report = Report()
  private var row = 0
  private var isOpen = true
  /// Fewer rows than the format can have, for tests.
  var fewerRows: Int?

  /// Begins a file.
  /// - Parameters:
  ///   - isReplacing: Whether a file of this name is to be replaced.
  ///   - title: The name of the sheet.
  ///   - now: When the file says it was made.
  /// - Throws: ``StoreError`` when there is a file already, or none can be made here.
  package init(
    _ path: String, format: Format, replacing isReplacing: Bool = false, title: String,
    at now: Instant
  ) throws(StoreError) {
    self.path = path
    self.isReplacing = isReplacing
    try SheetFile.check(path, replacing: isReplacing)
    partial = try SheetFile.partial(for: path)
    let handle = Foundation.open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard handle >= 0 else { throw SheetFile.failure(path) }
    switch format {
    case .csv: writer = DelimitedWriter(handle)
    case .xlsx:
      Foundation.close(handle)
      guard let workbook = WorkbookWriter(partial, title: title, at: now) else {
        unlink(partial)
        throw SheetFile.failure(path)
      }
      writer = workbook
    }
  }

  deinit { abandon() }

  /// Goes on with another sheet of a workbook; what follows is written into it.
  package func beginSheet(_ title: String) {
    row = 0
    writer.beginSheet(title)
  }

  /// Writes the header, after the lines that stand above it.
  package func begin(_ columns: [String], below titles: [[String]] = []) throws(StoreError) {
    self.columns = columns
    for title in titles { try put(title.map { SheetValue($0) }, .title) }
    try put(columns.map { .text($0) }, .header)
  }

  /// Writes a row.
  package func write(_ cells: [SheetValue]) throws(StoreError) {
    try put(cells, .row)
    report.rows += 1
  }

  /// Ends the file and gives it its name.
  package func finish() throws(StoreError) -> Report {
    guard isOpen else { return report }
    let written = writer.finish()
    guard written, isWhole else {
      let isFull = FreeSpace.isExhausted(at: partial)
      abandon()
      throw isFull ? .diskFull(path: path) : .file("没有写成，也没有留下半个文件：\(path)。请检查磁盘（包括 /tmp）还有没有空间后重试")
    }
    do throws(StoreError) {
      try SheetFile.check(path, replacing: isReplacing)
      guard SheetFile.flush(partial), rename(partial, path) == 0 else {
        throw SheetFile.failure(path)
      }
    } catch {
      abandon()
      throw error
    }
    isOpen = false
    let folder = (path as NSString).deletingLastPathComponent
    DeskStore.flush(folder: folder.isEmpty ? "." : folder)
    return report
  }

  /// Gives the file up; nothing of it stays.
  package func abandon() {
    guard isOpen else { return }
    isOpen = false
    writer.abandon()
    unlink(partial)
  }

  private func put(_ cells: [SheetValue], _ kind: RowKind) throws(StoreError) {
    guard row < fewerRows ?? writer.mostRows else {
      throw .file(
        "超过了 Excel 一张表的 \(writer.mostRows) 行，没有写出任何文件。请用 --month 分月导出，或导出为 CSV")
    }
    guard cells.count <= writer.mostColumns else {
      throw .file("超过了 Excel 一张表的 \(writer.mostColumns) 列，没有写出任何文件。请导出为 CSV")
    }
    row += 1
    let cuts = writer.write(cells, kind)
    for (index, length) in cuts {
      let column = columns.indices.contains(index) ? columns[index] : "第\(index + 1)列"
      report.cuts.append(Cut(row: row, column: column, length: length))
    }
    guard !writer.hasFailed else {
      let isFull = FreeSpace.isExhausted(at: partial)
      abandon()
      throw isFull ? .diskFull(path: path) : .file("没有写成，也没有留下半个文件：\(path)。请检查磁盘还有没有空间后重试")
    }
  }

  /// The library does not tell when its own temporary files did not fit on the disk: what was written is read again.
  private var isWhole: Bool {
    guard writer is WorkbookWriter else { return true }
    guard let data = FileManager.default.contents(atPath: partial),
      let workbook = try? Workbook([UInt8](data))
    else { return false }
    for (sheet, filled) in writer.filledRows.enumerated() {
      guard var reader = try? workbook.reader(of: sheet) else { return false }
      var read = SheetRow()
      var last = 0
      do {
        while try reader.next(into: &read) { last = read.number }
      } catch {
        return false
      }
      guard last >= filled else { return false }
    }
    return true
  }

  /// Where a file is written until it is whole: beside its place, under a name that nobody looks at.
  static func partial(for path: String) throws(StoreError) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    guard !name.isEmpty, access(folder.isEmpty ? "." : folder, W_OK) == 0 else {
      throw .file("没有这个目录，或不能写入：\(folder.isEmpty ? path : folder)。没有写出任何文件，请检查路径后重试")
    }
    return (folder as NSString).appendingPathComponent(
      ".\(name.prefix(40)).\(getpid()).\(UUID().uuidString.prefix(8)).partial")
  }

  /// Refuses what must not be written over.
  static func check(_ path: String, replacing: Bool) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .file("这是目录，请写文件名：\(path)。没有写出任何文件") }
    guard replacing else { throw .file("已经有这个文件，没有覆盖：\(path)。请换一个文件名，或加 --force 覆盖它") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .file("这不是普通文件，没有覆盖：\(path)。请换一个文件名")
    }
  }

  /// On the disk before it has its name.
  private static func flush(_ path: String) -> Bool {
    let handle = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return false }
    defer { Foundation.close(handle) }
    return fsync(handle) == 0
  }

  /// What the system said when a file could not be written.
  static func failure(_ path: String) -> StoreError {
    switch errno {
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EACCES, EPERM, EROFS: .file("没有权限写入：\(path)。没有写出任何文件，请检查目录的权限，或换一个位置")
    default: .file("不能写入：\(path)（\(String(cString: strerror(errno)))）。没有写出任何文件")
    }
  }
}

/// What a row is.
enum RowKind { case title, header, row }

/// Writes rows in one format.
protocol RowWriter: AnyObject {
  /// How many rows and columns the format can have.
  var mostRows: Int { get }
  var mostColumns: Int { get }
  /// Whether nothing more can be written.
  var hasFailed: Bool { get }
  /// The last row with anything in it, from 1, of each sheet.
  var filledRows: [Int] { get }
  /// Goes on with another sheet.
  func beginSheet(_ title: String)
  /// Writes a row.
  /// - Returns: The cells that had to be cut, with the length that they have.
  func write(_ cells: [SheetValue], _ kind: RowKind) -> [(index: Int, length: Int)]
  /// Writes what is left; false when something could not be written.
  func finish() -> Bool
  /// Closes without caring what was written.
  func abandon()
}

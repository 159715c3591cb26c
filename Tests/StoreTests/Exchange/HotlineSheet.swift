import CoreModel

@testable import Store

/// A hotline export (12345 工单导出), read whole, for tests.
struct HotlineSheet: Sendable {
  /// `UTF-8`, `GB18030`, `UTF-16`.
  var encoding: String
  /// `,`, a tab, `;` or `|`.
  var delimiter: Character?
  /// The header's names, in order.
  var columns: [String]
  /// The tickets, in order.
  var rows: [HotlineRow]
  /// What could not be read.
  var refused: [RefusedRow]

  /// Reads a whole file.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - now: When a row without any date counts as received.
  /// - Throws: ``ExchangeError`` when nothing of the file can be read.
  static func read(
    _ bytes: [UInt8], receivedFallback now: Instant
  ) throws(ExchangeError) -> HotlineSheet {
    let source = try ImportSource(bytes)
    var reader = try HotlineReader(source, receivedFallback: now)
    var sheet = HotlineSheet(
      encoding: source.encoding, delimiter: source.delimiter, columns: reader.columns, rows: [],
      refused: [])
    while let item = try reader.next() {
      switch item {
      case .row(let row): sheet.rows.append(row)
      case .refused(let refused): sheet.refused.append(refused)
      }
    }
    return sheet
  }
}

package import CoreModel

/// A hotline export (12345 工单导出), read and recognised but not yet imported.
package struct HotlineSheet: Sendable {
  /// `UTF-8`, `GB18030`, `UTF-16`.
  package var encoding: String
  /// `,`, a tab, `;` or `|`.
  package var delimiter: Character
  /// The header's names, in order.
  package var columns: [String]
  /// The tickets, in order.
  package var rows: [HotlineRow]
  /// What could not be read.
  package var refused: [RefusedRow]

  /// Reads a whole file.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - now: When a row without any date counts as received.
  /// - Throws: ``ExchangeError`` when nothing of the file can be read.
  package static func read(
    _ bytes: [UInt8], receivedFallback now: Instant
  ) throws(ExchangeError) -> HotlineSheet {
    var reader = try HotlineReader(bytes, receivedFallback: now)
    var sheet = HotlineSheet(
      encoding: reader.encoding, delimiter: reader.delimiter, columns: reader.columns, rows: [],
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

/// Rows and cells of a CSV-like text, read in one pass over its UTF-8 bytes.
///
/// Quotes count only at a cell's beginning, doubled ones stand for one, and line breaks within them
/// belong to the cell. Cells stay byte ranges until somebody asks for their text.
package struct DelimitedText {
  /// A row: where it is in the file and what its cells are.
  package struct Row {
    /// The line on which it begins, from 1.
    package fileprivate(set) var line = 1
    /// How many line breaks it spans.
    package fileprivate(set) var lineBreaks = 0
    /// Whether something stands between a closing quote and the next delimiter.
    package fileprivate(set) var hasStrayQuote = false
    fileprivate var cells: [Cell] = []

    /// How many cells it has.
    package var count: Int { cells.count }
  }

  fileprivate struct Cell {
    var start: Int
    var end: Int
    /// Whether doubled quotes are to be made single, or text follows the closing quote.
    var needsUnquoting: Bool
  }

  /// A quoted cell that never ends.
  package struct UnterminatedQuote: Error, Hashable, Sendable {
    /// The line on which the cell's row begins, from 1.
    package var line: Int
  }

  private let storage: FileBytes
  private var bytes: UnsafeBufferPointer<UInt8> { storage.buffer }
  private let delimiter: UInt8
  private var position = 0
  private var line = 1

  /// Reads UTF-8; the delimiter is an ASCII character.
  package init(_ utf8: [UInt8], delimiter: UInt8) {
    self.init(FileBytes(utf8), delimiter: delimiter)
  }

  init(_ utf8: FileBytes, delimiter: UInt8) {
    storage = utf8
    self.delimiter = delimiter
  }

  /// Reads the next row into `row`, whose storage is used again; false at the end. A blank line is
  /// a row of one empty cell.
  /// - Throws: ``UnterminatedQuote``; the text cannot be read on, except by ``skipLine(from:)``.
  package mutating func next(into row: inout Row) throws(UnterminatedQuote) -> Bool {
    guard position < bytes.count else { return false }
    row.line = line
    row.lineBreaks = 0
    row.hasStrayQuote = false
    row.cells.removeAll(keepingCapacity: true)
    let start = position
    guard scan(bytes, into: &row) else {
      position = start
      throw UnterminatedQuote(line: row.line)
    }
    line += row.lineBreaks + 1
    return true
  }

  /// How much was read, 0 to 1.
  var fraction: Double { bytes.isEmpty ? 1 : Double(position) / Double(bytes.count) }

  /// Where the reader stands, to come back to.
  package struct Place {
    fileprivate var position: Int
    fileprivate var line: Int
  }

  /// Where the next row begins.
  package var place: Place { Place(position: position, line: line) }

  /// Goes to the line after a place: how to read on after a row that swallowed its successors.
  package mutating func skipLine(from place: Place) {
    position = place.position
    line = place.line
    while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
    if position < bytes.count {
      position += 1
      if bytes[position - 1] == 0x0D, position < bytes.count, bytes[position] == 0x0A {
        position += 1
      }
    }
    line += 1
  }

  /// The text of a cell without blanks at its ends.
  package func text(_ index: Int, of row: Row) -> String {
    let cell = row.cells[index]
    if cell.needsUnquoting { return SheetText.restored(unquoted(cell).trimmed) }
    let source = trimmed(cell)
    let text = String(decoding: source, as: UTF8.self)
    // The ideographic space is the only other blank that exports pad with.
    return source.first == 0xE3 || source.last == 0x80 ? text.trimmed : text
  }

  /// The bytes of a cell without blanks at its ends, as long as the file is kept; nil when they must be unquoted first.
  func bytes(_ index: Int, of row: Row) -> UnsafeBufferPointer<UInt8>? {
    let cell = row.cells[index]
    return cell.needsUnquoting ? nil : trimmed(cell)
  }

  private func trimmed(_ cell: Cell) -> UnsafeBufferPointer<UInt8> {
    let source = bytes
    var start = cell.start
    var end = cell.end
    while start < end, source[start] <= 0x20 { start += 1 }
    while end > start, source[end - 1] <= 0x20 { end -= 1 }
    if start < end, source[start] == 0x27,
      SheetText.isFormula(String(decoding: source[start..<end], as: UTF8.self))
    {
      // The apostrophe that keeps spreadsheet programs from calculating the cell.
      start += 1
    }
    return UnsafeBufferPointer(rebasing: source[start..<end])
  }

  /// Whether a cell has no bytes but blanks.
  package func isBlank(_ index: Int, of row: Row) -> Bool {
    let cell = row.cells[index]
    return (cell.start..<cell.end).allSatisfy { bytes[$0] <= 0x20 }
  }

  private func unquoted(_ cell: Cell) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(cell.end - cell.start)
    var index = cell.start
    var isQuoted = true
    while index < cell.end {
      let byte = bytes[index]
      if isQuoted, byte == 0x22 {
        if index + 1 < cell.end, bytes[index + 1] == 0x22 {
          text.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else {
        text.append(byte)
      }
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads one row from ``position`` on; false when a quote stays open.
  private mutating func scan(_ source: UnsafeBufferPointer<UInt8>, into row: inout Row) -> Bool {
    var index = position
    let count = source.count
    while true {
      var cell = Cell(start: index, end: index, needsUnquoting: false)
      if index < count, source[index] == 0x22 {
        cell.start = index + 1
        index += 1
        while true {
          guard index < count else { return false }
          let byte = source[index]
          if byte == 0x22 {
            if index + 1 < count, source[index + 1] == 0x22 {
              cell.needsUnquoting = true
              index += 1
            } else {
              break
            }
          } else if byte == 0x0A
            || byte == 0x0D && !(index + 1 < count && source[index + 1] == 0x0A)
          {
            row.lineBreaks += 1
          }
          index += 1
        }
        cell.end = index
        index += 1
        if index < count, !isEnd(source[index]) {
          // "12"号 is text that happens to begin with a quote.
          row.hasStrayQuote = true
          cell.needsUnquoting = true
          while index < count, !isEnd(source[index]) { index += 1 }
          cell.end = index
        }
      } else {
        while index < count, !isEnd(source[index]) { index += 1 }
        cell.end = index
      }
      row.cells.append(cell)
      guard index < count else { break }
      let byte = source[index]
      index += 1
      if byte == delimiter { continue }
      if byte == 0x0D, index < count, source[index] == 0x0A { index += 1 }
      break
    }
    position = index
    return true
  }

  @inline(__always)
  private func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 0x0A || byte == 0x0D
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}

/// The bytes of a file, in one place for as long as anybody reads them.
final class FileBytes: @unchecked Sendable {
  // Never written to after it was made.
  let buffer: UnsafeBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, bytes.count))
    _ = copy.initialize(from: bytes)
    buffer = UnsafeBufferPointer(start: copy.baseAddress, count: bytes.count)
  }

  deinit { buffer.baseAddress?.deallocate() }
}

internal import Foundation

/// CSV as RFC 4180 has it, with the mark by which Excel knows UTF-8, and nothing in it that would be calculated.
final class DelimitedWriter: RowWriter {
  private var handle: Int32
  private var buffer: [UInt8] = [0xEF, 0xBB, 0xBF]
  private(set) var hasFailed = false
  var filledRows: [Int] { [row] }
  private var row = 0

  let mostRows = Int.max
  let mostColumns = Int.max

  /// Writes to an open file, and closes it.
  init(_ handle: Int32) { self.handle = handle }

  deinit { abandon() }

  func write(_ cells: [SheetValue], _ kind: RowKind) -> [(index: Int, length: Int)] {
    row += 1
    for (index, cell) in cells.enumerated() {
      if index > 0 { buffer.append(0x2C) }
      switch cell {
      case .blank: break
      case .text(let text): append(SheetText.neutralised(SheetText.clean(text)))
      case .number, .day, .moment: buffer.append(contentsOf: cell.text.utf8)
      }
    }
    // A row of one empty cell is a blank line to most readers.
    buffer.append(0x0D)
    buffer.append(0x0A)
    if buffer.count >= 1 << 16 { send() }
    return []
  }

  /// A text file has one table.
  func beginSheet(_ title: String) { hasFailed = true }

  func finish() -> Bool {
    send()
    if handle >= 0, close(handle) != 0 { hasFailed = true }
    handle = -1
    return !hasFailed
  }

  func abandon() {
    if handle >= 0 { close(handle) }
    handle = -1
  }

  /// Semicolons and tabs too: in some countries Excel divides cells by them.
  private func append(_ text: String) {
    let needsQuotes =
      text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x3B || $0 == 0x09 }
      || text.utf8.first == 0x20 || text.utf8.last == 0x20
    guard needsQuotes else {
      buffer.append(contentsOf: text.utf8)
      return
    }
    buffer.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { buffer.append(0x22) }
      buffer.append(byte)
    }
    buffer.append(0x22)
  }

  private func send() {
    var sent = 0
    while !hasFailed, sent < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Foundation.write(handle, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        hasFailed = true
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

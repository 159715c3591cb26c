/// A row of a spreadsheet: its cells as text, as a person at the sheet reads them.
package struct SheetRow {
  /// The row's number in the sheet, from 1, as the program that shows it writes at its left.
  package internal(set) var number = 0
  /// One more than the last column that is not blank.
  package internal(set) var count = 0
  /// Why the row cannot be taken as it is (a cell far too long, a formula that was never calculated), for the
  /// person at the desk. The cells in question are blank; the rest of the row is readable.
  package internal(set) var problem: String?

  var cells: [SheetCell] = []
  var bytes: [UInt8] = []
  var shared = SharedStrings()

  /// An empty row, to be filled by ``SheetReader/next(into:)``.
  package init() {}

  /// The text of a cell without blanks at its ends; blank beyond the row's end. Line breaks are LF. Columns count from 0.
  package func text(_ index: Int) -> String {
    withUTF8(index) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a cell has no text, or blanks only.
  package func isBlank(_ index: Int) -> Bool { cell(index) == nil }

  /// Whether a cell holds a whole number of more than 15 digits whose end spreadsheet programs have made zeros:
  /// a ticket number that was not kept as text. It must not be taken for the true number.
  package func hasLostDigits(_ index: Int) -> Bool { cell(index)?.hasLostDigits ?? false }

  /// Looks at the UTF-8 of a cell without making a string of it.
  package func withUTF8<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let cell = cell(index) else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    return (cell.isShared ? shared.bytes : bytes).withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[cell.start..<cell.end]))
    }
  }

  /// Cells are in order of their columns, and most rows have no gaps.
  private func cell(_ index: Int) -> SheetCell? {
    if index >= 0, index < cells.count, cells[index].column == index { return cells[index] }
    var low = 0
    var high = Swift.min(cells.count, Swift.max(index, 0))
    while low < high {
      let middle = (low + high) / 2
      if cells[middle].column < index { low = middle + 1 } else { high = middle }
    }
    return low < cells.count && cells[low].column == index ? cells[low] : nil
  }
}

/// Where the text of a cell that is not blank lies.
struct SheetCell {
  /// From 0.
  var column: Int
  var start: Int
  var end: Int
  /// Whether it lies in the workbook's shared strings.
  var isShared = false
  var hasLostDigits = false
}

/// Rows that were read but not yet asked for.
struct RowBatch {
  private struct Line {
    var number: Int
    var cells: Range<Int>
    var bytes: Range<Int>
    var problem: String?
  }

  var bytes: [UInt8] = []
  private var cells: [SheetCell] = []
  private var lines: [Line] = []
  private var given = 0
  // The row that is being read.
  private(set) var number = 0
  private var firstCell = 0
  private var firstByte = 0
  private var isSorted = true
  private var problem: String?

  /// Begins a row.
  mutating func begin(_ number: Int) {
    self.number = number
    firstCell = cells.count
    firstByte = bytes.count
    isSorted = true
    problem = nil
  }

  /// Adds a cell whose text lies in ``bytes`` from a place on, or in the shared strings.
  mutating func add(_ cell: SheetCell) {
    if cells.count > firstCell, let last = cells.last, last.column >= cell.column {
      isSorted = false
    }
    cells.append(cell)
  }

  /// How much the row holds so far.
  var rowBytes: Int { bytes.count - firstByte }
  var rowCells: Int { cells.count - firstCell }

  /// Says what is wrong with the row; the first word counts.
  mutating func complain(_ reason: String) { if problem == nil { problem = reason } }

  /// Ends the row; one without text leaves nothing.
  mutating func finish() {
    guard cells.count > firstCell || problem != nil else {
      bytes.removeSubrange(firstByte...)
      return
    }
    defer {
      firstCell = cells.count
      firstByte = bytes.count
    }
    if !isSorted { sort() }
    lines.append(
      Line(
        number: number, cells: firstCell..<cells.count, bytes: firstByte..<bytes.count,
        problem: problem))
  }

  /// By column; of several cells in one place the last counts.
  private mutating func sort() {
    var last: [Int: SheetCell] = [:]
    for cell in cells[firstCell...] { last[cell.column] = cell }
    cells.removeSubrange(firstCell...)
    cells.append(contentsOf: last.values.sorted { $0.column < $1.column })
  }

  /// Gives the next finished row; false when there is none.
  mutating func next(into row: inout SheetRow) -> Bool {
    guard given < lines.count else { return false }
    let line = lines[given]
    given += 1
    row.number = line.number
    row.problem = line.problem
    row.bytes.removeAll(keepingCapacity: true)
    row.bytes.append(contentsOf: bytes[line.bytes])
    row.cells.removeAll(keepingCapacity: true)
    row.cells.append(contentsOf: cells[line.cells])
    for index in row.cells.indices where !row.cells[index].isShared {
      row.cells[index].start -= line.bytes.lowerBound
      row.cells[index].end -= line.bytes.lowerBound
    }
    row.count = (row.cells.last?.column ?? -1) + 1
    return true
  }

  /// Forgets the rows that were given, and keeps the one that is being read.
  /// - Returns: By how much what is kept of ``bytes`` has moved towards their beginning.
  mutating func recycle() -> Int {
    guard given == lines.count, given > 0 else { return 0 }
    let moved = firstByte
    lines.removeAll(keepingCapacity: true)
    given = 0
    cells.removeSubrange(..<firstCell)
    bytes.removeSubrange(..<firstByte)
    for index in cells.indices where !cells[index].isShared {
      cells[index].start -= firstByte
      cells[index].end -= firstByte
    }
    firstCell = 0
    firstByte = 0
    return moved
  }
}

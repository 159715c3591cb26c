/// Makes small XLS workbooks (BIFF8) for tests: records in a stream, and the stream in a compound file.
///
/// Only as much of both layouts as the reader must know. A compound file is a header of one sector, then sectors:
/// here the table of sectors, the directory, and the streams one after the other.
struct XLSMaker {
  /// A sheet: its name and the records of its cells.
  struct Sheet {
    var name = "工单"
    var state: UInt8 = 0
    var cells: [[UInt8]] = []
  }

  var sheets: [Sheet]
  /// What the workbook says before its sheets: formats, styles, the text table.
  var globals: [[UInt8]] = []
  /// Whether the stream is put among the small ones (below 4096 bytes).
  var isSmall = false
  var streamName = "Workbook"

  init(_ cells: [[UInt8]], texts: [String] = [], globals: [[UInt8]] = []) {
    sheets = [Sheet(cells: cells)]
    self.globals = globals + (texts.isEmpty ? [] : XLSMaker.texts(texts))
  }

  // MARK: Records

  static func record(_ kind: UInt16, _ body: [UInt8]) -> [UInt8] {
    two(kind) + two(UInt16(body.count)) + body
  }
  static func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
  static func four(_ value: UInt32) -> [UInt8] {
    two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16))
  }
  static func wide(_ text: String) -> [UInt8] { text.utf16.flatMap(two) }
  private static func place(_ row: Int, _ column: Int, _ style: Int) -> [UInt8] {
    two(UInt16(row)) + two(UInt16(column)) + two(UInt16(style))
  }

  static func shared(_ row: Int, _ column: Int, _ index: UInt32) -> [UInt8] {
    record(0xFD, place(row, column, 0) + four(index))
  }
  static func label(_ row: Int, _ column: Int, _ text: String) -> [UInt8] {
    record(
      0x0204, place(row, column, 0) + two(UInt16(text.utf16.count)) + [1] + wide(text))
  }
  static func number(_ row: Int, _ column: Int, _ value: Double, style: Int = 0) -> [UInt8] {
    record(0x0203, place(row, column, style) + bits(value))
  }
  static func bits(_ value: Double) -> [UInt8] {
    let pattern = value.bitPattern
    return four(UInt32(pattern & 0xFFFF_FFFF)) + four(UInt32(pattern >> 32))
  }
  static func packed(_ row: Int, _ column: Int, _ value: UInt32, style: Int = 0) -> [UInt8] {
    record(0x027E, place(row, column, style) + four(value))
  }
  static func severalPacked(_ row: Int, _ column: Int, _ values: [UInt32]) -> [UInt8] {
    record(
      0xBD,
      two(UInt16(row)) + two(UInt16(column)) + values.flatMap { two(0) + four($0) }
        + two(UInt16(column + values.count - 1)))
  }
  static func formula(_ row: Int, _ column: Int, _ result: [UInt8], style: Int = 0) -> [UInt8] {
    record(0x06, place(row, column, style) + result + [0, 0, 0, 0, 0, 0, 0, 0])
  }
  static func result(_ text: String) -> [UInt8] {
    record(0x0207, two(UInt16(text.utf16.count)) + [1] + wide(text))
  }
  static func truth(_ row: Int, _ column: Int, _ value: UInt8, isError: Bool = false) -> [UInt8] {
    record(0x0205, place(row, column, 0) + [value, isError ? 1 : 0])
  }
  static func format(_ number: UInt16, _ code: String) -> [UInt8] {
    record(0x041E, two(number) + two(UInt16(code.utf16.count)) + [1] + wide(code))
  }
  static func style(_ format: UInt16) -> [UInt8] {
    record(0xE0, two(0) + two(format) + [UInt8](repeating: 0, count: 16))
  }

  /// The text table, in one record or in as many as it takes.
  static func texts(_ texts: [String]) -> [[UInt8]] {
    var body = four(UInt32(texts.count)) + four(UInt32(texts.count))
    for text in texts { body += two(UInt16(text.utf16.count)) + [1] + wide(text) }
    return [record(0xFC, body)]
  }

  // MARK: The file

  /// The records of the workbook.
  var stream: [UInt8] {
    let begin = XLSMaker.record(
      0x0809, XLSMaker.two(0x0600) + XLSMaker.two(5) + [UInt8](repeating: 0, count: 12))
    let end = XLSMaker.record(0x0A, [])
    let names = sheets.map { sheet in
      [UInt8(sheet.name.utf16.count), 1] + XLSMaker.wide(sheet.name)
    }
    let directorySize = names.map { 4 + 6 + $0.count }.reduce(0, +)
    let globalsSize = begin.count + globals.map(\.count).reduce(0, +) + directorySize + end.count
    let bodies = sheets.map { sheet in
      XLSMaker.record(
        0x0809, XLSMaker.two(0x0600) + XLSMaker.two(0x10) + [UInt8](repeating: 0, count: 12))
        + sheet.cells.flatMap { $0 } + end
    }
    var stream = begin + globals.flatMap { $0 }
    var offset = globalsSize
    for (sheet, (name, body)) in zip(sheets, zip(names, bodies)) {
      stream += XLSMaker.record(0x85, XLSMaker.four(UInt32(offset)) + [sheet.state, 0] + name)
      offset += body.count
    }
    return stream + end + bodies.flatMap { $0 }
  }

  /// The file.
  var bytes: [UInt8] { XLSMaker.file(stream, named: streamName, isSmall: isSmall) }

  /// A compound file with one stream.
  static func file(_ stream: [UInt8], named name: String, isSmall: Bool = false) -> [UInt8] {
    let none: UInt32 = 0xFFFF_FFFF
    let last: UInt32 = 0xFFFF_FFFE
    func padded(_ bytes: [UInt8], to size: Int) -> [UInt8] {
      bytes + [UInt8](repeating: 0, count: (size - bytes.count % size) % size)
    }
    let content = padded(stream, to: isSmall ? 512 : 4096)
    let contentSectors = content.count / 512
    // Sector 0…: the table; then the directory, the table of small sectors, the content.
    let tableSectors = (contentSectors + 8) / 120 + 1
    var table = [UInt32](repeating: 0xFFFF_FFFD, count: tableSectors)
    table.append(last)  // directory
    let smallTable = UInt32(table.count)
    if isSmall { table.append(last) }
    let first = UInt32(table.count)
    for index in 0..<contentSectors {
      table.append(index + 1 < contentSectors ? first + UInt32(index) + 1 : last)
    }
    while table.count < tableSectors * 128 { table.append(none) }

    func entry(_ name: String, _ kind: UInt8, _ start: UInt32, _ size: Int) -> [UInt8] {
      let units = wide(name)
      var entry = units + [UInt8](repeating: 0, count: 64 - units.count)
      entry += two(UInt16(units.count + 2)) + [kind, 1]
      entry += four(none) + four(none) + four(kind == 5 ? 1 : none)
      entry += [UInt8](repeating: 0, count: 36)
      return entry + four(start) + four(UInt32(size)) + four(0)
    }
    var directory = entry("Root Entry", 5, isSmall ? first : last, isSmall ? content.count : 0)
    directory += entry(name, 2, isSmall ? 0 : first, isSmall ? stream.count : content.count)

    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    header += [UInt8](repeating: 0, count: 16) + two(0x3E) + two(3) + two(0xFFFE) + two(9) + two(6)
    header += [UInt8](repeating: 0, count: 10) + four(UInt32(tableSectors))
    header += four(UInt32(tableSectors)) + four(0) + four(4096)
    header += four(isSmall ? smallTable : last) + four(isSmall ? 1 : 0) + four(last) + four(0)
    for index in 0..<109 { header += four(index < tableSectors ? UInt32(index) : none) }

    var file = header + table.flatMap(four) + padded(directory, to: 512)
    if isSmall {
      let count = content.count / 64
      let small = (0..<UInt32(count)).map { $0 + 1 < count ? $0 + 1 : last }
      file += padded(small.flatMap(four), to: 512)
    }
    return file + content
  }
}

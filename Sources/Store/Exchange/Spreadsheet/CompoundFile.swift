struct CompoundFile {
  static func recognises(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }
}
struct XLSContent: Sendable {
  var sheets: [Workbook.Sheet] = []
  init(_ bytes: [UInt8]) throws(ExchangeError) { throw .notAWorkbook(format: "旧版 XLS") }
  func rows(of sheet: Int) throws(ExchangeError) -> XLSXRows { throw .workbookDamaged("") }
}

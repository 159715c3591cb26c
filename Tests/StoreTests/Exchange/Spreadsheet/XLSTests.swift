import Testing

@testable import Store

@Suite("Workbooks (XLS)")
struct XLSTests {
  private func failure(_ bytes: [UInt8]) -> ExchangeError? {
    do {
      let workbook = try Workbook(bytes)
      for sheet in workbook.sheets.indices { _ = try workbook.rows(of: sheet) }
      return nil
    } catch {
      return error as? ExchangeError
    }
  }

  @Test("Every kind of cell reads as a person sees it")
  func kinds() throws {
    let maker = XLSMaker(
      [
        XLSMaker.shared(0, 0, 0), XLSMaker.shared(0, 1, 1), XLSMaker.label(0, 2, "楼道灯不亮"),
        XLSMaker.number(1, 0, 13_800_002_046), XLSMaker.number(1, 1, 0.1 + 0.2),
        XLSMaker.packed(1, 2, UInt32(bitPattern: -12 << 2) | 2),
        XLSMaker.packed(1, 3, UInt32(12345 << 2) | 3),
        XLSMaker.severalPacked(2, 1, [1 << 2 | 2, 2 << 2 | 2, 3 << 2 | 2]),
        XLSMaker.truth(3, 0, 1), XLSMaker.truth(3, 1, 0), XLSMaker.truth(3, 2, 0x2A, isError: true),
        XLSMaker.truth(3, 3, 0x17, isError: true),
        XLSMaker.formula(4, 0, XLSMaker.bits(2.5)),
        XLSMaker.formula(4, 1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]), XLSMaker.result("公式的字"),
        XLSMaker.formula(4, 2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        XLSMaker.formula(4, 3, [2, 0, 0x0F, 0, 0, 0, 0xFF, 0xFF]),
        XLSMaker.formula(4, 4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
      ], texts: ["工单编号", " 主要\r\n内容\u{7} "])
    #expect(
      try Workbook(maker.bytes).rows() == [
        TestRow(1, ["工单编号", "主要\n内容", "楼道灯不亮"]),
        TestRow(2, ["13800002046", "0.3", "-12", "123.45"]), TestRow(3, ["", "1", "2", "3"]),
        TestRow(4, ["TRUE", "FALSE", "", "#REF!"]), TestRow(5, ["2.5", "公式的字", "TRUE", "#VALUE!"]),
      ])
  }

  @Test("Serial dates are told by their format, in both date systems")
  func dates() throws {
    let styles =
      [XLSMaker.format(176, "yyyy\"年\"m\"月\"d\"日\" h:mm"), XLSMaker.format(177, "00000000")]
      + [0, 14, 176, 20, 177].map { XLSMaker.style($0) }
    let cells = [
      XLSMaker.number(0, 0, 45_370, style: 1), XLSMaker.number(0, 1, 45_370.75, style: 2),
      XLSMaker.number(0, 2, 0.75, style: 3), XLSMaker.packed(0, 3, 4537 << 2 | 2, style: 4),
      XLSMaker.number(0, 4, 45_370, style: 99),
    ]
    #expect(
      try Workbook(XLSMaker(cells, globals: styles).bytes).rows() == [
        TestRow(1, ["2024-03-19", "2024-03-19 18:00:00", "18:00", "00004537", "45370"])
      ])
    let mac = XLSMaker(
      [XLSMaker.number(0, 0, 43_908, style: 1)],
      globals: styles + [XLSMaker.record(0x22, [1, 0])])
    #expect(try Workbook(mac.bytes).rows() == [TestRow(1, ["2024-03-19"])])
  }

  @Test(
    "Texts go on over the ends of records, in one byte or in two, with runs and phonetics left out")
  func continuedTexts() throws {
    let long = String(repeating: "水", count: 4000)
    // Text 0 is broken in its middle, and goes on in one-byte characters; text 1 has runs and phonetics.
    let first =
      XLSMaker.four(3) + XLSMaker.four(3) + XLSMaker.two(4003) + [1] + XLSMaker.wide(long)
    let second =
      [0] + Array("abc".utf8) + XLSMaker.two(2) + [0x0D] + XLSMaker.two(1) + XLSMaker.four(4)
      + XLSMaker.wide("甲乙") + [9, 9, 9, 9]
    let third = [8, 8, 8, 8] + XLSMaker.two(3) + [0] + [0x41, 0xE9, 0x42]
    let table =
      XLSMaker.record(0xFC, first) + XLSMaker.record(0x3C, second) + XLSMaker.record(0x3C, third)
    let maker = XLSMaker((0..<3).map { XLSMaker.shared(0, $0, UInt32($0)) }, globals: [table])
    #expect(try Workbook(maker.bytes).rows() == [TestRow(1, [long + "abc", "甲乙", "AéB"])])
  }

  @Test("Sheets come in order, hidden ones are told, and small files are found among small streams")
  func sheets() throws {
    var maker = XLSMaker([XLSMaker.label(0, 0, "一")])
    maker.sheets.append(.init(name: "暗", state: 1, cells: [XLSMaker.label(7, 2, "二𠮷")]))
    for isSmall in [true, false] {
      maker.isSmall = isSmall
      let workbook = try Workbook(maker.bytes)
      #expect(workbook.sheets == [.init(name: "工单"), .init(name: "暗", isHidden: true)])
      #expect(try workbook.rows(of: 0) == [TestRow(1, ["一"])])
      #expect(try workbook.rows(of: 1) == [TestRow(8, ["", "", "二𠮷"])])
    }
  }

  @Test("Cells in any order find their place, and of two in one place the last counts")
  func disorder() throws {
    let maker = XLSMaker([
      XLSMaker.label(5, 1, "乙"), XLSMaker.label(0, 0, "甲"), XLSMaker.label(5, 0, "旧"),
      XLSMaker.label(5, 0, "新"),
    ])
    #expect(try Workbook(maker.bytes).rows() == [TestRow(1, ["甲"]), TestRow(6, ["新", "乙"])])
  }

  @Test("Old workbooks (Excel 95) are read in their code page")
  func old() throws {
    // 甲 in GBK is BC D7.
    let begin = { (kind: UInt16) in
      XLSMaker.record(0x0809, XLSMaker.two(0x0500) + XLSMaker.two(kind))
    }
    let end = XLSMaker.record(0x0A, [])
    let page = XLSMaker.record(0x42, XLSMaker.two(936))
    let cell = XLSMaker.record(0x0204, [0, 0, 0, 0, 0, 0, 3, 0, 0xBC, 0xD7, 0x41])
    let offset = begin(5).count + page.count + 4 + 9 + end.count
    let sheet = XLSMaker.record(0x85, XLSMaker.four(UInt32(offset)) + [0, 0, 2, 0xBC, 0xD7])
    let stream = begin(5) + page + sheet + end + begin(0x10) + cell + end
    let workbook = try Workbook(XLSMaker.file(stream, named: "Book"))
    #expect(workbook.sheets.map(\.name) == ["甲"])
    #expect(try workbook.rows() == [TestRow(1, ["甲A"])])
  }

  @Test("Passwords and other files of the same make are called by their name")
  func others() {
    let maker = XLSMaker(
      [XLSMaker.label(0, 0, "一")], globals: [XLSMaker.record(0x2F, [0, 0, 1, 2, 3, 4])])
    #expect(failure(maker.bytes) == .workbookEncrypted)
    #expect(
      failure(XLSMaker.file([1], named: "EncryptedPackage")) == .workbookEncrypted)
    #expect(
      failure(XLSMaker.file([1], named: "WordDocument")) == .notAWorkbook(format: "Word 文档"))
    #expect(failure(XLSMaker.file([1], named: "Other")) == .notAWorkbook(format: nil))
  }

  @Test("A workbook cut off anywhere before its end is refused")
  func truncated() {
    let bytes = XLSMaker([XLSMaker.label(0, 0, "一"), XLSMaker.shared(1, 0, 0)], texts: ["二"]).bytes
    for count in stride(from: 8, to: bytes.count - 4096, by: 64) {
      #expect(failure(Array(bytes.prefix(count))) != nil)
    }
  }

  @Test("Texts that the table lacks spoil their row only")
  func badReference() throws {
    let maker = XLSMaker(
      [XLSMaker.shared(0, 0, 4_000_000_000), XLSMaker.shared(1, 0, 0)], texts: ["二"])
    let rows = try Workbook(maker.bytes).rows()
    #expect(rows.map { $0.problem != nil } == [true, false])
  }
}

import CoreModel
import Testing

@testable import Store

@Suite("Workbooks (XLSX)")
struct WorkbookTests {
  private func read(_ maker: WorkbookMaker) throws -> [TestRow] { try Workbook(maker.bytes).rows() }

  @Test("Shared and inline texts, runs, booleans, errors and numbers read as a person sees them")
  func kinds() throws {
    let rows = """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 1 </v></c>
      <c r="C1" t="inlineStr"><is><t>楼道</t></is></c>
      <c r="D1" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve">灯 </t></r><r><t>不亮</t></r>
      <rPh sb="0" eb="1"><t>ignored</t></rPh></is></c>
      <c r="E1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="b"><v>0</v></c>
      <c r="H1" t="e"><v>#N/A</v></c><c r="I1" t="e"><v>#REF!</v></c><c r="J1"><v>12</v></c>
      <c r="K1"><f>SUM(A1)</f><v>0.30000000000000004</v></c></row>
      """
    let shared = [
      "<t>工单编号</t>",
      "<r><t>主要</t></r><r><rPr/><t xml:space=\"preserve\"> 内容</t></r><rPh sb=\"0\"><t>x</t></rPh>",
    ]
    #expect(
      try read(WorkbookMaker(rows, shared: shared)) == [
        TestRow(
          1,
          [
            "工单编号", "主要 内容", "楼道", "灯 不亮", "ab", "TRUE", "FALSE", "", "#REF!", "12", "0.3",
          ])
      ])
  }

  @Test(
    "Numbers have no exponent and lose no digit",
    arguments: [
      ("13800002046", "13800002046"), ("1.3800002046E10", "13800002046"),
      ("1.3800002046E+10", "13800002046"), ("20241121000123456", "20241121000123456"),
      ("2.02411210001235E+16", "20241121000123500"),
      ("2.0241121000123501E+16", "20241121000123500"),
      ("310101199001011234", "310101199001011234"), ("12.50", "12.5"), ("-3", "-3"), ("-0", "0"),
      ("0.1", "0.1"), ("1E-3", "0.001"), ("1.5e2", "150"), ("100", "100"), ("1E300", "1E300"),
      ("45370.740277777775", "45370.7402777778"), ("0.99999999999999989", "1"),
      ("007", "007"), (".5", "0.5"), ("5.", "5"),
      ("1e9999999999999999999", "1e9999999999999999999"),
      ("NaN", "NaN"), ("--1", "--1"), ("1234567.891", "1234567.891"), ("1E15", "1000000000000000"),
      ("99999999999999999999.9", "100000000000000000000"),
    ])
  func numbers(stored: String, text: String) throws {
    #expect(
      try read(WorkbookMaker("<row><c><v>\(stored)</v></c></row>")).first?.texts.first == text)
  }

  @Test("A whole number whose end a spreadsheet has made zeros says so")
  func lostDigits() throws {
    let rows = ["20241121000123456", "2.02411210001235E+16", "13800002046"].map {
      "<c><v>\($0)</v></c>"
    }
    var reader = try Workbook(WorkbookMaker("<row>\(rows.joined())</row>").bytes).reader(of: 0)
    var row = SheetRow()
    #expect(try reader.next(into: &row))
    #expect((0..<4).map { row.hasLostDigits($0) } == [false, true, false, false])
  }

  @Test(
    "Serial dates are told by their format and read as dates",
    arguments: [
      ("yyyy/m/d", "45370", "2024-03-19"),
      ("yyyy-mm-dd hh:mm:ss", "45370.740879629629", "2024-03-19 17:46:52"),
      ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "45370", "2024-03-19"),
      ("[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "45370.5", "2024-03-19 12:00:00"),
      ("yyyy年m月d日 h时mm分", "45370.75", "2024-03-19 18:00:00"),
      ("m/d/yy h:mm;@", "45370", "2024-03-19 00:00:00"),
      ("[DBNum1][$-804]m&quot;月&quot;d&quot;日&quot;", "45370", "2024-03-19"),
      ("mmm-yy", "45370", "2024-03-19"), ("e-m-d", "45370", "2024-03-19"),
      ("h:mm", "0.729166666666667", "17:30"), ("h:mm:ss", "0.740879629629", "17:46:52"),
      ("上午/下午h&quot;时&quot;mm&quot;分&quot;", "0.75", "18:00"), ("h:mm AM/PM", "0.5", "12:00"),
      ("[h]:mm", "1.0625", "25:30"), ("mm:ss.0", "0.5", "12:00"),
      ("h:mm", "45370.5", "2024-03-19 12:00:00"),
      ("yyyy-mm-dd", "45370.999999999996", "2024-03-20"), ("yyyy-mm-dd", "60", "1900-02-29"),
      ("yyyy-mm-dd", "59", "1900-02-28"), ("yyyy-mm-dd", "61", "1900-03-01"),
      ("yyyy-mm-dd", "1", "1900-01-01"),
      ("yyyy-mm-dd", "0", "1900-01-00"), ("yyyy-mm-dd", "73050", "2099-12-31"),
      ("yyyy-mm-dd", "2958465", "9999-12-31"), ("yyyy-mm-dd", "2958466", "2958466"),
      ("yyyy-mm-dd", "-1", "-1"), ("yyyy-mm-dd", "1E300", "1E300"), ("yyyy-mm-dd", "nan", "nan"),
      ("General", "45370", "45370"), ("0.00E+00", "45370", "45370"),
      ("[Red]#,##0", "45370", "45370"),
      ("0_);[Red](0)", "45370", "45370"), ("0&quot;天&quot;", "45370", "45370"),
      ("@", "45370", "45370"),
      ("00000000", "45370", "00045370"), ("00000000", "20241121000123456", "20241121000123456"),
    ])
  func dates(code: String, stored: String, text: String) throws {
    var maker = WorkbookMaker("<row><c s=\"1\"><v>\(stored)</v></c></row>")
    maker.codes = "<numFmt numFmtId=\"176\" formatCode=\"\(code)\"/>"
    maker.formats = [0, 176]
    #expect(try read(maker).first?.texts.first == text)
  }

  @Test(
    "Built-in formats, those of the Chinese edition too, are known by number",
    arguments: [
      (14, "2024-03-19 12:00:00"), (22, "2024-03-19 12:00:00"), (31, "2024-03-19 12:00:00"),
      (57, "2024-03-19 12:00:00"), (0, "45370.5"), (1, "45370.5"), (49, "45370.5"),
      (9999, "45370.5"),
    ])
  func builtIn(format: Int, text: String) throws {
    var maker = WorkbookMaker("<row><c s=\"1\"><v>45370.5</v></c></row>")
    maker.formats = [0, format]
    #expect(try read(maker).first?.texts.first == text)
  }

  @Test("The date system of 1904, and dates in ISO spelling")
  func otherDates() throws {
    var maker = WorkbookMaker(
      "<row><c s=\"1\"><v>43908</v></c><c t=\"d\"><v>2024-03-19T17:46:52.000</v></c></row>")
    maker.formats = [0, 14]
    maker.from1904 = true
    #expect(try read(maker) == [TestRow(1, ["2024-03-19", "2024-03-19 17:46:52"])])
  }

  @Test("Every date that is written reads back as the same moment")
  func spelling() {
    for day in stride(from: 33_604, through: 73_050, by: 7) {
      for second in [0, 1, 1799, 63_999, 86_399] {
        var text: [UInt8] = []
        #expect(
          CellDate.append(
            Double(day) + Double(second) / 86_400, as: .dayAndTime, from1904: false, to: &text))
        let reading = DateSpelling.read(String(decoding: text, as: UTF8.self))
        guard case .instant(let instant) = reading else {
          Issue.record("\(day) \(second): \(reading)")
          return
        }
        #expect(
          instant.milliseconds / 1000 == (day - 25_569) * 86_400 + second - 8 * 3600,
          "\(day) \(second)")
      }
    }
  }

  @Test("Gaps, missing references, disorder and repeated cells each find their place")
  func places() throws {
    let rows = """
      <row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c><c r="B3"><v>3</v></c><c r="C3"><v>4</v></c></row>
      <row><c/><c><v>5</v></c></row><row r="9" spans="1:2"/><row r="10"><c r="A10" s="0"/><c r="b10"><v>6</v></c></row>
      """
    #expect(
      try read(WorkbookMaker(rows)) == [
        TestRow(3, ["", "3", "4", "2"]), TestRow(4, ["", "5"]), TestRow(10, ["", "6"]),
      ])
  }

  @Test("Empty rows, blanks and merged cells give nothing of their own")
  func empties() throws {
    var maker = WorkbookMaker(
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>楼组</t></is></c><c r=\"B1\"/></row>"
        + "<row r=\"2\"><c t=\"inlineStr\"><is><t>\u{3000} \u{A0}\n</t></is></c><c t=\"s\"><v>0</v></c></row>"
        + (3...65_000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" s=\"1\"/></row>" }.joined(),
      shared: ["<t> </t>"])
    maker.sheets[0].tail =
      "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells><extLst><ext><row r=\"8\">"
      + "<c><v>8</v></c></row></ext></extLst>"
    #expect(try read(maker) == [TestRow(1, ["楼组"])])
  }

  @Test("Escaped and other control characters, line breaks, and characters beyond the first plane")
  func escapes() throws {
    let rows = """
      <row><c t="inlineStr"><is><t>一_x000D_\n二_x000a__x0007_三_x005F_x000D__xD842__xDFB7_ _x00_ _xzzzz_</t></is></c>
      <c t="str"><v>&#13;\u{20BB7}&lt;b&gt;&#x9;x</v></c></row>
      """
    #expect(
      try read(WorkbookMaker(rows)) == [
        TestRow(1, ["一\n二\n三_x000D_\u{20BB7} _x00_ _xzzzz_", "\u{20BB7}<b>\tx"])
      ])
  }

  @Test("Sheets come in the order of their tabs, hidden ones are told, charts are left out")
  func sheets() throws {
    var maker = WorkbookMaker(sheets: [
      .init(name: "说明", rows: "<row><c><v>1</v></c></row>", state: " state=\"hidden\""),
      .init(name: "工单&amp;明细", rows: "<row><c><v>2</v></c></row>"),
      .init(name: "暗", rows: "", state: " state=\"veryHidden\""),
    ])
    let links = try #require(maker.parts.first { $0.name == "xl/_rels/workbook.xml.rels" })
    let text = String(decoding: links.bytes, as: UTF8.self)
      .replacing("Target=\"worksheets/s1.xml\"", with: "Target=\"/xl/worksheets/./x/../s2.xml\"")
      .replacing("Target=\"worksheets/s2.xml\"", with: "Target=\"../xl/worksheets/s1.xml\"")
    maker.others["xl/_rels/workbook.xml.rels"] = Array(text.utf8)
    let workbook = try Workbook(maker.bytes)
    #expect(
      workbook.sheets == [
        .init(name: "说明", isHidden: true), .init(name: "工单&明细"), .init(name: "暗", isHidden: true),
      ])
    #expect(try workbook.rows(of: 0) == [TestRow(1, ["2"])])
    #expect(try workbook.rows(of: 1) == [TestRow(1, ["1"])])
    #expect(try workbook.rows(of: 2) == [])
    #expect(throws: ExchangeError.self) { try workbook.rows(of: 3) }
    #expect(throws: ExchangeError.self) { try workbook.rows(of: -1) }
  }

  @Test("Strict workbooks, prefixes, stored parts and backslashes in names are read alike")
  func dialects() throws {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>"
    var strict = WorkbookMaker(rows, shared: ["<t>甲</t>"])
    strict.main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    strict.relations = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    strict.isStored = true
    #expect(try read(strict) == [TestRow(1, ["甲"])])

    var prefixed = WorkbookMaker(rows, shared: ["<t>甲</t>"])
    prefixed.others["xl/worksheets/s1.xml"] = Array(
      ("<x:worksheet xmlns:x=\"\(prefixed.main)\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c>"
        + "</x:row></x:sheetData></x:worksheet>").utf8)
    #expect(try read(prefixed) == [TestRow(1, ["甲"])])

    let parts = WorkbookMaker(rows, shared: ["<t>甲</t>"]).parts.map {
      (name: $0.name.replacing("/", with: "\\"), bytes: $0.bytes)
    }
    #expect(try Workbook(WorkbookMaker.zip(parts)).rows() == [TestRow(1, ["甲"])])
  }

  @Test("Rows that span many pieces of the part come out whole, whatever their length")
  func pieces() throws {
    let long = String(repeating: "漏水", count: 5000)
    let texts = (1...60).map { "\($0)\(long.prefix($0 * 997 % 9000))" }
    let rows = texts.enumerated().map { index, text in
      "<row r=\"\(index * 2 + 1)\"><c><v>\(index)</v></c><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>"
    }
    let read = try read(WorkbookMaker(rows.joined()))
    #expect(
      read == texts.enumerated().map { TestRow($0 * 2 + 1, ["\($0)", $1]) })
  }

  @Test("Two readers of one workbook do not disturb each other")
  func twoReaders() throws {
    let workbook = try Workbook(
      WorkbookMaker((1...5).map { "<row r=\"\($0)\"><c><v>\($0)</v></c></row>" }.joined()).bytes)
    var one = try workbook.reader(of: 0)
    var two = try workbook.reader(of: 0)
    var row = SheetRow()
    #expect(try one.next(into: &row))
    #expect(try one.next(into: &row))
    #expect(try two.next(into: &row))
    #expect(row.number == 1)
  }
}

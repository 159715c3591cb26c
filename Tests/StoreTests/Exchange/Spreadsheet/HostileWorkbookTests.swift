import Testing

@testable import Store

@Suite("Workbooks that are damaged, hostile or something else")
struct HostileWorkbookTests {
  private func failure(_ bytes: [UInt8]) -> ExchangeError? {
    do {
      let workbook = try Workbook(bytes)
      for sheet in workbook.sheets.indices { _ = try workbook.rows(of: sheet) }
      return nil
    } catch {
      return error as? ExchangeError
    }
  }

  private func problems(_ maker: WorkbookMaker) throws -> [String?] {
    try Workbook(maker.bytes).rows().map(\.problem)
  }

  private let one = WorkbookMaker("<row><c><v>1</v></c></row>")

  @Test("Every message says what happened, that nothing was imported, and what to do")
  func messages() {
    let errors: [ExchangeError] = [
      .notAWorkbook(format: "Word 文档"), .notAWorkbook(format: nil), .workbookEncrypted,
      .workbookDamaged("缺少其中的 x"), .workbookTooLarge("y"),
    ]
    for error in errors {
      #expect(error.message.contains("没有导入任何内容"))
      #expect(error.message.contains("请"))
    }
  }

  @Test(
    "What is no workbook is called by its name",
    arguments: [
      (["word/document.xml"], "Word 文档"), (["ppt/presentation.xml"], "压缩包"),
      (["xl/workbook.bin"], "XLSB（二进制工作簿）"), (["Index/Document.iwa"], "Numbers 表格"),
      (["工单.csv"], "压缩包"),
    ])
  func others(names: [String], format: String) {
    let bytes = WorkbookMaker.zip(names.map { (name: $0, bytes: Array("x".utf8)) })
    #expect(failure(bytes) == .notAWorkbook(format: format))
  }

  @Test("OpenDocument sheets and documents that say so are called by their name")
  func openDocument() {
    func ods(_ kind: String) -> [UInt8] {
      WorkbookMaker.zip([
        (name: "mimetype", bytes: Array("application/vnd.oasis.opendocument.\(kind)".utf8))
      ])
    }
    #expect(failure(ods("spreadsheet")) == .notAWorkbook(format: "ODS 表格"))
    #expect(failure(ods("text")) == .notAWorkbook(format: "OpenDocument 文档"))
    var maker = one
    let links =
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    maker.others["_rels/.rels"] = Array(links.utf8)
    #expect(failure(maker.bytes) == .notAWorkbook(format: "Word 文档"))
  }

  @Test("Text, pictures and nothing are not taken for workbooks")
  func notWorkbooks() {
    #expect(!Workbook.recognises(Array("工单编号,内容".utf8)))
    #expect(!Workbook.recognises([]))
    #expect(failure([]) == .empty)
    #expect(failure([0x89, 0x50, 0x4E, 0x47]) == .notAWorkbook(format: nil))
    #expect(Workbook.recognises(one.bytes))
  }

  @Test(
    "Web pages and XML that call themselves .xls are called by their name",
    arguments: [
      ("<html xmlns:x=\"urn:x\"><table><tr><td>工单编号</td></tr></table></html>", "网页（HTML）"),
      ("\n <TABLE border=1><tr><td>工单编号</td></tr></TABLE>", "网页（HTML）"),
      (
        "<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
        "XML 表格"
      ),
    ])
  func pretenders(text: String, format: String) {
    #expect(throws: ExchangeError.notText(format: format)) {
      try TextDecoding.decode(Array(text.utf8))
    }
  }

  @Test("A workbook cut off anywhere is refused, never half read")
  func truncated() {
    let bytes = one.bytes
    for count in stride(from: 5, to: bytes.count, by: 7) {
      #expect(failure(Array(bytes.prefix(count))) != nil)
    }
  }

  @Test("A password on the archive's parts is named")
  func encrypted() {
    let bytes = WorkbookMaker.zip(one.parts, password: "secret")
    #expect(failure(bytes) == .workbookEncrypted)
  }

  @Test("Entities are refused before they can multiply")
  func entities() {
    var maker = one
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">
      <!ENTITY x SYSTEM "file:///etc/passwd">]>
      <worksheet><sheetData><row><c t="str"><v>&b;&x;</v></c></row></sheetData></worksheet>
      """
    maker.others["xl/worksheets/s1.xml"] = Array(bomb.utf8)
    #expect(failure(maker.bytes)?.message.contains("DTD") == true)
    var texts = one
    texts.others["xl/texts.xml"] = Array(bomb.utf8)
    #expect(failure(texts.bytes)?.message.contains("DTD") == true)
  }

  @Test("A part that inflates beyond measure is given up, whatever it says of its size")
  func bombs() {
    var maker = one
    let blanks = [UInt8](repeating: 0x20, count: 160 << 20)
    maker.others["xl/worksheets/s1.xml"] = Array("<worksheet><sheetData>".utf8) + blanks
    guard case .workbookTooLarge = failure(maker.bytes) else {
      Issue.record("\(String(describing: failure(maker.bytes)))")
      return
    }
  }

  @Test("A cell far beyond Excel's limit spoils its row and no other")
  func hugeCell() throws {
    let huge = String(repeating: "水", count: 1 << 20)
    for row in [
      "<row><c><v>1</v></c><c t=\"inlineStr\"><is><t>\(huge)</t></is></c></row>",
      "<row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row>",
    ] {
      let maker = WorkbookMaker(row + "<row><c><v>2</v></c></row>", shared: ["<t>\(huge)</t>"])
      let rows = try Workbook(maker.bytes).rows()
      #expect(rows.map(\.texts) == [["1"], ["2"]])
      #expect(rows[0].problem?.contains("B 列的内容超过 256 KB") == true)
      #expect(rows[1].problem == nil)
    }
  }

  @Test("A row of too many cells, or of too much in all, is refused with its successors intact")
  func hugeRow() throws {
    let many = String(repeating: "<c r=\"A1\"><v>1</v></c>", count: 40_000)
    let text = String(repeating: "水", count: 60_000)
    let long = String(
      repeating: "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>", count: 60)
    for row in [many, long] {
      let rows = try Workbook(
        WorkbookMaker("<row>\(row)</row><row><c><v>2</v></c></row>").bytes
      ).rows()
      #expect(rows.count == 2)
      #expect(rows[0].problem?.contains("多得不正常") == true)
      #expect(rows[1] == TestRow(2, ["2"]))
    }
  }

  @Test("Names of attributes without end are given up")
  func attributeNames() {
    let cells = (0..<6000).map { "<c a\($0)=\"\"/>" }.joined()
    #expect(failure(WorkbookMaker("<row>\(cells)</row>").bytes)?.message.contains("属性") == true)
    let usual = String(repeating: "<c r=\"A1\" s=\"0\" t=\"n\"><v>1</v></c>", count: 6000)
    #expect(failure(WorkbookMaker("<row>\(usual)</row>").bytes) == nil)
  }

  @Test("Rows and columns beyond any sheet's are refused without counting up to them")
  func absurdPlaces() throws {
    for row in ["1048577", "99999999999999999999999999", "0"] {
      let message = failure(WorkbookMaker("<row r=\"\(row)\"><c><v>1</v></c></row>").bytes)?.message
      #expect(message?.contains("工作表里有第") == true, "\(row)")
    }
    let last = WorkbookMaker("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")
    #expect(try Workbook(last.bytes).rows().map(\.number) == [1_048_576])
    for column in ["XFE1", "ZZZZZZZZZZZZZZZZZZZZZZZZZ1"] {
      let rows =
        "<row><c><v>1</v></c><c r=\"\(column)\"><v>2</v></c></row><row><c><v>3</v></c></row>"
      let problems = try problems(WorkbookMaker(rows))
      #expect(problems[0]?.contains("XFD") == true)
      #expect(problems[1] == nil)
    }
    let beyond = "<row r=\"1048576\"><c><v>1</v></c></row><row><c><v>1</v></c></row>"
    #expect(failure(WorkbookMaker(beyond).bytes) != nil)
  }

  @Test("Numbers of shared texts that do not exist spoil their row only")
  func badReferences() throws {
    for index in ["1", "-1", "99999999999999999999", "x", ""] {
      let rows = "<row><c t=\"s\"><v>\(index)</v></c></row><row><c t=\"s\"><v>0</v></c></row>"
      let problems = try problems(WorkbookMaker(rows, shared: ["<t>甲</t>"]))
      #expect(problems.count == 2)
      #expect(problems[0]?.contains("A 列") == true)
      #expect(problems.last == .some(nil))
    }
    var none = WorkbookMaker("<row><c t=\"s\"><v>0</v></c></row>", shared: nil)
    #expect(try problems(none).first.flatMap { $0 } != nil)
    none.sheets[0].rows = "<row><c s=\"77777777777777\"><v>7</v></c><c s=\"-1\"><v>8</v></c></row>"
    #expect(try Workbook(none.bytes).rows() == [TestRow(1, ["7", "8"])])
  }

  @Test("A formula that was never calculated is not taken for a blank")
  func uncalculated() throws {
    let problems = try problems(
      WorkbookMaker(
        "<row><c><v>1</v></c><c><f>A1*2</f></c></row><row><c><f>1</f><v/></c></row>"
          + "<row><c t=\"str\"><f>T(1)</f><v/></c><c><v>2</v></c></row>"))
    #expect(problems[0]?.contains("B 列是没有算过的公式") == true)
    #expect(problems[1]?.contains("A 列是没有算过的公式") == true)
    #expect(problems[2] == nil)
    #expect(problems.count == 3)
  }

  @Test("Missing and foreign parts are named")
  func missingParts() {
    var noSheet = one
    noSheet.others["xl/worksheets/s1.xml"] = .some(nil)
    #expect(failure(noSheet.bytes) == .workbookDamaged("缺少其中的 xl/worksheets/s1.xml"))
    var noMain = one
    noMain.others["xl/workbook.xml"] = .some(nil)
    #expect(failure(noMain.bytes) == .workbookDamaged("缺少其中的 xl/workbook.xml"))
    var noLinks = one
    noLinks.others["xl/_rels/workbook.xml.rels"] = .some(nil)
    #expect(failure(noLinks.bytes) == .workbookDamaged("找不到工作表「工单」的内容"))
    var noTypes = one
    noTypes.others["_rels/.rels"] = .some(nil)
    noTypes.others["[Content_Types].xml"] = .some(nil)
    noTypes.others["xl/styles.xml"] = .some(nil)
    noTypes.others["xl/texts.xml"] = .some(nil)
    #expect(failure(noTypes.bytes) == nil)
    var foreign = one
    foreign.others["xl/worksheets/s1.xml"] = Array("<html><body/></html>".utf8)
    #expect(failure(foreign.bytes) == .workbookDamaged("工作表的内容不是表格"))
    #expect(failure(WorkbookMaker(sheets: []).bytes) == .workbookDamaged("里面没有工作表"))
  }

  @Test("Targets are looked for in the archive only, wherever they point")
  func paths() {
    for target in ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://a/b", ""]
    {
      var maker = one
      let links =
        "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"\(target)\"/></Relationships>"
      maker.others["xl/_rels/workbook.xml.rels"] = Array(links.utf8)
      guard case .workbookDamaged = failure(maker.bytes) else {
        Issue.record("\(target)")
        continue
      }
    }
    var external = one
    let links =
      "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" TargetMode=\"External\" Target=\"worksheets/s1.xml\"/></Relationships>"
    external.others["xl/_rels/workbook.xml.rels"] = Array(links.utf8)
    #expect(failure(external.bytes) == .workbookDamaged("找不到工作表「工单」的内容"))
  }

  @Test("XML that is none, invalid UTF-8 and control characters are refused with their line")
  func notXML() {
    let bodies: [[UInt8]] = [
      Array("<worksheet><sheetData><row>".utf8), [], Array("x".utf8),
      Array("<worksheet>\n<sheetData><row><c t=\"str\"><v>".utf8) + [0xE6, 0xB0, 0x3C],
      Array("<worksheet>\n<sheetData><row><c t=\"str\"><v>".utf8) + [0xFF, 0xFE],
      Array(
        "<worksheet>\n<sheetData><row><c t=\"str\"><v>\u{7}</v></c></row></sheetData></worksheet>"
          .utf8),
      Array(
        "<worksheet><sheetData><row><c t=\"str\"><v>&#1;</v></c></row></sheetData></worksheet>".utf8
      ),
      Array("<?xml version=\"1.0\" encoding=\"x-none\"?><worksheet/>".utf8),
    ]
    for body in bodies {
      var maker = one
      maker.others["xl/worksheets/s1.xml"] = body
      #expect(failure(maker.bytes)?.message.contains("不是正确的 XML") == true)
    }
  }

  @Test("Elements without end or bottom, and tags without end, are given up")
  func depth() {
    var deep = one
    deep.others["xl/worksheets/s1.xml"] = Array(
      ("<worksheet>" + String(repeating: "<a>", count: 300)).utf8)
    #expect(failure(deep.bytes)?.message.contains("层数") == true)
    var wide = one
    wide.others["xl/worksheets/s1.xml"] =
      Array("<worksheet a=\"".utf8) + [UInt8](repeating: 0x61, count: 3 << 20)
    #expect(failure(wide.bytes)?.message.contains("标签") == true)
  }

  @Test("Styles without end are given up")
  func styles() {
    var maker = one
    maker.others["xl/styles.xml"] = Array(
      ("<styleSheet><cellXfs>" + String(repeating: "<xf/>", count: (1 << 20) + 1)
        + "</cellXfs></styleSheet>").utf8)
    guard case .workbookTooLarge = failure(maker.bytes) else {
      Issue.record("\(String(describing: failure(maker.bytes)))")
      return
    }
  }
}

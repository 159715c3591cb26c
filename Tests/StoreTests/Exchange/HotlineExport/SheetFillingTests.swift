import CoreModel
import Testing

@testable import Store

@Suite("Filling a town's sheet") struct SheetFillingTests {
  private let sheet = """
    赵巷镇十一月催办表,,,,,,,
    序号,工单编号,诉求摘要,办理结果,办结时间,是否先行联系,诉求是否解决,是否满意
    1,261121004,咨询居住证,,,,,
    2,99999,别处的,,,,,
    3,261121001,马桶,,,,,不满意
    4,,没有编号,,,,,
    5,'261121003,噪音,镇里写的,,,,
    """

  @Test(
    "Rows, order, columns and what it says itself stay; blank results are filled; what is not ours is told",
    arguments: ["填.csv", "填.xlsx"])
  func fill(name: String) throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let (report, rows) = try desk.fill(try desk.source(sheet), name)
    #expect(rows[0][0] == "赵巷镇十一月催办表" && rows[0].dropFirst().joined() == "")
    #expect(
      rows[1] == ["序号", "工单编号", "诉求摘要", "办理结果", "办结时间", "是否先行联系", "诉求是否解决", "是否满意"]
        + OwnColumn.allCases.map(\.name))
    #expect(rows.dropFirst(2).map { $0[0] } == ["1", "2", "3", "4", "5"])
    #expect(rows.dropFirst(2).map { $0[2] } == ["咨询居住证", "别处的", "马桶", "没有编号", "噪音"])
    #expect(Array(rows[4][3...7]) == [TicketDesk.points, "2026-11-21 19:42:00", "是", "是", "不满意"])
    // Nothing to say yet.
    #expect(rows[2][3...7].joined() == "")
    #expect(rows.cell(0, "值班台·状态") == "待签收" && rows.cell(1, "值班台·状态") == "")
    #expect(rows[6][3] == "镇里写的" && rows[6][4] == "2026-11-19 10:00:00" && rows[6][7] == "满意")
    #expect(report.rows == 5 && report.filled == 6)
    #expect(report.unknown.map(\.line) == [4, 6])
    #expect(report.unknown.map(\.reason) == ["本居没有这张工单", "没有工单编号"])
    // What was filled is a sheet again: ours are brought up to date and not added twice.
    try desk.handle("261121004")
    let (second, again) = try desk.fill(try ImportSource(try desk.bytes(of: name)), "再.xlsx")
    #expect(again[1] == rows[1] && again[4] == rows[4])
    #expect(again.cell(0, "值班台·状态") == "待回访" && again.cell(0, "办理结果") == TicketDesk.points)
    #expect(second.filled == 5)
  }

  @Test(
    "A row that an import would refuse stays with all its cells; a line that cannot be told into cells is told"
  )
  func oddRows() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    let text =
      "工单编号,办理结果,备注\n261121001,,好\n261121002\n261121003,甲,乙,多\n261121004,\"坏,引号\n261121001,,末"
    let (report, rows) = try desk.fill(try desk.source(text), "填.csv")
    #expect(rows.dropFirst().map { $0[0] } == ["261121001", "261121002", "261121003", "261121001"])
    #expect(report.unknown.map(\.line) == [3, 4])
    #expect(report.unreadable.map(\.line) == [5])
    // What stands beyond the header stands beyond ours too, now and when it is filled again.
    #expect(rows[3].last == "多" && rows[3].count == 3 + OwnColumn.allCases.count + 1)
    #expect(rows[3].dropFirst(3).dropLast().joined() == "")
    let again = try desk.fill(try ImportSource(try desk.bytes(of: "填.csv")), "再.xlsx").rows
    #expect(again == rows)
  }

  @Test(
    "A cell that spreadsheets were told to keep as text is filled with that text and no formula",
    arguments: ["填.csv", "填.xlsx"])
  func keptZeros(name: String) throws {
    let desk = try TicketDesk()
    try desk.importTickets([#"1,"=""0261121005""",,漏水"#], header: "序号,工单编号,标题,主要内容")
    let text = #"""
      工单编号,编号二,备注,工单状态说明,办理结果
      "=""0261121005""","=""0012""","=""a""&""b""","=1+1","="""""
      '0261121005,'0012,,,
      "=""099""",,,,
      """#
    try desk.handle("0261121005")
    let (report, rows) = try desk.fill(try desk.source(text), name)
    #expect(rows.dropFirst().map { $0[0] } == ["0261121005", "0261121005", "099"])
    #expect(rows[1][1...3] == ["0012", #"="a"&"b""#, "=1+1"])
    #expect(rows.cell(0, "办理结果") == TicketDesk.points && rows.cell(1, "办理结果") == TicketDesk.points)
    #expect(report.filled == 2 && report.unknown.map(\.number) == ["099"])
    if name.hasSuffix("csv") {
      let written = String(decoding: try desk.bytes(of: name), as: UTF8.self)
      #expect(!written.contains("'=\"0") && !written.contains("'=\"\"0"))
    }
  }

  @Test("What was answered stands in a filled sheet with its numbers masked, in all its columns")
  func maskedWords() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001") { reply in
      reply.points += "请拨13800002046联系"
      (reply.factNote, reply.claimNote) = ("问过13800002046", "又问过13800002046")
      reply.residentWords = "请打13800002046"
    }
    let columns = ["办理情况", "事实认定", "诉求认定", "市民反馈说明"]
    let text = (["工单编号"] + columns).joined(separator: ",") + "\n261121001,,,,"
    let (report, rows) = try desk.fill(try desk.source(text))
    #expect(report.filled == columns.count)
    for column in columns {
      let cell = try #require(rows.cell(0, column))
      #expect(cell.contains("138****2046") && !cell.contains("13800002046"), "\(column)")
    }
  }

  @Test("In a 回访复核 the round that is over answers nothing; what the new reply came to does")
  func laterRound() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let visit =
      "工单编号,对结果,诉求是否解决,是否重新交办,回访时间\n261121001,不满意,未解决,是,2026-11-21 20:30"
    _ = try desk.store.importVisits(
      try desk.source(visit), into: desk.desk.scope, by: desk.desk.actor,
      at: desk.desk.now.adding(minutes: 60))
    let sheet = try desk.source("工单编号,是否满意,是否解决,回访结果\n261121001,,,")
    #expect(try desk.fill(sheet, "一.csv").rows[1][1...3].joined() == "")
    try desk.handle("261121001", at: desk.desk.now.adding(minutes: 120))
    #expect(try desk.fill(sheet, "二.csv").rows[1][1...3] == ["满意", "是", ""])
    let own = try desk.export().rows
    #expect(own.cell(1, "值班台·是否满意") == "满意" && own.cell(1, "值班台·回访时间") == "")
    #expect(own.cell(1, "值班台·回访结果") == "" && own.cell(1, "值班台·回访复核") == "1")
  }

  @Test("A sheet without numbers is refused before anything is written")
  func noNumbers() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    #expect(throws: ExchangeError.self) { try desk.fill(try desk.source("姓名,电话\n王,1"), "填.csv") }
    #expect(throws: (any Error).self) { try desk.bytes(of: "填.csv") }
  }

  @Test("The sheet with the results is taken, and gives its name where a sheet can have it")
  func names() {
    #expect(SheetFile.title("十一月[复核]: 1/2") == "十一月复核 12")
    #expect(
      SheetFile.title("") == "工单" && SheetFile.title(String(repeating: "长", count: 40)) == "工单")
    #expect(ResultColumn(named: " 是否满意*") == .satisfaction && ResultColumn(named: "备注") == nil)
  }

  @Test("Of a workbook the sheet with the results is filled, and the others are told")
  func workbook() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    func row(_ cells: [String]) -> String {
      "<row>"
        + cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
    }
    let maker = WorkbookMaker(sheets: [
      .init(name: "说明", rows: row(["请各居填写"])),
      .init(name: "清单", rows: row(["工单编号", "备注"]) + row(["261121003", "甲"])),
      .init(name: "回填", rows: row(["工单编号", "办结时间"]) + row(["261121003"])),
    ])
    let (report, rows) = try desk.fill(try ImportSource(maker.bytes))
    #expect(report.sheet == "回填" && report.otherSheets == 2 && report.filled == 1)
    #expect(rows.cell(0, "办结时间") == "2026-11-19 10:00:00")
    #expect(try Workbook(try desk.bytes(of: "填.xlsx")).sheets.map(\.name) == ["回填"])
  }
}

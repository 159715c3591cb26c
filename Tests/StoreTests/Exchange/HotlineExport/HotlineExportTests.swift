import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Exporting tickets") struct HotlineExportTests {
  private let own = OwnColumn.allCases.map(\.name)

  @Test(
    "An export has the columns of the last import in their order and ours behind, and imported again it says nothing new",
    arguments: ["出.csv", "出.xlsx"])
  func roundTrip(name: String) throws {
    let desk = try TicketDesk()
    #expect(try desk.importTickets().new == 4)
    let (report, rows) = try desk.export(name)
    let header = TicketDesk.header.split(separator: ",").map(String.init)
    #expect(rows[0] == header + own && report.columns == rows[0])
    #expect(report.rows == 4 && report.unreadable.isEmpty && report.cuts.isEmpty)
    // In the order in which they came in.
    #expect(rows.dropFirst().map { $0[1] } == ["261121003", "261121001", "261121002", "261121004"])
    #expect(rows.cell(1, "派单时间") == "2026-11-20 09:00:00")
    #expect(rows.cell(1, "要求完成日期") == (name == "出.csv" ? "2026-11-24" : "2026-11-24"))
    #expect(rows.cell(2, "办理时限") == "5个工作日" && rows.cell(3, "要求完成日期") == "下周")
    #expect(rows.cell(2, "主要内容") == "=1+1 楼道灯\n不亮")
    #expect(rows.cell(0, "主要内容") == "夜里噪音：装修" && rows.cell(0, "标题") == "夜里噪音")
    #expect(rows.cell(1, "主要内容") == "请求维修：马桶反水，电话138****2046")
    #expect(rows.cell(1, "标题") == "请求维修" && rows.cell(1, "联系电话") == "138****2046")
    #expect(rows.cell(0, "办结时间") == "2026-11-19 10:00:00" && rows.cell(0, "是否满意") == "满意")
    #expect(rows.cell(1, "问题分类") == "住房->物业->维修" && rows.cell(1, "紧急程度") == "一般")
    #expect(rows.cell(0, "实际地址") == "－北门" && rows.cell(0, "备注") == "带,逗号")
    #expect(rows.cell(1, "值班台·状态") == "待签收" && rows.cell(0, "值班台·状态") == "已办结")

    for full in [nil, "核对"] {
      _ = try desk.export(name, full: full)
      let again = try ImportSource(try desk.bytes(of: name))
      let told = try desk.store.previewImport(again, into: desk.desk.scope, at: desk.desk.now)
      #expect(told.changed == 0 && told.new == 0 && told.refused == 0, "\(told.report)")
      #expect(try desk.desk.take(again).same == 4)
    }
    // Our own columns did not become columns that came in.
    let third = try desk.export(name).rows[0]
    #expect(third == header + own)
    let detail = try desk.store.detail(number: "261121001", in: desk.desk.scope)
    #expect(detail.request.hotline?.otherColumns.keys.contains { $0.contains("值班台") } == false)
    #expect(try desk.store.doctor().ok)
  }

  @Test(
    "Whatever exports hold goes out and comes in again without a difference",
    arguments: 0..<6 as Range<UInt64>)
  func anyExport(seed: UInt64) throws {
    let desk = try TicketDesk()
    let taken = try desk.desk.take(try BulkImportTests().export(300, seed: seed))
    let name = seed.isMultiple(of: 2) ? "出.csv" : "出.xlsx"
    let (report, _) = try desk.export(name)
    #expect(report.rows == taken.new && taken.new > 20)
    let again = try desk.desk.take(try ImportSource(try desk.bytes(of: name)))
    #expect(again.new == 0 && again.refused.isEmpty, "\(again.refused.prefix(3))")
    // A cell with a byte order mark alone is blank when it has been out.
    for row in again.changed {
      #expect(row.differences.contains { $0.contains("\u{FEFF}") }, "\(row.differences)")
    }
    #expect(again.same * 4 > taken.new * 3)
  }

  @Test("What the desk has done stands in our columns and in the result columns that came in blank")
  func results() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    try desk.give(
      .ticket(
        .contact(
          ContactAttempt(by: desk.desk.officer.id, at: desk.desk.now, failure: .unanswered),
          meeting: nil)), to: "261121002")
    let (_, rows) = try desk.export()
    #expect(rows.cell(1, "回复内容") == TicketDesk.points)
    #expect(rows.cell(1, "办结时间") == "2026-11-21 19:42:00" && rows.cell(1, "是否满意") == "满意")
    #expect(rows.cell(1, "是否先行联系") == "是" && rows.cell(2, "是否先行联系") == "否")
    #expect(rows.cell(1, "值班台·先行联系") == "已联")
    #expect(rows.cell(2, "值班台·先行联系") == "未联：始终未接 1次")
    #expect(rows.cell(1, "值班台·接单见面") == "2026-11-21 19:42 电话 王芳 见 来电人")
    #expect(rows.cell(1, "值班台·办结见面") == "2026-11-21 19:42 上门 王芳 见 来电人")
    #expect(rows.cell(1, "值班台·签收时间") == "2026-11-21 19:42:00")
    #expect(rows.cell(1, "值班台·状态") == "待回访" && rows.cell(1, "值班台·诉求解决") == "已解决")
    #expect(rows.cell(1, "值班台·原时限")?.hasPrefix("2026-11-25") == true)
    #expect(rows.cell(1, "值班台·退单次数") == "0" && rows.cell(3, "值班台·答复要点") == "")
    // What we filled in is no news when it comes back.
    let again = try desk.desk.take(try ImportSource(try desk.bytes(of: "出.csv")))
    #expect(again.same == 4, "\(again.changed.map(\.differences))")
  }

  @Test(
    "Of 匿名 and 保密 callers nothing goes out, also not on demand; of others numbers only on demand and on the record"
  )
  func privacy() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.give(
      .ticket(.correct(TicketCorrection(isConfidential: true, reason: "来电人要求"))), to: "261121001")
    let masked = try desk.export().rows
    #expect(masked.cell(1, "联系人") == "保密" && masked.cell(1, "联系电话") == "保密")
    #expect(
      masked.cell(2, "联系电话") == "02****0000转8" || masked.cell(2, "联系电话")?.contains("6212") == false)
    let (report, full) = try desk.export(full: "街镇核对")
    #expect(full.cell(1, "联系人") == "保密" && full.cell(1, "联系电话") == "保密")
    #expect(full.cell(1, "主要内容")?.contains("13800002046") == false)
    #expect(full.cell(2, "联系电话")?.contains("62120000") == true)
    #expect(report.wholePhones == 1)
    let shown = try desk.store.detail(number: "261121002", in: desk.desk.scope)
    #expect(shown.history.events.last?.event == .phoneRevealed(Remark("街镇核对")))
    let hidden = try desk.store.detail(number: "261121001", in: desk.desk.scope)
    #expect(hidden.history.events.count == 2)
    // Whoever does not sit at the desk gets none.
    var wanted = ExportRequest(to: desk.desk.folder + "/不许.csv", as: .csv)
    wanted.fullReason = "看看"
    for actor in [Actor(desk.desk.fitter), nil] {
      #expect(throws: StoreError.self) {
        try desk.store.exportTickets(wanted, of: desk.desk.scope, by: actor, at: desk.desk.now)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: wanted.path))
  }

  @Test("A number in what was answered goes out whole only on demand and on the record")
  func wholeAnswers() throws {
    let desk = try TicketDesk()
    try desk.importTickets(
      ["甲-1,漏水,13900001234,"], header: "工单编号,主要内容,联系电话,市民反馈说明")
    try desk.handle("甲-1") { $0.residentWords = "请打13800002046" }
    #expect(try desk.export().rows.cell(0, "市民反馈说明") == "请打138****2046")
    let (report, rows) = try desk.export(full: "核对")
    #expect(rows.cell(0, "市民反馈说明") == "请打13800002046" && report.wholePhones == 1)
    // Either comes back without a difference.
    for full in [nil, "核对"] {
      _ = try desk.export(full: full)
      #expect(try desk.desk.take(try ImportSource(try desk.bytes(of: "出.csv"))).same == 1)
    }
  }

  @Test(
    "What the city says that it heard from the caller is news, also where it is what the desk has said itself",
    arguments: [("是否先行联系", "是"), ("先行联系", "已联"), ("是否解决", "是"), ("诉求是否解决", "是")])
  func cityAnswers(column: String, answer: String) throws {
    let desk = try TicketDesk()
    let header = "工单编号,主要内容,\(column),回复内容"
    try desk.importTickets(["甲-1,漏水,,", "甲-2,漏水,,"], header: header)
    try desk.handle("甲-1")
    // Our own file says what the desk knows: no news, and the city has said nothing by it.
    _ = try desk.export()
    let own = try ImportSource(try desk.bytes(of: "出.csv"))
    #expect(try desk.desk.take(own).same == 2)
    // The city's with the very same cells does say it. Its copy of the reply is no news.
    let theirs = try desk.source("\(header)\n甲-1,漏水,\(answer),\(TicketDesk.points)\n甲-2,漏水,,")
    let told = try desk.store.previewImport(theirs, into: desk.desk.scope, at: desk.desk.now)
    #expect(told.changed == 1 && told.same == 1)
    guard case .changed(let fields)? = told.rows.first?.verdict else { return }
    #expect(fields.map(\.field) == [.other(column)] && fields.first?.theirs == answer)
    let report = try desk.store.importHotline(
      theirs, decisions: ImportDecisions(otherwise: .takeTheirs), into: desk.desk.scope,
      by: desk.desk.actor, at: desk.desk.now)
    #expect(report.reconciled == 1)
    let history = try desk.store.detail(number: "甲-1", in: desk.desk.scope).history
    let facts = try #require(TicketFacts(history, by: DeadlineRules.standard))
    if column.contains("联系") {
      #expect(facts.contactByCity == true)
    } else {
      #expect(facts.solution == TicketFacts.Attested(.solved, by: .export))
    }
    // Said and stored, it is no news any more, from whichever file.
    #expect(try desk.desk.take(theirs).same == 2)
    #expect(try desk.desk.take(own).same == 2)
    #expect(try desk.desk.take(theirs).same == 2)
  }

  @Test("Whether the caller is satisfied is news from the city, and none from a file of ours")
  func citySatisfaction() throws {
    let desk = try TicketDesk()
    let header = "工单编号,主要内容,是否满意"
    try desk.importTickets(["甲-1,漏水,"], header: header)
    try desk.handle("甲-1")
    #expect(try desk.export().rows.cell(0, "是否满意") == "满意")
    let own = try ImportSource(try desk.bytes(of: "出.csv"))
    #expect(try desk.desk.take(own).same == 1)
    let theirs = try desk.source("\(header)\n甲-1,漏水,满意")
    #expect(try desk.desk.take(theirs).changed.map(\.differences.count) == [1])
    #expect(try desk.desk.take(own).same == 1)
  }

  @Test("A month, a stretch of days, a state: only those tickets")
  func filters() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    func numbers(_ change: (inout ExportFilter) -> Void) throws -> Set<String> {
      var filter = ExportFilter()
      change(&filter)
      return Set(try desk.export(filter: filter).rows.dropFirst().map { $0[1] })
    }
    let day = try #require(Day(year: 2026, month: 11, day: 20))
    #expect(try numbers { ($0.from, $0.to) = (day, day) } == ["261121001", "261121002"])
    #expect(try numbers { $0.to = day.adding(days: -1) } == ["261121003"])
    #expect(try numbers { $0.basis = .closed } == ["261121001", "261121003"])
    #expect(
      try numbers { filter in
        filter.basis = .closed
        filter.from = day
      } == ["261121001"])
    #expect(try numbers { $0.standings = [.closed] } == ["261121003"])
    #expect(
      try numbers { $0.standings = [.state(.toVisit), .state(.toSign)] }
        == ["261121001", "261121002", "261121004"])
    #expect(try numbers { $0.standings = [.state(.review)] } == [])
  }

  @Test("Before any import the usual columns are written, and whatever others the tickets have")
  func withoutHeader() throws {
    let desk = try TicketDesk()
    let ticket = HotlineTicket(
      number: "热线-1", kind: .help, kindText: "求助", assignedAt: desk.desk.now,
      otherColumns: ["来源": "随申办"])
    _ = try desk.store.register(
      desk.desk.form("水管漏水", ticket: ticket), by: desk.desk.actor, at: desk.desk.now)
    let rows = try desk.export().rows
    #expect(rows[0] == ExportLayout.standard + ["来源"] + own)
    #expect(rows.cell(0, "来源") == "随申办" && rows.cell(0, "诉求内容") == "水管漏水")
  }

  @Test("A log that cannot be read keeps one ticket out and is told; stopping leaves no file")
  func failures() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.store.pool.write { db in
      try db.execute(
        sql: """
          INSERT INTO event (request_id, version, at, actor_id, kind, layout, payload)
          SELECT request_id, 2, 0, 1, 'neverHeardOf', 1, '{}' FROM hotline_ticket
          WHERE number = '261121002'
          """)
    }
    let (report, rows) = try desk.export()
    #expect(report.rows == 3 && rows.count == 4)
    #expect(report.unreadable.map(\.number) == ["261121002"])
    let many = (1...600).map { "S\($0),漏水" }
    try desk.importTickets(many, header: "工单编号,主要内容")
    let path = desk.desk.folder + "/停.xlsx"
    #expect(throws: ExchangeError.cancelled) {
      try desk.store.exportTickets(
        ExportRequest(to: path, as: .xlsx), of: desk.desk.scope, by: nil, at: desk.desk.now
      ) { _ in false }
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.desk.folder)
    #expect(!left.contains { $0.contains("停") || $0.hasSuffix(".partial") })
  }
}

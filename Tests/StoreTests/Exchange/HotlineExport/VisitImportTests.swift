import CoreModel
import Testing

@testable import Store

@Suite("Importing 回访 results") struct VisitImportTests {
  private let header = "工单编号,是否打通,是否拒绝,是否先行联系,对结果,对态度,诉求是否解决,是否重新交办,回访时间,备注"

  private func take(
    _ desk: TicketDesk, _ rows: [String], header: String? = nil, isTrial: Bool = false,
    after minutes: Int = 90
  ) throws -> VisitImportReport {
    let source = try desk.source(([header ?? self.header] + rows).joined(separator: "\n"))
    let (scope, actor, now) = (
      desk.desk.scope, desk.desk.actor, desk.desk.now.adding(minutes: minutes)
    )
    return isTrial
      ? try desk.store.previewVisits(source, into: scope, by: actor, at: now)
      : try desk.store.importVisits(source, into: scope, by: actor, at: now)
  }

  private func visits(_ desk: TicketDesk, _ number: String) throws -> [HotlineVisit] {
    try desk.store.detail(number: number, in: desk.desk.scope).request.ticket?.visits ?? []
  }

  @Test(
    "Each row goes onto its ticket or says why not; the rest goes on, and the same file again changes nothing"
  )
  func rows() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let rows = [
      "261121001,是,否,是,满意,基本满意,已解决,否,2026-11-21 20:30,谢谢 13800002046",
      "261121002,是,否,是,满意,,,,2026-11-21 20:30,",
      "88888,是,否,是,满意,,,,2026-11-21 20:30,",
      "261121003,是,否,是,还行,,,,2026-11-20,", "261121003,,,,,,,,2026-11-20,",
      "261121003,是,否,否,一般,一般,解释说明,否,2026-11-20,",
      "261121003,是,否,否,一般,一般,解释说明,否,2026-11-18,", ",是,否,否,一般,,,,,",
    ]
    let trial = try take(desk, rows, isTrial: true)
    #expect(try visits(desk, "261121001").isEmpty)
    let report = try take(desk, rows)
    #expect(trial == report)
    #expect(
      report.rows.map(\.verdict) == [
        .new, .refused, .refused, .refused, .refused, .new, .refused, .refused,
      ])
    #expect(report.rows.map(\.line) == Array(2...9))
    let words = report.rows.map(\.words)
    #expect(words[0] == "市回访：满意，已解决")
    #expect(words[1].contains("还没有回复办结") && words[2] == "本居没有工单 88888")
    #expect(words[3] == "「对结果」看不懂：还行" && words[4] == "这一行没有回访结果")
    #expect(words[6].contains("回访时间早于办结") && words[7] == "没有工单编号")
    let visit = try #require(try visits(desk, "261121001").first)
    #expect(
      visit.source == .city && visit.wasContactedFirst == true && visit.attitude == .fairlySatisfied
    )
    #expect(visit.at == Instant(iso8601: "2026-11-21T20:30") && visit.words == "谢谢 13800002046")
    let detail = try desk.store.detail(number: "261121001", in: desk.desk.scope)
    #expect(detail.request.stage == .closed)

    let again = try take(desk, rows)
    #expect(again.count(.same) == 2 && again.count(.new) == 0)
    #expect(try desk.store.detail(number: "261121001", in: desk.desk.scope) == detail)
    #expect(try desk.store.doctor().ok)
  }

  @Test("重新交办 begins a round of 回访复核 with its own limit, once")
  func review() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let header = self.header + ",复核时限"
    let row = "261121001,是,否,是,不满意,不满意,未解决,是,2026-11-21 20:30,还在漏,2026-11-25"
    let report = try take(desk, [row, row], header: header)
    #expect(report.rows.map(\.verdict) == [.new, .same] && report.reviews == 1)
    let request = try desk.store.detail(number: "261121001", in: desk.desk.scope).request
    #expect(request.ticket?.round == 2 && request.ticketState == .review)
    #expect(request.ticket?.roundDueAt?.day.iso8601 == "2026-11-25")
    #expect(try take(desk, [row], header: header).count(.same) == 1)
    #expect(
      try desk.store.detail(number: "261121001", in: desk.desk.scope).request.ticket?.round == 2)
  }

  @Test("A row without a moment is about the reply that counts: the same again begins a round")
  func undatedRounds() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    let row = "261121001,是,否,是,不满意,不满意,未解决,是,,还在漏"
    for round in 1...3 {
      let start = round * 180
      try desk.handle("261121001", at: desk.desk.now.adding(minutes: start))
      let report = try take(desk, [row], after: start + 60)
      #expect(report.count(.new) == 1 && report.reviews == 1, "\(report)")
      // The same file once more, while the new round has no reply.
      #expect(try take(desk, [row], after: start + 90).count(.same) == 1)
      let request = try desk.store.detail(number: "261121001", in: desk.desk.scope).request
      #expect(request.ticket?.round == round + 1 && request.ticket?.visits.count == round)
    }
    try desk.handle("261121001", at: desk.desk.now.adding(minutes: 900))
    let good = "261121001,是,否,是,满意,,已解决,否,,"
    #expect(try take(desk, [good, good], after: 960).rows.map(\.verdict) == [.new, .same])
  }

  @Test(
    "What sheets write for yes, no and nothing is understood",
    arguments: [
      ("否,,,,,,,,", false, false, Satisfaction.unrated), ("未打通,,,,,,,,", false, false, .unrated),
      ("无人接听,/,/,/,/,/,/,,", false, false, .unrated), ("是,是,,,,,,,", true, true, .unrated),
      (",,,基本满意,,,,,", true, false, .fairlySatisfied), ("√,×,是,认可,,是,,,", true, false, .satisfied),
    ])
  func values(cells: String, isReached: Bool, isRefused: Bool, result: Satisfaction) throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let report = try take(desk, ["261121001," + cells])
    #expect(report.rows.map(\.verdict) == [.new], "\(report)")
    let visit = try #require(try visits(desk, "261121001").first)
    #expect(visit.isReached == isReached && visit.isRefused == isRefused && visit.result == result)
    #expect(try take(desk, ["261121001," + cells]).count(.same) == 1)
  }

  @Test(
    "Other names of the columns, a title above, a workbook; and what is no such sheet is refused")
  func headers() throws {
    let desk = try TicketDesk()
    try desk.importTickets()
    try desk.handle("261121001")
    let other = try take(
      desk, ["案件编号,满意度,问题是否解决", "261121001,满意,是"], header: "十一月回访,,")
    #expect(other.rows.map(\.verdict) == [.new])
    #expect {
      try take(desk, ["261121001,满意"], header: "工单编号,诉求")
    } throws: {
      if case ExchangeError.notAVisitSheet = $0 { true } else { false }
    }
    #expect {
      try desk.store.importVisits(
        try desk.source("工单编号,对结果\n261121001,满意"), into: desk.desk.scope,
        by: Actor(desk.desk.fitter), at: desk.desk.now)
    } throws: {
      if case StoreError.refused = $0 { true } else { false }
    }
  }

  @Test(
    "A sheet is known to be of 回访 results by columns that no export of tickets has",
    arguments: [
      ("工单编号,主要内容,工单状态,是否满意,是否解决,是否先行联系", nil), ("工单编号,是否打通,对结果", 0),
      ("工单编号,诉求内容,满意度,回访时间", 0), ("是否打通,对结果", nil), ("序号,工单编号,是否满意,诉求是否解决,备注", 0),
      ("工单编号,是否满意,诉求摘要", nil), ("工单编号,是否满意,办理结果", nil), ("工单编号,备注", nil),
    ] as [(String, Int?)])
  func recognised(header: String, sheet: Int?) throws {
    #expect(try ImportSource(Array((header + "\n1,2,3\n").utf8)).visitSheet == sheet)
  }
}

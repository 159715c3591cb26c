import CoreModel
import Testing

@testable import Store

@Suite struct HotlineImportTests {
  private func row(
    _ desk: TestDesk, _ number: String, line: Int, text: String = "马桶反水", state: String = "处理中",
    closing: HotlineClosing? = nil, receivedAt: Instant? = nil
  ) -> HotlineRow {
    let received = receivedAt ?? desk.now.adding(minutes: -60)
    return HotlineRow(
      line: line,
      ticket: HotlineTicket(
        number: number, kind: .help, kindText: "求助", categoryPath: ["住房", "漏水"],
        assignedAt: received, stateText: state, otherColumns: ["区": "虚构区"]),
      text: text, place: RequestPlace(detail: "虚构路1058弄"),
      resident: Resident(name: "某先生", phone: "150××××"), receivedAt: received, closing: closing,
      fingerprint: "\(number)|\(text)|\(state)")
  }

  private func sheet(_ rows: [HotlineRow], refused: [RefusedRow] = []) -> HotlineSheet {
    HotlineSheet(
      encoding: "UTF-8", delimiter: ",", columns: ["工单编号"], rows: rows, refused: refused)
  }

  @Test func theSameFileAgainAddsNothingAndAChangedRowIsTold() throws {
    let desk = try TestDesk()
    let closing = HotlineClosing(at: desk.now, outcome: "已疏通", satisfaction: "满意")
    let rows = [
      row(desk, "20261121000001", line: 2),
      row(desk, "20261121000002", line: 3, state: "办结", closing: closing),
      row(desk, "20261121000003", line: 4, receivedAt: desk.now.adding(minutes: 60)),
    ]
    let first = sheet(rows, refused: [RefusedRow(line: 5, reason: "没有编号")])
    func take(_ sheet: HotlineSheet, dry: Bool = false) throws -> ImportReport {
      try desk.store.importHotline(
        sheet, into: desk.scope, by: desk.actor, at: desk.now, dryRun: dry)
    }
    let expected = ImportReport(
      new: 2, same: 0, changed: [],
      refused: [
        .init(line: 4, reason: "收到时间在将来，请检查时间"), .init(line: 5, reason: "没有编号"),
      ])
    #expect(try take(first, dry: true) == expected)
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
    #expect(try take(first) == expected)
    #expect(try take(first).same == 2)
    #expect(try desk.store.requestCount(of: desk.scope) == 2)

    let changed = try take(sheet([row(desk, "20261121000001", line: 9, state: "办结")]))
    #expect(
      changed.changed == [
        .init(number: "20261121000001", line: 9, differences: ["工单状态：处理中 → 办结"])
      ])
    let detail = try desk.store.detail(number: "20261121000001", in: desk.scope)
    #expect(detail.request.hotline?.stateText == "处理中")
    #expect(detail.request.hotline?.otherColumns == ["区": "虚构区"])
    #expect(detail.obligation?.kind == .firstContact)
    let closed = try desk.store.detail(number: "20261121000002", in: desk.scope)
    #expect(closed.request.status == .closed && closed.request.closedAt == desk.now)

    let counts = try desk.store.counts(of: desk.scope, now: desk.now)
    #expect(counts.hotline.open == 1 && counts.hotline.awaitingContact == 1)
    #expect(
      try desk.texts(QueueFilter(scope: desk.scope, view: .all, hotlineOnly: true)).count == 2)
    let closedTickets = QueueFilter(scope: desk.scope, view: .closed, hotlineOnly: true)
    #expect(try desk.texts(closedTickets).count == 1)
    #expect(try desk.found("虚构路", view: .all).count == 1)
    #expect(try desk.store.doctor().ok)
  }

  @Test func onlyTheDeskImports() throws {
    let desk = try TestDesk()
    #expect {
      try desk.store.importHotline(
        sheet([]), into: desk.scope, by: Actor(desk.fitter), at: desk.now)
    } throws: {
      if case StoreError.refused = $0 { true } else { false }
    }
  }

  private static let header = "工单编号,主要内容,工单状态,派单时间,回复内容,办理结果,办结时间,是否满意,紧急程度"

  @Test(
    "A changed row says each difference once, and nothing that the file does not say",
    arguments: [
      // Closed since: what an open ticket keeps with the other columns is the same thing.
      (
        "1,马桶反水,处理中,2026-11-20 09:00,,已转物业,,,一般",
        "1,马桶反水,已办结,2026-11-20 09:00,已疏通,已转物业,2026-11-21 09:00,满意,一般",
        [
          "工单状态：处理中 → 已办结", "办结时间：（空） → 2026-11-21 09:00", "办理结果：已转物业 → 已疏通",
          "是否满意：（空） → 满意",
        ]
      ),
      (
        "1,马桶反水,处理中,2026-11-20 09:00,已疏通,,2026-11-21 09:00:00,满意,",
        "1,马桶反水,已办结,2026-11-20 09:00,已疏通,,2026/11/21 9:00,满意,", ["工单状态：处理中 → 已办结"]
      ),
      // And back again.
      (
        "1,马桶反水,已办结,2026-11-20 09:00,已疏通,,2026-11-21 09:00,满意,", "1,马桶反水,处理中,2026-11-20 09:00,,,,,",
        [
          "工单状态：已办结 → 处理中", "办结时间：2026-11-21 09:00 → （空）", "办理结果：已疏通 → （空）",
          "是否满意：满意 → （空）",
        ]
      ),
      // No date in the file: those that were filled in are ours.
      ("1,马桶反水,处理中,2026-11-20 09:00,,,,,", "1,马桶又反水,处理中,,,,,,", ["内容：马桶反水 → 马桶又反水"]),
      ("1,马桶反水,处理中,,,,,,", "1,马桶反水,已办结,,,,,,", ["工单状态：处理中 → 已办结"]),
      (
        "1,马桶反水,处理中,2026-11-20 09:00,,,,,", "1,马桶反水,处理中,2026-11-20 10:00,,,,,",
        ["派单时间：2026-11-20 09:00 → 2026-11-20 10:00"]
      ),
      ("1,马桶反水,处理中,,,,,,一般", "1,马桶反水,处理中,,,,,,紧急", ["紧急程度：普通 → 急"]),
      ("1,马桶反水,处理中,,,,,,一般", "1,马桶反水,处理中,,,,,,不急", ["紧急程度：一般 → 不急"]),
      ("1,马桶反水,处理中,,,,,,", "1,马桶反水,处理中,,,已转物业,,,", ["办理结果：（空） → 已转物业"]),
    ])
  func differences(before: String, after: String, expected: [String]) throws {
    let desk = try TestDesk()
    func take(_ row: String) throws -> ImportReport {
      let bytes = Array((Self.header + "\n" + row + "\n").utf8)
      // Later each time, so that what was filled in differs.
      let now = desk.now.adding(minutes: row == before ? 0 : 90)
      return try desk.store.importHotline(
        from: try HotlineReader(bytes, receivedFallback: now), into: desk.scope, by: desk.actor,
        at: now)
    }
    #expect(try take(before).new == 1)
    let report = try take(after)
    #expect(report.changed.map(\.differences) == [expected])
  }

  @Test("Read row by row or as a sheet, an export comes to the same")
  func streaming() throws {
    let rows = (0..<300).map { index in
      index % 7 == 3
        ? "\(index),,处理中,,,,,," : "\(index % 290),水管漏水第\(index)处,处理中,2026-11-20 09:00,,,,,"
    }
    let bytes = Array((Self.header + "\n" + rows.joined(separator: "\n")).utf8)
    let (desk, other) = (try TestDesk(), try TestDesk())
    let sheet = try HotlineSheet.read(bytes, receivedFallback: desk.now)
    let whole = try desk.store.importHotline(
      sheet, into: desk.scope, by: desk.actor, at: desk.now)
    let reader = try HotlineReader(bytes, receivedFallback: desk.now)
    #expect(try ImportReport(ofNew: reader) == whole)
    for isDry in [true, false] {
      let streamed = try other.store.importHotline(
        from: reader, into: other.scope, by: other.actor, at: other.now, dryRun: isDry)
      #expect(streamed == whole)
      #expect(
        try other.store.requestCount(of: other.scope) == (isDry ? 0 : whole.new))
    }
    #expect(try other.store.doctor().ok)
  }

  @Test("A file that breaks off leaves nothing behind")
  func brokenOff() throws {
    let desk = try TestDesk()
    let stray = (0..<200).map { "\($0),\"水管漏水\n" }.joined()
    let bytes = Array(("工单编号,主要内容\na,好的一行\n" + stray).utf8)
    #expect(throws: ExchangeError.self) {
      try desk.store.importHotline(
        from: try HotlineReader(bytes, receivedFallback: desk.now), into: desk.scope,
        by: desk.actor, at: desk.now)
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
  }
}

import CoreModel
import Testing

@testable import Store

@Suite struct HotlineImportTests {
  /// Tickets as the city's export has them: number, words, state, closing.
  private func export(_ rows: [String]) throws -> ImportSource {
    let header = "工单编号,主要内容,工单状态,派单时间,办结时间,是否满意,实际地址,联系电话,区"
    return try ImportSource(Array(([header] + rows).joined(separator: "\n").utf8))
  }

  private func row(
    _ number: String, _ text: String = "马桶反水", state: String = "处理中",
    assigned: String = "2026-11-21 18:42", closed: String = ""
  ) -> String {
    "\(number),\(text),\(state),\(assigned),\(closed),,虚构路1058弄,150××××,虚构区"
  }

  @Test func theSameFileAgainAddsNothingAndAChangedRowIsTold() throws {
    let desk = try TestDesk()
    let first = try export([
      row("20261121000001"), row("20261121000002", state: "办结", closed: "2026-11-21 19:42"),
      row("20261121000003", assigned: "2026-11-21 20:42"), row("", "没有编号的"),
    ])
    let preview = try desk.store.previewImport(first, into: desk.scope, at: desk.now)
    #expect(preview.rows.map(\.line) == [2, 3, 4, 5])
    #expect(preview.rows.map(\.words) == ["马桶反水", "马桶反水", "马桶反水", "没有编号的"])
    let reasons = ["收到或派单时间在将来：11月21日 20:42", "没有工单编号"]
    #expect(
      preview.rows.map(\.verdict) == [.new, .new, .refused(reasons[0]), .refused(reasons[1])])
    let expected = ImportReport(
      new: 2, refused: [.init(line: 4, reason: reasons[0]), .init(line: 5, reason: reasons[1])])
    #expect(preview.report == expected)
    #expect(try ImportPreview(ofNew: first, at: desk.now).report == expected)
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
    #expect(try desk.take(first) == expected)
    #expect(try desk.take(first).same == 2)
    #expect(try desk.store.requestCount(of: desk.scope) == 2)

    let changed = try desk.take(try export([row("20261121000001", state: "待核实")]))
    #expect(changed.changed.map(\.differences) == [["工单状态：处理中 → 待核实"]])
    let detail = try desk.store.detail(number: "20261121000001", in: desk.scope)
    #expect(detail.request.hotline?.stateText == "处理中")
    #expect(detail.request.hotline?.otherColumns == ["区": "虚构区"])
    #expect(detail.obligation?.kind == .signing)
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
    let source = try export([row("1")])
    #expect {
      try desk.store.importHotline(source, into: desk.scope, by: Actor(desk.fitter), at: desk.now)
    } throws: {
      if case StoreError.refused = $0 { true } else { false }
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
  }

  @Test("What a preview and a refused row say has no telephone in it, wherever it is cut")
  func masked() throws {
    let desk = try TestDesk()
    for length in [60, 68, 70, 72, 76, 79] {
      let text = String(repeating: "长", count: length) + "打 138 0000 2046 联系"
      let bytes = Array(
        "工单编号,主要内容,派单时间\n1,\(text),\n2,\(text),62120000\n3,\(text),13800002046".utf8)
      let preview = try desk.store.previewImport(
        try ImportSource(bytes), into: desk.scope, at: desk.now)
      #expect(preview.rows.map(\.verdict.title) == ["新增", "不收", "不收"])
      for row in preview.rows {
        #expect(row.words.hasPrefix("长长") && row.words.count <= 80)
        #expect(!row.words.contains("0000"), "\(length): \(row.words)")
      }
      let reasons = preview.report.refused.map(\.reason).joined()
      #expect(reasons.contains("138****2046") && !reasons.contains("62120000"), "\(reasons)")
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
      ("1,马桶反水,处理中,,,,,,一般", "1,马桶反水,处理中,,,,,,紧急", ["紧急程度：普通 → 特急"]),
      ("1,马桶反水,处理中,,,,,,一般", "1,马桶反水,处理中,,,,,,不急", ["紧急程度：一般 → 不急"]),
      ("1,马桶反水,处理中,,,,,,", "1,马桶反水,处理中,,,已转物业,,,", ["办理结果：（空） → 已转物业"]),
    ])
  func differences(before: String, after: String, expected: [String]) throws {
    let desk = try TestDesk()
    func take(_ row: String) throws -> ImportReport {
      let bytes = Array((Self.header + "\n" + row + "\n").utf8)
      // Later each time, so that what was filled in differs.
      let now = desk.now.adding(minutes: row == before ? 0 : 90)
      return try desk.take(try ImportSource(bytes), at: now)
    }
    #expect(try take(before).new == 1)
    let report = try take(after)
    #expect(report.changed.map(\.differences) == [expected])
  }

  @Test("A trial and an import come to the same")
  func streaming() throws {
    let rows = (0..<300).map { index in
      index % 7 == 3
        ? "\(index),,处理中,,,,,," : "\(index % 290),水管漏水第\(index)处,处理中,2026-11-20 09:00,,,,,"
    }
    let source = try ImportSource(
      Array((Self.header + "\n" + rows.joined(separator: "\n")).utf8))
    let desk = try TestDesk()
    let nowhere = try ImportPreview(ofNew: source, at: desk.now)
    let here = try desk.store.previewImport(source, into: desk.scope, at: desk.now)
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
    let report = try desk.take(source)
    #expect(report.new > 200 && report.refused.count > 40)
    #expect(nowhere.report == report && here.report == report)
    #expect(try desk.store.requestCount(of: desk.scope) == report.new)
    #expect(try desk.store.doctor().ok)
  }

  @Test("A file that breaks off leaves nothing behind")
  func brokenOff() throws {
    let desk = try TestDesk()
    let stray = (0..<200).map { "\($0),\"水管漏水\n" }.joined()
    let bytes = Array(("工单编号,主要内容\na,好的一行\n" + stray).utf8)
    #expect(throws: ExchangeError.self) {
      try desk.take(try ImportSource(bytes))
    }
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
  }
}

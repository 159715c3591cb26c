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
}

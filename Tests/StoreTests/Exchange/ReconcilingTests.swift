import CoreModel
import Testing

@testable import Store

extension TestDesk {
  /// Imports as the officer.
  func take(
    _ source: ImportSource, _ decisions: ImportDecisions = ImportDecisions(),
    at moment: Instant? = nil
  ) throws -> ImportReport {
    try store.importHotline(
      source, decisions: decisions, into: scope, by: actor, at: moment ?? now)
  }
}

@Suite("Reconciling what an export says otherwise (核对导入差异)") struct ReconcilingTests {
  private static let header = "工单编号,主要内容,工单状态,派单时间,实际地址,联系电话,办理结果,办结时间,是否满意,区"
  private let open = "1,马桶反水,处理中,2026-11-20 09:00,甲路1号,13800002046,,,,东区"
  private let other = "1,马桶又反水,处理中,2026-11-20 09:00,乙路2号,13800002047,,,,西区"
  private let closed =
    "1,马桶反水,已办结,2026-11-20 09:00,甲路1号,13800002046,已疏通,2026-11-21 09:00,满意,东区"

  private func source(_ rows: String...) throws -> ImportSource {
    try ImportSource(Array(([Self.header] + rows).joined(separator: "\n").utf8))
  }

  private func request(_ desk: TestDesk) throws -> Request {
    try desk.store.detail(number: "1", in: desk.scope).request
  }

  @Test("Undecided it is reported again and again; kept, it is not, and nothing has changed")
  func keeping() throws {
    let desk = try TestDesk()
    #expect(try desk.take(source(open)).new == 1)
    for _ in 0..<2 { #expect(try desk.take(source(other)).changed.count == 1) }
    let before = try request(desk)
    let report = try desk.take(source(other), ImportDecisions(["1": .keepOurs]))
    #expect(report.reconciled == 1 && report.changed.isEmpty)
    let after = try request(desk)
    #expect(after.registration == before.registration && after.version == before.version + 1)
    #expect(try desk.take(source(other)).same == 1)
    // What the first export said is news again, and what it says otherwise than the last one.
    let back = try desk.take(source("1,马桶再次反水,处理中,2026-11-20 09:00,乙路2号,13800002047,,,,西区"))
    #expect(back.changed.map(\.differences) == [["内容：马桶反水 → 马桶再次反水"]])
    #expect(try desk.store.doctor().ok)
  }

  @Test("Field by field: what is taken changes the request, its row and what it is found by")
  func fieldByField() throws {
    let desk = try TestDesk()
    _ = try desk.take(source(open))
    let preview = try desk.store.previewImport(source(other), into: desk.scope, at: desk.now)
    guard case .changed(let fields) = preview.rows.first?.verdict else {
      Issue.record("\(preview)")
      return
    }
    #expect(fields.map(\.field) == [.content, .place, .phone, .other("区")])
    #expect(fields.map(\.shownOurs) == ["马桶反水", "甲路1号", "138****2046", "东区"])
    #expect(fields.map(\.shownTheirs) == ["马桶又反水", "乙路2号", "138****2047", "西区"])
    let decisions = ImportDecisions(["1": .take([.content, .phone])])
    #expect(try desk.take(source(other), decisions).reconciled == 1)
    let request = try request(desk)
    #expect(request.registration.text == "马桶又反水")
    #expect(request.registration.resident.phone == "13800002047")
    #expect(request.registration.place.detail == "甲路1号")
    #expect(request.hotline?.otherColumns["区"] == "东区")
    #expect(try desk.found("又反水") == ["马桶又反水"])
    #expect(try desk.take(source(other)).same == 1)
    let history = try desk.store.detail(number: "1", in: desk.scope).history
    guard case .hotlineReconciled(let decided) = history.events.last?.event else {
      Issue.record("not logged")
      return
    }
    #expect(decided.choices.map(\.takesTheirs) == [true, false, true, false])
    #expect(decided.words.contains("138****2046 → 138****2047（采用导出）"))
    #expect(!decided.words.contains("13800002046"))
    #expect(try desk.store.doctor().ok)
  }

  @Test("A closing that is taken closes an open ticket as the hotline's own closing does")
  func closing() throws {
    let desk = try TestDesk()
    _ = try desk.take(source(open))
    #expect(try desk.take(source(closed), ImportDecisions(otherwise: .takeTheirs)).reconciled == 1)
    let request = try request(desk)
    #expect(request.status == .closed)
    #expect(request.closedAt == Instant(iso8601: "2026-11-21T09:00:00+08:00"))
    #expect(request.hotline?.stateText == "已办结")
    let events = try desk.store.detail(number: "1", in: desk.scope).history.events
    #expect(
      events.last?.event
        == .closedByHotline(
          HotlineClosing(
            at: request.closedAt ?? desk.now, outcome: "已疏通", satisfaction: "满意")))
    #expect(try desk.take(source(closed)).same == 1)
    // An older export does not open it again, even when it is taken at its word.
    let late = try desk.take(source(open), ImportDecisions(otherwise: .takeTheirs))
    #expect(late.reconciled == 1)
    #expect(try self.request(desk).status == .closed)
    #expect(try self.request(desk).hotline?.stateText == "已办结")
    #expect(try desk.take(source(open)).same == 1)
    #expect(try desk.store.doctor().ok)
  }

  @Test("Asked to undo a closing, the desk says what to do instead")
  func regress() throws {
    let desk = try TestDesk()
    _ = try desk.take(source(closed))
    let report = try desk.take(source(open), ImportDecisions(["1": .take([.closed])]))
    #expect(report.refused.count == 1)
    #expect(report.refused.first?.reason.contains("重开") == true)
    #expect(try request(desk).status == .closed)
  }

  @Test("What the desk has corrected the same way is no difference")
  func correctedAlready() throws {
    let desk = try TestDesk()
    _ = try desk.take(source(open))
    let id = try request(desk).id
    let amendment = Amendment(
      text: "马桶又反水", place: RequestPlace(detail: "乙路2号"), resident: Resident(phone: "138 0000 2047")
    )
    _ = try desk.store.perform(
      .amend(amendment), on: id, expecting: nil, by: desk.actor, at: desk.now)
    let report = try desk.take(source(other))
    #expect(report.changed.map(\.differences) == [["区：东区 → 西区"]])
    // And what the export does not say otherwise than before stays as it was corrected.
    #expect(try desk.take(source(open)).same == 1)
  }

  @Test("Only the desk reconciles, only tickets, and it cannot be undone")
  func gates() throws {
    let desk = try TestDesk()
    _ = try desk.take(source(open))
    let id = try request(desk).id
    let decided = HotlineReconciliation(
      choices: [.init(.content, ours: nil, theirs: "新", takesTheirs: true)], fingerprint: "f")
    func give(_ command: RequestCommand, on id: RequestID, by actor: Actor) throws {
      _ = try desk.store.perform(command, on: id, expecting: nil, by: actor, at: desk.now)
    }
    #expect(throws: StoreError.self) {
      try give(.reconcile(decided), on: id, by: Actor(desk.fitter))
    }
    let plain = try desk.add("楼道灯不亮").request.id
    #expect(throws: StoreError.self) { try give(.reconcile(decided), on: plain, by: desk.actor) }
    try give(.reconcile(decided), on: id, by: desk.actor)
    #expect(throws: StoreError.self) { try give(.undo(reason: ""), on: id, by: desk.boss) }
    let future = HotlineReconciliation(
      choices: [
        .init(.received, ours: nil, theirs: "2099-01-01T00:00:00+08:00", takesTheirs: true)
      ], fingerprint: "f")
    #expect(throws: StoreError.self) { try give(.reconcile(future), on: id, by: desk.actor) }
  }

  @Test("Stopped half way, an import leaves nothing")
  func cancelled() throws {
    let desk = try TestDesk()
    let rows = (0..<1200).map { "\($0),水管漏水,处理中,2026-11-20 09:00,,,,,," }
    let source = try ImportSource(Array(([Self.header] + rows).joined(separator: "\n").utf8))
    var told: [ImportProgress] = []
    #expect(throws: ExchangeError.cancelled) {
      try desk.store.importHotline(source, into: desk.scope, by: desk.actor, at: desk.now) {
        told.append($0)
        return told.count < 2
      }
    }
    #expect(told.count == 2)
    #expect(try desk.store.requestCount(of: desk.scope) == 0)
    #expect(throws: ExchangeError.cancelled) {
      try desk.store.previewImport(source, into: desk.scope, at: desk.now) { _ in false }
    }
    #expect(try desk.take(source).new == 1200)
  }
}

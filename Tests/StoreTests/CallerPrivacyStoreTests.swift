import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("匿名 and 保密 in the store") struct CallerPrivacyStoreTests {
  private static let traces = ["张建国", "张先生", "13800002046", "138 0000 2046", "13611112222"]
  private static let header = "工单编号,主要内容,派单时间,市民姓名,联系电话,移动电话,是否保密,是否匿名,实际地址,备注,工单状态,办结时间"

  private func export(_ rows: [String]) throws -> ImportSource {
    try ImportSource(Array(([Self.header] + rows).joined(separator: "\n").utf8))
  }

  private func row(
    _ number: String, secret: String = "是", text: String = "张建国（13800002046）反映楼上夜间噪声",
    state: String = "处理中", closed: String = ""
  ) -> String {
    "\(number),\(text),2026-11-20 09:00,张建国,13800002046,13611112222,\(secret),否,张先生家楼上,张先生 138 0000 2046,\(state),\(closed)"
  }

  private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }

  private func expectNothing(_ value: Any, _ what: String) {
    let text = dumped(value)
    for trace in Self.traces { #expect(!text.contains(trace), "\(what) shows \(trace)") }
  }

  @Test("Whatever the store gives of a 保密 ticket names nobody, whichever way it came in")
  func everyQuery() throws {
    let desk = try TestDesk()
    let source = try export([
      row("A1"), row("A2", state: "办结", closed: "2026-11-20 18:00"),
      row("A3", secret: "否", text: "夜间噪声大"),
    ])
    expectNothing(
      try desk.store.previewImport(source, into: desk.scope, at: desk.now).rows.prefix(2), "preview"
    )
    #expect(try desk.take(source).new == 3)
    for number in ["A1", "A2"] {
      let detail = try desk.store.detail(number: number, in: desk.scope)
      #expect(detail.request.callerPrivacy == .confidential)
      expectNothing(detail, number)
      let id = detail.history.id
      expectNothing(try desk.store.details(of: [id]), "details")
      expectNothing(
        try desk.store.mainCandidates(for: id, words: "来电人", now: desk.now), "mains")
    }
    let open = try desk.store.detail(number: "A3", in: desk.scope)
    #expect(open.request.registration.resident.name == "张建国")
    for view in [QueueFilter.View.open, .all, .closed] {
      let page = try desk.store.queue(
        QueueFilter(scope: desk.scope, view: view, search: "来电人"), now: desk.now)
      expectNothing(page, "\(view)")
      #expect(!page.rows.isEmpty)
    }
    #expect(try desk.store.doctor().ok)
  }

  @Test("A 保密 caller is found neither by name nor by any part of the number that they call from")
  func searching() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A1"), row("A2", secret: "否", text: "夜间噪声大")]))
    #expect(try desk.found("张建国") == ["夜间噪声大"])
    #expect(try desk.found("zjg") == ["夜间噪声大"])
    // Nobody finds out a number digit by digit.
    for part in ["138", "1380000", "2046", "13800002046"] {
      #expect(try desk.found(part) == ["夜间噪声大"])
    }
    let asked = SimilarQuery(
      scope: desk.scope, place: RequestPlace(), phone: "13800002046", text: "", at: desk.now)
    let similar = try desk.store.similar(to: asked)
    #expect(similar.phone?.count == 1)
    #expect(similar.matches.allSatisfy { $0.row.hotlineNumber != "A1" })
    #expect(similar.caller?.entries.map(\.ticketNumber) == ["A2"])
    #expect(similar.caller?.confidential == 1)
    // Who looks at the ticket was not given the number, and still sees that they called before.
    let ticket = try desk.store.detail(number: "A1", in: desk.scope)
    let own = try desk.store.similar(
      to: SimilarQuery(ticket.request.registration, excluding: ticket.request.id))
    #expect(own.phone?.count == 1)
    expectNothing(
      try desk.store.similar(to: asked).matches.filter { $0.row.hotlineNumber == "A1" }, "similar")
  }

  @Test("Whoever types a number learns how many 保密 tickets came from it, and nothing of them")
  func typedNumber() throws {
    let desk = try TestDesk()
    _ = try desk.take(
      try export([row("A1"), row("A2", state: "办结", closed: "2026-11-20 18:00")]))
    try desk.add("楼道灯坏", phone: "138 0000 2046")
    let history = try desk.store.callerHistory(ofPhone: "138-0000-2046", in: desk.scope)
    #expect(history.entries.map(\.text) == ["楼道灯坏"])
    #expect(history.total == 1 && history.confidential == 2)
    let asked = SimilarQuery(
      scope: desk.scope, place: RequestPlace(), phone: "13800002046", text: "", at: desk.now)
    #expect(try desk.store.similar(to: asked).caller == history)
    let numbers = try ["A1", "A2"].map { try desk.store.detail(number: $0, in: desk.scope).request }
    let shown = dumped(history)
    for number in numbers.map(\.number) + ["A1", "A2", "噪声"] {
      #expect(!shown.contains(number))
    }
    // Of another number, or of a part of it, not even that.
    for phone in ["13800002047", "8000020", "1380000204"] {
      let other = try desk.store.callerHistory(ofPhone: phone, in: desk.scope)
      #expect(other.isEmpty && other.confidential == 0)
    }
    // Beside one of them the others are still seen.
    let caller = try #require(try desk.store.detail(number: "A1", in: desk.scope).caller)
    #expect(caller.entries.count == 2)
  }

  @Test("A 保密 caller's former name and number are blanked in the rows of lists, too")
  func formerName() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A1")]))
    let id = try desk.store.detail(number: "A1", in: desk.scope).history.id
    var amendment = Amendment()
    amendment.resident = Resident(name: "李秀英", phone: "13900003157")
    _ = try desk.store.perform(
      .amend(amendment), on: id, expecting: nil, by: desk.actor, at: desk.now)
    let list = QueueFilter(scope: desk.scope, view: .open)
    #expect(try desk.texts(list) == ["来电人（***）反映楼上夜间噪声"])
    expectNothing(try desk.store.queue(list, now: desk.now), "rows")
    for word in ["张建国", "2046", "李秀英", "3157"] { #expect(try desk.found(word).isEmpty) }
    #expect(try desk.store.doctor().ok)
  }

  @Test("Saying 保密 later blanks the rows of lists, too, and taking it back shows them again")
  func corrected() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A2", secret: "否")]))
    let id = try desk.store.detail(number: "A2", in: desk.scope).history.id
    let list = QueueFilter(scope: desk.scope, view: .open)
    func correct(_ isConfidential: Bool) throws -> RequestDetail {
      try desk.store.perform(
        .ticket(.correct(TicketCorrection(isConfidential: isConfidential))), on: id,
        expecting: nil, by: desk.actor, at: desk.now)
    }
    #expect(try desk.texts(list) == ["张建国（13800002046）反映楼上夜间噪声"])
    expectNothing(try correct(true), "detail")
    #expect(try desk.texts(list) == ["来电人（***）反映楼上夜间噪声"])
    #expect(try desk.found("张建国").isEmpty)
    #expect(try desk.store.doctor().ok)
    _ = try correct(false)
    #expect(try desk.texts(list) == ["张建国（13800002046）反映楼上夜间噪声"])
    #expect(try desk.store.doctor().ok)
  }

  @Test("Saying 保密 later blanks what was decided on the ticket before, too")
  func tasks() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A2", secret: "否")]))
    let id = try desk.store.detail(number: "A2", in: desk.scope).history.id
    let order = TaskOrder(
      title: "联系张建国", person: desk.officer.id, dueAt: desk.now.adding(minutes: 600))
    _ = try desk.store.perform(
      .task(.set(order)), on: id, expecting: nil, by: desk.actor, at: desk.now)
    #expect(try desk.store.openTasks(of: desk.scope).first?.task.title == "联系张建国")
    _ = try desk.store.perform(
      .ticket(.correct(TicketCorrection(isConfidential: true))), on: id, expecting: nil,
      by: desk.actor, at: desk.now)
    #expect(
      try desk.store.openTasks(of: desk.scope).first?.task.title.contains("张建国") == false)
  }

  @Test("The whole number goes to 书记 alone, and only with a reason")
  func revealing() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A1")]))
    let id = try desk.store.detail(number: "A1", in: desk.scope).history.id
    func reveal(_ reason: String, _ actor: Actor) throws -> RequestDetail {
      try desk.store.perform(
        .revealPhone(reason: reason), on: id, expecting: nil, by: actor, at: desk.now)
    }
    #expect(throws: StoreError.self) { try reveal("约见面", desk.actor) }
    #expect(throws: StoreError.self) { try reveal("", desk.boss) }
    #expect(try reveal("约见面", desk.boss).revealedPhone == "13800002046")
    #expect(try desk.store.detail(id: id).revealedPhone == nil)
  }

  @Test("A difference in a re-imported row is shown without the caller, and taken over whole")
  func differences() throws {
    let desk = try TestDesk()
    _ = try desk.take(try export([row("A1")]))
    let again = try export([row("A1", text: "张建国 13800002046 又来电催")])
    let report = try desk.take(again)
    expectNothing(report.changed.map(\.differences), "differences")
    #expect(report.changed.first?.differences.first?.contains("来电人") == true)
    let decided = try desk.store.importHotline(
      again, decisions: ImportDecisions(otherwise: .takeTheirs), into: desk.scope, by: desk.actor,
      at: desk.now)
    #expect(decided.reconciled == 1)
    expectNothing(try desk.store.detail(number: "A1", in: desk.scope), "detail")
    #expect(try desk.store.doctor().ok)
  }

  @Test("Both ways of importing come to the same rows")
  func bothWays() throws {
    let (short, long) = (try TestDesk(), try TestDesk())
    let source = try export([row("A1"), row("A2", secret: "否"), row("A3", secret: "不保密")])
    _ = try short.take(source)
    _ = try long.store.importRowByRow(source, into: long.scope, by: long.actor, at: long.now)
    let list = QueueFilter(scope: short.scope, view: .all)
    #expect(try short.texts(list).sorted() == long.texts(list).sorted())
  }

  @Test("Rows of a database of an earlier build are blanked when it is first opened")
  func earlierBuild() throws {
    let desk = try TestDesk()
    _ = try desk.take(
      try export([row("A1"), row("A2", state: "办结", closed: "2026-11-20 18:00")]))
    try desk.store.close()
    let queue = try DatabaseQueue(path: desk.folder + "/desk.sqlite")
    try queue.write { db in
      try db.execute(
        sql: """
          UPDATE request SET text = '张建国（13800002046）反映楼上夜间噪声',
            haystack = '噪声' || char(10) || '13800002046';
          UPDATE setting SET value = '2-old' WHERE name = 'builtIn'
          """)
    }
    try queue.close()
    let opened = try DeskStore.open(path: desk.folder + "/desk.sqlite")
    defer { try? opened.close() }
    for view in [QueueFilter.View.open, .closed] {
      let page = try opened.queue(QueueFilter(scope: desk.scope, view: view), now: desk.now)
      #expect(page.rows.map(\.text) == ["来电人（***）反映楼上夜间噪声"])
      let byNumber = QueueFilter(scope: desk.scope, view: view, search: "2046")
      #expect(try opened.queue(byNumber, now: desk.now).rows.isEmpty)
    }
    #expect(try opened.doctor().ok)
  }
}

import CoreModel
import Testing

@testable import Store

@Suite struct QueueTests {
  private func filled() throws -> TestDesk {
    let desk = try TestDesk()
    for index in 0..<40 {
      // Twenty share a minute each with another: ties must not lose rows.
      let received = desk.now.adding(minutes: -(index / 2) * 60)
      try desk.add(
        "第\(index)件", group: index % 4 == 3 ? nil : index % 4, receivedAt: received,
        followedBy: index % 5 == 0 ? desk.closing : [])
    }
    return desk
  }

  @Test(
    arguments: [QueueFilter.View.open, .overdue, .closed, .all, .today, .unanswered], [nil, 1])
  func pagesInEitherDirectionAddUpToTheWholeList(view: QueueFilter.View, group: Int?) throws {
    let desk = try filled()
    let filter = QueueFilter(scope: desk.scope, view: view, group: group.map { desk.groups[$0].id })
    let whole = try desk.store.queue(filter, limit: 1000, now: desk.now)
    #expect(whole.atStart && whole.atEnd)
    #expect(whole.rows.count > 0)
    for limit in [1, 3, 7] {
      var down: [QueueRow] = []
      var page = try desk.store.queue(filter, .first, limit: limit, now: desk.now)
      #expect(page.atStart)
      down += page.rows
      while !page.atEnd, let last = page.rows.last {
        page = try desk.store.queue(filter, .after(last.key), limit: limit, now: desk.now)
        #expect(!page.atStart)
        down += page.rows
      }
      #expect(down == whole.rows)
      var up: [QueueRow] = []
      page = try desk.store.queue(filter, .last, limit: limit, now: desk.now)
      #expect(page.atEnd)
      up = page.rows
      while !page.atStart, let first = page.rows.first {
        page = try desk.store.queue(filter, .before(first.key), limit: limit, now: desk.now)
        #expect(!page.atEnd)
        up = page.rows + up
      }
      #expect(up == whole.rows)
    }
  }

  @Test func aroundKeepsTheRowInPlaceAndItsPlaceWhenItIsGone() throws {
    let desk = try filled()
    let filter = QueueFilter(scope: desk.scope)
    let whole = try desk.store.queue(filter, limit: 1000, now: desk.now).rows
    for index in whole.indices {
      let page = try desk.store.queue(
        filter, .around(whole[index].key, before: 3, after: 2), now: desk.now)
      #expect(page.rows == Array(whole[max(0, index - 3)...min(whole.count - 1, index + 2)]))
      #expect(page.atStart == (index <= 3))
      #expect(page.atEnd == (index + 2 >= whole.count - 1))
    }
    let gone = whole[10]
    for command in desk.closing {
      _ = try desk.store.perform(
        command, on: gone.id, expecting: nil, by: desk.actor, at: desk.now)
    }
    let page = try desk.store.queue(filter, .around(gone.key, before: 2, after: 2), now: desk.now)
    #expect(page.rows.map(\.id) == [8, 9, 11, 12].map { whole[$0].id })
  }

  @Test func viewsShowWhatTheySayInTheirOrder() throws {
    let desk = try filled()
    func rows(_ view: QueueFilter.View) throws -> [QueueRow] {
      try desk.store.queue(QueueFilter(scope: desk.scope, view: view), limit: 1000, now: desk.now)
        .rows
    }
    let open = try rows(.open)
    #expect(open.count == 32)
    #expect(open.compactMap(\.obligation?.dueAt) == open.compactMap(\.obligation?.dueAt).sorted())
    #expect(open.allSatisfy { $0.closedAt == nil && $0.obligation != nil })
    #expect(try rows(.overdue).allSatisfy { ($0.obligation?.dueAt ?? desk.now) < desk.now })
    #expect(try rows(.closed).count == 8)
    let all = try rows(.all)
    #expect(all.count == 40)
    #expect(all.map(\.receivedAt) == all.map(\.receivedAt).sorted(by: >))
    #expect(try rows(.today).allSatisfy { $0.receivedAt.day == desk.now.day })
  }

  @Test func filtersCombine() throws {
    let desk = try TestDesk()
    let dispatch: [RequestCommand] = [
      .respond(note: ""), .triage(TriageDecision(tier: .second)),
      .dispatch(Dispatch(to: .person(desk.fitter.id))),
    ]
    try desk.add("甲", group: 0, followedBy: dispatch)
    try desk.add("乙", group: 1, followedBy: dispatch)
    try desk.add("丙", group: 0)
    let scope = desk.scope
    #expect(try desk.texts(QueueFilter(scope: scope, group: desk.groups[0].id)).count == 2)
    #expect(try desk.texts(QueueFilter(scope: scope, tier: .second)) == ["甲", "乙"])
    #expect(try desk.texts(QueueFilter(scope: scope, handler: desk.fitter.id)) == ["甲", "乙"])
    #expect(
      try desk.texts(QueueFilter(scope: scope, group: desk.groups[0].id, handler: desk.fitter.id))
        == ["甲"])
    #expect(try desk.texts(QueueFilter(scope: scope, hotlineOnly: true)).isEmpty)
  }

  @Test func countsAgreeWithTheLists() throws {
    let desk = try filled()
    let counts = try desk.store.counts(of: desk.scope, now: desk.now)
    let open = try desk.store.queue(QueueFilter(scope: desk.scope), limit: 1000, now: desk.now).rows
    let pressures = open.compactMap { $0.obligation?.pressure(at: desk.now) }
    #expect(counts.open == open.count)
    #expect(counts.overdue == pressures.count { $0 == .overdue })
    #expect(counts.dueSoon == pressures.count { $0 == .soon })
    #expect(counts.unanswered == open.count { $0.status == .registered })
    #expect(counts.byStatus.values.reduce(0, +) == open.count)
    let groups = try desk.store.groupRows(of: desk.scope, now: desk.now)
    #expect(groups.map(\.id) == desk.groups.map(\.id))
    for row in groups {
      let mine = open.filter { $0.group == row.id }
      #expect(row.open == mine.count)
      #expect(row.overdue == mine.count { $0.obligation?.pressure(at: desk.now) == .overdue })
      #expect(row.weekly == [0, 0, 0, 10])
    }
  }

  @Test func aShortNumberIsEnoughWhenOnlyOneFits() throws {
    let desk = try TestDesk()
    let today = try desk.add("甲").request
    let old = try desk.add(
      "乙", receivedAt: desk.now.adding(minutes: -1440), followedBy: desk.closing
    ).request
    func number(_ text: String) throws -> String {
      try desk.store.detail(number: text, in: desk.scope).request.number
    }
    #expect(try number("20261121-001") == today.number)
    #expect(try number("001") == today.number)
    #expect(try number("1") == today.number)
    #expect(try number("1120-1") == old.number)
    #expect(try number("２０２６１１２０－００１") == old.number)
    #expect(throws: StoreError.notFound("诉求「9」")) { try number("9") }
    try desk.add("丙", receivedAt: desk.now.adding(minutes: -2880))
    #expect(throws: StoreError.ambiguous("1", candidates: ["20261121-001", "20261119-001"])) {
      try number("1")
    }
  }

  /// A short number is looked for on every day there is, not among the newest few hundred requests.
  @Test func aShortNumberOfAnOlderYearIsFound() throws {
    let desk = try TestDesk()
    let requests = (0..<410).map { ago in
      let at = desk.now.adding(minutes: -ago * 1440)
      var form = desk.form("第\(ago)天", receivedAt: at)
      form.number = "\(at.day.compactText)-001"
      return BulkRequest(
        id: RequestID("r\(ago)"),
        events: [
          RecordedEvent(version: 1, at: at, actor: desk.officer.id, event: .registered(form))
        ])
    }
    _ = try desk.store.bulkInsert(requests)
    let text = { (number: String) throws -> String in
      try desk.store.detail(number: number, in: desk.scope).history.request.registration.text
    }
    let oldest = desk.now.adding(minutes: -409 * 1440).day.compactText
    #expect(try text("\(oldest)-001") == "第409天")
    #expect(try text("\(oldest.dropFirst(2))-1") == "第409天")
    // The same day of two years.
    #expect(throws: StoreError.self) { try text("\(oldest.dropFirst(4))-1") }
    #expect(throws: StoreError.self) { try text("x\(oldest.dropFirst(4))-1") }
    let ambiguous = #expect(throws: StoreError.self) { try text("1") }
    guard case .ambiguous(_, let candidates) = ambiguous else {
      Issue.record("\(String(describing: ambiguous))")
      return
    }
    #expect(candidates.count == 8)
    #expect(candidates == candidates.sorted(by: >))
  }
}

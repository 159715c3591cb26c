import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("The 12345 inbox") struct TicketQueueTests {
  /// Thirty tickets at several states among other requests, every third of them closed by the hotline.
  private func filled() throws -> TestDesk {
    let desk = try TestDesk()
    for index in 0..<30 {
      // Two share a minute each: ties must not lose rows.
      let at = desk.now.adding(minutes: -(index / 2) * 700)
      let ticket = HotlineTicket(
        number: "热线-\(index)", kind: TicketKind.allCases[index % 4], kindText: "求助",
        assignedAt: at)
      let steps: [RequestCommand] =
        switch index % 5 {
        case 0: []
        case 1: [.ticket(.sign(note: ""))]
        case 2: [contact(desk, at)]
        case 3: [contact(desk, at), .ticket(.askReturn(TicketReturn(reason: "不属本居")))]
        default:
          [
            contact(desk, at), .ticket(.askExtension(TicketExtension(days: 2, reason: "等配件"))),
            .ticket(.answerExtension(TicketAnswer(isGranted: true))),
          ]
        }
      _ = try desk.store.register(
        desk.form("第\(index)件", receivedAt: at, ticket: ticket), followedBy: steps, by: desk.actor,
        at: at)
      try desk.add("别的\(index)", receivedAt: at, followedBy: index % 3 == 0 ? desk.closing : [])
    }
    return desk
  }

  private func contact(_ desk: TestDesk, _ at: Instant) -> RequestCommand {
    .ticket(.contact(ContactAttempt(by: desk.officer.id, at: at, words: "说夜里吵"), meeting: nil))
  }

  private func inbox(_ desk: TestDesk, _ state: TicketState? = nil) -> QueueFilter {
    QueueFilter(scope: desk.scope, hotlineOnly: true, ticketState: state)
  }

  @Test("In either direction pages add up to the whole, by due time and then by key")
  func pages() throws {
    let desk = try filled()
    for state in [nil] + TicketState.allCases {
      let filter = inbox(desk, state)
      let whole = try desk.store.queue(filter, limit: 1000, now: desk.now).rows
      let keys = whole.map { [$0.key.sort, $0.key.row] }
      #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
      #expect(whole.allSatisfy { $0.ticket != nil && (state == nil || $0.ticket?.state == state) })
      for limit in [1, 7] {
        var down: [QueueRow] = []
        var page = try desk.store.queue(filter, .first, limit: limit, now: desk.now)
        down += page.rows
        while !page.atEnd, let last = page.rows.last {
          page = try desk.store.queue(filter, .after(last.key), limit: limit, now: desk.now)
          down += page.rows
        }
        #expect(down == whole)
        page = try desk.store.queue(filter, .last, limit: limit, now: desk.now)
        var up = page.rows
        while !page.atStart, let first = page.rows.first {
          page = try desk.store.queue(filter, .before(first.key), limit: limit, now: desk.now)
          up = page.rows + up
        }
        #expect(up == whole)
      }
    }
    #expect(try desk.store.queue(inbox(desk), limit: 1000, now: desk.now).rows.count == 30)
  }

  @Test("What a row says of its ticket follows from its events")
  func rows() throws {
    let desk = try filled()
    let rules = try desk.store.rules(of: desk.scope).deadlines
    let rows = try desk.store.queue(inbox(desk), limit: 1000, now: desk.now).rows
    for row in rows {
      let request = try desk.store.detail(id: row.id).request
      #expect(row.ticket == TicketLine(request, under: rules))
    }
    #expect(rows.contains { $0.ticket?.limit?.isExtended == true })
    #expect(try desk.store.doctor().checks.filter { !$0.ok }.map(\.name) == [])
  }

  @Test("Words, facets, groups and the other views narrow the inbox as they narrow the queue")
  func narrowed() throws {
    let desk = try filled()
    func count(_ change: (inout QueueFilter) -> Void) throws -> Int {
      var filter = inbox(desk, .returning)
      change(&filter)
      return try desk.store.queue(filter, limit: 1000, now: desk.now).rows.count
    }
    #expect(try count { _ in } == 6)
    #expect(try count { $0.search = "第13件" } == 1)
    #expect(try count { $0.search = "别的" } == 0)
    #expect(try count { $0.facets.choose(.urgency(.normal)) } == 6)
    #expect(try count { $0.handler = desk.fitter.id } == 0)
    #expect(try count { $0.group = desk.groups[0].id } == 0)
    #expect(try count { $0.view = .all } == 6)
    #expect(try count { $0.view = .overdue } <= 6)
  }

  @Test("Counts agree with the lists")
  func counts() throws {
    let desk = try filled()
    let counts = try desk.store.counts(of: desk.scope, now: desk.now).hotline
    let all = try desk.store.queue(inbox(desk), limit: 1000, now: desk.now).rows
    #expect(counts.open == 30 && counts.next == all.first)
    for state in TicketState.allCases {
      let rows = all.filter { $0.ticket?.state == state }
      let late = rows.count { $0.obligation?.pressure(at: desk.now) == .overdue }
      #expect(
        counts.states[state] == (rows.isEmpty ? nil : TicketTally(count: rows.count, overdue: late))
      )
    }
    // 700 minutes apart two by two: the newest is 21 November, 19:42, the oldest seven days before.
    #expect(counts.trend == TicketTrend(thisMonth: 30, sameDays: 0, lastMonth: 0))
    let next = try #require(Instant(iso8601: "2026-12-15T12:00"))
    let december = try desk.store.counts(of: desk.scope, now: next).hotline.trend
    #expect(december.thisMonth == 0 && december.lastMonth == 30)
    let noon = try #require(Instant(iso8601: "2026-11-15T12:00"))
    #expect(december.sameDays == all.count { $0.receivedAt <= noon } && december.sameDays > 0)
  }

  @Test("Every walk is one of a named index, without a sorting of its own")
  func plans() throws {
    let desk = try filled()
    let open = "neighborhood_id = 1 AND r.due_at IS NOT NULL"
    let states = [
      (
        "request_ticket_open",
        "\(open) AND r.hotline_number IS NOT NULL AND r.ticket_state IS NOT NULL"
      ),
      (
        "request_ticket_state",
        "\(open) AND r.hotline_number IS NOT NULL AND r.ticket_state IS NOT NULL AND r.ticket_state = 'toSign'"
      ),
    ]
    var plans: [(index: String, plan: [String])] = []
    try desk.store.look { db in
      func plan(_ sql: String, _ arguments: StatementArguments = []) throws -> [String] {
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments)
          .map { $0["detail"] as String }
      }
      for (index, condition) in states {
        for (order, beyond) in [("ASC", ">"), ("DESC", "<")] {
          plans.append(
            (
              index,
              try plan(
                """
                SELECT r.due_at, \(QueueRow.columns) FROM request r INDEXED BY \(index)
                WHERE r.\(condition) AND (r.due_at, r.id) \(beyond) (5, 5)
                ORDER BY r.due_at \(order), r.id \(order) LIMIT 50
                """)
            ))
        }
      }
      plans.append(
        ("request_ticket_state", try plan(TicketCountsQuery.states, [1, 1])))
      plans.append(("request_hotline", try plan(TicketCountsQuery.received, [1, 1, 2])))
    }
    for (index, plan) in plans {
      #expect(plan.contains { $0.contains("INDEX \(index) (") }, "\(plan)")
      #expect(plan.allSatisfy { !$0.hasPrefix("SCAN") && !$0.contains("TEMP B-TREE") }, "\(plan)")
    }
    // The tallies are read off their index alone.
    #expect(plans.dropLast().last?.plan.allSatisfy { $0.contains("COVERING") } == true)
  }
}

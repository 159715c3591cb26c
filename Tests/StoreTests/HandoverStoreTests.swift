import CoreModel
import GRDB
import Testing

@testable import Store

@Suite("签到 and 交接班 on disk") struct HandoverStoreTests {
  /// An evening and the patrol after it, on a Saturday.
  private struct Night {
    let desk: TestDesk
    let evening: Shift
    let patrol: Shift

    static func made() throws -> Night {
      let desk = try TestDesk()
      let day = desk.now.day
      let night = Night(
        desk: desk,
        evening: Shift(
          id: Identifier("s-evening"), neighborhood: desk.scope,
          start: day.at(minute: 17 * 60 + 30), end: day.at(minute: 20 * 60), kind: .evening,
          people: [desk.officer.id]),
        patrol: Shift(
          id: Identifier("s-patrol"), neighborhood: desk.scope, start: day.at(minute: 20 * 60),
          end: day.at(minute: 22 * 60), kind: .nightPatrol, people: [desk.fitter.id]))
      try desk.store.save(shifts: [night.evening, night.patrol])
      return night
    }

    func at(_ hour: Int, _ minute: Int = 0) -> Instant {
      desk.now.day.at(minute: hour * 60 + minute)
    }

    func signIn(_ person: Person, _ shift: Shift, at now: Instant) throws {
      try desk.store.perform(
        .signIn(AttendanceEntry(person.id)), on: shift.id, in: desk.scope, by: Actor(person),
        at: now)
    }

    func matter(at now: Instant) throws -> HandoverMatter {
      try desk.store.handoverMatter(of: evening.id, in: desk.scope, now: now).matter
    }
  }

  @Test(
    "A shift that somebody has signed in to is neither cancelled nor moved, nor taken from them")
  func signedInShift() throws {
    let night = try Night.made()
    let desk = night.desk
    // Early: half an hour before it begins.
    try night.signIn(desk.officer, night.evening, at: night.at(17, 0))
    let now = night.at(17, 5)
    func refuses(_ change: DeskChange) -> Bool {
      do {
        try desk.store.perform(change, in: desk.scope, by: desk.boss, at: now)
        return false
      } catch { return error.message.contains("已经签到") }
    }
    #expect(refuses(.deleteShift(night.evening)))
    var moved = night.evening
    moved.start = night.at(18, 0)
    #expect(refuses(.changeShift(moved, was: night.evening)))
    var others = night.evening
    others.people = [desk.secretary.id]
    #expect(refuses(.changeShift(others, was: night.evening)))
    var longer = night.evening
    longer.end = night.at(21, 0)
    #expect(!refuses(.changeShift(longer, was: night.evening)))
    #expect(!refuses(.deleteShift(night.patrol)))
  }

  @Test("A shift that has begun keeps its start")
  func begunShift() throws {
    let night = try Night.made()
    var moved = night.evening
    moved.start = night.at(19, 0)
    #expect(throws: StoreError.self) {
      try night.desk.store.perform(
        .changeShift(moved, was: night.evening), in: night.desk.scope, by: night.desk.boss,
        at: night.at(18, 0))
    }
  }

  @Test("Who came is there again after the file was closed, for the shift and for the span")
  func attendance() throws {
    let night = try Night.made()
    let desk = night.desk
    try night.signIn(desk.officer, night.evening, at: night.at(17, 35))
    let read = try desk.store.attendance(
      of: desk.scope, from: desk.now.day, through: desk.now.day)
    #expect(read.map(\.id) == [night.evening.id, night.patrol.id])
    #expect(read[0].stints[0].lateMinutes == 5 && read[1].stints.isEmpty)
    let board = try desk.store.dutyBoard(of: desk.scope, now: night.at(18))
    #expect(board.usedSince == night.at(17, 35))
    #expect(board.fit(for: desk.actor, at: night.at(19, 45)) == .give(read[0]))
    #expect(throws: StoreError.self) {
      try night.signIn(desk.officer, night.evening, at: night.at(17, 40))
    }
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .signIn(AttendanceEntry(desk.officer.id)), on: Identifier("gone"), in: desk.scope,
        by: desk.actor, at: night.at(18))
    }
  }

  @Test("A handover lists new, closed and changed requests, and asks for a word on what falls due")
  func matter() throws {
    let night = try Night.made()
    let desk = night.desk
    let before = try desk.add("楼道灯不亮", group: 0, receivedAt: night.at(9))
    try desk.add("早就办结的", receivedAt: night.at(10), followedBy: desk.closing)
    try night.signIn(desk.officer, night.evening, at: night.at(17, 30))
    try desk.add("马桶堵了", group: 1, urgency: .critical, receivedAt: night.at(19, 50))
    let closed = try desk.add("单元门关不上", receivedAt: night.at(18, 30), followedBy: desk.closing)
    _ = try desk.store.perform(
      .respond(note: "马上来"), on: before.history.id, expecting: nil, by: desk.actor,
      at: night.at(18))
    let matter = try night.matter(at: night.at(19, 55))
    #expect(matter.figures.received == 2 && matter.received.count == 2)
    #expect(matter.closed.map(\.request) == [closed.history.id])
    #expect(matter.changed.map(\.step) == ["响应"] && matter.figures.changed == 1)
    #expect(matter.figures.open == 2 && matter.next?.id == night.patrol.id)
    #expect(matter.until == night.at(22))
    #expect(matter.items.allSatisfy { $0.dueAt < night.at(22) } && !matter.items.isEmpty)
    #expect(matter.items.map(\.dueAt) == matter.items.map(\.dueAt).sorted())
    #expect(throws: StoreError.self) {
      try desk.store.perform(
        .give(words: [:], remark: ""), on: night.evening.id, in: desk.scope, by: desk.actor,
        at: night.at(19, 55))
    }
    let words = Dictionary(
      uniqueKeysWithValues: matter.items.map { ($0.id, "盯住 \($0.number)") })
    let handover = try desk.store.perform(
      .give(words: words, remark: "钥匙在抽屉"), on: night.evening.id, in: desk.scope, expecting: 0,
      attending: (.signOut(AttendanceEntry(desk.officer.id)), night.evening.id), by: desk.actor,
      at: night.at(19, 56))
    #expect(!handover.isSigned && handover.sheet.items.map(\.word).allSatisfy { !$0.isEmpty })
    let board = try desk.store.dutyBoard(of: desk.scope, now: night.at(20))
    #expect(board.unsigned.map(\.id) == [night.evening.id])
    #expect(board.attendance[0].stints[0].departure?.at == night.at(19, 56))
    #expect(board.fit(for: Actor(desk.fitter), at: night.at(20)) == .sign(handover))
    let reading = try #require(
      try desk.store.handover(of: night.evening.id, in: desk.scope))
    #expect(reading.rows[before.history.id]?.text == "楼道灯不亮")
  }

  @Test(
    "Of two desks that end one shift, the second is told who was faster, and nothing of theirs is stored"
  )
  func twoDesks() throws {
    let night = try Night.made()
    let desk = night.desk
    try night.signIn(desk.officer, night.evening, at: night.at(17, 30))
    let give = HandoverCommand.give(words: [:], remark: "一切正常")
    try desk.store.perform(
      give, on: night.evening.id, in: desk.scope, expecting: 0, by: desk.actor,
      at: night.at(19, 55))
    let error = #expect(throws: StoreError.self) {
      try desk.store.perform(
        give, on: night.evening.id, in: desk.scope, expecting: 0,
        attending: (.signOut(AttendanceEntry(desk.officer.id)), night.evening.id), by: desk.actor,
        at: night.at(19, 56))
    }
    #expect(error?.message.hasPrefix("王芳 已在 19:55 先行「交班」") == true, "\(error?.message ?? "")")
    let attendance = try desk.store.attendance(of: night.evening.id, in: desk.scope)
    #expect(attendance.isPresent(desk.officer.id), "all or nothing")
    try desk.store.perform(
      .add("又想起：北门没锁"), on: night.evening.id, in: desk.scope, by: desk.actor,
      at: night.at(19, 57))
    let signed = try desk.store.perform(
      .sign(remark: "收到"), on: night.evening.id, in: desk.scope, expecting: 2,
      attending: (.signIn(AttendanceEntry(desk.fitter.id)), night.patrol.id),
      by: Actor(desk.fitter), at: night.at(20))
    #expect(signed.isSigned && signed.additions.map(\.text) == ["又想起：北门没锁"])
    #expect(try desk.store.dutyBoard(of: desk.scope, now: night.at(20)).unsigned.isEmpty)
    #expect(
      try desk.store.handovers(of: desk.scope, from: night.at(0), until: night.at(23)) == [signed])
    #expect(
      try desk.store.handovers(of: desk.scope, from: night.at(21), until: night.at(23)).isEmpty)
  }

  @Test("A computer whose clock was set back is told so, and the log stays in order")
  func clock() throws {
    let night = try Night.made()
    try night.signIn(night.desk.officer, night.evening, at: night.at(18))
    let error = #expect(throws: StoreError.self) {
      try night.desk.store.perform(
        .signOut(AttendanceEntry(night.desk.officer.id)), on: night.evening.id,
        in: night.desk.scope, by: night.desk.actor, at: night.at(17, 40))
    }
    #expect(error?.message.contains("校准电脑时间") == true)
    let board = try night.desk.store.dutyBoard(of: night.desk.scope, now: night.at(17))
    #expect(board.clockWarning(at: night.at(17))?.contains("库里已有 18:00 的记录") == true)
    #expect(board.clockWarning(at: night.at(17, 57)) == nil)
  }

  @Test(
    "A desk that is a little behind signs what was handed over, and its time is not before that")
  func slack() throws {
    let night = try Night.made()
    let desk = night.desk
    try night.signIn(desk.officer, night.evening, at: night.at(17, 30))
    try desk.store.perform(
      .give(words: [:], remark: ""), on: night.evening.id, in: desk.scope, by: desk.actor,
      at: night.at(19, 58))
    let signed = try desk.store.perform(
      .sign(remark: ""), on: night.evening.id, in: desk.scope, by: Actor(desk.fitter),
      at: night.at(19, 57))
    #expect(signed.signature?.at == night.at(19, 58))
  }

  @Test("What stands open and changed is read by indexes alone")
  func plans() throws {
    let night = try Night.made()
    let plans = try night.desk.store.plans(of: [
      "SELECT max(version) FROM request_step WHERE neighborhood_id = 1 AND at >= 1 AND at < 2"
        + " GROUP BY request_id",
      "SELECT uid FROM request INDEXED BY request_open WHERE neighborhood_id = 1"
        + " AND due_at IS NOT NULL AND due_at >= 1 AND due_at < 2 ORDER BY due_at, id LIMIT 60",
      "SELECT shift_uid FROM handover WHERE neighborhood_id = 1 AND ended_at >= 1 AND ended_at < 2"
        + " ORDER BY ended_at",
      "SELECT min(at) FROM duty_event WHERE neighborhood_id = 1 AND stream = 'shift'",
      "SELECT id FROM shift WHERE neighborhood_id = 1 AND start_at < 2 AND start_at > 1",
    ])
    for plan in plans { #expect(plan.contains("SEARCH") && !plan.contains("SCAN"), "\(plan)") }
  }

  @Test("A caller who asked to be hidden is hidden in what was handed over, too")
  func hidden() throws {
    let night = try Night.made()
    let desk = night.desk
    try night.signIn(desk.officer, night.evening, at: night.at(17, 30))
    var form = desk.form(
      "来电人李小红反映噪声", name: "李小红", phone: "13800002046", receivedAt: night.at(18),
      ticket: HotlineTicket(
        number: "20261121SH0042", kind: .complaint, kindText: "投诉", categoryPath: [],
        assignedAt: night.at(18)))
    form.urgency = .critical
    let ticket = try desk.store.register(form, by: desk.actor, at: night.at(18))
    let matter = try night.matter(at: night.at(19, 55))
    let item = try #require(
      matter.items.first { $0.subject.request == ticket.history.id })
    let words = Dictionary(
      uniqueKeysWithValues: matter.items.map { ($0.id, "李小红 13800002046 在家等") })
    try desk.store.perform(
      .give(words: words, remark: "李小红的事盯住"), on: night.evening.id, in: desk.scope,
      by: desk.actor, at: night.at(19, 55))
    _ = try desk.store.perform(
      .ticket(.correct(TicketCorrection(isConfidential: true, reason: "居民要求保密"))),
      on: ticket.history.id, expecting: nil, by: desk.actor, at: night.at(19, 57))
    let reading = try #require(
      try desk.store.handover(of: night.evening.id, in: desk.scope))
    let word = reading.handover.sheet.items.first { $0.id == item.id }?.word ?? ""
    #expect(!word.contains("李小红") && !word.contains("2046"), "\(word)")
    #expect(!reading.handover.sheet.remark.contains("李小红"))
    let others = reading.handover.sheet.items.filter { $0.id != item.id }.map(\.word)
    #expect(others.allSatisfy { !$0.contains("李小红") })
    try desk.store.perform(
      .sign(remark: "李小红的事知道了"), on: night.evening.id, in: desk.scope,
      by: Actor(desk.fitter), at: night.at(20))
    let signed = try desk.store.handover(of: night.evening.id, in: desk.scope)?.handover
    #expect(signed?.signature?.text.contains("李小红") == false)
  }
}

extension DeskStore {
  fileprivate func plans(of statements: [String]) throws -> [String] {
    try look { db in
      try statements.map { sql in
        let rows = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql)
        return rows.map { $0["detail"] as String }.joined(separator: "; ")
      }
    }
  }
}

import Testing

@testable import CoreModel

@Suite("交接班")
struct HandoverTests {
  private typealias A = AttendanceTests
  private static let evening = A.shift()
  private static let patrol = A.shift(
    "p", .nightPatrol, from: A.at(20), to: A.at(22), [A.li, A.zhao])

  private static func matter(
    next: Shift? = patrol, items: [HandoverItem] = [], present: Bool = true
  ) -> HandoverMatter {
    var log = A.Log(shift: evening)
    if present { try? log.take(.signIn(AttendanceEntry(A.wang.id)), by: A.wang, at: A.at(17, 30)) }
    var matter = HandoverMatter(attendance: log.attendance, next: next)
    matter.items = items
    matter.figures.received = 3
    matter.figures.open = 5
    matter.figures.due = items.count
    return matter
  }

  private static func item(_ serial: Int, due: Instant) -> HandoverItem {
    HandoverItem(
      .request(RequestID("r\(serial)")), number: "20251121-00\(serial)", owed: "办结", dueAt: due)
  }

  private static func given(
    _ matter: HandoverMatter = matter(), words: [String: String] = [:], by person: Person = A.wang,
    at now: Instant = A.at(19, 55)
  ) throws(Refusal) -> Handover? {
    let event = try Handover.decideGiving(
      matter, words: words, remark: "钥匙在抽屉", over: nil, by: Actor(person), at: now,
      in: A.directory)
    return Handover(
      evening.id, [DutyRecord(version: 1, at: now, actor: person.id, event: event)])
  }

  private static func refusal(_ body: () throws(Refusal) -> Void) -> String {
    do throws(Refusal) {
      try body()
      return ""
    } catch {
      return error.message
    }
  }

  @Test(
    "A word is owed on what falls due before the next shift ends, and not on what was overdue before this one"
  )
  func words() throws {
    let old = Self.item(1, due: A.at(12))
    let soon = Self.item(2, due: A.at(21))
    let matter = Self.matter(items: [old, soon])
    let text = Self.refusal { () throws(Refusal) in _ = try Self.given(matter) }
    #expect(text.contains("还有 1 件没有写交代：20251121-002"))
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try Self.given(matter, words: [soon.id: "  "])
      }.contains("没有写交代"))
    let handover = try #require(try Self.given(matter, words: [soon.id: "赵师傅 21 点到"]))
    #expect(handover.sheet.items.map(\.word) == ["", "赵师傅 21 点到"])
    #expect(handover.sheet.remark == "钥匙在抽屉" && !handover.isSigned)
    let long = String(repeating: "长", count: 201)
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try Self.given(matter, words: [soon.id: long])
      }.contains("没有丢失"))
  }

  @Test(
    "Only who stood it hands a shift over, or the heads for them; never before it begins, and once")
  func whoGives() throws {
    #expect(
      Self.refusal { () throws(Refusal) in _ = try Self.given(by: A.li) }.contains("您不在班上"))
    #expect(try Self.given(by: A.chen) != nil)
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try Self.given(Self.matter(present: false), at: A.at(17))
      }.contains("才开始"))
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try Self.given(at: A.at(17, 10))
      }.contains("才开始"))
    let first = try #require(try Self.given())
    let again = Handover.givingRefusal(
      Self.matter().attendance, existing: first, by: Actor(A.wang), at: A.at(20), in: A.directory)
    #expect(again?.contains("王芳 已在 19:55 交班") == true)
  }

  @Test(
    "The next shift signs, or the heads for it; nobody signs what they gave, twice, or back in time"
  )
  func signing() throws {
    let handover = try #require(try Self.given())
    let next = Attendance(Self.patrol)
    func refusal(_ person: Person) -> String? {
      handover.signingRefusal(by: Actor(person), next: next, in: A.directory)
    }
    #expect(refusal(A.li) == nil && refusal(A.zhao) == nil && refusal(A.chen) == nil)
    #expect(refusal(A.wang)?.contains("自己交的") == true)
    let stranger = Person(id: PersonID("y"), name: "孙敏", role: .dutyOfficer)
    #expect(refusal(stranger)?.contains("顶班") == true)
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try handover.decideSigning(
          "", by: Actor(A.li), next: next, at: A.at(19, 49), in: A.directory)
      }.hasPrefix("请先校准电脑时间"))
    #expect(
      try handover.decideSigning(
        "", by: Actor(A.li), next: next, at: A.at(19, 54), in: A.directory) == .signed(""),
      "the clocks of two desks differ a little")
    let event = try handover.decideSigning(
      "收到", by: Actor(A.li), next: next, at: A.at(20), in: A.directory)
    let records = [
      DutyRecord(version: 1, at: A.at(19, 55), actor: A.wang.id, event: .given(handover.sheet)),
      DutyRecord(version: 2, at: A.at(20), actor: A.li.id, event: event),
    ]
    let signed = try #require(Handover(Self.evening.id, records))
    #expect(signed.isSigned && signed.signature?.text == "收到" && signed.version == 2)
    #expect(
      signed.signingRefusal(by: Actor(A.zhao), next: next, in: A.directory)?.contains("不用再签")
        == true)
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try signed.decideAdding(
          "又想起一件", by: Actor(A.wang), attendance: Self.matter().attendance, at: A.at(20, 5),
          in: A.directory)
      }.contains("已在 20:00 签字接班"))
  }

  @Test("Only who gave it, who stood the shift, and the heads add to a handover")
  func adding() throws {
    let handover = try #require(try Self.given())
    func refusal(_ person: Person) -> String? {
      handover.addingRefusal(
        by: Actor(person), attendance: Self.matter().attendance, in: A.directory)
    }
    #expect(refusal(A.wang) == nil && refusal(A.chen) == nil)
    #expect(refusal(A.zhao)?.contains("不在这一班") == true)
    #expect(
      Self.refusal { () throws(Refusal) in
        _ = try handover.decideAdding(
          "我也说一句", by: Actor(A.li), attendance: nil, at: A.at(19, 58), in: A.directory)
      }.contains("主任或书记"))
  }

  @Test("Far from its end a shift is handed over only with a reason")
  func early() throws {
    let text = Self.refusal { () throws(Refusal) in _ = try Self.given(at: A.at(17, 31)) }
    #expect(text.hasPrefix("19:30 起再交班"))
    #expect(
      try Handover.decideGiving(
        Self.matter(), words: [:], remark: "提前走，孩子发烧", over: nil, by: Actor(A.wang),
        at: A.at(17, 31), in: A.directory
      ).kind == "given")
    #expect(try Self.given(at: A.at(19, 30)) != nil)
  }

  @Test(
    "Where no next shift is planned, it is handed over all the same, and whoever is at the desk signs"
  )
  func noNext() throws {
    let matter = Self.matter(next: nil)
    #expect(matter.until == A.at(24, day: 1))
    let handover = try #require(try Self.given(matter))
    #expect(handover.signingRefusal(by: Actor(A.li), next: nil, in: A.directory) == nil)
    #expect(handover.signingRefusal(by: Actor(A.zhao), next: nil, in: A.directory) != nil)
    #expect(handover.sheet.summary(neighborhood: "瑞和锦庭").contains("下一班另行通知"))
  }

  @Test("The line for the group has numbers and hours, and nobody in it")
  func summary() throws {
    var matter = Self.matter(items: [Self.item(2, due: A.at(21))])
    matter.findings = ["李阿姨 13800002046 家门口堆物"]
    matter.figures.findings = 1
    let handover = try #require(
      try Self.given(matter, words: ["request:r2": "12号502 李阿姨 13800002046"]))
    let line = handover.sheet.summary(neighborhood: "瑞和锦庭居民区")
    #expect(
      line
        == "【瑞和锦庭居民区·交接班】11月21日 错时班 17:30–20:00：新接诉求 3 件，办结 0 件，巡查发现问题 1 处，"
        + "在办 5 件，其中 1 件下一班继续盯办；下一班 夜巡 20:00–22:00。")
    for word in ["李", "王芳", "502", "138", "12号", "\n"] { #expect(!line.contains(word)) }
  }

  @Test("What was written stays readable: the words of the log")
  func codec() throws {
    let handover = try #require(
      try Self.given(Self.matter(items: [Self.item(2, due: A.at(21))]), words: ["request:r2": "盯住"])
    )
    let sheet = handover.sheet
    #expect(HandoverEvent.given(sheet).kind == "given" && HandoverEvent.stream == .handover)
    #expect(HandoverSubject.task("t").key == "task:t")
    #expect(Handover(Self.evening.id, []) == nil)
  }

  // MARK: The board

  private static let day = A.shift("d", .day, from: A.at(8, 30), to: A.at(17, 30), [A.chen])
  private static let noon = A.shift("n", .noon, from: A.at(11, 30), to: A.at(13), [A.li])

  @Test(
    "The next shift is the one that goes on, else the next desk; 午间 within the day owes nothing"
  )
  func nextShift() {
    let all = [Self.day, Self.noon, Self.evening, Self.patrol]
    #expect(Self.day.next(among: all)?.id == Self.evening.id)
    #expect(Self.noon.next(among: all)?.id == Self.day.id && Self.noon.isCovered(by: all))
    #expect(Self.evening.next(among: all)?.id == Self.patrol.id, "no desk follows")
    let tomorrow = A.shift("t", .day, from: A.at(8, 30, day: 1), to: A.at(17, 30, day: 1), [A.chen])
    #expect(Self.evening.next(among: all + [tomorrow])?.id == tomorrow.id)
    #expect(Self.patrol.next(among: all + [tomorrow])?.id == tomorrow.id)
    #expect(!Self.evening.isCovered(by: all))
    #expect(Self.patrol.next(among: all) == nil)
    let early = A.shift("q", .nightPatrol, from: A.at(19), to: A.at(21), [A.zhao])
    #expect(!Self.evening.isCovered(by: [early]), "a patrol keeps no desk")
  }

  @Test("`+` finds what is to be done: signing in, handing over, signing, signing out")
  func fit() throws {
    func board(_ attendance: [Attendance], _ handovers: [Handover] = []) -> DutyBoard {
      DutyBoard(
        attendance: attendance, handovers: handovers, usedSince: A.at(0), handingSince: A.at(0))
    }
    let actor = Actor(A.wang)
    let idle = board([Attendance(Self.evening), Attendance(Self.patrol)])
    #expect(idle.fit(for: actor, at: A.at(16)) == .nothing)
    #expect(idle.fit(for: actor, at: A.at(16, 40)) == .signIn(Attendance(Self.evening)))
    #expect(idle.fit(for: Actor(A.chen), at: A.at(18)) == .nothing, "nobody on the roster now")
    var log = A.Log(shift: Self.evening)
    try log.take(.signIn(AttendanceEntry(A.wang.id)), by: A.wang, at: A.at(17, 28))
    let there = board([log.attendance, Attendance(Self.patrol)])
    #expect(there.fit(for: actor, at: A.at(18)) == .present(log.attendance))
    #expect(there.fit(for: actor, at: A.at(19, 40)) == .give(log.attendance))
    #expect(there.owed(at: A.at(20)) == [log.attendance])
    let handover = try #require(try Self.given())
    let given = board([log.attendance, Attendance(Self.patrol)], [handover])
    #expect(given.fit(for: actor, at: A.at(20)) == .signOut(log.attendance))
    #expect(given.fit(for: Actor(A.li), at: A.at(19, 58)) == .sign(handover))
    #expect(given.unsigned == [handover] && given.owed(at: A.at(20)).isEmpty)
    #expect(
      given.fit(for: Actor(A.chen), at: A.at(20)) == .nothing,
      "the heads may sign, and are not asked to")
  }

  @Test("A desk that never signed in calls nobody absent")
  func unused() throws {
    let quiet = DutyBoard(attendance: [Attendance(Self.evening)])
    #expect(quiet.standing(of: A.wang.id, on: Self.evening.id, at: A.at(21)) == nil)
    #expect(quiet.owed(at: A.at(21)).isEmpty)
    var log = A.Log(shift: Self.evening)
    try log.take(.signIn(AttendanceEntry(A.wang.id)), by: A.wang, at: A.at(17, 28))
    let signsOnly = DutyBoard(attendance: [log.attendance], usedSince: A.at(0))
    #expect(signsOnly.owed(at: A.at(21)).isEmpty, "a desk that never handed over is not reminded")
    let used = DutyBoard(attendance: [Attendance(Self.evening)], usedSince: A.at(0))
    #expect(used.standing(of: A.wang.id, on: Self.evening.id, at: A.at(21)) == .absent)
  }
}

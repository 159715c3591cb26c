import Testing

@testable import CoreModel

@Suite("签到 and 签退")
struct AttendanceTests {
  static let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  static let li = Person(id: PersonID("li"), name: "李强", role: .dutyOfficer)
  static let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary)
  static let zhao = Person(id: PersonID("zhao"), name: "赵师傅", role: .maintenance)
  static let gone = Person(id: PersonID("gone"), name: "老吴", role: .dutyOfficer, isActive: false)
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    people: [wang, li, chen, zhao, gone])
  static let day = Day(number: 20_413)

  static func at(_ hour: Int, _ minute: Int = 0, day offset: Int = 0) -> Instant {
    day.adding(days: offset).at(minute: hour * 60 + minute)
  }

  static func shift(
    _ id: String = "s", _ kind: ShiftKind = .evening, from start: Instant = at(17, 30),
    to end: Instant = at(20), _ people: [Person] = [wang]
  ) -> Shift {
    Shift(
      id: Identifier(id), neighborhood: NeighborhoodID("n"), start: start, end: end, kind: kind,
      people: people.map(\.id))
  }

  /// A shift's log, as the store keeps it.
  struct Log {
    var shift = AttendanceTests.shift()
    var records: [DutyRecord<AttendanceEvent>] = []
    var attendance: Attendance { Attendance(shift, records) }

    mutating func take(
      _ command: AttendanceCommand, by person: Person, at now: Instant
    ) throws(Refusal) {
      let event = try attendance.decide(
        command, by: Actor(person), at: now, in: AttendanceTests.directory)
      records.append(
        DutyRecord(
          version: records.count + 1, at: max(now, records.last?.at ?? now), actor: person.id,
          event: event))
    }

    func refusal(
      _ command: AttendanceCommand, by person: Person, at now: Instant
    ) -> String? {
      do throws(Refusal) {
        _ = try attendance.decide(
          command, by: Actor(person), at: now, in: AttendanceTests.directory)
        return nil
      } catch {
        return error.message
      }
    }
  }

  private static func comes(_ person: Person) -> AttendanceCommand {
    .signIn(AttendanceEntry(person.id))
  }
  private static func goes(_ person: Person) -> AttendanceCommand {
    .signOut(AttendanceEntry(person.id))
  }

  @Test("Who comes late and leaves early is seen to the minute, and so are the hours")
  func times() throws {
    var log = Log()
    try log.take(Self.comes(Self.wang), by: Self.wang, at: Self.at(17, 37))
    #expect(log.attendance.isPresent(Self.wang.id))
    #expect(log.attendance.stints[0].lateMinutes == 7)
    #expect(log.attendance.minutes(of: Self.wang.id, until: Self.at(18, 37)) == 60)
    try log.take(Self.goes(Self.wang), by: Self.wang, at: Self.at(19, 50))
    #expect(log.attendance.stints[0].earlyMinutes == 10)
    #expect(!log.attendance.isPresent(Self.wang.id))
    #expect([log.attendance].minutesWorked(until: Self.at(23)) == [Self.wang.id: 133])
  }

  @Test("Over midnight the hours go on, and the day does not matter")
  func midnight() throws {
    var log = Log(
      shift: Self.shift(from: Self.at(22), to: Self.at(6, day: 1), [Self.wang]))
    try log.take(Self.comes(Self.wang), by: Self.wang, at: Self.at(21, 55))
    #expect(
      log.attendance.standing(of: Self.wang.id, at: Self.at(2, day: 1))
        == .present(since: Self.at(21, 55)))
    try log.take(Self.goes(Self.wang), by: Self.wang, at: Self.at(6, 10, day: 1))
    #expect(log.attendance.minutes(of: Self.wang.id, until: Self.at(9, day: 1)) == 495)
    #expect(log.attendance.stints[0].lateMinutes == 0 && log.attendance.stints[0].earlyMinutes == 0)
    #expect(log.shift.spanText == "22:00–次日06:00")
  }

  @Test("What does not fit is answered in words, and nothing is put down")
  func refusals() throws {
    var log = Log()
    #expect(
      log.refusal(Self.goes(Self.wang), by: Self.wang, at: Self.at(18))?.contains("还没有签到") == true)
    #expect(
      log.refusal(Self.comes(Self.wang), by: Self.wang, at: Self.at(15))?.contains("才开始") == true)
    #expect(
      log.refusal(Self.comes(Self.wang), by: Self.wang, at: Self.at(20))?.contains("已经结束") == true)
    #expect(
      log.refusal(Self.comes(Self.wang), by: Self.zhao, at: Self.at(18))?.contains("同班的人") == true)
    #expect(
      log.refusal(Self.comes(Self.gone), by: Self.wang, at: Self.at(18))?.contains("不在岗") == true)
    let stranger = Person(id: PersonID("x"), name: "某某", role: .dutyOfficer)
    #expect(
      log.refusal(Self.comes(stranger), by: stranger, at: Self.at(18))?.contains("名册") == true)
    try log.take(Self.comes(Self.wang), by: Self.wang, at: Self.at(18))
    #expect(
      log.refusal(Self.comes(Self.wang), by: Self.wang, at: Self.at(18, 5))?.contains("不用再签")
        == true)
    let backwards = log.refusal(Self.goes(Self.wang), by: Self.wang, at: Self.at(17, 54))
    #expect(backwards?.hasPrefix("请先校准电脑时间：现在是 17:54") == true)
    try log.take(Self.goes(Self.wang), by: Self.wang, at: Self.at(20))
    #expect(
      log.refusal(Self.goes(Self.wang), by: Self.wang, at: Self.at(20, 1))?.contains("不用再签") == true
    )
    #expect(log.records.count == 2)
  }

  @Test("Somebody who is not on the shift comes with a reason, and for somebody who is")
  func standingIn() throws {
    var log = Log()
    #expect(
      log.refusal(Self.comes(Self.li), by: Self.li, at: Self.at(17, 30))?.contains("顶班请写明") == true)
    let forNobody = AttendanceCommand.signIn(
      AttendanceEntry(Self.li.id, standsInFor: Self.chen.id, reason: "替班"))
    #expect(log.refusal(forNobody, by: Self.li, at: Self.at(17, 30))?.contains("不能替他顶班") == true)
    try log.take(
      .signIn(AttendanceEntry(Self.li.id, standsInFor: Self.wang.id, reason: "王芳发烧")), by: Self.li,
      at: Self.at(17, 30))
    #expect(
      log.attendance.standing(of: Self.wang.id, at: Self.at(19)) == .relieved(by: Self.li.id))
    #expect(log.attendance.everybody == [Self.wang.id, Self.li.id])
  }

  @Test("Who only looks on cannot come to a shift and so become one of it")
  func onlookers() throws {
    let reader = Person(id: PersonID("reader"), name: "小只", role: .readOnly)
    let supervisor = Person(id: PersonID("town"), name: "督导", role: .supervisor)
    let directory = Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
      people: [Self.wang, reader, supervisor])
    for person in [reader, supervisor] {
      do throws(Refusal) {
        _ = try Attendance(Self.shift()).decide(
          .signIn(AttendanceEntry(person.id, reason: "顶班")), by: Actor(person),
          at: Self.at(17, 30), in: directory)
        Issue.record("\(person.name) came")
      } catch {
        #expect(error.message.contains("不能顶班"))
      }
    }
  }

  @Test("A clock that is a little behind is no reason to refuse, and times do not run backwards")
  func clocksDiffer() throws {
    var log = Log()
    try log.take(Self.comes(Self.wang), by: Self.wang, at: Self.at(18))
    try log.take(Self.goes(Self.wang), by: Self.wang, at: Self.at(17, 58))
    #expect(log.attendance.stints[0].departure?.at == Self.at(18))
  }

  @Test("What was forgotten is put down afterwards, with a reason and never ahead of time")
  func afterwards() throws {
    var log = Log()
    let late = Self.at(9, day: 1)
    func entry(_ at: Instant, _ reason: String = "") -> AttendanceEntry {
      AttendanceEntry(Self.wang.id, at: at, reason: reason)
    }
    #expect(
      log.refusal(.signIn(entry(Self.at(17, 30))), by: Self.wang, at: late)?.contains("原因") == true)
    #expect(
      log.refusal(.signIn(entry(Self.at(10, day: 1), "断网")), by: Self.wang, at: late)?
        .contains("还没有到") == true)
    try log.take(.signIn(entry(Self.at(17, 30), "断网")), by: Self.wang, at: late)
    #expect(
      log.refusal(Self.goes(Self.wang), by: Self.wang, at: Self.at(9, 1, day: 1))?
        .contains("多算 13小时1分") == true)
    #expect(
      log.attendance.standing(of: Self.wang.id, at: late) == .unclosed(since: Self.at(17, 30)))
    #expect(
      log.refusal(.signOut(entry(Self.at(17), "忘了")), by: Self.wang, at: Self.at(9, 1, day: 1))?
        .contains("早于签到时间") == true)
    try log.take(.signOut(entry(Self.at(20), "忘了签退")), by: Self.wang, at: Self.at(9, 1, day: 1))
    #expect(log.attendance.minutes(of: Self.wang.id, until: late) == 150)
  }

  @Test("How it stands with each is said at each moment")
  func standings() {
    let attendance = Attendance(Self.shift())
    #expect(attendance.standing(of: Self.wang.id, at: Self.at(17)) == .awaited)
    #expect(attendance.standing(of: Self.wang.id, at: Self.at(17, 30)) == .awaited)
    #expect(attendance.standing(of: Self.wang.id, at: Self.at(17, 42)) == .late(minutes: 12))
    #expect(attendance.standing(of: Self.wang.id, at: Self.at(20)) == .absent)
  }

  @Test(
    "Random comings and goings: hours are never negative, nobody is there twice, times never run backwards"
  )
  func random() throws {
    var random = SplitMix(seed: 7)
    for _ in 0..<200 {
      var log = Log(
        shift: Self.shift(
          "s", .evening, from: Self.at(17, 30), to: Self.at(20), [Self.wang, Self.li]))
      var now = Self.at(16)
      for _ in 0..<30 {
        now = now.adding(minutes: Int(random.next() % 40) - 5)
        let person = [Self.wang, Self.li, Self.zhao, Self.chen][Int(random.next() % 4)]
        let at = random.next() % 3 == 0 ? now.adding(minutes: -Int(random.next() % 90)) : nil
        let entry = AttendanceEntry(person.id, at: at, reason: random.next() % 2 == 0 ? "补" : "")
        let command: AttendanceCommand =
          random.next() % 2 == 0 ? .signIn(entry) : .signOut(entry)
        do throws(Refusal) {
          try log.take(command, by: person, at: now)
        } catch {
          #expect(!error.message.isEmpty)
        }
      }
      let times = log.records.map(\.at)
      #expect(times == times.sorted())
      for person in log.attendance.everybody {
        #expect(log.attendance.stints(of: person).count { $0.isOpen } <= 1)
        #expect(log.attendance.minutes(of: person, until: now) >= 0)
      }
      for stint in log.attendance.stints {
        if let departure = stint.departure { #expect(departure.at >= stint.arrival.at) }
      }
    }
  }
}

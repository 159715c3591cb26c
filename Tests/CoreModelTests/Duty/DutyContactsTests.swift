import Testing

@testable import CoreModel

@Suite("Who is on duty, who is next, whom to ask")
struct DutyContactsTests {
  @Test("Somebody at the desk goes before a patrol; the next is the one that begins first")
  func now() {
    let shifts = [
      shift("patrol", "2026-11-21 19:00", "2026-11-21 19:50", .nightPatrol),
      shift("evening", "2026-11-21 17:30", "2026-11-21 20:00", .evening),
      shift("late", "2026-11-21 20:00", "2026-11-22 02:00", .evening),
      shift("morning", "2026-11-22 08:30", "2026-11-22 17:00", .weekend),
    ]
    func found(_ at: String) -> [String?] {
      let now = DutyNow(shifts.reversed(), at: shanghai(at))
      return [now.current?.id.text, now.next?.id.text]
    }
    #expect(found("2026-11-21 19:42") == ["evening", "late"])
    #expect(found("2026-11-21 20:00") == ["late", "morning"])
    #expect(found("2026-11-22 02:00") == [nil, "morning"])
    #expect(found("2026-11-22 09:00") == ["morning", nil])
  }

  @Test("Of two that begin together the longer one is next, as the handover has it")
  func nextIsTheLonger() {
    let shifts = [
      shift("short", "2026-11-22 09:00", "2026-11-22 12:00", .weekend),
      shift("long", "2026-11-22 09:00", "2026-11-22 17:00", .weekend),
    ]
    #expect(DutyNow(shifts, at: shanghai("2026-11-22 08:00")).next?.id.text == "long")
  }

  @Test(
    "B角 stands in while A角 is away, and it is said when neither is there",
    arguments: [
      ([], "王芳（不在找 李强）"), (["王芳"], "李强（代 王芳）"), (["李强"], "王芳（李强不在）"),
      (["王芳", "李强"], "王芳、李强都不在"),
    ] as [(Set<String>, String)])
  func pairs(absent: Set<String>, text: String) {
    let pair = DutyPair(post: "调解", a: "王芳", b: "李强")
    #expect(pair.contact(absent: absent).text(of: pair) == text)
  }

  @Test("Names that nobody bears and shifts that nobody may stand are said")
  func remarks() throws {
    let directory = Directory(
      neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
      people: [
        Person(id: PersonID("a"), name: "王芳", role: .dutyOfficer),
        Person(id: PersonID("b"), name: "李强", role: .mediator, isActive: false),
      ])
    let book = try DutyBook(
      text: """
        班次 | 错时 | 工作日 | 17:30-20:00 | 1人 | 值班员
        班次 | 夜巡 | 每天 | 20:00-22:00 | 1人 | 值班员
        AB角 | 调解 | 李强 | 赵刚
        免排 | 王芳 | 夜巡 | 孕期
        """)
    #expect(
      book.remarks(in: directory) == [
        "李强已不在岗", "人员里没有「赵刚」，请核对姓名", "夜巡 每天 20:00-22:00要 1 人，可以值的只有 0 人",
      ])
    #expect(book.unknownInPairs(of: directory) == ["李强", "赵刚"])
    #expect(book.summary == "2 种班次、1 对AB角")
    #expect(try DutyBook(text: DutyBook.standard.text).summary == "6 种班次")
  }

  private func shift(
    _ id: String, _ start: String, _ end: String, _ kind: ShiftKind
  ) -> Shift {
    Shift(
      id: Identifier(id), neighborhood: NeighborhoodID("n"), start: shanghai(start),
      end: shanghai(end), kind: kind, people: [PersonID(id)])
  }
}

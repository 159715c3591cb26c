import CoreModel
import Testing

@Suite("调解") struct MediationTests {
  static let chen = Person(id: PersonID("chen"), name: "陈静", role: .secretary)
  static let gu = Person(id: PersonID("gu"), name: "顾老师", role: .mediator)
  static let xu = Person(id: PersonID("xu"), name: "徐敏", role: .gridWorker)
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    people: [chen, gu, xu])
  static let now = Instant(iso8601: "2026-11-20T10:00:00+08:00") ?? Instant(milliseconds: 0)
  static let later = now.adding(minutes: 4000)

  static func order(
    _ parties: [String] = ["张三", "李四"], lead: PersonID = gu.id, second: PersonID = chen.id
  ) -> MediationOrder {
    MediationOrder(
      title: "漏水赔偿", words: "", parties: parties.map { MediationParty($0) },
      pair: MediatorPair(lead: lead, second: second),
      method: ChecklistBook.standard.checklist(named: "调解四步法")
        ?? Checklist(name: "", kind: .steps, points: []), talkAt: now.adding(minutes: 60))
  }

  static func made(_ commands: [MediationCommand], latent: Bool = false) throws -> Mediation {
    let first =
      try latent
      ? Mediation.decide(
        LatentSign(title: "争执", words: "", place: "", watcher: xu.id, reviewAt: later),
        by: Actor(xu), at: now, in: directory)
      : Mediation.decide(order(), by: Actor(gu), at: now, in: directory)
    var records = [DutyRecord(version: 1, at: now, actor: gu.id, event: first)]
    for command in commands {
      let one = try #require(Mediation(id: MediationID("m"), records: records))
      let event = try one.decide(command, by: Actor(gu), at: now, in: directory)
      records.append(
        DutyRecord(version: records.count + 1, at: now, actor: gu.id, event: event))
    }
    return try #require(Mediation(id: MediationID("m"), records: records))
  }

  private func refusal(_ command: MediationCommand, on one: Mediation, by person: Person = gu)
    -> String
  {
    do throws(Refusal) {
      _ = try one.decide(command, by: Actor(person), at: Self.now, in: Self.directory)
      return ""
    } catch {
      return error.message
    }
  }

  static let agreed = MediationCommand.agree(
    MediationAgreement("李四修水管", isWritten: true, visitAt: later))

  @Test(
    "What can be done follows from where it stands and who one is: menus and steps ask one gate")
  func gate() throws {
    func open(_ one: Mediation, to person: Person) -> Set<MediationCommandKind> {
      Set(
        MediationCommandKind.allCases.filter {
          one.refusal(of: $0, by: Actor(person), at: Self.now) == nil
        })
    }
    let latent = try Self.made([], latent: true)
    #expect(open(latent, to: Self.gu) == [.review, .open, .withdraw])
    #expect(open(latent, to: Self.xu) == [.review])
    #expect(
      open(try Self.made([]), to: Self.gu) == [.staff, .step, .meet, .agree, .fail, .withdraw])
    #expect(
      open(try Self.made([Self.agreed]), to: Self.gu) == [.staff, .step, .visit, .fail, .withdraw])
    let over = try Self.made([Self.agreed, .visit(MediationVisit("修了", isKept: true))])
    #expect(open(over, to: Self.gu).isEmpty)
  }

  @Test("A case is over only after its 回访, and goes back to talking when nobody kept to it")
  func visits() throws {
    var one = try Self.made([])
    #expect(one.phase == .talking && one.step?.what == "调解谈话" && one.step?.person == Self.gu.id)
    #expect(refusal(.visit(MediationVisit("x", isKept: true)), on: one).contains("还没有达成协议"))
    one = try Self.made([Self.agreed])
    #expect(one.phase == .visiting && one.step?.dueAt == Self.later && one.isOpen)
    #expect(refusal(.visit(MediationVisit("没修", isKept: false)), on: one).contains("再约谈"))
    one = try Self.made([
      Self.agreed,
      .visit(MediationVisit("没修", isKept: false, nextAt: Self.now.adding(minutes: 90))),
    ])
    #expect(one.phase == .talking && one.agreement == nil)
    one = try Self.made([Self.agreed, .visit(MediationVisit("修了", isKept: true))])
    #expect(one.phase == .over && one.step == nil && one.ending?.title == "调成，已回访")
    #expect(one.ending?.told.contains("李四") == false)
  }

  @Test("An early sign is settled, watched on, or becomes a case of the same thread")
  func latent() throws {
    var one = try Self.made([], latent: true)
    #expect(one.phase == .watched && one.step?.person == Self.xu.id)
    #expect(refusal(Self.agreed, on: one).contains("转调解"))
    #expect(
      refusal(.review(LatentReview(.watching, words: "还在吵")), on: one).contains("下次几时复看"))
    one = try Self.made(
      [.review(LatentReview(.watching, words: "还在吵", reviewAt: Self.later.adding(minutes: 60)))],
      latent: true)
    #expect(one.nextAt == Self.later.adding(minutes: 60))
    one = try Self.made([.open(Self.order())], latent: true)
    #expect(one.phase == .talking && one.sign?.title == "争执" && one.title == "漏水赔偿")
    #expect(refusal(.open(Self.order()), on: one).contains("已经在调解"))
    one = try Self.made([.review(LatentReview(.settled, words: "和好了"))], latent: true)
    #expect(!one.isOpen && refusal(.open(Self.order()), on: one).contains("了结"))
  }

  @Test("Two parties, two mediators and a talk to come are asked for")
  func orders() {
    func message(_ order: MediationOrder, by person: Person = Self.gu) -> String {
      do throws(Refusal) {
        _ = try Mediation.decide(order, by: Actor(person), at: Self.now, in: Self.directory)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(message(Self.order(["张三", " "])).contains("两方"))
    #expect(message(Self.order(second: Self.gu.id)).contains("两个人"))
    #expect(message(Self.order(lead: PersonID("nobody"))).contains("不在册"))
    #expect(message(Self.order(), by: Self.xu).contains("须由"))
    var past = Self.order()
    past.talkAt = Self.now
    #expect(message(past).contains("现在以后"))
    #expect(message(Self.order()).isEmpty)
  }

  @Test("Each step of the method is recorded once, with words")
  func steps() throws {
    let one = try Self.made([.step(MediationStep(0, words: "听了"))])
    #expect(one.stepsLeft == [1, 2, 3])
    #expect(refusal(.step(MediationStep(0, words: "又听")), on: one).contains("已经记过"))
    #expect(refusal(.step(MediationStep(1, words: " ")), on: one).contains("做了什么"))
    #expect(refusal(.step(MediationStep(9, words: "x")), on: one).contains("没有这一步"))
  }

  @Test(
    "Lists show of a person the family name alone",
    arguments: [("张三", "张某"), ("欧阳建国", "欧阳某"), ("瑞和物业公司", "瑞和物业公司"), ("Tom", "当事人")])
  func masked(_ name: String, _ shown: String) {
    #expect(MediationParty(name).maskedName == shown)
  }
}

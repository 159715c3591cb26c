import Foundation
import Testing

@testable import CoreModel

@Suite("Rounds of a checklist") struct RoundTests {
  static let now = Instant(iso8601: "2026-11-21T20:10:00+08:00") ?? Instant(milliseconds: 0)
  static let wang = Person(id: PersonID("wang"), name: "王芳", role: .dutyOfficer)
  static let xu = Person(id: PersonID("xu"), name: "徐敏", role: .gridWorker)
  static let gone = Person(id: PersonID("gone"), name: "老郑", role: .gridWorker, isActive: false)
  static let reader = Person(id: PersonID("reader"), name: "小蒋", role: .readOnly)
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"),
    groups: [BuildingGroup(id: GroupID("g12"), name: "12号楼", estate: EstateID("e"))],
    people: [wang, xu, gone, reader])
  static let walk = Checklist(
    name: "夜巡", kind: .places, categories: ["环境卫生", "文明劝导"],
    points: [
      CheckPoint(name: "北门", plannedAt: 20 * 60 + 5), CheckPoint(name: "12号楼地下车库"),
      CheckPoint(name: "南门"),
    ])

  /// A round and the desk that keeps it.
  struct Walk {
    var records: [DutyRecord<RoundEvent>] = []
    var earlier: [Finding] = []
    var serial = 0

    init(
      _ checklist: Checklist = RoundTests.walk, about request: FindingRequest? = nil,
      people: [PersonID] = [], by person: Person = RoundTests.wang
    ) throws {
      let event = try Round.decideStart(
        checklist, people: people, about: request, beside: [], by: Actor(person),
        at: RoundTests.now, in: RoundTests.directory)
      records = [DutyRecord(version: 1, at: RoundTests.now, actor: person.id, event: event)]
    }

    var round: Round {
      get throws { try #require(Round(id: RoundID("r"), records: records)) }
    }

    mutating func give(
      _ command: RoundCommand, by person: Person = RoundTests.wang, minutes: Int = 5
    ) throws {
      serial += 1
      let at = RoundTests.now.adding(minutes: minutes)
      let events = try round.decide(
        command, by: Actor(person), at: at, in: RoundTests.directory,
        finding: FindingID("f\(serial)"), after: earlier)
      for event in events {
        records.append(
          DutyRecord(version: records.count + 1, at: at, actor: person.id, event: event))
      }
    }

    func refusal(
      _ command: RoundCommand, by person: Person = RoundTests.wang, minutes: Int = 5
    ) throws -> String {
      var copy = self
      return try #require(throws: Refusal.self) {
        try copy.give(command, by: person, minutes: minutes)
      }.message
    }
  }

  @Test("Points are ticked by several people, in any order, with the time at which they were there")
  func walked() throws {
    var walk = try Walk(people: [Self.xu.id])
    try walk.give(.check(PointReport(2, .fine, by: Self.xu.id)))
    try walk.give(
      .check(
        PointReport(
          0, .problem, words: "两辆电瓶车飞线充电", category: "环境卫生", at: Self.now.adding(minutes: 2))),
      minutes: 30)
    let round = try walk.round
    #expect(round.people == [Self.xu.id, Self.wang.id])
    #expect(round.done == 2 && round.unchecked == [1])
    #expect(round.check(at: 0)?.entry.at == Self.now.adding(minutes: 2))
    #expect(round.check(at: 0)?.recordedAt == Self.now.adding(minutes: 30))
    #expect(round.findings.map(\.place) == ["北门"])
    #expect(round.summary == "夜巡 2/3，发现 1 处，还没有登记，还没有结束")
  }

  @Test(
    "A round that leaves points out is ended with the reason, and nothing is recorded after that")
  func finished() throws {
    var walk = try Walk()
    #expect(try walk.refusal(.finish(words: "", reason: "")).contains("一项都还没有打"))
    try walk.give(.check(PointReport(0, .fine)))
    #expect(try walk.refusal(.finish(words: "", reason: " ")).contains("还有 2 项没有打（12号楼地下车库、南门）"))
    try walk.give(.finish(words: "一切正常", reason: "下大雨"))
    let ending = try #require(try walk.round.ending)
    #expect(ending.skipped == [1, 2] && ending.reason == "下大雨" && ending.words == "一切正常")
    #expect(try walk.round.summary == "夜巡 1/3，没去 2 处")
    let late = try walk.refusal(.check(PointReport(1, .fine)))
    #expect(late.contains("已由 王芳 在") && late.contains("结束"))
    #expect(try walk.refusal(.finish(words: "", reason: "又一次")).contains("已由 王芳"))
  }

  @Test("What was ticked by mistake is taken back, unless it is a request already")
  func withdrawn() throws {
    var walk = try Walk()
    #expect(try walk.refusal(.withdraw(point: 0)).contains("还没有打"))
    try walk.give(.check(PointReport(0, .fine)))
    try walk.give(.check(PointReport(0, .problem, words: "堆物")))
    let finding = try #require(try walk.round.findings.first)
    try walk.give(.withdraw(point: 0))
    #expect(try walk.round.findings.isEmpty && walk.round.check(at: 0)?.entry.result == .fine)
    let request = FindingRequest(id: RequestID("q"), number: "20261121-008")
    #expect(try walk.refusal(.link(finding.id, request)).contains("已经撤回"))
    try walk.give(.check(PointReport(0, .problem, words: "堆物")))
    let second = try #require(try walk.round.findings.first)
    try walk.give(.link(second.id, request))
    #expect(try walk.round.findings.first?.request == request)
    #expect(try walk.refusal(.withdraw(point: 0)).contains("20261121-008"))
    #expect(try walk.refusal(.link(second.id, request)).contains("没有再登记"))
    #expect(try walk.refusal(.drop(reason: "开错了")).contains("不能作废"))
    try walk.give(.finish(words: "", reason: "到此为止"))
    #expect(try walk.round.summary.contains("发现 1 处，都已登记"))
  }

  @Test("A finding of a round that is over can still become a request")
  func linkedAfterwards() throws {
    var walk = try Walk()
    try walk.give(.check(PointReport(0, .problem, words: "灯不亮")))
    let finding = try #require(try walk.round.findings.first)
    try walk.give(.finish(words: "", reason: "雨大"))
    try walk.give(
      .link(finding.id, FindingRequest(id: RequestID("q"), number: "20261122-001")), minutes: 700)
    #expect(try walk.round.findings.first?.request?.number == "20261122-001")
  }

  @Test("What cannot be is refused with what is wrong")
  func refused() throws {
    let walk = try Walk()
    #expect(try walk.refusal(.check(PointReport(7, .fine))).contains("没有第 8 项"))
    #expect(try walk.refusal(.check(PointReport(0, .problem))).contains("请写发现了什么"))
    #expect(try walk.refusal(.check(PointReport(0, .notApplicable))).contains("为什么不适用"))
    #expect(
      try walk.refusal(.check(PointReport(0, .problem, words: "脏", category: "别的"))).contains(
        "可选：环境卫生、文明劝导"))
    #expect(
      try walk.refusal(.check(PointReport(0, .fine, at: Self.now.adding(minutes: 60)))).contains(
        "在将来"))
    #expect(
      try walk.refusal(.check(PointReport(0, .fine, at: Self.now.adding(minutes: -3000))))
        .contains("24 小时以上"))
    #expect(try walk.refusal(.check(PointReport(0, .fine, by: Self.gone.id))).contains("已不在岗"))
    #expect(
      try walk.refusal(.check(PointReport(0, .fine, by: PersonID("x")))).contains("名册里没有"))
    #expect(try walk.refusal(.check(PointReport(0, .fine)), by: Self.reader).contains("您现在是只读"))
    #expect(try walk.refusal(.setPeople([])).contains("至少一位"))
    // A clock that was set back says so, and a few minutes between two desks do not matter.
    #expect(try walk.refusal(.check(PointReport(0, .fine)), minutes: -60).contains("校准时钟"))
    var near = walk
    try near.give(.check(PointReport(0, .fine)), minutes: -3)
  }

  @Test("The same round is not begun twice, except when the first was forgotten")
  func twice() throws {
    let open = try Walk().round
    func start(minutes: Int, about request: FindingRequest? = nil) throws {
      _ = try Round.decideStart(
        Self.walk, people: [], about: request, beside: [open], by: Actor(Self.xu),
        at: Self.now.adding(minutes: minutes), in: Self.directory)
    }
    let refusal = try #require(throws: Refusal.self) { try start(minutes: 20) }
    #expect(refusal.message.contains("已由 王芳 在 20:10 开始"))
    try start(minutes: 13 * 60)
  }

  @Test("Steps belong to a request, and patrols to none")
  func steps() throws {
    let steps = try #require(ChecklistBook.standard.checklist(named: "调解四步法"))
    let without = try #require(throws: Refusal.self) { try Walk(steps) }
    #expect(without.message.contains("先在诉求列表里选一件"))
    let request = FindingRequest(id: RequestID("q"), number: "20261121-003")
    let with = try #require(throws: Refusal.self) { try Walk(about: request) }
    #expect(with.message.contains("不是步骤"))
    var walk = try Walk(steps, about: request)
    for index in steps.points.indices { try walk.give(.check(PointReport(index, .fine))) }
    try walk.give(.finish(words: "双方签了协议", reason: ""))
    #expect(try walk.round.request == request && walk.round.summary == "调解四步法 4/4")
  }

  @Test("Findings of matters are of the category of their own name, wherever they are")
  func matters() throws {
    let five = try #require(ChecklistBook.standard.checklist(named: "五必查"))
    var walk = try Walk(five)
    try walk.give(.check(PointReport(4, .problem, words: "遛狗不牵绳", spot: "中心花园")))
    try walk.give(.check(PointReport(4, .problem, words: "又一位", spot: "南门")))
    let findings = try walk.round.findings
    #expect(findings.map(\.category) == ["文明劝导", "文明劝导"])
    #expect(findings.map(\.place) == ["中心花园", "南门"] && findings[0].standing?.rung == "劝导登记")
  }

  @Test(
    "The ladder climbs with each finding of a category at the same place within the window",
    arguments: [(0, "劝导登记", nil), (1, "屡劝不改", "同一处30天内第2次，屡劝不改"), (4, "移交城管", "同一处30天内第5次，移交城管")])
  func ladder(before: Int, rung: String, text: String?) throws {
    var walk = try Walk()
    func earlier(_ daysAgo: Int, _ place: String, _ category: String?) -> Finding {
      Finding(
        id: FindingID("e"), round: RoundID("e\(daysAgo)"), checklist: "夜巡", point: place,
        place: place,
        category: category, words: "遛狗", by: Self.xu.id,
        at: Self.now.adding(minutes: -daysAgo * 1440))
    }
    walk.earlier =
      (0..<before).map { earlier($0 + 1, "北 门", "文明劝导") }
      + [earlier(40, "北门", "文明劝导"), earlier(1, "南门", "文明劝导"), earlier(1, "北门", "环境卫生")]
    try walk.give(.check(PointReport(0, .problem, words: "遛狗不牵绳", category: "文明劝导")))
    let standing = try #require(try walk.round.findings.first?.standing)
    #expect(standing.rung == rung && standing.count == before + 1)
    #expect(standing.text == text ?? "劝导登记")
    try walk.give(.check(PointReport(0, .problem, words: "果皮", category: "环境卫生")))
    let other = try #require(try walk.round.findings.last?.standing)
    #expect(other.rung == nil && other.text == "同一处30天内第2次")
  }

  @Test("What one round writes of a point twice is one time: a photo added later climbs no rung")
  func onceARound() throws {
    var walk = try Walk()
    for words in ["遛狗不牵绳", "遛狗不牵绳，有照片", "遛狗不牵绳，两条"] {
      try walk.give(.check(PointReport(0, .problem, words: words, category: "文明劝导")))
      walk.earlier = try walk.round.findings
    }
    #expect(try walk.round.findings.map { $0.standing?.count } == [1, 1, 1])
    // The next night all of it was one time, too.
    let standing = FindingLadder.standard.standing(
      of: "文明劝导", at: "北门", on: Self.now.adding(minutes: 1440), after: walk.earlier)
    #expect(standing.count == 2 && standing.rung == "屡劝不改")
  }

  @Test("Nothing of a round that was given up becomes a request")
  func droppedFindings() throws {
    var walk = try Walk()
    try walk.give(.check(PointReport(0, .problem, words: "堆物")))
    let finding = try #require(try walk.round.findings.first)
    try walk.give(.drop(reason: "开错了"))
    let request = FindingRequest(id: RequestID("q"), number: "20261121-008")
    #expect(try walk.refusal(.link(finding.id, request)).contains("已经作废"))
    #expect(throws: Refusal.self) { try walk.round.linkable(finding.id) }
  }

  @Test(
    "Somebody who came later than planned by more than a few minutes was late, over midnight too")
  func late() throws {
    let list = Checklist(
      name: "夜巡", kind: .places,
      points: [
        CheckPoint(name: "北门", plannedAt: 20 * 60 + 5),
        CheckPoint(name: "南门", plannedAt: 23 * 60 + 50), CheckPoint(name: "东门"),
      ])
    var walk = try Walk(list)
    try walk.give(.check(PointReport(0, .fine)), minutes: 1)
    try walk.give(.check(PointReport(1, .fine)), minutes: 4 * 60)
    try walk.give(.check(PointReport(2, .fine)), minutes: 4 * 60)
    let round = try walk.round
    let late = try (0...2).map { try round.minutesLate(#require(round.check(at: $0)).entry) }
    #expect(late == [nil, 20, nil])
  }

  @Test(
    "A point that is ticked long before its time was early; the next morning it is written down")
  func early() throws {
    let list = Checklist(
      name: "夜巡", kind: .places,
      points: [
        CheckPoint(name: "北门", plannedAt: 20 * 60 + 15),
        CheckPoint(name: "南门", plannedAt: 20 * 60 + 40),
        CheckPoint(name: "东门", plannedAt: 20 * 60 + 50),
      ])
    var walk = try Walk(list)
    for point in 0...2 { try walk.give(.check(PointReport(point, .fine)), minutes: 0) }
    let round = try walk.round
    #expect(
      try (0...2).map { try round.minutesEarly(#require(round.check(at: $0)).entry) }
        == [nil, 30, 40])
    var morning = try Walk(list)
    for point in 0...2 { try morning.give(.check(PointReport(point, .fine)), minutes: 755) }
    let later = try morning.round
    #expect(
      try (0...2).allSatisfy { try later.isAfterwards(#require(later.check(at: $0)).entry) })
  }

  @Test(
    "A finding is registered in its own words, with the place where it lies and how often it was there"
  )
  func registration() throws {
    var walk = try Walk()
    try walk.give(.check(PointReport(1, .problem, words: "积水")))
    try walk.give(.check(PointReport(2, .problem, words: "遛狗", category: "文明劝导", spot: "12号502")))
    let findings = try walk.round.findings
    let first = findings[0].registration(in: Self.directory, receivedAt: Self.now)
    #expect(
      first.text == "积水" && first.place == RequestPlace(group: GroupID("g12"), detail: "地下车库"))
    #expect(first.channel == .nightPatrol && first.firstReceiver == Self.wang.id)
    let second = findings[1].registration(in: Self.directory, receivedAt: Self.now)
    #expect(
      second.text == "遛狗（劝导登记）" && second.place.group == GroupID("g12")
        && second.place.room == "502")
  }

  @Test(
    "Random commands by random people never lose a finding, nor leave a round that its events do not make"
  )
  func random() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<60 {
      var walk = try Walk()
      for _ in 0..<30 {
        let before = try walk.round
        let point = Int.random(in: -1...3, using: &random)
        let request = FindingRequest(id: RequestID("q\(walk.serial)"), number: "n\(walk.serial)")
        let commands: [RoundCommand] = [
          .check(PointReport(point, .fine)), .check(PointReport(point, .problem, words: "脏")),
          .check(PointReport(point, .notApplicable, words: "门锁着")), .withdraw(point: point),
          .link(before.findings.last?.id ?? FindingID("?"), request),
          .finish(words: "", reason: Bool.random(using: &random) ? "雨" : ""), .drop(reason: "错"),
        ]
        let person = [Self.wang, Self.xu, Self.reader].randomElement(using: &random) ?? Self.wang
        try? walk.give(commands.randomElement(using: &random) ?? commands[0], by: person)
        let after = try walk.round
        #expect(after.version == walk.records.count)
        // What became a request stays, and stays linked.
        for finding in before.findings where finding.request != nil {
          #expect(after.findings.contains(finding))
        }
        if !before.isOpen {
          #expect(after.checks == before.checks && after.ending == before.ending)
        }
        #expect(after.done + after.unchecked.count == after.checklist.points.count)
      }
    }
  }

  @Test("What a round wrote stays readable: the spelling in the log is for ever")
  func spelling() throws {
    let lines = [
      #"{"started":{"_0":{"checklist":{"categories":[],"kind":"places","name":"夜巡","points":[{"hint":"","name":"北门"}]},"people":["wang"]}}}"#,
      #"{"checked":{"_0":{"at":1795176600000,"by":"wang","category":"文明劝导","evidence":[],"finding":"f1","point":0,"result":"problem","spot":"","standing":{"count":2,"days":30,"rung":"屡劝不改"},"words":"遛狗"}}}"#,
      #"{"linked":{"_0":{"finding":"f1","request":{"id":"q","number":"20261121-001"}}}}"#,
      #"{"peopleSet":{"_0":["wang"]}}"#, #"{"withdrawn":{"_0":2}}"#, #"{"dropped":{"_0":"错"}}"#,
      #"{"finished":{"_0":{"reason":"","skipped":[],"words":""}}}"#,
    ]
    let events = try lines.map {
      try JSONDecoder().decode(RoundEvent.self, from: Data($0.utf8))
    }
    #expect(
      events.map(\.kind) == [
        "roundStarted", "pointChecked", "findingLinked", "roundPeopleSet", "checkWithdrawn",
        "roundDropped", "roundFinished",
      ])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try events.map { String(decoding: try encoder.encode($0), as: UTF8.self) } == lines)
  }

  @Test("晨会 hears which points nobody was at, and why")
  func leftOutInTheMorning() throws {
    var walk = try Walk()
    try walk.give(.check(PointReport(0, .fine)))
    try walk.give(.finish(words: "", reason: "下雨"))
    let notes = MorningNote.patrols(
      [try walk.round], findings: [], in: Self.directory, on: Self.now.day.adding(days: 1))
    #expect(notes.first?.text.hasSuffix("没去：12号楼地下车库、南门（下雨）") == true)
  }
}

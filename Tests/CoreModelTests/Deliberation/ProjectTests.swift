import Testing

@testable import CoreModel

@Suite("微实事") struct ProjectTests {
  private func day(_ number: Int) -> Day { ProjectStory.day(number) }

  @Test("The stage is that of the earliest open milestone, the next step the one due first")
  func stages() throws {
    var story = try ProjectStory()
    #expect(story.project.stage == .deciding)
    #expect(story.project.nextStep?.what == "议定方案")
    #expect(story.project.nextStep?.kind == .milestone)
    try story.finish(1, on: 22)
    #expect(story.project.stage == .publishing)
    try story.give(
      .strikeMilestone(MilestoneWords(2, reason: "急件，街道同意不公示")))
    #expect(story.project.stage == .building)
    #expect(story.project.nextStep?.person == Cast.plumber.person)
    try story.give(
      .addMilestone(MilestonePlan(.deciding, "改方案", by: Cast.officer.person, due: day(26))))
    #expect(story.project.stage == .deciding)
    #expect(story.project.nextStep?.what == "改方案")
  }

  @Test("With all milestones done, 评议 and then 销项 are owed within a week")
  func afterTheWork() throws {
    var story = try ProjectStory()
    for number in 1...3 {
      try story.give(.strikeMilestone(MilestoneWords(number, reason: "不做")), on: 22)
    }
    #expect(story.project.stage == .reviewing)
    #expect(story.project.nextStep?.what == "居民评议")
    #expect(story.project.nextStep?.kind == .carrying)
    #expect(story.project.nextStep?.dueAt == day(29).at(minute: Project.endOfDay))
  }

  @Test("销项 says everything that is missing, and goes when nothing is")
  func closingOff() throws {
    var story = try ProjectStory()
    let early = story.project.closingGaps.joined()
    #expect(early.contains("1 议定方案") && early.contains("3 完工"))
    #expect(early.contains("凭据") && early.contains("评议"))
    #expect(throws: Refusal.self) {
      try story.give(.closeOff(ProjectClosing("好了")), by: Cast.secretary)
    }
    try story.goToTheEnd()
    #expect(story.project.closingGaps.isEmpty)
    #expect(throws: Refusal.missing("请写做成了什么：要告诉居民的就是这句话")) {
      try story.give(.closeOff(ProjectClosing(" ")), by: Cast.secretary)
    }
    // The officer may see to it all but not close it off.
    #expect(throws: Refusal.self) {
      try story.give(.closeOff(ProjectClosing("扶手装好")), by: Cast.officer)
    }
    try story.give(.closeOff(ProjectClosing("扶手装好", spent: Money(fen: 99))), by: Cast.secretary)
    #expect(story.project.stage == .closedOff)
    #expect(story.project.nextStep == nil)
    for step in ProjectStep.allCases {
      #expect(story.project.refusal(of: step, by: Cast.secretary) != nil)
    }
  }

  @Test("All struck out is not done, and rejected by half is not accepted")
  func gaps() throws {
    var struck = try ProjectStory()
    for number in 1...3 {
      try struck.give(.strikeMilestone(MilestoneWords(number, reason: "不做")))
    }
    #expect(struck.project.closingGaps.contains { $0.contains("终止") })

    var rejected = try ProjectStory()
    try rejected.goToTheEnd()
    try rejected.give(
      .review(
        ProjectReview(
          on: day(39), people: "居民代表", satisfied: 4, unsatisfied: 4, words: "扶手松")), on: 39)
    #expect(rejected.project.closingGaps == ["评议没有过半数认可：整改以后再评议"])
    // What was built again is asked about again.
    try rejected.give(.reopenMilestone(MilestoneWords(3, reason: "扶手松，重装")))
    try rejected.finish(3, on: 41)
    try rejected.give(
      .review(ProjectReview(on: day(41), people: "居民代表", satisfied: 8)), on: 41)
    #expect(rejected.project.closingGaps.isEmpty)
    try rejected.give(.reopenMilestone(MilestoneWords(3, reason: "补漆")), on: 42)
    try rejected.finish(3, on: 43)
    #expect(rejected.project.closingGaps == ["评议以后又动过工：请再评议一次"])
  }

  @Test("A date changes only with a reason, and every change is counted")
  func moving() throws {
    var story = try ProjectStory()
    func shift(_ due: Int, _ reason: String) -> ProjectCommand {
      .changeMilestone(
        MilestoneShift(
          1, name: "议定方案", person: Cast.officer.person, due: day(due), reason: reason))
    }
    #expect(throws: Refusal.self) { try story.give(shift(28, "")) }
    #expect(throws: Refusal.self) { try story.give(shift(25, "没有改")) }
    #expect(throws: Refusal.self) { try story.give(shift(1, "已经过去")) }
    try story.give(shift(28, "人没到齐"))
    try story.give(shift(27, "提前了"))
    #expect(story.project.milestone(1)?.timesMoved == 2)
    #expect(story.project.milestone(1)?.firstDue == day(25))
    #expect(story.project.milestone(1)?.due == day(27))
    // Another person alone needs no reason and does not count.
    try story.give(
      .changeMilestone(
        MilestoneShift(1, name: "议定方案", person: Cast.director.person, due: day(27), reason: "")))
    #expect(story.project.milestone(1)?.timesMoved == 2)
  }

  @Test("公示 is over when its last day has come, and a milestone of it needs one")
  func publishing() throws {
    var story = try ProjectStory()
    #expect(throws: Refusal.self) { try story.finish(2, on: 22) }
    try story.give(
      .publish(Publication(from: day(22), through: day(28), place: "公告栏")))
    #expect(throws: Refusal.self) { try story.finish(2, on: 25) }
    try story.finish(2, on: 28)
    #expect(story.project.milestone(2)?.doneOn == day(28))
  }

  @Test(
    "Whoever does a milestone may say that it is done, others of the crew may not; readers nothing")
  func permissions() throws {
    var story = try ProjectStory()
    let report = MilestoneReport(3, on: day(21), words: "装好了")
    #expect(throws: Refusal.self) {
      try story.give(.finishMilestone(report), on: 21, by: Cast.otherPlumber)
    }
    try story.give(.finishMilestone(report), on: 21, by: Cast.plumber)
    for step in ProjectStep.allCases {
      #expect(story.project.refusal(of: step, by: Cast.reader) != nil)
    }
    #expect(throws: Refusal.self) {
      try Project.decide(
        ProjectStory.plan(), by: Cast.plumber, at: story.now, in: Cast.directory)
    }
  }

  @Test(
    "A name that says too little or too much is refused",
    arguments: ["", " ", String(repeating: "长", count: 61), "一行\n两行"])
  func badNames(_ name: String) {
    var plan = ProjectStory.plan()
    plan.name = name
    #expect(throws: Refusal.self) { try ProjectStory(plan) }
  }

  @Test("Milestones must be there, in a working stage, ahead, and of somebody who works here")
  func badMilestones() {
    for milestones in [
      [], [MilestonePlan(.closedOff, "销项", by: Cast.officer.person, due: day(25))],
      [MilestonePlan(.building, "", by: Cast.officer.person, due: day(25))],
      [MilestonePlan(.building, "完工", by: Cast.officer.person, due: day(19))],
      [MilestonePlan(.building, "完工", by: Cast.officer.person, due: day(2000))],
      [MilestonePlan(.building, "完工", by: PersonID("nobody"), due: day(25))],
      [MilestonePlan(.building, "完工", by: Cast.reader.person, due: day(25))],
    ] {
      #expect(throws: Refusal.self) { try ProjectStory(ProjectStory.plan(milestones)) }
    }
  }

  @Test("评议 before the work is done, without people, or with the unsatisfied unheard is refused")
  func badReviews() throws {
    var story = try ProjectStory()
    #expect(throws: Refusal.self) {
      try story.give(.review(ProjectReview(on: day(21), people: "代表", satisfied: 3)), on: 21)
    }
    try story.goToTheEnd()
    for review in [
      ProjectReview(on: day(38), people: "", satisfied: 3),
      ProjectReview(on: day(38), people: "代表", satisfied: 0),
      ProjectReview(on: day(38), people: "代表", satisfied: -1, fair: 9),
      ProjectReview(on: day(38), people: "代表", satisfied: 3, unsatisfied: 1),
      ProjectReview(on: day(60), people: "代表", satisfied: 3),
      ProjectReview(on: day(1), people: "代表", satisfied: 3),
    ] {
      #expect(throws: Refusal.self) { try story.give(.review(review)) }
    }
  }

  @Test("The last request cannot be taken out; the others need a reason")
  func leaving() throws {
    let story = try ProjectStory()
    #expect(throws: Refusal.self) {
      try story.project.decideLeaving(number: "1", reason: "另办", among: 1, by: Cast.officer)
    }
    #expect(throws: Refusal.self) {
      try story.project.decideLeaving(number: "1", reason: " ", among: 2, by: Cast.officer)
    }
    #expect(
      try story.project.decideLeaving(number: "1", reason: "另办", among: 2, by: Cast.officer)
        == .sourceLeft(number: "1", reason: "另办"))
  }

  @Test("Whatever is tried at random, what is recorded keeps its promises")
  func random() throws {
    var random = Draws(seed: 7)
    for _ in 0..<60 {
      var story = try ProjectStory()
      for _ in 0..<40 {
        let before = story.project
        let command = random.command(on: before, now: story.now)
        let actor = [Cast.officer, Cast.secretary, Cast.plumber, Cast.reader][random.next(4)]
        do {
          try story.give(command, by: actor)
        } catch is Refusal {
          #expect(story.project == before)
          continue
        }
        let after = story.project
        // The gate of menus and the gate of decisions are one.
        #expect(before.refusal(of: command.step, by: actor) == nil)
        #expect(before.isOpen)
        #expect((after.nextStep == nil) == !after.isOpen)
        #expect(Project(id: after.id, records: after.records) == after)
        if case .closedOff = after.ending {
          #expect(after.milestones.allSatisfy { !$0.isOpen })
          #expect(after.progress.done > 0 && !after.evidence.isEmpty)
          #expect(after.reviews.last?.review.isPassed == true)
        }
        for milestone in after.milestones where milestone.struckFor != nil {
          #expect(milestone.struckFor?.isEmpty == false)
        }
        let moved = after.milestones.reduce(0) { $0 + $1.timesMoved }
        let shifts = after.records.count {
          if case .milestoneChanged = $0.event { true } else { false }
        }
        #expect(moved <= shifts)
      }
    }
  }
}

/// Small numbers in an order that is the same every time.
private struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func command(on project: Project, now: Instant) -> ProjectCommand {
    let number = next(project.milestones.count + 1) + 1
    let day = now.day.adding(days: next(9) - 2)
    let words = ["", "做好了", "有原因"][next(3)]
    let person = [Cast.officer.person, Cast.plumber.person, PersonID("nobody")][next(3)]
    switch next(12) {
    case 0, 1, 2: return .finishMilestone(MilestoneReport(number, on: day, words: words))
    case 3: return .strikeMilestone(MilestoneWords(number, reason: words))
    case 4: return .reopenMilestone(MilestoneWords(number, reason: words))
    case 5:
      return .changeMilestone(
        MilestoneShift(number, name: "改", person: person, due: day, reason: words))
    case 6:
      return .addMilestone(
        MilestonePlan(ProjectStage.allCases[next(7)], words, by: person, due: day))
    case 7:
      return .publish(
        Publication(from: now.day.adding(days: -8), through: day, place: words))
    case 8: return .addEvidence(ProjectEvidence(words: words))
    case 9:
      return .review(
        ProjectReview(
          on: day, people: words, satisfied: next(5), fair: next(3), unsatisfied: next(3),
          words: words))
    case 10: return .closeOff(ProjectClosing(words))
    default:
      return next(6) == 0 ? .cancel(reason: words) : .note(words: words)
    }
  }
}

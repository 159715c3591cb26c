@testable import CoreModel

/// A 微实事 that grows by commands, an hour apart.
struct ProjectStory {
  private(set) var project: Project
  private(set) var now: Instant
  var directory = Cast.directory

  /// With a milestone in each of three stages.
  static let milestones = [
    MilestonePlan(.deciding, "议定方案", by: Cast.officer.person, due: day(25)),
    MilestonePlan(.publishing, "方案公示", by: Cast.officer.person, due: day(30)),
    MilestonePlan(.building, "完工", by: Cast.plumber.person, due: day(40)),
  ]

  static func plan(_ milestones: [MilestonePlan] = milestones) -> ProjectPlan {
    ProjectPlan(
      name: "12号楼加装扶手", aim: "一至六层", kind: "设施维修改造", owner: Cast.director.person,
      funds: [Funding("社区专项经费", Money(fen: 1_200_000))], milestones: milestones)
  }

  /// November 2026; the 31st is the first of December.
  static func day(_ number: Int) -> Day {
    (Day(year: 2026, month: 11, day: 1) ?? Day(number: 0)).adding(days: number - 1)
  }

  init(_ plan: ProjectPlan = plan()) throws {
    now = ProjectStory.day(20).at(minute: 15 * 60)
    var event = try Project.decide(plan, by: Cast.officer, at: now, in: Cast.directory)
    if case .started(var order) = event {
      order.number = "2026-01"
      event = .started(order)
    }
    let record = DutyRecord(version: 1, at: now, actor: Cast.officer.person, event: event)
    guard let project = Project(id: ProjectID("p"), records: [record]) else {
      throw Refusal.invalid("no project")
    }
    self.project = project
  }

  /// Gives a command an hour later, or on a day.
  mutating func give(
    _ command: ProjectCommand, on day: Int? = nil, by actor: Actor = Cast.officer
  ) throws {
    now = day.map { ProjectStory.day($0).at(minute: 10 * 60) } ?? now.adding(minutes: 60)
    let event = try project.decide(command, by: actor, at: now, in: directory)
    let record = DutyRecord(
      version: project.version + 1, at: now, actor: actor.person, event: event)
    project = Project(id: project.id, records: project.records + [record]) ?? project
  }

  mutating func finish(_ number: Int, on day: Int) throws {
    try give(
      .finishMilestone(MilestoneReport(number, on: ProjectStory.day(day), words: "做好了")), on: day)
  }

  /// Everything but 销项.
  mutating func goToTheEnd() throws {
    try finish(1, on: 22)
    try give(
      .publish(
        Publication(from: ProjectStory.day(23), through: ProjectStory.day(29), place: "公告栏")))
    try finish(2, on: 29)
    try finish(3, on: 38)
    try give(.addEvidence(ProjectEvidence(words: "验收单，档案柜 2 号")))
    try give(.review(ProjectReview(on: ProjectStory.day(38), people: "居民代表", satisfied: 9)))
  }
}

import CoreModel
import Store

@testable import CommunityTUI

extension Invented {
  /// A project of the invented desk, as far as the commands bring it.
  static func project(
    _ id: String, _ name: String, from rows: [QueueRow], daysAgo: Int = 10,
    milestones: [MilestonePlan]? = nil, _ commands: [ProjectCommand] = []
  ) throws -> ProjectLine {
    var now = Invented.now.adding(minutes: -daysAgo * 1440)
    let plan = ProjectPlan(
      name: name, aim: "做到居民满意", kind: "设施维修改造", owner: Invented.chen.id,
      funds: [Funding("社区专项经费", Money(fen: 1_200_000))],
      milestones: milestones ?? Invented.milestones(from: now.day))
    var event = try Project.decide(
      plan, by: Actor(Invented.chen), at: now, in: Invented.directory)
    if case .started(var order) = event {
      order.number = "2026-\(id)"
      event = .started(order)
    }
    var records = [
      DutyRecord(version: 1, at: now, actor: Invented.chen.id, event: event)
    ]
    for command in commands {
      now = now.adding(minutes: 60)
      guard let project = Project(id: ProjectID(id), records: records) else { break }
      let event = try project.decide(
        command, by: Actor(Invented.chen), at: now, in: Invented.directory)
      records.append(
        DutyRecord(version: records.count + 1, at: now, actor: Invented.chen.id, event: event))
    }
    let project = try Project(id: ProjectID(id), records: records).orThrow()
    let outcome: String? =
      if case .closedOff(let closing, _, _) = project.ending { closing.outcome } else { nil }
    return ProjectLine(
      project: project, sources: rows.map { OnwardSource(row: $0, outcome: outcome) })
  }

  static func milestones(from day: Day) -> [MilestonePlan] {
    [
      MilestonePlan(.collecting, "上门摸底、征集意见", by: wang.id, due: day.adding(days: 3)),
      MilestonePlan(.deciding, "议定方案和预算", by: chen.id, due: day.adding(days: 8)),
      MilestonePlan(.publishing, "方案公示", by: wang.id, due: day.adding(days: 20)),
      MilestonePlan(.building, "完工", by: zhao.id, due: day.adding(days: 40)),
    ]
  }

  /// A board with a project that is late, one that only 销项 is missing, one that is over and whose residents wait,
  /// and one that was given up.
  static func projects(_ store: InventedStore) throws -> [ProjectLine] {
    let rows = store.openRows
    let today = now.day
    func done(_ number: Int) -> ProjectCommand {
      .finishMilestone(
        MilestoneReport(number, on: today.adding(days: -10), words: "做好了，居民都同意"))
    }
    let small = [
      MilestonePlan(.building, "装好坡道", by: zhao.id, due: today.adding(days: -4))
    ]
    let ready: [ProjectCommand] = [
      .finishMilestone(MilestoneReport(1, on: today.adding(days: -9), words: "坡道装好")),
      .addEvidence(ProjectEvidence(words: "验收单，档案柜 2 号")),
    ]
    return [
      try project("01", "12号楼加装扶手", from: Array(rows.prefix(2)), [done(1)]),
      try project(
        "02", "3号楼门口坡道", from: Array(rows.dropFirst(2).prefix(1)), daysAgo: 9,
        milestones: small, ready),
      try project(
        "03", "垃圾厢房移位", from: Array(rows.dropFirst(3).prefix(2)), daysAgo: 9,
        milestones: small,
        ready + [
          .review(
            ProjectReview(
              on: today.adding(days: -9), people: "评议会，居民代表 9 人", satisfied: 8, fair: 1)),
          .closeOff(ProjectClosing("厢房移到北门", spent: Money(fen: 980_000))),
        ]),
      try project(
        "04", "中心花园长椅", from: [], daysAgo: 9, milestones: small, [.cancel(reason: "街道统一做")]),
    ]
  }
}

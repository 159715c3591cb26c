internal import CoreModel

/// 微实事 of the demonstration: one under way whose next milestone is late, and one that was closed off today, whose
/// residents still have to be told.
struct DemoProjects {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  private var scope: NeighborhoodID { demonstration.directory.neighborhood.id }
  private var now: Instant { demonstration.now }
  private var secretary: Actor { Actor(demonstration.staff.secretary) }

  /// Smaller demonstrations have none: they are what tests count.
  private static let fewestRequests = 500

  /// Begins them.
  func install() throws(StoreError) {
    guard demonstration.requests >= DemoProjects.fewestRequests else { return }
    let first = now.day.adding(days: -16).at(minute: 9 * 60 + 20)
    let handrails = [
      try register("门洞没有扶手，下雨天台阶滑，上个月摔过一位老人，希望装扶手和坡道", group: 2, at: first),
      try register(
        "轮椅出不了单元门，台阶旁边能不能做个坡道", group: 3, at: first.adding(minutes: 26 * 60)),
    ]
    try underWay("门洞加装扶手和坡道", "老人、轮椅进出有扶手、有坡道", handrails, from: first.adding(minutes: 3 * 1440))
    let second = now.day.adding(days: -21).at(minute: 14 * 60 + 10)
    let racks = [
      try register("小区没有晾晒的地方，被子都晒在绿篱上，希望统一装晾晒架", group: 7, at: second),
      try register("中心花园坐的地方太少，老人只好坐台阶，能不能加两条长椅", group: 8, at: second.adding(minutes: 95)),
    ]
    try closedOff("公共晾晒架和休息长椅", "被子有地方晒，老人孩子有地方坐", racks, from: second.adding(minutes: 2 * 1440))
  }

  /// A request that was sent to the 议事会 when it came in.
  private func register(
    _ text: String, group: Int, at received: Instant
  ) throws(StoreError) -> RequestID {
    let groups = demonstration.directory.groups
    let officer = demonstration.staff.officer(of: received.day)
    return try store.register(
      Registration(
        number: "", neighborhood: scope, text: text, channel: .weChatGroup,
        place: RequestPlace(group: groups.isEmpty ? nil : groups[group % groups.count].id),
        firstReceiver: officer.id, receivedAt: received),
      followedBy: [
        .respond(note: "收到，这件事要一起商量，报议事会"), .triage(TriageDecision(tier: .third)),
        .escalate(reason: "几个楼组都要，列入微实事"),
      ], by: Actor(officer), at: received
    ).history.id
  }

  private func underWay(
    _ name: String, _ aim: String, _ sources: [RequestID], from start: Instant
  ) throws(StoreError) {
    let head = demonstration.staff.directors[0]
    let officer = demonstration.staff.officer(of: now.day)
    let day = start.day
    let line = try store.startProject(
      ProjectPlan(
        name: name, aim: aim, kind: "设施维修改造", owner: head.id,
        funds: [
          Funding("社区党群专项经费", Money(fen: 1_200_000)), Funding("物业自筹", Money(fen: 350_000)),
        ],
        milestones: [
          MilestonePlan(.collecting, "上门摸底、征集意见", by: officer.id, due: day.adding(days: 4)),
          MilestonePlan(.deciding, "议定方案和预算", by: head.id, due: now.day.adding(days: -2)),
          MilestonePlan(.publishing, "方案公示", by: officer.id, due: now.day.adding(days: 9)),
          MilestonePlan(.building, "进场施工", by: head.id, due: now.day.adding(days: 16)),
          MilestonePlan(.building, "完工", by: head.id, due: now.day.adding(days: 34)),
          MilestonePlan(.reviewing, "现场验收", by: head.id, due: now.day.adding(days: 38)),
        ]), requests: sources, in: scope, by: secretary, at: start)
    _ = try store.perform(
      .finishMilestone(
        MilestoneReport(1, on: day.adding(days: 3), words: "上门问了 18 户，17 户同意，1 户要再商量位置")),
      on: line.id, expecting: nil, in: scope, by: Actor(officer),
      at: start.adding(minutes: 3 * 1440 + 40))
  }

  private func closedOff(
    _ name: String, _ aim: String, _ sources: [RequestID], from start: Instant
  ) throws(StoreError) {
    let head = demonstration.staff.directors[0]
    let line = try store.startProject(
      ProjectPlan(
        name: name, aim: aim, kind: "环境整治", owner: head.id,
        funds: [Funding("社区党群专项经费", Money(fen: 800_000))],
        milestones: [
          MilestonePlan(.deciding, "楼组长会上定位置", by: head.id, due: start.day.adding(days: 3)),
          MilestonePlan(.building, "装好并清场", by: head.id, due: now.day),
        ]), requests: sources, in: scope, by: secretary, at: start)
    let steps: [ProjectCommand] = [
      .finishMilestone(MilestoneReport(1, on: start.day, words: "六位楼组长都同意")),
      .finishMilestone(MilestoneReport(2, on: now.day, words: "上午装好，场地清干净了")),
      .addEvidence(ProjectEvidence(words: "验收单（纸质），档案柜 2 号；完工照片在居委相册")),
      .review(
        ProjectReview(
          on: now.day, people: "现场评议，居民代表 9 人", satisfied: 7, fair: 2, words: "希望再加一盏灯")),
      .closeOff(ProjectClosing("已装好并清场，居民代表现场看过", spent: Money(fen: 765_000))),
    ]
    for (index, step) in steps.enumerated() {
      _ = try store.perform(
        step, on: line.id, expecting: nil, in: scope, by: secretary,
        at: now.adding(minutes: index - 30))
    }
  }
}

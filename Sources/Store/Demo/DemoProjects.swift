internal import CoreModel

/// 微实事 of the demonstration: one under way whose next milestone is late, and one that was closed off today, whose
/// residents still have to be told. They carry requests that wait for the 议事会 anyway.
struct DemoProjects {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  private var scope: NeighborhoodID { demonstration.directory.neighborhood.id }
  private var now: Instant { demonstration.now }
  private var secretary: Actor { Actor(demonstration.staff.secretary) }

  /// What requests are about, by a word of theirs, and what is done about it.
  private static let works: [(words: [String], name: String, aim: String)] = [
    (["坡道", "扶手", "防滑"], "门洞加装扶手和坡道", "老人、轮椅进出有扶手、有坡道"),
    (["晾晒", "长椅", "健身器材"], "公共晾晒架和休息长椅", "老人孩子有地方坐，被子有地方晒"),
    (["充电棚"], "新建电瓶车充电棚", "电瓶车不进楼，充电有地方"),
    (["垃圾房", "误时投放点"], "垃圾厢房移位除味", "离窗户远一点，加装除臭和洗手池"),
    (["车位", "停车"], "地面车位重新划线", "多出车位，消防通道不占"),
    (["花坛", "小屋", "凉亭"], "闲置角落改成休息角", "荒着的地方大家能用"),
  ]

  /// Begins them.
  func install() throws(StoreError) {
    var rows = try store.projectCandidates(of: scope)
    var begun = 0
    for work in DemoProjects.works where begun < 2 {
      let found = rows.filter { row in work.words.contains { row.text.contains($0) } }.prefix(2)
      guard !found.isEmpty else { continue }
      let sources = Array(found.map(\.id))
      rows.removeAll { sources.contains($0.id) }
      guard let start = try beginning(after: sources) else { continue }
      if begun == 0 {
        try underWay(work.name, work.aim, sources, from: start)
      } else {
        try closedOff(work.name, work.aim, sources, from: start)
      }
      begun += 1
    }
  }

  /// Half an hour after the last thing that happened to any of them; nil when that is not over.
  private func beginning(after sources: [RequestID]) throws(StoreError) -> Instant? {
    var last = Instant(milliseconds: 0)
    for id in sources {
      last = max(last, try store.detail(id: id).history.events.last?.at ?? last)
    }
    let start = last.adding(minutes: 30)
    return start.adding(minutes: 60) < now ? start : nil
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
          MilestonePlan(.collecting, "上门摸底、征集意见", by: officer.id, due: day),
          MilestonePlan(
            .deciding, "议定方案和预算", by: head.id, due: max(day, now.day.adding(days: -1))),
          MilestonePlan(.publishing, "方案公示", by: officer.id, due: now.day.adding(days: 9)),
          MilestonePlan(.building, "进场施工", by: head.id, due: now.day.adding(days: 16)),
          MilestonePlan(.building, "完工", by: head.id, due: now.day.adding(days: 34)),
          MilestonePlan(.reviewing, "现场验收", by: head.id, due: now.day.adding(days: 38)),
        ]), requests: sources, in: scope, by: secretary, at: start)
    _ = try store.perform(
      .finishMilestone(MilestoneReport(1, on: day, words: "上门问了 18 户，17 户同意，1 户要再商量位置")),
      on: line.id, expecting: nil, in: scope, by: Actor(officer), at: start.adding(minutes: 40))
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
          MilestonePlan(.deciding, "楼组长会上定位置", by: head.id, due: start.day),
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

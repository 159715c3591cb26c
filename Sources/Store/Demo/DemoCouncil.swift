internal import CoreModel
internal import GRDB

/// Two matters of the 议事会: one that was decided last week and is being done, and 加装电梯, which is met about soon.
struct DemoCouncil {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  private var scope: NeighborhoodID { demonstration.directory.neighborhood.id }
  private var staff: DemoStaff { demonstration.staff }
  private var now: Instant { demonstration.now }
  private var secretary: Actor { Actor(staff.secretary) }

  /// Puts them down. Nothing is drawn by chance, so that nobody else's numbers change.
  func install() throws(StoreError) {
    try installParking()
    try installLift()
  }

  private func day(_ days: Int, _ minute: Int) -> Instant {
    now.day.adding(days: days).at(minute: minute)
  }

  private var seats: [CouncilSeat] {
    [
      CouncilSeat(.secretary, staff.secretary.name),
      CouncilSeat(.committee, staff.directors[0].name), CouncilSeat(.owners, "顾主任"),
      CouncilSeat(.property, staff.propertyManagers[0].name), CouncilSeat(.resident, "许老师"),
      CouncilSeat(.resident, "方阿姨"), CouncilSeat(.resident, "小陆"),
      CouncilSeat(.unit, "", unit: "消防救援站"),
    ]
  }

  /// 电瓶车 were to be parked and charged somewhere: a vote, two tasks, one of them done.
  private func installParking() throws(StoreError) {
    let officer = Actor(staff.officers[0])
    let item = try store.propose(
      AgendaOrder(
        title: "电瓶车停放和集中充电", matter: "非机动车库放不下，楼道和车库有飞线充电；放在哪里、谁出钱"), in: scope,
      by: officer, at: day(-9, 10 * 60))
    let meeting = try store.callCouncil(
      CouncilOrder(
        kind: .special, items: [item.reference], start: day(-6, 14 * 60), place: "居委会会议室",
        people: seats), in: scope, by: officer, at: day(-9, 10 * 60 + 20))
    let about = item.id
    let before: [CouncilCommand] = [
      .announce(how: "楼组微信群、各楼公告栏")
    ]
    let during: [CouncilCommand] = [
      .attend(seats.filter { $0.side != .unit }),
      .note("物业说明了非机动车库的面积和电容量，能加装 24 个充电位。"),
      .position(CouncilPosition(item: about, who: "业委会", words: "同意动用公共收益，先装一半看效果")),
      .position(CouncilPosition(item: about, who: "部分居民", words: "担心充电费太贵，要求和家里电价差不多")),
      .vote(
        CouncilVote(
          item: about, question: "西门非机动车库先装 12 个充电位", yes: 5, no: 1, abstained: 1,
          counter: officer.name)),
      .resolve(
        CouncilResolution(
          item: about, verdict: .adopt, words: "西门非机动车库先装 12 个充电位，三个月后评议要不要再装；楼道里不再停车",
          tasks: [
            TaskOrder(
              title: "清空西门非机动车库，重新划线", person: staff.crew[0].id, dueAt: day(-1, 17 * 60)),
            TaskOrder(
              title: "和充电桩公司谈定电价，装好 12 个充电位", person: staff.propertyManagers[0].id,
              dueAt: day(9, 17 * 60)),
          ])),
      .close(
        CouncilClosing(host: staff.secretary.name, recorder: officer.name, remarks: "消防救援站下周来讲一课")),
    ]
    for command in before {
      _ = try store.perform(
        command, on: meeting.id, in: scope, by: officer, at: day(-9, 11 * 60))
    }
    for (index, command) in during.enumerated() {
      _ = try store.perform(
        command, on: meeting.id, in: scope, by: secretary, at: day(-6, 14 * 60 + 5 + index * 12))
    }
    if let done = try store.tasks(from: item.link, in: scope).first {
      _ = try store.perform(
        .settle(TaskSettlement(done.id, .done, words: "划了 86 个车位，僵尸车清走 11 辆")), in: scope,
        seen: done, by: secretary, at: day(-2, 16 * 60))
    }
  }

  /// The open request about a lift, on an item and a meeting; a small demonstration has none.
  private func installLift() throws(StoreError) {
    guard let request = try escalated(about: "加装电梯") else { return }
    let officer = Actor(staff.officers[1])
    let item = try store.propose(
      AgendaOrder(title: "木荷苑8号加装电梯：签字和费用分摊", matter: "还差两户签字；低楼层担心采光，费用分摊没有谈拢"),
      about: [request], in: scope, by: officer, at: now.adding(minutes: -600))
    var start = now.day.adding(days: 2)
    while WorkingCalendar.shipped.kind(of: start) != .working { start = start.adding(days: 1) }
    let meeting = try store.callCouncil(
      CouncilOrder(
        kind: .coordination, items: [item.reference], start: start.at(minute: 18 * 60 + 30),
        place: "居委会会议室", people: seats.filter { $0.side != .unit }, words: "请各户都来一位能拿主意的人"),
      in: scope, by: officer, at: now.adding(minutes: -560))
    _ = try store.perform(
      .announce(how: "木荷苑8号楼组群"), on: meeting.id, in: scope, by: officer,
      at: now.adding(minutes: -540))
  }

  private func escalated(about matter: String) throws(StoreError) -> RequestID? {
    try store.look { db in
      let key = try store.roll(of: scope, db).scopeKey
      return try String.fetchOne(
        db,
        sql: """
          SELECT uid FROM request
          WHERE neighborhood_id = ? AND due_at IS NOT NULL AND status = ? AND instr(text, ?) > 0
          ORDER BY received_at DESC LIMIT 1
          """, arguments: [key, RequestStatus.escalated.rawValue, matter]
      ).map { RequestID($0) }
    }
  }
}

internal import CoreModel

/// 调解 of the demonstration: one that is being talked about, one that waits for its 回访, and an early sign.
struct DemoMediations {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  private var now: Instant { demonstration.now }
  private var scope: NeighborhoodID { demonstration.directory.neighborhood.id }
  private var staff: DemoStaff { demonstration.staff }

  /// Puts them down.
  func install() throws(StoreError) {
    guard let first = staff.mediators.first, let second = staff.mediators.last else { return }
    let pair = MediatorPair(lead: first.id, second: second.id)
    let actor = Actor(first)
    try installLeak(pair, by: actor)
    try installParking(pair, by: actor)
    _ = try store.notice(
      LatentSign(
        title: "3号楼楼上楼下为晾晒滴水争执", words: "两次在群里吵，还没有动手；一方下月装修", place: "3号楼",
        watcher: staff.gridWorkers[0].id,
        reviewAt: now.day.adding(days: 6).at(minute: 17 * 60 + 30)), in: scope,
      by: Actor(staff.gridWorkers[0]), at: now.day.adding(days: -2).at(minute: 15 * 60))
  }

  private func installLeak(_ pair: MediatorPair, by actor: Actor) throws(StoreError) {
    let start = now.day.adding(days: -4).at(minute: 10 * 60)
    let one = try begin(
      "上下邻居漏水赔偿",
      [MediationParty("周大明", about: "楼下，要赔吊顶"), MediationParty("钱小芸", about: "楼上，说是公管")],
      pair, by: actor, at: start)
    try step(
      .step(MediationStep(0, words: "分别听了双方，各写了一页")), on: one, actor, start.adding(minutes: 1440))
    try step(
      .step(MediationStep(1, words: "物业关水试压，是楼上软管")), on: one, actor, start.adding(minutes: 1500))
    try step(
      .meet(
        MediationSession(
          words: "楼上愿意修管，赔多少没有谈拢", place: "人民调解室",
          nextAt: now.day.adding(days: 1).at(minute: 14 * 60))), on: one, actor,
      start.adding(minutes: 2900))
  }

  private func installParking(_ pair: MediatorPair, by actor: Actor) throws(StoreError) {
    let start = now.day.adding(days: -12).at(minute: 9 * 60)
    let one = try begin(
      "车位地锁相邻纠纷", [MediationParty("沈立"), MediationParty("黄国强")], pair, by: actor, at: start)
    for (index, words) in ["两家都听了", "看了地契和现场", "面对面谈，各退一步"].enumerated() {
      try step(
        .step(MediationStep(index, words: words)), on: one, actor,
        start.adding(minutes: 600 + index * 1440))
    }
    try step(
      .agree(
        MediationAgreement(
          "地锁拆除，轮流停一个月，业委会年底统一划线", isWritten: true,
          visitAt: now.day.adding(days: 2).at(minute: 17 * 60 + 30))), on: one, actor,
      start.adding(minutes: 5000))
  }

  private func begin(
    _ title: String, _ parties: [MediationParty], _ pair: MediatorPair, by actor: Actor,
    at moment: Instant
  ) throws(StoreError) -> Mediation {
    let book = try store.rules(of: scope).checklists
    guard let method = book.checklist(named: "调解四步法") else { throw .notFound("调解四步法") }
    return try store.mediate(
      MediationOrder(
        title: title, words: "", parties: parties, pair: pair, method: method,
        talkAt: moment.adding(minutes: 2880)), in: scope, by: actor, at: moment)
  }

  private func step(
    _ command: MediationCommand, on one: Mediation, _ actor: Actor, _ moment: Instant
  ) throws(StoreError) {
    _ = try store.perform(
      command, on: one.id, expecting: nil, in: scope, by: actor, at: moment)
  }
}

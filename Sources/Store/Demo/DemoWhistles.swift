internal import CoreModel
internal import GRDB

/// 吹哨 of the demonstration: one that everybody answered in time, one that a unit did not, one whose units are still
/// awaited, and what has been kept up since an earlier one.
struct DemoWhistles {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  private var now: Instant { demonstration.now }
  private var scope: NeighborhoodID { demonstration.directory.neighborhood.id }
  private var staff: DemoStaff { demonstration.staff }
  private var secretary: Actor { Actor(staff.secretary) }

  /// Puts them down.
  func install() throws(StoreError) {
    try installDrain()
    try installStalls()
    try installCharging()
  }

  /// 雨水井: over, and a measure that comes back each quarter.
  private func installDrain() throws(StoreError) {
    let start = now.day.adding(days: -24).at(minute: 9 * 60 + 20)
    let whistle = try blow(
      "南门雨水井倒灌", .orange, ["排水管理所", "房管办事处"], "下过大雨，南门两侧积水没过脚面，井里有建筑垃圾", at: start)
    try step(
      .checkIn(
        WhistleCheckIn(
          unit: "排水管理所", at: start.adding(minutes: 150), people: "养护班 3 人", words: "四口井淤塞，先抽水")),
      on: whistle, at: start.adding(minutes: 160))
    try step(
      .checkIn(
        WhistleCheckIn(unit: "房管办事处", at: start.adding(minutes: 260), people: "徐工")),
      on: whistle, at: start.adding(minutes: 265))
    let end = now.day.adding(days: -21).at(minute: 16 * 60)
    try step(
      .supervise(WhistleNote("井都通了，下雨再看一次；装修垃圾要物业管住", who: "业委会 周主任")), on: whistle, at: end)
    try step(
      .measure(
        WhistleMeasure(
          title: "疏通南门两侧雨水井", person: staff.propertyManagers[0].id,
          dueAt: now.day.adding(days: 9).at(minute: 17 * 60 + 30), recurrence: .everyQuarter)),
      on: whistle, at: end.adding(minutes: 5))
    try step(
      .close(WhistleClosing(.solved, words: "四口雨水井已疏通，以后每季度疏通一次，雨季前物业加看一遍")),
      on: whistle, at: end.adding(minutes: 10))
  }

  /// 烧烤占道: one unit undertook something, the other has not turned up and was reported.
  private func installStalls() throws(StoreError) {
    let start = now.day.adding(days: -5).at(minute: 10 * 60)
    let sources = try openRequests(["吵", "噪", "堵"], before: start)
    let whistle = try blow(
      "南门外夜间烧烤占道、油烟扰民", .orange, ["城管中队", "市场监管所"], "每晚九点到一点，三个摊，占了消防通道", at: start,
      about: sources)
    let came = min(start.adding(minutes: 320), now.adding(minutes: -60))
    try step(
      .checkIn(WhistleCheckIn(unit: "城管中队", at: came, people: "刘队长、2名队员", words: "当晚劝离一个摊")),
      on: whistle, at: came)
    try step(
      .undertake(
        WhistleUndertaking(
          unit: "城管中队", words: "每晚十点巡查一次，到月底；再出摊的暂扣",
          dueAt: now.day.adding(days: 2).at(minute: 17 * 60 + 30), person: staff.secretary.id)),
      on: whistle, at: came.adding(minutes: 10))
    if whistle.calls.contains(where: { $0.dueAt < now.adding(minutes: -90) }) {
      try step(
        .report(words: "市场监管所电话两次没有人来，请街道平安办协调"), on: whistle,
        at: max(came.adding(minutes: 15), now.adding(minutes: -80)))
    }
  }

  /// 飞线充电: red, just blown.
  private func installCharging() throws(StoreError) {
    let start = now.adding(minutes: -50)
    let sources = try openRequests(["充电", "消防"], before: start)
    let whistle = try blow(
      "地下车库电瓶车飞线充电冒烟", .red, ["消防救援站", "电力公司"], "车库东北角，插座发烫，已断电，人在现场看着", at: start,
      about: sources)
    try step(
      .checkIn(
        WhistleCheckIn(
          unit: "消防救援站", at: now.adding(minutes: -22), people: "2名消防员", words: "明火已排除，线路要电力来看")),
      on: whistle, at: now.adding(minutes: -20))
  }

  private func blow(
    _ title: String, _ level: WhistleLevel, _ units: [String], _ words: String, at: Instant,
    about requests: [RequestID] = []
  ) throws(StoreError) -> Whistle {
    let rules = try store.rules(of: scope)
    return try store.blow(
      WhistleOrder(
        title: title, level: level, words: words,
        units: units.map { name in
          rules.whistles.units.first { $0.name == name } ?? WhistleUnit(name)
        }, dueAt: rules.whistles.limit(level).due(from: at, under: rules.deadlines),
        keeper: staff.secretary.id), about: requests, in: scope, by: secretary, at: at)
  }

  private func step(
    _ command: WhistleCommand, on whistle: Whistle, at moment: Instant
  ) throws(StoreError) {
    _ = try store.perform(
      command, on: whistle.id, expecting: nil, in: scope, by: secretary, at: moment)
  }

  /// Up to two open requests that speak of such things, and to which nothing happened since then.
  private func openRequests(
    _ words: [String], before moment: Instant
  ) throws(StoreError) -> [RequestID] {
    try store.look { db in
      let matches = words.map { _ in "r.text LIKE ?" }.joined(separator: " OR ")
      var arguments: [any DatabaseValueConvertible] = words.map { "%\($0)%" }
      arguments += [moment.milliseconds, moment.milliseconds]
      return try String.fetchAll(
        db,
        sql: """
          SELECT r.uid FROM request r
          WHERE r.closed_at IS NULL AND r.hotline_number IS NULL AND (\(matches))
            AND r.received_at < ?
            AND NOT EXISTS (SELECT 1 FROM event e WHERE e.request_id = r.id AND e.at >= ?)
          ORDER BY r.received_at DESC, r.id LIMIT 2
          """, arguments: StatementArguments(arguments)
      ).map { RequestID($0) }
    }
  }
}

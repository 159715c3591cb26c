internal import CoreModel
internal import GRDB

/// The patrols of the last nights, as they were walked: the newest with two findings, one of them at a place where the
/// same was found before.
struct DemoRounds {
  let store: DeskStore
  let demonstration: DemoNeighborhood

  /// What was found on a night.
  private struct Found {
    var point: String
    var category: String
    var words: String
  }

  /// Walks them. Requests stay as they are: the finding that was registered is put to one that is there.
  func install() throws(StoreError) {
    let dogs = "遛狗不牵绳，劝了，说下次注意"
    try walk(daysAgo: 3, [Found(point: "中心花园", category: "文明劝导", words: dogs)])
    try walk(daysAgo: 2, [])
    try walk(
      daysAgo: 1,
      [
        Found(point: "中心花园", category: "文明劝导", words: "还是那位，大狗没牵绳，又劝了一次"),
        Found(point: "非机动车库", category: "安全隐患", words: "两辆电瓶车飞线充电，插线板在地上"),
      ], registering: "飞线充电")
  }

  private func walk(
    daysAgo: Int, _ found: [Found], registering matter: String? = nil
  ) throws(StoreError) {
    let day = demonstration.now.day.adding(days: -daysAgo)
    let patrol = demonstration.shifts.first { $0.kind == .nightPatrol && $0.start.day == day }
    guard let patrol, let leader = patrol.people.first.flatMap(demonstration.directory.person),
      let checklist = ChecklistBook.standard.checklist(named: "夜巡")
    else { return }
    let scope = demonstration.directory.neighborhood.id
    let actor = Actor(leader)
    var round = try store.beginRound(
      checklist, people: patrol.people, in: scope, by: actor, at: day.at(minute: 20 * 60))
    for (index, point) in round.checklist.points.enumerated() {
      let at = day.at(
        minute: (point.plannedAt ?? 20 * 60) + [2, 4, 1, 6, 14][(index + daysAgo) % 5])
      let person = patrol.people[index % patrol.people.count]
      let finding = found.first { $0.point == point.name }
      let report = PointReport(
        index, finding == nil ? .fine : .problem, words: finding?.words ?? "",
        category: finding?.category, by: person, at: at)
      round = try store.perform(
        .check(report), on: round.id, expecting: nil, in: scope, by: actor, at: at)
    }
    let end = day.at(minute: 22 * 60)
    if let matter, let finding = round.findings.last, let request = try request(about: matter) {
      round = try store.link(
        finding.id, of: round.id, to: request, in: scope, by: actor, at: end)
    }
    _ = try store.perform(
      .finish(words: found.isEmpty ? "一切正常" : "", reason: ""), on: round.id,
      expecting: round.version, in: scope, by: actor, at: end)
  }

  /// The newest open request about a matter.
  private func request(about matter: String) throws(StoreError) -> RequestID? {
    try store.look { db in
      let scope = try store.roll(of: demonstration.directory.neighborhood.id, db).scopeKey
      return try String.fetchOne(
        db,
        sql: """
          SELECT uid FROM request
          WHERE neighborhood_id = ? AND due_at IS NOT NULL AND instr(text, ?) > 0
          ORDER BY received_at DESC LIMIT 1
          """, arguments: [scope, matter]
      ).map { RequestID($0) }
    }
  }
}

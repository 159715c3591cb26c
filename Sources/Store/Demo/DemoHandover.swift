internal import CoreModel
internal import GRDB

extension DeskStore {
  /// Lets the people of a demonstration have come to their shifts, and leaves one handover to be signed.
  ///
  /// With a generator of its own, so that nothing else of the demonstration depends on it.
  func installDemoAttendance(_ demonstration: DemoNeighborhood) throws(StoreError) {
    try change { db in
      var random = SplitMix64(seed: demonstration.seed ^ 0x7A2D)
      let now = demonstration.now
      try self.keepDemoSteps(of: demonstration, since: now.day.adding(days: -2).start, db)
      let begun = demonstration.shifts.filter { $0.start < now }
        .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
      let ending = begun.last { $0.end <= now && !$0.isCovered(by: demonstration.shifts) }
      for shift in begun {
        let people = try self.signInDemo(to: shift, demonstration, using: &random, db)
        guard shift.end <= now, let first = people.first else { continue }
        if shift.id == ending?.id {
          try self.giveDemoHandover(of: shift, by: Actor(first), db)
        }
        var at = shift.end
        for person in people {
          at = min(now, at.adding(minutes: Int(random.next() % 6)))
          try self.perform(
            .signOut(AttendanceEntry(person.id)), on: shift.id, in: shift.neighborhood,
            by: Actor(person), at: at, db)
        }
      }
    }
  }

  /// Most come a little early; now and then somebody is late.
  private func signInDemo(
    to shift: Shift, _ demonstration: DemoNeighborhood, using random: inout SplitMix64,
    _ db: Database
  ) throws -> [Person] {
    var people: [(person: Person, at: Instant)] = []
    for id in shift.people {
      let late = random.next() % 9 == 0 ? Int(random.next() % 12) + 1 : -Int(random.next() % 9)
      guard let person = demonstration.directory.person(id),
        !people.contains(where: { $0.person.id == id })
      else { continue }
      people.append((person, shift.start.adding(minutes: late)))
    }
    people = people.filter { $0.at <= demonstration.now }
    for one in people.sorted(by: { $0.at < $1.at }) {
      try perform(
        .signIn(AttendanceEntry(one.person.id)), on: shift.id, in: shift.neighborhood,
        by: Actor(one.person), at: one.at, db)
    }
    return people.map(\.person)
  }

  private func giveDemoHandover(of shift: Shift, by actor: Actor, _ db: Database) throws {
    let at = shift.end.adding(minutes: -4)
    let records = DutyRecords(db: db, roll: try roll(of: shift.neighborhood, db))
    let matter = try records.matter(of: try records.attendance(of: shift.id), at: at)
    var words: [String: String] = [:]
    for (index, item) in matter.items.enumerated() {
      words[item.id] = DemoWords.handover[index % DemoWords.handover.count]
    }
    _ = try perform(
      .give(words: words, remark: "值班室钥匙在抽屉；北门道闸已报修，保安手动放行"), on: shift.id,
      in: shift.neighborhood, expecting: 0, by: actor, at: at, db)
  }

  /// The histories of a demonstration are stored whole: what happened lately is written down as steps here.
  private func keepDemoSteps(
    of demonstration: DemoNeighborhood, since: Instant, _ db: Database
  ) throws {
    let scope = demonstration.directory.neighborhood.id
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO request_step (neighborhood_id, at, request_id, version)
        SELECT r.neighborhood_id, e.at, r.id, e.version
        FROM request r INDEXED BY request_received JOIN event e ON e.request_id = r.id
        WHERE r.neighborhood_id = ? AND r.received_at >= ? AND e.version > 1 AND e.at >= ?
        ORDER BY e.version
        """,
      arguments: [
        try roll(of: scope, db).scopeKey, since.adding(minutes: -30 * 1440).milliseconds,
        since.milliseconds,
      ])
  }
}

/// What is said at a demonstration's handover.
private enum DemoWords {
  static let handover = [
    "已和居民说好，今晚先临时处理，明天上午上门", "承办人答应两小时内回话，没回就再催", "等居民回电；打过两次没有接",
    "已告知居民今晚来看，看过再回话", "现场看过，请下一班再看一眼",
  ]
}

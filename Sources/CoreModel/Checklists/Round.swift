/// Names a ``Round``.
package typealias RoundID = Identifier<Round>

/// 一轮: a checklist that is walked once, by one or several people, with all that they recorded. The fold of its events.
package struct Round: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: RoundID
  /// How many events it has.
  package private(set) var version: Int
  /// The checklist as it was when the round began: a later change of the template does not touch it.
  package let checklist: Checklist
  /// The request that it is about; nil for patrols and the like.
  package let request: FindingRequest?
  /// Who walks it, in the order in which they came to it.
  package private(set) var people: [PersonID]
  /// When it was begun.
  package let startedAt: Instant
  /// Who began it.
  package let startedBy: PersonID
  /// What was recorded and not taken back, oldest first.
  package private(set) var checks: [RoundCheck] = []
  /// What became of findings.
  package private(set) var requests: [FindingID: FindingRequest] = [:]
  /// How it ended; nil while it is open.
  package private(set) var ending: RoundEnding?

  /// The round that events make; nil when the first does not begin one.
  package init?(id: RoundID, records: [DutyRecord<RoundEvent>]) {
    guard let first = records.first, case .started(let start) = first.event else { return nil }
    self.id = id
    version = 1
    checklist = start.checklist
    request = start.request
    people = start.people
    startedAt = first.at
    startedBy = first.actor
    for record in records.dropFirst() { take(record) }
  }

  /// Total: what is recorded has happened.
  private mutating func take(_ record: DutyRecord<RoundEvent>) {
    version = record.version
    switch record.event {
    case .started: break
    case .checked(let entry):
      checks.append(
        RoundCheck(
          version: record.version, recordedAt: record.at, recordedBy: record.actor, entry: entry))
      if !people.contains(entry.by) { people.append(entry.by) }
    case .withdrawn(let version): checks.removeAll { $0.version == version }
    case .peopleSet(let people): self.people = people
    case .linked(let link): requests[link.finding] = link.request
    case .finished(let finish):
      ending = RoundEnding(
        at: record.at, by: record.actor, skipped: finish.skipped, reason: finish.reason,
        words: finish.words, isDropped: false)
    case .dropped(let reason):
      ending = RoundEnding(
        at: record.at, by: record.actor, skipped: [], reason: reason, words: "", isDropped: true)
    }
  }
}

/// What was recorded at a point.
package struct RoundCheck: Hashable, Sendable {
  /// The version of the round that it made.
  package let version: Int
  /// When it was written down; ``CheckEntry/at`` is when somebody was there.
  package let recordedAt: Instant
  /// Who wrote it down.
  package let recordedBy: PersonID
  /// What.
  package let entry: CheckEntry
}

/// How a round ended.
package struct RoundEnding: Hashable, Sendable {
  /// When.
  package let at: Instant
  /// Who ended it.
  package let by: PersonID
  /// The points that nobody was at, by index.
  package let skipped: [Int]
  /// Why they were left out, or why the round was given up.
  package let reason: String
  /// What else there is to say.
  package let words: String
  /// Whether it does not count at all (作废).
  package let isDropped: Bool
}

extension Round {
  /// Whether it goes on.
  package var isOpen: Bool { ending == nil }

  /// The newest of what was recorded at a point; nil when nobody was there.
  package func check(at point: Int) -> RoundCheck? { checks.last { $0.entry.point == point } }

  /// How many points somebody was at.
  package var done: Int { Set(checks.map(\.entry.point)).count }

  /// The points that nobody was at, by index.
  package var unchecked: [Int] {
    let seen = Set(checks.map(\.entry.point))
    return checklist.points.indices.filter { !seen.contains($0) }
  }

  /// What was found, in the order in which it was recorded.
  package var findings: [Finding] { checks.compactMap { finding($0.entry) } }

  /// Those at one point.
  package func findings(at point: Int) -> [Finding] {
    checks.filter { $0.entry.point == point }.compactMap { finding($0.entry) }
  }

  /// Where a finding of a point lies: what was said, else the point itself where that is a place.
  package func place(of entry: CheckEntry) -> String {
    entry.spot.isEmpty ? placeName(at: entry.point) : entry.spot
  }

  /// The place that a point is; empty where points are matters or steps.
  package func placeName(at point: Int) -> String {
    guard [.places, .groups].contains(checklist.kind), checklist.points.indices.contains(point)
    else { return "" }
    return checklist.points[point].name
  }

  private func finding(_ entry: CheckEntry) -> Finding? {
    guard let id = entry.finding, checklist.points.indices.contains(entry.point) else { return nil }
    let point = checklist.points[entry.point]
    return Finding(
      id: id, round: self.id, checklist: checklist.name, point: point.name,
      place: place(of: entry), group: point.group, category: entry.category, words: entry.words,
      standing: entry.standing, evidence: entry.evidence, by: entry.by, at: entry.at,
      request: requests[id])
  }

  /// By how many minutes somebody came to a point later than planned; nil when in time, when no time was set, and
  /// when it was written down so long afterwards that the time says nothing (补记).
  package func minutesLate(_ entry: CheckEntry) -> Int? {
    guard let late = minutesBehind(entry), late > Round.lateAfterMinutes,
      late <= Round.afterwardsMinutes
    else { return nil }
    return late
  }

  /// By how many minutes somebody was at a point earlier than planned; nil when in time and when no time was set.
  package func minutesEarly(_ entry: CheckEntry) -> Int? {
    guard let behind = minutesBehind(entry), behind < -Round.lateAfterMinutes else { return nil }
    return -behind
  }

  /// 补记: whether it was written down long after somebody should have been there, without saying when they were.
  package func isAfterwards(_ entry: CheckEntry) -> Bool {
    minutesBehind(entry).map { $0 > Round.afterwardsMinutes } ?? false
  }

  /// The last planned time before somebody was there counts, or one that is soon: a patrol may run over midnight, and
  /// what was walked in the evening may be written down in the morning.
  private func minutesBehind(_ entry: CheckEntry) -> Int? {
    guard checklist.points.indices.contains(entry.point),
      let planned = checklist.points[entry.point].plannedAt
    else { return nil }
    let first = entry.at.day.at(minute: planned)
    let candidates = [-1440, 0, 1440].map { first.adding(minutes: $0) }
    let soon = entry.at.adding(minutes: Round.earliestMinutes)
    guard let due = candidates.last(where: { $0 <= soon }) else { return nil }
    return entry.at.seconds(since: due) / 60
  }

  /// A patrol is on foot: a few minutes are not late.
  static let lateAfterMinutes = 10
  /// Whoever is at a point earlier than that is not early for it: it is written down for the last time.
  static let earliestMinutes = 180
  /// Nobody is on the way for longer than that: who ticks ten points at once ticks them at the desk.
  static let afterwardsMinutes = 45

  /// `夜巡 10/10，发现 2 处，登记 1 件`: for handover and 晨会.
  package var summary: String {
    var parts = ["\(checklist.name) \(done)/\(checklist.points.count)"]
    let findings = findings
    if !findings.isEmpty {
      let linked = findings.filter { $0.request != nil }.count
      parts.append("发现 \(findings.count) 处")
      parts.append(linked == findings.count ? "都已登记" : linked == 0 ? "还没有登记" : "已登记 \(linked) 处")
    }
    if let ending {
      if ending.isDropped { parts.append("已作废") }
      if !ending.skipped.isEmpty {
        parts.append("没去 \(ending.skipped.count) \(checklist.kind == .steps ? "步" : "处")")
      }
    } else {
      parts.append("还没有结束")
    }
    return parts.joined(separator: "，")
  }
}

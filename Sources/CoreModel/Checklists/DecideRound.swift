/// What somebody wants done with a round.
package enum RoundCommand: Hashable, Sendable {
  /// Somebody was at a point.
  case check(PointReport)
  /// The newest of what was recorded at a point does not count.
  case withdraw(point: Int)
  /// Who walks it.
  case setPeople([PersonID])
  /// A finding became this request.
  case link(FindingID, FindingRequest)
  /// It is over; a reason is asked for when points were left out.
  case finish(words: String, reason: String)
  /// It was begun by mistake.
  case drop(reason: String)
}

/// What somebody says of a point.
package struct PointReport: Hashable, Sendable {
  /// Which, by its index.
  package var point: Int
  /// What it came to.
  package var result: CheckResult
  /// What there is to say.
  package var words: String
  /// `文明劝导`.
  package var category: String?
  /// Where exactly.
  package var spot: String
  /// Photos.
  package var evidence: [Evidence]
  /// Who was there; nil for whoever records it.
  package var by: PersonID?
  /// When; nil for now.
  package var at: Instant?

  /// Makes a report.
  package init(
    _ point: Int, _ result: CheckResult, words: String = "", category: String? = nil,
    spot: String = "", evidence: [Evidence] = [], by: PersonID? = nil, at: Instant? = nil
  ) {
    self.point = point
    self.result = result
    self.words = words
    self.category = category
    self.spot = spot
    self.evidence = evidence
    self.by = by
    self.at = at
  }
}

extension Round {
  /// How a round begins.
  /// - Parameter open: The rounds that go on.
  /// - Throws: ``Refusal`` when the role may not, or the same round goes on.
  package static func decideStart(
    _ checklist: Checklist, people: [PersonID], about request: FindingRequest?,
    beside open: [Round],
    by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> RoundEvent {
    try checkRole(actor)
    guard checklist.kind == .steps || request == nil else {
      throw .invalid("「\(checklist.name)」不是步骤，不能为一件诉求开；请选种类是「步骤」的检查单")
    }
    guard checklist.kind != .steps || request != nil else {
      throw .missing("「\(checklist.name)」是为一件诉求做的：请先在诉求列表里选一件，再按 #")
    }
    let filled = checklist.filled(in: directory)
    guard !filled.points.isEmpty else {
      throw .invalid("「\(checklist.name)」没有可以打的点：还没有楼组，请先在设置里添加楼组")
    }
    let same = open.first {
      $0.isOpen && $0.checklist.name == filled.name && $0.request?.id == request?.id
        && now.seconds(since: $0.startedAt) < forgottenAfterHours * 3600
    }
    if let same {
      throw .outOfTurn(
        "「\(same.checklist.name)」已由 \(directory.name(of: same.startedBy)) 在 "
          + "\(same.startedAt.nearText(relativeTo: now)) 开始，还没有结束；请接着打那一轮，或先结束、作废它")
    }
    return .started(
      RoundStart(
        checklist: filled,
        people: try checked(people.isEmpty ? [actor.person] : people, in: directory),
        request: request))
  }

  /// What a command does to the round.
  /// - Parameters:
  ///   - finding: The identity that a finding gets.
  ///   - earlier: What was found before, for the ladder.
  /// - Throws: ``Refusal``, whose message is for the person at the desk.
  package func decide(
    _ command: RoundCommand, by actor: Actor, at now: Instant, in directory: Directory,
    finding: FindingID, after earlier: [Finding] = [], under ladder: FindingLadder = .standard
  ) throws(Refusal) -> [RoundEvent] {
    try Round.checkRole(actor)
    if case .link(let finding, let request) = command {
      return [.linked(try decideLink(finding, request))]
    }
    if let ending {
      let name = directory.name(of: ending.by)
      throw .outOfTurn(
        "这一轮已由 \(name) 在 \(ending.at.nearText(relativeTo: now)) "
          + (ending.isDropped ? "作废，不能再改" : "结束，不能再改；发现的问题仍可以登记成诉求"))
    }
    guard now >= startedAt.adding(minutes: -Round.clockSlackMinutes) else {
      throw .invalid(
        "电脑时钟（\(now.dateTimeText(relativeTo: startedAt))）比这一轮开始的时间还早，没有记下；请先校准时钟")
    }
    switch command {
    case .check(let report):
      return [
        .checked(
          try decideCheck(
            report, by: actor, at: now, in: directory, finding: finding, after: earlier,
            under: ladder))
      ]
    case .withdraw(let point): return [.withdrawn(try decideWithdrawal(point))]
    case .setPeople(let people):
      guard !people.isEmpty else { throw .missing("请写至少一位去的人") }
      let checked = try Round.checked(people, in: directory)
      return checked == self.people ? [] : [.peopleSet(checked)]
    case .finish(let words, let reason): return [.finished(try decideFinish(words, reason))]
    case .drop(let reason):
      guard requests.isEmpty else {
        throw .outOfTurn("这一轮的问题已经登记成诉求，不能作废；没去的点可以在结束时写明原因")
      }
      let why = try WordLimits.checked(reason, "原因")
      guard !why.isEmpty else { throw .missing("请写作废原因，例如「开错了」") }
      return [.dropped(why)]
    case .link: return []
    }
  }

  private func decideCheck(
    _ report: PointReport, by actor: Actor, at now: Instant, in directory: Directory,
    finding: FindingID, after earlier: [Finding], under ladder: FindingLadder
  ) throws(Refusal) -> CheckEntry {
    guard checklist.points.indices.contains(report.point) else {
      throw .invalid("「\(checklist.name)」没有第 \(report.point + 1) 项，共 \(checklist.points.count) 项")
    }
    let person = report.by ?? actor.person
    _ = try Round.checked([person], in: directory)
    let at = report.at ?? now
    guard at <= now.adding(minutes: Round.clockSlackMinutes) else {
      throw .invalid("到点时间 \(at.nearText(relativeTo: now)) 在将来，请检查")
    }
    // Somebody may write down in the morning what was walked at night.
    guard at >= startedAt.adding(minutes: -Round.longestBefore * 60) else {
      throw .invalid("到点时间 \(at.nearText(relativeTo: now)) 比这一轮开始早 \(Round.longestBefore) 小时以上，请检查")
    }
    var entry = CheckEntry(
      point: report.point, result: report.result,
      words: try WordLimits.checked(report.words, "说明"), spot: "", by: person, at: at)
    for piece in report.evidence { entry.evidence.append(try piece.checked()) }
    if report.result == .notApplicable, entry.words.isEmpty {
      throw .missing("请写为什么不适用，例如「门锁着，进不去」")
    }
    guard report.result == .problem else { return entry }
    guard !entry.words.isEmpty else { throw .missing("请写发现了什么，例如「两辆电瓶车飞线充电」") }
    entry.spot = try WordLimits.checked(report.spot, "地点", atMost: WordLimits.detail)
    entry.category = try category(of: report)
    entry.finding = finding
    entry.standing = ladder.standing(
      of: entry.category, at: place(of: entry), on: at,
      after: before(report.point, among: earlier))
    return entry
  }

  /// Of earlier findings those that count when something is found at a point: what this round wrote of the point
  /// already is the same occasion, written down once more.
  package func before(_ point: Int, among earlier: [Finding]) -> [Finding] {
    guard checklist.points.indices.contains(point) else { return earlier }
    return earlier.filter { $0.round != id || $0.point != checklist.points[point].name }
  }

  /// The category that was said, else the only one that it can be.
  private func category(of report: PointReport) throws(Refusal) -> String? {
    guard !checklist.categories.isEmpty else {
      return checklist.kind == .matters ? checklist.points[report.point].name : nil
    }
    guard let said = report.category?.tidied, !said.isEmpty else { return nil }
    guard checklist.categories.contains(said) else {
      throw .invalid("没有「\(said)」这一类；可选：\(checklist.categories.joined(separator: "、"))")
    }
    return said
  }

  private func decideWithdrawal(_ point: Int) throws(Refusal) -> Int {
    guard let last = check(at: point) else { throw .outOfTurn("这一项还没有打，没有可以撤回的") }
    if let finding = last.entry.finding, let request = requests[finding] {
      throw .outOfTurn("这个问题已经登记成 \(request.number)，不能撤回；登记错了请到那件诉求撤销")
    }
    return last.version
  }

  private func decideLink(
    _ finding: FindingID, _ request: FindingRequest
  ) throws(Refusal) -> FindingLink {
    _ = try linkable(finding)
    return FindingLink(finding: finding, request: request)
  }

  /// A finding that can become a request: asked before one is registered for it.
  package func linkable(_ id: FindingID) throws(Refusal) -> Finding {
    if ending?.isDropped == true { throw .outOfTurn("这一轮已经作废，不计入，问题没有登记；要登记请按 n 新登记一件") }
    guard let finding = findings.first(where: { $0.id == id }) else {
      throw .outOfTurn("这个问题已经撤回，没有登记")
    }
    if let known = finding.request { throw .outOfTurn("这个问题已经登记成 \(known.number)，没有再登记") }
    return finding
  }

  private func decideFinish(
    _ words: String, _ reason: String
  ) throws(Refusal) -> RoundFinish {
    let skipped = unchecked
    let why = try WordLimits.checked(reason, "原因")
    guard done > 0 else { throw .outOfTurn("一项都还没有打；开错了请作废这一轮") }
    guard skipped.isEmpty || !why.isEmpty else {
      let names = skipped.prefix(4).map { checklist.points[$0].name }.joined(separator: "、")
      throw .missing(
        "还有 \(skipped.count) 项没有打（\(names)\(skipped.count > 4 ? "……" : "")）：请写为什么没去，例如「下大雨」")
    }
    return RoundFinish(
      skipped: skipped, reason: skipped.isEmpty ? "" : why,
      words: try WordLimits.checked(words, "说明"))
  }

  private static func checkRole(_ actor: Actor) throws(Refusal) {
    guard Permissions.patrolling.contains(actor.role) else {
      throw .invalid("检查单由值班台和网格员、物业、民警、调解员办理；您现在是\(actor.role.title)")
    }
  }

  /// Everybody once, and nobody who is not here.
  private static func checked(
    _ people: [PersonID], in directory: Directory
  ) throws(Refusal) -> [PersonID] {
    var seen: Set<PersonID> = []
    for id in people {
      guard let person = directory.person(id) else { throw .invalid("人员名册里没有这位，请重新选择") }
      guard person.isActive else { throw .invalid("\(person.name)已不在岗，请另选") }
    }
    return people.filter { seen.insert($0).inserted }
  }

  /// Clocks of two desks differ a little.
  static let clockSlackMinutes = 5
  /// What was walked so many hours before the round was opened can still be written down.
  static let longestBefore = 24
  /// A round that was left open does not keep the next one from beginning for ever.
  package static let forgottenAfterHours = 12
}

/// What somebody wants done to a whistle that goes on.
package enum WhistleCommand: Hashable, Sendable {
  /// 加吹.
  case call(WhistleSummons)
  /// 改报到时限.
  case move(WhistleMove)
  /// 报到.
  case checkIn(WhistleCheckIn)
  /// 承诺.
  case undertake(WhistleUndertaking)
  /// 跟进.
  case follow(WhistleNote)
  /// 业委会监督意见.
  case supervise(WhistleNote)
  /// 上报街镇: the units that are late.
  case report(words: String)
  /// 列入诉求.
  case join([FindingRequest])
  /// 移出诉求.
  case leave(RequestID, reason: String)
  /// 常态措施.
  case measure(WhistleMeasure)
  /// 收哨.
  case close(WhistleClosing)

  /// Which it is, without its particulars.
  package var kind: WhistleCommandKind {
    switch self {
    case .call: .call
    case .move: .move
    case .checkIn: .checkIn
    case .undertake: .undertake
    case .follow: .follow
    case .supervise: .supervise
    case .report: .report
    case .join: .join
    case .leave: .leave
    case .measure: .measure
    case .close: .close
    }
  }
}

/// The commands by name: menus ask by it what can be done.
package enum WhistleCommandKind: CaseIterable, Sendable {
  case call, move, checkIn, undertake, follow, supervise, report, join, leave, measure, close

  /// What it is called.
  package var title: String {
    switch self {
    case .call: "加吹"
    case .move: "改报到时限"
    case .checkIn: "记报到"
    case .undertake: "记承诺"
    case .follow: "记跟进"
    case .supervise: "记业委会监督意见"
    case .report: "上报街镇"
    case .join: "列入诉求"
    case .leave: "移出诉求"
    case .measure: "定常态措施"
    case .close: "收哨"
    }
  }

  /// Who may: whoever is out there may say who came and how it goes on; the rest is the desk's.
  package var roles: [Role] {
    switch self {
    case .checkIn, .follow, .supervise: Permissions.handling
    default: Permissions.desk
    }
  }
}

/// What a whistle is decided by.
package struct WhistleFacts: Sendable {
  /// Who there is.
  package var directory: Directory
  /// Due times.
  package var rules: DeadlineRules

  /// Makes facts.
  package init(directory: Directory, rules: DeadlineRules) {
    self.directory = directory
    self.rules = rules
  }
}

extension Whistle {
  /// Characters that a title may have.
  package static let longestTitle = 60
  /// Days within which units must have turned up.
  package static let longestDays = 30

  /// Checks a whistle before it is blown.
  /// - Parameter isAsked: Whether a mediation that leads to it has asked who may.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package static func decide(
    _ order: WhistleOrder, by actor: Actor, at now: Instant, in facts: WhistleFacts,
    isAsked: Bool = false
  ) throws(Refusal) -> WhistleEvent {
    if !isAsked { try check(actor, "吹哨", Permissions.desk) }
    var order = order
    order.title = try WordLimits.checked(order.title, "事由", atMost: longestTitle)
    guard !order.title.isEmpty else { throw .missing("请写为什么事吹哨，例如「南门夜间烧烤占道」") }
    guard !PlaceName.hasControl(order.title) else { throw .invalid("事由只写一行") }
    order.words = try WordLimits.checked(order.words, "情况和要求")
    order.units = try checked(order.units)
    try checkKeeper(order.keeper, in: facts.directory)
    try check(due: order.dueAt, at: now)
    return .blown(order)
  }

  /// Checks a step before it is recorded.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func decide(
    _ command: WhistleCommand, by actor: Actor, at now: Instant, in facts: WhistleFacts
  ) throws(Refusal) -> WhistleEvent {
    if let refusal = refusal(of: command.kind, by: actor, at: now) { throw refusal }
    switch command {
    case .call(let summons): return .called(try decide(summons, at: now))
    case .move(let move): return .moved(try decide(move, at: now))
    case .checkIn(let checkIn): return .checkedIn(try decide(checkIn, at: now))
    case .undertake(let what): return .undertook(try decide(what, at: now, in: facts))
    case .follow(var note):
      note.words = try Whistle.words(note.words, "请写跟进的情况")
      return .followed(note)
    case .supervise(var note):
      note.words = try Whistle.words(note.words, "请写业委会的意见")
      note.who = try WordLimits.checked(note.who, "谁的意见", atMost: WordLimits.unit)
      guard !note.who.isEmpty else { throw .missing("请写是谁的意见，例如「业委会 周主任」") }
      return .supervised(note)
    case .report(let words): return .reported(try report(words, at: now))
    case .join(let more): return .joined(try joinable(more))
    case .leave(let id, let reason): return .left(try leaving(id, reason))
    case .measure(let measure): return .measured(try decide(measure, at: now, in: facts))
    case .close(let closing): return .closed(try decide(closing))
    }
  }

  /// Why something cannot be done with it now, before its particulars are known; nil when it can. Menus grey it out
  /// by this, and ``decide(_:by:at:in:)`` begins with it: there is one gate.
  package func refusal(
    of kind: WhistleCommandKind, by actor: Actor, at now: Instant
  ) -> Refusal? {
    if let refusal = DeskChange.refusal(toChange: kind.title, by: actor, allowed: kind.roles) {
      return refusal
    }
    // A standing measure after it is over, too: that is when one knows what has to be kept up.
    if kind != .measure, let closing, let closedAt {
      return .outOfTurn(
        "「\(order.title)」已在 \(closedAt.dateTimeText(relativeTo: now)) 收哨（\(closing.result.title)）；再有情况请另吹一次"
      )
    }
    switch kind {
    case .move: return missing.isEmpty ? .outOfTurn("各单位都已报到，不用改时限") : nil
    case .checkIn:
      return missing.isEmpty ? .outOfTurn("各单位都已报到；后面的情况请记跟进") : nil
    case .report: return reportRefusal(at: now)
    case .leave: return requests.isEmpty ? .outOfTurn("没有列入诉求") : nil
    case .call, .undertake, .follow, .supervise, .join, .measure, .close: return nil
    }
  }

  private func reportRefusal(at now: Instant) -> Refusal? {
    guard !unreported.contains(where: { $0.isLate(at: now) }) else { return nil }
    return .outOfTurn(
      missing.isEmpty
        ? "各单位都已报到，没有要上报的"
        : unreported.isEmpty ? "没有到的单位已经上报过；再催请记跟进" : "还没有过报到时限，过了时限没有到再上报")
  }

  // MARK: Steps

  private func decide(_ summons: WhistleSummons, at now: Instant) throws(Refusal) -> WhistleSummons
  {
    let units = try Whistle.checked(summons.units)
    let known = units.filter { unit in calls.contains { $0.unit.name == unit.name } }
    guard known.isEmpty else {
      throw .invalid("已经吹过哨：\(known.map(\.name).joined(separator: "、"))；没有到的请催，或上报街镇")
    }
    guard calls.count + units.count <= WhistleBook.mostUnits else {
      throw .invalid("一次吹哨最多 \(WhistleBook.mostUnits) 家单位")
    }
    try Whistle.check(due: summons.dueAt, at: now)
    return WhistleSummons(units, dueAt: summons.dueAt)
  }

  private func decide(_ move: WhistleMove, at now: Instant) throws(Refusal) -> WhistleMove {
    try Whistle.check(due: move.dueAt, at: now)
    guard missing.contains(where: { $0.dueAt != move.dueAt }) else { throw .missing("时限没有改动") }
    let reason = try WordLimits.checked(move.reason, "原因")
    let last = missing.map(\.dueAt).max() ?? move.dueAt
    guard move.dueAt <= last || !reason.isEmpty else { throw .missing("往后推要写原因；吹哨单上会看到推了几次") }
    return WhistleMove(dueAt: move.dueAt, reason: reason)
  }

  private func decide(
    _ checkIn: WhistleCheckIn, at now: Instant
  ) throws(Refusal) -> WhistleCheckIn {
    let call = try self.call(checkIn.unit)
    if let known = call.checkIn {
      throw .outOfTurn(
        "\(call.unit.name)已在 \(known.at.dateTimeText(relativeTo: now)) 报到（\(known.people)）；后面的情况请记跟进"
      )
    }
    guard checkIn.at <= now else { throw .invalid("报到的时间还没有到") }
    guard checkIn.at.adding(minutes: 1) >= call.calledAt else {
      throw .invalid(
        "\(call.unit.name)是 \(call.calledAt.dateTimeText(relativeTo: now)) 吹的哨，报到不能在这以前")
    }
    let people = try WordLimits.checked(checkIn.people, "来的人", atMost: WordLimits.unit)
    guard !people.isEmpty else { throw .missing("请写谁来报到，例如「刘队长」或「2名队员」") }
    return WhistleCheckIn(
      unit: call.unit.name, at: checkIn.at, people: people,
      words: try WordLimits.checked(checkIn.words, "情况"))
  }

  private func decide(
    _ what: WhistleUndertaking, at now: Instant, in facts: WhistleFacts
  ) throws(Refusal) -> WhistleUndertaking {
    let call = try self.call(what.unit)
    var what = what
    what.unit = call.unit.name
    what.words = try WordLimits.checked(
      what.words, "承诺", atMost: DeskTask.longestTitle - WhistleBook.longestName - 10)
    guard !what.words.isEmpty else { throw .missing("请写\(call.unit.name)答应做什么、做到怎样") }
    try Whistle.checkKeeper(what.person, in: facts.directory)
    guard what.dueAt > now else { throw .invalid("承诺的期限要在现在以后") }
    return what
  }

  private func decide(
    _ measure: WhistleMeasure, at now: Instant, in facts: WhistleFacts
  ) throws(Refusal) -> WhistleMeasure {
    var measure = measure
    measure.title = try WordLimits.checked(
      measure.title, "常态措施", atMost: DeskTask.longestTitle)
    guard !measure.title.isEmpty else { throw .missing("请写以后要常做什么，例如「疏通南门雨水井」") }
    try Whistle.checkKeeper(measure.person, in: facts.directory)
    guard measure.dueAt > now else { throw .invalid("第一次的日期要在现在以后") }
    guard !measures.contains(where: { $0.title == measure.title }) else {
      throw .invalid("已经有这项常态措施：\(measure.title)")
    }
    return measure
  }

  private func report(_ words: String, at now: Instant) throws(Refusal) -> WhistleReport {
    let late = unreported.filter { $0.isLate(at: now) }
    let text = try WordLimits.checked(words, "说明")
    return WhistleReport(
      units: late.map(\.unit.name), words: text.isEmpty ? "请街镇协调，催到现场" : text)
  }

  private func joinable(_ more: [FindingRequest]) throws(Refusal) -> [FindingRequest] {
    guard !more.isEmpty else { throw .missing("请选要列入的诉求") }
    if let known = more.first(where: { new in requests.contains { $0.id == new.id } }) {
      throw .outOfTurn("\(known.number) 已经在这次吹哨里")
    }
    return more
  }

  private func leaving(_ id: RequestID, _ reason: String) throws(Refusal) -> WhistleLeaving {
    guard let request = requests.first(where: { $0.id == id }) else {
      throw .outOfTurn("这件诉求不在这次吹哨里")
    }
    return WhistleLeaving(request, reason: try Whistle.words(reason, "请写移出的原因"))
  }

  private func decide(_ closing: WhistleClosing) throws(Refusal) -> WhistleClosing {
    let words = try Whistle.words(
      closing.words, closing.result == .withdrawn ? "请写为什么撤哨" : "请写结果：要告诉居民的就是这句话")
    guard closing.result != .withdrawn else {
      guard calls.allSatisfy(\.isMissing) else {
        throw .outOfTurn("已有单位报到，不能撤哨；请按办的结果收哨")
      }
      return WhistleClosing(.withdrawn, words: words)
    }
    if !unreported.isEmpty {
      let names = unreported.map(\.unit.name).joined(separator: "、")
      throw .outOfTurn("\(names)还没有报到：先记报到，或过了时限上报街镇，再收哨；没有到的会一直留在记录里")
    }
    if let first = owed.first {
      throw .outOfTurn(
        "还有 \(owed.count) 项承诺没有了结：\(first.what.unit)「\(first.what.words)」；先记兑现或没有做到，再收哨")
    }
    return WhistleClosing(closing.result, words: words)
  }

  // MARK: Checks

  private func call(_ unit: String) throws(Refusal) -> Call {
    let name = unit.tidied
    if let exact = calls.first(where: { $0.unit.name == name }) { return exact }
    let parts = calls.filter { !name.isEmpty && $0.unit.name.contains(name) }
    guard let only = parts.first, parts.count == 1 else {
      throw .invalid(
        "没有向「\(name)」吹哨；吹了：\(calls.map(\.unit.name).joined(separator: "、"))。要请它来请先加吹")
    }
    return only
  }

  private static func check(
    _ actor: Actor, _ title: String, _ roles: [Role]
  ) throws(Refusal) {
    if let refusal = DeskChange.refusal(toChange: title, by: actor, allowed: roles) {
      throw refusal
    }
  }

  private static func checked(_ units: [WhistleUnit]) throws(Refusal) -> [WhistleUnit] {
    guard !units.isEmpty else { throw .missing("请写向哪些单位吹哨") }
    guard units.count <= WhistleBook.mostUnits else {
      throw .invalid("一次最多向 \(WhistleBook.mostUnits) 家单位吹哨")
    }
    guard Set(units.map(\.name)).count == units.count else { throw .invalid("有单位写了两次") }
    return units
  }

  static func checkKeeper(_ id: PersonID, in directory: Directory) throws(Refusal) {
    guard let person = directory.person(id), person.isActive else {
      throw .invalid("跟进的人不在册或已不在岗，请另选一位")
    }
    guard person.role != .readOnly else { throw .invalid("\(person.name)只能查看，不能跟进，请另选一位") }
  }

  private static func check(due: Instant, at now: Instant) throws(Refusal) {
    guard due > now else { throw .invalid("报到时限要在现在以后") }
    guard due.seconds(since: now) <= longestDays * 86_400 else {
      throw .invalid("报到时限最长 \(longestDays) 天")
    }
  }

  static func words(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "内容")
    guard !tidy.isEmpty else { throw .missing(complaint) }
    return tidy
  }
}

/// What somebody wants done to a meeting of the 议事会.
package enum CouncilCommand: Hashable, Sendable {
  /// Other people, another room, other words.
  case change(CouncilChange)
  /// 改期.
  case move(CouncilMove)
  /// One more item; why it is later than that one allows.
  case list(AgendaID, lateReason: String)
  /// One item less.
  case strike(AgendaID, reason: String)
  /// 通知 went out.
  case announce(how: String)
  /// 签到.
  case attend([CouncilSeat])
  /// 记录.
  case note(String)
  /// Who held what.
  case position(CouncilPosition)
  /// 表决.
  case vote(CouncilVote)
  /// 决议.
  case resolve(CouncilResolution)
  /// 散会.
  case close(CouncilClosing)
  /// 取消.
  case cancel(reason: String)

  /// The Chinese word.
  package var title: String {
    switch self {
    case .change: "改会议"
    case .move: "会议改期"
    case .list: "加议题"
    case .strike: "去议题"
    case .announce: "发通知"
    case .attend: "会议签到"
    case .note: "会议记录"
    case .position: "记意见"
    case .vote: "表决"
    case .resolve: "作决议"
    case .close: "散会"
    case .cancel: "取消会议"
    }
  }
}

/// What a meeting is decided by: its items as they are, and by when the 议事会 must have met about the pressing ones.
package struct CouncilFacts: Sendable {
  /// The items, by name.
  package var items: [AgendaID: AgendaItem]
  /// By when the pressing ones must be met about; none for those that need a date alone.
  package var limits: [AgendaID: Instant]
  /// When what is not met about any more is due again.
  package var again: Instant
  /// Who there is.
  package var directory: Directory

  /// Makes facts.
  package init(
    items: [AgendaID: AgendaItem] = [:], limits: [AgendaID: Instant] = [:], again: Instant,
    directory: Directory
  ) {
    self.items = items
    self.limits = limits
    self.again = again
    self.directory = directory
  }
}

extension CouncilMeeting {
  /// How many days ahead a meeting may be, and something may be put off to.
  package static let longestDays = 92
  /// How many items are gone through in one evening.
  package static let mostItems = 20

  /// Checks a call.
  /// - Throws: ``Refusal`` when the role may not, an item cannot be on it, or it is later than a pressing matter allows
  ///   and nobody said why.
  package static func call(
    _ order: CouncilOrder, by actor: Actor, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> CouncilEvent {
    if let refusal = DeskChange.refusal(
      toChange: "定会议", by: actor, allowed: Permissions.council)
    {
      throw refusal
    }
    var order = order
    order.place = try checked(place: order.place)
    order.words = try WordLimits.checked(order.words, "通知里要说的")
    order.lateReason = try WordLimits.checked(order.lateReason, "晚开的原因")
    try check(start: order.start, at: now)
    guard order.items.count <= mostItems else { throw .invalid("一次会最多 \(mostItems) 个议题，请分开开") }
    guard Set(order.items.map(\.id)).count == order.items.count else {
      throw .invalid("同一个议题写了两次，请去掉一个")
    }
    // Without an item only where residents are listened to.
    guard !order.items.isEmpty || [.talk, .monthly, .joint].contains(order.kind) else {
      throw .missing("\(order.kind.title)要有议题；请先提议题，或改开居民恳谈会、月月说事")
    }
    for item in order.items {
      try check(item.id, for: order.kind, in: facts)
    }
    order.lateReason = try late(
      order.items.map(\.id), start: order.start, reason: order.lateReason, at: now, in: facts)
    return .called(order)
  }

  /// Why a step does not fit, whatever its particulars; nil when it does. Menus grey out by it.
  package func refusal(of command: CouncilCommand, by actor: Actor, at now: Instant) -> Refusal? {
    let allowed =
      switch command {
      case .close, .cancel: Permissions.councilRuling
      default: Permissions.council
      }
    if let refusal = DeskChange.refusal(toChange: command.title, by: actor, allowed: allowed) {
      return refusal
    }
    if closing != nil {
      return .outOfTurn("\(name) 已散会，纪要留档，不再改动；有变化请再开一次会")
    }
    if let cancelled { return .outOfTurn("\(name) 已取消（\(cancelled)）") }
    switch command {
    case .attend where start.day > now.day:
      return .outOfTurn("\(name) 定在\(start.dateTimeText(relativeTo: now))，还没有到；提前开请先改期")
    case .position, .vote, .resolve, .close:
      return attendedAt == nil ? .outOfTurn("还没有签到；请先记下谁到会，再\(command.title)") : nil
    case .move, .cancel:
      let what = if case .move = command { "改期" } else { "取消" }
      return attendedAt == nil
        ? nil : .outOfTurn("\(name) 已经签到开会，不能再\(what)；议不完的请作决议「再议」")
    default: return nil
    }
  }

  /// Checks a step.
  /// - Throws: ``Refusal`` when it does not fit, says too little, or the role may not.
  package func decide(
    _ command: CouncilCommand, by actor: Actor, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> CouncilEvent {
    if let refusal = refusal(of: command, by: actor, at: now) { throw refusal }
    switch command {
    case .change(var change):
      change.place = try CouncilMeeting.checked(place: change.place)
      change.words = try WordLimits.checked(change.words, "通知里要说的")
      guard change != CouncilChange(place: place, people: people, words: words) else {
        throw .missing("没有改动")
      }
      return .changed(change)
    case .move(let move): return .moved(try checked(move, at: now, in: facts))
    case .list(let id, let reason):
      guard !items.contains(where: { $0.id == id }) else { throw .outOfTurn("这个议题已经在会上") }
      guard items.count < CouncilMeeting.mostItems else {
        throw .invalid("一次会最多 \(CouncilMeeting.mostItems) 个议题")
      }
      try CouncilMeeting.check(id, for: kind, in: facts)
      _ = try CouncilMeeting.late([id], start: start, reason: reason, at: now, in: facts)
      guard let item = facts.items[id] else { throw .outOfTurn("没有找到这个议题") }
      return .listed(item.reference)
    case .strike(let id, let reason):
      return .struck(try listed(id), reason: try required(reason, "请写为什么从会上去掉"))
    case .announce(let how):
      return .announced(how: try required(how, "请写怎样通知的，例如 楼组群、楼道张贴"))
    case .attend(let seats):
      guard !seats.isEmpty else { throw .missing("请写谁到会；没有人到会请取消会议或改期") }
      return .attended(seats)
    case .note(let text): return .noted(try required(text, "请写会上说了什么"))
    case .position(var position):
      _ = try listed(position.item)
      position.who = try required(position.who, "请写是谁的意见", atMost: WordLimits.unit)
      position.words = try required(position.words, "请写意见")
      return .positioned(position)
    case .vote(let vote): return .voted(try checked(vote))
    case .resolve(let resolution):
      return .resolved(try checked(resolution, by: actor, at: now, in: facts))
    case .close(let closing):
      return .closed(try checked(closing, by: actor, at: now, in: facts))
    case .cancel(let reason):
      return .cancelled(
        until: facts.again, reason: try required(reason, "请写取消的原因；会上的议题回到待排会"))
    }
  }

  // MARK: Particulars

  private func checked(
    _ move: CouncilMove, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> CouncilMove {
    var move = move
    move.place = try CouncilMeeting.checked(place: move.place)
    move.reason = try required(move.reason, "请写改期的原因；要告诉已经通知的人")
    guard move.start != start else { throw .missing("时间没有变；只改地点、到会人请用「改会议」") }
    try CouncilMeeting.check(start: move.start, at: now)
    move.lateReason = try CouncilMeeting.late(
      items.map(\.id), start: move.start,
      reason: try WordLimits.checked(move.lateReason, "晚开的原因"), at: now, in: facts)
    return move
  }

  private func checked(_ vote: CouncilVote) throws(Refusal) -> CouncilVote {
    var vote = vote
    _ = try listed(vote.item)
    vote.question = try required(vote.question, "请写表决的是什么", atMost: 200)
    vote.counter = try required(vote.counter, "请写谁计票", atMost: WordLimits.name)
    let counts = [vote.yes, vote.no, vote.abstained]
    guard counts.allSatisfy({ $0 >= 0 && $0 <= CouncilSeat.most }) else {
      throw .invalid("票数要在 0 到 \(CouncilSeat.most) 之间")
    }
    let sum = counts.reduce(0, +)
    guard sum > 0 else { throw .missing("赞成、反对、弃权都是 0，没有人表决") }
    guard sum <= present.count else {
      throw .invalid("票数合计 \(sum)，签到只有 \(present.count) 人；请核对票数，或补上签到")
    }
    return vote
  }

  private func checked(
    _ resolution: CouncilResolution, by actor: Actor, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> CouncilResolution {
    var resolution = resolution
    let reference = try listed(resolution.item)
    guard let item = facts.items[resolution.item] else { throw .outOfTurn("没有找到\(reference.name)") }
    if let refusal = resolution.verdict.refusal(of: item, at: kind) { throw refusal }
    let asked =
      resolution.verdict == .decline ? "请写不采纳的理由：要告诉居民的就是这段话" : "请写决议：定了什么"
    resolution.words = try required(resolution.words, asked)
    switch resolution.verdict {
    case .adopt, .project:
      guard resolution.verdict == .adopt || !item.sources.isEmpty else {
        throw .outOfTurn("\(item.name) 没有列入诉求，不能转微实事；请先列入诉求，或选采纳办理")
      }
      guard !resolution.tasks.isEmpty else {
        throw .missing(
          resolution.verdict == .adopt
            ? "采纳办理至少要有一项交办：做什么、谁来办、几时办好" : "转微实事至少要有一个节点：做什么、谁来办、几时办好")
      }
      guard resolution.tasks.count <= 20 else { throw .invalid("一条决议最多 20 项交办") }
      var tasks: [TaskOrder] = []
      for var task in resolution.tasks {
        task.origin = item.link
        // Who may keep a meeting may say there who does what: the gate for roles was asked already.
        guard
          case .set(let order) = try TaskCommand.set(task).decide(
            on: nil, by: CouncilMeeting.asDesk(actor), at: now, in: facts.directory)
        else { continue }
        tasks.append(order)
      }
      resolution.tasks = tasks
      resolution.againAt = nil
      if resolution.verdict == .project, let plan = resolution.plan(of: item) {
        // What a project would refuse is said now, and not when the meeting is to be closed.
        _ = try Project.decide(
          plan, by: CouncilMeeting.asDesk(actor), at: now, in: facts.directory)
      }
    case .again:
      guard let again = resolution.againAt else { throw .missing("请写几时以前再议") }
      guard again > now else { throw .invalid("再议的时间要在以后") }
      guard again.seconds(since: now) <= CouncilMeeting.longestDays * 86_400 else {
        throw .invalid("再议最晚 \(CouncilMeeting.longestDays) 天以内")
      }
      resolution.tasks = []
    case .decline, .passed:
      resolution.tasks = []
      resolution.againAt = nil
    }
    return resolution
  }

  private func checked(
    _ closing: CouncilClosing, by actor: Actor, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> CouncilClosing {
    var closing = closing
    guard undecided.isEmpty else {
      throw .outOfTurn(
        "还没有决议：\(undecided.map(\.name).joined(separator: "、"))。请逐个作决议；今天议不出来的选「再议」")
    }
    guard !items.isEmpty || !notes.isEmpty else {
      throw .missing("没有议题的会要有会议记录；请先记下会上说了什么")
    }
    closing.host = try required(closing.host, "请写谁主持", atMost: WordLimits.name)
    closing.recorder = try required(closing.recorder, "请写谁记录", atMost: WordLimits.name)
    closing.remarks = try WordLimits.checked(closing.remarks, "其他事项")
    // What was in the future when it was written down may have passed since.
    for resolution in resolutions {
      do {
        _ = try checked(resolution, by: actor, at: now, in: facts)
      } catch {
        let name = items.first { $0.id == resolution.item }?.name ?? ""
        throw .outOfTurn("\(name) 的决议要先改：\(error.message)")
      }
    }
    return closing
  }

  private func listed(_ id: AgendaID) throws(Refusal) -> AgendaReference {
    guard let item = items.first(where: { $0.id == id }) else {
      throw .outOfTurn("这个议题不在\(name)上")
    }
    return item
  }

  private func required(
    _ text: String, _ complaint: String, atMost most: Int = RequestHistory.longestText
  ) throws(Refusal) -> String {
    let text = try WordLimits.checked(text, "内容", atMost: most)
    guard !text.isEmpty else { throw .missing(complaint) }
    return text
  }

  // MARK: What calls and moves have in common

  private static func checked(place: String) throws(Refusal) -> String {
    let place = try WordLimits.checked(place, "地点", atMost: WordLimits.unit)
    guard !place.isEmpty else { throw .missing("请写地点") }
    return place
  }

  /// Today counts, even if the hour has passed: a meeting may be put down right after it.
  private static func check(start: Instant, at now: Instant) throws(Refusal) {
    guard start.day >= now.day else {
      throw .invalid("会议时间 \(start.dateTimeText(relativeTo: now)) 已经过去；补记只能记今天开的会")
    }
    guard start.day.number - now.day.number <= longestDays else {
      throw .invalid("会议最晚定在 \(longestDays) 天以内")
    }
  }

  private static func check(
    _ id: AgendaID, for kind: CouncilKind, in facts: CouncilFacts
  ) throws(Refusal) {
    guard let item = facts.items[id] else { throw .outOfTurn("没有找到这个议题，可能刚被撤回") }
    if let refusal = kind.refusal(of: item) { throw refusal }
    guard let date = item.date else { return }
    throw .outOfTurn(
      "\(item.name) 已排在会\(date.number)（\(date.kind.title)）；同时只能排一次会，请先从那里去掉")
  }

  /// Pressing matters are met about within their limit; later only when somebody says why.
  /// - Returns: The reason, where there is one to give.
  private static func late(
    _ items: [AgendaID], start: Instant, reason: String, at now: Instant, in facts: CouncilFacts
  ) throws(Refusal) -> String {
    let late = items.filter { id in facts.limits[id].map { $0 < start } ?? false }
    guard let first = late.first, let limit = facts.limits[first] else { return "" }
    guard reason.isEmpty else { return reason }
    let name = facts.items[first]?.name ?? ""
    throw .missing(
      "\(name) 是急件，\(limit.nearText(relativeTo: now)) 前要开会（提交后 48 小时）；请改早，或写明晚开的原因")
  }

  private static func asDesk(_ actor: Actor) -> Actor {
    Permissions.roles(for: .assign).contains(actor.role)
      ? actor : Actor(person: actor.person, name: actor.name, role: .dutyOfficer)
  }
}

extension CouncilResolution {
  /// 转微实事: the project that an item becomes, its tasks the milestones; nil without any.
  package func plan(of item: AgendaItem) -> ProjectPlan? {
    guard let first = tasks.first else { return nil }
    return ProjectPlan(
      name: item.title, aim: words, owner: first.person,
      milestones: tasks.map {
        MilestonePlan(.building, $0.title, by: $0.person, due: $0.dueAt.day)
      })
  }
}

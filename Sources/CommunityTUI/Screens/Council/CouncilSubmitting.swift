import CoreModel
import Store
import TerminalKit

extension AppState {
  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: CouncilSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    guard let session else { return [] }
    let answer = CouncilAnswer(values: values, now: now, rules: session.rules.deadlines)
    func council(
      _ command: CouncilCommand, _ id: CouncilID, _ version: Int? = nil
    ) -> CouncilEffect { .council(command, id, version: version) }
    let effect: CouncilEffect
    switch sheet {
    case .propose(let requests):
      effect = .propose(answer.proposal, about: requests)
    case .amend(let id, let version):
      effect = .agenda(
        .amend(
          title: values.text(CouncilField.title), matter: values.text(CouncilField.matter)), id,
        version: version)
    case .leave(let id):
      effect = .agenda(
        .leave(
          RequestID(values.choice(CouncilField.request) ?? ""),
          reason: values.text(CouncilField.reason)), id, version: nil)
    case .withdraw(let id, let version):
      effect = .agenda(.withdraw(reason: values.text(CouncilField.reason)), id, version: version)
    case .call:
      effect = .call(
        try answer.order(among: self.council.board?.items ?? [], self.council.board?.ended ?? []))
    case .change(let id, let version):
      effect = council(
        .change(
          CouncilChange(
            place: values.text(CouncilField.place),
            people: try [CouncilSeat](seats: values.text(CouncilField.people)),
            words: values.text(CouncilField.words))), id, version)
    case .move(let id, let version):
      effect = council(
        .move(
          CouncilMove(
            start: try answer.start(), place: values.text(CouncilField.place),
            reason: values.text(CouncilField.reason),
            lateReason: values.text(CouncilField.late))), id, version)
    case .cancel(let id, let version):
      effect = council(.cancel(reason: values.text(CouncilField.reason)), id, version)
    case .list(let id, _):
      effect = council(
        .list(try answer.item(), lateReason: values.text(CouncilField.late)), id)
    case .strike(let id):
      effect = council(.strike(try answer.item(), reason: values.text(CouncilField.reason)), id)
    case .announce(let id):
      effect = council(.announce(how: values.text(CouncilField.words)), id)
    case .attend(let id, let version):
      let seats = try [CouncilSeat](seats: values.text(CouncilField.people))
      effect = council(.attend(seats), id, version)
    case .record(let id): effect = council(.note(values.text(CouncilField.words)), id)
    case .position(let id):
      effect = council(
        .position(
          CouncilPosition(
            item: try answer.item(), who: values.text(CouncilField.who),
            words: values.text(CouncilField.words))), id)
    case .vote(let id): effect = council(.vote(try answer.vote()), id)
    case .resolve(let id):
      effect = council(.resolve(try answer.resolution(in: session.directory)), id)
    case .close(let id, let version):
      effect = council(
        .close(
          CouncilClosing(
            host: values.text(CouncilField.host), recorder: values.text(CouncilField.recorder),
            remarks: values.text(CouncilField.words))), id, version)
    case .settle(let item, let id):
      let task = try task(id, of: item)
      effect = .task(
        .settle(
          try TaskAnswer(values: values, now: now, rules: session.rules.deadlines)
            .settlement(of: [task])), seen: task)
    case .put(let item, let id):
      let task = try task(id, of: item)
      effect = .task(
        .change(
          try TaskAnswer(values: values, now: now, rules: session.rules.deadlines)
            .change(of: [task])), seen: task)
    }
    return save(.council(effect))
  }

  private func task(_ id: TaskID, of item: AgendaID) throws(Refusal) -> DeskTask {
    let task = council.board?.item(item)?.tasks.first { $0.id == id }
    guard let task, task.isOpen else {
      throw .outOfTurn("这项交办刚才已经办好或不办了；按 Esc 看最新情况")
    }
    return task
  }

  /// Goes on with the form that the board was read for.
  mutating func reopenPendingCouncilSheet() -> [Effect] {
    guard let name = council.pendingSheet else { return [] }
    council.pendingSheet = nil
    return reopenPending { $0.reopenCouncilSheet(name) }
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenCouncilSheet(_ name: String) -> [Effect]? {
    let parts = name.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let ids = parts[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard let first = ids.first else { return nil }
    if parts[0] == "propose" {
      return openProposal(of: ids.filter { !$0.isEmpty }.map { RequestID($0) })
    }
    if parts[0] == "call" { return openCall(nil) }
    guard council.board != nil else {
      council.pendingSheet = name
      return openDeliberation(.council)
    }
    if let line = council.board?.item(AgendaID(first)) {
      switch parts[0] {
      case "amend": return openAmendment(of: line.item)
      case "leave": return openLeaving(of: line)
      case "withdraw": return openWithdrawal(of: line.item)
      case "settle", "put":
        guard let task = ids.dropFirst().first else { return nil }
        return openTaskSheet(TaskID(task), of: line.id, settling: parts[0] == "settle")
      default: return nil
      }
    }
    guard let meeting = council.board?.meeting(CouncilID(first)), meeting.isOpen else { return nil }
    switch parts[0] {
    case "change": return openChange(of: meeting)
    case "move": return openMove(of: meeting)
    case "cancel": return openCancellation(of: meeting)
    case "list":
      let item = ids.dropFirst().first.flatMap { $0.isEmpty ? nil : AgendaID($0) }
      return openListing(of: item, on: meeting.id)
    case "strike": return openStriking(of: meeting)
    case "announce": return openAnnouncement(of: meeting)
    case "attend": return openAttendance(of: meeting)
    case "record": return openRecord(of: meeting)
    case "position": return openPosition(of: meeting)
    case "vote": return openVote(of: meeting)
    case "resolve": return openResolution(of: meeting)
    case "close": return openCouncilClosing(of: meeting)
    default: return nil
    }
  }
}

/// A filled-in form of the 议事会 as what it means.
struct CouncilAnswer {
  let values: FormValues
  let now: Instant
  let rules: DeadlineRules

  var proposal: AgendaOrder {
    AgendaOrder(
      title: values.text(CouncilField.title), matter: values.text(CouncilField.matter),
      urgency: values.choice(CouncilField.urgency).flatMap(Urgency.init(rawValue:)) ?? .normal)
  }

  func order(among items: [AgendaLine], _ ended: [AgendaLine]) throws(Refusal) -> CouncilOrder {
    guard let kind = values.choice(CouncilField.kind).flatMap(CouncilKind.init(rawValue:)) else {
      throw .missing("请选开什么会")
    }
    let known = (items + ended).map(\.item.reference)
    return CouncilOrder(
      kind: kind,
      items: try CouncilAnswer.items(values.text(CouncilField.items), among: known),
      start: try start(), place: values.text(CouncilField.place),
      people: try [CouncilSeat](seats: values.text(CouncilField.people)),
      words: values.text(CouncilField.words), lateReason: values.text(CouncilField.late))
  }

  /// 「议1、议3」 as the items of these numbers.
  static func items(
    _ text: String, among known: [AgendaReference]
  ) throws(Refusal) -> [AgendaReference] {
    var items: [AgendaReference] = []
    for piece in text.split(whereSeparator: { "、，, \u{3000}".contains($0) }) {
      let digits = piece.drop { $0 == "议" }.unicodeScalars.map(\.halfWidth)
        .map { Character($0) }
      guard let number = Int(String(digits)),
        let item = known.first(where: { $0.number == number })
      else {
        let names = known.prefix(12).map(\.name).joined(separator: "、")
        throw .invalid(
          "没有「\(piece)」这个议题；" + (names.isEmpty ? "请先按 N 提议题" : "可写：\(names)"))
      }
      items.append(item)
    }
    return items
  }

  func start() throws(Refusal) -> Instant {
    try CouncilAnswer.start(values.text(CouncilField.start), from: now)
  }

  /// A beginning that was typed: to the hour.
  static func start(_ typed: String, from now: Instant) throws(Refusal) -> Instant {
    guard let moment = SpokenMoment(typed, from: now) else {
      throw .invalid("时间「\(typed)」看不懂；请写 后天14:00 或 11-28 9:30")
    }
    guard let start = moment.instant else {
      throw .missing("会议要写几点开始，例如 \(typed) 14:00")
    }
    return start
  }

  func item() throws(Refusal) -> AgendaID {
    guard let id = values.choice(CouncilField.item) else { throw .missing("请选是哪个议题") }
    return AgendaID(id)
  }

  func vote() throws(Refusal) -> CouncilVote {
    func number(_ field: String, _ label: String) throws(Refusal) -> Int {
      let typed = values.text(field).unicodeScalars.map(\.halfWidth).map { Character($0) }
      guard !typed.isEmpty else { return 0 }
      guard let number = Int(String(typed)) else { throw .invalid("\(label)要写数字") }
      return number
    }
    return CouncilVote(
      item: try item(), question: values.text(CouncilField.words),
      yes: try number(CouncilField.yes, "赞成"), no: try number(CouncilField.no, "反对"),
      abstained: try number(CouncilField.abstained, "弃权"),
      counter: values.text(CouncilField.counter))
  }

  func resolution(in directory: CoreModel.Directory) throws(Refusal) -> CouncilResolution {
    guard let verdict = values.choice(CouncilField.verdict).flatMap(CouncilVerdict.init(rawValue:))
    else { throw .missing("请选决议") }
    return try CouncilAnswer.resolution(
      of: try item(), verdict, words: values.text(CouncilField.words),
      tasks: values.text(CouncilField.tasks), again: values.text(CouncilField.again), now: now,
      directory, rules)
  }

  /// A resolution as it was typed; what does not belong to its verdict is refused, so that nothing typed is dropped.
  static func resolution(
    of item: AgendaID, _ verdict: CouncilVerdict, words: String, tasks: String, again: String,
    now: Instant, _ directory: CoreModel.Directory, _ rules: DeadlineRules
  ) throws(Refusal) -> CouncilResolution {
    let orders = try ResolutionTasks.read(tasks, from: now, in: directory, under: rules)
    guard [.adopt, .project].contains(verdict) || orders.isEmpty else {
      throw .invalid("「\(verdict.title)」没有交办；请清空交办，或改选采纳办理")
    }
    guard verdict == .again || again.isEmpty else {
      throw .invalid("「\(verdict.title)」不用写几时再议；请清空，或改选再议")
    }
    var againAt: Instant?
    if !again.isEmpty {
      againAt = SpokenMoment.limit(again, from: now, under: rules)
      if againAt == nil { throw .invalid("时间「\(again)」看不懂；请写 12-5 或 12-5 14:00") }
    }
    return CouncilResolution(
      item: item, verdict: verdict, words: words, tasks: orders, againAt: againAt)
  }
}

import CoreModel
import Store
import TerminalKit

/// 检查单: the rounds that go on and those that can be begun, and one of them while it is walked.
struct ChecksBox: Sendable {
  /// The request that was selected when the box was opened: what steps are for.
  var request: FindingRequest?
  /// Whether only what is about that request is listed.
  var isOfRequest = false
  /// The rounds; nil while they are being read.
  var desk: ChecksDesk?
  /// The list.
  var menu = Menu(title: "检查单", items: [])
  /// The round that is looked at.
  var opened: OpenedRound?
  /// The form over it.
  var form: ChecksForm?
  /// What is to be opened as soon as the round has been read.
  var wanted: ChecksForm.Subject?
  /// Why something could not be done.
  var error: String?

  /// A round that is looked at.
  struct OpenedRound: Sendable {
    /// The round.
    var round: Round
    /// What was found at its places before, the newest first.
    var earlier: [Finding] = []
    /// The selected point.
    var index = 0
    /// The first one shown.
    var top = 0
    /// Points that were ticked and are being recorded.
    var pending: Set<Int> = []
  }
}

extension ChecksBox.OpenedRound {
  /// The selected point.
  var point: CheckPoint? {
    round.checklist.points.indices.contains(index) ? round.checklist.points[index] : nil
  }

  /// The newest finding of the selected point.
  var finding: Finding? { round.findings(at: index).last }

  /// The point to go on with after one: the next that nobody was at, from there round and round.
  func next(after index: Int) -> Int? {
    let left = round.unchecked.filter { !pending.contains($0) && $0 != index }
    return left.first { $0 > index } ?? left.first
  }

  /// What was found before where a point, or its newest finding, lies; the newest first.
  var history: [Finding] {
    let place = finding?.place ?? round.placeName(at: index)
    guard !place.isEmpty else { return [] }
    let key = Finding.key(of: place)
    return earlier.filter { Finding.key(of: $0.place) == key }
  }
}

extension AppState {
  /// Opens 检查单.
  mutating func openChecks() -> [Effect] {
    guard let session else { return [] }
    let request = selectedRow.map { FindingRequest(id: $0.id, number: $0.number) }
    var box = ChecksBox(request: request)
    refreshMenu(of: &box)
    overlays.append(.checks(box))
    return [.checks(.loadDesk(session.scope, request: request?.id))]
  }

  /// Opens the checklists of steps for the selected request.
  mutating func openRequestChecks() -> [Effect] {
    let effects = openChecks()
    changeChecks { box in
      box.isOfRequest = true
      box.menu = Menu(title: "", items: [])
    }
    refreshChecksMenu()
    return effects
  }

  /// Opens a round from somewhere else.
  mutating func openRound(_ id: RoundID) -> [Effect] {
    guard let session else { return [] }
    return openChecks() + [.checks(.loadRound(id, session.scope))]
  }

  /// Reads again what the box shows, after something was written.
  func refreshChecks() -> [Effect] {
    guard let session else { return [] }
    for case .checks(let box) in overlays {
      let desk = Effect.checks(.loadDesk(session.scope, request: box.request?.id))
      return [desk] + (box.opened.map { [.checks(.loadRound($0.round.id, session.scope))] } ?? [])
    }
    return []
  }

  /// Changes the box wherever it lies; nothing when it is not open.
  mutating func changeChecks(_ change: (inout ChecksBox) -> Void) {
    guard let place = overlays.lastIndex(where: { if case .checks = $0 { true } else { false } }),
      case .checks(var box) = overlays[place]
    else { return }
    change(&box)
    overlays[place] = .checks(box)
  }

  /// The box, if it is open.
  var checksBox: ChecksBox? {
    for case .checks(let box) in overlays.reversed() { return box }
    return nil
  }

  private mutating func refreshChecksMenu() {
    guard var box = checksBox else { return }
    refreshMenu(of: &box)
    changeChecks { $0 = box }
  }

  // MARK: The list

  /// Makes the lines anew, on the same one as far as it is still there.
  func refreshMenu(of box: inout ChecksBox) {
    guard let session else { return }
    let selected = box.menu.items.isEmpty ? nil : box.menu.selectedItem?.id
    let mine = { (round: Round) in !box.isOfRequest || round.request?.id == box.request?.id }
    let open = (box.desk?.open ?? []).filter(mine).map { round in
      MenuItem(
        id: "round:\(round.id.text)", title: "接着打 \(round.checklist.name)",
        note: words(of: round, in: session), keywords: [PinyinInitials.of(round.checklist.name)])
    }
    let templates = session.rules.checklists.checklists.filter {
      !box.isOfRequest || $0.kind == .steps
    }.map { checklist in
      let isSteps = checklist.kind == .steps
      let count = checklist.filled(in: session.directory).points.count
      let what = isSteps ? "\(count) 步" : "\(count) 个\(checklist.kind.pointWord)"
      return MenuItem(
        id: "begin:\(checklist.name)", title: "开一轮 \(checklist.name)",
        note: what + (isSteps ? box.request.map { "，为 \($0.number)" } ?? "" : ""),
        disabledReason: isSteps && box.request == nil ? "步骤是为一件诉求做的：请先在诉求列表里选一件，再按 9 或 #" : nil,
        keywords: [PinyinInitials.of(checklist.name)])
    }
    let past = (box.desk?.past ?? []).filter(mine).map { round in
      MenuItem(
        id: "round:\(round.id.text)",
        title: "看 \(round.startedAt.day.dateText(relativeTo: now.day)) \(round.checklist.name)",
        note: words(of: round, in: session), keywords: [PinyinInitials.of(round.checklist.name)])
    }
    let title = box.isOfRequest ? box.request.map { "检查单 · \($0.number)" } : nil
    box.menu = Menu(title: title ?? "检查单", items: open + templates + past)
    if let selected { box.menu.select(selected) }
  }

  /// `6/10，发现 2 处，还没有登记 · 王芳、徐敏 · 20:02 起`.
  private func words(of round: Round, in session: Session) -> String {
    let names = round.people.prefix(3).map(session.directory.name(of:)).joined(separator: "、")
    let summary = round.summary.dropFirst(round.checklist.name.count).drop { $0 == " " }
    let about = round.request.map { "\($0.number) · " } ?? ""
    return about + "\(summary) · \(names) · \(round.startedAt.nearText(relativeTo: now)) 起"
  }

  // MARK: News

  /// Takes in what came of it.
  mutating func take(_ news: CheckNews) -> [Effect] {
    switch news {
    case .desk(let desk):
      guard var box = checksBox else { return [] }
      // What goes on is what somebody opens this for; who has moved already stays where they are.
      let isFirst = box.desk == nil && box.menu.selected == 0
      box.desk = desk
      refreshMenu(of: &box)
      if isFirst { box.menu.select(box.menu.items.first?.id ?? "") }
      changeChecks { $0 = box }
      return []
    case .round(let round, let earlier):
      return install(round, earlier: earlier)
    case .begun(let round, let earlier):
      changeChecks { $0.opened = ChecksBox.OpenedRound(round: round, earlier: earlier) }
      // Enter pressed twice begins a round: it does not say that somebody was at its first point.
      typeAhead.events = Array(typeAhead.events.drop(while: \.isTick))
      let key = round.checklist.kind == .steps ? "已做" : "正常"
      let checker = self.checker(in: round).flatMap { $0 == session?.actor.person ? nil : $0 }
      let whose = checker.map { "，打点记在 \(session?.directory.name(of: $0) ?? "") 名下，p 改" } ?? ""
      say("已开始「\(round.checklist.name)」：Enter \(key)，f 发现问题，s 结束\(whose)", .success)
      return refreshChecks() + waitingKeysOfChecks()
    case .performed(let round, let command):
      return finish(command, with: round)
    case .registered(let round, let detail):
      let left = detail.obligation.map {
        "，下一步 \($0.kind.title) \(Words.deadline($0.dueAt, at: now))"
      }
      _ = install(round, earlier: nil)
      say("已登记 \(detail.request.number)\(left ?? "")；按 o 看它", .success)
      return refreshEverything() + waitingKeysOfChecks()
    case .linked(let round, let request):
      _ = install(round, earlier: nil)
      say("已记到 \(request.number)", .success)
      return refreshEverything() + waitingKeysOfChecks()
    case .bookSet(let book):
      session?.rules.checklists = book
      var effects: [Effect] = []
      if let form = checksBox?.form, form.subject == .text {
        changeChecks { $0.form = nil }
        effects = [.saveDraft("", form.slot)]
      }
      refreshChecksMenu()
      say("检查单已保存，共 \(book.checklists.count) 张；已经开始的轮次不受影响", .success)
      return effects + waitingKeysOfChecks()
    }
  }

  /// Takes a round in, unless something newer of it is shown.
  private mutating func install(_ round: Round, earlier: [Finding]?) -> [Effect] {
    guard var box = checksBox else { return [] }
    if var opened = box.opened, opened.round.id == round.id {
      guard round.version >= opened.round.version else { return [] }
      opened.round = round
      opened.pending = opened.pending.filter { round.check(at: $0) == nil }
      opened.earlier = earlier ?? opened.earlier
      box.opened = opened
      if var form = box.form {
        bringUpToDate(&form, of: opened)
        box.form = form
      }
    } else {
      // What is read for another one came too late.
      guard box.opened == nil else { return [] }
      box.opened = ChecksBox.OpenedRound(round: round, earlier: earlier ?? [])
      let first = box.opened?.round.unchecked.first ?? 0
      box.opened?.index = round.isOpen ? first : 0
    }
    let wanted = box.wanted
    box.wanted = nil
    changeChecks { $0 = box }
    return wanted.map { openChecksForm($0) } ?? []
  }

  private mutating func finish(_ command: RoundCommand, with round: Round) -> [Effect] {
    // What this console recorded itself while the form was open is no surprise to it.
    changeChecks { box in
      guard box.form?.subject.round == round.id, box.form?.version == round.version - 1 else {
        return
      }
      box.form?.version = round.version
    }
    _ = install(round, earlier: nil)
    var effects: [Effect] = []
    if let form = checksBox?.form, form.subject.isAbout(command, of: round.id) {
      changeChecks { $0.form = nil }
      effects.append(.saveDraft("", form.slot))
    }
    switch command {
    case .check(let report) where report.result != .fine || !report.words.isEmpty:
      goOn(after: report.point)
      let standing = round.findings(at: report.point).last?.standing?.text
      if report.result == .problem {
        say(
          "已记下「\(round.pointName(report.point))」的问题\(standing.map { "：\($0)" } ?? "")；按 r 登记成诉求",
          .success)
        changeChecks { $0.opened?.index = report.point }
      }
    case .withdraw(let point): say("已撤回「\(round.pointName(point))」", .success)
    case .finish: say("已结束：\(round.summary)", .success)
    case .drop: say("「\(round.checklist.name)」已作废，不计入", .success)
    case .setPeople: say("人员已改", .success)
    case .check, .link: break
    }
    return effects + refreshChecks() + waitingKeysOfChecks()
  }

  /// Gives the keys that were typed while something was being recorded here.
  private mutating func waitingKeysOfChecks() -> [Effect] {
    typeAhead.wait == .saving ? giveWaitingKeys() : []
  }

  /// Selects the point to go on with.
  mutating func goOn(after index: Int) {
    let rows = checksRoom.listRows
    changeChecks { box in
      guard var opened = box.opened, let next = opened.next(after: index) else { return }
      opened.index = next
      opened.top = ClusterBox.scrolled(opened.top, to: next, rows: rows)
      box.opened = opened
    }
  }
}

extension InputEvent {
  /// Whether it is a key that ticks a point.
  fileprivate var isTick: Bool {
    guard case .key(let key) = self else { return false }
    return key.code == .enter || key.code == .character(" ")
  }
}

extension Round {
  /// The name of a point; empty when there is no such one.
  func pointName(_ index: Int) -> String {
    checklist.points.indices.contains(index) ? checklist.points[index].name : ""
  }
}

import CoreModel
import Store
import TerminalKit

/// Keys of 检查单: in the list, and in a round. Enter ticks 正常 and goes on.
extension AppState {
  mutating func handle(_ event: InputEvent, in box: ChecksBox) -> [Effect] {
    var box = box
    box.error = nil
    if let form = box.form {
      replaceTop(with: .checks(box))
      return handle(event, in: form)
    }
    guard case .key(let typed) = event else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    replaceTop(with: .checks(box))
    return box.opened == nil ? keyInList(key) : keyInRound(key)
  }

  // MARK: The list

  private mutating func keyInList(_ key: Key) -> [Effect] {
    guard let session, var box = checksBox else { return [] }
    switch key {
    case Key("e"): return openChecksForm(.text)
    case Key("q"), Key("#"):
      closeTop()
      return []
    default: break
    }
    let outcome = box.menu.handle(key)
    replaceTop(with: .checks(box))
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let id):
      let parts = id.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return [] }
      if parts[0] == "round" { return [.checks(.loadRound(RoundID(parts[1]), session.scope))] }
      guard
        let checklist = session.rules.checklists.checklists.first(where: { $0.name == parts[1] })
      else { return [] }
      return begin(checklist, about: checklist.kind == .steps ? box.request?.id : nil)
    }
  }

  private mutating func begin(_ checklist: Checklist, about request: RequestID?) -> [Effect] {
    save(.checks(.begin(checklist, people: likelyPeople(for: checklist), about: request)))
  }

  /// Who walks it, as far as the roster says: the patrol that is on, or was within the last hours; else whoever begins
  /// it. Nobody is put down before their patrol has begun.
  private func likelyPeople(for checklist: Checklist) -> [PersonID] {
    guard checklist.kind == .places, let session else { return [] }
    let since = now.adding(minutes: -180)
    let patrol = shifts.last {
      $0.kind == .nightPatrol && $0.start <= now && $0.end > since
    }
    return patrol?.people.filter { session.directory.person($0)?.isActive == true } ?? []
  }

  // MARK: A round

  private mutating func keyInRound(_ key: Key) -> [Effect] {
    guard var box = checksBox, var opened = box.opened else { return [] }
    switch key.code {
    case .enter, .character(" "): return tick()
    case .character("f"): return openChecksForm(.point(opened.round.id, opened.index, .problem))
    case .character("x"):
      return openChecksForm(.point(opened.round.id, opened.index, .notApplicable))
    case .character("e"): return openChecksForm(.point(opened.round.id, opened.index, .fine))
    case .character("p"): return openChecksForm(.people(opened.round.id))
    case .character("s"): return openChecksForm(.finish(opened.round.id))
    case .character("X"): return openChecksForm(.drop(opened.round.id))
    case .character("r"): return registerFinding()
    case .character("l"): return linkFinding()
    case .character("u"): return withdrawCheck()
    case .character("o"):
      guard let request = opened.finding?.request ?? opened.round.request else {
        say("这一项没有登记过诉求；先按 f 记下问题，再按 r 登记", .info)
        return []
      }
      return [.loadReading(request.id)]
    case .escape, .left, .character("q"):
      box.opened = nil
      refreshMenu(of: &box)
      replaceTop(with: .checks(box))
      return []
    default:
      if key == .ctrl("c") {
        closeTop()
        return []
      }
      let count = opened.round.checklist.points.count
      let rows = checksRoom.listRows
      let plain = key.code == .tab ? Key(.down) : key.code == .backTab ? Key(.up) : key
      opened.index = ClusterBox.moved(opened.index, by: plain, count: count, page: rows)
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: rows)
      box.opened = opened
      replaceTop(with: .checks(box))
      return []
    }
  }

  /// 正常, and on to the next one; the record is made behind. What was ticked is only changed by `e` or `u`.
  private mutating func tick() -> [Effect] {
    guard let opened = checksBox?.opened else { return [] }
    guard opened.round.isOpen else {
      say("这一轮已经结束，只能看；问题还可以按 r 登记成诉求", .info)
      return []
    }
    let index = opened.index
    guard opened.round.check(at: index) == nil, !opened.pending.contains(index) else {
      guard opened.next(after: index) != nil else {
        say("每一项都打过了：按 s 结束这一轮，改这一项按 e", .info)
        return []
      }
      goOn(after: index)
      return []
    }
    changeChecks { $0.opened?.pending.insert(index) }
    goOn(after: index)
    return [
      .checks(
        .perform(
          .check(PointReport(index, .fine, by: checker(in: opened.round))), opened.round.id,
          version: nil, photoPaths: []))
    ]
  }

  /// Who was there, unless somebody says otherwise: who is at this console when they walk along, else the first.
  func checker(in round: Round) -> PersonID? {
    guard let actor = session?.actor.person else { return nil }
    return round.people.contains(actor) ? actor : round.people.first
  }

  /// The one key that makes a request of a finding.
  private mutating func registerFinding() -> [Effect] {
    guard let opened = checksBox?.opened, let session else { return [] }
    let open = opened.round.findings(at: opened.index).filter { $0.request == nil }
    guard let finding = open.last else {
      let known = opened.finding?.request.map { "已经登记成 \($0.number)，按 o 看它" }
      say(known ?? "这一项还没有问题：先按 f 记下发现了什么", .info)
      return []
    }
    guard Permissions.registering.contains(session.actor.role) else {
      say("「登记」由值班台、网格员、物业经理、调解员办理，您现在是\(session.actor.role.title)；问题已经记下了", .warning)
      return []
    }
    return save(.checks(.register(finding.id, opened.round.id)))
  }

  /// Puts the finding to the request that the same place has already.
  private mutating func linkFinding() -> [Effect] {
    guard let opened = checksBox?.opened else { return [] }
    guard let finding = opened.round.findings(at: opened.index).last(where: { $0.request == nil })
    else {
      say("这一项没有要归到诉求的问题", .info)
      return []
    }
    let before = (opened.round.findings.reversed() + opened.earlier).filter {
      $0.request != nil && Finding.key(of: $0.place) == Finding.key(of: finding.place)
        && !finding.place.isEmpty
    }
    let alike = before.first { $0.category == finding.category }
    guard let request = alike?.request ?? opened.round.request else {
      let other = before.first?.request.map { "；别的类别有 \($0.number)" } ?? ""
      say("这一处以前没有登记过同类的诉求\(other)：按 r 登记新的一件", .info)
      return []
    }
    let words = alike.flatMap { earlier in
      session.map { CheckWords(directory: $0.directory, now: now).line(of: earlier) }
    }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "归到 \(request.number)",
            body: ["这次：\(TextLayout.clip(Privacy.masked(finding.words), columns: 50))"]
              + (words.map { ["以前：\(TextLayout.clip($0, columns: 60))"] } ?? [])
              + ["归到以后不再另外登记，也不能改回来。"], confirmLabel: "归到它", confirmKey: Key("y"),
            trigger: Key("l")),
          action: .send(.checks(.link(finding.id, opened.round.id, request.id))))))
    return []
  }

  private mutating func withdrawCheck() -> [Effect] {
    guard let opened = checksBox?.opened else { return [] }
    guard opened.round.check(at: opened.index) != nil else {
      say("这一项还没有打，没有可以撤回的", .info)
      return []
    }
    return save(
      .checks(
        .perform(
          .withdraw(point: opened.index), opened.round.id, version: opened.round.version,
          photoPaths: [])))
  }
}

extension ChecksBox {
  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    if let form { return form.footerPairs }
    guard let opened else {
      return [("↑↓", "选择"), ("Enter", "打开或开始"), ("e", "改检查单"), ("Esc", "关闭")]
    }
    guard opened.round.isOpen else {
      return [("↑↓", "选择"), ("r", "登记诉求"), ("l", "归到已有"), ("o", "看诉求"), ("Esc", "回")]
    }
    let fine = CheckResult.fine.title(in: opened.round.checklist.kind)
    return [
      ("Enter", fine), ("f", "问题"), ("r", "登记诉求"), ("x", "不适用"), ("s", "结束"), ("Esc", "回"),
      ("e", "详记"), ("u", "撤回"), ("o", "看诉求"), ("l", "归到已有"), ("p", "人员"), ("X", "作废"),
    ]
  }
}

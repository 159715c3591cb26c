import CoreModel
import Store
import TerminalKit

/// Where a key goes: to what waits, to the topmost overlay, to the search field, to the command table.
extension AppState {
  /// Takes one thing that came from the terminal.
  mutating func handle(_ event: InputEvent) -> [Effect] {
    switch event {
    case .resize(let size):
      self.size = size
      return resizeLists()
    case .cursorPosition, .focus:
      return []
    case .mouse(let mouse):
      return handle(mouse)
    case .key, .paste:
      break
    }
    if typeAhead.wait != .nothing, event != .key(.ctrl("c")) {
      if typeAhead.events.count < TypeAhead.limit { typeAhead.events.append(event) }
      return []
    }
    toast = nil
    guard layout != nil else { return handleWithoutRoom(event) }
    guard session != nil else { return handleSignIn(event) }
    if !overlays.isEmpty { return handleInOverlay(event) }
    if isOnGroups, groups.field != nil { return handleGroupSearch(event) }
    if let pane = activeRequestPane, requestList(pane).searchField != nil {
      return handleSearch(event, in: pane)
    }
    switch event {
    case .key(let key):
      return handleCommandKey(key)
    case .paste:
      say("列表里不能粘贴。要登记新诉求，请先按 n 再粘贴", .warning)
      return []
    default:
      return []
    }
  }

  private mutating func handleWithoutRoom(_ event: InputEvent) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    // A letter may be part of what was being typed when the window shrank.
    let isTyping =
      !overlays.isEmpty || isOnGroups && groups.field != nil
      || activeRequestPane.map { requestList($0).searchField != nil } == true
    if key == .ctrl("c") || (!isTyping && CommandKeys.normalise(key) == Key("q")) {
      isLeaving = true
    }
    return []
  }

  private mutating func handleCommandKey(_ key: Key) -> [Effect] {
    if CommandKeys.isStrayHan(key) {
      say("请切换到英文输入法再按命令键；方向键、Enter 和 F1 不受影响", .warning)
      return []
    }
    guard let plain = CommandKeys.normalise(key),
      let command = DeskCommand.forKey(plain, on: screen)
    else {
      return []
    }
    return run(command.id, by: plain)
  }

  /// Gives a command; `key` is given again when something has to be read first.
  mutating func run(_ id: CommandID, by key: Key? = nil) -> [Effect] {
    let closed = lastClosed
    let joint = lastJoint
    lastClosed = nil
    lastJoint = []
    if id == .step(.undo), marks.isEmpty, !joint.isEmpty {
      // The selected one first: it can be taken back alone.
      return beginJoint(
        .undoing, joint.filter { $0 == selectedRow?.id } + joint.filter { $0 != selectedRow?.id })
    }
    if let closed, id == .step(.undo), marks.isEmpty {
      return openUndoConfirmation(closed, by: key)
    }
    if let key, waitForList(id, by: key) { return [] }
    if id == .step(.reply), let effects = showFiledReply() { return effects }
    if let command = DeskCommand.named(id), let reason = disabledReason(command) {
      say(reason, .warning)
      return []
    }
    switch id {
    case .workbench: return go(to: .workbench)
    case .hotlineScreen: return go(to: .hotline)
    case .groupsScreen: return go(to: .groups)
    case .rosterScreen: return openRosterScreen()
    case .nextPane: return movePane(by: 1)
    case .previousPane: return movePane(by: -1)
    case .zoom:
      isZoomed.toggle()
      return resizeLists()
    case .theme:
      look.theme = look.theme.next
      say("配色：\(look.theme.title)")
      return [.redraw]
    case .redraw: return [.redraw]
    case .lineDown: return move(.lines(1))
    case .lineUp: return move(.lines(-1))
    case .pageDown: return move(.pages(1))
    case .pageUp: return move(.pages(-1))
    case .first: return move(.home)
    case .last: return move(.end)
    case .nextView: return nextView()
    case .clearFilter: return clearFilter()
    case .filter: return openSearch()
    case .quickAdd: return openQuickAdd()
    case .importTickets: return openImport()
    case .pasteChat: return openChat()
    case .help: return openHelp()
    case .palette: return openPalette()
    case .quit: return openQuitConfirmation()
    case .signOut: return signOut()
    case .actions: return openActions(by: key)
    case .details: return openDetails(by: key)
    case .templates: return openTemplates()
    case .mark: return toggleMark()
    case .markAll: return markAll()
    case .clusters: return openClusters()
    case .settings: return openSettings()
    case .reminders: return openReminders()
    case .facets: return openFacets()
    case .views: return openViews()
    case .dropCondition: return dropLastCondition()
    // A decision of the meeting says so, from whichever menu it was chosen.
    case .step(.assign) where screen == .morning: return openDecision()
    case .step(let kind): return beginStep(kind, by: key)
    case .drafts: return openDrafts()
    case .either(let usual, let after): return beginStep(meant(usual, or: after), by: key)
    case .next: return beginNextStep(by: key)
    case .score: return openScore()
    case .handover: return openHandover()
    case .morningScreen: return openMorning()
    case .morning(let key): return run(key)
    case .todaySummary: return openSummary()
    case .trend: return openTrend()
    case .rosterExport:
      return openRosterExport(screen == .roster ? ScoreMonth(of: roster.day) : nil)
    case .rosterImport: return openRosterImport()
    case .caller: return openCaller(by: key)
    case .checks: return openChecks()
    case .requestChecks: return openRequestChecks()
    case .rosterTurn, .rosterSpan, .rosterLeft, .rosterRight, .rosterBack, .rosterForward,
      .rosterToday, .rosterProblem, .rosterActions, .rosterAdd, .rosterChange, .rosterCancel,
      .rosterSwap, .rosterSwaps, .rosterHours:
      return screen == .roster ? runRoster(id, by: key) : openRosterScreen()
    case .rosterPlan: return openPlanning()
    case .rosterAbsences: return openAbsences()
    case .onward: return openOnward(by: key)
    case .councilScreen: return openDeliberation()
    case .supervisionScreen: return openBoard(.supervision)
    case .statisticsScreen: return openBoard(.statistics)
    case .nextDeliberation: return turnDeliberation(by: 1)
    case .previousDeliberation: return turnDeliberation(by: -1)
    case .council(let own): return run(own, by: key)
    case .project(let own): return run(own, by: key)
    case .whistle(let own): return run(own, by: key)
    case .mediation(let own): return run(own, by: key)
    case .supervision(let own): return run(own, by: key)
    case .statistics(let own): return run(own, by: key)
    }
  }

  /// Why a command cannot be given now; nil when it can. For steps, the model says why.
  func disabledReason(_ command: DeskCommand) -> String? {
    if command.id == .step(.reply), hasFiledReplyToShow { return nil }
    switch command.id {
    case .either(let usual, let after): return disabledReason(step: meant(usual, or: after))
    case .next: return noNextStepReason
    case .morning: return screen == .morning ? nil : "请先按 6 到晨会"
    case .council: return screen == .council ? nil : "请先按 5 到议事会"
    case .project: return screen == .projects ? nil : "请先按 5，再按 Tab 到微实事"
    case .whistle: return screen == .whistles ? nil : "请先按 5，再按 Tab 到吹哨"
    case .mediation: return screen == .mediations ? nil : "请先按 5，再按 Tab 到调解"
    case .supervision: return screen == .supervision ? nil : "请先按 7 到督办"
    case .statistics: return screen == .statistics ? nil : "请先按 8 到统计"
    case .nextDeliberation, .previousDeliberation:
      return ScreenID.deliberation.contains(screen) ? nil : "请先按 5 到议事会"
    case .step(let kind): return disabledReason(step: kind)
    case .templates:
      guard let role = session?.actor.role, !Permissions.wording.contains(role) else { return nil }
      return "话术模板由值班台管理，您现在是\(role.title)"
    case .quickAdd, .pasteChat:
      guard let role = session?.actor.role, !Permissions.registering.contains(role) else {
        return nil
      }
      return "「登记」由值班台办理，您现在是\(role.title)"
    case .importTickets:
      guard let role = session?.actor.role, !Permissions.importing.contains(role) else {
        return nil
      }
      return "「导入」由值班台办理，您现在是\(role.title)"
    case .requestChecks:
      return selectedRow == nil ? "请先在诉求列表里选一条" : nil
    default:
      return nil
    }
  }

  /// Why a step cannot be taken on what is selected or marked; nil when it can.
  func disabledReason(step kind: CommandKind) -> String? {
    guard let session else { return "请先登录" }
    if actsOnMarks { return kind.onlyOneReason }
    guard selectedRow != nil else {
      return elsewhere.map { "这件诉求在「\($0)」，按 Enter 换到那里再办" } ?? "请先在诉求列表里选一条"
    }
    // A main request takes its 并件 along to another one: that is a plan of several steps.
    if kind == .link {
      return selectedDetail?.history.refusal(of: kind, by: session.actor)?.message
    }
    return selectedDetail?.refusal(of: kind, by: session.actor)?.message
  }

  /// Keeps a key that is meant for a request while another list is on its way: what is still shown
  /// as selected is not what the person asked for. False when nothing is on its way.
  private mutating func waitForList(_ id: CommandID, by key: Key) -> Bool {
    let isOnRequest = DeskCommand.named(id)?.scope == .request || [.actions, .details].contains(id)
    guard isOnRequest, let pane = activeRequestPane, isUnsettled(pane) else { return false }
    typeAhead = TypeAhead(wait: .list, events: [.key(key)])
    return true
  }

  /// Whether a request is still the selected one; says so when another desk has taken it away, since a
  /// step must never reach its neighbour instead.
  mutating func isStillSelected(_ request: RequestID) -> Bool {
    guard selectedRow?.id != request else { return true }
    say("这件诉求已不在列表里，刚才的按键没有执行；请按 Esc 回到列表重新选择", .warning)
    return false
  }

  /// Keeps a key until the selected request has been read; nil when it is here already.
  mutating func waitForDetail(_ key: Key?) -> [Effect]? {
    guard let row = selectedRow, selectedDetail == nil else { return nil }
    if let key {
      typeAhead = TypeAhead(wait: .detail(row.id), events: [.key(key)])
    }
    return [.loadDetail(row.id)]
  }
}

extension TypeAhead {
  /// More keys than anybody types while a disk is busy; a stuck key must not fill the memory.
  static let limit = 2000
}

extension Theme {
  /// The next one, round and round.
  var next: Theme {
    let index = Theme.all.firstIndex(of: self) ?? 0
    return Theme.all[(index + 1) % Theme.all.count]
  }

  /// The Chinese name.
  var title: String {
    switch name {
    case Theme.light.name: "浅色"
    case Theme.sixteen.name: "16 色"
    case Theme.monochrome.name: "单色"
    default: "深色"
    }
  }
}

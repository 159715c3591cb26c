import CoreModel
import Store
import TerminalKit

extension AppState {
  /// The console after something happened, and what it wants done. Pure but for the state itself.
  mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    for effect in take(message) { effects.append(namingOrigin(effect)) }
    return effects + settleClaim(after: message)
  }

  private mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .input(let event):
      return handle(event)
    case .tick(let now):
      let isNewDay = now.day != self.now.day
      self.now = now
      if let until = toast?.until, until <= now { toast = nil }
      let ofDay = isNewDay && session != nil ? beginMorningDay() + loadRosterBoard() : []
      // Who else is told what is asked once a minute, not with each step: nothing waits for it.
      let told: [Effect] = session == nil ? [] : [.supervision(.askTold)]
      return ringAgain() + loadBoards() + ofDay + told
    case .storeChanged:
      return session == nil && signIn.people.isEmpty ? [.lookForDesk] : refreshEverything()
    case .sessionLoaded(let session):
      return begin(session)
    case .rows(let pane, let page, let need, let generation):
      return install(page, in: pane, for: need, generation: generation)
    case .detail(let loaded):
      return install(loaded)
    case .detailMissing(let id):
      if typeAhead.wait == .detail(id) { typeAhead = TypeAhead() }
      return []
    case .groups(let rows):
      install(groups: rows)
      return []
    case .shifts(let shifts):
      self.shifts = shifts
      return []
    case .counts(let counts):
      self.counts = counts
      return []
    case .arrivals(let count, let urgent, let newest):
      install(arrivals: count, urgent: urgent, newest: newest)
      return []
    case .performed(let kind, let detail):
      return finish(kind, with: detail)
    case .registered(let detail):
      return finishRegistration(detail)
    case .importing(let news, let job):
      return install(news, job: job)
    case .failed(let failure):
      return report(failure)
    case .draft(let kept, let slot):
      return restore(kept, in: slot)
    case .sessionChanged(let session):
      // Somebody else may have signed in meanwhile.
      if session.actor.person == self.session?.actor.person { self.session = session }
      refreshTemplates()
      refreshSettings()
      return loadOpenRoster() + loadRosterBoard()
    case .templatesChanged(let templates, let change):
      return install(templates, after: change)
    case .joint(let details, let purpose):
      return install(joint: details, for: purpose)
    case .performedAll(let kind, let outcomes):
      return finishJoint(kind, with: outcomes)
    case .markable(let ids, let isWhole):
      return install(markable: ids, isWhole: isWhole)
    case .mains(let mains, let id, let words):
      return install(mains: mains, for: id, words: words)
    case .similar(let similar, let query):
      install(similar, for: query)
      return []
    case .readingLoaded(let detail):
      return openReading(of: detail)
    case .repeatRecorded(let detail):
      return finishRepeat(detail)
    case .clusters(let survey, let days):
      install(survey, days: days)
      return []
    case .clusterRows(let rows, let keys):
      install(clusterRows: rows, of: keys)
      return []
    case .founded:
      setup = SetupState()
      say("设置好了：按 n 登记第一件诉求，按 S 随时改设置，按 ? 看全部按键", .success)
      return []
    case .deskAppeared(let people):
      return deskAppeared(people)
    case .deskChanged(let change, let report, let session):
      return finish(change, report, session: session)
    case .roster(let shifts, let monday):
      install(roster: shifts, from: monday)
      return []
    case .directoryProposed(let proposal):
      return install(proposal)
    case .directoryApplied(let report, let session):
      return finishDirectory(report, session: session)
    case .reminders(let list):
      return install(list)
    case .acknowledged(let count):
      return finishAcknowledging(count)
    case .chatFound(let registered):
      install(registered)
      return askForRepeats()
    case .chatRegistered(let outcomes):
      return finishChat(outcomes)
    case .drafts(let drafts):
      install(drafts)
      return []
    case .draftOpened(let kept, let detail):
      return reopen(kept, on: detail)
    case .claims(let claims):
      install(claims)
      return []
    case .claimsChanged:
      return session == nil ? [] : [.loadClaims]
    case .takenOver(let detail, let intent):
      return finishTakingOver(detail, for: intent)
    case .views(let views, let created):
      return install(views: views, created: created)
    case .facetCounts(let pane, let counts, let filter):
      install(counts, of: pane, for: filter)
      return []
    case .score(let survey):
      install(survey)
      return []
    case .scoreBookSet(let book):
      return install(book)
    case .rosterNews(let news): return take(news)
    case .planningNews(let news): return take(news)
    case .handoverNews(let news): return take(news)
    case .checksNews(let news): return take(news)
    case .morningNews(let news): return take(news)
    case .outlookNews(let news): return take(news)
    case .councilNews(let news): return take(news)
    case .projectNews(let news): return take(news)
    case .whistleNews(let news): return take(news)
    case .mediationNews(let news): return take(news)
    case .supervisionNews(let news): return take(news)
    case .statisticsNews(let news): return take(news)
    }
  }

  // MARK: News

  /// Shows a line of news; it stays for some seconds or until the next key.
  mutating func say(_ text: String, _ kind: Toast.Kind = .info) {
    toast = ToastState(toast: Toast(text, kind: kind))
  }

  // MARK: Session

  private mutating func begin(_ session: Session) -> [Effect] {
    let isFirst = self.session?.scope != session.scope
    let isFresh = self.session == nil
    if self.session?.actor.person != session.actor.person { marks.clear() }
    if isFirst, (self.session ?? previousSession)?.scope != session.scope { forgetNeighborhood() }
    self.session = session
    drafts = []
    hasToldOfDrafts = false
    guard isFirst else { return loadBoards() + [.loadDraft(.quickAdd), .loadDrafts] }
    seenRow = nil
    reminders = ReminderState()
    requests = RequestListState(filter: QueueFilter(scope: session.scope))
    tickets = RequestListState(filter: QueueFilter(scope: session.scope, hotlineOnly: true))
    restoreLastView(of: session)
    groups.selection = session.directory.groups.first?.id
    if isFresh { showSupervisorsScreen(of: session) }
    return resizeLists() + [reload(.queue), reload(.tickets)] + loadBoards() + [
      .loadDraft(.quickAdd), .loadDrafts,
    ] + (screen.isBoard ? loadBoard() : []) + [.supervision(.askTold)]
  }

  /// Nothing of another neighbourhood stays on screen, not even for a moment: its requests are not this one's.
  private mutating func forgetNeighborhood() {
    marks.clear()
    overlays = []
    groups = GroupListState()
    shifts = []
    duty = DutyBoard()
    counts = DeskCounts()
    detail = DetailState()
    following = nil
    claims = [:]
    (arrivals, urgentArrivals, newestRow) = (0, 0, 0)
    (jointActions, lastJoint, lastClosed) = ([], [], nil)
    roster = RosterState(day: now.day)
    morning = MorningState()
    outlook = OutlookState()
    council = CouncilState()
    project = ProjectState()
    whistle = WhistleState()
    mediation = MediationState()
    statistics = StatisticsState()
    supervision.leaveNeighborhood()
  }

  /// Whoever looks after several 居民区 and sits at no desk begins with all of them.
  private mutating func showSupervisorsScreen(of session: Session) {
    guard session.actor.role == .supervisor, session.neighborhoods.count > 1 else { return }
    screen = .supervision
    isZoomed = false
  }

  // MARK: Failures

  private mutating func report(_ failure: Message.Failure) -> [Effect] {
    if setup.isFounding {
      setup.isFounding = false
      setup.error = failure.error.message
      return [.lookForDesk]
    }
    switch failure.request {
    case .performing, .registering, .importing, .changingRules:
      // What was typed ahead was meant for what did not happen.
      typeAhead = TypeAhead()
      bell = true
      guard case .conflict = failure.error else {
        if !showErrorInOverlay(failure.error.message) { say(failure.error.message, .danger) }
        return redrawRefusedPlan()
      }
      let hint = "。写的内容还在，正在取最新情况"
      if !showErrorInOverlay(failure.error.message + hint) { say(failure.error.message, .danger) }
      if case .form(var form) = overlays.last {
        form.isOvertaken = true
        replaceTop(with: .form(form))
        return [.loadDetail(form.request)]
      }
      if case .checks = overlays.last {
        changeChecks { $0.form?.isOvertaken = true }
        return refreshChecks()
      }
      return selectedRow.map { [.loadDetail($0.id)] } ?? []
    case .reading:
      // A step on its way is still on its way: the keys behind it go on waiting.
      if typeAhead.wait != .saving { typeAhead = TypeAhead() }
      requests.list.abandonFetch()
      tickets.list.abandonFetch()
      if session == nil { signIn.error = failure.error.message }
      say(failure.error.message, .danger)
      return []
    case .savingView:
      if case .views(var box) = overlays.last {
        box.error = failure.error.message
        replaceTop(with: .views(box))
      } else {
        say("视图没有存下：\(failure.error.message)", .warning)
      }
      return []
    case .notifying:
      say("提醒命令没有运行：\(failure.error.message)", .warning)
      return []
    case .claiming:
      // Nothing depends on it but what others see; saving checks anyway.
      return []
    case .savingDraft:
      say("草稿没有存下：\(failure.error.message)", .warning)
      return []
    }
  }
}

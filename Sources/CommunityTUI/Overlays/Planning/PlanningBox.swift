import CoreModel
import Store
import TerminalKit

/// 排班 and 请假与意愿: a stack of pages in one box, the topmost last.
struct PlanningBox: Sendable {
  /// One page.
  enum Page: Sendable {
    /// A plan being looked at.
    case plan(PlanPage)
    /// 请假与意愿.
    case absences(AbsencePage)
    /// One being taken down.
    case form(AbsenceForm)
  }
  /// The pages; never empty.
  var pages: [Page]
}

/// A plan being looked at before it is taken over.
struct PlanPage: Sendable {
  /// What is shown of it.
  enum Tab: Int, CaseIterable, Sendable {
    case people, gaps, shifts
  }
  /// The days.
  var period: PlanPeriod
  /// The kinds that the book has.
  var kinds: [ShiftKind]
  /// Those that are not wanted.
  var unwanted: Set<ShiftKind> = []
  /// The plan, once it has been made.
  var plan: RosterPlan?
  /// The plan that could be taken back.
  var last: AppliedPlan?
  /// What is shown.
  var tab = Tab.people
  /// Lines that are scrolled away.
  var offset = 0
  /// Why it could not be taken over.
  var error: String?

  /// The kinds that are wanted, for the planner; nil for all.
  var wanted: Set<ShiftKind>? {
    unwanted.isEmpty ? nil : Set(kinds).subtracting(unwanted)
  }
}

extension AppState {
  /// Opens 排班 at next month, or at this one on its first days.
  mutating func openPlanning() -> [Effect] {
    guard let session else { return [] }
    let month = PlanPeriod(monthOf: now.day)
    let isEarly = now.day.number - month.first.number < 5
    let used = Set(session.dutyBook.patterns.map(\.kind))
    let page = PlanPage(
      period: isEarly ? month : month.adding(months: 1),
      kinds: ShiftKind.allCases.filter(used.contains))
    overlays.append(.planning(PlanningBox(pages: [.plan(page)])))
    return draw(page)
  }

  /// Asks for the plan of a page.
  private func draw(_ page: PlanPage) -> [Effect] {
    [.planning(.draw(page.period, kinds: page.wanted))]
  }

  /// Changes the topmost page of 排班, wherever the box lies.
  mutating func changePlanning(_ change: (inout PlanningBox.Page) -> Void) {
    guard
      let place = overlays.lastIndex(where: { if case .planning = $0 { true } else { false } }),
      case .planning(var box) = overlays[place], !box.pages.isEmpty
    else { return }
    for index in box.pages.indices { change(&box.pages[index]) }
    overlays[place] = .planning(box)
  }

  /// Puts the topmost page back after it changed.
  mutating func replacePage(with page: PlanningBox.Page) {
    guard case .planning(var box) = overlays.last, !box.pages.isEmpty else { return }
    box.pages[box.pages.count - 1] = page
    replaceTop(with: .planning(box))
  }

  /// Takes the topmost page away, and the box with the last one.
  mutating func closePage() {
    guard case .planning(var box) = overlays.last else { return }
    box.pages.removeLast()
    if box.pages.isEmpty { closeTop() } else { replaceTop(with: .planning(box)) }
  }

  mutating func handle(_ event: InputEvent, in box: PlanningBox) -> [Effect] {
    switch box.pages.last {
    case .plan(let page): return handle(event, in: page)
    case .absences(let page): return handle(event, in: page)
    case .form(let form): return handle(event, in: form)
    case nil:
      closeTop()
      return []
    }
  }

  private mutating func handle(_ event: InputEvent, in page: PlanPage) -> [Effect] {
    guard case .key(let typed) = event else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var page = page
    page.error = nil
    switch key.code {
    case .left, .character("["): return turn(page, by: -1)
    case .right, .character("]"): return turn(page, by: 1)
    case .tab: page.tab = PlanPage.Tab(rawValue: (page.tab.rawValue + 1) % 3) ?? .people
    case .backTab: page.tab = PlanPage.Tab(rawValue: (page.tab.rawValue + 2) % 3) ?? .people
    case .character(let digit) where ("1"..."9").contains(digit):
      guard let index = digit.wholeNumberValue, page.kinds.indices.contains(index - 1) else {
        return []
      }
      let kind = page.kinds[index - 1]
      if page.unwanted.remove(kind) == nil { page.unwanted.insert(kind) }
      guard page.unwanted.count < page.kinds.count else {
        say("至少要排一种班", .warning)
        return []
      }
      return redraw(page)
    case .enter: return askToApply(page, by: typed)
    case .character("u"): return askToTakeBack(page, by: typed)
    case .character("l"): return openAbsences()
    case .character("y"):
      guard let plan = page.plan, let session else { return [] }
      clipboard = PlanText(plan: plan, session: session, now: now, glyphs: look.glyphs).copied
      say("方案已送到本机剪贴板（终端支持时）；也可以用 juwei roster plan 打印")
      return []
    case .escape, .character("q"), .character("p"):
      closePage()
      return []
    default:
      if key == .ctrl("c") {
        closePage()
        return []
      }
      page.offset = scrolled(page, by: key)
    }
    if page.tab != currentTab { page.offset = 0 }
    replacePage(with: .plan(page))
    return []
  }

  private var currentTab: PlanPage.Tab? {
    if case .planning(let box) = overlays.last, case .plan(let page) = box.pages.last {
      page.tab
    } else {
      nil
    }
  }

  private func scrolled(_ page: PlanPage, by key: Key) -> Int {
    guard let session else { return 0 }
    var view = planView(page, session: session)
    let room = planRoom.body.size
    switch key.code {
    case .down, .character("j"): view.scroll(by: 1, in: room)
    case .up, .character("k"): view.scroll(by: -1, in: room)
    case .pageDown, .character(" "): view.scroll(by: room.rows - 1, in: room)
    case .pageUp: view.scroll(by: 1 - room.rows, in: room)
    case .home: view.offset = 0
    case .end: view.scroll(by: 100_000, in: room)
    default: break
    }
    return view.offset
  }

  private mutating func turn(_ page: PlanPage, by months: Int) -> [Effect] {
    let period = page.period.adding(months: months)
    if let problem = PlanTask.problem(from: period.first, through: period.last, now: now) {
      say(problem, .info)
      return []
    }
    var page = page
    page.period = period
    return redraw(page)
  }

  private mutating func redraw(_ page: PlanPage) -> [Effect] {
    var page = page
    page.plan = nil
    page.offset = 0
    replacePage(with: .plan(page))
    return draw(page)
  }

  // MARK: Taking over, taking back

  private var planRefusal: String? {
    guard let session else { return "请先登录" }
    return DeskChange.refusal(toChange: "排班", by: session.actor, allowed: Permissions.ruling)?
      .message
  }

  private mutating func askToApply(_ page: PlanPage, by key: Key) -> [Effect] {
    guard let plan = page.plan else {
      say("还在排，请稍候", .info)
      return []
    }
    guard !plan.shifts.isEmpty else {
      say(plan.gaps.isEmpty ? "没有要补的班" : "一个班也排不出，原因在「缺岗」里：按 Tab", .info)
      return []
    }
    if let planRefusal {
      say(planRefusal, .warning)
      return []
    }
    let short = plan.missing > 0 ? ["缺 \(plan.missing) 人次，采用后在值班表上仍是缺岗。"] : []
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "采用 \(page.period.title)的方案",
            body: ["\(plan.summary)。", "原来的班次不动；采用后还可以逐个改、换班，也可以整批撤回（u）。"] + short,
            confirmLabel: "写进值班表", cancelLabel: "再看看", confirmKey: Key("y"), trigger: key),
          action: .send(.planning(.apply(plan))))))
    return []
  }

  private mutating func askToTakeBack(_ page: PlanPage, by key: Key) -> [Effect] {
    guard let session else { return [] }
    guard let last = page.last else {
      say(page.plan == nil ? "还在读取，请稍候" : "没有可以撤回的排班", .info)
      return []
    }
    if let planRefusal {
      say(planRefusal, .warning)
      return []
    }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "撤回排班",
            body: [
              "\(last.at.nearText(relativeTo: now)) \(session.directory.name(of: last.by)) 采用的方案，"
                + "\(last.first.dateText(relativeTo: now.day))至\(last.last.dateText(relativeTo: now.day))。",
              "还没开始的 \(last.open) 个班取消（补人的恢复原来的人）；已经开始的、之后有人改过的不动。",
            ], confirmLabel: "撤回", cancelLabel: "保留", confirmKey: Key("y"), trigger: key),
          action: .send(.planning(.takeBack(last))))))
    return []
  }

  /// After the roster was changed by a plan.
  mutating func finishPlanning(_ words: String) -> [Effect] {
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    say(words, .success)
    dropPlan()
    return refreshEverything() + waiting
  }

  /// Forgets the plan on the topmost page: it is drawn anew.
  private mutating func dropPlan() {
    guard case .planning(let box) = overlays.last, case .plan(var page) = box.pages.last else {
      return
    }
    page.plan = nil
    page.offset = 0
    replacePage(with: .plan(page))
  }

  /// What 排班 and 请假与意愿 are to be read anew with, after something was written here or at another desk.
  func refreshPlanning() -> [Effect] {
    guard
      let place = overlays.lastIndex(where: { if case .planning = $0 { true } else { false } }),
      case .planning(let box) = overlays[place]
    else { return [] }
    var effects: [Effect] = []
    if box.pages.contains(where: { if case .absences = $0 { true } else { false } }) {
      effects.append(.planning(.loadAbsences))
    }
    // One that lies under the list is drawn when that is closed.
    if place == overlays.count - 1, case .plan(let page) = box.pages.last { effects += draw(page) }
    return effects
  }

  /// After what was asked for was refused: a plan that does not hold any more is drawn anew, beside the reason.
  mutating func redrawRefusedPlan() -> [Effect] {
    guard case .planning(let box) = overlays.last, case .plan(let page) = box.pages.last else {
      return []
    }
    dropPlan()
    return draw(page)
  }
}

extension PlanningBox {
  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    switch pages.last {
    case .plan(let page):
      [
        ("Enter", "采用"), ("Tab", "换看法"), ("←→", "换月"), ("1-\(page.kinds.count)", "排不排这种班"),
        ("u", "撤回"), ("l", "请假"), ("y", "复制"), ("Esc", "关闭"),
      ]
    case .absences: [("Enter", "选择"), ("x", "取消这一条"), ("↑↓", "移动"), ("Esc", "关闭")]
    case .form, nil: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
    }
  }

  /// Whether Han text may be typed in it.
  var takesText: Bool {
    if case .form = pages.last { true } else { false }
  }
}

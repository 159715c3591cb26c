import CoreModel
import Store
import TerminalKit

/// 交接班: signing in and out, handing over, signing what was handed over. Pages lie on each other; Esc goes back.
struct HandoverBox: Sendable {
  /// The pages, the one that is shown last.
  var pages: [Page]

  /// A page.
  enum Page: Sendable {
    /// Being read.
    case waiting
    /// What can be done.
    case menu(Menu)
    /// Words on each item of an ending shift.
    case giving(GivingPage)
    /// What a shift has handed over.
    case paper(PaperPage)
    /// 签到 for others or afterwards, 补充, 接班签字.
    case form(HandoverForm)
  }

  /// The page that is shown.
  var page: Page { pages.last ?? .waiting }

  /// Changes the page that is shown.
  mutating func replace(_ page: Page) {
    if !pages.isEmpty { pages.removeLast() }
    pages.append(page)
  }
}

extension AppState {
  /// Opens 交接班 with what fits: read anew first, since another desk may have signed meanwhile.
  mutating func openHandover() -> [Effect] {
    guard session != nil else { return [] }
    overlays.append(.handover(HandoverBox(pages: [.waiting])))
    return [.handover(.open)]
  }

  /// Opens what a draft of 交接班 is of; nil for other drafts.
  mutating func reopenHandover(_ name: String) -> [Effect]? {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let attendance = duty[Identifier<Shift>(parts[1])], let session else {
      return nil
    }
    let shift = attendance.id
    let open: (inout AppState) -> [Effect]
    switch parts[0] + ":" {
    case GivingPage.boxName: open = { $0.openGiving(shift) }
    case HandoverForm.arrivalName:
      open = { $0.openAttendanceForm(shift, isArrival: true) }
    case HandoverForm.departureName:
      open = { $0.openAttendanceForm(shift, isArrival: false) }
    case HandoverForm.takeoverName, HandoverForm.additionName:
      guard duty.handover(of: shift) != nil else { return nil }
      open = { $0.openPaper(shift) }
    default: return nil
    }
    let menu = handoverMenu(duty.fit(for: session.actor, at: now))
    overlays.append(.handover(HandoverBox(pages: [.menu(menu)])))
    return open(&self)
  }

  /// The box, wherever it lies.
  var handoverBox: HandoverBox? {
    for case .handover(let box) in overlays.reversed() { return box }
    return nil
  }

  /// Changes the box, wherever it lies.
  mutating func changeHandover(_ change: (inout HandoverBox) -> Void) {
    guard
      let place = overlays.lastIndex(where: { if case .handover = $0 { true } else { false } }),
      case .handover(var box) = overlays[place]
    else { return }
    change(&box)
    overlays[place] = .handover(box)
  }

  /// Shows what is to be done now, once it is known.
  mutating func presentHandover() -> [Effect] {
    guard let session, case .waiting? = handoverBox?.page else { return [] }
    let fit = duty.fit(for: session.actor, at: now)
    let menu = handoverMenu(fit)
    changeHandover { $0.pages = [.menu(menu)] }
    switch fit {
    case .sign(let handover): return openPaper(handover.id)
    case .give(let attendance): return openGiving(attendance.id)
    case .signIn, .signOut, .present, .nothing: return []
    }
  }

  /// Reads the menu's items anew; what is selected stays.
  mutating func refreshHandoverMenu() {
    guard let session else { return }
    let fresh = handoverMenu(duty.fit(for: session.actor, at: now))
    changeHandover { box in
      for index in box.pages.indices {
        guard case .menu(let old) = box.pages[index] else { continue }
        var menu = fresh
        if let id = old.selectedItem?.id { menu.select(id) }
        box.pages[index] = .menu(menu)
      }
    }
  }

  mutating func handle(_ event: InputEvent, in box: HandoverBox) -> [Effect] {
    switch box.page {
    case .waiting:
      if case .key(let key) = event, key.code == .escape || key == .ctrl("c") { closeTop() }
      return []
    case .menu(let menu): return handle(event, in: menu)
    case .giving(let page): return handle(event, in: page)
    case .paper(let page): return handle(event, in: page)
    case .form(let form): return handle(event, in: form)
    }
  }

  /// Goes back a page; the last one closes the box.
  mutating func leaveHandoverPage() {
    guard let box = handoverBox else { return }
    guard box.pages.count > 1 else {
      overlays.removeAll { if case .handover = $0 { true } else { false } }
      return
    }
    changeHandover { $0.pages.removeLast() }
  }

  /// Shows an error where the typing was done.
  mutating func showHandoverError(_ text: String) {
    var isShown = false
    changeHandover { box in
      switch box.page {
      case .giving(var page):
        page.error = text
        box.replace(.giving(page))
        isShown = true
      case .form(var form):
        form.error = text
        box.replace(.form(form))
        isShown = true
      case .waiting, .menu, .paper: break
      }
    }
    if !isShown { say(text, .danger) }
  }

  /// After 签到 or 签退 was put down.
  mutating func finish(_ command: AttendanceCommand, _ attendance: Attendance) -> [Effect] {
    var effects: [Effect] = []
    if case .form(let form)? = handoverBox?.page {
      effects.append(.saveDraft("", form.slot))
      leaveHandoverPage()
    }
    say(words(of: command, attendance), .success)
    if case .signIn = command, case .menu? = handoverBox?.page { leaveHandoverPage() }
    if case .signOut = command, case .menu? = handoverBox?.page { leaveHandoverPage() }
    return effects + giveWaitingKeys()
  }

  private func words(of command: AttendanceCommand, _ attendance: Attendance) -> String {
    guard let session else { return "" }
    let entry =
      switch command {
      case .signIn(let entry), .signOut(let entry): entry
      }
    guard let stint = attendance.stints(of: entry.person).last else { return command.title }
    let name = session.directory.name(of: entry.person)
    let shift = attendance.shift.title(relativeTo: now)
    switch command {
    case .signIn:
      let late = stint.lateMinutes > 0 ? "，晚到 \(stint.lateMinutes) 分" : ""
      return "\(name) 已签到 \(stint.arrival.at.clockText)（\(shift)\(late)）"
    case .signOut:
      let left = (stint.departure?.at ?? now).clockText
      let early = stint.earlyMinutes > 0 ? "，早走 \(stint.earlyMinutes) 分" : ""
      let hours = durationText(seconds: attendance.minutes(of: entry.person, until: now) * 60)
      let owed = duty.handover(of: attendance.id) == nil && !duty.isCovered(attendance.shift)
      return "\(name) 已签退 \(left)（\(shift)，在岗 \(hours)\(early)）" + (owed ? "；还没有交班，按 + 交班" : "")
    }
  }
}

extension HandoverBox {
  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    switch page {
    case .waiting: [("Esc", "关闭")]
    case .menu: [("↑↓", "选择"), ("Enter", "办理"), ("Esc", "关闭")]
    case .giving(let page) where page.showsCourse:
      [("↑↓", "翻看"), ("Tab", "回去写交代"), ("Esc", "留作草稿")]
    case .giving(let page) where page.isOnLeaving:
      [("空格", "改"), ("Ctrl-S", page.isOvertaken ? "记作补充" : "交班"), ("↑↓", "换一件"), ("Esc", "留作草稿")]
    case .giving(let page):
      [
        ("Enter", "下一件"), ("Ctrl-S", page.isOvertaken ? "记作补充" : "交班"), ("Tab", "本班情况"),
        ("↑↓", "换一件"), ("Esc", "留作草稿"),
      ]
    case .paper(let page):
      (page.isSigned ? [] : [("s", "接班签字")]) + (page.mayAdd ? [("a", "补充")] : [])
        + [("y", "复制群小结"), ("↑↓", "翻看"), ("Esc", "回")]
    case .form(let form):
      [("Tab", "换一项"), ("Ctrl-S", form.form.submitLabel), ("Esc", "取消")]
    }
  }

  /// Whether Han text may be typed in it.
  var takesText: Bool {
    switch page {
    case .giving(let page): !page.showsCourse
    case .form: true
    case .waiting, .menu, .paper: false
    }
  }
}

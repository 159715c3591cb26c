import CoreModel
import Store
import TerminalKit

/// What can be done at the desk now: the items of `+`.
enum HandoverChoice: Equatable {
  case signIn(Identifier<Shift>)
  case signOut(Identifier<Shift>)
  case give(Identifier<Shift>)
  case paper(Identifier<Shift>)
  /// 签到 or 签退 of somebody else, or afterwards.
  case enter(Identifier<Shift>, isArrival: Bool)

  /// The name of the menu's item.
  var id: String {
    switch self {
    case .signIn(let shift): "in:\(shift.text)"
    case .signOut(let shift): "out:\(shift.text)"
    case .give(let shift): "give:\(shift.text)"
    case .paper(let shift): "paper:\(shift.text)"
    case .enter(let shift, let isArrival): "\(isArrival ? "come" : "go"):\(shift.text)"
    }
  }

  /// The choice of an item; nil for what is none.
  init?(id: String) {
    let parts = id.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let shift = Identifier<Shift>(parts[1])
    switch parts[0] {
    case "in": self = .signIn(shift)
    case "out": self = .signOut(shift)
    case "give": self = .give(shift)
    case "paper": self = .paper(shift)
    case "come": self = .enter(shift, isArrival: true)
    case "go": self = .enter(shift, isArrival: false)
    default: return nil
    }
  }
}

extension AppState {
  /// The menu with what fits selected.
  func handoverMenu(_ fit: DutyFit) -> Menu {
    guard let session else { return Menu(items: []) }
    let items = handoverItems(session)
    var menu = Menu(
      title: "交接班 · \(standingText(fit, session))", items: items,
      emptyText: nothingText(session), hasDigits: false)
    switch fit {
    case .sign(let handover): menu.select(HandoverChoice.paper(handover.id).id)
    case .give(let attendance): menu.select(HandoverChoice.give(attendance.id).id)
    case .signIn(let attendance): menu.select(HandoverChoice.signIn(attendance.id).id)
    case .signOut(let attendance): menu.select(HandoverChoice.signOut(attendance.id).id)
    case .present, .nothing: break
    }
    return menu
  }

  /// How it stands with the person, for the title.
  private func standingText(_ fit: DutyFit, _ session: Session) -> String {
    let name = session.actor.name
    let here = duty.attendance.last { $0.isPresent(session.actor.person) }
    if let here, let stint = here.openStint(of: session.actor.person) {
      return "\(name) \(stint.arrival.at.nearText(relativeTo: now)) 已签到，"
        + "\(here.shift.kind.title)至\(here.shift.end.nearText(relativeTo: now))"
    }
    switch fit {
    case .signIn(let attendance): return "\(name) 还没有签到，\(attendance.shift.title(relativeTo: now))"
    default: return "\(name) 现在不在班上"
    }
  }

  /// Why there is nothing to do, and when there will be.
  func nothingText(_ session: Session) -> String {
    let next = duty.attendance.first { $0.shift.start > now }?.shift
    guard let next else { return "值班表上今明两天没有班次；先排班再签到（按 S，选「值班表」）" }
    let names = next.people.map(session.directory.name(of:)).joined(separator: "、")
    return "现在没有人当班。下一班 \(next.title(relativeTo: now)) \(names)"
  }

  private func handoverItems(_ session: Session) -> [MenuItem] {
    let me = session.actor.person
    var items: [MenuItem] = []
    func add(_ choice: HandoverChoice, _ title: String, _ note: String) {
      items.append(MenuItem(id: choice.id, title: title, note: note))
    }
    let unsigned = duty.unsigned.map { one in
      (one, isToSign(one, session))
    }
    for (handover, isToSign) in unsigned where isToSign {
      add(.paper(handover.id), "接班签字", paperNote(handover, session))
    }
    for one in duty.attendance where one.shift.people.contains(me) {
      guard one.stints(of: me).isEmpty, now < one.shift.end,
        one.shift.start <= now.adding(minutes: Attendance.earliestMinutes)
      else { continue }
      add(.signIn(one.id), "签到", one.shift.title(relativeTo: now))
    }
    for one in duty.attendance where one.isPresent(me) {
      if duty.handover(of: one.id) == nil {
        add(.give(one.id), "交班", givingNote(one, session))
      }
      let isForgotten = now >= one.shift.end.adding(minutes: Attendance.forgottenMinutes)
      add(
        isForgotten ? .enter(one.id, isArrival: false) : .signOut(one.id),
        isForgotten ? "补签退" : "签退", one.shift.title(relativeTo: now))
    }
    for one in duty.owed(at: now) where !one.isPresent(me) {
      add(.give(one.id), "补交班", givingNote(one, session))
    }
    for (handover, isToSign) in unsigned where !isToSign {
      add(.paper(handover.id), "看交接单", paperNote(handover, session) + "，等签字")
    }
    for one in duty.attendance where isAround(one.shift) {
      // Several shifts are around: each row begins with its own.
      let kind = one.shift.kind.title
      add(
        .enter(one.id, isArrival: true), "\(kind)：替人签到·顶班·补签到",
        "\(one.shift.title(relativeTo: now)) \(presenceText(one, session))")
      if one.everybody.contains(where: { $0 != me && one.isPresent($0) }) {
        add(
          .enter(one.id, isArrival: false), "\(kind)：替人签退·补签退",
          one.shift.title(relativeTo: now))
      }
    }
    for handover in duty.handovers.filter(\.isSigned).suffix(3).reversed() {
      let by = handover.signature.map { session.directory.name(of: $0.by) } ?? ""
      add(.paper(handover.id), "看交接单", "\(handover.shift.title(relativeTo: now)) · \(by)已签字")
    }
    return items
  }

  /// Whether a handover waits for this person's signature, as far as the rules go.
  private func isToSign(_ handover: Handover, _ session: Session) -> Bool {
    handover.signingRefusal(
      by: session.actor, next: handover.sheet.next.flatMap { duty[$0.id] },
      in: session.directory) == nil
  }

  private func paperNote(_ handover: Handover, _ session: Session) -> String {
    "\(handover.shift.title(relativeTo: now)) · \(session.directory.name(of: handover.givenBy)) "
      + "\(handover.givenAt.nearText(relativeTo: now)) 交"
  }

  /// Whether somebody may still come to it, or came lately.
  private func isAround(_ shift: Shift) -> Bool {
    shift.start <= now.adding(minutes: Attendance.earliestMinutes)
      && shift.end > now.adding(minutes: -16 * 60)
  }

  private func givingNote(_ attendance: Attendance, _ session: Session) -> String {
    let title = attendance.shift.title(relativeTo: now)
    // The board ends tomorrow: the next desk may be a later one, which the page itself knows.
    guard let next = attendance.shift.next(among: duty.attendance.map(\.shift)),
      next.kind.isAtDesk || !attendance.shift.kind.isAtDesk
    else { return title }
    let names = next.people.map(session.directory.name(of:)).joined(separator: "、")
    return "\(title) · 交给 \(next.title(relativeTo: now)) \(names)"
  }

  /// `王芳 17:28 到 · 李强未到`.
  private func presenceText(_ attendance: Attendance, _ session: Session) -> String {
    attendance.everybody.map { person in
      let name = session.directory.name(of: person)
      let standing = attendance.standing(of: person, at: now)
      return [name, standing.text(in: session.directory)].filter { !$0.isEmpty }
        .joined(separator: " ")
    }.joined(separator: " · ")
  }

  mutating func handle(_ event: InputEvent, in menu: Menu) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var menu = menu
    let plain = CommandKeys.normalise(key) ?? key
    if plain == Key("+") || key == .ctrl("c") {
      leaveHandoverPage()
      return []
    }
    let outcome = menu.handle(plain)
    changeHandover { $0.replace(.menu(menu)) }
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      leaveHandoverPage()
      return []
    case .chosen(let id): return HandoverChoice(id: id).map { chosen($0) } ?? []
    }
  }

  private mutating func chosen(_ choice: HandoverChoice) -> [Effect] {
    guard let session else { return [] }
    let me = AttendanceEntry(session.actor.person)
    switch choice {
    case .signIn(let shift): return save(.handover(.attend(.signIn(me), shift)))
    case .signOut(let shift): return save(.handover(.attend(.signOut(me), shift)))
    case .give(let shift): return openGiving(shift)
    case .paper(let shift): return openPaper(shift)
    case .enter(let shift, let isArrival): return openAttendanceForm(shift, isArrival: isArrival)
    }
  }
}

extension AttendanceStanding {
  /// In a word or two; empty while there is nothing to say.
  func text(in directory: CoreModel.Directory) -> String {
    switch self {
    case .awaited: ""
    case .late(let minutes): "未到\(durationText(seconds: minutes * 60))"
    case .present(let since): "\(since.clockText)到"
    case .left(let at): "\(at.clockText)走"
    case .unclosed: "未签退"
    case .absent: "未签到"
    case .relieved(let other): "由\(directory.name(of: other))顶班"
    }
  }
}

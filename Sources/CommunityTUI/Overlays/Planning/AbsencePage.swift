import CoreModel
import Store
import TerminalKit

/// 请假与意愿 that are not over.
struct AbsencePage: Sendable {
  /// What there is, once it has been read.
  var absences: [Absence]?
  /// The lines.
  var menu = Menu(items: [])

  /// Makes the lines anew, on the same one as far as it is still there.
  mutating func refresh(directory: CoreModel.Directory, now: Instant) {
    let selected = menu.selectedItem?.id
    var items = [
      MenuItem(id: "leave", title: "＋ 登记请假、公出", note: "那些天不排班"),
      MenuItem(id: "wish", title: "＋ 登记意愿", note: "尽量不排、愿意值班"),
    ]
    items += (absences ?? []).map { absence in
      MenuItem(
        id: absence.id.text,
        title: "\(directory.name(of: absence.person)) \(absence.kind.title) "
          + absence.timeText(relativeTo: now.day),
        note: Privacy.masked(absence.reason))
    }
    menu = Menu(title: "请假与意愿", items: items, hasDigits: false)
    if let selected { menu.select(selected) }
  }
}

extension AppState {
  /// Opens 请假与意愿, over 排班 where that is open.
  mutating func openAbsences() -> [Effect] {
    guard let session else { return [] }
    var page = AbsencePage()
    page.refresh(directory: session.directory, now: now)
    if case .planning(var box) = overlays.last {
      box.pages.append(.absences(page))
      replaceTop(with: .planning(box))
    } else {
      overlays.append(.planning(PlanningBox(pages: [.absences(page)])))
    }
    return [.planning(.loadAbsences)]
  }

  /// Takes them in.
  mutating func install(_ absences: [Absence]) {
    guard let session else { return }
    let now = now
    changePlanning { page in
      guard case .absences(var list) = page else { return }
      list.absences = absences
      list.refresh(directory: session.directory, now: now)
      page = .absences(list)
    }
  }

  mutating func handle(_ event: InputEvent, in page: AbsencePage) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var page = page
    switch (CommandKeys.normalise(key) ?? key).code {
    case .delete, .character("x"):
      return askToStrikeOut(page.menu.selectedItem?.id, in: page, by: key)
    default: break
    }
    let outcome = page.menu.handle(key)
    replacePage(with: .absences(page))
    switch outcome {
    case .none, .refused: return []
    case .cancelled:
      closePage()
      return redrawPlan()
    case .chosen("leave"): return openAbsenceForm(isWish: false)
    case .chosen("wish"): return openAbsenceForm(isWish: true)
    case .chosen(let id): return askToStrikeOut(id, in: page, by: key)
    }
  }

  /// A plan that lies under the list follows what was changed in it.
  private mutating func redrawPlan() -> [Effect] {
    guard case .planning(let box) = overlays.last, case .plan(let page) = box.pages.last else {
      return []
    }
    return [.planning(.draw(page.period, kinds: page.wanted))]
  }

  private mutating func askToStrikeOut(
    _ id: String?, in page: AbsencePage, by key: Key
  ) -> [Effect] {
    guard let session, let absence = page.absences?.first(where: { $0.id.text == id }) else {
      return []
    }
    let change = AbsenceChange.cancel(absence)
    do {
      _ = try change.checked(in: session.directory, by: session.actor, at: now)
    } catch {
      say(error.message, .warning)
      return []
    }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "取消\(absence.kind.title)",
            body: [
              "\(session.directory.name(of: absence.person)) \(absence.text(relativeTo: now.day))",
              "要改日期，也是取消这一条再登记。",
            ], confirmLabel: "取消这一条", cancelLabel: "保留", confirmKey: Key("y"), trigger: key),
          action: .send(.planning(.change(change))))))
    return []
  }

  /// After 请假与意愿 changed.
  mutating func finish(_ change: AbsenceChange, stood: [Shift]) -> [Effect] {
    guard let session else { return [] }
    var effects: [Effect] = []
    if case .planning(let box) = overlays.last, case .form(let form) = box.pages.last,
      case .add = change
    {
      closePage()
      effects = [.saveDraft("", form.slot)]
    }
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    switch change {
    case .cancel(let absence):
      say("已取消\(session.directory.name(of: absence.person))的\(absence.kind.title)", .success)
    case .add(let absences):
      let name = absences.first.map { session.directory.name(of: $0.person) } ?? ""
      let words = absences.first.map { $0.text(relativeTo: now.day) } ?? ""
      guard !stood.isEmpty else {
        say("已登记：\(name) \(words)", .success)
        break
      }
      say("已登记；\(name)在此期间已排 \(stood.count) 个班，请换班或改派", .warning)
      let list = stood.map { shift in
        DetailLine.text([
          Span(
            "\(shift.start.day.dateText(relativeTo: now.day)) \(shift.start.day.weekdayText) "
              + "\(shift.start.clockText)-\(shift.end.clockText) \(shift.kind.title)  "
              + shift.people.map(session.directory.name(of:)).joined(separator: "、"))
        ])
      }
      overlays.append(
        .reading(
          ReadingView(
            title: "\(name)不在时已经排了的班",
            view: DetailView(
              [.text([Span("\(name) \(words)", Style(.warning, bold: true))], ), .blank] + list
                + [.blank, .text([Span("在值班表（4）上选中班次改派，或换班。")])], glyphs: look.glyphs))))
    }
    return effects + refreshEverything() + waiting
  }
}

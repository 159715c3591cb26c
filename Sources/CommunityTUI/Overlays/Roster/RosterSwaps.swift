import CoreModel
import Store
import TerminalKit

/// A swap that is being asked for.
struct SwapForm: Sendable {
  /// The shift that is given away.
  var given: Shift
  /// Who gives it away.
  var giver: PersonID
  /// What the rules let pass.
  var orders: [SwapOrder]
  /// The fields.
  var form: Form
  /// Why it could not be saved.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false

  /// Said under the fields.
  static let explanation = "只列出按规则可以换的：没请假、那时没有别的班、规则里可以值这种班，也没有在等别的换班。对方同意以后值班表才会改。"

  /// The order that is chosen.
  func order(_ values: FormValues) -> SwapOrder? {
    var order = orders.first { SwapForm.id(of: $0) == values.choice("order") }
    order?.reason = values.text("reason")
    return order
  }

  /// A name for an order within the form, that stays.
  static func id(of order: SwapOrder) -> String {
    "\(order.taker.text) \(order.taken?.id.text ?? "")"
  }
}

extension SwapForm: BoxForm {
  var slot: DraftSlot { .box("\(SwapForm.boxName)\(given.id.text) \(giver.text)") }

  /// The beginning of the slots' names.
  static let boxName = "swap:"
}

extension AppState {
  /// Begins a swap of a shift: whose part is swapped is asked when it is not clear.
  mutating func beginSwap(of shift: Shift) -> [Effect] {
    guard let session else { return [] }
    guard shift.start > now else {
      say("班次已经开始，不能再换；换了人请直接修改班次", .warning)
      return []
    }
    if case .person(let person) = rosterGrid?.selected?.line, roster.arrangement == .byPerson {
      return askForSwap(of: shift, from: person)
    }
    if shift.people.count == 1, let only = shift.people.first {
      return askForSwap(of: shift, from: only)
    }
    guard Permissions.ruling.contains(session.actor.role) else {
      return askForSwap(of: shift, from: session.actor.person)
    }
    let items = shift.people.map { person in
      MenuItem(id: person.text, title: session.directory.name(of: person))
    }
    overlays.append(.roster(.menu(Menu(title: "谁要换班", items: items), .giver(shift))))
    return []
  }

  /// Reads what a swap may be, unless whoever sits here may not ask for it.
  mutating func askForSwap(of shift: Shift, from giver: PersonID) -> [Effect] {
    guard let session else { return [] }
    guard shift.people.contains(giver) else {
      say("这个班上没有您；替别人登记换班由主任、书记办理", .warning)
      return []
    }
    guard giver == session.actor.person || Permissions.ruling.contains(session.actor.role) else {
      say("换班由\(session.directory.name(of: giver))本人提出，主任、书记可以代为登记", .warning)
      return []
    }
    if roster.waiting.contains(where: {
      $0.isOpen(at: now) && $0.order.concerns(giver, shift.id)
    }) {
      say("这个班已经有一个换班在等答复，先在换班一览（H）里答复或撤回那一个", .warning)
      return []
    }
    return [.roster(.loadSwapChoices(session.scope, shift, from: giver))]
  }

  /// Opens the form with what the swap may be.
  mutating func install(_ orders: [SwapOrder], for shift: Shift, from giver: PersonID) -> [Effect] {
    // An answer that comes late must not lie over what was opened meanwhile, nor over itself.
    guard let session, overlays.isEmpty, screen == .roster else { return [] }
    guard !orders.isEmpty else {
      say("按规则现在没有人能换这个班：都请假、有班、不能值这种班，或者正等着别的换班", .warning)
      return []
    }
    let directory = session.directory
    let options = orders.map { order in
      let name = directory.name(of: order.taker)
      let label =
        order.taken.map { taken in
          let day = taken.start.day
          return
            "\(name) 换 \(day.dateText(relativeTo: now.day)) \(day.weekdayText) \(taken.kind.title) \(taken.hoursText)"
        } ?? "\(name) 替班，不用还"
      return ChoiceOption(
        id: SwapForm.id(of: order), label: label,
        keywords: [PinyinInitials.of(name), PinyinInitials.of(label)])
    }
    let day = shift.start.day
    var form = Form(
      title:
        "\(directory.name(of: giver))换班：\(day.dateText(relativeTo: now.day)) \(day.weekdayText) \(shift.kind.title) \(shift.hoursText)",
      fields: [
        .choice(
          "order", "跟谁换", options: options, selected: options.first?.id, required: true,
          help: "输姓名或拼音首字母查找"),
        .text("reason", "原因", help: "写给对方看，可以不写", limit: 60),
      ], submitLabel: "提出")
    form.columns = settingsRoom.columns
    let swap = SwapForm(given: shift, giver: giver, orders: orders, form: form)
    overlays.append(.roster(.swap(swap)))
    return [.loadDraft(swap.slot)]
  }

  mutating func handle(_ event: InputEvent, in swap: SwapForm) -> [Effect] {
    var swap = swap
    swap.form.columns = settingsRoom.columns
    let outcome = swap.take(event, unsaved: "还没有提出")
    replaceTop(with: .roster(.swap(swap)))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(swap.draft, swap.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", swap.slot)]
    case .submit(let values):
      swap.error = swap.order(values) == nil ? "请选一个跟谁换" : nil
      replaceTop(with: .roster(.swap(swap)))
      return swap.order(values).map { save(.roster(.ask($0))) } ?? []
    }
  }

  /// Opens the form of a draft; nil when its shift is not among those that are shown.
  mutating func reopenSwap(_ name: String) -> [Effect]? {
    let words = name.dropFirst(SwapForm.boxName.count).split(separator: " ").map(String.init)
    guard let session, words.count == 2,
      let shift = (roster.board?.shifts ?? shifts).first(where: { $0.id.text == words[0] })
    else { return nil }
    return openRosterScreen() + [
      .roster(.loadSwapChoices(session.scope, shift, from: PersonID(words[1])))
    ]
  }

  // MARK: What waits

  /// Reads 换班一览.
  mutating func openSwaps() -> [Effect] {
    session.map {
      [
        .roster(
          .loadSwaps($0.scope, from: now.day.adding(days: -14), through: now.day.adding(days: 60)))
      ]
    } ?? []
  }

  /// Shows them.
  mutating func install(_ swaps: [Swap]) -> [Effect] {
    // Over nothing else than the list as it was.
    let isRead =
      if case .roster(.menu(_, .swaps)) = overlays.last { true } else { overlays.isEmpty }
    guard let session, screen == .roster, isRead else { return [] }
    let waiting = swaps.filter { $0.isOpen(at: now) }
    let others = swaps.filter { !$0.isOpen(at: now) }.sorted { $0.askedAt > $1.askedAt }
    let shown = waiting + others
    let items = shown.map { swap in
      MenuItem(
        id: swap.id.text, title: swap.order.shortText(in: session.directory, relativeTo: now.day),
        note: note(on: swap, in: session.directory))
    }
    var menu = Menu(
      title: "换班一览 · 等答复 \(waiting.count)", items: items,
      emptyText: "没有换班：在值班表里选一个班次按 h 提出", hasDigits: false)
    if case .roster(.menu(let old, .swaps)) = overlays.last {
      if let id = old.selectedItem?.id { menu.select(id) }
      closeTop()
    }
    overlays.append(.roster(.menu(menu, .swaps(shown))))
    return []
  }

  private func note(on swap: Swap, in directory: CoreModel.Directory) -> String {
    let state = swap.state(at: now)
    let reason = swap.order.reason.isEmpty ? "" : "（\(Privacy.masked(swap.order.reason))）"
    return state == .waiting
      ? "等\(directory.name(of: swap.order.taker))答复\(reason)"
      : state.title + reason
  }

  /// What can be done with a swap.
  mutating func openSwap(_ swap: Swap) -> [Effect] {
    guard let session else { return [] }
    let directory = session.directory
    let state = swap.state(at: now)
    let isRuling = Permissions.ruling.contains(session.actor.role)
    func reason(_ person: PersonID) -> String? {
      guard state == .waiting else { return "这次换班\(state.title)，不用再答复" }
      guard session.actor.person == person || isRuling else {
        return "由\(directory.name(of: person))本人办，主任、书记可以代为登记"
      }
      return nil
    }
    let taker = directory.name(of: swap.order.taker)
    let items = [
      MenuItem(
        id: "agree", title: "同意换班", note: "\(taker)同意，值班表马上改好",
        disabledReason: reason(swap.order.taker)),
      MenuItem(
        id: "decline", title: "不同意", note: "值班表不动", disabledReason: reason(swap.order.taker)),
      MenuItem(
        id: "withdraw", title: "撤回", note: "\(directory.name(of: swap.order.giver))不换了",
        disabledReason: reason(swap.order.giver)),
    ]
    overlays.append(
      .roster(
        .menu(
          Menu(title: swap.order.shortText(in: directory, relativeTo: now.day), items: items),
          .swap(swap))))
    return []
  }

  /// After a swap was asked for or answered.
  mutating func finish(_ swap: Swap) -> [Effect] {
    guard let session else { return [] }
    var effects: [Effect] = []
    if case .roster(.swap(let form)) = overlays.last {
      closeTop()
      effects = [.saveDraft("", form.slot)]
    }
    let taker = session.directory.name(of: swap.order.taker)
    switch swap.state(at: now) {
    case .waiting: say("换班已提出，等\(taker)答复；在换班一览（H）里答复", .success)
    case .agreed: say("\(taker)同意换班，值班表已经改好", .success)
    case .declined: say("已记下\(taker)不同意，值班表不动", .success)
    case .withdrawn, .lapsed: say("换班已撤回，值班表不动", .success)
    }
    if case .roster(.menu(_, .swaps)) = overlays.last { effects += openSwaps() }
    let waiting = typeAhead.wait == .saving ? giveWaitingKeys() : []
    return effects + refreshEverything() + waiting
  }
}

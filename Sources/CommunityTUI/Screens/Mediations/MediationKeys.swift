import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 调解 alone.
enum MediationKey: Hashable, Sendable {
  /// 受理, 记苗头.
  case begin, notice
  /// 谈话, 步骤, 协议, 回访, 不成.
  case meet, step, agree, visit, fail
  /// 复看, 转调解.
  case review, open
  /// 换调解员, 撤回, 全文, 诉求.
  case staff, withdraw, read, request

  /// What it does to the selected one; nil where it does nothing to that.
  var command: MediationCommandKind? {
    switch self {
    case .begin, .notice, .read, .request: nil
    case .meet: .meet
    case .step: .step
    case .agree: .agree
    case .visit: .visit
    case .fail: .fail
    case .review: .review
    case .open: .open
    case .staff: .staff
    case .withdraw: .withdraw
    }
  }
}

/// What a menu of 调解 is about.
enum MediationMenu: Hashable, Sendable {
  /// What can be done with one.
  case actions(MediationID)
  /// The requests of one.
  case requests(MediationID)
}

extension DeskCommand {
  /// The keys of the screen.
  static let mediation: [DeskCommand] = [
    key(.begin, "N", "受理调解", "受理一件纠纷调解：当事人、AB角、四步法或五步法", rank: 1),
    key(.notice, "c", "记苗头", "记下潜在矛盾：看到什么、谁盯着、几时复看", rank: 2),
    key(.meet, "a", "调解谈话", "记一次调解谈话，约下一次；不写情况就是改约", rank: 3),
    key(.step, "*", "记步骤", "四步法、五步法的一步做过了，记下来", rank: 4),
    key(.agree, "o", "达成协议", "双方达成协议：内容、回访的日子（一案一回访）", rank: 5),
    key(.visit, "f", "调解回访", "到期回访协议履行没有；履行了这件才了结", rank: 6),
    key(.review, "r", "复看", "复看潜在矛盾：已化解，或继续关注到下次", rank: 7),
    key(.open, "t", "转调解", "潜在矛盾成了纠纷，转为调解", rank: 8),
    key(.fail, "x", "调解不成", "调解不成：转三所联动、建议走诉讼或不愿再调", rank: 9),
    key(.read, "V", "调解全文", "看调解的全文和经过，可复制（姓名隐去）", rank: 10),
    key(.staff, "p", "换调解员", "换 A角 或 B角，写明原因"),
    key(.withdraw, "X", "撤回调解", "撤回这件调解，写明原因"),
    key(.request, "s", "调解诉求", "看这件调解的诉求，在工作台打开"),
  ]

  private static func key(
    _ key: MediationKey, _ character: Character, _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .mediation(key), keys: [Key(character)], short: short, long: long, scope: .mediations,
      footerRank: rank)
  }
}

extension AppState {
  // MARK: Reading and moving

  /// Reads what the screen shows, while it is shown.
  func loadMediation() -> [Effect] {
    guard let session, screen == .mediations else { return [] }
    return [.mediation(.load(session.scope))]
  }

  /// Takes in what was read; one stays where one stood.
  mutating func install(_ board: MediationBoard) -> [Effect] {
    let old = mediationLines.compactMap(\.id)
    let place = mediation.selected.flatMap { old.firstIndex(of: $0) } ?? 0
    mediation.board = board
    let ids = mediationLines.compactMap(\.id)
    if !(mediation.selected.map(ids.contains) ?? false) {
      mediation.selected = ids.isEmpty ? nil : ids[min(place, ids.count - 1)]
    }
    scrollMediations()
    let effects = screen == .mediations ? selectionMoved() : []
    guard let name = mediation.pendingSheet else { return effects }
    mediation.pendingSheet = nil
    return effects + reopenPending { $0.reopenMediationSheet(name) }
  }

  /// The lines of the list.
  var mediationLines: [MediationLine] {
    mediation.board.map { MediationList($0, now: now).lines } ?? []
  }

  /// Moves its selection.
  mutating func moveInMediation(_ step: ListStep<RequestID>) -> [Effect] {
    let ids = mediationLines.compactMap(\.id)
    let index = mediation.selected.flatMap { ids.firstIndex(of: $0) } ?? 0
    let target = step.target(from: index, count: ids.count, page: whistleRoom.list.rows - 1)
    guard let target else { return [] }
    mediation.selected = ids[target]
    scrollMediations()
    return selectionMoved()
  }

  /// Scrolls as little as needed; the heading above the selected line stays in sight with it.
  mutating func scrollMediations() {
    let lines = mediationLines
    mediation.top = BoardList.top(
      from: mediation.top,
      showing: mediation.selected.flatMap { one in lines.firstIndex { $0.id == one } },
      count: lines.count, rows: whistleRoom.list.rows
    ) { lines[$0].id == nil }
  }

  /// Shows a mediation; what is over for long is not on the board.
  mutating func showMediation(_ id: MediationID) -> [Effect] {
    mediation.selected = id
    let effects = screen == .mediations ? [] : openDeliberation(.mediations)
    scrollMediations()
    return effects + (effects.isEmpty ? selectionMoved() : [])
  }

  // MARK: Enter and menus

  /// Enter on what is selected there.
  mutating func openMediationEntry(by key: Key?) -> [Effect]? {
    guard let one = mediation.selectedMediation else {
      say("还没有调解。按 N 受理一件，按 c 记潜在矛盾；在诉求上按 > 也可以")
      return []
    }
    let items = DeskCommand.mediation.compactMap { command -> MenuItem? in
      guard case .mediation(let own) = command.id, own != .begin, own != .notice else {
        return nil
      }
      return MenuItem(
        id: command.name, key: command.keys.first, title: command.short, note: command.long,
        disabledReason: refusal(of: own, on: one)?.message,
        keywords: [PinyinInitials.of(command.short)])
    }
    return openMenu(
      .mediation(.actions(one.id)),
      Menu(
        title: TextLayout.clip(Privacy.masked(one.title), columns: 40),
        items: items.filter { $0.disabledReason == nil }
          + items.filter { $0.disabledReason != nil }, hasDigits: false))
  }

  /// Why a key means nothing for a mediation; nil when it does.
  private func refusal(of key: MediationKey, on one: Mediation) -> Refusal? {
    guard let session else { return nil }
    if key == .request {
      return (mediation.board?.sources[one.id] ?? []).isEmpty ? .outOfTurn("没有有关的诉求") : nil
    }
    return key.command.flatMap { one.refusal(of: $0, by: session.actor, at: now) }
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: MediationMenu) -> [Effect] {
    switch menu {
    case .actions(let wanted):
      guard mediation.selected == wanted,
        let command = DeskCommand.mediation.first(where: { $0.name == id }),
        case .mediation(let key) = command.id
      else { return [] }
      return run(key, by: command.keys.first)
    case .requests(let wanted):
      guard let row = mediation.board?.sources[wanted]?.first(where: { $0.id.text == id })?.row
      else { return [] }
      return showRequest(row, saying: "按 5 回到调解")
    }
  }

  // MARK: Keys

  /// Gives a key of the screen.
  mutating func run(_ key: MediationKey, by typed: Key?) -> [Effect] {
    switch key {
    case .begin: return openMediationSheet(.new(nil))
    case .notice: return openMediationSheet(.notice(nil))
    default: break
    }
    guard let one = mediation.selectedMediation else {
      say("还没有调解。按 N 受理一件，按 c 记潜在矛盾", .warning)
      return []
    }
    if let refusal = refusal(of: key, on: one) {
      say(refusal.message, .warning)
      return []
    }
    switch key {
    case .begin, .notice: return []
    case .meet: return openMediationSheet(.meet(one.id))
    case .step: return openMediationSheet(.step(one.id))
    case .agree: return openMediationSheet(.agree(one.id))
    case .visit: return openMediationSheet(.visit(one.id))
    case .fail: return openMediationSheet(.fail(one.id))
    case .review: return openMediationSheet(.review(one.id))
    case .open: return openMediationSheet(.open(one.id))
    case .staff: return openMediationSheet(.staff(one.id))
    case .withdraw: return openMediationSheet(.withdraw(one.id))
    case .request: return showRequests(of: one)
    case .read: return readMediation(one)
    }
  }

  private mutating func showRequests(of one: Mediation) -> [Effect] {
    let sources = mediation.board?.sources[one.id] ?? []
    if sources.count == 1, let only = sources.first {
      return showRequest(only.row, saying: "按 5 回到调解")
    }
    return openMenu(
      .mediation(.requests(one.id)),
      Menu(
        title: "这件调解的诉求",
        items: sources.menuItems))
  }

  private mutating func readMediation(_ one: Mediation) -> [Effect] {
    guard let session else { return [] }
    // Whoever mediates has to know with whom; for anybody else, and on the clipboard, names stay hidden.
    let isInside = Permissions.mediating.contains(session.actor.role)
    let text = MediationText(
      mediation: one, directory: session.directory, now: now, showsNames: isInside)
    let masked = MediationText(
      mediation: one, directory: session.directory, now: now, showsNames: false)
    overlays.append(
      .reading(
        ReadingView(
          title: one.isLatent ? "潜在矛盾" : "调解", view: DetailView(text.lines, glyphs: look.glyphs),
          hint: "y 复制（姓名隐去）  ↑↓ 翻看  Esc 回", copy: masked.plain)))
    return []
  }
}

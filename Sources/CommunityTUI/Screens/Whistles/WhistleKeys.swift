import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 吹哨 alone.
enum WhistleKey: Hashable, Sendable {
  /// 吹哨, 加吹.
  case blow, call
  /// 报到, 承诺, 兑现, 承诺改期, 跟进.
  case checkIn, undertake, settle, change, follow
  /// 业委会监督, 上报街镇, 改时限.
  case supervise, report, move
  /// 常态措施, 收哨.
  case measure, close
  /// 移出诉求, 看诉求.
  case leave, request
  /// 全文, 吹哨单, 单位.
  case read, page, units

  /// What it does to the selected one; nil where it does nothing to that, or something to a task of it.
  var command: WhistleCommandKind? {
    switch self {
    case .blow, .settle, .change, .request, .read, .page, .units: nil
    case .call: .call
    case .checkIn: .checkIn
    case .undertake: .undertake
    case .follow: .follow
    case .supervise: .supervise
    case .report: .report
    case .move: .move
    case .measure: .measure
    case .close: .close
    case .leave: .leave
    }
  }
}

/// What a menu of 吹哨 is about.
enum WhistleMenu: Hashable, Sendable {
  /// What can be done with one.
  case actions(WhistleID)
  /// What can be done with a standing measure.
  case measure(TaskID)
  /// The requests of one.
  case requests(WhistleID)
  /// Whistles that go on, to put a request to.
  case choices(FindingRequest)
}

extension DeskCommand {
  /// The keys of the screen.
  static let whistle: [DeskCommand] = [
    key(.blow, "N", "吹哨", "吹哨：向城管、房管、电力等单位吹哨，限时报到", rank: 1),
    key(.checkIn, "a", "报到", "单位报到了：谁、几时到、看了怎么说", rank: 2),
    key(.undertake, "o", "单位承诺", "单位承诺了什么、几时做到；到期会提醒跟进的人", rank: 3),
    key(.settle, "*", "承诺了结", "单位的承诺做到没有；常态措施这一次办好，或不办了", rank: 4),
    key(.change, "&", "承诺改期", "单位的承诺或常态措施改期，或换一个人跟进"),
    key(.follow, "m", "跟进", "记下跟进的情况", rank: 5),
    key(.report, "b", "报街镇", "过了时限没有报到的单位上报街镇督办", rank: 6),
    key(.close, "x", "收哨", "收哨：写结果，列入的诉求都会知道", rank: 7),
    key(.measure, "l", "常态措施", "定下以后要常做的，例如每季度疏通；办好一次，下一次自己回来", rank: 8),
    key(.page, "I", "吹哨单", "把红色（橙色、黄色）吹哨单存成网页，按 A4 打印", rank: 9),
    key(.read, "V", "哨单全文", "看吹哨的全文和经过，可复制", rank: 10),
    key(.supervise, "y", "业委监督", "记下业委会的监督意见"),
    key(.call, "J", "加吹", "再向别的单位吹哨"),
    key(.move, "t", "改到场", "没有报到的单位改报到时限，往后推要写原因"),
    key(.leave, "K", "哨单移出", "把一件诉求从这次吹哨里移出"),
    key(.request, "s", "哨单诉求", "看这次吹哨的诉求，在工作台打开"),
    key(.units, "U", "吹哨单位", "吹哨单位名册、联动和各级报到时限：看和改"),
  ]

  private static func key(
    _ key: WhistleKey, _ character: Character, _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .whistle(key), keys: [Key(character)], short: short, long: long, scope: .whistles,
      footerRank: rank)
  }
}

extension AppState {
  // MARK: Reading and moving

  /// Reads what the screen shows, while it is shown.
  func loadWhistle() -> [Effect] {
    guard let session, screen == .whistles else { return [] }
    return [.whistle(.load(session.scope))]
  }

  /// Takes in what was read; one stays where one stood.
  mutating func install(_ board: WhistleBoard) -> [Effect] {
    let old = whistleEntries
    let place = whistle.selected.flatMap { old.firstIndex(of: $0) } ?? 0
    whistle.board = board
    let entries = whistleEntries
    if !(whistle.selected.map(entries.contains) ?? false) {
      whistle.selected = entries.isEmpty ? nil : entries[min(place, entries.count - 1)]
    }
    scrollWhistles()
    let effects = screen == .whistles ? selectionMoved() : []
    guard let name = whistle.pendingSheet else { return effects }
    whistle.pendingSheet = nil
    return effects + reopenPending { $0.reopenWhistleSheet(name) }
  }

  /// The lines of the list.
  var whistleLines: [WhistleLine] {
    guard let session, let board = whistle.board else { return [] }
    return WhistleList(board, rules: session.rules.deadlines, now: now).lines
  }

  private var whistleEntries: [WhistleEntry] { whistleLines.compactMap(\.entry) }

  /// Moves its selection.
  mutating func moveInWhistle(_ step: ListStep<RequestID>) -> [Effect] {
    let entries = whistleEntries
    let index = whistle.selected.flatMap { entries.firstIndex(of: $0) } ?? 0
    let target = step.target(
      from: index, count: entries.count, page: whistleRoom.list.rows - 1)
    guard let target else { return [] }
    whistle.selected = entries[target]
    scrollWhistles()
    return selectionMoved()
  }

  /// Scrolls as little as needed; the heading above the selected line stays in sight with it.
  mutating func scrollWhistles() {
    let lines = whistleLines
    whistle.top = BoardList.top(
      from: whistle.top,
      showing: whistle.selected.flatMap { one in lines.firstIndex { $0.entry == one } },
      count: lines.count, rows: whistleRoom.list.rows
    ) { lines[$0].entry == nil }
  }

  // MARK: Enter and menus

  /// Enter on what is selected there.
  mutating func openWhistleEntry(by key: Key?) -> [Effect]? {
    if let measure = whistle.selectedMeasure {
      return openMenu(
        .whistle(.measure(measure.id)),
        Menu(
          title: TextLayout.clip(Privacy.masked(measure.task.title), columns: 40),
          items: [
            MenuItem(id: "settle", key: Key("*"), title: "办好", note: "这一次办好了，下一次自己回来；或以后不办了"),
            MenuItem(id: "change", key: Key("&"), title: "改期", note: "改到哪天、换谁办"),
            MenuItem(
              id: "origin", title: "看吹哨", note: measure.task.origin?.title ?? "",
              disabledReason: measure.task.origin?.kind == .whistle ? nil : "不是从吹哨来的"),
          ], hasDigits: false))
    }
    guard let whistle = whistle.selectedWhistle else {
      say("还没有吹哨。按 N 向单位吹哨；在诉求上按 > 也可以")
      return []
    }
    let items = DeskCommand.whistle.compactMap { command -> MenuItem? in
      guard case .whistle(let own) = command.id, own != .blow, own != .units else { return nil }
      return MenuItem(
        id: command.name, key: command.keys.first, title: command.short, note: command.long,
        disabledReason: refusal(of: own, on: whistle)?.message,
        keywords: [PinyinInitials.of(command.short)])
    }
    return openMenu(
      .whistle(.actions(whistle.id)),
      Menu(
        title: TextLayout.clip(Privacy.masked(whistle.order.title), columns: 40),
        items: items.filter { $0.disabledReason == nil }
          + items.filter { $0.disabledReason != nil }, hasDigits: false))
  }

  /// Why a key means nothing for a whistle; nil when it does.
  private func refusal(of key: WhistleKey, on whistle: Whistle) -> Refusal? {
    guard let session else { return nil }
    switch key {
    case .settle, .change:
      return TaskCommand.refusal(
        of: key == .settle ? .settleTask : .changeTask, by: session.actor)
        ?? (whistle.owed.isEmpty ? .outOfTurn("没有还没了结的承诺") : nil)
    case .request:
      return (self.whistle.board?.sources[whistle.id] ?? []).isEmpty ? .outOfTurn("没有列入诉求") : nil
    default: return key.command.flatMap { whistle.refusal(of: $0, by: session.actor, at: now) }
    }
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: WhistleMenu) -> [Effect] {
    switch menu {
    case .actions(let wanted):
      guard whistle.selectedWhistle?.id == wanted,
        let command = DeskCommand.whistle.first(where: { $0.name == id }),
        case .whistle(let key) = command.id
      else { return [] }
      return run(key, by: command.keys.first)
    case .measure(let task):
      guard whistle.selectedMeasure?.id == task else { return [] }
      switch id {
      case "settle": return run(.settle, by: nil)
      case "change": return run(.change, by: nil)
      default:
        guard let origin = whistle.selectedMeasure?.task.origin else { return [] }
        return showWhistle(WhistleID(origin.id))
      }
    case .requests(let wanted):
      guard let row = whistle.board?.sources[wanted]?.first(where: { $0.id.text == id })?.row
      else { return [] }
      return showRequest(row, saying: "按 5 回到吹哨")
    case .choices(let request):
      return save(
        .whistle(.perform(.join([request]), WhistleID(id), version: nil)))
    }
  }

  /// Shows a whistle; what is over for long is not on the board.
  mutating func showWhistle(_ id: WhistleID) -> [Effect] {
    whistle.selected = .whistle(id)
    let effects = screen == .whistles ? [] : openDeliberation(.whistles)
    if whistle.board != nil, whistle.whistle(id) == nil, screen == .whistles {
      say("这次吹哨收哨已久，不在屏上；用 juwei whistle show 看")
    }
    scrollWhistles()
    return effects + (effects.isEmpty ? selectionMoved() : [])
  }

  /// Offers the whistles that go on to a request.
  mutating func openWhistleChoices(_ whistles: [Whistle], for request: FindingRequest) -> [Effect] {
    let items = whistles.map { one in
      MenuItem(
        id: one.id.text, title: TextLayout.clip(Privacy.masked(one.order.title), columns: 36),
        note: "\(one.order.level.title) \(one.standing(at: now))",
        disabledReason: one.requests.contains { $0.id == request.id } ? "已经在里面" : nil,
        keywords: [PinyinInitials.of(one.order.title)])
    }
    return openMenu(
      .whistle(.choices(request)),
      Menu(
        title: "\(request.number) 列入哪次吹哨", items: items, emptyText: "没有进行中的吹哨"))
  }

  // MARK: Keys

  /// Gives a key of the screen.
  mutating func run(_ key: WhistleKey, by typed: Key?) -> [Effect] {
    switch key {
    case .blow: return openWhistleSheet(.new(nil))
    case .units: return openWhistleBook()
    case .settle, .change:
      if let measure = whistle.selectedMeasure {
        return openWhistleTask([measure.task], isSettling: key == .settle)
      }
    default: break
    }
    guard let one = whistle.selectedWhistle else {
      say(whistle.selectedMeasure == nil ? "还没有吹哨。按 N 向单位吹哨" : "选中的是常态措施；请选一次吹哨", .warning)
      return []
    }
    if let refusal = refusal(of: key, on: one) {
      say(refusal.message, .warning)
      return []
    }
    switch key {
    case .blow, .units: return []
    case .call: return openWhistleSheet(.call(one.id))
    case .checkIn: return openWhistleSheet(.checkIn(one.id))
    case .undertake: return openWhistleSheet(.undertake(one.id))
    case .settle: return openUndertaking(of: one, isSettling: true)
    case .change: return openUndertaking(of: one, isSettling: false)
    case .follow: return openWhistleSheet(.follow(one.id))
    case .supervise: return openWhistleSheet(.supervise(one.id))
    case .report: return openWhistleSheet(.report(one.id))
    case .move: return openWhistleSheet(.move(one.id))
    case .measure: return openWhistleSheet(.measure(one.id))
    case .close: return openWhistleSheet(.close(one.id))
    case .leave: return openWhistleSheet(.leave(one.id))
    case .request: return showRequests(of: one)
    case .read: return readWhistle(one)
    case .page: return save(.whistle(.writePage(one.id)))
    }
  }

  private mutating func showRequests(of one: Whistle) -> [Effect] {
    let sources = whistle.board?.sources[one.id] ?? []
    if sources.count == 1, let only = sources.first {
      return showRequest(only.row, saying: "按 5 回到吹哨")
    }
    return openMenu(
      .whistle(.requests(one.id)),
      Menu(
        title: "这次吹哨的诉求",
        items: sources.menuItems))
  }

  private mutating func readWhistle(_ one: Whistle) -> [Effect] {
    guard let session else { return [] }
    let text = WhistleText(whistle: one, directory: session.directory, now: now)
    overlays.append(
      .reading(
        ReadingView(
          title: "吹哨 \(one.number)", view: DetailView(text.lines, glyphs: look.glyphs),
          hint: "y 复制  ↑↓ 翻看  Esc 回", copy: text.plain)))
    return []
  }
}

import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 督办 alone.
enum SupervisionKey: Hashable, Sendable {
  /// Another column.
  case right, left
  /// The requests behind a figure, or back to the figures.
  case list
  /// One level up.
  case up
  /// What the columns count, and the levels of escalation.
  case explain
  /// The next column, from the list too.
  case nextConcern, previousConcern
  /// 督办问询 on the selected request, wherever it belongs.
  case ask
}

/// What a form of 督办 is about.
enum SupervisionSheet: Hashable, Sendable {
  /// 督办层级, as they were seen.
  case levels(seen: String)

  /// A name for drafts, that never changes.
  var name: String { "levels" }
}

/// What a menu of 督办 is about.
enum SupervisionMenu: Hashable, Sendable {
  case none
}

extension DeskCommand {
  /// The keys of the screen.
  static let supervision: [DeskCommand] = [
    DeskCommand(
      id: .supervision(.list), keys: [Key("v")], short: "清单", long: "看这个数字是哪些诉求；再按回到数字",
      scope: .supervision, footerRank: 1),
    DeskCommand(
      id: .supervision(.nextConcern), keys: [Key(.tab)], short: "换一栏",
      long: "换一栏：不认可、超时、等别人、压着、退回、反复……", scope: .supervision, footerRank: 2),
    DeskCommand(
      id: .supervision(.previousConcern), keys: [Key(.backTab)], short: "前一栏", long: "到前一栏",
      scope: .supervision),
    DeskCommand(
      id: .supervision(.up), keys: [Key(.escape), Key(.backspace)], short: "上一级",
      long: "回到上一级：诉求、楼组、居民区、片区", scope: .supervision, footerRank: 3),
    DeskCommand(
      id: .supervision(.explain), keys: [Key("V")], short: "督办口径",
      long: "督办口径：每一栏数的是什么，到期前后提醒谁", scope: .supervision, footerRank: 4),
    DeskCommand(
      id: .supervision(.ask), keys: [Key("^")], short: "问一问",
      long: "问询或要求；有了答复就看过阅结或退回", scope: .supervision, footerRank: 5),
    DeskCommand(
      id: .supervision(.right), keys: [Key(.right)], short: "右一栏", long: "到右边一栏；在清单里看全文和时限的由来",
      scope: .supervision),
    DeskCommand(
      id: .supervision(.left), keys: [Key(.left)], short: "左一栏", long: "到左边一栏",
      scope: .supervision),
  ]
}

extension AppState {
  /// The table that the person sees: who looks after one 居民区 begins with its groups, and nobody is shown the groups
  /// of a place where they are not.
  var supervisionPlace: SupervisionPlace {
    guard let session else { return .everywhere }
    let own = SupervisionPlace.neighborhood(session.scope)
    if session.neighborhoods.count <= 1 { return own }
    return supervision.place == own ? own : .everywhere
  }

  /// The lines of the table.
  var supervisionLines: [SupervisionLine] {
    supervision.survey?.lines(of: supervisionPlace) ?? []
  }

  /// The selected line of the table.
  var supervisionLine: SupervisionLine? {
    let lines = supervisionLines
    return lines.first { $0.entry == supervision.entry } ?? lines.first
  }

  /// Gives a key of the screen.
  mutating func run(_ key: SupervisionKey, by typed: Key?) -> [Effect] {
    switch key {
    case .right:
      if supervision.listing != nil { return openDetails(by: typed) }
      return turnConcern(by: 1)
    case .left:
      return supervision.listing == nil ? turnConcern(by: -1) : []
    case .nextConcern: return turnConcern(by: 1)
    case .previousConcern: return turnConcern(by: -1)
    case .list: return supervision.listing == nil ? openSupervisedList() : leaveSupervisedList()
    case .up: return goUpInSupervision()
    case .explain: return openSupervisionRules()
    case .ask: return askFromSupervision(by: typed)
    }
  }

  /// 督办问询 on the selected request; one of another 居民区 is gone to first, and the key given again there.
  private mutating func askFromSupervision(by typed: Key?) -> [Effect] {
    if supervision.row != nil { return run(.either(.inquire, .closeInquiry), by: typed) }
    let key = InputEvent.key(typed ?? Key("^"))
    if supervision.wanted != nil {
      typeAhead = TypeAhead(wait: .list, events: [key])
      return []
    }
    guard let row = supervision.selectedRow else {
      say("先按 v 或 Enter 看是哪些诉求，选中一件再按 ^", .warning)
      return []
    }
    supervision.wanted = row.id
    let effects = enter(row.neighborhood.id)
    typeAhead.events = [key]
    return effects
  }

  /// Reads what the screen shows, while it is shown.
  func loadSupervision() -> [Effect] {
    guard session != nil, screen == .supervision else { return [] }
    let list = supervision.listing.map {
      Effect.supervision(.loadList($0, supervision.concern))
    }
    return [.supervision(.load)] + (list.map { [$0] } ?? [])
  }

  // MARK: Columns

  private mutating func turnConcern(by step: Int) -> [Effect] {
    let all: [Concern?] = [nil] + Concern.allCases
    let index = all.firstIndex(of: supervision.concern) ?? 0
    supervision.concern = all[(index + step + all.count) % all.count]
    guard let place = supervision.listing else { return [] }
    supervision.list = nil
    selectSupervised(nil)
    return [.supervision(.loadList(place, supervision.concern))]
  }

  // MARK: Moving

  /// Moves its selection.
  mutating func moveInSupervision(_ step: ListStep<RequestID>) -> [Effect] {
    if let list = supervision.list, supervision.listing != nil {
      let index = list.rows.firstIndex { $0.id == supervision.request } ?? 0
      guard let target = target(of: step, from: index, count: list.rows.count) else { return [] }
      selectSupervised(list.rows[target].id)
      return selectionMoved()
    }
    let lines = supervisionLines
    let index = lines.firstIndex { $0.entry == supervision.entry } ?? 0
    guard let target = target(of: step, from: index, count: lines.count) else { return [] }
    supervision.entry = lines[target].entry
    return []
  }

  private func target(of step: ListStep<RequestID>, from index: Int, count: Int) -> Int? {
    step.target(from: index, count: count, page: supervisionRoom.list.rows - 2)
  }

  /// Selects a request of the list; steps can be taken on it where it belongs to this 居民区.
  mutating func selectSupervised(_ id: RequestID?) {
    supervision.request = id
    let row = supervision.selectedRow
    supervision.row = row?.neighborhood.id == session?.scope ? row?.row : nil
  }

  // MARK: Levels

  /// Enter on what is selected there; nil where that is a request like any other.
  mutating func openSupervisionEntry(by key: Key?) -> [Effect]? {
    if supervision.listing != nil {
      guard let row = supervision.selectedRow else { return [] }
      if supervision.row != nil { return nil }
      supervision.wanted = row.id
      say("已换到「\(row.neighborhood.name)」，这件诉求可以办了；按 1 到它的工作台")
      return enter(row.neighborhood.id)
    }
    guard let line = supervisionLine else { return [] }
    guard case .home(let id) = line.entry else { return openSupervisedList() }
    supervision.place = .neighborhood(id)
    supervision.entry = .all
    guard id != session?.scope else { return loadSupervision() }
    say("已换到「\(line.name)」；按 1 到它的工作台，按 Esc 回到全部")
    return enter(id)
  }

  /// The requests behind the selected figure.
  private mutating func openSupervisedList() -> [Effect] {
    guard let line = supervisionLine, let session else { return [] }
    let place: SupervisionPlace =
      switch line.entry {
      case .all: supervisionPlace
      case .area(let name): .area(name)
      case .home(let id): .neighborhood(id)
      case .group(let id): .group(session.scope, id)
      }
    supervision.entry = line.entry
    supervision.listing = place
    supervision.list = nil
    selectSupervised(nil)
    return [.supervision(.loadList(place, supervision.concern))]
  }

  private mutating func leaveSupervisedList() -> [Effect] {
    supervision.listing = nil
    supervision.list = nil
    selectSupervised(nil)
    return loadSupervision()
  }

  private mutating func goUpInSupervision() -> [Effect] {
    if supervision.listing != nil { return leaveSupervisedList() }
    if supervisionPlace != .everywhere, let session, session.neighborhoods.count > 1 {
      supervision.place = .everywhere
      supervision.entry = .home(session.scope)
      return loadSupervision()
    }
    if supervision.entry != .all || supervision.concern != nil {
      supervision.entry = .all
      supervision.concern = nil
    } else {
      say("已经在最上一级；按 1 到工作台")
    }
    return []
  }

  // MARK: News

  /// Takes the figures in.
  mutating func install(_ survey: SupervisionSurvey) {
    supervision.survey = survey
    let lines = supervisionLines
    if !lines.contains(where: { $0.entry == supervision.entry }) {
      supervision.entry = lines.first?.entry
    }
  }

  /// Takes the requests behind a figure in, unless another was asked for meanwhile.
  mutating func install(
    _ list: SupervisedList, at place: SupervisionPlace, _ concern: Concern?
  ) -> [Effect] {
    guard supervision.listing == place, supervision.concern == concern else { return [] }
    let before = supervision.list?.rows.firstIndex { $0.id == supervision.request }
    supervision.list = list
    let wanted = supervision.wanted.flatMap { id in list.rows.first { $0.id == id } }
    supervision.wanted = nil
    let kept = list.rows.first { $0.id == supervision.request }
    if kept == nil, wanted == nil, before != nil, screen == .supervision, overlays.isEmpty,
      toast?.toast.kind != .success
    {
      say("选中的诉求已不在这个清单里，现在选中的是下一条", .warning)
    }
    let next = min(before ?? 0, max(0, list.rows.count - 1))
    selectSupervised(
      (wanted ?? kept)?.id ?? (list.rows.indices.contains(next) ? list.rows[next].id : nil))
    guard screen == .supervision else { return [] }
    return selectionMoved() + (typeAhead.wait == .list ? giveWaitingKeys() : [])
  }

  // MARK: Rules

  private mutating func openSupervisionRules() -> [Effect] {
    guard let session else { return [] }
    let book = session.rules.escalation
    var lines: [DetailLine] = [.rule("每一栏数的是什么（都只数未结的，一件可以在几栏里）")]
    for concern in Concern.allCases {
      lines.append(
        .labelled(
          concern.title, [Span(concern.explanation(stalledDays: book.stalledDays))]))
    }
    lines += [
      .blank, .rule("督办层级 · \(session.directory.neighborhood.name)"),
      .text([
        Span("到期前后提醒谁，每一条只提醒一次；那时不在班的，上班以后再提醒。在「设置 · 督办层级」里改。", Style(.muted))
      ]),
    ]
    lines += book.levels.map { level in
      .item(
        [Span(TextLayout.pad(level.time, columns: 12), Style(.accent))],
        [Span("\(level.about?.title ?? "全部")：\(level.recipient.title)")])
    }
    lines.append(
      .item(
        [Span(TextLayout.pad("夜里", columns: 12), Style(.accent))],
        [Span("\(clock(book.quiet.from)) 到次日 \(clock(book.quiet.to)) 谁也不提醒")]))
    overlays.append(
      .reading(
        ReadingView(
          title: "督办口径和层级", view: DetailView(lines, glyphs: look.glyphs),
          hint: "y 复制  ↑↓ 翻看  Esc 回", copy: book.text)))
    return []
  }

  private func clock(_ minute: Int) -> String { Day(number: 0).at(minute: minute).clockText }

  // MARK: Forms and menus

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: SupervisionSheet, _ values: FormValues) throws(Refusal) -> [Effect]
  {
    switch sheet {
    case .levels(let seen):
      let book: EscalationBook
      do {
        book = try EscalationBook(text: values.text(EscalationForm.text))
      } catch {
        throw .invalid(error.message)
      }
      return save(.supervision(.setLevels(book, seen: seen)))
    }
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenSupervisionSheet(_ name: String) -> [Effect]? {
    name == "levels" ? openEscalationLevels() : nil
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: SupervisionMenu) -> [Effect] {
    []
  }
}

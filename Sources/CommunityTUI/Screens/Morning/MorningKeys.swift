import CoreModel
import Store
import TerminalKit

/// What a key does on the 晨会 screen alone.
enum MorningKey: Hashable, Sendable {
  /// 交办, 办好, 改期.
  case decide, settle, change
  /// The next section, the one before.
  case nextSection, previousSection
  /// 到会, 散会 (or 重开).
  case attend, close
  /// The lines for the group; the minutes to read; the minutes as a page.
  case brief, minutes, page
  /// Another day.
  case earlier, later
}

extension DeskCommand {
  /// The keys of the screen.
  static let morning: [DeskCommand] = [
    key(.decide, "@", "会上交办", "把议定的记成交办：谁办、几时办好；在诉求上就是它的下一步", rank: 1),
    key(.settle, "*", "办好了", "会上交办的办好了，或不办了", rank: 2),
    key(.change, "&", "改期换人", "会上交办的改期，或换一个人办", rank: 3),
    DeskCommand(
      id: .morning(.nextSection), keys: [Key(.tab)], short: "下一段", long: "到下一段：值守、交办、议定、到期……",
      scope: .morning, footerRank: 4),
    DeskCommand(
      id: .morning(.previousSection), keys: [Key(.backTab)], short: "上一段", long: "到上一段",
      scope: .morning),
    key(.attend, "A", "到会", "记下谁主持、谁到会", rank: 5),
    key(.close, "z", "散会", "散会：留下纪要，以后不再变动；散会以后再按是重开", rank: 6),
    key(.brief, "C", "简报", "复制发到群里的几行：没有姓名、电话和室号", rank: 7),
    key(.minutes, "V", "纪要", "看纪要全文，可复制", rank: 8),
    key(.page, "I", "网页", "把纪要存成网页，用浏览器打开按 A4 打印", rank: 9),
    key(.earlier, "[", "前一天", "看前一个工作日的晨会", rank: 10),
    key(.later, "]", "后一天", "看后一个工作日的晨会，到今天为止"),
  ]

  private static func key(
    _ key: MorningKey, _ character: Character, _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .morning(key), keys: [Key(character)], short: short, long: long, scope: .morning,
      footerRank: rank)
  }
}

extension AppState {
  /// Shows the 晨会 of today.
  mutating func openMorning() -> [Effect] {
    // What is marked elsewhere is not what one means here.
    if !marks.isEmpty { marks.clear() }
    morning.day = nil
    morning.selected = .figures
    morning.top = 0
    if morning.survey?.report.period.day != now.day { morning.survey = nil }
    return go(to: .morning) + loadMorning()
  }

  /// Reads it again while it is shown.
  func loadMorning() -> [Effect] {
    guard let session, screen == .morning else { return [] }
    return [.morning(.load(session.scope, morning.day ?? now.day))]
  }

  /// Takes in what was read, unless another day was asked for meanwhile.
  mutating func install(_ survey: MorningSurvey) -> [Effect] {
    guard survey.report.period.day == morning.day ?? now.day else { return [] }
    let before = morning.survey
    let old = before.map(morningList)?.entries ?? []
    let place = old.firstIndex(of: morning.selected) ?? 0
    morning.survey = survey
    let entries = morningList(of: survey).entries
    if let followed = survey.entry(for: morning.selected, of: before, among: entries) {
      morning.selected = followed
    } else {
      // What was settled is gone: what stands in its place now is selected, and keys that wait for the old are not.
      morning.selected = entries[min(place, entries.count - 1)]
      // News of what the person has just done, which took it away, says more.
      if screen == .morning, before?.report.period.day == survey.report.period.day,
        toast?.toast.kind != .success
      {
        say("选中的事项已不在晨会里，现在选中的是下一条", .warning)
      }
    }
    scrollMorning()
    showChangedTask(survey)
    return screen == .morning ? selectionMoved() : []
  }

  /// A new day has begun: the meeting of the day before is not today's any more.
  mutating func beginMorningDay() -> [Effect] {
    if morning.day == nil {
      morning.survey = nil
      morning.selected = .figures
      morning.top = 0
    }
    return loadMorning()
  }

  /// The request that commands act on while the screen is shown: the selected one, or that of the selected task.
  var morningRow: QueueRow? {
    guard let survey = morning.survey else { return nil }
    return morning.selected.request.flatMap { survey.rows[$0] }
  }

  // MARK: Moving

  /// Moves its selection.
  mutating func moveInMorning(_ step: ListStep<RequestID>) -> [Effect] {
    guard let survey = morning.survey else { return [] }
    let entries = morningList(of: survey).entries
    let index = entries.firstIndex(of: morning.selected) ?? 0
    let target = step.target(
      from: index, count: entries.count, page: morningRoom.list.rows - 1)
    return target.map { select(entries[$0]) } ?? []
  }

  private mutating func select(_ entry: MorningEntry) -> [Effect] {
    morning.selected = entry
    scrollMorning()
    return selectionMoved()
  }

  private mutating func moveSection(by step: Int) -> [Effect] {
    guard let survey = morning.survey else { return [] }
    let list = morningList(of: survey)
    let entries = list.entries
    let here = entries.firstIndex(of: morning.selected) ?? 0
    let starts = list.beginnings.compactMap { entries.firstIndex(of: $0) }
    let target =
      step > 0 ? starts.first { $0 > here } ?? 0 : starts.last { $0 < here } ?? starts.last ?? 0
    return select(entries[target])
  }

  /// Scrolls as little as needed; the heading above the selected line stays in sight with it.
  mutating func scrollMorning() {
    guard let survey = morning.survey else { return }
    let lines = morningList(of: survey).lines
    morning.top = BoardList.top(
      from: morning.top, showing: lines.firstIndex { $0.entry == morning.selected },
      count: lines.count, rows: morningRoom.list.rows
    ) { lines[$0].isHeading }
  }

  // MARK: Keys

  /// Gives a key of the screen.
  mutating func run(_ key: MorningKey) -> [Effect] {
    guard let survey = morning.survey else { return [] }
    switch key {
    case .nextSection: return moveSection(by: 1)
    case .previousSection: return moveSection(by: -1)
    case .decide: return openDecision()
    case .settle: return openTaskForm(settling: true)
    case .change: return openTaskForm(settling: false)
    case .attend: return openAttendance(survey)
    case .close: return survey.meeting.isClosed ? openReopening(survey) : openClosing(survey)
    case .brief:
      guard let session else { return [] }
      clipboard = survey.minutes(in: session.directory).brief
      say("群里的简报已送到本机剪贴板（终端支持时），没有姓名、电话和室号；也可以用 juwei morning --brief")
      return []
    case .minutes: return openMinutes(survey)
    case .page:
      guard let session else { return [] }
      return save(
        .morning(
          .writePage(
            survey.minutes(in: session.directory), isClosed: survey.meeting.isClosed)))
    case .earlier: return showMorning(survey.report.period.first)
    case .later: return showLaterMorning(than: survey.report.period.day)
    }
  }

  private mutating func showMorning(_ day: Day) -> [Effect] {
    morning.day = day == now.day ? nil : day
    morning.survey = nil
    morning.selected = day == now.day ? .figures : .text(0)
    morning.top = 0
    return loadMorning()
  }

  private mutating func showLaterMorning(than day: Day) -> [Effect] {
    guard let session, day < now.day else {
      say("已经是今天的晨会")
      return []
    }
    let next = session.rules.deadlines.calendar.adding(workingDays: 1, to: day)
    return showMorning(min(next, now.day))
  }

  private mutating func openMinutes(_ survey: MorningSurvey) -> [Effect] {
    guard let session else { return [] }
    let minutes = survey.minutes(in: session.directory)
    let warning = MorningCommand.warning(of: survey, now: now)
    let lines = minutes.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? DetailLine.blank : .text([Span(String(line))])
    }
    overlays.append(
      .reading(
        ReadingView(
          title: "晨会纪要",
          view: DetailView(
            (warning.map { [.text([Span($0, Style(.warning))]), .blank] } ?? []) + lines,
            glyphs: look.glyphs), hint: "y 复制  ↑↓ 翻看  Esc 回", copy: minutes.text)))
    return []
  }

  // MARK: Enter

  /// Opens what is selected, unless it is a request, which has its own menu: nil then.
  mutating func openMorningEntry() -> [Effect]? {
    guard let survey = morning.survey else { return [] }
    switch morning.selected {
    case .item, .due, .visit: return nil
    case .figures:
      overlays.append(.morning(.figures(figureMenu(survey))))
      return []
    case .task(let id), .decided(let id):
      guard let task = survey.task(id) else { return [] }
      overlays.append(.morning(.task(taskMenu(task), task)))
      return []
    case .more(let view): return showInQueue(ViewDefinition(base: view))
    case .night, .shift:
      say("排班、签到在「值班」里看")
      return []
    case .note: return openDecision()
    case .text: return openMinutes(survey)
    }
  }

  private func figureMenu(_ survey: MorningSurvey) -> Menu {
    Menu(
      title: "数字是怎么来的；Enter 看是哪些诉求",
      items: survey.report.figures.map { figure in
        MenuItem(
          id: figure.kind.rawValue, title: "\(figure.kind.title) \(figure.valueText)",
          note: figure.formula, keywords: [PinyinInitials.of(figure.kind.title)])
      })
  }

  private func taskMenu(_ task: MorningTask) -> Menu {
    let isOpen = task.task.isOpen
    let over = "这项交办已经\(task.task.settlement?.outcome.title ?? "结束")"
    return Menu(
      title: TextLayout.clip(Privacy.masked(task.task.title), columns: 40),
      items: [
        MenuItem(
          id: "settle", key: Key("*"), title: "办好", note: "办好了，或不办了",
          disabledReason: isOpen ? nil : over),
        MenuItem(
          id: "change", key: Key("&"), title: "改期", note: "改到哪天、换谁办",
          disabledReason: isOpen ? nil : over),
        MenuItem(
          id: "request", title: "看诉求", note: task.number ?? "",
          disabledReason: task.request == nil ? "这项交办不是哪件诉求的" : nil),
      ], hasDigits: false)
  }

  /// Shows the requests of a number: the list of the workbench or the inbox, narrowed to them as far as lists can be.
  mutating func openFigure(_ kind: MorningFigureKind) -> [Effect] {
    guard let period = morning.survey?.report.period else { return [] }
    var received = FacetChoice()
    received.choose(.received(.days(period.first, period.last)))
    var tickets = received
    tickets.choose(.hotline(true))
    switch kind {
    case .received: return showInQueue(ViewDefinition(base: .all, facets: received))
    case .answered:
      return showInQueue(
        ViewDefinition(base: .all, facets: received), saying: "首响有没有超时，选中后在详情的「时限和由来」里看")
    case .closed:
      return showInQueue(
        ViewDefinition(base: .closed), saying: "按办结先后排列，\(period.shortTitle)的在前面")
    case .overdue: return showInQueue(ViewDefinition(base: .overdue))
    case .rejected:
      return showInQueue(ViewDefinition(base: .rejected), saying: "这里是还没有办好的不认可；数字里也有已经重新办好的")
    case .tickets: return showInQueue(ViewDefinition(base: .all, facets: tickets))
    case .replied:
      return showInQueue(
        ViewDefinition(base: .all, facets: tickets), saying: "这里是同一期间收到的工单；回复的也可能是更早收到的")
    case .today: return showInQueue(ViewDefinition(base: .today))
    }
  }

  private mutating func showInQueue(
    _ definition: ViewDefinition, selecting id: RequestID? = nil, saying words: String? = nil
  ) -> [Effect] {
    screen = .workbench
    focus = .requests
    isZoomed = false
    apply(definition, named: nil, in: .queue)
    say(words.map { "按 6 回到晨会。\($0)" } ?? "按 6 回到晨会")
    return resizeLists() + [reload(.queue, selecting: id)]
  }

  /// Opens the request of a task.
  mutating func readRequest(of task: MorningTask) -> [Effect] {
    task.request.map { [.loadReading($0)] } ?? []
  }
}

extension MorningSurvey {
  /// Where what was selected stands now: the same request or task may have gone to another section, and notes are
  /// told apart by what they say. Nil when it is gone.
  fileprivate func entry(
    for selected: MorningEntry, of before: MorningSurvey?, among entries: [MorningEntry]
  ) -> MorningEntry? {
    if case .note(let index) = selected, let notes = before?.report.nightNotes,
      notes.indices.contains(index)
    {
      return report.nightNotes.firstIndex(of: notes[index]).map(MorningEntry.note)
    }
    if entries.contains(selected) { return selected }
    if let request = selected.request { return entries.first { $0.request == request } }
    if let task = selected.task { return entries.first { $0.task == task } }
    return nil
  }
}

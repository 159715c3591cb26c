import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 微实事 alone.
enum ProjectKey: Hashable, Sendable {
  /// Begin one; by stage or on a time line; read the selected one whole; 全程 of its requests; a page to print.
  case start, turn, read, thread, page
  /// A step of the selected project.
  case step(ProjectStep)
}

/// What a menu of 微实事 is about.
enum ProjectMenu: Hashable, Sendable {
  /// 可做的事 of a project.
  case project(ProjectID)
  /// Which milestone a step is for.
  case milestone(ProjectID, ProjectStep)
  /// The requests of a project: to be shown, or to be taken out.
  case sources(ProjectID, ProjectSourceUse)
  /// Which request a project is begun with, or which is put to one.
  case candidates(to: ProjectID?)
  /// Of which kind a project begun with a request is.
  case kinds(RequestID)
  /// To which project a request is put.
  case join(RequestID)
  /// 全程 of a request.
  case thread(RequestID)
  /// What to print of a project.
  case pages(ProjectID)
}

/// What one of a project's requests is chosen for.
enum ProjectSourceUse: Hashable, Sendable {
  case show, thread, remove
}

extension DeskCommand {
  /// The keys of the screen.
  static let project: [DeskCommand] = [
    key(.start, "N", "立项", "从议事会里的一件诉求立一个微实事项目", rank: 1),
    key(.step(.finishMilestone), "c", "节点完成", "记下一个节点做好了：哪天、做了什么、照片", rank: 2),
    key(.step(.changeMilestone), "d", "节点改期", "节点改日期或换人，要写原因，改几次都看得到", rank: 3),
    key(.step(.addMilestone), "a", "加节点", "给项目加一个节点：阶段、做什么、谁、哪天前", rank: 6),
    key(.step(.addEvidence), "f", "凭据", "添照片、验收单，或写明纸质材料存在哪里", rank: 7),
    key(.step(.review), "r", "评议", "记居民评议：谁参加，满意、基本满意、不满意各几人", rank: 4),
    key(.step(.closeOff), "x", "销项", "销项：节点、凭据、评议都齐了才行；来源诉求从此要告知居民", rank: 5),
    key(.turn, "v", "时间线", "按阶段看，或在一条时间线上看全部项目", rank: 8),
    key(.thread, "t", "全程", "看来源诉求的全程：从第一句话到告知居民", rank: 9),
    key(.page, "I", "公示页", "公示、销项公示存成网页，用浏览器打开按 A4 打印", rank: 10),
    key(.read, "V", "项目全文", "看项目全文：资金、节点、凭据、评议、经过，可复制", rank: 11),
  ]

  private static func key(
    _ key: ProjectKey, _ character: Character, _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .project(key), keys: [Key(character)], short: short, long: long, scope: .projects,
      footerRank: rank)
  }
}

extension AppState {
  /// Gives a key of the screen.
  mutating func run(_ key: ProjectKey, by typed: Key?) -> [Effect] {
    guard let session else { return [] }
    switch key {
    case .start: return [.project(.loadCandidates(session.scope, to: nil))]
    case .turn:
      project.isTimeline.toggle()
      // On the time line only what goes on stands.
      if !project.ordered.contains(where: { $0.id == project.selected }) {
        project.selected = project.ordered.first?.id
      }
      scrollProjects()
      return []
    case .step(let step):
      return withSelectedProject { state, line in state.begin(step, of: line) }
    case .read: return withSelectedProject { state, line in state.readProject(line) }
    case .thread:
      return withSelectedProject { state, line in state.chooseSource(of: line, .thread) }
    case .page: return withSelectedProject { state, line in state.choosePage(of: line) }
    }
  }

  private mutating func withSelectedProject(
    _ body: (inout AppState, ProjectLine) -> [Effect]
  ) -> [Effect] {
    guard let line = project.selectedLine else {
      say(project.lines == nil ? "还在读取，请稍候" : "还没有微实事项目。按 N 从议事会里的一件诉求立项")
      return []
    }
    return body(&self, line)
  }

  // MARK: Reading

  /// Reads what the screen shows, while it is shown.
  func loadProject() -> [Effect] {
    session.map { [.project(.load($0.scope))] } ?? []
  }

  /// Takes the board in; the selection stays with its project.
  mutating func install(_ lines: [ProjectLine]) -> [Effect] {
    project.lines = lines
    if project.selectedLine == nil { project.selected = project.ordered.first?.id }
    scrollProjects()
    if let request = project.joining {
      project.joining = nil
      return openJoining(request, among: lines)
    }
    guard let wanted = project.pending else { return [] }
    project.pending = nil
    return reopenPending { $0.reopenProjectSheet(wanted) }
  }

  // MARK: Moving

  /// Moves its selection.
  mutating func moveInProject(_ step: ListStep<RequestID>) -> [Effect] {
    let ordered = project.ordered
    let index = ordered.firstIndex { $0.id == project.selected } ?? 0
    let target = step.target(
      from: index, count: ordered.count, page: projectRoom.list.rows - 2)
    guard let target else { return [] }
    project.selected = ordered[target].id
    scrollProjects()
    return []
  }

  /// Scrolls as little as needed; the heading above the selected line stays in sight with it.
  mutating func scrollProjects() {
    let entries = project.entries(isTimeline: project.isTimeline)
    let index = entries.firstIndex {
      if case .project(let line) = $0 { line.id == project.selected } else { false }
    }
    project.top = BoardList.top(
      from: project.top, showing: index, count: entries.count, rows: projectRoom.list.rows
    ) {
      if case .stage = entries[$0] { true } else { false }
    }
  }

  // MARK: Enter

  /// Enter on what is selected there: 可做的事 of the project.
  mutating func openProjectEntry(by key: Key?) -> [Effect]? {
    guard let line = project.selectedLine, let session else {
      say(project.lines == nil ? "还在读取，请稍候" : "还没有微实事项目。按 N 从议事会里的一件诉求立项")
      return []
    }
    return openMenu(.project(.project(line.id)), line.menu(for: session.actor))
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: ProjectMenu) -> [Effect] {
    guard let session else { return [] }
    switch menu {
    case .project(let project): return choose(id, of: project)
    case .milestone(let wanted, let step):
      guard let line = project.line(wanted), let number = Int(id) else { return [] }
      return openSheet(step, of: line, milestone: number)
    case .sources(let wanted, let use):
      guard let line = project.line(wanted),
        let source = line.sources.first(where: { $0.id.text == id })
      else { return [] }
      return self.use(source, of: line, for: use)
    case .candidates(let wanted):
      guard let wanted else { return openKinds(for: RequestID(id)) }
      return save(.project(.addSource(RequestID(id), wanted)))
    case .kinds(let request): return openStart(of: request, kind: id)
    case .join(let request): return save(.project(.addSource(request, ProjectID(id))))
    case .thread(let request): return goTo(id, inThreadOf: request)
    case .pages(let wanted):
      guard let line = project.line(wanted) else { return [] }
      return [
        .project(
          .writePage(
            ProjectPage(
              line: line, isResult: id == "result", directory: session.directory, now: now)))
      ]
    }
  }

  private mutating func choose(_ id: String, of wanted: ProjectID) -> [Effect] {
    guard let line = project.line(wanted) else { return [] }
    switch id {
    case "sources": return chooseSource(of: line, .show)
    case "thread": return chooseSource(of: line, .thread)
    case "read": return readProject(line)
    case "page": return choosePage(of: line)
    case "agenda": return line.project.plan.agenda.map { openThing($0) } ?? []
    default: return ProjectStep(rawValue: id).map { begin($0, of: line) } ?? []
    }
  }

  /// Begins a step with a project: what it is for is asked first where there is a choice.
  mutating func begin(_ step: ProjectStep, of line: ProjectLine) -> [Effect] {
    guard let session else { return [] }
    if let refusal = line.project.refusal(of: step, by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    switch step {
    case .addSource: return [.project(.loadCandidates(session.scope, to: line.id))]
    case .removeSource: return chooseSource(of: line, .remove)
    case .finishMilestone, .changeMilestone, .strikeMilestone, .reopenMilestone:
      let project = line.project
      let found =
        step == .reopenMilestone
        ? project.milestones.filter { !$0.isOpen } : project.openMilestones
      if found.count == 1, let only = found.first {
        return openSheet(step, of: line, milestone: only.number)
      }
      return openMenu(
        .project(.milestone(line.id, step)),
        Menu(
          title: "\(step.title) · 哪一个节点",
          items: found.map { milestone in
            MenuItem(
              id: "\(milestone.number)",
              title: TextLayout.clip(milestone.name, columns: 30),
              note:
                "\(milestone.stage.title) \(session.directory.name(of: milestone.person)) \(milestone.standing(at: now))",
              keywords: [PinyinInitials.of(milestone.name)])
          }))
    case .publish, .addEvidence, .review, .closeOff, .addMilestone, .amend, .note, .cancel:
      return openSheet(step, of: line, milestone: 0)
    }
  }

  // MARK: Sources and the thread

  private mutating func chooseSource(of line: ProjectLine, _ use: ProjectSourceUse) -> [Effect] {
    let sources = use == .remove ? line.counted : line.sources
    guard !sources.isEmpty else {
      say("这个项目没有来源诉求")
      return []
    }
    if use != .show, sources.count == 1, let only = sources.first {
      return self.use(only, of: line, for: use)
    }
    return openMenu(
      .project(.sources(line.id, use)),
      Menu(
        title: use == .remove ? "移出哪一件" : use == .thread ? "看哪一件的全程" : "来源诉求 · Enter 到工作台看",
        items: sources.map { source in
          MenuItem(
            id: source.id.text,
            title:
              "\(source.row.number) \(TextLayout.clip(Privacy.masked(source.row.text), columns: 36))",
            note: source.standing, keywords: [PinyinInitials.of(source.row.text)])
        }))
  }

  private mutating func use(
    _ source: OnwardSource, of line: ProjectLine, for use: ProjectSourceUse
  ) -> [Effect] {
    switch use {
    case .show: return showRequest(source.row, saying: "按 5 回到微实事「\(line.project.name)」")
    case .thread: return [.project(.loadThread(source.id))]
    case .remove:
      guard let session,
        line.project.refusal(of: .removeSource, by: session.actor) == nil
      else { return [] }
      return openRemoval(of: source, from: line)
    }
  }

  /// Shows 全程 of a request; Enter goes into each station.
  mutating func openThread(_ thread: RequestThread, of request: RequestID) -> [Effect] {
    project.thread = thread
    var menu = Menu(
      title: "全程 · \(thread.number) \(TextLayout.clip(Privacy.masked(thread.text), columns: 40))",
      items: thread.stations.map { $0.menuItem(at: now, glyphs: look.glyphs) }, hasDigits: false)
    if let here = thread.stations.first(where: { $0.state == .next || $0.state == .late }) {
      menu.select(here.id)
    }
    return openMenu(.project(.thread(request)), menu)
  }

  /// Goes to where a station is worked on.
  private mutating func goTo(_ id: String, inThreadOf request: RequestID) -> [Effect] {
    guard let station = project.thread?.stations.first(where: { $0.id == id }) else { return [] }
    if let thing = station.thing { return openThing(thing) }
    return [.loadReading(request)]
  }

  /// Selects a project, wherever one is.
  mutating func showProject(_ id: ProjectID) -> [Effect] {
    project.selected = id
    project.isTimeline = false
    return openDeliberation(.projects)
  }

  private mutating func choosePage(of line: ProjectLine) -> [Effect] {
    openMenu(
      .project(.pages(line.id)),
      Menu(
        title: "存成网页打印",
        items: [
          MenuItem(id: "plan", title: "项目公示", note: "做什么、多少钱、哪天前，没有居民姓名和电话"),
          MenuItem(
            id: "result", title: "销项公示", note: "做成了什么、花了多少、居民怎么评",
            disabledReason: line.project.stage == .closedOff ? nil : "还没有销项"),
        ]))
  }
}

extension OnwardSource {
  /// How one of a project's requests stands.
  var standing: String {
    if wasLeft { return "已移出" }
    guard outcome != nil else { return row.status.title }
    return switch row.status {
    case .resolved: "待告知居民"
    case .fedBack: "已告知，待认可"
    case .closed: "已告知，已办结"
    default: row.status.title
    }
  }

  /// Whether the resident still waits for the result.
  var isToBeTold: Bool { !wasLeft && outcome != nil && row.status == .resolved }
}

extension ProjectLine {
  /// 可做的事: what goes first, what does not with its reason behind.
  func menu(for actor: Actor) -> Menu {
    let steps = ProjectStep.allCases.map { step in
      MenuItem(
        id: step.rawValue, key: step.key, title: step.title, note: step.explanation,
        disabledReason: project.refusal(of: step, by: actor)?.message,
        isDanger: step == .cancel, keywords: [PinyinInitials.of(step.title)])
    }
    var always = [
      MenuItem(
        id: "sources", title: "来源诉求", note: "\(counted.count) 件，到工作台看每一件",
        keywords: ["lysq"]),
      MenuItem(
        id: "thread", key: Key("t"), title: "全程", note: "从居民第一句话到告知居民", keywords: ["qc"]),
      MenuItem(
        id: "read", key: Key("V"), title: "项目全文", note: "资金、节点、凭据、评议、经过", keywords: ["xmqw"]),
      MenuItem(
        id: "page", key: Key("I"), title: "公示页", note: "存成网页打印", keywords: ["gsy"]),
    ]
    if let agenda = project.plan.agenda {
      always.append(
        MenuItem(id: "agenda", title: "到议题", note: "「\(agenda.title)」", keywords: ["dyt"]))
    }
    return Menu(
      title: "可做的事 · \(TextLayout.clip(project.name, columns: 36))",
      items: steps.filter { $0.disabledReason == nil } + always
        + steps.filter { $0.disabledReason != nil },
      hasDigits: false)
  }
}

extension ProjectStep {
  /// The key of the board that does the same.
  fileprivate var key: Key? {
    DeskCommand.project.first { $0.id == .project(.step(self)) }?.keys.first
  }

  fileprivate var explanation: String {
    switch self {
    case .finishMilestone: "哪天做好、做了什么、照片"
    case .changeMilestone: "要写原因，改几次都看得到"
    case .addMilestone: "阶段、做什么、谁、哪天前"
    case .strikeMilestone: "不做了，写明原因"
    case .reopenMilestone: "记错了，或还要再做"
    case .publish: "哪天到哪天、贴在哪里"
    case .addEvidence: "照片、验收单，或纸质材料在哪里"
    case .review: "谁参加，满意、基本满意、不满意各几人"
    case .closeOff: "齐了才行；来源诉求从此要告知居民"
    case .addSource: "议事会里还没有项目的诉求"
    case .removeSource: "回到议事会，写明原因"
    case .amend: "名称、目标、负责人、预算"
    case .note: "来源诉求的时间线上也看得到"
    case .cancel: "不做了：来源诉求回到议事会"
    }
  }
}

extension RequestThread.Station {
  /// Its line in the menu.
  func menuItem(at now: Instant, glyphs: WidgetGlyphs) -> MenuItem {
    let glyph =
      switch state {
      case .done: glyphs.check
      case .dropped: "-"
      case .late: glyphs.cross
      case .next: glyphs.chosen
      case .toCome: glyphs.unchosen
      }
    let time =
      at.map { $0.dateTimeText(relativeTo: now) }
      ?? due.map { "\($0.dateTimeText(relativeTo: now)) 前" } ?? "以后"
    let about = [state == .late ? "超期" : "", who, Privacy.masked(words)].filter { !$0.isEmpty }
    return MenuItem(
      id: id, title: "\(glyph) \(TextLayout.pad(time, columns: 16)) \(title)",
      note: about.joined(separator: " · "))
  }
}

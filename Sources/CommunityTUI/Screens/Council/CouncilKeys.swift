import CoreModel
import Store
import TerminalKit

/// What a key does on the screen of 议事会：议题和会议 alone.
enum CouncilKey: Hashable, Sendable {
  /// 提议题; the selected requests into an item that is there; 选几件.
  case propose, join, mark
  /// 定会议, 签到, 记录, 决议, 散会.
  case call, attend, note, resolve, close
  /// The notice to copy; the notice or the minutes to read; the page to print.
  case notice, read, page
  /// The next section, the one before.
  case nextSection, previousSection
}

/// What a menu of 议事会：议题和会议 is about.
enum CouncilMenu: Hashable, Sendable {
  /// 可做的事 of an item.
  case item(AgendaID)
  /// 可做的事 of a meeting.
  case meeting(CouncilID)
  /// 可做的事 of a cluster.
  case cluster(String)
  /// Which item some requests join.
  case join([RequestID])
  /// Which item an item is merged into.
  case merge(AgendaID)
  /// Which meeting an item goes on.
  case place(AgendaID)
  /// What becomes of a task.
  case task(AgendaID, TaskID)
}

extension DeskCommand {
  /// The keys of the screen.
  static let council: [DeskCommand] = [
    key(.propose, "N", "提议题", "把选中的、标记的诉求或一类事提成议题；什么都没选也可以提", rank: 1),
    key(.join, "J", "列入议题", "把选中的、标记的诉求列入已有的议题", rank: 3),
    key(.mark, " ", "选几件", "选上或去掉待列的这一件，几件一起提议题", rank: 9),
    key(.call, "O", "定会议", "为选中的议题定听证会、协调会、评议会等，写时间、地点、到会人", rank: 2),
    key(.attend, "A", "会议签到", "记下谁到会", rank: 4),
    key(.note, "E", "会议记录", "记会上说的话、各方意见和表决", rank: 5),
    key(.resolve, "L", "作决议", "给会上的议题作决议：采纳办理、转微实事、再议、不采纳", rank: 6),
    key(.close, "z", "结束会议", "散会：每个议题都有决议才能散，决议生效，纪要留档", rank: 7),
    key(.notice, "C", "会议通知", "复制会议通知发到群里：没有姓名、电话和室号，并记下已通知", rank: 8),
    key(.read, "V", "看纪要", "看会议通知、纪要全文，可复制", rank: 10),
    key(.page, "I", "打印会议", "把通知或纪要存成网页，用浏览器打开按 A4 打印", rank: 11),
    key(.nextSection, "]", "下一栏", "到下一栏：待列、一类事、议题、会议……"),
    key(.previousSection, "[", "上一栏", "到上一栏"),
  ]

  private static func key(
    _ key: CouncilKey, _ character: Character, _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .council(key), keys: [Key(character)], short: short, long: long, scope: .council,
      footerRank: rank)
  }
}

extension AppState {
  /// Reads what the screen shows, while it is shown.
  func loadCouncil() -> [Effect] {
    guard let session, screen == .council else { return [] }
    return [.council(.load(session.scope)), .council(.clusters(session.scope))]
  }

  /// Takes in what was read.
  mutating func install(_ board: CouncilBoard) -> [Effect] {
    let before = councilList?.entries
    council.board = board
    let pool = Set(board.pool.map(\.id))
    council.marked.formIntersection(pool)
    return keepCouncilSelection(among: before) + reopenPendingCouncilSheet()
  }

  /// What was selected stays selected; what went is followed to what stands in its place.
  mutating func keepCouncilSelection(among before: [CouncilEntry]?) -> [Effect] {
    guard let entries = councilList?.entries else { return [] }
    let isThere = council.selected.map(entries.contains) ?? false
    if !isThere {
      let place = council.selected.flatMap { before?.firstIndex(of: $0) } ?? 0
      let next = entries.isEmpty ? nil : entries[min(place, entries.count - 1)]
      if council.selected != nil, before != nil, screen == .council, toast?.toast.kind != .success {
        say("选中的事项已不在这里，现在选中的是下一条", .warning)
      }
      council.selected = next
    }
    scrollCouncil()
    return screen == .council ? selectionMoved() : []
  }

  /// Shows an item there.
  mutating func openCouncil(selecting entry: CouncilEntry) -> [Effect] {
    council.selected = entry
    let effects = openDeliberation(.council)
    scrollCouncil()
    return effects
  }

  // MARK: Moving

  /// Moves its selection.
  mutating func moveInCouncil(_ step: ListStep<RequestID>) -> [Effect] {
    guard let entries = councilList?.entries else { return [] }
    let index = council.selected.flatMap(entries.firstIndex) ?? 0
    let target = step.target(from: index, count: entries.count, page: councilRows - 1)
    return target.map { selectInCouncil(entries[$0]) } ?? []
  }

  private mutating func selectInCouncil(_ entry: CouncilEntry) -> [Effect] {
    council.selected = entry
    scrollCouncil()
    return selectionMoved()
  }

  private mutating func moveCouncilSection(by step: Int) -> [Effect] {
    guard let list = councilList else { return [] }
    let entries = list.entries
    var starts: [CouncilEntry] = []
    var isNew = false
    for line in list.lines {
      if line.isHeading { isNew = true }
      if isNew, let entry = line.entry {
        starts.append(entry)
        isNew = false
      }
    }
    let here = council.selected.flatMap(entries.firstIndex) ?? 0
    let places = starts.compactMap(entries.firstIndex)
    let target =
      step > 0
      ? places.first { $0 > here } ?? places.first : places.last { $0 < here } ?? places.last
    return target.map { selectInCouncil(entries[$0]) } ?? []
  }

  /// Scrolls as little as needed; the heading above the selected line stays in sight with it.
  mutating func scrollCouncil() {
    let lines = councilList?.lines ?? []
    council.top = BoardList.top(
      from: council.top,
      showing: council.selected.flatMap { one in lines.firstIndex { $0.entry == one } },
      count: lines.count, rows: councilRows
    ) { lines[$0].isHeading }
  }

  // MARK: Keys

  /// Gives a key of the screen.
  mutating func run(_ key: CouncilKey, by typed: Key?) -> [Effect] {
    guard council.board != nil, let session else { return [] }
    switch key {
    case .nextSection: return moveCouncilSection(by: 1)
    case .previousSection: return moveCouncilSection(by: -1)
    case .mark: return markInCouncil()
    case .propose:
      if let cluster = council.cluster, council.marked.isEmpty {
        return save(.council(.cluster(cluster)))
      }
      return openProposal(of: councilRequests)
    case .join:
      let requests = councilRequests
      guard !requests.isEmpty else {
        say("请先选中待列的诉求，或用空格标记几件", .warning)
        return []
      }
      return save(.council(.choices(requests)))
    case .call: return openCall(council.item?.item)
    case .attend: return withMeeting { $0.openAttendance(of: $1) }
    case .note: return withMeeting { $0.openRecord(of: $1) }
    case .resolve: return withMeeting { $0.openResolution(of: $1) }
    case .close: return withMeeting { $0.openCouncilClosing(of: $1) }
    case .notice: return withMeeting { $0.copyNotice(of: $1, session) }
    case .read:
      return withMeeting { state, meeting in
        let paper: CouncilPaper = meeting.attendedAt == nil ? .notice : .minutes
        return state.save(.council(.paper(paper, meeting.id, .read)))
      }
    case .page:
      return withMeeting { state, meeting in
        let paper: CouncilPaper = meeting.attendedAt == nil ? .notice : .minutes
        return state.save(.council(.paper(paper, meeting.id, .page)))
      }
    }
  }

  /// What is marked in the pool, else what is selected there.
  var councilRequests: [RequestID] {
    let pool = council.board?.pool.map(\.id) ?? []
    let marked = pool.filter(council.marked.contains)
    return marked.isEmpty ? [council.row?.id].compactMap(\.self) : marked
  }

  private mutating func markInCouncil() -> [Effect] {
    guard case .pool(let id) = council.selected else {
      say("空格只选待列的诉求；议题和会议按 Enter 看可做的事")
      return []
    }
    if council.marked.remove(id) == nil { council.marked.insert(id) }
    say("选了 \(council.marked.count) 件；N 一起提议题，J 列入已有议题")
    return moveInCouncil(.lines(1))
  }

  /// The meeting that is meant: the selected one, or that of the selected item.
  private mutating func withMeeting(
    _ body: (inout AppState, CouncilMeeting) -> [Effect]
  ) -> [Effect] {
    let ofItem = council.item?.item.date.flatMap { council.board?.meeting($0.meeting) }
    guard let meeting = council.meeting ?? ofItem else {
      say("请先选中一次会议，或已排会的议题；还没有会请按 O 定会议", .warning)
      return []
    }
    return body(&self, meeting)
  }

  private mutating func copyNotice(
    of meeting: CouncilMeeting, _ session: Session
  ) -> [Effect] {
    guard meeting.isOpen else {
      say("\(meeting.name) \(meeting.standing(at: now))，不用再通知", .warning)
      return []
    }
    clipboard = CouncilNotice(of: meeting, in: session.directory, relativeTo: now).text
    return openAnnouncement(of: meeting)
  }

  // MARK: Enter

  /// Enter on what is selected there; nil where that is a request like any other.
  mutating func openCouncilEntry(by key: Key?) -> [Effect]? {
    guard council.board != nil, let session else { return [] }
    if let line = council.item { return openMenu(of: line, session) }
    if let meeting = council.meeting { return openMenu(of: meeting, session) }
    if let cluster = council.cluster {
      return openMenu(
        .council(.cluster(cluster.councilName)),
        Menu(
          title: TextLayout.clip(cluster.councilName, columns: 40),
          items: [
            MenuItem(
              id: "propose", key: Key("N"), title: "提议题",
              note: "没办结的 \(cluster.proposable) 件一起提交议事会",
              disabledReason: cluster.proposable == 0 ? "没办结的都已列入议题或微实事" : nil),
            MenuItem(id: "open", key: Key("C"), title: "看一类事", note: "看是哪些诉求，并为一件"),
          ], hasDigits: false))
    }
    return council.row == nil ? [] : nil
  }
}

extension AppState {
  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: CouncilMenu) -> [Effect] {
    switch menu {
    case .item(let item): return chooseOfItem(id, item)
    case .meeting(let meeting): return chooseOfMeeting(id, meeting)
    case .cluster(let name):
      guard id == "propose" else { return openClusters() }
      guard let cluster = council.clusters.first(where: { $0.councilName == name }) else {
        return []
      }
      return save(.council(.cluster(cluster)))
    case .join(let requests):
      guard id != "new" else { return openProposal(of: requests) }
      return save(.council(.agenda(.join(requests), AgendaID(id), version: nil)))
    case .merge(let item):
      return save(.council(.agenda(.merge(into: AgendaID(id)), item, version: nil)))
    case .place(let item):
      guard id != "new" else { return openCall(council.board?.item(item)?.item) }
      return openListing(of: item, on: CouncilID(id))
    case .task(let item, let task):
      return openTaskSheet(task, of: item, settling: id == "settle")
    }
  }

  /// Which item some requests join.
  mutating func openJoining(_ requests: [RequestID], _ items: [AgendaLine]) -> [Effect] {
    let menu = Menu(
      title: "\(requests.count) 件诉求列入哪个议题",
      items: items.map { line in
        MenuItem(
          id: line.id.text, title: "议\(line.item.number) \(line.item.title)",
          note: "\(line.item.status.title) \(line.kept.count) 件",
          keywords: [PinyinInitials.of(line.item.title)])
      } + [MenuItem(id: "new", title: "新议题", note: "另提一个")])
    return openMenu(.council(.join(requests)), menu) + giveWaitingKeys()
  }
}

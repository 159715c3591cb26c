import CoreModel
import Store
import TerminalKit

/// What the screen of 议事会：议题和会议 shows.
struct CouncilState: Sendable {
  /// What was read; nil until it was.
  var board: CouncilBoard?
  /// 一类事 of the last month with several that are open.
  var clusters: [ClusterRow] = []
  /// Where one stands; nil where there is nothing.
  var selected: CouncilEntry?
  /// The first line of the list that is shown.
  var top = 0
  /// Requests of the pool that are to become one item.
  var marked: Set<RequestID> = []
  /// The form whose draft waits for the board to be read.
  var pendingSheet: String?

  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow? {
    guard case .pool(let id) = selected else { return nil }
    return board?.pool.first { $0.id == id }?.row
  }

  /// The selected item.
  var item: AgendaLine? {
    guard case .item(let id) = selected else { return nil }
    return board?.item(id)
  }

  /// The selected meeting.
  var meeting: CouncilMeeting? {
    guard case .meeting(let id) = selected else { return nil }
    return board?.meeting(id)
  }

  /// The selected cluster.
  var cluster: ClusterRow? {
    guard case .cluster(let name) = selected else { return nil }
    return clusters.first { $0.councilName == name }
  }

  /// So many clusters are shown, over so many days, with so many that are open.
  static let mostClusters = 5
  static let clusterDays = 30
  static let leastOpen = 2
}

/// Something on the screen that ↓ comes to.
enum CouncilEntry: Hashable, Sendable {
  /// A request that waits for an item.
  case pool(RequestID)
  /// 一类事, by its place and topic.
  case cluster(String)
  /// 议题.
  case item(AgendaID)
  /// A meeting.
  case meeting(CouncilID)
}

extension ClusterRow {
  /// What tells it apart while it grows.
  var councilName: String { "\(place) \(topic ?? examples.first ?? "")" }
}

/// A line of the list.
struct CouncilLine: Equatable {
  /// What it is; nil for headings and remarks, which ↓ passes over.
  var entry: CouncilEntry?
  /// 还有 3天, 11-28 14:00.
  var mark = ""
  /// What it is about.
  var text: String
  /// Where it stands, how many.
  var side = ""
  /// How the mark looks.
  var style = Style(.muted)
  /// Whether it is the heading of a section.
  var isHeading = false
}

/// The lines of the list.
struct CouncilList {
  /// All of them.
  let lines: [CouncilLine]

  init(_ state: CouncilState, board: CouncilBoard, directory: CoreModel.Directory, now: Instant) {
    var lines: [CouncilLine] = []
    func section(_ title: String, _ empty: String, _ found: [CouncilLine], note: String = "") {
      let count = found.count
      lines.append(
        CouncilLine(
          text: count > 0 ? "\(title) \(count)" : title, side: found.isEmpty ? empty : note,
          isHeading: true))
      lines += found
    }
    let pool = board.pool.map { line in
      let grade = line.row.urgency == .normal ? "" : "[\(line.row.urgency.title)] "
      let mark = state.marked.contains(line.id) ? "●" : ""
      let linked = line.row.linkedCount > 0 ? "+\(line.row.linkedCount) 并件" : ""
      return CouncilLine(
        entry: .pool(line.id), mark: CouncilList.left(line.dueAt, now),
        text: mark + grade + Privacy.masked(line.row.text),
        side: [directory.label(of: line.row.place), linked].filter { !$0.isEmpty }
          .joined(separator: " "), style: CouncilList.style(line.dueAt, now))
    }
    section(
      "待列议题", "没有；诉求按 e 提交议事会以后到这里", pool,
      note: board.morePool > 0 ? "另有 \(board.morePool) 件没有列出，先列的列完再看" : "N 提议题，空格选几件一起提")
    if !state.clusters.isEmpty {
      section(
        "一类事", "",
        state.clusters.map { cluster in
          CouncilLine(
            entry: .cluster(cluster.councilName), mark: "\(cluster.count) 件",
            text:
              "\(cluster.place) \(cluster.topic ?? "") \(cluster.examples.first.map(Privacy.masked) ?? "")",
            side: CouncilList.standing(of: cluster, board), style: Style(.info))
        }, note: "近 \(CouncilState.clusterDays) 天同一处同类、\(CouncilState.leastOpen) 件以上没办结")
    }
    section(
      "议题", "还没有议题；选中诉求按 N 提出", board.items.map { CouncilList.line(of: $0, now) },
      note: "O 定会议")
    section(
      "会议", "没有要开的会；选中议题按 O 定会议",
      board.meetings.map { CouncilList.line(of: $0, now) }, note: "A 签到 · L 决议 · z 散会")
    if !board.ended.isEmpty {
      section("办结的议题", "", board.ended.map { CouncilList.line(of: $0, now) })
    }
    if !board.past.isEmpty {
      section("开过的会", "", board.past.map { CouncilList.line(of: $0, now) }, note: "V 看纪要")
    }
    self.lines = lines
  }

  /// What ↓ comes to, in order.
  var entries: [CouncilEntry] { lines.compactMap(\.entry) }

  private static func line(of line: AgendaLine, _ now: Instant) -> CouncilLine {
    let item = line.item
    let grade = item.urgency == .normal ? "" : "[\(item.urgency.title)] "
    let done = line.tasks.count { !$0.isOpen }
    let standing =
      switch item.status {
      case .scheduled:
        item.date.map { "会\($0.number) \($0.kind.title)" } ?? item.status.title
      case .carrying: "落实 \(done)/\(line.tasks.count)"
      case .open: item.againAt == nil ? item.status.title : "待再议"
      default: item.status.title
      }
    let count = line.kept.isEmpty ? "" : " \(line.kept.count) 件"
    return CouncilLine(
      entry: .item(item.id),
      mark: item.endedAt.map { $0.shortText(relativeTo: now) } ?? left(line.dueAt, now),
      text: "\(grade)议\(item.number) \(item.title)", side: standing + count,
      style: item.isOpen ? style(line.dueAt, now) : Style(.muted))
  }

  private static func line(of meeting: CouncilMeeting, _ now: Instant) -> CouncilLine {
    let isLate = meeting.isOpen && meeting.start.day < now.day
    let items = meeting.items.map(\.title).joined(separator: "、")
    return CouncilLine(
      entry: .meeting(meeting.id), mark: meeting.start.shortText(relativeTo: now),
      text: "会\(meeting.number) \(meeting.kind.title) \(items)",
      side: meeting.standing(at: now),
      style: isLate
        ? Style(.danger, bold: true)
        : meeting.isOpen ? Style(meeting.start.day == now.day ? .warning : .info) : Style(.muted))
  }

  private static func standing(of cluster: ClusterRow, _ board: CouncilBoard) -> String {
    let keys = Set(cluster.keys)
    let item = board.items.first { line in
      line.kept.contains { keys.contains($0.row.key.row) }
    }
    let carried =
      item.map { "已有 议\($0.item.number)" }
      ?? (cluster.carried.values.contains(.project) ? "已有微实事" : nil)
    guard let carried else { return "未结 \(cluster.open)" }
    let rest = cluster.carried.isEmpty ? 0 : cluster.proposable
    return rest == 0 ? carried : "\(carried)，另 \(rest) 件"
  }

  /// 「3天4小时」, 「✕超2小时」: what is left until something is due.
  private static func left(_ due: Instant?, _ now: Instant) -> String {
    guard let due else { return "—" }
    let seconds = due.seconds(since: now)
    return (seconds < 0 ? "超" : "") + shortDurationText(seconds: seconds)
  }

  private static func style(_ due: Instant?, _ now: Instant) -> Style {
    guard let due else { return Style(.muted) }
    let seconds = due.seconds(since: now)
    if seconds < 0 { return Style(.danger, bold: true) }
    return seconds < 86_400 ? Style(.warning, bold: true) : Style(.text)
  }
}

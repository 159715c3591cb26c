import CoreModel
import Store

/// What the screen of 吹哨 shows.
struct WhistleState: Sendable {
  /// What was read; nil while it is being read.
  var board: WhistleBoard?
  /// Where one stands.
  var selected: WhistleEntry?
  /// The first line of the list that is shown.
  var top = 0
  /// The form whose draft waits for the board to be read.
  var pendingSheet: String?

  /// The request that commands act on while the screen is shown: the first of the selected whistle.
  var row: QueueRow? {
    guard let whistle = selectedWhistle, let sources = board?.sources[whistle.id] else {
      return nil
    }
    return sources.first { !$0.wasLeft }?.row
  }

  /// The selected whistle.
  var selectedWhistle: Whistle? {
    guard case .whistle(let id) = selected else { return nil }
    return whistle(id)
  }

  /// The selected standing measure.
  var selectedMeasure: StandingMeasure? {
    guard case .measure(let id) = selected else { return nil }
    return board?.measures.first { $0.id == id }
  }

  /// A whistle of the board.
  func whistle(_ id: WhistleID) -> Whistle? {
    board.flatMap { board in (board.open + board.closed).first { $0.id == id } }
  }
}

/// Something that ↓ comes to.
enum WhistleEntry: Hashable, Sendable {
  case whistle(WhistleID)
  case measure(TaskID)
}

/// A line of the list.
struct WhistleLine: Equatable {
  /// What it is; nil for headings.
  var entry: WhistleEntry?
  /// 红色.
  var mark = ""
  /// What it is about.
  var text: String
  /// Where it stands, what is next.
  var standing = ""
  /// How the mark and the standing look.
  var isAlarming = false
  /// Whether it is over.
  var isOver = false
}

/// The lines of the list.
struct WhistleList {
  /// All of them.
  let lines: [WhistleLine]

  init(_ board: WhistleBoard, rules: DeadlineRules, now: Instant) {
    var lines: [WhistleLine] = []
    func section(_ title: String, _ found: [WhistleLine]) {
      guard !found.isEmpty else { return }
      lines.append(WhistleLine(text: "\(title) \(found.count)"))
      lines += found
    }
    for phase in Whistle.Phase.allCases where phase != .over {
      section(
        phase.title,
        board.open.filter { $0.phase(at: now) == phase }.map {
          WhistleList.line($0, rules: rules, now: now)
        })
    }
    section(
      "常态措施",
      board.measures.map { measure in
        let task = measure.task
        return WhistleLine(
          entry: .measure(task.id), mark: task.recurrence?.title ?? "",
          text: Privacy.masked(task.title),
          standing: "下一次 \(task.dueAt.nearText(relativeTo: now))",
          isAlarming: task.dueAt < now)
      })
    section("已收哨", board.closed.map { WhistleList.line($0, rules: rules, now: now) })
    self.lines = lines
  }

  private static func line(_ whistle: Whistle, rules: DeadlineRules, now: Instant) -> WhistleLine {
    let step = whistle.step(under: rules)
    return WhistleLine(
      entry: .whistle(whistle.id), mark: whistle.order.level.title,
      text: Privacy.masked(whistle.order.title),
      standing: step.map { "\($0.dueAt.nearText(relativeTo: now)) \($0.what)" }
        ?? "\(whistle.standing(at: now)) \(whistle.closedAt?.shortText(relativeTo: now) ?? "")",
      isAlarming: step.map { $0.dueAt < now } ?? false, isOver: !whistle.isOpen)
  }

  /// What ↓ comes to, in order.
  var entries: [WhistleEntry] { lines.compactMap(\.entry) }
}

import CoreModel
import Store

/// What the screen of 调解 shows.
struct MediationState: Sendable {
  /// What was read; nil while it is being read.
  var board: MediationBoard?
  /// Which one is selected.
  var selected: MediationID?
  /// The first line of the list that is shown.
  var top = 0
  /// The form whose draft waits for the board to be read.
  var pendingSheet: String?

  /// The request that commands act on while the screen is shown: the first of the selected one.
  var row: QueueRow? {
    guard let selected, let sources = board?.sources[selected] else { return nil }
    return sources.first { !$0.wasLeft }?.row
  }

  /// The selected one.
  var selectedMediation: Mediation? { selected.flatMap(mediation) }

  /// One of the board.
  func mediation(_ id: MediationID) -> Mediation? {
    board.flatMap { board in (board.open + board.ended).first { $0.id == id } }
  }
}

/// A line of the list.
struct MediationLine: Equatable {
  /// Which; nil for headings.
  var id: MediationID?
  /// What it is about.
  var text: String
  /// The parties, by family name.
  var parties = ""
  /// What is next.
  var standing = ""
  /// Whether that is late.
  var isAlarming = false
  /// Whether it is over.
  var isOver = false
}

/// The lines of the list.
struct MediationList {
  /// All of them.
  let lines: [MediationLine]

  init(_ board: MediationBoard, now: Instant) {
    var lines: [MediationLine] = []
    for phase in Mediation.Phase.allCases {
      let found = (board.open + board.ended).filter { $0.phase == phase }
      guard !found.isEmpty else { continue }
      lines.append(MediationLine(text: "\(phase.title) \(found.count)"))
      lines += found.map { one in
        let standing =
          one.ending?.title
          ?? one.step.map { "\($0.dueAt.nearText(relativeTo: now)) \($0.what)" } ?? ""
        return MediationLine(
          id: one.id, text: Privacy.masked(one.title),
          parties: one.order.map { $0.parties.map(\.maskedName).joined(separator: "、") } ?? "",
          standing: standing, isAlarming: one.step.map { $0.dueAt < now } ?? false,
          isOver: !one.isOpen)
      }
    }
    self.lines = lines
  }
}

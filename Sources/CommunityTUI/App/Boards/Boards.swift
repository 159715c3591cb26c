import CoreModel
import Store
import TerminalKit

/// The screens that are drawn whole: what each does for what all have.
extension AppState {
  /// Reads what the board that is shown shows.
  func loadBoard() -> [Effect] {
    switch screen {
    case .council: loadCouncil()
    case .projects: loadProject()
    case .whistles: loadWhistle()
    case .mediations: loadMediation()
    case .supervision: loadSupervision()
    case .statistics: loadStatistics()
    case .morning: loadMorning()
    case .roster: loadRosterBoard()
    case .workbench, .hotline, .groups: []
    }
  }

  /// The request that commands act on while a board is shown.
  var boardRow: QueueRow? {
    switch screen {
    case .morning: morningRow
    case .council: council.row
    case .projects: project.row
    case .whistles: whistle.row
    case .mediations: mediation.row
    case .supervision: supervision.row
    case .statistics: statistics.row
    case .workbench, .hotline, .groups, .roster: nil
    }
  }

  /// Moves the selection of the board that is shown.
  mutating func moveInBoard(_ step: ListStep<RequestID>) -> [Effect] {
    switch screen {
    case .roster: moveInRoster(step)
    case .morning: moveInMorning(step)
    case .council: moveInCouncil(step)
    case .projects: moveInProject(step)
    case .whistles: moveInWhistle(step)
    case .mediations: moveInMediation(step)
    case .supervision: moveInSupervision(step)
    case .statistics: moveInStatistics(step)
    case .workbench, .hotline, .groups: []
    }
  }

  /// Enter on what is selected on a board; nil where that is a request like any other.
  mutating func openBoardEntry(by key: Key?) -> [Effect]? {
    switch screen {
    case .morning: openMorningEntry()
    case .council: openCouncilEntry(by: key)
    case .projects: openProjectEntry(by: key)
    case .whistles: openWhistleEntry(by: key)
    case .mediations: openMediationEntry(by: key)
    case .supervision: openSupervisionEntry(by: key)
    case .statistics: openStatisticsEntry(by: key)
    case .workbench, .hotline, .groups, .roster: nil
    }
  }

  /// The next of the screens under 5, or the one before.
  mutating func turnDeliberation(by step: Int) -> [Effect] {
    let all = ScreenID.deliberation
    guard let index = all.firstIndex(of: screen) else { return [] }
    return openDeliberation(all[(index + step + all.count) % all.count])
  }

  /// Shows one of the screens under 5; the one that was shown last unless it is named.
  mutating func openDeliberation(_ wanted: ScreenID? = nil) -> [Effect] {
    lastDeliberation = wanted ?? lastDeliberation
    if !marks.isEmpty { marks.clear() }
    return go(to: lastDeliberation) + loadBoard()
  }

  /// Shows a screen of its own: 7 督办, 8 统计.
  mutating func openBoard(_ screen: ScreenID) -> [Effect] {
    if !marks.isEmpty { marks.clear() }
    return go(to: screen) + loadBoard()
  }
}

extension ScreenID {
  /// The screens under 5, in the order of Tab.
  static let deliberation: [ScreenID] = [.council, .projects, .whistles, .mediations]

  /// What stands on the line of the screens under 5.
  var deliberationTitle: String {
    switch self {
    case .projects: "微实事"
    case .whistles: "吹哨"
    case .mediations: "调解"
    default: "议事会"
    }
  }

  /// Draws the board; where the cursor stands when something is typed on it.
  func draw(
    _ state: AppState, session: AppState.Session, into canvas: inout Canvas, rect: Rect
  ) -> Position? {
    var rect = rect
    if ScreenID.deliberation.contains(self) {
      let (line, rest) = rect.splitting(top: 1)
      drawTabs(into: &canvas, rect: line)
      rect = rest
    }
    switch self {
    case .roster:
      return RosterScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .morning:
      return MorningScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .council:
      return CouncilScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .projects:
      return ProjectScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .whistles:
      return WhistleScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .mediations:
      return MediationScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .supervision:
      return SupervisionScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .statistics:
      return StatisticsScreen(state: state, session: session).draw(into: &canvas, rect: rect)
    case .workbench, .hotline, .groups: return nil
    }
  }

  private func drawTabs(into canvas: inout Canvas, rect: Rect) {
    var column = rect.column + 1
    for screen in ScreenID.deliberation {
      let isShown = screen == self
      let text = isShown ? "【\(screen.deliberationTitle)】" : "　\(screen.deliberationTitle)　"
      canvas.put(
        text, row: rect.row, column: column,
        style: isShown ? Style(.accent, bold: true) : Style(.muted),
        limit: max(0, rect.column + rect.columns - column))
      column += TextWidth.columns(text)
    }
    canvas.put(
      "Tab 换页", row: rect.row, column: column + 1, style: Style(.muted),
      limit: max(0, rect.column + rect.columns - column - 1))
  }
}

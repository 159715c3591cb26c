import CoreModel
import Store

/// What the screen of 微实事 shows.
struct ProjectState: Sendable {
  /// The request that commands act on while the screen is shown: none, since a project has several.
  var row: QueueRow?
  /// What was read; nil while it is being read for the first time.
  var lines: [ProjectLine]?
  /// The selected project.
  var selected: ProjectID?
  /// The first line of the list that is shown.
  var top = 0
  /// Whether all are shown on one time line instead of by stage.
  var isTimeline = false
  /// Versions that somebody was told of while writing: what they save after that is meant.
  var warned: [ProjectID: Int] = [:]
  /// 全程 as it was last opened.
  var thread: RequestThread?
  /// A request that is to be put to a project once they are read.
  var joining: RequestID?
  /// A form of the list of drafts that waits for the board.
  var pending: String?

  /// One of them.
  func line(_ id: ProjectID) -> ProjectLine? { lines?.first { $0.id == id } }
  /// The selected one.
  var selectedLine: ProjectLine? { selected.flatMap(line) }
}

/// A line of the list.
enum ProjectEntry: Equatable {
  /// The heading of a stage with how many are in it.
  case stage(ProjectStage, Int)
  case project(ProjectLine)
}

extension ProjectState {
  /// The lines of the list: by stage, within a stage the one due first in front; or on a time line, in the order in
  /// which they were begun.
  func entries(isTimeline: Bool) -> [ProjectEntry] {
    guard let lines else { return [] }
    if isTimeline {
      return lines.filter(\.project.isOpen).sorted {
        ($0.project.startedAt, $0.id) < ($1.project.startedAt, $1.id)
      }.map(ProjectEntry.project)
    }
    return ProjectStage.allCases.flatMap { stage -> [ProjectEntry] in
      let found = lines.filter { $0.project.stage == stage }
      return found.isEmpty ? [] : [.stage(stage, found.count)] + found.map(ProjectEntry.project)
    }
  }

  /// The projects in the order of the list.
  var ordered: [ProjectLine] {
    entries(isTimeline: isTimeline).compactMap {
      if case .project(let line) = $0 { line } else { nil }
    }
  }
}

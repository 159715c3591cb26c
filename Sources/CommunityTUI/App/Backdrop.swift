import CoreModel
import Store
import TerminalKit

/// What everything on screen is drawn from but the mark of the selection.
///
/// Moving one line changes two rows; drawing all the rest again for it would be most of the work
/// between a key and its frame. Whatever a pane reads from the state stands here, or it would show
/// yesterday's news: a test compares reused frames with fresh ones.
struct Backdrop: Equatable {
  private let now: Instant
  private let size: Size
  private let look: AppState.Look
  private let sessionRevision: Int
  private let screen: ScreenID
  private let focus: PaneID
  private let isZoomed: Bool
  private let list: ListFace
  private let groups: GroupListState
  private let shifts: [Shift]
  private let dutyOffset: Int
  private let counts: DeskCounts
  private let arrivals: [Int]
  private let detail: RequestDetail?
  private let revealed: RequestID?
  private let toast: Toast?
  private let footer: Footer

  /// The list without its selection. Rows that were not fetched anew compare in no time.
  private struct ListFace: Equatable {
    let filter: QueueFilter
    let rows: [QueueRow]
    let top: Int
    let height: Int
    let isEmpty: Bool
    let hasSelection: Bool
    let isSearching: Bool
  }

  /// Which line of keys is shown.
  private enum Footer: Equatable {
    case plain
    case overlay([KeyBar.Item])
  }

  /// What the backdrop of a state is drawn from.
  init(_ state: AppState) {
    now = state.now
    size = state.size
    look = state.look
    sessionRevision = state.sessionRevision
    screen = state.screen
    focus = state.focus
    isZoomed = state.isZoomed
    let shown = state.screen == .hotline ? state.tickets : state.requests
    list = ListFace(
      filter: shown.filter, rows: shown.list.rows, top: shown.list.top,
      height: shown.list.height, isEmpty: shown.list.isEmpty,
      hasSelection: shown.list.selectedRow != nil, isSearching: shown.searchField != nil)
    groups = state.groups
    shifts = state.shifts
    dutyOffset = state.dutyOffset
    counts = state.counts
    arrivals = [state.arrivals, state.urgentArrivals]
    detail = state.detail.loaded
    revealed = state.detail.revealed
    toast = state.toast?.toast
    footer = state.overlays.last.map { .overlay($0.footerItems) } ?? .plain
  }
}

/// A backdrop and how it looks.
struct DrawnBackdrop {
  let backdrop: Backdrop
  let canvas: Canvas
}

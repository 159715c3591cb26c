import CoreModel
import Store
import TerminalKit

/// What everything on screen is drawn from but the mark of the selection, in two layers.
///
/// Moving one line changes two rows, and scrolling changes one table; drawing all the rest again for
/// it would be most of the work between a key and its frame. Whatever is read from the state stands here,
/// or the screen would show yesterday's news: a test compares reused frames with fresh ones.
struct Backdrop: Equatable {
  let chrome: Chrome
  let rows: RowsFace

  /// What a state's backdrop is drawn from.
  init(_ state: AppState) {
    chrome = Chrome(state)
    rows = RowsFace(state)
  }

  /// Everything but the rows: the header, every pane's frame, the selected request, the line of keys.
  struct Chrome: Equatable {
    private let now: Instant
    private let size: Size
    private let look: AppState.Look
    private let sessionRevision: Int
    private let screen: ScreenID
    private let focus: PaneID
    private let isZoomed: Bool
    private let groups: GroupListState
    private let shifts: [Shift]
    private let dutyOffset: Int
    private let counts: DeskCounts
    private let toast: Toast?
    private let isSearching: Bool
    private let overlayKeys: [KeyBar.Item]?
    private let filter: QueueFilter
    private let savedView: Identifier<SavedView>?
    private let isEmpty: Bool
    private let hasSelection: Bool
    private let arrivals: [Int]
    private let detail: RequestDetail?
    private let revealed: RequestID?
    private let marked: Int
    private let reminders: Int
    private let claims: [RequestID: Claim]

    fileprivate init(_ state: AppState) {
      now = state.now
      size = state.size
      look = state.look
      sessionRevision = state.sessionRevision
      screen = state.screen
      focus = state.focus
      isZoomed = state.isZoomed
      groups = state.groups
      shifts = state.shifts
      dutyOffset = state.dutyOffset
      counts = state.counts
      toast = state.toast?.toast
      overlayKeys = state.overlays.last?.footerItems
      let shown = RowsFace.list(of: state)
      isSearching = shown.searchField != nil
      filter = shown.filter
      savedView = shown.savedView
      isEmpty = shown.list.isEmpty
      hasSelection = shown.list.selectedRow != nil
      arrivals = [state.arrivals, state.urgentArrivals]
      detail = state.detail.loaded
      revealed = state.detail.revealed
      marked = state.marks.count
      reminders = state.reminderCount
      claims = state.claims
    }
  }

  /// The rows without the selection. Those that were not fetched anew compare in no time.
  struct RowsFace: Equatable {
    private let rows: [QueueRow]
    private let top: Int
    private let height: Int
    private let marksRevision: Int

    fileprivate init(_ state: AppState) {
      let list = RowsFace.list(of: state).list
      rows = list.rows
      top = list.top
      height = list.height
      marksRevision = state.marks.revision
    }

    fileprivate static func list(of state: AppState) -> RequestListState {
      state.screen == .hotline ? state.tickets : state.requests
    }
  }
}

/// A backdrop and how it looks.
struct DrawnBackdrop {
  let backdrop: Backdrop
  /// The chrome alone.
  let chrome: Canvas
  /// The chrome with the rows.
  let canvas: Canvas
}

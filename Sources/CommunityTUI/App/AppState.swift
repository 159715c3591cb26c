import CoreModel
import Store
import TerminalKit

/// Everything the console knows at one moment. Screens are drawn from it and from nothing else.
struct AppState: Sendable {
  /// The time that everything is reckoned from; moved by ticks.
  var now: Instant
  /// The window.
  var size: Size
  /// How it looks.
  var look: Look
  /// Who is at the desk; nil while nobody has signed in.
  var session: Session? {
    didSet { sessionRevision += 1 }
  }
  /// Rises whenever people, places or rules were read anew.
  private(set) var sessionRevision = 0
  /// Where photos and papers are kept, to say where one can be opened.
  var filesFolder = ""
  /// The list of people to sign in as.
  var signIn: SignInState
  /// 首次设置, while nobody is there to sign in.
  var setup = SetupState()
  /// Which screen is up.
  var screen = ScreenID.workbench
  /// Which pane of the workbench has the keys.
  var focus = PaneID.requests
  /// Whether the focused pane has the whole workbench.
  var isZoomed = false
  /// The queue of the workbench.
  var requests: RequestListState
  /// The 12345 inbox.
  var tickets: RequestListState
  /// 楼组.
  var groups = GroupListState()
  /// What rings until somebody acknowledges it.
  var reminders = ReminderState()
  /// 错时值班 of today and tomorrow.
  var shifts: [Shift] = []
  /// Who came to the shifts around now, and what was handed over.
  var duty = DutyBoard()
  /// Whether the person was told that the clock of this computer is behind.
  var hasToldOfClock = false
  /// Lines of it that are scrolled away.
  var dutyOffset = 0
  /// The 值班 screen.
  var roster: RosterState
  /// The figures in the header.
  var counts = DeskCounts()
  /// Requests that came in since the person last moved, for 「有 2 条新诉求」.
  var arrivals = 0
  /// Those of them that are 急 or 特急.
  var urgentArrivals = 0
  /// The newest request there is.
  var newestRow: Int64 = 0
  /// The newest request there was when the person last moved.
  var seenRow: Int64?
  /// The selected request, whole.
  var detail = DetailState()
  /// The selected request that is being looked for at its new place in the list.
  var following: RequestID?
  /// Menus, forms and dialogues, the topmost last.
  var overlays: [Overlay] = []
  /// What was just done or went wrong.
  var toast: ToastState?
  /// Keys that came while something was on its way, to be given again when it has arrived.
  var typeAhead = TypeAhead()
  /// Text for the clipboard of the person's computer, for one frame.
  var clipboard: String?
  /// Who was at the desk before 换人, so that Esc leads back.
  var previousSession: Session?
  /// Whether to ring, for one frame.
  var bell = false
  /// What was typed into quick-add and not saved.
  var unsavedQuickAdd = ""
  /// What went with it: where it was kept, when, and the suggestion that had been taken over.
  var unsavedQuickAddDraft: KeptDraft?
  /// Kept drafts that are gone on with, by where.
  var draftOrigins: [DraftSlot: Draft.Origin] = [:]
  /// Everything that the person did not save, as last read.
  var drafts: [KeptDraft] = []
  /// Whether the person was told of it since they signed in.
  var hasToldOfDrafts = false
  /// Which desk this is.
  var desk = DeskID("this")
  /// What this desk has open.
  var claimHold: ClaimHold?
  /// Who has what open at other desks.
  var claims: [RequestID: Claim] = [:]
  /// What the last step closed, and which therefore may have left the list: `u` still means it.
  var lastClosed: RequestDetail?
  /// The newest task of an import.
  var lastImportJob = 0
  /// Set when the console is to end.
  var isLeaving = false
  /// The requests that are marked.
  var marks = Marks()
  /// Steps that were given to several at once, the newest last.
  var jointActions: [JointAction] = []
  /// Those that the last step was given to, when they were several: `u` still means them.
  var lastJoint: [RequestID] = []
  /// 晨会.
  var morning = MorningState()
  /// What 今日小结 and 趋势 remember.
  var outlook = OutlookState()
  /// 议事会.
  var council = CouncilState()
  /// 微实事.
  var project = ProjectState()
  /// 吹哨.
  var whistle = WhistleState()
  /// 调解.
  var mediation = MediationState()
  /// 督办.
  var supervision = SupervisionState()
  /// 统计.
  var statistics = StatisticsState()
  /// Which of the screens under 5 was shown last.
  var lastDeliberation = ScreenID.council

  /// How the console looks.
  struct Look: Sendable, Equatable {
    /// The table of colours.
    var theme: Theme
    /// Borders and marks.
    var glyphs: WidgetGlyphs
  }

  /// Who is at the desk and what the rules are there.
  struct Session: Sendable {
    /// The person.
    var actor: Actor
    /// People and places.
    var directory: Directory
    /// Deadlines and triage.
    var rules: DeskRules
    /// The views that the person keeps or others share.
    var views: [SavedView] = []
    /// The view that the person used last.
    var lastView: String?
    /// The neighbourhoods that the person may enter; empty where that was not asked.
    var neighborhoods: [Neighborhood] = []
    /// How many neighbourhoods there are in the database.
    var neighborhoodCount = 1

    /// The neighbourhood whose requests are shown.
    var scope: NeighborhoodID { directory.neighborhood.id }
  }

  /// The state before anything is loaded.
  init(now: Instant, size: Size, look: Look, people: [Person] = []) {
    self.now = now
    self.size = size
    self.look = look
    signIn = SignInState(people: people)
    roster = RosterState(day: now.day)
    requests = RequestListState(filter: QueueFilter(scope: NeighborhoodID("")))
    tickets = RequestListState(filter: QueueFilter(scope: NeighborhoodID("")))
  }

  /// The list that the keys move in, if it is one of requests.
  var activeRequestPane: RequestPaneID? {
    switch screen {
    case .workbench: focus == .requests ? .queue : nil
    case .hotline: .tickets
    case .groups, .roster, .morning, .council, .projects, .whistles, .mediations, .supervision,
      .statistics:
      nil
    }
  }

  /// The list of requests of a pane.
  func requestList(_ pane: RequestPaneID) -> RequestListState {
    pane == .queue ? requests : tickets
  }

  /// Changes the list of requests of a pane.
  mutating func withRequestList<Result>(
    _ pane: RequestPaneID, _ change: (inout RequestListState) -> Result
  ) -> Result {
    pane == .queue ? change(&requests) : change(&tickets)
  }

  /// The request that commands act on, as its list row.
  var selectedRow: QueueRow? {
    if screen.isBoard { return boardRow }
    return activeRequestPane.flatMap { requestList($0).list.selectedRow }
  }

  /// The request that commands act on, whole, once it has been read.
  var selectedDetail: RequestDetail? {
    guard let row = selectedRow, let loaded = detail.loaded, loaded.history.id == row.id else {
      return nil
    }
    return loaded
  }
}

/// The screens.
enum ScreenID: Sendable, Equatable {
  case workbench, hotline, groups
  /// 4 值班.
  case roster
  /// 6 晨会.
  case morning
  /// 5 议事会: topics and meetings; with Tab 微实事, 吹哨 and 调解.
  case council, projects, whistles, mediations
  /// 7 督办.
  case supervision
  /// 8 统计.
  case statistics

  /// Whether it is drawn whole each time: it has no long list of requests that must move at once.
  var isBoard: Bool { scope != nil }
}

/// The panes of the workbench, in the order of Tab.
enum PaneID: Int, CaseIterable, Sendable {
  case requests, groups, duty, hotline

  /// What stands on the tab line.
  var title: String {
    switch self {
    case .requests: "诉求"
    case .groups: "楼组"
    case .duty: "值班"
    case .hotline: "12345"
    }
  }
}

/// The lists of requests.
enum RequestPaneID: Sendable, Equatable {
  case queue, tickets
}

/// A list of requests with what it is filtered by.
struct RequestListState: Sendable {
  /// What is shown.
  var filter: QueueFilter
  /// The rows around the screen.
  var list = WindowedList<QueueRow>()
  /// The search field while it is open.
  var searchField: TextField?
  /// The saved view that was chosen.
  var savedView: Identifier<SavedView>?
}

/// 楼组: few enough to hold them all.
struct GroupListState: Sendable, Equatable {
  /// Figures by group, in the order of the wall plan: those that are searched for.
  var rows: [GroupRow] = []
  /// The same of every group.
  var all: [GroupRow] = []
  /// The words that are searched for.
  var search = ""
  /// The search field while it is open.
  var field: TextField?
  /// The selected one.
  var selection: GroupID?
  /// The first row shown.
  var top = 0

  /// The index of the selected group.
  var index: Int {
    rows.firstIndex { $0.id == selection } ?? 0
  }
}

/// The selected request, whole.
struct DetailState: Sendable {
  /// What was last read; may still be that of an earlier selection.
  var loaded: RequestDetail?
  /// What was asked for.
  var wanted: RequestID?
  /// The version that was asked for.
  var wantedVersion = 0
  /// Earlier requests that may be the same as one that was opened.
  var similar: (request: RequestID, found: SimilarRequests)?
  /// The request whose phone may be shown unmasked, until the selection moves.
  var revealed: RequestID?

  /// Takes in what a step made of a request; another one that is selected later is asked for anew.
  mutating func take(_ detail: RequestDetail) {
    loaded = detail.keepingLookups(of: loaded)
    wanted = detail.history.id
    wantedVersion = detail.request.version
  }
}

/// A line of news, with when it goes.
struct ToastState: Sendable {
  /// What it says.
  var toast: Toast
  /// When it goes; nil until it has been shown, since its time counts from then.
  var until: Instant?

  /// How long it stays, in seconds, unless a key is pressed before.
  static let seconds = 8
}

/// Keys that wait.
struct TypeAhead: Sendable {
  /// What they wait for.
  enum Wait: Sendable, Equatable {
    case nothing
    /// A step is being recorded.
    case saving
    /// The selected request is being read.
    case detail(RequestID)
    /// The list is being read.
    case list
    /// Several requests are being read.
    case joint
  }
  /// What is being waited for.
  var wait = Wait.nothing
  /// The keys, oldest first.
  var events: [InputEvent] = []
}

import CoreModel
import Store
import TerminalKit

/// What can happen to the console.
enum Message: Sendable {
  /// A key, a paste, the mouse, a new size.
  case input(InputEvent)
  /// Time has passed.
  case tick(Instant)
  /// Somebody, here or at another desk, has written to the store.
  case storeChanged
  /// The session's people, places and rules.
  case sessionLoaded(AppState.Session)
  /// A stretch of a list.
  case rows(RequestPaneID, QueuePage, need: WindowNeed<QueueRow>, generation: Int)
  /// A request, whole.
  case detail(RequestDetail)
  /// The selected request is gone.
  case detailMissing(RequestID)
  /// 楼组.
  case groups([GroupRow])
  /// 值班.
  case shifts([Shift])
  /// The figures in the header.
  case counts(DeskCounts)
  /// How many requests came in since a row that was seen, how many of them are pressing, and the
  /// newest there is.
  case arrivals(Int, urgent: Int, newest: Int64)
  /// A step was recorded.
  case performed(CommandKind, RequestDetail)
  /// A request was taken down.
  case registered(RequestDetail)
  /// What came of a task of an import.
  case importing(ImportNews, job: Int)
  /// Something that was asked for could not be done.
  case failed(Failure)
  /// A draft that was kept.
  case draft(KeptDraft, DraftSlot)
  /// People, places or rules were changed at another desk or from the command line.
  case sessionChanged(AppState.Session)
  /// What of a pasted conversation is registered already.
  case chatFound([ChatRegistered])
  /// What became of the marked parts of a conversation.
  case chatRegistered([ChatOutcome])
  /// The templates after a change that was made here.
  case templatesChanged(MessageTemplates, TemplateChange)
  /// Earlier requests that may be the same.
  case similar(SimilarRequests, SimilarQuery)
  /// A request to be read over whatever is open.
  case readingLoaded(RequestDetail)
  /// Words were put down with an earlier request.
  case repeatRecorded(RequestDetail)
  /// 一类事 of a window.
  case clusters(ClusterSurvey, days: Int)
  /// The requests of one cluster.
  case clusterRows([QueueRow], of: [Int64])
  /// 首次设置 was taken in.
  case founded
  /// Somebody else has set the desk up meanwhile.
  case deskAppeared([Person])
  /// Something was set, and what people, places and rules are now.
  case deskChanged(DeskChange, DeskChangeReport, AppState.Session)
  /// 班次 of the week that begins on a day.
  case roster([Shift], from: Day)
  /// What a spreadsheet of 楼组, staff or a roster would change.
  case directoryProposed(DirectoryProposal)
  /// It was taken in, and what people, places and rules are now.
  case directoryApplied(DirectoryReport, AppState.Session)
  /// What rings.
  case reminders(ReminderList)
  /// So many reminders were acknowledged here.
  case acknowledged(Int)
  /// Everything that the person did not save.
  case drafts([KeptDraft])
  /// A draft that is to be gone on with, and its request, if it has one that is still there.
  case draftOpened(KeptDraft, RequestDetail?)
  /// Who is on what in the neighbourhood.
  case claims([Claim])
  /// Somebody, here or at another desk, opened or closed a form, and nothing else.
  case claimsChanged
  /// A request was taken over; its form is to be opened.
  case takenOver(RequestDetail, FormIntent)

  /// Several requests, whole, and what they are for.
  case joint([RequestDetail], JointPurpose)
  /// A step was given to several requests: what came of each.
  case performedAll(CommandKind, [JointOutcome])
  /// What a list's filter shows, to be marked; and whether that is all of it.
  case markable([RequestID], isWhole: Bool)
  /// Which requests another one may be linked to, by the words that were typed.
  case mains([MainCandidate], for: RequestID, words: String)
  /// The views that the person keeps or others share, and one that was just made.
  case views([SavedView], created: Identifier<SavedView>?)
  /// How many requests each value of a facet has, for this filter.
  case facetCounts(RequestPaneID, FacetCounts, for: QueueFilter)
  /// 月度成绩 of a month.
  case score(ScoreSurvey)
  /// The sheets after they were changed here.
  case scoreBookSet(ScoreBook)
  /// 值班 screen: shifts, leave, swaps, signing in and out.
  case rosterNews(RosterNews)
  /// 排班: making a plan.
  case planningNews(PlanningNews)
  /// 交接班.
  case handoverNews(HandoverNews)
  /// 检查单, 夜巡, 巡群.
  case checksNews(CheckNews)
  /// 晨会 and the tasks that come of it.
  case morningNews(MorningNews)
  /// 今日小结 and 趋势.
  case outlookNews(OutlookNews)
  /// 议事会.
  case councilNews(CouncilNews)
  /// 微实事.
  case projectNews(ProjectNews)
  /// 吹哨.
  case whistleNews(WhistleNews)
  /// 调解.
  case mediationNews(MediationNews)
  /// 督办.
  case supervisionNews(SupervisionNews)
  /// 统计.
  case statisticsNews(StatisticsNews)

  /// What failed.
  struct Failure: Sendable {
    /// What had been asked for.
    enum Request: Sendable, Equatable {
      case reading, performing, registering, importing, savingDraft, changingRules, notifying
      case claiming
      case savingView
    }
    /// What had been asked for.
    var request: Request
    /// Why not.
    var error: StoreError
  }
}

/// What the console wants done outside itself. Values, so that tests can look at them.
enum Effect: Sendable, Equatable {
  /// Read who somebody is, and the people, places and rules of their desk.
  case loadSession(SignInWish)
  /// Read a stretch of a list.
  case loadRows(
    RequestPaneID, QueueFilter, WindowNeed<QueueRow>, limit: Int, generation: Int)
  /// Read a request, whole.
  case loadDetail(RequestID)
  /// The same for a selection that may move on: while it runs, only where it comes to rest.
  case loadDetailAtRest(RequestID)
  /// Read 楼组, 值班, the figures, and what is newer than a request that was seen.
  case loadBoards(NeighborhoodID, newerThan: Int64?)
  /// Record a step.
  case perform(RequestCommand, RequestID, version: Int)
  /// Keep photos, then record 处置完成 with them.
  case resolve(outcome: String, photoPaths: [String], RequestID, version: Int)
  /// Take a request down, and record the steps that were decided with it.
  case register(Registration, followedBy: [RequestCommand])
  /// Look at an export, or take it in.
  case importing(ImportTask, job: Int)
  /// Keep what was typed; nothing forgets it.
  case saveDraft(Draft, DraftSlot)
  /// Read what was kept.
  case loadDraft(DraftSlot)
  /// Draw everything again.
  case redraw
  /// Read several requests, whole.
  case loadJoint(JointPurpose, [RequestID])
  /// Take steps of one kind on several requests at once; photos are kept first.
  case performAll(CommandKind, photoPaths: [String], [JointStep])
  /// Read what a filter shows, to mark it.
  case loadMarkable(QueueFilter)
  /// Read which requests another one may be linked to.
  case findMains(RequestID, words: String)
  /// Read what was registered from groups within a span.
  case findChat(NeighborhoodID, receivedAt: ClosedRange<Instant>)
  /// Take down what was marked of a conversation, each for itself.
  case registerChat([ChatEntry])
  /// Change the words for residents.
  case changeTemplates(TemplateChange)
  /// Look for earlier requests that may be the same.
  case loadSimilar(SimilarQuery)
  /// Read a request to be shown over whatever is open.
  case loadReading(RequestID)
  /// Put words down with an earlier request.
  case recordRepeat(String, RequestID)
  /// Take a request down as a 并件 of an earlier one, or of that one's main.
  case registerLinked(Registration, followedBy: [RequestCommand], to: RequestID)
  /// Find 一类事 in a window of days.
  case loadClusters(NeighborhoodID, days: Int)
  /// Read the requests of a cluster.
  case loadClusterRows([Int64], NeighborhoodID)
  /// Keep what was typed into 首次设置.
  case saveSetup(SetupDraft)
  /// Begin a desk with it.
  case found(SetupDraft)
  /// See whether somebody else has set the desk up.
  case lookForDesk
  /// Set something.
  case change(DeskChange)
  /// Read 班次 of a week.
  case loadRoster(NeighborhoodID, from: Day, through: Day)
  /// Read a spreadsheet of 楼组, staff or a roster without taking it in.
  case proposeDirectory(path: String, onlyShifts: Bool)
  /// Take it in.
  case applyDirectory(DirectoryProposal)
  /// Record that somebody has seen these reminders.
  case acknowledge([ReminderState.Key])
  /// Run the command that this computer's user set for reminders, if any.
  case notify(title: String, body: String)
  /// Read everything that the person did not save.
  case loadDrafts
  /// Read what a draft needs to be gone on with.
  case openDraft(KeptDraft)
  /// Throw a draft away, then read the others.
  case discardDraft(KeptDraft)
  /// Say that this desk has a request open, or goes on typing in its form.
  case claim(RequestID)
  /// Say that it has not any more.
  case releaseClaim(RequestID)
  /// Read who is on what.
  case loadClaims
  /// Take a request over from whoever has it open, then open its form.
  case takeOver(RequestID, FormIntent)
  /// Count the values of facets.
  case countFacets(RequestPaneID, QueueFilter)
  /// Keep a view under its name.
  case saveView(SavedView)
  /// Keep what is shown under a name.
  case saveNewView(name: String, ViewDefinition)
  /// Forget a view.
  case deleteView(Identifier<SavedView>)
  /// Put views into an order.
  case orderViews([Identifier<SavedView>])
  /// Remember the view that is used.
  case keepLastView(String)
  /// Keep photos, then record a step with them.
  case performWithPhotos(RequestCommand, photoPaths: [String], RequestID, version: Int)
  /// Reckon 月度成绩 of a month.
  case loadScore(NeighborhoodID, ScoreMonth)
  /// Keep the sheets, unless somebody has changed them since they were seen.
  case setScoreBook(ScoreBook, seen: String)
  /// 值班 screen: shifts, leave, swaps, signing in and out.
  case roster(RosterEffect)
  /// 排班: making a plan.
  case planning(PlanningEffect)
  /// 交接班.
  case handover(HandoverEffect)
  /// 检查单, 夜巡, 巡群.
  case checks(CheckEffect)
  /// 晨会 and the tasks that come of it.
  case morning(MorningEffect)
  /// 今日小结 and 趋势.
  case outlook(OutlookEffect)
  /// 议事会.
  case council(CouncilEffect)
  /// 微实事.
  case project(ProjectEffect)
  /// 吹哨.
  case whistle(WhistleEffect)
  /// 调解.
  case mediation(MediationEffect)
  /// 督办.
  case supervision(SupervisionEffect)
  /// 统计.
  case statistics(StatisticsEffect)
}

/// Who wants to sign in.
enum SignInWish: Sendable, Equatable {
  /// Somebody from the list: two people may bear one name.
  case person(PersonID)
  /// A name from the command line, or the first one on an empty database.
  case name(String)
  /// Somebody in one of the neighbourhoods that they belong to.
  case seat(PersonID, NeighborhoodID)
  /// The same by name.
  case namedSeat(String, NeighborhoodID)
}

import CoreModel
import Store
import TerminalKit

/// Reading lists and requests, and taking in what was read.
extension AppState {
  /// Everything on screen, read again; selections and scrolling stay where they are.
  mutating func refreshEverything() -> [Effect] {
    guard session != nil else { return [] }
    // The rows first: what another desk did is to be seen there.
    var effects: [Effect] = []
    for pane in [RequestPaneID.queue, .tickets] {
      if let need = withRequestList(pane, { $0.list.refresh() }) {
        effects.append(fetch(need, in: pane))
      }
    }
    if let id = selectedRow?.id { effects.append(.loadDetail(id)) }
    return effects + loadBoards() + refreshChecks() + loadBoard() + refreshOutlook()
      + refreshPlanning()
  }

  /// Starts a list anew, after its filter changed.
  mutating func reload(_ pane: RequestPaneID, selecting id: RequestID? = nil) -> Effect {
    let need = withRequestList(pane) { $0.list.reset(selecting: id) }
    return fetch(need, in: pane)
  }

  /// The effect that answers a list's need.
  func fetch(_ need: WindowNeed<QueueRow>, in pane: RequestPaneID) -> Effect {
    let state = requestList(pane)
    return .loadRows(
      pane, state.filter, need, limit: state.list.fetchLimit, generation: state.list.generation)
  }

  /// Takes a stretch of a list in.
  mutating func install(
    _ page: QueuePage, in pane: RequestPaneID, for need: WindowNeed<QueueRow>, generation: Int
  ) -> [Effect] {
    let report = withRequestList(pane) { state in
      state.list.install(
        ListWindow(
          rows: page.rows, atStart: page.atStart, atEnd: page.atEnd, reason: .need(need),
          generation: generation))
    }
    var effects = report.need.map { [fetch($0, in: pane)] } ?? []
    if let gone = report.selectionGone {
      // Where it went is read next; until then nothing else counts as selected.
      return effects + follow(gone, in: pane)
    }
    if case .containing(let id) = need, id == following { following = nil }
    // News of what the person has just done, which took it away, says more.
    if report.notFound != nil, toast?.toast.kind != .success {
      say("选中的诉求已不在这个列表里，现在选中的是下一条", .warning)
    }
    effects += selectionMoved()
    guard activeRequestPane.map(isUnsettled) != true else { return effects }
    switch typeAhead.wait {
    case .list: return effects + giveWaitingKeys()
    case .detail(let id) where selectedDetail?.history.id == id: return effects + giveWaitingKeys()
    default: return effects
    }
  }

  /// Whether a list is about to show something else: its filter changed, or the selected request is
  /// being looked for at its new place.
  func isUnsettled(_ pane: RequestPaneID) -> Bool {
    let list = requestList(pane).list
    return list.isFetching && (!list.isLoaded || following != nil)
  }

  /// A record whose due time changed is followed to its new place: the selection belongs to it.
  private mutating func follow(_ id: RequestID, in pane: RequestPaneID) -> [Effect] {
    following = id
    return withRequestList(pane) { $0.list.move(.select(id)) }.map { [fetch($0, in: pane)] } ?? []
  }

  /// Takes in how many requests came in since the person last moved.
  mutating func install(arrivals: Int, urgent: Int, newest: Int64) {
    newestRow = newest
    urgentArrivals = urgent
    // What was there before the first look is not news.
    if seenRow == nil { seenRow = newest }
    self.arrivals = arrivals
  }

  /// The person has looked: what is there now is not news any more.
  mutating func markSeen() {
    seenRow = max(seenRow ?? 0, newestRow)
    arrivals = 0
    urgentArrivals = 0
  }

  /// What the boards are to be read with.
  func loadBoards() -> [Effect] {
    session.map { [.loadBoards($0.scope, newerThan: seenRow)] } ?? []
  }

  /// Asks for the selected request unless it is here already.
  mutating func selectionMoved() -> [Effect] {
    if let pane = activeRequestPane, isUnsettled(pane) { return [] }
    if case .detail(let id) = typeAhead.wait, id != selectedRow?.id {
      // They were meant for what is not selected any more, and its answer may never come.
      typeAhead = TypeAhead()
      say("选中的诉求变了，刚才的按键没有执行", .warning)
    }
    guard let row = selectedRow else { return [] }
    if detail.revealed != row.id { detail.revealed = nil }
    if let loaded = selectedDetail, loaded.request.version == row.version { return [] }
    if detail.wanted == row.id, detail.wantedVersion == row.version { return [] }
    detail.wanted = row.id
    detail.wantedVersion = row.version
    return [.loadDetailAtRest(row.id)]
  }

  /// Takes a request in, and gives the keys that waited for it.
  mutating func install(_ loaded: RequestDetail) -> [Effect] {
    if loaded.history.id == selectedRow?.id || detail.loaded == nil {
      detail.loaded = loaded.keepingLookups(of: detail.loaded)
    }
    acceptNewVersion(of: loaded)
    refreshReading(of: loaded)
    guard case .detail(loaded.history.id) = typeAhead.wait,
      selectedDetail?.history.id == loaded.history.id
    else { return [] }
    return giveWaitingKeys()
  }

  /// Gives the keys that waited, in order, as far as nothing else has to be waited for.
  mutating func giveWaitingKeys() -> [Effect] {
    let waiting = typeAhead.events
    typeAhead = TypeAhead()
    return waiting.flatMap { handle($0) }
  }

  /// Tells every list how many rows it shows.
  mutating func resizeLists() -> [Effect] {
    var effects: [Effect] = []
    groups.scroll(height: groupListHeight)
    scrollRoster()
    scrollMorning()
    scrollCouncil()
    for pane in [RequestPaneID.queue, .tickets] {
      guard let layout = requestPaneLayout(pane) else { continue }
      let rows = max(1, layout.table.rows - 1)
      if let need = withRequestList(pane, { $0.list.resize(height: rows) }) {
        effects.append(fetch(need, in: pane))
      }
    }
    return effects
  }
}

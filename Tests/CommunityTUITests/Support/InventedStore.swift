import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// A store in memory that answers effects at once, by the model's own rules.
struct InventedStore {
  /// The requests, in the order in which they were recorded.
  var histories: [RequestHistory]
  /// The time of every write.
  var now = Invented.now
  /// What importing reports.
  var report = ImportReport(new: 2, same: 1)
  /// 首次设置 that was kept.
  var setupDraft: SetupDraft?
  /// 班次.
  var roster = Invented.shifts
  /// What an export looks like before it is imported.
  var export = InventedExport()
  /// Texts that cannot be registered from a conversation, and why.
  var refusals: [String: StoreError] = [:]
  /// The views that are kept, and the one that was used last.
  var views: [SavedView] = []
  var lastView: String?
  /// The sheets of the month's score.
  var scoreBook = ScoreBook.standard
  /// The draft that was kept.
  var drafts: [DraftSlot: Draft] = [:]
  /// Who is on what.
  var claims: [RequestID: Claim] = [:]
  /// The desk that asks.
  var desk = DeskID("this")
  /// Who came to which shift, and what was handed over.
  var duty = InventedDuty()

  init(_ requests: [InventedRequest] = InventedRequest.all) throws {
    histories = try requests.enumerated().map { try $1.history(serial: $0 + 1) }
  }

  // MARK: Reading

  func detail(_ id: String) -> RequestDetail? {
    guard let index = histories.firstIndex(where: { $0.id.text == id }) else { return nil }
    let request = histories[index].request
    return RequestDetail(
      history: histories[index].discreet, clocks: Invented.rules.deadlines.clocks(for: request),
      obligation: Invented.rules.deadlines.obligation(for: request), rowKey: Int64(index + 1),
      kin: kin(of: histories[index], for: .undo(reason: "")))
  }

  /// 同一来电人, as the store looks it up beside a request that is read.
  func caller(of history: RequestHistory) -> CallerHistory {
    func entry(_ history: RequestHistory) -> CallerHistory.Entry {
      let request = history.request
      return CallerHistory.Entry(
        id: history.id, number: request.number, ticketNumber: request.hotline?.number,
        receivedAt: request.receivedAt, text: history.discreet.request.registration.text,
        place: request.registration.place, status: request.status, ending: history.callerEnding,
        hasWeChat: request.ticket?.hasWeChat == true, privacy: request.callerPrivacy)
    }
    guard let phone = history.request.registration.resident.phone else { return CallerHistory() }
    let others = histories.filter {
      $0.id != history.id && $0.request.registration.resident.phone == phone
    }.sorted { $0.request.receivedAt > $1.request.receivedAt }
    return CallerHistory(entries: others.map(entry), own: entry(history))
      .discreet(beside: history.callerBlank)
  }

  /// A request that is read for itself.
  func opened(_ id: String) -> RequestDetail? {
    guard var detail = detail(id), let history = histories.first(where: { $0.id.text == id })
    else { return nil }
    detail.caller = caller(of: history)
    return detail
  }

  private func line(_ id: RequestID) -> LinkedRequest? {
    histories.first { $0.id == id }.map { LinkedRequest($0.discreet.request) }
  }

  /// 主件 and 并件 around a request, as the store looks them up.
  func kin(of history: RequestHistory, for command: RequestCommand) -> Kinship {
    Kinship(
      main: history.request.main.flatMap { line($0.id) },
      linked: histories.map { LinkedRequest($0.discreet.request) }.filter {
        $0.main?.id == history.id
      },
      candidate: history.newMain(by: command).flatMap(line))
  }

  func rows(_ filter: QueueFilter) -> [QueueRow] {
    let seen = ViewContext(
      person: filter.viewer, now: now, nightEnd: now.day.adding(days: 1).start)
    return histories.compactMap { detail($0.id.text) }.filter { detail in
      let request = detail.request
      return filter.view.holds(request, owing: detail.obligation, seen: seen)
        && filter.facets.admits(FacetSubject(request), on: now.day)
    }.map { row($0, view: filter.view) }.filter { row in
      (filter.group == nil || filter.group == row.group)
        && (!filter.hotlineOnly || row.hotlineNumber != nil)
        && (filter.ticketState == nil || filter.ticketState == row.ticket?.state)
        && (filter.search.isEmpty || row.text.contains(filter.search)
          || row.number.contains(filter.search))
    }.sorted { ($0.key.sort, $0.key.row) < ($1.key.sort, $1.key.row) }
  }

  private func row(_ detail: RequestDetail, view: QueueFilter.View) -> QueueRow {
    let request = detail.request
    let form = request.registration
    let sort =
      view.isOpen
      ? detail.obligation?.dueAt.milliseconds ?? 0 : -request.receivedAt.milliseconds
    return QueueRow(
      id: request.id, key: QueueKey(sort: sort, row: detail.rowKey), number: request.number,
      version: request.version, text: form.text, group: form.place.group, room: form.place.room,
      placeDetail: form.place.detail, tier: request.tier, urgency: request.urgency,
      status: request.status, channel: form.channel, obligation: detail.obligation,
      handler: request.handler, firstReceiver: form.firstReceiver, receivedAt: request.receivedAt,
      closedAt: request.closedAt, hotlineNumber: request.hotline?.number,
      mainNumber: request.main?.number, linkedCount: detail.kin.linked.count,
      ticket: TicketLine(request, under: Invented.rules.deadlines))
  }

  private func page(_ filter: QueueFilter, _ need: WindowNeed<QueueRow>, limit: Int) -> QueuePage {
    let all = rows(filter)
    func place(_ row: QueueRow) -> Int {
      all.firstIndex { ($0.key.sort, $0.key.row) >= (row.key.sort, row.key.row) } ?? all.count
    }
    let range: Range<Int> =
      switch need {
      case .first: 0..<limit
      case .last: all.count - limit..<all.count
      case .before(let row): place(row) - limit..<place(row)
      case .after(let row): place(row) + 1..<place(row) + 1 + limit
      case .around(let row): place(row) - limit..<place(row) + limit + 1
      case .containing(let id):
        all.firstIndex { $0.id == id }.map { $0 - limit..<$0 + limit + 1 } ?? 0..<limit
      }
    let kept = range.clamped(to: 0..<all.count)
    return QueuePage(
      rows: Array(all[kept]), atStart: kept.lowerBound == 0, atEnd: kept.upperBound == all.count)
  }

  var counts: DeskCounts {
    var counts = DeskCounts()
    for owed in histories.compactMap({ detail($0.id.text)?.obligation }) {
      counts.open += 1
      switch owed.pressure(at: now) {
      case .overdue: counts.overdue += 1
      case .soon: counts.dueSoon += 1
      case .calm: break
      }
      if owed.kind == .firstResponse || owed.kind == .firstContact { counts.unanswered += 1 }
    }
    for request in histories.map(\.request) where request.hotline != nil && request.isOpen {
      counts.hotline.open += 1
    }
    let tickets = rows(QueueFilter(scope: Invented.scope, hotlineOnly: true))
    counts.hotline.next = tickets.first
    for row in tickets {
      guard let state = row.ticket?.state else { continue }
      let late = row.obligation?.pressure(at: now) == .overdue ? 1 : 0
      counts.hotline.overdue += late
      let known = counts.hotline.states[state] ?? TicketTally(count: 0)
      counts.hotline.states[state] = TicketTally(
        count: known.count + 1, overdue: known.overdue + late)
    }
    counts.hotline.trend = TicketTrend(thisMonth: 23, sameDays: 19, lastMonth: 61)
    return counts
  }

  var groups: [GroupRow] {
    Invented.directory.groups.enumerated().map { index, group in
      let open = histories.map(\.request).filter {
        $0.isOpen && $0.registration.place.group == group.id
      }.count
      return GroupRow(
        id: group.id, open: open, overdue: group.name == "3号楼" ? 1 : 0,
        weekly: [index % 4, 1, open, index % 3])
    }
  }

  /// Every request compared with what is asked for, as the store does with those that its indexes find.
  private func similar(to query: SimilarQuery) -> SimilarRequests {
    let asked = Likeness(
      place: query.place, phone: query.phone, text: query.text, receivedAt: query.at)
    let all = rows(QueueFilter(scope: Invented.scope, view: .all)).filter {
      $0.id != query.excluding && $0.status != .cancelled
    }
    func likeness(_ row: QueueRow) -> Likeness {
      Likeness(
        place: row.place, phone: detail(row.id.text)?.request.registration.resident.phone,
        text: row.text, receivedAt: row.receivedAt)
    }
    let matches = all.map {
      SimilarRequests.Match(row: $0, score: Likeness.score(asked, likeness($0)))
    }.filter { $0.score >= Likeness.threshold }.sorted { $0.score > $1.score }
    let ofPhone = all.filter { query.phone != nil && likeness($0).phone == query.phone }
    let ofRoom = all.filter {
      query.place.room != nil && $0.group == query.place.group && $0.room == query.place.room
    }
    return SimilarRequests(
      matches: Array(matches.prefix(SimilarRequests.shown)), count: matches.count,
      phone: query.phone.map { _ in .init(count: ofPhone.count, newest: ofPhone.first) },
      room: query.place.room.map { _ in .init(count: ofRoom.count, newest: ofRoom.first) })
  }

  /// 一类事 of all requests.
  private var clusters: ClusterSurvey {
    let all = rows(QueueFilter(scope: Invented.scope, view: .all))
    let items = all.map {
      MatterClusters.Item(
        key: $0.key.row, group: $0.group, detail: $0.placeDetail, text: $0.text)
    }
    return ClusterSurvey(
      clusters: MatterClusters.find(items).map { cluster in
        let members = cluster.keys.compactMap { key in all.first { $0.key.row == key } }
        let place = members.first.map {
          Invented.directory.label(of: RequestPlace(group: $0.group))
        }
        return ClusterRow(
          place: place ?? "", topic: cluster.topic, trend: [0, 0, 1, 0, 0, cluster.keys.count - 1],
          open: members.filter { $0.obligation != nil }.count, keys: cluster.keys,
          examples: members.prefix(3).map(\.text),
          newestAt: members.map(\.receivedAt).max() ?? now)
      }, looked: all.count)
  }

  var reminders: ReminderList {
    let items = histories.compactMap { detail($0.id.text) }.compactMap { detail in
      detail.obligation.flatMap {
        ReminderRules.reminder(
          of: $0, urgency: detail.request.urgency,
          isAnswered: detail.request.status != .registered, at: now)
      }.map { ReminderList.Item(row: row(detail, view: .open), reminder: $0) }
    }.filter { item in
      detail(item.row.id.text)?.request.acknowledged?.covers(item.reminder) != true
    }
    return ReminderList(items: items, total: items.count)
  }

  private func chatRegistered(within span: ClosedRange<Instant>) -> [ChatRegistered] {
    histories.map(\.request).filter {
      $0.registration.channel == .weChatGroup && span.contains($0.receivedAt)
    }.map {
      ChatRegistered(
        number: $0.number, resident: $0.registration.resident.name ?? "",
        text: $0.registration.text, receivedAt: $0.receivedAt)
    }
  }

  private func facetCounts(_ filter: QueueFilter) -> FacetCounts {
    var counts = FacetCounts()
    counts.total = rows(filter).count
    for facet in Facet.allCases {
      var others = filter
      others.facets = filter.facets.without(facet)
      let ids = Set(rows(others).map(\.id))
      for request in histories.map(\.request) where ids.contains(request.id) {
        for value in FacetSubject(request).values(on: now.day) where value.facet == facet {
          counts.byValue[value, default: 0] += 1
        }
      }
    }
    return counts
  }

  /// Every open request as the queue lists it.
  var openRows: [QueueRow] { rows(QueueFilter(scope: Invented.scope)) }

  /// What comes of the effects of 值班, 交接班, 检查单, 晨会 and the outlook; a test of one sets it.
  var answer: @Sendable (Effect) -> [Message] = { effect in
    // What is written is answered somehow: keys wait for it.
    effect.readingTopic != nil
      ? [] : [.failed(Message.Failure(request: effect.failureKind, error: .busy))]
  }

  // MARK: Writing

  private mutating func changeViews(_ effect: Effect, _ person: Person) -> [Message] {
    var created: Identifier<SavedView>?
    switch effect {
    case .saveView(let view):
      if let index = views.firstIndex(where: { $0.id == view.id }) { views[index] = view }
    case .saveNewView(let name, let definition):
      let id = Identifier<SavedView>("view-\(views.count + 1)")
      views.append(SavedView(id: id, name: name, owner: person.id, definition: definition))
      created = id
    case .deleteView(let id): views.removeAll { $0.id == id }
    case .orderViews(let ids):
      views = ids.compactMap { id in views.first { $0.id == id } }
    case .keepLastView(let name):
      lastView = name
      return []
    default: return []
    }
    return [.views(views, created: created)]
  }

  private mutating func registering(
    _ entry: ChatEntry, by person: Person
  ) -> Result<RequestDetail, StoreError> {
    if let refusal = refusals[entry.registration.text] { return .failure(refusal) }
    do {
      return .success(try register(entry.registration, followedBy: entry.steps, by: person))
    } catch {
      return .failure(.failed("\(error)"))
    }
  }

  /// Records a step of another desk or of this one; the result is the request afterwards.
  @discardableResult
  mutating func perform(
    _ command: RequestCommand, on id: String, expecting version: Int? = nil,
    by person: Person = Invented.chen
  ) throws -> RequestDetail {
    let index = try histories.firstIndex { $0.id.text == id }.orThrow()
    let history = histories[index]
    if let version, version != history.request.version {
      let last = try history.events.last.orThrow()
      throw StoreError.conflict(
        StoreError.Conflict(
          by: Invented.directory.name(of: last.actor), at: last.at, title: last.event.title,
          version: last.version))
    }
    histories[index] = try history.recording(
      command, by: Actor(person), at: now, beside: kin(of: history, for: command))
    var after = try detail(id).orThrow()
    if case .revealPhone = command {
      after.revealedPhone = history.request.registration.resident.phone
    }
    return after
  }

  private mutating func outcome(of target: JointStep, by person: Person) -> JointOutcome {
    do {
      return JointOutcome(
        id: target.id,
        result: .done(
          try perform(
            target.command, on: target.id.text, expecting: target.version, by: person)))
    } catch StoreError.conflict(let other) {
      return JointOutcome(id: target.id, result: .conflict(other))
    } catch let refusal as Refusal {
      return JointOutcome(id: target.id, result: .refused(refusal))
    } catch {
      return JointOutcome(id: target.id, result: .failed(.failed("\(error)")))
    }
  }

  /// Goes on with what somebody else has open; the result is the request afterwards.
  @discardableResult
  mutating func takeOver(_ id: String, by person: Person, at desk: DeskID) throws -> RequestDetail {
    let index = try histories.firstIndex { $0.id.text == id }.orThrow()
    let history = histories[index]
    let known = claims[history.id]
    let events = try history.decideTakingOver(known, by: Actor(person), at: desk, now: now)
    histories[index] = try history.appending(
      events.map {
        RecordedEvent(
          version: history.request.version + 1, at: now, actor: person.id, event: $0)
      }
    ).orThrow()
    claims[history.id] = Claim(
      request: history.id, person: person.id, desk: desk, since: now,
      until: now.adding(seconds: ClaimRules.seconds),
      takenFrom: events.isEmpty ? nil : known?.person)
    return try detail(id).orThrow()
  }

  /// A draft as the store gives it back.
  func kept(_ slot: DraftSlot) -> KeptDraft? {
    guard let draft = drafts[slot] else { return nil }
    let subject = slot.request.flatMap { detail($0.text) }.map {
      KeptDraft.Subject(
        id: $0.history.id, number: $0.request.number, text: $0.request.registration.text)
    }
    return KeptDraft(
      slot: slot.name, draft: draft, savedAt: now.adding(minutes: -5),
      origin: Draft.Origin(desk: desk, body: ""), request: subject)
  }

  private var allKept: [KeptDraft] {
    drafts.keys.sorted { $0.name < $1.name }.compactMap { kept($0) }
  }

  /// Takes a request down.
  mutating func register(_ request: InventedRequest) throws {
    histories.append(try request.history(serial: histories.count + 1))
  }

  private mutating func register(
    _ form: Registration, followedBy steps: [RequestCommand], by person: Person
  ) throws -> RequestDetail {
    var form = form
    form.number = "\(now.day.compactText)-0\(histories.count + 1)"
    let id = "registered\(histories.count + 1)"
    let event = try form.decide(by: Actor(person), at: now)
    histories.append(
      try RequestHistory(
        id: RequestID(id),
        events: [RecordedEvent(version: 1, at: now, actor: person.id, event: event)]
      ).orThrow())
    for step in steps { try perform(step, on: id, by: person) }
    return try detail(id).orThrow()
  }

  /// What comes of an effect.
  mutating func messages(for effect: Effect, by session: AppState.Session?) -> [Message] {
    let person = session.flatMap { Invented.directory.person($0.actor.person) } ?? Invented.wang
    do {
      switch effect {
      case .loadSession(.seat): return answer(effect)
      case .loadSession(let wish):
        let person = Invented.people.first { wish == .name($0.name) || wish == .person($0.id) }
        return try [.sessionLoaded(Invented.session(person.orThrow()))]
      case .loadRows(let pane, let filter, let need, let limit, let generation):
        return [
          .rows(pane, page(filter, need, limit: limit), need: need, generation: generation)
        ]
      case .loadDetail(let id), .loadDetailAtRest(let id):
        return [opened(id.text).map { .detail($0) } ?? .detailMissing(id)]
      case .loadBoards(_, let seen):
        let newest = histories.count
        return [
          .arrivals(seen.map { max(0, newest - Int($0)) } ?? 0, urgent: 0, newest: Int64(newest)),
          .handoverNews(.board(duty.board)), .counts(counts), .groups(groups),
          .shifts(Invented.shifts), .claims(Array(claims.values)),
          .reminders(reminders),
        ]
      case .perform(let command, let id, let version):
        let detail = try perform(command, on: id.text, expecting: version, by: person)
        return [.performed(command.kind, detail)]
      case .resolve(let outcome, _, let id, let version):
        let command = RequestCommand.resolve(Resolution(outcome: outcome))
        return try [
          .performed(
            .resolve, perform(command, on: id.text, expecting: version, by: person))
        ]
      case .performWithPhotos(let command, _, let id, let version):
        return try [
          .performed(
            command.kind, perform(command, on: id.text, expecting: version, by: person))
        ]
      case .register(let form, let steps):
        return try [.registered(register(form, followedBy: steps, by: person))]
      case .loadSimilar(let query):
        return [.similar(similar(to: query), query)]
      case .loadReading(let id):
        return try [.readingLoaded(opened(id.text).orThrow())]
      case .recordRepeat(let words, let id):
        return try [.repeatRecorded(perform(.note(text: words), on: id.text, by: person))]
      case .registerLinked(let form, let steps, let earlier):
        let main = detail(earlier.text)?.request.main?.id ?? earlier
        return try [
          .registered(
            register(form, followedBy: steps + [.link(to: main, note: "")], by: person))
        ]
      case .loadClusters(_, let days):
        return [.clusters(clusters, days: days)]
      case .loadClusterRows(let keys, _):
        return [
          .clusterRows(
            rows(QueueFilter(scope: Invented.scope, view: .all)).filter {
              keys.contains($0.key.row)
            }, of: keys)
        ]
      case .loadScore(_, let month):
        return [.score(InventedScore.survey(month, book: scoreBook))]
      case .setScoreBook(let book, let seen):
        guard seen == scoreBook.text else {
          throw StoreError.refused(.outOfTurn("成绩表刚被别的值班台改过"))
        }
        scoreBook = book
        return [.scoreBookSet(book)]
      case .importing(let task, let job):
        return news(of: task).map { [.importing($0, job: job)] } ?? []
      case .saveDraft(let draft, let slot):
        drafts[slot] = draft.isEmpty ? nil : draft
        return []
      case .loadDraft(let slot): return kept(slot).map { [.draft($0, slot)] } ?? []
      case .redraw: return []
      case .handover(let effect):
        let all = rows(QueueFilter(scope: Invented.scope, view: .all))
        let rows = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        return duty.answer(effect, by: session, now: now, rows: rows)
      case .roster(.examine(let change)):
        guard let session else { return [] }
        return examined(change, by: session)
      case .roster, .planning, .checks, .morning, .outlook, .council, .project, .whistle,
        .mediation,
        .supervision, .statistics:
        return answer(effect)
      case .loadJoint(let purpose, let ids):
        return [.joint(ids.compactMap { detail($0.text) }, purpose)]
      case .performAll(let kind, _, let steps):
        return [.performedAll(kind, steps.map { outcome(of: $0, by: person) })]
      case .loadMarkable(let filter):
        return [.markable(rows(filter).map(\.id), isWhole: true)]
      case .findMains(let id, let words):
        let mains = histories.map { LinkedRequest($0.request) }.filter {
          $0.id != id && $0.main == nil && (words.isEmpty || $0.text.contains(words))
        }
        return [.mains(mains.map { MainCandidate($0) }, for: id, words: words)]
      case .countFacets(let pane, let filter):
        return [.facetCounts(pane, facetCounts(filter), for: filter)]
      case .saveView, .saveNewView, .deleteView, .orderViews, .keepLastView:
        return changeViews(effect, person)
      case .acknowledge(let keys):
        for key in keys {
          try perform(.acknowledge(key.reminder), on: key.request.text, by: person)
        }
        return [.acknowledged(keys.count)]
      case .notify: return []
      case .findChat(_, let span):
        return [.chatFound(chatRegistered(within: span))]
      case .registerChat(let entries):
        return [
          .chatRegistered(
            entries.map { entry in
              ChatOutcome(id: entry.id, result: registering(entry, by: person))
            })
        ]
      case .changeTemplates(let change):
        guard let session else { return [] }
        return [.templatesChanged(try session.rules.templates.applying(change), change)]
      case .saveSetup(let draft):
        setupDraft = draft
        return []
      case .found(let draft):
        return [.sessionLoaded(try Invented.session(founding: draft)), .founded]
      case .lookForDesk: return []
      case .change(let change):
        guard let session else { return [] }
        return [try perform(change, by: session)]
      case .proposeDirectory: return [.directoryProposed(DirectoryProposal())]
      case .applyDirectory: return []
      case .loadRoster(_, let first, let last):
        let shown = roster.filter { $0.start.day >= first && $0.start.day <= last }
        return [.roster(shown, from: first)]
      case .loadDrafts: return [.drafts(allKept)]
      case .openDraft(let kept):
        return [.draftOpened(kept, kept.request.flatMap { detail($0.id.text) })]
      case .discardDraft(let kept):
        if let slot = DraftSlot(named: kept.slot) { drafts[slot] = nil }
        return [.drafts(allKept)]
      case .claim(let id):
        let claim = ClaimRules.claim(id, over: claims[id], by: person.id, at: desk, now: now)
        claims[id] = claim ?? claims[id]
        return [.claims(Array(claims.values))]
      case .releaseClaim(let id):
        if claims[id]?.desk == desk { claims[id] = nil }
        return []
      case .loadClaims: return [.claims(Array(claims.values))]
      case .takeOver(let id, let intent):
        return [.takenOver(try takeOver(id.text, by: person, at: desk), intent)]
      }
    } catch let error as StoreError {
      return [.failed(Message.Failure(request: .performing, error: error))]
    } catch let error as Refusal {
      return [.failed(Message.Failure(request: .performing, error: .refused(error)))]
    } catch {
      return [.failed(Message.Failure(request: .reading, error: .failed("\(error)")))]
    }
  }
}

import CoreModel

@testable import Store

/// The figures once more, straight from the event logs and with none of the code that reckons them: every request is
/// walked through, every set is built by its definition, and every pair is compared.
struct SlowFigures {
  struct Story {
    var id: RequestID
    var scope: NeighborhoodID
    var received: Instant
    var closed: Instant?
    var isCancelled = false
    var isOpen = true
    var isAccepted = false
    var rejected: Instant?
    var main = false
    var tier: Tier?
    var category: String?
    var group: GroupID?
    var room: String?
    var detail: String?
    var phone: String?
    var text = ""
    var channel = Channel.phone
    var handler: Handler?
    var clocks: [Clock] = []
  }

  let stories: [Story]
  let companies: [GroupID: String]
  let first: Instant
  let end: Instant
  let now: Instant

  init(
    _ details: [(scope: NeighborhoodID, detail: RequestDetail)], _ rules: DeadlineRules,
    companies: [GroupID: String], from first: Instant, to end: Instant, now: Instant
  ) {
    stories = details.map { SlowFigures.story($0.detail, $0.scope, rules) }
    self.companies = companies
    self.first = first
    self.end = end
    self.now = now
  }

  /// What the log says, one event after the other; what was taken back never happened.
  static func story(
    _ detail: RequestDetail, _ scope: NeighborhoodID, _ rules: DeadlineRules
  ) -> Story {
    let events = detail.history.events
    var undone: Set<Int> = []
    for event in events { if case .undone(let what) = event.event { undone.insert(what.version) } }
    var story = Story(id: detail.request.id, scope: scope, received: detail.request.receivedAt)
    for event in events where !undone.contains(event.version) {
      switch event.event {
      case .registered(let form):
        (story.group, story.room, story.detail) = (
          form.place.group, form.place.room, form.place.detail
        )
        (story.text, story.channel, story.phone) = (form.text, form.channel, form.resident.phone)
      case .amended(let change):
        if let text = change.text { story.text = text }
        if let place = change.place {
          (story.group, story.room, story.detail) = (place.group, place.room, place.detail)
        }
        if let resident = change.resident { story.phone = resident.phone }
        if let channel = change.channel { story.channel = channel }
      case .triaged(let decision):
        story.tier = decision.tier
        story.category = decision.category?.name ?? story.category
      case .escalated: story.tier = .third
      case .dispatched(let dispatch): story.handler = dispatch.handler
      case .accepted(let acceptance): story.handler = .person(acceptance.by)
      case .resolved:
        if story.handler?.person == nil { story.handler = .person(event.actor) }
      case .confirmed:
        (story.closed, story.isOpen, story.isAccepted) = (event.at, false, true)
      case .closedByHotline(let closing):
        (story.closed, story.isOpen, story.isAccepted) = (closing.at, false, false)
      case .cancelled:
        (story.closed, story.isOpen, story.isCancelled) = (event.at, false, true)
      case .reopened:
        (story.closed, story.isOpen, story.isCancelled, story.isAccepted) = (
          nil, true, false, false
        )
        story.handler = nil
      case .rejected: story.rejected = story.rejected ?? event.at
      case .linked: story.main = true
      case .unlinked: story.main = false
      default: break
      }
    }
    story.clocks = rules.clocks(for: detail.request)
    return story
  }

  // MARK: Sets

  private var cut: Instant { now < end ? now : Instant(milliseconds: end.milliseconds - 1) }
  private func within(_ moment: Instant?) -> Bool {
    guard let moment else { return false }
    return moment >= first && moment < end && moment <= now
  }
  private func wasOpenAtCut(_ story: Story) -> Bool {
    story.received <= cut && (story.closed.map { $0 > cut } ?? true)
  }
  private func clock(_ kinds: [ObligationKind], _ story: Story) -> Clock? {
    for kind in kinds {
      if let found = story.clocks.last(where: { $0.kind == kind }) { return found }
    }
    return nil
  }
  private func isLate(_ clock: Clock) -> Bool {
    clock.startedAt <= cut && (clock.stoppedAt.map { $0 > cut } ?? true) && clock.dueAt < cut
  }

  /// Numerator and denominator of a figure among some requests.
  func sets(
    _ kind: FigureKind, _ filter: (Story) -> Bool = { _ in true }
  ) -> (in: Set<RequestID>, of: Set<RequestID>) {
    guard first <= now else { return ([], []) }
    let counted = stories.filter { !$0.isCancelled && filter($0) }
    func ids(_ test: (Story) -> Bool) -> Set<RequestID> { Set(counted.filter(test).map(\.id)) }
    let received = ids { within($0.received) }
    let closed = ids { within($0.closed) }
    let open = ids { wasOpenAtCut($0) }
    func due(_ story: Story) -> Clock? {
      if let city = clock([.statutory], story) { return city }
      // Whichever of the two it came to last; what was escalated was not done by that.
      guard let council = clock([.council], story) else { return clock([.resolution], story) }
      let own = clock([.resolution], story)
      return own.map { $0.startedAt > council.startedAt ? $0 : council } ?? council
    }
    let overdue = ids { wasOpenAtCut($0) && due($0).map(isLate) == true }
    switch kind {
    case .received: return (received, received)
    case .closed: return (closed, closed)
    case .open: return (open, open)
    case .overdue: return (overdue, overdue)
    case .response:
      let asked: (Story) -> Clock? = { clock([.firstContact, .firstResponse], $0) }
      let answered = ids { within(asked($0)?.stoppedAt) }
      let late = ids { asked($0).map(isLate) == true }
      let inTime = ids { story in
        asked(story).map { within($0.stoppedAt) && ($0.stoppedAt ?? now) <= $0.dueAt } == true
      }
      return (inTime, answered.union(late))
    case .closedOfReceived:
      return (ids { within($0.received) && $0.closed != nil }, received)
    case .closedOnTime:
      let inTime = ids { story in
        within(story.closed)
          && (due(story).map { ($0.stoppedAt ?? story.closed ?? now) <= $0.dueAt } ?? true)
      }
      return (inTime, closed.union(overdue))
    case .repeats: return (ids { within($0.received) && isRepeat($0) }, received)
    case .acceptance, .rejection:
      let accepted = ids { within($0.closed) && $0.isAccepted }
      let rejected = ids { $0.rejected.map { $0 <= cut } ?? false }
      let waiting = rejected.intersection(open)
      let all = accepted.union(waiting)
      return (kind == .acceptance ? accepted : all.intersection(rejected), all)
    case .satisfaction, .returns:
      return ([], kind == .returns ? closed : [])
    }
  }

  /// What a clock says.
  func clock(_ kind: ObligationKind) -> (onTime: Int, stopped: Int, late: Int, minutes: [Int]) {
    let all = stories.filter { !$0.isCancelled }.compactMap { story in clock([kind], story) }
    let stopped = first <= now ? all.filter { within($0.stoppedAt) } : []
    return (
      stopped.count { ($0.stoppedAt ?? now) <= $0.dueAt }, stopped.count,
      first <= now ? all.count { isLate($0) } : 0,
      stopped.map { max(0, ($0.stoppedAt ?? now).seconds(since: $0.startedAt) / 60) }.sorted()
    )
  }

  // MARK: Repeats

  /// Whether any other one like it came before, within the days.
  private func isRepeat(_ story: Story) -> Bool {
    if story.main { return true }
    guard let matter = matter(story) else { return false }
    return stories.contains { other in
      guard other.id != story.id, !other.isCancelled, other.scope == story.scope,
        self.matter(other) == matter,
        (other.received, other.id.text) < (story.received, story.id.text),
        story.received.seconds(since: other.received) <= RepeatRule.days * 86_400
      else { return false }
      if let phone = story.phone, phone == other.phone { return true }
      return place(story) != nil && place(story) == place(other)
    }
  }

  private func matter(_ story: Story) -> String? {
    MatterText(story.text).topic ?? story.category
  }

  private func place(_ story: Story) -> String? {
    let group = story.group?.text ?? ""
    if let room = story.room { return "\(group) \(room)" }
    if let detail = story.detail { return "\(group) - \(detail)" }
    // Of what is shared the group is the place.
    let shared = ["灯", "电梯"].contains(MatterText(story.text).topic ?? "")
    return shared && !group.isEmpty ? group : nil
  }
}

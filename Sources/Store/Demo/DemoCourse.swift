import CoreModel

/// One step that somebody will take.
struct DemoStep: Sendable {
  let actor: Person
  let command: RequestCommand
  var at: Instant
}

/// Plans the life of one request: who does what, when, until it is closed or stands where it shall.
///
/// It only proposes; whether a step is allowed is decided by the model when the plan is lived.
struct DemoCourse {
  let draft: DemoDraft
  let staff: DemoStaff
  let places: DemoPlaces
  let now: Instant

  /// When it is written down.
  private(set) var recordedAt: Instant
  /// 首问责任人: the desk, or whoever was out and met the resident.
  private(set) var firstReceiver: Person
  /// What follows.
  private(set) var steps: [DemoStep] = []

  private var clock: Instant
  private var worker: Person
  private var hasMet = false
  private var random: SplitMix64

  init(
    _ draft: DemoDraft, staff: DemoStaff, places: DemoPlaces, now: Instant, random: SplitMix64
  ) {
    self.draft = draft
    self.staff = staff
    self.places = places
    self.now = now
    self.random = random
    recordedAt = draft.receivedAt
    clock = draft.receivedAt
    worker = staff.police
    firstReceiver = staff.secretary
    steps.reserveCapacity(16)
    record()
    firstReceiver = receiver()
    worker = assignee()
    if let open = draft.open { plan(until: open) } else { planWhole() }
  }

  // MARK: What happens

  private mutating func planWhole() {
    answer()
    if draft.ticketKind == nil, draft.tier == .first, random.chance(20) {
      grade()
      then(4...240, .cancel(reason: random.pick(DemoVoices.cancellations)))
    } else if draft.tier == .third {
      grade()
      note(oneIn: 2)
      then(600...3000, .escalate(reason: random.pick(DemoVoices.escalations)))
      note(oneIn: 2)
      let director = staff.directors[random.below(staff.directors.count)]
      then(12_000...28_000, by: director, .resolve(outcome()))
      tell()
    } else if isSettledAtOnce() {
      grade()
      then(2...45, .resolve(outcome()))
      tell()
    } else {
      grade()
      dispatchAndWork()
      tell(rejecting: draft.tier == .first ? 15 : 60)
      if random.chance(4) {
        let reason = random.pick(DemoVoices.reopenings)
        if draft.ticketKind == nil {
          then(600...2000, .reopen(reason: reason))
        } else {
          let review = ReviewRound(at: Instant(milliseconds: 0), reason: reason)
          then(600...2000, .ticket(.review(review)))
          hasMet = false
          answer()
        }
        dispatchAndWork()
        tell()
      }
    }
    fitClosed()
  }

  private mutating func plan(until open: DemoOpenCase) {
    if let state = open.ticket, let kind = draft.ticketKind {
      plan(until: state, of: kind)
      fit(lastStepAt: now.adding(minutes: -open.lastStep), isExact: true)
      return
    }
    let stages: [RequestStatus] = [.registered, .responded, .triaged, .dispatched]
    let reached = stages.firstIndex(of: open.status) ?? stages.count
    if reached > 0 { answer() }
    if reached > 1 { grade() }
    switch open.status {
    case .registered, .responded, .triaged: break
    case .escalated: then(300...900, .escalate(reason: random.pick(DemoVoices.escalations)))
    case .dispatched: dispatch(pooled: open.pooled)
    case .accepted, .held:
      dispatch(pooled: open.pooled)
      accept(pooled: open.pooled)
      if open.status == .held {
        let until = now.adding(minutes: random.within(1...5) * 1440 + 60)
        then(30...60, .hold(Hold(reason: random.pick(DemoVoices.holds), until: until)))
      }
    default:
      dispatch(pooled: open.pooled)
      accept(pooled: open.pooled)
      arrive()
      if open.status != .arrived { then(15...60, by: recorder(), .resolve(outcome())) }
      if [.fedBack, .rejected, .supervised].contains(open.status) { feedBack() }
      if open.status == .rejected || open.status == .supervised {
        then(20...60, .reject(reason: random.pick(DemoVoices.rejections)))
      }
      if open.status == .supervised { supervise() }
    }
    fit(lastStepAt: now.adding(minutes: -open.lastStep), isExact: true)
  }

  /// As far as a ticket has come in the inbox.
  private mutating func plan(until state: TicketState, of kind: TicketKind) {
    switch state {
    case .toSign: break
    case .toContact:
      then(5...10, .ticket(.sign(note: "")))
      then(5...20, DemoCourse.notReached(by: firstReceiver))
    case .inProgress: answer()
    case .toReply:
      answer()
      grade()
      dispatchAndWork()
    case .toVisit, .review:
      answer()
      grade()
      dispatchAndWork()
      then(
        20...60,
        DemoCourse.reply(
          of: kind, by: staff.desk(at: clock), outcome: outcome().outcome,
          told: random.pick(DemoVoices.feedbacks), isContent: false))
      guard state == .review else { return }
      then(
        300...600, DemoCourse.visit(.city, .dissatisfied, words: random.pick(DemoVoices.rejections))
      )
      let reason = random.pick(DemoVoices.reopenings)
      then(100...200, .ticket(.review(ReviewRound(at: Instant(milliseconds: 0), reason: reason))))
      then(5...10, .ticket(.sign(note: "")))
    case .returning:
      answer()
      then(
        30...60,
        .ticket(
          .askReturn(TicketReturn(to: "区建设管理部门", reason: "路灯在市政道路上，由道路养护单位负责，不属于居民区"))))
    case .extending:
      answer()
      grade()
      dispatch(pooled: false)
      accept(pooled: false)
      meetMeanwhile()
      then(
        60...90, .ticket(.askExtension(TicketExtension(days: 5, reason: "要动用维修资金，须业主表决和公示"))))
    }
  }

  /// What needs nobody to go anywhere, or was seen to by whoever took it down.
  private mutating func isSettledAtOnce() -> Bool {
    guard draft.tier == .first else { return false }
    let perMille =
      switch draft.matter.trade {
      case .desk: 950
      case .grid, .patrol: 450
      case .property, .mediation: 300
      case .maintenance, .police: 60
      }
    return random.chance(perMille)
  }

  private mutating func record() {
    recordedAt = draft.receivedAt.adding(seconds: random.within(4...50))
    // Who writes to the group at night is answered in the morning, unless it cannot wait.
    if draft.open == nil, !draft.isLive {
      let opened = DemoCourse.opening(after: draft.receivedAt)
      if opened > recordedAt, opened < now.adding(minutes: -60) {
        recordedAt = opened.adding(seconds: random.within(10...200))
      }
    }
    clock = recordedAt
  }

  private mutating func answer() {
    if draft.ticketKind != nil {
      let words = random.pick(DemoVoices.firstContacts)
      then(10...150, by: firstReceiver, .ticket(.sign(note: "")))
      then(
        2...20, by: firstReceiver,
        DemoCourse.contact(by: firstReceiver, words: words, weChat: random.chance(600)))
      return
    }
    let wait: ClosedRange<Int> =
      draft.urgency != .normal ? 0...3 : random.chance(955) ? 1...6 : 13...80
    then(wait, by: firstReceiver, .respond(note: random.pick(DemoVoices.answers)))
  }

  private mutating func grade() {
    let matter = draft.matter
    let basis = "\(matter.category.name)·关键词「\(matter.keyword)」"
    let right = TriageDecision(
      tier: draft.tier, category: matter.category,
      basis: draft.text.contains(matter.keyword) ? basis : nil)
    if draft.tier == .second, random.chance(25) {
      let person = staff.desk(at: clock)
      then(1...3, by: person, .triage(TriageDecision(tier: .first)))
      then(0...2, by: person, .undo(reason: "点错了级别"))
    }
    then(0...4, .triage(right))
  }

  private mutating func dispatchAndWork() {
    let pooled = random.chance(draft.matter.trade == .maintenance ? 550 : 150)
    dispatch(pooled: pooled)
    accept(pooled: pooled)
    if random.chance(700) || draft.tier == .second { arrive() }
    if draft.tier == .second { note(oneIn: 3) }
    if random.chance(draft.tier == .first ? 25 : 150) {
      let until = clock.adding(minutes: random.within(2...8) * 1440)
      then(20...90, .hold(Hold(reason: random.pick(DemoVoices.holds), until: until)))
      then(1000...4000, .resume(note: random.pick(DemoVoices.resumptions)))
    }
    work()
  }

  private mutating func work() {
    meetMeanwhile()
    let quick: ClosedRange<Int> = draft.urgency == .critical ? 5...30 : 8...70
    let wait = draft.tier == .first ? quick : 240...2600
    then(wait, by: recorder(), .resolve(outcome()))
  }

  private mutating func tell(rejecting perMille: Int = 0) {
    if let kind = draft.ticketKind { return reply(to: kind, rejecting: perMille) }
    feedBack()
    if random.chance(perMille) {
      then(20...900, .reject(reason: random.pick(DemoVoices.rejections)))
      supervise()
      dispatch(pooled: false)
      accept(pooled: false)
      then(300...2400, by: recorder(), .resolve(outcome()))
      feedBack()
    }
    then(random.chance(600) ? 5...90 : 400...1500, .confirm(note: random.pick(DemoVoices.thanks)))
  }

  /// The same for a ticket: the reply to the city, and what the resident said when asked afterwards.
  private mutating func reply(to kind: TicketKind, rejecting perMille: Int) {
    let told = random.pick(DemoVoices.feedbacks)
    let isContent = random.chance(850)
    let desk = staff.desk(at: clock)
    let reply = DemoCourse.reply(
      of: kind, by: desk, outcome: outcome().outcome, told: told, isContent: isContent)
    meetMeanwhile()
    then(20...300, by: desk, reply)
    if random.chance(perMille) {
      let words = random.pick(DemoVoices.rejections)
      then(300...900, DemoCourse.visit(.desk, .dissatisfied, words: words))
      supervise()
      dispatch(pooled: false)
      accept(pooled: false)
      then(300...2400, by: recorder(), .resolve(outcome()))
      feedBack()
    }
    let result: Satisfaction = random.chance(800) ? .satisfied : .fairlySatisfied
    then(600...2000, DemoCourse.visit(random.chance(500) ? .city : .desk, result))
  }

  /// 过程见面, once a round.
  private mutating func meetMeanwhile() {
    guard draft.ticketKind != nil, !hasMet else { return }
    hasMet = true
    let words = random.pick(DemoVoices.notes)
    // Recorded at the desk: not every ticket was given to whoever met the caller.
    then(
      10...90,
      DemoCourse.progressMeeting(by: worker, words: words, onSite: random.chance(500)))
  }

  private mutating func feedBack() {
    let text = random.pick(DemoVoices.feedbacks)
    let method: ContactMethod =
      switch draft.channel {
      case .weChatGroup, .qrCode: random.chance(800) ? .weChat : .phone
      case .visitor, .secretaryDay: random.chance(500) ? .inPerson : .phone
      case .homeVisit, .contactCard: random.chance(500) ? .visit : .phone
      default: .phone
      }
    then(3...45, .feedback(Feedback(text, by: method)))
  }

  private mutating func supervise() {
    then(
      60...400, by: staff.secretary,
      .supervise(instruction: random.pick(DemoVoices.instructions)))
  }

  private mutating func dispatch(pooled: Bool) {
    let handler: Handler =
      if pooled, let crew = pool { .pool(crew) } else { .person(worker.id) }
    then(1...9, .dispatch(Dispatch(to: handler, note: random.pick(DemoVoices.orders))))
  }

  private mutating func accept(pooled: Bool) {
    let wait: ClosedRange<Int> = draft.tier == .first ? 1...9 : 3...25
    if pooled, pool != nil {
      then(wait, .accept(by: worker.id))
    } else {
      then(wait, by: recorder(), .accept(by: nil))
    }
  }

  private mutating func arrive() {
    let wait: ClosedRange<Int> = draft.tier == .first ? 5...24 : 60...900
    then(wait, by: recorder(), .arrive(note: random.pick(DemoVoices.arrivals)))
  }

  private mutating func note(oneIn cases: Int) {
    if random.below(cases) == 0 { then(20...300, .note(text: random.pick(DemoVoices.notes))) }
  }

  private mutating func outcome() -> Resolution {
    Resolution(outcome: random.pick(draft.matter.outcomes))
  }

  // MARK: Who

  private func receiver() -> Person {
    switch draft.channel {
    case .patrol, .homeVisit, .contactCard: staff.gridWorkers[places.gridOfGroup[draft.group]]
    case .secretaryDay: staff.secretary
    default: staff.desk(at: recordedAt)
    }
  }

  /// Who works on it, by trade and place.
  private mutating func assignee() -> Person {
    let company = places.groups[draft.group].estate == places.estates[0].id ? 0 : 1
    return switch draft.matter.trade {
    case .maintenance: staff.crew[company * 2 + random.below(2)]
    case .property: staff.propertyManagers[company]
    case .grid, .patrol, .desk: staff.gridWorkers[places.gridOfGroup[draft.group]]
    case .mediation: staff.mediators[random.below(staff.mediators.count)]
    case .police: staff.police
    }
  }

  private var pool: Crew? {
    switch draft.matter.trade {
    case .maintenance: .maintenance
    case .grid: .grid
    case .mediation: .mediation
    case .patrol: .nightPatrol
    case .property, .police, .desk: nil
    }
  }

  /// Crews note their work down themselves, or phone the desk.
  private mutating func recorder() -> Person? { random.chance(550) ? worker : nil }

  // MARK: When

  /// One more step so many minutes later; the desk on duty takes it unless somebody is named.
  private mutating func then(
    _ minutes: ClosedRange<Int>, by person: Person? = nil, _ command: RequestCommand
  ) {
    clock = clock.adding(seconds: random.within(minutes) * 60 + random.below(60))
    // Nobody phones a resident at midnight about something that can wait.
    if draft.open == nil, draft.urgency == .normal, draft.channel != .nightPatrol {
      let minute = clock.minuteOfDay
      if minute < 8 * 60 || minute >= 22 * 60 {
        clock = DemoCourse.opening(after: clock).adding(seconds: random.below(1500))
      }
    }
    steps.append(DemoStep(actor: person ?? staff.desk(at: clock), command: command, at: clock))
  }

  private mutating func fitClosed() {
    // What is closed by now was closed a little before now.
    fit(lastStepAt: now.adding(minutes: -5), isExact: false)
  }

  /// Presses the steps together so that the last is not after `end`; with `isExact` it is at `end`.
  private mutating func fit(lastStepAt end: Instant, isExact: Bool) {
    guard let last = steps.last else { return }
    if last.at > end {
      let planned = last.at.milliseconds - recordedAt.milliseconds
      let room = max(0, end.milliseconds - recordedAt.milliseconds)
      for index in steps.indices {
        let offset = steps[index].at.milliseconds - recordedAt.milliseconds
        let scaled = Double(offset) * Double(room) / Double(planned)
        steps[index].at = Instant(milliseconds: recordedAt.milliseconds + Int64(scaled))
      }
    } else if isExact {
      steps[steps.count - 1].at = end
    }
  }

  /// When the desk next opens, or the moment itself while it is open (08:30–20:00, weekends 09:00–17:00).
  static func opening(after moment: Instant) -> Instant {
    var day = moment.day
    let minute = moment.minuteOfDay
    if minute >= (day.weekday < 6 ? 1200 : 1020) {
      day = day.adding(days: 1)
    } else if minute >= (day.weekday < 6 ? 510 : 540) {
      return moment
    }
    return day.at(minute: day.weekday < 6 ? 510 : 540)
  }
}

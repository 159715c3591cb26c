package import CoreModel

/// Reads the requests of a ``DemoNeighborhood`` in the order in which they came in.
package struct DemoHistories {
  private enum Source {
    case closed(Tier)
    case scene(Int)
    case crowd(DemoOpenCase)
  }

  private struct Slot {
    let receivedAt: Instant
    let source: Source
  }

  private let neighborhood: DemoNeighborhood
  private let chunk: Int
  private let writer: DemoWriter
  private let calendar: DemoCalendar
  /// Open requests, the oldest first; those before `nextOpen` are done.
  private let open: [Slot]
  private var nextOpen = 0
  /// Tiers of the closed ones by how long ago they came in: long enough for every tier, for 二级, for 一级.
  private var quotas: [DemoTierQuota]
  private var dayIndex = 0
  private var daySlots: [Slot] = []
  private var nextSlot = 0
  private var dayText = ""
  private var count = 0
  private var random: SplitMix64
  private var recent: RecentTexts

  init(of neighborhood: DemoNeighborhood, chunk: Int) {
    self.neighborhood = neighborhood
    self.chunk = chunk
    writer = DemoWriter(places: neighborhood.places)
    recent = RecentTexts()
    var random = SplitMix64(seed: neighborhood.seed, stream: -1)
    let now = neighborhood.now
    let scenes = neighborhood.scenes.prefix(neighborhood.openRequests)
    let crowd = DemoCrowd.cases(neighborhood.openRequests - scenes.count, with: &random)
    let written = scenes.indices.map {
      Slot(receivedAt: now.adding(minutes: -scenes[$0].age), source: .scene($0))
    }
    let invented = crowd.map {
      Slot(
        receivedAt: now.adding(minutes: -$0.age).adding(seconds: -random.below(60)),
        source: .crowd($0))
    }
    let open = (written + invented).sorted { $0.receivedAt < $1.receivedAt }
    self.open = open
    let calendar = DemoCalendar(
      closed: neighborhood.requests - open.count, open: open.map(\.receivedAt), now: now,
      using: &random)
    self.calendar = calendar
    let openTiers = scenes.map(\.tier) + crowd.map(\.tier)
    quotas = DemoHistories.quotas(
      closed: calendar.closed, all: neighborhood.requests, openTiers: openTiers)
    self.random = random
  }

  /// The next requests, nil when all have been read.
  /// - Throws: what the model refused. The plans are legal; a refusal is a fault of the generator,
  ///   and is told instead of leaving a hole.
  package mutating func next() throws(Refusal) -> [RequestHistory]? {
    var histories: [RequestHistory] = []
    histories.reserveCapacity(chunk)
    while histories.count < chunk, let slot = takeSlot() {
      histories.append(try history(of: slot))
    }
    return histories.isEmpty ? nil : histories
  }

  // MARK: Which comes next

  private mutating func takeSlot() -> Slot? {
    while nextSlot == daySlots.count {
      guard dayIndex < DemoCalendar.days else { return nil }
      fillDay()
    }
    nextSlot += 1
    return daySlots[nextSlot - 1]
  }

  private mutating func fillDay() {
    let day = calendar.firstDay.adding(days: dayIndex)
    let age = DemoCalendar.days - 1 - dayIndex
    let phase = DemoHistories.phase(ofAge: age)
    daySlots.removeAll(keepingCapacity: true)
    nextSlot = 0
    for _ in 0..<calendar.closed[dayIndex] {
      let tier = quotas[phase].draw(with: &random)
      daySlots.append(
        Slot(receivedAt: calendar.moment(of: day, with: &random), source: .closed(tier)))
    }
    while nextOpen < open.count, open[nextOpen].receivedAt.day <= day {
      daySlots.append(open[nextOpen])
      nextOpen += 1
    }
    daySlots.sort { $0.receivedAt < $1.receivedAt }
    dayText = day.compactText + "-"
    dayIndex += 1
  }

  /// A 三级 matter takes a month to close and a 二级 one some days: 0 all tiers, 1 not 三级, 2 一级 only.
  private static func phase(ofAge days: Int) -> Int { days > 30 ? 0 : days > 5 ? 1 : 2 }

  /// Splits the year's exact mix over the three phases of age.
  private static func quotas(
    closed: [Int], all: Int, openTiers: [Tier]
  ) -> [DemoTierQuota] {
    var room = [0, 0, 0]
    for (index, count) in closed.enumerated() {
      room[phase(ofAge: DemoCalendar.days - 1 - index)] += count
    }
    var year = DemoTierQuota.year(of: all)
    for tier in openTiers { year[tier.rawValue - 1] -= 1 }
    let third = min(max(0, year[2]), room[0])
    let second = min(max(0, year[1]), room[0] + room[1] - third)
    let early = room[0] + room[1]
    let secondLate = max(
      min(room[1], early == 0 ? 0 : second * room[1] / early), second - (room[0] - third))
    let secondEarly = second - secondLate
    return [
      DemoTierQuota([room[0] - third - secondEarly, secondEarly, third]),
      DemoTierQuota([room[1] - secondLate, secondLate, 0]),
      DemoTierQuota([room[2], 0, 0]),
    ]
  }

  // MARK: Its life

  private mutating func history(of slot: Slot) throws(Refusal) -> RequestHistory {
    count += 1
    var own = SplitMix64(seed: neighborhood.seed, stream: count)
    let draft = draft(of: slot, with: &own)
    let course = DemoCourse(
      draft, staff: neighborhood.staff, places: neighborhood.places, now: neighborhood.now,
      random: own)
    let id = RequestID.timeOrdered(at: course.recordedAt, using: &own)
    let registration = Registration(
      number: number(nextSlot), neighborhood: neighborhood.directory.neighborhood.id,
      text: draft.text, channel: draft.channel, urgency: draft.urgency, place: draft.place,
      resident: draft.resident, firstReceiver: course.firstReceiver.id,
      receivedAt: draft.receivedAt, hotline: ticket(of: draft, with: &own))
    let first = RecordedEvent(
      version: 1, at: course.recordedAt, actor: course.firstReceiver.id,
      event: try registration.decide(by: Actor(course.firstReceiver), at: course.recordedAt))
    guard var history = RequestHistory(id: id, events: [first]) else { throw .invalid(id.text) }
    for step in course.steps {
      let events = try history.decide(
        step.command.happening(at: step.at), by: Actor(step.actor), at: step.at,
        in: neighborhood.directory, under: .standard)
      let recorded = events.enumerated().map { offset, event in
        RecordedEvent(
          version: history.request.version + 1 + offset, at: step.at, actor: step.actor.id,
          event: event)
      }
      guard let longer = history.appending(recorded) else { throw .invalid(id.text) }
      history = longer
    }
    return history
  }

  private mutating func draft(of slot: Slot, with own: inout SplitMix64) -> DemoDraft {
    switch slot.source {
    case .scene(let index):
      return neighborhood.scenes[index].draft(in: neighborhood.places, now: neighborhood.now)
    case .closed(let tier): return fresh(at: slot.receivedAt, tier, nil, with: &own)
    case .crowd(let open): return fresh(at: slot.receivedAt, open.tier, open, with: &own)
    }
  }

  /// A draft whose words nobody used lately.
  private mutating func fresh(
    at moment: Instant, _ tier: Tier, _ open: DemoOpenCase?, with own: inout SplitMix64
  ) -> DemoDraft {
    var draft = writer.draft(at: moment, tier: tier, open: open, with: &own)
    for _ in 0..<8 where !recent.isNew(draft.text) {
      draft = writer.draft(at: moment, tier: tier, open: open, with: &own)
    }
    recent.remember(draft.text)
    return draft
  }

  private func ticket(of draft: DemoDraft, with own: inout SplitMix64) -> HotlineTicket? {
    guard let kind = draft.ticketKind else { return nil }
    return HotlineTicket(
      number: "演示-" + number(nextSlot), kind: kind, kindText: kind.title,
      categoryPath: ["社区管理", draft.matter.category.name],
      assignedAt: draft.receivedAt.adding(minutes: -own.within(1...20)), stateText: "办理中",
      otherColumns: ["处理受理方式": "电话"])
  }

  private func number(_ running: Int) -> String {
    let digits = String(running)
    return dayText + (running < 10 ? "00" : running < 100 ? "0" : "") + digits
  }
}

/// The texts of the last few thousand requests, so that a list never shows the same words twice.
///
/// It keeps fingerprints (FNV-1a): two texts that share one only cost another draw, and the
/// standard hash would compose Unicode first, which costs a tenth of the whole run.
private struct RecentTexts {
  private var ring: [UInt64] = []
  private var next = 0
  private var known: Set<UInt64> = []

  func isNew(_ text: String) -> Bool { !known.contains(RecentTexts.fingerprint(of: text)) }

  mutating func remember(_ text: String) {
    let fingerprint = RecentTexts.fingerprint(of: text)
    if ring.count < 2048 {
      ring.append(fingerprint)
    } else {
      known.remove(ring[next])
      ring[next] = fingerprint
      next = (next + 1) % ring.count
    }
    known.insert(fingerprint)
  }

  private static func fingerprint(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

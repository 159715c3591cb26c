import CoreModel

/// A request before it is lived through: all that is known of it, and how far it shall come.
struct DemoDraft: Sendable {
  let receivedAt: Instant
  let matter: DemoMatter
  let tier: Tier
  let channel: Channel
  let urgency: Urgency
  /// Index of the building group that it is about or came from.
  let group: Int
  let place: RequestPlace
  let resident: Resident
  let text: String
  /// How far it has come, when it is open now.
  let open: DemoOpenCase?
  /// Kind of the hotline's ticket; nil for every other channel.
  let ticketKind: TicketKind?

  /// Whether somebody who is awake took it down at once, at whatever hour.
  var isLive: Bool { urgency != .normal || channel == .nightPatrol || channel == .phone }
}

/// Where a request that is open now stands.
struct DemoOpenCase: Sendable {
  let status: RequestStatus
  let tier: Tier
  /// When it came in, in minutes before now.
  let age: Int
  /// When the newest step was, in minutes before now.
  let lastStep: Int
  /// Whether it waits in a crew's pool rather than with a person.
  let pooled: Bool
  /// Where its ticket stands in the inbox, for those that are written to show that.
  var ticket: TicketState?
}

/// Makes drafts: chooses the matter, the household, the channel and the words.
struct DemoWriter: Sendable {
  let places: DemoPlaces

  /// Drafts a request that came in at a moment.
  func draft(
    at moment: Instant, tier: Tier, open: DemoOpenCase?, with random: inout SplitMix64
  ) -> DemoDraft {
    let matter = DemoCatalogue.tiers[tier.rawValue - 1].draw(at: moment, with: &random)
    let home = places.household(in: matter.buildings, with: &random)
    let spot = random.pick(DemoPlaces.spots)
    let channel = DemoWriter.channel(at: moment, matter: matter, with: &random)
    let roll = random.below(1000)
    let urgency: Urgency =
      roll < matter.critical
      ? .critical : roll < matter.critical + matter.urgent ? .urgent : .normal
    var resident = home.resident
    if channel == .nightPatrol || channel == .patrol { resident = Resident() }
    if channel == .weChatGroup || channel == .qrCode, random.chance(450) { resident.phone = nil }
    return DemoDraft(
      receivedAt: moment, matter: matter, tier: tier, channel: channel, urgency: urgency,
      group: home.group, place: place(of: matter, home, spot, with: &random), resident: resident,
      text: words(of: matter, home, spot, channel, with: &random),
      open: open,
      ticketKind: channel == .hotline ? ticketKind(of: matter, with: &random) : nil)
  }

  /// One way of putting the matter into words.
  func words(
    of matter: DemoMatter, _ home: DemoHousehold, _ spot: String, _ channel: Channel,
    with random: inout SplitMix64
  ) -> String {
    var text = ""
    text.reserveCapacity(192)
    if channel == .hotline {
      text += random.pick(DemoPhrase.hotlineOpenings)
    } else if random.chance(140) {
      text += random.pick(DemoPhrase.greetings)
    }
    let saying = random.pick(matter.sayings)
    saying.speak(floor: home.floor, spot: spot, onto: &text, with: &random)
    // A Chinese character is three bytes of UTF-8; counting bytes is free.
    let length = text.utf8.count
    if length < 36 || !saying.asks && length < 120 && (length < 45 || random.chance(350)) {
      text += "，"
      text += random.pick(DemoPhrase.asks)
    }
    return text
  }

  private func place(
    of matter: DemoMatter, _ home: DemoHousehold, _ spot: String, with random: inout SplitMix64
  ) -> RequestPlace {
    let group = places.groups[home.group].id
    switch matter.site {
    case .home: return RequestPlace(group: group, room: home.room)
    case .stairs: return RequestPlace(group: group, room: random.chance(600) ? home.room : nil)
    case .grounds:
      let group = random.chance(550) ? group : nil
      return RequestPlace(group: group, detail: spot)
    }
  }

  private func ticketKind(of matter: DemoMatter, with random: inout SplitMix64) -> TicketKind {
    if matter.trade == .desk { return random.chance(700) ? .inquiry : .suggestion }
    return [TicketKind.help, .complaint, .complaint, .suggestion][random.below(4)]
  }

  private static func channel(
    at moment: Instant, matter: DemoMatter, with random: inout SplitMix64
  ) -> Channel {
    let minute = moment.minuteOfDay
    if matter.trade == .patrol, minute >= 20 * 60, random.chance(350) { return .nightPatrol }
    let isOffice = moment.day.weekday < 6 && minute < 17 * 60 + 30
    let isNight = minute < 8 * 60 || minute >= 20 * 60
    let drawn = channels[(isNight ? byNight : isOffice ? byDay : byEvening).draw(with: &random)]
    switch drawn {
    // A patrol sees no kitchens, and is over by midnight.
    case .patrol where matter.site == .home: return .weChatGroup
    case .nightPatrol where matter.site == .home || minute < 20 * 60: return .weChatGroup
    default: return drawn
    }
  }

  private static let channels: [Channel] = [
    .weChatGroup, .phone, .visitor, .qrCode, .hotline, .patrol, .nightPatrol, .homeVisit,
    .contactCard, .secretaryDay,
  ]
  private static let byDay = WeightedChoice([400, 210, 140, 50, 85, 40, 0, 40, 20, 15])
  private static let byEvening = WeightedChoice([520, 240, 60, 70, 60, 20, 0, 20, 10, 0])
  private static let byNight = WeightedChoice([640, 190, 0, 60, 50, 0, 60, 0, 0, 0])
}

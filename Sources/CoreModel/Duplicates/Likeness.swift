/// What of a request counts when it is asked whether another is about the same: who, where, what, when.
package struct Likeness: Hashable, Sendable {
  /// The building group, if known.
  package var group: GroupID?
  /// The room in one spelling, if known.
  package var room: String?
  /// What the resident said about the place, in one spelling.
  package var detail: String?
  /// The telephone in one spelling, if known.
  package var phone: String?
  /// The words.
  package let matter: MatterText
  /// When it came in.
  package var receivedAt: Instant

  /// Makes one.
  package init(
    group: GroupID? = nil, room: String? = nil, detail: String? = nil, phone: String? = nil,
    text: String, receivedAt: Instant
  ) {
    self.group = group
    self.room = room.map(Likeness.roomText)
    self.detail = detail.map(Likeness.roomText)
    self.phone = phone.flatMap { $0.isEmpty ? nil : $0 }
    matter = MatterText(text)
    // In a household's own matter 「社区食堂能送饭吗」 names no place.
    let isOwn = self.room != nil && matter.topics != 0 && !matter.isCommon
    spots = (isOwn ? 0 : matter.spots) | (detail.map { MatterText($0).spots } ?? 0)
    self.receivedAt = receivedAt
  }

  /// For tests: everything as it is given.
  init(
    group: GroupID?, room: String?, detail: String?, phone: String?, matter: MatterText,
    spots: UInt64, receivedAt: Instant
  ) {
    self.group = group
    self.room = room
    self.detail = detail
    self.phone = phone
    self.matter = matter
    self.spots = spots
    self.receivedAt = receivedAt
  }

  /// Of a place and a telephone as registrations keep them.
  package init(place: RequestPlace, phone: String?, text: String, receivedAt: Instant) {
    self.init(
      group: place.group, room: place.room, detail: place.detail, phone: phone, text: text,
      receivedAt: receivedAt)
  }

  /// The spots of the grounds that the words or the place name.
  package let spots: UInt64

  /// One spelling of a room: 502室 and 502 are one.
  static func roomText(_ room: String) -> String {
    var scalars = room.unicodeScalars.map(MatterText.folded)
    if scalars.last == "室" { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  // MARK: The score

  /// From which score on an earlier request is worth showing.
  package static let threshold = 48
  /// Requests farther apart are not compared: what comes back after a season is a new matter.
  package static let windowDays = 90

  /// How likely two requests are about the same matter at the same place, from 0 to 100.
  ///
  /// The product of three shares: what (``matterScore(_:_:)``), where and who (``placeScore(_:_:)``), when
  /// (``timeScore(_:_:)``). Symmetric, total, never negative, and nothing that agrees makes it less.
  package static func score(_ a: Likeness, _ b: Likeness) -> Int {
    let time = timeScore(a.receivedAt, b.receivedAt)
    guard time > 0 else { return 0 }
    let place = placeScore(a, b)
    guard place > 0 else { return 0 }
    return matterScore(a.matter, b.matter) * place * time / 10_000
  }

  /// How much two texts are about the same: the better of what the words mean and how they read, with a
  /// little for the other.
  package static func matterScore(_ a: MatterText, _ b: MatterText) -> Int {
    let meaning = meaningScore(a, b)
    let reading = readingScore(a, b)
    return min(100, max(meaning, reading) + min(meaning, reading) / 4)
  }

  /// By topic and trouble.
  ///
  /// | topics | troubles | |
  /// |---|---|---|
  /// | none in common | | 0 |
  /// | in common | in common | 95 |
  /// | in common | neither has any | 80 |
  /// | in common | only one says it | 68 |
  /// | in common | different ones | 30 |
  ///
  /// Topics that only one of them has take up to half of it away.
  static func meaningScore(_ a: MatterText, _ b: MatterText) -> Int {
    let common = a.topics & b.topics
    guard common != 0 else { return 0 }
    let base =
      if a.troubles & b.troubles != 0 {
        95
      } else if a.troubles == 0, b.troubles == 0 {
        80
      } else if a.troubles == 0 || b.troubles == 0 {
        68
      } else {
        30
      }
    let all = a.topics.nonzeroBitCount + b.topics.nonzeroBitCount
    return base * (50 + 100 * common.nonzeroBitCount / all) / 100
  }

  /// By the pairs of characters: half of what they share of both, half of what they share of the shorter.
  /// Texts that plainly speak of different things keep half of it.
  static func readingScore(_ a: MatterText, _ b: MatterText) -> Int {
    let shared = a.shared(with: b)
    guard shared > 0 else { return 0 }
    let both = 200 * shared / max(1, a.weight + b.weight)
    let shorter = 100 * shared / max(min(a.weight, b.weight), leastWeight)
    let score = min(100, (both + min(100, shorter)) / 2)
    let differ = a.topics != 0 && b.topics != 0 && a.topics & b.topics == 0
    return differ ? score / 2 : score
  }

  /// Whether one is the other nearly word for word, and long enough for that to be no chance.
  private static func isCopy(_ a: MatterText, _ b: MatterText) -> Bool {
    a.shared(with: b) >= copiedWeight && readingScore(a, b) >= 80
  }

  /// Twelve telling pairs.
  private static let copiedWeight = 24
  /// Fewer pairs than this say too little to be all of a text.
  private static let leastWeight = 6

  /// Where and who.
  ///
  /// | place | |
  /// |---|---|
  /// | the same room | 100 |
  /// | the same group, at least one without a room | 85 |
  /// | the same group, other rooms, a matter of the whole building | 85 |
  /// | the same group, other rooms, a household's own matter | 45, of a long text nearly word for word 60 |
  /// | the same spot of the grounds, whatever the groups | 85 |
  /// | one of them does not say where | 45, of a long text nearly word for word 60 |
  /// | other groups | 0 |
  ///
  /// Different spots leave at most 30. The same telephone makes it at least 90, or 55 where the places are at
  /// odds: other groups, rooms or spots.
  static func placeScore(_ a: Likeness, _ b: Likeness) -> Int {
    let place = whereScore(a, b)
    guard let phone = a.phone, phone == b.phone else { return place.score }
    return max(place.score, place.isAtOdds ? 55 : 90)
  }

  private static func whereScore(_ a: Likeness, _ b: Likeness) -> (score: Int, isAtOdds: Bool) {
    let (mine, theirs) = (a.spots, b.spots)
    let sharesSpot = mine & theirs != 0
    let differsInSpot = mine != 0 && theirs != 0 && !sharesSpot
    let byGroup = groupScore(a, b)
    let score = max(byGroup.score, sharesSpot ? 85 : 0)
    if differsInSpot { return (min(score, 30), true) }
    return (score, byGroup.isAtOdds && !sharesSpot)
  }

  private static func groupScore(_ a: Likeness, _ b: Likeness) -> (score: Int, isAtOdds: Bool) {
    var isSameRoom: Bool?
    if let room = a.room, let second = b.room { isSameRoom = room == second }
    let loose = (isCopy(a.matter, b.matter) ? 60 : 45, isSameRoom == false)
    if a.group != b.group { return a.group == nil || b.group == nil ? loose : (0, true) }
    // A building that the roll does not know is still the same one when it is written the same.
    if a.group == nil { guard a.detail != nil, a.detail == b.detail else { return loose } }
    switch isSameRoom {
    case nil: return (85, false)
    case true?: return (100, false)
    case false?: return a.matter.isCommon && b.matter.isCommon ? (85, false) : loose
    }
  }

  /// When: 100 on the same day, a third of a point less for every day between, 0 beyond the window.
  static func timeScore(_ a: Instant, _ b: Instant) -> Int {
    let days = abs(a.seconds(since: b)) / 86_400
    return days > windowDays ? 0 : 100 - days / 3
  }
}

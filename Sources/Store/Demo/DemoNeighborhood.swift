package import CoreModel

/// The demonstration neighbourhood (瑞和锦庭居民区): everything in it is invented.
///
/// A pure value: the same seed, moment and size give the same people, shifts and requests, to the
/// last identifier. Requests are made while they are read, so that a million need little memory,
/// and every one is lived through the model's own rules.
package struct DemoNeighborhood: Sendable {
  /// Requests in a real committee's year.
  package static let usualRequests = 868
  /// More than this is refused by whoever asks for it, and cut off here.
  package static let mostRequests = 1_000_000

  /// What everything follows from.
  package let seed: UInt64
  /// The moment at which the open requests are open.
  package let now: Instant
  /// How many requests there are.
  package let requests: Int

  /// The area that the neighbourhood belongs to.
  package let area: Area
  /// The neighbourhood with its estates, micro grids, 47 building groups and people.
  package let directory: Directory
  /// Thirty days of shifts around ``now``.
  package let shifts: [Shift]

  /// The open ones that the demonstration tells of; elsewhere only some of them.
  let scenes: [DemoScene]

  let staff: DemoStaff
  let places: DemoPlaces

  /// Makes the neighbourhood; its requests are made by ``histories(chunk:)``.
  package init(seed: UInt64 = 1, now: Instant, requests: Int = usualRequests) {
    self.init(seed: seed, now: now, requests: requests, identity: .home)
  }

  /// Makes one of a 街镇.
  /// - Parameters:
  ///   - supervisor: 街镇督导, where there is one already.
  ///   - area: The 片区, where there is one already.
  init(
    seed: UInt64, now: Instant, requests: Int, identity: DemoIdentity, supervisor: Person? = nil,
    area known: Area? = nil
  ) {
    self.seed = seed
    self.now = now
    self.requests = min(max(0, requests), DemoNeighborhood.mostRequests)
    var random = SplitMix64(seed: seed)
    // Set up before the first request came in.
    let founding = now.day.adding(days: -DemoCalendar.days - 30).at(minute: 9 * 60)
    var own = SplitMix64(seed: seed, stream: -2)
    let most = 3 + own.below(8)
    scenes =
      identity.index == 0 ? DemoScene.all : DemoScene.all.filter { _ in own.below(10) < most }
    staff = DemoStaff(of: identity, supervisor: supervisor, at: founding, using: &random)
    places = DemoPlaces(
      of: identity, staff: staff, area: known, at: founding, using: &random)
    area = places.area
    directory = Directory(
      neighborhood: places.neighborhood, estates: places.estates, microGrids: places.microGrids,
      groups: places.groups, people: staff.all)
    shifts = DemoRoster.shifts(
      staff: staff, neighborhood: places.neighborhood.id, around: now, using: &random)
  }

  /// How many of the requests are open at ``now``: 23, or one in a hundred where that is more.
  package var openRequests: Int { min(max(scenes.count, requests / 100), requests / 2) }

  /// The requests in the order in which they came in, some at a time.
  package func histories(chunk: Int = 1000) -> DemoHistories {
    DemoHistories(of: self, chunk: max(1, chunk))
  }
}

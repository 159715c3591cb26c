import CoreModel

/// Open requests beyond the written ones, for neighbourhoods of a size that no real one has.
struct DemoCrowd: Sendable {
  private struct Kind: Sendable {
    let status: RequestStatus
    let tier: Tier
    let share: Int
    let age: ClosedRange<Int>
    let lastStep: ClosedRange<Int>
    let pooled: Bool
  }

  /// Draws so many cases; the shares are met exactly, in no order.
  static func cases(_ count: Int, with random: inout SplitMix64) -> [DemoOpenCase] {
    var cases: [DemoOpenCase] = []
    cases.reserveCapacity(count)
    var sum = 0
    for kind in kinds {
      sum += kind.share
      while cases.count < sum * count / 1000 {
        let age = random.within(kind.age)
        cases.append(
          DemoOpenCase(
            status: kind.status, tier: kind.tier, age: age,
            lastStep: min(age - 1, random.within(kind.lastStep)), pooled: kind.pooled))
      }
    }
    return cases
  }

  private static let kinds: [Kind] = [
    kind(.registered, .first, 15, 1...25, 0...0),
    kind(.responded, .first, 15, 6...60, 1...30),
    kind(.triaged, .first, 15, 12...60, 1...30),
    kind(.dispatched, .first, 40, 20...80, 1...30, pooled: true),
    kind(.dispatched, .second, 60, 30...300, 1...28),
    kind(.accepted, .first, 40, 12...45, 1...20),
    kind(.accepted, .second, 290, 120...4300, 30...2000),
    kind(.arrived, .first, 25, 50...160, 5...60),
    kind(.arrived, .second, 150, 600...4300, 60...2000),
    kind(.held, .second, 110, 1500...7000, 300...3000),
    kind(.resolved, .first, 20, 60...160, 2...50),
    kind(.fedBack, .first, 60, 100...1400, 10...600),
    kind(.rejected, .second, 30, 1500...4500, 10...600),
    kind(.supervised, .second, 40, 2000...6000, 100...1500),
    kind(.escalated, .third, 90, 1500...9000, 60...4000),
  ]

  private static func kind(
    _ status: RequestStatus, _ tier: Tier, _ share: Int, _ age: ClosedRange<Int>,
    _ lastStep: ClosedRange<Int>, pooled: Bool = false
  ) -> Kind {
    Kind(status: status, tier: tier, share: share, age: age, lastStep: lastStep, pooled: pooled)
  }
}

import CoreModel
import Foundation
import Testing

@testable import Store

/// The demonstration's matters were graded by hand, without a look at the keywords of the rules.
@Suite("The standard triage rules on what residents say")
struct DemoTriageTests {
  private static let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? .earliestSupported

  private struct Heard {
    let text: String
    let channel: Channel
    let minute: Int
    let tier: Tier
    let category: CoreModel.Category
  }

  /// What residents said, and how it was graded.
  private func heard(_ count: Int, seed: UInt64) -> [Heard] {
    let writer = DemoWriter(places: DemoNeighborhood(seed: seed, now: Self.now).places)
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let tier: Tier = index % 100 < 82 ? .first : index % 100 < 97 ? .second : .third
      let moment = Self.now.adding(minutes: -random.below(365 * 1440))
      let draft = writer.draft(at: moment, tier: tier, open: nil, with: &random)
      return Heard(
        text: draft.text, channel: draft.channel, minute: moment.minuteOfDay, tier: tier,
        category: draft.matter.category)
    }
  }

  @Test("agree with the grading by hand nearly always")
  func agreement() {
    let texts = heard(4000, seed: 5)
    let suggestions = texts.map { heard in
      TriageRules.standard.suggest(
        text: heard.text, channel: heard.channel, at: heard.minute)
    }
    let categories = zip(texts, suggestions).count { $1?.category == $0.category }
    let both = zip(texts, suggestions).count { $1?.category == $0.category && $1?.tier == $0.tier }
    #expect(categories * 100 >= texts.count * 95, "\(categories) of \(texts.count)")
    #expect(both * 100 >= texts.count * 94, "\(both) of \(texts.count)")
  }

  @Test("know every category that the demonstration files under")
  func categories() {
    let known = Set(TriageRules.standard.rules.map(\.category))
    let filed = Set(DemoCatalogue.tiers.flatMap(\.matters).map(\.category))
    #expect(filed.subtracting(known).isEmpty)
  }
}

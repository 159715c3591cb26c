/// Every policy that ever was in force. A clock goes by the one that was when it started, so that a
/// change never rewrites the past.
package struct PolicyBook: Hashable, Codable, Sendable {
  /// A policy and from when on clocks that start go by it.
  package struct Version: Hashable, Codable, Sendable {
    /// From when.
    package let effectiveFrom: Instant
    /// The policy.
    package let policy: Policy

    /// Makes a version.
    package init(effectiveFrom: Instant, policy: Policy) {
      self.effectiveFrom = effectiveFrom
      self.policy = policy
    }
  }

  /// The policy for whatever started before the first version.
  package let original: Policy
  /// Later policies, earliest first.
  package let versions: [Version]

  /// The standard policy for all time.
  package static let standard = PolicyBook(original: .standard)

  /// Makes a book; of two versions from the same moment the later one given counts.
  package init(original: Policy, versions: [Version] = []) {
    self.original = original
    var byMoment: [Instant: Version] = [:]
    for version in versions { byMoment[version.effectiveFrom] = version }
    self.versions = byMoment.values.sorted { $0.effectiveFrom < $1.effectiveFrom }
  }

  /// The book with a policy for clocks that start from a moment on. Pass the present moment or a
  /// later one: an earlier one would rewrite the past.
  package func adding(_ policy: Policy, effectiveFrom: Instant) -> PolicyBook {
    PolicyBook(
      original: original,
      versions: versions + [Version(effectiveFrom: effectiveFrom, policy: policy)])
  }

  /// The policy that was in force at a moment.
  package func policy(at instant: Instant) -> Policy {
    versions.last { $0.effectiveFrom <= instant }?.policy ?? original
  }
}

extension PolicyBook {
  private enum CodingKeys: String, CodingKey { case original, versions }

  /// Reads the book, in whatever order its versions were written.
  /// - Throws: ``RuleProblem`` when one of its policies cannot be used, or what the decoder throws.
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      original: try fields.decode(Policy.self, forKey: .original),
      versions: try fields.decode([Version].self, forKey: .versions))
  }
}

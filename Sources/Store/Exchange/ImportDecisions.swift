package import CoreModel

/// What to do with rows whose tickets are here already with other content.
package struct ImportDecisions: Hashable, Sendable {
  /// What to do with one of them.
  package enum Decision: Hashable, Sendable {
    /// Only report it, as long as nobody decided.
    case leave
    /// Keep everything as it is, and do not report this row again.
    case keepOurs
    /// Take over everything that differs.
    case takeTheirs
    /// Take over these fields and keep the others.
    case take(Set<HotlineField>)
  }

  /// By 工单编号.
  package var byNumber: [String: Decision]
  /// For those that are not named.
  package var otherwise: Decision

  /// Makes decisions; without any, changed rows are reported and left.
  package init(_ byNumber: [String: Decision] = [:], otherwise: Decision = .leave) {
    self.byNumber = byNumber
    self.otherwise = otherwise
  }

  /// The decision about a ticket.
  package func decision(of number: String) -> Decision { byNumber[number] ?? otherwise }
}

extension ImportDecisions.Decision {
  /// The command that it comes to; nil when nothing is decided.
  package func reconciliation(
    of differences: [ImportDifference], fingerprint: String
  ) -> HotlineReconciliation? {
    guard self != .leave else { return nil }
    return HotlineReconciliation(
      choices: differences.map { difference in
        let takes =
          switch self {
          case .leave, .keepOurs: false
          case .takeTheirs: difference.canBeTaken
          case .take(let fields): fields.contains(difference.field)
          }
        return HotlineReconciliation.Choice(
          difference.field, ours: difference.ours, theirs: difference.theirs, takesTheirs: takes)
      }, fingerprint: fingerprint)
  }
}

/// One field in which a row of an export and the desk differ.
package struct ImportDifference: Hashable, Sendable {
  /// What it is about.
  package var field: HotlineField
  /// What the desk has, in the spelling of ``HotlineReconciliation/Choice``; nil is nothing.
  package var ours: String?
  /// What the export says.
  package var theirs: String?
  /// Whether theirs can be taken over: an export that knows nothing of a closing does not undo it.
  package var canBeTaken: Bool
  /// What is not to be shown of the caller.
  package var blank: CallerBlank

  /// Makes one.
  package init(
    field: HotlineField, ours: String?, theirs: String?, canBeTaken: Bool = true,
    blank: CallerBlank = .none
  ) {
    self.field = field
    self.ours = ours
    self.theirs = theirs
    self.canBeTaken = canBeTaken
    self.blank = blank
  }

  /// What the desk has, as it may be shown: personal data masked.
  package var shownOurs: String { field.shown(blank.shown(ours, of: field)) }
  /// What the export says, as it may be shown.
  package var shownTheirs: String { field.shown(blank.shown(theirs, of: field)) }

  /// In one line: `工单状态：处理中 → 回复完成`.
  package var text: String {
    "\(field.title)：\(ImportDifference.short(shownOurs)) → \(ImportDifference.short(shownTheirs))"
  }

  private static func short(_ text: String) -> String {
    text.count > 40 ? "\(text.prefix(40))…" : text
  }
}

/// The findings of ``DeskStore/doctor(sample:)``.
package struct DoctorReport: Hashable, Sendable {
  /// One thing that was looked at.
  package struct Check: Hashable, Sendable {
    /// Stable name for scripts: `integrity`, `foreignKeys`, `projection`, ….
    package var name: String
    /// The Chinese name.
    package var title: String
    /// Whether all is well.
    package var ok: Bool
    /// What was found, in Chinese; says how much was looked at when all is well.
    package var detail: String

    /// Makes a check.
    package init(name: String, title: String, ok: Bool, detail: String) {
      self.name = name
      self.title = title
      self.ok = ok
      self.detail = detail
    }
  }

  /// In the order in which they were made.
  package var checks: [Check]

  /// Makes a report.
  package init(checks: [Check]) { self.checks = checks }

  /// Whether every check was well.
  package var ok: Bool { checks.allSatisfy(\.ok) }
}

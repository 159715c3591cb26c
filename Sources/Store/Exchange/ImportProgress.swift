/// How far an import or its preview has come.
package struct ImportProgress: Hashable, Sendable {
  /// What is being done.
  package enum Phase: Hashable, Sendable {
    /// Rows are read and looked at; nothing is written.
    case reading
    /// Requests are written, in one transaction.
    case writing
    /// Everything is in and is found; the text index is being brought up to it.
    case indexing

    /// The Chinese word.
    package var title: String {
      switch self {
      case .reading: "读取"
      case .writing: "写入"
      case .indexing: "建索引"
      }
    }
  }

  /// What is being done.
  package var phase: Phase
  /// Rows done.
  package var rows: Int
  /// How much of this phase is done, 0 to 1.
  package var fraction: Double

  /// Makes one.
  package init(phase: Phase, rows: Int, fraction: Double) {
    self.phase = phase
    self.rows = rows
    self.fraction = min(1, max(0, fraction))
  }
}

/// What an import did, or, on a dry run, would do.
package struct ImportReport: Hashable, Sendable {
  /// A row whose ticket is here already, with other content; it was left as it is.
  package struct Changed: Hashable, Sendable {
    /// 工单编号.
    package var number: String
    /// Line in the file, from 1.
    package var line: Int
    /// What differs, field by field.
    package var fields: [ImportDifference]
    /// The same in words: `工单状态：处理中 → 回复完成`.
    package var differences: [String] { fields.map(\.text) }

    /// Makes an entry of what differs.
    package init(number: String, line: Int, fields: [ImportDifference]) {
      self.number = number
      self.line = line
      self.fields = fields
    }
  }

  /// A row that could not be taken.
  package struct Refused: Hashable, Sendable {
    /// Line in the file, from 1.
    package var line: Int
    /// Why, in Chinese.
    package var reason: String

    /// Makes an entry.
    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  /// Rows that became requests.
  package var new: Int
  /// Rows that are here already, word for word.
  package var same: Int
  /// Rows that were here with other content, about which it was decided; see ``ImportDecisions``.
  package var reconciled = 0
  /// Rows that are here with other content and were left.
  package var changed: [Changed]
  /// Rows that could not be taken.
  package var refused: [Refused]

  /// Makes a report.
  package init(new: Int = 0, same: Int = 0, changed: [Changed] = [], refused: [Refused] = []) {
    self.new = new
    self.same = same
    self.changed = changed
    self.refused = refused
  }
}

import CoreModel

/// What an import would do, row by row. Nothing was changed.
package struct ImportPreview: Hashable, Sendable {
  /// What would become of a row.
  package enum Verdict: Hashable, Sendable {
    /// It becomes a request.
    case new
    /// It is here already and says nothing new.
    case same
    /// It is here already and says something else; what differs, at least one thing.
    case changed([ImportDifference])
    /// It cannot be taken: why.
    case refused(String)

    /// The Chinese word.
    package var title: String {
      switch self {
      case .new: "新增"
      case .same: "相同"
      case .changed: "有变化"
      case .refused: "不收"
      }
    }
  }

  /// A row.
  package struct Row: Hashable, Sendable {
    /// Its line in the file, or its row in the sheet, from 1.
    package var line: Int
    /// 工单编号; empty when the row has none that can be read.
    package var number: String
    /// What it is about, cut short; see ``words``.
    var text: String
    /// What would become of it.
    package var verdict: Verdict

    /// Makes a row.
    package init(line: Int, number: String, text: String, verdict: Verdict) {
      self.line = line
      self.number = number
      self.text = text
      self.verdict = verdict
    }

    /// What it is about in a line, personal data masked.
    package var words: String {
      let line = Privacy.masked(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
      return String(line.prefix(Row.shown))
    }

    /// Characters that ``words`` has at most.
    private static let shown = 80
    /// Characters that are kept for it: enough that a telephone that begins in the last of those that are shown is
    /// whole when it is masked.
    static let kept = 120
  }

  /// Which sheet was read.
  package var sheet: Int
  /// How the columns were understood, whole.
  package var mapping: ColumnMapping
  /// The header's names.
  package var columns: [String]
  /// Every row, in the order of the file.
  package var rows: [Row] = []
  /// How many rows are new, here already, here with other content, and refused.
  package private(set) var new = 0
  /// Rows that are here already.
  package private(set) var same = 0
  /// Rows that are here with other content.
  package private(set) var changed = 0
  /// Rows that cannot be taken.
  package private(set) var refused = 0

  /// Makes an empty one.
  package init(sheet: Int, mapping: ColumnMapping, columns: [String]) {
    self.sheet = sheet
    self.mapping = mapping
    self.columns = columns
  }

  /// Adds a row.
  package mutating func append(_ row: Row) {
    switch row.verdict {
    case .new: new += 1
    case .same: same += 1
    case .changed: changed += 1
    case .refused: refused += 1
    }
    rows.append(row)
  }

  /// The same as a report, for whoever wants only what needs a look.
  package var report: ImportReport {
    var report = ImportReport(new: new, same: same)
    for row in rows {
      switch row.verdict {
      case .new, .same: break
      case .changed(let fields):
        report.changed.append(.init(number: row.number, line: row.line, fields: fields))
      case .refused(let reason):
        report.refused.append(.init(line: row.line, reason: reason))
      }
    }
    return report
  }
}

/// A movement of the selection in a list.
package enum ListStep<ID: Hashable & Sendable>: Equatable, Sendable {
  /// So many lines down, or up when negative.
  case lines(Int)
  /// So many screens down, or up when negative; one line of overlap is kept.
  case pages(Int)
  /// To the first record of the whole list.
  case home
  /// To the last record of the whole list.
  case end
  /// To the record with this identity, wherever it is.
  case select(ID)
  /// To what stands on this line of the screen, counted from 0: a click.
  case row(Int)
}

extension ListStep {
  /// Where it leads in a list that is wholly in memory: a place in it, or the same one for what names a record.
  /// - Parameters:
  ///   - index: Where one is.
  ///   - top: The first line shown, which a click counts from; nil where nothing is clicked.
  /// - Returns: nil when there is nothing to go to.
  package func target(from index: Int, count: Int, page: Int, top: Int? = nil) -> Int? {
    guard count > 0 else { return nil }
    let wanted =
      switch self {
      case .lines(let lines): index + lines
      case .pages(let pages): index + pages * max(1, page)
      case .home: 0
      case .end: count - 1
      case .row(let line): top.map { $0 + line } ?? index
      case .select: index
      }
    return min(max(0, wanted), count - 1)
  }
}

/// What a list wants to have fetched. The owner answers with a ``ListWindow`` that repeats it.
package enum WindowNeed<Row: Identifiable & Equatable & Sendable>: Equatable, Sendable
where Row.ID: Sendable {
  /// The first rows of the list.
  case first
  /// The last rows of the list, in list order.
  case last
  /// The rows directly before this one, in list order, without it.
  case before(Row)
  /// The rows directly after this one, without it.
  case after(Row)
  /// The rows on both sides of the place that this row had, and the row if it is still there.
  case around(Row)
  /// The rows on both sides of the record with this identity; the first rows if it is gone.
  case containing(Row.ID)

  /// Whether the answer takes the list somewhere else instead of extending what it holds.
  var isJump: Bool {
    switch self {
    case .first, .last, .containing: true
    case .before, .after, .around: false
    }
  }
}

/// Why a stretch of rows is handed to a list.
package enum WindowReason<Row: Identifiable & Equatable & Sendable>: Equatable, Sendable
where Row.ID: Sendable {
  /// It answers this need of the list.
  case need(WindowNeed<Row>)
  /// The owner replaces what is shown, unasked.
  case refresh
}

/// A contiguous stretch of a long list, as fetched.
package struct ListWindow<Row: Identifiable & Equatable & Sendable>: Equatable, Sendable
where Row.ID: Sendable {
  /// The rows, in list order.
  package var rows: [Row]
  /// Whether nothing comes before the first of them.
  package var atStart: Bool
  /// Whether nothing comes after the last of them.
  package var atEnd: Bool
  /// What it was fetched for.
  package var reason: WindowReason<Row>
  /// The list's `generation` when it was asked for: answers to an older filter are dropped.
  package var generation: Int

  /// A stretch of rows.
  package init(
    rows: [Row], atStart: Bool, atEnd: Bool, reason: WindowReason<Row>, generation: Int = 0
  ) {
    self.rows = rows
    self.atStart = atStart
    self.atEnd = atEnd
    self.reason = reason
    self.generation = generation
  }
}

/// What came of installing a stretch.
package struct InstallReport<Row: Identifiable & Equatable & Sendable>: Equatable, Sendable
where Row.ID: Sendable {
  /// What must be fetched next, if anything.
  package var need: WindowNeed<Row>?
  /// The record that was selected and is no longer where it was; its successor is selected now.
  package var selectionGone: Row.ID?
  /// The record that `.select` asked for and that does not exist.
  package var notFound: Row.ID?

  /// Nothing to report.
  package init() {}
}

extension WindowedList {
  /// Takes in a stretch of rows. Late answers, to a superseded need or to an earlier filter, are
  /// dropped; whatever is still needed is asked for again.
  package mutating func install(_ window: ListWindow<Row>) -> InstallReport<Row> {
    var report = InstallReport<Row>()
    guard window.generation == generation else { return report }
    if case .need(let need) = window.reason {
      guard need == awaiting else { return report }
      awaiting = nil
    }
    let incoming = Self.unique(window.rows)
    switch window.reason {
    case .refresh:
      report.selectionGone = replace(with: incoming, window)
    case .need(.around(let anchor)):
      // The selection may have moved on while the answer travelled. Only an answer that shows it,
      // or that was asked for its sake, can say what became of it.
      if anchor.id == selection || incoming.contains(where: { $0.id == selection }) {
        report.selectionGone = replace(with: incoming, window)
      } else {
        owesRefresh = true
      }
    case .need(.first):
      jump(to: incoming, atStart: true, atEnd: window.atEnd || incoming.isEmpty)
      place(cursor: 0, line: 0)
    case .need(.last):
      jump(to: incoming, atStart: window.atStart || incoming.isEmpty, atEnd: true)
      place(cursor: incoming.count - 1, line: height - 1)
    case .need(.containing(let id)):
      report.notFound = jump(to: incoming, containing: id, window)
    case .need(.after(let anchor)):
      if rows.last?.id == anchor.id { append(incoming, atEnd: window.atEnd) }
    case .need(.before(let anchor)):
      if rows.first?.id == anchor.id { prepend(incoming, atStart: window.atStart) }
    }
    report.need = advance(fillingBothSides: true)
    return report
  }

  // MARK: Replacing

  /// Takes the stretch, keeps the selection by identity and on its line; answers the identity if it
  /// is gone, in which case what followed it takes its line.
  private mutating func replace(with incoming: [Row], _ window: ListWindow<Row>) -> Row.ID? {
    let old = selectedRow
    let line = cursor - top
    let kept = incoming.firstIndex { $0.id == old?.id }
    let index = kept ?? successor(in: incoming)
    jump(
      to: incoming, atStart: window.atStart || incoming.isEmpty,
      atEnd: window.atEnd || incoming.isEmpty)
    place(cursor: index, line: line)
    return kept == nil ? old?.id : nil
  }

  /// Where the selection goes when its record is not among the new rows: to the next old row that
  /// is, else behind the nearest old row before it.
  private func successor(in incoming: [Row]) -> Int {
    guard rows.indices.contains(cursor) else { return 0 }
    let places = Dictionary(
      incoming.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    if let next = rows[(cursor + 1)...].lazy.compactMap({ places[$0.id] }).first { return next }
    if let previous = rows[..<cursor].reversed().lazy.compactMap({ places[$0.id] }).first {
      return previous + 1
    }
    return cursor
  }

  private mutating func jump(to incoming: [Row], atStart: Bool, atEnd: Bool) {
    rows = incoming
    self.atStart = atStart
    self.atEnd = atEnd
    isLoaded = true
  }

  /// Takes the stretch around a record to the middle of the screen. If the record is not there, the
  /// list stays where it was, unless it had nothing to show. Answers the identity not found.
  private mutating func jump(
    to incoming: [Row], containing id: Row.ID, _ window: ListWindow<Row>
  ) -> Row.ID? {
    let index = incoming.firstIndex { $0.id == id }
    if case .select(id) = queue.first { queue.removeFirst() }
    if index == nil, isLoaded, !rows.isEmpty { return id }
    jump(
      to: incoming, atStart: window.atStart || incoming.isEmpty,
      atEnd: window.atEnd || incoming.isEmpty)
    place(cursor: index ?? 0, line: index == nil ? 0 : height / 2)
    return index == nil ? id : nil
  }

  // MARK: Extending

  private mutating func append(_ incoming: [Row], atEnd end: Bool) {
    merge(incoming) { held, new in held + new }
    atEnd = end || incoming.isEmpty
    let spare = min(rows.count - capacity, top - max(1, height))
    if spare > 0 {
      rows.removeFirst(spare)
      cursor -= spare
      top -= spare
      atStart = false
    }
  }

  private mutating func prepend(_ incoming: [Row], atStart start: Bool) {
    merge(incoming) { held, new in new + held }
    atStart = start || incoming.isEmpty
    let spare = min(rows.count - capacity, rows.count - top - 2 * max(1, height))
    if spare > 0 {
      rows.removeLast(spare)
      atEnd = false
    }
  }

  /// Joins the new rows to those held. A record that moved between two fetches is in both: the new
  /// place counts, except for the selected one, which a later refresh will move.
  private mutating func merge(_ incoming: [Row], joined: ([Row], [Row]) -> [Row]) {
    guard let selected = selectedRow else { return }
    let line = cursor - top
    let fresh = Set(incoming.map(\.id)).subtracting([selected.id])
    rows = joined(
      rows.filter { !fresh.contains($0.id) }, incoming.filter { $0.id != selected.id })
    place(cursor: rows.firstIndex { $0.id == selected.id } ?? 0, line: line)
  }

  /// How many rows are held before those far from the screen are let go.
  private var capacity: Int { fetchLimit * 4 }

  private static func unique(_ rows: [Row]) -> [Row] {
    var seen = Set<Row.ID>()
    return rows.filter { seen.insert($0.id).inserted }
  }
}

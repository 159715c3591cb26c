import TerminalKit

/// A record that sorts by `key`, then by `id`.
struct Entry: Identifiable, Equatable, Sendable {
  let id: Int
  var key: Int

  static func precedes(_ one: Entry, _ other: Entry) -> Bool {
    (one.key, one.id) < (other.key, other.id)
  }
}

/// A list and the table behind it, with fetches that are answered only when a test says so.
struct ListDesk {
  var list: WindowedList<Entry>
  var table: [Entry]
  var pageSize: Int
  var inFlight: [(need: WindowNeed<Entry>, generation: Int)] = []
  var reports: [InstallReport<Entry>] = []

  /// A loaded list of `count` records whose keys are ten apart.
  init(count: Int, height: Int, pageSize: Int = 20) {
    list = WindowedList(height: height)
    table = (0..<count).map { Entry(id: $0, key: $0 * 10) }
    self.pageSize = pageSize
    note(list.reset())
    answerAll()
  }

  mutating func note(_ need: WindowNeed<Entry>?) {
    if let need { inFlight.append((need, list.generation)) }
  }

  mutating func move(_ step: ListStep<Int>) { note(list.move(step)) }

  /// Answers one fetch from the table as it is now.
  mutating func answer(at index: Int = 0) {
    let (need, generation) = inFlight.remove(at: index)
    let report = list.install(window(for: need, generation: generation))
    reports.append(report)
    note(report.need)
  }

  mutating func answerAll() {
    while !inFlight.isEmpty { answer() }
  }

  /// What the database would say.
  func window(for need: WindowNeed<Entry>, generation: Int) -> ListWindow<Entry> {
    let bounds: Range<Int>
    switch need {
    case .first: bounds = 0..<pageSize
    case .last: bounds = (table.count - pageSize)..<table.count
    case .before(let row):
      let end = table.firstIndex { !Entry.precedes($0, row) } ?? table.count
      bounds = (end - pageSize)..<end
    case .after(let row):
      let start = table.firstIndex { Entry.precedes(row, $0) } ?? table.count
      bounds = start..<(start + pageSize)
    case .around(let row):
      let middle = table.firstIndex { !Entry.precedes($0, row) } ?? table.count
      bounds = (middle - pageSize)..<(middle + pageSize)
    case .containing(let id):
      let middle = table.firstIndex { $0.id == id }
      bounds = middle.map { ($0 - pageSize)..<($0 + pageSize) } ?? 0..<pageSize
    }
    let held = bounds.clamped(to: 0..<table.count)
    return ListWindow(
      rows: Array(table[held]), atStart: held.lowerBound == 0,
      atEnd: held.upperBound == table.count, reason: .need(need), generation: generation)
  }

  /// The first broken promise of the list, if any.
  var brokenInvariant: String? {
    if Set(list.rows.map(\.id)).count != list.rows.count { return "an identity is held twice" }
    guard !list.rows.isEmpty else { return list.selection == nil ? nil : "ghost selection" }
    guard let line = list.selectedLine, list.selection != nil else { return "nothing is selected" }
    if line < 0 || line >= max(1, list.height) { return "the selection is off the screen" }
    if list.top < 0 || list.top > max(0, list.rows.count - max(1, list.height)) {
      return "blank lines although there are rows"
    }
    if list.visibleRows.count != min(list.height, list.rows.count) { return "wrong visible rows" }
    return nil
  }

  /// Whether the rows held are exactly a stretch of the table, and the ends are known rightly.
  var isFaithful: Bool {
    guard let first = list.rows.first else { return table.isEmpty }
    guard let start = table.firstIndex(of: first) else { return false }
    let end = start + list.rows.count
    return end <= table.count && Array(table[start..<end]) == list.rows
      && (!list.atStart || start == 0) && (!list.atEnd || end == table.count)
  }
}

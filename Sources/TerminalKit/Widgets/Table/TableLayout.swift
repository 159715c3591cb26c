/// A column of a table.
package struct TableColumn: Hashable, Sendable {
  /// Names the column when rows are highlighted.
  package var id: String
  /// Stands in the header.
  package var title: String
  /// Narrower than this it is dropped instead.
  package var minimum: Int
  /// Wide enough for nearly everything.
  package var ideal: Int
  /// Whether it takes what is left over.
  package var flex: Bool
  /// Columns of lower priority give way first.
  package var priority: Int
  /// Where text stands in it.
  package var align: TextLayout.Alignment

  /// A column; without `ideal` it is always `minimum` wide.
  package init(
    id: String, title: String, minimum: Int, ideal: Int? = nil, flex: Bool = false,
    priority: Int = 0, align: TextLayout.Alignment = .left
  ) {
    self.id = id
    self.title = title
    self.minimum = minimum
    self.ideal = max(minimum, ideal ?? minimum)
    self.flex = flex
    self.priority = priority
    self.align = align
  }
}

/// Divides the width of a table among its columns.
package enum TableLayout {
  /// The width of each column, `nil` for those that gave way.
  ///
  /// The widths and the gaps between them never exceed `total`. As long as all minimums do not fit,
  /// the column of lowest priority goes, of equals the rightmost; the last one takes what there is.
  package static func widths(_ columns: [TableColumn], total: Int, gap: Int = 1) -> [Int?] {
    var kept = Array(columns.indices)
    func needed() -> Int {
      kept.reduce(gap * max(0, kept.count - 1)) { $0 + columns[$1].minimum }
    }
    while kept.count > 1, needed() > total {
      guard let victim = kept.reversed().min(by: { columns[$0].priority < columns[$1].priority })
      else { break }
      kept.removeAll { $0 == victim }
    }
    var widths = [Int?](repeating: nil, count: columns.count)
    guard total > 0, let only = kept.first else { return widths }
    guard needed() <= total else {
      widths[only] = total
      return widths
    }

    var spare = total - needed()
    for index in kept.sorted(by: { (columns[$1].priority, $0) < (columns[$0].priority, $1) }) {
      let growth = min(spare, columns[index].ideal - columns[index].minimum)
      widths[index] = columns[index].minimum + growth
      spare -= growth
    }
    let flexible = kept.filter { columns[$0].flex }
    for (place, index) in flexible.enumerated() {
      let share = spare / (flexible.count - place)
      widths[index, default: 0] += share
      spare -= share
    }
    return widths
  }
}

extension [Int?] {
  fileprivate subscript(index: Int, default value: Int) -> Int {
    get { self[index] ?? value }
    set { self[index] = newValue }
  }
}

/// The line at the bottom that says which keys do what.
package struct KeyBar: Hashable, Sendable {
  /// One key and what it does.
  package struct Item: Hashable, Sendable {
    /// What the owner calls it, for a click.
    package var id: String
    /// The key as people read it.
    package var key: String
    /// What it does.
    package var label: String
    /// Items of lower priority are left out first.
    package var priority: Int

    /// An item.
    package init(id: String = "", key: String, label: String, priority: Int = 0) {
      self.id = id
      self.key = key
      self.label = label
      self.priority = priority
    }

    var columns: Int { TextWidth.columns(key) + 1 + TextWidth.columns(label) }
  }

  /// From left to right.
  package var items: [Item]

  /// A line of keys.
  package init(_ items: [Item]) {
    self.items = items
  }

  /// The item at this position, for a click.
  package func item(at position: Position, in rect: Rect) -> String? {
    guard rect.line(0).contains(position) else { return nil }
    return placed(in: rect).first { $0.columns.contains(position.column) }.map { items[$0.item].id }
  }

  /// Draws as many whole items as fit, by priority, in their order.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    let line = rect.line(0)
    canvas.fill(line, style: Style(.footer))
    canvas.clipped(to: line) { canvas in
      for (index, columns) in placed(in: rect) {
        let item = items[index]
        let spans = [
          Span(item.key, Style(.footerKey)), Span(" \(item.label)", Style(.footer)),
        ]
        canvas.put(spans, row: line.row, column: columns.lowerBound)
      }
    }
  }

  private func placed(in rect: Rect) -> [(item: Int, columns: Range<Int>)] {
    let gap = 2
    var kept = Array(items.indices)
    func needed() -> Int {
      kept.reduce(2 + gap * max(0, kept.count - 1)) { $0 + items[$1].columns }
    }
    while needed() > rect.columns,
      let victim = kept.reversed().min(by: { items[$0].priority < items[$1].priority })
    {
      kept.removeAll { $0 == victim }
    }
    var start = rect.column + 1
    return kept.map { index in
      defer { start += items[index].columns + gap }
      return (index, start..<start + items[index].columns)
    }
  }
}

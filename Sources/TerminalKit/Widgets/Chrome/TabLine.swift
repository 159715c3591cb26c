/// One line of tabs of which one is selected.
package struct TabLine: Hashable, Sendable {
  /// One tab.
  package struct Tab: Hashable, Sendable {
    /// What the owner calls it.
    package var id: String
    /// The key that goes there; may be empty.
    package var key: String
    /// Its name.
    package var title: String
    /// A count or a mark behind the name; may be empty.
    package var badge: String
    /// How that looks.
    package var badgeStyle: Style

    /// A tab.
    package init(
      id: String, key: String = "", title: String, badge: String = "",
      badgeStyle: Style = Style(.warning)
    ) {
      self.id = id
      self.key = key
      self.title = title
      self.badge = badge
      self.badgeStyle = badgeStyle
    }

    func spans(tight: Bool) -> [Span] {
      var spans = [Span(tight ? "" : " ")]
      if !key.isEmpty { spans.append(Span("\(key) ", Style(.muted))) }
      spans.append(Span(title))
      if !badge.isEmpty { spans.append(Span(" \(badge)", badgeStyle)) }
      return spans + [Span(" ")]
    }
  }

  /// From left to right.
  package var tabs: [Tab]
  /// The tab that is shown.
  package var selected: String
  /// Whether the tabs stand closer together, for narrow windows.
  package var isTight: Bool

  /// A line of tabs.
  package init(tabs: [Tab], selected: String, isTight: Bool = false) {
    self.tabs = tabs
    self.selected = selected
    self.isTight = isTight
  }

  /// The tab next to the selected one, around the end.
  package func neighbour(_ offset: Int) -> String {
    guard let index = tabs.firstIndex(where: { $0.id == selected }) else { return selected }
    let count = tabs.count
    return tabs[((index + offset) % count + count) % count].id
  }

  /// The tab at this position, for a click.
  package func tab(at position: Position, in rect: Rect) -> String? {
    guard rect.line(0).contains(position) else { return nil }
    return placed(in: rect).first { $0.columns.contains(position.column) }.map { tabs[$0.tab].id }
  }

  /// The columns that all tabs take together.
  package var columns: Int { tabs.reduce(0) { $0 + SpanLayout.columns($1.spans(tight: isTight)) } }

  /// Draws the tabs; when they do not all fit, those before the selected one give way.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    let line = rect.line(0)
    canvas.clipped(to: line) { canvas in
      for (index, columns) in placed(in: rect) {
        canvas.put(tabs[index].spans(tight: isTight), row: line.row, column: columns.lowerBound)
        if tabs[index].id == selected {
          let area = Rect(
            row: line.row, column: columns.lowerBound, rows: 1, columns: columns.count)
          canvas.restyle(area, style: Style(.selected, bold: true))
        }
      }
    }
  }

  private func placed(in rect: Rect) -> [(tab: Int, columns: Range<Int>)] {
    let widths = tabs.map { SpanLayout.columns($0.spans(tight: isTight)) }
    let target = tabs.firstIndex { $0.id == selected } ?? 0
    var first = 0
    while first < target, widths[first...target].reduce(0, +) > rect.columns { first += 1 }
    var start = rect.column
    return tabs.indices.dropFirst(first).map { index in
      defer { start += widths[index] }
      return (index, start..<start + widths[index])
    }
  }
}

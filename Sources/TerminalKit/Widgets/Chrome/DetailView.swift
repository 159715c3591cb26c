/// A piece of a text to be read, laid out to the width there is.
package enum DetailLine: Hashable, Sendable {
  /// Text that wraps.
  case text([Span])
  /// A value that wraps behind its label; labels stand in one column.
  case labelled(String, [Span])
  /// Text that wraps behind a mark, such as the time in a timeline.
  case item([Span], [Span])
  /// A line across, with a title.
  case rule(String)
  /// An empty line.
  case blank
}

/// Styled text that wraps and scrolls.
package struct DetailView: Hashable, Sendable {
  /// What there is to read.
  package var lines: [DetailLine]
  /// How many lines are scrolled away; drawing never goes past the end.
  package var offset: Int
  /// The characters to draw with.
  package var glyphs: WidgetGlyphs

  /// A text, from its beginning.
  package init(_ lines: [DetailLine], offset: Int = 0, glyphs: WidgetGlyphs = .unicode) {
    self.lines = lines
    self.offset = offset
    self.glyphs = glyphs
  }

  /// Scrolls within a screen of the given size.
  package mutating func scroll(by count: Int, in size: Size) {
    let most = max(0, laidOut(in: size).count - size.rows)
    offset = max(0, min(min(offset, most) + count, most))
  }

  /// How many lines the text takes at this width, for a box that fits it.
  package func height(columns: Int) -> Int { layout(columns: columns).count }

  /// Draws the lines from `offset` on; marks at the right say that there is more.
  package func draw(into canvas: inout Canvas, rect: Rect) {
    guard !rect.isEmpty else { return }
    let all = laidOut(in: rect.size)
    let first = max(0, min(offset, all.count - rect.rows))
    canvas.clipped(to: rect) { canvas in
      for (line, spans) in all[first...].prefix(rect.rows).enumerated() {
        canvas.put(spans, row: rect.row + line, column: rect.column)
      }
      let edge = rect.endColumn - 1
      if first > 0 {
        canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted))
      }
      if first + rect.rows < all.count {
        canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
      }
    }
  }

  /// The lines for a screen of this size, with room for the marks if they are needed.
  private func laidOut(in size: Size) -> [[Span]] {
    let full = layout(columns: size.columns)
    return full.count <= size.rows ? full : layout(columns: max(1, size.columns - 2))
  }

  private func layout(columns: Int) -> [[Span]] {
    guard columns > 0 else { return [] }
    let labels = lines.map { line in
      if case .labelled(let label, _) = line { TextWidth.columns(label) } else { 0 }
    }
    let labelColumns = min(labels.max() ?? 0, columns / 2)
    return lines.flatMap { line -> [[Span]] in
      switch line {
      case .text(let spans):
        return SpanLayout.wrap(spans, columns: columns)
      case .labelled(let label, let spans):
        let head = TextLayout.pad(label, columns: labelColumns)
        return hanging([Span(head + "  ", Style(.muted))], spans, columns: columns)
      case .item(let mark, let spans):
        return hanging(mark + [Span(" ")], spans, columns: columns)
      case .rule(let title):
        return [rule(title, columns: columns)]
      case .blank:
        return [[]]
      }
    }
  }

  private func hanging(_ head: [Span], _ spans: [Span], columns: Int) -> [[Span]] {
    let indent = SpanLayout.columns(head)
    let wrapped = SpanLayout.wrap(spans, columns: columns - indent)
    // Too narrow for a column of its own: the value goes below.
    guard let first = wrapped.first else {
      return [SpanLayout.clip(head, columns: columns)] + SpanLayout.wrap(spans, columns: columns)
    }
    let blank = Span(String(repeating: " ", count: indent))
    return [head + first] + wrapped.dropFirst().map { [blank] + $0 }
  }

  private func rule(_ title: String, columns: Int) -> [Span] {
    let line = String(glyphs.box.horizontal)
    guard !title.isEmpty else {
      return [Span(String(repeating: line, count: columns), Style(.border))]
    }
    let text = TextLayout.clip(title, columns: columns)
    let rest = max(0, columns - TextWidth.columns(text) - 1)
    return [
      Span(text, Style(.title)), Span(" " + String(repeating: line, count: rest), Style(.border)),
    ]
  }
}

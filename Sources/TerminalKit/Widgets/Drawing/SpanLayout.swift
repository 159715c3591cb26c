/// Fits lines of several styles into columns; the counterpart of ``TextLayout`` for spans.
package enum SpanLayout {
  /// The columns that the pieces take together.
  package static func columns(_ spans: [Span]) -> Int {
    spans.reduce(0) { $0 + TextWidth.columns($1.text) }
  }

  /// The pieces when they fit, else as much as fits followed by `…` in the style of the cut.
  package static func clip(_ spans: [Span], columns: Int) -> [Span] {
    guard columns > 0 else { return [] }
    var left = columns
    var result: [Span] = []
    for (index, span) in spans.enumerated() {
      let width = TextWidth.columns(span.text)
      let more = spans[(index + 1)...].contains { TextWidth.columns($0.text) > 0 }
      if width < left || (width == left && !more) {
        result.append(span)
        left -= width
        continue
      }
      // Something is cut, here or behind: an overlong text makes `clip` leave the ellipsis.
      let text = more && width <= left ? span.text + "  " : span.text
      result.append(Span(TextLayout.clip(text, columns: left), span.style))
      break
    }
    return result
  }

  /// The pieces broken into lines of at most the given columns, each keeping its style.
  package static func wrap(_ spans: [Span], columns: Int) -> [[Span]] {
    guard columns > 0 else { return [] }
    let safe = spans.map { Span(Sanitizer.text($0.text), $0.style) }
    // The breaker drops blanks and breaks, and in a single column draws a mark for a wide character,
    // but keeps the order: its lines can be read along with the pieces to find each one's style.
    let source = safe.flatMap { span in span.text.unicodeScalars.map { ($0, span.style) } }
    var next = 0
    return TextLayout.wrap(safe.map(\.text).joined(), columns: columns).map { line in
      var pieces: [Span] = []
      for scalar in line.unicodeScalars {
        while next < source.count, source[next].0 != scalar,
          source[next].0.properties.isWhitespace
        {
          next += 1
        }
        let style = next < source.count ? source[next].1 : pieces.last?.style ?? .text
        next += 1
        if pieces.last?.style == style {
          pieces[pieces.count - 1].text.unicodeScalars.append(scalar)
        } else {
          pieces.append(Span(String(scalar), style))
        }
      }
      return pieces
    }
  }
}

extension Rect {
  /// A rectangle of at most this size in the middle: where an overlay stands.
  package func centered(_ size: Size) -> Rect {
    centered(rows: size.rows, columns: size.columns)
  }

  /// One row of this rectangle, counted from its top; empty when there is none.
  func line(_ index: Int) -> Rect {
    Rect(row: row + index, column: column, rows: index < rows ? 1 : 0, columns: columns)
  }
}

/// Scrolling that needs no memory: the offset follows from where the cursor is.
enum ScrollOffset {
  /// The first line to show so that `position` is visible, moving half a screen at a time so that
  /// what is around the cursor stands still.
  static func stepped(to position: Int, showing extent: Int) -> Int {
    guard extent > 0, position >= extent else { return 0 }
    let step = max(1, extent / 2)
    return (position - extent + step) / step * step
  }

  /// The first line to show so that `range` is near the middle.
  static func centered(on range: Range<Int>, of total: Int, showing extent: Int) -> Int {
    let middle = (range.lowerBound + range.upperBound) / 2 - extent / 2
    return max(0, min(middle, range.lowerBound, total - extent))
  }
}

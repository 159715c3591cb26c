/// A short message about what just happened.
package struct Toast: Hashable, Sendable {
  /// How it is meant.
  package enum Kind: Hashable, Sendable {
    case info, success, warning, danger
  }

  /// One line.
  package var text: String
  /// Its colour and its mark.
  package var kind: Kind

  /// A message.
  package init(_ text: String, kind: Kind = .info) {
    self.text = text
    self.kind = kind
  }

  /// Draws it in the first line of the rectangle; what was there goes. The mark says without colour
  /// how it is meant.
  package func draw(into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs = .unicode) {
    guard !rect.isEmpty else { return }
    let (mark, role): (String, Role) =
      switch kind {
      case .info: (glyphs.dot, .info)
      case .success: (glyphs.check, .success)
      case .warning: (glyphs.alert, .warning)
      case .danger: (glyphs.cross, .danger)
      }
    let line = rect.line(0)
    canvas.fill(line)
    let spans = [Span(" \(mark) \(text)", Style(role, bold: kind == .danger))]
    canvas.put(
      SpanLayout.clip(spans, columns: line.columns), row: line.row, column: line.column,
      limit: line.columns)
  }
}

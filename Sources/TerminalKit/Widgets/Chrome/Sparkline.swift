/// A row of little bars.
package enum Sparkline {
  /// One bar for each value, the highest of all as high as can be; nothing is lower than zero. With
  /// more values than columns the last ones are shown.
  package static func bars(
    _ values: [Int], columns: Int? = nil, maximum: Int? = nil, glyphs: WidgetGlyphs = .unicode
  ) -> String {
    let shown = values.suffix(max(0, columns ?? values.count)).map { max(0, $0) }
    let highest = max(1, maximum ?? shown.max() ?? 1)
    let steps = glyphs.bars.count - 1
    guard steps >= 0 else { return "" }
    return String(
      shown.map { value in
        // Only nothing is drawn as the lowest bar: one case must be seen beside a hundred.
        let share = Double(min(value, highest)) / Double(highest)
        return glyphs.bars[
          value == 0 ? 0 : min(steps, max(1, Int((share * Double(steps)).rounded())))]
      })
  }
}

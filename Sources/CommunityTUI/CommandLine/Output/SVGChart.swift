import CoreModel

/// Charts as SVG that stand in a page: every text is escaped here, nothing is fetched, and no chart needs colour to be
/// read: bars and cells carry their numbers, lines differ by dashes and by the shape of their points.
enum SVGChart: Equatable {
  /// A named number, with its words at the right and where it stood before.
  struct Bar: Equatable {
    var label: String
    var value: Int?
    var before: Int?
    var words: String
  }

  /// One line of a chart.
  struct Line: Equatable {
    var title: String
    var values: [Int?]
  }

  /// Bars that lie, the longest as long as the drawing unless it says what a whole one stands for.
  case bars([Bar], whole: Int?)
  /// Lines along time.
  case lines([Line], labels: [String])
  /// Places by weeks.
  case heat(rows: [String], columns: [String], values: [[Int]])

  /// The element.
  var text: String {
    switch self {
    case .bars(let bars, let whole): SVGChart.bars(bars, whole)
    case .lines(let lines, let labels): SVGChart.lines(lines, labels)
    case .heat(let rows, let columns, let values): SVGChart.heat(rows, columns, values)
    }
  }

  private static let width = 720

  private static func svg(_ height: Int, _ name: String, _ parts: [String]) -> String {
    """
    <svg class="chart" viewBox="0 0 \(width) \(height)" role="img" aria-label="\(HTMLPage.escaped(name))">
    \(parts.joined(separator: "\n"))
    </svg>
    """
  }

  private static func label(
    _ text: String, x: Int, y: Int, anchor: String = "start", extra: String = ""
  ) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"\(extra)>\(HTMLPage.escaped(text))</text>"
  }

  /// As much of a name as stands in so many pixels at this size, a Han character being twice as wide.
  private static func clipped(_ text: String, units: Int) -> String {
    var used = 0
    var kept = ""
    for character in text {
      used += character.isASCII ? 1 : 2
      if used > units { return kept + "…" }
      kept.append(character)
    }
    return kept
  }

  // MARK: Bars

  private static func bars(_ bars: [Bar], _ whole: Int?) -> String {
    let row = 20
    let left = 150
    let right = 170
    let room = width - left - right
    let longest = max(
      1, whole ?? bars.flatMap { [$0.value, $0.before] }.compactMap(\.self).max() ?? 1)
    func length(_ value: Int) -> Int {
      value <= 0 ? 0 : max(1, min(value, longest) * room / longest)
    }
    var parts: [String] = []
    for (index, bar) in bars.enumerated() {
      let y = index * row
      parts.append(
        label(clipped(bar.label, units: 22), x: left - 6, y: y + 14, anchor: "end"))
      if let value = bar.value {
        parts.append(
          "<rect class=\"bar\" x=\"\(left)\" y=\"\(y + 4)\" width=\"\(length(value))\" height=\"12\"/>"
        )
      }
      if let before = bar.before {
        let x = left + length(before)
        parts.append(
          "<line class=\"before\" x1=\"\(x)\" y1=\"\(y + 1)\" x2=\"\(x)\" y2=\"\(y + 19)\"/>")
      }
      parts.append(label(bar.words, x: width - right + 8, y: y + 14))
    }
    return svg(
      bars.count * row + 4, bars.map { "\($0.label) \($0.words)" }.joined(separator: "，"), parts)
  }

  // MARK: Lines

  private static func lines(_ lines: [Line], _ labels: [String]) -> String {
    let height = 220
    let plot = (left: 44, top: 26, right: width - 12, bottom: height - 26)
    let count = max(1, lines.map(\.values.count).max() ?? 1)
    let highest = niceHighest(lines.flatMap(\.values).compactMap(\.self).max() ?? 0)
    func x(_ index: Int) -> Int {
      count == 1 ? plot.left : plot.left + index * (plot.right - plot.left) / (count - 1)
    }
    func y(_ value: Int) -> Int {
      plot.bottom - min(value, highest) * (plot.bottom - plot.top) / highest
    }
    var parts: [String] = []
    for value in [0, highest / 2, highest] {
      parts.append(
        "<line class=\"grid\" x1=\"\(plot.left)\" y1=\"\(y(value))\" x2=\"\(plot.right)\" y2=\"\(y(value))\"/>"
      )
      parts.append(label("\(value)", x: plot.left - 6, y: y(value) + 4, anchor: "end"))
    }
    let step = max(1, (labels.count + 15) / 16)
    for (index, text) in labels.enumerated() where index % step == 0 {
      parts.append(label(text, x: x(index), y: height - 8, anchor: "middle"))
    }
    for (index, line) in lines.enumerated() {
      let name = index == 0 ? "first" : "second"
      // A gap breaks the line.
      for run in runs(of: line.values) {
        let points = run.map { "\(x($0.index)),\(y($0.value))" }.joined(separator: " ")
        parts.append("<polyline class=\"\(name)\" points=\"\(points)\"/>")
        for point in run {
          let (cx, cy) = (x(point.index), y(point.value))
          parts.append(
            index == 0
              ? "<circle class=\"first\" cx=\"\(cx)\" cy=\"\(cy)\" r=\"3\"/>"
              : "<rect class=\"second\" x=\"\(cx - 3)\" y=\"\(cy - 3)\" width=\"6\" height=\"6\"/>")
        }
      }
      let start = plot.left + index * 120
      parts.append(
        "<line class=\"\(name)\" x1=\"\(start)\" y1=\"10\" x2=\"\(start + 28)\" y2=\"10\"/>")
      parts.append(label(line.title, x: start + 34, y: 14))
    }
    return svg(height, lines.map(\.title).joined(separator: "、"), parts)
  }

  private static func runs(of values: [Int?]) -> [[(index: Int, value: Int)]] {
    var runs: [[(index: Int, value: Int)]] = []
    var isOpen = false
    for (index, value) in values.enumerated() {
      guard let value else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      isOpen = true
      runs[runs.count - 1].append((index, value))
    }
    return runs
  }

  /// A round number not below it, so that the axis reads well.
  static func niceHighest(_ value: Int) -> Int {
    var unit = 1
    while true {
      for factor in [2, 4, 6, 10] where unit * factor >= value { return unit * factor }
      unit *= 10
      if unit > 100_000_000 { return max(2, value) }
    }
  }

  // MARK: Heat map

  private static func heat(_ rows: [String], _ columns: [String], _ values: [[Int]]) -> String {
    let row = 17
    let left = 110
    let head = 22
    let sum = 44
    let cell = max(4, (width - left - sum) / max(1, columns.count))
    let highest = max(1, values.flatMap(\.self).max() ?? 1)
    // With more than a quarter of weeks a number stands in every cell that has room for it.
    let hasNumbers = cell >= 13
    var parts: [String] = []
    let step = max(1, 44 / max(1, cell))
    for (index, text) in columns.enumerated() where index % step == 0 {
      parts.append(label(text, x: left + index * cell + cell / 2, y: 14, anchor: "middle"))
    }
    parts.append(label("合计", x: width - 2, y: 14, anchor: "end"))
    for (index, name) in rows.enumerated() {
      let y = head + index * row
      let counts = index < values.count ? values[index] : []
      parts.append(label(clipped(name, units: 16), x: left - 6, y: y + 13, anchor: "end"))
      for (column, count) in counts.prefix(columns.count).enumerated() where count > 0 {
        let x = left + column * cell
        let level = (count * 4 + highest - 1) / highest
        parts.append(
          "<rect class=\"h\(level)\" x=\"\(x)\" y=\"\(y)\" width=\"\(cell - 1)\" height=\"\(row - 1)\"/>"
        )
        if hasNumbers {
          parts.append(
            label(
              "\(count)", x: x + cell / 2, y: y + 13, anchor: "middle",
              extra: level > 2 ? " class=\"on\"" : ""))
        }
      }
      parts.append(
        label("\(counts.reduce(0, +))", x: width - 2, y: y + 13, anchor: "end"))
    }
    return svg(head + rows.count * row + 4, "各处每周件数", parts)
  }

  /// How they look: greys that an office printer keeps apart.
  static let style = """
    svg.chart { width: 100%; height: auto; margin: 0 0 3mm; break-inside: avoid; }
    svg.chart text { font-size: 12px; fill: #111; }
    svg.chart .bar { fill: #666; } svg.chart .before { stroke: #111; stroke-width: 2; }
    svg.chart .grid { stroke: #ccc; stroke-width: 1; }
    svg.chart .first { stroke: #111; stroke-width: 2; fill: none; } svg.chart circle.first { fill: #111; }
    svg.chart .second { stroke: #777; stroke-width: 1.5; stroke-dasharray: 5 3; fill: none; }
    svg.chart rect.second { fill: #fff; stroke-dasharray: none; }
    svg.chart .h1 { fill: #e8e8e8; } svg.chart .h2 { fill: #bdbdbd; } svg.chart .h3 { fill: #7d7d7d; } svg.chart .h4 { fill: #333; }
    svg.chart text.on { fill: #fff; }
    """
}

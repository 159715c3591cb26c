import TerminalKit
import Testing

private func rows(_ canvas: Canvas) -> [String] {
  canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}

@Suite("Heat map")
struct HeatMapTests {
  private let map = HeatMap(
    rowLabels: ["12号楼", "木荷苑5", "8号楼"], columnLabels: ["11/2", "11/9", "11/16"],
    values: [[1, 0, 12], [3, 6, 9], []], selected: .init(row: 1, column: 2), sumTitle: "合计")

  @Test("shade and number stand side by side, sums at the right, the chosen cell has a mark")
  func whole() {
    let lines = rows(drawing(rows: 4, columns: 40) { map.draw(into: &$0, rect: $1) })
    #expect(lines[0].contains("11/2") && lines[0].contains("11/16") && lines[0].contains("合计"))
    #expect(lines[1].contains("12号楼") && lines[1].contains("░1") && lines[1].contains("█12"))
    #expect(lines[2].hasPrefix("▌木荷苑5") && lines[2].contains("▓9"))
    #expect(lines[2].trimmed.hasSuffix("18"))
    #expect(lines[3].contains("·") && lines[3].trimmed.hasSuffix("0"), "short rows are zeros")
  }

  @Test("the legend says what each shade stands for, and shades of nothing are left out")
  func legend() {
    #expect(map.legend.map(\.text).joined() == "░1–3  ▒4–6  ▓7–9  █10–12  ")
    #expect(HeatMap.scale(highest: 2, levels: 4).map(\.words) == ["1", "2"])
    #expect(HeatMap.scale(highest: 0, levels: 4).isEmpty)
  }

  @Test("every number has the shade that the legend gives it", arguments: [1, 2, 3, 4, 7, 100])
  func levels(highest: Int) {
    for value in 1...highest {
      let level = HeatMap.level(of: value, highest: highest, of: 4)
      let words = HeatMap.scale(highest: highest, levels: 4).first { $0.level == level }?.words
      let parts = (words ?? "").split(separator: "–").compactMap { Int($0) }
      #expect(parts.first.map { $0 <= value } == true && parts.last.map { value <= $0 } == true)
    }
    #expect(HeatMap.level(of: 0, highest: highest, of: 4) == 0)
  }

  @Test("a year of weeks fits 80 columns as shades, and 47 rows scroll to the chosen one")
  func year() {
    let weeks = (1...53).map { "\($0)" }
    let groups = (1...47).map { "\($0)号楼" }
    let map = HeatMap(
      rowLabels: groups, columnLabels: weeks,
      values: groups.indices.map { row in weeks.indices.map { ($0 * row) % 5 } },
      selected: .init(row: 40, column: 52), sumTitle: "合计")
    let rect = Rect(size: Size(rows: 16, columns: 78))
    let room = map.room(in: rect)
    #expect(room.count == 53 && room.first == 0 && !room.hasNumbers)
    let lines = rows(drawing(rows: 16, columns: 78) { map.draw(into: &$0, rect: $1) })
    #expect(lines.contains { $0.hasPrefix("▌41号楼") })
    #expect(lines[0].contains("▲") && lines[15].contains("▼"))
  }

  @Test("ASCII alone, for terminals that draw blocks two columns wide")
  func ascii() {
    var plain = HeatMap(
      rowLabels: ["a"], columnLabels: ["w1", "w2", "w3"], values: [[1, 5, 9]],
      selected: .init(row: 0, column: 0))
    plain.glyphs = .ascii
    let canvas = drawing(rows: 3, columns: 30) { plain.draw(into: &$0, rect: $1) }
    #expect(canvas.text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(canvas.text.contains(".1") && canvas.text.contains("#9"))
  }
}

@Suite("Line chart")
struct LineChartTests {
  private let scale = LineChart.Scale(0, "0%", 1000, "100%")

  @Test("points stand at their height, steps join them, a gap breaks the line")
  func whole() {
    let chart = LineChart(
      [.init("本期", [0, 500, nil, 1000])], scale: scale, labels: ["7月", "8月", "9月", "10月"],
      selected: 3)
    let lines = rows(drawing(rows: 7, columns: 40) { chart.draw(into: &$0, rect: $1) })
    #expect(lines[0].hasPrefix("100%│") && lines[0].contains("●"), "the highest is at the top")
    #expect(lines[4].hasPrefix("  0%│●"), "the lowest at the bottom")
    #expect(lines[2].filter { $0 == "●" }.count == 1)
    #expect(!lines[0].contains("─●"), "nothing leads over the gap")
    #expect(lines[4].contains("╯") && lines[2].contains("╭"))
    #expect(lines[5].contains("▲"))
    #expect(lines[6].contains("7月") && lines[6].contains("10月"))
  }

  @Test("lines differ by their points and by how they are drawn")
  func two() {
    let chart = LineChart(
      [.init("本期", [800, 900, 700]), .init("前期", [200, 300, 100])], scale: scale)
    let text = drawing(rows: 10, columns: 40) { chart.draw(into: &$0, rect: $1) }.text
    #expect(text.filter { $0 == "●" }.count == 3 && text.filter { $0 == "○" }.count == 3)
    #expect(text.contains("··") && text.contains("──"))
    #expect(chart.legend.map(\.text).joined() == "● 本期   ○ 前期   ")
  }

  @Test("what does not fit one by one shares a column as its mean")
  func shared() {
    let chart = LineChart([.init("a", Array(repeating: 500, count: 90))], scale: scale)
    #expect(chart.perColumn(in: Rect(size: Size(rows: 8, columns: 40))) == 3)
    #expect(chart.perColumn(in: Rect(size: Size(rows: 8, columns: 120))) == 1)
  }
}

@Suite("Horizontal bars")
struct HorizontalBarsTests {
  @Test("names left, numbers right, where it stood before as a mark across, one is seen")
  func whole() {
    let chart = HorizontalBars(
      [
        .init("漏水", 100, words: "100 件", before: 50), .init("噪声", 1, words: "1 件"),
        .init("没有", nil, words: "—"),
      ], selected: 1)
    let lines = rows(drawing(rows: 3, columns: 40) { chart.draw(into: &$0, rect: $1) })
    #expect(lines[0].hasPrefix(" 漏水 ██") && lines[0].contains("█│█"))
    #expect(lines[0].trimmed.hasSuffix("100 件"))
    #expect(lines[1].hasPrefix("▌噪声 █ ") && lines[1].trimmed.hasSuffix("1 件"))
    #expect(!lines[2].contains("█") && lines[2].contains("—"))
  }
}

@Suite("Charts of every size")
struct ChartSizeTests {
  @Test("whatever the size, nothing is drawn outside and nothing traps")
  func everySize() {
    for rows in [0, 1, 2, 3, 4, 5, 9] {
      for columns in [0, 1, 11, 12, 13, 14, 16, 17, 40, 130] {
        for count in [0, 1, 2, 60] {
          let rect = Rect(row: 1, column: 2, rows: rows, columns: columns)
          let values = (0..<count).map { $0 * $0 % 1000 }
          let names = values.map { "第\($0)周木荷苑" }
          let heat = HeatMap(
            rowLabels: names, columnLabels: names, values: [values, values],
            selected: .init(row: count / 2, column: count - 1), sumTitle: "合计")
          let line = LineChart(
            [.init("本期", values), .init("前期", values.map { $0 % 3 == 0 ? nil : $0 })],
            scale: .init(0, "0", 900, "九百"), labels: names, selected: count - 1)
          let bars = HorizontalBars(
            values.map { .init("第\($0)", $0, words: "\($0) 件", before: $0 / 2) },
            selected: count - 1)
          for draw in [heat.draw, line.draw, bars.draw] as [(inout Canvas, Rect) -> Void] {
            var canvas = Canvas(size: Size(rows: rows + 2, columns: columns + 4))
            let untouched = canvas.cell(row: 0, column: 0)
            draw(&canvas, rect)
            var outside = 0
            for row in 0..<canvas.size.rows {
              for column in 0..<canvas.size.columns
              where !rect.contains(Position(row: row, column: column)) {
                if canvas.cell(row: row, column: column) != untouched { outside += 1 }
              }
            }
            #expect(outside == 0, "\(rows)×\(columns), \(count) values")
          }
        }
      }
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

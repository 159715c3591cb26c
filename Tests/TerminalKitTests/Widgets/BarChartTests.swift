import TerminalKit
import Testing

@Suite("Bar chart")
struct BarChartTests {
  @Test(
    "bars stand over their ticks, the axis has zero and the highest, marks have a line and words")
  func whole() {
    let chart = BarChart(
      [4, 3, 4, 0, 1, 0, 1],
      ticks: [.init(index: 0, label: "7/18"), .init(index: 4, label: "7/22")],
      marks: [.init(index: 3, label: "7月21日 启动夜巡")], selected: 4)
    let canvas = drawing(rows: 8, columns: 24) { chart.draw(into: &$0, rect: $1) }
    let rows = canvas.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(rows[0].hasSuffix("▼ 7月21日 启"), "words that do not fit are cut at the edge")
    #expect(rows[1].hasPrefix("4│██") && rows[6].hasPrefix("0╰"))
    #expect(rows[6].contains("▲"), "the chosen bar is told without colour")
    #expect(rows[7] == "  7/18        7/22")
    #expect(rows[1...5].allSatisfy { $0.contains("┊") })
    #expect(rows[5].hasPrefix(" │██ ██ ██ ┊  ██"))
  }

  @Test("one is seen beside a hundred, and nothing is nothing")
  func small() {
    let chart = BarChart([100, 1, 0])
    let canvas = drawing(rows: 10, columns: 24) { chart.draw(into: &$0, rect: $1) }
    let base = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[7]
    #expect(base.contains("█") && base.contains("▁"))
    #expect(base.split(separator: " ").count == 2)
  }

  @Test(
    "what does not fit side by side shares a bar, and it is said how many",
    arguments: [(14, 80, 1), (74, 80, 1), (92, 80, 2), (92, 120, 1), (92, 40, 3)])
  func shared(days: Int, columns: Int, perBar: Int) {
    let chart = BarChart(Array(repeating: 3, count: days))
    let rect = Rect(size: Size(rows: 12, columns: columns))
    #expect(chart.perBar(in: rect) == perBar)
    let canvas = drawing(rows: 12, columns: columns) { chart.draw(into: &$0, rect: $1) }
    let base = canvas.text.split(separator: "\n", omittingEmptySubsequences: false)[9]
    #expect(base.count(where: { "█▇▆▅▄▃▂▁".contains($0) }) >= days / perBar)
  }

  @Test("ASCII alone, for terminals that draw lines two columns wide")
  func ascii() {
    let chart = BarChart(
      [2, 1], ticks: [.init(index: 0, label: "a")], marks: [.init(index: 1, label: "b")],
      selected: 0, glyphs: .ascii)
    let canvas = drawing(rows: 8, columns: 20) { chart.draw(into: &$0, rect: $1) }
    #expect(canvas.text.unicodeScalars.allSatisfy { $0.isASCII })
    #expect(canvas.text.contains("^") && canvas.text.contains(":"))
  }

  @Test("whatever the size, nothing is drawn outside and nothing traps")
  func everySize() {
    for rows in 0...12 {
      for columns in [0, 1, 5, 11, 12, 13, 30, 200] {
        for count in [0, 1, 14, 92, 500] {
          let chart = BarChart(
            (0..<count).map { $0 * $0 % 1000 }, ticks: [.init(index: count / 2, label: "11/16")],
            marks: (0..<4).map { .init(index: count * $0 / 4, label: "十一月二日启动夜巡") },
            selected: count - 1)
          var canvas = Canvas(size: Size(rows: rows + 2, columns: columns + 4))
          let rect = Rect(row: 1, column: 2, rows: rows, columns: columns)
          let untouched = canvas.cell(row: 0, column: 0)
          chart.draw(into: &canvas, rect: rect)
          for row in 0..<canvas.size.rows {
            for column in 0..<canvas.size.columns
            where !rect.contains(Position(row: row, column: column)) {
              #expect(canvas.cell(row: row, column: column) == untouched)
            }
          }
        }
      }
    }
  }
}

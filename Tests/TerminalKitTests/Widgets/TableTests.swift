import TerminalKit
import Testing

@Suite("Table")
struct TableTests {
  private static let columns = [
    TableColumn(id: "left", title: "剩余", minimum: 8, priority: 9, align: .right),
    TableColumn(id: "next", title: "下一步", minimum: 6, ideal: 8, priority: 8),
    TableColumn(id: "place", title: "楼组·室", minimum: 8, ideal: 10, priority: 5),
    TableColumn(id: "text", title: "诉求", minimum: 10, ideal: 16, flex: true, priority: 9),
    TableColumn(id: "who", title: "承办", minimum: 6, priority: 3),
    TableColumn(id: "source", title: "来源", minimum: 4, priority: 1),
  ]

  private static let rows: [[TableCell]] = [
    [
      TableCell("4分", Style(.danger)), TableCell("首响"), TableCell("12·502"),
      TableCell("楼道灯不亮，有老人摔倒"), TableCell("—"), TableCell("微信"),
    ],
    [
      TableCell("1小时12分", Style(.warning)), TableCell("办结"), TableCell("3·1201"),
      TableCell("厨房水管漏水"), TableCell("赵师傅"), TableCell("扫码"),
    ],
  ]

  private func drawn(_ size: Size, _ highlight: TableHighlight = .gutter) -> Canvas {
    var canvas = Canvas(size: size)
    Table(columns: Self.columns, highlight: highlight).draw(
      into: &canvas, rect: canvas.bounds, rows: Self.rows, selectedLine: 1)
    return canvas
  }

  @Test("Chinese columns stand in line, and text that does not fit ends with an ellipsis")
  func snapshot() {
    #expect(
      drawn(Size(rows: 3, columns: 60)).text == """
              剩余 下一步   楼组·室    诉求              承办   来源
               4分 首响     12·502     楼道灯不亮，有老… —      微信
        ▌ 1小时12… 办结     3·1201     厨房水管漏水      赵师傅 扫码
        """)
  }

  @Test("columns of low priority are dropped, never squeezed below their minimum")
  func narrow() {
    #expect(
      drawn(Size(rows: 3, columns: 38)).text == """
              剩余 下一步 楼组·室  诉求
               4分 首响   12·502   楼道灯不亮…
        ▌ 1小时12… 办结   3·1201   厨房水管漏…
        """)
  }

  @Test("selecting changes no more cells than the highlight says")
  func highlights() {
    let size = Size(rows: 3, columns: 38)
    var plain = Canvas(size: size)
    Table(columns: Self.columns).draw(into: &plain, rect: plain.bounds, rows: Self.rows)
    func changed(_ highlight: TableHighlight) -> Int {
      let canvas = drawn(size, highlight)
      return (0..<3).reduce(0) { total, row in
        total
          + (0..<38).count {
            canvas.cell(row: row, column: $0) != plain.cell(row: row, column: $0)
          }
      }
    }
    #expect(changed(.gutter) == 1)
    #expect(changed(.columns(["next", "nothing"])) == 7)
    #expect(changed(.row) == 38)
  }

  @Test("widths never exceed the total, keep minimums, and use all that flex may use")
  func widths() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let columns = (0..<Int.random(in: 0...7, using: &random)).map { index in
        let minimum = Int.random(in: 1...12, using: &random)
        return TableColumn(
          id: "\(index)", title: "", minimum: minimum,
          ideal: minimum + Int.random(in: 0...9, using: &random),
          flex: Bool.random(using: &random), priority: Int.random(in: 0...3, using: &random))
      }
      let total = Int.random(in: 0...80, using: &random)
      let widths = TableLayout.widths(columns, total: total)
      let kept = widths.compactMap { $0 }
      #expect(widths.count == columns.count)
      #expect(kept.reduce(0, +) + max(0, kept.count - 1) <= total)
      if kept.count > 1 {
        #expect(zip(columns, widths).allSatisfy { $1 == nil || ($1 ?? 0) >= $0.minimum })
      }
      if zip(columns, widths).contains(where: { $0.flex && $1 != nil }), kept.count > 1 {
        #expect(kept.reduce(0, +) + kept.count - 1 == total)
      }
      let dropped = zip(columns, widths).filter { $1 == nil }.map(\.0.priority).max() ?? 0
      let lowest = zip(columns, widths).filter { $1 != nil }.map(\.0.priority).min() ?? 9
      #expect(dropped <= lowest)
    }
  }

  @Test("any rectangle will do", arguments: 0...12)
  func small(size: Int) {
    for columns in 0...12 {
      let canvas = drawn(Size(rows: size, columns: columns), .row)
      #expect(canvas.size.rows == size)
    }
  }

  @Test("a list is drawn from its window and a click finds its line")
  func list() {
    var desk = ListDesk(count: 30, height: 2)
    desk.move(.lines(5))
    let table = Table(columns: [TableColumn(id: "id", title: "编号", minimum: 6, flex: true)])
    var canvas = Canvas(size: Size(rows: 3, columns: 12))
    table.draw(into: &canvas, rect: canvas.bounds, list: desk.list) { [TableCell("第\($0.id)件")] }
    #expect(
      canvas.text == """
          编号
          第4件
        ▌ 第5件
        """)
    #expect(table.line(at: Position(row: 2, column: 3), in: canvas.bounds) == 1)
    #expect(table.line(at: Position(row: 0, column: 3), in: canvas.bounds) == nil)
  }
}

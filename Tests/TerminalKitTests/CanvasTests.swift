import Testing

@testable import TerminalKit

@Suite("Canvas")
struct CanvasTests {
  private func canvas(_ rows: Int, _ columns: Int) -> Canvas {
    Canvas(size: Size(rows: rows, columns: columns))
  }

  @Test("Text goes where it is put and reports its columns")
  func put() {
    var canvas = canvas(2, 10)
    #expect(canvas.put("楼道", row: 0, column: 1) == 4)
    #expect(canvas.put("abc", row: 1, column: 8) == 2)
    #expect(canvas.text == " 楼道\n        ab")
    #expect(canvas.put("x", row: 5, column: 0) == 0)
    #expect(canvas.put("x", row: -1, column: 0) == 0)
    #expect(canvas.put("x", row: 0, column: 10) == 0)
  }

  @Test("Trap 1: overwriting half of a wide character blanks the other half")
  func orphans() {
    for (column, expected) in [(0, "x 道"), (1, " x道"), (2, "楼x"), (3, "楼 x")] {
      var canvas = canvas(1, 4)
      canvas.put("楼道", row: 0, column: 0)
      canvas.put("x", row: 0, column: column)
      #expect(canvas.text == expected)
    }
    var canvas = canvas(1, 6)
    canvas.put("楼道灯", row: 0, column: 0)
    canvas.put("亮", row: 0, column: 1)
    #expect(canvas.text == " 亮 灯")
  }

  @Test("Trap 2: a wide character that does not fit leaves a blank, inside the limit and the edge")
  func cutting() {
    var canvas = canvas(1, 5)
    canvas.fill(canvas.bounds, style: Style(.field))
    #expect(canvas.put("楼道灯", row: 0, column: 0, style: Style(.danger)) == 5)
    #expect(canvas.text == "楼道")
    #expect(canvas.styleMap == "ddddd")
    #expect(canvas.put("xyz", row: 0, column: 0, limit: 2) == 2)
    #expect(canvas.text == "xy道")
    #expect(canvas.put("亮亮", row: 0, column: 0, limit: 3) == 3)
    #expect(canvas.text == "亮")
    #expect(canvas.put("x", row: 0, column: 0, limit: -4) == 0)
  }

  @Test("Text that begins left of the canvas shows its right part")
  func leftEdge() {
    var canvas = canvas(1, 4)
    canvas.put("abcdef", row: 0, column: -2)
    #expect(canvas.text == "cdef")
    canvas.put("楼道灯", row: 0, column: -1)
    #expect(canvas.text == " 道")
  }

  @Test("Trap 10: hostile text is harmless when drawn")
  func hostile() {
    var canvas = canvas(1, 20)
    #expect(canvas.put("\u{1B}[2J\n甲\u{202E}", row: 0, column: 0) == 6)
    #expect(canvas.text == "[2J 甲")
  }

  @Test("Clipping protects what is outside and nests")
  func clipping() {
    var canvas = canvas(2, 8)
    canvas.put("--------", row: 0, column: 0)
    canvas.clipped(to: Rect(row: 0, column: 2, rows: 1, columns: 4)) { canvas in
      canvas.put("abcdefgh", row: 0, column: 0)
      canvas.put("no", row: 1, column: 2)
      canvas.clipped(to: Rect(row: 0, column: 0, rows: 9, columns: 3)) { canvas in
        canvas.fill(canvas.bounds)
      }
    }
    #expect(canvas.text == "-- def--\n")
    #expect(canvas.clip == canvas.bounds)
  }

  @Test("Spans follow each other up to the limit")
  func spans() {
    var canvas = canvas(1, 10)
    let used = canvas.put(
      [Span("急", Style(.danger, bold: true)), Span("楼道"), Span("abc", Style(.muted))],
      row: 0, column: 1, limit: 7)
    #expect(used == 7)
    #expect(canvas.text == " 急楼道a")
    #expect(canvas.styleMap == ".DD....m")
  }

  @Test("Restyling keeps the text and both halves of a wide character together")
  func restyle() {
    var canvas = canvas(1, 6)
    canvas.put("a楼b", row: 0, column: 0)
    canvas.restyle(Rect(row: 0, column: 0, rows: 1, columns: 2), style: Style(.selected))
    #expect(canvas.styleMap == "sss")
    canvas.restyle(Rect(row: 0, column: 2, rows: 1, columns: 2)) { $0.adding(.bold) }
    #expect(canvas.styleMap == "sss:")
    #expect(canvas.text == "a楼b")
  }

  @Test("Boxes, titles and joints")
  func boxes() {
    var canvas = canvas(5, 16)
    canvas.box(canvas.bounds, title: "楼组", trailingTitle: "3/9", focused: true)
    canvas.divider(in: canvas.bounds, row: 2, title: "值班")
    #expect(
      canvas.text
        == """
        ╭ 楼组 ── 3/9 ─╮
        │              │
        ├ 值班 ────────┤
        │              │
        ╰──────────────╯
        """.replacing(" 3/9 ─╮", with: "─ 3/9 ╮"))
    var ascii = self.canvas(3, 8)
    ascii.box(ascii.bounds, glyphs: .ascii)
    ascii.verticalDivider(in: ascii.bounds, column: 3, glyphs: .ascii)
    #expect(ascii.text == "+--+---+\n|  |   |\n+--+---+")
  }

  @Test("Canvases of no size, and drawing all around them, do nothing")
  func empty() {
    for (rows, columns) in [(0, 0), (0, 5), (5, 0), (1, 1)] {
      var canvas = canvas(rows, columns)
      for row in -1...2 {
        for column in -2...2 {
          canvas.put("楼道x", row: row, column: column)
          canvas.box(Rect(row: row, column: column, rows: 3, columns: 9), title: "标题")
          canvas.fill(Rect(row: row, column: column, rows: 3, columns: 3))
        }
      }
      #expect(canvas.size == Size(rows: rows, columns: columns))
    }
  }

  @Test("Any drawing leaves each wide character whole")
  func random() {
    var random = SeededRandom(seed: 3)
    let texts = ["楼", "楼道灯", "ab", "a楼b道", "😀x", "e\u{301}"]
    var canvas = canvas(3, 9)
    for _ in 0..<5000 {
      let rect = Rect(
        row: random.next(below: 4), column: random.next(below: 11) - 1,
        rows: random.next(below: 3), columns: random.next(below: 5))
      let text = texts[random.next(below: texts.count)]
      switch random.next(below: 4) {
      case 0: canvas.fill(rect)
      case 1: canvas.restyle(rect, style: Style(.danger))
      case 2: canvas.clipped(to: rect) { $0.put(text, row: rect.row, column: rect.column - 1) }
      default: canvas.put(text, row: rect.row, column: rect.column)
      }
      for row in 0..<3 {
        var column = 0
        while column < 9, let cell = canvas.cell(row: row, column: column) {
          #expect(cell.width > 0)
          for offset in 1..<max(2, cell.width) where cell.width == 2 {
            let half = canvas.cell(row: row, column: column + offset)
            #expect(half?.isContinuation == true)
            #expect(half?.style == cell.style)
          }
          column += max(1, cell.width)
        }
        #expect(column == 9)
      }
    }
  }

  @Test("A cell stays small and free of padding, since rows are compared as memory")
  func cellLayout() {
    #expect(MemoryLayout<Cell>.size == 16)
    #expect(MemoryLayout<Cell>.stride == 16)
  }
}

import TerminalKit
import Testing

/// What a widget draws on a canvas of its own.
func drawing(rows: Int, columns: Int, _ draw: (inout Canvas, Rect) -> Void) -> Canvas {
  var canvas = Canvas(size: Size(rows: rows, columns: columns))
  let bounds = canvas.bounds
  draw(&canvas, bounds)
  return canvas
}

@Suite("Tab line, key bar, toast, sparkline")
struct ChromeTests {
  private let bar = KeyBar([
    KeyBar.Item(id: "menu", key: "Enter", label: "可做的事", priority: 9),
    KeyBar.Item(id: "answer", key: "r", label: "响应", priority: 3),
    KeyBar.Item(id: "dispatch", key: "d", label: "派单", priority: 3),
    KeyBar.Item(id: "help", key: "?", label: "帮助", priority: 8),
  ])

  @Test(
    "the key bar drops whole items, the least important first",
    arguments: [
      (60, " Enter 可做的事  r 响应  d 派单  ? 帮助"),
      (40, " Enter 可做的事  r 响应  d 派单  ? 帮助"),
      (39, " Enter 可做的事  r 响应  ? 帮助"),
      (24, " Enter 可做的事  ? 帮助"),
      (20, " Enter 可做的事"),
      (9, ""),
      (0, ""),
    ])
  func keyBar(columns: Int, expected: String) {
    let canvas = drawing(rows: 1, columns: columns) { bar.draw(into: &$0, rect: $1) }
    #expect(canvas.text == expected)
  }

  @Test("a click on the key bar finds the command")
  func keyBarClick() {
    let rect = Rect(row: 4, column: 0, rows: 1, columns: 60)
    #expect(bar.item(at: Position(row: 4, column: 2), in: rect) == "menu")
    #expect(bar.item(at: Position(row: 4, column: 17), in: rect) == "answer")
    #expect(bar.item(at: Position(row: 4, column: 16), in: rect) == nil)
    #expect(bar.item(at: Position(row: 3, column: 2), in: rect) == nil)
  }

  @Test("the selected tab is always visible")
  func tabs() {
    var line = TabLine(
      tabs: [
        TabLine.Tab(id: "queue", key: "1", title: "诉求", badge: "3"),
        TabLine.Tab(id: "groups", key: "2", title: "楼组"),
        TabLine.Tab(id: "duty", key: "3", title: "值班"),
      ], selected: "queue")
    let wide = drawing(rows: 1, columns: 40) { line.draw(into: &$0, rect: $1) }
    #expect(wide.text == " 1 诉求 3  2 楼组  3 值班")
    #expect(wide.styleMap.hasPrefix("SSSSSSSSSS.m"))
    line.selected = "duty"
    let narrow = drawing(rows: 1, columns: 18) { line.draw(into: &$0, rect: $1) }
    #expect(narrow.text == " 2 楼组  3 值班")
    #expect(line.neighbour(1) == "queue")
    #expect(line.neighbour(-1) == "groups")
    #expect(
      line.tab(
        at: Position(row: 0, column: 3), in: Rect(row: 0, column: 0, rows: 1, columns: 18))
        == "groups")
    #expect(TabLine(tabs: [], selected: "x").neighbour(1) == "x")
    _ = drawing(rows: 0, columns: 0) { line.draw(into: &$0, rect: $1) }
  }

  @Test("a toast says without colour how it is meant")
  func toast() {
    let canvas = drawing(rows: 1, columns: 20) {
      Toast("已派单给赵师傅", kind: .success).draw(into: &$0, rect: $1)
    }
    #expect(canvas.text == " ✓ 已派单给赵师傅")
    let cut = drawing(rows: 1, columns: 10) {
      Toast("已派单给赵师傅", kind: .danger).draw(into: &$0, rect: $1, glyphs: .ascii)
    }
    #expect(cut.text == " x 已派单…")
  }

  @Test("a sparkline shows one case beside a hundred, and nothing as nothing")
  func sparkline() {
    #expect(Sparkline.bars([0, 1, 50, 100]) == "▁▂▅█")
    #expect(Sparkline.bars([0, 1, 50, 100], glyphs: .ascii) == ".:-=")
    #expect(Sparkline.bars([0, 0]) == "▁▁")
    #expect(Sparkline.bars([9, 1, 2], columns: 2) == "▅█")
    #expect(Sparkline.bars([-5, 3], maximum: 30) == "▁▂")
    #expect(Sparkline.bars([]) == "")
    #expect(Sparkline.bars([1], columns: -3) == "")
  }
}

@Suite("Widget glyphs")
struct WidgetGlyphsTests {
  @Test("trap 8: every mark is one column, and the plain ones are ASCII")
  func columns() {
    for glyphs in [WidgetGlyphs.unicode, .ascii] {
      let marks = [
        glyphs.mark, glyphs.moreAbove, glyphs.moreBelow, glyphs.stepLeft, glyphs.stepRight,
        glyphs.chosen, glyphs.unchosen, glyphs.cut, glyphs.cross, glyphs.check, glyphs.alert,
        glyphs.dot, glyphs.separator,
      ]
      for mark in marks + glyphs.bars.map(String.init) {
        #expect(TextWidth.columns(mark) == 1)
        #expect(glyphs == .unicode || mark.utf8.count == 1)
      }
    }
    #expect(WidgetGlyphs.matching(.ascii) == .ascii)
    #expect(WidgetGlyphs.matching(.unicode) == .unicode)
  }
}

@Suite("Span layout")
struct SpanLayoutTests {
  private let spans = [
    Span("楼道", Style(.title)), Span("灯不亮 ", Style(.matched)), Span("ok 138", Style(.muted)),
  ]

  @Test("trap 2: clipping never splits a wide character and always fits", arguments: 0...20)
  func clip(columns: Int) {
    let clipped = SpanLayout.clip(spans, columns: columns)
    let whole = spans.map(\.text).joined()
    let text = clipped.map(\.text).joined()
    #expect(SpanLayout.columns(clipped) <= columns)
    if columns >= TextWidth.columns(whole) {
      #expect(text == whole)
    } else if columns > 0 {
      #expect(text.hasSuffix("…"))
      #expect(whole.hasPrefix(text.dropLast()))
    }
  }

  @Test("in one column a mark stands for each wide character, in its style")
  func wrapToOneColumn() {
    let lines = SpanLayout.wrap(spans, columns: 1)
    #expect(lines.joined().map(\.style).prefix(2) == [Style(.title), Style(.title)])
    #expect(lines.last?.first == Span("8", Style(.muted)))
    #expect(SpanLayout.wrap(spans, columns: 0).isEmpty)
  }

  @Test("wrapping keeps every character in its style", arguments: 2...20)
  func wrap(columns: Int) {
    func style(of character: Character) -> Style? {
      spans.first { $0.text.contains(character) }?.style
    }
    let lines = SpanLayout.wrap(spans, columns: columns)
    #expect(lines.allSatisfy { SpanLayout.columns($0) <= columns })
    let kept = lines.joined().map(\.text).joined().filter { $0 != " " }
    #expect(kept == "楼道灯不亮ok138")
    for span in lines.joined() {
      for character in span.text where character != " " {
        #expect(style(of: character) == span.style)
      }
    }
  }
}

@Suite("Detail view")
struct DetailViewTests {
  private let view = DetailView([
    .text([Span("楼道灯不亮，", Style(.title)), Span("有老人摔倒")]),
    .labelled("来电人", [Span("李阿姨 138****2046")]),
    .labelled("首问", [Span("王芳")]),
    .rule("时间线"),
    .item([Span("19:36", Style(.muted))], [Span("登记，微信群「12号楼」转来，等物业回话")]),
  ])

  @Test("labels stand in one column and long values hang behind them")
  func layout() {
    let canvas = drawing(rows: 8, columns: 24) { view.draw(into: &$0, rect: $1) }
    #expect(
      canvas.text == """
        楼道灯不亮，有老人摔倒
        来电人  李阿姨
                138****2046
        首问    王芳
        时间线 ─────────────────
        19:36 登记，微信群「12号
              楼」转来，等物业回
              话
        """)
    #expect(canvas.styleMap.hasPrefix("tttttttttttt\nmmmmmmmm"))
  }

  @Test("what does not fit scrolls, never past the end")
  func scroll() {
    var view = view
    let size = Size(rows: 3, columns: 26)
    view.scroll(by: 99, in: size)
    #expect(view.offset == 5)
    view.scroll(by: -1, in: size)
    let canvas = drawing(rows: 3, columns: 26) { view.draw(into: &$0, rect: $1) }
    #expect(
      canvas.text
        == """
        时间线 ───────────────── ▲
        19:36 登记，微信群「12号
              楼」转来，等物业回 ▼
        """)
    view.scroll(by: -99, in: size)
    #expect(view.offset == 0)
  }

  @Test("any rectangle will do", arguments: 0...9)
  func small(rows: Int) {
    for columns in 0...9 {
      _ = drawing(rows: rows, columns: columns) { view.draw(into: &$0, rect: $1) }
    }
  }
}

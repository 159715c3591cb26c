import TerminalKit
import Testing

@Suite("Menu")
struct MenuTests {
  private static let items = [
    MenuItem(id: "answer", key: Key("r"), title: "响应", note: "首响还剩 4 分", keywords: ["xy"]),
    MenuItem(id: "close", key: Key("c"), title: "办结", disabledReason: "三见面还差 1 次"),
    MenuItem(id: "dispatch", key: Key("d"), title: "派单", keywords: ["pd"]),
    MenuItem(id: "void", key: Key.ctrl("x"), title: "作废", isDanger: true, keywords: ["zf"]),
  ]
  private let menu = Menu(title: "可做的事", items: items)

  @Test("items stand in columns; what cannot be done is grey and says why")
  func snapshot() {
    let size = menu.preferredSize(in: Size(rows: 24, columns: 80))
    #expect(size == Size(rows: 6, columns: 35))
    let canvas = drawing(rows: size.rows, columns: size.columns) {
      menu.draw(into: &$0, rect: $1)
    }
    #expect(
      canvas.text == """
        ╭ 可做的事 ───────────────────────╮
        │▌ 1 响应  首响还剩 4 分        r │
        │  2 办结  三见面还差 1 次      c │
        │  3 派单                       d │
        │  4 作废                  Ctrl-X │
        ╰─────────────────────────────────╯
        """)
    let map = canvas.styleMap.split(separator: "\n")
    #expect(map[1].dropFirst().dropLast().allSatisfy { $0 == "s" })
    #expect(map[2].contains("xxxx"))
    #expect(map[4].contains("dddd"))
  }

  @Test(
    "keys",
    arguments: [
      ([Key(.enter)], MenuOutcome.chosen("answer")),
      ([Key(.down), Key(.enter)], .refused("三见面还差 1 次")),
      ([Key(.down), Key(.down), Key(.enter)], .chosen("dispatch")),
      ([Key(.up), Key(.enter)], .chosen("void")),
      ([Key(.end), Key(.down), Key(.enter)], .chosen("answer")),
      ([Key("3")], .chosen("dispatch")),
      ([Key("2")], .refused("三见面还差 1 次")),
      ([Key("9")], .none),
      ([Key("0")], .none),
      ([Key("d")], .chosen("dispatch")),
      ([Key("c")], .refused("三见面还差 1 次")),
      ([Key.ctrl("x")], .chosen("void")),
      ([Key("x")], .none),
      ([Key(.escape)], .cancelled),
      ([Key("漏")], .none),
    ])
  func keys(keys: [Key], expected: MenuOutcome) {
    var menu = menu
    #expect(keys.map { menu.handle($0) }.last == expected)
  }

  @Test("trap 7: full-width letters and digits of an input method choose too")
  func fullWidth() {
    var menu = menu
    #expect(menu.handle(Key("ｄ")) == .chosen("dispatch"))
    #expect(menu.handle(Key("１")) == .chosen("answer"))
  }

  @Test("the first item that can be chosen is selected at first; an empty menu says so")
  func start() {
    let menu = Menu(items: Array(Self.items[1...]))
    #expect(menu.selectedItem?.id == "dispatch")
    var empty = Menu(items: [])
    for key in [Key(.up), Key(.down), Key(.end), Key(.pageUp), Key(.enter), Key("1")] {
      #expect(empty.handle(key) == .none)
    }
    let canvas = drawing(rows: 3, columns: 24) { empty.draw(into: &$0, rect: $1) }
    #expect(canvas.text.contains("没有可选的项"))
  }

  @Test("a long menu scrolls with its selection and says that there is more")
  func scrolls() {
    var menu = Menu(items: (1...30).map { MenuItem(id: "\($0)", title: "第\($0)项") })
    for _ in 0..<14 { _ = menu.handle(Key(.down)) }
    let canvas = drawing(rows: 5, columns: 16) { menu.draw(into: &$0, rect: $1) }
    #expect(
      canvas.text == """
        ╭──────────────╮
        │    第14项    ▲
        │▌   第15项    │
        │    第16项    ▼
        ╰──────────────╯
        """)
    #expect(
      menu.click(
        at: Position(row: 3, column: 4), in: Rect(row: 0, column: 0, rows: 5, columns: 16))
        == .chosen("16"))
    #expect(
      menu.click(
        at: Position(row: 0, column: 4), in: Rect(row: 0, column: 0, rows: 5, columns: 16))
        == .none)
  }

  @Test("any rectangle will do", arguments: 0...8)
  func small(rows: Int) {
    let palette = Palette(items: Self.items)
    let confirm = Confirm(title: "作废", body: ["不能恢复"], confirmLabel: "作废")
    for columns in 0...30 {
      _ = drawing(rows: rows, columns: columns) { menu.draw(into: &$0, rect: $1) }
      _ = drawing(rows: rows, columns: columns) { palette.draw(into: &$0, rect: $1) }
      _ = drawing(rows: rows, columns: columns) { confirm.draw(into: &$0, rect: $1) }
      _ = menu.preferredSize(in: Size(rows: rows, columns: columns))
      _ = confirm.preferredSize(in: Size(rows: rows, columns: columns))
    }
  }
}

@Suite("Palette")
struct PaletteTests {
  private static let items = [
    MenuItem(id: "answer", key: Key("r"), title: "响应", keywords: ["xy"]),
    MenuItem(id: "dispatch", key: Key("d"), title: "派单", keywords: ["pd"]),
    MenuItem(id: "report", title: "导出响应率", keywords: ["dcxyl"]),
    MenuItem(id: "void", title: "作废", disabledReason: "只有书记可以", keywords: ["zf"]),
  ]

  private func typed(_ text: String) -> Palette {
    var palette = Palette(items: Self.items)
    for character in text { #expect(palette.handle(Key(character)) == .none) }
    return palette
  }

  @Test(
    "finds by title, 拼音 initials, key and identity, the best first",
    arguments: [
      ("", ["answer", "dispatch", "report", "void"]),
      ("响应", ["answer", "report"]),
      ("xy", ["answer", "report"]),
      ("ＸＹ", ["answer", "report"]),
      ("pd", ["dispatch"]),
      ("r", ["answer", "report"]),
      ("响应 导出", ["report"]),
      ("void", ["void"]),
      ("什么", []),
    ])
  func search(query: String, found: [String]) {
    #expect(typed(query).menu.items.map(\.id) == found)
  }

  @Test("Enter chooses what is selected; what cannot be done says why")
  func choose() {
    var palette = typed("响应")
    #expect(palette.handle(Key(.down)) == .none)
    #expect(palette.handle(Key(.enter)) == .chosen("report"))
    var refused = typed("zf")
    #expect(refused.handle(Key(.enter)) == .refused("只有书记可以"))
    #expect(refused.handle(Key(.escape)) == .cancelled)
    var nothing = typed("什么")
    #expect(nothing.handle(Key(.enter)) == .none)
    #expect(nothing.paste("\n作废") == .none)
    #expect(nothing.field.text == "什么 作废")
  }

  @Test("the field is above, what matches is marked, the cursor is in the field")
  func snapshot() {
    let palette = typed("响应")
    var canvas = Canvas(size: Size(rows: 7, columns: 30))
    let bounds = canvas.bounds
    let cursor = palette.draw(into: &canvas, rect: bounds)
    #expect(
      canvas.text == """
        ╭ 命令 ───────────────── 2/4 ╮
        │ 响应                       │
        ├────────────────────────────┤
        │▌ 响应                    r │
        │  导出响应率                │
        │                            │
        ╰────────────────────────────╯
        """)
    #expect(cursor == Position(row: 1, column: 6))
    #expect(canvas.styleMap.contains("yyyy"))
  }
}

@Suite("Confirm")
struct ConfirmTests {
  private func confirm(trigger: Key? = nil) -> Confirm {
    Confirm(
      title: "作废诉求", body: ["20261121-007 楼道灯不亮", "作废后不能恢复。"], confirmLabel: "作废",
      trigger: trigger, isDanger: true)
  }

  @Test("Cancel comes first")
  func snapshot() {
    let confirm = confirm()
    let size = confirm.preferredSize(in: Size(rows: 24, columns: 80))
    let canvas = drawing(rows: size.rows, columns: size.columns) {
      confirm.draw(into: &$0, rect: $1)
    }
    #expect(
      canvas.text == """
        ╭ 作废诉求 ──────────────────────╮
        │                                │
        │  20261121-007 楼道灯不亮       │
        │  作废后不能恢复。              │
        │                                │
        │  取消 Esc              作废 y  │
        ╰────────────────────────────────╯
        """)
    #expect(canvas.styleMap.split(separator: "\n")[5].contains("SSSSSSSSSS"))
  }

  @Test(
    "keys",
    arguments: [
      ([Key(.enter)], ConfirmOutcome.cancelled),
      ([Key(.escape)], .cancelled),
      ([Key("n")], .cancelled),
      ([Key("y")], .confirmed),
      ([Key("ｙ")], .confirmed),
      ([Key(.right), Key(.enter)], .confirmed),
      ([Key(.tab), Key(.enter)], .confirmed),
      ([Key(.tab), Key(.tab), Key(.enter)], .cancelled),
      ([Key(.right), Key(.left), Key(.enter)], .cancelled),
      ([Key("x")], .none),
      ([Key(" ")], .none),
    ])
  func keys(keys: [Key], expected: ConfirmOutcome) {
    var confirm = confirm()
    #expect(keys.map { confirm.handle($0) }.last == expected)
  }

  @Test("the key that asked never answers")
  func trigger() {
    var confirm = confirm(trigger: Key("y"))
    #expect(confirm.confirmKey == nil)
    #expect(confirm.handle(Key("y")) == .none)
    #expect(confirm.handle(Key(.right)) == .none)
    #expect(confirm.handle(Key(.enter)) == .confirmed)
  }

  @Test("clicks press the buttons")
  func click() {
    let rect = Rect(row: 0, column: 0, rows: 7, columns: 34)
    #expect(confirm().click(at: Position(row: 5, column: 4), in: rect) == .cancelled)
    #expect(confirm().click(at: Position(row: 5, column: 27), in: rect) == .confirmed)
    #expect(confirm().click(at: Position(row: 3, column: 4), in: rect) == .none)
  }
}

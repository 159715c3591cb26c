import TerminalKit
import Testing

@Suite("Text field")
struct TextFieldTests {
  /// Reads `|` as the cursor.
  private static func buffer(_ marked: String) -> EditBuffer {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    var buffer = EditBuffer(parts.joined())
    buffer.move(to: parts[0].count)
    return buffer
  }

  @Test(
    "editing keys",
    arguments: [
      ("楼道|灯", Key("漏"), "楼道漏|灯"),
      ("楼道|灯", Key(.left), "楼|道灯"),
      ("|灯", Key(.left), "|灯"),
      ("灯|", Key(.right), "灯|"),
      ("楼道|灯", Key(.backspace), "楼|灯"),
      ("|灯", Key(.backspace), "|灯"),
      ("楼道|灯", Key(.delete), "楼道|"),
      ("楼道|灯", Key(.home), "|楼道灯"),
      ("楼道|灯", Key(.end), "楼道灯|"),
      ("楼道|灯", Key.ctrl("a"), "|楼道灯"),
      ("楼道|灯", Key.ctrl("e"), "楼道灯|"),
      ("楼道|灯", Key.ctrl("u"), "|灯"),
      ("楼道|灯", Key.ctrl("k"), "楼道|"),
      ("12号 楼道  |灯", Key.ctrl("w"), "12号 |灯"),
      ("12号|", Key.ctrl("w"), "12|"),
      ("tel 138-0|000", Key.ctrl("w"), "tel 138-|000"),
      ("a bc, |d", Key(.left, modifiers: .control), "a bc|, d"),
      ("|ab  cd", Key(.right, modifiers: .alt), "ab  |cd"),
      ("e\u{301}👨‍👩‍👧|x", Key(.backspace), "e\u{301}|x"),
      ("e\u{301}|x", Key(.backspace), "|x"),
      ("a|b", Key(.enter), "a|b"),
      ("a|b", Key.ctrl("x"), "a|b"),
      ("a|b", Key(.function(5)), "a|b"),
    ])
  func keys(before: String, key: Key, after: String) {
    var field = TextField()
    field.buffer = Self.buffer(before)
    let old = field.text
    let outcome = field.handle(key)
    #expect("\(field.buffer.before)|\(field.buffer.after)" == after)
    #expect((outcome == .changed) == (field.text != old))
  }

  @Test("keys of the owner are ignored")
  func ignored() {
    var field = TextField("x")
    for code: KeyCode in [.enter, .tab, .backTab, .escape, .up, .down, .function(1)] {
      #expect(field.handle(Key(code)) == .ignored)
    }
  }

  @Test("trap 5: Enter inside a paste never submits, and hostile characters stay outside")
  func paste() {
    var field = TextField("a")
    #expect(field.paste("楼道\r\n灯\u{1B}[2J\u{202E}不亮") == .changed)
    #expect(field.text == "a楼道 灯[2J不亮")
  }

  @Test("what does not fit the limit is refused, and the field says so")
  func limit() {
    var field = TextField("12", limit: 4)
    #expect(field.paste("345678") == .changed)
    #expect(field.text == "1234")
    #expect(field.wasCut)
    #expect(field.handle(Key("x")) == .moved)
    #expect(field.wasCut)
    #expect(field.handle(Key(.backspace)) == .changed)
    #expect(!field.wasCut)
    #expect(field.handle(Key("x")) == .changed)
    #expect(!field.wasCut)
  }

  @Test(
    "trap 6: the cursor cell is the true one, for the input method",
    arguments: [
      ("|", 10, 0, ""),
      ("楼道|灯", 10, 4, "楼道灯"),
      ("楼道灯|", 10, 6, "楼道灯"),
      ("abcdefghi|", 10, 9, "abcdefghi"),
      ("abcdefghij|", 10, 5, "…ghij"),
      ("楼道灯不亮有|老人摔倒了", 10, 7, "…不亮有老…"),
      ("|楼道灯不亮有老人", 10, 0, "楼道灯不 …"),
    ])
  func cursor(marked: String, columns: Int, column: Int, text: String) {
    var field = TextField()
    field.buffer = Self.buffer(marked)
    var canvas = Canvas(size: Size(rows: 2, columns: columns + 3))
    let rect = Rect(row: 1, column: 3, rows: 1, columns: columns)
    let position = field.draw(into: &canvas, rect: rect, focused: true)
    #expect(position == Position(row: 1, column: 3 + column))
    #expect(canvas.text == "\n" + (text.isEmpty ? "" : "   " + text))
  }

  @Test("the cursor is inside the field for every text, cursor and width")
  func cursorInside() {
    var random = SeededGenerator(seed: 3)
    let alphabet = Array("ab1 楼灯，😀e\u{301}")
    for _ in 0..<3000 {
      var field = TextField()
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        _ = field.handle(Key(alphabet.randomElement(using: &random) ?? "x"))
      }
      field.buffer.move(to: Int.random(in: 0...30, using: &random))
      let columns = Int.random(in: 0...14, using: &random)
      let rect = Rect(row: 0, column: 2, rows: 1, columns: columns)
      var canvas = Canvas(size: Size(rows: 1, columns: 20))
      let position = field.draw(into: &canvas, rect: rect, focused: true)
      #expect(columns == 0 ? position == nil : position.map(rect.contains) == true)
      #expect(canvas.cell(row: 0, column: 1)?.scalar == " ")
      #expect(canvas.cell(row: 0, column: 2 + columns)?.scalar == " ")
    }
  }

  @Test("random editing never loses what was not deleted")
  func nothingLost() {
    var random = SeededGenerator(seed: 4)
    let moves: [Key] = [
      Key(.left), Key(.right), Key(.home), Key(.end), Key(.left, modifiers: .control),
      Key(.right, modifiers: .control), Key.ctrl("a"), Key.ctrl("e"), Key.alt("b"), Key.alt("f"),
      Key(.enter), Key(.escape), Key(.tab), Key(.up), Key.ctrl("s"),
    ]
    var field = TextField("12号502 楼道灯不亮，老人摔倒 13800002046")
    let text = field.text
    for _ in 0..<2000 {
      _ = field.handle(moves.randomElement(using: &random) ?? Key(.left))
      #expect(field.text == text)
    }
  }

  @Test("a secret shows stars, an empty field its placeholder")
  func looks() {
    let secret = drawing(rows: 1, columns: 12) {
      TextField("密码1", isSecret: true).draw(into: &$0, rect: $1, focused: false)
    }
    #expect(secret.text == "***")
    let empty = drawing(rows: 1, columns: 8) {
      TextField(placeholder: "如 12号502").draw(into: &$0, rect: $1, focused: false)
    }
    #expect(empty.text == "如 12号…")
    #expect(empty.styleMap == "eeeeeeee")
  }
}

@Suite("Text area")
struct TextAreaTests {
  @Test("Enter breaks the line, long lines wrap, the cursor cell is the true one")
  func wrapping() {
    var area = TextArea()
    for character in "楼道灯不亮有老人" { _ = area.handle(Key(character), columns: 11) }
    _ = area.handle(Key(.enter), columns: 11)
    _ = area.handle(Key("x"), columns: 11)
    var canvas = Canvas(size: Size(rows: 4, columns: 11))
    let bounds = canvas.bounds
    let position = area.draw(into: &canvas, rect: bounds, focused: true)
    #expect(canvas.text == "楼道灯不亮\n有老人\nx\n")
    #expect(position == Position(row: 2, column: 1))
    #expect(area.text == "楼道灯不亮有老人\nx")
    #expect(area.height(columns: 11) == 3)
  }

  @Test("up and down follow the lines on the screen and are ignored at the edges")
  func vertical() {
    var area = TextArea("楼道灯不亮有老人\nabc")
    #expect(area.handle(Key(.up), columns: 11) == .moved)
    #expect(area.buffer.after == "人\nabc" || area.buffer.after == "老人\nabc")
    #expect(area.handle(Key(.up), columns: 11) == .moved)
    #expect(area.handle(Key(.up), columns: 11) == .ignored)
    #expect(area.handle(Key(.down), columns: 11) == .moved)
    #expect(area.handle(Key(.down), columns: 11) == .moved)
    #expect(area.handle(Key(.down), columns: 11) == .ignored)
  }

  @Test("the part around the cursor is shown")
  func scrolls() {
    let area = TextArea((1...9).map { "第\($0)行" }.joined(separator: "\n"))
    var canvas = Canvas(size: Size(rows: 4, columns: 12))
    let bounds = canvas.bounds
    let position = area.draw(into: &canvas, rect: bounds, focused: true)
    #expect(canvas.text == "第7行      ▲\n第8行\n第9行\n")
    #expect(position == Position(row: 2, column: 5))
  }

  @Test("the cursor is inside the area, and moving changes nothing, for every text and size")
  func cursorInside() {
    var random = SeededGenerator(seed: 6)
    let alphabet = Array("ab1 楼灯，😀\n\n")
    for _ in 0..<1500 {
      var area = TextArea()
      let columns = Int.random(in: 0...12, using: &random)
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let character = alphabet.randomElement(using: &random) ?? "x"
        _ = area.handle(character == "\n" ? Key(.enter) : Key(character), columns: columns)
      }
      let text = area.text
      for _ in 0..<6 {
        let code: KeyCode = Bool.random(using: &random) ? .up : .down
        let row = Wrapped.row(area, columns: columns)
        if area.handle(Key(code), columns: columns) == .moved, columns > 2 {
          #expect(Wrapped.row(area, columns: columns) == row + (code == .up ? -1 : 1))
        }
      }
      #expect(area.text == text)
      let rows = Int.random(in: 0...5, using: &random)
      let rect = Rect(row: 1, column: 2, rows: rows, columns: columns)
      var canvas = Canvas(size: Size(rows: 7, columns: 15))
      let position = area.draw(into: &canvas, rect: rect, focused: true)
      #expect(rect.isEmpty ? position == nil : position.map(rect.contains) == true)
    }
  }

  private enum Wrapped {
    /// The screen line of the cursor, seen from outside.
    static func row(_ area: TextArea, columns: Int) -> Int {
      var canvas = Canvas(size: Size(rows: 100, columns: columns))
      let bounds = canvas.bounds
      return area.draw(into: &canvas, rect: bounds, focused: true)?.row ?? 0
    }
  }
}

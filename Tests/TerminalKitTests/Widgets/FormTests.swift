import TerminalKit
import Testing

@Suite("Form")
struct FormTests {
  private static let people = [
    "赵师傅 zsf", "夜巡组 yxz", "陈调解 ctj", "物业前台 wyqt", "网格员小李 wgyxl", "民警老张 mjlz", "周宁 zn",
    "王芳 wf",
  ].map { entry in
    let parts = entry.split(separator: " ").map(String.init)
    return ChoiceOption(id: parts[1], label: parts[0], hint: "12号楼", keywords: [parts[1]])
  }

  private static func form() -> Form {
    Form(
      title: "登记诉求",
      fields: [
        .text("place", "楼组·室", required: true, help: "如 12号502，也可以只写小区", placeholder: "12号502"),
        .area("text", "诉求内容", required: true, rows: 3),
        .choice(
          "tier", "分级",
          options: [("1", "一级"), ("2", "二级"), ("3", "三级")].map {
            ChoiceOption(id: $0.0, label: $0.1)
          }, selected: "1", required: true),
        .choice("handler", "承办人", options: people),
        .toggle("urgent", "急件"),
      ])
  }

  private func typed(_ text: String, into form: inout Form) {
    for character in text { _ = form.handle(Key(character)) }
  }

  @Test("A form whose first field is hidden begins with the first that is shown")
  func hiddenFirst() {
    var only = FormField.text("which", "哪个", value: "议1")
    only.isHidden = true
    var form = Form(title: "各方意见", fields: [only, .text("who", "谁"), .text("words", "主张")])
    typed("业委会", into: &form)
    _ = form.handle(Key(.tab))
    typed("同意", into: &form)
    #expect(form.values.text("which") == "议1")
    #expect(form.values.text("who") == "业委会" && form.values.text("words") == "同意")
  }

  @Test("A search that found somebody else and was taken back leaves whom it found there")
  func searchTakenBack() {
    var choice = ChoiceField(options: Self.people, selected: "ctj")
    for key in ["w", "f"] { _ = choice.handle(Key(Character(key))) }
    #expect(choice.selected == "wf")
    for _ in 0..<2 { _ = choice.handle(Key(.backspace)) }
    #expect(choice.selected == "ctj")
    _ = choice.handle(Key("w"))
    _ = choice.handle(Key(.down))
    let stepped = choice.selected
    _ = choice.handle(Key(.backspace))
    #expect(choice.selected == stepped)
  }

  @Test("labels stand in one column and the focused field explains itself")
  func snapshot() {
    var form = Self.form()
    typed("12号502", into: &form)
    let size = form.preferredSize(in: Size(rows: 24, columns: 60))
    var canvas = Canvas(size: size)
    let bounds = canvas.bounds
    let cursor = form.draw(into: &canvas, rect: bounds)
    #expect(
      canvas.text == """
        ╭ 登记诉求 ──────────────────────────────────────── 未保存 ╮
        │ 楼组·室 *   12号502                                      │
        │             如 12号502，也可以只写小区                   │
        │                                                          │
        │ 诉求内容 *                                               │
        │                                                          │
        │                                                          │
        │                                                          │
        │ 分级 *      ● 一级  ○ 二级  ○ 三级                       │
        │                                                          │
        │ 承办人      未选                                         │
        │                                                          │
        │ 急件        [ ] 否                                       │
        ├──────────────────────────────────────────────────────────┤
        │ Enter 下一项  Ctrl-S 保存  Esc 取消                      │
        ╰──────────────────────────────────────────────────────────╯
        """)
    #expect(cursor == Position(row: 1, column: 21))
  }

  @Test("a long choice is a list that typing narrows down, by label and by 拼音 initials")
  func choiceList() {
    var form = Self.form()
    form.focus(on: "handler")
    #expect(form.handle(Key("w")) == .changed)
    #expect(form.values.choice("handler") == "wyqt")
    _ = form.handle(Key(.down))
    #expect(form.values.choice("handler") == "wgyxl")
    var canvas = Canvas(size: Size(rows: 12, columns: 50))
    let bounds = canvas.bounds
    let cursor = form.draw(into: &canvas, rect: bounds)
    #expect(
      canvas.text == """
        ╭ 登记诉求 ────────────────────────────── 未保存 ╮
        │                                                ▲
        │                                                │
        │ 分级 *      ● 一级  ○ 二级  ○ 三级             │
        │ 承办人      ◂ 网格员小李 ▸  筛选 w             │
        │               物业前台    12号楼               │
        │             ▌ 网格员小李  12号楼               │
        │               王芳        12号楼               │
        │ 急件        [ ] 否                             │
        ├────────────────────────────────────────────────┤
        │ ←→ 选择  键入 筛选  Tab 下一项  Ctrl-S 保存  … │
        ╰────────────────────────────────────────────────╯
        """)
    #expect(cursor == Position(row: 4, column: 36))
    #expect(form.handle(Key(.enter)) == .none)
    #expect(form.focusedField?.id == "urgent")
    #expect(form.values.choice("handler") == "wgyxl")
  }

  @Test("Enter goes on, on the last field it submits; what is missing is said and focused")
  func required() {
    var form = Self.form()
    typed("12号502", into: &form)
    #expect(form.handle(Key(.enter)) == .none)
    #expect(form.focusedField?.id == "text")
    form.focus(on: "urgent")
    #expect(form.handle(Key(" ")) == .changed)
    #expect(form.handle(Key(.enter)) == .none)
    #expect(form.focusedField?.id == "text")
    #expect(form.focusedField?.error == "请填写诉求内容")
    let canvas = drawing(rows: 24, columns: 60) { form.draw(into: &$0, rect: $1) }
    #expect(canvas.text.contains("✕ 请填写诉求内容"))
    typed("灯不亮", into: &form)
    #expect(form.focusedField?.error == nil)
    guard case .submit(let values) = form.handle(Key.ctrl("s")) else {
      Issue.record("not submitted")
      return
    }
    #expect(values.text("place") == "12号502")
    #expect(values.text("text") == "灯不亮")
    #expect(values.choice("tier") == "1")
    #expect(values.choice("handler") == nil)
    #expect(values.isOn("urgent"))
  }

  @Test("Esc only reports: what was typed is still there")
  func cancel() {
    var form = Self.form()
    typed("12号", into: &form)
    #expect(form.isDirty)
    let values = form.values
    #expect(form.handle(Key(.escape)) == .cancelled)
    #expect(form.values == values)
  }

  @Test("trap 5: Enter inside a paste never submits")
  func paste() {
    var form = Form(title: "", fields: [.text("a", "甲"), .area("b", "乙")])
    #expect(form.paste("一\n二\n") == .changed)
    #expect(form.values.text("a") == "一 二")
    form.focus(on: "b")
    #expect(form.paste("一\r\n二") == .changed)
    #expect(form.values.text("b") == "一\n二")
  }

  @Test("in an area Enter breaks the line, Ctrl-D and Ctrl-S submit, arrows leave at the edges")
  func area() {
    var form = Form(title: "", fields: [.text("a", "甲"), .area("b", "乙")])
    form.focus(on: "b")
    typed("x", into: &form)
    #expect(form.handle(Key(.enter)) == .changed)
    #expect(form.handle(Key(.up)) == .none)
    #expect(form.focusedField?.id == "b")
    #expect(form.handle(Key(.up)) == .none)
    #expect(form.focusedField?.id == "a")
    form.focus(on: "b")
    guard case .submit = form.handle(Key.ctrl("d")) else {
      Issue.record("not submitted")
      return
    }
  }

  @Test("focus goes round with Tab and stops at the ends with arrows")
  func focus() {
    var form = Self.form()
    _ = form.handle(Key(.backTab))
    #expect(form.focusedField?.id == "urgent")
    _ = form.handle(Key(.down))
    #expect(form.focusedField?.id == "urgent")
    _ = form.handle(Key(.tab))
    #expect(form.focusedField?.id == "place")
    _ = form.handle(Key(.up))
    #expect(form.focusedField?.id == "place")
  }

  @Test("a short choice takes arrows, space and letters; an optional one can be taken back")
  func shortChoice() {
    var form = Self.form()
    form.focus(on: "tier")
    #expect(form.handle(Key(.right)) == .changed)
    #expect(form.values.choice("tier") == "2")
    #expect(form.handle(Key("三")) == .changed)
    #expect(form.handle(Key("一")) == .changed)
    #expect(form.values.choice("tier") == "1")
    #expect(form.handle(Key("x")) == .none)
    #expect(form.handle(Key(.delete)) == .none)
    #expect(form.values.choice("tier") == "1")
    form.focus(on: "handler")
    typed("zn", into: &form)
    #expect(form.values.choice("handler") == "zn")
    #expect(form.handle(Key(.delete)) == .changed)
    #expect(form.values.choice("handler") == nil)
  }

  @Test("errors of the owner are shown and focused; a click focuses; values can be suggested")
  func owner() {
    var form = Self.form()
    form.setErrors(["handler": "赵师傅今天不在班"])
    #expect(form.focusedField?.id == "handler")
    form.setValue(.choice("wf"), for: "handler")
    #expect(form.focusedField?.error == nil)
    form.setValue(.text("不合"), for: "handler")
    #expect(form.values.choice("handler") == "wf")
    form.focus(on: "place")
    let rect = Rect(row: 0, column: 0, rows: 24, columns: 60)
    form.click(at: Position(row: 8, column: 20), in: rect)
    #expect(form.focusedField?.id == "tier")
    form.click(at: Position(row: 23, column: 20), in: rect)
    #expect(form.focusedField?.id == "tier")
  }

  @Test("random keys in random rooms: the cursor is in the box, and only .changed changes values")
  func random() {
    var random = SeededGenerator(seed: 8)
    let keys: [Key] =
      [
        Key(.tab), Key(.backTab), Key(.up), Key(.down), Key(.left), Key(.right), Key(.enter),
        Key(.escape), Key(.backspace), Key(.delete), Key(.home), Key(.end), Key(" "), Key.ctrl("s"),
        Key.ctrl("w"), Key.ctrl("k"), Key.ctrl("d"), Key(.function(5)), Key(.pageDown),
      ] + "w王一二灯x，1".map { Key($0) }
    var form = Self.form()
    for _ in 0..<800 {
      let values = form.values
      let outcome = form.handle(keys.randomElement(using: &random) ?? Key(.tab))
      #expect((form.values != values) == (outcome == .changed))
      var canvas = Canvas(size: Size(rows: 26, columns: 82))
      let rect = Rect(
        row: 1, column: 1, rows: Int.random(in: 0...24, using: &random),
        columns: Int.random(in: 0...80, using: &random))
      let cursor = form.draw(into: &canvas, rect: rect)
      #expect(cursor.map(rect.contains) ?? true)
      if rect.rows >= 6, rect.columns >= 30 { #expect(cursor != nil) }
      #expect(isBlankOutside(rect, canvas))
    }
  }

  private func isBlankOutside(_ rect: Rect, _ canvas: Canvas) -> Bool {
    (0..<canvas.size.rows).allSatisfy { row in
      (0..<canvas.size.columns).allSatisfy { column in
        rect.contains(Position(row: row, column: column))
          || canvas.cell(row: row, column: column)?.scalar == " "
      }
    }
  }

  @Test("a form without fields can be submitted and cancelled")
  func empty() {
    var form = Form(title: "空", fields: [])
    for key in [Key(.tab), Key(.up), Key(.down), Key("x"), Key(.enter)] {
      #expect(form.handle(key) == .none)
    }
    #expect(form.handle(Key.ctrl("s")) == .submit(FormValues([:])))
    _ = drawing(rows: 5, columns: 20) { form.draw(into: &$0, rect: $1) }
  }

  @Test("A hidden field is neither shown, asked for nor stopped at, and keeps what stands in it")
  func hidden() {
    var form = Self.form()
    typed("12号502", into: &form)
    form.update("text") { $0.isHidden = true }
    #expect(form.handle(Key(.tab)) == .none)
    #expect(form.focusedField?.id == "tier")
    #expect(form.handle(Key(.up)) == .none && form.focusedField?.id == "place")
    form.update("urgent") { $0.isHidden = true }
    let size = form.preferredSize(in: Size(rows: 24, columns: 60))
    var canvas = Canvas(size: size)
    let bounds = canvas.bounds
    form.draw(into: &canvas, rect: bounds)
    #expect(!canvas.text.contains("诉求内容") && !canvas.text.contains("急件"))
    form.focus(on: "handler")
    guard case .submit(let values) = form.handle(Key(.enter)) else {
      Issue.record("Enter on the last field that is shown saves")
      return
    }
    #expect(values.text("place") == "12号502")
    form.update("text") { $0.isHidden = false }
    #expect(form.handle(.ctrl("s")) == .none && form.focusedField?.id == "text")
  }

  @Test("The focus goes on from a field that is hidden, and its name and help may change")
  func hiding() {
    var form = Self.form()
    form.update("place") { $0.isHidden = true }
    #expect(form.focusedField?.id == "text")
    form.update("text") {
      $0.label = "原因"
      $0.isRequired = false
    }
    #expect(form.focusedField?.label == "原因" && form.fields[1].isRequired == false)
    for id in ["text", "tier", "handler"] { form.update(id) { $0.isHidden = true } }
    #expect(form.focusedField?.id == "urgent")
    #expect(form.handle(Key(.tab)) == .none && form.focusedField?.id == "urgent")
  }

  @Test("What is typed where there is only something to choose does not vanish without a word")
  func writtenIntoAChoice() {
    var form = Self.form()
    for id in ["tier", "urgent"] {
      form.focus(on: id)
      let before = form.values
      typed("漏水", into: &form)
      #expect(form.values == before)
      #expect(form.focusedField?.error?.contains("Tab") == true)
      // It is said there, and nowhere else.
      form.focus(on: "text")
      #expect(form.fields.allSatisfy { $0.error == nil })
    }
    // What fits an option still chooses it, and a space still turns.
    form.focus(on: "tier")
    typed("二", into: &form)
    #expect(form.values.choice("tier") == "2" && form.focusedField?.error == nil)
    form.focus(on: "urgent")
    typed(" ", into: &form)
    #expect(form.values.isOn("urgent") && form.focusedField?.error == nil)
  }
}

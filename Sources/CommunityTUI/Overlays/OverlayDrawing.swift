import CoreModel
import Store
import TerminalKit

/// How overlays look. Each answers where the cursor stands, since the input method draws there.
extension AppState {
  func draw(_ overlay: Overlay, into canvas: inout Canvas, session: Session) -> Position? {
    let room = Rect(size: size).inset(rows: 1, columns: 1)
    let glyphs = look.glyphs
    switch overlay {
    case .actions(let actions):
      actions.menu.draw(
        into: &canvas, rect: room.centered(actions.menu.preferredSize(in: room.size)),
        glyphs: glyphs)
    case .triage(let choice):
      choice.menu.draw(
        into: &canvas, rect: room.centered(choice.menu.preferredSize(in: room.size)),
        glyphs: glyphs)
    case .confirm(let question):
      question.confirm.draw(
        into: &canvas, rect: room.centered(question.confirm.preferredSize(in: room.size)),
        glyphs: glyphs)
    case .palette(let palette):
      return palette.draw(
        into: &canvas, rect: room.centered(palette.preferredSize(in: room.size)), glyphs: glyphs)
    case .reading(let reading):
      drawReading(reading, into: &canvas)
    case .form(let form) where form.kind == .reply:
      return drawReply(form, into: &canvas)
    case .form(let form):
      return draw(
        form.form, error: form.error, notice: form.notice, lost: form.lost, joint: form,
        about: HotlineFields(session: session, detail: form.seen, now: now)
          .about(form.kind, form.form.values), into: &canvas)
    case .quickAdd(let box):
      return draw(box, into: &canvas, session: session)
    case .importing(let box):
      return draw(box, into: &canvas)
    case .joint(let box):
      draw(box, into: &canvas)
    case .linking(let box):
      return draw(box, into: &canvas)
    case .chat(let box):
      return draw(box, into: &canvas, session: session)
    case .templates(let box):
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .facets(let box):
      return draw(box, into: &canvas, session: session)
    case .views(let box):
      return draw(box, into: &canvas, session: session)
    case .reminders(let box):
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .templateForm(let form):
      return draw(form.form, error: form.error, notice: nil, into: &canvas)
    case .repeatMenu(let repeats):
      repeats.menu.draw(
        into: &canvas, rect: room.centered(repeats.menu.preferredSize(in: room.size)),
        glyphs: glyphs)
    case .clusters(let box):
      draw(box, into: &canvas, session: session)
    case .settings(let page):
      let cursor = draw(page, into: &canvas)
      drawToast(into: &canvas)
      return cursor
    case .drafts(let list):
      list.menu.draw(
        into: &canvas, rect: room.centered(list.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .claimed(let box):
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .lateSave(let late):
      draw(late, into: &canvas)
    case .score(let box):
      draw(box, into: &canvas, session: session)
    case .scoreForm(let form):
      canvas.fill(scoreRoom.frame)
      return draw(form.form, error: form.error, notice: nil, into: &canvas)
    case .caller(let box):
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .roster(let box):
      let cursor = draw(box, into: &canvas)
      drawToast(into: &canvas)
      return cursor
    case .handover(let box):
      if case .form(let form) = box.page {
        // What is signed stays in sight.
        _ = draw(HandoverBox(pages: box.pages.dropLast()), into: &canvas, session: session)
        return draw(form.form, error: form.error, notice: nil, into: &canvas)
      }
      let cursor = draw(box, into: &canvas, session: session)
      drawToast(into: &canvas)
      return cursor
    case .morning(.figures(let menu)), .morning(.task(let menu, _)):
      menu.draw(
        into: &canvas, rect: room.centered(menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .morning(.form(let box)):
      return draw(box.form, error: box.error, notice: box.about, into: &canvas)
    case .checks(let box):
      return draw(box, into: &canvas, session: session)
    case .planning(let box):
      let cursor = draw(box, into: &canvas, session: session)
      drawToast(into: &canvas)
      return cursor
    case .sheet(let sheet):
      return drawForm(sheet.form, error: sheet.error, about: sheet.about, into: &canvas)
    case .menu(let box):
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)), glyphs: glyphs)
    case .outlook(let box):
      let cursor = draw(box, into: &canvas, session: session)
      drawToast(into: &canvas)
      return cursor
    }
    drawToast(into: &canvas)
    return nil
  }

  /// News stays visible over an overlay: it is often the reason why a key did nothing.
  func drawToast(into canvas: inout Canvas) {
    guard let toast, let footer = layout?.footer else { return }
    canvas.fill(footer)
    toast.toast.draw(into: &canvas, rect: footer, glyphs: look.glyphs)
  }

  private func drawReading(_ reading: ReadingView, into canvas: inout Canvas) {
    let room = readingRoom
    let wanted = reading.view.height(columns: room.columns - 4) + 2
    let rect = room.centered(rows: wanted, columns: room.columns)
    canvas.fill(rect)
    canvas.box(
      rect, title: reading.title, trailingTitle: reading.hint, focused: true,
      glyphs: look.glyphs.box)
    reading.view.draw(into: &canvas, rect: rect.inset(rows: 1, columns: 2))
  }

  /// A form of a box, with what there is to know below it.
  func drawForm(
    _ fields: Form, error: String?, about: [String], into canvas: inout Canvas
  ) -> Position? {
    draw(fields, error: error, notice: nil, about: about, into: &canvas)
  }

  func draw(
    _ fields: Form, error: String?, notice: String?, lost: String? = nil, joint: StepForm? = nil,
    about: [String] = [], into canvas: inout Canvas
  ) -> Position? {
    let glyphs = look.glyphs
    let rows = fields.preferredSize(in: formRect(rows: size.rows).size).rows
    let columns = formRect(rows: 0).columns
    let inner = max(1, columns - 4)
    let messages: [(text: String, style: Style)] =
      [
        lost.map { ("\(glyphs.alert) \($0)", Style(.warning, bold: true)) },
        error.map { ("\(glyphs.cross) \($0)", Style(.danger, bold: true)) }
          ?? notice.map { ("\(glyphs.dot) \($0)", Style(.info)) },
      ].compactMap(\.self) + about.map { ("\(glyphs.dot) \($0)", Style(.info)) }
    let said = messages.flatMap { message in
      TextLayout.wrap(message.text, columns: inner).map { (text: $0, style: message.style) }
    }
    let room = max(2, size.rows - rows - said.count - 3)
    let lines = said + (joint.map { jointLines($0, columns: inner, rows: room) } ?? [])
    guard !lines.isEmpty else {
      return fields.draw(into: &canvas, rect: formRect(rows: rows), glyphs: glyphs)
    }
    // The message has a compartment of its own under the form: a box whose top is a divider.
    let whole = formRect(rows: rows + lines.count + 1)
    let (below, form) = (
      whole.splitting(bottom: min(whole.rows, lines.count + 1)).bottom,
      whole.splitting(bottom: min(whole.rows, lines.count + 1)).rest
    )
    let cursor = fields.draw(into: &canvas, rect: form, glyphs: glyphs)
    canvas.fill(below)
    let compartment = whole.splitting(bottom: min(whole.rows, lines.count + 2)).bottom
    canvas.box(compartment, focused: true, glyphs: glyphs.box)
    canvas.divider(in: whole, row: form.endRow - 1, focused: true, glyphs: glyphs.box)
    for (index, line) in lines.enumerated() {
      canvas.put(
        line.text, row: below.row + index, column: below.column + 2,
        style: line.style, limit: below.columns - 4)
    }
    return cursor
  }

  /// A form of a box of its own, with what is wrong with it.
  func drawForm(_ fields: Form, error: String?, into canvas: inout Canvas) -> Position? {
    draw(fields, error: error, notice: nil, into: &canvas)
  }

  // MARK: 新诉求

  private func draw(
    _ box: QuickAddBox, into canvas: inout Canvas, session: Session
  ) -> Position? {
    let columns = min(size.columns - 2, 100)
    let view = DetailView(
      QuickAddText(
        box: box, session: session, now: now, columns: columns - 4, glyphs: look.glyphs
      ).lines, glyphs: look.glyphs)
    let rows = min(size.rows - 2, max(11, view.height(columns: columns - 4) + 5))
    let rect = Rect(
      row: size.rows - 1 - rows, column: (size.columns - columns) / 2, rows: rows, columns: columns)
    canvas.fill(rect)
    canvas.box(
      rect, title: box.isContinued ? "新诉求 · 接着写\(continuedWords)的草稿，Ctrl-U 清空" : "新诉求",
      trailingTitle: "Enter 保存  Tab 采纳建议  Esc 留作草稿", focused: true,
      glyphs: look.glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    let (line, rest) = inside.splitting(top: 1)
    canvas.divider(in: rect, row: rect.row + 2, focused: true, glyphs: look.glyphs.box)
    view.draw(into: &canvas, rect: rest.inset(top: 1, bottom: 1))
    if let error = box.error {
      canvas.put(
        "\(look.glyphs.cross) \(error)", row: inside.endRow - 1, column: inside.column,
        style: Style(.danger, bold: true), limit: inside.columns)
    }
    return box.field.draw(into: &canvas, rect: line, focused: true, glyphs: look.glyphs)
  }
}

extension Overlay {
  /// The keys that work while it is open.
  var footerItems: [KeyBar.Item] {
    let pairs: [(String, String)] =
      switch self {
      case .actions: [("↑↓", "选择"), ("Enter", "办理"), ("字母", "直接办理"), ("Esc", "关闭")]
      case .triage: [("Enter", "按选中的分级"), ("1 2 3", "直接定级"), ("Esc", "关闭")]
      case .form(let form) where form.kind == .reply:
        [("Tab", "换一项"), ("Ctrl-N", "下一处缺项"), ("Ctrl-P", "预览"), ("Ctrl-S", "报出"), ("Esc", "取消")]
          + (form.joint?.isOptional == true ? [("Ctrl-O", "并件")] : [])
      case .form(let form) where form.joint?.isOptional == true:
        [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Ctrl-O", "并件一起办或不办"), ("Esc", "取消")]
      case .form: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
      case .quickAdd(let box) where box.chosen != nil:
        [("↑↓", "选"), ("Enter", "看它、记到它、并入它"), ("Esc", "回到输入")]
      case .quickAdd(let box) where !box.similar.matches.isEmpty:
        [("Enter", "保存"), ("↓", "可能重复"), ("Tab", "采纳建议"), ("Esc", "留作草稿")]
      case .quickAdd: [("Enter", "保存"), ("Tab", "采纳建议"), ("Esc", "留作草稿")]
      case .confirm: [("←→", "选择"), ("Enter", "确定"), ("Esc", "取消")]
      case .palette: [("↑↓", "选择"), ("Enter", "执行"), ("Esc", "关闭")]
      case .reading: [("↑↓", "翻看"), ("PgUp PgDn", "翻页"), ("Esc", "关闭")]
      case .importing(let box): box.footerPairs
      case .joint: [("Enter", "一起办"), ("↑↓", "翻看"), ("Esc", "取消")]
      case .linking: [("↑↓", "选择"), ("Enter", "并入"), ("Esc", "取消")]
      case .chat(let box): box.footerPairs
      case .templates:
        [("↑↓", "选择"), ("Enter", "改"), ("n", "新模板"), ("-", "上移"), ("x", "删去"), ("Esc", "关闭")]
      case .facets:
        [("空格", "勾选"), ("←→", "换一项"), ("x", "清本项"), ("X", "全部清除"), ("Esc", "完成")]
      case .views: [("Enter", "选择"), ("s", "存下现在的条件"), ("r", "改名"), ("d", "删除"), ("Esc", "关闭")]
      case .reminders:
        [("↑↓", "选择"), ("Enter", "到这件诉求"), ("a", "知道了"), ("A", "全部知道了"), ("Esc", "关闭")]
      case .templateForm: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
      case .repeatMenu: [("↑↓", "选择"), ("Enter", "办理"), ("Esc", "回到新诉求")]
      case .clusters(let box) where box.opened != nil:
        [("↑↓", "选择"), ("Enter", "看"), ("L", "并为一件"), ("e", "议事会"), ("Esc", "回")]
      case .clusters:
        [("↑↓", "选择"), ("Enter", "打开"), ("← →", "换天数"), ("数字 Enter", "天数"), ("Esc", "关闭")]
      case .settings(let page): page.footerPairs
      case .drafts: [("Enter", "接着写"), ("x", "扔掉"), ("↑↓", "选择"), ("Esc", "关闭")]
      case .claimed: [("Enter", "按选中的办"), ("J", "接手"), ("Esc", "取消")]
      case .lateSave: [("↑↓", "选择"), ("Enter", "确定"), ("PgUp PgDn", "翻看"), ("Esc", "回到表单")]
      case .score(let box): box.footerPairs
      case .scoreForm: [("Ctrl-S", "保存"), ("Enter", "换行"), ("Esc", "取消")]
      case .caller: [("↑↓", "选择"), ("Enter", "到这件诉求"), ("Esc", "关闭")]
      case .roster(let box): box.footerPairs
      case .handover(let box): box.footerPairs
      case .morning(let box): box.footerPairs
      case .checks(let box): box.footerPairs
      case .planning(let box): box.footerPairs
      case .outlook(let box): box.footerPairs
      case .sheet: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
      case .menu: [("↑↓", "选择"), ("Enter", "打开"), ("Esc", "关闭")]
      }
    return pairs.enumerated().map { index, pair in
      KeyBar.Item(key: pair.0, label: pair.1, priority: 10 - index)
    }
  }
}

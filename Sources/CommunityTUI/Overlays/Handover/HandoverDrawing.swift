import CoreModel
import Store
import TerminalKit

/// Where 交接班 stands when it is a page.
struct HandoverRoom: Equatable {
  /// The border.
  let frame: Rect
  /// The text, or the list with what is under it.
  let inside: Rect
  /// The list of items with its header.
  let list: Rect
  /// The row of the line under it.
  let ruleRow: Int
  /// What the selected item is about.
  let about: Rect
  /// The field.
  let field: Rect
  /// What is wrong.
  let message: Rect

  init(size: Size) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
      .centered(rows: size.rows - 2, columns: min(size.columns, 120))
    let within = frame.inset()
    inside = within.inset(rows: 0, columns: 1)
    let (list, below) = within.splitting(bottom: size.rows >= 30 ? 7 : 6)
    self.list = list
    ruleRow = below.row
    let text = below.inset(top: 1).inset(rows: 0, columns: 1)
    let (about, rest) = text.splitting(top: text.rows - 3)
    self.about = about
    let (field, message) = rest.splitting(top: 1)
    self.field = field
    self.message = message
  }

  /// Rows of the list without its header.
  var listRows: Int { max(1, list.rows - 1) }
}

extension AppState {
  /// Where 交接班 stands.
  var handoverRoom: HandoverRoom { HandoverRoom(size: size) }

  func draw(_ box: HandoverBox, into canvas: inout Canvas, session: Session) -> Position? {
    let room = Rect(size: size).inset(rows: 1, columns: 1)
    switch box.page {
    case .waiting:
      let menu = Menu(title: "交接班", items: [], emptyText: "正在读取……", hasDigits: false)
      menu.draw(
        into: &canvas, rect: room.centered(menu.preferredSize(in: room.size)), glyphs: look.glyphs)
    case .menu(let menu):
      menu.draw(
        into: &canvas, rect: room.centered(menu.preferredSize(in: room.size)), glyphs: look.glyphs)
    case .giving(let page): return draw(page, into: &canvas, session: session)
    case .paper(let page): draw(page, into: &canvas)
    // Forms are drawn where all forms are.
    case .form: break
    }
    return nil
  }

  // MARK: 交接单

  private func draw(_ page: PaperPage, into canvas: inout Canvas) {
    let room = handoverRoom
    canvas.fill(room.frame)
    let title = page.reading.map { $0.handover.shift.title(relativeTo: now) } ?? ""
    canvas.box(
      room.frame, title: "交接单 · \(title)",
      trailingTitle: page.isSigned
        ? "y 复制群小结  Esc 回" : "s 接班签字  \(page.mayAdd ? "a 补充  " : "")y 复制群小结",
      focused: true, glyphs: look.glyphs.box)
    let lines = page.reading.map(paperLines) ?? [.text([Span("正在读取……", Style(.muted))])]
    DetailView(lines, offset: page.offset, glyphs: look.glyphs)
      .draw(into: &canvas, rect: room.inside)
  }

  // MARK: 交班

  private func draw(
    _ page: GivingPage, into canvas: inout Canvas, session: Session
  ) -> Position? {
    let room = handoverRoom
    canvas.fill(room.frame)
    guard let preparation = page.preparation else {
      canvas.box(room.frame, title: "交班", focused: true, glyphs: look.glyphs.box)
      canvas.put(
        "正在读取……", row: room.inside.row, column: room.inside.column, style: Style(.muted))
      return nil
    }
    let matter = preparation.matter
    let progress = page.progress
    canvas.box(
      room.frame, title: "交班 · \(matter.shift.title(relativeTo: now))",
      trailingTitle: page.showsCourse
        ? "Tab 回去写交代"
        : "已写 \(progress.written)/\(progress.needed)  Ctrl-S \(page.isOvertaken ? "记作补充" : "交班")",
      focused: true,
      glyphs: look.glyphs.box)
    if page.showsCourse {
      DetailView(courseLines(preparation), offset: page.courseOffset, glyphs: look.glyphs)
        .draw(into: &canvas, rect: room.inside)
      return nil
    }
    drawItems(of: page, preparation, in: room, into: &canvas)
    let hidden = page.rows - listTop(page, room) - room.listRows
    let unlisted = matter.figures.due - page.items.count
    let more = [
      hidden > 0 ? "\(look.glyphs.moreBelow)下面还有 \(hidden) 行" : "",
      unlisted > 0 ? "另有 \(unlisted) 件见待办" : "",
    ].filter { !$0.isEmpty }.joined(separator: " ")
    let next =
      matter.next.map { next in
        "交给 \(next.title(relativeTo: now)) "
          + next.people.map(session.directory.name(of:)).joined(separator: "、")
      } ?? "还没有排下一班：交了以后谁来接谁签字"
    canvas.divider(
      in: room.frame, row: room.ruleRow, title: next,
      trailingTitle: more, focused: true, glyphs: look.glyphs.box)
    drawAbout(page, preparation, in: room, into: &canvas)
    return drawField(of: page, in: room, into: &canvas)
  }

  /// The first row that is shown.
  private func listTop(_ page: GivingPage, _ room: HandoverRoom) -> Int {
    ClusterBox.scrolled(0, to: page.index, rows: room.listRows)
  }

  private func drawItems(
    of page: GivingPage, _ preparation: HandoverPreparation, in room: HandoverRoom,
    into canvas: inout Canvas
  ) {
    let table = Table(
      columns: [
        TableColumn(id: "due", title: "到期", minimum: 7, ideal: 11, priority: 9),
        TableColumn(id: "owed", title: "下一步", minimum: 6, ideal: 8, priority: 7),
        TableColumn(id: "number", title: "编号", minimum: 7, ideal: 12, priority: 4),
        TableColumn(id: "text", title: "诉求", minimum: 12, flex: true, priority: 6),
        TableColumn(id: "word", title: "交代", minimum: 12, flex: true, priority: 8),
      ], highlight: .columns(["text"]), glyphs: look.glyphs)
    let top = listTop(page, room)
    let rows =
      page.items.map { cells(of: $0, page, preparation) } + [
        [
          TableCell(""), TableCell(""), TableCell(""), TableCell("其他交代（可不写）", Style(.muted)),
          TableCell(page.remark),
        ],
        [
          TableCell(""), TableCell(""), TableCell(""), TableCell("交班后我就签退", Style(.muted)),
          TableCell(page.isLeaving ? "是" : "否，接着值"),
        ],
      ]
    table.draw(
      into: &canvas, rect: room.list, rows: Array(rows.dropFirst(top).prefix(room.listRows)),
      selectedLine: page.index - top, focused: true)
  }

  private func cells(
    of item: HandoverItem, _ page: GivingPage, _ preparation: HandoverPreparation
  ) -> [TableCell] {
    let word = page.words[item.id] ?? ""
    let isLate = item.dueAt < now
    let needed = preparation.matter.needsWord(item)
    return [
      TableCell(
        (isLate ? look.glyphs.cross : "") + item.dueAt.nearText(relativeTo: now),
        isLate ? Style(.danger) : .text),
      TableCell(item.owed, Style(.muted)),
      TableCell(item.number, Style(.muted)),
      TableCell(subject(item, preparation.rows, preparation.tasks)),
      word.tidied.isEmpty
        ? TableCell(needed ? "\(look.glyphs.alert) 要写" : "可不写", Style(needed ? .warning : .muted))
        : TableCell(word, Style(.accent)),
    ]
  }

  private func drawAbout(
    _ page: GivingPage, _ preparation: HandoverPreparation, in room: HandoverRoom,
    into canvas: inout Canvas
  ) {
    let text: String
    if let item = page.item {
      let row = item.subject.request.flatMap { preparation.rows[$0] }
      let handler = row?.handler.flatMap { handler in session?.directory.name(of: handler) }
      text = [
        item.number, subject(item, preparation.rows, preparation.tasks),
        row.map(\.status.title) ?? "",
        handler.map { "承办 \($0)" } ?? "",
      ].filter { !$0.isEmpty }.joined(separator: " · ")
    } else if page.isOnLeaving {
      text = "空格改；签退后工时记到现在"
    } else {
      text = "不属于哪一件的：钥匙、来访、设备……下一班会看到"
    }
    DetailView([.text([Span(text, Style(.muted))])], glyphs: look.glyphs)
      .draw(into: &canvas, rect: room.about)
  }

  private func drawField(
    of page: GivingPage, in room: HandoverRoom, into canvas: inout Canvas
  ) -> Position? {
    let message =
      page.error.map { ("\(look.glyphs.cross) \($0)", Style(.danger, bold: true)) }
      ?? page.notice.map { ($0, Style(.accent)) }
    if let (text, style) = message {
      let lines = TextLayout.wrap(text, columns: room.message.columns)
      for (index, line) in lines.prefix(room.message.rows).enumerated() {
        canvas.put(
          line, row: room.message.row + index, column: room.message.column, style: style)
      }
    }
    guard !page.isOnLeaving else { return nil }
    return page.field.draw(into: &canvas, rect: room.field, focused: true, glyphs: look.glyphs)
  }
}

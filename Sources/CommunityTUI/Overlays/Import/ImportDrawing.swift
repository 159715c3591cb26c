import CoreModel
import Store
import TerminalKit

extension AppState {
  func draw(_ box: ImportBox, into canvas: inout Canvas) -> Position? {
    guard box.step != .path else { return drawPath(box, into: &canvas) }
    let layout = TableOverDetail.importing(size)
    let glyphs = look.glyphs
    canvas.fill(layout.frame)
    canvas.box(
      layout.frame, title: "\(box.title) · \(box.fileName)", trailingTitle: box.kind,
      focused: true, glyphs: glyphs.box)
    drawMessage(box, into: &canvas, rect: layout.message)
    switch box.step {
    case .path: break
    case .rows: drawRows(box, into: &canvas, layout: layout)
    case .comparing: drawComparison(box, into: &canvas, layout: layout)
    case .mapping: drawMapping(box, into: &canvas, layout: layout)
    case .visits: drawVisits(box, into: &canvas, layout: layout)
    case .result:
      canvas.put(
        box.visits == nil ? "导入完成" : "已记入回访", row: layout.head.row, column: layout.head.column,
        style: Style(.success, bold: true))
      box.reading.draw(into: &canvas, rect: layout.body)
    }
    guard let picker = box.picker ?? box.editing?.picker else { return nil }
    let room = layout.frame.inset(rows: 1, columns: 1)
    return picker.draw(
      into: &canvas, rect: room.centered(picker.preferredSize(in: room.size)), glyphs: glyphs)
  }

  // MARK: The file

  private func drawPath(_ box: ImportBox, into canvas: inout Canvas) -> Position? {
    var lines: [DetailLine] = []
    if let error = box.error {
      lines = [.text([Span("\(look.glyphs.cross) \(error)", Style(.danger, bold: true))])]
    } else if !box.isRunning, let notice = box.notice {
      lines = [.text([Span("\(look.glyphs.dot) \(notice)", Style(.info))])]
    }
    lines.append(
      .text([Span("工单表、回访结果都行，Excel 或 CSV，编码自动认；先看，不会直接写入。", Style(.muted))]))
    if box.isPrefilled, box.fileSelection == nil {
      lines.append(.text([Span("这是上次的路径：直接输入或粘贴就换掉它，要接着改先按 ← 或 End。", Style(.muted))]))
    }
    if !box.files.isEmpty {
      lines += [.blank, .rule("最近的文件（↓ 选）")]
      lines += box.files.enumerated().map { index, file in
        let isSelected = index == box.fileSelection
        return .item(
          [
            Span(
              isSelected ? look.glyphs.mark : " ", Style(.accent, bold: true)),
            Span(
              TextLayout.pad(file.changedAt.nearText(relativeTo: now), columns: 14), Style(.muted)),
          ], [Span(file.path, isSelected ? Style(.selected) : .text)])
      }
    }
    let columns = min(size.columns - 2, 100)
    let view = DetailView(lines, glyphs: look.glyphs)
    let rows = min(size.rows - 4, max(8, view.height(columns: columns - 4) + 5))
    let rect = Rect(size: size).centered(rows: rows, columns: columns)
    canvas.fill(rect)
    canvas.box(rect, title: "导入 12345 工单", focused: true, glyphs: look.glyphs.box)
    canvas.divider(in: rect, row: rect.row + 2, focused: true, glyphs: look.glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    let (line, rest) = inside.splitting(top: 1)
    let body = rest.inset(top: 1)
    if box.isRunning {
      drawMessage(box, into: &canvas, rect: body.splitting(top: 1).top)
    } else {
      view.draw(into: &canvas, rect: body)
    }
    return box.field.draw(into: &canvas, rect: line, focused: true, glyphs: look.glyphs)
  }

  // MARK: News

  private func drawMessage(_ box: ImportBox, into canvas: inout Canvas, rect: Rect) {
    let span: Span
    if box.isRunning {
      span = Span(progressWords(box), Style(.info, bold: true))
    } else if let error = box.error {
      span = Span("\(look.glyphs.cross) \(error)", Style(.danger, bold: true))
    } else if let notice = box.notice {
      span = Span("\(look.glyphs.dot) \(notice)", Style(.info))
    } else {
      return
    }
    canvas.put(
      SpanLayout.clip([span], columns: rect.columns), row: rect.row, column: rect.column)
  }

  /// 「写入 ████······ 45%  1200 行」.
  private func progressWords(_ box: ImportBox) -> String {
    if box.notice == "正在取消……" { return "正在取消……" }
    guard let progress = box.progress else { return "正在读取……  Esc 取消" }
    let width = 20
    let done = Int(progress.fraction * Double(width))
    let full = look.glyphs == .ascii ? "#" : "█"
    let rest = look.glyphs == .ascii ? "." : "·"
    let bar = String(repeating: full, count: done) + String(repeating: rest, count: width - done)
    let percent = Int(progress.fraction * 100)
    return "正在\(progress.phase.title) \(bar) \(percent)%  \(progress.rows) 行  Esc 取消"
  }

  // MARK: The rows

  private func drawRows(_ box: ImportBox, into canvas: inout Canvas, layout: TableOverDetail) {
    let tabs = ImportBox.Tab.allCases.map {
      TabLine.Tab(id: $0.rawValue, title: $0.rawValue, badge: "\(box.count($0))")
    }
    TabLine(tabs: tabs, selected: box.tab.rawValue).draw(into: &canvas, rect: layout.head)
    if box.error == nil, box.notice == nil, !box.isRunning {
      drawHint(box, into: &canvas, rect: layout.message)
    }
    let table = Table(
      columns: [
        TableColumn(id: "line", title: "行", minimum: 6, priority: 8, align: .right),
        TableColumn(id: "number", title: "工单编号", minimum: 14, ideal: 22, priority: 9),
        TableColumn(id: "verdict", title: "判断", minimum: 6, priority: 11),
        TableColumn(id: "decision", title: "处理", minimum: 8, priority: 7),
        TableColumn(
          id: "text", title: "内容或原因", minimum: 16, ideal: 30, flex: true, priority: 10),
      ], highlight: .through("text"), glyphs: look.glyphs)
    let top = layout.top(from: box.top, showing: box.selection)
    let shown = box.listed.dropFirst(top).prefix(layout.rows).compactMap { box.preview?.rows[$0] }
    if shown.isEmpty {
      canvas.put(
        "这一类没有行。Tab 看别的", row: layout.table.row, column: layout.table.column,
        style: Style(.muted))
    } else {
      table.draw(
        into: &canvas, rect: layout.table, rows: shown.map { cells($0, in: box) },
        selectedLine: box.selection - top)
    }
    let place = box.listed.isEmpty ? "" : "\(box.selection + 1)/\(box.listed.count)"
    canvas.divider(
      in: layout.frame, row: layout.dividerRow, title: "这一行", trailingTitle: place,
      focused: true, glyphs: look.glyphs.box)
    DetailView(box.selected.map { lines($0, in: box) } ?? [], glyphs: look.glyphs)
      .draw(into: &canvas, rect: layout.detail)
  }

  private func drawHint(_ box: ImportBox, into canvas: inout Canvas, rect: Rect) {
    let decided = box.decided > 0 ? "，已定 \(box.decided) 件有变化的" : ""
    let words = "还没有写入。按 s 导入：新增 \(box.count(.new)) 件\(decided)"
    canvas.put(
      SpanLayout.clip([Span(words, Style(.muted))], columns: rect.columns), row: rect.row,
      column: rect.column)
  }

  private func cells(_ row: ImportPreview.Row, in box: ImportBox) -> [TableCell] {
    let style: Style
    let words: String
    var decision = ""
    switch row.verdict {
    case .new:
      style = Style(.success)
      words = row.words
    case .same:
      style = Style(.muted)
      words = row.words
    case .changed(let fields):
      style = Style(.warning)
      words = fields.map(\.text).joined(separator: "；")
      decision = (box.decisions[row.number] ?? .leave).title
    case .refused(let reason):
      style = Style(.danger)
      words = reason
    }
    return [
      TableCell("\(row.line)", Style(.muted)), TableCell(row.number.isEmpty ? "—" : row.number),
      TableCell(row.verdict.title, style),
      TableCell(decision, decision == "未定" ? Style(.warning) : Style(.accent)),
      TableCell(words, row.tab == .same ? Style(.muted) : .text),
    ]
  }

  private func lines(_ row: ImportPreview.Row, in box: ImportBox) -> [DetailLine] {
    switch row.verdict {
    case .new: [.labelled("新增", [Span(row.words)])]
    case .same: [.labelled("相同", [Span("已经在库里，不重复登记。\(row.words)", Style(.muted))])]
    case .refused(let reason):
      [
        .labelled("原因", [Span(reason, Style(.danger))]),
        .labelled("内容", [Span(row.words.isEmpty ? "—" : row.words)]),
      ]
    case .changed(let fields):
      [
        .labelled(
          "处理",
          [
            Span((box.decisions[row.number] ?? .leave).title, Style(.accent)),
            Span("  Enter 逐项核对，空格整行采用或保留", Style(.muted)),
          ])
      ]
        + fields.map {
          .labelled(
            $0.field.title,
            [Span($0.shownOurs, Style(.muted)), Span(" → "), Span($0.shownTheirs)])
        }
    }
  }

  // MARK: Side by side

  private func drawComparison(
    _ box: ImportBox, into canvas: inout Canvas, layout: TableOverDetail
  ) {
    guard let comparison = box.comparing else { return }
    canvas.put(
      SpanLayout.clip(
        [
          Span("工单 \(comparison.number)", Style(.title, bold: true)),
          Span("  第 \(comparison.line) 行，\(comparison.fields.count) 项不同", Style(.muted)),
        ], columns: layout.head.columns), row: layout.head.row, column: layout.head.column)
    let half = max(12, (layout.table.columns - 20) / 2)
    let table = Table(
      columns: [
        TableColumn(id: "field", title: "项目", minimum: 12, priority: 10),
        TableColumn(id: "ours", title: "  现有", minimum: 12, ideal: half, flex: true, priority: 9),
        TableColumn(
          id: "theirs", title: "  表中", minimum: 12, ideal: half, flex: true, priority: 9),
      ], highlight: .columns(["field"]), glyphs: look.glyphs)
    let top = layout.top(from: 0, showing: comparison.selection)
    let (chosen, unchosen) = (look.glyphs.chosen, look.glyphs.unchosen)
    let rows = comparison.fields.dropFirst(top).prefix(layout.rows).map { field in
      let isTaken = comparison.taken.contains(field.field)
      let mark = field.canBeTaken ? (isTaken ? chosen : unchosen) : " "
      return [
        TableCell(field.field.title),
        TableCell(
          "\(isTaken ? unchosen : chosen) \(field.shownOurs)",
          isTaken ? Style(.muted) : Style(.text, bold: true)),
        TableCell(
          "\(mark) \(field.shownTheirs)",
          isTaken ? Style(.success, bold: true) : Style(.muted)),
      ]
    }
    table.draw(
      into: &canvas, rect: layout.table, rows: Array(rows),
      selectedLine: comparison.selection - top)
    guard comparison.fields.indices.contains(comparison.selection) else { return }
    let field = comparison.fields[comparison.selection]
    canvas.divider(
      in: layout.frame, row: layout.dividerRow, title: field.field.title, focused: true,
      glyphs: look.glyphs.box)
    let (left, right) = layout.detail.splitting(left: layout.detail.columns / 2)
    let isTaken = comparison.taken.contains(field.field)
    DetailView(
      [
        .text([Span("现有" + (isTaken ? "" : "（保留）"), isTaken ? Style(.muted) : Style(.accent))]),
        .text([Span(field.shownOurs)]),
      ], glyphs: look.glyphs
    ).draw(into: &canvas, rect: left.inset(right: 2))
    DetailView(
      [
        .text([Span("表中" + (isTaken ? "（采用）" : ""), isTaken ? Style(.success) : Style(.muted))]),
        .text([Span(field.shownTheirs)]),
      ], glyphs: look.glyphs
    ).draw(into: &canvas, rect: right)
  }

  // MARK: Columns

  private func drawMapping(_ box: ImportBox, into canvas: inout Canvas, layout: TableOverDetail) {
    guard let editing = box.editing else { return }
    canvas.put(
      SpanLayout.clip(
        [
          Span("列对照", Style(.title, bold: true)),
          Span("  每一项在表里叫什么；* 是必须有的。改过的会记住，下次同样的表头直接用", Style(.muted)),
        ], columns: layout.head.columns), row: layout.head.row, column: layout.head.column)
    let table = Table(
      columns: [
        TableColumn(id: "field", title: "  项目", minimum: 14, priority: 10),
        TableColumn(id: "column", title: "表里的列", minimum: 16, flex: true, priority: 9),
      ], highlight: .row, glyphs: look.glyphs)
    let fields = ColumnMapping.Field.allCases
    let recognised = ColumnMapping(recognisedIn: box.columns)
    let room = max(1, layout.body.rows - 1)
    let top = max(0, editing.selection - room + 1)
    let rows = fields.dropFirst(top).prefix(room).map { field in
      let column = editing.mapping.columns[field]
      let isDecided = column != recognised.columns[field]
      return [
        TableCell("\(field.isNeeded ? "*" : " ") \(field.label)"),
        TableCell(
          column.map { isDecided ? "\($0)（改过）" : $0 } ?? "—",
          column == nil
            ? Style(field.isNeeded ? .warning : .muted) : isDecided ? Style(.accent) : .text),
      ]
    }
    table.draw(
      into: &canvas, rect: layout.body, rows: Array(rows), selectedLine: editing.selection - top)
  }
}

extension ImportBox {
  /// The file without its folder.
  fileprivate var fileName: String {
    opening?.path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// `XLSX · 工单`, `GB18030`.
  fileprivate var kind: String {
    guard let opening else { return "" }
    let name = opening.sheets.indices.contains(sheet) ? opening.sheets[sheet].name : ""
    return name.isEmpty ? opening.encoding : "\(opening.encoding) · \(name)"
  }
}

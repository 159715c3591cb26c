import CoreModel
import Store
import TerminalKit

/// How the form of 回复 looks: the fields, what is wrong beneath them, and beside them the sheet where there is room.
extension AppState {
  /// Where the fields and the sheet stand; no sheet where the window is too narrow for both.
  var replyRooms: (form: Rect, preview: Rect?) {
    let room = Rect(size: size).inset(rows: 1, columns: 1)
    guard room.columns >= AppState.columnsForPreview else {
      return (room.centered(rows: room.rows, columns: min(room.columns, 84)), nil)
    }
    let (left, right) = room.splitting(left: min(84, room.columns * 58 / 100))
    return (left, right)
  }

  /// From so many columns on the sheet stands beside the fields.
  private static let columnsForPreview = 110

  /// How wide the form of a step is.
  func formColumns(of kind: CommandKind) -> Int {
    kind == .reply ? replyRooms.form.columns : formRect(rows: 0).columns
  }

  /// Draws the form of a reply; answers where the cursor stands.
  func drawReply(_ stepForm: StepForm, into canvas: inout Canvas) -> Position? {
    let glyphs = look.glyphs
    let (room, preview) = replyRooms
    let inner = max(1, room.columns - 4)
    var lines = replyLines(stepForm, columns: inner)
    // However much there is to say, the focused field stays in sight.
    lines = Array(lines.prefix(max(3, room.rows - 12)))
    let rows = stepForm.form.preferredSize(in: room.inset(bottom: lines.count + 1).size).rows
    let whole =
      preview == nil
      ? room.centered(rows: rows + lines.count + 1, columns: room.columns)
      : Rect(
        row: room.row, column: room.column, rows: min(room.rows, rows + lines.count + 1),
        columns: room.columns)
    let (form, below) = whole.splitting(bottom: lines.count + 1)
    let cursor = stepForm.form.draw(into: &canvas, rect: form, glyphs: glyphs)
    canvas.fill(below)
    canvas.box(
      whole.splitting(bottom: lines.count + 2).bottom, focused: true, glyphs: glyphs.box)
    canvas.divider(in: whole, row: form.endRow - 1, focused: true, glyphs: glyphs.box)
    for (index, line) in lines.enumerated() {
      canvas.put(
        line, row: below.row + index, column: below.column + 2, limit: below.columns - 4)
    }
    if let preview { drawPreview(stepForm, into: &canvas, rect: preview, rows: whole.rows) }
    return cursor
  }

  /// What is said beneath the fields: the counters, what is wrong with the focused field, and what is missing.
  func replyLines(_ stepForm: StepForm, columns: Int) -> [[Span]] {
    guard let entry = stepForm.replyEntry(at: now) else { return [] }
    let glyphs = look.glyphs
    var lines: [[Span]] = []
    if let lost = stepForm.lost {
      lines += wrapped("\(glyphs.alert) \(lost)", Style(.warning, bold: true), columns)
    }
    if let error = stepForm.error {
      lines += wrapped("\(glyphs.cross) \(error)", Style(.danger, bold: true), columns)
    } else if let notice = stepForm.notice {
      lines += wrapped("\(glyphs.dot) \(notice)", Style(.info), columns)
    }
    lines.append(SpanLayout.clip(counters(entry), columns: columns))
    let focused = stepForm.form.focusedField?.id
    let own = entry.problems.first { $0.field?.rawValue == focused }
    if let own, stepForm.error == nil {
      lines += wrapped("\(glyphs.cross) \(own.message)", Style(.danger), columns)
    }
    lines += missing(entry, columns)
    let joint = jointLines(stepForm, columns: columns, rows: 3)
    return lines + joint.map { [Span($0.text, $0.style)] }
  }

  private func counters(_ entry: ReplyEntry) -> [Span] {
    let points = entry.points
    func mark(_ isThere: Bool, _ name: String) -> Span {
      Span(
        " \(isThere ? look.glyphs.check : look.glyphs.cross)\(name)",
        isThere ? Style(.success) : Style(.danger))
    }
    return [
      Span("要点 ", Style(.muted)),
      Span(
        "\(points.count)/\(HotlineReply.mostPoints)",
        points.fits ? Style(.text) : Style(.danger, bold: true)),
      mark(points.namesDepartment, "处置部门"), mark(points.namesTime, "答复时间"),
      mark(points.saysWhatWasDone, "处置情况"),
    ]
  }

  private func missing(_ entry: ReplyEntry, _ columns: Int) -> [[Span]] {
    let problems = entry.problems
    guard !problems.isEmpty else {
      return wrapped("\(look.glyphs.check) 都填好了，按 Ctrl-S 报出", Style(.success), columns)
    }
    let names = problems.map(\.short).joined(separator: "、")
    let all = wrapped("还差 \(problems.count) 项：\(names)", Style(.warning), columns)
    guard all.count > 2 else { return all }
    let rest = all[1...].map { $0.map(\.text).joined() }.joined()
    return [all[0], [Span(TextLayout.clip(rest, columns: columns), Style(.warning))]]
  }

  private func wrapped(_ text: String, _ style: Style, _ columns: Int) -> [[Span]] {
    TextLayout.wrap(text, columns: columns).map { [Span($0, style)] }
  }

  /// The sheet beside the form, scrolled so that the focused field's line is seen.
  private func drawPreview(
    _ stepForm: StepForm, into canvas: inout Canvas, rect: Rect, rows: Int
  ) {
    let box = Rect(row: rect.row, column: rect.column, rows: rows, columns: rect.columns)
    canvas.fill(box)
    canvas.box(box, title: "预览 · 市里表单的顺序", focused: false, glyphs: look.glyphs.box)
    let inside = box.inset(rows: 1, columns: 2)
    let lines = previewLines(stepForm)
    var view = DetailView(lines, glyphs: look.glyphs)
    let title = ReplyField(rawValue: stepForm.form.focusedField?.id ?? "")?.title
    if let index = lines.firstIndex(where: { $0.label == title }) {
      let above = DetailView(Array(lines[..<index]), glyphs: look.glyphs)
        .height(columns: inside.columns)
      view.scroll(by: max(0, above - inside.rows / 2), in: inside.size)
    }
    view.draw(into: &canvas, rect: inside)
  }
}

extension DetailLine {
  /// The label of a value.
  fileprivate var label: String? {
    if case .labelled(let label, _) = self { label } else { nil }
  }
}

import CoreModel
import Store
import TerminalKit

/// How previews of joint steps and the choice of a main request look.
extension AppState {
  func jointView(_ box: JointBox) -> DetailView {
    guard let session else { return DetailView([]) }
    let text = JointText(directory: session.directory, now: now, glyphs: look.glyphs)
    var lines: [DetailLine] = []
    if !box.set.able.isEmpty {
      lines.append(.rule("可以办 \(box.set.able.count) 件"))
      lines += box.set.able.map { text.line($0, in: box.set.kind) }
    }
    if !box.set.blocked.isEmpty {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.rule("不能办 \(box.set.blocked.count) 件"))
      lines += box.set.blocked.map(text.line)
    }
    return DetailView(lines, offset: box.offset, glyphs: look.glyphs)
  }

  private func jointRect(_ box: JointBox) -> Rect {
    let room = readingRoom
    let wanted = jointView(box).height(columns: room.columns - 4) + 4
    return room.centered(rows: wanted, columns: room.columns)
  }

  /// The size of the list within the box, for scrolling.
  func jointTextRoom(_ box: JointBox) -> Size {
    jointRect(box).inset(rows: 1, columns: 2).inset(bottom: 2).size
  }

  func draw(_ box: JointBox, into canvas: inout Canvas) {
    let rect = jointRect(box)
    let step = box.set.kind.title
    canvas.fill(rect)
    canvas.box(
      rect,
      title: box.lead == nil
        ? "\(step) · 标记的 \(box.set.able.count + box.set.blocked.count) 件" : step,
      trailingTitle: box.set.summary, focused: true, glyphs: look.glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    jointView(box).draw(into: &canvas, rect: inside.inset(bottom: 2))
    canvas.divider(in: rect, row: rect.endRow - 3, focused: true, glyphs: look.glyphs.box)
    let keys = jointKeys(box).flatMap { key, label in
      [Span(key, Style(.accent, bold: true)), Span(" \(label)   ", Style(.text))]
    }
    canvas.put(
      SpanLayout.clip(keys, columns: inside.columns), row: inside.endRow - 1,
      column: inside.column, limit: inside.columns)
  }

  private func jointKeys(_ box: JointBox) -> [(String, String)] {
    let count = box.set.able.count
    guard count > 0 else { return [("Esc", "关闭，一件也办不了")] }
    let asksMore = box.set.able.contains { detail in
      session.map { box.set.kind.hasForm(for: detail, by: $0.actor) } ?? false
    }
    let go = asksMore ? "填一次，\(count) 件一起办" : "\(box.set.kind.title) \(count) 件"
    let alone =
      box.leadDetail != nil && count > 1
      ? [("1", "只办 \(box.leadDetail?.request.number ?? "")")] : []
    return [("Enter", go)] + alone + [("Esc", "取消")]
  }

  func draw(_ box: LinkBox, into canvas: inout Canvas) -> Position? {
    let room = Rect(size: size).inset(rows: 1, columns: 1)
    let rect = room.centered(rows: min(room.rows, 16), columns: min(room.columns, 96))
    let glyphs = look.glyphs
    canvas.fill(rect)
    canvas.box(rect, title: linkTitle(box), focused: true, glyphs: glyphs.box)
    canvas.divider(in: rect, row: rect.row + 2, focused: true, glyphs: glyphs.box)
    canvas.divider(in: rect, row: rect.endRow - 4, focused: true, glyphs: glyphs.box)
    let inside = rect.inset()
    box.menu.drawItems(
      into: &canvas, rect: inside.inset(top: 2, bottom: 3), focused: true, glyphs: glyphs)
    let note =
      box.error.map { Span("\(glyphs.cross) \($0)", Style(.danger, bold: true)) }
      ?? Span("并入以后各自保留编号、历史和时限；随时可以按 K 解除", Style(.muted))
    let keys = [
      Span("Enter", Style(.accent)), Span(" 并入选中的主件  ", Style(.muted)), Span("↑↓", Style(.accent)),
      Span(" 选择  ", Style(.muted)), Span("Esc", Style(.accent)), Span(" 取消", Style(.muted)),
    ]
    for (line, spans) in [[note], keys].enumerated() {
      canvas.put(
        SpanLayout.clip(spans, columns: inside.columns - 2), row: rect.endRow - 3 + line,
        column: inside.column + 1, limit: inside.columns - 2)
    }
    return box.field.draw(
      into: &canvas, rect: rect.inset(rows: 1, columns: 2).splitting(top: 1).top, focused: true,
      glyphs: glyphs)
  }

  private func linkTitle(_ box: LinkBox) -> String {
    let along = Set(box.chosen.flatMap { $0.kin.linked.map(\.id) })
      .subtracting(box.chosen.map(\.history.id)).count
    let others = along > 0 ? "，连同 \(along) 件并件" : ""
    guard !box.isMarked, let only = box.chosen.first else {
      return "并件 · 标记的 \(box.chosen.count) 件\(others)：选主件"
    }
    return "\(only.request.number)\(others) 并入哪一件"
  }
}

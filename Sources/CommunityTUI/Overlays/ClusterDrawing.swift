import CoreModel
import Store
import TerminalKit

extension AppState {
  /// Where 一类事 stands.
  var clusterRoom: BoxRoom { BoxRoom(size: size, detail: 2...5) }

  func draw(_ box: ClusterBox, into canvas: inout Canvas, session: Session) {
    let room = clusterRoom
    canvas.fill(room.frame)
    if let opened = box.opened {
      draw(opened, in: room, into: &canvas, session: session)
    } else {
      drawList(of: box, in: room, into: &canvas, session: session)
    }
  }

  // MARK: The clusters

  private func drawList(
    of box: ClusterBox, in room: BoxRoom, into canvas: inout Canvas, session: Session
  ) {
    let window = box.typedDays.isEmpty ? "近\(box.days)天" : "近 \(box.typedDays)_ 天 Enter 定"
    canvas.box(
      room.frame, title: "一类事 · \(window)", trailingTitle: heading(of: box), focused: true,
      glyphs: look.glyphs.box)
    guard let survey = box.survey else {
      note("正在比对……", in: room, into: &canvas)
      return
    }
    guard !survey.clusters.isEmpty else {
      note("近\(box.days)天没有同一处的同类诉求。← → 换天数，Esc 关闭", in: room, into: &canvas)
      return
    }
    let table = Table(
      columns: [
        TableColumn(id: "count", title: "件", minimum: 4, priority: 9, align: .right),
        TableColumn(id: "trend", title: "走势", minimum: 6, priority: 6),
        TableColumn(id: "place", title: "位置", minimum: 10, ideal: 14, priority: 8),
        TableColumn(id: "topic", title: "事情", minimum: 10, ideal: 12, priority: 7),
        TableColumn(id: "open", title: "未结", minimum: 4, priority: 5, align: .right),
        TableColumn(id: "newest", title: "最近", minimum: 8, ideal: 12, priority: 4),
        TableColumn(id: "text", title: "例", minimum: 12, flex: true, priority: 3),
      ], highlight: .columns(["place", "topic"]), glyphs: look.glyphs)
    // One scale for all, so that a busy cluster looks busy.
    let busiest = survey.clusters.first?.trend.max() ?? 0
    // The window may be smaller than when it was last moved in.
    let top = ClusterBox.scrolled(box.top, to: box.index, rows: room.listRows)
    let visible = survey.clusters.dropFirst(top).prefix(room.listRows)
    table.draw(
      into: &canvas, rect: room.table,
      rows: visible.map { cells(of: $0, busiest: busiest) }, selectedLine: box.index - top,
      focused: true)
    canvas.divider(in: room.frame, row: room.dividerRow, focused: true, glyphs: look.glyphs.box)
    if let cluster = box.cluster {
      let lines = cluster.examples.map { text in
        DetailLine.text([
          Span("· ", Style(.muted)),
          Span(TextLayout.clip(Privacy.masked(text), columns: room.detail.columns - 4)),
        ])
      }
      DetailView(lines, glyphs: look.glyphs).draw(into: &canvas, rect: room.detail)
    }
  }

  private func heading(of box: ClusterBox) -> String {
    guard let survey = box.survey else { return "← → 换天数" }
    let cut = survey.isCut ? "（只比了最近 \(survey.looked) 件）" : ""
    let place = survey.clusters.isEmpty ? "" : "\(box.index + 1)/\(survey.clusters.count)  "
    return "\(place)Enter 打开  ← → 换天数\(cut)"
  }

  private func cells(of cluster: ClusterRow, busiest: Int) -> [TableCell] {
    let bars = Sparkline.bars(
      cluster.trend, columns: ClusterRow.parts, maximum: max(4, busiest), glyphs: look.glyphs)
    return [
      TableCell("\(cluster.count)", Style(.accent, bold: true)), TableCell(bars, Style(.info)),
      TableCell(Privacy.masked(cluster.place)), TableCell(cluster.topic ?? "文字相近"),
      TableCell(
        cluster.open == 0 ? "·" : "\(cluster.open)", Style(cluster.open == 0 ? .muted : .warning)),
      TableCell(cluster.newestAt.shortText(relativeTo: now), Style(.muted)),
      TableCell(cluster.examples.first.map(Privacy.masked) ?? "", Style(.muted)),
    ]
  }

  // MARK: One cluster

  private func draw(
    _ opened: ClusterBox.Opened, in room: BoxRoom, into canvas: inout Canvas, session: Session
  ) {
    let cluster = opened.cluster
    canvas.box(
      room.frame,
      title: "\(Privacy.masked(cluster.place)) \(cluster.topic ?? "文字相近") · \(cluster.count) 件",
      trailingTitle: "Enter 看  L 并为一件  e 提交议事会  Esc 回", focused: true,
      glyphs: look.glyphs.box)
    guard let rows = opened.rows else {
      note("正在读取……", in: room, into: &canvas)
      return
    }
    let table = Table(
      columns: [
        TableColumn(id: "number", title: "编号", minimum: 12, ideal: 13, priority: 9),
        TableColumn(id: "received", title: "收到", minimum: 9, ideal: 12, priority: 6),
        TableColumn(id: "status", title: "状态", minimum: 8, priority: 7),
        TableColumn(id: "place", title: "位置", minimum: 8, ideal: 12, priority: 5),
        TableColumn(id: "main", title: "主件", minimum: 6, ideal: 13, priority: 3),
        TableColumn(id: "text", title: "诉求", minimum: 16, flex: true, priority: 8),
      ], highlight: .columns(["number"]), glyphs: look.glyphs)
    let top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
    table.draw(
      into: &canvas, rect: room.table,
      rows: rows.dropFirst(top).prefix(room.listRows).map { row in
        let main = row.mainNumber ?? (row.linkedCount > 0 ? "主件\(row.linkedCount)" : "")
        return [
          TableCell(row.number),
          TableCell(row.receivedAt.shortText(relativeTo: now), Style(.muted)),
          TableCell(row.status.title, Words.style(of: row.status)),
          TableCell(Privacy.masked(session.directory.label(of: row.place)), Style(.muted)),
          TableCell(main, Style(.muted)), TableCell(Privacy.masked(row.text)),
        ]
      }, selectedLine: opened.index - top, focused: true)
    canvas.divider(in: room.frame, row: room.dividerRow, focused: true, glyphs: look.glyphs.box)
    if let row = opened.row {
      let view = DetailView(
        [
          .text([Span(TextLayout.clip(Privacy.masked(row.text), columns: room.detail.columns * 2))]
          ),
          .text([Span("选中的这件会作主件，或代表这一类提交议事会", Style(.muted))]),
        ], glyphs: look.glyphs)
      view.draw(into: &canvas, rect: room.detail)
    }
  }

  private func note(_ text: String, in room: BoxRoom, into canvas: inout Canvas) {
    canvas.put(
      text, row: room.table.row + min(1, max(0, room.table.rows - 1)),
      column: room.table.column + 2, style: Style(.muted), limit: room.table.columns - 3)
  }
}

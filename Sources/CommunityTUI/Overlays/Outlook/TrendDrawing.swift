import CoreModel
import Store
import TerminalKit

/// Where 趋势 stands.
struct TrendRoom {
  /// The border.
  let frame: Rect
  /// The words.
  let head: Rect
  /// The bars.
  let chart: Rect
  /// The row of the line under them.
  let dividerRow: Int
  /// What there is to say.
  let text: Rect

  init(size: Size) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
    let inside = frame.inset(rows: 1, columns: 2)
    let (head, rest) = inside.splitting(top: 1)
    self.head = head
    let lines = min(10, max(2, rest.rows * 3 / 10))
    let (chart, lower) = rest.splitting(bottom: lines + 1)
    self.chart = chart
    dividerRow = lower.row
    text = lower.inset(top: 1)
  }
}

extension Trend {
  /// Its bars, with the weeks below and the measures above.
  func chart(measures: [Measure], selected: Day?, today: Day, glyphs: WidgetGlyphs) -> BarChart {
    let mondays = counts.indices.filter { day(at: $0).weekday == 1 }
    let ticks = mondays.map { index in
      let (_, month, date) = day(at: index).components
      return BarChart.Tick(index: index, label: "\(month)/\(date)")
    }
    let marks = measures.compactMap { measure in
      index(of: measure.day).map {
        BarChart.Mark(index: $0, label: measure.text(relativeTo: today))
      }
    }
    return BarChart(
      counts, ticks: ticks, marks: marks, selected: selected.flatMap { index(of: $0) },
      glyphs: glyphs)
  }
}

extension AppState {
  /// The measures that a trend shows.
  private func measures(of question: TrendQuestion) -> [Measure] {
    session?.rules.measures.measures.filter { $0.concerns(question.words) } ?? []
  }

  /// What is said below the bars.
  func trendLines(_ box: TrendBox) -> [DetailLine] {
    guard let trend = box.trend else { return [] }
    let today = now.day
    let estimate = trend.isEstimate ? "（件数很多，按索引估计，可能略高）" : ""
    var lines: [DetailLine] = [.text([Span(trend.summary(today: today) + estimate)])]
    for measure in measures(of: box.question).reversed() {
      guard let comparison = trend.comparison(of: measure, today: today) else { continue }
      let isBetter = comparison.change.map { $0 < 0 }
      lines.append(
        .item(
          [Span(look.glyphs.moreBelow, Style(.warning))],
          [
            Span("\(measure.text(relativeTo: today))：", Style(.title)),
            Span(
              comparison.text,
              Style(isBetter == true ? .success : isBetter == false ? .warning : .text)),
          ]))
    }
    let others = box.question.words.split(separator: " ").compactMap { word in
      TrendQuestion.words(ofMatter: String(word)).map { (word, $0) }
    }
    for (name, words) in others {
      let shown = words.prefix(12).joined(separator: "、") + (words.count > 12 ? "……" : "")
      lines.append(.text([Span("「\(name)」是一类事，这些说法都算：\(shown)", Style(.muted))]))
    }
    lines.append(.text([Span(Trend.formula, Style(.muted))]))
    if measures(of: box.question).isEmpty {
      lines.append(.text([Span("采取了措施就按 m 记一条，图上会标出来，并比较前后", Style(.muted))]))
    }
    return lines
  }

  func draw(_ box: TrendBox, into canvas: inout Canvas, session: Session) -> Position? {
    let room = TrendRoom(size: size)
    let glyphs = look.glyphs
    let today = now.day
    let question = box.question
    let span =
      "\(question.first.dateText(relativeTo: today))–\(question.end.dateText(relativeTo: today))"
    canvas.fill(room.frame)
    canvas.box(
      room.frame, title: "趋势 · \(question.title) · \(question.days)天", trailingTitle: span,
      focused: true, glyphs: glyphs.box)
    let label = "事情或地方  "
    let width = TextWidth.columns(label)
    canvas.put(label, row: room.head.row, column: room.head.column, style: Style(.muted))
    let place = room.head.inset(left: width)
    var cursor: Position?
    if let field = box.field {
      cursor = field.draw(into: &canvas, rect: place, focused: true, glyphs: glyphs)
    } else {
      canvas.put(
        [
          Span(question.title, Style(.accent, bold: true)),
          Span("   / 改", Style(.muted)),
        ], row: place.row, column: place.column, limit: place.columns)
    }
    guard let trend = box.trend else {
      canvas.put(
        "正在统计……", row: room.chart.row + 1, column: room.chart.column, style: Style(.muted))
      return cursor
    }
    let chart = trend.chart(
      measures: measures(of: question), selected: box.selected, today: today, glyphs: glyphs)
    if trend.total == 0 {
      canvas.put(
        "这 \(question.days) 天没有收到。/ 换个说法，↑ 看更长的时间", row: room.chart.row + 1,
        column: room.chart.column, style: Style(.muted), limit: room.chart.columns)
    } else {
      chart.draw(into: &canvas, rect: room.chart)
    }
    let count = trend.index(of: box.selected).map { trend.counts[$0] } ?? 0
    let perBar = chart.perBar(in: room.chart)
    canvas.divider(
      in: room.frame, row: room.dividerRow,
      title: "\(box.selected.dateText(relativeTo: today)) \(box.selected.weekdayText) \(count) 件"
        + (box.selected == today ? "（今天还没过完）" : ""),
      trailingTitle: perBar > 1 ? "每柱 \(perBar) 天" : "每柱一天", focused: true, glyphs: glyphs.box)
    DetailView(trendLines(box), offset: box.offset, glyphs: glyphs)
      .draw(into: &canvas, rect: room.text)
    return cursor
  }

  func draw(_ box: TrendDayBox, into canvas: inout Canvas, session: Session) {
    let room = clusterRoom
    canvas.fill(room.frame)
    let date = "\(box.day.dateText(relativeTo: now.day)) \(box.day.weekdayText)"
    let count = box.rows.map { " · \($0.count) 件" } ?? ""
    canvas.box(
      room.frame, title: "\(box.question.title) · \(date)\(count)",
      trailingTitle: "Enter 看全文  Esc 回", focused: true, glyphs: look.glyphs.box)
    guard let rows = box.rows else {
      canvas.put(
        "正在读取……", row: room.table.row + 1, column: room.table.column + 2, style: Style(.muted))
      return
    }
    let table = Table(
      columns: [
        TableColumn(id: "time", title: "收到", minimum: 6, priority: 8),
        TableColumn(id: "number", title: "编号", minimum: 12, ideal: 13, priority: 6),
        TableColumn(id: "status", title: "状态", minimum: 8, priority: 7),
        TableColumn(id: "place", title: "位置", minimum: 8, ideal: 14, priority: 5),
        TableColumn(id: "text", title: "诉求", minimum: 16, flex: true, priority: 9),
      ], highlight: .columns(["time"]), glyphs: look.glyphs)
    let top = ClusterBox.scrolled(box.top, to: box.index, rows: room.listRows)
    table.draw(
      into: &canvas, rect: room.table,
      rows: rows.dropFirst(top).prefix(room.listRows).map { row in
        [
          TableCell(row.receivedAt.clockText, Style(.muted)), TableCell(row.number),
          TableCell(row.status.title, Words.style(of: row.status)),
          TableCell(Privacy.masked(session.directory.label(of: row.place)), Style(.muted)),
          TableCell(Privacy.masked(row.text)),
        ]
      }, selectedLine: box.index - top, focused: true)
    canvas.divider(in: room.frame, row: room.dividerRow, focused: true, glyphs: look.glyphs.box)
    if let row = rows.first(where: { $0.id == box.selection }) {
      DetailView([.text([Span(Privacy.masked(row.text))])], glyphs: look.glyphs)
        .draw(into: &canvas, rect: room.detail)
    }
  }
}

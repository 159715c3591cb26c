import CoreModel
import Store
import TerminalKit

/// The pages of 统计.
extension StatisticsScreen {
  private var line: Int { state.statisticsLine }
  private var before: Survey? { statistics.before }

  // MARK: 总览

  func drawOverview(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    let kinds = FigureKind.allCases
    let span = survey.question.span
    let hasChart = room.content.rows >= kinds.count + 10
    let (rect, rest) = room.content.splitting(
      top: hasChart ? kinds.count + 1 : room.content.rows)
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "指标", minimum: 14, ideal: 22, priority: 9),
        TableColumn(
          id: "value", title: span.kind.present, minimum: 8, ideal: 12, priority: 8, align: .right),
        TableColumn(
          id: "fraction", title: "分子/分母", minimum: 10, ideal: 16, priority: 6, align: .right),
        TableColumn(
          id: "before", title: span.kind.before, minimum: 8, ideal: 12, priority: 5, align: .right),
        TableColumn(
          id: "change", title: "变化", minimum: 11, ideal: 16, priority: 7, align: .right),
      ], highlight: .columns(["name"]), glyphs: glyphs)
    let shown = window(line, among: kinds.count, rows: rect.rows - 1)
    table.draw(
      into: &canvas, rect: rect,
      rows: kinds[shown].map { kind in
        let figure = survey[kind]
        let earlier = before?[kind]
        return [
          TableCell(kind.title),
          TableCell(
            figure.valueText, Style(figure.denominator == 0 ? .muted : .accent, bold: true)),
          TableCell(kind.isCount ? "" : figure.fractionText, Style(.muted)),
          TableCell(earlier?.valueText ?? "", Style(.muted)),
          cell(earlier.flatMap { figure.change(from: $0) }),
        ]
      }, selectedLine: line - shown.lowerBound, focused: true)
    if hasChart { draw(SurveyCourse(survey), in: rest.inset(top: 1), selected: nil, into: &canvas) }
    let kind = kinds[line]
    var lines = [
      DetailLine.text([Span("\(kind.title)＝\(kind.formula)")])
    ]
    if survey[.received].denominator + survey[.closed].denominator + survey[.open].denominator == 0
    {
      lines.append(.text([Span("这一期没有可以统计的诉求：按 [ 看前一期", Style(.warning))]))
    } else if survey.isRunning, before != nil {
      lines.append(remark("\(span.kind.present)还没有结束，\(span.kind.before)是整个一期，件数不能直接比"))
    }
    return ("\(kind.title)怎么算", "\(kind.basis) · Enter 看诉求", lines)
  }

  // MARK: 走势

  func drawCourse(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    let course = SurveyCourse(survey)
    draw(course, in: room.content, selected: line, into: &canvas)
    guard course.stretches.indices.contains(line) else { return ("", "", []) }
    let stretch = course.stretches[line]
    let words = state.words(of: stretch)
    guard let received = stretch.received, let closed = stretch.closed else {
      return (words, "还没有到", [])
    }
    let advice =
      if case .span = stretch.opens { "Enter 看这个月" } else { "Enter 看收到的诉求" }
    return (
      "\(words)：收到 \(received) 件，办结 \(closed) 件", "← → 移动 · \(advice)",
      [
        remark("收到按收到时间，办结按办结时间；并件各算一件，撤销的不算"),
        remark(
          "本期合计：收到 \(survey[.received].denominator) 件，办结 \(survey[.closed].denominator) 件"),
      ]
    )
  }

  private func draw(
    _ course: SurveyCourse, in rect: Rect, selected: Int?, into canvas: inout Canvas
  ) {
    let highest = max(4, course.highest)
    let chart = LineChart(
      [
        .init("收到", course.stretches.map(\.received)),
        .init("办结", course.stretches.map(\.closed)),
      ], scale: .init(0, "0", highest, "\(highest)"), labels: course.stretches.map(\.label),
      selected: selected, glyphs: glyphs)
    let (legend, rest) = rect.splitting(top: 1)
    canvas.put(chart.legend, row: legend.row, column: legend.column + 2, limit: legend.columns - 2)
    chart.draw(into: &canvas, rect: rest.inset(left: 1, right: 1))
  }

  // MARK: 时限

  func drawClocks(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    guard !survey.clocks.isEmpty else {
      canvas.put(
        "这一期没有完成的时限，也没有超时的", row: room.content.row + 1,
        column: room.content.column + 1, style: Style(.muted))
      return ("时限怎么算", "", [remark(ClockFigure.formula)])
    }
    let span = survey.question.span
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "时限", minimum: 8, ideal: 10, priority: 9),
        TableColumn(id: "rate", title: "按时率", minimum: 7, priority: 8, align: .right),
        TableColumn(
          id: "count", title: "按时/件数", minimum: 9, ideal: 13, priority: 7, align: .right),
        TableColumn(
          id: "median", title: "中位数", minimum: 9, ideal: 11, priority: 6, align: .right),
        TableColumn(
          id: "ninetieth", title: "90分位", minimum: 9, ideal: 11, priority: 6, align: .right),
        TableColumn(
          id: "before", title: span.kind.before, minimum: 7, priority: 4, align: .right),
        TableColumn(id: "change", title: "变化", minimum: 10, ideal: 12, priority: 5, align: .right),
        TableColumn(id: "bar", title: "", minimum: 12, flex: true, priority: 1),
      ], highlight: .columns(["name"]), glyphs: glyphs)
    let shown = window(line, among: survey.clocks.count, rows: room.tableRows)
    table.draw(
      into: &canvas, rect: room.content,
      rows: survey.clocks[shown].map { clock in
        let earlier = before?.clock(clock.kind)
        return [
          TableCell(clock.kind.title), TableCell(clock.onTimeText, Style(.accent, bold: true)),
          TableCell("\(clock.onTime)/\(clock.denominator)", Style(.muted)),
          TableCell(clock.medianText), TableCell(clock.ninetiethText),
          TableCell(earlier?.onTimeText ?? "", Style(.muted)), cell(clock.change(from: earlier)),
          TableCell(bar(clock.onTimePermille ?? 0), Style(.info)),
        ]
      }, selectedLine: line - shown.lowerBound, focused: true)
    let clock = survey.clocks[line]
    let late = clock.stopped - clock.onTime
    return (
      "\(clock.kind.title)：按时 \(clock.onTime)，迟 \(late)，超时未完成 \(clock.running)", "Enter 看诉求",
      [remark(ClockFigure.formula)]
    )
  }

  /// A share as a short bar.
  private func bar(_ permille: Int) -> String {
    guard let full = glyphs.bars.last else { return "" }
    return String(repeating: full, count: (permille * 12 + 500) / 1000)
  }

  // MARK: 构成

  func drawParts(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    let kind = statistics.measure
    let breakdown = statistics.breakdown
    let parts = survey.parts[breakdown] ?? []
    let (head, rect) = room.content.splitting(top: 1)
    canvas.put(
      [
        Span("按\(breakdown.title)", Style(.accent, bold: true)), Span("（v 换） · ", Style(.muted)),
        Span(kind.title, Style(.accent, bold: true)),
        Span(
          "（V 换）"
            + (before == nil
              ? "" : "  \(glyphs.box.vertical) 是\(survey.question.span.kind.before)"),
          Style(.muted)),
      ], row: head.row, column: head.column + 1, limit: head.columns - 1)
    guard !parts.isEmpty else {
      canvas.put("这一期没有诉求", row: rect.row, column: rect.column + 1, style: Style(.muted))
      return ("\(kind.title)怎么算", "", [remark(kind.formula)])
    }
    let earlier = Dictionary(
      (before?.parts[breakdown] ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }
    )
    func value(_ figure: Figure?) -> Int? {
      figure.flatMap { kind.isCount ? $0.denominator : $0.permille }
    }
    HorizontalBars(
      parts.map { part in
        let figure = part[kind]
        let change = earlier[part.key].flatMap { figure.change(from: $0[kind]) }
        return HorizontalBars.Bar(
          part.title, value(figure),
          words: words(figure, of: survey, change), before: value(earlier[part.key]?[kind]),
          isAlarming: change?.isBetter == false)
      }, whole: kind.isCount ? nil : 1000, selected: line, top: line - rect.rows / 2,
      glyphs: glyphs
    ).draw(into: &canvas, rect: rect)
    let part = parts[min(line, parts.count - 1)]
    let all = FigureKind.allCases.map { "\($0.shortTitle) \(part[$0].valueText)" }
    return (
      "\(part.title)：\(kind.title) \(part[kind].valueText)", "Enter 看诉求",
      [remark("\(kind.title)＝\(kind.formula)"), .text([Span(all.joined(separator: " · "))])]
    )
  }

  /// `12件 24.0% +3件`, `87.5% 35/40 −2.1点`.
  private func words(_ figure: Figure, of survey: Survey, _ change: FigureChange?) -> String {
    let share =
      figure.kind.isCount
      ? Figure.percentText(figure.denominator, of: survey[figure.kind].denominator)
      : figure.fractionText
    let mark = change?.isBetter.map { $0 ? glyphs.check : glyphs.alert } ?? ""
    return TextLayout.pad(figure.valueText, columns: 7, align: .right)
      + TextLayout.pad(share, columns: 9, align: .right)
      + TextLayout.pad("\(change?.text ?? "") \(mark)", columns: 11, align: .right)
  }

  // MARK: 楼组×周

  func drawHeat(
    _ survey: Survey, in room: StatisticsRoom, into canvas: inout Canvas
  ) -> Saying {
    let heat = survey.heat
    guard !heat.rows.isEmpty, !heat.weeks.isEmpty else {
      canvas.put(
        "还没有楼组：在「设置 → 楼组」里添加，或用「表格导入」", row: room.content.row + 1,
        column: room.content.column + 1, style: Style(.muted))
      return ("楼组×周", "", [])
    }
    let week = state.statisticsWeek
    let map = HeatMap(
      rowLabels: heat.rows.map(\.title),
      columnLabels: heat.weeks.map { "\($0.components.month)/\($0.components.day)" },
      values: heat.rows.map(\.counts), selected: .init(row: line, column: week),
      top: line - room.content.rows / 2, sumTitle: "合计", glyphs: glyphs)
    let (rect, legend) = room.content.splitting(bottom: 1)
    map.draw(into: &canvas, rect: rect)
    canvas.put(
      [Span("一周的件数  ", Style(.muted))] + map.legend, row: legend.row,
      column: legend.column + 1, limit: legend.columns - 1)
    let row = heat.rows[line]
    let monday = heat.weeks[week]
    let count = row.counts.indices.contains(week) ? row.counts[week] : 0
    return (
      "\(row.title) · \(monday.dateText(relativeTo: now.day))起一周：收到 \(count) 件",
      "Enter 看诉求",
      [
        .text([
          Span("\(row.title)本期 \(row.counts.reduce(0, +)) 件，"),
          Span(
            "这一周全部 \(heat.rows.reduce(0) { $0 + ($1.counts.indices.contains(week) ? $1.counts[week] : 0) }) 件"
          ),
        ]), remark("一周从星期一算起，本期以外的日子不算；按收到时间，撤销的不算"),
      ]
    )
  }

  // MARK: 物业考核

  func drawAppraisal(in room: StatisticsRoom, into canvas: inout Canvas) -> Saying {
    guard let company = statistics.shownCompany else {
      canvas.put(
        "这一期没有哪家物业的诉求。物业名称写在「设置 → 小区」里，写好就按小区归到物业", row: room.content.row + 1,
        column: room.content.column + 1, style: Style(.muted), limit: room.content.columns - 1)
      return ("物业考核", "w 改考核表", [])
    }
    guard let appraisal = state.appraisal else {
      canvas.put(
        "正在统计 \(company)……", row: room.content.row + 1, column: room.content.column + 1,
        style: Style(.muted))
      return ("物业考核", "", [])
    }
    let (head, rect) = room.content.splitting(top: 1)
    let count = statistics.companies.count
    canvas.put(
      [
        Span(company, Style(.accent, bold: true)),
        Span(count > 1 ? "（v 换，共 \(count) 家）  " : "  ", Style(.muted)),
        Span(appraisal.totalText, Style(.text, bold: true)),
        Span("  \(appraisal.sheet.name)", Style(.muted)),
      ], row: head.row, column: head.column + 1, limit: head.columns - 1)
    let table = Table(
      columns: [
        TableColumn(id: "name", title: "项目", minimum: 10, ideal: 14, priority: 9),
        TableColumn(
          id: "points", title: "得分/分值", minimum: 9, ideal: 11, priority: 8, align: .right),
        TableColumn(id: "value", title: "结果", minimum: 7, priority: 7, align: .right),
        TableColumn(
          id: "fraction", title: "分子/分母", minimum: 9, ideal: 12, priority: 6, align: .right),
        TableColumn(id: "measure", title: "指标", minimum: 12, ideal: 18, priority: 4),
        TableColumn(id: "rule", title: "算法", minimum: 12, flex: true, priority: 5),
      ], highlight: .columns(["name"]), glyphs: glyphs)
    let shown = window(line, among: appraisal.lines.count, rows: rect.rows - 1)
    table.draw(
      into: &canvas, rect: rect,
      rows: appraisal.lines[shown].map { entry in
        let mark = entry.lost > 0 ? " \(glyphs.alert)" : "  "
        return [
          TableCell(entry.line.name),
          TableCell(
            "\(entry.earnedText)/\(entry.pointsText)\(mark)",
            Style(entry.earned == nil ? .muted : entry.lost > 0 ? .warning : .text)),
          TableCell(entry.valueText),
          TableCell(entry.whole == nil ? "" : entry.fractionText, Style(.muted)),
          TableCell(entry.line.measure.title, Style(.muted)),
          TableCell(entry.line.rule.text(for: entry.line.measure), Style(.muted)),
        ]
      }, selectedLine: line - shown.lowerBound, focused: true)
    guard appraisal.lines.indices.contains(line) else { return ("物业考核", "", []) }
    let entry = appraisal.lines[line]
    return (
      "\(entry.line.name)：\(entry.line.measure.title)怎么算", "Enter 看诉求 · w 改考核表",
      [
        .text([
          Span(
            "\(entry.line.measure.formula)；\(entry.line.rule.text(for: entry.line.measure))，"
              + "满 \(entry.pointsText) 分")
        ])
      ] + appraisal.sheet.notes.map(remark)
    )
  }
}

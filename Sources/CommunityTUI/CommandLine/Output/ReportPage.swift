import CoreModel

/// 统计 as a page that stands alone and prints on A4: numbers, how they are reckoned, and charts. No resident is named
/// in it: it has nothing but counts, places and staff.
struct ReportPage {
  let survey: Survey
  let before: Survey
  let place: String
  let now: Instant

  private var span: ReportSpan { survey.question.span }

  /// The page.
  var page: HTMLPage {
    var blocks: [HTMLPage.Block] = [
      .figures(
        ReportPage.leading.map { kind in
          let change = survey[kind].change(from: before[kind])
          return HTMLPage.Figure(
            title: kind.title, value: survey[kind].valueText,
            note: change.map { "比\(span.kind.before) \($0.text)" } ?? "",
            isAlarming: change?.isBetter == false)
        }),
      .heading("一、走势"), course, .note("收到按收到时间，办结按办结时间；并件各算一件，撤销的不算。"),
      .heading("二、各项数字"), figures,
    ]
    if survey.isRunning {
      blocks.append(.note("\(span.kind.present)还没有结束，\(span.kind.before)是整个一期，件数不能直接比。"))
    }
    blocks += [.heading("三、时限")] + clocks
    blocks.append(.heading("四、构成"))
    for breakdown in Breakdown.allCases { blocks += parts(breakdown) }
    blocks += [.heading("五、\(heatTitle)")] + heat
    return HTMLPage(
      title: "\(span.title)诉求统计", subtitle: place, blocks: blocks,
      footer: "居委值班台 · \(place) · \(survey.asOfText) · \(now.dateTimeText(relativeTo: now)) 制作")
  }

  /// What stands large on top.
  private static let leading: [FigureKind] = [
    .received, .closed, .response, .closedOfReceived, .closedOnTime, .repeats, .acceptance,
    .satisfaction,
  ]

  private var course: HTMLPage.Block {
    let course = SurveyCourse(survey)
    return .chart(
      .lines(
        [
          .init(title: "收到", values: course.stretches.map(\.received)),
          .init(title: "办结", values: course.stretches.map(\.closed)),
        ], labels: course.stretches.map(\.label)))
  }

  private var figures: HTMLPage.Block {
    .table(
      HTMLPage.Table(
        headers: ["指标", span.kind.present, "分子/分母", span.kind.before, "变化", "怎么算"],
        rows: survey.figures.map { figure in
          let earlier = before[figure.kind]
          return [
            .init(figure.kind.title, .strong), .init(figure.valueText, .strong),
            .init(figure.kind.isCount ? "" : figure.fractionText), .init(earlier.valueText, .muted),
            ReportPage.cell(figure.change(from: earlier)),
            .init("\(figure.kind.basis)：\(figure.kind.formula)", .muted),
          ]
        }, widths: [15, 9, 11, 9, 11, 45]))
  }

  /// A change, with a word where it is for the worse: paper has no colour.
  static func cell(_ change: FigureChange?) -> HTMLPage.Cell {
    guard let change else { return "" }
    return HTMLPage.Cell(
      change.text + (change.isBetter == false ? " 变差" : change.isBetter == true ? " 变好" : ""),
      change.isBetter == false ? .alarm : .plain)
  }

  private var clocks: [HTMLPage.Block] {
    guard !survey.clocks.isEmpty else { return [.note("这一期没有完成的时限，也没有超时的。")] }
    return [
      .chart(
        .bars(
          survey.clocks.map { clock in
            SVGChart.Bar(
              label: clock.kind.title, value: clock.onTimePermille,
              before: before.clock(clock.kind)?.onTimePermille,
              words: "\(clock.onTimeText)  \(clock.onTime)/\(clock.denominator)")
          }, whole: 1000)),
      .table(
        HTMLPage.Table(
          headers: ["时限", "按时率", "按时/件数", "中位数", "90分位", span.kind.before, "变化"],
          rows: survey.clocks.map { clock in
            let earlier = before.clock(clock.kind)
            return [
              .init(clock.kind.title, .strong), .init(clock.onTimeText, .strong),
              .init("\(clock.onTime)/\(clock.denominator)"), .init(clock.medianText),
              .init(clock.ninetiethText), .init(earlier?.onTimeText ?? "", .muted),
              ReportPage.cell(clock.change(from: earlier)),
            ]
          })),
      .note("\(ClockFigure.formula)。图中竖线是\(span.kind.before)。"),
    ]
  }

  private func parts(_ breakdown: Breakdown) -> [HTMLPage.Block] {
    guard let parts = survey.parts[breakdown], !parts.isEmpty else { return [] }
    let earlier = Dictionary(
      (before.parts[breakdown] ?? []).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let whole = survey[.received].denominator
    let shown = parts.prefix(ReportPage.mostParts)
    var blocks: [HTMLPage.Block] = [
      .paragraph("按\(breakdown.title)（收到的件数，竖线是\(span.kind.before)）"),
      .chart(
        .bars(
          shown.map { part in
            let received = part[.received].denominator
            let rest = [part[.closedOfReceived], part[.closedOnTime]].map(\.valueText)
            return SVGChart.Bar(
              label: part.title, value: received,
              before: earlier[part.key]?[.received].denominator,
              words: "\(received)件 \(Figure.percentText(received, of: whole))"
                + " 办结\(rest[0])")
          }, whole: nil)),
    ]
    if parts.count > shown.count {
      blocks.append(.note("另有 \(parts.count - shown.count) 项件数更少，见 Excel 工作簿。"))
    }
    return blocks
  }

  /// More bars than this are another page of paper.
  private static let mostParts = 20

  private var heatTitle: String {
    if case .neighborhood = survey.question.scope { "楼组×周" } else { "居民区×周" }
  }

  private var heat: [HTMLPage.Block] {
    guard !survey.heat.rows.isEmpty else { return [.note("还没有楼组。")] }
    return [
      .chart(
        .heat(
          rows: survey.heat.rows.map(\.title),
          columns: survey.heat.weeks.map { "\($0.components.month)/\($0.components.day)" },
          values: survey.heat.rows.map(\.counts))),
      .note("一周从星期一算起，本期以外的日子不算；按收到时间。"),
    ]
  }
}

import CoreModel
import Store

/// 统计 as a workbook: 总览, 时限, 构成, 楼组×周 and 明细. Numbers are numbers, rates are per cent; no telephone, no
/// room and no name of a resident is in it.
struct ReportWorkbook {
  let file: ReportFile

  private var survey: Survey { file.survey }
  private var span: ReportSpan { survey.question.span }

  /// Writes the workbook.
  /// - Throws: ``StoreError`` when there is a file already, or none can be made here; then nothing was written.
  func write(to path: String, replacing: Bool) throws {
    let sheet = try SheetFile(
      path, format: .xlsx, replacing: replacing, title: "总览", at: file.now)
    do {
      try writeFigures(sheet)
      sheet.beginSheet("时限")
      try writeClocks(sheet)
      sheet.beginSheet("构成")
      try writeParts(sheet)
      sheet.beginSheet(isOfOne ? "楼组×周" : "居民区×周")
      try writeHeat(sheet)
      sheet.beginSheet("明细")
      try writeRequests(sheet)
      _ = try sheet.finish()
    } catch {
      sheet.abandon()
      throw error
    }
  }

  private var isOfOne: Bool {
    if case .neighborhood = survey.question.scope { true } else { false }
  }

  private var title: [[String]] {
    [["\(span.title)诉求统计 · \(file.place)"], [survey.asOfText]]
  }

  /// Per cent as a number that somebody may reckon with.
  private func percent(_ part: Int, of whole: Int) -> SheetValue {
    Figure.permille(part, of: whole).map { .number(Double($0) / 10) } ?? .blank
  }

  private func value(of figure: Figure) -> SheetValue {
    figure.kind.isCount
      ? SheetValue(figure.denominator) : percent(figure.numerator, of: figure.denominator)
  }

  private func writeFigures(_ sheet: SheetFile) throws {
    try sheet.begin(
      ["指标", "单位", span.kind.present, "分子", "分母", span.kind.before, "变化", "口径", "怎么算"],
      below: title)
    for figure in survey.figures {
      let earlier = file.before[figure.kind]
      let isCount = figure.kind.isCount
      try sheet.write([
        .text(figure.kind.title), .text(isCount ? "件" : "%"), value(of: figure),
        isCount ? .blank : SheetValue(figure.numerator),
        isCount ? .blank : SheetValue(figure.denominator), value(of: earlier),
        SheetValue(figure.change(from: earlier)?.text), .text(figure.kind.basis),
        .text(figure.kind.formula),
      ])
    }
  }

  private func writeClocks(_ sheet: SheetFile) throws {
    try sheet.begin(
      ["时限", "按时率%", "按时", "迟", "超时未完成", "中位数（分）", "90分位（分）", "\(span.kind.before)按时率%"],
      below: title + [[ClockFigure.formula]])
    for clock in survey.clocks {
      let earlier = file.before.clock(clock.kind)
      try sheet.write([
        .text(clock.kind.title), percent(clock.onTime, of: clock.denominator),
        SheetValue(clock.onTime), SheetValue(clock.stopped - clock.onTime),
        SheetValue(clock.running), clock.median.map { SheetValue($0) } ?? .blank,
        clock.ninetieth.map { SheetValue($0) } ?? .blank,
        earlier.map { percent($0.onTime, of: $0.denominator) } ?? .blank,
      ])
    }
  }

  private func writeParts(_ sheet: SheetFile) throws {
    let kinds = FigureKind.allCases
    try sheet.begin(
      ["分法", "项目", "占收到%"] + kinds.map { $0.isCount ? $0.title : "\($0.title)%" },
      below: title)
    for breakdown in Breakdown.allCases {
      for part in survey.parts[breakdown] ?? [] {
        try sheet.write(
          [
            .text(breakdown.title), .text(part.title),
            percent(part[.received].denominator, of: survey[.received].denominator),
          ] + kinds.map { value(of: part[$0]) })
      }
    }
  }

  private func writeHeat(_ sheet: SheetFile) throws {
    let heat = survey.heat
    try sheet.begin(
      [isOfOne ? "楼组" : "居民区"]
        + heat.weeks.map { "\($0.components.month)/\($0.components.day)起" } + ["合计"],
      below: title + [["一周从星期一算起，本期以外的日子不算；按收到时间"]])
    for row in heat.rows {
      try sheet.write(
        [.text(row.title)] + row.counts.map { SheetValue($0) }
          + [SheetValue(row.counts.reduce(0, +))])
    }
  }

  /// What came in, the words masked as everywhere that leaves the desk.
  private func writeRequests(_ sheet: SheetFile) throws {
    try sheet.begin(
      ["编号", "收到", "结束", "状态", "级别", "来源", "楼组", "承办", "诉求（电话已隐去）"],
      below: title + [["本期收到的诉求"]])
    let entries = try file.store.entries(
      SurveySelection(.figure(.received)), of: survey.question, at: file.now,
      limit: ReportWorkbook.mostRequests)
    for start in stride(from: 0, to: entries.count, by: ReportWorkbook.piece) {
      let piece = Array(entries[start..<min(entries.count, start + ReportWorkbook.piece)])
      for row in try file.store.surveyRows(piece.map(\.id)) {
        try sheet.write([
          .text(row.number), .moment(row.receivedAt), SheetValue(row.closedAt),
          .text(row.status.title), SheetValue(row.tier?.title), .text(row.channel.title),
          SheetValue(row.group.flatMap { file.directory.group($0)?.name }),
          SheetValue(row.handler.map { file.directory.name(of: $0) }),
          .text(Privacy.masked(row.text)),
        ])
      }
    }
  }

  /// As many as a sheet can have, with its titles.
  private static let mostRequests = 1_000_000
  /// Rows that are read together.
  private static let piece = 500
}

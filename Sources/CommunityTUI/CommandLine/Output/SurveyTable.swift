import CoreModel
import Store

/// 统计 as one table, a number a row: what spreadsheets turn around as they like.
struct SurveyTable {
  let report: SurveyReport

  /// The columns.
  static let columns = [
    "期", "范围", "分类", "项目", "指标", "数值", "分子", "分母", "比率", "中位数（分）", "90分位（分）", "算法",
  ]

  /// The whole as CSV, with the mark by which Excel knows UTF-8.
  var text: String {
    let lines = ([SurveyTable.columns] + rows).map { row in
      row.map(SurveyTable.cell).joined(separator: ",")
    }
    return "\u{FEFF}" + lines.joined(separator: "\r\n")
  }

  /// The rows below the columns.
  var rows: [[String]] {
    let survey = report.survey
    var rows = survey.figures.map { row("全部", "", $0, formula: $0.kind.formula) }
    rows += survey.clocks.map { clock in
      head + [
        "时限", clock.kind.title, "\(clock.kind.title)按时率", clock.onTimeText, "\(clock.onTime)",
        "\(clock.denominator)", SurveyTable.rate(clock.onTime, clock.denominator),
        clock.median.map(String.init) ?? "", clock.ninetieth.map(String.init) ?? "",
        ClockFigure.formula,
      ]
    }
    for breakdown in report.shown {
      for part in survey.parts[breakdown] ?? [] {
        rows += part.figures.map { row(breakdown.title, part.title, $0, formula: "") }
      }
    }
    for place in survey.heat.rows {
      for (week, count) in zip(survey.heat.weeks, place.counts) {
        rows.append(
          head + [
            "周", place.title, "\(week.iso8601) 起一周收到", "\(count)", "", "\(count)", "", "", "", "",
          ])
      }
    }
    return rows
  }

  private var head: [String] {
    [report.survey.question.span.text, ([report.title] + report.only).joined(separator: " ")]
  }

  private func row(
    _ group: String, _ title: String, _ figure: Figure, formula: String
  ) -> [String] {
    head + [
      group, title, figure.kind.title,
      figure.kind.isCount ? "\(figure.denominator)" : figure.valueText,
      figure.kind.isCount ? "" : "\(figure.numerator)", "\(figure.denominator)",
      figure.kind.isCount ? "" : SurveyTable.rate(figure.numerator, figure.denominator), "", "",
      formula,
    ]
  }

  /// `0.875`; nothing where nothing counts.
  private static func rate(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "" }
    return JSONValue.hundredths((part * 1_000_000 + whole / 2) / whole, digits: 6).text()
  }

  /// Names are people's own words: nothing in them is calculated.
  private static func cell(_ text: String) -> String {
    let safe = SheetText.neutralised(SheetText.clean(text))
    guard safe.contains(where: { ",;\"\n\t".contains($0) }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}

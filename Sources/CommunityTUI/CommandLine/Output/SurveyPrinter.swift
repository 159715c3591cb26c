import CoreModel
import Store
import TerminalKit

/// 统计 as people read it on a terminal.
struct SurveyPrinter {
  let report: SurveyReport
  let surroundings: Surroundings

  private var survey: Survey { report.survey }

  /// The figures with their formulas, the clocks, and the parts.
  func print() {
    let span = survey.question.span
    say("统计 · \(span.title) · \(([report.title] + report.only).joined(separator: " · "))")
    say(report.asOfText)
    say("")
    table(
      ["指标", "结果", "分子/分母", "算进本期"],
      survey.figures.map { figure in
        [
          figure.kind.title, figure.valueText, figure.kind.isCount ? "" : figure.fractionText,
          figure.kind.basis,
        ]
      })
    if !survey.clocks.isEmpty {
      say("")
      table(
        ["时限", "按时率", "按时/应完成", "中位数", "90分位"],
        survey.clocks.map { clock in
          [
            clock.kind.title, clock.onTimeText, "\(clock.onTime)/\(clock.denominator)",
            clock.medianText, clock.ninetiethText,
          ]
        })
    }
    for breakdown in report.shown { print(breakdown) }
    say("")
    say("算法")
    for figure in survey.figures { say("  \(figure.kind.title)＝\(figure.kind.formula)") }
    say("  时限：\(ClockFigure.formula)")
  }

  private func print(_ breakdown: Breakdown) {
    let parts = survey.parts[breakdown] ?? []
    guard !parts.isEmpty else {
      if report.breakdowns.contains(breakdown) {
        say("")
        say("\(breakdown.title)：这一期没有诉求")
      }
      return
    }
    let most = report.breakdowns.isEmpty ? SurveyReport.usualParts : parts.count
    say("")
    table(
      [breakdown.title] + SurveyReport.partFigures.map(\.shortTitle),
      parts.prefix(most).map { part in
        [part.title]
          + SurveyReport.partFigures.map { kind in
            kind.isCount ? "\(part[kind].denominator)" : part[kind].valueText
          }
      })
    if parts.count > most {
      say("另有 \(parts.count - most) 个，用 --by \(breakdown.title) 看全部")
    }
  }

  /// The requests behind a number, what lowers it first.
  func print(
    _ selection: SurveySelection, _ rows: [QueueRow], _ words: [RequestID: SurveyEntry]
  ) {
    let subject = report.subject(of: selection)
    say("\(subject.title) \(subject.value) · \(survey.question.span.title) · \(report.title)")
    if !subject.formula.isEmpty { say(subject.formula) }
    guard !rows.isEmpty else { return say("没有这样的诉求。") }
    say("")
    table(
      ["编号", "计入", "原因", "收到", "状态", "诉求"],
      rows.map { row in
        [
          row.number, words[row.id]?.isCounted == true ? "是" : "否", words[row.id]?.words ?? "",
          row.receivedAt.dateTimeText(relativeTo: report.now), row.status.title,
          Privacy.masked(row.text),
        ]
      })
  }

  private func table(_ headers: [String], _ rows: [[String]]) {
    let table = TextTable(headers: headers, rows: rows, columns: surroundings.columns)
    for line in table.lines { surroundings.say(line) }
  }

  private func say(_ line: String) { surroundings.say(Sanitizer.line(line)) }
}

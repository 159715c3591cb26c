import CoreModel
import Store
import TerminalKit

/// 月度成绩 as people read it.
struct ScorePrinter {
  let survey: ScoreSurvey
  let surroundings: Surroundings

  /// The figures with their formulas, then the sheets with their points.
  func print(neighborhood: String, basis: ScoreBasis?, sheets: [ScoreSheet]) {
    let bases = basis.map { [$0] } ?? ScoreBasis.allCases
    say("12345 月度成绩 · \(survey.month.title) · \(neighborhood)")
    say(survey.asOfText)
    say("")
    table(
      ["指标"] + bases.flatMap { [$0.title, "分子/分母"] },
      ScoreFigureKind.allCases.map { kind in
        [kind.isVariant ? "  \(kind.title)" : kind.title]
          + bases.flatMap { basis in
            let figure = survey[basis][kind]
            return [figure.valueText, kind.isCount ? "" : figure.fractionText]
          }
      })
    for basis in bases {
      say("")
      say("\(basis.title)：\(basis.explanation)")
      for figure in survey[basis].figures { say("  \(figure.kind.title)＝\(figure.formula)") }
    }
    for sheet in sheets {
      say("")
      print(survey.result(of: sheet, by: basis))
    }
  }

  private func print(_ result: ScoreResult) {
    say("\(result.sheet.name) · \(result.basis.title)  \(result.totalText)")
    table(
      ["项目", "得分", "分值", "指标", "结果", "算法"],
      result.lines.map { line in
        [
          line.line.name, line.earnedText, line.pointsText, line.figure.kind.title,
          line.figure.valueText, line.line.rule.text(for: line.figure.kind),
        ]
      })
    for note in result.sheet.notes { say("说明：\(note)") }
  }

  /// The tickets of a figure, what lowers it first.
  func printTickets(of kind: ScoreFigureKind, by basis: ScoreBasis) {
    let figure = survey[basis][kind]
    let fraction = kind.isCount ? "" : "（\(figure.fractionText)）"
    say("\(kind.title) \(figure.valueText)\(fraction) · \(basis.title) · \(survey.month.title)")
    say("\(kind.title)＝\(figure.formula)")
    guard !figure.entries.isEmpty else { return say("这个月没有可计的工单。") }
    say("")
    table(
      ["工单编号", "编号", "计入", "原因", "收到", "办结", "诉求"],
      survey[basis].tickets(of: kind).map { facts, entry in
        [
          facts.ticket, facts.number, entry.shareText, entry.words,
          facts.receivedAt.dateTimeText(relativeTo: survey.asOf),
          facts.doneAt?.dateTimeText(relativeTo: survey.asOf) ?? "未办结",
          Privacy.masked(facts.subject),
        ]
      })
  }

  private func table(_ headers: [String], _ rows: [[String]]) {
    let table = TextTable(headers: headers, rows: rows, columns: surroundings.columns)
    for line in table.lines { surroundings.say(line) }
  }

  private func say(_ line: String) { surroundings.say(Sanitizer.line(line)) }
}

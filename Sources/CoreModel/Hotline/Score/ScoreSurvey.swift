/// A month as the score shows it: by both bases, and every sheet of the desk.
package struct ScoreSurvey: Hashable, Sendable {
  /// The month.
  package let month: ScoreMonth
  /// 办结口径.
  package let closing: MonthScore
  /// 受理口径.
  package let receipt: MonthScore
  /// The sheets, and how answers count.
  package let book: ScoreBook
  /// What happened after this is not in it.
  package let asOf: Instant

  /// Reckons both bases from the same facts.
  package init(of facts: [TicketFacts], month: ScoreMonth, by book: ScoreBook, now: Instant) {
    self.month = month
    self.book = book
    asOf = now
    closing = MonthScore(
      of: facts, month: month, basis: .closing, weights: book.weights, now: now)
    receipt = MonthScore(
      of: facts, month: month, basis: .receipt, weights: book.weights, now: now)
  }

  /// The score by a basis.
  package subscript(basis: ScoreBasis) -> MonthScore { basis == .closing ? closing : receipt }

  /// A sheet filled in, by its own basis unless another is asked for.
  package func result(of sheet: ScoreSheet, by basis: ScoreBasis? = nil) -> ScoreResult {
    ScoreResult(sheet, by: self[basis ?? sheet.basis])
  }

  /// Whether the month is not over yet.
  package var isRunning: Bool { asOf < month.end }

  /// `截至 11月21日 19:42，本月还没有结束`.
  package var asOfText: String {
    "截至 \(asOf.dateTimeText(relativeTo: asOf))" + (isRunning ? "，本月还没有结束" : "")
  }

  /// The whole of it as text to be copied into a report: the sheet, then every figure by both bases.
  package func text(of sheet: ScoreSheet?, by basis: ScoreBasis? = nil, neighborhood: String)
    -> String
  {
    var lines = ["12345 月度成绩 · \(month.title) · \(neighborhood)", asOfText, ""]
    if let sheet {
      let result = result(of: sheet, by: basis)
      lines.append("【\(sheet.name)】\(result.basis.title)  \(result.totalText)")
      lines += result.lines.map { line in
        "\(line.line.name)：\(line.earnedText)/\(line.pointsText) 分  "
          + "\(line.figure.kind.title) \(line.figure.valueText)"
          + (line.figure.kind.isCount ? "" : "（\(line.figure.fractionText)）")
          + "，\(line.line.rule.text(for: line.figure.kind))"
      }
      lines += sheet.notes.map { "说明：\($0)" } + [""]
    }
    for basis in ScoreBasis.allCases {
      lines.append("【\(basis.title)】\(basis.explanation)")
      lines += self[basis].figures.map { figure in
        let fraction = figure.kind.isCount ? "" : "（\(figure.fractionText)）"
        return "\(figure.kind.title)：\(figure.valueText)\(fraction)  算法：\(figure.formula)"
      }
      lines.append("")
    }
    return lines.dropLast().joined(separator: "\n")
  }
}

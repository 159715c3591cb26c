extension Survey {
  /// The whole of it as text to be copied into a report: every figure with its formula, the clocks, then what it is
  /// made of.
  package func text(before: Survey?, place: String) -> String {
    let span = question.span
    var lines = ["统计 · \(span.title) · \(place)", asOfText, ""]
    lines.append("【总览】括号里是分子/分母，后面是与\(span.kind.before)相比")
    for figure in figures {
      let fraction = figure.kind.isCount ? "" : "（\(figure.fractionText)）"
      let change = before.flatMap { figure.change(from: $0[figure.kind]) }
      let words = change.map { "，\($0.text)" } ?? ""
      lines.append("\(figure.kind.title)：\(figure.valueText)\(fraction)\(words)")
      lines.append("  \(figure.kind.basis)：\(figure.kind.formula)")
    }
    lines += ["", "【时限】\(ClockFigure.formula)"]
    if clocks.isEmpty { lines.append("本期没有完成或超时的时限") }
    for clock in clocks {
      lines.append(
        "\(clock.kind.title)：按时 \(clock.onTimeText)（\(clock.onTime)/\(clock.denominator)），"
          + "中位数 \(clock.medianText)，90分位 \(clock.ninetiethText)")
    }
    for breakdown in Breakdown.allCases {
      guard let parts = parts[breakdown], !parts.isEmpty else { continue }
      lines += ["", "【按\(breakdown.title)】收到、占比、办结率（收件）、办结率（按时）"]
      lines += parts.map { part in
        let received = part[.received].denominator
        let share = Figure.percentText(received, of: self[.received].denominator)
        return "\(part.title)：\(received)件  \(share)  \(part[.closedOfReceived].valueText)  "
          + part[.closedOnTime].valueText
      }
    }
    return lines.joined(separator: "\n")
  }
}

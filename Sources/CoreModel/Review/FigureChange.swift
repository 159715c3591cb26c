/// How a figure stands against the one of the span before.
package struct FigureChange: Hashable, Sendable {
  /// `+3件`, `−2.1个百分点`, `持平`.
  package let text: String
  /// Whether that is for the better; nil where neither is, or nothing moved.
  package let isBetter: Bool?

  /// Makes one.
  init(_ difference: Int, text: String, isBetterLow: Bool?) {
    self.text = text
    isBetter = difference == 0 ? nil : isBetterLow.map { ($0 ? -difference : difference) > 0 }
  }

  /// `+3`, `−2`: a minus as wide as a plus.
  static func signed(_ number: String, isNegative: Bool) -> String {
    (isNegative ? "−" : "+") + number
  }
}

extension Figure {
  /// How it stands against the one before; nil where either has no value.
  package func change(from before: Figure) -> FigureChange? {
    if kind.isCount {
      let difference = denominator - before.denominator
      let text =
        difference == 0
        ? "持平" : FigureChange.signed("\(abs(difference))件", isNegative: difference < 0)
      return FigureChange(difference, text: text, isBetterLow: kind.isBetterLow)
    }
    guard let permille, let earlier = before.permille else { return nil }
    return FigureChange.ofRates(permille - earlier, isBetterLow: kind.isBetterLow)
  }
}

extension FigureChange {
  /// A rate that moved by so many thousandths.
  static func ofRates(_ difference: Int, isBetterLow: Bool?) -> FigureChange {
    let points = "\(abs(difference) / 10).\(abs(difference) % 10)点"
    let text = difference == 0 ? "持平" : signed(points, isNegative: difference < 0)
    return FigureChange(difference, text: text, isBetterLow: isBetterLow)
  }
}

extension ClockFigure {
  /// The share on time in thousandths; nil of nothing.
  package var onTimePermille: Int? { Figure.permille(onTime, of: denominator) }

  /// How its share on time stands against the one before; nil where either has none.
  package func change(from before: ClockFigure?) -> FigureChange? {
    guard let permille = onTimePermille, let earlier = before?.onTimePermille else { return nil }
    return FigureChange.ofRates(permille - earlier, isBetterLow: false)
  }
}

extension Survey {
  /// Whether the span is not over yet.
  package var isRunning: Bool { asOf < question.span.end }

  /// `截至 11月21日 19:42，本月还没有结束`.
  package var asOfText: String {
    "截至 \(asOf.dateTimeText(relativeTo: asOf))"
      + (isRunning ? "，\(question.span.kind.present)还没有结束" : "")
  }
}

extension ReportSpan.Kind {
  /// `本月`.
  package var present: String {
    switch self {
    case .month: "本月"
    case .quarter: "本季度"
    case .year: "本年"
    }
  }

  /// `上月`: what the span before is called.
  package var before: String {
    switch self {
    case .month: "上月"
    case .quarter: "上季度"
    case .year: "上年"
    }
  }
}

/// 考核表: a template that turns a property company's figures into points.
package struct AppraisalSheet: Hashable, Sendable {
  /// 「物业月度考核」.
  package var name: String
  /// The one company that it is for; nil for all that have none of their own.
  package var company: String?
  /// What is measured, in the order of the paper.
  package var lines: [Line]
  /// What its makers want read with it.
  package var notes: [String] = []

  /// Something that is measured.
  package struct Line: Hashable, Sendable {
    /// What the sheet calls it: 「到场及时」.
    package var name: String
    /// What it measures.
    package var measure: AppraisalMeasure
    /// 分值, in hundredths.
    package var points: Int
    /// How points follow.
    package var rule: PointsRule
  }

  /// 满分, in hundredths.
  package var total: Int { lines.reduce(0) { $0 + $1.points } }

  /// `100`.
  package var totalText: String { hundredthsText(total) }
}

/// A sheet filled in for a company and a span.
package struct Appraisal: Hashable, Sendable {
  /// 「瑞和物业」.
  package let company: String
  /// The sheet.
  package let sheet: AppraisalSheet
  /// The company's figures: of the requests of the places that it looks after.
  package let survey: Survey
  /// The lines of the sheet, filled in.
  package let lines: [Line]

  /// A line with what it came to.
  package struct Line: Hashable, Sendable {
    /// The line.
    package let line: AppraisalSheet.Line
    /// How many requests count.
    package let part: Int
    /// Of how many; nil where it is a number of requests.
    package let whole: Int?
    /// The points in hundredths; nil where there is nothing to reckon with.
    package let earned: Int?

    /// `26.25`, or 「—」.
    package var earnedText: String { earned.map(hundredthsText) ?? Figure.nothing }
    /// `30`.
    package var pointsText: String { hundredthsText(line.points) }
    /// `93.1%`, `12件`, or 「—」.
    package var valueText: String {
      whole.map { Figure.percentText(part, of: $0) } ?? "\(part)件"
    }
    /// `27/29`; only the number where it is no rate.
    package var fractionText: String { whole.map { "\(part)/\($0)" } ?? "\(part)" }
    /// How many requests it opens into.
    package var count: Int { whole ?? part }
    /// Points that were lost, in hundredths.
    package var lost: Int { earned.map { line.points - $0 } ?? 0 }
  }

  /// Fills a sheet in.
  /// - Parameter survey: Of that company alone.
  package init(_ sheet: AppraisalSheet, of company: String, by survey: Survey) {
    self.company = company
    self.sheet = sheet
    self.survey = survey
    lines = sheet.lines.map { line in
      let (part, whole) = Appraisal.fraction(of: line.measure, in: survey)
      return Line(
        line: line, part: part, whole: whole,
        earned: line.rule.points(of: line.points, part: part, whole: whole))
    }
  }

  private static func fraction(
    of measure: AppraisalMeasure, in survey: Survey
  ) -> (part: Int, whole: Int?) {
    switch measure {
    case .figure(let kind):
      let figure = survey[kind]
      return kind.isCount ? (figure.denominator, nil) : (figure.numerator, figure.denominator)
    case .clock(let kind):
      let clock = survey.clock(kind)
      return (clock?.onTime ?? 0, clock?.denominator ?? 0)
    case .hotline:
      let part = survey.parts[.channel]?.first { $0.key == .channel(.hotline) }
      return (part?[.received].denominator ?? 0, nil)
    }
  }

  /// 得分, in hundredths.
  package var earned: Int { lines.reduce(0) { $0 + ($1.earned ?? 0) } }

  /// Points of the lines that have no figure yet, in hundredths.
  package var open: Int { lines.reduce(0) { $0 + ($1.earned == nil ? $1.line.points : 0) } }

  /// `62.5`, or 「—」 where nothing can be reckoned.
  package var earnedText: String {
    lines.allSatisfy { $0.earned == nil } ? Figure.nothing : hundredthsText(earned)
  }

  /// `得分 62.5（满分 100）`, and how many points cannot be reckoned.
  package var totalText: String {
    let part = open > 0 ? "，其中 \(hundredthsText(open)) 分没有数据" : ""
    return "得分 \(earnedText)（满分 \(sheet.totalText)\(part)）"
  }

  /// `2026年11月`.
  package var spanTitle: String { survey.question.span.title }

  /// The whole of it as text to be copied.
  package var text: String {
    var text = ["\(sheet.name) · \(company) · \(spanTitle)", totalText, ""]
    text += lines.map { line in
      "\(line.line.name)：\(line.earnedText)/\(line.pointsText) 分  "
        + "\(line.line.measure.title) \(line.valueText)"
        + (line.whole == nil ? "" : "（\(line.fractionText)）")
        + "，\(line.line.rule.text(for: line.line.measure))"
    }
    text += sheet.notes.map { "说明：\($0)" }
    text.append("")
    text += lines.map { "\($0.line.measure.title)＝\($0.line.measure.formula)" }.uniqued
    return text.joined(separator: "\n")
  }
}

extension [String] {
  /// Each once, where it stands first.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

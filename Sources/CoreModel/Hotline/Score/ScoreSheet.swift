/// 成绩表: a template that turns figures into points.
package struct ScoreSheet: Hashable, Sendable {
  /// 「赵巷月度成绩」.
  package var name: String
  /// By which date its figures count tickets.
  package var basis: ScoreBasis
  /// What is measured, in the order of the paper.
  package var lines: [Line]
  /// What its makers want read with it.
  package var notes: [String]

  /// Something that is measured.
  package struct Line: Hashable, Sendable {
    /// What the sheet calls it: 「市民满意」.
    package var name: String
    /// The figure.
    package var figure: ScoreFigureKind
    /// 分值, in hundredths.
    package var points: Int
    /// How points follow.
    package var rule: PointsRule

    /// Makes a line.
    package init(_ name: String, _ figure: ScoreFigureKind, points: Int, _ rule: PointsRule) {
      self.name = name
      self.figure = figure
      self.points = points
      self.rule = rule
    }
  }

  /// Makes a sheet.
  package init(name: String, basis: ScoreBasis, lines: [Line], notes: [String] = []) {
    self.name = name
    self.basis = basis
    self.lines = lines
    self.notes = notes
  }

  /// 满分, in hundredths: what its lines add up to, be it 100 or not.
  package var total: Int { lines.reduce(0) { $0 + $1.points } }

  /// `95`.
  package var totalText: String { hundredthsText(total) }
}

/// A sheet filled in for a month.
package struct ScoreResult: Hashable, Sendable {
  /// The sheet.
  package let sheet: ScoreSheet
  /// The month and the basis by which it was filled in.
  package let month: ScoreMonth
  /// The basis, which need not be the sheet's own.
  package let basis: ScoreBasis
  /// Its lines.
  package let lines: [Line]

  /// A line with what it came to.
  package struct Line: Hashable, Sendable {
    /// The line.
    package let line: ScoreSheet.Line
    /// The figure.
    package let figure: ScoreFigure
    /// The points in hundredths; nil where there is nothing to reckon with.
    package let earned: Int?

    /// `26.25`, or 「—」.
    package var earnedText: String { earned.map(hundredthsText) ?? ScoreFigure.nothing }
    /// `30`.
    package var pointsText: String { hundredthsText(line.points) }
  }

  /// Fills a sheet in.
  package init(_ sheet: ScoreSheet, by score: MonthScore) {
    self.sheet = sheet
    month = score.month
    basis = score.basis
    lines = sheet.lines.map { line in
      let figure = score[line.figure]
      return Line(
        line: line, figure: figure, earned: line.rule.points(of: line.points, for: figure))
    }
  }

  /// 得分, in hundredths.
  package var earned: Int { lines.reduce(0) { $0 + ($1.earned ?? 0) } }

  /// Points of the lines that have no figure yet, in hundredths.
  package var open: Int { lines.reduce(0) { $0 + ($1.earned == nil ? $1.line.points : 0) } }

  /// `得分 62.5（满分 95）`, and how many points cannot be reckoned.
  package var totalText: String {
    let part = open > 0 ? "，其中 \(hundredthsText(open)) 分没有数据" : ""
    let earnedText =
      lines.allSatisfy { $0.earned == nil } ? ScoreFigure.nothing : hundredthsText(earned)
    return "得分 \(earnedText)（满分 \(hundredthsText(sheet.total))\(part)）"
  }
}

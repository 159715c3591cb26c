/// What points are given for: a figure of the hotline's score, or of a property company's appraisal.
package protocol PointsSubject: Sendable {
  /// The Chinese name.
  var title: String { get }
  /// Whether it counts cases and is no rate.
  var isCount: Bool { get }
  /// Whether less of it is better.
  var isBetterLow: Bool { get }
}

extension ScoreFigureKind: PointsSubject {}

/// 算法: how points follow from a figure.
package enum PointsRule: Hashable, Sendable {
  /// 按比例: points times the rate; with a threshold, all points from that rate on.
  case proportional(fullAt: Int?)
  /// 反比例: points times what the rate leaves of the whole.
  case inverse
  /// 计满分: all points whenever there is a figure.
  case flat
  /// 不超过…满分，每多…扣…分.
  case atMost(limit: Int, step: Int, deduction: Int)
  /// 分档: the points of the first step that is reached; none below the last.
  case steps([Step])

  /// One step of 分档.
  package struct Step: Hashable, Sendable {
    /// From this on, in hundredths of a per cent, or of a ticket.
    package var atLeast: Int
    /// So many points, in hundredths.
    package var points: Int

    /// Makes a step.
    package init(atLeast: Int, points: Int) {
      self.atLeast = atLeast
      self.points = points
    }
  }

  /// The points in hundredths that a figure earns of so many; nil when it has no value. Never below 0, never more
  /// than there are.
  package func points(of full: Int, for figure: ScoreFigure) -> Int? {
    let isCount = figure.kind.isCount
    return points(
      of: full, part: isCount ? figure.denominator : figure.numerator,
      whole: isCount ? nil : figure.denominator * 100)
  }

  /// The same for a share of a whole, or for a number of cases where there is no whole.
  package func points(of full: Int, part: Int, whole: Int?) -> Int? {
    if self == .flat { return whole == 0 ? nil : full }
    guard let measure = Measure(part: part, whole: whole) else { return nil }
    let points =
      switch self {
      case .flat: full
      case .proportional(let fullAt):
        Measure.rounded(full * measure.part * 10_000, measure.whole * max(1, fullAt ?? 10_000))
      case .inverse: Measure.rounded(full * (measure.whole - measure.part), measure.whole)
      case .atMost(let limit, let step, let deduction):
        full - measure.steps(of: max(1, step), beyond: limit) * deduction
      case .steps(let steps): steps.first { measure.reaches($0.atLeast) }?.points ?? 0
      }
    return min(max(0, points), full)
  }

  /// A figure as a fraction: of the whole for rates, of one for numbers of tickets.
  private struct Measure {
    let part: Int
    let whole: Int
    /// Units of the text in a whole: a rate has 10,000 hundredths of a per cent, a ticket 100.
    let units: Int

    init?(part: Int, whole: Int?) {
      guard let whole else {
        (self.part, self.whole, units) = (part, 1, 100)
        return
      }
      guard whole > 0 else { return nil }
      (self.part, self.whole, units) = (part, whole, 10_000)
    }

    func reaches(_ limit: Int) -> Bool { part * units >= limit * whole }

    /// How many steps beyond a limit were begun.
    func steps(of step: Int, beyond limit: Int) -> Int {
      let beyond = part * units - limit * whole
      return beyond <= 0 ? 0 : (beyond + step * whole - 1) / (step * whole)
    }

    static func rounded(_ numerator: Int, _ denominator: Int) -> Int {
      (numerator * 2 + denominator) / (denominator * 2)
    }
  }
}

extension PointsRule {
  /// As staff write it; reading it gives the same rule.
  package func text(for kind: some PointsSubject) -> String {
    let unit = kind.isCount ? "件" : "%"
    switch self {
    case .proportional(nil): return "按比例"
    case .proportional(let full?): return "按比例，\(hundredthsText(full))%满分"
    case .inverse: return "反比例"
    case .flat: return "计满分"
    case .atMost(let limit, let step, let deduction):
      return
        "不超过\(hundredthsText(limit))\(unit)满分，每多\(hundredthsText(step))\(unit)扣\(hundredthsText(deduction))分"
    case .steps(let steps):
      let list = steps.map { "\(hundredthsText($0.atLeast))\(unit)得\(hundredthsText($0.points))分" }
      return "分档：" + list.joined(separator: "、")
    }
  }

  /// What is wrong with a rule as it is written.
  struct Unreadable: Error {
    var reason: String
  }

  /// Reads a rule for a figure that has so many points.
  init(text: String, for kind: some PointsSubject, points full: Int) throws(Unreadable) {
    var scanner = RuleScanner(text)
    let unit: Unicode.Scalar = kind.isCount ? "件" : "%"
    let rule: PointsRule?
    if scanner.take("按比例") {
      rule = scanner.isAtEnd ? .proportional(fullAt: nil) : PointsRule.threshold(&scanner)
    } else if scanner.take("反比例") {
      rule = .inverse
    } else if scanner.take("计满分") {
      rule = .flat
    } else if scanner.take("不超过") {
      rule = PointsRule.limit(&scanner, unit)
    } else if scanner.take("分档") {
      rule = try PointsRule.steps(&scanner, unit, full)
    } else {
      rule = nil
    }
    guard let rule, scanner.isAtEnd else {
      throw Unreadable(reason: "算法看不懂「\(text)」；\(PointsRule.examples(for: kind))")
    }
    try rule.check(for: kind)
    self = rule
  }

  private func check(for kind: some PointsSubject) throws(Unreadable) {
    let isByRate =
      switch self {
      case .proportional, .inverse: true
      default: false
      }
    if kind.isCount, isByRate {
      throw Unreadable(reason: "「\(kind.title)」是件数，没有比例；\(PointsRule.examples(for: kind))")
    }
    if kind.isBetterLow, case .proportional = self {
      throw Unreadable(reason: "「\(kind.title)」越低越好，请写「反比例」，或写「不超过3%满分，每多1%扣2分」")
    }
  }

  private static func examples(for kind: some PointsSubject) -> String {
    kind.isCount
      ? "请写「计满分」「不超过40件满分，每多1件扣0.1分」或「分档：10件得5分、5件得3分」"
      : "请写「按比例」「按比例，95%满分」「反比例」「计满分」「不超过3%满分，每多1%扣2分」或「分档：95%得30分、90%得20分」"
  }

  private static func threshold(_ scanner: inout RuleScanner) -> PointsRule? {
    guard let full = scanner.takeNumber(), scanner.take("%"), scanner.take("满分"),
      (1...10_000).contains(full)
    else { return nil }
    return .proportional(fullAt: full)
  }

  private static func limit(_ scanner: inout RuleScanner, _ unit: Unicode.Scalar) -> PointsRule? {
    guard let limit = scanner.takeNumber(), scanner.take(String(unit)), scanner.take("满分"),
      scanner.take("每多"), let step = scanner.takeNumber(), step > 0, scanner.take(String(unit)),
      scanner.take("扣"), let deduction = scanner.takeNumber()
    else { return nil }
    _ = scanner.take("分")
    return .atMost(limit: limit, step: step, deduction: deduction)
  }

  private static func steps(
    _ scanner: inout RuleScanner, _ unit: Unicode.Scalar, _ full: Int
  ) throws(Unreadable) -> PointsRule? {
    var steps: [Step] = []
    while !scanner.isAtEnd {
      guard let from = scanner.takeNumber(), scanner.take(String(unit)), scanner.take("得"),
        let points = scanner.takeNumber(), scanner.take("分")
      else { return nil }
      if let last = steps.last, last.atLeast <= from {
        throw Unreadable(reason: "分档要从高到低写：\(hundredthsText(from)) 不低于前一档")
      }
      guard points <= full else {
        throw Unreadable(reason: "分档得分 \(hundredthsText(points)) 超过这一项的分值")
      }
      steps.append(Step(atLeast: from, points: points))
    }
    return steps.isEmpty ? nil : .steps(steps)
  }
}

/// Takes words and numbers off the front of a rule; blanks and the marks between its parts count for nothing.
struct RuleScanner {
  private var rest: ArraySlice<Unicode.Scalar>

  init(_ text: String) {
    rest =
      text.unicodeScalars.map(\.halfWidth).filter {
        !$0.properties.isWhitespace && !",，、；;：:。".unicodeScalars.contains($0)
      }[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    guard rest.starts(with: scalars) else { return false }
    rest = rest.dropFirst(scalars.count)
    return true
  }

  /// A number with at most two decimals, in hundredths; nil, and nothing taken, when there is none.
  mutating func takeNumber() -> Int? {
    let digits = rest.prefix { ("0"..."9").contains($0) }
    guard (1...6).contains(digits.count), let whole = Int(RuleScanner.string(digits)) else {
      return nil
    }
    var after = rest.dropFirst(digits.count)
    var hundredths = 0
    if after.first == "." {
      let decimals = after.dropFirst().prefix { ("0"..."9").contains($0) }
      guard (1...2).contains(decimals.count), let value = Int(RuleScanner.string(decimals)) else {
        return nil
      }
      hundredths = decimals.count == 1 ? value * 10 : value
      after = after.dropFirst(1 + decimals.count)
    }
    rest = after
    return whole * 100 + hundredths
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}

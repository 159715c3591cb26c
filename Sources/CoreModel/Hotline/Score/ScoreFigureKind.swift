/// A figure of the month's score.
package enum ScoreFigureKind: String, CaseIterable, Codable, Sendable {
  /// 受理量.
  case received
  /// 办结量.
  case done
  /// 先行联系率: the city's word where it has spoken, else our own log.
  case contact
  /// 先行联系率（市测评）: the city's survey alone.
  case contactByCity
  /// 先行联系率（本台）: our own log alone.
  case contactByUs
  /// 按时办结率, by 现时限.
  case onTime
  /// 按时办结率（原时限）: as if the city had granted no 延期.
  case onTimeOriginally
  /// 实际解决率: against what was solved or explained, as 赵巷 counts.
  case solved
  /// 实际解决率（全部）: against everything that has a result.
  case solvedOfAll
  /// 满意率.
  case satisfaction
  /// 重复率.
  case repeats
  /// 退单率.
  case returns

  /// The Chinese name.
  package var title: String {
    switch self {
    case .received: "受理量"
    case .done: "办结量"
    case .contact: "先行联系率"
    case .contactByCity: "先行联系率（市测评）"
    case .contactByUs: "先行联系率（本台）"
    case .onTime: "按时办结率"
    case .onTimeOriginally: "按时办结率（原时限）"
    case .solved: "实际解决率"
    case .solvedOfAll: "实际解决率（全部）"
    case .satisfaction: "满意率"
    case .repeats: "重复率"
    case .returns: "退单率"
    }
  }

  /// The figure of a name, however its brackets and blanks are written, or of its stable English name.
  package init?(text: String) {
    let plain = ScoreFigureKind.plain(text)
    guard
      let kind = ScoreFigureKind.allCases.first(where: {
        ScoreFigureKind.plain($0.title) == plain || $0.rawValue == text.tidied
      })
    else { return nil }
    self = kind
  }

  private static func plain(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.map(\.halfWidth) where !scalar.properties.isWhitespace {
      view.append(scalar)
    }
    return String(view)
  }

  /// Whether it counts tickets and is no rate.
  package var isCount: Bool { self == .received || self == .done }

  /// Whether less of it is better.
  package var isBetterLow: Bool { self == .repeats || self == .returns }

  /// A refinement of the figure before it, which lists set back a little.
  package var isVariant: Bool {
    switch self {
    case .contactByCity, .contactByUs, .onTimeOriginally, .solvedOfAll: true
    default: false
    }
  }

  /// How it is reckoned, in Chinese.
  package func formula(_ basis: ScoreBasis, weights: SatisfactionWeights) -> String {
    let period = basis == .closing ? "当月办结" : "当月受理"
    switch self {
    case .received: return "当月收到的工单件数"
    case .done:
      return basis == .closing ? "当月办结（首次回复）的工单件数" : "当月受理、到现在已办结的工单件数"
    case .contact:
      return "是 ÷（是＋否）；\(period)的，市测评说过的按市测评，没说过的按本台记录，都没有的不计"
    case .contactByCity: return "是 ÷（是＋否）；\(period)的，只按市测评，未评价不计"
    case .contactByUs:
      return "时限内已联 ÷（时限内已联＋未联或迟联）；\(period)的，只按本台记录"
    case .onTime: return ScoreFigureKind.onTimeFormula(basis, "现时限")
    case .onTimeOriginally: return ScoreFigureKind.onTimeFormula(basis, "原时限")
    case .solved: return "实际解决 ÷（实际解决＋解释说明）；\(period)的，未解决和没有结果的不计"
    case .solvedOfAll: return "实际解决 ÷（实际解决＋解释说明＋未解决）；\(period)的，没有结果的不计"
    case .satisfaction:
      return "（\(weights.formula)）÷ 有评价的件数；\(period)的，未评价不计"
    case .repeats: return "重复件 ÷ \(period)件数"
    case .returns:
      return basis == .closing ? "当月退单成功 ÷（当月办结＋当月退单成功）" : "退单成功 ÷ 当月受理件数"
    }
  }

  private static func onTimeFormula(_ basis: ScoreBasis, _ limit: String) -> String {
    basis == .closing
      ? "\(limit)内办结 ÷（当月办结＋到月底（本月到现在）已超\(limit)还没办结）"
      : "\(limit)内办结 ÷（已办结＋到现在已超\(limit)还没办结）；当月受理的"
  }
}

/// 满意系数: how much each answer counts, in hundredths.
package struct SatisfactionWeights: Hashable, Sendable {
  private var hundredths: [Satisfaction: Int]

  /// 满意 1, 基本满意 0.8, 一般 0.6, 不满意 0, as 赵巷 counts.
  package static let standard = SatisfactionWeights()

  /// Makes weights; those that are not given are standard, and none is below 0 or above 1.
  package init(_ given: [Satisfaction: Int] = [:]) {
    hundredths = [.satisfied: 100, .fairlySatisfied: 80, .neutral: 60, .dissatisfied: 0]
    for (answer, weight) in given where answer != .unrated {
      hundredths[answer] = min(max(0, weight), 100)
    }
  }

  /// The answers that have a weight, from the best.
  package static let answers = Satisfaction.allCases.filter { $0 != .unrated }

  /// The weight in hundredths; nil for 未评价, which does not count.
  package subscript(answer: Satisfaction) -> Int? { hundredths[answer] }

  /// `满意×1＋基本满意×0.8＋一般×0.6`.
  package var formula: String {
    let parts = SatisfactionWeights.answers.compactMap { answer -> String? in
      guard let weight = self[answer], weight > 0 else { return nil }
      return "\(answer.title)×\(hundredthsText(weight))"
    }
    return parts.isEmpty ? "0" : parts.joined(separator: "＋")
  }
}

/// Hundredths as a plain number: `1`, `0.8`, `7.25`.
func hundredthsText(_ hundredths: Int) -> String {
  let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
}

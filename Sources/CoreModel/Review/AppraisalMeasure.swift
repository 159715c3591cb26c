/// What a line of a property company's appraisal sheet measures.
package enum AppraisalMeasure: Hashable, Sendable {
  /// A figure of 统计.
  case figure(FigureKind)
  /// How a clock was kept: 到场及时率.
  case clock(ObligationKind)
  /// 12345件: tickets that came in.
  case hotline

  /// Every measure that a sheet may name.
  package static let all: [AppraisalMeasure] =
    FigureKind.allCases.map(AppraisalMeasure.figure)
    + ClockFigure.kinds.map(AppraisalMeasure.clock) + [.hotline]

  /// The measure of a name, however its brackets and blanks are written.
  package init?(text: String) {
    let plain = AppraisalMeasure.plain(text)
    guard
      let found = AppraisalMeasure.all.first(where: { measure in
        ([measure.title] + measure.otherNames).contains { AppraisalMeasure.plain($0) == plain }
      })
    else { return nil }
    self = found
  }

  private static func plain(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.map(\.halfWidth) where !scalar.properties.isWhitespace {
      view.append(scalar)
    }
    return String(view)
  }

  /// What else people call it.
  private var otherNames: [String] {
    switch self {
    case .figure(.received): ["收件", "受理量", "受理件数"]
    case .figure(.closed): ["办结量", "办结件数"]
    case .figure(.response): ["响应及时率"]
    case .figure(.closedOfReceived): ["办结率"]
    case .figure(.closedOnTime): ["按时办结率", "办结及时率（时限）"]
    case .figure(.repeats): ["重复率", "重复投诉"]
    case .figure(.overdue): ["超时未办结", "超时件"]
    case .figure: []
    case .clock(let kind): ["\(kind.title)按时率"]
    case .hotline: ["12345", "12345工单", "12345工单数"]
    }
  }

  /// Of which requests it is, as a number of the company's survey.
  package var selection: SurveySelection {
    switch self {
    case .figure(let kind): SurveySelection(.figure(kind))
    case .clock(let kind): SurveySelection(.clock(kind))
    case .hotline: SurveySelection(.figure(.received), key: .channel(.hotline))
    }
  }

  /// How it is reckoned, in Chinese.
  package var formula: String {
    switch self {
    case .figure(let kind): kind.formula
    case .clock(let kind): "\(kind.title)按时 ÷（本期\(kind.title)＋到期末超时还没\(kind.title)）"
    case .hotline: "本期收到的 12345 工单件数"
    }
  }
}

extension AppraisalMeasure: PointsSubject {
  /// The Chinese name.
  package var title: String {
    switch self {
    case .figure(let kind): kind.title
    case .clock(let kind): "\(kind.title)及时率"
    case .hotline: "12345件"
    }
  }

  /// Whether it counts requests and is no rate.
  package var isCount: Bool {
    switch self {
    case .figure(let kind): kind.isCount
    case .clock: false
    case .hotline: true
    }
  }

  /// Whether less of it is better.
  package var isBetterLow: Bool {
    switch self {
    case .figure(let kind): kind.isBetterLow ?? false
    case .clock: false
    case .hotline: true
    }
  }
}

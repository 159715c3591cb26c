/// A figure: how many requests it is about, and how many of them it counts.
package struct Figure: Hashable, Sendable {
  /// Which.
  package let kind: FigureKind
  /// How many requests count.
  package var numerator: Int
  /// Of how many.
  package var denominator: Int

  /// Makes one.
  package init(_ kind: FigureKind, _ numerator: Int = 0, of denominator: Int = 0) {
    self.kind = kind
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The rate from 0 to 1; nil when nothing counts, or when it is a number of requests.
  package var rate: Double? {
    kind.isCount || denominator == 0 ? nil : Double(numerator) / Double(denominator)
  }

  /// The rate in thousandths as it is shown; nil where there is none.
  package var permille: Int? { kind.isCount ? nil : Figure.permille(numerator, of: denominator) }

  /// `87.5%`, `12件`; 「—」 when nothing counts. Only all is 100 %, and only none is 0.
  package var valueText: String {
    if kind.isCount { return "\(denominator)件" }
    return Figure.percentText(numerator, of: denominator)
  }

  /// `35/40`; only the number where it is no rate.
  package var fractionText: String {
    kind.isCount ? "\(denominator)" : "\(numerator)/\(denominator)"
  }

  /// What stands where there is no figure.
  package static let nothing = "—"

  /// A share in thousandths, rounded; only all is 1000, and only none is 0. Nil of nothing.
  package static func permille(_ part: Int, of whole: Int) -> Int? {
    guard whole > 0 else { return nil }
    var permille = (part * 2000 + whole) / (2 * whole)
    if part < whole { permille = min(permille, 999) }
    if part > 0 { permille = max(permille, 1) }
    return permille
  }

  /// `87.5%`; 「—」 of nothing.
  package static func percentText(_ part: Int, of whole: Int) -> String {
    permille(part, of: whole).map { "\($0 / 10).\($0 % 10)%" } ?? nothing
  }
}

/// How one clock was kept: 中位数, 90 分位 and the share on time.
package struct ClockFigure: Hashable, Sendable {
  /// Which clock.
  package let kind: ObligationKind
  /// How many stopped in the span in time.
  package let onTime: Int
  /// How many stopped in the span, in time or late.
  package let stopped: Int
  /// How many still run at the end of the span past their limit.
  package let running: Int
  /// The median of those that stopped, in whole wall minutes from start to stop; nil when none did.
  package let median: Int?
  /// Nine of ten took no longer, in whole wall minutes.
  package let ninetieth: Int?

  /// Makes one.
  package init(
    kind: ObligationKind, onTime: Int, stopped: Int, running: Int, median: Int?, ninetieth: Int?
  ) {
    self.kind = kind
    self.onTime = onTime
    self.stopped = stopped
    self.running = running
    self.median = median
    self.ninetieth = ninetieth
  }

  /// Those that stopped and those that run past their limit.
  package var denominator: Int { stopped + running }

  /// `93.1%`.
  package var onTimeText: String { Figure.percentText(onTime, of: denominator) }

  /// `8分`, `2小时5分`; 「—」 when none stopped.
  package var medianText: String { ClockFigure.text(median) }

  /// The same of the 90th percentile.
  package var ninetiethText: String { ClockFigure.text(ninetieth) }

  private static func text(_ minutes: Int?) -> String {
    minutes.map { durationText(seconds: $0 * 60) } ?? Figure.nothing
  }

  /// How it is reckoned, in Chinese.
  package static let formula =
    "按时率＝本期按时 ÷（本期完成＋到期末超时还没完成），按完成时间算进本期；"
    + "中位数和90分位是从起算到完成的自然分钟（不扣夜间、节假日和挂起），一半、九成的件不超过它"

  /// The clocks of a report, in the order of a request's life: those that a request has at most once.
  package static let kinds: [ObligationKind] = [
    .firstResponse, .signing, .firstContact, .dispatch, .acceptance, .arrival, .firstMeeting,
    .secondMeeting, .resolution, .thirdMeeting, .reply, .council, .feedback, .telling,
    .confirmation, .supervision, .statutory, .visit,
  ]

  /// The value that so many of a hundred do not exceed: the nearest rank. Nil of nothing. In any order, and by
  /// counting: a year of many neighbourhoods has millions.
  package static func percentile(_ percent: Int, of minutes: [Int]) -> Int? {
    guard !minutes.isEmpty else { return nil }
    let rank = max(1, min((minutes.count * percent + 99) / 100, minutes.count))
    if minutes.count < 4096 { return minutes.sorted()[rank - 1] }
    var counts = [Int](repeating: 0, count: longest)
    var longer: [Int] = []
    for value in minutes {
      if value < longest { counts[max(0, value)] += 1 } else { longer.append(value) }
    }
    var passed = 0
    for (value, count) in counts.enumerated() {
      passed += count
      if passed >= rank { return value }
    }
    return longer.sorted()[rank - passed - 1]
  }

  /// 45 days: what took longer is rare, and sorted.
  private static let longest = 65_536
}

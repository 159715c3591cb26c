import CoreModel
import Store

/// 统计 with the words around it, as every output shows it.
struct SurveyReport {
  let survey: Survey
  /// Whose it is: the neighbourhood, the 片区 or all.
  let title: String
  /// What it is narrowed to, as it was asked for.
  let only: [String]
  /// The breakdowns that are asked for; none for the usual ones.
  let breakdowns: [Breakdown]
  let now: Instant

  /// The breakdowns that are shown.
  var shown: [Breakdown] { breakdowns.isEmpty ? usual : breakdowns }

  private var usual: [Breakdown] {
    if case .neighborhood = survey.question.scope {
      return Breakdown.allCases.filter { $0 != .neighborhood }
    }
    return Breakdown.allCases
  }

  /// Of each breakdown so many parts are shown when nobody asked for it.
  static let usualParts = 8

  /// The figures of a part in a table.
  static let partFigures: [FigureKind] = [
    .received, .closed, .overdue, .response, .closedOfReceived, .closedOnTime, .repeats,
    .acceptance,
  ]

  /// `截至 11月21日 19:42，本月还没有结束`.
  var asOfText: String {
    let asOf = "截至 \(survey.asOf.dateTimeText(relativeTo: now))"
    let span = survey.question.span
    let running =
      survey.asOf < span.end ? "，本\(span.kind == .quarter ? "季度" : span.kind.title)还没有结束" : ""
    return asOf + running + (survey.isStale ? "；有的诉求还没有统计进来，过一会儿再看" : "")
  }

  // MARK: JSON

  /// As `--json` shows it: a rate of nothing is null.
  var document: JSONValue {
    let span = survey.question.span
    return .object([
      "span": .string(span.text), "kind": .string(span.kind.rawValue),
      "first": .string(span.start.day.iso8601),
      "last": .string(span.end.day.adding(days: -1).iso8601), "scope": .string(title),
      "only": .array(only.map { .string($0) }), "asOf": .string(survey.asOf.iso8601),
      "isComplete": .bool(!survey.isStale), "isRunning": .bool(survey.asOf < span.end),
      "figures": .array(survey.figures.map { value(of: $0, isWhole: true) }),
      "clocks": .array(survey.clocks.map(value(of:))), "clockFormula": .string(ClockFigure.formula),
      "parts": .object(
        Dictionary(
          uniqueKeysWithValues: shown.map { breakdown in
            (
              breakdown.rawValue,
              JSONValue.array((survey.parts[breakdown] ?? []).map(value(of:)))
            )
          })),
      "days": .array(
        survey.days.filter { $0.day <= now.day }.map {
          .object([
            "date": .string($0.day.iso8601), "received": .int($0.received),
            "closed": .int($0.closed),
          ])
        }), "weeks": .array(survey.heat.weeks.map { .string($0.iso8601) }),
      "receivedByPlaceAndWeek": .array(
        survey.heat.rows.map {
          .object([
            "place": .string($0.title), "counts": .array($0.counts.map { .int($0) }),
          ])
        }),
    ])
  }

  private func value(of figure: Figure, isWhole: Bool) -> JSONValue {
    var members: [String: JSONValue] = [
      "figure": .string(figure.kind.rawValue), "title": .string(figure.kind.title),
      "text": .string(figure.valueText), "numerator": .int(figure.numerator),
      "denominator": .int(figure.denominator), "rate": SurveyReport.rate(figure),
    ]
    if isWhole {
      members["formula"] = .string(figure.kind.formula)
      members["basis"] = .string(figure.kind.basis)
    }
    return .object(members)
  }

  static func rate(_ figure: Figure) -> JSONValue {
    figure.rate.map { .hundredths(Int(($0 * 1_000_000).rounded()), digits: 6) } ?? .null
  }

  private func value(of clock: ClockFigure) -> JSONValue {
    .object([
      "clock": .string(clock.kind.rawValue), "title": .string(clock.kind.title),
      "onTime": .int(clock.onTime), "stopped": .int(clock.stopped),
      "runningLate": .int(clock.running), "text": .string(clock.onTimeText),
      "medianMinutes": .optional(clock.median), "ninetiethMinutes": .optional(clock.ninetieth),
    ])
  }

  private func value(of part: Survey.Part) -> JSONValue {
    .object([
      "title": .string(part.title),
      "figures": .array(part.figures.map { value(of: $0, isWhole: false) }),
    ])
  }

  /// The requests of a number.
  func list(
    _ selection: SurveySelection, _ rows: [QueueRow], _ words: [RequestID: SurveyEntry]
  ) -> JSONValue {
    let subject = subject(of: selection)
    return .object([
      "span": .string(survey.question.span.text), "scope": .string(title),
      "figure": .string(subject.name), "title": .string(subject.title),
      "formula": .string(subject.formula), "text": .string(subject.value),
      "requests": .array(
        rows.map { row in
          .object([
            "id": .string(row.id.text), "number": .string(row.number),
            "counted": .bool(words[row.id]?.isCounted ?? false),
            "why": .string(words[row.id]?.words ?? ""),
            "receivedAt": .string(row.receivedAt.iso8601),
            "closedAt": .optional(row.closedAt?.iso8601), "status": .string(row.status.rawValue),
            "text": .string(Privacy.masked(row.text)),
          ])
        }),
    ])
  }

  /// What a list is about.
  func subject(
    of selection: SurveySelection
  ) -> (name: String, title: String, value: String, formula: String) {
    switch selection.subject {
    case .figure(let kind):
      let figure = survey[kind]
      let fraction = kind.isCount ? "" : "（\(figure.fractionText)）"
      return (kind.rawValue, kind.title, figure.valueText + fraction, kind.formula)
    case .clock(let kind):
      let clock = survey.clock(kind)
      let fraction = clock.map { "（\($0.onTime)/\($0.denominator)）" } ?? ""
      return (
        kind.rawValue, "\(kind.title)按时率", (clock?.onTimeText ?? Figure.nothing) + fraction,
        ClockFigure.formula
      )
    case .week(let monday): return ("week", "\(monday.iso8601) 起一周收到", "", "")
    case .day(let day): return ("day", "\(day.iso8601) 收到", "", "")
    }
  }
}

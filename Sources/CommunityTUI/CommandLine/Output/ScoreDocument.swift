import CoreModel

/// 月度成绩 as `--json` shows it. Points and shares are numbers; a rate of nothing is null.
struct ScoreDocument {
  let survey: ScoreSurvey
  let neighborhood: String

  /// The whole of it.
  /// - Parameters:
  ///   - basis: The only basis that is asked for; nil for both, and each sheet by its own.
  ///   - kind: The figure whose tickets are listed.
  func value(
    _ basis: ScoreBasis?, _ sheets: [ScoreSheet], listing kind: ScoreFigureKind?
  ) -> JSONValue {
    let bases = basis.map { [$0] } ?? ScoreBasis.allCases
    var members: [String: JSONValue] = [
      "month": .string(survey.month.text),
      "neighborhood": .string(neighborhood),
      "asOf": .string(survey.asOf.iso8601),
      "isRunning": .bool(survey.isRunning),
      "bases": .object(
        Dictionary(uniqueKeysWithValues: bases.map { ($0.rawValue, figures(by: $0)) })),
      "sheets": .array(sheets.map { value(of: survey.result(of: $0, by: basis)) }),
    ]
    if let kind {
      let basis = basis ?? .closing
      members["list"] = .object([
        "figure": .string(kind.rawValue), "basis": .string(basis.rawValue),
        "tickets": .array(survey[basis].tickets(of: kind).map(ticket)),
      ])
    }
    return .object(members)
  }

  private func figures(by basis: ScoreBasis) -> JSONValue {
    .object([
      "title": .string(basis.title), "explanation": .string(basis.explanation),
      "figures": .array(survey[basis].figures.map(value(of:))),
    ])
  }

  private func value(of figure: ScoreFigure) -> JSONValue {
    .object([
      "figure": .string(figure.kind.rawValue), "title": .string(figure.kind.title),
      "formula": .string(figure.formula), "text": .string(figure.valueText),
      "numerator": .hundredths(figure.numerator), "denominator": .int(figure.denominator),
      "rate": figure.rate.map { .hundredths(Int(($0 * 1_000_000).rounded()), digits: 6) } ?? .null,
    ])
  }

  private func value(of result: ScoreResult) -> JSONValue {
    .object([
      "name": .string(result.sheet.name), "basis": .string(result.basis.rawValue),
      "earned": .hundredths(result.earned), "total": .hundredths(result.sheet.total),
      "withoutData": .hundredths(result.open),
      "notes": .array(result.sheet.notes.map { .string($0) }),
      "lines": .array(
        result.lines.map { line in
          .object([
            "name": .string(line.line.name), "figure": .string(line.line.figure.rawValue),
            "points": .hundredths(line.line.points),
            "earned": line.earned.map { .hundredths($0) } ?? .null,
            "rule": .string(line.line.rule.text(for: line.line.figure)),
          ])
        }),
    ])
  }

  private func ticket(_ facts: TicketFacts, _ entry: ScoreFigure.Entry) -> JSONValue {
    .object([
      "id": .string(facts.id.text), "number": .string(facts.number),
      "hotlineNumber": .string(facts.ticket), "share": .hundredths(entry.share),
      "why": .string(entry.words), "receivedAt": .string(facts.receivedAt.iso8601),
      "doneAt": .optional(facts.doneAt?.iso8601), "dueAt": .optional(facts.dueAt?.iso8601),
      "originallyDueAt": .optional(facts.originallyDueAt?.iso8601),
      "text": .string(Privacy.masked(facts.subject)),
    ])
  }
}

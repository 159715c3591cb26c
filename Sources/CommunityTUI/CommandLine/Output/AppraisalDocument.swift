import CoreModel

/// 物业考核表 as `--json` shows it. Points are numbers; a line without a figure has null.
struct AppraisalDocument {
  let appraisals: [Appraisal]
  let place: String

  /// The whole of it.
  var value: JSONValue {
    .object([
      "neighborhood": .string(place),
      "span": .optional(appraisals.first?.survey.question.span.text),
      "asOf": .optional(appraisals.first?.survey.asOf.iso8601),
      "companies": .array(appraisals.map(value(of:))),
    ])
  }

  private func value(of appraisal: Appraisal) -> JSONValue {
    .object([
      "company": .string(appraisal.company), "sheet": .string(appraisal.sheet.name),
      "earned": .hundredths(appraisal.earned), "total": .hundredths(appraisal.sheet.total),
      "withoutData": .hundredths(appraisal.open),
      "notes": .array(appraisal.sheet.notes.map { .string($0) }),
      "lines": .array(
        appraisal.lines.map { line in
          .object([
            "name": .string(line.line.name), "measure": .string(line.line.measure.title),
            "formula": .string(line.line.measure.formula),
            "rule": .string(line.line.rule.text(for: line.line.measure)),
            "points": .hundredths(line.line.points),
            "earned": line.earned.map { .hundredths($0) } ?? .null,
            "numerator": .int(line.part), "denominator": .optional(line.whole),
            "text": .string(line.valueText),
          ])
        }),
    ])
  }
}

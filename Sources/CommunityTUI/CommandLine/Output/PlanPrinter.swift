import CoreModel
import Store

/// A plan in words for the command line.
struct PlanPrinter {
  let plan: RosterPlan
  let directory: Directory
  let surroundings: Surroundings

  func print(title: String, receipt: PlanReceipt?) {
    let today = surroundings.clock.now.day
    surroundings.say("排班 \(title)：\(plan.summary)")
    surroundings.say(receipt.map(\.appliedText) ?? "这是方案，还没有写进值班表；加 --apply 采用")
    for remark in plan.remarks { surroundings.say("! \(remark)") }
    surroundings.say("")
    let loads = plan.loads
    let people = TextTable(
      headers: ["姓名", "角色"] + loads.map(\.title) + ["本次时长", "合计时长"],
      rows: plan.concerned.map { person in
        [person.person.name, person.person.role.title] + loads.map { person.text($0) }
          + [person.hoursInPlanText, person.hoursText]
      }, columns: surroundings.columns)
    for line in people.lines { surroundings.say(line) }
    surroundings.say("（原有→排后，按本季度计；「本次时长」是所排这段日子的；· 表示不值这种班）")
    surroundings.say("")
    for spread in plan.spreads { surroundings.say("均匀：\(spread.text)") }
    for gap in plan.gaps {
      surroundings.say("缺岗：\(gap.wanted.text(relativeTo: today)) \(gap.text)")
    }
    guard !plan.shifts.isEmpty else { return }
    surroundings.say("")
    let shifts = TextTable(
      headers: ["班次", "谁"],
      rows: plan.shifts.map {
        [$0.wanted.text(relativeTo: today), $0.names(in: directory)]
      }, columns: surroundings.columns)
    for line in shifts.lines { surroundings.say(line) }
  }
}

/// A plan as `--json` shows it.
enum PlanDocument {
  static func value(
    of plan: RosterPlan, receipt: PlanReceipt?, directory: Directory
  ) -> JSONValue {
    .object([
      "from": .string(plan.task.first.iso8601), "to": .string(plan.task.last.iso8601),
      "filled": .int(plan.filled), "missing": .int(plan.missing),
      "applied": receipt.map(value(of:)) ?? .null,
      "shifts": .array(
        plan.shifts.map { planned in
          .object(
            span(planned.wanted).merging([
              "people": names(planned.added, directory),
              "alreadyThere": names(planned.wanted.existing?.people ?? [], directory),
              "note": .string(planned.wanted.pattern.note),
            ]) { first, _ in first })
        }),
      "gaps": .array(
        plan.gaps.map { gap in
          .object(
            span(gap.wanted).merging([
              "missing": .int(gap.missing), "missingPartyMembers": .int(gap.missingPartyMembers),
              "text": .string(gap.text),
              "reasons": .array(
                gap.reasons.map {
                  .object([
                    "reason": .string($0.hindrance.title),
                    "people": .array($0.names.map(JSONValue.string)),
                  ])
                }),
            ]) { first, _ in first })
        }),
      "people": .array(
        plan.concerned.map { person in
          .object([
            "name": .string(person.person.name), "role": .string(person.person.role.rawValue),
            "before": tally(person.before), "after": tally(person.after),
            "minutesInPlan": .int(person.minutesInPlan),
            "unwelcome": .int(person.unwelcome),
          ])
        }),
      "spreads": .array(
        plan.spreads.map {
          .object([
            "load": .string("\($0.load)"), "loadTitle": .string($0.load.title),
            "least": .int($0.least), "most": .int($0.most), "difference": .int($0.difference),
            "reason": .string($0.reason),
          ])
        }),
      "remarks": .array(plan.remarks.map(JSONValue.string)),
    ])
  }

  static func value(of receipt: PlanReceipt) -> JSONValue {
    .object([
      "shifts": .int(receipt.shifts), "changed": .int(receipt.changed), "kept": .int(receipt.kept),
    ])
  }

  private static func span(_ wanted: WantedShift) -> [String: JSONValue] {
    [
      "start": .string(wanted.start.iso8601), "end": .string(wanted.end.iso8601),
      "kind": .string(wanted.pattern.kind.rawValue),
      "kindTitle": .string(wanted.pattern.kind.title),
    ]
  }

  private static func names(_ people: [PersonID], _ directory: Directory) -> JSONValue {
    .array(people.map { .string(directory.name(of: $0)) })
  }

  private static func tally(_ tally: DutyTally) -> JSONValue {
    var fields = Dictionary(
      DutyLoad.allCases.map { ("\($0)", JSONValue.int(tally[$0])) }
    ) { first, _ in first }
    fields["minutes"] = .int(tally.minutes)
    return .object(fields)
  }
}

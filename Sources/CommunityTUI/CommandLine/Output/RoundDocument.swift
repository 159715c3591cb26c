import CoreModel
import Store
import TerminalKit

/// Rounds and findings as `--json` shows them. The names are for ever; new ones may be added.
struct RoundDocument {
  /// Names of people and places.
  let directory: Directory

  /// A round with all its points.
  func value(of round: Round) -> JSONValue {
    .object([
      "id": .string(round.id.text),
      "version": .int(round.version),
      "checklist": .string(round.checklist.name),
      "kind": .string(round.checklist.kind.rawValue),
      "request": .optional(round.request?.number),
      "people": .array(round.people.map { .string(directory.name(of: $0)) }),
      "startedAt": .string(round.startedAt.iso8601),
      "startedBy": .string(directory.name(of: round.startedBy)),
      "open": .bool(round.isOpen),
      "endedAt": .optional(round.ending?.at.iso8601),
      "dropped": .bool(round.ending?.isDropped == true),
      "reason": .optional(
        round.ending.flatMap { $0.reason.isEmpty ? nil : Privacy.masked($0.reason) }),
      "note": .optional(round.ending.flatMap { $0.words.isEmpty ? nil : Privacy.masked($0.words) }),
      "done": .int(round.done),
      "summary": .string(round.summary),
      "points": .array(round.checklist.points.indices.map { point($0, of: round) }),
      "findings": .array(round.findings.map(value(of:))),
    ])
  }

  /// What was found.
  func value(of finding: Finding) -> JSONValue {
    .object([
      "id": .string(finding.id.text),
      "round": .string(finding.round.text),
      "checklist": .string(finding.checklist),
      "point": .string(finding.point),
      "place": .string(Privacy.masked(finding.place)),
      "group": .optional(finding.group.map { directory.group($0)?.name ?? $0.text }),
      "category": .optional(finding.category),
      "text": .string(Privacy.masked(finding.words)),
      "count": .optional(finding.standing?.count),
      "rung": .optional(finding.standing?.rung),
      "photos": .array(finding.evidence.map { .string($0.fileName) }),
      "by": .string(directory.name(of: finding.by)),
      "at": .string(finding.at.iso8601),
      "request": .optional(finding.request?.number),
    ])
  }

  private func point(_ index: Int, of round: Round) -> JSONValue {
    let point = round.checklist.points[index]
    let check = round.check(at: index)
    let entry = check?.entry
    return .object([
      "name": .string(point.name),
      "planned": .optional(point.plannedText),
      "result": .optional(entry?.result.rawValue),
      "note": .optional(entry.map { Privacy.masked($0.words) }),
      "by": .optional(entry.map { directory.name(of: $0.by) }),
      "at": .optional(entry?.at.iso8601),
      "recordedBy": .optional(check.map { directory.name(of: $0.recordedBy) }),
      "minutesLate": .optional(entry.flatMap { round.minutesLate($0) }),
      "minutesEarly": .optional(entry.flatMap { round.minutesEarly($0) }),
      "skipped": .bool(round.ending?.skipped.contains(index) == true),
    ])
  }
}

/// Rounds for people.
struct RoundPrinter {
  let session: Session
  let surroundings: Surroundings

  private var words: CheckWords {
    CheckWords(directory: session.directory, now: surroundings.clock.now)
  }

  /// Says how a round stands; `whole` with every point.
  func say(_ round: Round, asJSON json: Bool, whole: Bool = false) {
    if json {
      return surroundings.say(RoundDocument(directory: session.directory).value(of: round).text())
    }
    surroundings.say(words.line(of: round))
    guard whole else {
      let left = round.unchecked
      if round.isOpen, !left.isEmpty {
        let names = left.prefix(8).map { round.checklist.points[$0].name }.joined(separator: "、")
        surroundings.say("还没打：\(names)\(left.count > 8 ? "……" : "")")
      }
      return
    }
    if let ending = round.ending, !(ending.reason + ending.words).isEmpty {
      surroundings.say(
        [ending.reason, ending.words].filter { !$0.isEmpty }.map(Privacy.masked)
          .map(Sanitizer.line).joined(separator: "；"))
    }
    let table = TextTable(
      headers: ["", round.checklist.kind.pointWord, "情况", "到点", "谁", "说明"],
      rows: round.checklist.points.indices.map { index in
        let entry = round.check(at: index)?.entry
        return [
          "\(index + 1)", round.checklist.points[index].name, words.result(at: index, of: round),
          words.time(at: index, of: round), entry.map { session.directory.name(of: $0.by) } ?? "",
          [entry.map { Privacy.masked($0.words) }, words.writer(at: index, of: round)]
            .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
        ]
      }, columns: surroundings.columns)
    for line in table.lines { surroundings.say(line) }
    for finding in round.findings {
      surroundings.say("发现：\(finding.point) " + Sanitizer.line(words.line(of: finding)))
    }
  }

  /// Says what the newest finding of a point came to.
  func sayFinding(at index: Int, of round: Round, asJSON json: Bool) {
    guard let finding = round.findings(at: index).last else { return }
    sayFinding(finding.id, of: round, asJSON: json)
  }

  /// Says what a finding came to.
  func sayFinding(_ id: FindingID, of round: Round, asJSON json: Bool) {
    guard let finding = round.findings.first(where: { $0.id == id }) else { return }
    if json {
      return surroundings.say(RoundDocument(directory: session.directory).value(of: finding).text())
    }
    surroundings.say("\(finding.point) " + Sanitizer.line(words.line(of: finding)))
  }
}

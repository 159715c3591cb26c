import CoreModel
import Store

/// Finds the project that somebody means.
struct ProjectLookup {
  let session: Session

  /// The only one of a number or with these words in its name.
  /// - Throws: ``CommandFailure`` when there is none, or several.
  func one(_ typed: String) throws -> ProjectLine {
    let found =
      typed.tidied.isEmpty ? [] : try session.store.projects(called: typed, of: session.scope)
    guard let first = found.first else {
      throw CommandFailure("没有找到项目「\(typed)」；编号和名称见 juwei project list。没有改动任何数据")
    }
    guard found.count == 1 else {
      let names = found.prefix(12).map { "\($0.project.number) \($0.project.name)" }
      throw CommandFailure(
        "「\(typed)」对应几个项目：\(names.joined(separator: "、"))。请写编号；没有改动任何数据")
    }
    return first
  }
}

/// Says how a project stands after a step.
struct ProjectPrinter {
  let session: Session
  let surroundings: Surroundings

  func say(_ line: ProjectLine, asJSON json: Bool, _ words: String) {
    let now = surroundings.clock.now
    guard !json else {
      return surroundings.say(
        ProjectDocument(directory: session.directory, now: now).value(of: line).text())
    }
    let project = line.project
    let next = project.nextStep.map {
      "下一步 \($0.words(relativeTo: now))"
        + ($0.person.map { " \(session.directory.name(of: $0))" } ?? "")
    }
    surroundings.say(
      "\(words)，现在\(project.stage.title)（版本 \(project.version)）。\(next ?? "")")
    let untold = line.sources.filter(\.isToBeTold).map(\.row.number)
    if !untold.isEmpty {
      surroundings.say(
        "待告知居民：\(untold.joined(separator: "、"))；逐件 juwei do 编号 feedback，告知以后才办结")
    }
  }
}

/// A project as `--json` prints it.
struct ProjectDocument {
  let directory: CoreModel.Directory
  let now: Instant

  /// A row of the list.
  func row(of line: ProjectLine) -> [String] {
    let project = line.project
    let progress = project.progress
    let late = project.late(at: now)
    let next = project.nextStep.map { "\($0.what) \($0.dueAt.day.iso8601)" } ?? ""
    return [
      project.number, project.stage.title, late.isEmpty ? next : "超期 \(next)",
      "\(progress.done)/\(progress.of)", "\(line.counted.count)", Privacy.masked(project.name),
    ]
  }

  /// All of it.
  func value(of line: ProjectLine) -> JSONValue {
    let project = line.project
    let plan = project.plan
    return .object([
      "id": .string(project.id.text),
      "number": .string(project.number),
      "name": .string(Privacy.masked(plan.name)),
      "aim": .string(Privacy.masked(plan.aim)),
      "kind": .string(plan.kind),
      "stage": .string(project.stage.rawValue),
      "stageTitle": .string(project.stage.title),
      "version": .int(project.version),
      "owner": .string(directory.name(of: plan.owner)),
      "startedAt": .string(project.startedAt.iso8601),
      "endedAt": .optional(project.ending?.at.iso8601),
      "agenda": plan.agenda.map {
        .object(["id": .string($0.id), "title": .string($0.title)])
      } ?? .null,
      "budgetFen": .int(plan.funds.total.fen),
      "funds": .array(
        plan.funds.map {
          .object(["source": .string($0.source), "fen": .int($0.amount.fen)])
        }),
      "spentFen": .optional(project.spent?.fen),
      "outcome": .optional(outcome(of: project)),
      "next": project.nextStep.map {
        .object([
          "kind": .string($0.kind.rawValue), "what": .string($0.what),
          "dueAt": .string($0.dueAt.iso8601), "overdue": .bool($0.dueAt < now),
          "person": .optional($0.person.map(directory.name(of:))),
        ])
      } ?? .null,
      "missingForCloseOff": .array(
        project.isOpen ? project.closingGaps.map(JSONValue.string) : []),
      "milestones": .array(project.milestones.map(value(of:))),
      "sources": .array(
        line.sources.map {
          .object([
            "number": .string($0.row.number), "status": .string($0.row.status.rawValue),
            "standing": .string($0.standing), "removed": .bool($0.wasLeft),
            "outcome": .optional($0.outcome),
          ])
        }),
      "publications": .array(
        project.publications.map {
          .object([
            "from": .string($0.from.iso8601), "through": .string($0.through.iso8601),
            "place": .string($0.place),
          ])
        }),
      "reviews": .array(
        project.reviews.map {
          .object([
            "day": .string($0.review.day.iso8601), "people": .string($0.review.people),
            "satisfied": .int($0.review.satisfied), "fair": .int($0.review.fair),
            "unsatisfied": .int($0.review.unsatisfied),
            "words": .string(Privacy.masked($0.review.words)),
          ])
        }),
      "evidence": .array(
        project.evidence.map { proof in
          .object([
            "words": .string(Privacy.masked(proof.proof.words)),
            "milestone": .optional(proof.proof.milestone),
            "files": .array(
              proof.proof.files.map {
                .object([
                  "name": .string($0.fileName), "digest": .string($0.digest),
                  "size": .int($0.size),
                ])
              }),
          ])
        }),
      "events": .array(
        project.records.map {
          .object([
            "version": .int($0.version), "at": .string($0.at.iso8601),
            "kind": .string($0.event.kind), "title": .string($0.event.title),
            "actor": .string(directory.name(of: $0.actor)),
            "words": .string(
              Privacy.masked(project.words(of: $0.event, in: directory))),
          ])
        }),
    ])
  }

  private func outcome(of project: Project) -> String? {
    switch project.ending {
    case .closedOff(let closing, _, _): Privacy.masked(closing.outcome)
    case .cancelled(let reason, _, _): Privacy.masked(reason)
    case nil: nil
    }
  }

  private func value(of milestone: Milestone) -> JSONValue {
    let state =
      milestone.isOpen ? "open" : milestone.struckFor == nil ? "done" : "struck"
    return .object([
      "number": .int(milestone.number), "stage": .string(milestone.stage.rawValue),
      "name": .string(Privacy.masked(milestone.name)),
      "person": .string(directory.name(of: milestone.person)),
      "due": .string(milestone.due.iso8601), "firstDue": .string(milestone.firstDue.iso8601),
      "timesMoved": .int(milestone.timesMoved), "state": .string(state),
      "late": .bool(milestone.isLate(at: now)),
      "doneOn": .optional(milestone.doneOn?.iso8601),
      "struckFor": .optional(milestone.struckFor),
    ])
  }
}

/// 全程 as it is printed.
struct ThreadDocument {
  let thread: RequestThread
  let now: Instant

  /// For people.
  var lines: [String] {
    ["全程 · \(thread.number) \(Privacy.masked(thread.text))"]
      + thread.stations.map { station in
        let time =
          station.at.map { $0.dateTimeText(relativeTo: now) }
          ?? station.due.map { "\($0.dateTimeText(relativeTo: now)) 前" } ?? "—"
        let about = [station.who, Privacy.masked(station.words)].filter { !$0.isEmpty }
        return
          "  [\(station.state.title)] \(time)  \(station.title)"
          + (about.isEmpty ? "" : "  \(about.joined(separator: " · "))")
      }
  }

  /// For programs.
  var value: JSONValue {
    .object([
      "number": .string(thread.number),
      "text": .string(Privacy.masked(thread.text)),
      "stations": .array(
        thread.stations.map { station in
          .object([
            "title": .string(station.title), "state": .string(station.state.rawValue),
            "at": .optional(station.at?.iso8601), "due": .optional(station.due?.iso8601),
            "who": .string(station.who), "words": .string(Privacy.masked(station.words)),
            "thing": station.thing.map {
              .object([
                "kind": .string($0.kind.rawValue), "id": .string($0.id),
                "title": .string($0.title),
              ])
            } ?? .null,
          ])
        }),
    ])
  }
}

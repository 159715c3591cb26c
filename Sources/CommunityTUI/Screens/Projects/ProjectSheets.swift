import CoreModel
import Store
import TerminalKit

/// What a form of 微实事 is about.
enum ProjectSheet: Hashable, Sendable {
  /// 立项 with a request, of a kind.
  case start(RequestID, kind: String)
  /// A step of a project.
  /// - Parameters:
  ///   - milestone: 0 where the step is not for one.
  ///   - version: The version that the desk saw when it began to write.
  case step(ProjectStep, ProjectID, milestone: Int, version: Int)
  /// 移出 of a request.
  case remove(RequestID, ProjectID)

  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .start(let request, let kind): "start:\(request.text):\(kind)"
    case .step(let step, let project, let milestone, _):
      "\(step.rawValue):\(project.text):\(milestone)"
    case .remove(let request, let project): "remove:\(project.text):\(request.text)"
    }
  }
}

extension AppState {
  // MARK: Opening

  /// Asks of which kind a project begun with a request is.
  mutating func openKinds(for request: RequestID) -> [Effect] {
    guard let session else { return [] }
    let kinds = session.rules.projects.kinds
    return openMenu(
      .project(.kinds(request)),
      Menu(
        title: "立项 · 哪一类",
        items: kinds.map { kind in
          MenuItem(
            id: kind.name, title: kind.name,
            note:
              "\(kind.steps.count) 个标准节点，约 \(kind.steps.last?.days ?? 0) 天，立项时可改",
            keywords: [PinyinInitials.of(kind.name)])
        } + [
          MenuItem(id: "", title: "其他", note: "节点自己写", keywords: ["qt"])
        ]))
  }

  /// Opens 立项.
  mutating func openStart(of request: RequestID, kind name: String) -> [Effect] {
    guard let session else { return [] }
    let fields = ProjectFields(session: session, now: now)
    let form = Form(
      title: "微实事立项" + (name.isEmpty ? "" : " · \(name)"),
      fields: fields.start(kind: name), submitLabel: "立项")
    return openSheet(
      .project(.start(request, kind: name)), form,
      about: [
        "立项以后，下一个节点就是来源诉求的下一步，到期没做会在队列里升起来；还没提交议事会的诉求同时提交。"
      ])
  }

  /// Opens the form of a step.
  mutating func openSheet(
    _ step: ProjectStep, of line: ProjectLine, milestone number: Int
  ) -> [Effect] {
    guard let session else { return [] }
    let fields = ProjectFields(session: session, now: now)
    let milestone = line.project.milestone(number)
    let subject = milestone.map { " · \($0.name)" } ?? ""
    let form = Form(
      title: TextLayout.clip("\(step.title)\(subject) · \(line.project.name)", columns: 60),
      fields: fields.fields(of: step, line.project, milestone), submitLabel: step.title)
    return openSheet(
      .project(
        .step(step, line.id, milestone: number, version: line.project.version)), form,
      about: fields.about(step, line, milestone))
  }

  /// Opens 移出.
  mutating func openRemoval(of source: OnwardSource, from line: ProjectLine) -> [Effect] {
    openSheet(
      .project(.remove(source.id, line.id)),
      Form(
        title: "移出 \(source.row.number) · \(line.project.name)",
        fields: [
          .text(
            ProjectFields.ID.words, "原因", required: true, help: "居民问起来说得清",
            limit: RequestHistory.longestText)
        ], submitLabel: "移出"),
      about: ["移出以后，这件诉求回到议事会，由书记再定。"])
  }

  /// Shows the requests that a project may be begun with, or that may be put to one.
  mutating func openCandidates(_ rows: [QueueRow], to wanted: ProjectID?) -> [Effect] {
    let title = wanted == nil ? "从哪一件诉求立项" : "加入哪一件诉求"
    return openMenu(
      .project(.candidates(to: wanted)),
      Menu(
        title: title,
        items: rows.map { row in
          MenuItem(
            id: row.id.text,
            title: "\(row.number) \(TextLayout.clip(Privacy.masked(row.text), columns: 40))",
            note: session.map {
              $0.directory.label(
                of: RequestPlace(group: row.group, room: nil, detail: row.placeDetail))
            } ?? "",
            keywords: [PinyinInitials.of(row.text)])
        },
        emptyText: "议事会里没有等着的诉求：在工作台选中一件，按 e 提交议事会，或按 > 直接立项"))
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenProjectSheet(_ name: String) -> [Effect]? {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return nil }
    if parts[0] == "start" { return openStart(of: RequestID(parts[1]), kind: parts[2]) }
    guard project.lines != nil else {
      project.pending = name
      return loadProject()
    }
    guard let line = project.line(ProjectID(parts[1])) else { return nil }
    if parts[0] == "remove" {
      return line.sources.first { $0.id.text == parts[2] }.map {
        openRemoval(of: $0, from: line)
      }
    }
    guard let step = ProjectStep(rawValue: parts[0]), let number = Int(parts[2]) else {
      return nil
    }
    return openSheet(step, of: line, milestone: number)
  }

  // MARK: Saving

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: ProjectSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    guard let session else { return [] }
    var answer = ProjectAnswer(values: values, session: session, now: now)
    switch sheet {
    case .start(let request, let kind):
      return save(.project(.start(try answer.plan(kind: kind), request)))
    case .remove(let request, let wanted):
      return save(
        .project(
          .removeSource(request, wanted, reason: values.text(ProjectFields.ID.words))))
    case .step(let step, let wanted, let number, let version):
      answer.known = project.line(wanted)?.project.milestone(number)
      let command = try answer.command(step, milestone: number)
      let paths = StepAnswer.paths(in: values.text(ProjectFields.ID.paths))
      guard let known = project.line(wanted)?.project else {
        return save(.project(.perform(command, wanted, version: version, paths: paths)))
      }
      let seen = max(version, project.warned[wanted] ?? 0)
      if let last = known.records.last, known.version > seen {
        // Told once; who saves again has seen it.
        project.warned[wanted] = known.version
        throw .outOfTurn(
          "\(session.directory.name(of: last.actor))\(last.at.nearText(relativeTo: now)) 在别处记了「\(last.event.title)」。您写的还在；看过没有冲突，再保存一次"
        )
      }
      // What could not be done any more is said before files are copied.
      _ = try known.decide(
        command, by: session.actor, at: now, in: session.directory, after: paths)
      return save(
        .project(.perform(command, wanted, version: known.version, paths: paths)))
    }
  }
}

extension Project {
  /// The decision as it will be made; files that are still to be copied count as one.
  fileprivate func decide(
    _ command: ProjectCommand, by actor: Actor, at now: Instant,
    in directory: CoreModel.Directory, after paths: [String]
  ) throws(Refusal) -> ProjectEvent {
    if case .addEvidence(var proof) = command, !paths.isEmpty {
      proof.words = proof.words.isEmpty ? "附件" : proof.words
      return try decide(.addEvidence(proof), by: actor, at: now, in: directory)
    }
    return try decide(command, by: actor, at: now, in: directory)
  }
}

import CoreModel
import Store
import TerminalKit

/// A project as text: to read on the screen and to print by the command line.
struct ProjectText {
  let line: ProjectLine
  let directory: CoreModel.Directory
  let now: Instant

  private var project: Project { line.project }

  /// Labels with values, in the order of reading.
  var facts: [(label: String, value: String)] {
    let plan = project.plan
    var facts: [(String, String)] = [
      ("阶段", project.stage.title + (plan.kind.isEmpty ? "" : " · \(plan.kind)")),
      ("负责", directory.name(of: plan.owner)),
      (
        "立项",
        "\(project.startedAt.dateTimeText(relativeTo: now)) \(directory.name(of: project.startedBy))"
      ),
    ]
    if !plan.aim.isEmpty { facts.append(("目标", Privacy.masked(plan.aim))) }
    facts.append(
      ("资金", plan.funds.isEmpty ? "没有写" : "\(plan.funds.text)，合计 \(plan.funds.total.text)"))
    if let spent = project.spent {
      let over = spent > plan.funds.total && !plan.funds.isEmpty ? "，超出预算" : ""
      facts.append(("花费", spent.text + over))
    }
    if let agenda = plan.agenda { facts.append(("议题", agenda.title)) }
    if let step = project.nextStep {
      facts.append(
        ("下一步", "\(step.words(relativeTo: now))，\(step.person.map(directory.name(of:)) ?? "")"))
    }
    switch project.ending {
    case .closedOff(let closing, let at, let by):
      facts.append(
        (
          "销项",
          "\(at.dateTimeText(relativeTo: now)) \(directory.name(of: by))：\(Privacy.masked(closing.outcome))"
        ))
    case .cancelled(let reason, let at, let by):
      facts.append(
        (
          "终止",
          "\(at.dateTimeText(relativeTo: now)) \(directory.name(of: by))：\(Privacy.masked(reason))"
        ))
    case nil: break
    }
    return facts
  }

  /// The requests, a line each.
  var sources: [String] {
    line.sources.map { "\($0.row.number) \($0.standing) \(Privacy.masked($0.row.text))" }
  }

  /// The milestones, a line each.
  var milestones: [String] {
    project.milestones.map { milestone in
      let words: String
      switch milestone.settlement {
      case .done(_, let done, _, _): words = "：\(Privacy.masked(done))"
      case .struck(let reason, _, _): words = "：\(Privacy.masked(reason))"
      case nil: words = ""
      }
      return
        "\(milestone.number) \(milestone.stage.title) \(milestone.name)，\(directory.name(of: milestone.person))，\(milestone.standing(at: now))\(words)"
    }
  }

  /// 公示, 评议 and 凭据, a line each.
  var proofs: [String] {
    project.publications.map {
      "公示 \($0.from.iso8601) 至 \($0.through.iso8601)，\($0.place)"
    }
      + project.reviews.map {
        "评议 \($0.review.day.iso8601) \($0.review.people)：\($0.review.text)"
          + ($0.review.words.isEmpty ? "" : "；\(Privacy.masked($0.review.words))")
      }
      + project.evidence.map { proof in
        let files = proof.proof.files.map(\.fileName).joined(separator: "、")
        return
          "凭据 \(Privacy.masked(proof.proof.words))\(files.isEmpty ? "" : "（\(files)）")"
          + (proof.proof.milestone.map { " · 节点 \($0)" } ?? "")
      }
  }

  /// What happened, a line each.
  var course: [(time: String, text: String)] {
    project.records.map { record in
      (
        record.at.dateTimeText(relativeTo: now),
        "\(record.event.title) \(directory.name(of: record.actor))  \(Privacy.masked(project.words(of: record.event, in: directory)))"
      )
    }
  }

  /// All of it.
  var plain: String {
    var lines = ["微实事 \(project.number) \(Privacy.masked(project.name))"]
    lines += facts.map { "\($0.label)：\($0.value)" }
    for (title, part) in [("来源诉求", sources), ("节点", milestones), ("公示、评议、凭据", proofs)]
    where !part.isEmpty {
      lines += ["", title] + part.map { "  \($0)" }
    }
    lines += ["", "经过"] + course.map { "  \($0.time) \($0.text)" }
    return lines.joined(separator: "\n")
  }
}

extension AppState {
  /// Opens a project to be read whole.
  mutating func readProject(_ line: ProjectLine) -> [Effect] {
    guard let session else { return [] }
    let text = ProjectText(line: line, directory: session.directory, now: now)
    let columns = readingRoom.columns - 4
    var lines: [DetailLine] = text.facts.map { .labelled($0.label, [Span($0.value)]) }
    lines += [.rule("节点")]
    lines += line.project.timeline(
      columns: columns, names: min(50, columns * 5 / 9), now: now, glyphs: look.glyphs,
      in: session.directory
    ).map { .text($0) }
    lines += text.milestones.map { .text([Span($0)]) }
    lines += [.rule("来源诉求")] + text.sources.map { .text([Span($0)]) }
    if !text.proofs.isEmpty {
      lines += [.rule("公示、评议、凭据")] + text.proofs.map { .text([Span($0)]) }
    }
    lines += [.rule("经过")]
    lines += text.course.map { .item([Span($0.time, Style(.muted))], [Span($0.text)]) }
    overlays.append(
      .reading(
        ReadingView(
          title: TextLayout.clip(
            "微实事 \(line.project.number) \(Privacy.masked(line.project.name))", columns: 60),
          view: DetailView(lines, glyphs: look.glyphs), hint: "y 复制  ↑↓ 翻看  Esc 回",
          copy: text.plain)))
    return []
  }
}

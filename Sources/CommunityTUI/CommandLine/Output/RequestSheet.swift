import CoreModel
import Store
import TerminalKit

/// A request on paper, so to speak: all that `juwei show` says to people.
struct RequestSheet {
  /// The request.
  let detail: RequestDetail
  /// Names of people and places.
  let directory: Directory
  /// Where evidence is kept.
  let filesFolder: String
  /// The time.
  let now: Instant
  /// Working days and limits, for what is said of a ticket; without them its records are left out.
  var rules: DeadlineRules?

  private var request: Request { detail.request }
  private var form: Registration { request.registration }

  /// The lines.
  var lines: [String] {
    [
      "\(request.number)  \(request.status.title)（版本 \(request.version)）",
      Sanitizer.text(Privacy.masked(form.text)), "",
    ] + facts + ticket + ["", "时限和由来"] + clocks + ["", "时间线"] + timeline
  }

  /// `下一步：派单，还有 30分（20:12 前），由值班台`; what follows a step.
  var nextStep: String {
    guard let owed = detail.obligation else { return "没有待办" }
    return "下一步：\(owed.kind.title)，\(Words.deadline(owed.dueAt, at: now))，"
      + "由\(Words.owner(owed.owedBy, in: directory))"
  }

  private var facts: [String] {
    var facts = [
      ("级别", grade), ("下一步", owed), ("位置", place), ("居民", resident),
      ("来源", "\(form.channel.title)，\(request.receivedAt.dateTimeText(relativeTo: now)) 收到"),
      ("首问", directory.name(of: form.firstReceiver)), ("承办", handler),
    ]
    if let ticket = request.hotline {
      facts.append(("工单", "\(ticket.number)  \(ticket.kindText)"))
      facts.append(("分类", ticket.categoryPath.joined(separator: " → ")))
    }
    if let main = request.main { facts.append(("主件", "\(main.number)（本件并入它）")) }
    for linked in detail.kin.linked {
      facts.append(
        (
          "并件",
          "\(linked.number)  \(Privacy.masked(directory.label(of: linked.place)))  \(linked.status.title)"
        ))
    }
    facts += CheckWords(directory: directory, now: now).lines(of: detail.checks)
      .map { ($0.label.isEmpty ? " " : $0.label, $0.words) }
    if let hold = request.hold {
      facts.append(
        ("挂起", "\(Privacy.masked(hold.reason))，到 \(hold.until.nearText(relativeTo: now))"))
    }
    for task in request.openTasks {
      facts.append(("交办", Privacy.masked(Words.task(task, in: directory, at: now))))
    }
    if let resolution = request.resolution {
      facts.append(("处置", Privacy.masked(resolution.outcome)))
      for evidence in resolution.evidence {
        let path = DeskStore.path(of: evidence, in: filesFolder)
        facts.append(("附件", "\(evidence.fileName)  \(path)"))
      }
    }
    if let closed = request.closedAt {
      facts.append(("办结", closed.dateTimeText(relativeTo: now)))
    }
    return facts.filter { !$0.1.isEmpty }.map { label, value in
      TextLayout.pad(label, columns: 8) + Sanitizer.line(value)
    }
  }

  /// The records of a ticket of 12345.
  private var ticket: [String] {
    guard let rules, let progress = request.ticket else { return [] }
    let text = TicketDetailText(
      detail: detail, ticket: progress, directory: directory, rules: rules, now: now,
      filesFolder: filesFolder)
    return ["", "12345 工单"] + text.full.map { Sanitizer.line($0.plain) }
  }

  private var grade: String {
    let parts = [
      request.tier?.title ?? "未分级", request.category?.name,
      request.urgency == .normal ? nil : request.urgency.title,
      request.supervisionRounds == 0 ? nil : "第\(request.supervisionRounds)次督办",
    ]
    return parts.compactMap(\.self).joined(separator: " · ")
  }

  private var owed: String {
    detail.obligation.map {
      "\($0.kind.title)，\(Words.deadline($0.dueAt, at: now))，由\(Words.owner($0.owedBy, in: directory))"
    } ?? ""
  }

  private var place: String {
    let label = Privacy.masked(directory.label(of: form.place))
    guard let group = form.place.group.flatMap(directory.group),
      let estate = directory.estate(group.estate), !group.name.hasPrefix(estate.name)
    else { return label }
    return "\(estate.name) \(label)"
  }

  private var resident: String {
    [form.resident.name.map(Privacy.masked), form.resident.maskedPhone].compactMap(\.self).joined(
      separator: " ")
  }

  private var handler: String {
    if let handler = request.handler { return directory.name(of: handler) }
    return form.namedHandler.map { "未派（登记时指定 \(directory.name(of: $0))）" } ?? "未派"
  }

  private var clocks: [String] {
    detail.clocks.flatMap { clock -> [String] in
      let verdict: String
      if let stopped = clock.stoppedAt {
        verdict =
          stopped <= clock.dueAt
          ? "按时，\(stopped.nearText(relativeTo: now))（应在 \(clock.dueAt.nearText(relativeTo: now)) 前）"
          : "超时 \(durationText(seconds: stopped.seconds(since: clock.dueAt)))，"
            + "\(stopped.nearText(relativeTo: now))（应在 \(clock.dueAt.nearText(relativeTo: now)) 前）"
      } else {
        verdict = Words.deadline(clock.dueAt, at: now)
      }
      return [
        "  " + TextLayout.pad(clock.kind.title, columns: 12) + verdict,
        "  " + TextLayout.pad("", columns: 12) + Sanitizer.line(clock.explanation),
      ]
    }
  }

  private var timeline: [String] {
    let undone = detail.history.undoneVersions
    let table = TextTable(
      headers: ["", "", "", ""],
      rows: detail.history.events.map { recorded in
        [
          "  " + recorded.at.nearText(relativeTo: now),
          recorded.event.title + (undone.contains(recorded.version) ? "（已撤回）" : ""),
          directory.name(of: recorded.actor),
          Privacy.masked(recorded.event.particulars(in: directory, relativeTo: now)),
        ]
      })
    return Array(table.lines.dropFirst())
  }
}

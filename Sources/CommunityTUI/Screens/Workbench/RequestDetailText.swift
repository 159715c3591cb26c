import CoreModel
import Store
import TerminalKit

/// The selected request in words: short for the pane, whole for the reading view.
struct RequestDetailText {
  /// The request.
  let detail: RequestDetail
  /// Names.
  let directory: Directory
  /// The time.
  let now: Instant
  /// Whether the phone is shown unmasked.
  let isPhoneRevealed: Bool
  /// Where photos and papers are kept.
  let filesFolder: String
  /// Working days and limits, for tickets of 12345.
  let rules: DeadlineRules
  /// The characters to draw with.
  var glyphs: WidgetGlyphs = .unicode
  /// Who is on it at another desk, in words; nil when nobody is.
  var claim: String?
  /// Earlier requests that may be the same, once they were looked for.
  var similar: SimilarRequests?
  /// How long the resident has not heard from us; nil when nobody need say so.
  var silence: Silence?

  private var request: Request { detail.history.request }

  /// For the pane under the list: what it is, what is owed, and the newest of what happened.
  var brief: [DetailLine] {
    // A long story must not push out what is owed; the reading view has all of it.
    let words = TextLayout.clip(Privacy.masked(request.registration.text), columns: 200)
    return [.text([Span(words, Style(.text, bold: true))]), .text(standing)] + claimLines
      + (ticket?.brief ?? []) + checkLine + callerLines + [.text(people)] + [links.brief].compactMap(\.self)
      + timeline.reversed()
  }

  /// For the reading view: everything, and why each deadline is when it is.
  var full: [DetailLine] {
    var lines: [DetailLine] = [
      .text([
        Span(
          shown(request.registration.text),
          Style(.text, bold: true))
      ]), .blank,
      .labelled("状态", standing),
      .labelled("地点", [Span(placeText)]),
      .labelled("联系人", [Span(residentText)]),
      .labelled("来源", [Span("\(request.registration.channel.title)，\(received) 收到")]),
      .labelled("首问", [Span(directory.name(of: request.registration.firstReceiver))]),
      .labelled("承办", [Span(handlerText)]),
    ]
    lines += links.full
    lines += checks.lines(of: detail.checks).map { .labelled($0.label, [Span($0.words)]) }
    lines += claimLines
    lines += callerLines
    if let ticket = request.hotline {
      lines.append(.labelled("工单", [Span("\(ticket.number) · \(ticket.kindText)")]))
      if !ticket.categoryPath.isEmpty {
        lines.append(.labelled("分类", [Span(ticket.categoryPath.joined(separator: " → "))]))
      }
      for (column, value) in ticket.maskedOtherColumns.sorted(by: { $0.key < $1.key }) {
        lines.append(.labelled(column, [Span(value, Style(.muted))]))
      }
    }
    if let resolution = request.resolution {
      lines.append(.labelled("处置", [Span(Privacy.masked(resolution.outcome))]))
      lines += resolution.evidence.map { evidence in
        .labelled(
          "凭证",
          [
            Span("\(evidence.fileName)  "),
            Span(DeskStore.path(of: evidence, in: filesFolder), Style(.muted)),
          ])
      }
    }
    if let hold = request.hold {
      lines.append(
        .labelled(
          "挂起", [Span("\(Privacy.masked(hold.reason))，到 \(hold.until.nearText(relativeTo: now))")]))
    }
    lines += request.openTasks.map { task in
      .labelled("交办", [Span(Privacy.masked(Words.task(task, in: directory, at: now)))])
    }
    lines += ticket?.full ?? []
    lines += repeats
    lines += filedReplies
    lines += [.blank, .rule("时限和由来")]
    lines += detail.clocks.flatMap(clockLines)
    lines += [.blank, .rule("时间线")] + timeline
    return lines
  }

  private var claimLines: [DetailLine] {
    claim.map { [.text([Span($0, Style(.warning, bold: true))])] } ?? []
  }

  /// 同一来电人 and 重复件, a line each; nothing for who never came before.
  private var callerLines: [DetailLine] {
    let words = CallerWords(directory: directory, now: now)
    let style = Style(detail.caller?.rejected ?? 0 > 0 ? .warning : .info)
    // A ticket's own lines say it of tickets.
    let silent = (request.hotline == nil ? silence : nil).flatMap { $0.isLate ? $0.text : nil }.map
    {
      [Span("\($0)：打个电话或发条微信，按 r 记下", Style(.warning, bold: true))]
    }
    return [
      silent,
      detail.caller.flatMap(words.line).map { [Span($0, style), Span(" · ; 看全部", Style(.muted))] },
      detail.repeats.flatMap { words.counts($0, place: request.registration.place) }
        .map { [Span($0, Style(.muted))] },
    ].compactMap(\.self).map { .text($0) }
  }

  /// Others that may be the same matter; nothing when there are none.
  private var repeats: [DetailLine] {
    guard var similar, !similar.matches.isEmpty else { return [] }
    // The caller has a line of their own.
    if detail.caller != nil { similar.phone = nil }
    let words = SimilarWords(directory: directory, now: now)
    return [.blank, .rule(SimilarWords.title(similar))]
      + similar.matches.map { .text([Span(words.line($0.row, words: 60))]) }
      + [words.lately(similar, place: directory.label(of: request.registration.place))]
      .compactMap(\.self).map { .text([Span($0, Style(.muted))]) }
  }

  /// Grade, category, state, and what is owed next.
  private var standing: [Span] {
    var spans =
      ticket?.standing ?? [Span(request.status.title, Words.style(of: request.status))]
    let grade = [
      request.tier?.title ?? "未分级", request.category?.name,
      request.urgency == .normal ? nil : request.urgency.title,
      request.supervisionRounds > 0 ? "第\(request.supervisionRounds)次督办" : nil,
    ]
    spans.append(Span(" · " + grade.compactMap(\.self).joined(separator: " · ")))
    if let owed = detail.obligation {
      spans.append(Span(" · 下一步 "))
      spans.append(
        Span(
          "\(owed.kind.title) \(Words.deadline(owed.dueAt, at: now))",
          Words.style(of: owed, at: now)))
      spans.append(Span("，由\(Words.owner(owed.owedBy, in: directory))", Style(.muted)))
    }
    return spans
  }

  private var people: [Span] {
    let parts = [
      placeText, residentText, "\(received) \(request.registration.channel.title)",
      "首问 \(directory.name(of: request.registration.firstReceiver))", "承办 \(handlerText)",
      request.hotline.map { "工单 \($0.number)" } ?? "",
    ]
    return [Span(parts.filter { !$0.isEmpty }.joined(separator: "  "), Style(.muted))]
  }

  /// The ticket's part; nil for what is none.
  private var ticket: TicketDetailText? {
    request.ticket.map {
      TicketDetailText(
        detail: detail, ticket: $0, directory: directory, rules: rules, now: now,
        filesFolder: filesFolder, glyphs: glyphs)
    }
  }

  private var checks: CheckWords { CheckWords(directory: directory, now: now) }

  /// Where it was found, and the steps that were begun for it; nothing for most.
  private var checkLine: [DetailLine] {
    checks.brief(of: detail.checks).map { .text([Span($0, Style(.info))]) }
  }

  private var links: LinkText { LinkText(detail: detail, directory: directory) }

  /// What happened to it, and when others were linked to it, in the order of time.
  private var timeline: [DetailLine] {
    var joinings = links.joinings[...]
    var lines: [DetailLine] = []
    for (recorded, line) in zip(detail.history.events, ownTimeline) {
      while let joining = joinings.first, joining.at < recorded.at {
        lines.append(joining.line(now))
        joinings.removeFirst()
      }
      lines.append(line)
    }
    return lines + joinings.map { $0.line(now) }
  }

  private var ownTimeline: [DetailLine] {
    let undone = detail.history.undoneVersions
    return detail.history.events.map { recorded in
      let isUndone = undone.contains(recorded.version)
      let isOwnAcceptance = recorded.event == .accepted(Acceptance(by: recorded.actor))
      var particulars =
        isOwnAcceptance ? "" : recorded.event.particulars(in: directory, relativeTo: now)
      if case .registered(let form) = recorded.event, form.text != request.registration.text {
        // The words above are corrected ones: those of the resident stay readable here.
        particulars += "：「\(form.text)」"
      }
      particulars = Privacy.masked(particulars)
      let title =
        if case .undone(let undoing) = recorded.event { undoneTitle(undoing) } else {
          recorded.event.title
        }
      let words =
        "\(title) \(directory.name(of: recorded.actor))"
        + (particulars.isEmpty ? "" : "  \(particulars)") + (isUndone ? "（已撤回）" : "")
      return .item(
        [Span(recorded.at.nearText(relativeTo: now), Style(.muted))],
        [Span(words, isUndone ? Style(.disabled) : .text)])
    }
  }

  /// 「撤回『派单』」: what counts no more.
  private func undoneTitle(_ undoing: Undoing) -> String {
    let target = detail.history.events.first { $0.version == undoing.version }
    return "撤回" + (target.map { "「\($0.event.title)」" } ?? "")
  }

  private func clockLines(_ clock: Clock) -> [DetailLine] {
    let verdict: Span
    if let stopped = clock.stoppedAt, request.stage == .cancelled, stopped == request.closedAt {
      verdict = Span("已撤销，不计", Style(.muted))
    } else if let stopped = clock.stoppedAt {
      verdict =
        stopped <= clock.dueAt
        ? Span("按时（\(stopped.nearText(relativeTo: now))）", Style(.success))
        : Span("超时 \(durationText(seconds: stopped.seconds(since: clock.dueAt)))", Style(.danger))
    } else {
      let owed = Obligation(clock.kind, dueAt: clock.dueAt, owedBy: .desk)
      verdict = Span(Words.deadline(clock.dueAt, at: now), Words.style(of: owed, at: now))
    }
    return [
      .labelled(clock.kind.title, [verdict]),
      .labelled("", [Span(clock.explanation, Style(.muted))]),
    ]
  }

  private var placeText: String {
    let place = request.registration.place
    let label = shown(directory.label(of: place))
    guard let group = place.group.flatMap(directory.group),
      let estate = directory.estate(group.estate)
    else { return label }
    return group.name.hasPrefix(estate.name) ? label : "\(estate.name) \(label)"
  }

  private var residentText: String {
    let resident = request.registration.resident
    let phone = isPhoneRevealed ? resident.phone : resident.maskedPhone
    return [resident.name.map(shown) ?? "", phone ?? ""].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// A text with its numbers masked, unless they were asked for.
  private func shown(_ text: String) -> String { isPhoneRevealed ? text : Privacy.masked(text) }

  private var handlerText: String {
    if let handler = request.handler { return directory.name(of: handler) }
    return request.registration.namedHandler.map { "未派（登记时指定 \(directory.name(of: $0))）" } ?? "未派"
  }

  private var received: String { request.receivedAt.nearText(relativeTo: now) }
}

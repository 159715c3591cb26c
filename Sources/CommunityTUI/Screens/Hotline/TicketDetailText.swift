import CoreModel
import Store
import TerminalKit

/// A ticket of 12345 in words: what the city waits for, what each gate still needs, and all that was recorded.
/// The caller is not named here: ``RequestDetailText`` does that, in one place.
struct TicketDetailText {
  /// The request.
  let detail: RequestDetail
  /// The ticket's progress.
  let ticket: TicketProgress
  /// Names.
  let directory: Directory
  /// Working days, and what is to be said of their calendar.
  let rules: DeadlineRules
  /// The time.
  let now: Instant
  /// Where photos are kept.
  let filesFolder: String
  /// The characters to draw with.
  var glyphs: WidgetGlyphs = .unicode

  private var request: Request { detail.request }
  private var limits: WorkingDayText { WorkingDayText(rules.calendar, at: now) }

  /// Where it stands: 「办理中（已派单） · 投诉 · 协办 · 第2轮复核」.
  var standing: [Span] {
    let title: String
    switch request.ticketState {
    case .inProgress: title = "办理中（\(request.status.title)）"
    case let state?: title = state.title
    case nil: title = request.status.title
    }
    let parts = [
      request.hotline?.kind.title, ticket.correction.role?.title,
      ticket.round > 1 ? "第\(ticket.round - 1)次复核" : nil,
    ]
    return [Span(title, Words.style(of: request.status))]
      + parts.compactMap(\.self).map { Span(" · \($0)") }
  }

  // MARK: Short

  /// For the pane under the list.
  var brief: [DetailLine] {
    var lines: [DetailLine] = [.labelled("现时限", limitSpans)]
    lines += notices
    lines.append(.labelled("关口", gateSpans))
    if let words = contactSpans { lines.append(.labelled("沟通", words)) }
    if let asked = ticket.pendingReturn { lines.append(.labelled("退单", returnSpans(asked))) }
    if let asked = ticket.pendingExtension {
      lines.append(.labelled("延期", extensionSpans(asked)))
    }
    if let order = ticket.orders.last { lines.append(.labelled("督办单", orderSpans(order))) }
    if let sharing = ticket.sharings.last {
      lines.append(.labelled(sharing.kind.title, [Span(masked(sharingWords(sharing)))]))
    }
    return lines
  }

  private var notices: [DetailLine] {
    guard request.isOpen else { return [] }
    return rules.notices(for: request).map {
      .text([Span("\(glyphs.alert) \($0)", Style(.warning))])
    }
  }

  /// 现时限 and 原时限; after the reply whether it was in time.
  private var limitSpans: [Span] {
    guard let limit = detail.clocks.last(where: { $0.kind == .statutory }) else {
      return [Span("市里和时限规则都没有给期限", Style(.muted))]
    }
    let original =
      limit.originallyDueAt == limit.dueAt
      ? [] : [Span("  原时限 \(moment(limit.originallyDueAt))", Style(.muted))]
    if let stopped = limit.stoppedAt {
      let isLate = stopped > limit.dueAt
      return [
        Span("\(moment(limit.dueAt))  "),
        Span(
          "\(stopped.nearText(relativeTo: now)) \(ticket.repliedAt == nil ? "结束" : "回复")，\(isLate ? "超时" : "按时")",
          Style(isLate ? .danger : .success)),
      ] + original
    }
    return [
      Span(
        limits.left(until: limit.dueAt),
        Words.style(of: limits.pressure(of: limit.dueAt)).adding(.bold)
      ),
      Span(limit.dueAt.day == now.day ? "" : " \(limit.dueAt.clockText)"),
    ] + original
  }

  /// 签收, 先行联系, 三见面, 回复, 回访: done with when and by whom, or what is missing.
  private var gateSpans: [Span] {
    var spans: [Span] = []
    func add(_ isDone: Bool?, _ text: String) {
      if !spans.isEmpty { spans.append(Span("  ")) }
      switch isDone {
      case true?: spans.append(Span("\(glyphs.check)\(text)", Style(.success)))
      case false?: spans.append(Span("\(glyphs.cross)\(text)", Style(.warning)))
      case nil: spans.append(Span("\(glyphs.separator)\(text)", Style(.muted)))
      }
    }
    if let at = ticket.signedAt {
      add(true, "签收 \(at.nearText(relativeTo: now))\(signer.map { " \($0)" } ?? "")")
    } else {
      add(false, "签收")
    }
    let misses = ticket.attempts.count { !$0.isReached }
    if let at = ticket.contactedAt {
      add(true, "先行联系 \(at.nearText(relativeTo: now))")
    } else if ticket.contactGivenUpAt != nil {
      add(true, "先行联系 未联\(misses)次，不再欠")
    } else {
      add(false, misses == 0 ? "先行联系" : "先行联系 未联\(misses)次")
    }
    for (step, name) in zip(MeetingStep.allCases, ["见面①", "见面②", "见面③"]) {
      let meeting = ticket.meetings[step]
      // Said to be impossible counts for the gate, and is not a meeting.
      let words = meeting.map { $0.manner == nil ? "\(name)见不到" : name } ?? name
      add(meeting != nil ? true : ticket.waiver == nil ? false : nil, words)
    }
    if ticket.waiver != nil { add(true, "书记放行") }
    add(
      ticket.repliedAt == nil ? false : true,
      "回复" + (ticket.repliedAt.map { " \($0.nearText(relativeTo: now))" } ?? ""))
    let visit = ticket.roundVisits.last { $0.isReached && !$0.isRefused }
    if let visit {
      add(true, "回访 \(visit.result.title)")
    } else {
      add(ticket.repliedAt == nil ? nil : false, "回访")
    }
    return spans
  }

  /// How long nobody has said a word to the resident.
  private var contactSpans: [Span]? {
    guard request.isOpen else { return nil }
    let clock = detail.clocks.last { $0.kind == .contact && $0.stoppedAt == nil }
    let weChat = ticket.hasWeChat ? [Span("  已加微信", Style(.success))] : []
    let tail =
      clock.map { clock -> [Span] in
        let isLate = clock.dueAt < now
        return [
          Span(
            isLate
              ? "，早该再说一次（\(moment(clock.dueAt)) 前）" : "，\(moment(clock.dueAt)) 前再说一次",
            Style(isLate ? .warning : .muted))
        ]
      } ?? []
    let silence = rules.silence(of: request, at: now).flatMap { $0.isLate ? $0.text : nil }
    guard let last = request.lastContactAt else {
      if let silence { return [Span("\(silence)，按 r 记一次沟通", Style(.warning))] + weChat }
      let age = days(since: request.receivedAt)
      return [
        Span("还没有和居民说过话，\(age == 0 ? "今天收到" : "收到已 \(age) 天")", Style(.warning))
      ] + weChat
    }
    if let silence {
      let when = last.nearText(relativeTo: now)
      return [Span("\(silence)（上次 \(when)），按 r 记一次沟通", Style(.warning))] + weChat
    }
    let quiet = days(since: last)
    return [
      Span(
        quiet == 0
          ? "今天和居民说过话（\(last.clockText)）"
          : "\(quiet) 天没有和居民说话（上次 \(last.nearText(relativeTo: now))）")
    ] + tail + weChat
  }

  private func days(since moment: Instant) -> Int { max(0, now.day.number - moment.day.number) }

  // MARK: Whole

  /// For the reading view: every record of every step.
  var full: [DetailLine] {
    var lines: [DetailLine] = [.labelled("现时限", limitSpans)]
    lines += notices
    lines.append(.labelled("关口", gateSpans))
    if let words = contactSpans { lines.append(.labelled("沟通", words)) }
    if let flags { lines.append(.labelled("标注", [Span(flags)])) }
    if ticket.round > 1 {
      lines.append(
        .labelled(
          "回访复核",
          [
            Span(
              "第\(ticket.round - 1)次，\(ticket.roundAt.nearText(relativeTo: now)) 派单；以下签收、联系、见面是本轮的")
          ]))
    }
    lines += [.blank, .rule("签收与先行联系")] + contactLines
    lines += [.blank, .rule(meetingTitle)] + MeetingStep.allCases.map(meetingLine) + waiverLines
    for filed in ticket.replies { lines += replyLines(filed) }
    if !ticket.returns.isEmpty {
      lines += [.blank, .rule("退单（最多 \(TicketReturn.most) 次）")]
      lines += ticket.returns.map { .item([time($0.at)], returnSpans($0)) }
    }
    if !ticket.extensions.isEmpty {
      lines += [.blank, .rule("延期")]
      lines += ticket.extensions.map { .item([time($0.at)], extensionSpans($0)) }
    }
    if !ticket.orders.isEmpty {
      lines += [.blank, .rule("督办单")]
      lines += ticket.orders.map { .item([time($0.at)], orderSpans($0)) }
    }
    if !ticket.sharings.isEmpty {
      lines += [.blank, .rule("转办、协办")]
      lines += ticket.sharings.map {
        .labelled($0.kind.title, [Span(masked(sharingWords($0)))])
      }
    }
    if !ticket.visits.isEmpty {
      lines += [.blank, .rule("回访")] + ticket.visits.map(visitLine)
    }
    return lines
  }

  private var flags: String? {
    let words = [
      request.callerPrivacy == .open ? nil : request.callerPrivacy.title,
      ticket.correction.isPublic.map { $0 ? "公开" : "不公开" },
      ticket.correction.role?.title, ticket.hasWeChat ? "已加微信" : nil,
    ].compactMap(\.self)
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }

  private var contactLines: [DetailLine] {
    let signed: DetailLine =
      ticket.signedAt.map { at in
        .item([time(at)], [Span("签收", Style(.success)), Span(" \(signer ?? "")")])
      } ?? .text([Span("\(glyphs.cross) 还没有签收", Style(.warning))])
    let attempts = ticket.attempts.map { attempt -> DetailLine in
      let reached = attempt.isReached
      let words = [
        attempt.failure?.title, attempt.words, attempt.addedWeChat ? "已加微信" : nil,
      ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · ")
      return .item(
        [time(attempt.at)],
        [
          Span(reached ? "已联" : "未联", Style(reached ? .success : .warning)),
          Span(" \(attempt.method.title) \(directory.name(of: attempt.by))  \(masked(words))"),
        ])
    }
    guard attempts.isEmpty else { return [signed] + attempts }
    if let at = ticket.contactedAt {
      return [signed, .item([time(at)], [Span("已联", Style(.success)), Span(" 随其他步骤记下")])]
    }
    return [signed, .text([Span("\(glyphs.cross) 还没有先行联系", Style(.warning))])]
  }

  private var meetingTitle: String {
    let missing = ticket.missingMeetings
    if missing.isEmpty { return "三见面：齐了" }
    return "三见面：还差" + missing.map(\.title).joined(separator: "、")
  }

  private func meetingLine(_ step: MeetingStep) -> DetailLine {
    let number = ["①", "②", "③"][MeetingStep.allCases.firstIndex(of: step) ?? 0]
    let label = "\(number)\(step.title)"
    guard let meeting = ticket.meetings[step] else {
      let due = detail.clocks.last { $0.kind == step.obligation && $0.stoppedAt == nil }?.dueAt
      let until = due.map { "，应在 \(moment($0)) 前" } ?? ""
      return .labelled(label, [Span("\(glyphs.cross) 还没有记\(until)", Style(.warning))])
    }
    let who = directory.name(of: meeting.by)
    if let reason = meeting.impossible {
      return .labelled(
        label,
        [
          Span("见不到", Style(.warning)),
          Span(" \(meeting.at.nearText(relativeTo: now)) \(who)  \(masked(reason))"),
        ])
    }
    let photos = meeting.evidence.map {
      "［凭证：\($0.fileName)  \(DeskStore.path(of: $0, in: filesFolder))］"
    }
    return .labelled(
      label,
      [
        Span(glyphs.check, Style(.success)),
        Span(
          " \(meeting.at.nearText(relativeTo: now)) \(meeting.manner?.title ?? "") \(who)见\(masked(meeting.with))  \(masked(meeting.words))"
        ), Span(photos.joined(), Style(.muted)),
      ])
  }

  private var waiverLines: [DetailLine] {
    guard let waiver = ticket.waiver else { return [] }
    return [
      .labelled(
        "书记放行",
        [
          Span(
            "\(waiver.at.nearText(relativeTo: now)) \(directory.name(of: waiver.by))  \(masked(waiver.reason))"
          )
        ])
    ]
  }

  /// As it was filed; what was left empty is not listed.
  private func replyLines(_ filed: TicketProgress.Filed) -> [DetailLine] {
    let round = filed.round > 1 ? "（第\(filed.round - 1)次复核）" : ""
    return [
      .blank,
      .rule(
        "回复\(round) \(filed.at.nearText(relativeTo: now)) \(directory.name(of: filed.by)) 报市里"),
    ]
      + filed.reply.sheet.filter { !$0.value.isEmpty }.map {
        .labelled($0.field, [Span(masked($0.value))])
      }
  }

  private func returnSpans(_ asked: TicketProgress.Asked<TicketReturn>) -> [Span] {
    let unit = asked.what.unit.isEmpty ? "" : "应归\(asked.what.unit)："
    return [
      Span("\(directory.name(of: asked.by)) 申请  \(masked(unit + asked.what.reason))  "),
      answer(asked.answer, at: asked.answeredAt, granted: "获准", since: asked.at),
    ]
  }

  private func extensionSpans(_ asked: TicketProgress.Asked<TicketExtension>) -> [Span] {
    let length = asked.what.days.map { "\($0) 个工作日" } ?? "按复杂件"
    let until = (asked.answer?.dueAt ?? asked.what.dueAt).map { "，到 \(moment($0))" } ?? ""
    return [
      Span(
        "\(directory.name(of: asked.by)) 申请延\(length)\(until)  \(masked(asked.what.reason))  "),
      answer(asked.answer, at: asked.answeredAt, granted: "批准", since: asked.at),
    ]
  }

  private func answer(
    _ answer: TicketAnswer?, at: Instant?, granted: String, since: Instant
  ) -> Span {
    guard let answer else {
      let waited = days(since: since)
      return Span("等市里答复\(waited == 0 ? "" : "，已等 \(waited) 天")", Style(.warning))
    }
    let when = at.map { "\($0.nearText(relativeTo: now)) " } ?? ""
    let words = answer.words.isEmpty ? "" : "：\(masked(answer.words))"
    return Span(
      "\(when)\(answer.isGranted ? granted : "未准")\(words)",
      Style(answer.isGranted ? .success : .warning))
  }

  private func orderSpans(_ order: CityOrder) -> [Span] {
    let due =
      order.dueAt ?? detail.clocks.last { $0.kind == .cityOrder && $0.startedAt == order.at }?.dueAt
    let isOpen = request.isOpen && ticket.repliedAt == nil
    var spans = [Span(order.number.isEmpty ? "" : "\(order.number)  ", Style(.accent))]
    if let due {
      spans.append(
        isOpen
          ? Span("\(limits.left(until: due))  ", Words.style(of: limits.pressure(of: due)))
          : Span("时限 \(moment(due))  ", Style(.muted)))
    }
    return spans + [Span(masked(order.words))]
  }

  private func sharingWords(_ sharing: TicketSharing) -> String {
    [sharing.unit, sharing.words].filter { !$0.isEmpty }.joined(separator: "：")
  }

  private func visitLine(_ visit: HotlineVisit) -> DetailLine {
    guard visit.isReached, !visit.isRefused else {
      let how = visit.isReached ? "居民拒绝回访" : "没有打通"
      return .item(
        [time(visit.at)],
        [Span(visit.source.title), Span(" \(how)  \(masked(visit.words))", Style(.muted))])
    }
    let parts = [
      "结果 \(visit.result.title)", visit.attitude.map { "态度 \($0.title)" },
      visit.solution?.title, visit.wasContactedFirst.map { $0 ? "记得先行联系" : "说没有先行联系" },
      visit.words.isEmpty ? nil : masked(visit.words),
    ]
    return .item(
      [time(visit.at)],
      [
        Span("\(visit.source.title) "),
        Span(
          parts.compactMap(\.self).joined(separator: " · "),
          visit.isRejection ? Style(.danger) : .text),
      ])
  }

  // MARK: Parts

  /// Who did the step that signed for it.
  private var signer: String? {
    guard let at = ticket.signedAt else { return nil }
    let undone = detail.history.undoneVersions
    return detail.history.events.first {
      $0.version > 1 && $0.at == at && !undone.contains($0.version)
    }.map { directory.name(of: $0.actor) }
  }

  /// 「11-24 周二 18:00」.
  private func moment(_ at: Instant) -> String { "\(limits.date(at.day)) \(at.clockText)" }

  private func time(_ at: Instant) -> Span {
    Span(at.nearText(relativeTo: now), Style(.muted))
  }

  private func masked(_ text: String) -> String { Privacy.masked(text) }
}

extension DetailLine {
  /// The line without colours, for the command line.
  var plain: String {
    func text(_ spans: [Span]) -> String { spans.map(\.text).joined() }
    switch self {
    case .text(let spans): return "  " + text(spans)
    case .labelled(let label, let spans):
      return "  " + TextLayout.pad(label, columns: 12) + text(spans)
    case .item(let mark, let spans): return "  \(text(mark))  \(text(spans))"
    case .rule(let title): return title
    case .blank: return ""
    }
  }
}

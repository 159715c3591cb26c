import CoreModel
import Store
import TerminalKit

/// What stands under the fields of a step of the hotline: what was done before, and what the typed values mean.
extension HotlineFields {
  /// The lines, the most telling first; none for other steps.
  func about(_ kind: CommandKind, _ values: FormValues) -> [String] {
    guard let ticket = detail.request.ticket, CommandKind.ofTickets.contains(kind) else {
      return []
    }
    let lines: [String?] =
      switch kind {
      case .contact: [attempts(ticket, values), echo(values)]
      case .meet: [meetings(ticket), echo(values)]
      case .waive: [meetings(ticket)]
      case .share: [sharings(ticket)]
      case .askReturn, .answerReturn: returns(ticket, isAsking: kind == .askReturn)
      case .askExtension: [limits, extended(values)] + extensions(ticket)
      case .answerExtension: [limits, granted(ticket, values)] + extensions(ticket)
      case .visit: [replied(ticket), visits(ticket), echo(values)]
      case .review: [replied(ticket), echo(values), limitEcho(values)]
      case .order: [limits, echo(values), limitEcho(values)]
      case .interim: [ticket.interimAt.map { "已于 \(near($0)) 汇报过一次" }]
      default: []
      }
    return lines.compactMap { $0.map(Privacy.masked) }
  }

  private func near(_ at: Instant) -> String { at.nearText(relativeTo: now) }
  private func name(_ person: PersonID) -> String { session.directory.name(of: person) }
  private func full(_ at: Instant) -> String {
    "\(at.dateTimeText(relativeTo: now))（\(at.day.weekdayText)）"
  }

  // MARK: Typed times

  /// What a typed time was understood as.
  private func echo(_ values: FormValues) -> String? {
    let typed = values.text(ID.at)
    guard !typed.isEmpty, let spoken = SpokenMoment(typed, from: now) else { return nil }
    return spoken.instant.map { "时间 \(full($0))" } ?? "时间只有日期，还要写几点几分"
  }

  private func limitEcho(_ values: FormValues) -> String? {
    let typed = values.text(ID.due)
    return SpokenMoment.limit(typed, from: now, under: session.rules.deadlines)
      .map { "时限 \(full($0))" }
  }

  // MARK: 先行联系, 见面

  /// 「第2次；第1次 09:10 始终未接」.
  private func attempts(_ ticket: TicketProgress, _ values: FormValues) -> String? {
    guard !ticket.attempts.isEmpty else { return nil }
    let told = ticket.attempts.enumerated().suffix(3).map { index, attempt in
      "第\(index + 1)次 \(near(attempt.at)) \(attempt.failure?.title ?? "已联")（\(name(attempt.by))）"
    }
    let missed = ticket.attempts.count { !$0.isReached } + 1
    let last =
      missed == ContactAttempt.attemptsBeforeGivingUp && values.choice(ID.result) != Option.reached
      ? "；再没联系上就是第 \(missed) 次，按未联办理" : ""
    return "这是第\(ticket.attempts.count + 1)次：" + told.joined(separator: "；") + last
  }

  /// 「接单见面 09:10 电话 · 过程见面 还没有 · 办结见面 还没有」.
  private func meetings(_ ticket: TicketProgress) -> String {
    MeetingStep.allCases.map { step in
      guard let meeting = ticket.meetings[step] else { return "\(step.title) 还没有" }
      return "\(step.title) \(near(meeting.at)) \(meeting.manner?.title ?? "见不到")"
    }.joined(separator: " · ")
  }

  private func sharings(_ ticket: TicketProgress) -> String? {
    guard !ticket.sharings.isEmpty else { return nil }
    return "已有：" + ticket.sharings.map { "\($0.kind.title) \($0.unit)" }.joined(separator: "、")
  }

  // MARK: 退单, 延期

  private func returns(_ ticket: TicketProgress, isAsking: Bool) -> [String] {
    let told = ticket.returns.enumerated().map { index, asked in
      let unit = asked.what.unit.isEmpty ? "" : "应归\(asked.what.unit)："
      return "第\(index + 1)次 \(near(asked.at)) \(unit)\(asked.what.reason)\(answer(asked.answer))"
    }
    return told
      + (isAsking ? ["这是第\(ticket.returns.count + 1)次，最多 \(TicketReturn.most) 次；等答复时市里的时限照走"] : [])
  }

  private func answer(_ answer: TicketAnswer?) -> String {
    guard let answer else { return "（等答复）" }
    return (answer.isGranted ? " → 获准" : " → 未准") + (answer.words.isEmpty ? "" : "：\(answer.words)")
  }

  /// 「原时限 11月27日 17:30 · 现时限 12月2日 17:30」.
  private var limits: String? {
    guard let limit = session.rules.deadlines.ticketLimit(of: detail.request) else { return nil }
    return limit.isExtended
      ? "原时限 \(full(limit.originallyDueAt)) · 现时限 \(full(limit.dueAt))"
      : "现时限 \(full(limit.dueAt))，还没有延过"
  }

  private func extended(_ values: FormValues) -> String? {
    let isComplex = values.choice(ID.kind) == Option.complex
    let days = HotlineFields.count(values.text(ID.days))
    guard isComplex || days.map({ (1...TicketExtension.mostDays).contains($0) }) == true,
      let due = session.rules.deadlines.extendedDue(
        for: detail.request, days: isComplex ? nil : days)
    else { return nil }
    return "批准以后到 \(full(due))"
  }

  private func granted(_ ticket: TicketProgress, _ values: FormValues) -> String? {
    guard values.choice(ID.result) != Option.denied else { return "不批准：时限不变" }
    let typed = values.text(ID.due)
    let due =
      typed.isEmpty
      ? ticket.pendingExtension?.what.dueAt
      : SpokenMoment.limit(typed, from: now, under: session.rules.deadlines)
    return due.map { "批准以后现时限 \(full($0))" }
  }

  private func extensions(_ ticket: TicketProgress) -> [String] {
    ticket.extensions.suffix(2).map { asked in
      let length = asked.what.days.map { "\($0) 个工作日" } ?? "复杂件"
      return "\(near(asked.at)) 申请 \(length)：\(asked.what.reason)\(answer(asked.answer))"
    }
  }

  // MARK: 回访

  private func replied(_ ticket: TicketProgress) -> String? {
    (ticket.repliedAt ?? detail.request.closedAt).map { "\(near($0)) 回复办结" }
  }

  private func visits(_ ticket: TicketProgress) -> String? {
    ticket.visits.last.map { visit in
      let outcome = !visit.isReached ? "没有打通" : visit.isRefused ? "拒绝回访" : visit.result.title
      return "上次 \(visit.source.title) \(near(visit.at)) \(outcome)"
    }
  }
}

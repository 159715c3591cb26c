import CoreModel
import Store
import TerminalKit

/// How the model's values read on screen. Words and styles only: nothing is decided here.
enum Words {
  /// What is left of a deadline, with the glyph and the style of its pressure.
  static func remaining(of owed: Obligation, at now: Instant, glyphs: WidgetGlyphs) -> Span {
    let seconds = owed.dueAt.seconds(since: now)
    let length = shortDurationText(seconds: seconds)
    let style = style(of: owed, at: now).adding(.bold)
    return switch owed.pressure(at: now) {
    case .overdue: Span("\(glyphs.cross) \(seconds > -60 ? "刚超时" : "超\(length)")", style)
    case .soon: Span("\(glyphs.alert) \(length)", style)
    case .calm: Span("  \(length)", .text)
    }
  }

  /// The style of a deadline's pressure.
  static func style(of owed: Obligation, at now: Instant) -> Style {
    style(of: owed.pressure(at: now))
  }

  /// The style of a pressure.
  static func style(of pressure: Obligation.Pressure) -> Style {
    switch pressure {
    case .overdue: Style(.danger)
    case .soon: Style(.warning)
    case .calm: .text
    }
  }

  /// The 级 column: urgency outranks the tier, since it is what the eye must find.
  static func grade(tier: Tier?, urgency: Urgency) -> Span {
    switch urgency {
    case .critical: Span("特", Style(.danger, bold: true))
    case .urgent: Span("急", Style(.warning, bold: true))
    case .normal: Span(tier?.shortTitle ?? "—", Style(tier == .third ? .accent : .muted))
    }
  }

  /// The style of a status word.
  static func style(of status: RequestStatus) -> Style {
    switch status {
    case .registered: Style(.warning)
    case .rejected, .supervised: Style(.danger)
    case .closed: Style(.success)
    case .held, .cancelled: Style(.muted)
    case .escalated: Style(.accent)
    default: Style(.text)
    }
  }

  /// `到 19:52`, or `已超时 3小时（19:52 到期）`.
  static func deadline(_ due: Instant, at now: Instant) -> String {
    let seconds = due.seconds(since: now)
    let when = due.nearText(relativeTo: now)
    return seconds < 0
      ? "已超时 \(durationText(seconds: seconds))（\(when) 到期）"
      : "还有 \(durationText(seconds: seconds))（\(when) 前）"
  }

  /// What something was changed to, or that it was taken away.
  static func named(_ text: String) -> String { text.isEmpty ? "（清除）" : text }

  /// Who owes it.
  static func owner(_ owedBy: OwedBy, in directory: Directory) -> String {
    switch owedBy {
    case .desk: "值班台"
    case .handler(let handler): directory.name(of: handler)
    case .role(let role): role.title
    }
  }
}

extension Words {
  /// `带梯子去看 · 王芳 · 明日 20:00 前，推过 1 次`.
  static func task(_ task: DeskTask, in directory: Directory, at now: Instant) -> String {
    let late = task.isOpen && task.isLate(at: now) ? "，已超期" : ""
    let putOff = task.timesPutOff > 0 ? "，推过 \(task.timesPutOff) 次" : ""
    return "\(task.title) · \(directory.name(of: task.person)) · "
      + "\(task.dueAt.nearText(relativeTo: now)) 前\(late)\(putOff)"
  }
}

extension RequestEvent {
  /// What the timeline says besides the event's name; empty when the name says it all.
  func particulars(in directory: Directory, relativeTo now: Instant) -> String {
    switch self {
    case .registered(let form):
      return form.channel.title
    case .triaged(let decision):
      let parts = [
        decision.tier.title, decision.category?.name, decision.urgency.map(\.title), decision.basis,
      ]
      return parts.compactMap(\.self).joined(separator: " · ")
    case .dispatched(let dispatch):
      return ["给 \(directory.name(of: dispatch.handler))", dispatch.note]
        .filter { !$0.isEmpty }.joined(separator: "：")
    case .accepted(let acceptance): return directory.name(of: acceptance.by)
    case .resolved(let resolution):
      let photos = resolution.evidence.map(\.fileName).joined(separator: "、")
      return photos.isEmpty ? resolution.outcome : "\(resolution.outcome)［凭证：\(photos)］"
    case .fedBack(let feedback): return "\(feedback.method.title)：\(feedback.text)"
    case .informed(let informing):
      return "\(informing.audience.title)·\(informing.method.title)：\(informing.text)"
    case .acknowledged(let reminder):
      return
        "\(reminder.level.title)：\(reminder.obligation.title) \(reminder.dueAt.nearText(relativeTo: now))"
    case .held(let hold): return "\(hold.reason)，到 \(hold.until.nearText(relativeTo: now))"
    case .amended(let amendment):
      // What each said is kept in sight, also after a later correction: nothing written is lost.
      let changed = [
        amendment.text.map { "内容「\($0)」" },
        amendment.place.map { "地点 \(Words.named(directory.label(of: $0)))" },
        amendment.resident.map {
          "联系人 \(Words.named([$0.name, $0.maskedPhone].compactMap(\.self).joined(separator: " ")))"
        },
        amendment.channel.map { "来源 \($0.title)" },
        amendment.urgency.map { "紧急程度 \($0.title)" },
      ]
      return changed.compactMap(\.self).joined(separator: "、")
    case .undone(let undoing): return undoing.reason
    case .closedByHotline(let closing):
      return [closing.outcome, closing.satisfaction].filter { !$0.isEmpty }.joined(separator: " · ")
    case .linked(let link), .unlinked(let link):
      return ["主件 \(link.number)", link.text].filter { !$0.isEmpty }.joined(separator: "：")
    case .hotlineReconciled(let reconciliation): return reconciliation.words
    case .ticket(let own): return own.particulars(in: directory, relativeTo: now)
    case .task(let own): return own.particulars(in: directory, relativeTo: now)
    case .onward(let own): return own.particulars(relativeTo: now)
    case .inquiry(let own): return own.particulars(relativeTo: now)
    case .takenOver(let taking):
      return "原由 \(directory.name(of: taking.from)) 处理（\(taking.since.nearText(relativeTo: now))起）"
    case .responded(let remark), .arrived(let remark), .confirmed(let remark),
      .rejected(let remark), .supervised(let remark), .resumed(let remark), .escalated(let remark),
      .noted(let remark), .cancelled(let remark), .reopened(let remark),
      .phoneRevealed(let remark):
      return remark.text
    }
  }
}

extension TaskEvent {
  /// What the timeline says besides the event's name.
  func particulars(in directory: Directory, relativeTo now: Instant) -> String {
    switch self {
    case .set(let order):
      "\(order.title)（\(directory.name(of: order.person))，\(order.dueAt.nearText(relativeTo: now)) 前）"
    case .changed(let change):
      [
        "\(directory.name(of: change.person))，到 \(change.dueAt.nearText(relativeTo: now))",
        change.reason,
      ]
      .filter { !$0.isEmpty }.joined(separator: "：")
    case .settled(let settlement): settlement.words
    }
  }
}

import CoreModel
import Store
import TerminalKit

/// What the console adds to the steps of a 12345 ticket: 办下一步, one key for asking and for the answer, and the
/// news of what was recorded.
extension AppState {
  // MARK: One key, two steps

  /// The step that a key with two is for now: the second when the model lets it pass.
  func meant(_ usual: CommandKind, or after: CommandKind) -> CommandKind {
    guard let session, let detail = selectedDetail,
      detail.refusal(of: after, by: session.actor) == nil
    else { return usual }
    return after
  }

  // MARK: 办下一步

  /// Begins the step that is owed next on the selected request; where the resident's answer decides which one
  /// it is, asks.
  mutating func beginNextStep(by key: Key?) -> [Effect] {
    if let effects = waitForDetail(key) { return effects }
    guard let detail = selectedDetail, let owed = detail.obligation else { return [] }
    // What is owed beyond the desk is done there.
    if OnwardStep.kinds.contains(owed.kind) { return openOnward(by: key) }
    let steps = owed.kind.steps(on: detail.request)
    guard steps.count > 1 else { return steps.first.map { run(.step($0), by: key) } ?? [] }
    let items = steps.compactMap { kind -> MenuItem? in
      guard let command = DeskCommand.named(.step(kind)) else { return nil }
      return MenuItem(
        id: command.name, key: command.keys.first, title: command.short, note: command.long,
        disabledReason: disabledReason(step: kind))
    }
    overlays.append(
      .actions(
        ActionMenu(
          menu: Menu(
            title: "下一步：\(owed.kind.title) \(detail.request.number)", items: items,
            hasDigits: false), request: detail.history.id)))
    return []
  }

  /// Why there is no next step to begin; nil when there is, or when the request has not been read yet.
  var noNextStepReason: String? {
    if !marks.isEmpty { return "下一步各不相同，一次一件；请先按 Esc 清除标记" }
    guard selectedRow != nil else { return "请先在诉求列表里选一条" }
    guard let detail = selectedDetail else { return nil }
    guard let owed = detail.obligation else {
      return "\(detail.request.number) \(detail.request.status.title)，没有下一步"
    }
    if OnwardStep.kinds.contains(owed.kind) { return nil }
    let steps = owed.kind.steps(on: detail.request).filter { DeskCommand.named(.step($0)) != nil }
    guard let first = steps.first else { return "下一步是「\(owed.kind.title)」，在这里没有按键" }
    return steps.contains { disabledReason(step: $0) == nil } ? nil : disabledReason(step: first)
  }

  /// What is owed next on the selected request, in words for the menu.
  var nextStepWords: String? {
    guard let detail = selectedDetail, let owed = detail.obligation else { return nil }
    let step = owed.kind.steps(on: detail.request).first
    let name = step.flatMap { DeskCommand.named(.step($0))?.short } ?? owed.kind.title
    let way = name == owed.kind.title ? "" : "（\(name)）"
    return "\(owed.kind.title)\(way) · \(Words.deadline(owed.dueAt, at: now))"
  }

  // MARK: News

  /// What was done by a step of the hotline; nil for other steps.
  func ticketOutcome(of kind: CommandKind, _ detail: RequestDetail) -> String? {
    guard CommandKind.ofTickets.contains(kind), let ticket = detail.request.ticket else {
      return nil
    }
    let limit = session?.rules.deadlines.ticketLimit(of: detail.request)?.dueAt
    let due = limit.map { "，现时限 \($0.dateTimeText(relativeTo: now))" } ?? ""
    switch kind {
    case .contact:
      guard let attempt = ticket.attempts.last else { return nil }
      if let failure = attempt.failure {
        return "已记第\(ticket.attempts.count)次联系：\(failure.title)"
      }
      return ticket.meetings[.acceptance]?.at == attempt.at ? "已记先行联系和接单见面" : "已记先行联系"
    case .meet:
      guard case .ticket(.met(let meeting)) = detail.history.events.last?.event else { return nil }
      return "已记\(meeting.step.title)" + (meeting.manner == nil ? "（见不到）" : "")
    case .waive: return "书记已放行"
    case .askReturn: return "已申请退单（第\(ticket.returns.count)次），有答复再按 U"
    case .answerReturn:
      return ticket.returns.last?.answer?.isGranted == true ? "退单获准，已办结" : "退单未准，继续办理"
    case .askExtension:
      let asked = ticket.extensions.last?.what.dueAt.map { "到 \($0.dateTimeText(relativeTo: now))" }
      return "已申请延期\(asked ?? "")，有答复再按 E"
    case .answerExtension:
      return ticket.extensions.last?.answer?.isGranted == true ? "延期获准\(due)" : "延期未准\(due)"
    case .visit:
      if detail.request.stage == .rejected { return "已记回访：居民不认可，转书记督办" }
      return detail.request.isOpen ? "已记回访" : "已记回访，已办结"
    case .review: return "已记回访复核，第\(ticket.round)轮\(due)"
    case .order: return "已记督办单"
    case .share: return "已记\(ticket.sharings.last?.kind.title ?? "转办")"
    case .interim: return "已记中途汇报"
    default: return nil
    }
  }
}

extension TicketCommand {
  /// Whether photos may go with it: of a meeting that took place.
  var takesPhotos: Bool {
    if case .meet(let meeting) = self { meeting.manner != nil } else { false }
  }

  /// The step as it fits another ticket that it is recorded on as well: who has met the caller already does not
  /// meet them for the first time.
  func fitting(_ request: Request) -> TicketCommand {
    guard case .contact(let attempt, .some) = self,
      request.ticket?.meetings[.acceptance]?.manner != nil
    else { return self }
    return .contact(attempt, meeting: nil)
  }
}

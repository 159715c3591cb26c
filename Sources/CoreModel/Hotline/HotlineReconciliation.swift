/// 核对导入差异: what somebody decided, field by field, about an export that says something else of a ticket
/// than the desk has.
package struct HotlineReconciliation: Hashable, Codable, Sendable {
  /// The decision about one field. Values are in one spelling: moments in ISO 8601, urgency by its raw value,
  /// a category joined by →; nil says nothing.
  package struct Choice: Hashable, Codable, Sendable {
    /// What it is about.
    package var field: HotlineField
    /// What the desk had; when it is decided, it is taken from the request itself where that holds it.
    package var ours: String?
    /// What the export says.
    package var theirs: String?
    /// Whether theirs counts from now on.
    package var takesTheirs: Bool

    /// Makes a choice.
    package init(_ field: HotlineField, ours: String?, theirs: String?, takesTheirs: Bool) {
      self.field = field
      self.ours = ours
      self.theirs = theirs
      self.takesTheirs = takesTheirs
    }
  }

  /// Every field that differed.
  package var choices: [Choice]
  /// Names the row of the export that was looked at, so that it is not reported again.
  package var fingerprint: String

  /// Makes decisions.
  package init(choices: [Choice], fingerprint: String) {
    self.choices = choices
    self.fingerprint = fingerprint
  }

  /// The choice about a field, when theirs was taken.
  package func taken(_ field: HotlineField) -> Choice? {
    choices.first { $0.field == field && $0.takesTheirs }
  }

  /// The decisions in words: 「工单状态：处理中 → 办结（采用导出）；地点：甲 ≠ 乙（保留原有）」, personal data masked.
  package var words: String {
    choices.map { choice in
      let (old, new) = (choice.field.shown(choice.ours), choice.field.shown(choice.theirs))
      return choice.takesTheirs
        ? "\(choice.field.title)：\(old) → \(new)（采用导出）"
        : "\(choice.field.title)：\(old)（保留；导出为 \(new)）"
    }.joined(separator: "；")
  }
}

extension RequestHistory {
  /// Checks the decisions about an export's row. Taking over that an open ticket was closed closes the request
  /// as the hotline's own closing does.
  func decideReconciliation(
    _ reconciliation: HotlineReconciliation, at now: Instant
  ) throws(Refusal) -> [RequestEvent] {
    guard !reconciliation.choices.isEmpty else { throw .missing("没有要核对的内容") }
    var decided = reconciliation
    for index in decided.choices.indices {
      var choice = decided.choices[index]
      choice.ours = request.exportValue(of: choice.field) ?? choice.ours
      if choice.takesTheirs { choice.theirs = try checked(choice, at: now) }
      decided.choices[index] = choice
    }
    var events: [RequestEvent] = [.hotlineReconciled(decided)]
    if request.isOpen, let closing = decided.closing {
      let received = decided.taken(.received)?.theirs.flatMap { Instant(iso8601: $0) }
      guard closing.at >= received ?? request.receivedAt else {
        throw .invalid("办结时间早于收到时间，不能采用")
      }
      if let ticket = request.ticket, ticket.round > 1, closing.at < ticket.roundAt {
        throw .invalid("办结时间早于回访复核的派单，是上一轮的办结，不能采用")
      }
      events.append(.closedByHotline(closing))
    }
    return events
  }

  private func checked(
    _ choice: HotlineReconciliation.Choice, at now: Instant
  ) throws(Refusal) -> String? {
    let title = choice.field.title
    let most =
      switch choice.field {
      case .place: WordLimits.detail
      case .caller: WordLimits.name
      case .phone: WordLimits.phone
      default: RequestHistory.longestText
      }
    let tidy = try WordLimits.checked(optional: choice.theirs, title, atMost: most)
    switch choice.field {
    case .content:
      if tidy == nil { throw .missing("导出里没有内容，不能采用") }
    case .phone:
      return tidy.map(PhoneText.normalized)
    case .urgency:
      guard tidy.flatMap(Urgency.init(rawValue:)) != nil else {
        throw .invalid("紧急程度无法识别：\(tidy ?? "")")
      }
    case .closed where tidy == nil:
      throw .invalid("导出里没有办结时间；要继续办理，请保留原有并用「重开」")
    case .received, .assigned, .due, .closed:
      if tidy == nil, choice.field == .due { return nil }
      guard let tidy, let moment = Instant(iso8601: tidy), moment >= .earliestSupported else {
        throw .invalid("「\(title)」没有这个时间：\(tidy ?? "（空）")")
      }
      guard choice.field == .due || moment <= now.adding(minutes: 5) else {
        throw .invalid("「\(title)」在将来，不能采用")
      }
    default: break
    }
    return tidy
  }
}

extension HotlineReconciliation {
  /// How the ticket ended, when that was taken over.
  fileprivate var closing: HotlineClosing? {
    guard let at = taken(.closed)?.theirs.flatMap({ Instant(iso8601: $0) }) else { return nil }
    return HotlineClosing(
      at: at, outcome: taken(.outcome)?.theirs ?? "",
      satisfaction: taken(.satisfaction)?.theirs ?? "")
  }
}

extension Request {
  /// What the request has for a field of an export, in the spelling of ``HotlineReconciliation/Choice``; nil
  /// where it has nothing, or where only the log has it.
  package func exportValue(of field: HotlineField) -> String? {
    switch field {
    case .content: registration.text
    case .kind: hotline?.kindText
    case .state: hotline?.stateText
    case .category: hotline?.categoryPath.joined(separator: "→")
    case .received: receivedAt.iso8601
    case .assigned: hotline?.assignedAt.iso8601
    case .due: hotline?.statedDueAt?.iso8601
    case .place: registration.place.detail
    case .caller: registration.resident.name
    case .phone: registration.resident.phone
    case .urgency: urgency.rawValue
    case .closed: closedAt?.iso8601
    case .outcome, .satisfaction: nil
    case .other(let column): hotline?.otherColumns[column]
    }
  }

  /// Takes over what was decided for theirs.
  mutating func take(_ reconciliation: HotlineReconciliation) {
    for choice in reconciliation.choices where choice.takesTheirs {
      take(choice.theirs, for: choice.field)
    }
  }

  private mutating func take(_ value: String?, for field: HotlineField) {
    let moment = value.flatMap { Instant(iso8601: $0) }
    switch field {
    case .content: registration.text = value ?? registration.text
    case .kind:
      registration.hotline?.kindText = value ?? ""
      registration.hotline?.kind = TicketKind(text: value ?? "")
      // The city's newer word takes the place of what was corrected before.
      ticket?.correction.kind = nil
    case .state: registration.hotline?.stateText = value ?? ""
    case .category:
      let parts = (value ?? "").split(separator: "→").map { String($0).tidied }
      registration.hotline?.categoryPath = parts
    case .received: registration.receivedAt = moment ?? registration.receivedAt
    case .assigned:
      guard let moment else { return }
      registration.hotline?.assignedAt = moment
      if ticket?.round == 1 { ticket?.roundAt = moment }
    case .due:
      ticket?.restate(from: registration.hotline?.statedDueAt, to: moment)
      registration.hotline?.statedDueAt = moment
    case .place: registration.place.detail = value
    case .caller: registration.resident.name = value
    case .phone: registration.resident.phone = value
    case .urgency: urgency = value.flatMap(Urgency.init(rawValue:)) ?? urgency
    case .closed:
      // What the desk has closed itself stays closed when it was; an open one is closed by its own event.
      if stage == .closed, fedBackAt == nil { closedAt = moment ?? closedAt }
    // The words of a closing are in the log.
    case .outcome, .satisfaction: break
    case .other(let column): registration.hotline?.otherColumns[column] = value
    }
  }
}

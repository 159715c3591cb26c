/// 交接班 of one shift: the fold of its log.
package struct Handover: Hashable, Sendable, Identifiable {
  /// The ending shift.
  package let id: Identifier<Shift>
  /// What was handed over.
  package var sheet: HandoverSheet
  /// When.
  package let givenAt: Instant
  /// By whom.
  package let givenBy: PersonID
  /// What was added since, oldest first.
  package var additions: [Remark] = []
  /// Who took over; nil while nobody has signed.
  package var signature: Remark?
  /// How many events there are.
  package private(set) var version = 1
  /// When the last one was recorded.
  package private(set) var lastRecordedAt: Instant

  /// Something said, by whom and when.
  package struct Remark: Hashable, Sendable {
    /// When.
    package var at: Instant
    /// By whom.
    package var by: PersonID
    /// What; may be empty.
    package var text: String

    /// Makes a remark.
    package init(at: Instant, by: PersonID, text: String) {
      self.at = at
      self.by = by
      self.text = text
    }
  }

  /// Folds a log; nil for one that has not begun.
  package init?(_ id: Identifier<Shift>, _ records: [DutyRecord<HandoverEvent>]) {
    guard let first = records.first, case .given(let sheet) = first.event else { return nil }
    self.id = id
    self.sheet = sheet
    givenAt = first.at
    givenBy = first.actor
    lastRecordedAt = first.at
    for record in records.dropFirst() {
      version = record.version
      lastRecordedAt = record.at
      switch record.event {
      case .given: break
      case .added(let text): additions.append(Remark(at: record.at, by: record.actor, text: text))
      case .signed(let text): signature = Remark(at: record.at, by: record.actor, text: text)
      }
    }
  }

  /// The shift that ended.
  package var shift: Shift { sheet.shift }
  /// Whether the next shift has signed.
  package var isSigned: Bool { signature != nil }

  /// Who may sign it, by what is planned now for the shift that takes over.
  /// - Parameter next: Attendance of the next shift as it is now; nil when it is gone or there was none.
  package func signers(next: Attendance?) -> [PersonID] {
    next?.everybody ?? sheet.next?.people ?? []
  }

  /// Why somebody may not sign; nil when they may.
  package func signingRefusal(
    by actor: Actor, next: Attendance?, in directory: Directory
  ) -> String? {
    if let signature {
      return
        "\(directory.name(of: signature.by)) 已在 \(signature.at.nearText(relativeTo: signature.at))"
        + " 接班签字，不用再签"
    }
    let signers = signers(next: next)
    if signers.contains(actor.person) { return nil }
    if actor.person == givenBy { return "这份交接是您自己交的，要由下一班的人签字" }
    if sheet.next == nil {
      return Permissions.desk.contains(actor.role) ? nil : "接班签字由值班台的人办理，您现在是\(actor.role.title)"
    }
    if DutyClock.inCharge.contains(actor.role) { return nil }
    let names = signers.map(directory.name(of:)).joined(separator: "、")
    return "您来顶班的，请先在下一班签到（顶班），再来签字：这份交接由下一班（\(names)）签字"
  }

  /// Why somebody may not add to it; nil when they may: who gave it, who stood the shift, and the heads.
  /// - Parameter attendance: Who came to the shift that ended; nil when it is gone.
  package func addingRefusal(
    by actor: Actor, attendance: Attendance?, in directory: Directory
  ) -> String? {
    if let signature {
      return "请当面告知，或写在诉求的备注里：\(directory.name(of: signature.by)) 已在"
        + " \(signature.at.nearText(relativeTo: signature.at)) 签字接班，不能再补充"
    }
    let everybody = attendance?.everybody ?? shift.people
    if actor.person == givenBy || everybody.contains(actor.person)
      || DutyClock.inCharge.contains(actor.role)
    {
      return nil
    }
    let names = everybody.map(directory.name(of:)).joined(separator: "、")
    return "补充由交班的人（\(names)）、主任或书记来写，您不在这一班上；要说的请写在诉求的备注里"
  }
}

extension Handover {
  /// What is handed over, or why it cannot be.
  package static func decideGiving(
    _ matter: HandoverMatter, words: [String: String], remark: String, over existing: Handover?,
    by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> HandoverEvent {
    if let refusal = givingRefusal(
      matter.attendance, existing: existing, by: actor, at: now, in: directory)
    {
      throw .outOfTurn(refusal)
    }
    var items: [HandoverItem] = []
    var silent: [HandoverItem] = []
    for var item in matter.items {
      item.word = try WordLimits.checked(
        words[item.id] ?? "", "\(item.number) 的交代", atMost: longestWord)
      if item.word.isEmpty, matter.needsWord(item) { silent.append(item) }
      items.append(item)
    }
    let remark = try WordLimits.checked(remark, "其他交代", atMost: longestRemark)
    guard silent.isEmpty else {
      let names = silent.prefix(3).map { $0.number.isEmpty ? "交办" : $0.number }
      throw .missing(
        "还有 \(silent.count) 件没有写交代：\(names.joined(separator: "、"))"
          + (silent.count > 3 ? " 等" : "") + "。它们在下一班结束前到期，各写一句再交")
    }
    if let early = earlyNote(matter.shift, at: now), !remark.contains(earlyWord) {
      throw .outOfTurn(early)
    }
    return .given(
      HandoverSheet(
        shift: matter.shift, next: matter.next, until: matter.until, figures: matter.figures,
        items: items, received: matter.received, closed: matter.closed, changed: matter.changed,
        findings: matter.findings, remark: remark))
  }

  /// What is said while a shift is far from its end: what comes in after it was handed over would be in no
  /// handover, so it is done so early only with a reason. Nil when it is time.
  package static func earlyNote(_ shift: Shift, at now: Instant) -> String? {
    let earliest = shift.end.adding(minutes: -DutyBoard.endingMinutes)
    guard now < earliest else { return nil }
    return "\(earliest.nearText(relativeTo: now)) 起再交班：现在交了，之后来的不在交接单上。"
      + "一定要现在交的，在「其他交代」里写明\(earlyWord)交班的原因"
  }

  /// By this word a reason for handing over early is known.
  private static let earlyWord = "提前"

  /// Why a shift cannot be handed over now, or not by this person; nil when it can.
  package static func givingRefusal(
    _ attendance: Attendance, existing: Handover?, by actor: Actor, at now: Instant,
    in directory: Directory
  ) -> String? {
    let shift = attendance.shift
    if let existing {
      let name = directory.name(of: existing.givenBy)
      return "\(name) 已在 \(existing.givenAt.nearText(relativeTo: now)) 交班，没有再交一次；要说的可以作为补充加上去"
    }
    if now < shift.start {
      return "这一班 \(shift.start.nearText(relativeTo: now)) 才开始，还没有可交的"
    }
    if let last = attendance.lastRecordedAt, DutyClock.isBehind(now, last) {
      return DutyClock.refusal(now: now, last: last, what: "这一班的签到记录")
    }
    let isOfShift = attendance.everybody.contains(actor.person)
    guard isOfShift || DutyClock.inCharge.contains(actor.role) else {
      let names = attendance.everybody.map(directory.name(of:)).joined(separator: "、")
      return "这一班是\(names)，您不在班上。请由值班的人交班；他们不在时由主任或书记代交"
    }
    return nil
  }

  /// What is added, or why it cannot be.
  /// - Parameter attendance: Who came to the shift that ended; nil when it is gone.
  package func decideAdding(
    _ text: String, by actor: Actor, attendance: Attendance?, at now: Instant,
    in directory: Directory
  ) throws(Refusal) -> HandoverEvent {
    try refuseBackwards(now)
    if let refusal = addingRefusal(by: actor, attendance: attendance, in: directory) {
      throw .outOfTurn(refusal)
    }
    let text = try WordLimits.checked(text, "补充", atMost: Handover.longestRemark)
    guard !text.isEmpty else { throw .missing("请写下要补充的话") }
    return .added(text)
  }

  /// The signature, or why this person cannot give it.
  package func decideSigning(
    _ remark: String, by actor: Actor, next: Attendance?, at now: Instant, in directory: Directory
  ) throws(Refusal) -> HandoverEvent {
    try refuseBackwards(now)
    if let refusal = signingRefusal(by: actor, next: next, in: directory) {
      throw .outOfTurn(refusal)
    }
    return .signed(try WordLimits.checked(remark, "签字时的话", atMost: Handover.longestRemark))
  }

  private func refuseBackwards(_ now: Instant) throws(Refusal) {
    guard DutyClock.isBehind(now, lastRecordedAt) else { return }
    throw .invalid(DutyClock.refusal(now: now, last: lastRecordedAt, what: "这一班的交接记录"))
  }

  /// Characters of a word on one item.
  package static let longestWord = 200
  /// Characters of what else is said.
  package static let longestRemark = 1000
}

import CoreModel
import Store

/// Handovers as they are printed.
struct HandoverDocument {
  let session: Session
  let now: Instant

  private var names: Directory { session.directory }

  // MARK: Which one

  private func board() throws -> DutyBoard {
    try session.store.dutyBoard(of: session.scope, now: now)
  }

  /// The one that waits to be signed, else the newest.
  func current() throws -> Handover? {
    let board = try board()
    return board.unsigned.last ?? board.handovers.last
  }

  /// The one that waits to be signed: by this person, if there are several.
  func waiting(for actor: Actor? = nil) throws -> Handover? {
    let unsigned = try board().unsigned
    guard let actor else { return unsigned.last }
    let own = unsigned.first { one in
      one.sheet.next.map { $0.people.contains(actor.person) } ?? (one.givenBy != actor.person)
    }
    return own ?? unsigned.first
  }

  /// The one that waits to be signed and that this person may add to; else any that waits, to be told why not.
  func addable(by actor: Actor) throws -> Handover? {
    let board = try board()
    let own = board.unsigned.last { one in
      one.addingRefusal(by: actor, attendance: board[one.id], in: names) == nil
    }
    return own ?? board.unsigned.last
  }

  /// Prints a handover as it is now, as JSON.
  func say(_ shift: Identifier<Shift>, _ surroundings: Surroundings) throws {
    guard let reading = try session.store.handover(of: shift, in: session.scope) else { return }
    surroundings.say(value(of: reading).text())
  }

  /// What would be handed over now: by the shift that somebody is on, else the one that is on or has just ended.
  func preview(for actor: Actor? = nil) throws -> HandoverPreparation {
    let board = try board()
    let person = actor?.person ?? session.person?.id
    let own = board.attendance.filter { one in
      one.shift.start <= now && (person.map { one.everybody.contains($0) } ?? true)
    }
    let open = own.filter { board.handover(of: $0.id) == nil }
    let shift =
      open.last { one in person.map { one.isPresent($0) } ?? false }
      ?? open.last { $0.shift.isOn(at: now) && !board.isCovered($0.shift) }
      ?? open.last { board.owesHandover($0, at: now) } ?? own.last { $0.shift.isOn(at: now) }
      ?? own.last ?? board.owed(at: now).last
      ?? board.attendance.last { $0.shift.isOn(at: now) }
    guard let shift else {
      throw CommandFailure("现在没有人当班，没有可交的班次；值班表见 juwei shift")
    }
    return try session.store.handoverMatter(of: shift.id, in: session.scope, now: now)
  }

  /// The words by item: `007=…` by the end of the number, or by what a task begins with.
  func words(_ typed: [String], for preparation: HandoverPreparation) throws -> [String: String] {
    var words: [String: String] = [:]
    for text in typed {
      let parts = text.split(separator: "=", maxSplits: 1).map { String($0).tidied }
      guard parts.count == 2, !parts[0].isEmpty else {
        throw UsageProblem("--word 写成 编号=话，例如 --word '007=赵师傅 21 点到'")
      }
      let found = preparation.matter.items.filter { item in
        !item.number.isEmpty && item.number.hasSuffix(parts[0])
          || preparation.tasks[item.id]?.hasPrefix(parts[0]) == true
      }
      guard found.count == 1, let item = found.first else {
        let all = found.isEmpty ? preparation.matter.items : found
        let names = all.map { label($0, preparation.tasks) }.joined(separator: "、")
        throw CommandFailure(
          found.isEmpty
            ? "要交代的里面没有「\(parts[0])」，没有交班。有：\(names)"
            : "「\(parts[0])」对应几件：\(names)；没有交班")
      }
      words[item.id] = parts[1]
    }
    return words
  }

  private func label(_ item: HandoverItem, _ tasks: [String: String]) -> String {
    item.number.isEmpty ? Privacy.masked(tasks[item.id] ?? "交办") : item.number
  }

  // MARK: Lines

  /// A handover in lines.
  func lines(of reading: HandoverReading) -> [String] {
    let handover = reading.handover
    let sheet = handover.sheet
    var lines = ["交接单 \(handover.shift.title(relativeTo: now))"]
    lines.append(
      "交班：\(names.name(of: handover.givenBy)) \(handover.givenAt.nearText(relativeTo: now))")
    if let signature = handover.signature {
      lines.append(
        "接班：\(names.name(of: signature.by)) \(signature.at.nearText(relativeTo: now)) 已签字"
          + (signature.text.isEmpty ? "" : "：\(Privacy.masked(signature.text))"))
    } else {
      let signers = handover.signers(next: reading.next).map(names.name(of:)).joined(separator: "、")
      lines.append("接班：未签字，" + (signers.isEmpty ? "还没有排下一班" : "等\(signers)签"))
    }
    lines.append("情况：\(sheet.figures.text)")
    if !sheet.remark.isEmpty { lines.append("其他：\(Privacy.masked(sheet.remark))") }
    for addition in handover.additions {
      lines.append(
        "补充：\(Privacy.masked(addition.text))（\(names.name(of: addition.by)) "
          + "\(addition.at.nearText(relativeTo: now))）")
    }
    lines.append("要盯办的 \(sheet.figures.due) 件（\(sheet.until.nearText(relativeTo: now)) 前到期）：")
    lines += sheet.items.map { line(of: $0, reading.rows, reading.tasks) }
    lines += sheet.findings.map { "发现：\(Privacy.masked($0))" }
    return lines + [sheet.summary(neighborhood: names.neighborhood.name)]
  }

  /// What would be handed over, in lines.
  func lines(of preparation: HandoverPreparation) -> [String] {
    let matter = preparation.matter
    var lines = ["\(matter.shift.title(relativeTo: now)) 现在交班："]
    if let existing = preparation.existing {
      lines = [
        "\(matter.shift.title(relativeTo: now)) 已由\(names.name(of: existing.givenBy)) "
          + "\(existing.givenAt.nearText(relativeTo: now)) 交班"
      ]
    }
    lines.append(
      matter.next.map {
        "下一班：\($0.title(relativeTo: now)) \($0.people.map(names.name(of:)).joined(separator: "、"))"
      } ?? "下一班：还没有排")
    lines.append("情况：\(matter.figures.text)")
    lines.append("要写交代的（\(matter.until.nearText(relativeTo: now)) 前到期）：")
    lines += matter.items.map { item in
      line(of: item, preparation.rows, preparation.tasks) + (matter.needsWord(item) ? "" : "（可不写）")
    }
    return lines
      + matter.received.map { "新接：\(entry($0, preparation.rows))" }
      + matter.closed.map { "办结：\(entry($0, preparation.rows))" }
      + matter.changed.map { "变动：\(entry($0, preparation.rows))" }
      + matter.findings.map { "发现：\(Privacy.masked($0))" }
  }

  private func line(
    of item: HandoverItem, _ rows: [RequestID: QueueRow], _ tasks: [String: String]
  ) -> String {
    let about =
      item.subject.request.flatMap { rows[$0] }.map(about) ?? Privacy.masked(tasks[item.id] ?? "")
    return
      ([item.dueAt.nearText(relativeTo: now), item.owed, item.number, about]
      .filter { !$0.isEmpty }.joined(separator: " "))
      + (item.word.isEmpty ? "" : "\n    交代：\(Privacy.masked(item.word))")
  }

  private func entry(_ entry: HandoverEntry, _ rows: [RequestID: QueueRow]) -> String {
    [entry.number, rows[entry.request].map(about) ?? "", entry.step]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func about(_ row: QueueRow) -> String {
    [names.label(of: row.place), Privacy.masked(row.text)].filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  // MARK: JSON

  func value(of reading: HandoverReading) -> JSONValue {
    let handover = reading.handover
    let sheet = handover.sheet
    return .object([
      "shift": AttendanceDocument(directory: names, now: now).value(of: sheet.shift),
      "next": sheet.next.map { AttendanceDocument(directory: names, now: now).value(of: $0) }
        ?? .null,
      "givenBy": .string(names.name(of: handover.givenBy)),
      "givenAt": .string(handover.givenAt.iso8601),
      "isSigned": .bool(handover.isSigned),
      "signedBy": .optional(handover.signature.map { names.name(of: $0.by) }),
      "signedAt": .optional(handover.signature?.at.iso8601),
      "signedWith": .optional(handover.signature.map { Privacy.masked($0.text) }),
      "remark": .string(Privacy.masked(sheet.remark)),
      "additions": .array(handover.additions.map { .string(Privacy.masked($0.text)) }),
      "figures": value(of: sheet.figures),
      "items": .array(sheet.items.map { value(of: $0, reading.rows, reading.tasks) }),
      "findings": .array(sheet.findings.map { .string(Privacy.masked($0)) }),
      "summary": .string(sheet.summary(neighborhood: names.neighborhood.name)),
    ])
  }

  func value(of preparation: HandoverPreparation) -> JSONValue {
    let matter = preparation.matter
    let document = AttendanceDocument(directory: names, now: now)
    func list(_ entries: [HandoverEntry]) -> JSONValue {
      .array(
        entries.map {
          .object(["number": .string($0.number), "step": .string($0.step)])
        })
    }
    return .object([
      "shift": document.value(of: matter.shift),
      "next": matter.next.map { document.value(of: $0) } ?? .null,
      "until": .string(matter.until.iso8601), "figures": value(of: matter.figures),
      "isGiven": .bool(preparation.existing != nil),
      "items": .array(
        matter.items.map { item in
          value(of: item, preparation.rows, preparation.tasks, needsWord: matter.needsWord(item))
        }),
      "received": list(matter.received), "closed": list(matter.closed),
      "changed": list(matter.changed),
      "findings": .array(matter.findings.map { .string(Privacy.masked($0)) }),
    ])
  }

  private func value(of figures: HandoverFigures) -> JSONValue {
    .object([
      "received": .int(figures.received), "closed": .int(figures.closed),
      "changed": .int(figures.changed), "open": .int(figures.open),
      "overdue": .int(figures.overdue), "due": .int(figures.due),
      "findings": .int(figures.findings),
    ])
  }

  private func value(
    of item: HandoverItem, _ rows: [RequestID: QueueRow], _ tasks: [String: String],
    needsWord: Bool? = nil
  ) -> JSONValue {
    var members: [String: JSONValue] = [
      "number": item.number.isEmpty ? .null : .string(item.number), "owed": .string(item.owed),
      "dueAt": .string(item.dueAt.iso8601), "word": .string(Privacy.masked(item.word)),
      "text": .string(
        Privacy.masked(item.subject.request.flatMap { rows[$0]?.text } ?? tasks[item.id] ?? "")),
    ]
    if let needsWord { members["needsWord"] = .bool(needsWord) }
    return .object(members)
  }
}

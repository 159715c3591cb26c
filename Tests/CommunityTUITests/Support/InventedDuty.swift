import CoreModel
import Store

@testable import CommunityTUI

/// Signing in and handing over in memory, by the model's own rules.
struct InventedDuty {
  /// Who came to which shift.
  var attendance: [Identifier<Shift>: [DutyRecord<AttendanceEvent>]] = [:]
  /// What was handed over.
  var handovers: [Identifier<Shift>: [DutyRecord<HandoverEvent>]] = [:]
  /// What a shift has to hand over.
  var items: [HandoverItem] = []
  /// The shifts.
  var shifts = Invented.shifts
  /// When the newest record was made.
  var latest: Instant?
  /// When the next write is made; the desk's own time unless a test says otherwise.
  var clock: Instant?

  func log(of shift: Shift) -> Attendance { Attendance(shift, attendance[shift.id] ?? []) }

  func handover(of shift: Identifier<Shift>) -> Handover? {
    Handover(shift, handovers[shift] ?? [])
  }

  var board: DutyBoard {
    DutyBoard(
      attendance: shifts.map(log), handovers: shifts.compactMap { handover(of: $0.id) },
      usedSince: attendance.isEmpty ? nil : attendance.values.compactMap(\.first?.at).min(),
      latest: latest)
  }

  func reading(of shift: Identifier<Shift>, rows: [RequestID: QueueRow]) -> HandoverReading? {
    handover(of: shift).map { handover in
      HandoverReading(
        handover: handover, rows: rows,
        next: handover.sheet.next.flatMap { next in shifts.first { $0.id == next.id } }.map(log))
    }
  }

  func matter(of shift: Shift) -> HandoverMatter {
    var matter = HandoverMatter(
      attendance: log(of: shift), next: shift.next(among: shifts))
    matter.items = items
    matter.figures.received = 3
    matter.figures.closed = 1
    matter.figures.open = 12
    matter.figures.due = items.count
    return matter
  }

  /// Answers what 交接班 asks for.
  mutating func answer(
    _ effect: HandoverEffect, by session: AppState.Session?, now: Instant,
    rows: [RequestID: QueueRow]
  ) -> [Message] {
    guard let session else { return [] }
    do {
      return try news(of: effect, by: session, now: clock ?? now, rows: rows)
        .map { .handoverNews($0) }
    } catch let error as Refusal {
      return [.failed(Message.Failure(request: .performing, error: .refused(error)))]
    } catch {
      return [.failed(Message.Failure(request: .performing, error: .failed("\(error)")))]
    }
  }

  private mutating func news(
    of effect: HandoverEffect, by session: AppState.Session, now: Instant,
    rows: [RequestID: QueueRow]
  ) throws -> [HandoverNews] {
    let actor = session.actor
    func shift(_ id: Identifier<Shift>) throws -> Shift {
      try shifts.first { $0.id == id }.orThrow()
    }
    switch effect {
    case .open: return [.opened(board)]
    case .prepare(let id):
      return [
        .prepared(
          HandoverPreparation(
            matter: matter(of: try shift(id)), rows: rows, existing: handover(of: id)))
      ]
    case .loadPaper(let id): return [.paper(reading(of: id, rows: rows), id)]
    case .attend(let command, let id):
      let attendance = try attend(command, try shift(id), by: actor, now: now)
      return [.attended(command, attendance), .board(board)]
    case .give(let command, let id, let leaving):
      guard handover(of: id) == nil else {
        return [
          .overtaken("陈静 已在 19:40 先行「交班」。您的操作没有保存", id),
          .paper(reading(of: id, rows: rows), id), .board(board),
        ]
      }
      guard case .give(let words, let remark) = command else { return [] }
      let event = try Handover.decideGiving(
        matter(of: try shift(id)), words: words, remark: remark, over: nil, by: actor, at: now,
        in: Invented.directory)
      append(event, to: id, by: actor, now: now)
      if leaving, log(of: try shift(id)).isPresent(actor.person) {
        _ = try attend(
          .signOut(AttendanceEntry(actor.person)), try shift(id), by: actor, now: now)
      }
      return settled(command, id, rows: rows)
    case .settle(let command, let id, _, let arriving):
      let known = try handover(of: id).orThrow()
      let next = try known.sheet.next.map { log(of: try shift($0.id)) }
      switch command {
      case .add(let text):
        append(
          try known.decideAdding(
            text, by: actor, attendance: log(of: try shift(id)), at: now, in: Invented.directory),
          to: id, by: actor, now: now)
      case .sign(let remark), .give(_, let remark):
        append(
          try known.decideSigning(remark, by: actor, next: next, at: now, in: Invented.directory),
          to: id, by: actor, now: now)
      }
      if let arriving {
        _ = try attend(
          .signIn(AttendanceEntry(actor.person)), try shift(arriving), by: actor, now: now)
      }
      return settled(command, id, rows: rows)
    }
  }

  private func settled(
    _ command: HandoverCommand, _ id: Identifier<Shift>, rows: [RequestID: QueueRow]
  ) -> [HandoverNews] {
    reading(of: id, rows: rows).map { [.settled(command, $0), .board(board)] } ?? []
  }

  /// Puts a coming or leaving down.
  mutating func attend(
    _ command: AttendanceCommand, _ shift: Shift, by actor: Actor, now: Instant
  ) throws -> Attendance {
    let event = try log(of: shift).decide(command, by: actor, at: now, in: Invented.directory)
    let records = attendance[shift.id] ?? []
    attendance[shift.id] =
      records + [
        DutyRecord(version: records.count + 1, at: now, actor: actor.person, event: event)
      ]
    return log(of: shift)
  }

  /// Puts down what another desk did with a handover.
  mutating func append(
    _ event: HandoverEvent, to shift: Identifier<Shift>, by actor: Actor, now: Instant
  ) {
    let records = handovers[shift] ?? []
    handovers[shift] =
      records + [
        DutyRecord(version: records.count + 1, at: now, actor: actor.person, event: event)
      ]
  }
}

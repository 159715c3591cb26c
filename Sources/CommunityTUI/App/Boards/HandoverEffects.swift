import CoreModel
import Store
import TerminalKit

/// What 交接班 wants done outside the console.
enum HandoverEffect: Sendable, Equatable {
  /// Read who came to which shift, to open 交接班 with it.
  case open
  /// Read what a shift would hand over.
  case prepare(Identifier<Shift>)
  /// Read what a shift has handed over.
  case loadPaper(Identifier<Shift>)
  /// 签到, 签退.
  case attend(AttendanceCommand, Identifier<Shift>)
  /// 交班; `leaving` signs the person out in the same transaction.
  case give(HandoverCommand, Identifier<Shift>, leaving: Bool)
  /// 补充, 接班签字; `arriving` is the shift that the person is signed in to in the same transaction.
  case settle(HandoverCommand, Identifier<Shift>, version: Int?, arriving: Identifier<Shift>?)
}

/// What came of it.
enum HandoverNews: Sendable {
  /// The shifts around now with who came to them, and what was handed over.
  case board(DutyBoard)
  /// The same, asked for by `+`.
  case opened(DutyBoard)
  /// What a shift would hand over.
  case prepared(HandoverPreparation)
  /// What a shift has handed over; nil when it has not.
  case paper(HandoverReading?, Identifier<Shift>)
  /// 签到, 签退 were put down.
  case attended(AttendanceCommand, Attendance)
  /// 交班, 补充, 接班签字 were put down.
  case settled(HandoverCommand, HandoverReading)
  /// Another desk was faster with the handover of this shift.
  case overtaken(String, Identifier<Shift>)
}

extension HandoverEffect {
  /// What a reading is of; a newer one of the same makes it pointless. Nil for writings.
  var readingTopic: String? {
    switch self {
    case .open: "handover board"
    case .prepare: "handover matter"
    case .loadPaper: "handover paper"
    case .attend, .give, .settle: nil
    }
  }

  /// What failed when it did.
  var failureKind: Message.Failure.Request { readingTopic == nil ? .performing : .reading }
}

/// Carries them out.
struct HandoverEffects {
  let store: DeskStore
  let now: Instant
  let context: EffectRunner.Context

  /// What comes of an effect.
  func messages(of effect: HandoverEffect) throws -> [HandoverNews] {
    guard let session = context.session else { return [] }
    let (scope, actor) = (session.scope, session.actor)
    switch effect {
    case .open: return [.opened(try store.dutyBoard(of: scope, now: now))]
    case .prepare(let shift):
      return [.prepared(try store.handoverMatter(of: shift, in: scope, now: now))]
    case .loadPaper(let shift):
      return [.paper(try store.handover(of: shift, in: scope), shift)]
    case .attend(let command, let shift):
      let attendance = try store.perform(command, on: shift, in: scope, by: actor, at: now)
      return [.attended(command, attendance), .board(try store.dutyBoard(of: scope, now: now))]
    case .give(let command, let shift, let leaving):
      // Somebody who gives for others, or has left already, has nothing to sign out of.
      let isThere = try store.attendance(of: shift, in: scope).isPresent(actor.person)
      let entry = AttendanceCommand.signOut(AttendanceEntry(actor.person))
      return try settling(command, shift) {
        try store.perform(
          command, on: shift, in: scope, expecting: 0,
          attending: leaving && isThere ? (entry, shift) : nil, by: actor, at: now)
      }
    case .settle(let command, let shift, let version, let arriving):
      let entry = AttendanceCommand.signIn(AttendanceEntry(actor.person))
      return try settling(command, shift) {
        try store.perform(
          command, on: shift, in: scope, expecting: version,
          attending: arriving.map { (entry, $0) }, by: actor, at: now)
      }
    }
  }

  private func settling(
    _ command: HandoverCommand, _ shift: Identifier<Shift>, _ body: () throws -> Handover
  ) throws -> [HandoverNews] {
    guard let scope = context.session?.scope else { return [] }
    do {
      _ = try body()
    } catch let error as StoreError {
      guard case .conflict = error else { throw error }
      return [
        .overtaken(error.message, shift), .paper(try store.handover(of: shift, in: scope), shift),
        .board(try store.dutyBoard(of: scope, now: now)),
      ]
    }
    guard let reading = try store.handover(of: shift, in: scope) else { return [] }
    return [.settled(command, reading), .board(try store.dutyBoard(of: scope, now: now))]
  }
}

extension AppState {
  /// Says once that the clock of this computer is behind what is recorded.
  private mutating func tellOfClock() {
    guard !hasToldOfClock, let warning = duty.clockWarning(at: now) else { return }
    hasToldOfClock = true
    // What stands there already is said with it: neither may push the other out.
    say([warning, toast?.toast.text].compactMap(\.self).joined(separator: "；"), .warning)
  }

  /// Takes in what came of it.
  mutating func take(_ news: HandoverNews) -> [Effect] {
    switch news {
    case .board(let board):
      duty = board
      tellOfClock()
      refreshHandoverMenu()
      return refreshPaper() + refreshGiving()
    case .opened(let board):
      duty = board
      return presentHandover()
    case .prepared(let preparation):
      install(preparation)
      return []
    case .paper(let reading, let shift):
      return install(reading, of: shift)
    case .attended(let command, let attendance):
      return finish(command, attendance)
    case .settled(let command, let reading):
      return finish(command, reading)
    case .overtaken(let words, let shift):
      return overtaken(words, on: shift)
    }
  }
}

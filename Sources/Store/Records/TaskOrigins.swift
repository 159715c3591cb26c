internal import CoreModel
internal import GRDB

extension DeskStore {
  /// A task was done or dropped: what it came from goes on, in the same transaction.
  func taskWasSettled(
    _ task: DeskTask, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    switch task.origin?.kind {
    case .agenda: try agendaTaskWasSettled(task, in: scope, by: actor, at: now, db)
    case .whistle: try whistleTaskWasSettled(task, in: scope, by: actor, at: now, db)
    case .mediation: try mediationTaskWasSettled(task, in: scope, db)
    case .project, nil: break
    }
  }

  /// A task got another date or person: what is owed where it came from moves with it, in the same transaction.
  func taskWasChanged(
    _ task: DeskTask, _ change: TaskChange, in scope: NeighborhoodID, by actor: Actor,
    at now: Instant, _ db: Database
  ) throws {
    switch task.origin?.kind {
    case .agenda: try agendaTaskWasChanged(task, in: scope, by: actor, at: now, db)
    case .whistle: try whistleTaskWasChanged(task, change, in: scope, by: actor, at: now, db)
    case .mediation: try mediationTaskWasChanged(task, change, in: scope, by: actor, at: now, db)
    case .project, nil: break
    }
  }
}

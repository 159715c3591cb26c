internal import CoreModel
internal import GRDB

extension DeskStore {
  /// A task was done or dropped: what it came from goes on, in the same transaction.
  func taskWasSettled(
    _ task: DeskTask, in scope: NeighborhoodID, by actor: Actor, at now: Instant, _ db: Database
  ) throws {
    switch task.origin?.kind {
    case .agenda, .project, .whistle, .mediation, nil: break
    }
  }
}

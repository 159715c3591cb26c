import CoreModel
import Store

/// What the screen of 督办 shows.
struct SupervisionState: Sendable {
  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?
}

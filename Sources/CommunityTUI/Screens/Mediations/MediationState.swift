import CoreModel
import Store

/// What the screen of 调解和潜在矛盾 shows.
struct MediationState: Sendable {
  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?
}

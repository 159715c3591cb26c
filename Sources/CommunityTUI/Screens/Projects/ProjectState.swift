import CoreModel
import Store

/// What the screen of 微实事 shows.
struct ProjectState: Sendable {
  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?
}

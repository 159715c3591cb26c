import CoreModel
import Store

/// What the screen of 议事会：议题和会议 shows.
struct CouncilState: Sendable {
  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?
}

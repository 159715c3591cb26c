import CoreModel
import Store

/// What the screen of 吹哨 shows.
struct WhistleState: Sendable {
  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?
}

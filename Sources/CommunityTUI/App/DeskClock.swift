import CoreModel
import Foundation

/// Where the time comes from: the system, or `$JUWEI_NOW` for tests and demonstrations.
enum DeskClock: Sendable, Equatable {
  case system
  case fixed(Instant)

  /// The time now.
  var now: Instant {
    switch self {
    case .system: Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    case .fixed(let instant): instant
    }
  }
}

import CoreModel
import Foundation

/// What time it is: the system's clock, or one that stands still for tests and demonstrations.
enum DeskClock: Hashable, Sendable {
  /// The clock of the machine.
  case system
  /// Always the same instant; `$JUWEI_NOW` asks for it.
  case fixed(Instant)

  /// The time now.
  var now: Instant {
    switch self {
    case .fixed(let instant): return instant
    case .system:
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Instant(
        milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
  }

  /// The clock that the environment asks for.
  /// - Throws: ``UsageProblem`` when `$JUWEI_NOW` is no date: a wrong clock must not go unnoticed.
  init(environment: [String: String]) throws {
    guard let text = environment["JUWEI_NOW"], !text.isEmpty else {
      self = .system
      return
    }
    guard let instant = Instant(iso8601: text), instant >= .earliestSupported else {
      throw UsageProblem(
        "环境变量 JUWEI_NOW 的时间「\(text)」看不懂；请写成 2026-11-21T19:42:00+08:00，或不设它")
    }
    self = .fixed(instant)
  }
}

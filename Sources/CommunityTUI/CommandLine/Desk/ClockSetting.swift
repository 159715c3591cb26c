import CoreModel

extension DeskClock {
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

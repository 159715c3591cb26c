import Foundation

/// How long something may take before a test gives up: far longer than anything takes on a busy
/// machine, since it is only ever waited out by a test that fails. `JUWEI_PATIENCE` (seconds) makes it
/// shorter while a failing test is worked on.
let patience: Duration = .seconds(
  ProcessInfo.processInfo.environment["JUWEI_PATIENCE"].flatMap(Int.init) ?? 60)

/// Looks again every few milliseconds until `look` has an answer; nil when there is none in time.
///
/// The only place of the tests that lets time pass: everything else waits for what must appear.
func eventually<Answer>(
  within limit: Duration = patience, _ look: () async throws -> Answer?
) async throws -> Answer? {
  let clock = ContinuousClock()
  let deadline = clock.now + limit
  while true {
    if let answer = try await look() { return answer }
    guard clock.now < deadline else { return nil }
    try await Task.sleep(for: .milliseconds(15))
  }
}

/// Lets so much time pass: only for tests that do something at an arbitrary moment on purpose, such as
/// killing a process, never to wait for something.
func atMoment(_ moment: Duration) async throws {
  try await Task.sleep(for: moment)
}

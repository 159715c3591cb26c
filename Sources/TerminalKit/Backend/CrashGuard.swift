import Glibc

/// Arranges that a crash ends the process at once instead of asking questions.
package enum CrashGuard {
  private static let variable = "SWIFT_BACKTRACE"

  /// Starts the program again, once, with Swift's backtracer told not to be interactive.
  ///
  /// After a crash on a terminal the backtracer asks for a command and waits half a minute; by then
  /// people have closed the window. It reads its settings before `main` begins, hence the second start.
  /// Call this first of all. A setting made by the person is respected.
  ///
  /// - Parameter reportPath: the file or folder for backtraces; without one they go to stderr.
  package static func relaunchIfNeeded(reportPath: String? = nil) {
    guard getenv(variable) == nil else { return }
    var settings = "interactive=no,color=no"
    if let reportPath, !reportPath.contains(",") { settings += ",output-to=\(reportPath)" }
    setenv(variable, settings, 1)
    // By its real path: started as /proc/self/exe, the process would be called "exe" in every list.
    guard let program = realpath("/proc/self/exe", nil) else { return }
    execv(program, CommandLine.unsafeArgv)
    // Only reached when it could not be started; then go on without.
  }
}

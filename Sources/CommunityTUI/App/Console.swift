import CoreModel
import Store

/// The full-screen console. A placeholder until the console itself is merged over this file.
enum Console {
  /// Runs until the person leaves; the result is the process's exit code.
  static func run(
    store: DeskStore, databasePath: String, as name: String?, clock: DeskClock
  ) throws -> Int32 {
    throw CommandFailure("全屏界面尚未接入；请用 juwei list、juwei add 等命令")
  }
}

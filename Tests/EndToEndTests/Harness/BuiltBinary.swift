import Foundation
import Testing

/// The `juwei` that was built together with these tests, or the one named by `JUWEI_BINARY`.
enum BuiltBinary {
  static func path() throws -> String {
    let named = ProcessInfo.processInfo.environment["JUWEI_BINARY"].map {
      URL(filePath: $0).standardizedFileURL.path
    }
    // The test runner is in the build folder itself, and so is what it tests.
    let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let built = URL(filePath: runner).deletingLastPathComponent().appending(path: "juwei").path
    let path = named ?? built
    try #require(
      FileManager.default.isExecutableFile(atPath: path), "there is no juwei at \(path)")
    return path
  }
}

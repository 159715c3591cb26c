import CoreModel
import Foundation
import Store

@testable import CommunityTUI

/// Keeps what a command wrote.
final class CapturedText: TextSink {
  private(set) var text = ""
  func write(_ text: String) { self.text += text }
  func flush() {}
}

/// Hands out the lines of a text, as standard input would.
final class LinesOfText: LineSource {
  private var lines: ArraySlice<InputLine>
  init(_ lines: [InputLine]) { self.lines = lines[...] }
  func next() -> InputLine? { lines.popFirst() }
}

/// Runs command lines in a folder of their own, with a clock that stands still.
final class CommandBench {
  /// 2026-11-21 is a Saturday; 19:42 in the evening.
  static let now = "2026-11-21T19:42:00+08:00"

  let folder: String
  var environment: [String: String]

  init() throws {
    folder = NSTemporaryDirectory() + "juwei-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = ["JUWEI_DB": folder + "/desk.sqlite", "JUWEI_NOW": CommandBench.now]
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  struct Result {
    var code: Int32
    var output: String
    var remarks: String
    /// The output as JSON; nil when it is none.
    var json: Any? { try? JSONSerialization.jsonObject(with: Data(output.utf8)) }
    var object: [String: Any] { json as? [String: Any] ?? [:] }
    var array: [[String: Any]] { json as? [[String: Any]] ?? [] }
    /// The output without the line break at its end.
    var line: String { output.hasSuffix("\n") ? String(output.dropLast()) : output }
  }

  /// Runs one command line, without a terminal.
  @discardableResult
  func run(_ arguments: String...) -> Result { run(arguments) }

  /// The same for a command line that was put together, with lines on standard input.
  @discardableResult
  func run(_ arguments: [String], lines: [InputLine] = []) -> Result {
    let output = CapturedText()
    let remarks = CapturedText()
    let code = Program.run(
      arguments,
      in: Surroundings(
        environment: environment, clock: .system, input: LinesOfText(lines), output: output,
        remarks: remarks, isInteractive: false, columns: nil))
    return Result(code: code, output: output.text, remarks: remarks.text)
  }

  /// The same with text on standard input.
  func run(_ arguments: String..., lines: String...) -> Result {
    run(arguments, lines: lines.map(InputLine.text))
  }

  /// The database, for what the command line cannot set up.
  func store() throws -> DeskStore {
    try DeskStore.open(path: folder + "/desk.sqlite", mode: .readWrite)
  }

  func write(_ text: String, to name: String) throws -> String {
    let path = folder + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}

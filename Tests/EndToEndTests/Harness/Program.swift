import Foundation
import Subprocess
import Testing

/// A program to run with an environment of exactly what is given, nothing of the developer's own.
struct Program: Sendable {
  /// The full path.
  let path: String
  /// All it sees of the environment; `PATH` is added.
  var environment: [String: String]

  /// Runs it to its end.
  func run(
    _ arguments: [String], environment extra: [String: String] = [:], input: [UInt8] = []
  ) async throws -> ToolResult {
    let result = try await Subprocess.run(
      .name(name), arguments: Arguments(arguments), environment: subprocessEnvironment(extra),
      input: .array(input), output: .bytes(limit: Self.outputLimit),
      error: .bytes(limit: Self.outputLimit))
    return ToolResult(
      command: [name] + arguments, standardOutput: result.standardOutput,
      standardError: result.standardError, ending: result.terminationStatus)
  }

  /// Runs it until `condition` returns, then ends it with SIGKILL, which it cannot see coming.
  func run(_ arguments: [String], killedWhen condition: () async throws -> Void) async throws
    -> ToolResult
  {
    let result = try await Subprocess.run(
      .name(name), arguments: Arguments(arguments), environment: subprocessEnvironment([:]),
      input: .none, output: .bytes(limit: Self.outputLimit),
      error: .bytes(limit: Self.outputLimit)
    ) { execution in
      try await condition()
      // It may be over already: then there is nobody to kill.
      try? execution.send(signal: .kill)
    }
    return ToolResult(
      command: [name] + arguments, standardOutput: result.standardOutput,
      standardError: result.standardError, ending: result.terminationStatus)
  }

  private static let outputLimit = 256 << 20
  private var name: String { URL(filePath: path).lastPathComponent }

  private func subprocessEnvironment(_ extra: [String: String]) -> Environment {
    var all = environment.merging(extra) { _, new in new }
    // The program is looked up by name, so its folder comes first.
    let folder = URL(filePath: path).deletingLastPathComponent().path
    all["PATH"] = folder + ":" + Self.searchPath
    return .custom(
      Dictionary(uniqueKeysWithValues: all.map { (Environment.Key(stringLiteral: $0), $1) }))
  }

  private static let searchPath =
    ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"

  /// A program that is on the `PATH`, as `make setup` puts it there.
  static func named(_ name: String, environment: [String: String]) throws -> Program {
    let found = searchPath.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    let path = try #require(found, "\(name) is not installed: make setup installs it")
    return Program(path: path, environment: environment)
  }
}

/// How a program ended and what it said.
struct ToolResult: Sendable, CustomStringConvertible {
  /// The words it was called with.
  let command: [String]
  private let outputBytes: [UInt8]
  private let errorBytes: [UInt8]
  /// The exit code; 128 and the signal's number when a signal ended it, as a shell says it.
  let status: Int
  /// The signal that ended it.
  let signal: Int?

  init(
    command: [String], standardOutput: [UInt8], standardError: [UInt8], ending: TerminationStatus
  ) {
    self.command = command
    outputBytes = standardOutput
    errorBytes = standardError
    switch ending {
    case .exited(let code): (status, signal) = (Int(code), nil)
    case .signaled(let number): (status, signal) = (128 + Int(number), Int(number))
    }
  }

  /// Standard output.
  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  /// Standard error.
  var error: String { String(decoding: errorBytes, as: UTF8.self) }
  /// Standard output without the line's end.
  var line: String { output.trimmingCharacters(in: .whitespacesAndNewlines) }

  /// What a failure shows.
  var description: String {
    """
    $ \(command.joined(separator: " "))
    status \(status)
    --- standard output
    \(output.prefix(4000))
    --- standard error
    \(error.prefix(4000))
    """
  }

  /// Fails the test unless it ended with 0.
  @discardableResult
  func succeeded(_ location: SourceLocation = #_sourceLocation) throws -> ToolResult {
    try #require(status == 0, "\(self)", sourceLocation: location)
    return self
  }

  /// Fails the test unless it was refused with the reason on standard error.
  @discardableResult
  func refused(
    status expected: Int = 1, saying words: String...,
    at location: SourceLocation = #_sourceLocation
  ) throws -> ToolResult {
    try #require(status == expected, "\(self)", sourceLocation: location)
    try #require(!error.isEmpty, "no reason given: \(self)", sourceLocation: location)
    for word in words {
      #expect(error.contains(word), "the reason lacks 「\(word)」: \(self)", sourceLocation: location)
    }
    return self
  }

  /// Reads standard output as one JSON document.
  func json<Value: Decodable>(
    _ type: Value.Type, at location: SourceLocation = #_sourceLocation
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(outputBytes))
    } catch {
      Issue.record("not the JSON expected: \(error)\n\(self)", sourceLocation: location)
      throw error
    }
  }
}

import ArgumentParser
import CoreModel
import Foundation
import Store
import TerminalKit

/// The program from its arguments to its exit code.
///
/// 0 is done, 1 refused or failed with the reason on standard error, 2 a wrong command line.
enum Program {
  static let done: Int32 = 0
  static let failed: Int32 = 1
  static let wrongUsage: Int32 = 2

  /// Runs with the arguments and the environment of the process.
  static func runInProcess() -> Int32 {
    // A reader that goes away shows as an error of `write`, which says so quietly; see `FileSink`.
    signal(SIGPIPE, SIG_IGN)
    keepStandardDescriptorsTaken()
    let output = FileSink(descriptor: STDOUT_FILENO)
    let remarks = FileSink(descriptor: STDERR_FILENO)
    let surroundings = Surroundings(
      environment: ProcessInfo.processInfo.environment, clock: .system,
      input: LineReader(descriptor: STDIN_FILENO), output: output, remarks: remarks,
      isInteractive: isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1,
      columns: terminalColumns())
    let code = run(Array(CommandLine.arguments.dropFirst()), in: surroundings)
    output.flush()
    guard output.failure == nil || code != done else {
      surroundings.remark("结果没有写完整（磁盘已满或输出已关闭）；数据库中的数据无损")
      return failed
    }
    return code
  }

  /// Runs one command line.
  static func run(_ arguments: [String], in surroundings: Surroundings) -> Int32 {
    if arguments == ["--version"] {
      surroundings.say("juwei \(Juwei.release)")
      return done
    }
    var surroundings = surroundings
    do {
      surroundings.clock = try DeskClock(environment: surroundings.environment)
      var command = try Juwei.parseAsRoot(arguments)
      if let command = command as? any DeskSubcommand {
        try command.run(in: surroundings)
      } else {
        try command.run()
      }
      surroundings.output.flush()
      return done
    } catch {
      return report(error, in: surroundings)
    }
  }

  private static func report(_ error: any Error, in surroundings: Surroundings) -> Int32 {
    switch error {
    case let code as ExitCode:
      surroundings.output.flush()
      return code.rawValue
    case is StoreError, is ExchangeError, is Refusal, is CommandFailure, is TerminalError:
      surroundings.remark("错误：" + Sanitizer.text(complaint(about: error)))
      return failed
    case let problem as UsageProblem:
      surroundings.remark("用法不对：" + Sanitizer.text(problem.message))
      return wrongUsage
    default:
      return reportParsing(error, in: surroundings)
    }
  }

  /// What ArgumentParser throws: help that was asked for, or a command line that it cannot read.
  private static func reportParsing(_ error: any Error, in surroundings: Surroundings) -> Int32 {
    let text = UsageWords.chinese(
      Juwei.fullMessage(for: error, columns: surroundings.columns))
    switch Juwei.exitCode(for: error) {
    case .success:
      surroundings.say(text)
      surroundings.output.flush()
      return done
    case .validationFailure:
      surroundings.remark(Sanitizer.text(text))
      return wrongUsage
    default:
      surroundings.remark("错误：" + Sanitizer.text(complaint(about: error)))
      return failed
    }
  }

  /// A descriptor that the caller closed would go to the next file that is opened, the database
  /// among them, and our own messages would be written into it.
  private static func keepStandardDescriptorsTaken() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  private static func terminalColumns() -> Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

/// A command that gets what it needs of the world handed to it.
protocol DeskSubcommand: ParsableCommand {
  /// Does it; returns when it is done, throws when it is not.
  func run(in surroundings: Surroundings) throws
}

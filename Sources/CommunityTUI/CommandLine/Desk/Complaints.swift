import CoreModel
import Store
import TerminalKit

/// Something could not be done; the message says what happened, what is safe, what to do next.
struct CommandFailure: Error, Hashable {
  /// The Chinese sentences.
  let message: String

  /// Makes a failure.
  init(_ message: String) { self.message = message }
}

/// The command line itself was wrong, in a way that only shows after parsing: exit code 2.
struct UsageProblem: Error, Hashable {
  /// The Chinese sentence.
  let message: String

  /// Makes a problem.
  init(_ message: String) { self.message = message }
}

/// The message for the person, whatever kind of error it is.
func complaint(about error: any Error) -> String {
  switch error {
  case let error as CommandFailure: error.message
  case let error as UsageProblem: error.message
  case let error as StoreError: error.message
  case ExchangeError.notAHotlineExport(let found):
    "\(ExchangeError.notAHotlineExport(found: found).message)。列名不同时可用列对照（--map）指明"
  case let error as ExchangeError: error.message
  case let error as Refusal: error.message
  case let error as TerminalError: "\(error)"
  default: "没有完成：\(error)"
  }
}

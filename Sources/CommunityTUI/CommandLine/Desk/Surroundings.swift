import Foundation

/// What a command sees of the world outside: passed in, so that tests can make their own.
struct Surroundings {
  /// The environment variables.
  var environment: [String: String]
  /// The time.
  var clock: DeskClock
  /// Where lines of work come from, for the commands that take them (`add -`).
  var input: any LineSource
  /// Where results go.
  var output: any TextSink
  /// Where complaints and remarks go.
  var remarks: any TextSink
  /// Whether somebody sits at a terminal, for input and output.
  var isInteractive: Bool
  /// Columns of the terminal that the output goes to; nil when it goes elsewhere.
  var columns: Int?

  /// Prints a line.
  func say(_ line: String) { output.write(line + "\n") }

  /// Prints a line that somebody waits for: it is out before this returns.
  func sayAtOnce(_ line: String) {
    say(line)
    output.flush()
  }

  /// Prints a line beside the result, so that scripts can read the result alone.
  func remark(_ line: String) {
    output.flush()
    remarks.write(line + "\n")
    remarks.flush()
  }
}

/// Takes text on its way out.
protocol TextSink: AnyObject {
  /// Takes text; it may be kept back until ``flush()``.
  func write(_ text: String)
  /// Sends what was kept back.
  func flush()
}

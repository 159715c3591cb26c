import Foundation
import Store
import Synchronization

/// How far an import or an export is, on the terminal that errors go to; and Ctrl-C, which stops it.
struct ProgressLine {
  private static let isStopped = Atomic(false)
  /// Ctrl-C, a closed terminal, and being told to end.
  private static let signals = [SIGINT, SIGHUP, SIGTERM]
  private let isShown = isatty(STDERR_FILENO) == 1

  init() {
    // Nothing is left behind either way; so it is also said.
    for number in ProgressLine.signals {
      signal(number) { number in
        if ProgressLine.isStopped.exchange(true, ordering: .relaxed) { _exit(128 + number) }
      }
    }
  }

  /// Shows how far an import is; false when somebody wants it stopped.
  func show(_ progress: ImportProgress) -> Bool {
    show("\(progress.phase.title) \(Int(progress.fraction * 100))% ·", rows: progress.rows)
  }

  /// Shows how many rows are done; false when somebody wants it stopped.
  func show(_ word: String, rows: Int) -> Bool {
    if isShown { write("\r\u{1B}[K\(word) \(rows) 行（Ctrl-C 取消）") }
    return !ProgressLine.isStopped.load(ordering: .relaxed)
  }

  /// Leaves the line to others.
  func clear() {
    for number in ProgressLine.signals { signal(number, SIG_DFL) }
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    var text = text
    _ = text.withUTF8 { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

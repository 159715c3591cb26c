import Foundation

/// Standard output or standard error, written in large pieces.
final class FileSink: TextSink {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// The error of the first write that failed; nothing is written after it.
  private(set) var failure: Int32?

  /// Makes a sink for an open file.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  func write(_ text: String) {
    guard failure == nil else { return }
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 65_536 { flush() }
  }

  func flush() {
    var sent = 0
    while failure == nil, sent < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
      }
      if count >= 0 {
        sent += count
      } else if errno != EINTR {
        failure = errno
      }
      // A reader that went away (`juwei list | head`) wants no more: stop working for it.
      if failure == EPIPE { exit(0) }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

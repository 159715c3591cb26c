import Glibc

/// Reading and writing descriptors whole, in spite of signals and full buffers.
enum DescriptorIO {
  /// Writes everything, or gives up when the other end is gone.
  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0 && errno == EAGAIN {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        if Glibc.poll(&poll, 1, 1000) <= 0 { return }
      } else if count == 0 || errno != EINTR {
        return
      }
    }
  }

  /// What one read gave.
  enum ReadResult {
    case bytes(Int)
    case nothing
    case ended
  }

  static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> ReadResult {
    while true {
      let count = buffer.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .ended }
      if errno == EAGAIN { return .nothing }
      if errno != EINTR { return .ended }
    }
  }

  /// Waits until the descriptor can be read, has ended, or the time is over.
  static func waitReadable(_ descriptor: Int32, milliseconds: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, milliseconds) > 0
  }
}

/// Milliseconds that only ever go forward, whatever happens to the wall clock.
enum Monotonic {
  static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}

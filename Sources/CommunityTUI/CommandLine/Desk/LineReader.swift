import Foundation

/// Gives work line by line, each as soon as it is there.
protocol LineSource: AnyObject {
  /// The next line without its end; nil when there are no more.
  /// - Throws: ``CommandFailure`` when the source cannot be read.
  func next() throws -> InputLine?
}

/// A line that somebody handed in.
enum InputLine: Hashable {
  /// Its text.
  case text(String)
  /// No text: why not, in words for whoever wrote it.
  case unreadable(String)
}

/// The lines of an open file or a pipe.
final class LineReader: LineSource {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// What is before this has been handed out.
  private var start = 0
  /// What is before this holds no line's end.
  private var searched = 0
  private var isAtEnd = false
  private var isFirst = true

  /// Nobody types more for one request; a stream without line ends must not fill the memory.
  private static let longest = 64 * 1024

  /// Makes a reader of an open file.
  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  func next() throws -> InputLine? {
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { move(to: end + 1) }
        return isTooLong ? LineReader.tooLong : line(buffer[start..<end])
      }
      searched = buffer.count
      if searched - start > LineReader.longest {
        isTooLong = true
        move(to: searched)
      }
      guard !isAtEnd else {
        defer { move(to: searched) }
        if isTooLong { return LineReader.tooLong }
        return start < searched ? line(buffer[start..<searched]) : nil
      }
      try fill()
    }
  }

  private static let tooLong = InputLine.unreadable("这一行太长（超过 \(longest / 1024) KB）")

  private func line(_ bytes: ArraySlice<UInt8>) -> InputLine {
    var bytes = bytes
    if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    // Files saved on Windows begin with a mark that is no part of the first line.
    if isFirst, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    isFirst = false
    guard bytes.count <= LineReader.longest else { return LineReader.tooLong }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .unreadable("文字编码不是 UTF-8")
    }
    return .text(text)
  }

  private func move(to index: Int) {
    start = index
    searched = max(searched, index)
    guard start == buffer.count else { return }
    buffer.removeAll(keepingCapacity: true)
    (start, searched) = (0, 0)
  }

  private func fill() throws {
    // A line's beginning moves to the front before more of it is read.
    if start > 0 {
      buffer.removeFirst(start)
      (start, searched) = (0, searched - start)
    }
    let capacity = 1 << 14
    var piece = [UInt8](repeating: 0, count: capacity)
    while true {
      let count = read(descriptor, &piece, capacity)
      if count > 0 { return buffer.append(contentsOf: piece[..<count]) }
      if count == 0 {
        isAtEnd = true
        return
      }
      guard errno == EINTR else {
        throw CommandFailure("读不到标准输入（\(String(cString: strerror(errno)))）")
      }
    }
  }
}

import Foundation

/// A file that somebody wants read.
enum InputFile {
  /// All its bytes; `-` is standard input.
  /// - Throws: ``CommandFailure`` that says which of the usual things is wrong.
  static func bytes(of path: String) throws -> [UInt8] {
    guard path != "-" else { return try read(STDIN_FILENO, named: "标准输入") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, path) }
    defer { close(descriptor) }
    return try read(descriptor, named: path)
  }

  /// Whether there is a folder of this name.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func read(_ descriptor: Int32, named path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      // Room at once for what it says it is, within reason.
      bytes.reserveCapacity(min(max(0, Int(status.st_size)), 1 << 28))
    }
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: piece[..<count])
      } else if errno != EINTR {
        throw failure(errno, path)
      }
    }
  }

  private static func failure(_ code: Int32, _ path: String) -> CommandFailure {
    let reason =
      switch code {
      case ENOENT, ENOTDIR: "没有这个文件"
      case EACCES, EPERM: "没有权限读取"
      case EISDIR: "这是目录，不是文件"
      default: "无法读取（\(String(cString: strerror(code)))）"
      }
    return CommandFailure("\(reason)：\(path)。没有改动任何数据，请检查路径后重试")
  }
}

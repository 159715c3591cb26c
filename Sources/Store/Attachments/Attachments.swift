package import CoreModel
internal import Foundation

/// Photos and papers stand beside the database, named by what is in them: the same photo twice is one file,
/// and a file can be told from a damaged one.
extension DeskStore {
  /// Bytes that one file may have.
  package static let largestAttachment = 50 * 1024 * 1024

  /// Copies a file beside the database. The original is not needed any more afterwards.
  /// - Parameter path: A regular file; `~` stands for the home folder.
  /// - Throws: ``StoreError/file(_:)`` with what is wrong with the file, ``StoreError/diskFull(path:)``.
  package func attach(path: String) throws(StoreError) -> Evidence {
    guard mode == .readWrite else { throw .readOnly(path: self.path) }
    let source = (path as NSString).expandingTildeInPath
    try DeskStore.checkAttachable(source)
    try DatabaseFile.makeFolder(filesFolder)
    var random = SystemRandomNumberGenerator()
    let partial = filesFolder + "/partial-" + String(random.next(), radix: 36)
    defer { unlink(partial) }
    // What was copied counts: the file may have grown since it was looked at.
    let (digest, size) = try DeskStore.copy(source, to: partial)
    let evidence = Evidence(
      fileName: (source as NSString).lastPathComponent, digest: digest, size: size)
    let target = self.path(of: evidence)
    let folder = (target as NSString).deletingLastPathComponent
    try DatabaseFile.makeFolder(folder)
    // Renamed only when whole and on the disk: a half file never has a name that somebody looks for.
    guard rename(partial, target) == 0 else { throw DatabaseFile.failure(target) }
    DeskStore.flush(folder: folder)
    return evidence
  }

  /// Where the file of a piece of evidence is.
  package func path(of evidence: Evidence) -> String {
    DeskStore.path(of: evidence, in: filesFolder)
  }

  /// The same, for who knows only the folder.
  package static func path(of evidence: Evidence, in folder: String) -> String {
    "\(folder)/\(evidence.digest.prefix(2))/\(evidence.digest)"
  }

  /// The folder of attachments.
  package var filesFolder: String { path + ".files" }

  private static func checkAttachable(_ path: String) throws(StoreError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw .file(
        errno == EACCES ? "没有权限读取附件：\(path)" : "没有找到附件：\(path)。请检查文件名，填的内容还没有保存")
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .file("附件要是一个文件：\(path)") }
    guard status.st_size > 0 else { throw .file("附件是空文件：\(path)") }
    guard status.st_size <= largestAttachment else {
      throw .file("附件超过 \(largestAttachment / 1024 / 1024) MB：\(path)。请压缩后再添加")
    }
  }

  /// What is wrong with a kept file; nil when it is what was kept.
  static func damage(_ path: String, _ evidence: Evidence) -> String? {
    let file = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return errno == ENOENT ? "文件不见了" : "文件打不开" }
    defer { Foundation.close(file) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = read(file, &buffer, buffer.count)
      guard count >= 0 else { return "文件读不出" }
      if count == 0 { break }
      hash.update(buffer[..<count])
    }
    return hash.finish() == evidence.digest ? nil : "内容变了"
  }

  /// Copies and hashes at once.
  /// - Returns: SHA-256 in hex, and the bytes copied.
  private static func copy(
    _ source: String, to target: String
  ) throws(StoreError) -> (digest: String, size: Int) {
    let input = Foundation.open(source, O_RDONLY | O_CLOEXEC)
    guard input >= 0 else { throw .file("没有权限读取附件：\(source)") }
    defer { Foundation.close(input) }
    let output = Foundation.open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw DatabaseFile.failure(target) }
    defer { Foundation.close(output) }
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    var total = 0
    while true {
      let count = read(input, &buffer, buffer.count)
      guard count >= 0 else { throw .file("附件读取失败：\(source)") }
      if count == 0 { break }
      total += count
      guard total <= largestAttachment else { throw .file("附件在复制时变大了，超过上限：\(source)") }
      hash.update(buffer[..<count])
      var written = 0
      while written < count {
        let step = buffer.withUnsafeBytes { bytes in
          write(output, bytes.baseAddress.map { $0 + written }, count - written)
        }
        guard step > 0 else { throw DatabaseFile.failure(target) }
        written += step
      }
    }
    guard fsync(output) == 0 else { throw DatabaseFile.failure(target) }
    guard total > 0 else { throw .file("附件是空文件：\(source)") }
    return (hash.finish(), total)
  }

  static func flush(folder: String) {
    let handle = Foundation.open(folder, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    Foundation.close(handle)
  }
}

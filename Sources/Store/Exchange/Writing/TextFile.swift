internal import Foundation

/// A text on its way to a file, such as a page to print: written beside its place, flushed, and only then named.
package enum TextFile {
  /// Writes a file that only its owner can read.
  /// - Parameter isReplacing: Whether a file of this name is to be replaced.
  /// - Throws: ``StoreError`` when there is a file already, or none can be made here; then nothing was written.
  package static func write(
    _ text: String, to path: String, replacing isReplacing: Bool = false
  ) throws(StoreError) {
    try SheetFile.check(path, replacing: isReplacing)
    let partial = try SheetFile.partial(for: path)
    let handle = Foundation.open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard handle >= 0 else { throw SheetFile.failure(path) }
    var bytes = ArraySlice(Array(text.utf8))
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Foundation.write(handle, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes = bytes.dropFirst(count)
    }
    guard bytes.isEmpty, fsync(handle) == 0 else {
      let failure = SheetFile.failure(path)
      Foundation.close(handle)
      unlink(partial)
      throw failure
    }
    Foundation.close(handle)
    do throws(StoreError) {
      try SheetFile.check(path, replacing: isReplacing)
      guard rename(partial, path) == 0 else { throw SheetFile.failure(path) }
    } catch {
      unlink(partial)
      throw error
    }
    let folder = (path as NSString).deletingLastPathComponent
    DeskStore.flush(folder: folder.isEmpty ? "." : folder)
  }
}

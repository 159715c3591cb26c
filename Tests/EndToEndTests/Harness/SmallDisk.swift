import Foundation
import Testing

/// A disk of its own, so small that a test can fill it: a file system in memory, which only root may
/// mount.
final class SmallDisk {
  /// Where it is.
  let folder: URL

  /// Whether this account may mount one.
  static let isPossible: Bool = {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "juwei-\(UInt32.random(in: .min ... .max))")
    guard geteuid() == 0,
      (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false))
        != nil
    else { return false }
    defer { rmdir(folder.path) }
    guard mount("none", folder.path, "tmpfs", 0, "size=64k") == 0 else { return false }
    return umount(folder.path) == 0
  }()

  /// What the tests that need it say when they are passed over.
  static let need: Comment = "needs root, to mount a small disk"

  /// Mounts a disk of so many bytes in a new folder.
  init(in parent: URL, bytes: Int) throws {
    folder = parent.appending(path: "disk")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try #require(
      mount("none", folder.path, "tmpfs", 0, "size=\(bytes)") == 0,
      "\(String(cString: strerror(errno)))")
  }

  deinit {
    // What is still open on it keeps it alive until that is closed.
    umount2(folder.path, Int32(MNT_DETACH))
  }

  /// Fills it to the last byte.
  func fill() throws {
    let path = folder.appending(path: "filler").path
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(file, block, block.count) > 0 {}
  }

  /// Makes room again.
  func empty() throws {
    try FileManager.default.removeItem(at: folder.appending(path: "filler"))
  }

  /// Lets nobody write to it any more, root included.
  func lock() throws {
    try #require(
      mount("none", folder.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0,
      "\(String(cString: strerror(errno)))")
  }
}

import Glibc

/// Sends stderr to a file while the screen is up, since any library's complaint would tear the picture.
final class StandardErrorDiversion {
  /// The real stderr, kept for later.
  let original: Int32

  /// - Returns: `nil` when the file cannot be written; then stderr stays as it is.
  init?(path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { return nil }
    defer { close(file) }
    original = fcntl(2, F_DUPFD_CLOEXEC, 3)
    guard original >= 0 else { return nil }
    dup2(file, 2)
  }

  /// Puts stderr back.
  func end() {
    dup2(original, 2)
    close(original)
  }
}

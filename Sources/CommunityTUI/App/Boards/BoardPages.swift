import Foundation
import Store

/// Pages that a board writes for the browser to print.
enum BoardPages {
  /// Writes a page beside the person's other papers. One that says something else is left as it is: it may be of
  /// another moment, or somebody may have written into it.
  static func write(
    _ page: HTMLPage, named name: String, in folder: String = NSHomeDirectory()
  ) throws -> String {
    let plain = name.map { "/\\:*?\"<>|\n\t ".contains($0) ? "-" : $0 }
    let stem = "\(folder)/\(String(plain))"
    let text = page.text
    let paths = ["\(stem).html"] + (2...99).map { "\(stem)-\($0).html" }
    for path in paths where FileManager.default.fileExists(atPath: path) {
      if FileManager.default.contents(atPath: path) == Data(text.utf8) { return path }
    }
    guard let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
      throw StoreError.failed("\(folder) 里同名的网页太多了；请先移走一些再存")
    }
    try TextFile.write(text, to: path)
    return path
  }
}

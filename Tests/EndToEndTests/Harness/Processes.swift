import Foundation

/// What `/proc` tells about other processes.
enum Processes {
  /// The processes that a process has started, oldest first.
  static func children(of parent: Int32) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int32($0) }.filter { self.parent(of: $0) == parent }.sorted()
  }

  /// A process and all that descend from it.
  static func tree(of root: Int32) -> [Int32] {
    [root] + children(of: root).flatMap { tree(of: $0) }
  }

  /// Whether it runs; one that has ended and only waits to be collected does not.
  static func isAlive(_ process: Int32) -> Bool {
    fields(of: process).map { $0.first != "Z" } ?? false
  }

  private static func parent(of process: Int32) -> Int32? {
    fields(of: process).flatMap { $0.dropFirst().first }.flatMap { Int32($0) }
  }

  /// The fields after the name, which is in parentheses and may hold anything.
  private static func fields(of process: Int32) -> [Substring]? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat"),
      let end = data.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    return String(decoding: data[(end + 1)...], as: UTF8.self).split(separator: " ")
  }
}

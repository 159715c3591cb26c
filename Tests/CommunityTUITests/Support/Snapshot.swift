import Foundation
import TerminalKit
import Testing

@testable import CommunityTUI

/// A screen as text, kept beside the tests. `JUWEI_RECORD_SNAPSHOTS=1 swift test` writes them anew;
/// look at the difference before it is committed.
enum Snapshot {
  /// Compares what a console shows with what was recorded, and checks what holds for every screen.
  static func check(
    _ bench: DeskBench, _ name: String, showsPhone: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let frame = bench.state.view()
    checkRules(frame, showsPhone: showsPhone, sourceLocation: sourceLocation)
    let text = describe(frame)
    let file = folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["JUWEI_RECORD_SNAPSHOTS"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    guard let recorded = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record(
        "There is no snapshot \(name). Record it with JUWEI_RECORD_SNAPSHOTS=1 and look at it:\n\(text)",
        sourceLocation: sourceLocation)
      return
    }
    #expect(
      recorded == text, "The screen \(name) differs:\n\(difference(recorded, text))",
      sourceLocation: sourceLocation)
  }

  /// What holds for every screen: no row is wider than the window, and no phone shows in full.
  static func checkRules(_ frame: Frame, showsPhone: Bool, sourceLocation: SourceLocation) {
    let size = frame.canvas.size
    let rows = frame.canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.count == size.rows, sourceLocation: sourceLocation)
    for (index, row) in rows.enumerated() {
      let columns = row.unicodeScalars.reduce(0) { $0 + plainColumns(of: $1) }
      #expect(
        columns <= size.columns, "row \(index) takes \(columns) columns: \(row)",
        sourceLocation: sourceLocation)
    }
    if let cursor = frame.cursor {
      #expect(frame.canvas.bounds.contains(cursor), sourceLocation: sourceLocation)
    }
    guard !showsPhone else { return }
    for row in rows {
      let hasPhone = row.split { !$0.isASCII || !$0.isNumber }.contains { $0.count == 11 }
      #expect(!hasPhone, "a phone shows in full: \(row)", sourceLocation: sourceLocation)
    }
  }

  /// The width by the blocks of Unicode alone, independent of the console's own tables.
  private static func plainColumns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  private static func describe(_ frame: Frame) -> String {
    let cursor = frame.cursor.map { "row \($0.row), column \($0.column)" } ?? "hidden"
    return """
      \(frame.canvas.size.columns)×\(frame.canvas.size.rows)  cursor: \(cursor)  title: \(frame.title)
      ==== text
      \(frame.canvas.text)
      ==== styles
      \(frame.canvas.styleMap)

      """
  }

  private static func difference(_ old: String, _ new: String) -> String {
    let old = old.split(separator: "\n", omittingEmptySubsequences: false)
    let new = new.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { index in
      let before = old.indices.contains(index) ? String(old[index]) : "(nothing)"
      let after = new.indices.contains(index) ? String(new[index]) : "(nothing)"
      return before == after ? nil : "\(index + 1) - \(before)\n\(index + 1) + \(after)"
    }.joined(separator: "\n")
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("__Snapshots__")
}

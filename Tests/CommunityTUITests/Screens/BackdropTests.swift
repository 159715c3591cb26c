import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Frames drawn over the last one")
struct BackdropTests {
  /// Keys that visit every screen, pane, overlay and list position.
  private static let script = [
    "j", "j", "k", "<PgDn>", "<Home>", "<Tab>", "j", "<Tab>", "<Tab>", "<Tab>", "z", "z", "2", "j",
    "3", "j", "1", "<Enter>", "<Esc>", " ", "<Esc>", "/", "灯", "<Enter>", "<Esc>", "v", "v",
    "?", "<Esc>", "n", "x", "<Esc>", "M", " ", " ", "j", "<Up>", " ", "A", "<PgDn>", "m", "<Enter>",
    "<Esc>", "<Esc>", "<Esc>", "2", "1", "r", "<Enter>", "t", "1", "q", "<Esc>", ":", "<Esc>",
  ]

  @Test("A frame that reuses what still holds is the frame drawn from nothing")
  func reusedEqualsFresh() throws {
    var bench = try DeskBench()
    var drawn: DrawnBackdrop?
    for key in Self.script {
      bench.play(key)
      let reused = bench.state.view(reusing: &drawn)
      let fresh = bench.state.view()
      #expect(reused.canvas.text == fresh.canvas.text, "after \(key)")
      #expect(reused.canvas.styleMap == fresh.canvas.styleMap, "after \(key)")
      #expect(reused.cursor == fresh.cursor, "after \(key)")
    }
  }
}

import Testing

@testable import TerminalKit

@Suite("Keys")
struct KeyTests {
  @Test("Labels as footers show them")
  func labels() {
    let labels: [(Key, String)] = [
      (Key(.enter), "Enter"), (Key(.escape), "Esc"), (Key(.tab), "Tab"), (Key(.up), "↑"),
      (Key(.pageDown), "PgDn"), (Key(.function(5)), "F5"), (.ctrl("P"), "Ctrl-P"), (Key("n"), "n"),
      (Key("/"), "/"), (Key(.backTab), "Shift-Tab"), (.alt("x"), "Alt-x"), (Key(" "), "空格"),
    ]
    for (key, label) in labels { #expect(key.label == label) }
    #expect(Key.ctrl("P") == Key.ctrl("p"))
    #expect(Key("楼").typed == "楼" && Key.ctrl("p").typed == nil && Key(.tab).typed == nil)
  }

  @Test("Trap 7: commands work with the input method left on")
  func fullWidth() {
    let pairs: [(Character, Character)] = [
      ("ｎ", "n"), ("Ｎ", "N"), ("！", "!"), ("～", "~"), ("、", "/"), ("，", ","), ("。", "."),
      ("？", "?"), ("：", ":"), ("；", ";"), ("“", "\""), ("”", "\""), ("１", "1"), ("\u{3000}", " "),
      ("n", "n"),
    ]
    for (typed, command) in pairs { #expect(CommandKeys.normalise(Key(typed)) == Key(command)) }
    #expect(CommandKeys.normalise(Key(.enter)) == Key(.enter))
    #expect(CommandKeys.normalise(.ctrl("s")) == .ctrl("s"))
  }

  @Test("Trap 7: stray Han is recognised and no command")
  func strayHan() {
    #expect(CommandKeys.normalise(Key("你")) == nil)
    #expect(CommandKeys.isStrayHan(Key("你")))
    for other in [Key("n"), Key("，"), Key(.enter), Key("é")] {
      #expect(!CommandKeys.isStrayHan(other))
    }
  }
}

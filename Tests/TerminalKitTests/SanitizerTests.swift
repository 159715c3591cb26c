import Testing

@testable import TerminalKit

@Suite("Sanitizer")
struct SanitizerTests {
  @Test(
    "Trap 10: residents' text loses what could reach the terminal",
    arguments: [
      ("\u{1B}]0;骗\u{7}你好", "]0;骗你好"), ("a\u{9B}31mb", "a31mb"), ("甲\u{202E}乙\u{2069}", "甲乙"),
      ("零\u{200B}宽\u{FEFF}\u{200D}", "零宽"), ("一\r\n二\n三\t四", "一 二 三 四"), ("x\u{AD}y", "xy"),
      ("\u{7F}\u{0}", ""), ("普通 text 12号", "普通 text 12号"), ("葛\u{E0100}", "葛\u{E0100}"),
    ])
  func line(raw: String, clean: String) {
    #expect(Sanitizer.line(raw) == clean)
  }

  @Test("Several lines keep their breaks, in one form")
  func text() {
    #expect(Sanitizer.text("一\r\n二\r三\u{2028}四\t五\u{1B}") == "一\n二\n三\n四 五")
  }

  @Test("Nothing that is dropped ever survives in any position")
  func exhaustive() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let line = Sanitizer.line("a\(scalar)b")
      for left in line.unicodeScalars {
        #expect(left.properties.generalCategory != .control)
        #expect(left.properties.generalCategory != .format)
        #expect(left.properties.generalCategory != .lineSeparator)
      }
    }
  }

  @Test("Cleaning twice changes nothing more, and never the width")
  func idempotent() {
    for text in ["\u{1B}[2J危险\n", "👨‍👩‍👧一家\u{202E}", "e\u{301}\u{200B}\u{301}"] {
      let once = Sanitizer.line(text)
      #expect(Sanitizer.line(once) == once)
    }
    #expect(
      TextWidth.columns("\u{1B}[2J危险\n") == TextWidth.columns(Sanitizer.line("\u{1B}[2J危险\n")))
  }
}

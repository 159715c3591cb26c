import Testing

@testable import TerminalKit

@Suite("Text width")
struct TextWidthTests {
  @Test(
    "One width function: columns as the terminal counts them",
    arguments: [
      ("", 0), ("abc", 3), ("居委", 4), ("楼12号", 6), ("，。「」", 8), ("“”—…·①★→│●", 10),
      ("😀", 2), ("e\u{301}", 1), ("〓", 2),
    ])
  func measured(text: String, columns: Int) {
    #expect(TextWidth.columns(text) == columns)
  }

  @Test(
    "Trap 9: private use, very new Han and unknown emoji are two columns of 〓",
    arguments: ["\u{E000}", "\u{31350}", "\u{10FFFD}", "\u{1FAE9}", "🇨🇳"])
  func placeholders(text: String) {
    #expect(TextWidth.columns(text) == 2)
    #expect(Array(text.glyphs) == [.placeholder])
  }

  @Test(
    "Trap 9: emoji clusters shrink to their base",
    arguments: [
      ("👨‍👩‍👧", "👨", 2), ("👍🏽", "👍", 2), ("❤️", "❤", 1), ("1️⃣", "1", 1), ("🏳️‍🌈", "🏳", 1),
    ])
  func clusters(text: String, base: Unicode.Scalar, columns: Int) {
    #expect(text.glyphs.map(\.scalar) == [base])
    #expect(TextWidth.columns(text) == columns)
  }

  @Test("A joiner does not swallow what is not an emoji")
  func joinerOutsideEmoji() {
    #expect(TextWidth.columns("张\u{200D}三") == 4)
    #expect(TextWidth.columns("👨\u{200D}张") == 4)
  }

  @Test("Each glyph is as wide as its scalar alone, whatever the scalar")
  func scalarsAgreeWithText() {
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 1)
    where value < 0x32100 || value % 97 == 0 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let alone = TextWidth.columns(of: scalar)
      let text = "a" + String(Character(scalar)) + "b"
      // A selector, mark or line break may join a cluster but never changes the sum.
      #expect(TextWidth.columns(text) == alone + 2, "U+\(String(value, radix: 16))")
    }
  }

  @Test("Text of many marks keeps two of them and its width")
  func zalgo() {
    let text = "a" + String(repeating: "\u{301}", count: 50)
    #expect(TextWidth.columns(text) == 1)
    var view = String.UnicodeScalarView()
    for glyph in text.glyphs { glyph.append(to: &view) }
    #expect(view.count == 3)
  }
}

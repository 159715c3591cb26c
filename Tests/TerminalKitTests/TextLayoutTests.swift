import Testing

@testable import TerminalKit

@Suite("Text layout")
struct TextLayoutTests {
  @Test(
    "Trap 2: cutting never splits a wide character",
    arguments: [
      ("楼道灯不亮", 10, "楼道灯不亮"), ("楼道灯不亮", 9, "楼道灯不…"), ("楼道灯不亮", 8, "楼道灯…"),
      ("abcdef", 4, "abc…"), ("楼", 1, "…"), ("楼", 0, ""), ("a楼", 2, "a…"), ("", 3, ""),
    ])
  func clip(text: String, columns: Int, result: String) {
    #expect(TextLayout.clip(text, columns: columns) == result)
  }

  @Test("Trap 2: padding fills the spare column")
  func pad() {
    #expect(TextLayout.pad("楼道灯", columns: 5) == "楼道…")
    #expect(TextLayout.pad("楼道灯", columns: 4) == "楼… ")
    #expect(TextLayout.pad("12", columns: 5, align: .right) == "   12")
    #expect(TextLayout.pad("12", columns: 5, align: .center) == " 12  ")
    #expect(TextLayout.pad("12", columns: -1) == "")
  }

  @Test(
    "Wrapping as Chinese readers expect",
    arguments: [
      ("楼道灯不亮，有老人摔倒", 10, ["楼道灯不", "亮，有老人", "摔倒"]),
      ("请拨打12345热线", 10, ["请拨打", "12345热线"]),
      ("hello world again", 11, ["hello world", "again"]),
      ("「急」「急」「急」", 8, ["「急」", "「急」", "「急」"]),
      ("一\n\n二", 10, ["一", "", "二"]), ("", 5, [""]), ("楼", 1, ["…"]),
      ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ])
  func wrap(text: String, columns: Int, lines: [String]) {
    #expect(TextLayout.wrap(text, columns: columns) == lines)
  }

  @Test("No width at all gives no lines")
  func wrapNowhere() {
    #expect(TextLayout.wrap("楼道", columns: 0) == [])
    #expect(TextLayout.wrap("楼道", columns: -3) == [])
  }

  @Test("Any text: lines fit and nothing but spaces is lost")
  func wrapKeepsEverything() {
    var random = SeededRandom(seed: 7)
    let alphabet = Array("楼道灯不亮，。、「」（）：；！？ ab12-😀\u{E000}e\u{301}")
    for _ in 0..<2000 {
      let text = String(
        (0..<random.next(below: 40)).map { _ in alphabet[random.next(below: alphabet.count)] })
      let columns = 2 + random.next(below: 20)
      let lines = TextLayout.wrap(text, columns: columns)
      for line in lines { #expect(TextWidth.columns(line) <= columns) }
      let drawn = text.glyphs.map(\.scalar).filter { $0 != " " }
      let kept = lines.joined().glyphs.map(\.scalar).filter { $0 != " " }
      #expect(drawn == kept)
    }
  }

  @Test("Ordinary sentences: no line starts with a closing mark or ends with an opening one")
  func wrapPunctuation() {
    var random = SeededRandom(seed: 5)
    let pieces = ["楼道灯", "不亮", "「急」", "（三楼）", "老人", "摔倒了"]
    let words = ["12345", "WeChat", "8:30"]
    let marks = ["", "，", "。", "；", "、 ", " ", "：", "！", "？"]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<random.next(below: 12) {
        text += pieces[random.next(below: pieces.count)]
        if random.next(below: 3) == 0 { text += words[random.next(below: words.count)] }
        text += marks[random.next(below: marks.count)]
      }
      let columns = 12 + random.next(below: 20)
      let lines = TextLayout.wrap(text, columns: columns)
      for line in lines {
        #expect(!"，。、」）：；！？".contains(line.first ?? "一"), "\(text) in \(columns): \(lines)")
        #expect(!"「（".contains(line.last ?? "一"), "\(text) in \(columns): \(lines)")
        #expect(TextWidth.columns(line) <= columns)
      }
      for word in words where text.contains(word) {
        #expect(lines.contains { $0.contains(word) }, "\(text) in \(columns): \(lines)")
      }
    }
  }

  @Test("Any text: clipped text fits and is a prefix")
  func clipProperties() {
    var random = SeededRandom(seed: 11)
    let alphabet = Array("楼道灯ab12😀\u{E000}e\u{301}\u{202E}\n")
    for _ in 0..<2000 {
      let text = String(
        (0..<random.next(below: 20)).map { _ in alphabet[random.next(below: alphabet.count)] })
      let columns = random.next(below: 24)
      let clipped = TextLayout.clip(text, columns: columns)
      #expect(TextWidth.columns(clipped) <= columns)
      #expect(TextWidth.columns(TextLayout.pad(text, columns: columns)) == columns)
    }
  }
}

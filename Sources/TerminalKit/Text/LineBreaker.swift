/// Breaks one paragraph greedily, by the rules that Chinese readers expect (避头尾).
struct LineBreaker {
  private let glyphs: [Glyph]
  private let columns: Int

  init(paragraph: String, columns: Int) {
    self.columns = columns
    glyphs = Array(paragraph.glyphs).map { glyph in
      // A wide character cannot be shown in one column at all.
      glyph.width > columns ? Glyph(scalar: "…", width: 1) : glyph
    }
  }

  func appendLines(to lines: inout [String]) {
    var start = 0
    repeat {
      let overflow = firstOverflow(from: start)
      let end = overflow == glyphs.count ? overflow : breakPosition(start: start, limit: overflow)
      lines.append(string(start..<end))
      start = overflow == glyphs.count ? overflow : skippingSpaces(from: end)
    } while start < glyphs.count
  }

  /// The index of the first glyph that no longer fits on a line that begins at `start`.
  private func firstOverflow(from start: Int) -> Int {
    var used = 0
    var index = start
    while index < glyphs.count, used + glyphs[index].width <= columns {
      used += glyphs[index].width
      index += 1
    }
    return index
  }

  private func breakPosition(start: Int, limit: Int) -> Int {
    var index = limit
    while index > start {
      if mayBreak(before: index) { return index }
      index -= 1
    }
    return max(limit, start + 1)
  }

  private func mayBreak(before index: Int) -> Bool {
    let left = glyphs[index - 1].scalar
    // Spaces at a break vanish, so what comes after them is what would start the line.
    let next = skippingSpaces(from: index)
    let right = next < glyphs.count ? glyphs[next].scalar : " "
    if next > index || left == " " { return !Self.forbiddenAtStart.contains(right) }
    if Self.forbiddenAtStart.contains(right) || Self.forbiddenAtEnd.contains(left) { return false }
    return !(Self.isWordPart(left) && Self.isWordPart(right))
  }

  /// Spaces at a break belong to neither line.
  private func skippingSpaces(from index: Int) -> Int {
    var index = index
    while index < glyphs.count, glyphs[index].scalar == " " { index += 1 }
    return index
  }

  private func string(_ range: Range<Int>) -> String {
    var range = range
    // Trailing spaces are invisible, but would show when a row is underlined or reversed.
    while range.upperBound < glyphs.count, let last = range.last, glyphs[last].scalar == " " {
      range = range.lowerBound..<last
    }
    var view = String.UnicodeScalarView()
    for index in range { glyphs[index].append(to: &view) }
    return String(view)
  }

  /// Letters, digits and the marks inside numbers, addresses and ticket names, narrow ones only.
  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7E: true
    case 0xC0...0x24F, 0x370...0x52F: true
    default: false
    }
  }

  private static let forbiddenAtStart: Set<Unicode.Scalar> = Set(
    "，。、；：！？）」』】》〉〕｝］’”…—·％℃,.;:!?)]}%".unicodeScalars)
  private static let forbiddenAtEnd: Set<Unicode.Scalar> = Set(
    "（「『【《〈〔｛［‘“([{￥#＃".unicodeScalars)
}

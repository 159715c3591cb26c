import CLinux
import Glibc

/// How one Unicode scalar behaves when it is drawn.
///
/// Everything that measures, cuts, wraps or draws text decides by this one classification, so no two
/// parts of the console can ever disagree about where a character ends.
enum GlyphClass: UInt8 {
  /// Draws over the character before it and takes no column.
  case combining = 0
  case narrow = 1
  case wide = 2
  /// No terminal can be trusted to draw it (private use, too new): shown as `〓`.
  case placeholder = 3
  /// Must never reach the terminal: controls, bidirectional and format characters, selectors.
  case dropped = 4
  /// Line breaks and tabs, which are a blank when text is drawn on one line.
  case blank = 5
  /// U+200D: the emoji that follows it melts into the one before.
  case joiner = 6
  /// A skin tone: melts into the emoji before it.
  case skinTone = 7
  /// Half of a flag; two make one picture, which is shown as `〓`.
  case regionalIndicator = 8
}

/// The classification of every scalar, built once from the C library's own widths, because ncurses
/// uses those and would otherwise count columns differently from us.
enum GlyphTable {
  /// Beyond this no character has a width known to the C library except by accident.
  static let limit = 0x3_2000

  /// One `GlyphClass.rawValue` for each scalar below ``limit``.
  static let classes: [UInt8] = build()

  @inline(__always)
  static func rawClass(_ value: UInt32, in table: [UInt8]) -> UInt8 {
    if value < UInt32(limit) { return table[Int(value)] }
    return rawClassBeyondTable(value)
  }

  static func glyphClass(_ scalar: Unicode.Scalar) -> GlyphClass {
    GlyphClass(rawValue: rawClass(scalar.value, in: classes)) ?? .placeholder
  }

  /// The last planes hold tags and variation selectors, which are dropped, and private use.
  private static func rawClassBeyondTable(_ value: UInt32) -> UInt8 {
    (0xE0000...0xE0FFF).contains(value)
      ? GlyphClass.dropped.rawValue : GlyphClass.placeholder.rawValue
  }

  private static func build() -> [UInt8] {
    // wcwidth answers for the calling thread's locale; borrowing C.UTF-8 makes the answer the same
    // before and after setlocale, in tests and in the console.
    let utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    let previous = utf8.map { uselocale($0) }
    defer {
      if let previous { uselocale(previous) }
      if let utf8 { freelocale(utf8) }
    }
    var table = [UInt8](repeating: GlyphClass.placeholder.rawValue, count: limit)
    for value in 0..<limit {
      let columns = utf8 == nil ? fallbackWidth(value) : Int(wcwidth(wchar_t(value)))
      if (0...2).contains(columns) { table[value] = UInt8(columns) }
    }
    for (range, glyphClass) in exceptions {
      for value in range { table[value] = glyphClass.rawValue }
    }
    return table
  }

  /// Only for a C library without C.UTF-8: the blocks that matter here.
  private static func fallbackWidth(_ value: Int) -> Int {
    switch value {
    case 0x300...0x36F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3134F:
      2
    default: 1
    }
  }

  private static let exceptions: [(ClosedRange<Int>, GlyphClass)] = [
    (0x00...0x1F, .dropped), (0x7F...0x9F, .dropped), (0x09...0x0D, .blank), (0x85...0x85, .blank),
    (0x2028...0x2029, .blank),
    // Format characters (general category Cf), among them every bidirectional control.
    (0xAD...0xAD, .dropped), (0x34F...0x34F, .dropped), (0x600...0x605, .dropped),
    (0x61C...0x61C, .dropped), (0x6DD...0x6DD, .dropped), (0x70F...0x70F, .dropped),
    (0x890...0x891, .dropped), (0x8E2...0x8E2, .dropped), (0x180B...0x180F, .dropped),
    (0x200B...0x200F, .dropped), (0x202A...0x202E, .dropped), (0x2060...0x206F, .dropped),
    (0xFE00...0xFE0F, .dropped), (0xFEFF...0xFEFF, .dropped), (0xFFF0...0xFFFB, .dropped),
    (0x110BD...0x110BD, .dropped), (0x110CD...0x110CD, .dropped), (0x13430...0x1343F, .dropped),
    (0x1BCA0...0x1BCA3, .dropped), (0x1D173...0x1D17A, .dropped),
    // Letters that are invisible: a name of nothing but fillers would look empty.
    (0x115F...0x1160, .dropped), (0x17B4...0x17B5, .dropped), (0x3164...0x3164, .dropped),
    (0xFFA0...0xFFA0, .dropped),
    // Keycap emoji keep their digit.
    (0x20E0...0x20E3, .dropped),
    (0x200D...0x200D, .joiner), (0x1F3FB...0x1F3FF, .skinTone),
    (0x1F1E6...0x1F1FF, .regionalIndicator),
    (0xD800...0xDFFF, .placeholder), (0xE000...0xF8FF, .placeholder),
    (0xFFFE...0xFFFF, .placeholder),
  ]
}

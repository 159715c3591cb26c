/// Characters that are one column to the C library and two in terminals set up for East Asia.
///
/// On those terminals they would push the rest of a row to the right. Each is replaced by an ASCII
/// character of one column at the last moment, so that no screen has to know.
enum AmbiguousCharacters {
  /// The scalar to draw for one that counts as a single column; wide ones are not asked about.
  static func replacement(for value: UInt32) -> UInt32 {
    if value < 0x80 { return value }
    if let ascii = table[value] { return ascii }
    switch value {
    case 0x2460...0x2468: return value - 0x2460 + 0x31
    case 0x2500...0x257F: return ascii("+")
    case 0x2580...0x259F: return ascii("#")
    case 0xA1...0x1FF, 0x391...0x451, 0x2010...0x27BF, 0x2B50...0x2B59, 0xFFFD: return ascii("?")
    default: return value
    }
  }

  private static func ascii(_ character: Unicode.Scalar) -> UInt32 { character.value }

  private static let table: [UInt32: UInt32] = {
    let pairs: [(String, Unicode.Scalar)] = [
      ("─━┄┅┈┉╌╍═—–―", "-"), ("│┃┆┇┊┋╎╏║▌▐", "|"), ("…·•", "."), ("“”", "\""), ("‘’", "'"),
      ("●◆■★◉▪", "*"), ("○◇□☆◎▫", "o"), ("→▶▸»", ">"), ("←◀◂«", "<"), ("↑▲▴", "^"), ("↓▼▾", "v"),
      ("×✕✗✘", "x"), ("✓✔", "v"), ("▁", "_"), ("▂", "."), ("▃", "-"), ("▄", "="), ("▅", "+"),
      ("▆", "%"), ("▇█", "#"), ("░", "."), ("▒", ":"), ("▓", "#"), ("①", "1"), ("②", "2"),
      ("③", "3"),
      ("÷", "/"), ("±", "+"), ("°", "o"), ("☎", "T"), ("§", "S"), ("≤", "<"), ("≥", ">"),
    ]
    var table: [UInt32: UInt32] = [:]
    for (characters, replacement) in pairs {
      for scalar in characters.unicodeScalars { table[scalar.value] = replacement.value }
    }
    return table
  }()
}

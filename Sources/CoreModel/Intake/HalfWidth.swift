extension Unicode.Scalar {
  /// The ASCII form of a full-width character (`１`, `＠`, ideographic space); others as they are.
  ///
  /// Input methods write digits and signs in full width; one scalar stays one scalar, so that
  /// positions in the folded text are positions in what was typed.
  package var halfWidth: Unicode.Scalar {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
    case 0x3000: " "
    default: self
    }
  }

  /// Whether it is one of `0`–`9`.
  package var isDigit: Bool { ("0"..."9").contains(self) }

  /// Whether it is an ASCII letter.
  var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  /// Whether it is a Han character.
  var isHan: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x323AF, 0xF900...0xFAFF: true
    default: false
    }
  }
}

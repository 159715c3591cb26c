/// 拼音首字母: the letters by which staff find a name while the input method is off.
///
/// `王阿姨` → `way`, `12号楼` → `12hl`. Characters with several readings take the one that names of
/// people and places use; ``spellings(of:)`` gives the others too.
package enum PinyinInitials {
  /// The initials of a text: Han characters by their reading, ASCII letters in lower case, digits
  /// as they are, full-width forms as their ASCII; everything else is left out.
  package static func of(_ text: String) -> String {
    var initials = ""
    initials.reserveCapacity(text.utf8.count)
    var isFirst = true
    for scalar in text.unicodeScalars {
      if let letter = letter(of: scalar, asSurname: isFirst) {
        initials.unicodeScalars.append(letter)
        isFirst = false
      }
    }
    return initials
  }

  /// The initials of a running text up to a line break, of its first `limit` characters, by the usual reading:
  /// in a text nobody means the surname.
  package static func ofText(_ text: UnsafeBufferPointer<UInt8>, limit: Int) -> [UInt8] {
    var initials: [UInt8] = []
    initials.reserveCapacity(limit)
    var index = 0
    var count = 0
    while index < text.count, count < limit {
      let lead = text[index]
      if lead == 0x0A { break }
      count += 1
      let length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard index + length <= text.count else { break }
      var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
      for offset in 1..<max(1, length) { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
      index += length
      if let scalar = Unicode.Scalar(value), let letter = letter(of: scalar, asSurname: false) {
        initials.append(UInt8(truncatingIfNeeded: letter.value))
      }
    }
    return initials
  }

  /// Every way to spell a text, the usual one first; at most eight, so that a haystack stays small.
  package static func spellings(of text: String) -> [String] {
    var spellings = [of(text)]
    var position = 0
    for scalar in text.unicodeScalars {
      guard let letter = letter(of: scalar, asSurname: position == 0) else { continue }
      for other in readings(of: scalar) where other != letter {
        for spelling in spellings where spellings.count < 8 {
          var letters = Array(spelling.unicodeScalars)
          guard position < letters.count else { continue }
          letters[position] = other
          var view = String.UnicodeScalarView()
          view.append(contentsOf: letters)
          let variant = String(view)
          if !spellings.contains(variant) { spellings.append(variant) }
        }
      }
      position += 1
    }
    return spellings
  }

  /// Whether the letters and digits typed occur in one of the text's spellings; an empty query does.
  package static func matches(_ query: String, in text: String) -> Bool {
    let letters = of(query)
    guard letters.utf8.count == query.utf8.count else { return false }
    return letters.isEmpty || spellings(of: text).contains { $0.contains(letters) }
  }

  private static func letter(
    of scalar: Unicode.Scalar, asSurname: Bool
  ) -> Unicode.Scalar? {
    let value = scalar.halfWidth.value
    switch value {
    case 0x30...0x39, 0x61...0x7A: return Unicode.Scalar(value)
    case 0x41...0x5A: return Unicode.Scalar(value + 0x20)
    case 0x4E00...0x9FA5:
      if isUnusual(scalar) {
        if asSurname, let letter = surnames[scalar] { return letter }
        if let usual = otherReadings[scalar]?.unicodeScalars.first { return usual }
      }
      let letter = PinyinTable.letters.utf8Start[Int(value - PinyinTable.first)]
      return letter == UInt8(ascii: "-") ? nil : Unicode.Scalar(letter)
    default: return rare[scalar]
    }
  }

  private static func readings(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard isUnusual(scalar) else { return [] }
    var letters = otherReadings[scalar].map { Array($0.unicodeScalars) } ?? []
    if let surname = surnames[scalar] {
      letters.append(surname)
      if let plain = letter(of: scalar, asSurname: false) { letters.append(plain) }
    }
    return letters
  }

  /// Whether a character has more than the one reading of the table: few have, and every name is asked.
  private static func isUnusual(_ scalar: Unicode.Scalar) -> Bool {
    let index = Int(scalar.value) - Int(PinyinTable.first)
    return unusual.indices.contains(index) && unusual[index]
  }

  private static let unusual: [Bool] = {
    var marks = [Bool](repeating: false, count: 0x9FA6 - Int(PinyinTable.first))
    for scalar in Array(surnames.keys) + Array(otherReadings.keys) {
      marks[Int(scalar.value) - Int(PinyinTable.first)] = true
    }
    return marks
  }()

  /// Surnames that are read otherwise than the same character elsewhere.
  private static let surnames: [Unicode.Scalar: Unicode.Scalar] = [
    "曾": "z", "单": "s", "仇": "q", "区": "o", "解": "x", "查": "z", "朴": "p", "盖": "g",
    "尉": "w", "乐": "y", "缪": "m", "翟": "z", "宓": "m", "召": "s", "员": "y", "繁": "p",
    "冼": "x", "覃": "q", "种": "c", "秘": "b", "长": "c",
  ]

  /// Characters with several readings, the one usual in this field first.
  private static let otherReadings: [Unicode.Scalar: String] = [
    "长": "cz", "重": "cz", "行": "xh", "乐": "ly", "曾": "cz", "朝": "cz", "单": "ds", "会": "hk",
    "调": "td", "车": "cj", "厦": "sx", "传": "cz", "弹": "dt", "都": "dj", "降": "jx", "盛": "sc",
    "石": "sd", "宿": "sx", "藏": "cz", "参": "cs", "处": "c", "弄": "nl", "还": "hx", "差": "c",
    "卡": "kq", "便": "bp", "奇": "qj", "校": "xj", "系": "xj", "茄": "qj", "育": "y", "塔": "t",
    "泊": "bp", "堡": "bp", "大": "d", "率": "ls", "粘": "nz", "否": "fp", "叶": "yx", "仔": "zc",
    "夹": "jg", "折": "zs", "省": "sx", "识": "sz", "扒": "bp", "蕃": "fp", "番": "fp", "洗": "x",
  ]

  /// Rare characters of names that stand outside the table.
  private static let rare: [Unicode.Scalar: Unicode.Scalar] = [
    "䶮": "y", "䲟": "y", "㭎": "g", "㛃": "j", "㳇": "f", "㕵": "w", "㙍": "d", "㸆": "k",
  ]
}

internal import CoreModel
internal import Foundation

/// What requests are found by, in one spelling, and how a search is taken apart.
///
/// SQLite's own tokenizers see a run of Han as one word, and `trigram` answers nothing for two
/// characters: see ``SearchIndex`` for what takes their place.
enum SearchText {
  /// One spelling for everything: full-width forms become ASCII, capitals small, blanks single.
  static func normalized(_ text: String) -> String {
    let result = ByteArena(capacity: text.utf8.count)
    var text = text
    text.withUTF8 { appendNormalized($0, to: result) }
    return result.text(result.slice(from: 0))
  }

  /// The same on bytes of valid UTF-8, added to others.
  static func appendNormalized(_ bytes: UnsafeBufferPointer<UInt8>, to result: ByteArena) {
    let start = result.count
    var isBlank = true
    var index = 0
    while index < bytes.count {
      // There is no other spelling of Han, and none of small letters, digits and marks.
      let run = index
      while index < bytes.count {
        let lead = bytes[index]
        if (0x21...0x40).contains(lead) || (0x5B...0x7E).contains(lead) {
          index += 1
        } else if (0xE4...0xE9).contains(lead) {
          index += 3
        } else {
          break
        }
      }
      if index > run {
        result.append(UnsafeBufferPointer(rebasing: bytes[run..<min(index, bytes.count)]))
        isBlank = false
        continue
      }
      let (scalar, length) = scalar(at: index, in: bytes)
      index += length
      let half = halfWidth(scalar)
      if half.value <= 0x20 || half.value >= 0x7F && half.properties.isWhitespace {
        if !isBlank { result.append(blank) }
        isBlank = true
        continue
      }
      isBlank = false
      if ("A"..."Z").contains(half) {
        result.append(UInt8(half.value) + 0x20)
      } else {
        result.append(half)
      }
    }
    if isBlank, result.count > start { result.removeLast() }
  }

  /// All that a request is found by, apart from the names of its group and its handler, which may
  /// change without it: those are looked up when the search is asked.
  static func haystack(of request: Request) -> String {
    // Who asked for 保密 is found neither by name nor by number: a number that is found by any part of it can be guessed
    // digit by digit. That they call again is seen by what stands for the whole of it.
    let form = request.registration
    let blank = request.callerBlank
    var fields = [blank.blanked(form.text)]
    let caller = blank.isEmpty ? form.resident.name : nil
    for name in [blank.blanked(form.place.detail), caller] {
      guard let name, !name.isEmpty else { continue }
      fields.append(name)
      fields.append(contentsOf: PinyinInitials.spellings(of: name))
    }
    if let room = form.place.room { fields.append(room) }
    if let phone = form.resident.phone {
      if blank.privacy == .confidential {
        fields.append(contentsOf: hiddenNumbers(CallerSearch.numbers(of: phone)))
      } else {
        fields.append(phone)
      }
    }
    fields.append(form.number)
    if let ticket = form.hotline { fields.append(ticket.number) }
    // A line break keeps a word from matching across two fields.
    return fields.map(normalized).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What stands for telephones that are not to be found by their digits: eight characters for each that nobody types,
  /// the same for the same number, and quite other ones for a number that differs in one digit.
  static func hiddenNumbers(_ numbers: [String]) -> [String] {
    numbers.map { number in
      var hash = SHA256()
      hash.update(Array("juwei.caller.\(number)".utf8)[...])
      let digits = Array(hash.finish().utf8.prefix(16))
      var text = String.UnicodeScalarView()
      for place in stride(from: 0, to: digits.count - 1, by: 2) {
        let byte = UInt32(value(ofHex: digits[place]) << 4 | value(ofHex: digits[place + 1]))
        // Yi syllables: letters to the index, and on no keyboard here.
        text.append(Unicode.Scalar(0xA000 + byte) ?? "\u{A000}")
      }
      return String(text)
    }
  }

  private static func value(ofHex digit: UInt8) -> UInt8 {
    digit < 0x3A ? digit - 0x30 : digit - 0x57
  }

  /// The words of a search, each to be matched on its own.
  static func words(of search: String) -> [String] {
    normalized(search).split(separator: " ").prefix(8).map(String.init)
  }

  /// The scalar that begins at a byte of valid UTF-8, and how many bytes it has.
  static func scalar(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (Unicode.Scalar, length: Int) {
    let lead = text[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private static let blank: UInt8 = 0x20

  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0xFF01...0xFF5E).contains(scalar.value)
      ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
  }
}

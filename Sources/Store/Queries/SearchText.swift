internal import CoreModel
internal import Foundation

/// How words are stored for searching, and how a search is asked.
///
/// SQLite's own tokenizers see a run of Han as one word, and `trigram` answers nothing for two
/// characters. So the store writes pairs: 厨房漏水 becomes `厨房 房漏 漏水 水`, and a search for 漏水 asks
/// for the pair `漏水`. Any program with plain FTS5 can read the index.
///
/// What is taken out of the index must be, to the letter, what was put in: ``indexBody(haystack:group:handler:pool:)``
/// may only change together with a migration that builds the index anew.
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
    let form = request.registration
    var fields = [form.text]
    for name in [form.place.detail, form.resident.name] {
      guard let name, !name.isEmpty else { continue }
      fields.append(name)
      fields.append(contentsOf: PinyinInitials.spellings(of: name))
    }
    if let room = form.place.room { fields.append(room) }
    if let phone = form.resident.phone { fields.append(phone) }
    fields.append(form.number)
    if let ticket = form.hotline { fields.append(ticket.number) }
    // A line break keeps a word from matching across two fields.
    return fields.map(normalized).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The text that the index holds for a request.
  static func indexBody(haystack: String, group: Int64?, handler: Int64?, pool: String?) -> String {
    var body: [UInt8] = []
    body.reserveCapacity(haystack.utf8.count * 3)
    var haystack = haystack
    haystack.withUTF8 { bytes in
      for line in bytes.split(separator: 0x0A) {
        appendTokens(of: UnsafeBufferPointer(rebasing: line), to: &body, closing: true)
        appendTail(of: line, to: &body)
      }
    }
    if let group { body.append(contentsOf: "grp\(group) ".utf8) }
    if let handler { body.append(contentsOf: "hdl\(handler) ".utf8) }
    if let pool { body.append(contentsOf: "crew\(pool.lowercased()) ".utf8) }
    return String(decoding: body, as: UTF8.self)
  }

  /// The words of a search, each to be matched on its own.
  static func words(of search: String) -> [String] {
    normalized(search).split(separator: " ").prefix(8).map(String.init)
  }

  /// What to ask the index for one word; nil when the word has nothing that the index knows.
  static func phrase(for word: String) -> String? {
    var tokens: [UInt8] = []
    var word = word
    word.withUTF8 { appendTokens(of: $0, to: &tokens, closing: false) }
    let text = String(decoding: tokens, as: UTF8.self)
    guard let last = text.split(separator: " ").last, let lead = last.unicodeScalars.first else {
      return nil
    }
    return "\"\(text.dropLast())\"" + (isOpenEnded(last, lead) ? " *" : "")
  }

  /// Whether a word that ends in this token may go on: a single Han, letters, and digits enough to tell.
  private static func isOpenEnded(_ last: Substring, _ lead: Unicode.Scalar) -> Bool {
    if isHan(lead) { return last.unicodeScalars.count == 1 }
    return last.utf8.allSatisfy { (48...57).contains($0) }
      ? last.utf8.count > 4 : last.utf8.count > 1
  }

  /// Han in pairs, everything else in whole words. `closing` writes the last Han of a run once more by
  /// itself, so that it can be found and so that what follows it stands next to it.
  private static func appendTokens(
    of text: UnsafeBufferPointer<UInt8>, to body: inout [UInt8], closing: Bool
  ) {
    var previous: Range<Int>?
    var isPaired = false
    var inWord = false
    var index = 0
    while index < text.count {
      let (scalar, length) = scalar(at: index, in: text)
      let range = index..<(index + length)
      index += length
      if isHan(scalar) {
        if inWord { body.append(blank) }
        inWord = false
        if let previous {
          // The two stand side by side in the text already.
          body.append(contentsOf: text[previous.lowerBound..<range.upperBound])
          body.append(blank)
          isPaired = true
        }
        previous = range
        continue
      }
      if let han = previous {
        body.append(contentsOf: text[han])
        body.append(blank)
      }
      previous = nil
      isPaired = false
      if isWordPart(scalar) {
        body.append(contentsOf: text[range])
        inWord = true
      } else if inWord {
        body.append(blank)
        inWord = false
      }
    }
    if inWord { body.append(blank) }
    // A search ends with its last pair: the character after it is not known.
    if let han = previous, closing || !isPaired {
      body.append(contentsOf: text[han])
      body.append(blank)
    }
  }

  /// The scalar that begins at a byte of valid UTF-8, and how many bytes it has.
  private static func scalar(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (Unicode.Scalar, length: Int) {
    let lead = text[index]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(text[index + offset] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// Long numbers are asked for by their last four digits: 「尾号2046」.
  private static func appendTail(
    of line: Slice<UnsafeBufferPointer<UInt8>>, to body: inout [UInt8]
  ) {
    guard line.count >= 7, line.allSatisfy({ (48...57).contains($0) }) else { return }
    body.append(contentsOf: line.suffix(4))
    body.append(blank)
  }

  private static let blank: UInt8 = 0x20

  private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0xFF01...0xFF5E).contains(scalar.value)
      ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    return scalar.properties.isAlphabetic
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

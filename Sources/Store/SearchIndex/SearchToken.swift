internal import CoreModel

/// One thing that requests are found by, as a number: two characters that stand side by side, three letters
/// or digits, or the value of a column.
///
/// Of its 48 bits the first six say what it is, so that all tokens of one kind, and all that begin alike, lie
/// side by side in the index. What a number means may only change together with ``SearchIndex/layout``.
struct SearchToken: Hashable, Comparable {
  let code: UInt64

  /// What a token is of.
  enum Kind: UInt64 {
    case pair = 1
    case letters, scope, group, handler, crew, receiver, tier, urgency, channel, status, obligation
    case hotline, day, month
  }

  init(code: UInt64) { self.code = code }

  init(_ kind: Kind, _ value: Int64) {
    code = kind.rawValue << 42 | UInt64(truncatingIfNeeded: value) & 0x3FF_FFFF_FFFF
  }

  /// Two characters of a script without blanks; the second is nothing where the run ends.
  init(pair first: Unicode.Scalar, _ second: Unicode.Scalar?) {
    self.init(.pair, Int64(first.value) << 21 | Int64(second?.value ?? 0))
  }

  /// Up to three letters or digits; fewer only where the run ends.
  init(letters first: UInt8, _ second: UInt8?, _ third: UInt8?) {
    self.init(.letters, Int64(first) << 14 | Int64(second ?? 0) << 7 | Int64(third ?? 0))
  }

  /// All tokens of a kind.
  static func all(_ kind: Kind) -> ClosedRange<SearchToken> {
    SearchToken(kind, 0)...SearchToken(kind, 0x3FF_FFFF_FFFF)
  }

  /// Every pair that begins so.
  static func pairs(beginning first: Unicode.Scalar) -> ClosedRange<SearchToken> {
    SearchToken(
      .pair, Int64(first.value) << 21)...SearchToken(.pair, Int64(first.value) << 21 | 0x1F_FFFF)
  }

  /// All letters that begin so.
  static func letters(beginning first: UInt8, _ second: UInt8?) -> ClosedRange<SearchToken> {
    let start = Int64(first) << 14 | Int64(second ?? 0) << 7
    return SearchToken(
      .letters, start)...SearchToken(.letters, start | (second == nil ? 0x3FFF : 0x7F))
  }

  static func < (a: SearchToken, b: SearchToken) -> Bool { a.code < b.code }
}

/// A text taken apart into runs: of letters and digits, and of the characters of scripts without blanks.
/// Everything else only separates.
struct SearchRuns {
  /// A run, and whether it touches the end of the text.
  enum Run {
    case letters([UInt8], isLast: Bool)
    case characters([Unicode.Scalar], isLast: Bool)
  }

  /// The runs of a normalised text.
  static func of(_ text: String) -> [Run] {
    var runs: [Run] = []
    var letters: [UInt8] = []
    var characters: [Unicode.Scalar] = []
    func close(_ isLast: Bool) {
      if !letters.isEmpty { runs.append(.letters(letters, isLast: isLast)) }
      if !characters.isEmpty { runs.append(.characters(characters, isLast: isLast)) }
      letters = []
      characters = []
    }
    for scalar in text.unicodeScalars {
      switch part(of: scalar) {
      case .letter:
        if !characters.isEmpty { close(false) }
        letters.append(UInt8(truncatingIfNeeded: scalar.value))
      case .character:
        if !letters.isEmpty { close(false) }
        characters.append(scalar)
      case .separator: close(false)
      }
    }
    close(true)
    return runs
  }

  enum Part { case letter, character, separator }

  static func part(of scalar: Unicode.Scalar) -> Part {
    let value = scalar.value
    if value < 0x80 {
      return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value) ? .letter : .separator
    }
    if (0x4E00...0x9FFF).contains(value) { return .character }
    if (0x2000...0x303F).contains(value) || (0xFF00...0xFF60).contains(value) { return .separator }
    return scalar.properties.isAlphabetic ? .character : .separator
  }
}

extension SearchToken {
  /// Characters at the beginning of a request's text that are found by 拼音首字母.
  static let spelledCharacters = 40

  /// Gives every token of a haystack to `take`; some come more than once.
  static func forEach(in haystack: String, _ take: (SearchToken) -> Void) {
    var haystack = haystack
    haystack.withUTF8 { bytes in
      var letters: (UInt8, UInt8) = (0, 0)
      var held = 0
      var previous: Unicode.Scalar?
      func endLetters() {
        if held == 2 { take(SearchToken(letters: letters.0, letters.1, nil)) }
        if held >= 1 { take(SearchToken(letters: held == 2 ? letters.1 : letters.0, nil, nil)) }
        held = 0
      }
      func add(letter: UInt8) {
        switch held {
        case 0: letters.0 = letter
        case 1: letters.1 = letter
        default:
          take(SearchToken(letters: letters.0, letters.1, letter))
          letters = (letters.1, letter)
          return
        }
        held += 1
      }
      func endCharacters() {
        if let last = previous { take(SearchToken(pair: last, nil)) }
        previous = nil
      }
      var index = 0
      while index < bytes.count {
        let lead = bytes[index]
        if lead < 0x80 {
          index += 1
          endCharacters()
          if (0x30...0x39).contains(lead) || (0x61...0x7A).contains(lead) {
            add(letter: lead)
          } else {
            endLetters()
          }
          continue
        }
        let (scalar, length) = SearchText.scalar(at: index, in: bytes)
        index += length
        endLetters()
        if SearchRuns.part(of: scalar) == .character {
          if let previous { take(SearchToken(pair: previous, scalar)) }
          previous = scalar
        } else {
          endCharacters()
        }
      }
      endLetters()
      endCharacters()
      for letter in PinyinInitials.ofText(bytes, limit: spelledCharacters) { add(letter: letter) }
      endLetters()
    }
  }

  /// The tokens of the columns of a row.
  static func columns(of row: Projection, scope: Int64) -> [SearchToken] {
    func place<Value: CaseIterable & RawRepresentable>(_: Value.Type, _ raw: Value.RawValue)
      -> Int64
    where Value.RawValue: Equatable {
      Int64(Array(Value.allCases).firstIndex { $0.rawValue == raw } ?? 0x3FF)
    }
    let day = Instant(milliseconds: row.receivedAt).day
    let (year, month, _) = day.components
    return [
      SearchToken(.scope, scope), SearchToken(.group, row.group ?? 0),
      row.pool.map { SearchToken(.crew, place(Crew.self, $0)) }
        ?? SearchToken(.handler, row.handler ?? 0),
      SearchToken(.receiver, row.firstReceiver), SearchToken(.tier, Int64(row.tier ?? 0)),
      SearchToken(.urgency, place(Urgency.self, row.urgency)),
      SearchToken(.channel, place(Channel.self, row.channel)),
      SearchToken(.status, place(RequestStatus.self, row.status)),
      SearchToken(.obligation, row.obligation.map { place(ObligationKind.self, $0) + 1 } ?? 0),
      SearchToken(.hotline, row.hotlineNumber == nil ? 0 : 1),
      SearchToken(.day, Int64(day.number)), SearchToken(.month, Int64(year * 12 + month - 1)),
    ]
  }

  /// The token of a value of an enumeration.
  static func of<Value: CaseIterable & Equatable>(
    _ kind: Kind, _ value: Value
  ) -> SearchToken {
    SearchToken(kind, Int64(Array(Value.allCases).firstIndex(of: value) ?? 0x3FF))
  }
}

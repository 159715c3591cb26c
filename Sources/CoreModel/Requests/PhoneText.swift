/// Telephone numbers as people and exports write them: several in one field, with blanks, hyphens,
/// extensions and words around them.
package enum PhoneText {
  /// The text with every number in it masked: `138****2046`, `62****78,138****2046`, `138****2046转802`.
  ///
  /// Enough digits stay to recognise a number one already has; a short extension by itself keeps the
  /// last two. What an export has hidden already (`150××××`) stays, unless a number stands beside it.
  package static func masked(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    if scalars.count < shortest, scalars.allSatisfy(isDigit) {
      return String(repeating: "*", count: max(0, scalars.count - 2)) + string(scalars.suffix(2))
    }
    let isHidden = scalars.contains { hiding.contains($0) }
    return masking(scalars, isHidden ? runs(in: scalars) : numbers(in: scalars))
  }

  /// The same for a text that need not be about telephones: only digits in one piece count, so that a date
  /// stays readable.
  package static func maskingLongNumbers(in text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    return masking(scalars, runs(in: scalars))
  }

  /// One spelling for keeping and comparing: half-width digits without blanks, hyphens and +86 between
  /// them; an extension stands behind 转, and several numbers stay several.
  package static func normalized(_ text: String) -> String {
    let scalars = plain(text)
    var result = ""
    var number = ""
    var end = 0
    for run in runs(in: scalars) {
      let digits = string(scalars[run[0]...run[run.count - 1]])
      let gap = scalars[end..<run[0]]
      end = run[run.count - 1] + 1
      if number.isEmpty || !gap.allSatisfy(isSeparator) {
        result += withoutCountry(number) + between(gap)
        number = digits
      } else if !isWhole(number) {
        number += digits
      } else if gap.contains("-"), digits.utf8.count < shortest {
        result += withoutCountry(number) + "转"
        number = digits
      } else {
        result += withoutCountry(number) + " "
        number = digits
      }
    }
    return (result + withoutCountry(number) + between(scalars[end...])).tidied
  }

  /// Digits from which on a run is a number that must not be shown.
  static let shortest = 7
  private static let hiding: Set<Unicode.Scalar> = ["*", "×", "＊", "x", "X"]

  // MARK: Parts

  /// Positions of digits that stand in one piece.
  private static func runs(in scalars: [Unicode.Scalar]) -> [[Int]] {
    var runs: [[Int]] = []
    for (index, scalar) in scalars.enumerated() where isDigit(scalar) {
      if runs.last?.last == index - 1 {
        runs[runs.count - 1].append(index)
      } else {
        runs.append([index])
      }
    }
    return runs
  }

  /// The same, where pieces too short to be a number are one across blanks and hyphens: `138 0000 2046`.
  private static func numbers(in scalars: [Unicode.Scalar]) -> [[Int]] {
    var numbers: [[Int]] = []
    var isOpen = false
    for run in runs(in: scalars) {
      let isShort = run.count < shortest
      if isOpen, isShort, let last = numbers.last?.last,
        scalars[last + 1..<run[0]].allSatisfy({ isSeparator($0) || isDash($0) })
      {
        numbers[numbers.count - 1] += run
      } else {
        numbers.append(run)
      }
      isOpen = isShort
    }
    return numbers
  }

  /// The text with the middle digits of each number masked.
  static func masking(_ scalars: [Unicode.Scalar], _ numbers: [[Int]]) -> String {
    var result = ""
    var end = 0
    for number in numbers where number.count >= shortest {
      let isLong = number.count >= 11
      let head = isLong ? min(number.count - 8, 5) : 2
      let tail = isLong ? 4 : 2
      result += string(scalars[end..<number[head]]) + "****"
      end = number[number.count - tail - 1] + 1
    }
    return result + string(scalars[end...])
  }

  /// Half width, with one kind of hyphen, without +86, and `(021)` as `021-`.
  private static func plain(_ text: String) -> [Unicode.Scalar] {
    let scalars = text.unicodeScalars.map { isDash($0) ? "-" : $0.halfWidth }
    var plain: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      let rest = scalars[index...]
      if rest.starts(with: ["+", "8", "6"]) {
        index += 3
      } else if scalars[index] == "(", let close = rest.firstIndex(of: ")"),
        (4...5).contains(close - index), scalars[index + 1] == "0",
        scalars[index + 1..<close].allSatisfy(isDigit)
      {
        plain += scalars[index + 1..<close] + ["-"]
        index = close + 1
      } else {
        plain.append(scalars[index])
        index += 1
      }
    }
    return plain
  }

  /// Whether digits that follow must belong to something else.
  private static func isWhole(_ number: String) -> Bool {
    let count = number.utf8.count
    if number.hasPrefix("861") || number == "86" { return count >= 13 }
    return number.hasPrefix("0") || number.hasPrefix("1") ? count >= 11 : count >= shortest
  }

  private static func withoutCountry(_ number: String) -> String {
    number.utf8.count == 13 && number.hasPrefix("861") ? String(number.dropFirst(2)) : number
  }

  /// What stands around numbers; next to 转 and commas a blank says nothing.
  private static func between(_ gap: ArraySlice<Unicode.Scalar>) -> String {
    let words = string(gap)
    let isTight = words.contains { "转分机,;/、:()+".contains($0) }
    return isTight ? words.filter { !$0.isWhitespace } : words
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.halfWidth.isDigit }
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar.properties.isWhitespace
  }
  static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    "-‐‑‒–—－".unicodeScalars.contains(scalar)
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

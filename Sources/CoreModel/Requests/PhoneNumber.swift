/// Whether a telephone number can be right.
package enum PhoneNumber {
  /// What is wrong with a number as it was typed, in words for the person at the desk; nil when nothing is.
  ///
  /// Only what begins like a mobile number and has a digit or two too few or too many is called wrong, and what is
  /// nothing but seven or eight digits from a 1 on: the field holds fixed lines, extensions and remarks too. It stops nothing from being saved.
  package static func problem(_ text: String) -> String? {
    // As typed, and with the pieces of a number put together.
    for spelling in [text, PhoneText.normalized(text)] {
      let scalars = spelling.unicodeScalars.map(\.halfWidth)
      for run in scalars.split(whereSeparator: { !$0.isDigit }) {
        let digits = String(String.UnicodeScalarView(run))
        guard digits.hasPrefix("1"), lengths.contains(digits.count) else { continue }
        if digits.count != 11 { return "电话位数不对：\(digits)，请核对" }
        if "0"..."2" ~= digits.dropFirst().first ?? "3" { return "电话号段不对：\(digits)，请核对" }
      }
    }
    // Nothing but seven or eight digits is a fixed line, and none of those begins with 1.
    let scalars = PhoneText.normalized(text).unicodeScalars.map(\.halfWidth)
    if (7...8).contains(scalars.count), scalars.first == "1", scalars.allSatisfy(\.isDigit) {
      return "电话位数不对：\(String(String.UnicodeScalarView(scalars)))，请核对"
    }
    return nil
  }

  /// How many digits a number has that was meant as a mobile one.
  static let lengths = 9...13
}

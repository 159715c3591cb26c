/// A JSON document as `--json` prints it: sorted keys, explicit nulls, nothing that could drive a terminal.
indirect enum JSONValue: Hashable {
  case null
  case bool(Bool)
  case int(Int)
  /// A number with decimals, as so many of its smallest places.
  case decimal(Int, digits: Int)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The string, or null.
  static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  /// The number, or null.
  static func optional(_ number: Int?) -> JSONValue { number.map(JSONValue.int) ?? .null }

  /// Hundredths, or smaller parts, as the number that they are.
  static func hundredths(_ parts: Int, digits: Int = 2) -> JSONValue {
    .decimal(parts, digits: digits)
  }

  /// The text, indented by two spaces a level; inner lines are indented by `level` more.
  func text(level: Int = 0) -> String {
    var text = ""
    append(to: &text, level: level)
    return text
  }

  /// The text on one line: of several documents, each is a line.
  var line: String {
    var text = ""
    append(to: &text, level: nil)
    return text
  }

  /// - Parameter level: How far in it stands; nil for all on one line.
  private func append(to text: inout String, level: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value): text += String(value)
    case .decimal(let parts, let digits): text += JSONValue.text(parts, digits: digits)
    case .string(let value): JSONValue.append(quoted: value, to: &text)
    case .array(let items):
      JSONValue.append(
        items.map { item in { item.append(to: &$0, level: level.map { $0 + 1 }) } }, between: "[",
        and: "]",
        to: &text, level: level)
    case .object(let members):
      JSONValue.append(
        members.sorted { $0.key < $1.key }.map { key, value in
          {
            JSONValue.append(quoted: key, to: &$0)
            $0 += ": "
            value.append(to: &$0, level: level.map { $0 + 1 })
          }
        }, between: "{", and: "}", to: &text, level: level)
    }
  }

  /// `87.5`, `0.8`, `3`: without zeros at its end.
  private static func text(_ parts: Int, digits: Int) -> String {
    let plain = String(abs(parts))
    let padded = String(repeating: "0", count: max(0, digits + 1 - plain.count)) + plain
    var decimals = padded.suffix(digits)
    while decimals.last == "0" { decimals.removeLast() }
    let whole = (parts < 0 ? "-" : "") + padded.dropLast(digits)
    return decimals.isEmpty ? whole : "\(whole).\(decimals)"
  }

  private static func append(
    _ items: [(inout String) -> Void], between opening: String, and closing: String,
    to text: inout String, level: Int?
  ) {
    text += opening
    guard !items.isEmpty else {
      text += closing
      return
    }
    let breaking = level.map { "\n" + String(repeating: "  ", count: $0 + 1) } ?? ""
    for (index, item) in items.enumerated() {
      text += index == 0 ? breaking : "," + (level == nil ? " " : breaking)
      item(&text)
    }
    text += (level.map { "\n" + String(repeating: "  ", count: $0) } ?? "") + closing
  }

  /// Escapes what JSON must have escaped, and every control and format character besides: the text
  /// is the residents', and whoever looks at the document may do so in a terminal.
  private static func append(quoted string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F,
        _ where (0x3000...0x9FFF).contains(scalar.value):
        text.unicodeScalars.append(scalar)
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
          for unit in String(scalar).utf16 { text += escape(unit) }
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// What a number format (数字格式) makes of a number, as far as it changes what the number means.
enum CellFormat: Hashable {
  case number
  /// `00000000`: leading zeros up to so many digits, which numbers of tickets and doors are given.
  case padded(UInt8)
  /// A day, a day with a time, a time of day, and hours beyond a day (`[h]:mm`).
  case day, dayAndTime, time, hours

  /// A format that every program knows by number; nil for one of the workbook's own.
  init?(builtIn number: Int) {
    switch number {
    case 14...17, 27...31, 36, 50...54, 57, 58: self = .day
    case 22: self = .dayAndTime
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 46: self = .hours
    case 0...49, 59...81: self = .number
    default: return nil
    }
  }

  /// Reads a format's code: `yyyy"年"m"月"d"日" h:mm;@`. Only its first section counts, that of positive numbers.
  init(code: String) {
    var hasDay = false
    var hasTime = false
    var hasMonth = false
    var hasHours = false
    var zeros = 0
    var others = 0
    var placeholders = 0
    var scalars = code.unicodeScalars.prefix(4096)[...]
    func rest(_ first: Unicode.Scalar) -> [Unicode.Scalar] {
      [first] + scalars.prefix(4)
    }
    while let scalar = scalars.popFirst() {
      switch scalar {
      case ";": scalars = scalars.suffix(0)
      case "\"":
        while let inner = scalars.popFirst(), inner != "\"" {}
        others += 1
      case "\\", "_", "*":
        scalars = scalars.dropFirst()
        others += 1
      case "[":
        var inner = ""
        while let next = scalars.popFirst(), next != "]" { inner.unicodeScalars.append(next) }
        if let first = inner.lowercased().first,
          inner.lowercased().allSatisfy({ $0 == first }), "hms".contains(first)
        {
          hasHours = true
        }
      case "y", "Y", "d", "D": hasDay = true
      case "h", "H", "s", "S": hasTime = true
      case "m", "M": hasMonth = true
      case "e", "E":
        // `0.00E+00` is scientific; `e` alone is a year in Chinese formats.
        if placeholders > 0 { placeholders += 2 } else { hasDay = true }
      case "0":
        zeros += 1
        placeholders += 1
      case "#", "?": placeholders += 2
      case "g", "G":
        // `General` has an `e` in it.
        if String(String.UnicodeScalarView(rest(scalar))).lowercased().hasPrefix("gener") {
          scalars = scalars.dropFirst(6)
          placeholders += 2
        }
      case "日", "月", "年", "时", "分", "秒": break
      default: others += 1
      }
    }
    let onlyTenths = placeholders == zeros && zeros <= 3
    if hasHours {
      self = .hours
    } else if (hasDay || hasTime || hasMonth) && (placeholders == 0 || hasTime && onlyTenths) {
      // Minutes and months are the same letter: beside hours or seconds it is minutes.
      let isDay = hasDay || hasMonth && !hasTime
      self = isDay && hasTime ? .dayAndTime : isDay ? .day : .time
    } else if zeros > 1, zeros <= 30, zeros == placeholders, others == 0 {
      self = .padded(UInt8(zeros))
    } else {
      self = .number
    }
  }
}

/// The formats of a workbook's cells by their style's number (styles.xml).
struct CellFormats {
  private var formats: [CellFormat] = []
  private var custom: [Int: CellFormat] = [:]

  init() {}

  /// The format of a style; plain where there is none.
  subscript(style: Int) -> CellFormat {
    formats.indices.contains(style) ? formats[style] : .number
  }

  /// Defines a format of the workbook's own.
  mutating func define(_ number: Int, code: String) { custom[number] = CellFormat(code: code) }

  /// Adds the next style.
  mutating func append(format number: Int) {
    formats.append(custom[number] ?? CellFormat(builtIn: number) ?? .number)
  }

  /// How many styles and formats there are.
  var count: Int { formats.count + custom.count }

  /// Reads the part.
  static func read(_ part: ZipPart) throws(ExchangeError) -> CellFormats {
    let receiver = Receiver()
    try XMLReading.all(part, receiver)
    return receiver.formats
  }

  /// `styleSheet` › `numFmts` › `numFmt`, and `cellXfs` › `xf`.
  private final class Receiver: XMLReceiver {
    private enum Place { case outside, sheet, codes, styles, leaf }
    private var path: [Place] = [.outside]
    var formats = CellFormats()

    override func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
      switch path[path.count - 1] {
      case .outside where name == "styleSheet": path.append(.sheet)
      case .sheet where name == "numFmts": path.append(.codes)
      case .sheet where name == "cellXfs": path.append(.styles)
      case .codes where name == "numFmt":
        if let number = attributes.text("numFmtId").flatMap({ Int($0) }),
          let code = attributes.text("formatCode", limit: 4096)
        {
          formats.define(number, code: code)
        }
        path.append(.leaf)
      case .styles where name == "xf":
        formats.append(format: attributes.text("numFmtId").flatMap { Int($0) } ?? 0)
        path.append(.leaf)
      default: return false
      }
      if formats.count > SheetLimits.styles {
        failure = .workbookTooLarge("单元格样式超过 100 万种")
      }
      return true
    }

    override func end() { path.removeLast() }
  }
}

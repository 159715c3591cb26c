/// A page that a browser shows and prints on A4: 晨会纪要, a month of the roster.
///
/// It stands by itself (no script, no picture, nothing fetched), so that it can be sent as one file and opened where
/// there is no network. Every text is escaped here and nowhere else: whoever fills a page gives plain text, masked
/// already.
struct HTMLPage {
  /// How the paper lies.
  enum Orientation: String { case portrait, landscape }

  /// What stands on the page, one below the other.
  enum Block: Equatable {
    /// The heading of a section.
    case heading(String)
    /// A paragraph; line breaks in it are kept.
    case paragraph(String)
    /// A remark in small print.
    case note(String)
    /// Lines with a dot each.
    case list([String])
    /// Numbers with what they count, side by side.
    case figures([Figure])
    /// A table.
    case table(Table)
    /// A chart.
    case chart(SVGChart)
    /// Names with room to sign beside them.
    case signatures([String])
  }

  /// A number.
  struct Figure: Equatable {
    /// What it counts.
    var title: String
    /// The number as it is read.
    var value: String
    /// How it is reckoned, or what stands beside it; may be empty.
    var note = ""
    /// Whether it should catch the eye.
    var isAlarming = false
  }

  /// A table.
  struct Table: Equatable {
    /// The columns' names; none for a table without a header.
    var headers: [String]
    /// The rows, top to bottom.
    var rows: [[Cell]]
    /// How wide the columns are against each other; empty leaves it to the browser.
    var widths: [Int] = []
  }

  /// A cell of a table.
  struct Cell: Equatable, ExpressibleByStringLiteral {
    /// The text; line breaks in it are kept.
    var text: String
    /// How it looks.
    var emphasis = Emphasis.plain
    /// How many columns it takes.
    var span = 1

    init(_ text: String, _ emphasis: Emphasis = .plain, span: Int = 1) {
      self.text = text
      self.emphasis = emphasis
      self.span = span
    }

    init(stringLiteral text: String) { self.init(text) }
  }

  /// How a cell looks; on paper without colour, too.
  enum Emphasis: String {
    case plain
    /// Bold.
    case strong
    /// Grey: a day off, what is done.
    case muted
    /// Bold with a frame: what is missing or late.
    case alarm
    /// Shaded: today, a holiday.
    case shaded
  }

  /// The title, of the page and of the window.
  var title: String
  /// What stands below it: the neighbourhood, the day.
  var subtitle = ""
  /// How the paper lies.
  var orientation = Orientation.portrait
  /// What stands on it.
  var blocks: [Block]
  /// The last line: who made it and when.
  var footer = ""

  /// Whether there are drawings on it.
  private var hasCharts: Bool {
    blocks.contains { if case .chart = $0 { true } else { false } }
  }

  /// The document.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(HTMLPage.escaped(title))</title>
    <style>
    @page { size: A4 \(orientation.rawValue); margin: \(orientation == .portrait ? "16mm" : "12mm"); }
    \(HTMLPage.style)\(hasCharts ? "\n\(SVGChart.style)" : "")
    </style>
    </head>
    <body class="\(orientation.rawValue)">
    <h1>\(HTMLPage.escaped(title))</h1>
    \(subtitle.isEmpty ? "" : "<p class=\"subtitle\">\(HTMLPage.escaped(subtitle))</p>\n")\
    \(blocks.map(HTMLPage.text).joined(separator: "\n"))
    \(footer.isEmpty ? "" : "<footer>\(HTMLPage.escaped(footer))</footer>\n")\
    </body>
    </html>

    """
  }

  private static func text(of block: Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(escaped(text))</h2>"
    case .paragraph(let text): return "<p>\(lines(text))</p>"
    case .note(let text): return "<p class=\"note\">\(lines(text))</p>"
    case .list(let items):
      return "<ul>\(items.map { "<li>\(lines($0))</li>" }.joined())</ul>"
    case .figures(let figures):
      let cells = figures.map { figure in
        "<div class=\"figure\(figure.isAlarming ? " alarm" : "")\"><b>\(escaped(figure.value))</b>"
          + "<span>\(escaped(figure.title))</span>"
          + (figure.note.isEmpty ? "" : "<small>\(escaped(figure.note))</small>") + "</div>"
      }
      return "<div class=\"figures\">\(cells.joined())</div>"
    case .table(let table): return text(of: table)
    case .chart(let chart): return chart.text
    case .signatures(let names):
      let cells = names.map { "<div><span>\(escaped($0))</span></div>" }
      return "<div class=\"signatures\">\(cells.joined())</div>"
    }
  }

  private static func text(of table: Table) -> String {
    var lines = ["<table>"]
    let whole = table.widths.reduce(0, +)
    if whole > 0 {
      let columns = table.widths.map { "<col style=\"width:\($0 * 100 / whole)%\">" }
      lines.append("<colgroup>\(columns.joined())</colgroup>")
    }
    if !table.headers.isEmpty {
      let cells = table.headers.map { "<th>\(escaped($0))</th>" }
      lines.append("<thead><tr>\(cells.joined())</tr></thead>")
    }
    lines.append("<tbody>")
    for row in table.rows { lines.append("<tr>\(row.map(text(of:)).joined())</tr>") }
    lines.append("</tbody></table>")
    return lines.joined(separator: "\n")
  }

  private static func text(of cell: Cell) -> String {
    let mark = cell.emphasis == .plain ? "" : " class=\"\(cell.emphasis.rawValue)\""
    let span = cell.span > 1 ? " colspan=\"\(cell.span)\"" : ""
    return "<td\(mark)\(span)>\(lines(cell.text))</td>"
  }

  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "<br>")
  }

  /// Text as it may stand in a page: what means something to a browser is spelled out, and characters that control a
  /// screen, or turn the direction of what follows, are left out.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n": escaped += " "
      default:
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: continue
        // The joiner of a family of emoji is one of these and harmless.
        case .format where scalar != "\u{200D}": continue
        default: escaped.unicodeScalars.append(scalar)
        }
      }
    }
    return escaped
  }

  /// Black on white with one shade: office printers have no colour.
  private static let style = """
    * { box-sizing: border-box; }
    body { font: 11pt/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", SimSun, sans-serif;
      color: #111; background: #fff; max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
    body.landscape { max-width: 277mm; font-size: 9.5pt; }
    h1 { font-size: 18pt; margin: 0 0 2mm; text-align: center; }
    .subtitle { text-align: center; margin: 0 0 5mm; color: #333; }
    h2 { font-size: 12.5pt; margin: 6mm 0 2mm; padding-bottom: 1mm; border-bottom: 1.5pt solid #111; break-after: avoid; }
    p { margin: 0 0 2mm; }
    .note, small, footer { color: #555; font-size: 9pt; }
    ul { margin: 0 0 2mm; padding-left: 6mm; }
    table { width: 100%; border-collapse: collapse; margin: 0 0 3mm; table-layout: fixed; }
    th, td { border: 0.5pt solid #666; padding: 1mm 1.6mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
    th { background: #eee; font-weight: 600; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    td.strong { font-weight: 600; }
    td.muted { color: #777; }
    td.alarm { font-weight: 700; outline: 1.5pt solid #111; outline-offset: -1.5pt; }
    td.shaded { background: #eee; }
    .figures { display: flex; flex-wrap: wrap; gap: 2mm; margin: 0 0 3mm; }
    .figure { border: 0.5pt solid #666; padding: 1.5mm 3mm; min-width: 26mm; flex: 1 0 auto; text-align: center; }
    .figure b { display: block; font-size: 15pt; line-height: 1.2; }
    .figure small { display: block; }
    .figure.alarm { border: 1.5pt solid #111; }
    .signatures { display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm 8mm; margin-top: 6mm; }
    .signatures div { border-bottom: 0.5pt solid #111; height: 12mm; display: flex; align-items: flex-end; }
    footer { margin-top: 8mm; border-top: 0.5pt solid #666; padding-top: 1mm; }
    @media print { body { margin: 0; padding: 0; max-width: none; }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}

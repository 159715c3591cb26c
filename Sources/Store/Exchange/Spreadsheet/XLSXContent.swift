/// The parts of a workbook in Office Open XML, transitional or strict.
struct XLSXContent: Sendable {
  let sheets: [Workbook.Sheet]
  private let bytes: FixedBytes
  private let parts: [String]
  private let shared: SharedStrings
  private let formats: CellFormats
  private let from1904: Bool

  init(_ bytes: [UInt8]) throws(ExchangeError) {
    let fixed = FixedBytes(bytes)
    let package = try ZipPackage(fixed)
    let main = try XLSXContent.mainPart(of: package)
    let relations = try Relations.of(main, in: package)
    let outline = WorkbookOutline()
    try XMLReading.all(package.part(main), outline)

    var sheets: [Workbook.Sheet] = []
    var parts: [String] = []
    for sheet in outline.sheets {
      guard let relation = relations.byID[sheet.relation] else {
        throw .workbookDamaged("找不到工作表「\(sheet.name.prefix(40))」的内容")
      }
      // Sheets that are charts or dialogs have no rows.
      guard relation.kind == "worksheet" else { continue }
      sheets.append(Workbook.Sheet(name: sheet.name, isHidden: sheet.isHidden))
      parts.append(relation.target)
    }
    self.sheets = sheets
    self.parts = parts
    self.bytes = fixed
    from1904 = outline.from1904
    if let styles = relations.target("styles"), package.has(styles) {
      formats = try CellFormats.read(package.part(styles))
    } else {
      formats = CellFormats()
    }
    if let strings = relations.target("sharedStrings"), package.has(strings) {
      shared = try SharedStrings.read(package.part(strings))
    } else {
      shared = SharedStrings()
    }
  }

  /// Begins to read a sheet.
  func rows(of sheet: Int) throws(ExchangeError) -> XLSXRows {
    let package = try ZipPackage(bytes)
    let receiver = SheetXML(shared: shared, formats: formats, from1904: from1904)
    return XLSXRows(
      reading: try XMLReading(package.part(parts[sheet]), receiver), receiver: receiver,
      shared: shared)
  }

  /// The workbook part, or what the archive is instead.
  private static func mainPart(of package: ZipPackage) throws(ExchangeError) -> String {
    var main = "xl/workbook.xml"
    if let stated = try Relations.of("", in: package).target("officeDocument") { main = stated }
    let lower = main.lowercased()
    if lower.hasSuffix(".bin") { throw .notAWorkbook(format: "XLSB（二进制工作簿）") }
    if lower.hasPrefix("word/") { throw .notAWorkbook(format: "Word 文档") }
    if lower.hasPrefix("ppt/") { throw .notAWorkbook(format: "PowerPoint 演示文稿") }
    if package.has(main) { return main }
    if package.has("xl/workbook.bin") { throw .notAWorkbook(format: "XLSB（二进制工作簿）") }
    if package.has("word/document.xml") { throw .notAWorkbook(format: "Word 文档") }
    if package.has("index/document.iwa") || package.has("index.zip") {
      throw .notAWorkbook(format: "Numbers 表格")
    }
    if package.has("mimetype") {
      let kind = String(decoding: try package.part("mimetype").small(upTo: 256), as: UTF8.self)
      throw .notAWorkbook(format: kind.contains("spreadsheet") ? "ODS 表格" : "OpenDocument 文档")
    }
    if package.names.contains(where: { $0.hasPrefix("xl/") }) {
      throw .workbookDamaged("缺少其中的 \(main.suffix(60))")
    }
    throw .notAWorkbook(format: "压缩包")
  }
}

/// Reads a worksheet part piece by piece, as rows are asked for.
final class XLSXRows: SheetRows {
  private let reading: XMLReading
  private let receiver: SheetXML
  private let shared: SharedStrings

  init(reading: XMLReading, receiver: SheetXML, shared: SharedStrings) {
    self.reading = reading
    self.receiver = receiver
    self.shared = shared
  }

  func next(into row: inout SheetRow) throws(ExchangeError) -> Bool {
    while !receiver.batch.next(into: &row) {
      if reading.isAtEnd { return false }
      receiver.recycle()
      try reading.advance()
    }
    if row.shared !== shared { row.shared = shared }
    return true
  }
}

/// What the workbook part says: the sheets in the order of their tabs, and how days are counted.
private final class WorkbookOutline: XMLReceiver {
  struct Entry {
    var name: String
    var isHidden: Bool
    var relation: String
  }
  private enum Place { case outside, workbook, sheets, leaf, properties }
  private var path: [Place] = [.outside]
  var sheets: [Entry] = []
  var from1904 = false

  override func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
    switch path[path.count - 1] {
    case .outside where name == "workbook": path.append(.workbook)
    case .outside:
      failure = .workbookDamaged("工作簿的目录不是工作簿")
      return false
    case .workbook where name == "sheets": path.append(.sheets)
    case .workbook where name == "workbookPr":
      let stated = attributes.text("date1904")
      from1904 = stated == "1" || stated == "true"
      path.append(.properties)
    case .sheets where name == "sheet":
      let state = attributes.text("state")
      sheets.append(
        Entry(
          name: attributes.text("name") ?? "", isHidden: state == "hidden" || state == "veryHidden",
          relation: attributes.prefixed("id") ?? ""))
      if sheets.count > SheetLimits.sheets { failure = .workbookTooLarge("工作表超过 1024 张") }
      path.append(.leaf)
    default: return false
    }
    return true
  }

  override func end() { path.removeLast() }
}

/// Which parts a part refers to (`_rels/….rels`). Targets are looked up in the archive only.
private final class Relations: XMLReceiver {
  struct Relation {
    /// The last word of its type: `worksheet`, in transitional and strict workbooks alike.
    var kind: String
    var target: String
  }
  var byID: [String: Relation] = [:]
  private var depth = 0
  private let folder: String

  private init(folder: String) { self.folder = folder }

  /// The relations of a part; none when nothing is written of them.
  static func of(_ part: String, in package: ZipPackage) throws(ExchangeError) -> Relations {
    let slash = part.lastIndex(of: "/")
    let folder = slash.map { String(part[..<$0]) } ?? ""
    let name = slash.map { String(part[part.index(after: $0)...]) } ?? part
    let relations = Relations(folder: folder)
    let path = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
    if package.has(path) { try XMLReading.all(package.part(path), relations) }
    return relations
  }

  /// The target of the first relation of a kind.
  func target(_ kind: String) -> String? {
    byID.filter { $0.value.kind == kind }.min { $0.key < $1.key }?.value.target
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) -> Bool {
    depth += 1
    if depth == 2, name == "Relationship", byID.count < SheetLimits.sheets * 4,
      let id = attributes.text("Id"), let type = attributes.text("Type"),
      let target = attributes.text("Target"), attributes.text("TargetMode") != "External"
    {
      byID[id] = Relation(
        kind: type.split(separator: "/").last.map(String.init) ?? "", target: resolved(target))
    }
    return true
  }

  override func end() { depth -= 1 }

  /// A target as a name in the archive: relative to the part's folder, or from the root.
  private func resolved(_ target: String) -> String {
    var path: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for step in target.split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = path.popLast()
      default: path.append(step)
      }
    }
    return path.joined(separator: "/")
  }
}

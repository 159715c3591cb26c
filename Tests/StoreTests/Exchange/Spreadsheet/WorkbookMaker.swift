import CZip

@testable import Store

/// Makes workbooks for tests: the parts that are given, zipped in memory.
struct WorkbookMaker {
  /// A sheet: its name, and what stands within `sheetData`.
  struct Sheet {
    var name = "工单"
    var rows = ""
    var state = ""
    /// After `sheetData`.
    var tail = ""
  }

  var sheets: [Sheet]
  /// What stands within each `si`; nil leaves the part out.
  var shared: [String]? = []
  /// `numFmt` elements.
  var codes = ""
  /// The format numbers of the styles 0, 1, 2 …
  var formats: [Int] = [0]
  var from1904 = false
  var main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  /// Parts that replace those made here, or are added; nil leaves one out.
  var others: [String: [UInt8]?] = [:]
  var isStored = false

  init(_ rows: String, shared: [String]? = []) {
    sheets = [Sheet(rows: rows)]
    self.shared = shared
  }

  init(sheets: [Sheet]) { self.sheets = sheets }

  /// The workbook's bytes.
  var bytes: [UInt8] { WorkbookMaker.zip(parts, isStored: isStored) }

  var parts: [(name: String, bytes: [UInt8])] {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let packageNamespace = "http://schemas.openxmlformats.org/package/2006"
    var parts: [(String, String)] = [
      (
        "[Content_Types].xml",
        "<Types xmlns=\"\(packageNamespace)/content-types\"/>"
      ),
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(packageNamespace)/relationships\"><Relationship Id=\"rId1\" "
          + "Type=\"\(relations)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
      ),
    ]
    var entries = ""
    var links = ""
    for (number, sheet) in Swift.zip(1..., sheets) {
      entries +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(number)\"\(sheet.state) r:id=\"r\(number)\"/>"
      links +=
        "<Relationship Id=\"r\(number)\" Type=\"\(relations)/worksheet\" "
        + "Target=\"worksheets/s\(number).xml\"/>"
      parts.append(
        (
          "xl/worksheets/s\(number).xml",
          "<worksheet xmlns=\"\(main)\"><dimension ref=\"A1\"/><sheetData>\(sheet.rows)</sheetData>"
            + "\(sheet.tail)</worksheet>"
        ))
    }
    links += "<Relationship Id=\"t\" Type=\"\(relations)/styles\" Target=\"styles.xml\"/>"
    links += "<Relationship Id=\"u\" Type=\"\(relations)/sharedStrings\" Target=\"/xl/texts.xml\"/>"
    parts.append(
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><workbookPr date1904=\"\(from1904)\"/>"
          + "<sheets>\(entries)</sheets></workbook>"
      ))
    parts.append(
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(packageNamespace)/relationships\">\(links)</Relationships>"
      ))
    parts.append(
      (
        "xl/styles.xml",
        "<styleSheet xmlns=\"\(main)\"><numFmts>\(codes)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
          + "</cellStyleXfs><cellXfs>"
          + formats.map { "<xf numFmtId=\"\($0)\"/>" }.joined() + "</cellXfs></styleSheet>"
      ))
    if let shared {
      parts.append(
        (
          "xl/texts.xml",
          "<sst xmlns=\"\(main)\">" + shared.map { "<si>\($0)</si>" }.joined() + "</sst>"
        ))
    }
    var made = parts.map { (name: $0.0, bytes: Array((head + $0.1).utf8)) }
    for (name, bytes) in others.sorted(by: { $0.key < $1.key }) {
      made.removeAll { $0.name == name }
      if let bytes { made.append((name, bytes)) }
    }
    return made
  }

  /// Zips parts in memory.
  static func zip(
    _ parts: [(name: String, bytes: [UInt8])], isStored: Bool = false, password: String? = nil
  ) -> [UInt8] {
    var error = zip_error_t()
    zip_error_init(&error)
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else { return [] }
    zip_source_keep(target)
    defer { zip_source_free(target) }
    guard let archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
      return []
    }
    let kept = parts.map { FixedBytes($0.bytes) }
    for (part, bytes) in Swift.zip(parts, kept) {
      let source = zip_source_buffer(
        archive, bytes.buffer.baseAddress, zip_uint64_t(bytes.count), 0)
      guard let source else { continue }
      let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else { continue }
      zip_file_set_mtime(archive, zip_uint64_t(index), 1_700_000_000, 0)
      let method = isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
      zip_set_file_compression(archive, zip_uint64_t(index), method, 6)
      if let password {
        zip_file_set_encryption(
          archive, zip_uint64_t(index), zip_uint16_t(ZIP_EM_AES_256), password)
      }
    }
    guard zip_close(archive) == 0 else { return [] }
    return withExtendedLifetime(kept) {
      var status = zip_stat_t()
      zip_stat_init(&status)
      guard zip_source_stat(target, &status) == 0, zip_source_open(target) == 0 else { return [] }
      defer { zip_source_close(target) }
      var bytes = [UInt8](repeating: 0, count: Int(status.size))
      let read = zip_source_read(target, &bytes, zip_uint64_t(bytes.count))
      return Array(bytes.prefix(Int(Swift.max(read, 0))))
    }
  }
}

extension Workbook {
  /// All rows of a sheet: the number of each, and the texts of its cells.
  func rows(of sheet: Int = 0) throws -> [TestRow] {
    var reader = try reader(of: sheet)
    var row = SheetRow()
    var rows: [TestRow] = []
    while try reader.next(into: &row) {
      rows.append(
        TestRow(
          number: row.number, texts: (0..<row.count).map { row.text($0) }, problem: row.problem))
    }
    return rows
  }
}

/// A row as tests compare it.
struct TestRow: Equatable {
  var number: Int
  var texts: [String]
  var problem: String?

  init(_ number: Int, _ texts: [String]) {
    self.number = number
    self.texts = texts
  }

  init(number: Int, texts: [String], problem: String?) {
    self.number = number
    self.texts = texts
    self.problem = problem
  }
}

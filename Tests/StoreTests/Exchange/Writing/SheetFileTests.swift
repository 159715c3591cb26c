import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("Tables that we write") struct SheetFileTests {
  let folder: String
  let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)

  init() throws { folder = try TestDesk.makeFolder() }

  /// What residents and exports can hold, and what must come back of it.
  static let hostile: [(written: String, read: String)] = [
    ("=1+1", "=1+1"), ("+8613800002046", "+8613800002046"), ("-1层漏水", "-1层漏水"),
    ("@王芳 看一下", "@王芳 看一下"), ("＝SUM(A1)", "＝SUM(A1)"), ("'=已经有撇号", "'=已经有撇号"),
    ("-", "-"), ("'", "'"), ("0123", "0123"), ("20261121000001234567", "20261121000001234567"),
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("\"双引号\",逗号;分号", "\"双引号\",逗号;分号"),
    ("两行\n的内容", "两行\n的内容"), ("回车\r\n换行", "回车\n换行"), ("制\t表", "制\t表"),
    ("响铃\u{7}退\u{1B}[31m红", "响铃退[31m红"), ("反\u{202E}向", "反向"),
    ("一家人👨‍👩‍👧和⚠️", "一家人👨‍👩‍👧和⚠️"), ("_x0041_不是转义", "_x0041_不是转义"), ("_x000D_", "_x000D_"),
    ("<b>&amp;]]></b>", "<b>&amp;]]></b>"), ("𠮷野家", "𠮷野家"), ("坏字\u{FFFE}\u{FFFF}", "坏字"),
  ]

  private func write(
    _ name: String, _ rows: [[SheetValue]], columns: [String], below titles: [[String]] = []
  ) throws -> (path: String, report: SheetFile.Report) {
    let path = folder + "/" + name
    let format = try #require(SheetFile.Format(path: path))
    let file = try SheetFile(path, format: format, title: "工单", at: now)
    try file.begin(columns, below: titles)
    for row in rows { try file.write(row) }
    return (path, try file.finish())
  }

  private func rows(of path: String) throws -> [[String]] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var rows: [[String]] = []
    if Workbook.recognises(bytes) {
      var reader = try Workbook(bytes).reader(of: 0)
      var row = SheetRow()
      while try reader.next(into: &row) {
        #expect(row.problem == nil)
        rows.append((0..<row.count).map { row.text($0) })
      }
    } else {
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
      var text = DelimitedText(Array(bytes.dropFirst(3)), delimiter: 0x2C)
      var row = DelimitedText.Row()
      while try text.next(into: &row) {
        rows.append((0..<row.count).map { text.text($0, of: row) })
      }
    }
    return rows
  }

  @Test(
    "Whatever a cell holds comes back as it was, and nothing of it is calculated",
    arguments: ["csv", "xlsx"])
  func hostile(ending: String) throws {
    let (path, report) = try write(
      "表.\(ending)", Self.hostile.map { [.text($0.written), .text("末列")] }, columns: ["内容", "=列名"])
    #expect(report == SheetFile.Report(rows: Self.hostile.count))
    let read = try rows(of: path)
    #expect(read.first == ["内容", "=列名"])
    for (row, expected) in zip(read.dropFirst(), Self.hostile) {
      #expect(row == [expected.read, "末列"], "\(expected.written.debugDescription)")
    }
    #expect(read.count == Self.hostile.count + 1)
    if ending == "csv" {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      for line in text.split(separator: "\r\n") {
        #expect(!"=+-@＝".contains(line.first ?? "x") || line.hasPrefix("-,"), "\(line)")
      }
    }
  }

  @Test("Numbers, days and moments are what they say", arguments: ["csv", "xlsx"])
  func typed(ending: String) throws {
    let day = try #require(Day(year: 2026, month: 2, day: 28))
    let late = try #require(Instant(iso8601: "2026-12-31T23:59:59+08:00"))
    let (path, _) = try write(
      "数.\(ending)",
      [
        [SheetValue(3), .number(2.5), .day(day), .moment(now), .moment(late), .blank, .text("末")],
        [SheetValue(0), .number(-7), .day(day), .moment(.earliestSupported), .blank],
      ], columns: ["数", "小数", "日", "时", "时二", "空", "末"])
    #expect(
      try rows(of: path).dropFirst() == [
        ["3", "2.5", "2026-02-28", "2026-11-21 19:42:00", "2026-12-31 23:59:59", "", "末"],
        ending == "csv"
          ? ["0", "-7", "2026-02-28", "1992-01-01 00:00:00", ""]
          : ["0", "-7", "2026-02-28", "1992-01-01 00:00:00"],
      ])
  }

  @Test(
    "A workbook has a bold, frozen header with a filter, widths as wide as the words, and no formula"
  )
  func look() throws {
    let (path, _) = try write(
      "样.xlsx", [[.text("=1+1"), .text(String(repeating: "长", count: 200))]],
      columns: ["编号", "内容"], below: [["二〇二六年十一月"], []])
    #expect(
      try rows(of: path) == [
        ["二〇二六年十一月"], ["编号", "内容"], ["=1+1", String(repeating: "长", count: 200)],
      ])
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
    #expect(!sheet.contains("<f>"))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"3\""))
    #expect(sheet.contains("<autoFilter ref=\"A3:B4\"/>"))
    #expect(sheet.contains("customWidth=\"1\""))
    #expect(try part("xl/styles.xml", of: bytes).contains("<b/>"))
  }

  @Test("A text beyond what a cell holds is cut where it says so, and told; CSV holds it whole")
  func longest() throws {
    let fitting = String(repeating: "长", count: 32_767)
    let faces = String(repeating: "😀", count: 16_384)
    let escapes = String(repeating: "_x0041_", count: 5000)
    let rows: [[SheetValue]] =
      [[.text("1"), .text(fitting)], [.text("2"), .text(fitting + "多")]]
      + [[.text("3"), .text(faces)], [.text("4"), .text(escapes)]]
    let (path, report) = try write("长.xlsx", rows, columns: ["编号", "内容"])
    #expect(
      report.cuts == [
        .init(row: 3, column: "内容", length: 32_768), .init(row: 4, column: "内容", length: 16_384),
        .init(row: 5, column: "内容", length: 35_000),
      ])
    let read = try self.rows(of: path).map { $0[1] }
    #expect(read[1] == fitting)
    for text in read.dropFirst(2) {
      #expect(text.hasSuffix(WorkbookWriter.cutMark) && text.utf16.count <= 32_767)
    }
    #expect(read[3].hasPrefix("😀😀") && read[4].hasPrefix("_x0041__x0041_"))
    let whole = try write("长.csv", rows, columns: ["编号", "内容"])
    #expect(whole.report.cuts.isEmpty)
    #expect(try self.rows(of: whole.path)[2][1] == fitting + "多")
  }

  @Test("What Excel has no rows for is refused, and no file is left")
  func tooManyRows() throws {
    let path = folder + "/多.xlsx"
    let file = try SheetFile(path, format: .xlsx, title: "工单", at: now)
    #expect(WorkbookWriter.rows == 1_048_576)
    file.fewerRows = 3
    try file.begin(["编号"])
    try file.write([.text("1")])
    try file.write([.text("2")])
    #expect { try file.write([.text("3")]) } throws: {
      ($0 as? StoreError)?.message.contains("分月导出") == true
    }
    file.abandon()
    #expect(try leftovers() == [])
  }

  @Test(
    "A file that is there is not replaced untold, and stays when the new one fails",
    arguments: ["csv", "xlsx"])
  func overwriting(ending: String) throws {
    let path = folder + "/有.\(ending)"
    try Data("旧的".utf8).write(to: URL(fileURLWithPath: path))
    let format = try #require(SheetFile.Format(path: path))
    #expect { try SheetFile(path, format: format, title: "工单", at: now) } throws: {
      ($0 as? StoreError)?.message.contains("没有覆盖") == true
    }
    do {
      let given = try SheetFile(path, format: format, replacing: true, title: "工单", at: now)
      try given.begin(["编号"])
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "旧的")
    #expect(try leftovers() == ["有.\(ending)"])
    let file = try SheetFile(path, format: format, replacing: true, title: "工单", at: now)
    try file.begin(["编号"])
    _ = try file.finish()
    #expect(try rows(of: path) == [["编号"]])
    #expect(try leftovers() == ["有.\(ending)"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // Somebody else made one meanwhile.
    let other = folder + "/后.\(ending)"
    let late = try SheetFile(other, format: format, title: "工单", at: now)
    try late.begin(["编号"])
    try Data("别人的".utf8).write(to: URL(fileURLWithPath: other))
    #expect(throws: StoreError.self) { try late.finish() }
    #expect(try String(contentsOfFile: other, encoding: .utf8) == "别人的")
    #expect(try leftovers() == ["后.\(ending)", "有.\(ending)"])
  }

  @Test("A workbook of several sheets has each under its name with its own rows")
  func sheets() throws {
    let path = folder + "/统计.xlsx"
    let file = try SheetFile(path, format: .xlsx, title: "总览", at: now)
    try file.begin(["指标", "数"], below: [["十一月"]])
    try file.write([.text("收到"), .number(12)])
    file.beginSheet("时限")
    try file.begin(["时限"])
    file.beginSheet("明细")
    try file.begin(["编号"])
    for number in 1...300 { try file.write([.text("\(number)")]) }
    #expect(try file.finish().rows == 301)
    let workbook = try Workbook([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    #expect(workbook.sheets.map(\.name) == ["总览", "时限", "明细"])
    let counts = try workbook.sheets.indices.map { index in
      var reader = try workbook.reader(of: index)
      var row = SheetRow()
      var last = 0
      while try reader.next(into: &row) { last = row.number }
      return last
    }
    #expect(counts == [3, 1, 301])
    #expect(try rows(of: path)[2] == ["收到", "12"])
  }

  @Test("A text file has one table: a second one is refused, and nothing is left of it")
  func oneTable() throws {
    let file = try SheetFile(folder + "/统计.csv", format: .csv, title: "总览", at: now)
    try file.begin(["指标"])
    file.beginSheet("时限")
    #expect(throws: StoreError.self) { try file.begin(["时限"]) }
    #expect(try leftovers().isEmpty)
  }

  @Test("A folder that is not there, and a folder in the file's place, are said")
  func noPlace() throws {
    for path in [folder + "/没有/表.csv", folder, "/proc/表.xlsx"] {
      #expect { try SheetFile(path, format: .csv, title: "工单", at: now) } throws: {
        ($0 as? StoreError)?.message.contains("没有写出任何文件") == true
      }
    }
    #expect(SheetFile.Format(path: "a.XLSX") == .xlsx && SheetFile.Format(path: "a.xls") == nil)
  }

  private func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  private func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let part = try ZipPackage(FixedBytes(bytes)).part(name)
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = try piece.withUnsafeMutableBytes { bytes in
        try bytes.baseAddress.map { try part.read(into: $0, count: bytes.count) } ?? 0
      }
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += piece[..<count]
    }
  }
}

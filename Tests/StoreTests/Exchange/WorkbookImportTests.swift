import CoreModel
import Testing

@testable import Store

@Suite("Importing workbooks") struct WorkbookImportTests {
  private func rows(_ lines: [[String]]) -> String {
    lines.map { cells in
      "<row>"
        + cells.map { $0.isEmpty ? "<c/>" : "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        .joined()
        + "</row>"
    }.joined()
  }

  private let tickets = [
    ["某街道 12345 工单导出"], ["工单编号", "主要内容", "派单时间", "联系电话"],
    ["HX-1", "水管漏水", "2026-11-20 09:00:00", "13800002046"],
    ["HX-2", "楼道灯不亮", "2026-11-20 10:00", ""], ["HX-3", "", "", ""], [],
    ["HX-1", "再来一次", "", ""], ["HX-4", "井盖坏了", "", "", "多出来的"],
  ]

  @Test(
    "The sheet that looks like an export is taken, or the one that is named; rows keep their numbers"
  )
  func sheets() throws {
    let maker = WorkbookMaker(sheets: [
      .init(name: "说明", rows: rows([["请先看这里"]])),
      .init(name: "工单", rows: rows(tickets)),
    ])
    let source = try ImportSource(maker.bytes)
    #expect(source.encoding == "XLSX" && source.delimiter == nil)
    #expect(source.sheets.map(\.name) == ["说明", "工单"])
    #expect(source.sheets.map(\.isRecognised) == [false, true])
    #expect(source.sheets.map(\.headerLine) == [1, 2])
    #expect(try source.suggestedSheet == 1 && source.sheet(named: "工单") == 1)
    #expect(throws: ExchangeError.noSuchSheet("别的", known: ["说明", "工单"])) {
      try source.sheet(named: "别的")
    }
    let desk = try TestDesk()
    let preview = try desk.store.previewImport(source, into: desk.scope, at: desk.now)
    #expect(preview.rows.map(\.line) == [3, 4, 5, 7, 8])
    #expect(preview.rows.map(\.verdict.title) == ["新增", "新增", "不收", "不收", "不收"])
    #expect(throws: ExchangeError.self) {
      try desk.store.previewImport(source, sheet: 0, into: desk.scope, at: desk.now)
    }
    let report = try desk.take(source)
    #expect(report == preview.report && report.new == 2)
    #expect(try desk.take(source).same == 2)
    let request = try desk.store.detail(number: "HX-1", in: desk.scope).request
    #expect(request.registration.resident.phone == "13800002046")
    #expect(try desk.store.doctor().ok)
  }

  @Test("The same tickets in a workbook and in a text file are the same")
  func sameAsText() throws {
    let desk = try TestDesk()
    let lines = Array(tickets[1...3])
    let text = lines.map { $0.joined(separator: ",") }.joined(separator: "\n")
    #expect(try desk.take(try ImportSource(Array(text.utf8))).new == 2)
    let maker = WorkbookMaker(rows(lines))
    #expect(try desk.take(try ImportSource(maker.bytes)).same == 2)
  }
}

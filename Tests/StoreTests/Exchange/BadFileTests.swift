import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("Files that are not as they should be") struct BadFileTests {
  private let now = Instant(milliseconds: 1_795_000_000_000)

  private func preview(_ bytes: [UInt8]) throws -> ImportPreview {
    try ImportPreview(ofNew: try ImportSource(bytes), at: now)
  }

  private func gb18030(_ text: String) throws -> [UInt8] {
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    return Array(try #require(text.data(using: encoding)))
  }

  @Test("Lines of another encoding are named, and the others are read")
  func mixed() throws {
    let lines = (1...9).map { "HX-\($0),水管漏水第\($0)处，请求维修" }
    var utf8 = Array("工单编号,主要内容\n".utf8)
    var other = try gb18030("工单编号,主要内容\n")
    for (index, line) in lines.enumerated() {
      let isStrange = index == 3 || index == 7
      utf8 += try (isStrange ? gb18030(line) : Array(line.utf8)) + [0x0A]
      other += try (isStrange ? Array(line.utf8) : gb18030(line)) + [0x0A]
    }
    for bytes in [utf8, other] {
      let preview = try preview(bytes)
      #expect(preview.new == 7 && preview.refused == 2)
      let refused = preview.rows.filter { $0.verdict != .new }
      #expect(refused.map(\.line) == [5, 9])
      for row in refused {
        guard case .refused(let reason) = row.verdict else { continue }
        #expect(reason.contains("UTF-8") && reason.contains("统一编码"))
      }
      #expect(preview.rows.first?.words == "水管漏水第1处，请求维修")
    }
    // Half of it is too much to be passed over.
    #expect(throws: ExchangeError.self) {
      try preview(Array("工单编号,主要内容\n1,水管漏水\n".utf8) + gb18030("2,楼道灯不亮\n3,水管漏水\n4,马桶反水\n"))
    }
  }

  @Test("Dates that cannot be are refused with the column and the value")
  func dates() throws {
    let preview = try preview(
      Array(
        """
        工单编号,主要内容,来电时间,办理时限
        1,灯,1900-01-01 00:00:00,
        2,灯,2099-01-01 00:00:00,
        3,灯,2026-11-01 09:00:00,2099-01-01
        4,灯,1900/1/1,
        """.utf8))
    #expect(preview.rows.map(\.verdict.title) == ["不收", "不收", "新增", "不收"])
    guard case .refused(let past) = preview.rows[0].verdict,
      case .refused(let future) = preview.rows[1].verdict
    else { return }
    #expect(past.contains("来电时间") && past.contains("1900-01-01"))
    #expect(future.contains("将来") && future.contains("2099"))
  }

  @Test("Formulas stay text, and control characters reach no screen as such")
  func hostile() throws {
    let desk = try TestDesk()
    let source = try ImportSource(
      Array("工单编号,主要内容\n=HYPERLINK(1),\"=cmd|'/c calc'!A1\"\nB,灯\u{1B}[31m不亮\n".utf8))
    #expect(try desk.take(source).new == 2)
    #expect(
      try desk.store.detail(number: "B", in: desk.scope).request.registration.text
        == "灯\u{1B}[31m不亮")
    let formula = try desk.store.detail(number: "=HYPERLINK(1)", in: desk.scope)
    #expect(formula.request.registration.text == "=cmd|'/c calc'!A1")
    #expect(try desk.store.doctor().ok)
  }

  @Test("A header of a hundred thousand columns, and a cell of ten megabytes")
  func large() throws {
    let names = ["工单编号", "主要内容"] + (0..<100_000).map { "列\($0)" }
    let cells = ["HX-1", "灯"] + Array(repeating: "", count: 99_999) + ["尾"]
    let bytes = Array((names.joined(separator: ",") + "\n" + cells.joined(separator: ",")).utf8)
    let desk = try TestDesk()
    #expect(try desk.take(try ImportSource(bytes)).new == 1)
    let request = try desk.store.detail(number: "HX-1", in: desk.scope).request
    #expect(request.hotline?.otherColumns == ["列99999": "尾"])
    let huge = try preview(
      Array("工单编号,主要内容\n1,\(String(repeating: "长", count: 3_500_000))\n2,灯\n".utf8))
    #expect(huge.rows.map(\.verdict) == [.refused("诉求内容超过 4000 字"), .new])
  }

  @Test("A header alone has no rows; a file with NUL is not text")
  func nothing() throws {
    #expect(try preview(Array("工单编号,主要内容\n".utf8)).rows.isEmpty)
    #expect(throws: ExchangeError.notText(format: nil)) {
      try preview(Array("工单编号,主要内容\n1,\0".utf8))
    }
  }
}

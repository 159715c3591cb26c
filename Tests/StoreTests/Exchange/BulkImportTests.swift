import CoreModel
import Foundation
import GRDB
import Testing

@testable import Store

@Suite("Importing many rows at once") struct BulkImportTests {
  /// Deterministic, so that a failure can be run again.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    mutating func pick<T>(_ values: [T]) -> T { values[Int(next() % UInt64(values.count))] }
  }

  private static let header = [
    "工单编号", "工单类型", "问题分类", "标题", "主要内容", "工单状态", "来电人", "联系电话", "来电时间", "派单时间", "办理时限", "办结时间",
    "回复内容", "办理结果", "是否满意", "实际地址", "上报地址", "紧急程度", "备注\"A\"", "Zone", "序号",
  ]

  /// Cells as exports have them, plain and odd.
  private func cell(_ column: String, _ row: Int, _ dice: inout Dice) -> String {
    let odd = [
      "", "甲", "\u{3000}全角空格\u{3000}", "\u{A0}不换行空格", "引\"号", "逗,号", "换\n行", "A b　Ｃ１２", "é结尾é",
      "。句号。",
      "\u{7}响铃", "反\\斜", "🏠", "（括号）", "\u{FEFF}", "=1+1", "'单引", "e\u{301}", "制\t表", " ", "－横－",
    ]
    let dates = [
      "", "2026-11-20 09:00:00", "2026/11/20 9:05", "2026-11-19", "2026年11月20日 10时05分",
      "2026-11-20 09:30:00", "1900-01-01", "2099-12-31 00:00:00", "昨天", "5个工作日", "20261120093000",
    ]
    switch column {
    case "工单编号":
      return dice.pick([
        "HX-\(row)", "HX-\(row)", "HX-\(row)", "HX-\(row / 3)", "'00\(row)", "", "2.0E+\(row)",
      ])
    case "标题": return dice.pick(["", "请求维修", "水管", "求助："] + odd)
    case "主要内容":
      return dice.pick(["水管漏水，请求维修", "水管", "楼道灯不亮 Ａ栋", String(repeating: "长", count: 4100)] + odd)
    case "工单状态": return dice.pick(["", "处理中", "已办结", "未办结", "回复完成", "\u{3000}已办结"])
    case "工单类型": return dice.pick(["投诉", "咨询", "求助", "督办单", ""])
    case "问题分类": return dice.pick(["住房->物业->维修", "住房/物业", "", "住房＞\"物业\""])
    case "联系电话":
      return dice.pick([
        "13800002046", "138 0000 2046", "+8613800002046", "150××××", "62120000转8", "",
      ])
    case "来电人": return dice.pick(["王阿姨", "单于先生", "", "某女士"] + odd)
    case "来电时间", "派单时间", "办理时限", "办结时间": return dice.pick(dates)
    case "紧急程度": return dice.pick(["", "一般", "紧急", "特急", "不急"])
    case "实际地址":
      return dice.pick(["虚构路1058弄", "重庆路3号", "", String(repeating: "路", count: 300)] + odd)
    default: return dice.pick(odd)
    }
  }

  private func quoted(_ cell: String, _ dice: inout Dice) -> String {
    let mustQuote = cell.contains { "\",\n\r".contains($0) }
    guard mustQuote || dice.next() % 4 == 0 else { return cell }
    return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  func export(_ rows: Int, seed: UInt64) throws -> ImportSource {
    var dice = Dice(state: seed)
    var lines = [Self.header.map { quoted($0, &dice) }.joined(separator: ",")]
    for row in 0..<rows {
      lines.append(
        Self.header.map { quoted(cell($0, row, &dice), &dice) }.joined(separator: ","))
    }
    return try ImportSource(Array(lines.joined(separator: "\n").utf8))
  }

  /// All that an import leaves, but for the requests' random identities.
  private func dump(_ desk: TestDesk) throws -> [String] {
    try desk.store.look { db in
      var lines: [String] = []
      for sql in [
        "SELECT id, \(Projection.columns.joined(separator: ", ")) FROM request ORDER BY id",
        "SELECT * FROM event ORDER BY request_id, version",
        "SELECT * FROM hotline_ticket ORDER BY number",
      ] {
        for row in try Row.fetchAll(db, sql: sql) { lines.append(row.description) }
      }
      return lines
    }
  }

  @Test(
    "By the short way and by the long one, an export comes to the same",
    arguments: 0..<12 as Range<UInt64>)
  func sameAsRowByRow(seed: UInt64) throws {
    let source = try export(400, seed: seed)
    let (fast, slow) = (try TestDesk(), try TestDesk())
    let reports = try (
      fast.take(source),
      slow.store.importRowByRow(source, into: slow.scope, by: slow.actor, at: slow.now)
    )
    #expect(reports.0 == reports.1)
    #expect(reports.0.new > 20 && reports.0.refused.count > 20)
    #expect(try dump(fast) == dump(slow))
    #expect(try fast.take(source).same == reports.0.new)
    #expect(try fast.store.doctor().ok)
    // The same tickets with other words: nothing is taken, the same is told.
    let other = try export(400, seed: seed + 1000)
    let told = try (
      fast.take(other),
      slow.store.importRowByRow(other, into: slow.scope, by: slow.actor, at: slow.now)
    )
    #expect(told.0 == told.1)
    #expect(try dump(fast) == dump(slow))
  }

  @Test("Identities and numbers rise from row to row")
  func identities() throws {
    let desk = try TestDesk()
    let rows = (0..<3000).map { "HX-\($0),水管漏水" }
    let source = try ImportSource(Array((["工单编号,主要内容"] + rows).joined(separator: "\n").utf8))
    #expect(try desk.take(source).new == 3000)
    let uids = try desk.store.look { db in
      try String.fetchAll(db, sql: "SELECT uid FROM request ORDER BY id")
    }
    // Rising, each once, of version 7, from this moment.
    #expect(uids == uids.sorted() && Set(uids).count == 3000)
    var random = SystemRandomNumberGenerator()
    let start = RequestID.timeOrdered(at: desk.now, using: &random).text.prefix(13)
    for uid in uids {
      #expect(UUID(uuidString: uid)?.uuidString.lowercased() == uid)
      #expect(uid.hasPrefix(start) && uid.dropFirst(14).first == "7")
      #expect("89ab".contains(uid.dropFirst(19).first ?? " "))
    }
    let numbers = try desk.store.look { db in
      try Int.fetchAll(db, sql: "SELECT number_serial FROM request ORDER BY id")
    }
    #expect(numbers == Array(1...3000))
    #expect(try desk.found("漏水", view: .all) == ["水管漏水"])
    #expect(try desk.store.doctor().ok)
  }

  @Test(
    "While rows are being prepared another desk writes, and what it takes down is not overwritten")
  func otherDesk() throws {
    let desk = try TestDesk()
    let other = try DeskStore.open(path: desk.store.path)
    defer { try? other.close() }
    let rows = (0..<12_000).map { "HX-\($0),水管漏水第\($0)处" }
    let source = try ImportSource(Array((["工单编号,主要内容"] + rows).joined(separator: "\n").utf8))
    var isWritten = false
    let report = try desk.store.importHotline(
      source, into: desk.scope, by: desk.actor, at: desk.now
    ) { progress in
      if progress.phase == .reading, !isWritten {
        // On this very thread: were the lock held, it would be busy.
        isWritten = true
        let form = desk.form("楼道灯不亮")
        return (try? other.register(form, by: desk.actor, at: desk.now)) != nil
      }
      return true
    }
    #expect(isWritten && report.new == 12_000)
    #expect(try desk.store.requestCount(of: desk.scope) == 12_001)
    #expect(try desk.store.doctor(sample: 500).ok)
  }

  @Test("An import counts as a change of what is listed, so that no desk takes it for a claim")
  func counted() throws {
    let desk = try TestDesk()
    func content() throws -> Int? {
      try desk.store.look { try Int.fetchOne($0, sql: "SELECT content FROM change_mark") }
    }
    let before = try #require(try content())
    let source = try ImportSource(Array("工单编号,主要内容\nHX-1,水管漏水".utf8))
    #expect(try desk.take(source).new == 1)
    #expect(try content() == before + 1)
    #expect(try desk.take(source).same == 1)
    #expect(try content() == before + 1)
  }

  @Test("When another desk imports the same tickets first, they are found to be the same")
  func overtaken() throws {
    let desk = try TestDesk()
    let other = try DeskStore.open(path: desk.store.path)
    defer { try? other.close() }
    let rows = (0..<9_000).map { "HX-\($0),水管漏水第\($0)处" }
    func source(_ count: Int) throws -> ImportSource {
      try ImportSource(Array((["工单编号,主要内容"] + rows.prefix(count)).joined(separator: "\n").utf8))
    }
    var isTaken = false
    let report = try desk.store.importHotline(
      try source(9_000), into: desk.scope, by: desk.actor, at: desk.now
    ) { progress in
      if progress.phase == .reading, !isTaken {
        isTaken = true
        let first = try? other.importHotline(
          try source(100), into: desk.scope, by: desk.boss, at: desk.now)
        return first?.new == 100
      }
      return true
    }
    #expect(isTaken && report.new == 8_900 && report.same == 100)
    #expect(try desk.store.requestCount(of: desk.scope) == 9_000)
    #expect(try desk.store.doctor(sample: 500).ok)
  }
}

import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("Hotline exports (12345 工单导出)")
struct HotlineSheetTests {
  private let now = Instant(iso8601: "2026-11-21T19:42:00+08:00") ?? Instant(milliseconds: 0)

  private func read(_ text: String) throws -> HotlineSheet {
    try HotlineSheet.read(Array(text.utf8), receivedFallback: now)
  }

  private let city = "工单编号,工单类型,问题分类,标题,主要内容,工单状态,来电人,来电人电话/账号,办理结果,回复内容,办结时间,是否满意,小区点位,企业名称"

  private func row(
    _ number: String, kind: String = "投诉", state: String = "办理中", closed: String = ""
  ) -> String {
    "\(number),\(kind),城市管理->停车->违停,占道停车,车辆占了消防通道,\(state),王某,150××××,已转物业,已劝离,\(closed),满意,东门口,某物业"
  }

  @Test("A row of the city's export becomes a ticket, and no column is lost")
  func cityRow() throws {
    let sheet = try read(city + "\n" + row("热线-1"))
    #expect(sheet.encoding == "UTF-8")
    #expect(sheet.delimiter == ",")
    #expect(sheet.columns.count == 14)
    let row = try #require(sheet.rows.first)
    #expect(row.line == 2)
    #expect(row.ticket.number == "热线-1")
    #expect(row.ticket.kind == .complaint)
    #expect(row.ticket.categoryPath == ["城市管理", "停车", "违停"])
    #expect(row.text == "占道停车：车辆占了消防通道")
    #expect(row.resident == Resident(name: "王某", phone: "150××××"))
    #expect(row.place.detail == "东门口")
    #expect(row.closing == nil)
    #expect(row.receivedAt == now)
    #expect(row.stated.isEmpty)
    #expect(
      row.ticket.otherColumns == [
        "企业名称": "某物业", "办理结果": "已转物业", "回复内容": "已劝离", "是否满意": "满意",
      ])
  }

  @Test(
    "A bare day is no midnight",
    arguments: [
      // A limit runs to the close of business, on the day of the assignment too.
      ("2026-11-20 10:00", "2026-11-20 10:05", "2026-11-23", "", "2026-11-23T20:00:00", nil),
      ("2026-11-20 10:00", "2026-11-20 10:05", "2026/11/20", "", "2026-11-20T20:00:00", nil),
      ("2026-11-20 21:00", "2026-11-20 21:05", "20261120", "", "2026-11-20T23:59:59", nil),
      ("2026-11-20", "2026-11-20", "2026年11月23日", "", "2026-11-23T20:00:00", nil),
      ("2026-11-20 10:00", "", "2026-11-23 12:00", "", "2026-11-23T12:00:00", nil),
      // Closed on the day on which it came in is not before it came in.
      ("2026-11-20 10:00", "2026-11-20 10:05", "", "2026-11-20", nil, "2026-11-20T10:05:00"),
      ("2026-11-20 10:00", "", "", "2026-11-21", nil, "2026-11-21T00:00:00"),
      ("2026-11-20", "", "", "2026-11-20", nil, "2026-11-20T00:00:00"),
    ] as [(String, String, String, String, String?, String?)])
  func bareDays(
    received: String, assigned: String, due: String, closed: String, dueAt: String?,
    closedAt: String?
  ) throws {
    let header = "工单编号,主要内容,来电时间,派单时间,办理时限,办结时间"
    let sheet = try read("\(header)\nT1,灯不亮,\(received),\(assigned),\(due),\(closed)")
    #expect(sheet.refused.isEmpty)
    let row = try #require(sheet.rows.first)
    #expect(row.ticket.statedDueAt == dueAt.flatMap { Instant(iso8601: $0 + "+08:00") })
    // An earlier one would not be used.
    #expect(row.ticket.statedDueAt.map { $0 >= row.ticket.assignedAt } ?? true)
    #expect(row.closing?.at == closedAt.flatMap { Instant(iso8601: $0 + "+08:00") })
  }

  @Test("A bare closing day before the day of receipt is still refused")
  func closedBefore() throws {
    let sheet = try read("工单编号,主要内容,来电时间,办结时间\nT1,灯不亮,2026-11-20 10:00,2026-11-19")
    #expect(sheet.rows.isEmpty && sheet.refused.count == 1)
  }

  @Test(
    "Which tickets are closed",
    arguments: [
      ("回复完成", "2026-03-19 17:46:52", true), ("已办结", "", true), ("已结案", "2026-03-19", true),
      ("", "2026-03-19 17:46:52", true), ("", "", false), ("办理中", "2026-03-19 17:46:52", false),
      ("未办结", "", false), ("待归档", "", false), ("部分完成", "", false), ("已转派", "", false),
    ])
  func closed(state: String, date: String, isClosed: Bool) throws {
    let sheet = try read(city + "\n" + row("1", state: state, closed: date))
    let row = try #require(sheet.rows.first)
    #expect((row.closing != nil) == isClosed)
    if isClosed {
      #expect(row.closing?.outcome == "已劝离")
      #expect(row.closing?.satisfaction == "满意")
      #expect(row.ticket.otherColumns["办理结果"] == "已转物业")
      #expect(row.receivedAt == row.closing?.at)
    } else if !date.isEmpty {
      #expect(row.ticket.otherColumns["办结时间"] == date)
    }
  }

  @Test("A district's header is recognised by its names")
  func district() throws {
    let header =
      "案件编号,案件来源/信息来源,工单类型,发现时间,状态,事项类别,事项大类,事项小类,事项名称,案件描述/内容描述,上报地址,实际地址,联系人,联系电话,结案时间,收单时间,紧急程度,派遣时间,案件期限,处置计时"
    let sheet = try read(
      header
        + "\nHK1,12345,求助,2026-11-20 09:00:00,处置中,城市管理,市容,市容,乱堆物,楼道堆物,甲路1号,乙路2号,李某,13800002046,,2026/11/20 9:30,次紧急,2026年11月20日 10时05分,2026-11-27 10:05,1小时"
    )
    let row = try #require(sheet.rows.first)
    #expect(row.receivedAt.iso8601 == "2026-11-20T09:00:00+08:00")
    #expect(row.ticket.assignedAt.iso8601 == "2026-11-20T10:05:00+08:00")
    #expect(row.ticket.statedDueAt?.iso8601 == "2026-11-27T10:05:00+08:00")
    #expect(row.ticket.categoryPath == ["城市管理", "市容", "乱堆物"])
    #expect(row.place.detail == "乙路2号")
    #expect(row.urgency == .urgent)
    #expect(row.ticket.otherColumns["上报地址"] == "甲路1号")
    #expect(row.ticket.otherColumns["收单时间"] == "2026/11/20 9:30")
    #expect(row.ticket.otherColumns["处置计时"] == "1小时")
  }

  @Test("Delimiters are found, title lines passed over", arguments: [",", "\t", ";"])
  func delimiters(delimiter: String) throws {
    let text = "12345 工单导出\n工单编号,主要内容,派单时间\n1,\"水,管\",2026-11-20 09:00"
      .replacingOccurrences(of: ",", with: delimiter)
    let sheet = try read(text)
    #expect(sheet.delimiter.map(String.init) == delimiter)
    #expect(sheet.rows.map(\.text) == ["水\(delimiter)管"])
    #expect(sheet.rows.map(\.line) == [3])
  }

  @Test("Quoted line breaks and quotes, CRLF, blank lines")
  func quotes() throws {
    let sheet = try read(
      "工单编号,主要内容\r\n1,\"第一行\r\n第二行 \"\"好\"\"\"\r\n\r\n , \r\n2,\"没有\"\r\n3,他说\"好\"\r\n")
    #expect(sheet.rows.map(\.text) == ["第一行\r\n第二行 \"好\"", "没有", "他说\"好\""])
    #expect(sheet.rows.map(\.line) == [2, 6, 7])
    #expect(sheet.refused.isEmpty)
  }

  @Test(
    "A bad row is refused with its line and reason, and does not stop the rest",
    arguments: [
      (",内容,2026-11-20", "没有工单编号"), ("7,,2026-11-20", "没有诉求内容"), ("7,内容", "应有 3 列，实有 2 列，可能没有导出完整"),
      ("7,内容,2026-02-30 10:00", "「派单时间」没有这个时间：2026-02-30 10:00"),
      ("7,内容,2026-02-03 25:00", "「派单时间」没有这个时间：2026-02-03 25:00"),
      ("7,内容,昨天", "「派单时间」看不懂这个时间：昨天"), ("7,内容,2027-01-01", "收到或派单时间在将来：2027年1月1日 00:00"),
      ("7,内容,2026-11-20,多,余", "应有 3 列，实有 5 列，可能有没加引号的分隔符"), ("1,内容,2026-11-20", "工单编号 1 与第 2 行重复"),
      ("2.02412E+11,内容,2026-11-20", "工单编号 2.02412E+11 被表格软件改成了科学计数，请把该列设为文本后重新导出"),
      ("7,\"内容,2026-11-20", "引号没有配对"),
    ])
  func refused(line: String, reason: String) throws {
    let sheet = try read(
      "工单编号,主要内容,派单时间\n1,甲,2026-11-19\n\(line)\n2,乙,2026-11-19,,\n3,\"丙\n丁\",2026-11-19\n")
    #expect(sheet.rows.map(\.ticket.number) == ["1", "2", "3"])
    #expect(sheet.refused.map(\.line) == [3])
    #expect(sheet.refused.first.map { $0.reason.hasPrefix(reason) } == true, "\(sheet.refused)")
  }

  @Test("An overlong text is refused, a closing before the receipt too")
  func contradictions() throws {
    let sheet = try read(
      "工单编号,主要内容,派单时间,办结时间\n1,\(String(repeating: "长", count: 4001)),2026-11-19,\n2,乙,2026-11-19,2026-11-18"
    )
    #expect(
      sheet.refused.map(\.reason) == ["诉求内容超过 4000 字", "办结时间 11月18日 00:00 早于收到时间 11月19日 00:00"])
  }

  @Test("The fingerprint follows meaning, not spelling")
  func fingerprint() throws {
    let first = try read("工单编号,主要内容,派单时间,处置计时\n1,甲,2026-11-19 09:00:00,1小时")
    let other = try read("处置计时;派单时间;主要内容 ;工单编号;新列\n3小时;2026/11/19 9:00; 甲 ;1;")
    let changed = try read("工单编号,主要内容,派单时间\n1,乙,2026-11-19 09:00:00")
    #expect(first.rows.map(\.fingerprint) == other.rows.map(\.fingerprint))
    #expect(first.rows.map(\.fingerprint) != changed.rows.map(\.fingerprint))
  }

  @Test(
    "What is no export is refused whole, in words",
    arguments: [
      ([], ExchangeError.empty), (Array(" \r\n\t".utf8), .empty),
      ([0x50, 0x4B, 0x03, 0x04, 0, 1], .workbookDamaged("压缩包的目录不完整，多半没有下载完整")),
      ([0x41, 0, 0x42], .notText(format: nil)),
      (Array("姓名,电话\n王,1".utf8), .notAHotlineExport(found: ["姓名", "电话"])),
      (Array("工单编号,主要内容\n1,甲乙丙丁".utf8.dropLast()), .truncated(encoding: "UTF-8")),
      (
        Array("工单编号,主要内容\n1,".utf8) + [0xFF] + Array("甲".utf8), .damaged(encoding: "UTF-8", line: 2)
      ),
    ])
  func noExport(bytes: [UInt8], error: ExchangeError) {
    #expect(throws: error) { try HotlineSheet.read(bytes, receivedFallback: now) }
    #expect(!error.message.isEmpty)
  }

  @Test("Cut off anywhere, a file gives an answer and never a wrong ticket")
  func truncation() throws {
    let bytes = Array("工单编号,主要内容,派单时间\n1,\"甲\n乙\",2026-11-19\n2,丙丁,2026-11-18\n".utf8)
    let whole = try HotlineSheet.read(bytes, receivedFallback: now)
    let known = Set(whole.rows.map { "\($0.ticket.number)\($0.text)" })
    for count in bytes.indices {
      guard let sheet = try? HotlineSheet.read(Array(bytes.prefix(count)), receivedFallback: now)
      else { continue }
      #expect(Set(sheet.rows.map { "\($0.ticket.number)\($0.text)" }).isSubset(of: known))
    }
  }

  @Test("Stray bytes never trap")
  func fuzz() {
    var random = SystemRandomNumberGenerator()
    let base = Array((city + "\r\n" + row("1") + "\r\n\"2\"," + row("2")).utf8)
    for _ in 0..<3000 {
      var bytes = base
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        bytes[index] =
          [0x22, 0x2C, 0x0A, 0x0D, 0xFF, 0x81, 0x30, 0x20].randomElement(using: &random) ?? 0
      }
      _ = try? HotlineSheet.read(bytes, receivedFallback: now)
    }
  }
}

import CoreModel
import Foundation
import Testing

@testable import Store

@Suite("Encodings and dates of exports")
struct TextDecodingTests {
  private let text = "工单编号,主要内容\n热线-1,楼道灯不亮，有老人摔倒𠮷䶮\n"
  private let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  @Test("Every encoding of office software gives the same text")
  func encodings() throws {
    let gb = try #require(text.data(using: gb18030))
    let little = try #require(text.data(using: .utf16LittleEndian))
    let big = try #require(text.data(using: .utf16BigEndian))
    let files: [(String, [UInt8])] = [
      ("UTF-8", Array(text.utf8)), ("UTF-8", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
      ("GB18030", Array(gb)), ("UTF-16", [0xFF, 0xFE] + Array(little)),
      ("UTF-16", [0xFE, 0xFF] + Array(big)),
    ]
    for (encoding, bytes) in files {
      let decoded = try TextDecoding.decode(bytes)
      #expect(decoded.encoding == encoding)
      #expect(decoded.text == text)
    }
  }

  @Test("GB18030 that is cut off or damaged is refused with its line")
  func damagedGB() throws {
    let bytes = Array(try #require("工单编号\n内容".data(using: gb18030)))
    #expect(throws: ExchangeError.truncated(encoding: "GB18030")) {
      try TextDecoding.decode(bytes.dropLast())
    }
    #expect(throws: ExchangeError.damaged(encoding: "GB18030", line: 2)) {
      try TextDecoding.decode(bytes + [0xFF, 0x41])
    }
  }

  @Test(
    "Dates as exports spell them",
    arguments: [
      ("2024-03-19 17:46:52", "2024-03-19T17:46:52+08:00"),
      ("2024/3/19 17:46", "2024-03-19T17:46:00+08:00"),
      ("2024.3.9", "2024-03-09T00:00:00+08:00"), ("2024年3月19日 17时46分", "2024-03-19T17:46:00+08:00"),
      ("2024年3月19日17时46分52秒", "2024-03-19T17:46:52+08:00"),
      ("20240319174652", "2024-03-19T17:46:52+08:00"),
      ("202403191746", "2024-03-19T17:46:00+08:00"), ("20240319", "2024-03-19T00:00:00+08:00"),
      ("20240319 17:46", "2024-03-19T17:46:00+08:00"),
      ("2024-03-19T17:46:52", "2024-03-19T17:46:52+08:00"),
      ("2024-03-19T09:46:52Z", "2024-03-19T17:46:52+08:00"),
      ("2024-03-19 17:46:52.0", "2024-03-19T17:46:52+08:00"),
      ("２０２４－３－１９", "2024-03-19T00:00:00+08:00"),
    ])
  func dates(spelling: String, iso: String) throws {
    let moment = HotlineMoment(DateSpelling.read(spelling))
    let instant = try #require(Instant(iso8601: iso))
    #expect(moment?.start == instant)
  }

  @Test(
    "Impossible dates, and what is no date",
    arguments: [
      ("2024-02-30", DateSpelling.Reading.impossible), ("2024-13-01", .impossible),
      ("2024-03-19 24:01", .impossible), ("20241301", .impossible), ("1985-03-19", .impossible),
      ("5个工作日", .other), ("", .other), ("3", .other), ("12:30", .other), ("昨天", .other),
      ("2024-03", .other), ("99999999999999999999", .other),
    ])
  func noDates(spelling: String, reading: DateSpelling.Reading) {
    #expect(DateSpelling.read(spelling) == reading)
  }

  @Test("Writing cells and reading them back gives the same cells")
  func roundTrip() throws {
    var random = SystemRandomNumberGenerator()
    let pieces = ["甲", "\"", ",", "\n", "\r\n", "a", "  b", "\r", ""]
    for _ in 0..<2000 {
      let cells = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        "x" + (0..<4).compactMap { _ in pieces.randomElement(using: &random) }.joined() + "x"
      }
      let line = cells.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
      var reader = DelimitedText(
        Array((line.joined(separator: ",") + "\nend").utf8), delimiter: UInt8(ascii: ","))
      var row = DelimitedText.Row()
      #expect(try reader.next(into: &row))
      #expect((0..<row.count).map { reader.text($0, of: row) } == cells)
      #expect(try reader.next(into: &row))
      #expect(reader.text(0, of: row) == "end")
      #expect(try !reader.next(into: &row))
    }
  }
}

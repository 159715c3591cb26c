import Foundation
import Testing

/// 统计 on the real binary: figures before and after.
extension EndToEnd {
  @Suite("The figures of a report")
  struct ReportTests {
    @Test("A rejected result shows in the month's figures, and no longer once it was accepted")
    func beforeAndAfter() async throws {
      try await Desk.open { desk in
        func figure(_ name: String) async throws -> String {
          let text = try await desk.juwei("report", "month", "--csv").succeeded().output
          let row = text.split(whereSeparator: \.isNewline).first {
            $0.contains(",全部,,\(name),")
          }
          let cells = row?.split(separator: ",", omittingEmptySubsequences: false) ?? []
          return cells.count > 7 ? "\(cells[5]) \(cells[6])/\(cells[7])" : "没有"
        }
        func step(_ words: String...) async throws {
          try await desk.juwei(["do", "001"] + words + ["--as", "陈静"]).succeeded()
        }
        try await desk.juwei("add", "厨房漏水 502室 13800002046", "--as", "陈静").succeeded()
        #expect(try await figure("收到") == "1 /1")
        #expect(try await figure("认可率") == "— 0/0")
        try await step("respond", "--note", "马上来")
        try await step("triage", "--tier", "1")
        try await step("resolve", "--text", "修好了")
        try await step("feedback", "--text", "修好了", "--method", "电话")
        try await step("reject", "--reason", "还漏")
        #expect(try await figure("认可率") == "0.0% 0/1")
        #expect(try await figure("不认可率") == "100.0% 1/1")
        try await step("supervise", "--text", "今天修好")
        try await step("resolve", "--text", "换了阀门")
        try await step("feedback", "--text", "换了阀门", "--method", "电话")
        try await step("confirm")
        #expect(try await figure("认可率") == "100.0% 1/1")
        #expect(try await figure("不认可率") == "100.0% 1/1")
        #expect(try await figure("办结率（收件）") == "100.0% 1/1")
        let list = try await desk.juwei("report", "year", "--list", "不认可率").succeeded().output
        #expect(list.contains("先不认可，后认可") && !list.contains("13800002046"))
        let doctor = try await desk.juwei("doctor").succeeded().output
        #expect(doctor.contains("统计数据"))
      }
    }
  }
}

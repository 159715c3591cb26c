import Foundation
import Testing

/// Tickets go out to a file and come back in, by the real binary.
extension EndToEnd {
  @Suite("Exporting tickets and importing 回访 results")
  struct ExportTests {
    @Test(
      "An imported file goes out, comes back in without a difference, and takes the city's 回访 in")
    func roundTrip() async throws {
      try await Desk.open { desk in
        let closed = Tickets.csv(40).replacing(",,住户,", with: ",回复完成,住户,")
          .replacing("150××××,,", with: "13800002046,2026-11-21 19:00:00,")
        _ = try await desk.load(try desk.file("export.csv", closed))
        for name in ["out.xlsx", "out.csv"] {
          let out = desk.folder.appending(path: name).path
          let said = try await desk.juwei("hotline", "export", "--out", out).succeeded()
          #expect(said.line.hasPrefix("已导出 40 件（原表 11 列，值班台 22 列）"))
          let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: out)))
          #expect(bytes.starts(with: name == "out.csv" ? [0xEF, 0xBB, 0xBF] : [0x50, 0x4B, 3, 4]))
          let again = try await desk.load(out)
          #expect((again.new, again.same, again.changed, again.refused) == (0, 40, 0, 0))
          try await desk.juwei("hotline", "export", "--out", out).refused(saying: "没有覆盖")
        }
        let text = try String(
          contentsOf: desk.folder.appending(path: "out.csv"), encoding: .utf8)
        #expect(text.contains("138****2046") && !text.contains("13800002046"))

        // What the city asked afterwards, and once more: the same.
        let visits = try desk.file(
          "回访.csv",
          "工单编号,是否打通,对结果,诉求是否解决,是否重新交办,回访时间\n"
            + "热线-261121-000000,是,满意,已解决,否,2026-11-21 19:30\n"
            + "热线-261121-000001,是,不满意,未解决,是,2026-11-21 19:31\n热线-9,是,满意,,,\n")
        let told = try await desk.juwei("hotline", "visits", visits, "--as", "王芳").succeeded()
        #expect(told.output.contains("新增 2，相同 0，不收 1；其中重新交办 1 件"))
        #expect(told.output.contains("第 4 行  不收  热线-9  本居没有工单 热线-9"))
        let again = try await desk.juwei("hotline", "visits", visits, "--as", "王芳").succeeded()
        #expect(again.output.contains("新增 0，相同 2，不收 1"))

        // The town's sheet, filled.
        let town = try desk.file("镇.csv", "工单编号,满意度,是否解决\n热线-261121-000000,,\n别处-1,,\n")
        let filled = desk.folder.appending(path: "镇-填.csv").path
        let report = try await desk.juwei("hotline", "export", "--like", town, "--out", filled)
          .succeeded()
        #expect(report.output.contains("别处-1  本居没有这张工单"))
        let lines = try String(contentsOfFile: filled, encoding: .utf8)
        #expect(lines.contains("热线-261121-000000,满意,是,") && lines.contains("\r\n别处-1,,"))
        try await desk.juwei("doctor").succeeded()
      }
    }

    @Test("On the console, a file of 回访 results is known, looked at and recorded")
    func visitsOnTheConsole() async throws {
      try await Desk.open { desk in
        let tickets = try desk.file(
          "工单.csv",
          "工单编号,主要内容,工单状态,派单时间,办结时间\n热1,夜里噪音,已办结,2026-11-18 09:00,2026-11-19 10:00\n"
            + "热2,马桶反水,处理中,2026-11-20 09:00,\n")
        _ = try await desk.load(tickets)
        let visits = try desk.file(
          "回访.csv", "工单编号,是否打通,对结果,回访时间\n热1,是,满意,2026-11-20 10:00\n热2,是,满意,2026-11-21 10:00\n")
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("诉求")
        try await console.press("I")
        try await console.waitFor("工单表、回访结果都行")
        try await console.type(visits)
        try await console.press("Enter")
        try await console.waitFor("这是回访结果表")
        try await console.waitFor("热2 工单还没有回复办结")
        try await console.press("s")
        try await console.waitFor("已记入回访")
        let shown = try await desk.juwei("show", "热1").succeeded()
        #expect(shown.output.contains("市回访"))
        try await console.press("Escape")
        try await console.waitFor("已记入 1 件回访")
      }
    }

    @Test(
      "A full disk, be it the file's or the temporary one, leaves what was there and no half file",
      .enabled(if: SmallDisk.isPossible, SmallDisk.need))
    func fullDisk() async throws {
      try await Desk.open { desk in
        _ = try await desk.load(try desk.file("export.csv", Tickets.csv(3000)))
        let disk = try SmallDisk(in: desk.folder, bytes: 1 << 20)
        let there = disk.folder.appending(path: "旧.xlsx")
        try Data("旧的".utf8).write(to: there)
        try disk.fill()
        for name in ["旧.xlsx", "新.csv", "新.xlsx"] {
          let out = disk.folder.appending(path: name).path
          let refused = try await desk.juwei("hotline", "export", "--out", out, "--force")
            .refused(saying: "磁盘")
          #expect(refused.output.isEmpty)
        }
        let elsewhere = desk.folder.appending(path: "别处.xlsx")
        try await desk.juwei(
          ["hotline", "export", "--out", elsewhere.path], environment: ["TMPDIR": disk.folder.path]
        ).refused(saying: "磁盘")
        #expect(!FileManager.default.fileExists(atPath: elsewhere.path))
        #expect(try String(contentsOf: there, encoding: .utf8) == "旧的")
        for folder in [disk.folder, desk.folder] {
          let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
          #expect(!names.contains { $0.contains("新") || $0.hasSuffix(".partial") }, "\(names)")
        }
      }
    }
  }
}

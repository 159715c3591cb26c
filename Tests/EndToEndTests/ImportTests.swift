import Foundation
import Testing

/// Exports of the hotline as they come, good and bad.
extension EndToEnd {
  @Suite("Importing a hotline export")
  struct ImportTests {
    @Test("The same file again adds nothing; a changed row is reported and not overwritten")
    func again() async throws {
      try await Desk.open { desk in
        let export = try desk.file("export.csv", Tickets.csv(20))
        #expect(try await desk.load(export, "--dry-run").new == 20)
        let first = try await desk.load(export)
        #expect((first.new, first.same, first.changed, first.refused) == (20, 0, 0, 0))
        let second = try await desk.load(export)
        #expect((second.new, second.same, second.changed) == (0, 20, 0))
        let changed = try desk.file(
          "changed.csv", Tickets.csv(20).replacing("第3件", with: "第3件，又来电催"))
        let third = try await desk.load(changed)
        #expect((third.new, third.same, third.changed) == (0, 19, 1))
        let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
          .json([RequestDocument].self)
        #expect(all.count == 20)
        #expect(all.allSatisfy { $0.channel == "hotline" })
        #expect(!all.contains { $0.text.contains("又来电催") })
      }
    }

    @Test(
      "Encodings, delimiters and line ends are recognised",
      arguments: ["bom", "gb18030", "tab", "semicolon", "crlf", "quoted"])
    func shapes(shape: String) async throws {
      try await Desk.open { desk in
        let plain = Tickets.csv(5)
        let bytes: [UInt8] =
          switch shape {
          case "bom": [0xEF, 0xBB, 0xBF] + Array(plain.utf8)
          case "gb18030": try Tickets.gb18030(plain)
          case "tab": Array(plain.replacing(",", with: "\t").utf8)
          case "semicolon": Array(plain.replacing(",", with: ";").utf8)
          case "crlf": Array(plain.replacing("\n", with: "\r\n").utf8)
          default: Array(plain.replacing("第2件水管漏水", with: "\"第2件\n换行，\"\"引号\"\"\"").utf8)
          }
        let report = try await desk.load(try desk.file("export.csv", bytes))
        #expect((report.new, report.refused) == (5, 0))
      }
    }

    @Test(
      "Columns are named by a file, a trial lists every row, and changed rows are taken over or kept"
    )
    func mapping() async throws {
      try await Desk.open { desk in
        let head = "流水,情况说明,何时派的\n"
        let first = try desk.file("one.csv", head + "A1,井盖坏了,2026-11-20 09:00\nA2,灯不亮,\n")
        try await desk.juwei("import", "12345", first, "--as", "王芳").refused()
        let wrong = try desk.file("wrong.txt", "# 说明\n工单编号 流水\n")
        let complaint = try await desk.juwei("import", "12345", first, "--map", wrong, "--as", "王芳")
          .refused()
        #expect(complaint.error.contains("第 2 行"))
        let map = try desk.file("map.txt", "工单编号=流水\n诉求内容=情况说明\n派单时间=何时派的\n")
        let trial = try await desk.juwei(
          "import", "12345", first, "--map", map, "--preview", "--as", "王芳"
        )
        .succeeded()
        #expect(trial.output.contains("新增  A1  井盖坏了"))
        #expect(try await desk.load(first, "--map", map).new == 2)
        let second = try desk.file("two.csv", head + "A1,井盖又坏了,2026-11-20 09:00\nA2,灯不亮,\n")
        #expect(try await desk.load(second, "--map", map).changed == 1)
        let taken = try await desk.load(second, "--map", map, "--take-theirs")
        #expect((taken.same, taken.changed) == (1, 0))
        #expect(try await desk.load(second, "--map", map).same == 2)
        let shown = try await desk.juwei("show", "A1").succeeded()
        #expect(shown.output.contains("井盖又坏了") && shown.output.contains("核对导入"))
      }
    }

    @Test("A bad row is reported with its line and does not stop the rest")
    func badRow() async throws {
      try await Desk.open { desk in
        var lines = Tickets.csv(5).split(separator: "\n").map(String.init)
        lines[3] = lines[3].replacing("热线-261121-000002", with: "")
        let report = try await desk.load(
          try desk.file("export.csv", lines.joined(separator: "\n") + "\n"))
        #expect((report.new, report.refused) == (4, 1))
        #expect(report.refusedRows.map(\.line) == [4])
        #expect(report.refusedRows.allSatisfy { !$0.reason.isEmpty })
      }
    }

    @Test("A file cut off in a quoted field brings what is whole and reports the rest")
    func truncated() async throws {
      try await Desk.open { desk in
        let report = try await desk.load(
          try desk.file("f", Tickets.csv(5) + "热线-261121-000009,求助,住房,标题,\"内容到这里就断"))
        #expect((report.new, report.refused) == (5, 1))
        #expect(report.refusedRows.map(\.line) == [7])
      }
    }

    @Test("On the screen: rows with their verdicts, a changed one side by side, then the import")
    func onTheScreen() async throws {
      try await Desk.open { desk in
        let export = try desk.file("export.csv", Tickets.csv(20))
        #expect(try await desk.load(export).new == 20)
        let next = try desk.file(
          "next.csv",
          Tickets.csv(25).replacing("第3件", with: "第3件，又来电催")
            .replacing("热线-261121-000007", with: ""))
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("诉求")
        try await console.press("I")
        try await console.waitFor("工单表、回访结果都行")
        try await console.paste(next)
        try await console.press("Enter")
        try await console.waitFor(#/新增 5.*相同 18.*有变化 1.*不收 1/#)
        try await console.press("Enter")
        try await console.waitFor(#/● .*第3件.*○ .*又来电催/#)
        try await console.press("Right")
        try await console.waitFor("（采用）")
        try await console.press("Enter")
        try await console.waitFor("采用表中")
        try await console.press("s")
        try await console.waitFor("导入完成")
        try await console.waitFor("没有工单编号")
        try await console.press("s")
        try await console.waitFor("结果已写到")
        let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
          .json([RequestDocument].self)
        #expect(all.count == 25 && all.contains { $0.text.contains("又来电催") })
        #expect(try await desk.load(next).changed == 0)
        let written = try String(contentsOfFile: next + ".导入结果.txt", encoding: .utf8)
        #expect(written.contains("新增 5 件") && written.contains("没有工单编号"))
      }
    }

    @Test("On the screen: a bad file says why in place, columns with other names can be decided")
    func columnsOnTheScreen() async throws {
      try await Desk.open { desk in
        let console = try await desk.console(as: "王芳", columns: 80, rows: 24)
        try await console.waitFor("诉求")
        try await console.press("I")
        try await console.waitFor("工单表、回访结果都行")
        try await console.type(try desk.file("empty.csv", ""))
        try await console.press("Enter")
        try await console.waitFor("文件是空的")
        try await console.press("C-u")
        try await console.type(try desk.file("own.csv", "流水,说法,时间\nA1,水管漏水,2026-11-20\n"))
        try await console.press("Enter")
        try await console.waitFor("表头认不出来")
        try await console.press("Enter")
        try await console.waitFor("是哪一列")
        try await console.type("流水")
        try await console.press("Enter")
        try await console.waitFor("流水（改过）")
        try await console.press("Down", "Down", "Down", "Enter")
        try await console.waitFor("「诉求内容」是哪一列")
        try await console.type("说法")
        try await console.press("Enter")
        try await console.waitFor("说法（改过）")
        try await console.press("s")
        try await console.waitFor(#/新增 1/#)
        try await console.press("s")
        try await console.waitFor("导入完成")
      }
    }

    @Test(
      "A file that is no export gets a clear answer and changes nothing",
      arguments: ["empty", "binary", "missing", "folder", "prose"])
    func bad(kind: String) async throws {
      try await Desk.open { desk in
        let path =
          switch kind {
          case "empty": try desk.file("f", "")
          case "binary": try desk.file("f", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) })
          case "folder": desk.folder.path
          case "prose": try desk.file("f", "这不是工单表，只是一段话。\n")
          default: desk.folder.appending(path: "missing.csv").path
          }
        try await desk.juwei("add", "早先的一件", "--as", "王芳").succeeded()
        try await desk.juwei("import", "12345", path, "--as", "王芳").refused()
        let all = try await desk.juwei("list", "--status", "all", "--json").succeeded()
        #expect(try all.json([RequestDocument].self).count == 1)
      }
    }
  }
}

extension Desk {
  /// Imports an export; what it reports.
  func load(_ path: String, _ options: String...) async throws -> ImportDocument {
    try await juwei(["import", "12345", path, "--as", "王芳", "--json"] + options).succeeded()
      .json(ImportDocument.self)
  }
}

/// Invented tickets in the layout of a hotline's export.
enum Tickets {
  /// A header and so many tickets.
  static func csv(_ count: Int) -> String {
    "工单编号,工单类型,问题分类,标题,主要内容,工单状态,来电人,来电人电话/账号,办结时间,村/社区,小区点位\n"
      + (0..<count).map { number in
        let id = String(number + 1_000_000).dropFirst()
        return
          "热线-261121-\(id),求助,住房->物业管理->维修,请求维修,第\(number)件水管漏水,,住户,150××××,,示范居委会,\(number)号楼\n"
      }.joined()
  }

  /// The text as old spreadsheets save it.
  static func gb18030(_ text: String) throws -> [UInt8] {
    // The number of GB18030 among Foundation's encodings on every platform.
    let encoding = String.Encoding(rawValue: 0x8000_0632)
    guard let data = text.data(using: encoding) else { throw CocoaError(.fileWriteUnknown) }
    return Array(data)
  }
}

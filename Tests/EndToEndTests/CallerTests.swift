import Foundation
import Testing

/// 同一来电人, 重复件, 匿名 and 保密, on an imported file.
extension EndToEnd {
  @Suite("Who calls again, and who wants to stay unknown")
  struct CallerTests {
    private static let file = """
      工单编号,主要内容,派单时间,市民姓名,联系电话,是否保密,地点,工单状态,办结时间,是否满意
      A1,楼上夜间噪声,2026-10-20 09:00,何先生,13900003157,否,12号楼302,办结,2026-10-22 17:00,不满意
      A2,楼上夜间噪声又来了,2026-11-20 09:00,何先生,13900003157,否,12号楼302,处理中,,
      A3,夜里楼上噪声吵得睡不着,2026-11-20 09:30,周老伯,13700004268,否,12号楼301,处理中,,
      A4,张建国（13655558888）反映楼上夜间噪声,2026-11-20 10:00,张建国,13655558888,是,12号楼402,处理中,,

      """
    private static let traces = ["张建国", "13655558888", "136****8888"]

    @Test(
      "A caller who comes again is seen at once, with how it ended, and ; goes through all of it")
    func again() async throws {
      try await Desk.open { desk in
        _ = try await desk.load(try desk.file("export.csv", Self.file))
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("诉求")
        try await console.press("/")
        try await console.type("又来了")
        try await console.press("Enter")
        try await console.waitFor("同一来电人：近90天第2次，上次 10-20 楼上夜间噪声（不满意）")
        try await console.type("；")
        try await console.waitFor("同一来电人 1 件")
        try await console.press("Enter")
        try await console.waitFor("全部")
        let caller = try await desk.juwei("hotline", "caller", "139 0000 3157").succeeded()
        #expect(caller.output.contains("同一来电人 2 件"))
        #expect(caller.output.contains("不满意"))
      }
    }

    @Test("Nothing on the screen or the command line names a caller who asked for 保密")
    func secret() async throws {
      try await Desk.open { desk in
        _ = try await desk.load(try desk.file("export.csv", Self.file))
        let console = try await desk.console(as: "王芳")
        try await console.waitFor("来电人（***）反映")
        try await console.press("/")
        try await console.type("来电人")
        try await console.press("Enter")
        try await console.waitFor("来电人（保密）")
        try await console.press("Right")
        try await console.waitFor("时限和由来")
        let screen = try await console.screen.text
        for trace in Self.traces { #expect(!screen.contains(trace)) }
        try await console.press("T")
        try await console.waitFor("来电人要求保密")
        for arguments in [
          ["list", "--json"], ["show", "A4"], ["show", "A4", "--json"],
          ["hotline", "caller", "A4", "--json"],
        ] {
          let result = try await desk.juwei(arguments).succeeded()
          for trace in Self.traces { #expect(!result.output.contains(trace)) }
        }
        // Nor does the number lead to the ticket.
        let caller = try await desk.juwei("hotline", "caller", "13655558888").succeeded()
        #expect(caller.output.contains("有保密工单 1 件"))
        #expect(!caller.output.contains("A4") && !caller.output.contains("噪声"))
        let search = try await desk.juwei("search", "13655558888")
        #expect(!search.output.contains("A4") && !search.output.contains("噪声"))
      }
    }
  }
}

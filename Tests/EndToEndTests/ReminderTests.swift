import Foundation
import Testing

/// What is due rings until somebody acknowledges it.
extension EndToEnd {
  @Suite("Reminders")
  struct ReminderTests {
    @Test("A pressing request rings at both desks; one acknowledges, both are quiet")
    func rings() async throws {
      try await Desk.open { desk in
        let heard = desk.folder.appending(path: "heard").path
        // The two arguments come after the redirection, which the shell takes anywhere.
        let notify = ["JUWEI_NOTIFY": "printf >>\(heard) '%s\\n'"]
        try await desk.juwei("add", "楼道灯不亮", "--as", "王芳").succeeded()
        let one = try await desk.console(as: "王芳", environment: notify)
        let two = try await desk.console(as: "王芳")
        for console in [one, two] { try await console.waitFor("楼道灯不亮") }
        try await desk.juwei("add", "电梯困人 !特急", "--as", "王芳").succeeded()
        for console in [one, two] {
          try await console.waitFor("急件待响应")
          try await console.waitFor("提醒 1")
        }
        try await one.waitFor("the notice") { _ in
          (try? String(contentsOfFile: heard, encoding: .utf8))?.contains("急件待响应") == true
        }
        try await one.press("B")
        try await one.waitFor("╭ 提醒")
        try await one.press("A")
        for console in [one, two] { try await console.waitUntilGone("提醒 1") }
        let shown = try await desk.juwei("show", "002", "--json").succeeded().output
        #expect(shown.contains("\"acknowledged\"") && shown.contains("\"pressing\""))
        // What left the console named no resident and no words of theirs.
        let told = try String(contentsOfFile: heard, encoding: .utf8)
        #expect(!told.contains("电梯") && told.contains("居委值班台提醒"))
      }
    }
  }
}

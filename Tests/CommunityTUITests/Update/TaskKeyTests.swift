import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("交办 by keys") struct TaskKeyTests {
  private func assigned() throws -> DeskBench {
    var bench = try DeskBench()
    bench.select("taken")
    bench.play("@先去看一眼<Enter><Enter>明天9:00<Enter>")
    #expect(bench.toast.contains("已交办"))
    return bench
  }

  @Test("What was decided is the next step, of the person and by the date that were typed")
  func assigns() throws {
    var bench = try assigned()
    bench.select("taken")
    let task = try #require(bench.state.selectedDetail?.request.openTasks.first)
    #expect(task.title == "先去看一眼" && task.person == Invented.zhao.id)
    #expect(task.dueAt == Invented.now.day.adding(days: 1).at(minute: 540))
    bench.press("<Right>")
    #expect(bench.screen.contains("交办") && bench.screen.contains("先去看一眼 · 赵师傅 · 明日 09:00 前"))
  }

  @Test("Done with a word, dropped with a reason, put off with another")
  func settlesAndChanges() throws {
    var bench = try assigned()
    bench.select("taken")
    bench.play("&<Enter>后天<Enter>住户不在家<Enter>")
    var task = try #require(bench.state.selectedDetail?.request.openTasks.first)
    #expect(task.timesPutOff == 1 && task.dueAt.day == Invented.now.day.adding(days: 2))
    bench.play("*不办<Enter><Enter>")
    #expect(bench.screen.contains("请写为什么不办了"), "it stays open with what is missing")
    bench.play("已换新灯<C-s>")
    task = try #require(bench.state.selectedDetail?.request.tasks.first)
    #expect(task.settlement == TaskSettlement(task.id, .dropped, words: "已换新灯"))
    bench.press("*")
    #expect(bench.toast.contains("没有还没办的交办"))
  }

  @Test("A time that cannot be read, or has passed, is said in the form, and nothing typed is lost")
  func badTimes() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.press("@去看<Enter><Enter>改天再说<Enter>")
    #expect(bench.screen.contains("看不懂") && bench.screen.contains("改天再说"))
    #expect(bench.state.topForm?.kind == .assign)
    #expect(bench.screen.contains("去看"))
  }

  @Test("The form is about the task that it was opened for, whatever another desk sets meanwhile")
  func sameTask() throws {
    func task(_ id: String, minutes: Int) -> DeskTask {
      DeskTask(
        TaskOrder(
          id: TaskID(id), title: id, person: Invented.zhao.id,
          dueAt: Invented.now.adding(minutes: minutes)), by: Invented.wang.id, at: Invented.now)
    }
    let session = Invented.session(Invented.wang)
    let meant = task("带梯子", minutes: 600)
    let form = Form(
      title: "", fields: TaskFields(session: session, now: Invented.now).settlement(of: [meant]))
    #expect(form.focusedField?.id == TaskFields.ID.outcome)
    let answer = TaskAnswer(
      values: form.values, now: Invented.now, rules: session.rules.deadlines)
    let sooner = task("贴通知", minutes: 60)
    #expect(try answer.settlement(of: [sooner, meant]).task == meant.id)
    #expect(throws: Refusal.self) { try answer.settlement(of: [sooner]) }
  }
}

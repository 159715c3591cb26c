import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("回复 by keys") struct ReplyKeyTests {
  private func bench(_ id: String, size: Size = Size(rows: 40, columns: 120)) throws -> DeskBench {
    var bench = try DeskBench(size: size, requests: InventedReply.all)
    bench.select(id)
    return bench
  }

  private func missing(_ bench: DeskBench) -> [String] {
    bench.state.topForm?.replyEntry(at: Invented.now)?.problems.map(\.short) ?? []
  }

  @Test("opens filled in from the timeline, on the first thing that is missing")
  func opening() throws {
    var bench = try bench("ready")
    bench.play("H")
    let form = try #require(bench.state.topForm)
    #expect(form.form.title == "回复 20261120SHready · 报出后不能撤回")
    #expect(form.form.focusedField?.id == "opinion")
    #expect(missing(bench) == ["是否满意"])
    let points = form.form.values.text("points")
    #expect(points.contains("处置情况：已劝离收废品车辆"))
    #expect(!points.contains("钱小姐") && !points.contains("5151"))
    #expect(bench.screen.contains("还差 1 项：是否满意"))
    #expect(bench.screen.contains("要点 \(ReplyPoints.count(points))/500 ✓处置部门 ✓答复时间 ✓处置情况"))
  }

  @Test("is filed with the answer as 办结见面 by two keys, and then stands there to be copied")
  func filing() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    #expect(missing(bench).isEmpty)
    let effects = bench.press("<C-s>")
    guard case .perform(.ticket(.reply(let reply, let meeting?)), let id, _)? = effects.first else {
      Issue.record("nothing was filed: \(effects)")
      return
    }
    #expect(id.text == "ready")
    #expect(reply.opinion == .satisfied)
    #expect(meeting.step == .completion)
    #expect(meeting.by == Invented.wang.id)
    #expect(meeting.at == reply.answeredAt)
    bench.settle()
    let request = try #require(bench.store.detail("ready")?.request)
    #expect(request.stage == .replied)
    #expect(request.ticket?.missingMeetings.isEmpty == true)
    let reading = try #require(bench.state.topReading)
    #expect(reading.title == "回复已报出")
    #expect(reading.copy?.hasPrefix("工单编号：20261120SHready\n工单类型：投诉\n") == true)
    bench.play("y")
    #expect(bench.state.clipboard == reading.copy)
    #expect(bench.store.kept(.step(.reply, id))?.draft.isEmpty != false)
    // Later the same is read again, and nothing can be filed twice.
    bench.play("<Esc>")
    bench.select("ready")
    bench.play("H")
    #expect(bench.state.topReading?.title == "报出的回复 20261120SHready")
    #expect(bench.state.topReading?.copy == reading.copy)
  }

  @Test("A reply whose meeting was recorded before asks for none")
  func whole() throws {
    var bench = try bench("whole")
    bench.play("H")
    #expect(bench.state.topForm?.form.fields.contains { $0.id == ReplyFields.meeting } == false)
    bench.press("<Right><C-s>")
    guard case .perform(.ticket(.reply(_, nil)), _, _)? = bench.pending.last(where: \.isWriting)
    else {
      Issue.record("\(bench.pending)")
      return
    }
  }

  @Test("Meetings that are missing are said at once, before anything is typed")
  func gate() throws {
    var bench = try bench("gap")
    bench.play("H")
    #expect(bench.state.overlays.isEmpty)
    #expect(bench.toast.contains("还差接单见面、过程见面"))
    #expect(bench.toast.contains("书记放行"))
  }

  @Test("Saying that the answer was no meeting is missing a meeting from that moment on")
  func noMeeting() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: ReplyFields.meeting)
    bench.play("<Right>")
    #expect(missing(bench) == ["差办结见面"])
    bench.play("<C-s>")
    #expect(bench.state.topForm?.error?.contains("还差办结见面，不能办结") == true)
    #expect(bench.store.detail("ready")?.request.ticket?.replies.isEmpty == true)
  }

  @Test("Over 500 characters nothing is filed, nothing is lost, and the counter says so")
  func tooLong() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: "points")
    let before = try #require(bench.state.topForm).form.values.text("points")
    bench.paste(String(repeating: "办", count: 480))
    bench.settle()
    #expect(missing(bench) == ["要点超 \(before.count - 20) 字"])
    bench.play("<C-s>")
    #expect(bench.store.detail("ready")?.request.ticket?.replies.isEmpty == true)
    let form = try #require(bench.state.topForm)
    #expect(form.form.values.text("points").count == before.count + 480)
    #expect(form.error?.contains("超过 500 字；请精简，写的内容还在") == true)
    #expect(form.form.focusedField?.id == "points")
    #expect(bench.store.drafts[.step(.reply, RequestID("ready"))]?.text("points").isEmpty == false)
  }

  @Test("Ctrl-N goes from one missing thing to the next, and Ctrl-S to the first")
  func missingInTurn() throws {
    var bench = try bench("ready")
    bench.play("H")
    bench.state.focusForm(on: "fact")
    bench.play("<Right>")
    #expect(missing(bench) == ["事实认定说明", "是否满意"])
    bench.play("<C-n>")
    #expect(bench.state.topForm?.form.focusedField?.id == "factNote")
    bench.play("<C-n>")
    #expect(bench.state.topForm?.form.focusedField?.id == "opinion")
    bench.play("<Left>")
    #expect(missing(bench) == ["事实认定说明", "市民反馈说明"])
    bench.play("<C-s>")
    #expect(bench.state.topForm?.form.focusedField?.id == "factNote")
    #expect(bench.screen.contains("没有报出：事实认定为「部分属实」，请写事实认定说明"))
  }

  @Test("The words of the timeline follow the time of the answer until somebody changes them")
  func following() throws {
    var bench = try bench("ready")
    bench.play("H")
    bench.state.focusForm(on: "answeredAt")
    bench.play("<C-u>18:05")
    #expect(bench.state.topForm?.form.values.text("points").contains("18:05电话答复来电人") == true)
    bench.state.focusForm(on: "points")
    bench.play("！")
    bench.state.focusForm(on: "answeredAt")
    bench.play("<C-u>18:30")
    #expect(bench.state.topForm?.form.values.text("points").contains("18:05电话答复来电人") == true)
    #expect(
      bench.state.topForm?.replyEntry(at: Invented.now)?.reply.answeredAt
        == Invented.now.day.at(minute: 18 * 60 + 30))
  }

  @Test("A time that cannot be read is said while it is typed")
  func badTime() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: "answeredAt")
    bench.play("<C-u>某时")
    #expect(missing(bench) == ["答复市民时间看不懂"])
    #expect(bench.screen.contains("「答复市民时间」看不懂：某时"))
  }

  @Test("查看时间 is asked for only when somebody looked")
  func siteView() throws {
    var bench = try bench("ready")
    bench.play("H")
    func isShown(_ bench: DeskBench) -> Bool {
      bench.state.topForm?.form.fields.first { $0.id == "siteViewedAt" }?.isHidden == false
    }
    #expect(isShown(bench))
    bench.state.focusForm(on: "siteView")
    bench.play("<Right>")
    #expect(!isShown(bench))
    #expect(missing(bench) == ["是否满意"])
  }

  @Test("Another desk's reply first: both are shown, and what was typed stays")
  func late() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: "residentWords")
    bench.play("谢谢")
    try bench.store.perform(
      .ticket(.reply(InventedReply.reply, meeting: InventedReply.completion)), on: "ready",
      by: Invented.chen)
    bench.play("<C-s>")
    let late = try #require(bench.state.topLateSave)
    #expect(late.refusal?.contains("回复办结，不能再「回复」") == true)
    #expect(late.mine.contains { $0.label == "市民反馈说明" && $0.value == "谢谢" })
    #expect(bench.screen.contains("收废品的车已劝离"))
    bench.play("<Esc>")
    #expect(bench.state.topForm?.form.values.text("residentWords") == "谢谢")
  }

  @Test("What was typed comes back after a crash")
  func draft() throws {
    var bench = try bench("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: "residentWords")
    bench.play("下次早点来")
    let drafts = bench.store.drafts
    var again = try self.bench("ready")
    again.store.drafts = drafts
    again.play("H")
    #expect(again.state.topForm?.form.values.text("residentWords") == "下次早点来")
    #expect(missing(again).isEmpty)
    again.play("<Esc>")
    #expect(again.state.topForm?.asksToDiscard == true)
  }

  @Test("A main ticket is answered with its 并件, each frozen on its own with its own number")
  func joint() throws {
    var bench = try bench("ready")
    try bench.store.perform(.link(to: RequestID("ready"), note: ""), on: "whole")
    bench.select("gap")
    bench.select("ready")
    bench.play("H")
    #expect(bench.state.topForm?.joint?.isOn == true)
    #expect(bench.state.topForm?.form.title.contains("报出后不能撤回") == true)
    bench.play("<Right><C-s>")
    #expect(bench.screen.contains("回复 2 件") && bench.screen.contains("报出后不能撤回"))
    bench.play("y")
    func sheet(_ id: String) -> [FiledReply.Line] {
      bench.store.detail(id)?.request.ticket?.replies.last?.reply.sheet ?? []
    }
    func values(_ id: String) -> [String] {
      ["工单编号", "重复工单号"].map { name in sheet(id).first { $0.field == name }?.value ?? "?" }
    }
    #expect(values("ready") == ["20261120SHready", ""])
    #expect(values("whole") == ["20261120SHwhole", "20261120SHready"])
    #expect(bench.state.topReading?.title.hasPrefix("回复已报出 2 件") == true)
    #expect(bench.state.topReading?.copy?.contains("20261120SHwhole") == true)
  }

  @Test("Where a main ticket and its 并件 are all refused the form and its draft stay")
  func jointRefused() throws {
    var bench = try bench("ready")
    try bench.store.perform(.link(to: RequestID("ready"), note: ""), on: "whole")
    bench.select("gap")
    bench.select("ready")
    bench.play("H<Right>")
    bench.state.focusForm(on: "residentWords")
    bench.play("张先生说谢谢<C-s>")
    let isSent = bench.press("y").contains { $0.isWriting }
    #expect(isSent)
    let refused = ["ready", "whole"].map {
      JointOutcome(id: RequestID($0), result: .refused(.invalid("请改成「来电人」")))
    }
    let effects = bench.send(.performedAll(.reply, refused))
    let form = try #require(bench.state.topForm)
    #expect(form.form.values.text("residentWords") == "张先生说谢谢")
    #expect(form.error == "没有报出：请改成「来电人」")
    #expect(!effects.contains(.saveDraft("", form.slot)))
  }

  @Test("Tickets that are only marked are not answered together")
  func marked() throws {
    var bench = try bench("ready")
    for id in ["ready", "whole"] { _ = bench.state.marks.insert([RequestID(id)]) }
    #expect(bench.press("H").isEmpty && bench.state.overlays.isEmpty)
    #expect(bench.toast.contains("只有主件能带着并件一起回复"))
  }

  @Test("An answer that nobody recorded is neither told nor taken for 办结见面")
  func untold() throws {
    var bench = try bench("untold")
    bench.play("H")
    #expect(missing(bench) == ["差办结见面", "答复方式", "答复市民时间", "是否满意"])
    let form = try #require(bench.state.topForm)
    #expect(form.form.focusedField?.id == "manner")
    #expect(form.form.values.choice(ReplyFields.meeting) == nil)
    #expect(!form.form.values.text("points").contains("答复来电人"))
    bench.play("<Right><Tab>18:05")
    #expect(
      bench.state.topForm?.form.values.text("points").contains("11月20日18:05电话答复来电人") == true)
    bench.play("<C-n><Right><C-n>")
    #expect(bench.state.topForm?.form.focusedField?.id == ReplyFields.meeting)
    bench.play("<Right><C-s>")
    #expect(bench.store.detail("untold")?.request.stage == .replied)
  }

  @Test("Ctrl-P shows the sheet where it has no room beside the form")
  func preview() throws {
    var bench = try bench("ready", size: Size(rows: 24, columns: 80))
    bench.play("H<C-p>")
    #expect(bench.state.topReading?.title == "预览 · 按市里表单的顺序")
    #expect(bench.screen.contains("工单编号"))
    bench.play("<Esc><Right><C-s>")
    #expect(bench.store.detail("ready")?.request.stage == .replied)
  }

  @Test("The details of a ticket hold what was filed, without the caller once the ticket is 保密")
  func details() throws {
    var bench = try bench("filed")
    bench.play("<Right>")
    let lines = bench.state.topReading?.view.lines ?? []
    #expect(
      lines.contains { if case .rule(let title) = $0 { title.hasPrefix("报出的回复") } else { false } })
  }
}

@Suite("Screens as 回复 has them") struct ReplyScreenTests {
  @Test(
    "look as recorded",
    arguments: [
      ("reply-80x24", "H", 24, 80), ("reply-120x40", "H", 40, 120),
      ("reply-missing-80x24", "H<BackTab><BackTab><BackTab><BackTab><BackTab><BackTab>答复了", 24, 80),
      ("reply-preview-80x24", "H<C-p>", 24, 80), ("reply-filed-80x24", "H<Right><C-s>", 24, 80),
      ("reply-filed-120x40", "H<Right><C-s>", 40, 120),
    ])
  func screens(_ name: String, _ keys: String, _ rows: Int, _ columns: Int) throws {
    var bench = try DeskBench(size: Size(rows: rows, columns: columns), requests: InventedReply.all)
    bench.select("ready")
    bench.play(keys)
    try Snapshot.check(bench, name)
  }
}

extension InventedReply {
  static let completion = Meeting(
    .completion, by: Invented.chen.id, at: received, manner: .phone,
    words: "说明了情况")
}

extension AppState {
  /// Moves to a field of the form on top without the keys in between.
  fileprivate mutating func focusForm(on id: String) {
    guard var form = topForm else { return }
    form.form.focus(on: id)
    replaceTop(with: .form(form))
  }
}

import CoreModel
import Store
import TerminalKit

/// What is put down at a meeting.
extension AppState {
  /// The fields of something about an item of a meeting: which one in front, where there is something to choose; the
  /// only one behind them, unseen, where the cursor does not begin.
  func onItem(
    of meeting: CouncilMeeting, selected: AgendaID? = nil, _ fields: [FormField]
  ) -> [FormField] {
    var field = FormField.choice(
      CouncilField.item, "哪个议题",
      options: meeting.items.map { item in
        ChoiceOption(
          id: item.id.text, label: "议\(item.number) \(TextLayout.clip(item.title, columns: 30))",
          hint: meeting.resolution(of: item.id)?.verdict.title ?? "",
          keywords: [PinyinInitials.of(item.title)])
      }, selected: (selected ?? meeting.items.first?.id)?.text, required: true)
    field.isHidden = meeting.items.count < 2
    return field.isHidden ? fields + [field] : [field] + fields
  }

  mutating func openAttendance(of meeting: CouncilMeeting) -> [Effect] {
    if let refusal = session.flatMap({
      meeting.refusal(of: .attend([]), by: $0.actor, at: now)
    }) {
      say(refusal.message, .warning)
      return []
    }
    let known = meeting.attendedAt == nil ? meeting.people : meeting.present
    return openSheet(
      .council(.attend(meeting.id, version: meeting.version)),
      Form(
        title: "会议签到 · 会\(meeting.number)",
        fields: [
          .area(
            CouncilField.people, "谁到会", value: known.text, required: true,
            help: "删去没来的，加上临时来的；每行一方，顿号隔开姓名", rows: 8)
        ], submitLabel: "记下"), about: ["请的是：\(meeting.people.nameless)"])
  }

  mutating func openRecord(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.record(meeting.id)),
      Form(
        title: "会议记录 · 会\(meeting.number)",
        fields: [
          .area(
            CouncilField.words, "会上说的", required: true,
            help: "一段一段记，每次保存接在后面；各方意见、表决在 Enter 菜单里另记", rows: 8)
        ], submitLabel: "记下"),
      about: meeting.notes.suffix(2).map { TextLayout.clip($0, columns: 70) })
  }

  mutating func openPosition(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.position(meeting.id)),
      Form(
        title: "各方意见 · 会\(meeting.number)",
        fields: onItem(
          of: meeting,
          [
            .text(CouncilField.who, "谁的意见", required: true, help: "例如 业委会、5楼以上居民、王阿姨", limit: 60),
            .text(CouncilField.words, "主张", required: true, limit: RequestHistory.longestText),
          ]), submitLabel: "记下"),
      about: meeting.positions.suffix(4).map {
        TextLayout.clip(Privacy.masked("\($0.who)：\($0.words)"), columns: 70)
      })
  }

  mutating func openVote(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.vote(meeting.id)),
      Form(
        title: "表决 · 会\(meeting.number)",
        fields: onItem(
          of: meeting,
          [
            .text(CouncilField.words, "表决什么", required: true, limit: 200),
            .text(CouncilField.yes, "赞成", required: true, limit: 4),
            .text(CouncilField.no, "反对", value: "0", limit: 4),
            .text(CouncilField.abstained, "弃权", value: "0", limit: 4),
            .text(CouncilField.counter, "谁计票", required: true, limit: 60),
          ]), submitLabel: "记下"), about: ["签到 \(meeting.present.count) 人"])
  }

  mutating func openResolution(of meeting: CouncilMeeting) -> [Effect] {
    guard let session else { return [] }
    guard !meeting.items.isEmpty else {
      say("会上没有议题，不用作决议；按 E 记录，再按 z 散会", .warning)
      return []
    }
    let item = meeting.undecided.first?.id ?? meeting.items[0].id
    let blank = CouncilResolution(item: item, verdict: .adopt, words: "")
    if let refusal = meeting.refusal(of: .resolve(blank), by: session.actor, at: now) {
      say(refusal.message, .warning)
      return []
    }
    // What was decided about the only item, or about the first again, stands there to be changed.
    let known = meeting.undecided.isEmpty ? meeting.resolution(of: item) : nil
    let form = Form(
      title: "作决议 · 会\(meeting.number)",
      fields: onItem(
        of: meeting, selected: item,
        [
          .choice(
            CouncilField.verdict, "决议",
            options: CouncilVerdict.allCases.map {
              ChoiceOption(
                id: $0.rawValue, label: $0.title, hint: $0.consequence,
                keywords: [PinyinInitials.of($0.title)])
            }, selected: (known?.verdict ?? .adopt).rawValue, required: true),
          .area(
            CouncilField.words, "内容", value: known?.words ?? "", required: true,
            help: "定了什么；不采纳的写理由，要原话告诉居民", rows: 3),
          .area(
            CouncilField.tasks, "交办",
            value: known.map {
              ResolutionTasks.text($0.tasks, in: session.directory, relativeTo: now)
            } ?? "", help: "采纳办理、转微实事才写，每行一项：疏通12号楼排水管 @赵师傅 11-30", rows: 3),
          .text(
            CouncilField.again, "几时再议",
            value: known?.againAt?.dateTimeText(relativeTo: now) ?? "", help: "再议才写，例如 12-5",
            limit: 40),
        ]), submitLabel: "记下")
    let votes = meeting.votes.filter { $0.item == item }.map { "表决 \($0.question)：\($0.result)" }
    return openSheet(
      .council(.resolve(meeting.id)), form,
      about: votes + ["决议在散会时生效：派出交办、定再议时间，或处置完成去告知居民"])
  }

  mutating func openCouncilClosing(of meeting: CouncilMeeting) -> [Effect] {
    guard let session else { return [] }
    let blank = CouncilClosing(host: "", recorder: "")
    if let refusal = meeting.refusal(of: .close(blank), by: session.actor, at: now) {
      say(refusal.message, .warning)
      return []
    }
    guard meeting.undecided.isEmpty else {
      say(
        "还没有决议：\(meeting.undecided.map(\.name).joined(separator: "、"))。请按 L 逐个作决议；今天议不出来的选「再议」",
        .warning)
      return []
    }
    let host = meeting.present.first { $0.side == .secretary }?.name ?? session.actor.name
    return openSheet(
      .council(.close(meeting.id, version: meeting.version)),
      Form(
        title: "散会 · 会\(meeting.number)",
        fields: [
          .text(CouncilField.host, "谁主持", value: host, required: true, limit: 60),
          .text(
            CouncilField.recorder, "谁记录", value: session.actor.name, required: true, limit: 60),
          .area(CouncilField.words, "其他事项", help: "可以不写", rows: 3),
        ], submitLabel: "散会"),
      about: ["散会以后决议生效，不再改动："]
        + meeting.items.map { item in
          let resolution = meeting.resolution(of: item.id)
          let tasks = resolution.map { $0.tasks.isEmpty ? "" : "，交办 \($0.tasks.count) 项" } ?? ""
          return
            "议\(item.number) \(TextLayout.clip(item.title, columns: 30)) → \(resolution?.verdict.title ?? "")\(tasks)"
        })
  }
}

import CoreModel
import Store
import TerminalKit

/// 可做的事 of an item and of a meeting: what cannot be done now is grey, with the reason.
extension AppState {
  mutating func openMenu(of line: AgendaLine, _ session: Session) -> [Effect] {
    let item = line.item
    func refusal(_ command: AgendaCommand) -> String? {
      // The menu is called after the item: its name need not stand in every reason.
      item.refusal(of: command, by: session.actor)?.message.replacing(item.name + " ", with: "")
    }
    let over = item.isOpen ? nil : "已\(item.status.title)"
    var items = [
      MenuItem(
        id: "place", key: Key("O"), title: item.date == nil ? "排会" : "看会议",
        note: item.date.map { "会\($0.number) \($0.kind.title)" } ?? "定会议，或排在已定的会上",
        disabledReason: item.date == nil && !item.isOpen && item.status != .settled ? over : nil)
    ]
    for task in line.tasks {
      items.append(
        MenuItem(
          id: "task:\(task.id.text)",
          title: "交办：\(TextLayout.clip(Privacy.masked(task.title), columns: 30))",
          note: task.isOpen
            ? "\(session.directory.name(of: task.person)) \(task.dueAt.nearText(relativeTo: now)) 前"
            : task.settlement?.outcome.title ?? "", disabledReason: task.isOpen ? nil : "已经办结"))
    }
    for source in line.kept {
      items.append(
        MenuItem(
          id: "show:\(source.id.text)", title: "诉求 \(source.row.number)",
          note: TextLayout.clip(Privacy.masked(source.row.text), columns: 36)))
    }
    let others = council.board?.items.filter { $0.id != item.id && $0.item.status != .carrying }
    items += [
      MenuItem(
        id: "amend", key: Key("i"), title: "改议题", note: "改题目和要议什么",
        disabledReason: refusal(.amend(title: "", matter: ""))),
      MenuItem(
        id: "leave", key: Key("K"), title: "移出诉求", note: "诉求回到待列议题",
        disabledReason: refusal(.leave(RequestID(""), reason: ""))
          ?? (line.kept.isEmpty ? "没有列入的诉求" : nil)),
      MenuItem(
        id: "merge", key: Key("L"), title: "并入议题", note: "诉求都转到另一个议题",
        disabledReason: refusal(.merge(into: AgendaID("")))
          ?? (others?.isEmpty == false ? nil : "没有别的待议议题")),
      MenuItem(
        id: "withdraw", key: Key("X"), title: "撤回议题", note: "诉求回到待列议题",
        disabledReason: refusal(.withdraw(reason: "")), isDanger: true),
      MenuItem(id: "course", key: Key("V"), title: "经过", note: "从提出到现在"),
    ]
    return openMenu(
      .council(.item(item.id)),
      Menu(
        title: TextLayout.clip("议\(item.number) \(item.title)", columns: 44), items: items,
        hasDigits: false))
  }

  mutating func chooseOfItem(_ id: String, _ item: AgendaID) -> [Effect] {
    guard let line = council.board?.item(item), let session else { return [] }
    let rest = String(id.split(separator: ":", maxSplits: 1).last ?? "")
    switch id {
    case "place":
      if let date = line.item.date { return openCouncil(selecting: .meeting(date.meeting)) }
      return openPlacing(of: line.item)
    case "amend": return openAmendment(of: line.item)
    case "leave": return openLeaving(of: line)
    case "merge": return openMerging(of: line.item)
    case "withdraw": return openWithdrawal(of: line.item)
    case "course":
      let lines = line.item.entries.map { entry in
        DetailLine.item(
          [Span(entry.at.dateTimeText(relativeTo: now), Style(.muted))],
          [
            Span(
              Privacy.masked(
                "\(entry.title) \(session.directory.name(of: entry.actor))　\(entry.words)"))
          ])
      }
      overlays.append(
        .reading(
          ReadingView(
            title: "经过 · 议\(line.item.number)", view: DetailView(lines, glyphs: look.glyphs))))
      return []
    default:
      if id.hasPrefix("show:"), let source = line.sources.first(where: { $0.id.text == rest }) {
        return showRequest(source.row, saying: "按 5 回到议事会")
      }
      guard id.hasPrefix("task:"), let task = line.tasks.first(where: { $0.id.text == rest })
      else { return [] }
      return openMenu(
        .council(.task(item, task.id)),
        Menu(
          title: TextLayout.clip(Privacy.masked(task.title), columns: 40),
          items: [
            MenuItem(id: "settle", key: Key("*"), title: "办好", note: "办好了，或不办了"),
            MenuItem(id: "change", key: Key("&"), title: "改期", note: "改到哪天、换谁办"),
          ], hasDigits: false))
    }
  }

  private mutating func openPlacing(of item: AgendaItem) -> [Effect] {
    let meetings = (council.board?.meetings ?? []).filter {
      $0.attendedAt == nil && $0.kind.refusal(of: item) == nil
    }
    guard !meetings.isEmpty else { return openCall(item) }
    return openMenu(
      .council(.place(item.id)),
      Menu(
        title: TextLayout.clip("\(item.name)排在哪次会上", columns: 44),
        items: meetings.map { meeting in
          MenuItem(
            id: meeting.id.text, title: meeting.name,
            note: "\(meeting.start.nearText(relativeTo: now)) \(meeting.items.count) 个议题")
        } + [MenuItem(id: "new", title: "另定一次会")]))
  }

  private mutating func openMerging(of item: AgendaItem) -> [Effect] {
    let others = (council.board?.items ?? []).filter {
      $0.id != item.id && $0.item.status != .carrying
    }
    return openMenu(
      .council(.merge(item.id)),
      Menu(
        title: TextLayout.clip("\(item.name)并入", columns: 44),
        items: others.map { line in
          MenuItem(
            id: line.id.text, title: "议\(line.item.number) \(line.item.title)",
            note: "\(line.item.status.title) \(line.kept.count) 件",
            keywords: [PinyinInitials.of(line.item.title)])
        }))
  }

  // MARK: Meetings

  mutating func openMenu(of meeting: CouncilMeeting, _ session: Session) -> [Effect] {
    func refusal(_ command: CouncilCommand) -> String? {
      meeting.refusal(of: command, by: session.actor, at: now)?.message
        .replacing(meeting.name + " ", with: "")
    }
    let none = meeting.items.isEmpty ? "会上没有议题" : nil
    let first = meeting.items.first?.id ?? AgendaID("")
    let position = CouncilPosition(item: first, who: "", words: "")
    let vote = CouncilVote(item: first, question: "", yes: 0, no: 0, abstained: 0, counter: "")
    let resolution = CouncilResolution(item: first, verdict: .adopt, words: "")
    let change = CouncilChange(place: "", people: [], words: "")
    let move = CouncilMove(start: now, place: "", reason: "")
    var items = [
      MenuItem(
        id: "notice", key: Key("C"), title: "发通知", note: "复制给群，记下已通知",
        disabledReason: refusal(.announce(how: ""))),
      MenuItem(
        id: "attend", key: Key("A"), title: "签到", note: "记下谁到会",
        disabledReason: refusal(.attend([]))),
      MenuItem(
        id: "note", key: Key("E"), title: "记录", note: "会上说了什么",
        disabledReason: refusal(.note(""))),
      MenuItem(
        id: "position", key: Key("P"), title: "意见", note: "哪一方主张什么",
        disabledReason: none ?? refusal(.position(position))),
      MenuItem(
        id: "vote", key: Key("Y"), title: "表决", note: "赞成、反对、弃权",
        disabledReason: none ?? refusal(.vote(vote))),
      MenuItem(
        id: "resolve", key: Key("L"), title: "作决议",
        note: meeting.undecided.isEmpty ? "都有决议，散会以前可以改" : "还有 \(meeting.undecided.count) 个没有决议",
        disabledReason: none ?? refusal(.resolve(resolution))),
      MenuItem(
        id: "close", key: Key("z"), title: "散会", note: "决议生效，纪要留档",
        disabledReason: refusal(.close(CouncilClosing(host: "", recorder: "")))),
      MenuItem(
        id: "read", key: Key("V"), title: meeting.attendedAt == nil ? "看通知" : "看纪要",
        note: "全文，可复制"),
      MenuItem(
        id: "page", key: Key("I"), title: meeting.attendedAt == nil ? "打印通知" : "打印纪要",
        note: "存成网页，按 A4 打印"),
      MenuItem(
        id: "list", key: Key("O"), title: "加议题", note: "排一个议题在这次会上",
        disabledReason: refusal(.list(first, lateReason: ""))),
      MenuItem(
        id: "strike", key: Key("K"), title: "去议题", note: "从这次会上去掉一个",
        disabledReason: none ?? refusal(.strike(first, reason: ""))),
      MenuItem(
        id: "change", key: Key("i"), title: "改会议", note: "地点、到会人、通知的话",
        disabledReason: refusal(.change(change))),
      MenuItem(
        id: "move", key: Key("M"), title: "会议改期", note: "写明原因，通知要重发",
        disabledReason: refusal(.move(move))),
      MenuItem(
        id: "cancel", key: Key("X"), title: "取消会议", note: "议题回到待排会",
        disabledReason: refusal(.cancel(reason: "")), isDanger: true),
    ]
    // Of what is over there is nothing to be done but to read it: the same reason a dozen times says nothing.
    if !meeting.isOpen { items.removeAll { !["read", "page"].contains($0.id) } }
    for item in meeting.items {
      items.append(
        MenuItem(id: "item:\(item.id.text)", title: "看议\(item.number)", note: item.title))
    }
    return openMenu(
      .council(.meeting(meeting.id)),
      Menu(
        title:
          "会\(meeting.number) \(meeting.kind.title) \(meeting.start.nearText(relativeTo: now))",
        items: items, hasDigits: false))
  }

  mutating func chooseOfMeeting(_ id: String, _ key: CouncilID) -> [Effect] {
    guard let meeting = council.board?.meeting(key) else { return [] }
    switch id {
    case "notice": return run(CouncilKey.notice, by: nil)
    case "attend": return openAttendance(of: meeting)
    case "note": return openRecord(of: meeting)
    case "position": return openPosition(of: meeting)
    case "vote": return openVote(of: meeting)
    case "resolve": return openResolution(of: meeting)
    case "close": return openCouncilClosing(of: meeting)
    case "read": return run(CouncilKey.read, by: nil)
    case "page": return run(CouncilKey.page, by: nil)
    case "list": return openListing(of: nil, on: key)
    case "strike": return openStriking(of: meeting)
    case "change": return openChange(of: meeting)
    case "move": return openMove(of: meeting)
    case "cancel": return openCancellation(of: meeting)
    default:
      guard id.hasPrefix("item:") else { return [] }
      let item = AgendaID(String(id.dropFirst("item:".count)))
      guard council.board?.item(item) != nil else {
        say("这个议题办结已久，不在屏上；用 juwei council show 看", .warning)
        return []
      }
      return openCouncil(selecting: .item(item))
    }
  }
}

import CoreModel
import Store
import TerminalKit

/// What a form of 议事会：议题和会议 is about.
enum CouncilSheet: Hashable, Sendable {
  /// 提议题, about some requests.
  case propose([RequestID])
  case amend(AgendaID, version: Int)
  case leave(AgendaID)
  case withdraw(AgendaID, version: Int)
  /// 定会议.
  case call
  case change(CouncilID, version: Int)
  case move(CouncilID, version: Int)
  case cancel(CouncilID, version: Int)
  /// One more item on a meeting; nil where it is still to be chosen.
  case list(CouncilID, AgendaID?)
  case strike(CouncilID)
  case announce(CouncilID)
  case attend(CouncilID, version: Int)
  case record(CouncilID)
  case position(CouncilID)
  case vote(CouncilID)
  case resolve(CouncilID)
  case close(CouncilID, version: Int)
  /// 办好, 改期 of a task that a resolution gave out.
  case settle(AgendaID, TaskID)
  case put(AgendaID, TaskID)

  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .propose(let requests): "propose/" + requests.map(\.text).joined(separator: ",")
    case .amend(let id, _): "amend/\(id.text)"
    case .leave(let id): "leave/\(id.text)"
    case .withdraw(let id, _): "withdraw/\(id.text)"
    case .call: "call/"
    case .change(let id, _): "change/\(id.text)"
    case .move(let id, _): "move/\(id.text)"
    case .cancel(let id, _): "cancel/\(id.text)"
    case .list(let id, let item): "list/\(id.text),\(item?.text ?? "")"
    case .strike(let id): "strike/\(id.text)"
    case .announce(let id): "announce/\(id.text)"
    case .attend(let id, _): "attend/\(id.text)"
    case .record(let id): "record/\(id.text)"
    case .position(let id): "position/\(id.text)"
    case .vote(let id): "vote/\(id.text)"
    case .resolve(let id): "resolve/\(id.text)"
    case .close(let id, _): "close/\(id.text)"
    case .settle(let id, let task): "settle/\(id.text),\(task.text)"
    case .put(let id, let task): "put/\(id.text),\(task.text)"
    }
  }
}

/// The identities of the fields.
enum CouncilField {
  static let title = "title"
  static let matter = "matter"
  static let urgency = "urgency"
  static let kind = "kind"
  static let items = "items"
  static let item = "item"
  static let request = "request"
  static let start = "start"
  static let place = "place"
  static let people = "people"
  static let words = "words"
  static let late = "late"
  static let reason = "reason"
  static let who = "who"
  static let yes = "yes"
  static let no = "no"
  static let abstained = "abstained"
  static let counter = "counter"
  static let verdict = "verdict"
  static let tasks = "tasks"
  static let again = "again"
  static let host = "host"
  static let recorder = "recorder"
}

extension AppState {
  // MARK: Items

  /// 提议题 about the open requests of a cluster.
  mutating func openProposal(of cluster: ClusterRow, _ rows: [QueueRow]) -> [Effect] {
    guard !rows.isEmpty else {
      say("这一类的诉求都已办结", .warning)
      return giveWaitingKeys()
    }
    let title = [cluster.place, cluster.topic ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return openProposal(
      of: rows.map(\.id), title: title, about: rows.map { councilLine(of: $0) }) + giveWaitingKeys()
  }

  /// 提议题 about some requests.
  mutating func openProposal(
    of requests: [RequestID], title: String = "", about: [String]? = nil
  ) -> [Effect] {
    let rows = requests.compactMap { id in
      council.board?.pool.first { $0.id == id }?.row
        ?? [selectedRow].compactMap(\.self).first { $0.id == id }
    }
    let lines = about ?? rows.map { councilLine(of: $0) }
    let form = Form(
      title: requests.isEmpty ? "提议题" : "提议题 · \(requests.count) 件诉求",
      fields: [
        .text(
          CouncilField.title, "议题", value: title, required: true,
          help: "一句话：哪里、什么事。要写进通知，不写姓名、室号和电话", limit: AgendaItem.longestTitle),
        .area(
          CouncilField.matter, "要议什么", help: "现在怎样、有哪些不同意见、要定什么；可以不写", rows: 3),
        urgencyField,
      ], submitLabel: "提出")
    let note =
      requests.isEmpty
      ? ["没有选诉求：议题先立着，以后可以用 J 把诉求列入"]
      : ["列入的诉求（并件一起；还没提交议事会的同时提交）："] + lines
    return openSheet(.council(.propose(requests)), form, about: note)
  }

  private var urgencyField: FormField {
    .choice(
      CouncilField.urgency, "急不急",
      options: Urgency.allCases.map {
        ChoiceOption(id: $0.rawValue, label: $0.title, keywords: [PinyinInitials.of($0.title)])
      }, selected: Urgency.normal.rawValue, required: true,
      help: "诉求里有急件的，议题自动按急件算：48 小时内开会")
  }

  private func councilLine(of row: QueueRow) -> String {
    let place = session?.directory.label(of: row.place) ?? ""
    return "· \(row.number) \(place) \(TextLayout.clip(Privacy.masked(row.text), columns: 44))"
  }

  mutating func openAmendment(of item: AgendaItem) -> [Effect] {
    openSheet(
      .council(.amend(item.id, version: item.version)),
      Form(
        title: "改议题 · 议\(item.number)",
        fields: [
          .text(
            CouncilField.title, "议题", value: item.title, required: true,
            help: "要写进通知，不写姓名、室号和电话", limit: AgendaItem.longestTitle),
          .area(CouncilField.matter, "要议什么", value: item.matter, rows: 3),
        ]))
  }

  mutating func openLeaving(of line: AgendaLine) -> [Effect] {
    let open = line.kept.filter { $0.outcome == nil }
    return openSheet(
      .council(.leave(line.item.id)),
      Form(
        title: "移出诉求 · 议\(line.item.number)",
        fields: [
          .choice(
            CouncilField.request, "哪一件",
            options: open.map {
              ChoiceOption(
                id: $0.id.text, label: $0.row.number,
                hint: TextLayout.clip(Privacy.masked($0.row.text), columns: 36))
            }, selected: open.first?.id.text, required: true),
          reasonField("为什么移出"),
        ], submitLabel: "移出"), about: ["移出以后回到待列议题，可以列入别的议题或在工作台上另办"])
  }

  mutating func openWithdrawal(of item: AgendaItem) -> [Effect] {
    openSheet(
      .council(.withdraw(item.id, version: item.version)),
      Form(
        title: "撤回议题 · 议\(item.number)", fields: [reasonField("为什么撤回")], submitLabel: "撤回"),
      about: ["「\(item.title)」撤回，\(item.sources.count) 件诉求回到待列议题"])
  }

  private func reasonField(_ label: String) -> FormField {
    .text(CouncilField.reason, label, required: true, limit: RequestHistory.longestText)
  }

  // MARK: Tasks

  mutating func openTaskSheet(
    _ id: TaskID, of item: AgendaID, settling: Bool
  ) -> [Effect] {
    guard let session,
      let task = council.board?.item(item)?.tasks.first(where: { $0.id == id }), task.isOpen
    else {
      say("这项交办已经办结", .warning)
      return []
    }
    let fields = TaskFields(session: session, now: now)
    return openSheet(
      .council(settling ? .settle(item, id) : .put(item, id)),
      Form(
        title: settling ? "交办办好" : "交办改期",
        fields: settling ? fields.settlement(of: [task]) : fields.change(of: [task])),
      about: [
        Privacy.masked(Words.task(task, in: session.directory, at: now)),
        settling ? "议题的交办都办好以后，诉求处置完成，去告知居民" : "改了以后，诉求的下一步时限一起改",
      ])
  }

  // MARK: Calls

  /// 定会议, with an item on it.
  mutating func openCall(_ item: AgendaItem?) -> [Effect] {
    guard let session else { return [] }
    let open = council.board?.items.filter { $0.item.date == nil } ?? []
    let kind = item.map { $0.status == .carrying || $0.status == .settled } == true
      ? CouncilKind.review : .coordination
    let place = council.board.flatMap { $0.meetings.last ?? $0.past.first }?.place ?? ""
    var usual: [String] = []
    func seat(_ label: String, _ roles: [CoreModel.Role]) {
      let names = session.directory.people.filter { $0.isActive && roles.contains($0.role) }
        .prefix(3).map(\.name)
      usual.append("\(label)：\(names.joined(separator: "、"))")
    }
    seat("书记", [.secretary])
    seat("居委", [.director])
    seat("业委会", [])
    seat("物业", [.propertyManager])
    seat("居民", [])
    let form = Form(
      title: "定会议",
      fields: [
        .choice(
          CouncilField.kind, "什么会",
          options: CouncilKind.allCases.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title, hint: $0.purpose,
              keywords: [PinyinInitials.of($0.title)])
          }, selected: kind.rawValue, required: true),
        .text(
          CouncilField.items, "议题", value: item.map { "议\($0.number)" } ?? "",
          help: "写议题号，几个用顿号隔开：议1、议3；恳谈会、月月说事可以不写", limit: 200),
        .text(
          CouncilField.start, "时间", required: true, help: "例如 后天14:00、11-28 9:30；要写到几点", limit: 40),
        .text(
          CouncilField.place, "地点", value: place, required: true, placeholder: "居委会议室", limit: 60),
        .area(
          CouncilField.people, "请谁到会", value: usual.joined(separator: "\n"),
          help: "1+3+N：每行一方，冒号后写姓名，顿号隔开；外单位写单位名：城管中队：张队", rows: 5),
        .text(CouncilField.words, "通知里要说的", help: "可以不写；通知里不出现姓名", limit: 500),
        .text(
          CouncilField.late, "晚开的原因", help: "急件要在 48 小时内开会；定得更晚才写", limit: 500),
      ], submitLabel: "定会")
    let about =
      open.isEmpty
      ? ["现在没有待排的议题"]
      : ["待排的议题："]
        + open.prefix(8).map { line in
          let limit = line.limit.map {
            " \($0.nearText(relativeTo: now)) 前\(line.item.urgency == .normal ? "定会期" : "开会")"
          }
          return "议\(line.item.number) \(line.item.title)\(limit ?? "")"
        }
    return openSheet(.council(.call), form, about: about)
  }

  mutating func openChange(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.change(meeting.id, version: meeting.version)),
      Form(
        title: "改会议 · 会\(meeting.number)",
        fields: [
          .text(CouncilField.place, "地点", value: meeting.place, required: true, limit: 60),
          .area(
            CouncilField.people, "请谁到会", value: meeting.people.text,
            help: "每行一方：书记、居委、业委会、物业、居民，或单位名；冒号后写姓名", rows: 5),
          .text(CouncilField.words, "通知里要说的", value: meeting.words, limit: 500),
        ]))
  }

  mutating func openMove(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.move(meeting.id, version: meeting.version)),
      Form(
        title: "会议改期 · 会\(meeting.number)",
        fields: [
          .text(
            CouncilField.start, "改到", required: true, help: "例如 后天14:00、11-28 9:30",
            placeholder: meeting.start.dateTimeText(relativeTo: now), limit: 40),
          .text(CouncilField.place, "地点", value: meeting.place, required: true, limit: 60),
          reasonField("原因"),
          .text(
            CouncilField.late, "晚开的原因", value: meeting.lateReason,
            help: "急件要在 48 小时内开会；定得更晚才写", limit: 500),
        ], submitLabel: "改期"), about: ["改期以后通知要重发"])
  }

  mutating func openCancellation(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.cancel(meeting.id, version: meeting.version)),
      Form(
        title: "取消会议 · 会\(meeting.number)", fields: [reasonField("为什么取消")], submitLabel: "取消会议"),
      about: ["\(meeting.items.count) 个议题回到待排会；已经通知的人要另行告知"])
  }

  mutating func openListing(of item: AgendaID?, on meeting: CouncilID) -> [Effect] {
    let open = (council.board?.items ?? []).filter { $0.item.date == nil }
    guard !open.isEmpty else {
      say("没有待排的议题", .warning)
      return []
    }
    return openSheet(
      .council(.list(meeting, item)),
      Form(
        title: "加议题",
        fields: [
          .choice(
            CouncilField.item, "哪个议题",
            options: open.map {
              ChoiceOption(
                id: $0.id.text, label: "议\($0.item.number) \(TextLayout.clip($0.item.title, columns: 30))",
                keywords: [PinyinInitials.of($0.item.title)])
            }, selected: item?.text ?? open.first?.id.text, required: true),
          .text(CouncilField.late, "晚开的原因", help: "急件要在 48 小时内开会；会在那以后才写", limit: 500),
        ], submitLabel: "加上"))
  }

  mutating func openStriking(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.strike(meeting.id)),
      Form(
        title: "去议题 · 会\(meeting.number)",
        fields: [itemField(of: meeting), reasonField("为什么去掉")], submitLabel: "去掉"))
  }

  mutating func openAnnouncement(of meeting: CouncilMeeting) -> [Effect] {
    guard let session else { return [] }
    let text = CouncilNotice(of: meeting, in: session.directory, relativeTo: now).text
    return openSheet(
      .council(.announce(meeting.id)),
      Form(
        title: "会议通知 · 会\(meeting.number)",
        fields: [
          .text(
            CouncilField.words, "怎样通知的", value: "楼组微信群", required: true,
            help: "通知已送到本机剪贴板（终端支持时），贴到群里以后保存；还没发就按 Esc", limit: 200)
        ], submitLabel: "记下已通知"),
      about: text.split(separator: "\n").map(String.init))
  }

  // MARK: At the meeting

  /// Which item something is about; the only one stands there unseen.
  private func itemField(of meeting: CouncilMeeting, selected: AgendaID? = nil) -> FormField {
    var field = FormField.choice(
      CouncilField.item, "哪个议题",
      options: meeting.items.map { item in
        ChoiceOption(
          id: item.id.text, label: "议\(item.number) \(TextLayout.clip(item.title, columns: 30))",
          hint: meeting.resolution(of: item.id)?.verdict.title ?? "",
          keywords: [PinyinInitials.of(item.title)])
      }, selected: (selected ?? meeting.items.first?.id)?.text, required: true)
    field.isHidden = meeting.items.count < 2
    return field
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
            help: "删去没来的，加上临时来的；每行一方，顿号隔开姓名。Ctrl-D 保存", rows: 8)
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
        fields: [
          itemField(of: meeting),
          .text(CouncilField.who, "谁的意见", required: true, help: "例如 业委会、5楼以上居民、王阿姨", limit: 60),
          .text(CouncilField.words, "主张", required: true, limit: RequestHistory.longestText),
        ], submitLabel: "记下"),
      about: meeting.positions.suffix(4).map {
        TextLayout.clip(Privacy.masked("\($0.who)：\($0.words)"), columns: 70)
      })
  }

  mutating func openVote(of meeting: CouncilMeeting) -> [Effect] {
    openSheet(
      .council(.vote(meeting.id)),
      Form(
        title: "表决 · 会\(meeting.number)",
        fields: [
          itemField(of: meeting),
          .text(CouncilField.words, "表决什么", required: true, limit: 200),
          .text(CouncilField.yes, "赞成", required: true, limit: 4),
          .text(CouncilField.no, "反对", value: "0", limit: 4),
          .text(CouncilField.abstained, "弃权", value: "0", limit: 4),
          .text(CouncilField.counter, "谁计票", required: true, limit: 60),
        ], submitLabel: "记下"), about: ["签到 \(meeting.present.count) 人"])
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
      fields: [
        itemField(of: meeting, selected: item),
        .choice(
          CouncilField.verdict, "决议",
          options: offeredVerdicts.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title, hint: $0.consequence,
              keywords: [PinyinInitials.of($0.title)])
          }, selected: known?.verdict.rawValue, required: true),
        .area(
          CouncilField.words, "内容", value: known?.words ?? "", required: true,
          help: "定了什么；不采纳的写理由，要原话告诉居民", rows: 3),
        .area(
          CouncilField.tasks, "交办",
          value: known.map {
            ResolutionTasks.text($0.tasks, in: session.directory, relativeTo: now)
          } ?? "", help: "采纳办理才写，每行一项：疏通12号楼排水管 @赵师傅 11-30", rows: 3),
        .text(
          CouncilField.again, "几时再议",
          value: known?.againAt?.dateTimeText(relativeTo: now) ?? "", help: "再议才写，例如 12-5",
          limit: 40),
      ], submitLabel: "记下")
    let votes = meeting.votes.filter { $0.item == item }.map { "表决 \($0.question)：\($0.result)" }
    return openSheet(
      .council(.resolve(meeting.id)), form,
      about: votes + ["决议在散会时生效：派出交办、定再议时间，或处置完成去告知居民"])
  }

  /// What a meeting may decide here.
  private var offeredVerdicts: [CouncilVerdict] { [.adopt, .again, .decline, .passed] }

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
          return "议\(item.number) \(TextLayout.clip(item.title, columns: 30)) → \(resolution?.verdict.title ?? "")\(tasks)"
        })
  }
}

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
      say("这一类没办结的都已列入议题或微实事，不用再提", .warning)
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

  func reasonField(_ label: String) -> FormField {
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
}

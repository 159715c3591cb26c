import CoreModel
import Store
import TerminalKit

/// 定会议 and what becomes of it before it is held.
extension AppState {
  /// 定会议, with an item on it.
  mutating func openCall(_ item: AgendaItem?) -> [Effect] {
    guard let session else { return [] }
    // What is decided goes on without a meeting; it may be met about again, but does not wait for it.
    let open =
      council.board?.items.filter { $0.item.date == nil && $0.item.status != .carrying } ?? []
    let kind =
      item.map { $0.status == .carrying || $0.status == .settled } == true
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
                id: $0.id.text,
                label: "议\($0.item.number) \(TextLayout.clip($0.item.title, columns: 30))",
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
        fields: onItem(of: meeting, [reasonField("为什么去掉")]), submitLabel: "去掉"))
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
}

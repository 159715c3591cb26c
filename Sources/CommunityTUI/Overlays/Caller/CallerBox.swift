import CoreModel
import Store
import TerminalKit

/// 同一来电人: everything that came from one telephone, newest first.
struct CallerBox: Sendable {
  /// What came.
  var history: CallerHistory
  /// The list.
  var menu: Menu
}

extension AppState {
  /// Opens the history of the selected request's caller.
  mutating func openCaller(by key: Key?) -> [Effect] {
    if let effects = waitForDetail(key) { return effects }
    guard let detail = selectedDetail else { return [] }
    guard detail.request.registration.resident.phone != nil else {
      say("没有登记电话，看不出以前有没有来过；可以按 / 按姓名、地点查找")
      return []
    }
    guard let history = detail.caller, !history.isEmpty else {
      say("这个号码以前没有来过")
      return []
    }
    overlays.append(.caller(CallerBox(history: history, menu: callerMenu(history))))
    return []
  }

  private func callerMenu(_ history: CallerHistory) -> Menu {
    guard let session else { return Menu(title: "", items: []) }
    let words = CallerWords(directory: session.directory, now: now)
    let room = max(20, size.columns - 46)
    let items = history.entries.map { entry in
      let text = TextLayout.clip(Privacy.masked(entry.text), columns: room)
      let state = entry.isOpen ? entry.status.title : words.result(entry)
      let marks: [String?] = [
        entry.ticketNumber == nil ? nil : "工单", words.place(entry), text,
        entry.hasWeChat ? "已加微信" : nil,
      ]
      return MenuItem(
        id: entry.id.text, title: "\(words.day(entry)) \(state)",
        note: marks.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "),
        disabledReason: entry.canBeOpened ? nil : CallerBox.closedReason(history),
        isDanger: entry.ending?.isRejection == true)
    }
    let more = history.total - history.entries.count
    let title =
      "同一来电人 \(history.total) 件"
      + (more > 0 ? "（列出最近 \(history.entries.count) 件）" : "")
    return Menu(title: "\(title) · \(words.summary(history))", items: items, hasDigits: false)
  }

  mutating func handle(_ event: InputEvent, in box: CallerBox) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var box = box
    let plain = CommandKeys.normalise(key) ?? key
    let outcome = box.menu.handle(plain == Key(";") ? Key(.escape) : plain)
    replaceTop(with: .caller(box))
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let item):
      let id = RequestID(item)
      let isOpen = box.history.entries.first { $0.id == id }?.isOpen == true
      closeTop()
      return show(id, isOpen: isOpen)
    }
  }

  /// Selects a request in the queue, whatever the list showed.
  private mutating func show(_ id: RequestID, isOpen: Bool) -> [Effect] {
    // What was being read is another request's.
    overlays.removeAll()
    screen = .workbench
    focus = .requests
    apply(ViewDefinition(base: isOpen ? .open : .all), named: nil, in: .queue)
    markSeen()
    return resizeLists() + [reload(.queue, selecting: id)]
  }
}

extension CallerBox {
  /// Why an entry cannot be opened from here.
  fileprivate static func closedReason(_ history: CallerHistory) -> String {
    let privacy = history.own?.privacy ?? .open
    return privacy == .open
      ? "那是要求匿名或保密的工单，不能由此打开：不让人看出是谁打的"
      : "来电人要求\(privacy.title)，不能由此打开别的诉求：那里写着是谁"
  }
}

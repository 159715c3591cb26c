import CoreModel
import Store
import TerminalKit

/// 标记: the requests that the next step is for. By identity, so that they outlast a refresh, another view and
/// another screen.
struct Marks: Sendable, Equatable {
  /// In the order in which they were marked.
  private(set) var ids: [RequestID] = []
  private var known: Set<RequestID> = []
  /// Rises with every change, so that whoever keeps something drawn need not compare them one by one.
  private(set) var revision = 0

  /// More than anybody looks through, and few enough to be recorded in one go.
  static let limit = 500

  /// Whether none is marked.
  var isEmpty: Bool { ids.isEmpty }
  /// How many are marked.
  var count: Int { ids.count }

  /// Whether a request is marked.
  func contains(_ id: RequestID) -> Bool { known.contains(id) }

  /// Marks requests as far as there is room; how many could not be marked.
  mutating func insert(_ more: [RequestID]) -> Int {
    var left = 0
    for id in more where !known.contains(id) {
      guard ids.count < Marks.limit else {
        left += 1
        continue
      }
      ids.append(id)
      known.insert(id)
    }
    revision += 1
    return left
  }

  /// Takes marks off.
  mutating func remove(_ gone: some Sequence<RequestID>) {
    let gone = Set(gone)
    guard !known.isDisjoint(with: gone) else { return }
    ids.removeAll(where: gone.contains)
    known.subtract(gone)
    revision += 1
  }

  /// Takes all marks off.
  mutating func clear() { remove(ids) }
}

extension AppState {
  /// Whether the next step is for what is marked: only on screens that show it.
  var actsOnMarks: Bool { !marks.isEmpty && (screen == .workbench || screen == .hotline) }

  /// Marks the selected request or takes its mark off, and steps on.
  mutating func toggleMark() -> [Effect] {
    // Only where marks are drawn: what nobody sees must not be what the next step is for.
    guard activeRequestPane != nil, let row = selectedRow else { return [] }
    if marks.contains(row.id) {
      marks.remove([row.id])
    } else if marks.insert([row.id]) > 0 {
      say("已经标记了 \(Marks.limit) 件，不能再多；请先办这些", .warning)
      return []
    }
    return move(.lines(1))
  }

  /// Marks all that the list's filter shows, also what lies outside the screen.
  mutating func markAll() -> [Effect] {
    guard let pane = activeRequestPane, !requestList(pane).list.isEmpty else { return [] }
    typeAhead = TypeAhead(wait: .joint)
    return [.loadMarkable(requestList(pane).filter)]
  }

  /// Marks what a filter shows.
  mutating func install(markable ids: [RequestID], isWhole: Bool) -> [Effect] {
    guard typeAhead.wait == .joint else { return [] }
    let left = marks.insert(ids)
    if left > 0 || !isWhole {
      say("一次最多标记 \(Marks.limit) 件，其余没有标记；可先用查找或视图缩小范围", .warning)
    } else {
      say("标记了列表里的 \(ids.count) 件，共 \(marks.count) 件 · Esc 清除标记")
    }
    return giveWaitingKeys()
  }

  /// The line of keys while requests are marked.
  var markedFooterItems: [KeyBar.Item] {
    [
      KeyBar.Item(key: "已标 \(marks.count) 件", label: "按步骤键一起办", priority: 90),
      item(.actions, "可做的事", 80), item(.mark, "标记", 70), item(.markAll, "全部标记", 50),
      item(.step(.link), "并件", 60), item(.clearFilter, "清除标记", 75),
      item(.help, "帮助", 40),
    ]
  }

  private func item(_ id: CommandID, _ label: String, _ priority: Int) -> KeyBar.Item {
    let command = DeskCommand.named(id)
    let key = id == .mark ? "空格" : command?.keys.first?.label ?? ""
    return KeyBar.Item(id: command?.name ?? "", key: key, label: label, priority: priority)
  }
}

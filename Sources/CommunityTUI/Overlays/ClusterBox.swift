import CoreModel
import Store
import TerminalKit

/// 一类事: the same matter at the same place within a window of days.
struct ClusterBox: Sendable {
  /// The window.
  var days = ClusterBox.usualDays
  /// What was found; nil while it is being read.
  var survey: ClusterSurvey?
  /// The selected cluster.
  var index = 0
  /// The first one shown.
  var top = 0
  /// The cluster that is open, with its requests.
  var opened: Opened?
  /// Digits of another window, while they are typed.
  var typedDays = ""

  /// A cluster that is looked into.
  struct Opened: Sendable {
    /// The cluster.
    var cluster: ClusterRow
    /// Its requests; nil while they are being read.
    var rows: [QueueRow]?
    /// The selected request, which would be the main one.
    var index = 0
    /// The first one shown.
    var top = 0
  }

  /// A month.
  static let usualDays = 30
  /// What ← and → step through.
  static let windows = [7, 14, 30, 60, 90, 180]
  /// More cannot be asked for.
  static let mostDays = 366

  /// The selected cluster.
  var cluster: ClusterRow? {
    survey.flatMap { $0.clusters.indices.contains(index) ? $0.clusters[index] : nil }
  }
}

extension ClusterBox.Opened {
  /// The selected request.
  var row: QueueRow? { rows.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
}

extension AppState {
  /// Opens 一类事.
  mutating func openClusters() -> [Effect] {
    guard let session else { return [] }
    let box = ClusterBox()
    overlays.append(.clusters(box))
    return [.loadClusters(session.scope, days: box.days)]
  }

  /// Takes in what was found, unless another window was asked for meanwhile.
  mutating func install(_ survey: ClusterSurvey, days: Int) {
    changeClusters { box in
      guard box.days == days else { return }
      box.survey = survey
      box.index = min(box.index, max(0, survey.clusters.count - 1))
      box.top = 0
    }
  }

  /// Takes in the requests of the cluster that is open.
  mutating func install(clusterRows rows: [QueueRow], of keys: [Int64]) {
    let room = clusterRoom.listRows
    changeClusters { box in
      guard var opened = box.opened, opened.cluster.keys == keys else { return }
      let selected = opened.row?.id
      opened.rows = rows
      // The oldest that is still open is the likeliest main one.
      let likeliest = rows.lastIndex { $0.obligation != nil && $0.mainNumber == nil } ?? 0
      opened.index = rows.firstIndex { $0.id == selected } ?? likeliest
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room)
      box.opened = opened
    }
  }

  private mutating func changeClusters(_ change: (inout ClusterBox) -> Void) {
    guard let place = overlays.lastIndex(where: { if case .clusters = $0 { true } else { false } }),
      case .clusters(var box) = overlays[place]
    else { return }
    change(&box)
    overlays[place] = .clusters(box)
  }

  // MARK: Keys

  mutating func handle(_ event: InputEvent, in box: ClusterBox) -> [Effect] {
    guard case .key(let typed) = event else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var box = box
    if let effects = box.opened == nil ? keyInList(key, &box) : keyInCluster(key, &box) {
      return effects
    }
    replaceTop(with: .clusters(box))
    return []
  }

  /// Moves, and answers nil; what does more answers with its effects.
  private mutating func keyInList(_ key: Key, _ box: inout ClusterBox) -> [Effect]? {
    let count = box.survey?.clusters.count ?? 0
    let room = clusterRoom.listRows
    switch key.code {
    case .left, .character("["): return setDays(nextWindow(of: box, by: -1), &box)
    case .right, .character("]"): return setDays(nextWindow(of: box, by: 1), &box)
    case .character(let digit) where ("0"..."9").contains(digit) && key.modifiers.isEmpty:
      if box.typedDays.count < 3 { box.typedDays.append(digit) }
      return nil
    case .backspace where !box.typedDays.isEmpty:
      box.typedDays.removeLast()
      return nil
    case .enter where !box.typedDays.isEmpty:
      let days = Int(box.typedDays) ?? 0
      box.typedDays = ""
      guard (1...ClusterBox.mostDays).contains(days) else {
        say("天数要在 1 到 \(ClusterBox.mostDays) 之间", .warning)
        return nil
      }
      return setDays(days, &box)
    case .escape where !box.typedDays.isEmpty:
      box.typedDays = ""
      return nil
    case .enter:
      guard let cluster = box.cluster, let session else { return nil }
      box.opened = ClusterBox.Opened(cluster: cluster)
      replaceTop(with: .clusters(box))
      return [.loadClusterRows(cluster.keys, session.scope)]
    case .escape, .character("q"), .character("C"):
      closeTop()
      return []
    default:
      if key == .ctrl("c") {
        closeTop()
        return []
      }
      box.index = ClusterBox.moved(box.index, by: key, count: count, page: room)
      box.top = ClusterBox.scrolled(box.top, to: box.index, rows: room)
      return nil
    }
  }

  private mutating func keyInCluster(_ key: Key, _ box: inout ClusterBox) -> [Effect]? {
    guard var opened = box.opened else { return nil }
    switch key.code {
    case .escape, .left, .character("q"):
      box.opened = nil
      return nil
    case .enter, .right, .character(" "):
      return opened.row.map { [.loadReading($0.id)] } ?? []
    case .character("L"):
      askToLink(opened, by: key)
      return []
    case .character("e"):
      askForCouncil(opened, days: box.days, by: key)
      return []
    default:
      let room = clusterRoom.listRows
      opened.index = ClusterBox.moved(
        opened.index, by: key, count: opened.rows?.count ?? 0, page: room)
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room)
      box.opened = opened
      return nil
    }
  }

  private func nextWindow(of box: ClusterBox, by step: Int) -> Int {
    step > 0
      ? ClusterBox.windows.first { $0 > box.days } ?? box.days
      : ClusterBox.windows.last { $0 < box.days } ?? box.days
  }

  private mutating func setDays(_ days: Int, _ box: inout ClusterBox) -> [Effect]? {
    guard days != box.days, let session else { return nil }
    box.days = days
    box.survey = nil
    box.index = 0
    box.top = 0
    replaceTop(with: .clusters(box))
    return [.loadClusters(session.scope, days: days)]
  }

  // MARK: One main request, or 议事会

  private mutating func askToLink(_ opened: ClusterBox.Opened, by key: Key) {
    guard let main = opened.row, let rows = opened.rows else { return }
    guard main.mainNumber == nil else {
      say("\(main.number) 自己是 \(main.mainNumber ?? "") 的并件，请选别的作主件", .warning)
      return
    }
    let others = rows.filter { $0.id != main.id && $0.mainNumber != main.number }
    guard !others.isEmpty else {
      say("这一类已经都并入 \(main.number) 了", .info)
      return
    }
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "并为一件",
            body: [
              "主件：\(main.number) \(TextLayout.clip(Privacy.masked(main.text), columns: 40))",
              "其余 \(others.count) 件并入它；各自的编号、时限和记录都留着，随时可以解除。",
            ], confirmLabel: "并入", confirmKey: Key("y"), trigger: key),
          action: .linkCluster(others.map(\.id), main: main.id))))
  }

  private mutating func askForCouncil(_ opened: ClusterBox.Opened, days: Int, by key: Key) {
    guard let main = opened.row, let rows = opened.rows else { return }
    let reason = MatterClusters.councilReason(
      topic: opened.cluster.topic, place: opened.cluster.place, numbers: rows.map(\.number),
      days: days)
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "提交议事会",
            body: [
              "\(main.number) 升为三级，提交议事会。理由：", Privacy.masked(reason), "之后可以撤回上一步。",
            ], confirmLabel: "提交", confirmKey: Key("y"), trigger: key),
          action: .escalateCluster(main.id, version: main.version, reason: reason))))
  }

  /// What confirming one of them does.
  mutating func confirmedOnCluster(_ action: Question.Action) -> [Effect] {
    switch action {
    case .linkCluster(let others, let main):
      return beginJoint(.cluster(main: main), [main] + others)
    case .escalateCluster(let id, let version, let reason):
      return save(.perform(.escalate(reason: reason), id, version: version))
    default: return []
    }
  }

  /// Reads again what 一类事 shows, after a step.
  func refreshClusters() -> [Effect] {
    guard let session else { return [] }
    for case .clusters(let box) in overlays.reversed() {
      return [.loadClusters(session.scope, days: box.days)]
        + (box.opened.map { [.loadClusterRows($0.cluster.keys, session.scope)] } ?? [])
    }
    return []
  }
}

extension ClusterBox {
  static func moved(_ index: Int, by key: Key, count: Int, page: Int) -> Int {
    let target =
      switch key.code {
      case .down, .character("j"): index + 1
      case .up, .character("k"): index - 1
      case .pageDown: index + page
      case .pageUp: index - page
      case .home, .character("g"): 0
      case .end, .character("G"): count - 1
      default: index
      }
    return min(max(0, target), max(0, count - 1))
  }

  static func scrolled(_ top: Int, to index: Int, rows: Int) -> Int {
    max(0, min(max(top, index - rows + 1), index))
  }
}

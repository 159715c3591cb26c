import CoreModel
import Store
import TerminalKit

/// 「可能重复」 in quick-add: what to do with an earlier request that may be the same.
struct RepeatMenu: Sendable {
  /// The menu.
  var menu: Menu
  /// The earlier request.
  var row: QueueRow

  /// What can be done.
  enum Choice: String, Sendable {
    case look, note, link
  }
}

extension AppState {
  /// Takes in which earlier requests may be the same, unless the line has moved on meanwhile.
  mutating func install(_ similar: SimilarRequests, for query: SimilarQuery) {
    if let request = query.excluding {
      detail.similar = (request, similar)
      if let loaded = detail.loaded, loaded.history.id == request { refreshReading(of: loaded) }
      return
    }
    if case .chat(var box) = overlays.last {
      guard box.asked == query else { return }
      box.similar = similar
      replaceTop(with: .chat(box))
      return
    }
    guard let index = overlays.lastIndex(where: { if case .quickAdd = $0 { true } else { false } }),
      case .quickAdd(var box) = overlays[index], box.asked == query
    else { return }
    // Whoever is choosing goes on choosing the same one.
    let chosen = box.chosenRow?.id
    box.similar = similar
    box.chosen = chosen.flatMap { id in similar.matches.firstIndex { $0.row.id == id } }
    overlays[index] = .quickAdd(box)
  }

  /// Asks anew when the words, the place or the telephone have changed.
  mutating func askForSimilar(_ box: inout QuickAddBox) -> [Effect] {
    guard let session else { return [] }
    let query = box.draft.similarQuery(in: session.scope, at: now)
    if let asked = box.asked, asked.isSame(as: query) { return [] }
    box.asked = query
    box.chosen = nil
    guard !query.isEmpty else {
      box.similar = SimilarRequests()
      return []
    }
    return [.loadSimilar(query)]
  }

  /// ↓ and ↑ go through the earlier requests; the line keeps what was typed.
  mutating func chooseSimilar(_ step: Int, in box: QuickAddBox) {
    var box = box
    let count = box.similar.matches.count
    guard count > 0 else { return }
    let next = (box.chosen ?? -1) + step
    box.chosen = next < 0 ? nil : min(next, count - 1)
    replaceTop(with: .quickAdd(box))
  }

  /// Opens what can be done with the chosen one.
  mutating func openRepeatMenu(of row: QueueRow, in box: QuickAddBox) {
    let missing = box.draft.text.tidied.isEmpty ? "还没有写诉求内容" : nil
    let target = row.mainNumber.map { "\($0)（\(row.number) 的主件）" } ?? row.number
    overlays.append(
      .repeatMenu(
        RepeatMenu(
          menu: Menu(
            title: "\(row.number) 可能是同一件事",
            items: [
              MenuItem(
                id: RepeatMenu.Choice.look.rawValue, key: Key("k"), title: "看原诉求",
                note: "看完按 Esc 回来接着写"),
              MenuItem(
                id: RepeatMenu.Choice.note.rawValue, key: Key("m"), title: "这就是它：记到原诉求",
                note: "写的话作为备注记到 \(row.number)，不另编号", disabledReason: missing),
              MenuItem(
                id: RepeatMenu.Choice.link.rawValue, key: Key("l"), title: "照样登记，并入它",
                note: "新编号，作为 \(target) 的并件", disabledReason: missing),
            ], hasDigits: true), row: row)))
  }

  mutating func handle(_ event: InputEvent, in repeats: RepeatMenu) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var repeats = repeats
    let outcome = repeats.menu.handle(key)
    replaceTop(with: .repeatMenu(repeats))
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let name):
      closeTop()
      guard case .quickAdd(let box) = overlays.last, let session else { return [] }
      switch RepeatMenu.Choice(rawValue: name) {
      case .look: return [.loadReading(repeats.row.id)]
      case .note:
        let words = box.draft.furtherWord(in: session.directory)
        return save(.recordRepeat(words, repeats.row.id))
      case .link:
        return save(
          .registerLinked(
            box.registration(in: session, at: now), followedBy: box.decidedSteps,
            to: repeats.row.id))
      case nil: return []
      }
    }
  }

  /// Opens a request to be read over what asked for it, unless that was closed meanwhile or is being saved:
  /// whatever else is open goes on undisturbed.
  mutating func openReading(of loaded: RequestDetail) -> [Effect] {
    guard let session, typeAhead.wait == .nothing else { return [] }
    switch overlays.last {
    case .quickAdd, .clusters, .score, .outlook(.day): break
    case .checks(let box) where box.form == nil: break
    // From the menu of a task, which is closed by then.
    case nil where screen == .morning: break
    default: return []
    }
    let text = RequestDetailText(
      detail: loaded, directory: session.directory, now: now, isPhoneRevealed: false,
      filesFolder: filesFolder, rules: session.rules.deadlines, glyphs: look.glyphs)
    overlays.append(
      .reading(
        ReadingView(
          title: loaded.request.number, view: DetailView(text.full, glyphs: look.glyphs),
          hint: "↑↓ 翻看  Esc 回去")))
    return []
  }

  /// After the words were put down with the earlier request instead of a new one.
  mutating func finishRepeat(_ detail: RequestDetail) -> [Effect] {
    if case .quickAdd = overlays.last { closeTop() }
    unsavedQuickAdd = ""
    say("已记到 \(detail.request.number)（\(detail.request.status.title)），没有另外登记", .success)
    self.detail.take(detail)
    // The person sees what the words went to, whatever the list showed.
    screen = .workbench
    focus = .requests
    requests.filter = QueueFilter(scope: requests.filter.scope)
    if !detail.request.isOpen { requests.filter.view = .all }
    let effects: [Effect] =
      resizeLists() + [.saveDraft("", .quickAdd), reload(.queue, selecting: detail.history.id)]
      + loadBoards()
    return effects + giveWaitingKeysAfterSave(detail)
  }
}

extension SimilarQuery {
  /// Whether it asks the same at another time.
  func isSame(as other: SimilarQuery) -> Bool {
    var other = other
    other.at = at
    return self == other
  }
}

extension QuickAddBox {
  /// The earlier request that ↓ has chosen.
  var chosenRow: QueueRow? {
    chosen.flatMap { similar.matches.indices.contains($0) ? similar.matches[$0].row : nil }
  }

  /// The registration that the line makes.
  func registration(in session: AppState.Session, at now: Instant) -> Registration {
    draft.registration(
      in: session.scope, channel: .phone, firstReceiver: session.actor.person, receivedAt: now)
  }
}

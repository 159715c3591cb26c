import CoreModel
import Store
import TerminalKit

/// 视图一览: our views, one's own and those that others share.
struct ViewsBox: Sendable, Equatable {
  /// One line.
  enum Entry: Sendable, Equatable {
    case ours(DeskView)
    case saved(SavedView)
  }
  /// What a name is typed for.
  enum Purpose: Sendable, Equatable {
    case new
    case rename(SavedView)
  }

  /// The list that a view is chosen for.
  var pane: RequestPaneID
  /// The line that the keys are on.
  var selected = 0
  /// A name while it is typed.
  var field: TextField?
  /// What it is for.
  var purpose = Purpose.new
  /// What is wrong.
  var error: String?
  /// The view that `d` was pressed on: `y` deletes it, anything else does not.
  var doomed: Identifier<SavedView>?
}

extension AppState {
  /// Opens the list of views on the one that is shown.
  mutating func openViews() -> [Effect] {
    if activeRequestPane == nil {
      screen = .workbench
      focus = .requests
    }
    guard let pane = activeRequestPane else { return [] }
    var box = ViewsBox(pane: pane)
    let list = requestList(pane)
    box.selected =
      viewEntries.firstIndex {
        switch $0 {
        case .ours(let view): list.savedView == nil && view == list.filter.view
        case .saved(let view): view.id == list.savedView
        }
      } ?? 0
    overlays.append(.views(box))
    return resizeLists()
  }

  /// Every view, ours first.
  var viewEntries: [ViewsBox.Entry] {
    DeskView.shown.map { .ours($0) } + (session?.views ?? []).map { .saved($0) }
  }

  mutating func handle(_ event: InputEvent, in box: ViewsBox) -> [Effect] {
    var box = box
    if box.field != nil { return handleName(event, in: box) }
    guard case .key(let key) = event else { return [] }
    let entries = viewEntries
    box.selected = min(max(0, box.selected), entries.count - 1)
    let entry = entries[box.selected]
    let doomed = box.doomed
    box.doomed = nil
    box.error = nil
    var effects: [Effect] = []
    switch (CommandKeys.normalise(key) ?? key).code {
    case .escape, .character("V"), .character("q"):
      closeTop()
      return []
    case .character("c") where key.modifiers == .control:
      closeTop()
      return []
    case .up, .character("k"): box.selected = max(0, box.selected - 1)
    case .down, .character("j"): box.selected = min(entries.count - 1, box.selected + 1)
    case .pageUp, .home, .character("g"): box.selected = 0
    case .pageDown, .end, .character("G"): box.selected = entries.count - 1
    case .enter, .character(" "):
      closeTop()
      switch entry {
      case .ours(let view): return show(view, in: box.pane)
      case .saved(let view): return show(view, in: box.pane)
      }
    case .character("s"):
      box.purpose = .new
      box.field = TextField("", limit: SavedView.nameLimit, placeholder: "名字，例如 我的电梯")
    case .character("y") where doomed == nil: return []
    case .character("r"), .character("d"), .character("y"), .delete, .character("t"),
      .character("["),
      .character("]"):
      guard case .saved(let view) = entry else {
        box.error = "「\(title(of: entry))」是内置视图，不能改动。按 s 把现在的条件存成自己的"
        break
      }
      guard view.owner == session?.actor.person else {
        let owner = session.map { $0.directory.name(of: view.owner) } ?? "别人"
        box.error = "「\(view.name)」是\(owner)的，只有本人可以改动"
        break
      }
      effects = change(view, by: key, doomed: doomed, in: &box)
    default: return []
    }
    replaceTop(with: .views(box))
    return effects
  }

  /// What a key does to a view of one's own.
  private mutating func change(
    _ view: SavedView, by key: Key, doomed: Identifier<SavedView>?, in box: inout ViewsBox
  ) -> [Effect] {
    switch (CommandKeys.normalise(key) ?? key).code {
    case .character("r"):
      box.purpose = .rename(view)
      box.field = TextField(view.name, limit: SavedView.nameLimit)
    case .character("t"):
      var shared = view
      shared.isShared.toggle()
      return [.saveView(shared)]
    case .character("["): return reorder(view, by: -1, in: &box)
    case .character("]"): return reorder(view, by: 1, in: &box)
    case .character("y"):
      guard doomed == view.id else { return [] }
      box.selected = max(0, box.selected - 1)
      return [.deleteView(view.id)]
    default:
      box.doomed = view.id
      box.error = "按 y 删除「\(view.name)」，按别的键不删" + (view.isShared ? "；同事也不再看到它" : "")
    }
    return []
  }

  private func reorder(_ view: SavedView, by step: Int, in box: inout ViewsBox) -> [Effect] {
    guard var ids = session?.views.map(\.id), let index = ids.firstIndex(of: view.id),
      ids.indices.contains(index + step)
    else { return [] }
    ids.swapAt(index, index + step)
    box.selected += step
    return [.orderViews(ids)]
  }

  private mutating func handleName(_ event: InputEvent, in box: ViewsBox) -> [Effect] {
    var box = box
    var effects: [Effect] = []
    switch event {
    case .key(let key) where key.code == .escape || key == .ctrl("c"):
      box.field = nil
      box.error = nil
    case .key(let key) where key.code == .enter:
      guard let session else { return [] }
      let name = (box.field?.text ?? "").tidied
      var renamed: SavedView?
      if case .rename(let view) = box.purpose { renamed = view }
      let others = session.views.filter { $0.id != renamed?.id }.map(\.name)
      if let problem = SavedView.refusal(ofName: name, taken: others) {
        box.error = problem
        break
      }
      box.field = nil
      box.error = nil
      if var view = renamed {
        view.name = name
        effects = [.saveView(view)]
      } else {
        effects = [.saveNewView(name: name, definition(of: box.pane))]
      }
    case .key(let key): _ = box.field?.handle(key)
    case .paste(let text, _): _ = box.field?.paste(Sanitizer.line(text))
    default: return []
    }
    replaceTop(with: .views(box))
    return effects
  }

  /// Takes the views in, after one was changed here or at another desk; a new one of one's own is chosen.
  mutating func install(views: [SavedView], created: Identifier<SavedView>?) -> [Effect] {
    session?.views = views
    for index in overlays.indices {
      guard case .views(var box) = overlays[index] else { continue }
      if let created, let place = viewEntries.firstIndex(where: { $0.isSaved(created) }) {
        box.selected = place
        withRequestList(box.pane) { $0.savedView = created }
      }
      box.selected = min(box.selected, viewEntries.count - 1)
      overlays[index] = .views(box)
    }
    guard let created, let view = views.first(where: { $0.id == created }) else { return [] }
    say("已存为视图「\(view.name)」，按 V 随时选它", .success)
    return [.keepLastView(created.text)]
  }

  private func title(of entry: ViewsBox.Entry) -> String {
    switch entry {
    case .ours(let view): view.title
    case .saved(let view): view.name
    }
  }

  // MARK: Drawing

  func draw(_ box: ViewsBox, into canvas: inout Canvas, session: Session) -> Position? {
    let entries = viewEntries
    let columns = min(76, size.columns - 4)
    let rows = min(size.rows - 4, entries.count + 5)
    let rect = Rect(size: size).centered(rows: rows, columns: columns)
    let glyphs = look.glyphs
    canvas.fill(rect)
    canvas.box(
      rect, title: "视图一览", trailingTitle: "Enter 选择  Esc 关闭", focused: true, glyphs: glyphs.box)
    let inside = rect.inset(rows: 1, columns: 1)
    let (list, bottom) = inside.splitting(bottom: 3)
    let top = max(0, min(box.selected - list.rows / 2, entries.count - list.rows))
    for (offset, entry) in entries.dropFirst(top).prefix(list.rows).enumerated() {
      let row = list.row + offset
      let isSelected = top + offset == box.selected
      let style = isSelected ? Style(.selected) : .text
      canvas.fill(Rect(row: row, column: list.column, rows: 1, columns: list.columns), style: style)
      if isSelected { canvas.put(glyphs.mark, row: row, column: list.column, style: style) }
      canvas.put(
        title(of: entry), row: row, column: list.column + 2, style: style, limit: 22)
      canvas.put(
        words(for: entry, session), row: row, column: list.column + 25,
        style: isSelected ? style : Style(.muted), limit: list.columns - 26)
    }
    canvas.divider(in: rect, row: bottom.row, focused: true, glyphs: glyphs.box)
    let line = Rect(
      row: bottom.row + 1, column: bottom.column + 1, rows: 1, columns: bottom.columns - 2)
    let hints = "s 存下现在的条件  r 改名  t 共享或收回  [ ] 上移下移  d 删除"
    let message = box.error.map { "\(glyphs.cross) \($0)" }
    canvas.put(
      message ?? hints, row: line.row + 1, column: line.column,
      style: message == nil ? Style(.muted) : Style(.danger, bold: true), limit: line.columns)
    guard let field = box.field else {
      canvas.put(
        "现在：\(viewTitle(of: box.pane))"
          + conditionWords(box.pane).map { " · \($0)" }.joined(), row: line.row,
        column: line.column, style: Style(.info), limit: line.columns)
      return nil
    }
    let label = box.purpose == .new ? "存为 " : "改名 "
    let used = canvas.put(
      label, row: line.row, column: line.column, style: Style(.accent, bold: true))
    return field.draw(
      into: &canvas, rect: line.inset(left: used), focused: true, glyphs: glyphs)
  }

  private func words(for entry: ViewsBox.Entry, _ session: Session) -> String {
    switch entry {
    case .ours(let view): return view.explanation
    case .saved(let view):
      let definition = view.definition
      let values = definition.facets.values.map { $0.title(in: session.directory, on: now.day) }
      let parts =
        [definition.base.title] + (definition.search.isEmpty ? [] : ["「\(definition.search)」"])
        + values
      let whose =
        view.owner == session.actor.person
        ? view.isShared ? "（已共享）" : "" : "（\(session.directory.name(of: view.owner))共享）"
      return parts.joined(separator: "、") + whose
        + (view.unknown.isEmpty ? "" : "，有不认识的条件")
    }
  }
}

extension ViewsBox.Entry {
  fileprivate func isSaved(_ id: Identifier<SavedView>) -> Bool {
    if case .saved(let view) = self { view.id == id } else { false }
  }
}

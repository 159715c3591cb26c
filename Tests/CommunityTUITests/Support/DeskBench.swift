import CoreModel
import Store
import TerminalKit

@testable import CommunityTUI

/// A console without a terminal, on an invented store: keys go in, effects come out, and are
/// answered when the test says so.
struct DeskBench {
  var state: AppState
  var store: InventedStore
  /// What was asked for and not answered yet.
  var pending: [Effect] = []

  /// A console whose first screen is up.
  init(
    as person: Person = Invented.wang, size: Size = Size(rows: 40, columns: 120),
    requests: [InventedRequest] = InventedRequest.all, glyphs: WidgetGlyphs = .unicode
  ) throws {
    store = try InventedStore(requests)
    state = AppState(
      now: Invented.now, size: size, look: AppState.Look(theme: .dark, glyphs: glyphs),
      people: Invented.people)
    send(.sessionLoaded(Invented.session(person)))
    settle()
  }

  /// A console that nobody has signed in to.
  init(signInAmong people: [Person], size: Size = Size(rows: 24, columns: 80)) throws {
    store = try InventedStore()
    state = AppState(
      now: Invented.now, size: size, look: AppState.Look(theme: .dark, glyphs: .unicode),
      people: people)
  }

  /// Gives a message; its effects wait.
  @discardableResult
  mutating func send(_ message: Message) -> [Effect] {
    let effects = state.update(message)
    pending += effects
    return effects
  }

  /// Gives keys, written as `r`, `<Enter>`, `<C-c>`, `12号<Tab>`; the effects of all of them wait.
  @discardableResult
  mutating func press(_ script: String) -> [Effect] {
    InputEvent.keys(script).flatMap { send(.input($0)) }
  }

  /// Pastes.
  @discardableResult
  mutating func paste(_ text: String, truncated: Bool = false) -> [Effect] {
    send(.input(.paste(text, truncated: truncated)))
  }

  /// Answers what waits, and what follows from it, until nothing does.
  mutating func settle() {
    while !pending.isEmpty { answerFirst() }
  }

  /// Answers the effect that has waited longest.
  mutating func answerFirst() {
    let effect = pending.removeFirst()
    for message in store.messages(for: effect, by: state.session) { send(message) }
  }

  /// Gives keys and answers everything.
  mutating func play(_ script: String) {
    for event in InputEvent.keys(script) {
      send(.input(event))
      settle()
    }
  }

  /// Selects a request of the active list.
  mutating func select(_ id: String) {
    pending += state.move(.select(RequestID(id)))
    settle()
  }

  /// The selected request.
  var selection: String? { state.selectedRow?.id.text }

  /// What the news line says.
  var toast: String { state.toast?.toast.text ?? "" }

  /// The whole screen in words.
  var screen: String { state.view().canvas.text }

  /// The requests that are on the screen, from the top.
  var visible: [String] { state.requests.list.visibleRows.map(\.id.text) }

  /// Puts the console to another size.
  mutating func resize(rows: Int, columns: Int) {
    send(.input(.resize(Size(rows: rows, columns: columns))))
    settle()
  }
}

extension InputEvent {
  /// The keys of a script: characters as they are, others by name between angle brackets.
  static func keys(_ script: String) -> [InputEvent] {
    var keys: [Key] = []
    var rest = Substring(script)
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"),
        let key = Key.named(String(rest[rest.index(after: rest.startIndex)..<end]))
      {
        keys.append(key)
        rest = rest[rest.index(after: end)...]
      } else {
        keys.append(Key(first))
        rest = rest.dropFirst()
      }
    }
    return keys.map { .key($0) }
  }
}

extension Key {
  fileprivate static func named(_ name: String) -> Key? {
    if name.hasPrefix("C-"), let letter = name.last { return .ctrl(letter) }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()) { return Key(.function(number)) }
    return special[name].map { Key($0) }
  }

  private static let special: [String: KeyCode] = [
    "Enter": .enter, "Esc": .escape, "Tab": .tab, "BackTab": .backTab, "Up": .up, "Down": .down,
    "Left": .left, "Right": .right, "Home": .home, "End": .end, "PgUp": .pageUp,
    "PgDn": .pageDown, "Ins": .insert, "Del": .delete, "BS": .backspace, "Space": .character(" "),
  ]
}

extension AppState {
  /// The form on top, if one is.
  var topForm: StepForm? {
    if case .form(let form) = overlays.last { form } else { nil }
  }
  /// The quick-add line on top, if it is.
  var topQuickAdd: QuickAddBox? {
    if case .quickAdd(let box) = overlays.last { box } else { nil }
  }
  /// The import on top, if it is.
  var topImport: ImportBox? {
    if case .importing(let box) = overlays.last { box } else { nil }
  }
  /// The pasted conversation on top, if it is.
  var topChat: ChatBox? {
    if case .chat(let box) = overlays.last { box } else { nil }
  }
  /// The question on top, if one is.
  var topQuestion: Question? {
    if case .confirm(let question) = overlays.last { question } else { nil }
  }
  /// The text on top, if one is.
  var topReading: ReadingView? {
    if case .reading(let reading) = overlays.last { reading } else { nil }
  }
  /// The menu of steps on top, if it is.
  var topMenu: Menu? {
    switch overlays.last {
    case .actions(let actions): actions.menu
    case .menu(let box): box.menu
    default: nil
    }
  }
  /// The preview of a joint step on top, if it is.
  var topJoint: JointBox? {
    if case .joint(let box) = overlays.last { box } else { nil }
  }
  /// The choice of a main request on top, if it is.
  var topLinking: LinkBox? {
    if case .linking(let box) = overlays.last { box } else { nil }
  }
  /// The late save on top, if one is.
  var topLateSave: LateSave? {
    if case .lateSave(let late) = overlays.last { late } else { nil }
  }
  /// The drafts on top, if they are.
  var topDrafts: DraftList? {
    if case .drafts(let list) = overlays.last { list } else { nil }
  }
  /// The warning that somebody is on it, if it is on top.
  var topClaim: ClaimBox? {
    if case .claimed(let box) = overlays.last { box } else { nil }
  }
  /// The form of 设置 on top, if it is.
  var topSettingsForm: SettingsForm? {
    if case .settings(.form(let form)) = overlays.last { form } else { nil }
  }
  /// The list of 设置 on top, if it is.
  var topSettingsList: Palette? {
    if case .settings(.list(_, let palette)) = overlays.last { palette } else { nil }
  }
  /// The roster on top, if it is.
  var topRoster: RosterPage? {
    if case .settings(.roster(let page)) = overlays.last { page } else { nil }
  }
  /// The tiers on top, if they are.
  var topTriage: TriageChoice? {
    if case .triage(let choice) = overlays.last { choice } else { nil }
  }
}

extension Effect {
  /// Whether it changes the database.
  var isWriting: Bool {
    switch self {
    case .change, .found, .applyDirectory: true
    case .perform, .resolve, .performWithPhotos, .register, .registerChat, .importing(.take, _),
      .takeOver, .performAll:
      true
    default: false
    }
  }
}

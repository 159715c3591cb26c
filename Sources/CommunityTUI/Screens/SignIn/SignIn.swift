import CoreModel
import Store
import TerminalKit

/// 登录: who is at the desk, a list to choose from. On an empty database 首次设置 stands in its place.
struct SignInState: Sendable {
  /// Everybody who works here.
  var people: [Person]
  /// The list, searched by typing.
  var palette: Palette
  /// What went wrong.
  var error: String?

  /// The list of these people.
  init(people: [Person]) {
    self.people = people
    palette = Palette(
      title: "请选择值班人员",
      items: people.map { person in
        MenuItem(
          id: person.id.text, title: person.name,
          note: [person.role.title, person.unit].filter { !$0.isEmpty }.joined(separator: " · "),
          keywords: [PinyinInitials.of(person.name)])
      }, placeholder: "输入姓名或拼音首字母")
  }
}

extension AppState {
  /// Back to the list of people.
  mutating func signOut() -> [Effect] {
    guard let session else { return [] }
    signIn = SignInState(people: session.directory.people.filter(\.isActive))
    previousSession = session
    self.session = nil
    overlays = []
    unsavedQuickAdd = ""
    unsavedQuickAddDraft = nil
    draftOrigins = [:]
    drafts = []
    // A phone that one person looked at is not shown to the next without a record.
    detail = DetailState()
    return []
  }

  /// Keys of the sign-in screen.
  mutating func handleSignIn(_ event: InputEvent) -> [Effect] {
    guard !signIn.people.isEmpty else { return handleSetup(event) }
    if event == .key(Key(.escape)), let previousSession {
      session = previousSession
      self.previousSession = nil
      // What was typed and not saved is read again, or the next word typed would take its place.
      return resizeLists() + refreshEverything() + [.loadDraft(.quickAdd), .loadDrafts]
    }
    if event == .key(.ctrl("c")) || event == .key(Key(.escape)) {
      isLeaving = true
      return []
    }
    signIn.error = nil
    return handleChoice(event)
  }

  private mutating func handleChoice(_ event: InputEvent) -> [Effect] {
    let outcome: MenuOutcome
    switch event {
    case .key(let key): outcome = signIn.palette.handle(key)
    case .paste(let text, _): outcome = signIn.palette.paste(Sanitizer.line(text))
    default: return []
    }
    guard case .chosen(let id) = outcome,
      let person = signIn.people.first(where: { $0.id.text == id })
    else { return [] }
    return [.loadSession(.person(person.id))]
  }
}

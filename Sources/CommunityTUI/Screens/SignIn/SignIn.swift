import CoreModel
import Store
import TerminalKit

/// 登录: who is at the desk. A list to choose from; on an empty database, a name to begin with.
struct SignInState: Sendable {
  /// Everybody who works here.
  var people: [Person]
  /// The list, searched by typing.
  var palette: Palette
  /// The first person's name, when there is nobody yet.
  var nameField: TextField
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
    nameField = TextField("", limit: 20, placeholder: "您的姓名")
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
    if event == .key(Key(.escape)), let previousSession {
      session = previousSession
      self.previousSession = nil
      return resizeLists() + refreshEverything()
    }
    if event == .key(.ctrl("c")) || event == .key(Key(.escape)) {
      isLeaving = true
      return []
    }
    signIn.error = nil
    return signIn.people.isEmpty ? handleFirstName(event) : handleChoice(event)
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

  private mutating func handleFirstName(_ event: InputEvent) -> [Effect] {
    switch event {
    case .key(let key) where key.code == .enter:
      let name = signIn.nameField.text.tidied
      guard !name.isEmpty else {
        signIn.error = "请输入姓名"
        return []
      }
      return [.loadSession(.name(name))]
    case .key(let key): _ = signIn.nameField.handle(key)
    case .paste(let text, _): _ = signIn.nameField.paste(Sanitizer.line(text))
    default: break
    }
    return []
  }
}

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
  /// What a choice of the list means.
  private(set) var wishes: [String: SignInWish] = [:]

  /// The list of people and the neighbourhoods that each may enter: who works in several chooses one; a supervisor
  /// of all sees all of them at once.
  init(seats: [DeskSeat]) {
    self.init(people: seats.map(\.person))
    guard Set(seats.flatMap(\.neighborhoods)).count > 1 else { return }
    var items: [MenuItem] = []
    wishes = [:]
    for seat in seats {
      let person = seat.person
      func add(_ id: String, _ place: String?, _ wish: SignInWish) {
        wishes[id] = wish
        items.append(
          MenuItem(
            id: id, title: person.name,
            note: [person.role.title, place ?? "", person.unit].filter { !$0.isEmpty }
              .joined(separator: " · "),
            keywords: [PinyinInitials.of(person.name)]
              + (place.map { [$0, PinyinInitials.of($0)] } ?? [])))
      }
      if person.role == .supervisor {
        add(person.id.text, "全部 \(seat.neighborhoods.count) 个居民区", .person(person.id))
        continue
      }
      for home in seat.neighborhoods {
        add("\(person.id.text)/\(home.id.text)", home.name, .seat(person.id, home.id))
      }
    }
    palette = Palette(
      title: "请选择值班人员和居民区", items: items, placeholder: "输入姓名、居民区或拼音首字母")
  }

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
    wishes = Dictionary(people.map { ($0.id.text, .person($0.id)) }) { first, _ in first }
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
    // Of several neighbourhoods everybody is on the list, wherever they work.
    return session.neighborhoodCount > 1 ? [.supervision(.loadSeats)] : []
  }

  /// Goes to another 居民区 that the person belongs to; the screen stays.
  mutating func enter(_ neighborhood: NeighborhoodID) -> [Effect] {
    guard let session, neighborhood != session.scope else { return [] }
    // What is typed meanwhile is meant for the place that one goes to.
    typeAhead = TypeAhead(wait: .list)
    return [.loadSession(.seat(session.actor.person, neighborhood))]
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
    guard case .chosen(let id) = outcome, let wish = signIn.wishes[id] else { return [] }
    return [.loadSession(wish)]
  }
}

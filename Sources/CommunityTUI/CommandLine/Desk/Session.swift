import CoreModel
import Glibc
import Store

/// An open database, the neighbourhood that is looked at, and who looks.
struct Session {
  /// The database.
  let store: DeskStore
  /// Everybody and every place of the neighbourhood.
  let directory: Directory
  /// Who looks; nil when nobody said so and it does not matter.
  let person: Person?

  /// The neighbourhood that every query is about.
  var scope: NeighborhoodID { directory.neighborhood.id }
  /// The neighbourhoods that the person may enter; of nobody in particular the one that is looked at.
  func reach() throws -> [Neighborhood] {
    try person.map { try store.reach(of: $0.id) } ?? [directory.neighborhood]
  }
}

/// An open database and somebody who may change it.
struct WritingSession {
  /// The database and the neighbourhood.
  let session: Session
  /// Who acts.
  let actor: Actor
}

extension Surroundings {
  /// Where the database of a command is.
  func databasePath(_ shared: SharedOptions) throws -> String {
    try DatabaseLocation.path(option: shared.database, environment: environment)
  }

  /// Looks at the database without changing anything, then closes it.
  /// - Parameters:
  ///   - keeping: Whether what takes long to count may be kept in the database for the next time, where it can be
  ///     written.
  ///   - takesFirst: Whether it is about all neighbourhoods that somebody may enter: who works in several need not
  ///     choose.
  ///   - body: Gets nil when the database has no neighbourhood yet.
  /// - Throws: ``CommandFailure`` when there is no database: looking never makes one.
  func reading(
    _ shared: SharedOptions, keeping: Bool = false, takesFirst: Bool = false,
    _ body: (Session?) throws -> Void
  ) throws {
    let name = try requestedName(shared)
    let path = try databasePath(shared)
    let isWritable = keeping && access(path, W_OK) == 0
    try withStore(shared, mode: isWritable ? .readWrite : .readOnly) { store in
      let session = try readingSession(
        store, name: name, place: requestedPlace(shared), takesFirst: takesFirst)
      try Viewer.bound(to: session?.person?.id) { try body(session) }
    }
  }

  /// Opens the database, which must exist, and closes it after use.
  func withStore(
    _ shared: SharedOptions, mode: DeskStore.Mode, _ body: (DeskStore) throws -> Void
  ) throws {
    let path = try databasePath(shared)
    guard DatabaseLocation.exists(path) else {
      throw CommandFailure(
        "还没有数据库：\(path)。什么都没有改动。登记第一件诉求（juwei add … --as 姓名）或载入演示数据（juwei demo）时会建立它；"
          + "数据库若在别处，请用 --db 文件 指明")
    }
    let store = try open(path, mode: mode)
    defer { try? store.close() }
    try body(store)
  }

  /// Opens a database, and says so when one of an earlier release takes its time to be given a search index.
  func open(_ path: String, mode: DeskStore.Mode) throws -> DeskStore {
    var isSaid = false
    return try DeskStore.open(path: path, mode: mode) { progress in
      guard progress.total - progress.done >= Surroundings.slowIndexing, !isSaid else { return }
      isSaid = true
      remark("正在为 \(progress.total) 件诉求建立查找索引，只做这一次，请稍候；中断了下次会接着做……")
    }
  }

  /// Requests whose indexing somebody would notice.
  private static let slowIndexing = 50_000

  /// Opens the database, making it if need be, for somebody who may change it; then closes it.
  /// - Parameter takesFirst: Whether it is about all neighbourhoods, so that nobody need choose one.
  func writing(
    _ shared: SharedOptions, takesFirst: Bool = false, _ body: (WritingSession) throws -> Void
  ) throws {
    let path = try databasePath(shared)
    let name = try requestedName(shared)
    if name == nil, !DatabaseLocation.exists(path) { throw Surroundings.namelessStart(path) }
    let store = try open(path, mode: .readWrite)
    defer { try? store.close() }
    let session = try writingSession(
      store, name: name, place: requestedPlace(shared), takesFirst: takesFirst)
    try Viewer.bound(to: session.actor.person) { try body(session) }
  }

  /// Signs in for writing: as the person asked for, else as the only one who sits at the desk.
  private func writingSession(
    _ store: DeskStore, name: String?, place: String?, takesFirst: Bool
  ) throws -> WritingSession {
    let name = try name ?? soleDeskPerson(of: store)
    let signIn = try Place.chosen(
      place, by: try store.ensureDesk(personNamed: name, at: clock.now), takesFirst: takesFirst,
      store)
    if signIn.isNew {
      remark(
        "新数据库：已建立「\(signIn.neighborhood.name)」，\(signIn.person.name) 是\(signIn.person.role.title)")
    }
    let directory = try store.directory(of: signIn.neighborhood.id)
    return WritingSession(
      session: Session(store: store, directory: directory, person: signIn.person),
      actor: Actor(signIn.person))
  }

  private func readingSession(
    _ store: DeskStore, name: String?, place: String?, takesFirst: Bool = false
  ) throws -> Session? {
    let neighborhoods = try store.neighborhoods()
    guard let first = neighborhoods.first else { return nil }
    if let name {
      let signIn = try Place.chosen(
        place, by: try store.ensureDesk(personNamed: name, at: clock.now), takesFirst: takesFirst,
        store)
      let directory = try store.directory(of: signIn.neighborhood.id)
      return Session(store: store, directory: directory, person: signIn.person)
    }
    guard neighborhoods.count == 1 else {
      throw CommandFailure(
        "数据库里有多个居民区（\(neighborhoods.map(\.name).joined(separator: "、"))）；请用 --as 姓名 说明您是谁")
    }
    if let place { _ = try Place.named(place, among: neighborhoods) }
    return Session(store: store, directory: try store.directory(of: first.id), person: nil)
  }

  /// The neighbourhood that `-n` or `$JUWEI_NEIGHBORHOOD` gives.
  func requestedPlace(_ shared: SharedOptions) -> String? {
    for text in [shared.place, environment["JUWEI_NEIGHBORHOOD"]] {
      if let tidy = text?.tidied, !tidy.isEmpty { return tidy }
    }
    return nil
  }

  /// The name that `--as` or `$JUWEI_AS` gives.
  func requestedName(_ shared: SharedOptions) throws -> String? {
    if let name = shared.name {
      guard !name.tidied.isEmpty else { throw UsageProblem("--as 后面要写姓名，例如 --as 王芳") }
      return name.tidied
    }
    return environment["JUWEI_AS"].map(\.tidied).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func soleDeskPerson(of store: DeskStore) throws -> String {
    let people = try store.people()
    guard !people.isEmpty else { throw Surroundings.namelessStart(store.path) }
    let desk = people.filter { $0.isActive && Permissions.desk.contains($0.role) }
    if desk.count == 1, let only = desk.first { return only.name }
    let names = (desk.isEmpty ? people : desk).map { "\($0.name)（\($0.role.title)）" }
    throw CommandFailure(
      "每一步都要记下是谁做的，请用 --as 姓名 说明您是谁（或设 JUWEI_AS）；没有改动任何数据。可选："
        + names.joined(separator: "、"))
  }

  private static func namelessStart(_ path: String) -> CommandFailure {
    CommandFailure(
      "数据库里还没有人员：\(path)。请用 --as 姓名 说明您是谁，第一位将登记为书记；没有改动任何数据")
  }
}

package import CoreModel
internal import GRDB

extension DeskStore {
  /// Takes somebody into the crew of a neighbourhood, behind those who are there.
  /// - Returns: The person, with their identifier.
  /// - Throws: ``StoreError/invalidSetting(_:)`` when the actor's role may not, or the name cannot be
  ///   told from another: it is how people say who they are and whom they mean.
  package func appoint(
    _ name: String, role: Role, unit: String = "", phone: String? = nil,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> Person {
    guard Permissions.appointing.contains(actor.role) else {
      let allowed = Permissions.appointing.map(\.title).joined(separator: "、")
      throw .invalidSetting("登记人员须由\(allowed)办理；您现在是\(actor.role.title)")
    }
    let name = name.tidied
    if let problem = PersonName.problem(name) { throw .invalidSetting(problem) }
    var random = SystemRandomNumberGenerator()
    let person = Person(
      id: .timeOrdered(at: now, using: &random), name: name, role: role, phone: phone,
      unit: unit.tidied)
    try change { db in
      // Looked up under the lock: two desks may add the same name at the same moment.
      let known = try Row.fetchOne(
        db, sql: "SELECT role, is_active FROM person WHERE name = ?", arguments: [name])
      if let known {
        let role: String = known[0]
        let title = Role(rawValue: role)?.title ?? role
        throw StoreError.invalidSetting(
          "名册里已有「\(name)」（\(title)\(known[1] ? "" : "，已不在岗")），没有重复登记。"
            + "同名的另一位请写得能区分，例如 小\(name)")
      }
      try self.roll(of: scope, db).admit(actor.person)
      try self.refuseSupervisor(role, by: actor, db)
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      try DeskRows.insert(person, home: home, db)
      try PlaceKeys.touch(db)
    }
    return person
  }
}

/// Whose desk a neighbourhood is: one rule for every step and every reading, whoever asks.
extension Directory {
  /// Whether somebody may work in this neighbourhood and read what is there: who belongs to its crew and still works
  /// there, and 街镇督导, who look in everywhere.
  package func admits(_ person: PersonID) -> Bool {
    self.person(person)?.isActive == true
  }

  /// Why somebody may not; nil when they may.
  package func refusal(toAdmit person: PersonID) -> Refusal? {
    guard !admits(person) else { return nil }
    let home = neighborhood.name
    guard let known = self.person(person) else { return .outsider(of: home) }
    return .invalid("\(known.name)已不在「\(home)」的岗位上，这一步没有办，没有改动任何数据。仍要在这里办事，请书记恢复")
  }
}

extension Refusal {
  /// Somebody does not belong to a neighbourhood.
  package static func outsider(of home: String) -> Refusal {
    .invalid(
      "您不在「\(home)」的名册里，看不到也办不了那里的事，没有改动任何数据。"
        + "请换到自己的居民区（W 换人，命令行用 -n 居民区）；要在那里办事，请街镇督导或那里的书记把您加进去")
  }
}

extension Permissions {
  /// The roles that set up 居民区 and 片区.
  package static let founding: [Role] = [.supervisor, .secretary]

  /// Why somebody may not make another one a 街镇督导, who sees every neighbourhood; nil when they may.
  /// - Parameter isOneOfSeveral: Whether there are several neighbourhoods in the database.
  package static func refusal(
    toAppoint role: Role, by actor: Actor, isOneOfSeveral: Bool
  ) -> Refusal? {
    guard role == .supervisor, isOneOfSeveral, actor.role != .supervisor else { return nil }
    return .invalid("街镇督导看得到所有居民区，库里有多个居民区时只能由街镇督导登记；没有改动任何数据")
  }
}

/// A change of which neighbourhoods there are and who belongs to which.
package enum BelongingChange: Hashable, Sendable {
  /// A new 居民区, in a 片区 or in none, with a 书记 by name: somebody known, or a new person.
  case found(name: String, area: String?, secretary: String?)
  /// Somebody who is on the roll works in a neighbourhood too.
  case join(PersonID, NeighborhoodID)
  /// Somebody works there no longer. Who they were stays known: events name them.
  case leave(PersonID, NeighborhoodID)

  /// The change in the spelling in which it is stored.
  /// - Parameters:
  ///   - own: The neighbourhoods that the actor may enter.
  ///   - known: All there are.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func checked(
    by actor: Actor, own: Set<NeighborhoodID>, known: [Neighborhood]
  ) throws(Refusal) -> BelongingChange {
    switch self {
    case .found(let name, let area, let secretary):
      guard Permissions.founding.contains(actor.role) else {
        throw .invalid("新建居民区由街镇督导办理，只有一个居民区时也可由书记办理；您现在是\(actor.role.title)，没有改动任何数据")
      }
      guard actor.role == .supervisor || known.count <= 1 else {
        throw .invalid("库里已有 \(known.count) 个居民区，再新建由街镇督导办理；没有改动任何数据")
      }
      if let problem = PlaceName.problem(name, what: "居民区") { throw .invalid(problem) }
      guard !known.contains(where: { $0.name == name.tidied }) else {
        throw .invalid("已经有叫「\(name.tidied)」的居民区了，没有重复新建")
      }
      if let area, let problem = PlaceName.problem(area, what: "片区") { throw .invalid(problem) }
      if let secretary, let problem = PersonName.problem(secretary.tidied) {
        throw .invalid(problem)
      }
      return .found(name: name.tidied, area: area?.tidied, secretary: secretary?.tidied)
    case .join:
      // Whose colleague somebody is, is not for another neighbourhood to say.
      guard actor.role == .supervisor else {
        throw .invalid(
          "让一个居民区的人也在别处办事，由街镇督导办理；您现在是\(actor.role.title)，没有改动任何数据。"
            + "还没有街镇督导的，请书记先在「设置 · 人员」里登记一位")
      }
      return self
    case .leave(_, let scope):
      guard
        actor.role == .supervisor
          || Permissions.appointing.contains(actor.role) && own.contains(scope)
      else {
        throw .invalid("谁在哪个居民区办事，由街镇督导或该居民区的书记、主任定；您现在是\(actor.role.title)，没有改动任何数据")
      }
      if case .leave(actor.person, _) = self {
        throw .invalid("不能把自己移出居民区，请另一位书记、主任或街镇督导来办")
      }
      return self
    }
  }
}

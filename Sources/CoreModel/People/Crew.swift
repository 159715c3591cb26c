/// A pool of people of one trade that orders are offered to (抢单): whoever takes it first has it.
package enum Crew: String, CaseIterable, Codable, Sendable {
  /// 维修班 of the property company.
  case maintenance
  /// 网格组.
  case grid
  /// 调解组.
  case mediation
  /// 夜巡组: duty staff and volunteers on patrol.
  case nightPatrol

  /// The Chinese name.
  package var title: String {
    switch self {
    case .maintenance: "维修班"
    case .grid: "网格组"
    case .mediation: "调解组"
    case .nightPatrol: "夜巡组"
    }
  }

  /// Whose role lets them take an order from this pool.
  package var members: Set<Role> {
    switch self {
    case .maintenance: [.maintenance, .propertyManager]
    case .grid: [.gridWorker]
    case .mediation: [.mediator]
    case .nightPatrol: [.dutyOfficer, .gridWorker]
    }
  }
}

/// 承办人: who works on a request, a person or a pool that one of its members will take it from.
package enum Handler: Hashable, Codable, Sendable {
  /// One person.
  case person(PersonID)
  /// Everybody in a crew until one accepts.
  case pool(Crew)

  /// The person, when it is one.
  package var person: PersonID? {
    if case .person(let id) = self { id } else { nil }
  }

  /// The pool, when it is still one.
  package var pool: Crew? {
    if case .pool(let crew) = self { crew } else { nil }
  }
}

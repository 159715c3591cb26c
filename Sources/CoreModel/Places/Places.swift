/// 片区: several neighbourhoods that share a pattern of duty hours.
package struct Area: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: AreaID
  /// `北片区`.
  package var name: String

  /// Makes an area.
  package init(id: AreaID, name: String) {
    self.id = id
    self.name = name
  }
}

/// 居民区: what one residents' committee looks after; every request belongs to one.
package struct Neighborhood: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: NeighborhoodID
  /// `瑞和锦庭居民区`.
  package var name: String
  /// The area it belongs to, if any.
  package var area: AreaID?

  /// Makes a neighbourhood.
  package init(id: NeighborhoodID, name: String, area: AreaID? = nil) {
    self.id = id
    self.name = name
    self.area = area
  }
}

/// 小区: a housing estate, with its property company.
package struct Estate: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: EstateID
  /// `瑞和锦庭`.
  package var name: String
  /// The property company (物业), if any.
  package var propertyCompany: String?

  /// Makes an estate.
  package init(id: EstateID, name: String, propertyCompany: String? = nil) {
    self.id = id
    self.name = name
    self.propertyCompany = propertyCompany
  }
}

/// 微网格: a patch of building groups with one grid worker (1+6+x).
package struct MicroGrid: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: MicroGridID
  /// `第三微网格`.
  package var name: String
  /// 网格员.
  package var gridWorker: PersonID?

  /// Makes a micro grid.
  package init(id: MicroGridID, name: String, gridWorker: PersonID? = nil) {
    self.id = id
    self.name = name
    self.gridWorker = gridWorker
  }
}

/// 楼组: one or a few buildings with one WeChat group and a leader among the residents.
package struct BuildingGroup: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: GroupID
  /// `12号楼`, `木荷苑5号`.
  package var name: String
  /// The estate it stands in.
  package var estate: EstateID
  /// The micro grid it belongs to, if any.
  package var microGrid: MicroGridID?
  /// 楼组长, a resident: a name, not a signed-in person.
  package var leader: String?
  /// 轮值楼组长 of the month.
  package var rotatingLeader: String?
  /// Name of the WeChat group (微信群).
  package var weChatGroup: String?
  /// 责任社工 (包干): the committee's member who looks after this group.
  package var assignedStaff: PersonID?
  /// Households.
  package var households: Int

  /// Makes a building group.
  package init(
    id: GroupID, name: String, estate: EstateID, microGrid: MicroGridID? = nil,
    leader: String? = nil, rotatingLeader: String? = nil, weChatGroup: String? = nil,
    assignedStaff: PersonID? = nil, households: Int = 0
  ) {
    self.id = id
    self.name = name
    self.estate = estate
    self.microGrid = microGrid
    self.leader = leader
    self.rotatingLeader = rotatingLeader
    self.weChatGroup = weChatGroup
    self.assignedStaff = assignedStaff
    self.households = households
  }
}

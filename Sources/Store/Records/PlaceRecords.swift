internal import CoreModel
internal import GRDB

/// The places of one neighbourhood, as their tables hold them.
struct PlaceRecords {
  var estates: [Estate] = []
  var microGrids: [MicroGrid] = []
  var groups: [BuildingGroup] = []
  var groupIDs: [Int64: GroupID] = [:]

  init(_ db: Database, neighborhood key: Int64, people: [Int64: PersonID]) throws {
    var estateIDs: [Int64: EstateID] = [:]
    var gridIDs: [Int64: MicroGridID] = [:]
    var rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, uid, name, property_company FROM estate WHERE neighborhood_id = ?
        ORDER BY position, id
        """, arguments: [key])
    while let row = try rows.next() {
      let estate = Estate(id: EstateID(row[1]), name: row[2], propertyCompany: row[3])
      estateIDs[row[0]] = estate.id
      estates.append(estate)
    }
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, uid, name, grid_worker_id FROM micro_grid WHERE neighborhood_id = ?
        ORDER BY position, id
        """, arguments: [key])
    while let row = try rows.next() {
      let worker: Int64? = row[3]
      let grid = MicroGrid(
        id: MicroGridID(row[1]), name: row[2], gridWorker: worker.flatMap { people[$0] })
      gridIDs[row[0]] = grid.id
      microGrids.append(grid)
    }
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, uid, name, estate_id, micro_grid_id, leader, rotating_leader, wechat_group,
          assigned_staff_id, households
        FROM building_group WHERE neighborhood_id = ? ORDER BY position, id
        """, arguments: [key])
    while let row = try rows.next() {
      guard let estate = estateIDs[row[3]] else {
        throw StoreError.failed("楼组 \(row[2] as String) 的小区不属于本居民区")
      }
      let grid: Int64? = row[4]
      let staff: Int64? = row[8]
      let group = BuildingGroup(
        id: GroupID(row[1]), name: row[2], estate: estate, microGrid: grid.flatMap { gridIDs[$0] },
        leader: row[5], rotatingLeader: row[6], weChatGroup: row[7],
        assignedStaff: staff.flatMap { people[$0] }, households: row[9])
      groupIDs[row[0]] = group.id
      groups.append(group)
    }
  }
}

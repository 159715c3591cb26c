package import CoreModel
internal import GRDB

/// What came of a ``DeskChange``.
package struct DeskChangeReport: Hashable, Sendable {
  /// How many were added; 0 for a change of what was there.
  package var added: Int
  /// Open requests whose next due time moved.
  package var recomputed: Int

  /// Makes a report.
  package init(added: Int = 0, recomputed: Int = 0) {
    self.added = added
    self.recomputed = recomputed
  }
}

/// Changing what a neighbourhood consists of: looked up, decided and written under one lock.
extension DeskStore {
  /// Does a change, with all that follows from it, or nothing.
  /// - Throws: ``StoreError/refused(_:)`` when the rules say no, ``StoreError/invalidSetting(_:)`` when
  ///   another desk has changed it meanwhile.
  @discardableResult
  package func perform(
    _ wanted: DeskChange, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> DeskChangeReport {
    try change { db in
      let roll = try self.roll(of: scope, db)
      try roll.admit(actor.person)
      try self.refuseSupervisor(by: wanted, actor, db)
      let settled = try wanted.checked(in: roll.directory, by: actor, at: now)
      try self.refuseOvertaken(settled, roll, db)
      try self.refuseSignedIn(settled, roll, db)
      var random = SystemRandomNumberGenerator()
      let report = try self.carryOut(settled, roll, at: now, using: &random, db)
      try PlaceKeys.touch(db)
      return report
    }
  }

  /// Nobody's change is written over by one who has not seen it.
  private func refuseOvertaken(_ change: DeskChange, _ roll: Roll, _ db: Database) throws {
    let directory = roll.directory
    let isSame: Bool
    let what: String
    switch change {
    case .renameNeighborhood(_, let was):
      (isSame, what) = (directory.neighborhood.name == was, was)
    case .changeEstate(_, let was):
      (isSame, what) = (directory.estate(was.id) == was, was.name)
    case .changeMicroGrid(_, let was):
      (isSame, what) = (directory.microGrids.contains(was), was.name)
    case .changeGroup(_, let was):
      (isSame, what) = (directory.group(was.id) == was, was.name)
    case .changePerson(_, let was):
      (isSame, what) = (directory.person(was.id) == was, was.name)
    case .setHours(_, let was):
      let known = try rules(of: directory.neighborhood.id, db).deadlines.dutyHours
      (isSame, what) = (known == was, "错时时段")
    case .setDutyBook(_, let was):
      (isSame, what) = (
        try DeskRules(db, scope: directory.neighborhood.id).duty.ownText == was, "值班规则"
      )
    case .setAreaDutyBook(_, let was):
      (isSame, what) = (
        try DeskRules(db, scope: directory.neighborhood.id).duty.areaText == was, "片区值班规则"
      )
    case .joinArea(_, let was):
      (isSame, what) = (
        try DeskRules(db, scope: directory.neighborhood.id).duty.areaName == was, "所属片区"
      )
    case .changeShift(_, let was), .deleteShift(let was):
      (isSame, what) = (try self.shift(was.id, roll, db) == was, "这个班次")
    case .addEstates, .addMicroGrids, .addGroups, .addPeople, .addShifts: return
    }
    guard !isSame else { return }
    throw StoreError.invalidSetting("别的值班台刚刚改过「\(what)」，您的修改没有保存；请退回列表看过最新内容再改")
  }

  /// Nobody's 签到 is left without the shift that it belongs to.
  private func refuseSignedIn(_ change: DeskChange, _ roll: Roll, _ db: Database) throws {
    switch change {
    case .changeShift(_, let was), .deleteShift(let was):
      let log = try DutyRecords(db: db, roll: roll).attendanceLog(of: was.id)
      if let refusal = change.refusal(after: Attendance(was, log), in: roll.directory) {
        throw refusal
      }
    default: return
    }
  }

  private func carryOut(
    _ change: DeskChange, _ roll: Roll, at now: Instant,
    using random: inout some RandomNumberGenerator, _ db: Database
  ) throws -> DeskChangeReport {
    let home = roll.scopeKey
    switch change {
    case .renameNeighborhood(let name, _):
      try db.execute(
        sql: "UPDATE neighborhood SET name = ? WHERE id = ?", arguments: [name, home])
    case .addEstates(let entries):
      for entry in entries {
        let id = EstateID.timeOrdered(at: now, using: &random)
        try DeskRows.insert(
          Estate(id: id, name: entry.name, propertyCompany: entry.propertyCompany), home: home, db)
      }
      return DeskChangeReport(added: entries.count)
    case .changeEstate(let estate, _): try DeskRows.update(estate, db)
    case .addMicroGrids(let names):
      for name in names {
        let id = MicroGridID.timeOrdered(at: now, using: &random)
        try DeskRows.insert(MicroGrid(id: id, name: name), home: home, db)
      }
      return DeskChangeReport(added: names.count)
    case .changeMicroGrid(let grid, _): try DeskRows.update(grid, db)
    case .addGroups(let entries):
      for entry in entries {
        let estate = roll.directory.estates.first { $0.name == entry.estate }
        guard let estate else { throw StoreError.notFound("小区 \(entry.estate)") }
        let id = GroupID.timeOrdered(at: now, using: &random)
        try DeskRows.insert(
          BuildingGroup(id: id, name: entry.name, estate: estate.id), home: home, db)
      }
      return DeskChangeReport(added: entries.count)
    case .changeGroup(let group, _): try DeskRows.update(group, db)
    case .addPeople(let entries):
      for entry in entries {
        try refuseKnownName(entry.name, besides: nil, db)
        let id = PersonID.timeOrdered(at: now, using: &random)
        try DeskRows.insert(
          Person(id: id, name: entry.name, role: entry.role, phone: entry.phone, unit: entry.unit),
          home: home, db)
      }
      return DeskChangeReport(added: entries.count)
    case .changePerson(let person, _):
      try refuseKnownName(person.name, besides: person.id, db)
      try DeskRows.update(person, at: home, db)
    case .setHours(let hours, _):
      let scope = roll.directory.neighborhood.id
      return DeskChangeReport(
        recomputed: try set(.dutyHours, of: scope, db) { _ in try DeskRules.encoded(hours) })
    case .addShifts(let shifts):
      try Shift.keep(shifts, roll: roll, db)
      return DeskChangeReport(added: shifts.count, recomputed: try followRoster(db))
    case .changeShift(let shift, _):
      try Shift.keep([shift], roll: roll, db)
      return DeskChangeReport(recomputed: try followRoster(db))
    case .deleteShift(let shift):
      try db.execute(sql: "DELETE FROM shift WHERE uid = ?", arguments: [shift.id.text])
      return DeskChangeReport(recomputed: try followRoster(db))
    case .setDutyBook(let text, _):
      return DeskChangeReport(recomputed: try set(dutyBook: text, of: roll, db))
    case .setAreaDutyBook(let text, _):
      return DeskChangeReport(recomputed: try set(areaDutyBook: text, of: roll, db))
    case .joinArea(let name, _):
      return DeskChangeReport(recomputed: try join(area: name, roll, at: now, using: &random, db))
    }
    return DeskChangeReport()
  }

  /// Somebody of another neighbourhood may bear the name; people sign in by it.
  func refuseKnownName(
    _ name: String, besides id: PersonID?, _ db: Database
  ) throws {
    let known = try String.fetchOne(
      db, sql: "SELECT uid FROM person WHERE name = ? AND uid IS NOT ?",
      arguments: [name, id?.text]
    )
    guard known != nil else { return }
    throw StoreError.invalidSetting(
      "已经有一位「\(name)」，没有保存。同名的另一位请写得能区分，例如 小\(name)")
  }
}

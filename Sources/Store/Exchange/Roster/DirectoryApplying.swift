package import CoreModel
internal import GRDB

/// What came of taking a ``DirectoryProposal`` in.
package struct DirectoryReport: Hashable, Sendable {
  /// How many were added.
  package var added: Int
  /// How many became otherwise.
  package var changed: Int

  /// Makes a report.
  package init(added: Int, changed: Int) {
    self.added = added
    self.changed = changed
  }
}

/// Reading a spreadsheet of 楼组, staff or a roster, and taking it in as a whole.
extension DeskStore {
  /// What a file would change. Nothing is written.
  /// - Parameters:
  ///   - bytes: The file: XLSX, XLS or CSV.
  ///   - sheet: Only the sheet of this name; nil for all that are not hidden.
  ///   - onlyShifts: Whether 楼组 and staff in it are left out.
  /// - Throws: ``ExchangeError`` when nothing of the file can be read, ``StoreError``.
  package func propose(
    directorySheet bytes: [UInt8], sheet: String? = nil, onlyShifts: Bool = false,
    in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws -> DirectoryProposal {
    let tables = try DirectorySheet.tables(bytes, sheet: sheet)
    let board = try rosterBoard(
      of: scope, from: now.day, through: now.day.adding(days: Shift.farthest))
    let rules = try rules(of: scope)
    return DirectoryReader.read(
      tables, into: try directory(of: scope), shifts: board.shifts, leaves: board.leaves, by: actor,
      at: now, rules: rules.deadlines, book: rules.duty.book, onlyShifts: onlyShifts,
      using: SystemRandomNumberGenerator())
  }

  /// Takes a proposal in, all of it or nothing.
  /// - Throws: ``StoreError/refused(_:)`` when the person may not, ``StoreError/invalidSetting(_:)`` when another
  ///   desk has changed one of the things since the sheet was read.
  @discardableResult
  package func apply(
    _ proposal: DirectoryProposal, in scope: NeighborhoodID, by actor: Actor, at now: Instant
  ) throws(StoreError) -> DirectoryReport {
    if let refusal = proposal.refusal(by: actor) { throw .refused(refusal) }
    return try change { db in
      let known = try self.roll(of: scope, db)
      try known.admit(actor.person)
      let directory = known.directory
      let home = try PlaceKeys.key("neighborhood", scope.text, db)
      var report = DirectoryReport(added: 0, changed: 0)
      var shifts: [(shift: Shift, was: Shift?)] = []
      for value in proposal.items.compactMap(\.value) {
        try self.refuseOvertaken(value, directory, db)
        switch value {
        case .person(let person, let was):
          if person.role != was?.role { try self.refuseSupervisor(person.role, by: actor, db) }
          if was == nil {
            try DeskRows.insert(person, home: home, db)
          } else {
            try DeskRows.update(person, at: home, db)
          }
        case .estate(let estate, let was):
          if was == nil {
            try DeskRows.insert(estate, home: home, db)
          } else {
            try DeskRows.update(estate, db)
          }
        case .microGrid(let grid, let was):
          if was == nil {
            try DeskRows.insert(grid, home: home, db)
          } else {
            try DeskRows.update(grid, db)
          }
        case .group(let group, let was):
          if was == nil {
            try DeskRows.insert(group, home: home, db)
          } else {
            try DeskRows.update(group, db)
          }
        case .shift(let shift, let was): shifts.append((shift, was))
        }
        if value.isNew { report.added += 1 } else { report.changed += 1 }
      }
      try PlaceKeys.touch(db)
      guard !shifts.isEmpty else { return report }
      // Not the kept roll: should this fail, it must not have been replaced.
      let roll = try Roll(db, scope: scope, revision: -1)
      for (shift, was) in shifts {
        if let was, try self.shift(was.id, roll, db) != was {
          throw DeskStore.overtaken("一个班次")
        }
        if was == nil, try DeskStore.hasShift(like: shift, roll, db) {
          throw DeskStore.overtaken("排班")
        }
      }
      try Shift.keep(shifts.map(\.shift), roll: roll, db)
      return report
    }
  }

  /// Nobody's change is written over by one who has not seen it, and nothing is added twice.
  private func refuseOvertaken(
    _ value: DirectoryProposal.Value, _ directory: Directory, _ db: Database
  ) throws {
    let isAsSeen: Bool
    switch value {
    case .person(let person, let was):
      try refuseKnownName(person.name, besides: person.id, db)
      isAsSeen = was == nil || directory.person(person.id) == was
    case .estate(let estate, let was):
      isAsSeen =
        was == nil
        ? !directory.estates.contains { $0.name == estate.name }
        : directory.estate(estate.id) == was
    case .microGrid(let grid, let was):
      isAsSeen =
        was.map(directory.microGrids.contains)
        ?? !directory.microGrids.contains { $0.name == grid.name }
    case .group(let group, let was):
      isAsSeen =
        was == nil
        ? !directory.groups.contains { $0.name == group.name } : directory.group(group.id) == was
    case .shift: isAsSeen = true
    }
    if !isAsSeen { throw DeskStore.overtaken("「\(value.name)」") }
  }

  private static func overtaken(_ what: String) -> StoreError {
    .invalidSetting("别的值班台刚刚改过\(what)，这次一行也没有导入；请重新读一遍文件，核对后再导入")
  }

  private static func hasShift(like shift: Shift, _ roll: Roll, _ db: Database) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM shift WHERE neighborhood_id = ? AND start_at = ?
          AND end_at = ? AND kind = ?)
        """,
      arguments: [
        roll.scopeKey, shift.start.milliseconds, shift.end.milliseconds, shift.kind.rawValue,
      ]) ?? false
  }
}

extension DirectoryProposal.Value {
  fileprivate var isNew: Bool {
    switch self {
    case .estate(_, let was): was == nil
    case .microGrid(_, let was): was == nil
    case .person(_, let was): was == nil
    case .group(_, let was): was == nil
    case .shift(_, let was): was == nil
    }
  }

  fileprivate var name: String {
    switch self {
    case .estate(let estate, _): estate.name
    case .microGrid(let grid, _): grid.name
    case .person(let person, _): person.name
    case .group(let group, _): group.name
    case .shift: "班次"
    }
  }
}

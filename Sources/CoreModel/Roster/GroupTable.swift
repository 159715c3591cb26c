extension DirectoryReader {
  /// Reads 楼组, and the 小区 and 微网格 that they name.
  mutating func readGroups(_ table: Table) {
    let columns = table.header.columns
    var estateCell = ""
    for row in table.rows where !row.isRemark {
      let cell = row.text(columns[.group])
      // A merged cell says the estate once for all its groups.
      let stated = row.text(columns[.estate])
      if !stated.isEmpty { estateCell = stated }
      if cell.isEmpty { continue }
      if let problem = row.problem {
        add(row.number, .group, cell, .refused(problem))
        continue
      }
      guard
        let estate = estate(
          named: estateCell, company: row.text(columns[.company]), group: cell, row.number)
      else { continue }
      readGroup(cell, in: estate, row, columns)
    }
  }

  // MARK: What a group stands in

  /// The estate that is meant, added when it is new; nil, and said, when nobody can tell.
  private mutating func estate(
    named name: String, company: String, group cell: String, _ line: Int
  ) -> Estate? {
    let known = directory.estates
    if name.isEmpty {
      let inSheet = known.filter { !sheet.isEmpty && sheet.contains($0.name) }
      if inSheet.count == 1 { return inSheet[0] }
      if known.count == 1 { return known[0] }
      let named = known.filter { cell.hasPrefix($0.name) }
      if named.count == 1 { return named[0] }
      let wanted = key(cell, in: nil)
      var groups = directory.groups.filter { self.key(of: $0) == wanted }
      // 3号楼 is called so alone; 木荷苑3号 has its estate in front to tell it from that one.
      if groups.count > 1 { groups = groups.filter { key($0.name, in: nil) == wanted } }
      if groups.count == 1 { return directory.estate(groups[0].estate) }
      guard known.isEmpty else {
        add(line, .group, cell, .refused("没有写小区，而小区不止一个；请加一列「小区」"))
        return nil
      }
    }
    let wanted = name.isEmpty ? SetupPlan.soleEstate(of: directory.neighborhood.name) : name
    let was = known.first { $0.name == wanted }
    var estate = was ?? Estate(id: .timeOrdered(at: now, using: &random), name: wanted)
    if !company.isEmpty { estate.propertyCompany = company }
    if let was, was == estate { return was }
    if let problem = PlaceName.problem(estate.name, what: "小区")
      ?? estate.propertyCompany.flatMap({ PlaceName.problem($0, what: "物业公司") })
    {
      add(line, .estate, wanted, .refused(problem))
      return was
    }
    guard was != nil || known.count < RosterLimits.estates else {
      add(line, .estate, wanted, .refused("一个居民区最多 \(RosterLimits.estates) 个小区"))
      return nil
    }
    if repeated("estate \(wanted)", line: line) != nil {
      // Two rows of one estate with two companies: the first counts.
      return was
    }
    extend(estates: [estate])
    if let was {
      let fields = DirectoryReader.changes([("物业公司", was.propertyCompany, estate.propertyCompany)])
      add(line, .estate, wanted, .changed(fields), .estate(estate, was: was))
    } else {
      add(
        line, .estate, wanted, .new, notes: estate.propertyCompany.map { [$0] } ?? [],
        .estate(estate, was: nil))
    }
    return estate
  }

  /// The micro grid of a name, added when it is new.
  private mutating func microGrid(
    named name: String, worker: String, _ line: Int, _ notes: inout [String]
  ) -> MicroGridID? {
    guard !name.isEmpty else { return nil }
    // A bare number is not much of a name.
    let wanted = name.allSatisfy { ("0"..."9").contains($0) } ? "第\(name)微网格" : name
    if let problem = PlaceName.problem(wanted, what: "微网格") {
      notes.append(problem)
      return nil
    }
    let was = directory.microGrids.first { $0.name == wanted }
    var grid = was ?? MicroGrid(id: .timeOrdered(at: now, using: &random), name: wanted)
    if let person = person(named: worker, "网格员", &notes) { grid.gridWorker = person }
    if grid == was { return grid.id }
    if was != nil, repeated("grid \(wanted)", line: line) != nil { return grid.id }
    _ = repeated("grid \(wanted)", line: line)
    extend(microGrids: [grid])
    let worker = grid.gridWorker.map { directory.name(of: $0) }
    if let was {
      let old = was.gridWorker.map { directory.name(of: $0) }
      add(
        line, .microGrid, wanted, .changed(DirectoryReader.changes([("网格员", old, worker)])),
        .microGrid(grid, was: was))
    } else {
      add(
        line, .microGrid, wanted, .new, notes: worker.map { ["网格员 \($0)"] } ?? [],
        .microGrid(grid, was: nil))
    }
    return grid.id
  }

  /// Somebody of the crew; nil, and noted, when nobody bears the name.
  private func person(
    named text: String, _ what: String, _ notes: inout [String]
  ) -> PersonID? {
    guard !text.isEmpty else { return nil }
    let names = Set(directory.people.map(\.name))
    let name = RosterNames.split(text, known: names).first ?? text
    guard let person = directory.people.first(where: { $0.name == name }) else {
      notes.append("\(what)「\(name)」不在名册里，没有填；请先登记这位人员")
      return nil
    }
    guard person.isActive else {
      notes.append("\(what)\(name)已不在岗，没有填")
      return nil
    }
    return person.id
  }

  // MARK: The group

  private mutating func readGroup(
    _ cell: String, in estate: Estate, _ row: SheetTable.Row, _ columns: [TableHeader.Field: Int]
  ) {
    let line = row.number
    let key = key(cell, in: estate)
    let was = directory.groups.first { $0.estate == estate.id && self.key(of: $0) == key }
    let title = was?.name ?? newName(cell, in: estate)
    if let earlier = repeated("group \(estate.name) \(key)", line: line) {
      add(line, .group, title, .refused("与第 \(earlier) 行重复"))
      return
    }
    var notes: [String] = []
    var group =
      was
      ?? BuildingGroup(
        id: .timeOrdered(at: now, using: &random), name: title, estate: estate.id)
    func said(_ field: TableHeader.Field) -> String? {
      let text = row.text(columns[field])
      return text.isEmpty || text == "无" || text == "-" ? nil : text
    }
    if let leader = said(.leader) { group.leader = RosterNames.joined(leader) }
    if let leader = said(.rotatingLeader) { group.rotatingLeader = RosterNames.joined(leader) }
    if let name = said(.weChatGroup) { group.weChatGroup = name }
    if let text = said(.households) {
      let digits = text.prefix { ("0"..."9").contains($0) }
      if let count = Int(digits.prefix(6)), !digits.isEmpty,
        ["", "户"].contains(text.dropFirst(digits.count))
      {
        group.households = count
      } else {
        notes.append("户数「\(text.prefix(20))」不是数字，没有填")
      }
    }
    if let staff = person(named: said(.assignedStaff) ?? "", "责任社工", &notes) {
      group.assignedStaff = staff
    }
    let worker = said(.gridWorker) ?? ""
    if let grid = microGrid(named: said(.microGrid) ?? "", worker: worker, line, &notes) {
      group.microGrid = grid
    }
    settle(group, was: was, title, line, notes)
  }

  private mutating func settle(
    _ group: BuildingGroup, was: BuildingGroup?, _ title: String, _ line: Int, _ notes: [String]
  ) {
    let changed: BuildingGroup
    do {
      let supervisor = Actor(person: actor.person, name: actor.name, role: Permissions.ruling[0])
      let settled = try DeskChange.changeGroup(group, was: was ?? group)
        .checked(in: directory, by: supervisor, at: now)
      guard case .changeGroup(let tidy, _) = settled else { return }
      changed = tidy
    } catch {
      add(line, .group, title, .refused(error.message))
      return
    }
    guard was != nil || directory.groups.count < GroupLines.mostInAll else {
      add(line, .group, title, .refused("一个居民区最多 \(GroupLines.mostInAll) 个楼组"))
      return
    }
    guard let was else {
      extend(groups: [changed])
      let estate = directory.estate(changed.estate)?.name
      let about = [
        estate, changed.leader.map { "楼组长 \($0)" },
        changed.households == 0 ? nil : "\(changed.households) 户",
      ].compactMap { $0 }.joined(separator: " ")
      add(line, .group, title, .new, notes: [about] + notes, .group(changed, was: nil))
      return
    }
    guard changed != was else {
      add(line, .group, title, .same, notes: notes)
      return
    }
    let directory = directory
    func grid(_ id: MicroGridID?) -> String? { directory.microGrids.first { $0.id == id }?.name }
    let fields = DirectoryReader.changes([
      ("楼组长", was.leader, changed.leader),
      ("轮值楼组长", was.rotatingLeader, changed.rotatingLeader),
      ("微信群", was.weChatGroup, changed.weChatGroup),
      ("户数", "\(was.households)", "\(changed.households)"),
      ("微网格", grid(was.microGrid), grid(changed.microGrid)),
      (
        "责任社工", was.assignedStaff.map { directory.name(of: $0) },
        changed.assignedStaff.map { directory.name(of: $0) }
      ),
    ])
    extend(groups: [changed])
    add(line, .group, title, .changed(fields), notes: notes, .group(changed, was: was))
  }

  // MARK: Names

  /// What tells a group within its estate, however it is written: `12`, `12号`, `12号楼`, `瑞和锦庭12幢`.
  private func key(_ name: String, in estate: Estate?) -> String {
    var key = String(name.filter { $0 != " " }).lowercased()
    if let estate, key.hasPrefix(estate.name.lowercased()), key.count > estate.name.count {
      key = String(key.dropFirst(estate.name.count))
    }
    for unit in ["号楼组", "号楼", "楼组", "号", "幢", "栋", "座", "楼"]
    where key.hasSuffix(unit) && key.count > unit.count {
      key = String(key.dropLast(unit.count))
      break
    }
    if key.hasPrefix("第"), key.count > 1 { key = String(key.dropFirst()) }
    let digits = key.drop { $0 == "0" }
    return key.allSatisfy({ ("0"..."9").contains($0) }) && !digits.isEmpty ? String(digits) : key
  }

  private func key(of group: BuildingGroup) -> String {
    key(group.name, in: directory.estate(group.estate))
  }

  /// What a new group is called: a bare number gets its word, and a name that another estate's group bears gets the estate
  /// in front, as typed lines do it.
  private func newName(_ cell: String, in estate: Estate) -> String {
    let name = cell.allSatisfy { ("0"..."9").contains($0) } ? "\(cell)号楼" : cell
    let isTaken = directory.groups.contains { $0.name == name && $0.estate != estate.id }
    return isTaken ? estate.name + name : name
  }
}

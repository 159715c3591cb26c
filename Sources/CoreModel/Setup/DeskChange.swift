/// A change of what a neighbourhood consists of: its places, its people, its hours, its roster.
///
/// What is changed carries what it was as the desk saw it, so that nobody's change is written over unseen.
/// Nothing but a shift that is still to come is ever deleted: events name the rest.
package enum DeskChange: Hashable, Sendable {
  /// 居民区 gets another name.
  case renameNeighborhood(String, was: String)
  /// New 小区.
  case addEstates([EstateEntry])
  /// A 小区 is called otherwise, or has another property company.
  case changeEstate(Estate, was: Estate)
  /// New 微网格.
  case addMicroGrids([String])
  /// A 微网格 is called otherwise, or has another worker.
  case changeMicroGrid(MicroGrid, was: MicroGrid)
  /// New 楼组.
  case addGroups([GroupEntry])
  /// Anything of a 楼组.
  case changeGroup(BuildingGroup, was: BuildingGroup)
  /// New people.
  case addPeople([StaffEntry])
  /// Name, role, phone, employer, whether they still work here.
  case changePerson(Person, was: Person)
  /// 错时时段.
  case setHours(DutyHours, was: DutyHours)
  /// New 班次.
  case addShifts([Shift])
  /// A 班次 that is not over.
  case changeShift(Shift, was: Shift)
  /// A 班次 that has not begun.
  case deleteShift(Shift)

  /// The text of its own 值班规则, as staff wrote it; nil to follow the 片区 again.
  case setDutyBook(String?, was: String?)
  /// The text of its 片区's 值班规则; nil for none.
  case setAreaDutyBook(String?, was: String?)
  /// The 片区 that it belongs to, by name; nil for none.
  case joinArea(String?, was: String?)

  /// What it is, for a sentence.
  package var title: String {
    switch self {
    case .renameNeighborhood: "改居民区名称"
    case .addEstates: "添加小区"
    case .changeEstate: "修改小区"
    case .addMicroGrids: "添加微网格"
    case .changeMicroGrid: "修改微网格"
    case .addGroups: "添加楼组"
    case .changeGroup: "修改楼组"
    case .addPeople: "登记人员"
    case .changePerson: "修改人员"
    case .setHours: "修改错时时段"
    case .addShifts: "排班"
    case .changeShift: "修改班次"
    case .deleteShift: "取消班次"
    case .setDutyBook: "修改值班规则"
    case .setAreaDutyBook: "修改片区值班规则"
    case .joinArea: "改所属片区"
    }
  }

  /// Who may.
  package var allowed: [Role] {
    switch self {
    case .addPeople, .changePerson: Permissions.appointing
    default: Permissions.ruling
    }
  }

  /// Why somebody may not, whatever the particulars; nil when they may.
  package static func refusal(
    toChange what: String, by actor: Actor, allowed: [Role]
  ) -> Refusal? {
    guard !allowed.contains(actor.role) else { return nil }
    let names = allowed.map(\.title).joined(separator: "、")
    return .invalid("「\(what)」须由\(names)办理；您现在是\(actor.role.title)")
  }
}

extension DeskChange {
  /// The change in the spelling in which it is stored.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func checked(
    in directory: Directory, by actor: Actor, at now: Instant
  ) throws(Refusal) -> DeskChange {
    if let refusal = DeskChange.refusal(toChange: title, by: actor, allowed: allowed) {
      throw refusal
    }
    switch self {
    case .renameNeighborhood(let name, let was):
      return .renameNeighborhood(try DeskChange.name(name, "居民区"), was: was)
    case .addEstates, .addMicroGrids, .addGroups: return try checkedPlaces(in: directory)
    case .changeEstate(var estate, let was):
      estate.name = try DeskChange.name(estate.name, "小区")
      try DeskChange.unique(
        estate.name, "小区", among: directory.estates.filter { $0.id != was.id }.map(\.name))
      estate.propertyCompany = try DeskChange.words(estate.propertyCompany, "物业公司", 30)
      return .changeEstate(estate, was: was)
    case .changeMicroGrid(var grid, let was):
      grid.name = try DeskChange.name(grid.name, "微网格")
      try DeskChange.unique(
        grid.name, "微网格", among: directory.microGrids.filter { $0.id != was.id }.map(\.name))
      try DeskChange.active(grid.gridWorker, unless: was.gridWorker, "网格员", in: directory)
      return .changeMicroGrid(grid, was: was)
    case .changeGroup(let group, let was):
      return .changeGroup(try DeskChange.checked(group, was: was, in: directory), was: was)
    case .addPeople(let entries):
      guard !entries.isEmpty else { throw .missing("没有要登记的人员") }
      var names = Set(directory.people.map(\.name))
      for entry in entries {
        if let problem = PersonName.problem(entry.name) { throw .invalid(problem) }
        guard names.insert(entry.name).inserted else {
          throw .invalid("名册里已有「\(entry.name)」，没有重复登记。同名的另一位请写得能区分，例如 小\(entry.name)")
        }
      }
      return self
    case .changePerson(let person, let was):
      return .changePerson(
        try DeskChange.checked(person, was: was, in: directory, by: actor), was: was)
    case .setHours: return self
    case .setDutyBook(let text, let was):
      return .setDutyBook(try DutyRules.checked(text), was: was)
    case .setAreaDutyBook(let text, let was):
      guard directory.neighborhood.area != nil else {
        throw .invalid("本居民区还没有划入片区，没有保存；先执行 juwei roster rules --join 片区名称")
      }
      return .setAreaDutyBook(try DutyRules.checked(text), was: was)
    case .joinArea(let name, let was):
      guard let name else { return self }
      return .joinArea(try DeskChange.name(name, "片区"), was: was)
    case .addShifts(let shifts):
      guard !shifts.isEmpty else { throw .missing("没有排出班次：写的日子都已经过去了") }
      guard shifts.count <= DeskChange.mostShifts else {
        throw .invalid("一次排出 \(shifts.count) 个班次，最多 \(DeskChange.mostShifts) 个；请减少周数")
      }
      var tidy: [Shift] = []
      for shift in shifts { tidy.append(try shift.checked(was: nil, in: directory, at: now)) }
      return .addShifts(tidy)
    case .changeShift(let shift, let was):
      guard was.end > now else { throw .outOfTurn("已经过去的班次是记录，不能再改") }
      guard was.start > now || shift.start == was.start else {
        throw .outOfTurn("班次已经开始，开始时间不能再改；可以改结束时间或换人")
      }
      return .changeShift(try shift.checked(was: was, in: directory, at: now), was: was)
    case .deleteShift(let shift):
      guard shift.start > now else {
        throw .outOfTurn(shift.end > now ? "班次已经开始，不能取消；可以改结束时间或换人" : "已经过去的班次是记录，不能取消")
      }
      return self
    }
  }

  /// Why a shift that people have signed in to cannot be changed so, since what they recorded goes by it; nil when
  /// it can.
  package func refusal(after attendance: Attendance, in directory: Directory) -> Refusal? {
    guard let first = attendance.stints.first?.person else { return nil }
    let name = directory.name(of: first)
    switch self {
    case .deleteShift: return .outOfTurn("\(name)已经签到，这个班不能取消；可以改结束时间或换人")
    case .changeShift(let shift, let was):
      guard shift.start == was.start else {
        return .outOfTurn("\(name)已经签到，这个班的开始时间不能再改；可以改结束时间或换人")
      }
      let gone = was.people.first { !shift.people.contains($0) && attendance.isPresent($0) }
      return gone.map {
        .outOfTurn("\(directory.name(of: $0))已经签到，正在班上；先签退，再从班次上去掉")
      }
    default: return nil
    }
  }

  /// The shifts that would be on the roster then; none where it is about something else.
  package var savedShifts: [Shift] {
    switch self {
    case .addShifts(let shifts): shifts
    case .changeShift(let shift, _): [shift]
    default: []
    }
  }

  /// Shifts that are made at once: half a year of four a day.
  package static let mostShifts = 800

  private func checkedPlaces(in directory: Directory) throws(Refusal) -> DeskChange {
    func take(_ names: [String], _ what: String, known: [String]) throws(Refusal) {
      guard !names.isEmpty else { throw .missing("没有要添加的\(what)") }
      var seen = Set(known)
      for name in names {
        _ = try DeskChange.name(name, what)
        guard seen.insert(name).inserted else { throw .invalid("已经有叫「\(name)」的\(what)了") }
      }
    }
    switch self {
    case .addEstates(let entries):
      try take(entries.map(\.name), "小区", known: directory.estates.map(\.name))
    case .addMicroGrids(let names):
      try take(names, "微网格", known: directory.microGrids.map(\.name))
      return .addMicroGrids(names.map(\.tidied))
    case .addGroups(let entries):
      try take(entries.map(\.name), "楼组", known: directory.groups.map(\.name))
      guard entries.count + directory.groups.count <= GroupLines.mostInAll else {
        throw .invalid("一个居民区最多 \(GroupLines.mostInAll) 个楼组")
      }
      for entry in entries where !directory.estates.contains(where: { $0.name == entry.estate }) {
        throw .invalid("没有叫「\(entry.estate)」的小区，请先添加")
      }
    default: break
    }
    return self
  }

  private static func checked(
    _ group: BuildingGroup, was: BuildingGroup, in directory: Directory
  ) throws(Refusal) -> BuildingGroup {
    var tidy = group
    tidy.name = try name(group.name, "楼组")
    try unique(
      tidy.name, "楼组", among: directory.groups.filter { $0.id != was.id }.map(\.name))
    tidy.leader = try words(group.leader, "楼组长", 20)
    tidy.rotatingLeader = try words(group.rotatingLeader, "轮值楼组长", 20)
    tidy.weChatGroup = try words(group.weChatGroup, "微信群名", 60)
    guard (0...BuildingGroup.mostHouseholds).contains(group.households) else {
      throw .invalid("户数应在 0–\(BuildingGroup.mostHouseholds) 之间")
    }
    guard directory.estate(group.estate) != nil else { throw .invalid("没有这个小区，请重新选择") }
    if let grid = group.microGrid, !directory.microGrids.contains(where: { $0.id == grid }) {
      throw .invalid("没有这个微网格，请重新选择")
    }
    try active(group.assignedStaff, unless: was.assignedStaff, "责任社工", in: directory)
    return tidy
  }

  private static func checked(
    _ person: Person, was: Person, in directory: Directory, by actor: Actor
  ) throws(Refusal) -> Person {
    guard !directory.guests.contains(was.id) || actor.person == was.id else {
      throw .invalid("\(was.name)是\(was.role.title)，不属于本居民区，这里不能改；请到\(was.name)登记的居民区去改")
    }
    // One row for all the neighbourhoods that somebody works in: none of them alone says who they are.
    guard
      !directory.shared.contains(was.id) || actor.person == was.id || actor.role == .supervisor
    else {
      throw .invalid("\(was.name)不只在本居民区办事，姓名、角色、电话由街镇督导或本人改；没有改动任何数据")
    }
    var tidy = person
    tidy.name = person.name.tidied
    if let problem = PersonName.problem(tidy.name) { throw .invalid(problem) }
    try unique(tidy.name, "人员", among: directory.people.filter { $0.id != was.id }.map(\.name))
    if person.id == actor.person {
      guard person.role == was.role else { throw .invalid("不能改自己的角色，请另一位书记或主任来改") }
      guard person.isActive else { throw .invalid("不能把自己改成离岗，请另一位书记或主任来改") }
    }
    tidy.phone = try words(person.phone, "电话", 40).map(PhoneText.normalized)
    tidy.unit = try words(person.unit, "单位", 30) ?? ""
    return tidy
  }

  private static func name(_ name: String, _ what: String) throws(Refusal) -> String {
    if let problem = PlaceName.problem(name, what: what) { throw .invalid(problem) }
    return name.tidied
  }

  private static func words(
    _ text: String?, _ what: String, _ most: Int
  ) throws(Refusal) -> String? {
    guard let tidy = text?.tidied, !tidy.isEmpty else { return nil }
    if let problem = PlaceName.problem(tidy, what: what, atMost: most) { throw .invalid(problem) }
    return tidy
  }

  private static func unique(
    _ name: String, _ what: String, among others: [String]
  ) throws(Refusal) {
    if others.contains(name) { throw .invalid("已经有叫「\(name)」的\(what)了，请换一个能区分的名称") }
  }

  private static func active(
    _ id: PersonID?, unless old: PersonID?, _ what: String, in directory: Directory
  ) throws(Refusal) {
    guard let id, id != old else { return }
    guard let person = directory.person(id) else { throw .invalid("名册里没有这位\(what)，请重新选择") }
    guard person.isActive else { throw .invalid("\(person.name)已不在岗，请另选\(what)") }
  }
}

extension BuildingGroup {
  /// More than any group of buildings has.
  package static let mostHouseholds = 5000
}

extension Shift {
  /// The shift in the spelling in which it is stored.
  /// - Throws: ``Refusal`` when it cannot be, with why.
  package func checked(
    was: Shift?, in directory: Directory, at now: Instant
  ) throws(Refusal) -> Shift {
    guard end > start else { throw .invalid("班次的结束时间要晚于开始时间") }
    guard end.seconds(since: start) <= 24 * 3600 else { throw .invalid("一个班次最长 24 小时") }
    guard end > now else { throw .invalid("班次已经过去了，请检查日期") }
    guard start.seconds(since: now) <= Shift.farthest * 86_400 else {
      throw .invalid("班次最多排到 \(Shift.farthest) 天以后，请检查日期")
    }
    guard !people.isEmpty else { throw .missing("没有写谁值班") }
    var seen: Set<PersonID> = []
    for id in people {
      guard seen.insert(id).inserted else { throw .invalid("\(directory.name(of: id))写了两次") }
      guard let person = directory.person(id) else { throw .invalid("名册里没有值班的这个人") }
      guard person.isActive || was?.people.contains(id) == true else {
        throw .invalid("\(person.name)已不在岗，不能排班")
      }
    }
    var tidy = self
    tidy.note = note.tidied
    guard tidy.note.isAtMost(60), !PlaceName.hasControl(tidy.note) else {
      throw .invalid("备注太长（最多 60 个字）或有控制字符")
    }
    return tidy
  }

  /// Days ahead that a roster may reach.
  package static let farthest = 400
}

/// What a ``SetupDraft`` means, and what must be mended in it.
package struct SetupPlan: Hashable, Sendable {
  /// What it is called.
  package let neighborhood: String
  /// 小区; one of the neighbourhood's own name where none is typed and groups are.
  package let estates: Understood<EstateEntry>
  /// 楼组.
  package let groups: Understood<GroupEntry>
  /// The others, without whoever sets it up.
  package let staff: Understood<StaffEntry>
  /// 错时时段; the standard while they cannot be read.
  package let hours: DutyHours
  /// The same field by field.
  package let hourFields: DutyHoursText.Fields
  /// The roster.
  package let shifts: Understood<ShiftEntry>
  /// For how many weeks.
  package let weeks: Int
  private let draft: SetupDraft
  private let weeksProblem: String?

  /// Reads a draft.
  package init(_ draft: SetupDraft) {
    self.draft = draft
    let typed = EntryText.clean(draft.neighborhood)
    neighborhood = typed.isEmpty ? SetupPlan.unnamed : typed
    estates = EstateLines.understand(draft.estates)
    let names = estates.entries.map(\.name)
    groups = GroupLines.understand(
      draft.groups, estates: names.isEmpty ? [SetupPlan.soleEstate(of: neighborhood)] : names)
    let me = EntryText.clean(draft.name)
    staff = StaffLines.understand(draft.staff, known: me.isEmpty ? [] : [me])
    shifts = ShiftLines.understand(
      draft.shifts, people: [me] + staff.entries.map(\.name))
    hours =
      (try? DutyHoursText.hours(working: draft.working, rest: draft.rest, holiday: draft.holiday))
      ?? .standard
    hourFields = DutyHoursText.Fields(
      working: draft.working, rest: draft.rest, holiday: draft.holiday)
    var complaint: String?
    var weeks = 1
    do { weeks = try ShiftLines.weeks(draft.weeks) } catch { complaint = error.message }
    self.weeks = weeks
    weeksProblem = complaint
  }

  /// The estate that groups stand in while none was typed.
  package var estateNames: [String] {
    if !estates.entries.isEmpty { return estates.entries.map(\.name) }
    return groups.entries.isEmpty ? [] : [SetupPlan.soleEstate(of: neighborhood)]
  }

  /// What is to be said of a step.
  package func remarks(of step: SetupDraft.Step) -> [EntryRemark] {
    switch step {
    case .welcome, .summary: return []
    case .place:
      let name = EntryText.clean(draft.name)
      let home = PlaceName.problem(neighborhood, what: "居民区")
      let person = name.isEmpty ? "还没有写您的姓名" : PersonName.problem(name)
      return [home, person].compactMap { $0.map { .problem($0) } }
    case .estates: return estates.remarks
    case .groups: return groups.remarks
    case .staff:
      let canAppoint =
        Permissions.appointing.contains(draft.role)
        || staff.entries.contains { Permissions.appointing.contains($0.role) }
      return staff.remarks
        + (canAppoint ? [] : [.problem("要有一位书记或主任，才能登记人员、修改设置；请写上，或回到第 1 步改您的角色")])
    case .hours:
      if !hourFields.problems.isEmpty { return hourFields.problems }
      return hours.isEmpty ? [.note("一天也不值班：按值班时间计算的时限会没有到期时间")] : []
    case .shifts:
      return (weeksProblem.map { [.problem($0)] } ?? []) + shifts.remarks
    }
  }

  /// The steps that must be mended before it can be taken in.
  package var unfinished: [SetupDraft.Step] {
    SetupDraft.Step.allCases.filter { remarks(of: $0).contains(where: \.isProblem) }
  }

  /// What is said of a neighbourhood that nobody has named.
  package static let unnamed = "本居民区"

  /// The name of a neighbourhood without the word for it.
  static func soleEstate(of neighborhood: String) -> String {
    for ending in ["居民区", "居委会", "居委", "社区"] where neighborhood.hasSuffix(ending) {
      let short = String(neighborhood.dropLast(ending.count))
      return short.isEmpty || short == "本" ? "本小区" : short
    }
    return neighborhood
  }
}

/// Everything that a new desk begins with.
package struct Founding: Hashable, Sendable {
  /// 居民区.
  package var neighborhood: Neighborhood
  /// Whoever set it up, first, and the others.
  package var people: [Person]
  /// 小区.
  package var estates: [Estate]
  /// 楼组.
  package var groups: [BuildingGroup]
  /// 错时时段.
  package var hours: DutyHours
  /// 班次.
  package var shifts: [Shift]
}

extension SetupPlan {
  /// The values, with identifiers of their own.
  /// - Throws: ``Refusal`` while a step is unfinished.
  package func founding(
    at now: Instant, in calendar: WorkingCalendar, using random: inout some RandomNumberGenerator
  ) throws(Refusal) -> Founding {
    for step in unfinished {
      guard let remark = remarks(of: step).first(where: \.isProblem) else { continue }
      throw .invalid("「\(step.title)」还要改一改：\(remark.message)")
    }
    let home = Neighborhood(id: .timeOrdered(at: now, using: &random), name: neighborhood)
    var people = [
      Person(
        id: .timeOrdered(at: now, using: &random), name: EntryText.clean(draft.name),
        role: draft.role, unit: "居委会")
    ]
    for entry in staff.entries {
      people.append(
        Person(
          id: .timeOrdered(at: now, using: &random), name: entry.name, role: entry.role,
          phone: entry.phone, unit: entry.unit))
    }
    var estates: [Estate] = []
    for name in estateNames {
      estates.append(
        Estate(
          id: .timeOrdered(at: now, using: &random), name: name,
          propertyCompany: self.estates.entries.first { $0.name == name }?.propertyCompany))
    }
    var groups: [BuildingGroup] = []
    for entry in self.groups.entries {
      guard let estate = estates.first(where: { $0.name == entry.estate }) else { continue }
      groups.append(
        BuildingGroup(
          id: .timeOrdered(at: now, using: &random), name: entry.name, estate: estate.id))
    }
    var shifts: [Shift] = []
    let planned = ShiftLines.shifts(self.shifts.entries, weeks: weeks, from: now, in: calendar)
    for (entry, start, end) in planned {
      shifts.append(
        Shift(
          id: .timeOrdered(at: now, using: &random), neighborhood: home.id, start: start, end: end,
          kind: entry.kind,
          people: entry.people.compactMap { name in people.first { $0.name == name }?.id }))
    }
    return Founding(
      neighborhood: home, people: people, estates: estates, groups: groups, hours: hours,
      shifts: shifts)
  }
}

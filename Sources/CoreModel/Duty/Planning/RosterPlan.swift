/// A plan: who is to stand what, how fair that is, and what could not be met and why.
package struct RosterPlan: Hashable, Sendable {
  /// What it follows from.
  package let task: PlanTask
  /// What is to be stood, in the order of time.
  package let shifts: [PlannedShift]
  /// What nobody could stand.
  package let gaps: [PlanGap]
  /// Everybody who could be asked, in the order of the directory.
  package let people: [PlannedPerson]
  /// How even it is, for each sort of load that there is.
  package let spreads: [PlanSpread]
  /// What else is to be known: wishes, AB角, names that nobody bears.
  package let remarks: [String]

  /// How many places it fills.
  package var filled: Int { shifts.reduce(0) { $0 + $1.added.count } }
  /// How many places stay empty.
  package var missing: Int { gaps.reduce(0) { $0 + $1.missing } }
}

/// A shift with people who are to stand it.
package struct PlannedShift: Hashable, Sendable {
  /// What the book wants.
  package let wanted: WantedShift
  /// Who is to stand it, whoever is in charge first; those who were on the roster already not among them.
  package let added: [PersonID]

  /// The shift as it is to be.
  package func shift(id: Identifier<Shift>, in neighborhood: NeighborhoodID) -> Shift {
    if var existing = wanted.existing {
      existing.people += added
      return existing
    }
    return Shift(
      id: id, neighborhood: neighborhood, start: wanted.start, end: wanted.end,
      kind: wanted.pattern.kind, people: added, note: wanted.pattern.note)
  }
}

/// Places that nobody could fill.
package struct PlanGap: Hashable, Sendable {
  /// What the book wants.
  package let wanted: WantedShift
  /// How many are missing.
  package let missing: Int
  /// How many of those have to be 党员.
  package let missingPartyMembers: Int
  /// Why nobody: the reasons with those they hold for, the commonest first.
  package let reasons: [Reason]

  /// Why some people could not.
  package struct Reason: Hashable, Sendable {
    /// What is in the way.
    package let hindrance: PlanHindrance
    /// For whom.
    package let names: [String]
  }

  /// `缺1人：请假：王芳；本周夜班已满3次：李敏、周宁；岗位不符 5 人`.
  package var text: String {
    let party = missingPartyMembers > 0 ? "（其中党员 \(missingPartyMembers) 人）" : ""
    guard !reasons.isEmpty else { return "缺 \(missing) 人\(party)：名册里没有能值这个班的人" }
    let why = reasons.map { reason in
      reason.hindrance == .role || reason.hindrance == .notPartyMember && reason.names.count > 3
        ? "\(reason.hindrance.title) \(reason.names.count) 人"
        : "\(reason.hindrance.title)：\(reason.names.joined(separator: "、"))"
    }
    return "缺 \(missing) 人\(party)：" + why.joined(separator: "；")
  }
}

/// One person in a plan.
package struct PlannedPerson: Hashable, Sendable {
  /// Who.
  package let person: Person
  /// What they stand in the account's quarters without the plan.
  package let before: DutyTally
  /// With it.
  package let after: DutyTally
  /// Minutes in the days of the plan, with it.
  package let minutesInPlan: Int
  /// Which loads they could be asked for at all.
  package let may: Set<DutyLoad>
  /// Places of the plan that they would rather not stand.
  package let unwelcome: Int

  /// What the plan gives them.
  package func added(_ load: DutyLoad) -> Int { after[load] - before[load] }
}

/// How evenly one sort of load is shared out.
package struct PlanSpread: Hashable, Sendable {
  /// Which.
  package let load: DutyLoad
  /// The least that anybody has who may stand it.
  package let least: Int
  /// The most.
  package let most: Int
  /// Why it is not more even; empty when it is as even as can be.
  package let reason: String

  /// The difference.
  package var difference: Int { most - least }

  /// `夜班 27–28 次，最多相差 1`.
  package var text: String {
    let range = least == most ? "每人 \(most) 次" : "\(least)–\(most) 次，相差 \(difference)"
    return "\(load.title) \(range)" + (reason.isEmpty ? "" : "：\(reason)")
  }
}

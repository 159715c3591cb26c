extension RosterPlan {
  /// `可排 165 个班 196 人次，缺 3 人次`.
  package var summary: String {
    if shifts.isEmpty && gaps.isEmpty { return "这段日子要排的班都有人了，没有要补的" }
    let short = missing > 0 ? "，缺 \(missing) 人次（\(gaps.count) 个班）" : "，没有缺岗"
    return "可排 \(shifts.count) 个班 \(filled) 人次\(short)"
  }

  /// Those who were on the roster, or are by the plan: others only make the table longer.
  package var concerned: [PlannedPerson] {
    people.filter { !$0.may.isEmpty || $0.after.total > 0 }
  }

  /// The loads that the plan is about.
  package var loads: [DutyLoad] {
    DutyLoad.allCases.filter { load in
      people.contains { $0.may.contains(load) || $0.after[load] > 0 }
    }
  }
}

extension PlannedPerson {
  /// `3→28`; `·` for a load that they never stand.
  package func text(_ load: DutyLoad) -> String {
    if !may.contains(load), after[load] == 0 { return "·" }
    return before[load] == after[load] ? "\(after[load])" : "\(before[load])→\(after[load])"
  }

  /// `112时`, to the nearest hour.
  package var hoursText: String { "\((after.minutes + 30) / 60)时" }

  /// The same for the days of the plan alone.
  package var hoursInPlanText: String { "\((minutesInPlan + 30) / 60)时" }
}

extension PlannedShift {
  /// `王芳（带班）、李敏`, with those who were there already in front.
  package func names(in directory: Directory) -> String {
    let all = (wanted.existing?.people ?? []) + added
    let names = all.enumerated().map { index, id in
      directory.name(of: id) + (index == 0 && all.count > 1 ? "（带班）" : "")
    }
    return names.joined(separator: "、") + (wanted.existing == nil ? "" : "（补 \(added.count) 人）")
  }
}

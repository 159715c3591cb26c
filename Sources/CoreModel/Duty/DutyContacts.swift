/// Who is on duty at a moment, and who comes next.
package struct DutyNow: Hashable, Sendable {
  /// The shift that is on, the one that ends first; somebody at the desk goes before a patrol. Nil for none.
  package let current: Shift?
  /// The shift that begins next; nil when none of those that are known does.
  package let next: Shift?

  /// Looks at a moment of a roster.
  package init(_ shifts: [Shift], at now: Instant) {
    current = shifts.onDuty(at: now).min {
      ($0.kind.isAtDesk ? 0 : 1, $0.end, $0.start) < ($1.kind.isAtDesk ? 0 : 1, $1.end, $1.start)
    }
    // Of those that begin together the longest is meant, as with the handover.
    next = shifts.filter { $0.start > now }
      .min { ($0.start, $1.end, $0.id) < ($1.start, $0.end, $1.id) }
  }
}

/// Whom to ask for a post (AB角): A角, or who stands in.
package struct DutyContact: Hashable, Sendable {
  /// `调解`.
  package let post: String
  /// Who is there; nil when neither is.
  package let name: String?
  /// Whom they stand in for; nil when A角 is there.
  package let standsInFor: String?
  /// B角, who can be asked when A角 cannot be reached; nil when they stand in already.
  package let other: String?

  /// `王芳（不在找 李强）`, `李强（代 王芳）`, `王芳、李强都不在`.
  package func text(of pair: DutyPair) -> String {
    guard let name else { return "\(pair.a)、\(pair.b)都不在" }
    if let standsInFor { return "\(name)（代 \(standsInFor)）" }
    return other.map { "\(name)（不在找 \($0)）" } ?? "\(name)（\(pair.b)不在）"
  }
}

extension DutyPair {
  /// Who answers for the post while some people are away.
  package func contact(absent: Set<String>) -> DutyContact {
    let isThere = (a: !absent.contains(a), b: !absent.contains(b))
    return DutyContact(
      post: post, name: isThere.a ? a : isThere.b ? b : nil,
      standsInFor: !isThere.a && isThere.b ? a : nil, other: isThere.a && isThere.b ? b : nil)
  }
}

extension DutyBook {
  /// Those whom the pairs name and who are not there any more, or never were: nobody can be asked for them.
  package func unknownInPairs(of directory: Directory) -> Set<String> {
    let active = Set(directory.people.filter(\.isActive).map(\.name))
    return Set(pairs.flatMap { [$0.a, $0.b] }).subtracting(active)
  }

  /// What staff should know of rules that can be kept: names that nobody bears, shifts that nobody may stand.
  package func remarks(in directory: Directory) -> [String] {
    let active = directory.people.filter(\.isActive)
    let names = Set(active.map(\.name))
    let left = Set(directory.people.map(\.name)).subtracting(names)
    var remarks: [String] = []
    var seen: Set<String> = []
    let named = pairs.flatMap { [$0.a, $0.b] } + partyMembers + exemptions.map(\.name)
    for name in named where !names.contains(name) && seen.insert(name).inserted {
      remarks.append(left.contains(name) ? "\(name)已不在岗" : "人员里没有「\(name)」，请核对姓名")
    }
    for pattern in patterns {
      let able = active.filter { person in
        pattern.roles.contains(person.role)
          && !exemptions.contains { $0.name == person.name && $0.kinds.contains(pattern.kind) }
      }
      if able.count < pattern.headcount {
        remarks.append("\(pattern.text)要 \(pattern.headcount) 人，可以值的只有 \(able.count) 人")
      }
    }
    return remarks
  }

  /// `2 个季节、7 种班次、1 对AB角`.
  package var summary: String {
    let parts = [
      (seasons.count, "个季节"), (specialDays.count, "个特殊日"), (patterns.count, "种班次"),
      (pairs.count, "对AB角"),
    ]
    let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: "、")
    return text.isEmpty ? "没有班次" : text
  }
}

extension ShiftPattern {
  /// `错时 工作日 17:30-20:00`.
  package var text: String {
    let isEveryDay = days.count == DayKind.allCases.count
    let kinds = isEveryDay ? (weekdays.isEmpty ? "每天" : "") : ShiftDays.kinds(days).text
    let weekdays = weekdays.isEmpty ? "" : ShiftDays.weekdays(weekdays).text
    let words = [kinds, weekdays].filter { !$0.isEmpty }.joined(separator: " ")
    return "\(kind.title) \(words) \(ClockText.text(start))-\(ClockText.text(end))"
  }
}

/// Milestones as lines of text, in forms and on the command line: `公示 | 方案公示 | 12-03 | 李敏`.
package enum MilestoneText {
  /// The lines of milestones; the other way of ``milestones(_:owner:at:in:)``.
  package static func text(
    of milestones: [MilestonePlan], in directory: Directory
  ) -> String {
    milestones.map { order in
      "\(order.stage.title) | \(order.name) | \(day(order.due)) | \(directory.name(of: order.person))"
    }.joined(separator: "\n")
  }

  /// Reads lines; the person may be left out, then it is the owner.
  /// - Throws: ``Refusal`` that names the line.
  package static func milestones(
    _ text: String, owner: PersonID, at now: Instant, in directory: Directory
  ) throws(Refusal) -> [MilestonePlan] {
    var milestones: [MilestonePlan] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      let line = String(raw).tidied
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      milestones.append(
        try milestone(
          line, named: lines.count > 1 ? "节点第 \(index + 1) 行" : "节点", owner: owner, at: now,
          in: directory))
    }
    return milestones
  }

  private static func milestone(
    _ line: String, named what: String, owner: PersonID, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MilestonePlan {
    let fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }.map {
      String($0).tidied
    }
    guard (3...4).contains(fields.count) else {
      throw .invalid("\(what)写成「阶段 | 做什么 | 哪天前 | 谁」，例如「公示 | 方案公示 | 12-03 | 李敏」")
    }
    guard let stage = ProjectStage(titled: fields[0]), ProjectStage.working.contains(stage) else {
      throw .invalid(
        "\(what)的阶段写\(ProjectStage.working.map(\.title).joined(separator: "、"))，不是「\(fields[0])」")
    }
    let due = try MilestoneText.day(fields[2], named: "\(what)的日期", at: now)
    let person =
      fields.count < 4 || fields[3].isEmpty
      ? owner : try MilestoneText.person(fields[3], named: "\(what)的人", in: directory)
    return MilestonePlan(stage, fields[1], by: person, due: due)
  }

  /// A day as people type it; a day without a year that lies far behind means the one to come.
  package static func day(
    _ typed: String, named what: String = "日期", at now: Instant
  ) throws(Refusal) -> Day {
    if let day = Instant(iso8601: typed.tidied + "T00:00")?.day { return day }
    guard let moment = SpokenMoment(typed, from: now) else {
      throw .invalid("\(what)「\(typed)」看不懂；请写 12-03、2026-12-03、明天、10天后")
    }
    // 「1-15」 said in August is next January's, though last January's is as near.
    let day = moment.day
    let (year, month, dayOfMonth) = day.components
    if day.number < now.day.number - 60, !typed.contains("前"),
      !typed.contains("\(year)"),
      let next = Day(year: year + 1, month: month, day: dayOfMonth)
    {
      return next
    }
    return day
  }

  /// Somebody by name or 拼音首字母, if only one person is called so.
  package static func person(
    _ typed: String, named what: String = "人员", in directory: Directory
  ) throws(Refusal) -> PersonID {
    let people = directory.people.filter { $0.isActive && $0.role != .readOnly }
    let name = typed.tidied
    for found in [
      people.filter { $0.name == name },
      people.filter { PinyinInitials.of($0.name) == name.lowercased() },
      people.filter { !name.isEmpty && $0.name.contains(name) },
    ] {
      if found.count == 1, let only = found.first { return only.id }
      guard found.isEmpty else {
        throw .invalid(
          "\(what)「\(name)」对应多位：\(found.map(\.name).joined(separator: "、"))，请写全名")
      }
    }
    throw .invalid("\(what)「\(name)」不在人员名册里")
  }

  /// `2026-12-03`.
  package static func day(_ day: Day) -> String { day.iso8601 }
}

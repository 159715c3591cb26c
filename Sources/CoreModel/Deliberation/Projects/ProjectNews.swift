extension Project {
  /// What the requests of a project hear of a step, the project being as it is after it; nil for what does not
  /// concern them.
  package func news(of event: ProjectEvent, in directory: Directory) -> OnwardEvent? {
    switch event {
    case .started, .sourceJoined, .sourceLeft, .evidenceAdded: nil
    case .closedOff(let closing):
      .settled(OnwardSettlement(link, outcome: closing.outcome, resolves: true))
    case .cancelled(let reason): .left(OnwardLeaving(link, reason: "项目终止：\(reason)"))
    default:
      .moved(OnwardMove(link, Project.words(of: event, milestones, in: directory), step: nextStep))
    }
  }

  /// What a step says, for timelines.
  package func words(of event: ProjectEvent, in directory: Directory) -> String {
    Project.words(of: event, milestones, in: directory)
  }

  private static func words(
    of event: ProjectEvent, _ milestones: [Milestone], in directory: Directory
  ) -> String {
    func name(_ number: Int) -> String {
      milestones.first { $0.number == number }?.name ?? "第 \(number) 个节点"
    }
    func files(_ files: [Evidence]) -> String {
      files.isEmpty ? "" : "（\(files.count) 份附件）"
    }
    func because(_ reason: String) -> String { reason.isEmpty ? "" : "，因为\(reason)" }
    switch event {
    case .started(let plan):
      let money = plan.funds.isEmpty ? "" : "，预算 \(plan.funds.total.text)"
      return "\(plan.name)，\(directory.name(of: plan.owner))负责，\(plan.milestones.count) 个节点\(money)"
    case .amended(let amendment):
      var parts: [String] = []
      if let name = amendment.name { parts.append("改名「\(name)」") }
      if amendment.aim != nil { parts.append("改了目标") }
      if let owner = amendment.owner { parts.append("改由\(directory.name(of: owner))负责") }
      if let funds = amendment.funds { parts.append("预算改为 \(funds.total.text)") }
      return parts.joined(separator: "，") + because(amendment.reason)
    case .sourceJoined(let number): return number
    case .sourceLeft(let number, let reason): return "\(number)：\(reason)"
    case .milestoneAdded(let order):
      return "加节点「\(order.name)」，\(directory.name(of: order.person)) \(order.due.iso8601) 前"
    case .milestoneChanged(let shift):
      return
        "节点「\(shift.name)」改为\(directory.name(of: shift.person)) \(shift.due.iso8601) 前\(because(shift.reason))"
    case .milestoneDone(let report):
      return "「\(name(report.milestone))」完成：\(report.words)\(files(report.files))"
    case .milestoneStruck(let words): return "「\(name(words.milestone))」不做了：\(words.reason)"
    case .milestoneReopened(let words): return "「\(name(words.milestone))」重开：\(words.reason)"
    case .published(let publication):
      return
        "公示 \(publication.from.iso8601) 至 \(publication.through.iso8601)，\(publication.place)"
    case .evidenceAdded(let proof): return "\(proof.words)\(files(proof.files))"
    case .reviewed(let review):
      return "评议：\(review.text)" + (review.words.isEmpty ? "" : "；\(review.words)")
    case .closedOff(let closing):
      return closing.outcome + (closing.spent.map { "；实际花费 \($0.text)" } ?? "")
    case .cancelled(let reason): return reason
    case .noted(let words): return words
    }
  }
}

/// What can be done to a 微实事 that stands.
package enum ProjectCommand: Hashable, Sendable {
  case amend(ProjectAmendment)
  case addMilestone(MilestonePlan)
  case changeMilestone(MilestoneShift)
  case finishMilestone(MilestoneReport)
  case strikeMilestone(MilestoneWords)
  case reopenMilestone(MilestoneWords)
  case publish(Publication)
  case addEvidence(ProjectEvidence)
  case review(ProjectReview)
  case closeOff(ProjectClosing)
  case cancel(reason: String)
  case note(words: String)

  /// Which step it is.
  package var step: ProjectStep {
    switch self {
    case .amend: .amend
    case .addMilestone: .addMilestone
    case .changeMilestone: .changeMilestone
    case .finishMilestone: .finishMilestone
    case .strikeMilestone: .strikeMilestone
    case .reopenMilestone: .reopenMilestone
    case .publish: .publish
    case .addEvidence: .addEvidence
    case .review: .review
    case .closeOff: .closeOff
    case .cancel: .cancel
    case .note: .note
    }
  }
}

/// The steps of a 微实事, for menus and the gate.
package enum ProjectStep: String, CaseIterable, Sendable {
  case finishMilestone, changeMilestone, addMilestone, strikeMilestone, reopenMilestone, publish,
    addEvidence, review, closeOff, addSource, removeSource, amend, note, cancel

  /// The Chinese word.
  package var title: String {
    switch self {
    case .finishMilestone: "节点完成"
    case .changeMilestone: "节点改期、换人"
    case .addMilestone: "加节点"
    case .strikeMilestone: "划去节点"
    case .reopenMilestone: "节点重开"
    case .publish: "登记公示"
    case .addEvidence: "添凭据"
    case .review: "记居民评议"
    case .closeOff: "销项"
    case .addSource: "加入来源诉求"
    case .removeSource: "移出来源诉求"
    case .amend: "更正项目"
    case .note: "记进展"
    case .cancel: "终止项目"
    }
  }

  /// Who may.
  package var allowed: [Role] {
    switch self {
    case .finishMilestone, .addEvidence, .note: Permissions.handling
    case .closeOff, .cancel: Permissions.ruling
    default: Permissions.desk
    }
  }
}

extension Project {
  /// Who may begin one.
  package static let founding = Permissions.desk

  /// Why a step cannot be taken now, before its particulars are known; nil when it can. Menus ask it, and
  /// ``decide(_:by:at:in:)`` begins with it.
  package func refusal(of step: ProjectStep, by actor: Actor) -> Refusal? {
    if let refusal = DeskChange.refusal(toChange: step.title, by: actor, allowed: step.allowed) {
      return refusal
    }
    switch ending {
    case .closedOff(_, let at, _):
      return .outOfTurn("「\(name)」已在 \(at.day.dateText(relativeTo: at.day)) 销项，不再改动")
    case .cancelled(_, let at, _):
      return .outOfTurn("「\(name)」已在 \(at.day.dateText(relativeTo: at.day)) 终止；要再做请另立一个项目")
    case nil: break
    }
    switch step {
    case .finishMilestone, .changeMilestone, .strikeMilestone:
      return openMilestones.isEmpty ? .outOfTurn("没有还没完成的节点；要再做什么请先「加节点」") : nil
    case .reopenMilestone:
      return milestones.allSatisfy(\.isOpen) ? .outOfTurn("还没有完成或划去的节点") : nil
    case .review:
      let before = openMilestones.filter { $0.stage < .reviewing }
      guard !before.isEmpty else { return nil }
      return .outOfTurn(
        "做完以后才请居民评议；还没完成：\(before.map(\.name).joined(separator: "、"))")
    case .closeOff:
      let gaps = closingGaps
      return gaps.isEmpty ? nil : .outOfTurn("还不能销项：\(gaps.joined(separator: "；"))")
    case .addMilestone, .publish, .addEvidence, .addSource, .removeSource, .amend, .note, .cancel:
      return nil
    }
  }

  /// What 销项 still lacks; empty when nothing does.
  package var closingGaps: [String] {
    var gaps: [String] = []
    if !openMilestones.isEmpty {
      let names = openMilestones.map { "\($0.number) \($0.name)" }.joined(separator: "、")
      gaps.append("节点没有完成（\(names)）：完成它，或写明原因划去")
    } else if progress.done == 0 {
      gaps.append("没有一个节点是做完的：没有做就请「终止」")
    }
    if evidence.isEmpty { gaps.append("没有凭据：添照片、验收单，或写明纸质材料存在哪里") }
    if let last = reviews.last {
      if needsReview {
        gaps.append("评议以后又动过工：请再评议一次")
      } else if !last.review.isPassed {
        gaps.append("评议没有过半数认可：整改以后再评议")
      }
    } else {
      gaps.append("没有居民评议")
    }
    return gaps
  }

  /// Checks a plan before it becomes a project.
  /// - Throws: ``Refusal`` when it says too little, or names somebody who cannot.
  package static func decide(
    _ plan: ProjectPlan, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> ProjectEvent {
    if let refusal = DeskChange.refusal(toChange: "立微实事项目", by: actor, allowed: founding) {
      throw refusal
    }
    var plan = plan
    plan.name = try checkedName(plan.name)
    plan.aim = try checkedAim(plan.aim)
    plan.kind = try WordLimits.checked(plan.kind, "类别", atMost: 20)
    plan.funds = try plan.funds.checked()
    try check(plan.owner, "负责人", in: directory)
    guard !plan.milestones.isEmpty else {
      throw .missing("至少写一个节点：做什么、谁做、哪天前；到期没完成会在队列里升起来")
    }
    guard plan.milestones.count <= mostMilestones else {
      throw .invalid("节点最多 \(mostMilestones) 个，请合并")
    }
    var milestones: [MilestonePlan] = []
    for order in plan.milestones {
      milestones.append(try checked(order, since: now.day, in: directory))
    }
    plan.milestones = milestones
    return .started(plan)
  }

  /// Checks a step before it is recorded.
  /// - Throws: ``Refusal`` when the rules say no.
  package func decide(
    _ command: ProjectCommand, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> ProjectEvent {
    if let refusal = refusal(of: command.step, by: actor) { throw refusal }
    switch command {
    case .amend(let amendment): return .amended(try checked(amendment, in: directory))
    case .addMilestone(let order):
      guard milestones.count < Project.mostMilestones else {
        throw .invalid("节点最多 \(Project.mostMilestones) 个")
      }
      return .milestoneAdded(try Project.checked(order, since: now.day, in: directory))
    case .changeMilestone(let shift):
      return .milestoneChanged(try checked(shift, at: now, in: directory))
    case .finishMilestone(let report):
      return .milestoneDone(try checked(report, by: actor, at: now, in: directory))
    case .strikeMilestone(var words):
      _ = try open(words.milestone)
      words.reason = try Project.reason(words.reason, "请写为什么不做了：销项时要看得明白")
      return .milestoneStruck(words)
    case .reopenMilestone(var words):
      let known = try known(words.milestone)
      guard !known.isOpen else { throw .outOfTurn("节点「\(known.name)」本来就没有完成") }
      words.reason = try Project.reason(words.reason, "请写为什么重开")
      return .milestoneReopened(words)
    case .publish(let publication): return .published(try checked(publication, at: now))
    case .addEvidence(var proof):
      proof.words = try WordLimits.checked(proof.words, "凭据说明")
      guard !proof.words.isEmpty || !proof.files.isEmpty else {
        throw .missing("请添文件，或写明纸质材料是什么、存在哪里")
      }
      if let number = proof.milestone { _ = try known(number) }
      proof.files = try Project.checked(proof.files)
      return .evidenceAdded(proof)
    case .review(let review): return .reviewed(try checked(review, at: now))
    case .closeOff(var closing):
      closing.outcome = try WordLimits.checked(closing.outcome, "结果")
      guard !closing.outcome.isEmpty else { throw .missing("请写做成了什么：要告诉居民的就是这句话") }
      return .closedOff(closing)
    case .cancel(let reason):
      return .cancelled(reason: try Project.reason(reason, "请写为什么终止：来源诉求回到议事会"))
    case .note(let words):
      return .noted(words: try Project.reason(words, "请写进展"))
    }
  }

  /// Checks that a request may be taken out.
  package func decideLeaving(
    number: String, reason: String, among sources: Int, by actor: Actor
  ) throws(Refusal) -> ProjectEvent {
    if let refusal = refusal(of: .removeSource, by: actor) { throw refusal }
    let reason = try Project.reason(reason, "请写为什么移出：居民问起来说得清")
    guard sources > 1 else {
      throw .outOfTurn("这是最后一件来源诉求，不能移出；项目不做了请「终止」，诉求会回到议事会")
    }
    return .sourceLeft(number: number, reason: reason)
  }

  private static let mostMilestones = 30
  /// As long as a 议题, which may become a project under its own title.
  private static let longestName = AgendaItem.longestTitle
  /// Farther away nobody plans a small thing.
  private static let longestDays = 730

  private static func checkedName(_ name: String) throws(Refusal) -> String {
    let name = try WordLimits.checked(name, "项目名称", atMost: longestName)
    guard !name.isEmpty else { throw .missing("请写项目名称，例如「12号楼加装扶手」") }
    guard !name.contains(where: \.isNewline) else { throw .invalid("项目名称写成一行") }
    if let refusal = Privacy.refusal(toPost: name, "项目名称") { throw refusal }
    return name
  }

  /// It is posted with the name.
  private static func checkedAim(_ aim: String) throws(Refusal) -> String {
    let aim = try WordLimits.checked(aim, "要做到什么")
    if let refusal = Privacy.refusal(toPost: aim, "要做到什么") { throw refusal }
    return aim
  }

  private static func reason(_ text: String, _ complaint: String) throws(Refusal) -> String {
    let tidy = try WordLimits.checked(text, "说明")
    guard !tidy.isEmpty else { throw .missing(complaint) }
    return tidy
  }

  private static func check(
    _ person: PersonID, _ what: String, in directory: Directory
  ) throws(Refusal) {
    guard let known = directory.person(person) else {
      throw .invalid("\(what)不在人员名册里，请重新选择")
    }
    guard known.isActive else { throw .invalid("\(known.name)已不在岗，\(what)请另选一位") }
    guard known.role != .readOnly else { throw .invalid("\(known.name)只能查看，\(what)请另选一位") }
  }

  private static func checked(_ files: [Evidence]) throws(Refusal) -> [Evidence] {
    var checked: [Evidence] = []
    for file in files where !checked.contains(where: { $0.digest == file.digest }) {
      checked.append(try file.checked())
    }
    return checked
  }

  private static func checked(
    _ order: MilestonePlan, since today: Day, in directory: Directory
  ) throws(Refusal) -> MilestonePlan {
    var order = order
    order.name = try WordLimits.checked(order.name, "节点", atMost: longestName)
    guard !order.name.isEmpty else { throw .missing("请写节点要做什么") }
    guard ProjectStage.working.contains(order.stage) else {
      throw .invalid(
        "节点「\(order.name)」的阶段要是\(ProjectStage.working.map(\.title).joined(separator: "、"))里的一个")
    }
    try check(order.person, "节点「\(order.name)」的人", in: directory)
    try check(order.due, of: order.name, since: today)
    return order
  }

  private static func check(_ due: Day, of name: String, since today: Day) throws(Refusal) {
    guard due >= today else { throw .invalid("节点「\(name)」的日期已经过去，请写今天或以后的日期") }
    guard due.number - today.number <= longestDays else {
      throw .invalid("节点「\(name)」排到两年以后了，请核对年份")
    }
  }

  private func known(_ number: Int) throws(Refusal) -> Milestone {
    guard let known = milestone(number) else {
      throw .invalid("「\(name)」没有第 \(number) 个节点；现有 1 到 \(milestones.count)")
    }
    return known
  }

  private func open(_ number: Int) throws(Refusal) -> Milestone {
    let known = try known(number)
    switch known.settlement {
    case nil: return known
    case .done(let day, _, _, _):
      throw .outOfTurn("节点「\(known.name)」已在 \(day.iso8601) 完成；记错了请「节点重开」")
    case .struck:
      throw .outOfTurn("节点「\(known.name)」已经划去；还要做请「节点重开」")
    }
  }

  private func checked(
    _ amendment: ProjectAmendment, in directory: Directory
  ) throws(Refusal) -> ProjectAmendment {
    var amendment = amendment
    amendment.name = try amendment.name.map(checkedNew)
    if let aim = amendment.aim { amendment.aim = try Project.checkedAim(aim) }
    if let funds = amendment.funds { amendment.funds = try funds.checked() }
    if let owner = amendment.owner { try Project.check(owner, "负责人", in: directory) }
    if amendment.name == plan.name { amendment.name = nil }
    if amendment.aim == plan.aim { amendment.aim = nil }
    if amendment.owner == plan.owner { amendment.owner = nil }
    if amendment.funds == plan.funds { amendment.funds = nil }
    amendment.reason = try WordLimits.checked(amendment.reason, "原因")
    guard
      amendment.name != nil || amendment.aim != nil || amendment.owner != nil
        || amendment.funds != nil
    else { throw .missing("没有改动") }
    guard amendment.owner == nil && amendment.funds == nil || !amendment.reason.isEmpty else {
      throw .missing("换负责人、改预算要写原因")
    }
    return amendment
  }

  private func checkedNew(_ name: String) throws(Refusal) -> String {
    try Project.checkedName(name)
  }

  private func checked(
    _ shift: MilestoneShift, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MilestoneShift {
    let known = try open(shift.milestone)
    var shift = shift
    shift.name = try WordLimits.checked(shift.name, "节点", atMost: Project.longestName)
    guard !shift.name.isEmpty else { throw .missing("请写节点要做什么") }
    shift.reason = try WordLimits.checked(shift.reason, "原因")
    guard shift.name != known.name || shift.person != known.person || shift.due != known.due else {
      throw .missing("没有改动：请改日期，或换一个人")
    }
    if shift.due != known.due {
      try Project.check(shift.due, of: shift.name, since: now.day)
      guard !shift.reason.isEmpty else { throw .missing("改日期要写原因；看板上会看到改过几次") }
    }
    try Project.check(shift.person, "节点「\(shift.name)」的人", in: directory)
    return shift
  }

  private func checked(
    _ report: MilestoneReport, by actor: Actor, at now: Instant, in directory: Directory
  ) throws(Refusal) -> MilestoneReport {
    let known = try open(report.milestone)
    guard known.person == actor.person || Permissions.desk.contains(actor.role) else {
      throw .invalid("节点「\(known.name)」由\(directory.name(of: known.person))做；别人做的由值班台记录")
    }
    var report = report
    report.words = try WordLimits.checked(report.words, "做了什么")
    report.files = try Project.checked(report.files)
    guard !report.words.isEmpty else { throw .missing("请写做了什么、结果怎样") }
    guard report.day <= now.day else { throw .invalid("完成日期还没有到；请写今天或以前的日期") }
    guard report.day >= startedAt.day.adding(days: -Project.longestDays) else {
      throw .invalid("完成日期比立项早太多，请核对年份")
    }
    if known.stage == .publishing {
      guard let last = publications.last else {
        throw .outOfTurn("还没有登记公示：请先「登记公示」（哪天到哪天、贴在哪里）；不公示的请写明原因划去这个节点")
      }
      guard last.through <= report.day else {
        throw .outOfTurn("公示到 \(last.through.dateText(relativeTo: now.day)) 才期满，期满以后再记完成")
      }
    }
    return report
  }

  private func checked(_ publication: Publication, at now: Instant) throws(Refusal) -> Publication {
    var publication = publication
    publication.place = try WordLimits.checked(publication.place, "公示地点", atMost: 60)
    guard !publication.place.isEmpty else { throw .missing("请写公示在哪里，例如「各楼道公告栏、楼组群」") }
    guard publication.through >= publication.from else {
      throw .invalid("公示的最后一天要在第一天以后")
    }
    guard publication.through.number - publication.from.number <= 90 else {
      throw .invalid("公示最长 90 天，请核对日期")
    }
    guard abs(publication.from.number - now.day.number) <= Project.longestDays else {
      throw .invalid("公示的日期离今天太远，请核对年份")
    }
    return publication
  }

  private func checked(_ review: ProjectReview, at now: Instant) throws(Refusal) -> ProjectReview {
    var review = review
    review.people = try WordLimits.checked(review.people, "评议的人", atMost: 200)
    review.words = try WordLimits.checked(review.words, "意见")
    guard !review.people.isEmpty else { throw .missing("请写怎样评议、哪些人参加，例如「评议会，12号楼居民代表 9 人」") }
    guard review.day <= now.day else { throw .invalid("评议的日期还没有到") }
    guard review.day >= startedAt.day else { throw .invalid("评议的日期在立项以前，请核对") }
    for count in [review.satisfied, review.fair, review.unsatisfied] {
      guard (0...100_000).contains(count) else { throw .invalid("人数写 0 到 100000") }
    }
    guard review.asked > 0 else { throw .missing("请写满意、基本满意、不满意各几人") }
    guard review.unsatisfied == 0 || !review.words.isEmpty else {
      throw .missing("有人不满意，请写他们的意见和打算怎么改")
    }
    return review
  }
}

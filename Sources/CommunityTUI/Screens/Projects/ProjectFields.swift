import CoreModel
import Store
import TerminalKit

/// The fields of the forms of 微实事.
struct ProjectFields {
  let session: AppState.Session
  let now: Instant

  /// The identities of the fields.
  enum ID {
    static let name = "name"
    static let aim = "aim"
    static let owner = "owner"
    static let funds = "funds"
    static let milestones = "milestones"
    static let stage = "stage"
    static let person = "person"
    static let due = "due"
    static let from = "from"
    static let words = "words"
    static let paths = "paths"
    static let milestone = "milestone"
    static let people = "people"
    static let satisfied = "satisfied"
    static let fair = "fair"
    static let unsatisfied = "unsatisfied"
    static let spent = "spent"
  }

  /// 立项.
  func start(kind name: String) -> [FormField] {
    let book = session.rules.projects
    let standard = book.kinds.first { $0.name == name }.map {
      book.milestones(
        of: $0, from: now.day, by: session.actor.person, in: session.rules.deadlines.calendar)
    }
    let lines = (standard ?? []).map {
      "\($0.stage.title) | \($0.name) | \(MilestoneText.day($0.due))"
    }
    return [
      .text(ID.name, "项目名称", required: true, placeholder: "12号楼加装扶手", limit: 40),
      .text(ID.aim, "要做到什么", placeholder: "一至六层楼梯两侧装扶手", limit: RequestHistory.longestText),
      owner(session.actor.person),
      funds(""),
      .area(
        ID.milestones, "节点", value: lines.joined(separator: "\n"), required: true,
        help: "一行一个：阶段 | 做什么 | 哪天前 | 谁（不写就是负责人）", rows: 6),
    ]
  }

  /// The form of a step.
  func fields(
    of step: ProjectStep, _ project: Project, _ milestone: Milestone?
  ) -> [FormField] {
    switch step {
    case .finishMilestone:
      [
        words("做了什么", help: "结果怎样；居民问起来看得明白"),
        .text(ID.due, "哪天做好", placeholder: "今天", limit: 20),
        paths,
      ]
    case .changeMilestone:
      [
        .text(
          ID.due, "改到哪天", help: "例如 12-03、10天后",
          placeholder: milestone.map { MilestoneText.day($0.due) } ?? "", limit: 20),
        person("谁做", milestone?.person),
        words("原因", required: false, help: "改日期要写原因；看板上会看到改过几次"),
        .text(ID.name, "节点", value: milestone?.name ?? "", required: true, limit: 40),
      ]
    case .addMilestone:
      [
        .choice(
          ID.stage, "阶段",
          options: ProjectStage.working.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title, keywords: [PinyinInitials.of($0.title)])
          }, selected: max(project.stage, .collecting).rawValue, required: true),
        .text(ID.name, "做什么", required: true, limit: 40),
        person("谁做", project.plan.owner),
        .text(ID.due, "哪天前", required: true, help: "例如 12-03、10天后", limit: 20),
      ]
    case .strikeMilestone: [words("为什么不做了", help: "销项时要看得明白")]
    case .reopenMilestone: [words("为什么重开")]
    case .publish:
      [
        .text(ID.from, "从哪天", placeholder: "今天", limit: 20),
        .text(
          ID.due, "到哪天", placeholder: MilestoneText.day(now.day.adding(days: 6)), limit: 20),
        .text(ID.words, "贴在哪里", required: true, placeholder: "各楼道公告栏、楼组群", limit: 60),
      ]
    case .addEvidence:
      [
        words("是什么", required: false, help: "纸质材料写明存在哪里"),
        paths,
        .choice(
          ID.milestone, "哪个节点",
          options: project.milestones.map {
            ChoiceOption(
              id: "\($0.number)", label: TextLayout.clip("\($0.number) \($0.name)", columns: 40),
              keywords: [PinyinInitials.of($0.name)])
          }, help: "不选就是整个项目的"),
      ]
    case .review:
      [
        .text(
          ID.people, "谁参加", required: true, placeholder: "评议会，12号楼居民代表 9 人", limit: 200),
        .text(ID.satisfied, "满意", placeholder: "0", limit: 6),
        .text(ID.fair, "基本满意", placeholder: "0", limit: 6),
        .text(ID.unsatisfied, "不满意", placeholder: "0", limit: 6),
        words("意见", required: false, help: "有人不满意要写他们的意见和打算怎么改"),
        .text(ID.due, "哪天", placeholder: "今天", limit: 20),
      ]
    case .closeOff:
      [
        words("做成了什么", help: "要告诉居民的就是这句话"),
        .text(
          ID.spent, "实际花费", help: "元；没有花钱或还没决算可以不填", placeholder: project.plan.funds.total.text,
          limit: 20),
      ]
    case .amend:
      [
        .text(ID.name, "项目名称", value: project.name, required: true, limit: 40),
        .text(ID.aim, "要做到什么", value: project.plan.aim, limit: RequestHistory.longestText),
        owner(project.plan.owner),
        funds(project.plan.funds.text),
        words("原因", required: false, help: "换负责人、改预算要写"),
      ]
    case .note: [words("进展", help: "来源诉求的时间线上也看得到")]
    case .cancel: [words("为什么终止", help: "来源诉求回到议事会，居民问起来说得清")]
    case .addSource, .removeSource: []
    }
  }

  /// What there is to know below the fields.
  func about(_ step: ProjectStep, _ line: ProjectLine, _ milestone: Milestone?) -> [String] {
    let project = line.project
    switch step {
    case .changeMilestone:
      guard let milestone else { return [] }
      let moved = milestone.timesMoved
      return [
        "原来 \(MilestoneText.day(milestone.firstDue)) 前"
          + (moved > 0 ? "，改过 \(moved) 次，现在 \(MilestoneText.day(milestone.due)) 前" : "")
      ]
    case .closeOff:
      return [
        "预算 \(project.plan.funds.total.text)；\(project.reviews.last.map { "评议 \($0.review.text)" } ?? "")",
        "销项以后 \(line.counted.count) 件来源诉求都要「告知居民」，告知以后才办结。",
      ]
    case .cancel:
      return ["\(line.counted.count { $0.outcome == nil }) 件来源诉求会回到议事会，由书记再定。"]
    default: return []
    }
  }

  private func words(
    _ label: String, required: Bool = true, help: String = ""
  ) -> FormField {
    .text(
      ID.words, label, required: required, help: help, limit: RequestHistory.longestText)
  }

  private var paths: FormField {
    .text(
      ID.paths, "照片、文件", help: "文件路径，几个用空格隔开；可以不填", placeholder: "~/图片/IMG_2041.jpg",
      limit: 1000)
  }

  private func funds(_ value: String) -> FormField {
    .text(
      ID.funds, "资金", value: value, help: "来源和金额（元），几项用分号隔开；没有可以不填",
      placeholder: "社区专项经费 12000；物业自筹 3500.50", limit: 400)
  }

  private func owner(_ selected: PersonID) -> FormField {
    .choice(
      ID.owner, "负责人", options: people, selected: selected.text, required: true,
      help: "输入姓名或拼音首字母可以换人")
  }

  private func person(_ label: String, _ selected: PersonID?) -> FormField {
    .choice(
      ID.person, label, options: people, selected: (selected ?? session.actor.person).text,
      required: true, help: "输入姓名或拼音首字母可以换人")
  }

  private var people: [ChoiceOption] {
    session.directory.people.filter { $0.isActive && $0.role != .readOnly }.map {
      ChoiceOption(
        id: $0.id.text, label: $0.name, hint: $0.role.title,
        keywords: [PinyinInitials.of($0.name)])
    }
  }
}

/// A filled-in form of 微实事 as what it means.
struct ProjectAnswer {
  let values: FormValues
  let session: AppState.Session
  let now: Instant
  /// The milestone that a step is for, as it stands: what was left grey stays so.
  var known: Milestone?

  private typealias ID = ProjectFields.ID

  /// 立项.
  func plan(kind: String) throws(Refusal) -> ProjectPlan {
    let owner = try person(ID.owner)
    return ProjectPlan(
      name: values.text(ID.name), aim: values.text(ID.aim), kind: kind, owner: owner,
      funds: try [Funding](typed: values.text(ID.funds)),
      milestones: try MilestoneText.milestones(
        values.text(ID.milestones), owner: owner, at: now, in: session.directory))
  }

  /// A step.
  func command(_ step: ProjectStep, milestone: Int) throws(Refusal) -> ProjectCommand {
    let words = values.text(ID.words)
    switch step {
    case .finishMilestone:
      return .finishMilestone(
        MilestoneReport(milestone, on: try day(ID.due) ?? now.day, words: words))
    case .changeMilestone:
      guard let due = try day(ID.due) ?? known?.due else {
        throw .missing("请写改到哪天")
      }
      return .changeMilestone(
        MilestoneShift(
          milestone, name: values.text(ID.name), person: try person(ID.person), due: due,
          reason: words))
    case .addMilestone:
      guard let due = try day(ID.due) else { throw .missing("请写哪天前") }
      let stage = values.choice(ID.stage).flatMap(ProjectStage.init(rawValue:)) ?? .building
      return .addMilestone(
        MilestonePlan(stage, values.text(ID.name), by: try person(ID.person), due: due))
    case .strikeMilestone: return .strikeMilestone(MilestoneWords(milestone, reason: words))
    case .reopenMilestone: return .reopenMilestone(MilestoneWords(milestone, reason: words))
    case .publish:
      let from = try day(ID.from) ?? now.day
      return .publish(
        Publication(
          from: from, through: try day(ID.due) ?? now.day.adding(days: 6), place: words))
    case .addEvidence:
      return .addEvidence(
        ProjectEvidence(words: words, milestone: values.choice(ID.milestone).flatMap { Int($0) }))
    case .review:
      return .review(
        ProjectReview(
          on: try day(ID.due) ?? now.day, people: values.text(ID.people),
          satisfied: try count(ID.satisfied, "满意"), fair: try count(ID.fair, "基本满意"),
          unsatisfied: try count(ID.unsatisfied, "不满意"), words: words))
    case .closeOff: return .closeOff(ProjectClosing(words, spent: try spent))
    case .amend:
      return .amend(
        ProjectAmendment(
          name: values.text(ID.name), aim: values.text(ID.aim), owner: try person(ID.owner),
          funds: try [Funding](typed: values.text(ID.funds)), reason: words))
    case .note: return .note(words: words)
    case .cancel: return .cancel(reason: words)
    case .addSource, .removeSource: throw .invalid("请从「来源诉求」里选")
    }
  }

  private var spent: Money? {
    get throws(Refusal) {
      let typed = values.text(ID.spent)
      guard !typed.isEmpty else { return nil }
      guard let money = Money(yuan: typed) else {
        throw .invalid("实际花费「\(typed)」看不懂；请写元，例如 11800 或 3500.50")
      }
      return money
    }
  }

  private func count(_ id: String, _ what: String) throws(Refusal) -> Int {
    var typed = ""
    for scalar in values.text(id).unicodeScalars {
      typed.unicodeScalars.append(scalar.halfWidth)
    }
    guard !typed.isEmpty else { return 0 }
    guard typed.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(typed) else {
      throw .invalid("\(what)的人数写数字，不是「\(typed)」")
    }
    return count
  }

  private func day(_ id: String) throws(Refusal) -> Day? {
    let typed = values.text(id)
    return typed.isEmpty ? nil : try MilestoneText.day(typed, at: now)
  }

  private func person(_ id: String) throws(Refusal) -> PersonID {
    guard let person = values.choice(id) else { throw .missing("请选人") }
    return PersonID(person)
  }
}

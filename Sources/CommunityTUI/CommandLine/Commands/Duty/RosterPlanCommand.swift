import ArgumentParser
import CoreModel
import Store

/// `juwei roster plan`.
struct RosterPlanCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "按值班规则排班：先看方案，加 --apply 才写进值班表。",
    discussion: """
      硬规则（岗位、规则里不排、请假、不重班、夜班后休息、每周夜班数、连续天数、每天时数、党员人数）从不违反；在此之内先尽量排满，
      再让夜班、周末、节假日在本季度内每人相差不超过 1 次，然后照顾 AB角 和意愿。同样的数据总排出同样的方案。
      已有的班次不动，人数不够的补足。

      例：
        juwei roster plan                          下个月的方案
        juwei roster plan --month 2026-12 --apply --as 周敏
        juwei roster plan --from 12-01 --to 12-15 --kinds 夜巡
        juwei roster plan --undo --as 周敏          撤回最近一次采用的方案中还没开始的班次
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪个月：2026-12、12月；默认下个月。", valueName: "月份"))
  var month: String?

  @Option(help: ArgumentHelp("从哪天起：12-01、2026-12-01。", valueName: "日期"))
  var from: String?

  @Option(help: ArgumentHelp("到哪天止；默认那个月的最后一天。", valueName: "日期"))
  var to: String?

  @Option(help: ArgumentHelp("只排这些班：夜班、夜巡、周末……用顿号或逗号隔开；默认规则里全部。", valueName: "班次"))
  var kinds: String?

  @Flag(help: "采用：写进值班表；书记、主任可以。")
  var apply = false

  @Flag(help: "撤回最近一次采用的方案：没开始、之后没人改过的班次取消。")
  var undo = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    guard !(apply && undo) else { throw UsageProblem("--apply 和 --undo 不能一起用") }
    let now = surroundings.clock.now
    if undo {
      guard month == nil, from == nil, to == nil, kinds == nil else {
        throw UsageProblem("--undo 撤回最近一次采用的方案，不用写日期和班次")
      }
      return try surroundings.writing(shared) { writing in
        let (store, scope) = (writing.session.store, writing.session.scope)
        let receipt = try store.takeBackPlan(
          try store.appliedPlan(of: scope, at: now), in: scope, by: writing.actor, at: now)
        surroundings.say(json ? PlanDocument.value(of: receipt).text() : receipt.takenBackText)
      }
    }
    let period = try self.period(today: now.day)
    if let problem = PlanTask.problem(from: period.first, through: period.last, now: now) {
      throw CommandFailure("\(problem)。值班表没有变动")
    }
    let wanted = try understood { try self.kinds.map(AbsenceText.kinds) }
    guard apply else {
      return try surroundings.reading(shared) { session in
        guard let session else { throw CommandFailure("数据库是空的，还没有人员，无法排班") }
        try show(session, period, wanted, in: surroundings)
      }
    }
    try surroundings.writing(shared) { writing in
      try show(writing.session, period, wanted, in: surroundings) { plan in
        try writing.session.store.apply(plan, by: writing.actor, at: now)
      }
    }
  }

  private func show(
    _ session: Session, _ period: PlanPeriod, _ kinds: Set<ShiftKind>?,
    in surroundings: Surroundings,
    apply: ((RosterPlan) throws -> PlanReceipt)? = nil
  ) throws {
    let plan = Planner.plan(
      try session.store.planTask(
        of: session.scope, from: period.first, through: period.last,
        kinds: kinds?.isEmpty == true ? nil : kinds, at: surroundings.clock.now))
    let receipt = try apply?(plan)
    if json {
      return surroundings.say(
        PlanDocument.value(of: plan, receipt: receipt, directory: session.directory).text())
    }
    let printer = PlanPrinter(plan: plan, directory: session.directory, surroundings: surroundings)
    printer.print(title: period.title, receipt: receipt)
  }

  /// The days: a month, or from one to another.
  private func period(today: Day) throws -> PlanPeriod {
    try understood {
      guard month == nil || from == nil && to == nil else {
        throw RuleProblem("--month 和 --from、--to 不能一起用")
      }
      if let month { return try PlanPeriod(month: month, today: today) }
      guard from != nil || to != nil else { return PlanPeriod(monthOf: today).adding(months: 1) }
      let first = try from.map { try AbsenceText.days($0, today: today).first } ?? today
      let last = try to.map { try AbsenceText.days($0, today: first).first }
      return PlanPeriod(first: first, last: last ?? PlanPeriod(monthOf: first).last)
    }
  }

  private func understood<Value>(_ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch let problem as RuleProblem {
      throw UsageProblem(problem.message)
    }
  }
}

extension PlanReceipt {
  /// What taking a plan over came to.
  var appliedText: String {
    "已写进值班表：新排 \(shifts) 个班" + (changed > 0 ? "，补人 \(changed) 个班" : "")
  }

  /// What taking a plan back came to.
  var takenBackText: String {
    "已撤回排班：取消 \(shifts) 个班" + (changed > 0 ? "，\(changed) 个班恢复原来的人" : "")
      + (kept > 0 ? "；\(kept) 个班已经开始或之后有人改过，没有动" : "")
  }
}

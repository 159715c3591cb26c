import CoreModel
import Store
import TerminalKit

/// 首次设置: shown while a database has nobody. What is typed is kept at once and taken in as a whole at
/// the end; a killed terminal continues where it was.
struct SetupState: Sendable {
  /// Everything typed so far.
  var draft = SetupDraft()
  /// The fields of the step; nil where there is nothing to type.
  var form: Form?
  /// What to begin with.
  var welcome = SetupState.welcomeMenu
  /// Whether it says how to see the demonstration.
  var showsDemo = false
  /// Whether only the name is asked for.
  var isShort = false
  /// Whether it began with what was typed another time.
  var isContinued = false
  /// Why it does not go on.
  var error: String?
  /// Whether that has been said once: the next key goes on all the same.
  var hasWarned = false
  /// Whether it is being taken in.
  var isFounding = false

  /// What the draft means.
  var plan: SetupPlan { SetupPlan(draft) }

  private static let welcomeMenu = Menu(
    title: "第一次使用",
    items: [
      MenuItem(id: "begin", title: "开始设置", note: "约十分钟；每一步都可以跳过、以后再补"),
      MenuItem(id: "short", title: "先只写姓名", note: "马上登记诉求，其余以后按 S 设置"),
      MenuItem(id: "demo", title: "先看演示", note: "虚构的居民区，随便试"),
      MenuItem(id: "quit", title: "退出"),
    ])
}

extension AppState {
  /// Goes on with what was typed another time.
  mutating func continueSetup(_ draft: SetupDraft) {
    setup.draft = draft
    setup.isContinued = draft != SetupDraft()
    openSetupStep()
  }

  /// Keys of 首次设置.
  mutating func handleSetup(_ event: InputEvent) -> [Effect] {
    if event == .key(.ctrl("c")) {
      isLeaving = true
      return []
    }
    guard !setup.isFounding else { return [] }
    switch setup.draft.step {
    case .welcome: return handleWelcome(event)
    case .summary: return handleSummary(event)
    default: return handleSetupForm(event)
    }
  }

  private mutating func handleWelcome(_ event: InputEvent) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    if setup.showsDemo {
      setup.showsDemo = false
      return []
    }
    switch setup.welcome.handle(key) {
    case .cancelled, .chosen("quit"):
      isLeaving = true
      return []
    case .chosen("demo"):
      setup.showsDemo = true
      return []
    case .chosen(let id):
      setup.isShort = id == "short"
      return goToSetupStep(.place)
    case .none, .refused: return []
    }
  }

  private mutating func handleSummary(_ event: InputEvent) -> [Effect] {
    guard case .key(let key) = event, let key = CommandKeys.normalise(key) else { return [] }
    switch key.code {
    case .enter: return found()
    case .character("s") where key.modifiers == .control: return found()
    case .escape, .backTab: return goToSetupStep(setup.isShort ? .place : .shifts)
    case .character(let digit):
      guard let number = digit.wholeNumberValue, (1...6).contains(number) else { return [] }
      setup.isShort = false
      return goToSetupStep(SetupDraft.Step.allCases[number])
    default: return []
    }
  }

  private mutating func found() -> [Effect] {
    guard let step = setup.plan.unfinished.first else {
      setup.isFounding = true
      setup.error = nil
      return [.found(setup.draft)]
    }
    let words = setup.plan.remarks(of: step).first(where: \.isProblem)?.message ?? ""
    setup.error = "「\(step.title)」还要改一改：\(words)。按 \(step.number) 回去"
    return []
  }

  private mutating func handleSetupForm(_ event: InputEvent) -> [Effect] {
    guard var form = setup.form else { return [] }
    form.columns = setupFormColumns
    let outcome: FormOutcome
    switch event {
    case .paste(let text, let truncated):
      outcome = form.paste(text)
      setup.error = truncated ? "粘贴的内容太长，只放进了前面一段" : nil
    case .key(let key):
      switch key.code {
      case .escape: return retreat()
      case .backTab where form.focus == 0: return retreat()
      case .tab where form.focus == form.fields.count - 1: return advance()
      case .enter where form.isAtBlankEnd:
        if form.focus == form.fields.count - 1 { return advance() }
        outcome = form.handle(Key(.tab))
      default: outcome = form.handle(key)
      }
    default: return []
    }
    setup.form = form
    switch outcome {
    case .none: return []
    case .submit: return advance()
    case .cancelled: return retreat()
    case .changed:
      if case .key = event { setup.error = nil }
      setup.hasWarned = false
      setup.draft.take(form.values)
      return [.saveSetup(setup.draft)]
    }
  }

  /// On to the next step; what must be mended is said once, and may wait.
  private mutating func advance() -> [Effect] {
    let step = setup.draft.step
    if let problem = setup.plan.remarks(of: step).first(where: \.isProblem), !setup.hasWarned {
      setup.hasWarned = true
      setup.error =
        step == .place
        ? "\(problem.message)。再按一次先跳过这一步" : "还有要改的（见下）。再按一次先跳过这一步，写的内容留着"
      return []
    }
    return goToSetupStep(setup.isShort ? .summary : step.next)
  }

  private mutating func retreat() -> [Effect] { goToSetupStep(setup.draft.step.previous) }

  private mutating func goToSetupStep(_ step: SetupDraft.Step) -> [Effect] {
    setup.draft.step = step
    openSetupStep()
    return [.saveSetup(setup.draft)]
  }

  private mutating func openSetupStep() {
    setup.error = nil
    setup.hasWarned = false
    var form = SetupForms.form(for: setup.draft, rows: size.rows)
    form?.columns = setupFormColumns
    // Who only writes a name begins in its field.
    if setup.isShort, setup.draft.step == .place { form?.focus(on: "name") }
    setup.form = form
  }

  /// The width of the box that is typed in.
  var setupFormColumns: Int { min(size.columns, 100) }

  /// Somebody else has set the desk up: it is there to sign in to.
  mutating func deskAppeared(_ people: [Person]) -> [Effect] {
    guard session == nil, signIn.people.isEmpty else { return [] }
    signIn = SignInState(people: people)
    signIn.error = "别的值班台刚刚设置好了，请选择您的姓名；这里写的没有写入"
    return []
  }
}

extension SetupDraft.Step {
  /// As the tab line counts them; 欢迎 is none.
  var number: Int { SetupDraft.Step.allCases.firstIndex(of: self) ?? 0 }

  var next: SetupDraft.Step {
    let all = SetupDraft.Step.allCases
    return all[min(number + 1, all.count - 1)]
  }

  var previous: SetupDraft.Step { SetupDraft.Step.allCases[max(number - 1, 0)] }
}

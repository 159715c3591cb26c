import CoreModel
import Store
import TerminalKit

/// What lies over the screen and has the keys.
enum Overlay: Sendable {
  /// 可做的事.
  case actions(ActionMenu)
  /// 分级, with what the rules suggest.
  case triage(TriageChoice)
  /// The particulars of a step.
  case form(StepForm)
  /// 新诉求.
  case quickAdd(QuickAddBox)
  /// A question before something that matters.
  case confirm(Question)
  /// The command palette.
  case palette(Palette)
  /// Something to read: help, the whole request, a report, a message to copy.
  case reading(ReadingView)
  /// The path of an export to import.
  case importing(ImportBox)
  /// What a step would do to several requests.
  case joint(JointBox)
  /// The choice of a main request.
  case linking(LinkBox)
  /// 粘贴群聊.
  case chat(ChatBox)
  /// 话术模板.
  case templates(TemplatesBox)
  /// A template being written.
  case templateForm(TemplateForm)
  /// What to do with an earlier request that may be the same.
  case repeatMenu(RepeatMenu)
  /// 一类事.
  case clusters(ClusterBox)
  /// 设置.
  case settings(SettingsPage)
  /// 提醒.
  case reminders(RemindersBox)
  /// What was not saved.
  case drafts(DraftList)
  /// Somebody else has the request open.
  case claimed(ClaimBox)
  /// A save that came late.
  case lateSave(LateSave)
  /// 筛选.
  case facets(FacetBox)
  /// 视图一览.
  case views(ViewsBox)
  /// 月度成绩.
  case score(ScoreBox)
  /// The text of the sheets being edited.
  case scoreForm(ScoreForm)
  /// 同一来电人.
  case caller(CallerBox)
  /// Menus and the swap of the 值班 screen.
  case roster(RosterBox)
  /// 交接班.
  case handover(HandoverBox)
  /// 晨会.
  case morning(MorningBox)
  /// 检查单.
  case checks(ChecksBox)
  /// 排班, 请假与意愿.
  case planning(PlanningBox)
  /// 今日小结, 趋势.
  case outlook(OutlookBox)
  /// A form over a board.
  case sheet(BoardSheet)
  /// A menu over a board, or over the thread of a request.
  case menu(BoardMenu)
}

/// A question, and what its answer does.
struct Question: Sendable {
  /// What confirming does.
  enum Action: Sendable, Equatable {
    case quit
    case undo(RequestID, version: Int)
    /// Sends a joint step off.
    case send(Effect)
    /// Link the requests of a cluster to one of them.
    case linkCluster([RequestID], main: RequestID)
    /// Propose a cluster for 议事会.
    case escalateCluster(RequestID, version: Int, reason: String)
    case change(DeskChange)
    case discardDraft(KeptDraft)
    case discardForm
  }
  /// The dialogue.
  var confirm: Confirm
  /// What confirming does.
  var action: Action
}

/// Something to read in a box of its own.
struct ReadingView: Sendable {
  /// What it is called.
  var title: String
  /// The text.
  var view: DetailView
  /// The keys of its own, for the footer.
  var hint = "↑↓ 翻看  Esc 关闭"
  /// The request it is about, so that it follows changes; nil for other texts.
  var request: RequestID?
  /// What `y` copies; nil where there is nothing to copy.
  var copy: String?
}

extension AppState {
  /// Gives a key or a paste to the topmost overlay.
  mutating func handleInOverlay(_ event: InputEvent) -> [Effect] {
    guard let top = overlays.last else { return [] }
    if case .key(let key) = event, CommandKeys.isStrayHan(key), !top.takesText {
      say("请切换到英文输入法再按命令键；方向键、Enter 和 Esc 不受影响", .warning)
      return []
    }
    switch top {
    case .actions(let menu): return handle(event, in: menu)
    case .triage(let choice): return handle(event, in: choice)
    case .form(let form): return handle(event, in: form)
    case .quickAdd(let box): return handle(event, in: box)
    case .confirm(let question): return handle(event, in: question)
    case .palette(let palette): return handle(event, in: palette)
    case .reading(let reading): return handle(event, in: reading)
    case .importing(let box): return handle(event, in: box)
    case .joint(let box): return handle(event, in: box)
    case .linking(let box): return handle(event, in: box)
    case .chat(let box): return handle(event, in: box)
    case .templates(let box): return handle(event, in: box)
    case .templateForm(let form): return handle(event, in: form)
    case .repeatMenu(let repeats): return handle(event, in: repeats)
    case .clusters(let box): return handle(event, in: box)
    case .settings(let page): return handle(event, in: page)
    case .reminders(let box): return handle(event, in: box)
    case .drafts(let list): return handle(event, in: list)
    case .claimed(let box): return handle(event, in: box)
    case .lateSave(let late): return handle(event, in: late)
    case .facets(let box): return handle(event, in: box)
    case .views(let box): return handle(event, in: box)
    case .score(let box): return handle(event, in: box)
    case .scoreForm(let form): return handle(event, in: form)
    case .caller(let box): return handle(event, in: box)
    case .roster(let box): return handle(event, in: box)
    case .handover(let box): return handle(event, in: box)
    case .morning(let box): return handle(event, in: box)
    case .checks(let box): return handle(event, in: box)
    case .planning(let box): return handle(event, in: box)
    case .outlook(let box): return handle(event, in: box)
    case .sheet(let sheet): return handle(event, in: sheet)
    case .menu(let menu): return handle(event, in: menu)
    }
  }

  /// Puts the topmost overlay back after it changed.
  mutating func replaceTop(with overlay: Overlay) {
    guard !overlays.isEmpty else { return }
    overlays[overlays.count - 1] = overlay
  }

  /// Takes the topmost overlay away.
  mutating func closeTop() {
    _ = overlays.popLast()
  }

  /// Shows an error where the typing was done; false when no such place is open.
  mutating func showErrorInOverlay(_ text: String) -> Bool {
    switch overlays.last {
    case .form(var form):
      form.error = text
      replaceTop(with: .form(form))
    case .quickAdd(var box):
      box.error = text
      replaceTop(with: .quickAdd(box))
    case .settings(.sheet(var page)):
      page.isWorking = false
      page.error = text
      // What was seen may not be so any more: the file is read anew.
      page.proposal = nil
      replaceTop(with: .settings(.sheet(page)))
    case .settings(.form(var form)):
      form.error = text
      replaceTop(with: .settings(.form(form)))
    case .importing(var box):
      box.error = text
      replaceTop(with: .importing(box))
    case .chat(var box):
      box.error = text
      replaceTop(with: .chat(box))
    case .templateForm(var form):
      form.error = text
      replaceTop(with: .templateForm(form))
    case .linking(var box):
      box.error = text
      replaceTop(with: .linking(box))
    case .scoreForm(var form):
      form.error = text
      replaceTop(with: .scoreForm(form))
    case .roster(.swap(var form)):
      form.error = text
      replaceTop(with: .roster(.swap(form)))
    case .handover: showHandoverError(text)
    case .morning(.form(var form)):
      form.error = text
      replaceTop(with: .morning(.form(form)))
    case .checks(var box):
      box.refuse(text)
      replaceTop(with: .checks(box))
    case .planning: showPlanningError(text)
    case .outlook(let box): return showError(text, in: box)
    case .sheet(var sheet):
      sheet.error = text
      replaceTop(with: .sheet(sheet))
    default: return false
    }
    return true
  }

  // MARK: Questions

  /// Asks before the console is left.
  mutating func openQuitConfirmation() -> [Effect] {
    if case .confirm(let question) = overlays.last, question.action == .quit {
      isLeaving = true
      return []
    }
    let draft = unsavedQuickAdd.isEmpty ? [] : ["没有保存的新诉求会作为草稿留着，下次按 n 接着写。"]
    overlays.append(
      .confirm(
        Question(
          confirm: Confirm(
            title: "退出值班台", body: ["已经保存的都在，别的值班台不受影响。"] + draft, confirmLabel: "退出",
            confirmKey: Key("y"), trigger: Key("q")), action: .quit)))
    return []
  }

  private mutating func handle(_ event: InputEvent, in question: Question) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var question = question
    if key == .ctrl("c"), question.action == .quit {
      isLeaving = true
      return []
    }
    switch question.confirm.handle(key) {
    case .none:
      replaceTop(with: .confirm(question))
      return []
    case .cancelled:
      closeTop()
      return []
    case .confirmed:
      closeTop()
      switch question.action {
      case .quit:
        isLeaving = true
        return []
      case .undo(let id, let version):
        return save(.perform(.undo(reason: ""), id, version: version))
      case .send(let effect):
        return save(effect)
      case .linkCluster, .escalateCluster: return confirmedOnCluster(question.action)
      case .change(let change): return save(.change(change))
      case .discardDraft(let kept): return [.discardDraft(kept)]
      case .discardForm: return discardForm()
      }
    }
  }

  // MARK: Reading

  private mutating func handle(_ event: InputEvent, in reading: ReadingView) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var reading = reading
    let room = readingRoom.inset(rows: 1, columns: 2).size
    let plain = CommandKeys.normalise(key) ?? key
    switch plain.code {
    case .up, .character("k"): reading.view.scroll(by: -1, in: room)
    case .down, .character("j"): reading.view.scroll(by: 1, in: room)
    case .pageUp: reading.view.scroll(by: -room.rows + 1, in: room)
    case .pageDown, .character(" "): reading.view.scroll(by: room.rows - 1, in: room)
    case .home: reading.view.offset = 0
    case .end: reading.view.scroll(by: 100_000, in: room)
    case .escape, .enter, .left, .character("q"), .character("?"):
      closeTop()
      return []
    case .character("y") where reading.copy != nil:
      clipboard = reading.copy
      say("已送到本机剪贴板（终端支持时）；粘贴不出来就用鼠标选中复制")
      return []
    default:
      // A step's key works while its request is being read.
      if let request = reading.request, let command = DeskCommand.forKey(plain),
        command.scope == .request
      {
        return isStillSelected(request) ? run(command.id, by: plain) : []
      }
      if key == .ctrl("c") { closeTop() }
      return []
    }
    replaceTop(with: .reading(reading))
    return []
  }

  /// The box that long texts are read in.
  var readingRoom: Rect {
    Rect(size: size).inset(rows: 1, columns: 0)
      .centered(rows: size.rows - 2, columns: min(size.columns, 108))
  }
}

extension Overlay {
  /// Whether Han text may be typed in it; elsewhere it is an input method that was left on.
  var takesText: Bool {
    switch self {
    case .actions, .triage, .confirm, .reading, .joint, .templates, .repeatMenu, .clusters,
      .reminders, .drafts, .claimed, .lateSave, .settings(.entries), .settings(.roster), .score,
      .caller, .menu:
      false
    case .roster(let box): box.takesText
    case .handover(let box): box.takesText
    case .morning(let box): box.takesText
    case .checks(let box): box.form != nil
    case .planning(let box): box.takesText
    case .outlook(let box): box.takesText
    default: true
    }
  }
}

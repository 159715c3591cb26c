import CoreModel
import Foundation
import Store
import TerminalKit

/// The full-screen console: ties the terminal, the state and the store together.
enum Console {
  /// Runs until the person leaves; the result is the process's exit code.
  static func run(
    store: DeskStore, databasePath: String, as wish: SignInWish?, clock: DeskClock
  ) throws -> Int32 {
    let mailbox = try Mailbox<Message>()
    let environment = ProcessInfo.processInfo.environment
    let notice = environment["JUWEI_NOTIFY"].flatMap(NoticeCommand.init)
    let runner = EffectRunner(store: store, clock: clock, notice: notice) { mailbox.post($0) }
    let theme = Theme.preferred(named: environment["JUWEI_THEME"], environment: environment)
    var state = AppState(
      now: clock.now, size: Size(rows: 24, columns: 80),
      look: AppState.Look(theme: theme, glyphs: .unicode), people: try store.people())
    if !state.signIn.people.isEmpty { state.signIn = SignInState(seats: try store.seats()) }
    state.filesFolder = store.filesFolder
    state.desk = runner.desk
    if state.signIn.people.isEmpty, let draft = try store.setupDraft() {
      state.continueSetup(draft)
    }
    // What the first screen shows is read before it is drawn, so that the first frame is whole; a
    // database that cannot be read is reported on an undisturbed terminal.
    var waiting: [Effect] = []
    var boards = EffectRunner.Answer.none
    if let wish {
      try settle([.loadSession(wish)], in: &state, by: runner, leaving: &waiting)
      // The figures beside the list cost most, and the terminal takes its time to open meanwhile.
      boards = runner.answering(state.loadBoards(), in: state.context)
    }
    let logPath = databasePath + ".log"
    let feed = try ChangeFeed(store, onClaims: { mailbox.post(.claimsChanged) }) {
      mailbox.post(.storeChanged)
    }
    defer { feed.stop() }

    let terminal = try Terminal(
      TerminalOptions(
        ambiguousWidth: environment["JUWEI_WIDTH"].flatMap(AmbiguousWidth.init(rawValue:))
          ?? .probe,
        logPath: logPath, crashNotice: "值班台意外退出，已保存的数据都在。请重新打开；草稿会自动恢复。"))
    defer { terminal.close() }
    state.look.glyphs = terminal.ambiguousIsWide ? .ascii : .unicode
    try settle(
      state.update(.input(.resize(terminal.size))), in: &state, by: runner, leaving: &waiting)
    for message in boards.messages() { waiting += state.update(message) }

    var drawn: DrawnBackdrop?
    func show() {
      terminal.present(state.view(reusing: &drawn), theme: state.look.theme)
      runner.run(waiting, in: state.context)
      waiting = []
      state.frameWasShown(at: clock.now)
    }
    func apply(_ message: Message) {
      let before = state.context
      let effects = state.update(message)
      if state.session?.actor.person != before.session?.actor.person {
        // What somebody typed and did before they left, all in one go, is still theirs.
        runner.run(waiting, in: before)
        waiting = []
      }
      if effects.contains(.redraw) { terminal.repaintEverything() }
      // A list that has to be fetched is on its way before the frame that waits for it is drawn; all
      // the rest comes after, since waking the threads takes longer than drawing does.
      let (rows, others) = effects.partitionedByRows
      runner.run(rows, in: state.context)
      waiting += others
    }
    let exit = terminal.run(
      mailbox: mailbox, nextTimer: { state.timeToNextTick(from: clock.now) },
      handle: { event in
        switch event {
        case .input(let events): events.forEach { apply(.input($0)) }
        case .messages(let messages): coalesced(messages).forEach(apply)
        case .timer: apply(.tick(clock.now))
        case .terminate, .hangup: break
        }
        return state.isLeaving ? .stop : .redraw
      }, draw: show)
    // What the last keys asked for is done before the end: the frame that would have sent it off never came.
    runner.finish(waiting, in: state.context)
    runner.leave()
    terminal.close()
    removeIfEmpty(logPath)
    switch exit {
    case .stopped: return 0
    case .terminated(let signal): return 128 + signal
    case .hangup: return 128 + 1
    }
  }

  /// Carries out at once what the first screen shows, and what follows from it; leaves the rest.
  private static func settle(
    _ effects: [Effect], in state: inout AppState, by runner: EffectRunner,
    leaving rest: inout [Effect]
  ) throws(StoreError) {
    var wanted = effects[...]
    while let effect = wanted.popFirst() {
      switch effect {
      case .loadSession, .loadRows(.queue, _, _, _, _), .loadDetail, .loadDetailAtRest: break
      case .loadBoards: continue
      default:
        rest.append(effect)
        continue
      }
      for message in runner.messages(of: effect, in: state.context) {
        if case .failed(let failure) = message { throw failure.error }
        wanted += state.update(message)
      }
    }
  }

  /// Nothing went wrong: nothing is left beside the database that would look as if.
  private static func removeIfEmpty(_ path: String) {
    var status = stat()
    if stat(path, &status) == 0, status.st_size == 0 { unlink(path) }
  }

  /// Many commits that were noticed together are one reason to look again.
  private static func coalesced(_ messages: [Message]) -> [Message] {
    var hasChange = false
    return messages.filter { message in
      guard case .storeChanged = message else { return true }
      defer { hasChange = true }
      return !hasChange
    }
  }
}

extension AppState {
  /// Who asks for what is asked for now.
  var context: EffectRunner.Context { EffectRunner.Context(session: session) }

  /// What was for one frame is over, and news that was shown first now goes in some seconds from now:
  /// the state's own time may be almost a minute old.
  mutating func frameWasShown(at now: Instant) {
    clipboard = nil
    bell = false
    if toast != nil, toast?.until == nil { toast?.until = now.adding(seconds: ToastState.seconds) }
  }

  /// How long until something on screen changes by itself: the next minute, or news that goes.
  func timeToNextTick(from now: Instant) -> Duration {
    let toMinute = 60_000 - now.milliseconds % 60_000
    let toToast = toast?.until.map { max(50, $0.milliseconds - now.milliseconds) }
    return .milliseconds(min(toMinute, toToast ?? toMinute))
  }
}

extension [Effect] {
  /// The fetching of rows, and the others, each in order.
  fileprivate var partitionedByRows: (rows: [Effect], others: [Effect]) {
    func isRows(_ effect: Effect) -> Bool { if case .loadRows = effect { true } else { false } }
    return (filter(isRows), filter { !isRows($0) })
  }
}

import Glibc

/// Gives the terminal back when the process is dying, from inside a signal handler.
///
/// Everything a handler touches is allocated beforehand and never freed: in a handler there is no
/// memory to be had, no lock to be taken and no Swift object to be retained. It is an enum outside any
/// actor because a C callback that belonged to the main actor would trap on every other thread.
enum TerminalRescue {
  private static let crashSignals = [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT]
  private static let noticeSignals = [SIGTERM, SIGHUP, SIGINT, SIGWINCH]

  private struct State {
    var terminal: Int32
    var settings: termios
    var restore: UnsafeMutableBufferPointer<UInt8>
    var notice: UnsafeMutableBufferPointer<UInt8>
    /// The real stderr while it is diverted, else -1.
    var standardError: Int32
    /// Where signals that are no crash are reported to the loop, one byte each.
    var report: Int32
    /// Nothing to read: what Swift's backtracer is given in place of the keyboard.
    var nothing: Int32
    /// How often the process has been asked to end. The second time it does so without the loop.
    var requestsToEnd: Int32
  }

  /// Set while the screen is up. Read by handlers: `nil` means that there is nothing to restore.
  nonisolated(unsafe) private static var state: UnsafeMutablePointer<State>?
  /// By signal number: who handled the signal before, to be handed it afterwards.
  nonisolated(unsafe) private static let previous = UnsafeMutablePointer<sigaction>.allocate(
    capacity: 65)

  /// `exit` called somewhere deep must not leave the terminal raw either.
  private static let restoreAtExit: Void = {
    atexit { TerminalRescue.restoreNow(withNotice: false) }
  }()

  /// Begins to guard the terminal.
  ///
  /// - Parameters:
  ///   - restore: the control sequences that undo what opening the screen did
  ///   - notice: what a crash says on the restored screen
  ///   - report: a non-blocking descriptor that is told of `TERM`, `HUP`, `INT` and `WINCH`
  static func arm(
    terminal: Int32, settings: termios, restore: [UInt8], notice: [UInt8], standardError: Int32,
    report: Int32
  ) {
    let memory = UnsafeMutablePointer<State>.allocate(capacity: 1)
    memory.initialize(
      to: State(
        terminal: terminal, settings: settings, restore: copy(restore), notice: copy(notice),
        standardError: standardError, report: report,
        nothing: open("/dev/null", O_RDONLY | O_CLOEXEC),
        requestsToEnd: 0))
    state = memory
    _ = restoreAtExit
    installAlternateStack()
    for signal in crashSignals { install(signal, flags: SA_SIGINFO | SA_ONSTACK, handler: crashed) }
    for signal in noticeSignals {
      install(signal, flags: SA_SIGINFO | SA_ONSTACK | SA_RESTART, handler: noticed)
    }
  }

  /// Stops guarding; signals go to whoever had them before.
  static func disarm() {
    guard state != nil else { return }
    for signal in crashSignals + noticeSignals { sigaction(signal, previous + Int(signal), nil) }
    // The memory stays: a handler on another thread may be reading it at this moment.
    state = nil
  }

  private typealias Handler =
    @convention(c) (
      Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?
    ) -> Void

  private static func install(_ signal: Int32, flags: Int32, handler: @escaping Handler) {
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = handler
    action.sa_flags = flags
    sigemptyset(&action.sa_mask)
    sigaction(signal, &action, previous + Int(signal))
  }

  /// A crash: restore the terminal, then let the signal take its course.
  private static let crashed: Handler = { signal, information, _ in
    let nothing = TerminalRescue.state?.pointee.nothing ?? -1
    TerminalRescue.restoreNow(withNotice: true)
    // On a terminal Swift's backtracer asks what to do and waits half a minute; by then people have
    // closed the window. Finding nothing to read it goes on at once. Its settings could say so too, but
    // they are read before `main` begins: that would take starting the program twice.
    if nothing >= 0 { dup2(nothing, 0) }
    sigaction(signal, TerminalRescue.previous + Int(signal), nil)
    // A fault happens again when the instruction is tried again, and then with its address for the
    // backtrace. A signal that somebody sent has to be sent again.
    let code = information?.pointee.si_code ?? 0
    if code <= 0 || signal == SIGTRAP || signal == SIGABRT { raise(signal) }
  }

  /// Not a crash: tell the loop, which keeps the draft and leaves by the front door. When it has been
  /// told and did not leave, it hangs, and the second request ends the process here.
  private static let noticed: Handler = { signal, _, _ in
    let savedError = errno
    defer { errno = savedError }
    guard let state = TerminalRescue.state else { return }
    if signal != SIGWINCH {
      state.pointee.requestsToEnd += 1
      if state.pointee.requestsToEnd > 1 {
        TerminalRescue.restoreNow(withNotice: false)
        Glibc.signal(signal, SIG_DFL)
        raise(signal)
        return
      }
    }
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(state.pointee.report, &byte, 1)
  }

  private static func restoreNow(withNotice: Bool) {
    guard let state else { return }
    self.state = nil
    _ = write(
      state.pointee.terminal, state.pointee.restore.baseAddress, state.pointee.restore.count)
    tcsetattr(state.pointee.terminal, TCSANOW, &state.pointee.settings)
    guard withNotice else {
      if state.pointee.standardError >= 0 { dup2(state.pointee.standardError, 2) }
      return
    }
    _ = write(state.pointee.terminal, state.pointee.notice.baseAddress, state.pointee.notice.count)
    // The backtrace belongs into the log, where stderr goes already, and not on the notice.
    if state.pointee.standardError >= 0 { dup2(2, 1) }
  }

  /// A stack overflow leaves no stack to handle it on.
  private static func installAlternateStack() {
    var current = stack_t()
    guard sigaltstack(nil, &current) == 0, current.ss_flags & Int32(SS_DISABLE) != 0 else {
      return
    }
    let size = 64 * 1024
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  private static func copy(_ bytes: [UInt8]) -> UnsafeMutableBufferPointer<UInt8> {
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = memory.initialize(from: bytes)
    return memory
  }
}

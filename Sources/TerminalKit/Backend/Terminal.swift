import CLinux
import CNCurses
import Glibc

/// How wide the terminal draws characters that are narrow in the West and wide in East Asia.
package enum AmbiguousWidth: String, CaseIterable, Sendable {
  /// Find out by drawing one.
  case probe
  case narrow
  case wide
}

/// What the console wants of its terminal.
package struct TerminalOptions: Sendable {
  /// Whether to ask the terminal, or what somebody has decided.
  package var ambiguousWidth: AmbiguousWidth
  /// Whether clicks and the wheel are reported; without it the terminal's own text selection works.
  package var usesMouse: Bool
  /// Where stderr goes while the screen is up; `nil` leaves it.
  package var logPath: String?
  /// What a crash says on the restored screen.
  package var crashNotice: String

  package init(
    ambiguousWidth: AmbiguousWidth = .probe, usesMouse: Bool = true, logPath: String? = nil,
    crashNotice: String = "程序意外中止，终端已恢复。"
  ) {
    self.ambiguousWidth = ambiguousWidth
    self.usesMouse = usesMouse
    self.logPath = logPath
    self.crashNotice = crashNotice
  }
}

/// The real terminal: opened once, painted with frames, given back on every way out.
///
/// Belongs to the thread that opened it.
package final class Terminal {
  private static let input = STDIN_FILENO
  private static let output = STDOUT_FILENO

  private let screen: NCursesScreen
  private let original: termios
  private let restoring: [UInt8]
  private let capabilities: TerminalCapabilities
  private let signalPipe: (read: Int32, write: Int32)
  private let diversion: StandardErrorDiversion?
  private var loop: EventLoop
  private var shownTitle = ""
  private var isOpen = true
  /// Whether the width of ambiguous characters has been asked and not been answered.
  private var awaitsProbe = false

  /// Whether ambiguous characters take two columns; lines and marks then become ASCII.
  package private(set) var ambiguousIsWide: Bool

  /// The cells there are to draw on.
  package var size: Size { screen.size }

  /// Whether a frame's clipboard text can reach the person's computer. Even then the terminal may
  /// refuse it, so the text must be on screen as well.
  package var offersClipboard: Bool { capabilities.takesOperatingSystemCommands }

  /// Takes over the terminal that standard input and output are.
  package init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard isatty(Self.input) == 1, isatty(Self.output) == 1 else { throw .notATerminal }
    try LocaleSetup.activate()
    let name = getenv("TERM").map { String(cString: $0) } ?? ""
    capabilities = try TerminalCapabilities(name: name, descriptor: Self.output)
    original = try Self.settings()
    signalPipe = try Self.makePipe()
    diversion = options.logPath.flatMap(StandardErrorDiversion.init)
    restoring = ControlSequences.restore(
      capabilities: capabilities.restoring,
      poppingTitle: capabilities.takesOperatingSystemCommands)
    Self.unblockSignals()
    // Before ncurses starts, which installs its own handlers only where there are none.
    TerminalRescue.arm(
      terminal: Self.output, settings: original, restore: restoring,
      notice: Array("\r\n\(options.crashNotice)\r\n".utf8),
      standardError: diversion?.original ?? -1, report: signalPipe.write)
    do {
      screen = try NCursesScreen(
        terminalName: name, output: cn_stdout(), input: cn_stdin())
    } catch {
      TerminalRescue.disarm()
      diversion?.end()
      throw error
    }
    loop = EventLoop(input: Self.input, signals: signalPipe.read)
    ambiguousIsWide = options.ambiguousWidth == .wide
    enableModes(options)
    if options.ambiguousWidth == .probe { probeAmbiguousWidth() }
    screen.replacesAmbiguous = ambiguousIsWide
  }

  deinit {
    close()
    Glibc.close(signalPipe.read)
    Glibc.close(signalPipe.write)
  }

  /// Shows a frame: only what changed is sent, the cursor is placed last.
  package func present(_ frame: Frame, theme: Theme) {
    guard isOpen else { return }
    screen.show(frame.canvas, cursor: frame.cursor, theme: theme)
    var extra = ""
    if capabilities.takesOperatingSystemCommands {
      if frame.title != shownTitle {
        extra += ControlSequences.title(frame.title)
        shownTitle = frame.title
      }
      if let clipboard = frame.clipboard { extra += ControlSequences.clipboard(clipboard) }
    }
    if frame.bell { extra += ControlSequences.bell }
    if !extra.isEmpty { write(extra) }
  }

  /// Paints the next frame from nothing, after another program has written on the screen.
  package func repaintEverything() {
    guard isOpen else { return }
    screen.repaintEverything()
  }

  /// Runs the console until it stops, is asked to end, or loses its terminal.
  ///
  /// Everything that is ready is handled before `draw` is called once; nothing is drawn after the
  /// last event. `nextTimer` is asked before each wait and says how long until ``LoopEvent/timer``.
  package func run<Message: Sendable>(
    mailbox: Mailbox<Message>,
    nextTimer: () -> Duration?,
    handle: (LoopEvent<Message>) throws -> LoopControl,
    draw: () throws -> Void
  ) rethrows -> LoopExit {
    // Out of the object while it runs, so that what it calls may use the terminal.
    var running = loop
    defer { loop = running }
    return try running.run(
      mailbox: mailbox, nextTimer: nextTimer, resized: takeNewSize,
      handle: { event in
        takeLateProbeAnswer(from: event)
        return try handle(event)
      },
      draw: draw)
  }

  /// Gives the terminal back. Calling it again does nothing.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    screen.end()
    DescriptorIO.write(restoring, to: Self.output)
    var settings = original
    tcsetattr(Self.output, TCSADRAIN, &settings)
    TerminalRescue.disarm()
    diversion?.end()
  }

  private func enableModes(_ options: TerminalOptions) {
    var modes = ControlSequences.enablePaste
    if options.usesMouse { modes += ControlSequences.enableMouse }
    if capabilities.takesOperatingSystemCommands { modes += ControlSequences.pushTitle }
    write(modes)
  }

  /// Draws an ambiguous character in the corner of the still empty screen and asks where that put the
  /// cursor. Keys pressed meanwhile are kept.
  private func probeAmbiguousWidth() {
    write("\u{1B}[1;1H①\(ControlSequences.askCursor)\u{1B}[1;1H\u{1B}[K")
    awaitsProbe = true
    loop.decoder.expectsCursorReport = true
    let deadline = Monotonic.milliseconds() + 150
    var buffer = [UInt8](repeating: 0, count: 256)
    while awaitsProbe {
      let left = deadline - Monotonic.milliseconds()
      guard left > 0, DescriptorIO.waitReadable(Self.input, milliseconds: Int32(left)),
        case .bytes(let count) = DescriptorIO.read(Self.input, into: &buffer)
      else { return }
      let events = loop.decoder.feed(buffer.prefix(count))
      loop.early += events.filter { !isProbeAnswer($0) }
    }
  }

  /// Takes the first cursor report as the answer of the probe.
  private func isProbeAnswer(_ event: InputEvent) -> Bool {
    guard case .cursorPosition(_, let column) = event, awaitsProbe else { return false }
    awaitsProbe = false
    ambiguousIsWide = column == 3
    return true
  }

  /// Over a slow line the answer comes after the first picture, which is then painted again.
  private func takeLateProbeAnswer<Message>(from event: LoopEvent<Message>) {
    guard case .input(let events) = event, awaitsProbe else { return }
    if events.contains(where: isProbeAnswer) { screen.replacesAmbiguous = ambiguousIsWide }
  }

  private func takeNewSize() -> Size {
    var window = winsize()
    if ioctl(Self.output, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 {
      screen.resize(to: Size(rows: Int(window.ws_row), columns: Int(window.ws_col)))
    }
    return screen.size
  }

  private func write(_ text: String) {
    DescriptorIO.write(Array(text.utf8), to: Self.output)
  }

  private static func settings() throws(TerminalError) -> termios {
    var settings = termios()
    if tcgetattr(output, &settings) != 0 { throw .systemCall(name: "tcgetattr", code: errno) }
    return settings
  }

  private static func makePipe() throws(TerminalError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    if pipe2(&ends, O_CLOEXEC | O_NONBLOCK) != 0 { throw .systemCall(name: "pipe2", code: errno) }
    return (ends[0], ends[1])
  }

  /// A parent may have left signals blocked, and then no handler would ever run.
  private static func unblockSignals() {
    var empty = sigset_t()
    sigemptyset(&empty)
    sigprocmask(SIG_SETMASK, &empty, nil)
  }
}

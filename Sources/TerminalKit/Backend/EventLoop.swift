import Glibc

/// Something for the console to deal with.
package enum LoopEvent<Message: Sendable>: Sendable {
  /// Everything that was typed, pasted, clicked or resized since last time, in order.
  case input([InputEvent])
  /// Everything that other threads posted since last time, in order.
  case messages([Message])
  /// The time that `nextTimer` named has come.
  case timer
  /// The process was asked to end (`SIGTERM`, `SIGINT`); the loop ends after this.
  case terminate(signal: Int32)
  /// The terminal is gone; the loop ends after this.
  case hangup
}

/// What dealing with an event led to.
package enum LoopControl: Sendable {
  /// Nothing that shows.
  case unchanged
  /// Draw, once everything that is ready has been dealt with.
  case redraw
  case stop
}

/// Why the loop ended.
package enum LoopExit: Hashable, Sendable {
  case stopped
  case terminated(signal: Int32)
  case hangup
}

/// Waits for keys, messages, signals and time on one thread, without ever asking twice a second.
///
/// It works on any descriptors, so that tests can run it on pipes.
struct EventLoop {
  /// Where keys come from.
  let input: Int32
  /// Where signal handlers report, one byte a signal.
  let signals: Int32
  var decoder = InputDecoder()
  /// Events that were read before the loop began.
  var early: [InputEvent] = []

  private var lastByte = 0
  private var buffer = [UInt8](repeating: 0, count: 16 * 1024)

  init(input: Int32, signals: Int32) {
    self.input = input
    self.signals = signals
  }

  /// What one wait brought.
  private struct Harvest {
    var input: [InputEvent] = []
    var timerIsDue = false
    var hasMail = false
    var wasResized = false
    var ending: LoopExit?
  }

  /// Runs until something ends it. `resized` is asked for the size after a change of it.
  mutating func run<Message: Sendable>(
    mailbox: Mailbox<Message>,
    nextTimer: () -> Duration?,
    resized: () -> Size,
    handle: (LoopEvent<Message>) throws -> LoopControl,
    draw: () throws -> Void
  ) rethrows -> LoopExit {
    try draw()
    while true {
      var harvest = wait(mail: mailbox.descriptor, timer: nextTimer())
      if harvest.wasResized { harvest.input.append(.resize(resized())) }
      var events: [LoopEvent<Message>] = []
      if !harvest.input.isEmpty { events.append(.input(harvest.input)) }
      if harvest.hasMail {
        let messages = mailbox.takeAll()
        if !messages.isEmpty { events.append(.messages(messages)) }
      }
      if harvest.timerIsDue { events.append(.timer) }
      switch harvest.ending {
      case .terminated(let signal): events.append(.terminate(signal: signal))
      case .hangup: events.append(.hangup)
      case .stopped, nil: break
      }
      // A new size always shows, whatever the handler thinks of it.
      var needsDrawing = harvest.wasResized
      for event in events {
        switch try handle(event) {
        case .unchanged: break
        case .redraw: needsDrawing = true
        case .stop: return harvest.ending ?? .stopped
        }
      }
      if let ending = harvest.ending { return ending }
      if needsDrawing { try draw() }
    }
  }

  private mutating func wait(mail: Int32, timer: Duration?) -> Harvest {
    let begin = Monotonic.milliseconds()
    let timerMilliseconds = timer.map(Self.milliseconds)
    let descriptors = [input, signals, mail]
    var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    _ = poll(&polls, nfds_t(polls.count), timeout(begin: begin, timer: timerMilliseconds))
    let now = Monotonic.milliseconds()

    var harvest = Harvest()
    harvest.input = early
    early = []
    harvest.timerIsDue = timerMilliseconds.map { now - begin >= $0 } ?? false
    harvest.hasMail = polls[2].revents != 0
    if polls[1].revents != 0 { takeSignals(into: &harvest) }
    if polls[0].revents & Int16(POLLIN) != 0 {
      takeInput(now: now, into: &harvest)
    } else if polls[0].revents != 0 {
      harvest.ending = .hangup
    } else if let patience = decoder.patienceMilliseconds, now - lastByte >= patience {
      harvest.input += decoder.flush()
    }
    return harvest
  }

  private func timeout(begin: Int, timer: Int?) -> Int32 {
    if !early.isEmpty { return 0 }
    var earliest = timer
    if let patience = decoder.patienceMilliseconds {
      earliest = min(earliest ?? .max, max(1, lastByte + patience - begin))
    }
    guard let earliest else { return -1 }
    return Int32(clamping: max(0, earliest))
  }

  /// Rounded up, or the loop would wake a moment early again and again.
  private static func milliseconds(_ duration: Duration) -> Int {
    let (seconds, attoseconds) = duration.components
    let whole = Int(clamping: seconds).multipliedReportingOverflow(by: 1000)
    if whole.overflow { return seconds < 0 ? 0 : Int(Int32.max) }
    return max(
      0, whole.partialValue + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }

  /// Reads all that is there, within reason, so that held-down keys lead to one picture.
  private mutating func takeInput(now: Int, into harvest: inout Harvest) {
    for _ in 0..<8 {
      switch DescriptorIO.read(input, into: &buffer) {
      case .bytes(let count):
        lastByte = now
        harvest.input += decoder.feed(buffer.prefix(count))
        if count < buffer.count && !DescriptorIO.waitReadable(input, milliseconds: 0) { return }
      case .nothing:
        return
      case .ended:
        harvest.ending = .hangup
        return
      }
    }
  }

  private func takeSignals(into harvest: inout Harvest) {
    var bytes = [UInt8](repeating: 0, count: 64)
    guard case .bytes(let count) = DescriptorIO.read(signals, into: &bytes) else { return }
    for signal in bytes.prefix(count).map(Int32.init) {
      switch signal {
      case SIGWINCH: harvest.wasResized = true
      case SIGHUP: harvest.ending = .hangup
      default: harvest.ending = harvest.ending ?? .terminated(signal: signal)
      }
    }
  }
}

import Foundation
import Testing

@testable import TerminalKit

/// The loop runs on pipes here: what counts is which events come, in which order, how often it draws.
@Suite("Event loop", .timeLimit(.minutes(1)))
struct EventLoopTests {
  private final class Pipes {
    let input: (read: Int32, write: Int32)
    let signals: (read: Int32, write: Int32)

    init() {
      input = Self.pair()
      signals = Self.pair()
    }

    deinit { for end in [input.read, signals.read, signals.write] { close(end) } }

    private static func pair() -> (Int32, Int32) {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      return (ends[0], ends[1])
    }

    func type(_ text: String) { DescriptorIO.write(Array(text.utf8), to: input.write) }
    func signal(_ number: Int32) { DescriptorIO.write([UInt8(number)], to: signals.write) }
    func hangUp() { close(input.write) }
  }

  private struct Record {
    var events: [String] = []
    var draws = 0
    var exit = LoopExit.stopped
  }

  /// Runs until `q` is typed or the loop ends by itself.
  private func run(
    _ pipes: Pipes, mailbox: Mailbox<String>, timer: Duration? = nil,
    react: (LoopEvent<String>) -> LoopControl = { _ in .redraw }
  ) -> Record {
    var record = Record()
    var loop = EventLoop(input: pipes.input.read, signals: pipes.signals.read)
    var timer = timer
    record.exit = loop.run(
      mailbox: mailbox, nextTimer: { timer }, resized: { Size(rows: 5, columns: 7) },
      handle: { event in
        switch event {
        case .input(let events):
          for event in events {
            switch event {
            case .key(let key): record.events.append(key.label)
            case .resize(let size): record.events.append("\(size.rows)x\(size.columns)")
            default: record.events.append("?")
            }
          }
          if events.contains(.key(Key("q"))) { return .stop }
        case .messages(let messages): record.events.append(messages.joined(separator: "+"))
        case .timer:
          record.events.append("timer")
          timer = nil
        case .terminate(let signal): record.events.append("terminate \(signal)")
        case .hangup: record.events.append("hangup")
        }
        return react(event)
      },
      draw: { record.draws += 1 })
    close(pipes.input.write)
    return record
  }

  @Test("All that is ready is handled before one drawing")
  func coalescing() throws {
    let pipes = Pipes()
    let mailbox = try Mailbox<String>()
    pipes.type("楼ab\u{1B}[A")
    mailbox.post("一")
    mailbox.post("二")
    pipes.signal(SIGWINCH)
    pipes.signal(SIGWINCH)
    let record = run(pipes, mailbox: mailbox) { event in
      if case .messages = event { pipes.type("q") }
      return .redraw
    }
    #expect(record.events == ["楼", "a", "b", "↑", "5x7", "一+二", "q"])
    #expect(record.draws == 2)
    #expect(record.exit == .stopped)
  }

  @Test("Nothing that shows, nothing drawn; a resize always shows")
  func unchanged() throws {
    let pipes = Pipes()
    let mailbox = try Mailbox<String>()
    pipes.type("a")
    var steps = 0
    let record = run(pipes, mailbox: mailbox) { _ in
      steps += 1
      if steps == 1 { pipes.signal(SIGWINCH) } else { pipes.type("q") }
      return .unchanged
    }
    #expect(record.events == ["a", "5x7", "q"])
    #expect(record.draws == 2)
  }

  @Test("Trap 13: a lost terminal ends the loop, after what was typed")
  func hangup() throws {
    let pipes = Pipes()
    pipes.type("草")
    pipes.hangUp()
    let mailbox = try Mailbox<String>()
    var loop = EventLoop(input: pipes.input.read, signals: pipes.signals.read)
    var events: [String] = []
    let exit = loop.run(
      mailbox: mailbox, nextTimer: { nil }, resized: { Size(rows: 0, columns: 0) },
      handle: { event in
        events.append(String(describing: event).prefix { $0.isLetter }.description)
        return .redraw
      }, draw: {})
    #expect(events == ["input", "hangup"])
    #expect(exit == .hangup)
  }

  @Test("Trap 12: a request to end is an event, and ends the loop")
  func terminate() throws {
    let pipes = Pipes()
    pipes.signal(SIGTERM)
    let record = run(pipes, mailbox: try Mailbox<String>())
    #expect(record.events == ["terminate 15"])
    #expect(record.exit == .terminated(signal: SIGTERM))
    let lost = Pipes()
    lost.signal(SIGHUP)
    #expect(run(lost, mailbox: try Mailbox<String>()).exit == .hangup)
  }

  @Test("Trap 4: a lone Esc comes without another key; the timer comes when nothing else does")
  func time() throws {
    let pipes = Pipes()
    pipes.type("\u{1B}")
    let record = run(pipes, mailbox: try Mailbox<String>(), timer: .milliseconds(80)) { event in
      if case .timer = event { pipes.type("q") }
      return .redraw
    }
    #expect(Set(record.events.prefix(2)) == ["Esc", "timer"])
    #expect(record.events.last == "q")
  }

  @Test("Messages from many threads all arrive, each thread's in order")
  func mailbox() throws {
    let mailbox = try Mailbox<(thread: Int, number: Int)>()
    let threads = 4
    let count = 500
    for thread in 0..<threads {
      Thread.detachNewThread {
        for number in 0..<count { mailbox.post((thread, number)) }
      }
    }
    var received = Array(repeating: [Int](), count: threads)
    while received.joined().count < threads * count {
      #expect(DescriptorIO.waitReadable(mailbox.descriptor, milliseconds: -1))
      for message in mailbox.takeAll() { received[message.thread].append(message.number) }
    }
    for numbers in received { #expect(numbers == Array(0..<count)) }
    #expect(mailbox.takeAll().isEmpty)
    #expect(!DescriptorIO.waitReadable(mailbox.descriptor, milliseconds: 0))
  }
}

import Foundation
import Testing

@testable import TerminalKit

/// Paints on a pseudo-terminal and reads what was said to it. One at a time: ncurses is global.
@Suite("ncurses screen", .serialized, .timeLimit(.minutes(1)))
struct NCursesScreenTests {
  private final class PseudoTerminal {
    let master: Int32
    private let output: UnsafeMutablePointer<FILE>
    private let input: UnsafeMutablePointer<FILE>
    let screen: NCursesScreen

    init() throws {
      try LocaleSetup.activate()
      var master: Int32 = -1
      var slave: Int32 = -1
      var window = winsize(ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0)
      try #require(openpty(&master, &slave, nil, nil, &window) == 0)
      self.master = master
      output = try #require(fdopen(slave, "w"))
      input = try #require(fdopen(dup(slave), "r"))
      screen = try NCursesScreen(terminalName: "xterm-256color", output: output, input: input)
      _ = said()
    }

    deinit {
      screen.end()
      fclose(output)
      fclose(input)
      close(master)
    }

    /// What the terminal has been sent since last time. What was written before is there already.
    func said() -> String {
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 65536)
      while DescriptorIO.waitReadable(master, milliseconds: 0) {
        guard case .bytes(let count) = DescriptorIO.read(master, into: &buffer) else { break }
        bytes += buffer.prefix(count)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private func page(_ size: Size, _ text: String) -> Canvas {
    var canvas = Canvas(size: size)
    for row in 0..<size.rows { canvas.put("第\(row)行 楼道灯不亮", row: row, column: 2) }
    canvas.put(text, row: 3, column: 4, style: Style(.danger))
    return canvas
  }

  @Test("Trap 15: Chinese rows arrive whole; a small change is few bytes; no change is almost none")
  func painting() throws {
    let terminal = try PseudoTerminal()
    let size = terminal.screen.size
    #expect(size == Size(rows: 24, columns: 80))
    let cursor = Position(row: 3, column: 4)
    terminal.screen.show(page(size, "漏水"), cursor: cursor, theme: .dark)
    let first = terminal.said()
    #expect(first.contains("楼道灯不亮") && first.contains("漏水"))
    terminal.screen.show(page(size, "停电"), cursor: cursor, theme: .dark)
    let second = terminal.said()
    #expect(second.contains("停电") && !second.contains("楼道灯"))
    #expect(second.utf8.count < 80)
    terminal.screen.show(page(size, "停电"), cursor: cursor, theme: .dark)
    #expect(terminal.said().utf8.count < 20)
  }

  @Test("Trap 6: the cursor is placed last in every frame that has one")
  func cursor() throws {
    let terminal = try PseudoTerminal()
    let size = terminal.screen.size
    terminal.screen.show(page(size, "漏水"), cursor: Position(row: 9, column: 5), theme: .dark)
    #expect(endsAtTheCursor(terminal.said()))
    terminal.screen.show(page(size, "停电"), cursor: Position(row: 9, column: 5), theme: .dark)
    #expect(endsAtTheCursor(terminal.said()))
    terminal.screen.show(page(size, "停电"), cursor: nil, theme: .dark)
    #expect(terminal.said().contains("\u{1B}[?25l"))
    terminal.screen.show(page(size, "停电"), cursor: Position(row: 99, column: 0), theme: .dark)
    #expect(!terminal.said().contains("\u{1B}[?25h"))
  }

  /// Only changes of colours and character set, which move nothing, may follow the placing.
  private func endsAtTheCursor(_ said: String) -> Bool {
    guard let last = said.ranges(of: "\u{1B}[10;6H").last else { return false }
    return said[last.upperBound...].replacing(/\u{1B}(\[[0-9;]*m|\(B)/, with: "").isEmpty
  }

  @Test("Without colour there are none; with it there are")
  func colours() throws {
    let terminal = try PseudoTerminal()
    let size = terminal.screen.size
    terminal.screen.show(page(size, "漏水"), cursor: nil, theme: .monochrome)
    let plain = terminal.said()
    #expect(plain.contains("漏水") && !plain.contains("38;5"))
    #expect(!plain.contains(/\u{1B}\[[34][0-7]m/))
    terminal.screen.show(page(size, "漏水"), cursor: nil, theme: .dark)
    #expect(terminal.said().contains("38;5;210"))
  }

  @Test("Trap 8: ambiguous characters are replaced where they are two columns wide")
  func ambiguous() throws {
    let terminal = try PseudoTerminal()
    terminal.screen.replacesAmbiguous = true
    var canvas = Canvas(size: terminal.screen.size)
    canvas.box(canvas.bounds, title: "①“急”，😀")
    terminal.screen.show(canvas, cursor: nil, theme: .monochrome)
    let said = terminal.said()
    #expect(said.contains("1\"急\"，😀"))
    #expect(!said.contains("─") && !said.contains("①"))
  }

  @Test("A new size, and canvases of another size than the screen, are survived")
  func resizing() throws {
    let terminal = try PseudoTerminal()
    for (rows, columns) in [(5, 9), (1, 1), (60, 200), (24, 80)] {
      let size = Size(rows: rows, columns: columns)
      terminal.screen.show(page(size, "漏水"), cursor: nil, theme: .light)
      terminal.screen.resize(to: size)
      terminal.screen.show(page(size, "漏水"), cursor: nil, theme: .light)
      #expect(terminal.screen.size == size)
    }
    _ = terminal.said()
    terminal.screen.resize(to: Size(rows: 0, columns: 0))
    #expect(terminal.screen.size == Size(rows: 24, columns: 80))
  }
}

import Foundation
import Testing

@testable import TerminalKit

@Suite("Control sequences")
struct ControlSequencesTests {
  @Test("Trap 12: restoring undoes every mode the console sets")
  func restore() {
    let text = String(
      decoding: ControlSequences.restore(capabilities: ["<rmcup>"], poppingTitle: true),
      as: UTF8.self)
    for undone in ["[?1000l", "[?1006l", "[?2004l", "[?1l", "\u{1B}>", "[23;2t", "<rmcup>"] {
      #expect(text.contains(undone))
    }
  }

  @Test("Trap 10: a title cannot smuggle sequences out")
  func title() {
    let text = ControlSequences.title("居委\u{1B}\\\u{7}\u{1B}[2J\n值班")
    #expect(text == "\u{1B}]2;居委\\[2J 值班\u{1B}\\")
  }

  @Test("The clipboard carries Chinese as base64")
  func clipboard() {
    #expect(ControlSequences.clipboard("收到") == "\u{1B}]52;c;5pS25Yiw\u{7}")
  }

  @Test("The kernel's console is not sent what it would print")
  func terminals() {
    #expect(ControlSequences.takesOperatingSystemCommands(terminalName: "tmux-256color"))
    #expect(!ControlSequences.takesOperatingSystemCommands(terminalName: "linux"))
    #expect(!ControlSequences.takesOperatingSystemCommands(terminalName: "vt100"))
  }

  @Test("Trap 8: every narrow character that boxes, bars and marks use has one in ASCII")
  func ambiguous() {
    for scalar in "╭─╮│╰╯├┤┬┴①⑨…“”‘’—·●▌▁▂▃▄▅▆▇█→é×✓".unicodeScalars {
      #expect(TextWidth.columns(of: scalar) == 1)
      #expect(AmbiguousCharacters.replacement(for: scalar.value) < 0x80)
    }
    for scalar in "aZ~ 楼，".unicodeScalars {
      #expect(AmbiguousCharacters.replacement(for: scalar.value) == scalar.value)
    }
  }

  @Test("Errors speak Chinese and say what to do")
  func errors() {
    let errors: [TerminalError] = [
      .notATerminal, .noUnicodeLocale, .unsuitableTerminal(name: "dumb"),
      .unknownTerminal(name: "x"),
    ]
    for error in errors { #expect(error.localizedDescription.contains("请")) }
  }
}

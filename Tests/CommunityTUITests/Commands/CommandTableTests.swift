import CoreModel
import Foundation
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("The one table of commands") struct CommandTableTests {
  @Test(
    "No key gives two commands: on a board one of its own, elsewhere one, in whatever scope",
    arguments: [
      ScreenID.workbench, .roster, .morning, .council, .projects, .whistles, .mediations,
      .supervision, .statistics,
    ])
  func noDuplicateKeys(_ screen: ScreenID) {
    let scopes: Set<DeskCommand.Scope> =
      screen.scope.map { [$0] } ?? [.everywhere, .list, .request]
    let keys = DeskCommand.all.filter { scopes.contains($0.scope) }.flatMap { command in
      command.keys.map { (key: $0, id: command.id) }
    }
    let byKey = Dictionary(grouping: keys, by: \.key)
    for (key, uses) in byKey where uses.count > 1 {
      Issue.record("\(key.label) gives \(uses.map(\.id))")
    }
    for (key, uses) in byKey { #expect(DeskCommand.forKey(key, on: screen)?.id == uses.first?.id) }
  }

  @Test("No two commands have the same identity, name or sentence")
  func unique() {
    let all = DeskCommand.all
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.short)).count == all.count)
    #expect(Set(all.map(\.long)).count == all.count)
  }

  @Test("Every step of a request's life is a command")
  func everyStep() {
    // Reminders are acknowledged in a list of their own.
    // 核对导入差异 is decided beside the export's row, in the import.
    for kind in CommandKind.allCases where ![.acknowledge, .reconcile].contains(kind) {
      #expect(DeskCommand.named(.step(kind)) != nil)
    }
  }

  @Test("Labels fit the footer, sentences fit a line of the menu", arguments: DeskCommand.all)
  func labels(_ command: DeskCommand) {
    #expect((2...8).contains(TextWidth.columns(command.short)))
    #expect((4...60).contains(TextWidth.columns(command.long)))
    #expect(!command.keys.isEmpty)
  }

  @Test("Places in the footer are given once")
  func footerRanks() {
    for scopes in [
      [.everywhere, .list, .request], [.roster], [.morning], [.council, .deliberation],
      [.projects, .deliberation], [.whistles, .deliberation], [.mediations, .deliberation],
      [.supervision], [.statistics],
    ] as [[DeskCommand.Scope]] {
      let ranks = DeskCommand.all.filter { scopes.contains($0.scope) }.compactMap(\.footerRank)
      #expect(Set(ranks).count == ranks.count)
    }
  }

  @Test("The palette offers every command, and finds each by its name and by its initials")
  func palette() throws {
    var bench = try DeskBench()
    bench.press(":")
    guard case .palette(let palette) = bench.state.overlays.last else { throw Impossible() }
    #expect(palette.items.map(\.id) == DeskCommand.all.map(\.name))
    for command in DeskCommand.all {
      for words in [command.short, PinyinInitials.of(command.short)] {
        var searched = palette
        _ = searched.paste(words)
        #expect(searched.menu.items.contains { $0.id == command.name }, "\(words)")
      }
    }
  }

  @Test("Nothing that changes anything is on a key that begins an escape sequence")
  func escapeRests() throws {
    for character in "[OABCD" {
      let command = DeskCommand.forKey(Key(character))
      // 回访 opens a form, and nothing is recorded without saving that.
      let opensForm = command?.id == .step(.visit)
      #expect(
        command?.isDangerous != true && (command?.scope != .request || opensForm), "\(character)")
    }
    var bench = try DeskBench(requests: InventedTicket.all)
    bench.select("replied")
    #expect(bench.press("OABCD").filter(\.isWriting).isEmpty)
    #expect(bench.state.topForm?.kind == .visit)
  }

  @Test(
    "Terminals keep F1, F10 and F11 for themselves: everything is on another key as well",
    arguments: DeskCommand.all)
  func otherKeys(_ command: DeskCommand) {
    let kept = [1, 10, 11].map { Key(.function($0)) }
    #expect(command.keys.contains { !kept.contains($0) })
  }

  @Test(
    "With the input method on, every command is reached by arrows, Enter and keys that it leaves alone"
  )
  func withoutLetters() throws {
    func isLeftAlone(_ key: Key) -> Bool {
      if case .character = key.code { return key.modifiers.contains(.control) }
      return true
    }
    let opening = try DeskCommand.named(.palette).orThrow().keys.first(where: isLeftAlone).orThrow()
    for (index, command) in DeskCommand.all.enumerated() {
      var bench = try DeskBench()
      bench.send(.input(.key(opening)))
      // Arrows alone, from wherever the palette begins.
      for _ in 0..<index { bench.press("<Down>") }
      guard case .palette(let palette) = bench.state.overlays.last else { throw Impossible() }
      #expect(palette.menu.selectedItem?.id == command.name)
    }
  }

  @Test("Every letter that gives a command gives it full-width too")
  func fullWidth() {
    for key in DeskCommand.all.flatMap(\.keys) {
      guard case .character(let character) = key.code, key.modifiers.isEmpty,
        let ascii = character.asciiValue, ascii > 32,
        let wide = Unicode.Scalar(UInt32(ascii) + 0xFEE0)
      else { continue }
      #expect(CommandKeys.normalise(Key(Character(wide))) == key)
    }
  }

  @Test("On a board the help begins with its own keys, and leaves out what they mean elsewhere")
  func helpOfBoard() throws {
    var bench = try DeskBench()
    bench.state.screen = .morning
    bench.press("?")
    let lines = try bench.state.topReading.orThrow().view.lines
    let titles = lines.compactMap { if case .rule(let title) = $0 { title } else { nil } }
    #expect(titles.first == DeskCommand.Scope.morning.title)
    let zoom = try DeskCommand.named(.zoom).orThrow().long
    #expect(
      !lines.contains { line in
        guard case .labelled(_, let spans) = line else { return false }
        return spans.contains { $0.text == zoom }
      })
  }

  @Test("Help, the reference and the terminal's list name every command")
  func references() throws {
    var bench = try DeskBench()
    bench.press("?")
    let help = try bench.state.topReading.orThrow().view.lines
    for command in DeskCommand.all {
      #expect(KeyReference.markdown.contains("| \(command.short) | \(command.long) |"))
      #expect(KeyReference.text.contains(command.long))
      #expect(
        help.contains { line in
          guard case .labelled(_, let spans) = line else { return false }
          return spans.contains { $0.text == command.long }
        })
    }
  }

  @Test("docs/keys.md is what the table says; `juwei keys --markdown > docs/keys.md` writes it")
  func documentation() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let written = try String(
      contentsOf: root.appendingPathComponent("docs/keys.md"), encoding: .utf8)
    #expect(written == KeyReference.markdown)
  }
}

extension DeskCommand: CustomTestStringConvertible {
  /// What a test says it is about.
  public var testDescription: String { short }
}

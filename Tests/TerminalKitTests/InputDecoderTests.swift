import Testing

@testable import TerminalKit

@Suite("Input decoder")
struct InputDecoderTests {
  private func decode(_ text: String) -> [InputEvent] { decode(Array(text.utf8)) }

  private func decode(_ bytes: [UInt8]) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.feed(bytes) + decoder.flush()
  }

  @Test("Characters, Chinese ones too, and control keys")
  func characters() {
    #expect(decode("n楼😀") == [.key(Key("n")), .key(Key("楼")), .key(Key("😀"))])
    #expect(decode("\r\n\t\u{7F}\u{8}").map(\.self).count == 5)
    #expect(decode("\r") == [.key(Key(.enter))])
    #expect(decode("\u{10}\u{13}\u{0}\u{1D}") == ["p", "s", " ", "]"].map { .key(.ctrl($0)) })
  }

  @Test(
    "Sequences of many terminals",
    arguments: [
      ("\u{1B}[A", Key(.up)), ("\u{1B}OA", Key(.up)),
      ("\u{1B}[1;5A", Key(.up, modifiers: .control)),
      ("\u{1B}[Z", Key(.backTab)), ("\u{1B}[3~", Key(.delete)), ("\u{1B}[5~", Key(.pageUp)),
      ("\u{1B}[1~", Key(.home)), ("\u{1B}[H", Key(.home)), ("\u{1B}OF", Key(.end)),
      ("\u{1B}OP", Key(.function(1))), ("\u{1B}[11~", Key(.function(1))),
      ("\u{1B}[[A", Key(.function(1))), ("\u{1B}[15~", Key(.function(5))),
      ("\u{1B}[24~", Key(.function(12))), ("\u{1B}[17;2~", Key(.function(6), modifiers: .shift)),
      ("\u{1B}[1;2R", Key(.function(3), modifiers: .shift)), ("\u{1B}OM", Key(.enter)),
      ("\u{1B}Oy", Key("9")), ("\u{1B}On", Key(".")),
      ("\u{1B}O5C", Key(.right, modifiers: .control)),
      ("\u{1B}[1;3D", Key(.left, modifiers: .alt)), ("\u{1B}n", .alt("n")),
      ("\u{1B}\r", Key(.enter, modifiers: .alt)), ("\u{1B}[13;2u", Key(.enter, modifiers: .shift)),
      ("\u{1B}[27;5;115~", .ctrl("s")), ("\u{1B}[a", Key(.up, modifiers: .shift)),
    ])
  func sequences(text: String, key: Key) {
    #expect(decode(text) == [.key(key)])
  }

  @Test("Trap 4: a lone Esc is Esc once time has passed, and not before")
  func loneEscape() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1B]) == [] && decoder.isPending)
    #expect(decoder.flush() == [.key(Key(.escape))])
    #expect(!decoder.isPending && decoder.flush() == [])
    #expect(decoder.feed([0x1B, 0x5B]) == [] && decoder.isPending)
    #expect(decoder.flush() == [.key(.alt("["))])
    #expect(decode("\u{1B}\u{1B}") == [.key(Key(.escape)), .key(Key(.escape))])
    #expect(decode("\u{1B}楼") == [.key(Key(.escape)), .key(Key("楼"))])
  }

  @Test("Trap 3: half a character or half a sequence waits for its rest, however late")
  func late() {
    var decoder = InputDecoder()
    let han = Array("楼".utf8)
    #expect(decoder.feed(han.prefix(2)) == [] && decoder.flush() == [])
    #expect(decoder.feed(han.suffix(1)) == [.key(Key("楼"))])
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)) == [] && decoder.flush() == [])
    #expect(decoder.feed(Array("5A".utf8)) == [.key(Key(.up, modifiers: .control))])
  }

  @Test("Trap 3: broken UTF-8 becomes U+FFFD and the next character is whole")
  func resynchronisation() {
    let broken: [InputEvent] = [.key(Key("\u{FFFD}"))]
    #expect(decode([0xE6, 0xA5] + Array("楼".utf8)) == broken + [.key(Key("楼"))])
    #expect(decode([0xFF, 0x61]) == broken + [.key(Key("a"))])
    #expect(decode([0xC0, 0x80]) == broken + broken)
    #expect(decode([0xE6, 0x1B, 0x5B, 0x41]) == broken + [.key(Key(.up))])
    #expect(decode([0xED, 0xA0, 0x80]) == broken + broken + broken)
  }

  @Test("Mouse: SGR and X10")
  func mouse() {
    let press = MouseEvent(action: .press, button: .left, position: Position(row: 4, column: 9))
    #expect(decode("\u{1B}[<0;10;5M") == [.mouse(press)])
    #expect(decode("\u{1B}[M !!").count == 1)
    #expect(decode([0x1B, 0x5B, 0x4D, 32, 42, 37]) == [.mouse(press)])
    #expect(decode([0x1B, 0x5B, 0x4D, 32, 0xE8, 0xE8] + [0x61]).last == .key(Key("a")))
    let wheel = MouseEvent(
      action: .scrollDown, button: .none, position: Position(row: 0, column: 0),
      modifiers: .control)
    #expect(decode("\u{1B}[<81;1;1M") == [.mouse(wheel)])
    #expect(decode("\u{1B}[<0;10;5m").first != .mouse(press))
    #expect(decode("\u{1B}[<0;0;0M\u{1B}[<;M") == [])
  }

  @Test("Trap 5: a paste is one event, with its Enters inside, sanitised")
  func paste() {
    #expect(
      decode("a\u{1B}[200~一行\r二行\u{1B}[31m\u{1B}[201~b") == [
        .key(Key("a")), .paste("一行\n二行[31m", truncated: false), .key(Key("b")),
      ])
    #expect(
      decode("\u{1B}[200~x\u{1B}[200~y\u{1B}[201~\u{1B}[201~z") == [
        .paste("x[200~y", truncated: false), .key(Key("z")),
      ])
    #expect(
      decode("\u{1B}[200~x\u{1B}\u{1B}[201~") == [.paste("x", truncated: false)])
  }

  @Test("Trap 5: a huge paste is cut at a whole character")
  func hugePaste() throws {
    let text = String(repeating: "楼", count: 100_000)
    let events = decode("\u{1B}[200~\(text)\u{1B}[201~q")
    guard case .paste(let kept, truncated: true) = events.first else {
      Issue.record("not a truncated paste")
      return
    }
    #expect(kept.utf8.count <= PasteCollector.limit && kept.utf8.count > PasteCollector.limit - 4)
    #expect(kept.allSatisfy { $0 == "楼" })
    #expect(events.last == .key(Key("q")))
  }

  @Test("A paste whose end never comes is given up, not the keyboard")
  func unfinishedPaste() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~半".utf8)) == [])
    #expect(decoder.flush() == [.paste("半", truncated: true)])
    #expect(decoder.feed(Array("n".utf8)) == [.key(Key("n"))])
  }

  @Test(
    "Unknown sequences and replies are swallowed",
    arguments: [
      "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}]11;rgb:0000/0000/0000\u{7}",
      "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[99~", "\u{1B}[201~",
      "\u{1B}[5 q",
      "\u{1B}Ow", "\u{1B}[1;2;3;4;5x", "\u{9B}",
    ])
  func swallowed(text: String) {
    let events = decode(text + "n")
    #expect(events.last == .key(Key("n")))
    #expect(events.count == (text == "\u{1B}Ow" ? 2 : 1))
  }

  @Test("Cursor reports and focus")
  func reports() {
    #expect(decode("\u{1B}[24;80R") == [.cursorPosition(row: 24, column: 80)])
    var decoder = InputDecoder()
    decoder.expectsCursorReport = true
    #expect(decoder.feed(Array("\u{1B}[1;2R".utf8)) == [.cursorPosition(row: 1, column: 2)])
    #expect(!decoder.expectsCursorReport)
    #expect(decode("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
  }

  @Test("Trap 3: however bytes are split over reads, the events are the same")
  func chunkInvariance() {
    var random = SeededRandom(seed: 17)
    let pieces: [[UInt8]] =
      [
        "a", "楼道", "😀", "\u{1B}[A", "\u{1B}OA", "\u{1B}[1;5A", "\u{1B}[<0;10;5M", "\u{1B}[200~",
        "\u{1B}[201~", "\u{1B}", "\u{1B}]0;t\u{7}", "\u{1B}P", "\u{1B}\\", "\r", "\u{1B}[M", "[",
        "O", "~",
        ";", "\u{18}",
      ].map { Array($0.utf8) } + [[0xE6], [0xA5, 0xBC], [0xFF], [0xC3]]
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<random.next(below: 12) {
        if random.next(below: 4) == 0 {
          bytes.append(UInt8(random.next(below: 256)))
        } else {
          bytes += pieces[random.next(below: pieces.count)]
        }
      }
      var whole = InputDecoder()
      let expected = whole.feed(bytes) + whole.flush()
      var split = InputDecoder()
      var events: [InputEvent] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = 1 + random.next(below: rest.count)
        events += split.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      events += split.flush()
      #expect(events == expected, "\(bytes)")
    }
  }

  @Test("Random bytes never hold the keyboard: after a pause a key is a key within a few presses")
  func recovery() {
    var random = SeededRandom(seed: 23)
    for _ in 0..<2000 {
      var decoder = InputDecoder()
      _ = decoder.feed((0..<random.next(below: 30)).map { _ in UInt8(random.next(below: 256)) })
      _ = decoder.flush()
      let events = decoder.feed(Array("nnnn".utf8)) + decoder.flush()
      #expect(events.last == .key(Key("n")))
    }
  }
}

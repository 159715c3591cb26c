import CoreModel
import Store
import TerminalKit

/// What lies over the 值班 screen.
enum RosterBox: Sendable {
  /// Something to choose, and what choosing does.
  case menu(Menu, RosterChoice)
  /// A swap that is being asked for.
  case swap(SwapForm)
}

/// What choosing from a menu of the roster does.
enum RosterChoice: Sendable, Equatable {
  /// 可做的事 of a cell.
  case actions
  /// Which shift of a cell is meant.
  case shift(RosterStep)
  /// Whose part of a shift is swapped.
  case giver(Shift)
  /// 换班一览.
  case swaps([Swap])
  /// What to do with one of them.
  case swap(Swap)
}

/// What is done to one shift.
enum RosterStep: String, Sendable, Equatable {
  case change, cancel, swap

  /// The word for it.
  var title: String {
    switch self {
    case .change: "修改"
    case .cancel: "取消"
    case .swap: "换班"
    }
  }
}

extension RosterBox {
  /// Whether Han text may be typed in it.
  var takesText: Bool { if case .swap = self { true } else { false } }

  /// The keys that work while it is open.
  var footerPairs: [(String, String)] {
    switch self {
    case .menu: [("↑↓", "选择"), ("Enter", "确定"), ("Esc", "返回")]
    case .swap: [("Tab", "换一项"), ("Ctrl-S", "提出"), ("Esc", "取消")]
    }
  }
}

extension AppState {
  /// Keys of the box.
  mutating func handle(_ event: InputEvent, in box: RosterBox) -> [Effect] {
    switch box {
    case .menu(let menu, let choice): return handle(event, in: menu, choice)
    case .swap(let form): return handle(event, in: form)
    }
  }

  private mutating func handle(
    _ event: InputEvent, in menu: Menu, _ choice: RosterChoice
  ) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var menu = menu
    let outcome = menu.handle(key)
    replaceTop(with: .roster(.menu(menu, choice)))
    switch outcome {
    case .none: return []
    case .cancelled:
      closeTop()
      return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .chosen(let id): return choose(id, in: choice, by: key)
    }
  }

  private mutating func choose(_ id: String, in choice: RosterChoice, by key: Key) -> [Effect] {
    switch choice {
    case .actions:
      closeTop()
      return takeRosterAction(id, by: key)
    case .shift(let step):
      closeTop()
      guard let shift = knownShift(id) else { return [] }
      return take(step, on: shift, by: key)
    case .giver(let shift):
      closeTop()
      return askForSwap(of: shift, from: PersonID(id))
    case .swaps(let swaps):
      guard let swap = swaps.first(where: { $0.id.text == id }) else { return [] }
      return openSwap(swap)
    case .swap(let swap):
      closeTop()
      let command: SwapCommand? =
        switch id {
        case "agree": .agree(words: "")
        case "decline": .decline(words: "")
        case "withdraw": .withdraw(words: "")
        default: nil
        }
      return command.map { save(.roster(.answer($0, swap.id, version: swap.version))) } ?? []
    }
  }

  /// Draws the box; answers where the cursor stands.
  func draw(_ box: RosterBox, into canvas: inout Canvas) -> Position? {
    let room = Rect(size: size).inset(rows: 1, columns: 1)
    switch box {
    case .menu(let menu, _):
      menu.draw(
        into: &canvas, rect: room.centered(menu.preferredSize(in: room.size)),
        glyphs: look.glyphs)
      return nil
    case .swap(let swap):
      return drawEntry(
        swap.form, error: swap.error, words: [.text([Span(SwapForm.explanation, Style(.muted))])],
        into: &canvas, rect: settingsRoom)
    }
  }
}

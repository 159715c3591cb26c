import CoreModel
import Store
import TerminalKit

/// A menu over a board, or over the thread of a request.
struct BoardMenu: Sendable {
  /// What it is about.
  var subject: MenuSubject
  /// The choices.
  var menu: Menu
}

/// What a menu is about.
enum MenuSubject: Hashable, Sendable {
  /// 去向 of a request.
  case onward(RequestID)
  case council(CouncilMenu)
  case project(ProjectMenu)
  case whistle(WhistleMenu)
  case mediation(MediationMenu)
  case supervision(SupervisionMenu)
  case statistics(StatisticsMenu)
}

extension AppState {
  /// Opens a menu.
  mutating func openMenu(_ subject: MenuSubject, _ menu: Menu) -> [Effect] {
    overlays.append(.menu(BoardMenu(subject: subject, menu: menu)))
    return []
  }

  mutating func handle(_ event: InputEvent, in box: BoardMenu) -> [Effect] {
    guard case .key(let key) = event else { return [] }
    var box = box
    let outcome = box.menu.handle(key)
    replaceTop(with: .menu(box))
    switch outcome {
    case .none: return []
    case .refused(let reason):
      say(reason, .warning)
      return []
    case .cancelled:
      closeTop()
      return []
    case .chosen(let id):
      closeTop()
      switch box.subject {
      case .onward(let request): return chooseOnward(id, of: request)
      case .council(let menu): return choose(id, in: menu)
      case .project(let menu): return choose(id, in: menu)
      case .whistle(let menu): return choose(id, in: menu)
      case .mediation(let menu): return choose(id, in: menu)
      case .supervision(let menu): return choose(id, in: menu)
      case .statistics(let menu): return choose(id, in: menu)
      }
    }
  }
}

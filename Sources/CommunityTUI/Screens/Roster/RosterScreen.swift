import CoreModel
import Store
import TerminalKit

/// 值班.
struct RosterScreen {
  let state: AppState
  let session: AppState.Session

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    canvas.box(rect, title: "错时值班", focused: true, glyphs: state.look.glyphs.box)
    return nil
  }
}

extension DeskCommand {
  /// The keys of the screen.
  static let roster: [DeskCommand] = []
}

extension AppState {
  /// Moves its selection.
  mutating func moveInRoster(_ step: ListStep<RequestID>) -> [Effect] { [] }
}

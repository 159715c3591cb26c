import CoreModel
import Store
import TerminalKit

/// 晨会.
struct MorningScreen {
  let state: AppState
  let session: AppState.Session

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    canvas.box(rect, title: "晨会", focused: true, glyphs: state.look.glyphs.box)
    return nil
  }
}

extension DeskCommand {
  /// The keys of the screen.
  static let morning: [DeskCommand] = []
}

extension AppState {
  /// Moves its selection.
  mutating func moveInMorning(_ step: ListStep<RequestID>) -> [Effect] { [] }
}

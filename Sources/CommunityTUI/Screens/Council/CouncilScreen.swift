import CoreModel
import Store
import TerminalKit

/// 5 议事会.
struct CouncilScreen {
  let state: AppState
  let session: AppState.Session

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    canvas.box(rect, title: "议事会：议题和会议", focused: true, glyphs: state.look.glyphs.box)
    return nil
  }
}

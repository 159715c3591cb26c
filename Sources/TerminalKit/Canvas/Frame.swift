/// Everything the terminal is to show at one moment.
package struct Frame: Sendable {
  /// What is on the screen.
  package var canvas: Canvas
  /// Where the text cursor stands, and with it the input method's candidates; `nil` hides it.
  package var cursor: Position?
  /// The title of the terminal's window.
  package var title: String
  /// Whether to ring once.
  package var bell: Bool
  /// Text to put into the clipboard of the person's own computer.
  package var clipboard: String?

  package init(
    canvas: Canvas, cursor: Position? = nil, title: String = "", bell: Bool = false,
    clipboard: String? = nil
  ) {
    self.canvas = canvas
    self.cursor = cursor
    self.title = title
    self.bell = bell
    self.clipboard = clipboard
  }
}

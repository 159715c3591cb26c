/// The characters that widgets are drawn with. Those of `.unicode` are one column to most terminals;
/// where the width probe finds otherwise, `.ascii` looks plainer and stays aligned.
package struct WidgetGlyphs: Hashable, Sendable {
  /// Borders.
  package var box: BoxGlyphs
  /// Beside the selected row.
  package var mark: String
  /// Something is hidden above.
  package var moreAbove: String
  /// Something is hidden below.
  package var moreBelow: String
  /// Around a choice that can be stepped through.
  package var stepLeft: String
  /// Around a choice that can be stepped through.
  package var stepRight: String
  /// The option that is chosen.
  package var chosen: String
  /// An option that is not.
  package var unchosen: String
  /// Text goes on outside the field.
  package var cut: String
  /// Before an error.
  package var cross: String
  /// Before a success.
  package var check: String
  /// Before a warning.
  package var alert: String
  /// Before an announcement.
  package var dot: String
  /// Between things in one line.
  package var separator: String
  /// Eight bars or fewer, lowest first.
  package var bars: [Character]
  /// Shades of a heat map, faintest first.
  package var shades: [Character] = []
  /// The points of lines, one for each line of a chart.
  package var points: [Character] = []

  /// Rounded boxes, bars and marks.
  package static let unicode = WidgetGlyphs(
    box: .unicode, mark: "▌", moreAbove: "▲", moreBelow: "▼", stepLeft: "◂", stepRight: "▸",
    chosen: "●", unchosen: "○", cut: "…", cross: "✕", check: "✓", alert: "!", dot: "●",
    separator: "·", bars: Array("▁▂▃▄▅▆▇█"), shades: Array("░▒▓█"), points: Array("●○×"))

  /// Nothing but ASCII.
  package static let ascii = WidgetGlyphs(
    box: .ascii, mark: ">", moreAbove: "^", moreBelow: "v", stepLeft: "<", stepRight: ">",
    chosen: "*", unchosen: "o", cut: "~", cross: "x", check: "+", alert: "!", dot: "*",
    separator: "-", bars: Array(".:-="), shades: Array(".:+#"), points: Array("*ox"))

  /// Those that go with the borders that a terminal can draw.
  package static func matching(_ box: BoxGlyphs) -> WidgetGlyphs {
    box == .ascii ? .ascii : .unicode
  }
}

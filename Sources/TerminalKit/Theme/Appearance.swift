/// A colour of the terminal's palette.
package struct TerminalColor: Hashable, Sendable {
  /// -1 for the terminal's own foreground or background.
  package let index: Int16

  package init(_ index: Int16) { self.index = index }

  /// The terminal's own colour, so that people keep the background they chose.
  package static let standard = TerminalColor(-1)
}

/// How a role looks.
package struct Appearance: Hashable, Sendable {
  /// The colour of the characters.
  package var foreground: TerminalColor
  /// The colour behind them.
  package var background: TerminalColor
  /// What makes them stand out without colour.
  package var attributes: Attributes

  package init(
    foreground: TerminalColor = .standard, background: TerminalColor = .standard,
    attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  init(_ foreground: Int16, on background: Int16 = -1, _ attributes: Attributes = []) {
    self.init(
      foreground: TerminalColor(foreground), background: TerminalColor(background),
      attributes: attributes)
  }

  /// The same in a terminal of eight colours: a bright colour is the plain one in bold.
  var reducedToEightColors: Appearance {
    var reduced = self
    if foreground.index >= 8 {
      reduced.foreground = TerminalColor(foreground.index - 8)
      // Bright black would be black on black; the terminal's own colour, dimmed, can be read.
      if foreground.index == 8 {
        reduced.foreground = .standard
        reduced.attributes.insert(.dim)
      } else {
        reduced.attributes.insert(.bold)
      }
    }
    if background.index >= 8 { reduced.background = TerminalColor(background.index - 8) }
    return reduced
  }
}

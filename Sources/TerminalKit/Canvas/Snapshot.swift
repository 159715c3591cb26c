extension Canvas {
  /// The characters, row by row, without the blanks at the end of each row: for tests and print-outs.
  package var text: String {
    rowTexts { row in
      var view = String.UnicodeScalarView()
      var blanks = 0
      for cell in row {
        if cell.isBlank {
          blanks += 1
          continue
        }
        view.append(contentsOf: repeatElement(" ", count: blanks))
        blanks = 0
        cell.append(to: &view)
      }
      return String(view)
    }
  }

  /// One letter for each cell saying in which role it is drawn, so that a snapshot shows styles too.
  ///
  /// Capital letters are bold (`:` for bold plain text); plain text at the end of a row is left out.
  package var styleMap: String {
    rowTexts { row in
      var line = ""
      var plain = 0
      for cell in row {
        if cell.style == .text {
          plain += 1
          continue
        }
        line += String(repeating: ".", count: plain)
        plain = 0
        line += Self.mapLetter(cell.style)
      }
      return line
    }
  }

  private static func mapLetter(_ style: Style) -> String {
    guard style.attributes.contains(.bold) else { return String(style.role.letter) }
    return style.role == .text ? ":" : style.role.letter.uppercased()
  }

  private func rowTexts(_ transform: (ArraySlice<Cell>) -> String) -> String {
    (0..<size.rows)
      .map { transform(cells[$0 * size.columns..<($0 + 1) * size.columns]) }
      .joined(separator: "\n")
  }
}

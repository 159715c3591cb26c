/// What a key did to a question.
package enum ConfirmOutcome: Hashable, Sendable {
  case none, confirmed, cancelled
}

/// A question before something that matters. Cancel comes first, and the key that asked the question
/// never answers it, so that a key held down or pressed twice does no harm.
package struct Confirm: Hashable, Sendable {
  /// Stands in the border.
  package var title: String
  /// What will happen, a line each; long ones wrap.
  package var body: [String]
  /// What doing it is called.
  package var confirmLabel: String
  /// What not doing it is called.
  package var cancelLabel: String
  /// Does it at once; nil when only the button does.
  package private(set) var confirmKey: Key?
  /// Whether it cannot be taken back.
  package var isDanger: Bool
  /// Whether the confirming button is focused.
  package private(set) var isConfirmFocused = false

  /// A question asked by `trigger`; a `confirmKey` equal to it is left out.
  package init(
    title: String, body: [String], confirmLabel: String, cancelLabel: String = "取消",
    confirmKey: Key = Key("y"), trigger: Key? = nil, isDanger: Bool = false
  ) {
    self.title = title
    self.body = body
    self.confirmLabel = confirmLabel
    self.cancelLabel = cancelLabel
    self.confirmKey = [trigger, Key(.enter), Key("n")].contains(confirmKey) ? nil : confirmKey
    self.isDanger = isDanger
  }

  /// Arrows and Tab change the button, Enter presses it, Esc and `n` cancel.
  package mutating func handle(_ key: Key) -> ConfirmOutcome {
    guard let key = CommandKeys.normalise(key) else { return .none }
    if key == confirmKey { return .confirmed }
    switch (key.code, key.modifiers) {
    case (.left, _), (.up, _): isConfirmFocused = false
    case (.right, _), (.down, _): isConfirmFocused = true
    case (.tab, _), (.backTab, _): isConfirmFocused.toggle()
    case (.enter, _): return isConfirmFocused ? .confirmed : .cancelled
    case (.escape, _), (.character("n"), []), (.character("c"), .control): return .cancelled
    default: break
    }
    return .none
  }

  /// Presses the button at this position.
  package func click(at position: Position, in rect: Rect) -> ConfirmOutcome {
    let buttons = buttons(in: rect)
    if buttons.cancel.contains(position) { return .cancelled }
    return buttons.confirm.contains(position) ? .confirmed : .none
  }

  /// The size of the box.
  package func preferredSize(in room: Size) -> Size {
    let labels = TextWidth.columns(cancelText) + TextWidth.columns(confirmText) + 2
    let widest = max(
      labels, TextWidth.columns(title) + 2, body.map { TextWidth.columns($0) }.max() ?? 0, 28)
    let columns = min(room.columns, min(widest, 60) + 6)
    return Size(rows: min(room.rows, wrapped(columns: columns - 6).count + 5), columns: columns)
  }

  /// Draws in a box that fills the rectangle. The buttons stay when there is no room for the text.
  package func draw(into canvas: inout Canvas, rect: Rect, glyphs: WidgetGlyphs = .unicode) {
    canvas.fill(rect)
    canvas.box(rect, title: title, focused: true, glyphs: glyphs.box)
    let inner = rect.inset(rows: 1, columns: 3)
    let text = inner.inset(top: inner.rows > 3 ? 1 : 0, bottom: inner.rows > 3 ? 2 : 1)
    canvas.clipped(to: text) { canvas in
      for (line, string) in wrapped(columns: text.columns).prefix(text.rows).enumerated() {
        canvas.put(string, row: text.row + line, column: text.column)
      }
    }
    let (cancel, confirm) = buttons(in: rect)
    canvas.clipped(to: rect.inset()) { canvas in
      let confirmStyle = Style(isDanger ? .danger : .accent)
      canvas.put(
        cancelText, row: cancel.row, column: cancel.column,
        style: isConfirmFocused ? .text : Style(.selected, bold: true))
      canvas.put(
        confirmText, row: confirm.row, column: confirm.column,
        style: isConfirmFocused ? Style(.selected, bold: true) : confirmStyle)
    }
  }

  private var cancelText: String { " \(cancelLabel) Esc " }

  private var confirmText: String {
    " \(confirmLabel)\(confirmKey.map { " " + $0.label } ?? "") "
  }

  private func buttons(in rect: Rect) -> (cancel: Rect, confirm: Rect) {
    let inner = rect.inset(rows: 1, columns: 2)
    let row = max(inner.row, inner.endRow - 1)
    let width = TextWidth.columns(confirmText)
    return (
      Rect(row: row, column: inner.column, rows: 1, columns: TextWidth.columns(cancelText)),
      Rect(
        row: row,
        column: max(
          inner.column + TextWidth.columns(cancelText) + 1, inner.endColumn - width),
        rows: 1, columns: width)
    )
  }

  private func wrapped(columns: Int) -> [String] {
    body.flatMap { TextLayout.wrap($0, columns: columns) }
  }
}

import TerminalKit

extension AppState {
  /// The sign-in screen.
  func drawSignIn(into canvas: inout Canvas) -> Position? {
    guard !signIn.people.isEmpty else { return drawSetup(into: &canvas) }
    let room = Rect(size: size)
    canvas.put("居委值班台", row: 1, column: 2, style: Style(.title, bold: true))
    canvas.put(
      previousSession == nil ? "Enter 登录  Esc 退出" : "Enter 登录  Esc 返回  Ctrl-C 退出",
      row: size.rows - 1, column: 2, style: Style(.muted))
    if let error = signIn.error {
      canvas.put(
        "\(look.glyphs.cross) \(error)", row: size.rows - 2, column: 2,
        style: Style(.danger, bold: true), limit: size.columns - 4)
    }
    let rect = room.inset(rows: 2, columns: 2)
      .centered(signIn.palette.preferredSize(in: room.inset(rows: 3, columns: 2).size))
    return signIn.palette.draw(into: &canvas, rect: rect, glyphs: look.glyphs)
  }
}

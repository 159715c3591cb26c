import TerminalKit

extension AppState {
  /// The sign-in screen.
  func drawSignIn(into canvas: inout Canvas) -> Position? {
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
    guard signIn.people.isEmpty else {
      let rect = room.inset(rows: 2, columns: 2)
        .centered(signIn.palette.preferredSize(in: room.inset(rows: 3, columns: 2).size))
      return signIn.palette.draw(into: &canvas, rect: rect, glyphs: look.glyphs)
    }
    let rect = room.centered(rows: 7, columns: min(64, size.columns - 2))
    canvas.box(rect, title: "第一次使用", focused: true, glyphs: look.glyphs.box)
    let inside = rect.inset(rows: 1, columns: 2)
    canvas.put("这是新的数据库。请输入您的姓名，就可以开始登记诉求。", row: inside.row, column: inside.column)
    canvas.put("姓名", row: inside.row + 2, column: inside.column, style: Style(.muted))
    let line = Rect(row: inside.row + 2, column: inside.column + 6, rows: 1, columns: 24)
    return signIn.nameField.draw(into: &canvas, rect: line, focused: true, glyphs: look.glyphs)
  }
}

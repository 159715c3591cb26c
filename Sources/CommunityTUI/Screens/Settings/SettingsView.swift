import CoreModel
import Store
import TerminalKit

extension AppState {
  /// Draws a page of 设置; answers where the cursor stands.
  func draw(_ page: SettingsPage, into canvas: inout Canvas) -> Position? {
    let room = settingsRoom
    let glyphs = look.glyphs
    switch page {
    case .entries(let menu):
      menu.draw(into: &canvas, rect: room, focused: true, glyphs: glyphs)
      return nil
    case .list(_, let palette):
      return palette.draw(into: &canvas, rect: room, glyphs: glyphs)
    case .roster(let roster):
      roster.menu.draw(into: &canvas, rect: room, focused: true, glyphs: glyphs)
      if roster.shifts == nil {
        canvas.put("正在读取……", row: room.row + 4, column: room.column + 3, style: Style(.muted))
      } else if roster.shifts?.isEmpty == true {
        canvas.put("这一周还没有排班", row: room.row + 4, column: room.column + 3, style: Style(.muted))
      }
      return nil
    case .form(let settings):
      return drawEntry(
        settings.form, error: settings.error, words: understood(settings), into: &canvas,
        rect: room)
    case .sheet(let page): return draw(page, into: &canvas)
    }
  }
}

extension SettingsPage {
  /// The keys that work while it is open.
  var footerPairs: [(String, String)] {
    switch self {
    case .entries: [("↑↓", "选择"), ("Enter", "打开"), ("Esc", "关闭")]
    case .list: [("键入", "查找"), ("↑↓", "选择"), ("Enter", "修改或添加"), ("Esc", "返回")]
    case .roster:
      [("←→", "换周"), ("↑↓", "选择"), ("Enter", "修改或添加"), ("x", "取消班次"), ("Esc", "返回")]
    case .form: [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
    case .sheet: [("Enter", "预览，再按导入"), ("↑↓", "翻看"), ("Esc", "返回")]
    }
  }
}

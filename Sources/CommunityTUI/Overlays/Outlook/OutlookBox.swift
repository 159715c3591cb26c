import CoreModel
import Store
import TerminalKit

/// What looks back on the day or ahead of the month: 今日小结, 趋势 and what belongs to them.
enum OutlookBox: Sendable {
  /// 今日小结.
  case summary(SummaryBox)
  /// 趋势.
  case trend(TrendBox)
  /// The requests behind one bar of it.
  case day(TrendDayBox)
  /// The text of 措施 being edited.
  case measures(MeasureForm)
  /// 导出值班表.
  case export(RosterExportForm)

  /// Whether Han text may be typed in it.
  var takesText: Bool {
    switch self {
    case .summary, .day: false
    case .trend(let box): box.field != nil
    case .measures, .export: true
    }
  }

  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    switch self {
    case .summary:
      [
        ("↑↓", "选楼组"), ("y", "复制"), ("←→", "换一天"), ("空格", "翻看"), ("Esc", "关闭"),
      ]
    case .trend(let box) where box.field != nil: [("Enter", "看趋势"), ("Esc", "不改")]
    case .trend:
      [
        ("/", "事情或地方"), ("←→", "选日子"), ("↑↓", "加减天数"), ("Enter", "看这天"), ("m", "措施"),
        ("y", "复制"), ("Esc", "关闭"),
      ]
    case .day: [("↑↓", "选择"), ("Enter", "看全文"), ("Esc", "回")]
    case .measures: [("Ctrl-S", "保存"), ("Enter", "换行"), ("Esc", "取消")]
    case .export: [("Tab", "换一项"), ("Ctrl-S", "导出"), ("Esc", "取消")]
    }
  }
}

/// What is remembered of them while the console runs.
struct OutlookState: Sendable, Equatable {
  /// What the trend was last asked for; the last day is always today.
  var words = ""
  /// How many days it had.
  var days = TrendQuestion.usual
  /// Summaries that were copied, so that nobody loses count among fifty groups.
  var copied: Set<Copied> = []

  /// A summary of a day for a group, or for all.
  struct Copied: Hashable, Sendable {
    var day: Day
    var group: GroupID?
  }
}

extension AppState {
  mutating func handle(_ event: InputEvent, in outlook: OutlookBox) -> [Effect] {
    switch outlook {
    case .summary(let box): handle(event, in: box)
    case .trend(let box): handle(event, in: box)
    case .day(let box): handle(event, in: box)
    case .measures(let form): handle(event, in: form)
    case .export(let form): handle(event, in: form)
    }
  }

  func draw(_ outlook: OutlookBox, into canvas: inout Canvas, session: Session) -> Position? {
    switch outlook {
    case .summary(let box): draw(box, into: &canvas, session: session)
    case .trend(let box): return draw(box, into: &canvas, session: session)
    case .day(let box): draw(box, into: &canvas, session: session)
    case .measures(let form): return draw(form, into: &canvas)
    case .export(let form):
      return draw(form.form, error: form.error, notice: nil, into: &canvas)
    }
    return nil
  }

  /// Changes the topmost of those that are open, wherever in the stack it is.
  mutating func changeOutlook(_ change: (inout OutlookBox) -> Bool) {
    for place in overlays.indices.reversed() {
      guard case .outlook(var box) = overlays[place], change(&box) else { continue }
      overlays[place] = .outlook(box)
      return
    }
  }

  /// Reads again what is open of them, after something was written.
  func refreshOutlook() -> [Effect] {
    guard let session else { return [] }
    return overlays.compactMap { overlay -> Effect? in
      guard case .outlook(let box) = overlay else { return nil }
      switch box {
      case .summary(let box): return .outlook(.summary(session.scope, box.day))
      case .trend(let box): return .outlook(.trend(session.scope, box.question))
      case .day(let box): return .outlook(.trendDay(session.scope, box.question, box.day))
      case .measures, .export: return nil
      }
    }
  }

  /// Shows an error where it was typed; false where there is no such place.
  mutating func showError(_ text: String, in outlook: OutlookBox) -> Bool {
    switch outlook {
    case .measures(var form):
      form.error = text
      replaceTop(with: .outlook(.measures(form)))
    case .export(var form):
      form.error = text
      replaceTop(with: .outlook(.export(form)))
    case .summary, .trend, .day: return false
    }
    return true
  }
}

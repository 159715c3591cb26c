import CoreModel
import Store
import TerminalKit

/// 趋势: requests a day for a matter or a place, with what was done about it.
struct TrendBox: Sendable {
  /// What is asked.
  var question: TrendQuestion
  /// What was read; nil while it is being read.
  var trend: Trend?
  /// The chosen day.
  var selected: Day
  /// The words while they are being typed.
  var field: TextField?
  /// Lines below the chart that are scrolled away.
  var offset = 0

  /// Asks of so many days that end today.
  init(_ question: TrendQuestion) {
    self.question = question
    selected = question.end
  }
}

/// The requests of one day of a trend.
struct TrendDayBox: Sendable {
  /// What was asked.
  var question: TrendQuestion
  /// The day.
  var day: Day
  /// What came in; nil while it is being read.
  var rows: [QueueRow]?
  /// The selected one.
  var selection: RequestID?
  /// The first row shown.
  var top = 0

  /// The place of the selected one.
  var index: Int { rows?.firstIndex { $0.id == selection } ?? 0 }
}

extension AppState {
  /// Opens 趋势 as it was last asked for.
  mutating func openTrend() -> [Effect] {
    guard let session else { return [] }
    let box = TrendBox(TrendQuestion(words: outlook.words, days: outlook.days, end: now.day))
    overlays.append(.outlook(.trend(box)))
    return [.outlook(.trend(session.scope, box.question))]
  }

  /// Takes in what was counted, unless something else was asked meanwhile.
  mutating func install(_ trend: Trend) {
    changeOutlook { box in
      guard case .trend(var trendBox) = box, trendBox.question == trend.question else {
        return false
      }
      trendBox.trend = trend
      box = .trend(trendBox)
      return true
    }
  }

  /// Takes in the requests of a day, unless another one was asked for meanwhile.
  mutating func install(_ rows: [QueueRow], of question: TrendQuestion, on day: Day) {
    let shown = clusterRoom.listRows
    changeOutlook { box in
      guard case .day(var dayBox) = box, dayBox.question == question, dayBox.day == day else {
        return false
      }
      dayBox.rows = rows
      if !rows.contains(where: { $0.id == dayBox.selection }) { dayBox.selection = rows.first?.id }
      dayBox.top = ClusterBox.scrolled(dayBox.top, to: dayBox.index, rows: shown)
      box = .day(dayBox)
      return true
    }
  }

  // MARK: Keys

  mutating func handle(_ event: InputEvent, in box: TrendBox) -> [Effect] {
    var box = box
    if var field = box.field {
      switch event {
      case .paste(let text, _): _ = field.paste(Sanitizer.line(text))
      case .key(let key):
        switch key.code {
        case .enter:
          box.field = nil
          return ask(
            TrendQuestion(words: field.text, days: box.question.days, end: box.question.end), &box)
        case .escape:
          box.field = nil
          replaceTop(with: .outlook(.trend(box)))
          return []
        case .character where key == .ctrl("c"):
          closeTop()
          return []
        default: _ = field.handle(key)
        }
      default: return []
      }
      box.field = field
      replaceTop(with: .outlook(.trend(box)))
      return []
    }
    guard case .key(let typed) = event else { return [] }
    return handle(CommandKeys.normalise(typed) ?? typed, in: box)
  }

  private mutating func handle(_ key: Key, in trendBox: TrendBox) -> [Effect] {
    var box = trendBox
    let question = box.question
    switch key.code {
    case .character where key == .ctrl("f") || key == Key("/"):
      box.field = TextField(
        question.words, limit: 60, placeholder: "例如：木荷苑 垃圾、电梯、12号楼、北门；空着看全部诉求")
    case .left, .character("h"): box.selected = max(question.first, box.selected.adding(days: -1))
    case .right, .character("l"): box.selected = min(question.end, box.selected.adding(days: 1))
    case .home, .character("g"): box.selected = question.first
    case .end, .character("G"): box.selected = question.end
    case .up, .character("]"):
      return setTrendDays(TrendQuestion.windows.first { $0 > question.days }, &box)
    case .down, .character("["):
      return setTrendDays(TrendQuestion.windows.last { $0 < question.days }, &box)
    case .pageUp:
      return ask(
        TrendQuestion(
          words: question.words, days: question.days,
          end: question.end.adding(days: -question.days)), &box)
    case .pageDown:
      guard question.end < now.day else { return [] }
      return ask(
        TrendQuestion(
          words: question.words, days: question.days,
          end: min(now.day, question.end.adding(days: question.days))), &box)
    case .character(" "):
      let room = TrendRoom(size: size).text
      var view = DetailView(trendLines(box), offset: box.offset)
      view.scroll(by: room.rows, in: room.size)
      box.offset = view.offset == box.offset ? 0 : view.offset
    case .enter: return openTrendDay(box)
    case .character("m"): return openMeasures()
    case .character("y"):
      copyTrend(box)
      return []
    case .escape, .character("q"), .character("-"):
      closeTop()
      return []
    default:
      if key == .ctrl("c") { closeTop() }
      return []
    }
    replaceTop(with: .outlook(.trend(box)))
    return []
  }

  private mutating func setTrendDays(_ days: Int?, _ box: inout TrendBox) -> [Effect] {
    guard let days else {
      say("可以看 \(TrendQuestion.windows.map(String.init).joined(separator: "、")) 天", .info)
      return []
    }
    return ask(
      TrendQuestion(words: box.question.words, days: days, end: box.question.end), &box)
  }

  private mutating func ask(_ question: TrendQuestion, _ box: inout TrendBox) -> [Effect] {
    guard let session else { return [] }
    outlook.words = question.words
    outlook.days = question.days
    box.selected = min(max(box.selected, question.first), question.end)
    if question != box.question {
      box.question = question
      box.trend = nil
      box.offset = 0
    }
    replaceTop(with: .outlook(.trend(box)))
    return [.outlook(.trend(session.scope, question))]
  }

  private mutating func openTrendDay(_ box: TrendBox) -> [Effect] {
    guard let session, let trend = box.trend, let index = trend.index(of: box.selected) else {
      return []
    }
    guard trend.counts[index] > 0 else {
      say("\(box.selected.dateText(relativeTo: now.day))没有收到", .info)
      return []
    }
    overlays.append(.outlook(.day(TrendDayBox(question: box.question, day: box.selected))))
    return [.outlook(.trendDay(session.scope, box.question, box.selected))]
  }

  private mutating func copyTrend(_ box: TrendBox) {
    guard let session, let trend = box.trend else {
      say("还在统计，请稍候再按 y", .info)
      return
    }
    clipboard = trend.text(
      measures: session.rules.measures.measures,
      neighborhood: session.directory.neighborhood.name, today: now.day)
    say("趋势的文字已送到本机剪贴板（终端支持时）；也可以用 juwei trend 打印")
  }

  mutating func handle(_ event: InputEvent, in dayBox: TrendDayBox) -> [Effect] {
    guard case .key(let typed) = event else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var box = dayBox
    let rows = box.rows ?? []
    switch key.code {
    case .escape, .left, .character("q"):
      closeTop()
      return []
    case .enter, .right, .character(" "):
      return rows.first { $0.id == box.selection }.map { [.loadReading($0.id)] } ?? []
    default:
      if key == .ctrl("c") {
        closeTop()
        return []
      }
      let room = clusterRoom.listRows
      let index = ClusterBox.moved(box.index, by: key, count: rows.count, page: room)
      if rows.indices.contains(index) { box.selection = rows[index].id }
      box.top = ClusterBox.scrolled(box.top, to: index, rows: room)
    }
    replaceTop(with: .outlook(.day(box)))
    return []
  }
}

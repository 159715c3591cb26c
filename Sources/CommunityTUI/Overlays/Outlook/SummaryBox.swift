import CoreModel
import Store
import TerminalKit

/// 今日小结: a message for all WeChat groups and one for each, to be looked at and copied.
struct SummaryBox: Sendable {
  /// The day.
  var day: Day
  /// What was read of it; nil while it is being read.
  var summary: DaySummary?
  /// Whose message is shown; nil for all.
  var group: GroupID?
  /// The first line of the list that is shown.
  var top = 0
  /// Lines of the message that are scrolled away.
  var offset = 0

  /// Everybody, then the groups with something to tell, then the others, both in the order of the wall plan.
  func rows(in directory: Directory) -> [GroupID?] {
    let groups = directory.groups.map(\.id)
    guard let summary else { return [nil] + groups }
    let figures = groups.map { (id: $0, isEmpty: summary.figures(of: $0).isEmpty) }
    return [nil] + figures.filter { !$0.isEmpty }.map(\.id) + figures.filter(\.isEmpty).map(\.id)
  }
}

/// Where 今日小结 stands.
struct SummaryRoom {
  /// The border.
  let frame: Rect
  /// The groups.
  let list: Rect
  /// The column of the line between.
  let dividerColumn: Int
  /// The message.
  let text: Rect

  init(size: Size) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
    let inside = frame.inset()
    let columns = min(34, max(20, inside.columns * 3 / 10))
    let (list, rest) = inside.splitting(left: columns)
    self.list = list
    dividerColumn = rest.column
    text = rest.inset(left: 2, right: 1)
  }
}

extension AppState {
  /// Opens 今日小结 of today.
  mutating func openSummary() -> [Effect] {
    guard let session else { return [] }
    overlays.append(.outlook(.summary(SummaryBox(day: now.day))))
    return [.outlook(.summary(session.scope, now.day))]
  }

  /// Takes in what was read, unless another day was asked for meanwhile.
  mutating func install(_ summary: DaySummary) {
    changeOutlook { box in
      guard case .summary(var summaryBox) = box, summaryBox.day == summary.day else { return false }
      summaryBox.summary = summary
      box = .summary(summaryBox)
      return true
    }
  }

  mutating func handle(_ event: InputEvent, in box: SummaryBox) -> [Effect] {
    guard case .key(let typed) = event, let session else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var box = box
    let rows = box.rows(in: session.directory)
    let room = SummaryRoom(size: size)
    switch key.code {
    case .left: return setSummaryDay(box.day.adding(days: -1), &box)
    case .right: return setSummaryDay(box.day.adding(days: 1), &box)
    case .character("y"), .enter:
      copySummary(box, session)
      return []
    case .character(" "):
      let lines = summaryLines(box, session)
      var view = DetailView(lines, offset: box.offset)
      view.scroll(by: room.text.rows - 1, in: room.text.size)
      // Beyond the end it begins anew.
      box.offset = view.offset == box.offset ? 0 : view.offset
    case .escape, .character("q"), .character("0"):
      closeTop()
      return []
    case .character where key == .ctrl("c"):
      closeTop()
      return []
    default:
      let index = rows.firstIndex(of: box.group) ?? 0
      let moved = ClusterBox.moved(index, by: key, count: rows.count, page: room.list.rows)
      if moved != index { box.offset = 0 }
      box.group = rows[moved]
      box.top = ClusterBox.scrolled(box.top, to: moved, rows: room.list.rows)
    }
    replaceTop(with: .outlook(.summary(box)))
    return []
  }

  private mutating func setSummaryDay(_ day: Day, _ box: inout SummaryBox) -> [Effect] {
    guard let session else { return [] }
    guard day <= now.day else {
      say("\(day.dateText(relativeTo: now.day))还没有到", .info)
      return []
    }
    box.day = day
    box.summary = nil
    box.offset = 0
    replaceTop(with: .outlook(.summary(box)))
    return [.outlook(.summary(session.scope, day))]
  }

  private func summaryText(_ box: SummaryBox, _ session: Session) -> String? {
    let name =
      box.group.flatMap { session.directory.group($0)?.name } ?? session.directory.neighborhood.name
    return box.summary?.text(of: box.group, named: name, now: now)
  }

  private mutating func copySummary(_ box: SummaryBox, _ session: Session) {
    guard let text = summaryText(box, session) else {
      say("还在统计，请稍候再按 y", .info)
      return
    }
    clipboard = text
    outlook.copied.insert(OutlookState.Copied(day: box.day, group: box.group))
    let name = box.group.flatMap { session.directory.group($0) }
      .map { $0.weChatGroup.map { "，贴到「\($0)」" } ?? "（\($0.name)）" }
    say("小结已送到本机剪贴板（终端支持时）\(name ?? "，可以贴到各群")；粘贴不出来就用鼠标选中复制")
  }

  private func summaryLines(_ box: SummaryBox, _ session: Session) -> [DetailLine] {
    guard let text = summaryText(box, session) else {
      return [.text([Span("正在统计……", Style(.muted))])]
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isCopied = outlook.copied.contains(
      OutlookState.Copied(day: box.day, group: box.group))
    return lines.enumerated().map { index, line in
      .text([Span(line, index == 0 ? Style(.title) : .text)])
    } + [
      .blank,
      .text([
        Span(
          isCopied ? "\(look.glyphs.check) 复制过了；y 再复制一次" : "y 复制这一段；里面没有姓名、电话、室号",
          Style(isCopied ? .success : .muted))
      ]),
    ]
  }

  func draw(_ box: SummaryBox, into canvas: inout Canvas, session: Session) {
    let room = SummaryRoom(size: size)
    let glyphs = look.glyphs
    let date = "\(box.day.dateText(relativeTo: now.day)) \(box.day.weekdayText)"
    canvas.fill(room.frame)
    canvas.box(
      room.frame, title: "今日小结", trailingTitle: "\(date)  ← → 换一天", focused: true,
      glyphs: glyphs.box)
    canvas.verticalDivider(
      in: room.frame, column: room.dividerColumn, focused: true, glyphs: glyphs.box)
    let rows = box.rows(in: session.directory)
    let index = rows.firstIndex(of: box.group) ?? 0
    let top = ClusterBox.scrolled(box.top, to: index, rows: room.list.rows)
    for (line, group) in rows.dropFirst(top).prefix(room.list.rows).enumerated() {
      draw(group, of: box, in: room.list, line: line, isSelected: top + line == index, &canvas)
    }
    if top > 0 {
      canvas.put(
        glyphs.moreAbove, row: room.list.row, column: room.list.endColumn - 1, style: Style(.muted))
    }
    if top + room.list.rows < rows.count {
      canvas.put(
        glyphs.moreBelow, row: room.list.endRow - 1, column: room.list.endColumn - 1,
        style: Style(.muted))
    }
    DetailView(summaryLines(box, session), offset: box.offset, glyphs: glyphs)
      .draw(into: &canvas, rect: room.text)
  }

  private func draw(
    _ group: GroupID?, of box: SummaryBox, in list: Rect, line: Int, isSelected: Bool,
    _ canvas: inout Canvas
  ) {
    let glyphs = look.glyphs
    let name = group.map { session?.directory.group($0)?.name ?? "" } ?? "全部楼组"
    let figures = box.summary?.figures(of: group)
    let isCopied = outlook.copied.contains(OutlookState.Copied(day: box.day, group: group))
    let isQuiet = figures?.isEmpty == true
    let count = figures.map { $0.received > 0 ? "收\($0.received)" : isQuiet ? "" : "在办" } ?? ""
    let style =
      isSelected
      ? Style(.selected) : isQuiet ? Style(.muted) : group == nil ? Style(.accent) : .text
    let room = list.columns - 5
    let width = TextWidth.columns(count)
    let row = list.row + line
    if isSelected {
      canvas.fill(
        Rect(row: row, column: list.column, rows: 1, columns: list.columns - 1), style: style)
    }
    canvas.put(isSelected ? glyphs.mark : " ", row: row, column: list.column, style: style)
    canvas.put(
      isCopied ? glyphs.check : " ", row: row, column: list.column + 1,
      style: isSelected ? style : Style(.success))
    canvas.put(
      TextLayout.clip(name, columns: max(4, room - width)), row: row, column: list.column + 3,
      style: style)
    canvas.put(count, row: row, column: list.endColumn - 2 - width, style: style)
  }
}

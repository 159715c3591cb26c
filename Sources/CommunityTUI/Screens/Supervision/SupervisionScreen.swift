import CoreModel
import Store
import TerminalKit

/// 7 督办: figures by 片区, 居民区 and 楼组, or the requests behind one of them; what is selected at the bottom.
struct SupervisionScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }
  private var supervision: SupervisionState { state.supervision }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    let asOf = supervision.survey.map { "截至 \($0.asOf.clockText)" } ?? ""
    canvas.box(rect, title: title, trailingTitle: asOf, focused: true, glyphs: glyphs.box)
    let room = state.supervisionRoom
    guard supervision.survey != nil else {
      canvas.put(
        "正在汇总……", row: room.list.row, column: room.list.column + 1, style: Style(.muted))
      return nil
    }
    if supervision.listing == nil {
      drawTable(in: room.list, into: &canvas)
    } else {
      drawRequests(in: room.list, into: &canvas)
    }
    if !room.detail.isEmpty {
      canvas.divider(in: rect, row: room.detail.row - 1, focused: true, glyphs: glyphs.box)
      DetailView(detail, glyphs: glyphs).draw(into: &canvas, rect: room.detail)
    }
    return nil
  }

  private var title: String {
    guard let place = supervision.listing else {
      switch state.supervisionPlace {
      case .neighborhood: return "督办 · \(session.directory.neighborhood.name)"
      default: return "督办 · \(session.neighborhoods.count) 个居民区"
      }
    }
    let what = supervision.concern?.title ?? "全部要督办的"
    let count = supervision.list.map { " \($0.total) 件" } ?? ""
    return "督办 · \(what)\(count) · \(name(of: place))"
  }

  private func name(of place: SupervisionPlace) -> String {
    switch place {
    case .everywhere: return "\(session.neighborhoods.count) 个居民区"
    case .area(let name): return name.isEmpty ? "未划片区" : name
    case .neighborhood(let id):
      return session.neighborhoods.first { $0.id == id }?.name
        ?? session.directory.neighborhood.name
    case .group(_, let id):
      return id.flatMap { session.directory.group($0)?.name } ?? "未注明楼组"
    }
  }

  // MARK: The table

  private struct Column {
    let concern: Concern?
    let title: String
    let columns: Int
  }

  private var columns: [Column] {
    let extra = state.size.columns >= 110 ? 2 : 0
    return [Column(concern: nil, title: "要督办", columns: 7 + extra)]
      + Concern.allCases.map {
        Column(
          concern: $0, title: $0.short, columns: TextWidth.columns($0.short) + 1 + extra)
      }
  }

  private func drawTable(in rect: Rect, into canvas: inout Canvas) {
    let lines = state.supervisionLines
    let (head, body) = rect.splitting(top: 1)
    let columns = columns
    let openColumns = 6
    let used = columns.reduce(openColumns) { $0 + $1.columns } + 1
    let nameColumns = max(8, rect.columns - used - 1)
    var column = head.column + 1 + nameColumns
    put("未结", at: column, openColumns, head.row, Style(.muted), into: &canvas)
    column += openColumns
    for one in columns {
      let isChosen = one.concern == supervision.concern
      put(
        one.title, at: column, one.columns, head.row,
        isChosen ? Style(.selected, bold: true) : Style(.muted), into: &canvas)
      column += one.columns
    }
    let index = lines.firstIndex { $0.entry == state.supervisionLine?.entry } ?? 0
    let top = SupervisionScreen.top(index, of: lines.count, showing: body.rows)
    for (offset, line) in lines.dropFirst(top).prefix(body.rows).enumerated() {
      let row = body.row + offset
      let isSelected = top + offset == index
      if isSelected {
        canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
      }
      let isNarrow = nameColumns < 20
      let name =
        String(repeating: " ", count: line.indent * 2) + (isNarrow ? short(line.name) : line.name)
      canvas.put(
        TextLayout.clip(name, columns: nameColumns - 1), row: row, column: rect.column + 1,
        style: isSelected
          ? Style(.selected, bold: line.indent == 0) : Style(.text, bold: line.indent == 0))
      var column = rect.column + 1 + nameColumns
      put(count(line.tally.open), at: column, openColumns, row, Style(.muted), into: &canvas)
      column += openColumns
      for one in columns {
        let value = one.concern.map { line.tally[$0] } ?? line.tally.concerned
        var style = value == 0 ? Style(.muted) : style(of: one.concern)
        if isSelected, one.concern == supervision.concern { style = Style(.selected, bold: true) }
        // A whistle that no request is behind is as unanswered.
        let units = value == 0 && one.concern == .whistle ? absent(of: line).count : 0
        if units > 0, style == Style(.muted) { style = self.style(of: .whistle) }
        put(
          units > 0 ? "\(units)家" : count(value), at: column, one.columns, row, style,
          into: &canvas)
        column += one.columns
      }
    }
    drawMore(top, lines.count, in: body, into: &canvas)
  }

  private func count(_ value: Int) -> String { value == 0 ? "·" : "\(value)" }

  /// In narrow columns what all of them end in says nothing.
  private func short(_ name: String) -> String {
    name.hasSuffix("居民区") && name.count > 4 ? String(name.dropLast(3)) : name
  }

  /// Numbers stand at the right edge of their column.
  private func put(
    _ text: String, at column: Int, _ columns: Int, _ row: Int, _ style: Style,
    into canvas: inout Canvas
  ) {
    canvas.put(
      text, row: row, column: column + max(0, columns - TextWidth.columns(text)), style: style)
  }

  private func style(of concern: Concern?) -> Style {
    switch concern {
    case .rejected, .overdue, .whistle: Style(.danger, bold: true)
    case .stalled, .returned, .repeated, .asked: Style(.warning)
    case .answered: Style(.info, bold: true)
    case .waiting, nil: Style(.text)
    }
  }

  /// The first line that is shown, so that the selected one is in the middle wherever that is possible.
  private static func top(_ index: Int, of count: Int, showing rows: Int) -> Int {
    max(0, min(index - rows / 2, count - rows))
  }

  private func drawMore(_ top: Int, _ count: Int, in rect: Rect, into canvas: inout Canvas) {
    let edge = rect.endColumn - 1
    if top > 0 { canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted)) }
    if top + rect.rows < count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }

  // MARK: The list

  private func drawRequests(in rect: Rect, into canvas: inout Canvas) {
    guard let list = supervision.list else {
      canvas.put("正在读取……", row: rect.row, column: rect.column + 1, style: Style(.muted))
      return
    }
    guard !list.rows.isEmpty else {
      let units = supervision.concern == .whistle ? absent(at: supervision.listing) : []
      guard units.isEmpty else { return drawAbsent(units, in: rect, into: &canvas) }
      canvas.put(
        "没有\(supervision.concern?.title ?? "要督办")的诉求。Tab 换一栏，Esc 回到数字", row: rect.row,
        column: rect.column + 1, style: Style(.muted))
      return
    }
    let (head, body) = rect.splitting(top: 1)
    let isAcross = supervision.listing?.neighborhood == nil
    let isWide = state.size.columns >= 110
    let widths = (
      late: 15, owner: 9, home: isAcross ? (isWide ? 16 : 9) : 0, place: isWide ? 14 : 9
    )
    let marks = isWide ? 24 : 10
    func columnsOf(
      _ late: Span, _ owner: String, _ home: String, _ place: String, _ text: String,
      _ concerns: String, _ row: Int, _ style: Style
    ) {
      var column = rect.column + 1
      canvas.put([late], row: row, column: column, limit: widths.late)
      column += widths.late
      for (text, columns) in [(owner, widths.owner), (home, widths.home), (place, widths.place)]
      where columns > 0 {
        canvas.put(
          TextLayout.clip(text, columns: columns - 1), row: row, column: column, style: style)
        column += columns
      }
      let room = max(6, rect.endColumn - column - marks - 2)
      canvas.put(TextLayout.clip(text, columns: room), row: row, column: column, style: style)
      canvas.put(
        TextLayout.clip(concerns, columns: marks), row: row, column: rect.endColumn - marks - 1,
        style: Style(.muted))
    }
    columnsOf(
      Span("下一步", Style(.muted)), "在谁手上", "居民区", "地点", "诉求", "为什么", head.row, Style(.muted))
    let index = list.rows.firstIndex { $0.id == supervision.request } ?? 0
    let top = SupervisionScreen.top(index, of: list.rows.count, showing: body.rows)
    for (offset, one) in list.rows.dropFirst(top).prefix(body.rows).enumerated() {
      let row = body.row + offset
      let isSelected = top + offset == index
      let late = one.row.obligation.map {
        Words.remaining(of: $0, at: state.now, glyphs: glyphs)
      }
      let others = one.concerns.all.filter { $0 != supervision.concern }
      columnsOf(
        late ?? Span(""), one.owner,
        isWide ? one.neighborhood.name : short(one.neighborhood.name), Privacy.masked(one.place),
        Privacy.masked(one.row.text), others.map(\.short).joined(separator: " "), row,
        isSelected ? Style(.selected) : .text)
      if isSelected {
        canvas.put(glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
      }
    }
    drawMore(top, list.rows.count, in: body, into: &canvas)
  }

  /// Units that were whistled to for no request: there is nothing to be listed but them.
  private func drawAbsent(
    _ units: [SupervisionSurvey.AbsentUnit], in rect: Rect, into canvas: inout Canvas
  ) {
    var lines = ["没有诉求的吹哨，也没有到的单位 \(units.count) 家（在那个居民区按 5，Tab 到吹哨里看）："]
    lines += units.map { "· " + words(of: $0) }
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      canvas.put(
        TextLayout.clip(line, columns: rect.columns - 2), row: rect.row + offset,
        column: rect.column + 1, style: offset == 0 ? Style(.muted) : Style(.danger))
    }
  }

  // MARK: What is selected

  private var detail: [DetailLine] {
    if supervision.listing != nil { return supervision.selectedRow.map(lines(of:)) ?? [] }
    guard let line = state.supervisionLine else {
      return [.text([Span("没有未结的诉求", Style(.muted))])]
    }
    let concern = supervision.concern
    let value = concern.map { line.tally[$0] } ?? line.tally.concerned
    var head = [
      Span(line.name, Style(.text, bold: true)),
      Span("  \(concern?.title ?? "要督办的") \(value) 件，未结 \(line.tally.open) 件"),
    ]
    if line.tally.latest > 0 {
      head.append(
        Span("，超时最久 \(durationText(seconds: line.tally.latest))", Style(.danger)))
    }
    let units = absent(of: line)
    if !units.isEmpty {
      head.append(Span("，哨响没到的单位 \(units.count) 家", Style(.danger, bold: true)))
    }
    let owners = line.tally.ownersByCount
    let stalledDays = session.rules.escalation.stalledDays
    return [
      .text(head),
      .text([
        Span(
          concern == .whistle && !units.isEmpty
            ? "没到的单位：" + units.prefix(12).map(words(of:)).joined(separator: "；")
            : owners.isEmpty
              ? "没有超时的"
              : "超时的在谁手上："
                + owners.prefix(8).map { "\($0.name) \($0.count)" }.joined(separator: "、")
                + (owners.count > 8 ? " 等 \(owners.count) 处" : ""))
      ]),
      .text([
        Span(
          concern.map { "\($0.title)：\($0.explanation(stalledDays: stalledDays))" }
            ?? "要督办的：各栏里有的，同一件只数一次", Style(.muted))
      ]),
      .text([Span(hint(of: line), Style(.info))]),
    ]
  }

  /// Units that have not turned up at a place, the longest late first.
  private func absent(of line: SupervisionLine) -> [SupervisionSurvey.AbsentUnit] {
    switch line.entry {
    case .all: absent(at: state.supervisionPlace)
    case .area(let name): absent(at: .area(name))
    case .home(let id): absent(at: .neighborhood(id))
    case .group: []
    }
  }

  private func absent(at place: SupervisionPlace?) -> [SupervisionSurvey.AbsentUnit] {
    let homes = supervision.survey?.homes ?? []
    let own: [SupervisionSurvey.Home]
    switch place {
    case .everywhere: own = homes
    case .area(let name): own = homes.filter { $0.area == name }
    case .neighborhood(let id): own = homes.filter { $0.id == id }
    case .group, nil: own = []
    }
    return own.flatMap(\.absent).sorted { $0.dueAt < $1.dueAt }
  }

  private func words(of unit: SupervisionSurvey.AbsentUnit) -> String {
    "\(unit.unit)（\(Privacy.masked(unit.title))，超\(shortDurationText(seconds: state.now.seconds(since: unit.dueAt)))"
      + (unit.isReported ? "，已报街镇）" : "）")
  }

  private func hint(of line: SupervisionLine) -> String {
    if case .home(let id) = line.entry {
      return id == session.scope
        ? "Enter 看各楼组  v 看是哪些诉求  ←→ 换一栏" : "Enter 换到这个居民区、看各楼组  v 看是哪些诉求  ←→ 换一栏"
    }
    return "Enter 看是哪些诉求  ←→ 换一栏  V 每一栏数的是什么"
  }

  private func lines(of one: SupervisedRow) -> [DetailLine] {
    let row = one.row
    let watch = one.facts.watch
    let idle = session.rules.deadlines.calendar.workingDays(
      from: watch.lastAt.day, to: state.now.day)
    var about = [row.status.title]
    if let owed = row.obligation {
      about.append("\(owed.kind.title) \(Words.deadline(owed.dueAt, at: state.now))")
    }
    about.append("在\(one.owner)手上")
    var more = [
      "最近一步 \(watch.lastAt.nearText(relativeTo: state.now))"
        + (idle > 0 ? "，\(idle) 个工作日没有动" : "")
    ]
    more += watch.waitsFor.map(\.title)
    if watch.asked > 0 { more.append("问询待答 \(watch.asked)") }
    if watch.answered > 0 { more.append("答复待阅 \(watch.answered)") }
    let isHere = one.neighborhood.id == session.scope
    let text = Privacy.masked(row.text)
    return [
      .text([Span("\(row.number)  \(text)", Style(.text, bold: true))]),
      .text([Span(about.joined(separator: " · "))]),
      .text([Span(more.joined(separator: " · "), Style(.muted))]),
      .text([
        Span(
          isHere
            ? (watch.answered > 0 ? "^ 看答复：阅结或退回  Enter 可做的事  → 看全文" : "^ 问询或要求  Enter 可做的事  → 看全文")
            : "Enter 换到\(one.neighborhood.name)再办", Style(.info))
      ]),
    ]
  }
}

extension AppState {
  /// Where the parts of the screen of 督办 stand.
  var supervisionRoom: (list: Rect, detail: Rect) {
    guard let rect = layout?.panes[.requests] else {
      let nothing = Rect(row: 0, column: 0, rows: 0, columns: 0)
      return (nothing, nothing)
    }
    let inside = rect.inset()
    let (list, below) = inside.splitting(bottom: inside.rows >= 14 ? 5 : 0)
    return (list, below.isEmpty ? below : below.inset(top: 1, left: 1))
  }
}

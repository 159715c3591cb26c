import CoreModel
import Store
import TerminalKit

/// Where a plan stands.
struct PlanRoom {
  /// The border.
  let frame: Rect
  /// The kinds, and the plan in one line.
  let head: Rect
  /// The row of the line under them.
  let dividerRow: Int
  /// What is read.
  let body: Rect

  init(size: Size) {
    frame = Rect(size: size).inset(rows: 1, columns: 0)
      .centered(rows: size.rows - 2, columns: min(size.columns, 124))
    let (head, rest) = frame.inset(rows: 1, columns: 2).splitting(top: 2)
    self.head = head
    dividerRow = rest.row
    body = rest.inset(top: 1)
  }
}

extension AppState {
  /// Where a plan stands.
  var planRoom: PlanRoom { PlanRoom(size: size) }

  func draw(_ box: PlanningBox, into canvas: inout Canvas, session: Session) -> Position? {
    switch box.pages.last {
    case .plan(let page):
      draw(page, into: &canvas, session: session)
      return nil
    case .absences(let page):
      let room = Rect(size: size).inset(rows: 1, columns: 1)
      page.menu.draw(
        into: &canvas, rect: room.centered(page.menu.preferredSize(in: room.size)),
        glyphs: look.glyphs)
      return nil
    case .form(let form):
      return drawForm(form.form, error: form.error, into: &canvas)
    case nil: return nil
    }
  }

  private func draw(_ page: PlanPage, into canvas: inout Canvas, session: Session) {
    let room = planRoom
    let glyphs = look.glyphs
    canvas.fill(room.frame)
    canvas.box(
      room.frame, title: "排班 \(page.period.title)",
      trailingTitle: "\(glyphs.stepLeft) \(glyphs.stepRight) 换月", focused: true, glyphs: glyphs.box)
    var kinds: [Span] = []
    for (index, kind) in page.kinds.enumerated() {
      let isWanted = !page.unwanted.contains(kind)
      kinds.append(
        Span(
          "\(index + 1)\(isWanted ? glyphs.check : " ")\(kind.title)  ",
          Style(isWanted ? .accent : .muted, bold: isWanted)))
    }
    canvas.put(
      SpanLayout.clip(kinds, columns: room.head.columns), row: room.head.row,
      column: room.head.column)
    let summary: (String, Style) =
      if let error = page.error {
        ("\(glyphs.cross) \(error)", Style(.danger, bold: true))
      } else if let plan = page.plan {
        (
          "\(plan.missing > 0 ? glyphs.alert : glyphs.check) \(plan.summary)"
            + (plan.shifts.isEmpty ? "" : "；Enter 采用"),
          Style(plan.missing > 0 ? .warning : .success, bold: true)
        )
      } else {
        ("正在排……", Style(.muted))
      }
    canvas.put(
      summary.0, row: room.head.row + 1, column: room.head.column, style: summary.1,
      limit: room.head.columns)
    let names = PlanPage.Tab.allCases.map { tab in
      "\(tab == page.tab ? glyphs.chosen : glyphs.unchosen)\(title(of: tab, page.plan))"
    }
    canvas.divider(
      in: room.frame, row: room.dividerRow, title: names.joined(separator: "  "),
      trailingTitle: "Tab 换", focused: true, glyphs: glyphs.box)
    planView(page, session: session).draw(into: &canvas, rect: room.body)
  }

  private func title(of tab: PlanPage.Tab, _ plan: RosterPlan?) -> String {
    switch tab {
    case .people: "按人"
    case .gaps: "缺岗" + (plan.map { $0.gaps.isEmpty ? "" : " \($0.gaps.count)" } ?? "")
    case .shifts: "班次" + (plan.map { $0.shifts.isEmpty ? "" : " \($0.shifts.count)" } ?? "")
    }
  }

  /// What there is to read of a plan.
  func planView(_ page: PlanPage, session: Session) -> DetailView {
    guard let plan = page.plan else { return DetailView([], glyphs: look.glyphs) }
    let text = PlanText(plan: plan, session: session, now: now, glyphs: look.glyphs)
    let lines =
      switch page.tab {
      case .people: text.people
      case .gaps: text.gaps
      case .shifts: text.shifts
      }
    return DetailView(lines, offset: page.offset, glyphs: look.glyphs)
  }
}

/// A plan in lines.
struct PlanText {
  let plan: RosterPlan
  let session: AppState.Session
  let now: Instant
  let glyphs: WidgetGlyphs

  private static let nameColumns = 9
  private static let countColumns = 9

  /// How much everybody stands, how even that is, and what else is to be known.
  var people: [DetailLine] {
    guard !plan.concerned.isEmpty else {
      return [.text([Span("名册里没有能值这些班的在岗人员：按 S 在「人员」里登记，或改值班规则", Style(.warning))])]
    }
    let loads = plan.loads
    let header =
      TextLayout.pad("姓名", columns: PlanText.nameColumns)
      + loads.map { TextLayout.pad($0.title, columns: PlanText.countColumns) }.joined()
      + TextLayout.pad("本次", columns: 7) + "本季合计"
    var lines: [DetailLine] = [.text([Span(header, Style(.muted))])]
    for person in plan.concerned {
      var spans = [
        Span(
          TextLayout.pad(
            TextLayout.clip(person.person.name, columns: 8), columns: PlanText.nameColumns))
      ]
      for load in loads {
        let isNew = person.added(load) > 0
        spans.append(
          Span(
            TextLayout.pad(person.text(load), columns: PlanText.countColumns),
            isNew ? Style(.accent, bold: true) : Style(.muted)))
      }
      spans.append(Span(TextLayout.pad(person.hoursInPlanText, columns: 7)))
      spans.append(Span(person.hoursText, Style(.muted)))
      lines.append(.text(spans))
    }
    lines.append(.text([Span("原有→排后，按本季度计；「本次」是所排这段日子的时数；· 不值这种班", Style(.muted))]))
    lines.append(.blank)
    for spread in plan.spreads {
      let isEven = spread.difference <= 1
      lines.append(
        .item(
          [Span(isEven ? glyphs.check : glyphs.alert, Style(isEven ? .success : .warning))],
          [Span(spread.text)]))
    }
    for remark in plan.remarks {
      lines.append(.item([Span(glyphs.alert, Style(.warning))], [Span(remark)]))
    }
    return lines
  }

  /// What nobody could stand, and why.
  var gaps: [DetailLine] {
    guard !plan.gaps.isEmpty else {
      return [.text([Span("\(glyphs.check) 没有缺岗：要排的班都有人", Style(.success))])]
    }
    return plan.gaps.map { gap in
      .item(
        [Span(gap.wanted.text(relativeTo: now.day), Style(.warning, bold: true))],
        [Span(gap.text)])
    }
  }

  /// Who is to stand what.
  var shifts: [DetailLine] {
    guard !plan.shifts.isEmpty else {
      return [.text([Span("没有排出新的班次", Style(.muted))])]
    }
    return plan.shifts.map { planned in
      .item(
        [Span(planned.wanted.text(relativeTo: now.day), Style(.accent))],
        [Span(planned.names(in: session.directory))])
    }
  }

  /// All of it for the clipboard.
  var copied: String {
    var lines = [plan.summary]
    lines += plan.spreads.map { "均匀：\($0.text)" } + plan.remarks
    lines += plan.gaps.map { "缺岗：\($0.wanted.text(relativeTo: now.day)) \($0.text)" }
    lines += plan.shifts.map {
      "\($0.wanted.text(relativeTo: now.day)) \($0.names(in: session.directory))"
    }
    return lines.joined(separator: "\n")
  }
}

import CoreModel
import Store
import TerminalKit

/// 5 微实事: how many stand at which stage on top, the list, and the selected one with its milestones below.
struct ProjectScreen {
  let state: AppState
  let session: AppState.Session

  private var glyphs: WidgetGlyphs { state.look.glyphs }
  private var board: ProjectState { state.project }

  /// Draws it; where the cursor stands when something is typed on it.
  func draw(into canvas: inout Canvas, rect: Rect) -> Position? {
    canvas.box(
      rect, title: board.isTimeline ? "微实事 · 时间线" : "微实事 · 按阶段", trailingTitle: trailing,
      focused: true, glyphs: glyphs.box)
    let room = state.projectRoom
    guard let lines = board.lines else {
      canvas.put("正在读取……", row: rect.row + 1, column: rect.column + 2, style: Style(.muted))
      return nil
    }
    guard !lines.isEmpty else {
      drawEmptiness(in: rect.inset(), into: &canvas)
      return nil
    }
    canvas.put(
      strip(of: lines), row: room.strip.row, column: room.strip.column + 1,
      limit: room.strip.columns - 1)
    drawList(in: room.list, into: &canvas)
    if !room.detail.isEmpty, let line = board.selectedLine {
      canvas.divider(
        in: rect, row: room.detail.row - 1,
        title: TextLayout.clip(
          "\(line.project.number) \(Privacy.masked(line.project.name))",
          columns: rect.columns - 24),
        trailingTitle: line.project.stage.title, focused: true, glyphs: glyphs.box)
      DetailView(detail(of: line, in: room.detail.size), glyphs: glyphs)
        .draw(into: &canvas, rect: room.detail)
    }
    return nil
  }

  private var trailing: String {
    let late = (board.lines ?? []).count { !$0.project.late(at: state.now).isEmpty }
    return late > 0 ? "\(late) 个有超期节点" : ""
  }

  private func drawEmptiness(in rect: Rect, into canvas: inout Canvas) {
    let lines = [
      "还没有微实事项目。", "按 N 从议事会里的一件诉求立项；", "也可以在工作台选中一件诉求，按 > 选「立微实事项目」。",
    ]
    for (index, line) in lines.enumerated() where index < rect.rows {
      canvas.put(
        line, row: rect.row + index, column: rect.column + 1,
        style: Style(index == 0 ? .text : .muted), limit: rect.columns - 2)
    }
  }

  /// `征集 1 → 议定 0 → … 待告知 2`.
  private func strip(of lines: [ProjectLine]) -> [Span] {
    var spans: [Span] = []
    for stage in ProjectStage.working + [.closedOff] {
      let count = lines.count { $0.project.stage == stage }
      if !spans.isEmpty { spans.append(Span(" \(glyphs.stepRight) ", Style(.border))) }
      spans.append(Span("\(stage.title) ", Style(.muted)))
      spans.append(Span("\(count)", Style(count > 0 ? .text : .muted, bold: count > 0)))
    }
    let untold = lines.flatMap(\.sources).count(where: \.isToBeTold)
    if untold > 0 {
      spans.append(Span("   \(glyphs.alert) 待告知居民 \(untold) 件", Style(.warning, bold: true)))
    }
    return spans
  }

  // MARK: The list

  private func drawList(in rect: Rect, into canvas: inout Canvas) {
    let entries = board.entries(isTimeline: board.isTimeline)
    let top = max(0, min(board.top, entries.count - rect.rows))
    let timeline = board.isTimeline ? whole(in: rect) : nil
    canvas.clipped(to: rect) { canvas in
      if board.isTimeline, entries.isEmpty {
        canvas.put("没有进行中的项目；v 回到按阶段", row: rect.row, column: rect.column + 1, style: Style(.muted))
      }
      for (index, entry) in entries.dropFirst(top).prefix(rect.rows).enumerated() {
        let row = rect.row + index
        switch entry {
        case .stage(let stage, let count):
          canvas.put(
            "\(stage.title) \(count)", row: row, column: rect.column + 1,
            style: Style(.title, bold: true))
        case .project(let line):
          if let timeline {
            draw(line, on: timeline, row: row, in: rect, into: &canvas)
          } else {
            draw(line, row: row, in: rect, into: &canvas)
          }
          if line.id == board.selected {
            canvas.restyle(
              Rect(row: row, column: rect.column + 1, rows: 1, columns: ProjectScreen.number)
            ) { $0.with(.selected) }
            canvas.put(
              glyphs.mark, row: row, column: rect.column, style: Style(.accent, bold: true))
          }
        }
      }
    }
    let edge = rect.endColumn - 1
    if top > 0 { canvas.put(glyphs.moreAbove, row: rect.row, column: edge, style: Style(.muted)) }
    if top + rect.rows < entries.count {
      canvas.put(glyphs.moreBelow, row: rect.endRow - 1, column: edge, style: Style(.muted))
    }
  }

  /// Columns of `2026-03` and a blank.
  private static let number = 8

  private func draw(
    _ line: ProjectLine, row: Int, in rect: Rect, into canvas: inout Canvas
  ) {
    let project = line.project
    var column = rect.column + 1
    canvas.put(project.number, row: row, column: column, style: Style(.muted))
    column += ProjectScreen.number
    let done = project.progress
    let count = "\(done.done)/\(done.of)"
    let sources = "诉求\(line.counted.count)"
    let tail = 6 + 7
    let next = min(36, (rect.columns - ProjectScreen.number - tail) / 2)
    let name = rect.columns - ProjectScreen.number - tail - next - 3
    canvas.put(
      TextLayout.clip(Privacy.masked(project.name), columns: name - 1), row: row, column: column,
      style: Style(project.isOpen ? .text : .muted))
    column += name
    let (words, style) = step(of: line)
    canvas.put(TextLayout.clip(words, columns: next - 1), row: row, column: column, style: style)
    column += next
    canvas.put(count, row: row, column: column, style: Style(.muted))
    canvas.put(sources, row: row, column: column + 6, style: Style(.muted))
  }

  /// What is owed next, or what is left of it once it has ended.
  private func step(of line: ProjectLine) -> (String, Style) {
    let project = line.project
    if project.isOpen, let milestone = project.openMilestones.first {
      let isLate = milestone.isLate(at: state.now)
      let who = session.directory.name(of: milestone.person)
      return (
        "\(isLate ? glyphs.cross : glyphs.unchosen) \(milestone.standing(at: state.now, isShort: true)) \(milestone.name) \(who)",
        isLate ? Style(.danger, bold: true) : .text
      )
    }
    if let step = project.nextStep {
      let isLate = step.dueAt < state.now
      return (
        "\(isLate ? glyphs.cross : glyphs.unchosen) \(ProjectTimeline.short(step.dueAt.day)) 前 \(step.what)",
        isLate ? Style(.danger, bold: true) : Style(.accent)
      )
    }
    let untold = line.sources.count(where: \.isToBeTold)
    if untold > 0 { return ("\(glyphs.alert) 待告知居民 \(untold) 件", Style(.warning, bold: true)) }
    let day = project.ending.map { ProjectTimeline.short($0.at.day) } ?? ""
    return project.stage == .closedOff
      ? ("\(glyphs.check) \(day) 销项，居民已告知", Style(.success)) : ("\(day) 终止", Style(.muted))
  }

  private func whole(in rect: Rect) -> ProjectTimeline {
    let open = (board.lines ?? []).map(\.project).filter(\.isOpen)
    return ProjectTimeline(
      open.flatMap {
        [$0.startedAt.day] + $0.milestones.flatMap { [$0.due, $0.doneOn ?? $0.due] }
      },
      today: state.now.day, columns: rect.columns - ProjectScreen.number - names(in: rect) - 3,
      glyphs: glyphs)
  }

  private func names(in rect: Rect) -> Int { min(30, rect.columns / 4) }

  private func draw(
    _ line: ProjectLine, on timeline: ProjectTimeline, row: Int, in rect: Rect,
    into canvas: inout Canvas
  ) {
    let project = line.project
    canvas.put(project.number, row: row, column: rect.column + 1, style: Style(.muted))
    let names = names(in: rect)
    canvas.put(
      TextLayout.clip(Privacy.masked(project.name), columns: names - 1), row: row,
      column: rect.column + 1 + ProjectScreen.number)
    let last = project.milestones.map(\.due).max() ?? project.startedAt.day
    let marks = project.milestones.filter { $0.struckFor == nil }.map { milestone in
      let mark = milestone.mark(at: state.now, glyphs: glyphs)
      return (day: milestone.doneOn ?? milestone.due, glyph: mark.glyph, style: mark.style)
    }
    canvas.put(
      timeline.line(from: project.startedAt.day, to: last, marks: marks), row: row,
      column: rect.column + 1 + ProjectScreen.number + names)
  }

  // MARK: What is selected

  private func detail(of line: ProjectLine, in size: Size) -> [DetailLine] {
    let project = line.project
    var facts = [
      "\(session.directory.name(of: project.plan.owner)) 负责",
      project.plan.funds.isEmpty
        ? "没有写预算" : "预算 \(project.plan.funds.total.text)",
      "来源诉求 \(line.counted.count) 件",
    ]
    if let review = project.reviews.last {
      facts.append("评议 \(review.review.satisfied + review.review.fair)/\(review.review.asked) 认可")
    }
    facts.append("凭据 \(project.evidence.count) 份")
    var lines: [DetailLine] = [.text([Span(facts.joined(separator: " · "), Style(.muted))])]
    let rows = project.timeline(
      columns: size.columns, names: min(44, size.columns * 5 / 9), now: state.now, glyphs: glyphs,
      in: session.directory)
    lines += fitting(rows, of: project, in: size.rows - lines.count - 1).map { .text($0) }
    lines.append(.text([Span(hint(of: line), Style(.info))]))
    return lines
  }

  /// As many milestones as there is room for: the one that is owed next is among them.
  private func fitting(_ rows: [[Span]], of project: Project, in room: Int) -> [[Span]] {
    guard rows.count > room, room > 2 else { return rows }
    let count = room - 2
    let next = project.openMilestones.first.map { $0.number - 1 } ?? project.milestones.count - 1
    let first = max(0, min(next - count / 2, project.milestones.count - count))
    let hidden = project.milestones.count - count
    return [rows[0]] + rows.dropFirst(1 + first).prefix(count)
      + [[Span("  还有 \(hidden) 个节点没有列出，V 看全文", Style(.muted))]]
  }

  private func hint(of line: ProjectLine) -> String {
    let project = line.project
    let untold = line.sources.count(where: \.isToBeTold)
    if untold > 0 { return "Enter 选「来源诉求」，逐件按 f 告知居民：还有 \(untold) 件" }
    guard project.isOpen else { return "Enter 可做的事 · t 全程 · V 全文" }
    if project.openMilestones.isEmpty {
      let gaps = project.closingGaps
      return gaps.isEmpty ? "都齐了：x 销项" : "销项还差：\(gaps.joined(separator: "；"))"
    }
    return "Enter 可做的事 · c 节点完成 · d 改期 · t 全程"
  }
}

extension AppState {
  /// Where the parts of the screen stand.
  var projectRoom: (strip: Rect, list: Rect, detail: Rect) {
    guard let rect = layout?.panes[.requests] else {
      let nothing = Rect(row: 0, column: 0, rows: 0, columns: 0)
      return (nothing, nothing, nothing)
    }
    // The line of tabs stands above.
    let inside = rect.splitting(top: 1).1.inset()
    let (strip, rest) = inside.splitting(top: 1)
    let detail = max(4, min(rest.rows * 3 / 5, 14))
    let (list, below) = rest.splitting(bottom: detail + 1)
    return (strip, list, below.inset(top: 1, left: 1))
  }
}

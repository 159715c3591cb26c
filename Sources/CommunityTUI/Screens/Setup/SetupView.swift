import CoreModel
import Store
import TerminalKit

extension AppState {
  /// 首次设置: which step it is, the fields, and under them what was understood.
  func drawSetup(into canvas: inout Canvas) -> Position? {
    let (header, below) = Rect(size: size).splitting(top: 1)
    canvas.fill(header, style: Style(.header))
    canvas.put(
      [Span(" 居委值班台", Style(.header, bold: true)), Span("  首次设置", Style(.header))],
      row: header.row, column: header.column)
    let aside = setup.isContinued ? "接着上次写的 " : "写的内容随时自动保存 "
    canvas.put(
      aside, row: header.row, column: header.endColumn - TextWidth.columns(aside),
      style: Style(.header))
    let (body, footer) = below.splitting(bottom: 1)
    drawSetupFooter(into: &canvas, rect: footer)
    switch setup.draft.step {
    case .welcome:
      drawWelcome(into: &canvas, rect: body)
      return nil
    case .summary:
      let (tabs, rest) = body.splitting(top: 1)
      drawSetupTabs(into: &canvas, rect: tabs)
      drawSummary(into: &canvas, rect: rest)
      return nil
    default:
      let (tabs, rest) = body.splitting(top: 1)
      drawSetupTabs(into: &canvas, rect: tabs)
      guard let form = setup.form else { return nil }
      return drawEntry(
        form, error: setup.error, words: understoodStep, into: &canvas,
        rect: rest.centered(rows: rest.rows, columns: setupFormColumns))
    }
  }

  /// A form with what was understood below it, in one box each.
  func drawEntry(
    _ form: Form, error: String?, words: [DetailLine], into canvas: inout Canvas, rect: Rect
  ) -> Position? {
    canvas.fill(rect)
    let glyphs = look.glyphs
    let problem = error.map { text in
      DetailLine.item(
        [Span(glyphs.cross, Style(.danger, bold: true))], [Span(text, Style(.danger, bold: true))])
    }
    let lines = (problem.map { [$0] } ?? []) + words
    let view = DetailView(lines, glyphs: glyphs)
    let wanted = form.preferredSize(in: rect.size).rows
    let least = lines.isEmpty ? 0 : min(max(5, view.height(columns: rect.columns - 4) + 2), 8)
    let rows = min(wanted, max(min(wanted, 7), rect.rows - least))
    let (top, bottom) = rect.splitting(top: rows)
    let cursor = form.draw(into: &canvas, rect: top, glyphs: glyphs)
    guard !lines.isEmpty, bottom.rows > 2 else { return cursor }
    let box = bottom.splitting(top: view.height(columns: bottom.columns - 4) + 2).top
    canvas.box(box, title: "理解为", focused: false, glyphs: glyphs.box)
    view.draw(into: &canvas, rect: box.inset(rows: 1, columns: 2))
    return cursor
  }

  /// What was understood of the step.
  private var understoodStep: [DetailLine] {
    let words = EntryWords(glyphs: look.glyphs)
    let plan = setup.plan
    let step = setup.draft.step
    // A name that is not there yet is no mistake while the first field is typed.
    let remarks =
      step == .place && setup.draft.name.tidied.isEmpty ? [] : words.lines(plan.remarks(of: step))
    switch step {
    case .welcome, .summary: return []
    case .place:
      let name = setup.draft.name.tidied
      return remarks + [
        .labelled("居民区", [Span(plan.neighborhood)]),
        .labelled(
          "您",
          [name.isEmpty ? Span("—", Style(.muted)) : Span("\(name)（\(setup.draft.role.title)）")]),
      ]
    case .estates: return remarks + words.estates(plan.estates.entries)
    case .groups: return remarks + words.groups(plan.groups.entries)
    case .staff: return remarks + words.staff(plan.staff.entries)
    case .hours:
      return remarks + words.hours(plan.hourFields)
    case .shifts:
      return remarks + words.shifts(plan.shifts.entries, weeks: plan.weeks, now: now)
    }
  }

  private func drawSetupTabs(into canvas: inout Canvas, rect: Rect) {
    let unfinished = setup.plan.unfinished
    let tabs = SetupDraft.Step.allCases.dropFirst().map { step in
      TabLine.Tab(
        id: step.rawValue, key: "\(step.number)", title: step.title,
        badge: unfinished.contains(step) && step.number < setup.draft.step.number
          ? look.glyphs.cross : "")
    }
    TabLine(tabs: Array(tabs), selected: setup.draft.step.rawValue).draw(into: &canvas, rect: rect)
  }

  private func drawWelcome(into canvas: inout Canvas, rect: Rect) {
    let columns = min(rect.columns - 2, 76)
    let demo = [
      "演示放在另一个数据库里，不会动您自己的。退出后在命令行运行：", "",
      "juwei demo --db /tmp/演示.sqlite", "juwei --db /tmp/演示.sqlite", "",
      "看完再直接运行 juwei，就回到这里。按任意键返回。",
    ]
    let intro = [
      "这是居民区的值班台：诉求一行写完，按下一步时限排队，", "办到居民认可为止。这是新的数据库，还没有人员。", "",
      "设置分六步：居民区、小区、楼组、人员、时段、班次。", "每一步都可以跳过，以后按 S 补；中途退出，下次接着写。",
    ]
    let text = DetailView(
      (setup.showsDemo ? demo : intro).map { .text([Span($0)]) }, glyphs: look.glyphs)
    let textRows = text.height(columns: columns - 4)
    let menuRows = setup.welcome.items.count + 2
    let box = rect.centered(
      rows: textRows + (setup.showsDemo ? 2 : menuRows + 2), columns: columns)
    canvas.box(
      box, title: setup.showsDemo ? "先看演示" : "欢迎使用居委值班台", focused: true, glyphs: look.glyphs.box)
    text.draw(into: &canvas, rect: box.inset(rows: 1, columns: 2))
    guard !setup.showsDemo else { return }
    let menu = Rect(
      row: box.row + textRows + 1, column: box.column, rows: menuRows + 1, columns: columns)
    setup.welcome.draw(
      into: &canvas, rect: menu.intersection(box), focused: true, glyphs: look.glyphs)
    canvas.divider(in: box, row: menu.row, focused: true, glyphs: look.glyphs.box)
  }

  private func drawSummary(into canvas: inout Canvas, rect: Rect) {
    let words = EntryWords(glyphs: look.glyphs)
    let plan = setup.plan
    let draft = setup.draft
    let made = ShiftLines.shifts(plan.shifts.entries, weeks: plan.weeks, from: now, in: .shipped)
    func count(_ number: Int, _ unit: String, _ names: [String]) -> [Span] {
      guard number > 0 else { return [Span("还没有，以后按 S 添加", Style(.muted))] }
      let list = names.isEmpty ? "" : "：" + EntryWords.abridged(names)
      return [Span("\(number) \(unit)", Style(.accent, bold: true)), Span(list)]
    }
    var lines: [DetailLine] = []
    if setup.isFounding {
      lines.append(.text([Span("正在写入……", Style(.muted))]))
    } else if let error = setup.error {
      lines.append(
        .item(
          [Span(look.glyphs.cross, Style(.danger, bold: true))],
          [Span(error, Style(.danger, bold: true))]))
    } else if plan.unfinished.isEmpty {
      lines.append(.text([Span("都齐了：按 Enter 写入并进入工作台", Style(.success, bold: true))]))
    } else {
      lines.append(.text([Span("还有要改的（按数字回到那一步，改好或清空）", Style(.warning, bold: true))]))
    }
    for step in plan.unfinished {
      lines += words.lines(
        plan.remarks(of: step).filter(\.isProblem).prefix(2).map {
          EntryRemark(
            line: nil, text: "\(step.number) \(step.title)：\($0.message)", isProblem: true)
        })
    }
    lines += [
      .blank, .labelled("1 居民区", [Span(plan.neighborhood)]),
      .labelled("  您", [Span("\(draft.name.tidied)（\(draft.role.title)）")]),
      .labelled("2 小区", count(plan.estateNames.count, "个", plan.estateNames)),
      .labelled("3 楼组", count(plan.groups.entries.count, "个", plan.groups.entries.map(\.name))),
      .labelled(
        "4 人员",
        count(
          plan.staff.entries.count, "位",
          plan.staff.entries.map { "\($0.name)（\($0.role.title)）" })),
      .labelled(
        "5 时段",
        [
          Span(
            DayKind.allCases.map {
              "\($0.title) \(DutyHoursText.text(of: plan.hours.spans(on: $0)))"
            }
            .joined(separator: "；"))
        ]),
      .labelled("6 班次", count(made.count, "个（本周起 \(plan.weeks) 周）", [])), .blank,
      .text([Span("以后随时按 S 修改；有楼组、人员、值班表格的，进入后按 S 选「表格导入」。", Style(.muted))]),
    ]
    let columns = min(rect.columns, 100)
    let view = DetailView(lines, glyphs: look.glyphs)
    let box = rect.centered(
      rows: min(rect.rows, view.height(columns: columns - 4) + 2), columns: columns)
    canvas.box(box, title: "完成", focused: true, glyphs: look.glyphs.box)
    view.draw(into: &canvas, rect: box.inset(rows: 1, columns: 2))
  }

  private func drawSetupFooter(into canvas: inout Canvas, rect: Rect) {
    if let toast {
      canvas.fill(rect)
      toast.toast.draw(into: &canvas, rect: rect, glyphs: look.glyphs)
      return
    }
    let pairs: [(String, String)] =
      switch setup.draft.step {
      case .welcome: [("↑↓", "选择"), ("Enter", "确定"), ("Esc", "退出")]
      case .summary: [("Enter", "写入并进入工作台"), ("1–6", "回到那一步"), ("Esc", "上一步"), ("Ctrl-C", "退出")]
      case .place, .hours: [("Tab", "下一项"), ("Ctrl-S", "下一步"), ("Esc", "上一步"), ("Ctrl-C", "退出")]
      default:
        [("Enter", "换行，空行上到下一步"), ("Tab", "下一步"), ("Esc", "上一步"), ("Ctrl-C", "退出，下次接着写")]
      }
    KeyBar(
      pairs.enumerated().map { KeyBar.Item(key: $1.0, label: $1.1, priority: 10 - $0) }
    ).draw(into: &canvas, rect: rect)
  }
}

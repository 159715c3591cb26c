import CoreModel
import Store
import TerminalKit

extension AppState {
  func draw(_ box: ChatBox, into canvas: inout Canvas, session: Session) -> Position? {
    let layout = TableOverDetail.chat(size)
    let glyphs = look.glyphs
    canvas.fill(layout.frame)
    let marked = box.intake.candidates.count(where: box.isMarked)
    canvas.box(
      layout.frame, title: "粘贴群聊",
      trailingTitle: box.step == .pasting ? "粘贴后自动列出；自己输入的按 Tab" : "已标记 \(marked) 条",
      focused: true, glyphs: glyphs.box)
    drawHead(box, into: &canvas, rect: layout.head, session: session)
    if let message = box.error ?? box.notice {
      let isError = box.error != nil
      canvas.put(
        SpanLayout.clip(
          [
            Span(
              "\(isError ? glyphs.cross : glyphs.dot) \(message)",
              isError ? Style(.danger, bold: true) : Style(.info))
          ], columns: layout.message.columns), row: layout.message.row,
        column: layout.message.column)
    }
    var cursor: Position?
    switch box.step {
    case .pasting:
      cursor = box.area.draw(into: &canvas, rect: layout.body, focused: true, glyphs: glyphs)
    case .choosing:
      drawCandidates(box, into: &canvas, layout: layout, session: session)
      canvas.divider(
        in: layout.frame, row: layout.dividerRow, title: box.editing == nil ? "这一条" : "改写（写法同新诉求）",
        trailingTitle: box.editing == nil ? "" : "Enter 用这个  Esc 不改", focused: true,
        glyphs: glyphs.box)
      cursor = drawSelected(box, into: &canvas, rect: layout.detail, session: session)
    }
    if let picker = box.picker {
      let room = layout.frame.inset(rows: 1, columns: 1)
      cursor = picker.draw(
        into: &canvas, rect: room.centered(picker.preferredSize(in: room.size)), glyphs: glyphs)
    }
    return cursor
  }

  private func drawHead(
    _ box: ChatBox, into canvas: inout Canvas, rect: Rect, session: Session
  ) {
    let group = box.step == .choosing ? box.intake.group : box.chosenGroup ?? box.usualGroup
    let name = group.flatMap { session.directory.group($0)?.name }
    let source =
      if box.chosenGroup != nil { "您选的" } else if group != nil, group == box.intake.titleGroup {
        "按群名"
      } else { "按选中的楼组" }
    var spans = [Span("楼组 ", Style(.muted))]
    if let name {
      spans += [Span(name, Style(.accent, bold: true)), Span("（\(source)，g 换）", Style(.muted))]
    } else if box.step == .choosing {
      spans.append(Span("还不知道是哪个楼组的群，按 g 选", Style(.warning)))
    } else {
      spans.append(Span("粘贴后按群名认，也可以再选", Style(.muted)))
    }
    if box.step == .choosing {
      let proposed = box.intake.candidates.count { $0.omission == nil }
      spans.append(
        Span(
          "  \(box.intake.messageCount) 条消息，像诉求的 \(proposed) 条，其余没有标记",
          Style(.muted)))
    }
    canvas.put(
      SpanLayout.clip(spans, columns: rect.columns), row: rect.row, column: rect.column)
  }

  private func drawCandidates(
    _ box: ChatBox, into canvas: inout Canvas, layout: TableOverDetail, session: Session
  ) {
    let table = Table(
      columns: [
        TableColumn(id: "mark", title: "标", minimum: 3, priority: 12),
        TableColumn(id: "time", title: "时间", minimum: 10, ideal: 14, priority: 6),
        TableColumn(id: "sender", title: "谁", minimum: 8, ideal: 10, priority: 9),
        TableColumn(id: "place", title: "楼组·室", minimum: 8, ideal: 12, priority: 7),
        TableColumn(id: "text", title: "说了什么", minimum: 16, ideal: 24, flex: true, priority: 11),
        TableColumn(id: "why", title: "说明", minimum: 15, ideal: 19, priority: 8),
      ], highlight: .through("text"), glyphs: look.glyphs)
    let top = layout.top(from: box.top, showing: box.selection)
    let shown = box.intake.candidates.dropFirst(top).prefix(layout.rows)
    guard !shown.isEmpty else {
      canvas.put(
        "没有认出任何消息。按 Tab 回去看看粘贴的内容", row: layout.table.row, column: layout.table.column,
        style: Style(.warning))
      return
    }
    table.draw(
      into: &canvas, rect: layout.table, rows: shown.map { cells($0, in: box, session) },
      selectedLine: box.selection - top)
  }

  private func cells(
    _ candidate: ChatCandidate, in box: ChatBox, _ session: Session
  ) -> [TableCell] {
    let isMarked = box.isMarked(candidate)
    let style = isMarked ? Style.text : Style(.muted)
    return [
      TableCell(isMarked ? "[x]" : "[ ]", isMarked ? Style(.success, bold: true) : Style(.muted)),
      TableCell(candidate.at.map { $0.nearText(relativeTo: now) } ?? "时间不明", Style(.muted)),
      TableCell(candidate.sender.isEmpty ? "—" : Privacy.masked(candidate.sender), style),
      TableCell(
        isMarked ? Privacy.masked(session.directory.label(of: candidate.draft.place)) : "",
        Style(.muted)),
      TableCell(
        Privacy.masked(candidate.isRewritten ? candidate.line : candidate.oneLine), style),
      TableCell([why(candidate, in: box)]),
    ]
  }

  private func why(_ candidate: ChatCandidate, in box: ChatBox) -> Span {
    if let omission = candidate.omission {
      let isNumber = if case .registered = omission { true } else { false }
      return Span(omission.title, Style(isNumber ? .info : .muted))
    }
    if candidate.draft.urgency != .normal {
      return Span(candidate.draft.urgency.title, Style(.danger, bold: true))
    }
    guard let suggestion = candidate.suggestion else { return Span("") }
    let grade = suggestion.urgency?.title ?? suggestion.tier.title
    let words = "\(grade)·\(suggestion.category.name)"
    if box.isSuggestionTaken(candidate) { return Span(words, Style(.success)) }
    return Span("建议\(words)", Style(suggestion.urgency == nil ? .accent : .danger))
  }

  private func drawSelected(
    _ box: ChatBox, into canvas: inout Canvas, rect: Rect, session: Session
  ) -> Position? {
    guard var candidate = box.selected else { return nil }
    guard let field = box.editing else {
      let text = ChatText(
        candidate: candidate, isTaken: box.isSuggestionTaken(candidate),
        isMarked: box.isMarked(candidate), similar: box.similar, session: session, now: now)
      DetailView(text.lines, glyphs: look.glyphs).draw(into: &canvas, rect: rect)
      return nil
    }
    let (line, rest) = rect.splitting(top: 1)
    var intake = box.intake
    intake.rewrite(
      box.selection, as: field.text, in: session.directory, rules: session.rules.triage, at: now)
    candidate = intake.candidates[box.selection]
    let text = ChatText(
      candidate: candidate, isTaken: box.isSuggestionTaken(candidate), isMarked: true,
      session: session, now: now)
    DetailView(text.understood, glyphs: look.glyphs).draw(into: &canvas, rect: rest)
    return field.draw(into: &canvas, rect: line, focused: true, glyphs: look.glyphs)
  }
}

/// One candidate in words.
struct ChatText {
  let candidate: ChatCandidate
  let isTaken: Bool
  let isMarked: Bool
  var similar = SimilarRequests()
  let session: AppState.Session
  let now: Instant

  /// Why it is not marked, what it would become, and the very words.
  var lines: [DetailLine] {
    var lines: [DetailLine] = []
    if let omission = candidate.omission {
      lines.append(
        .labelled(
          isMarked ? "注意" : "没标",
          [Span(omission.reason, Style(.warning)), Span(isMarked ? "" : "；要登记按空格", Style(.muted))]))
    }
    lines += repeats + understood
    let when = candidate.at.map { $0.nearText(relativeTo: now) } ?? "时间不明，按现在登记"
    let who = candidate.sender.isEmpty ? "不知是谁" : candidate.sender
    lines.append(
      .labelled(
        "原话",
        [
          Span("\(Privacy.masked(who)) \(when)  ", Style(.muted)),
          Span(Privacy.masked(candidate.oneLine)),
        ]))
    lines += candidate.quotes.map {
      .labelled("回复", [Span(Privacy.masked($0), Style(.muted))])
    }
    return lines
  }

  /// The likeliest earlier request, and the numbers of the others; nothing is unmarked for it.
  private var repeats: [DetailLine] {
    let caller = similar.caller.flatMap {
      CallerWords(directory: session.directory, now: now).line($0)
    }.map { DetailLine.text([Span($0, Style(.info))]) }
    guard let first = similar.matches.first else { return [caller].compactMap(\.self) }
    let words = SimilarWords(directory: session.directory, now: now)
    let others = similar.matches.dropFirst().map(\.row.number).joined(separator: "、")
    return [
      .text([
        Span("可能重复 ", Style(.warning, bold: true)),
        Span(words.line(first.row, words: 24), Style(.warning)),
        Span(others.isEmpty ? "" : "；还有 \(others)", Style(.muted)),
      ])
    ] + [caller].compactMap(\.self)
  }

  /// What it would be registered as.
  var understood: [DetailLine] {
    let draft = candidate.draft
    let place = Privacy.masked(session.directory.label(of: draft.place))
    let resident = [draft.resident.name ?? "", draft.resident.maskedPhone ?? ""]
      .filter { !$0.isEmpty }.joined(separator: " ")
    var lines: [DetailLine] = [
      .labelled(
        "登记",
        [
          Span(draft.text.isEmpty ? "（没有内容）" : Privacy.masked(draft.text), Style(.text, bold: true))
        ]),
      .labelled(
        "地点",
        [
          Span(place.isEmpty ? "—" : place), Span("   联系人 ", Style(.muted)),
          Span(resident.isEmpty ? "—" : resident),
          Span(
            draft.urgency == .normal ? "" : "   \(draft.urgency.title)", Style(.danger, bold: true)),
        ]),
      .labelled("分级", grade),
    ]
    lines += draft.problems.map { .text([Span($0, Style(.warning))]) }
    return lines
  }

  private var grade: [Span] {
    if let tier = candidate.draft.tier { return [Span("\(tier.title)（您定的）")] }
    guard let suggestion = candidate.suggestion else {
      return [Span("登记后再分级（没有匹配的规则）", Style(.muted))]
    }
    let urgency = suggestion.urgency.map { " · \($0.title)" } ?? ""
    let words = "\(suggestion.tier.title)\(urgency) · \(suggestion.reason)"
    return isTaken
      ? [Span("已采纳 \(words)", Style(.success, bold: true)), Span("  t 取消", Style(.muted))]
      : [
        Span(
          "建议 \(words)", suggestion.urgency == nil ? Style(.accent) : Style(.danger, bold: true)),
        Span("  t 采纳", Style(.muted)),
      ]
  }
}

extension ChatBox {
  /// The keys that work now.
  var footerPairs: [(String, String)] {
    if picker != nil { return [("↑↓", "选择"), ("Enter", "就是它"), ("Esc", "不换")] }
    if editing != nil { return [("Enter", "用这个"), ("Esc", "不改")] }
    switch step {
    case .pasting: return [("Tab", "列出"), ("Esc", "留作草稿")]
    case .choosing:
      return [
        ("s", "登记已标记的"), ("空格", "标记"), ("Enter", "改写"), ("t", "采纳分级"), ("g", "楼组"), ("a", "全标/全不标"),
        ("Esc", "留作草稿"), ("Tab", "看原文"), ("Del", "清空"),
      ]
    }
  }
}

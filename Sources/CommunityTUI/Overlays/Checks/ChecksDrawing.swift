import CoreModel
import Store
import TerminalKit

extension AppState {
  /// Where a round stands.
  var checksRoom: BoxRoom { BoxRoom(size: size, detail: 3...9) }

  /// Draws the box; answers where the cursor stands in its form.
  func draw(_ box: ChecksBox, into canvas: inout Canvas, session: Session) -> Position? {
    if let opened = box.opened {
      draw(opened, error: box.error, into: &canvas, session: session)
    } else {
      let room = Rect(size: size).inset(rows: 1, columns: 1)
      box.menu.draw(
        into: &canvas, rect: room.centered(box.menu.preferredSize(in: room.size)),
        glyphs: look.glyphs)
    }
    guard let form = box.form else {
      drawToast(into: &canvas)
      return nil
    }
    if form.subject == .text { canvas.fill(checksRoom.frame) }
    return drawForm(form.form, error: form.error, about: form.about, into: &canvas)
  }

  private func draw(
    _ opened: ChecksBox.OpenedRound, error: String?, into canvas: inout Canvas, session: Session
  ) {
    let room = checksRoom
    let round = opened.round
    let words = CheckWords(directory: session.directory, now: now)
    canvas.fill(room.frame)
    let names = round.people.map(session.directory.name(of:)).joined(separator: "、")
    let about = round.request.map { " · \($0.number)" } ?? ""
    canvas.box(
      room.frame,
      title: "\(round.checklist.name)\(about) · \(round.startedAt.nearText(relativeTo: now)) 起",
      trailingTitle:
        "\(TextLayout.clip(names, columns: 24)) · \(round.done + opened.pending.count)/\(round.checklist.points.count)",
      focused: true, glyphs: look.glyphs.box)
    let isSteps = round.checklist.kind == .steps
    let table = Table(
      columns: [
        TableColumn(id: "mark", title: "", minimum: 1, priority: 9),
        TableColumn(
          id: "name", title: round.checklist.kind.pointWord, minimum: 12, ideal: isSteps ? 12 : 25,
          priority: 8),
        TableColumn(id: "result", title: "情况", minimum: 8, ideal: 8, priority: 7),
        TableColumn(
          id: "at", title: round.checklist.kind == .places ? "到点" : "时间", minimum: 8, ideal: 12,
          priority: 6),
        TableColumn(id: "by", title: "谁", minimum: 6, ideal: 6, priority: 4),
        TableColumn(id: "words", title: "说明", minimum: 12, flex: true, priority: 5),
      ], highlight: .columns(["name"]), glyphs: look.glyphs)
    let top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
    let shown = round.checklist.points.indices.dropFirst(top).prefix(room.listRows)
    table.draw(
      into: &canvas, rect: room.table,
      rows: shown.map { cells(of: $0, in: opened, words: words, session: session) },
      selectedLine: opened.index - top, focused: true)
    canvas.divider(
      in: room.frame, row: room.dividerRow, title: opened.point?.name ?? "",
      trailingTitle: round.summary, focused: true, glyphs: look.glyphs.box)
    var lines = detail(of: opened, words: words)
    if let error {
      lines.insert(
        .text([Span("\(look.glyphs.cross) \(error)", Style(.danger, bold: true))]), at: 0)
    }
    DetailView(lines, glyphs: look.glyphs).draw(into: &canvas, rect: room.detail)
  }

  private func cells(
    of index: Int, in opened: ChecksBox.OpenedRound, words: CheckWords, session: Session
  ) -> [TableCell] {
    let round = opened.round
    let point = round.checklist.points[index]
    guard let entry = round.check(at: index)?.entry else {
      let isPending = opened.pending.contains(index)
      let result =
        isPending
        ? CheckResult.fine.title(in: round.checklist.kind)
        : words.result(
          at: index, of: round)
      let isSkipped = !result.isEmpty && !isPending
      return [
        TableCell(isPending ? look.glyphs.check : isSkipped ? "-" : "", Style(.muted)),
        TableCell("\(index + 1) \(point.name)"),
        TableCell(result, Style(isSkipped ? .warning : .muted)),
        TableCell(words.time(at: index, of: round), Style(.muted)), TableCell(""),
        TableCell(point.hint, Style(.muted)),
      ]
    }
    let isRegistered =
      entry.result == .problem && round.findings(at: index).allSatisfy { $0.request != nil }
    let style: Style =
      switch entry.result {
      case .problem where isRegistered: Style(.warning)
      case .fine: Style(.success)
      case .problem: Style(.danger, bold: true)
      case .notApplicable: Style(.muted)
      }
    let findings = round.findings(at: index)
    let numbers = findings.compactMap(\.request?.number)
    let isLate = round.minutesLate(entry) != nil || round.minutesEarly(entry) != nil
    let writer = words.writer(at: index, of: round)
    return [
      TableCell(mark(of: entry.result), style), TableCell("\(index + 1) \(point.name)"),
      TableCell(words.result(at: index, of: round), style),
      TableCell(words.time(at: index, of: round), Style(isLate ? .warning : .muted)),
      TableCell(session.directory.name(of: entry.by), Style(.muted)),
      TableCell(
        [Span(Privacy.masked(entry.words))]
          + numbers.map { Span(" \($0)", Style(.accent)) }
          + (writer.map { [Span(entry.words.isEmpty ? $0 : " \($0)", Style(.muted))] } ?? [])),
    ]
  }

  private func mark(of result: CheckResult) -> String {
    switch result {
    case .fine: look.glyphs.check
    case .problem: look.glyphs.alert
    case .notApplicable: "-"
    }
  }

  /// What to look for, what was found, and what was found there before.
  private func detail(of opened: ChecksBox.OpenedRound, words: CheckWords) -> [DetailLine] {
    let round = opened.round
    var lines: [DetailLine] = []
    if let point = opened.point, !point.hint.isEmpty {
      lines.append(
        .labelled(round.checklist.kind == .steps ? "怎么做" : "看什么", [Span(point.hint, Style(.muted))])
      )
    }
    for finding in round.findings(at: opened.index).reversed() {
      let place = finding.place.isEmpty || finding.place == finding.point ? "" : "\(finding.place) "
      let isOpen = finding.request == nil
      lines.append(
        .labelled(
          "发现", [Span(place + words.line(of: finding), Style(isOpen ? .warning : .text))]))
      for evidence in finding.evidence {
        lines.append(.labelled("照片", [Span(evidence.fileName, Style(.muted))]))
      }
    }
    let history = opened.history
    let shown = history.prefix(6).map { finding in
      DetailLine.labelled("以前", [Span(words.line(of: finding), Style(.muted))])
    }
    lines += shown
    if history.count > shown.count {
      lines.append(
        .labelled("", [Span("\(ChecksDesk.historyDays)天内共 \(history.count) 次", Style(.muted))]))
    }
    if let ending = round.ending {
      let why = [ending.reason, ending.words].filter { !$0.isEmpty }.joined(separator: "；")
      let verb = ending.isDropped ? "作废" : "结束"
      lines.append(
        .labelled(
          verb,
          [
            Span(
              "\(words.directory.name(of: ending.by)) \(ending.at.nearText(relativeTo: now))"
                + (why.isEmpty ? "" : "：\(Privacy.masked(why))"))
          ]))
    }
    return lines
  }
}

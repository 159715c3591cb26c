import CoreModel
import Store
import TerminalKit

/// 交接单: what a shift has handed over, to be read and signed.
struct PaperPage: Sendable {
  /// The shift that ended.
  var shift: Identifier<Shift>
  /// What it handed over; nil while it is read.
  var reading: HandoverReading?
  /// Lines that are scrolled away.
  var offset = 0
  /// Whether the person may add to it.
  var mayAdd = false

  /// Whether it is signed, as far as is known.
  var isSigned: Bool { reading?.handover.isSigned ?? true }
}

extension AppState {
  /// Opens what a shift has handed over.
  mutating func openPaper(_ shift: Identifier<Shift>) -> [Effect] {
    changeHandover { $0.pages.append(.paper(PaperPage(shift: shift))) }
    return [.handover(.loadPaper(shift))]
  }

  /// Takes in what a shift has handed over.
  mutating func install(_ reading: HandoverReading?, of shift: Identifier<Shift>) -> [Effect] {
    guard let reading else {
      if case .paper(let page)? = handoverBox?.page, page.shift == shift {
        leaveHandoverPage()
        say("这一班还没有交班", .warning)
      }
      return []
    }
    let mayAdd = addingRefusal(reading.handover) == nil
    changeHandover { box in
      for index in box.pages.indices {
        guard case .paper(var page) = box.pages[index], page.shift == shift else { continue }
        page.reading = reading
        page.mayAdd = mayAdd
        box.pages[index] = .paper(page)
      }
    }
    return []
  }

  /// Reads the paper that is open anew when another desk has added to it or signed it.
  func refreshPaper() -> [Effect] {
    guard case .paper(let page)? = handoverBox?.page, let reading = page.reading,
      let fresh = duty.handover(of: page.shift), fresh.version != reading.handover.version
    else { return [] }
    return [.handover(.loadPaper(page.shift))]
  }

  mutating func handle(_ event: InputEvent, in page: PaperPage) -> [Effect] {
    guard case .key(let typed) = event, let session else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var page = page
    guard let reading = page.reading else {
      if key.code == .escape { leaveHandoverPage() }
      return []
    }
    switch key.code {
    case .escape, .left, .character("q"), .character("+"):
      leaveHandoverPage()
      return []
    case .character("y"):
      clipboard = reading.handover.sheet.summary(neighborhood: session.directory.neighborhood.name)
      say("群小结已送到本机剪贴板（终端支持时）；粘贴不出来就用鼠标选中最下面一段复制")
      return []
    case .character("s"), .enter: return openSigningForm(reading)
    case .character("a"): return openAddingForm(reading)
    default:
      if key == .ctrl("c") {
        leaveHandoverPage()
        return []
      }
      let size = handoverRoom.inside.size
      var view = DetailView(paperLines(reading), offset: page.offset, glyphs: look.glyphs)
      view.scroll(by: key.scrolling(page: size.rows) ?? 0, in: size)
      page.offset = view.offset
      changeHandover { $0.replace(.paper(page)) }
      return []
    }
  }

  /// After a handover was given, added to or signed: it is shown as it is now.
  mutating func finish(_ command: HandoverCommand, _ reading: HandoverReading) -> [Effect] {
    var effects: [Effect] = []
    let shift = reading.handover.id
    switch handoverBox?.page {
    case .giving(let page)?:
      effects.append(.saveDraft("", page.slot))
      changeHandover { $0.replace(.paper(PaperPage(shift: shift, reading: reading))) }
    case .form(let form)?:
      effects.append(.saveDraft("", form.slot))
      leaveHandoverPage()
    default: break
    }
    effects += install(reading, of: shift)
    say(words(of: command, reading), .success)
    return effects + giveWaitingKeys()
  }

  private func words(of command: HandoverCommand, _ reading: HandoverReading) -> String {
    guard let session else { return "" }
    switch command {
    case .give:
      let names = reading.handover.signers(next: reading.next)
        .map(session.directory.name(of:)).joined(separator: "、")
      return names.isEmpty
        ? "已交班；还没有排下一班，谁来接谁签字。按 y 复制群小结" : "已交班，等\(names)签字。按 y 复制群小结"
    case .add: return "补充已加到交接单上"
    case .sign: return "已签字接班"
    }
  }

  // MARK: In words

  /// What was handed over.
  func paperLines(_ reading: HandoverReading) -> [DetailLine] {
    guard let session else { return [] }
    let handover = reading.handover
    let sheet = handover.sheet
    let names = session.directory
    var lines: [DetailLine] = []
    if let signature = handover.signature {
      lines.append(
        .labelled(
          "接班",
          [
            Span(
              "\(look.glyphs.check) \(names.name(of: signature.by)) "
                + "\(signature.at.nearText(relativeTo: now)) 签字", Style(.success)),
            Span(signature.text.isEmpty ? "" : "：\(Privacy.masked(signature.text))"),
          ]))
    } else {
      let signers = handover.signers(next: reading.next).map(names.name(of:)).joined(separator: "、")
      lines.append(
        .labelled(
          "接班",
          [
            Span(
              "\(look.glyphs.alert) 未签字，" + (signers.isEmpty ? "还没有排下一班" : "等\(signers)签"),
              Style(.warning, bold: true))
          ]))
    }
    lines += [
      .labelled(
        "交班",
        [
          Span(
            "\(names.name(of: handover.givenBy)) \(handover.givenAt.nearText(relativeTo: now))"
              + lateText(handover))
        ]),
      .labelled("下一班", [Span(nextText(sheet, names))]),
      .labelled("情况", [Span(sheet.figures.text)]),
    ]
    if !sheet.remark.isEmpty {
      lines.append(.labelled("其他", [Span(Privacy.masked(sheet.remark), .text)]))
    }
    for addition in handover.additions {
      lines.append(
        .labelled(
          "补充",
          [
            Span(Privacy.masked(addition.text)),
            Span(
              "（\(names.name(of: addition.by)) \(addition.at.nearText(relativeTo: now))）",
              Style(.muted)),
          ]))
    }
    lines.append(.rule("要盯办的 \(sheet.figures.due) 件（\(sheet.until.nearText(relativeTo: now)) 前到期）"))
    if sheet.items.isEmpty { lines.append(.text([Span("没有", Style(.muted))])) }
    for item in sheet.items {
      lines.append(itemLine(item, reading.rows, reading.tasks))
      if !item.word.isEmpty {
        lines.append(
          .item(
            [Span("   \(look.glyphs.chosen)", Style(.accent))],
            [Span(Privacy.masked(item.word), Style(.text, bold: true))]))
      }
    }
    let more = sheet.figures.due - sheet.items.count
    if more > 0 { lines.append(.text([Span("另有 \(more) 件，见待办列表", Style(.muted))])) }
    lines += courseLines(
      sheet.findings, sheet.received, sheet.closed, sheet.changed, sheet.figures, reading.rows)
    return lines + [
      .rule("群小结（按 y 复制）"),
      .text([Span(sheet.summary(neighborhood: names.neighborhood.name))]),
    ]
  }

  /// What happened during a shift that is to hand over.
  func courseLines(_ preparation: HandoverPreparation) -> [DetailLine] {
    let matter = preparation.matter
    return [.labelled("情况", [Span(matter.figures.text)])]
      + courseLines(
        matter.findings, matter.received, matter.closed, matter.changed, matter.figures,
        preparation.rows)
  }

  private func courseLines(
    _ findings: [String], _ received: [HandoverEntry], _ closed: [HandoverEntry],
    _ changed: [HandoverEntry], _ figures: HandoverFigures, _ rows: [RequestID: QueueRow]
  ) -> [DetailLine] {
    var lines: [DetailLine] = []
    if !findings.isEmpty {
      lines.append(.rule("巡查发现 \(findings.count) 处"))
      lines += findings.map { .text([Span(Privacy.masked($0))]) }
    }
    for (title, entries, total) in [
      ("新接", received, figures.received), ("办结", closed, figures.closed),
      ("有变动", changed, figures.changed),
    ] where total > 0 {
      lines.append(.rule("\(title) \(total) 件"))
      lines += entries.map { entryLine($0, rows) }
      if total > entries.count {
        lines.append(.text([Span("另有 \(total - entries.count) 件没有列出", Style(.muted))]))
      }
    }
    return lines
  }

  private func itemLine(
    _ item: HandoverItem, _ rows: [RequestID: QueueRow], _ tasks: [String: String]
  ) -> DetailLine {
    let isLate = item.dueAt < now
    return .item(
      [
        Span(
          "\(isLate ? look.glyphs.cross : " ") \(item.dueAt.nearText(relativeTo: now)) \(item.owed)",
          isLate ? Style(.danger) : Style(.muted))
      ],
      [
        Span(item.number.isEmpty ? "" : "\(item.number) ", Style(.muted)),
        Span(subject(item, rows, tasks)),
      ])
  }

  private func entryLine(_ entry: HandoverEntry, _ rows: [RequestID: QueueRow]) -> DetailLine {
    .item(
      [Span("  \(entry.number)", Style(.muted))],
      [Span(rows[entry.request].map(about) ?? ""), Span("  \(entry.step)", Style(.muted))])
  }

  /// What an item is about.
  func subject(
    _ item: HandoverItem, _ rows: [RequestID: QueueRow], _ tasks: [String: String]
  ) -> String {
    item.subject.request.flatMap { rows[$0] }.map(about) ?? Privacy.masked(tasks[item.id] ?? "")
  }

  private func about(_ row: QueueRow) -> String {
    let place = session?.directory.label(of: row.place) ?? ""
    return [place, Privacy.masked(row.text)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func nextText(_ sheet: HandoverSheet, _ names: CoreModel.Directory) -> String {
    guard let next = sheet.next else { return "还没有排" }
    return "\(next.title(relativeTo: now)) "
      + next.people.map(names.name(of:)).joined(separator: "、")
  }

  private func lateText(_ handover: Handover) -> String {
    let minutes = handover.givenAt.seconds(since: handover.shift.end) / 60
    return minutes > 30 ? "（下班后 \(durationText(seconds: minutes * 60)) 才交）" : ""
  }
}

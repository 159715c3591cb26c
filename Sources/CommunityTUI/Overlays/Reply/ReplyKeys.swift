import CoreModel
import Store
import TerminalKit

/// What the form of 回复 does beyond other forms: it says what is missing from the start, shows the sheet, and
/// hands over what was filed.
extension AppState {
  /// The key to the next thing that is missing.
  static let nextProblemKey = Key.ctrl("n")
  /// The key that shows the sheet.
  static let previewKey = Key.ctrl("p")

  /// A key that the form of a reply takes for itself; nil for all others.
  mutating func handleReplyKey(_ key: Key, in stepForm: StepForm) -> [Effect]? {
    guard stepForm.kind == .reply else { return nil }
    switch key {
    case AppState.nextProblemKey:
      replaceTop(with: .form(goingToNextProblem(in: stepForm)))
      return []
    case AppState.previewKey:
      overlays.append(.reading(preview(of: stepForm)))
      return []
    case .ctrl("s"), .ctrl("d"):
      guard let entry = stepForm.replyEntry(at: now), let problem = entry.problems.first else {
        return nil
      }
      var stopped = stepForm
      stopped.form.focus(on: problem.fieldID)
      stopped.error = "没有报出：\(problem.message)"
      replaceTop(with: .form(stopped))
      return []
    default: return nil
    }
  }

  private func goingToNextProblem(in stepForm: StepForm) -> StepForm {
    var stepForm = stepForm
    guard let entry = stepForm.replyEntry(at: now) else { return stepForm }
    let ids = entry.problems.map(\.fieldID)
    let order = stepForm.form.fields.map(\.id)
    let here = order.firstIndex(of: stepForm.form.focusedField?.id ?? "") ?? 0
    let next = order.indices.first { $0 > here && ids.contains(order[$0]) }
    guard let target = next.map({ order[$0] }) ?? order.first(where: ids.contains) else {
      stepForm.notice = "都填好了，按 Ctrl-S 报出"
      return stepForm
    }
    stepForm.form.focus(on: target)
    return stepForm
  }

  /// After something was changed: what must be filled in now, and the words of the timeline with the new time,
  /// manner and units, as long as nobody changed them.
  func followReply(_ stepForm: inout StepForm, before: FormValues) {
    guard stepForm.kind == .reply, let session else { return }
    let fields = ReplyFields(session: session, detail: stepForm.seen, now: now)
    fields.arrange(&stepForm.form)
    let id = ReplyField.points.rawValue
    guard stepForm.form.values.all[id] == before.all[id],
      stepForm.form.values.text(id) == fields.points(for: before)
    else { return }
    stepForm.form.setValue(.text(fields.points(for: stepForm.form.values)), for: id)
  }

  // MARK: The sheet

  private func preview(of stepForm: StepForm) -> ReadingView {
    ReadingView(
      title: "预览 · 按市里表单的顺序",
      view: DetailView(previewLines(stepForm), glyphs: look.glyphs),
      hint: "↑↓ 翻看  Esc 回到表单")
  }

  /// The sheet as it would be filed now.
  func previewLines(_ stepForm: StepForm) -> [DetailLine] {
    guard let session, let entry = stepForm.replyEntry(at: now) else { return [] }
    let wrong = Set(entry.problems.compactMap { $0.field?.title })
    let focused = ReplyField(rawValue: stepForm.form.focusedField?.id ?? "")?.title
    return ReplySheet(stepForm.seen.history, directory: session.directory).lines(of: entry.reply)
      .map { line in
        let style =
          wrong.contains(line.field)
          ? Style(.danger) : line.field == focused ? Style(.accent) : Style(.text)
        let value = line.value.isEmpty ? wrong.contains(line.field) ? "（要填）" : "—" : line.value
        return .labelled(line.field, [Span(FiledReplyText.masked(value, in: line.field), style)])
      }
  }

  /// What was filed, to be copied: the newest first. Nil where nothing was.
  func filedSheet(of detail: RequestDetail) -> ReadingView? {
    guard let ticket = detail.request.ticket, !ticket.replies.isEmpty else { return nil }
    var lines: [DetailLine] = []
    for filed in ticket.replies.reversed() {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.rule(words(about: filed, of: ticket)))
      lines += FiledReplyText.lines(filed, of: detail.request)
    }
    return ReadingView(
      title: "报出的回复 \(detail.request.hotline?.number ?? detail.request.number)",
      view: DetailView(lines, glyphs: look.glyphs), hint: "y 复制全文  ↑↓ 翻看  Esc 关闭",
      copy: ticket.replies.last.map { FiledReplyText.copied($0, of: detail.request) })
  }

  private func words(about filed: TicketProgress.Filed, of ticket: TicketProgress) -> String {
    let who = session?.directory.name(of: filed.by) ?? ""
    let round = ticket.round > 1 || filed.round > 1 ? "第 \(filed.round) 轮 " : ""
    return "\(round)\(filed.at.dateTimeText(relativeTo: now)) \(who) 报出"
  }

  /// After a reply was filed: the whole text stands there to be copied.
  mutating func offerFiledReplies(of details: [RequestDetail]) {
    let sheets = details.compactMap { detail in filedSheet(of: detail).map { (detail, $0) } }
    guard let (_, first) = sheets.first else { return }
    var reading = first
    let advice = "已报出，不能再改。y 复制全文到本机剪贴板（终端支持时），粘贴不出来就用鼠标选中复制；以后按 H 再看。"
    reading.title = "回复已报出" + (sheets.count > 1 ? " \(sheets.count) 件，各按各的编号" : "")
    reading.view.lines = [.text([Span(advice, Style(.success))])]
    for (detail, sheet) in sheets {
      let title = detail.request.hotline?.number ?? detail.request.number
      reading.view.lines += [.blank, .rule(title)] + sheet.view.lines.dropFirst()
    }
    reading.copy = sheets.compactMap(\.1.copy).joined(separator: "\n\n")
    overlays.append(.reading(reading))
  }

  /// Shows what was filed where nothing more can be; nil where a reply can still be given, or none was.
  mutating func showFiledReply() -> [Effect]? {
    guard hasFiledReplyToShow, let detail = selectedDetail, let sheet = filedSheet(of: detail)
    else { return nil }
    overlays.append(.reading(sheet))
    return []
  }

  /// Whether 回复 means to read what was filed: nothing is marked, and the selected ticket owes none.
  var hasFiledReplyToShow: Bool {
    guard marks.isEmpty, let session, let detail = selectedDetail,
      detail.request.ticket?.replies.isEmpty == false
    else { return false }
    return detail.refusal(of: .reply, by: session.actor) != nil
  }
}

extension ReplyProblem {
  /// The field of the form where it is put right: a missing meeting where the answer is said to be it.
  fileprivate var fieldID: String { field?.rawValue ?? ReplyFields.meeting }
}

extension StepForm {
  /// What stands in the form of a reply; nil for other forms.
  func replyEntry(at now: Instant) -> ReplyEntry? {
    kind == .reply ? ReplyEntry(form.values, of: seen.request, at: now) : nil
  }
}

extension TicketCommand {
  /// A reply as it fits another ticket that it is given on as well: that one repeats the first, and has its own
  /// 办结见面 unless there was one. Other steps stay as they are.
  func replying(to other: Request, from first: Request) -> TicketCommand {
    guard case .reply(let reply, let meeting) = self else { return self }
    let isMissing = other.ticket?.meetings[.completion] == nil
    return .reply(reply.copied(to: other, from: first), meeting: isMissing ? meeting : nil)
  }
}

/// A filed sheet in the words of the screen.
enum FiledReplyText {
  /// The sheet; who called is kept back where the ticket is 匿名 or 保密 by now.
  static func lines(_ filed: TicketProgress.Filed, of request: Request) -> [DetailLine] {
    ReplySheet.shown(filed.reply.sheet, of: request).map { line in
      .labelled(
        line.field, [Span(line.value.isEmpty ? "—" : masked(line.value, in: line.field))])
    }
  }

  /// A value with the telephones that somebody typed into it masked; numbers of tickets are none.
  static func masked(_ value: String, in field: String) -> String {
    let isNumber = field == "工单编号" || field == ReplyField.repeats.title
    return isNumber ? value : Privacy.masked(value)
  }

  /// What is copied.
  static func copied(_ filed: TicketProgress.Filed, of request: Request) -> String {
    ReplySheet.text(ReplySheet.shown(filed.reply.sheet, of: request))
  }
}

extension RequestDetailText {
  /// For the reading view: each reply as it was filed.
  var filedReplies: [DetailLine] {
    (detail.request.ticket?.replies ?? []).flatMap { filed -> [DetailLine] in
      let round = filed.round > 1 ? "第 \(filed.round) 轮 " : ""
      let title = "\(round)报出的回复 \(filed.at.dateTimeText(relativeTo: now))"
      return [.blank, .rule(title)] + FiledReplyText.lines(filed, of: detail.request)
    }
  }
}

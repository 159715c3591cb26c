/// The whole form of a ticket as it goes to the city, in the order of the city's form: what is known of the ticket,
/// 先行联系, 认定 and 答复. What it says is frozen when the reply is filed.
package struct ReplySheet: Sendable {
  private let history: RequestHistory
  private let directory: Directory
  private let blank: CallerBlank

  /// The sheet of a ticket.
  package init(_ history: RequestHistory, directory: Directory) {
    blank = history.callerBlank
    self.history = history.discreet
    self.directory = directory
  }

  private var request: Request { history.request }

  /// The lines with a reply as it stands; a field without anything has an empty value. Nothing for what is no ticket.
  package func lines(of reply: HotlineReply) -> [FiledReply.Line] {
    guard let form = ReplyForm(of: request), let ticket = request.ticket,
      let hotline = request.hotline
    else { return [] }
    return ticketLines(hotline, ticket, form, reply) + contactLines(ticket)
      + form.fields.filter { $0 != .repeats }.map { field in
        FiledReply.Line(field.title, blank.blanked(reply.shown(field)))
      }
  }

  /// A sheet as text, one field a line, to be copied into the city's form: 「事实认定：属实」.
  package static func text(_ lines: [FiledReply.Line]) -> String {
    lines.map { "\($0.field)：\($0.value)" }.joined(separator: "\n")
  }

  /// A filed sheet as a screen may show it: it stays as it was filed, but who called is kept back once the ticket
  /// is 匿名 or 保密.
  package static func shown(_ lines: [FiledReply.Line], of request: Request) -> [FiledReply.Line] {
    let privacy = request.callerPrivacy
    guard privacy != .open else { return lines }
    let hidden = "（\(privacy.title)）"
    return lines.map { line in
      switch line.field {
      case "联系人", "联系电话": FiledReply.Line(line.field, hidden)
      default: FiledReply.Line(line.field, ReplyWords.plainLines(line.value, of: request))
      }
    }
  }

  // MARK: 工单

  private func ticketLines(
    _ hotline: HotlineTicket, _ ticket: TicketProgress, _ form: ReplyForm, _ reply: HotlineReply
  ) -> [FiledReply.Line] {
    let isOrder = form.kind == .supervision || !ticket.orders.isEmpty
    let order = ticket.orders.last { !$0.number.isEmpty }?.number ?? ""
    let resident = request.registration.resident
    let privacy = request.callerPrivacy
    let hidden = privacy == .open ? nil : "（\(privacy.title)）"
    var lines: [FiledReply.Line] = [
      line("工单编号", hotline.number), line("工单类型", form.kind.title),
      line("转送单/督办单", isOrder ? joined(["督办单", order]) : "转送单"),
      line("主办/协办", (ticket.correction.role ?? .lead).title),
      line("优先级", request.urgency.cityTitle),
      line("来电时间", request.receivedAt.sheetText), line("派单时间", ticket.roundAt.sheetText),
      line("联系人", hidden ?? resident.name ?? ""),
      line("联系电话", hidden ?? resident.maskedPhone ?? ""),
      line("是否匿名", yesOrNo(privacy == .anonymous)),
      line("是否保密", yesOrNo(privacy == .confidential)),
      line("是否重复", yesOrNo(!reply.repeats.tidied.isEmpty)),
      line(ReplyField.repeats.title, reply.repeats.tidied),
    ]
    for (index, name) in ["退单一", "退单二", "退单三"].enumerated() {
      let asked = index < ticket.returns.count ? ticket.returns[index] : nil
      lines.append(line(name, asked.map(words) ?? ""))
    }
    lines.append(line("延期承诺时限", ticket.grantedDueAt?.sheetText ?? ""))
    if ticket.round > 1 {
      lines.append(
        line(
          "回访复核", joined(["第 \(ticket.round) 轮", ticket.roundDueAt.map { "时限 \($0.sheetText)" }])))
    }
    return lines
  }

  private func words(_ asked: TicketProgress.Asked<TicketReturn>) -> String {
    joined([
      asked.what.unit.isEmpty ? nil : asked.what.unit, asked.at.sheetText,
      ReplyWords.plain(asked.what.reason, of: request),
      asked.answer.map { $0.isGranted ? "已准" : "未准" } ?? "未答复",
    ])
  }

  // MARK: 先行联系

  private func contactLines(_ ticket: TicketProgress) -> [FiledReply.Line] {
    let contact = FirstContact(history)
    return [
      line("先行联系", contact == nil ? "" : contact?.failure == nil ? "已联" : "未联"),
      line("未联原因", contact?.failure?.title ?? ""),
      line("先行联系人", contact.map { directory.name(of: $0.by) } ?? ""),
      line("联系时间", contact?.at.sheetText ?? ""),
      line("联系内容", contact.map { ReplyWords.plain($0.words, of: request) } ?? ""),
    ]
  }

  private func line(_ field: String, _ value: String) -> FiledReply.Line {
    FiledReply.Line(field, value)
  }

  private func joined(_ parts: [String?]) -> String {
    parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "；")
  }

  private func yesOrNo(_ isSo: Bool) -> String { isSo ? "是" : "否" }
}

/// 先行联系 of the present round, as the city's form asks for it: the first time that the caller was reached, by
/// whatever step, else the last attempt.
struct FirstContact {
  let by: PersonID
  let at: Instant
  let method: String
  let failure: ContactFailure?
  let words: String

  init?(_ history: RequestHistory) {
    guard let ticket = history.request.ticket else { return nil }
    let undone = history.undoneVersions
    var reached: FirstContact?
    var missed: FirstContact?
    for recorded in history.events where !undone.contains(recorded.version) {
      switch recorded.event {
      case .ticket(.reviewBegun): (reached, missed) = (nil, nil)
      case .ticket(.contacted(let attempt)):
        let own = FirstContact(
          by: attempt.by, at: attempt.at, method: attempt.method.title, failure: attempt.failure,
          words: attempt.words)
        if attempt.isReached { reached = reached ?? own } else { missed = own }
      case .ticket(.met(let meeting)):
        guard let manner = meeting.manner else { break }
        reached =
          reached
          ?? FirstContact(
            by: meeting.by, at: meeting.at, method: manner.title, failure: nil, words: meeting.words
          )
      case .responded(let remark):
        reached =
          reached
          ?? FirstContact(
            by: recorded.actor, at: recorded.at, method: ContactMethod.phone.title, failure: nil,
            words: remark.text)
      default: break
      }
    }
    guard ticket.contactedAt != nil || missed != nil, let found = reached ?? missed else {
      return nil
    }
    self = found
  }

  private init(
    by person: PersonID, at moment: Instant, method: String, failure: ContactFailure?,
    words: String
  ) {
    by = person
    at = moment
    self.method = method
    self.failure = failure
    self.words = words
  }
}

/// What was written on the way, as it may stand in what goes out.
enum ReplyWords {
  /// One line, without telephone numbers, and the caller as 来电人.
  static func plain(_ text: String, of request: Request) -> String {
    plainLines(
      text.split(whereSeparator: \.isNewline).joined(separator: " ").tidied, of: request)
  }

  /// The same with its line breaks.
  static func plainLines(_ text: String, of request: Request) -> String {
    var plain = withoutNumbers(text)
    let names = CallerName.spellings(request.registration.resident.name ?? "")
    for name in names.sorted(by: { $0.count > $1.count }) where plain.contains(name) {
      plain = plain.replacing(name, with: CallerPrivacy.nameInText)
    }
    return plain
  }

  /// The text with every telephone number left out, masked ones too.
  static func withoutNumbers(_ text: String) -> String {
    let masked = Array(Privacy.masked(text))
    var result: [Character] = []
    var index = 0
    while index < masked.count {
      guard masked[index] == "*", masked[index...].prefix(4).allSatisfy({ $0 == "*" }),
        masked.count - index >= 4
      else {
        result.append(masked[index])
        index += 1
        continue
      }
      while let last = result.last, isPart(last) { result.removeLast() }
      while index < masked.count, masked[index] == "*" || isPart(masked[index]) { index += 1 }
      result += Array("（号码略）")
    }
    return String(result)
  }

  private static func isPart(_ character: Character) -> Bool {
    character.unicodeScalars.allSatisfy {
      let half = $0.halfWidth
      return half.isDigit || "+-() ".unicodeScalars.contains(half) || PhoneText.isDash(half)
    }
  }
}

extension Urgency {
  /// 优先级, in the words of the city's form.
  fileprivate var cityTitle: String {
    switch self {
    case .normal: "普通"
    case .urgent: "次紧急"
    case .critical: "紧急"
    }
  }
}

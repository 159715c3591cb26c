/// 回复 of one ticket: which fields it has, which values each may take, what must be filled in, and what is wrong
/// with what was. The one place that knows: the console, the command line and the gate ask it.
///
/// The fields and values are those of a Shanghai bureau's own form. 事实认定 has the values of the ticket's kind
/// (督办 those of 投诉), and 说明 beside it only for 投诉, 求助 and 督办. That 答复要点 has 500 characters at most and
/// names 处置部门, 答复时间 and 处置情况, and that 市民反馈说明 is written unless the resident is content, stands in the
/// city's form; that a finding other than the plain one needs its 说明 is our own rule, since the city asks for it.
package struct ReplyForm: Hashable, Sendable {
  /// The ticket's kind.
  package let kind: TicketKind
  /// The ticket's own number.
  private let number: String
  /// When it was assigned, or assigned anew.
  private let assignedAt: Instant
  /// Meetings that are not recorded, where nobody let the ticket pass without them.
  package let missingMeetings: [MeetingStep]
  /// What takes the caller out of a text where the ticket is 保密 or 匿名: nobody is to read them in a reply.
  private let blank: CallerBlank

  /// The form of a request's ticket; nil when it has none.
  package init?(of request: Request) {
    guard let ticket = request.ticket, let hotline = request.hotline else { return nil }
    kind = ticket.correction.kind ?? hotline.kind
    number = hotline.number
    assignedAt = ticket.roundAt
    missingMeetings = ticket.waiver == nil ? ticket.missingMeetings : []
    blank = request.callerBlank
  }

  /// Whether the answer may be 办结见面 as well, and has to be asked about.
  package var asksForMeeting: Bool { missingMeetings.contains(.completion) }

  // MARK: Fields

  /// The fields that belong to the ticket, in the order of the city's form.
  package var fields: [ReplyField] {
    ReplyField.allCases.filter { $0 != .factNote || hasFactNote }
  }

  private var hasFactNote: Bool {
    switch kind {
    case .help, .complaint, .supervision: true
    case .suggestion, .inquiry: false
    }
  }

  /// The values that a field may take; the one to begin with stands first.
  package func options(of field: ReplyField) -> [ReplyOption] {
    guard field == .fact else { return ReplyForm.allOptions(of: field) }
    let own: [FactFinding] =
      switch kind {
      case .help, .complaint, .supervision: [.confirmed, .partlyConfirmed, .unfounded]
      case .suggestion: [.adopted, .partlyAdopted, .kept, .declined]
      case .inquiry: [.policyKnown, .policyUnknown, .explanationRefused]
      }
    return own.map { ReplyOption(id: $0.rawValue, title: $0.title) }
  }

  /// Whether a field must be filled in, as the others stand.
  package func isMandatory(_ field: ReplyField, in reply: HotlineReply) -> Bool {
    switch field {
    case .repeats: false
    case .factNote: hasFactNote && (reply.fact == .partlyConfirmed || reply.fact == .unfounded)
    case .siteViewedAt: reply.siteView == .viewed
    case .claimNote: reply.claim != nil && reply.claim != .justified
    case .residentWords: reply.opinion != nil && reply.opinion != .satisfied
    default: true
    }
  }

  /// Whether a field has anything to say, as the others stand: 查看时间 only when somebody looked.
  package func applies(_ field: ReplyField, in reply: HotlineReply) -> Bool {
    field != .siteViewedAt || reply.siteView == .viewed
  }

  // MARK: Reading

  /// What somebody typed, field by field, as a reply, and what is wrong with it: values by their stable names or
  /// Chinese words, moments as people write them. Nothing is refused here, so that a form can say what is wrong
  /// while it is filled in.
  package func reading(
    _ texts: [ReplyField: String], isMeeting: Bool, at now: Instant
  ) -> (reply: HotlineReply, problems: [ReplyProblem]) {
    var reply = HotlineReply()
    var unread: [ReplyField: ReplyProblem] = [:]
    for field in ReplyField.allCases {
      do throws(Refusal) {
        try reply.set(texts[field] ?? "", for: field, at: now)
      } catch {
        unread[field] = ReplyProblem(field, "\(field.title)看不懂", error)
      }
    }
    let problems =
      meetingProblems(isMeeting)
      + fields.flatMap { field in
        unread[field].map { applies(field, in: reply) ? [$0] : [] }
          ?? self.problems(of: field, in: reply, at: now)
      }
    return (reply, problems)
  }

  // MARK: What is wrong

  /// What is wrong with a reply, in the order of the fields; nothing when it can be filed. `isMeeting` says that
  /// the answer was 办结见面.
  package func problems(
    of reply: HotlineReply, isMeeting: Bool, at now: Instant
  ) -> [ReplyProblem] {
    meetingProblems(isMeeting) + fields.flatMap { problems(of: $0, in: reply, at: now) }
  }

  /// Missing meetings stop everything, so they come first.
  private func meetingProblems(_ isMeeting: Bool) -> [ReplyProblem] {
    let missing = missingMeetings.filter { !isMeeting || $0 != .completion }
    guard let refusal = Request.gateRefusal(missing) else { return [] }
    return [ReplyProblem(nil, "差\(missing.map(\.title).joined(separator: "、"))", refusal)]
  }

  /// What is wrong with one field.
  package func problems(
    of field: ReplyField, in reply: HotlineReply, at now: Instant
  ) -> [ReplyProblem] {
    let value = reply.value(of: field).tidied
    guard !value.isEmpty else {
      guard isMandatory(field, in: reply) else { return [] }
      return [ReplyProblem(field, field.title, .missing(missingWords(field, reply)))]
    }
    var problems: [ReplyProblem] = []
    func add(_ short: String, _ long: String) {
      problems.append(ReplyProblem(field, short, .invalid(long)))
    }
    switch field.sort {
    case .choice:
      if !options(of: field).contains(where: { $0.id == value }) {
        let choice = options(of: field).map(\.title).joined(separator: "、")
        add(field.title, "\(kind.title)的「\(field.title)」没有「\(reply.shown(field))」；可选：\(choice)")
      }
    case .moment: addMoment(field, reply, now, add)
    case .line, .words:
      let count = field == .points ? ReplyPoints.count(value) : value.count
      if count > field.most {
        add(
          "\(field.shortTitle)超 \(count - field.most) 字",
          "\(field.title) \(count) 字，超过 \(field.most) 字；请精简，写的内容还在")
      }
      if blank.blanked(value) != value {
        add(
          "\(field.shortTitle)有来电人姓名或电话",
          "这件工单来电人\(blank.privacy.title)，\(field.title)里不能写来电人的姓名、电话；请改成「来电人」")
      } else if !blank.isEmpty, Privacy.masked(value) != value, field != .repeats {
        add(
          "\(field.shortTitle)有电话",
          "这件工单来电人\(blank.privacy.title)，\(field.title)里不能写电话号码")
      }
    }
    if field == .points { addPoints(reply, add) }
    if field == .isPublic, reply.isPublic == true, blank.privacy == .confidential {
      add("保密不能公开", "这件工单来电人保密，不能公开；「是否公开」请选「否」")
    }
    if field == .repeats, value == number {
      add("重复工单号", "重复工单号就是本工单自己；请填先来的那一张，没有就空着")
    }
    return problems
  }

  private func addMoment(
    _ field: ReplyField, _ reply: HotlineReply, _ now: Instant, _ add: (String, String) -> Void
  ) {
    guard applies(field, in: reply),
      let moment = field == .siteViewedAt ? reply.siteViewedAt : reply.answeredAt
    else { return }
    let text = moment.dateTimeText(relativeTo: now)
    if moment > now.adding(minutes: 5) {
      add(field.title, "\(field.title) \(text) 在将来，请检查")
    } else if field == .answeredAt, moment < assignedAt, moment.day != assignedAt.day {
      // Somebody may have looked at the same matter before the city sent it.
      add(field.title, "\(field.title) \(text) 早于派单（\(assignedAt.shortText(relativeTo: now))），请检查")
    }
  }

  private func addPoints(_ reply: HotlineReply, _ add: (String, String) -> Void) {
    let points = ReplyPoints(reply.points, department: reply.department)
    let department = reply.department.tidied
    if !points.namesDepartment, !department.isEmpty {
      add("要点没写处置部门", "答复市民要点里要写明处置部门「\(department)」")
    }
    if !points.namesTime {
      add("要点没写答复时间", "答复市民要点里要写明答复时间，例如「11月20日」「当日 10:30」")
    }
    if !points.saysWhatWasDone {
      add("要点没写处置情况", "答复市民要点里要写明处置情况：做了什么、现在怎样")
    }
  }

  private func missingWords(_ field: ReplyField, _ reply: HotlineReply) -> String {
    switch field {
    case .factNote: "事实认定为「\(reply.fact?.title ?? "")」，请写事实认定说明"
    case .siteViewedAt: "现场查看为「是」，请写查看时间"
    case .claimNote: "诉求认定为「\(reply.claim?.title ?? "")」，请写诉求认定说明"
    case .residentWords: "是否满意为「\(reply.opinion?.title ?? "")」，请写市民反馈说明：市民怎么说"
    case .points: "请写答复市民要点：处置部门、答复时间、处置情况"
    case .department: "请写处置部门，答复市民要点里也要写到"
    default: "请\(field.sort == .choice ? "选" : "写")\(field.title)"
    }
  }
}

/// What is wrong with a reply.
package struct ReplyProblem: Hashable, Sendable {
  /// In which field; nil when it is none of the form's, but a missing meeting.
  package let field: ReplyField?
  /// A few words for the list of what is missing.
  package let short: String
  /// What filing it answers.
  package let refusal: Refusal

  init(_ field: ReplyField?, _ short: String, _ refusal: Refusal) {
    self.field = field
    self.short = short
    self.refusal = refusal
  }

  /// The whole sentence.
  package var message: String { refusal.message }
}

extension ReplyField {
  /// How a problem names it.
  fileprivate var shortTitle: String { self == .points ? "要点" : title }
}

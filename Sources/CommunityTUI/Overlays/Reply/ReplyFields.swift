import CoreModel
import Store
import TerminalKit

/// The fields of 回复 on screen: those of ``ReplyForm``, filled in from the timeline, in the city's order.
struct ReplyFields {
  let session: AppState.Session
  let detail: RequestDetail
  let now: Instant

  /// The field that says whether the answer was 办结见面: the identity of who met the resident, or nothing.
  static let meeting = "meeting"

  /// What is said wherever a reply can be filed.
  static let warning = "报出后不能撤回"

  /// The form, with the first thing that is missing focused.
  var form: Form {
    let reply = prefill.reply
    var form = Form(title: title, fields: fields(reply), submitLabel: "报出")
    arrange(&form)
    let entry = ReplyEntry(form.values, of: detail.request, at: now)
    form.focus(on: (entry?.problems.lazy.compactMap(\.field).first ?? .points).rawValue)
    return form
  }

  private var title: String {
    "回复 \(detail.request.hotline?.number ?? detail.request.number) · \(ReplyFields.warning)"
  }

  private var prefill: ReplyPrefill {
    ReplyPrefill(detail.history, directory: session.directory, now: now)
  }

  private func fields(_ reply: HotlineReply) -> [FormField] {
    guard let form = ReplyForm(of: detail.request) else { return [] }
    let meeting: [FormField] =
      form.asksForMeeting
      ? [
        .choice(
          ReplyFields.meeting, "办结见面",
          options: [
            ChoiceOption(id: session.actor.person.text, label: "这次答复就是办结见面"),
            ChoiceOption(id: "", label: "不是，另外记"),
          ], selected: prefill.isAnswered ? session.actor.person.text : nil, required: true,
          help: "③ 办结见面还没有记；按答复的方式、时间和市民的话一起记下")
      ] : []
    return form.fields.map { field(for: $0, form, reply) } + meeting
  }

  private func field(for field: ReplyField, _ form: ReplyForm, _ reply: HotlineReply) -> FormField {
    let label = field == .points ? "答复要点" : field.title
    switch field.sort {
    case .choice:
      return .choice(
        field.rawValue, label,
        options: form.options(of: field).map { ChoiceOption(id: $0.id, label: $0.title) },
        selected: reply.value(of: field).isEmpty ? nil : reply.value(of: field),
        required: form.isMandatory(field, in: reply), help: field.help)
    case .moment:
      let moment = field == .siteViewedAt ? reply.siteViewedAt : reply.answeredAt
      return .text(
        field.rawValue, label, value: moment.map { ReplyMoment.text($0, at: now) } ?? "",
        help: field.help, limit: 40)
    case .line:
      return .text(
        field.rawValue, label, value: reply.value(of: field), help: field.help, limit: 200)
    case .words where field == .points:
      // More than the city takes goes in: it is counted and said, and nothing is cut off unseen.
      return .area(
        field.rawValue, label, value: reply.points, help: field.help,
        limit: RequestHistory.longestText, rows: 5)
    case .words:
      return .text(
        field.rawValue, label, value: reply.value(of: field), help: field.help, limit: 1000)
    }
  }

  /// Marks what must be filled in as the others stand, and hides what has nothing to say.
  func arrange(_ form: inout Form) {
    guard let rules = ReplyForm(of: detail.request) else { return }
    let reply = rules.reading(form.values.replyTexts, isMeeting: true, at: now).reply
    for field in rules.fields {
      form.update(field.rawValue) {
        $0.isRequired = rules.isMandatory(field, in: reply)
        $0.isHidden = !rules.applies(field, in: reply)
      }
    }
  }

  /// The points as the timeline tells them with what stands in the other fields.
  func points(for values: FormValues) -> String {
    guard let rules = ReplyForm(of: detail.request) else { return "" }
    return prefill.points(for: rules.reading(values.replyTexts, isMeeting: true, at: now).reply)
  }

  /// A filled-in form as the command it means.
  /// - Throws: ``Refusal`` with the first thing that is wrong.
  static func command(
    _ values: FormValues, of request: Request, at now: Instant
  ) throws(Refusal) -> TicketCommand {
    guard let entry = ReplyEntry(values, of: request, at: now) else {
      throw .outOfTurn("这不是 12345 工单")
    }
    if let problem = entry.problems.first { throw problem.refusal }
    return .reply(entry.reply, meeting: entry.meeting)
  }
}

/// What stands in the form of a reply, and what is wrong with it.
struct ReplyEntry {
  let form: ReplyForm
  let reply: HotlineReply
  let problems: [ReplyProblem]
  /// 办结见面, when the answer was it.
  let meeting: Meeting?

  init?(_ values: FormValues, of request: Request, at now: Instant) {
    guard let form = ReplyForm(of: request) else { return nil }
    self.form = form
    let person = values.choice(ReplyFields.meeting) ?? ""
    let isMeeting = form.asksForMeeting && !person.isEmpty
    (reply, problems) = form.reading(values.replyTexts, isMeeting: isMeeting, at: now)
    meeting = isMeeting ? reply.meeting(by: PersonID(person), at: now) : nil
  }

  /// What the points have and lack.
  var points: ReplyPoints { ReplyPoints(reply.points, department: reply.department) }
}

extension FormValues {
  /// What stands in the fields of a reply.
  var replyTexts: [ReplyField: String] {
    var texts: [ReplyField: String] = [:]
    for field in ReplyField.allCases {
      switch all[field.rawValue] {
      case .text(let text): texts[field] = text
      case .choice(let id): texts[field] = id ?? ""
      case .toggle, nil: break
      }
    }
    return texts
  }
}

extension ReplyField {
  /// Said below it while it is focused.
  fileprivate var help: String {
    switch self {
    case .repeats: "与先来的哪张工单重复；不重复就空着"
    case .fact, .siteView, .claim, .manner, .solution, .isPublic: ""
    case .factNote: "部分属实、不属实要写为什么"
    case .siteViewedAt: "例如 10:30、昨天 16:20、11-20 10:30"
    case .claimNote: "除「诉求合理合法」外都要写"
    case .department: "谁处置的；几个单位用「、」隔开"
    case .points: "写明处置部门、答复时间、处置情况；不写姓名和电话"
    case .signedBy: "以哪个单位的名义答复"
    case .answeredAt: "什么时候把结果告诉市民的，例如 10:30、昨天 16:20"
    case .opinion: "「满意」以外要写市民反馈说明"
    case .residentWords: "市民怎么说；「满意」可以不写"
    }
  }
}

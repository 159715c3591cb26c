import CoreModel
import Store
import TerminalKit

/// The fields of the hotline's steps. What has to be typed has the focus, everything else its usual value, so that
/// the usual case is a key, the words and Ctrl-S.
struct HotlineFields {
  let session: AppState.Session
  let detail: RequestDetail
  let now: Instant

  /// The identities of fields that several of the steps have.
  enum ID {
    static let result = "result"
    static let step = "step"
    static let at = "at"
    static let by = "by"
    static let manner = "manner"
    static let photos = "photos"
    static let unit = "unit"
    static let due = "due"
    static let days = "days"
    static let meets = "meets"
    static let weChat = "weChat"
    static let with = "with"
    static let number = "number"
    static let source = "source"
    static let solution = "solution"
    static let attitude = "attitude"
    static let contactedFirst = "contactedFirst"
    static let kind = "kind"
    static let role = "role"
    static let anonymous = "anonymous"
    static let confidential = "confidential"
    static let isPublic = "public"
  }

  /// The options of fields that have them, where no model's word says it.
  enum Option {
    static let reached = "reached"
    static let impossible = "impossible"
    static let refused = "refused"
    static let unreached = "unreached"
    static let granted = "granted"
    static let denied = "denied"
    static let days = "days"
    static let complex = "complex"
    static let yes = "yes"
    static let no = "no"
  }

  private var ticket: TicketProgress? { detail.request.ticket }

  /// The fields of a step, those that its usual values make pointless hidden.
  func fields(for kind: CommandKind) -> [FormField] {
    switch kind {
    case .contact: contactFields
    case .meet: meetingFields
    case .interim: [words("汇报", help: "报给市热线的话：现在怎样，打算怎么办")]
    case .waive: [words("理由", help: "为什么没有见面也可以办结；记入时间线")]
    case .share:
      [
        choice(
          ID.kind, "方式", TicketSharing.Kind.allCases.map { ($0.rawValue, $0.title) },
          selected: TicketSharing.Kind.assist.rawValue, help: "协办：对方帮着办；转办：对方办，工单和回复仍归本居"),
        .text(ID.unit, "单位", required: true, help: "例如：镇城管中队", limit: 60),
        words("要求", help: "请对方做什么、什么时候办好；可以不写", required: false),
      ]
    case .askReturn:
      [
        .text(ID.unit, "应归部门", help: "应由哪个部门办；不清楚可以不写", limit: 60),
        words("退单理由", help: "为什么不归本居办；报给市热线以后不能撤回"),
      ]
    case .answerReturn: answerFields("退单获准就办结，不再办理")
    case .askExtension: extensionFields
    case .answerExtension:
      answerFields("批准的时限就是现时限，原时限仍然看得到", until: asked(ticket?.pendingExtension?.what.dueAt))
    case .visit: visitFields
    case .review:
      [
        words("复核要求", help: "市里要求重办什么；从派单时间起另算时限，签收、联系、见面、回复都重来"),
        time("派单时间", help: "市里什么时候派的复核单"), limit("复核时限", help: "复核单上写的时限；没有写就空着，按时限规则"),
      ]
    case .order:
      [
        words("督办要求", help: "市里要求怎么办"),
        limit("督办时限", help: "督办单上写的时限；没有写就空着，按时限规则"),
        .text(ID.number, "督办单号", help: "可以不写", limit: 60),
        time("督办时间", help: "督办单什么时候来的"),
      ]
    case .correctTicket: correctionFields
    default: []
    }
  }

  /// The field that has to be typed or chosen.
  func focus(for kind: CommandKind) -> String {
    switch kind {
    case .share, .askReturn: ID.unit
    case .askExtension: ID.days
    case .answerReturn, .answerExtension, .visit: ID.result
    case .correctTicket: ID.kind
    default: StepFields.words
    }
  }

  // MARK: 先行联系, 见面

  private var contactFields: [FormField] {
    let failures = ContactFailure.allCases.map {
      ($0.rawValue, $0 == .other ? "未联·其他" : "未联·\($0.title)")
    }
    return [
      choice(
        ID.result, "联系结果", [(Option.reached, "已联")] + failures, selected: Option.reached,
        keywords: ["off": "gj", "unanswered": "wj"]),
      words("联系内容", help: "来电人说了什么，怎么答的"),
      .toggle(ID.weChat, "已加微信", help: "加了微信，来电人以后有事不用再打热线"),
      .toggle(
        ID.meets, "记为接单见面", isOn: ticket?.meetings[.acceptance] == nil,
        help: "这次联系同时算接单见面，不用再记一遍"),
      choice(
        ID.manner, "方式", ContactMethod.allCases.map { ($0.rawValue, $0.title) },
        selected: ContactMethod.phone.rawValue),
      time("联系时间", help: ""), person("谁联系的", session.actor.person),
    ]
  }

  private var meetingFields: [FormField] {
    let next = ticket?.missingMeetings.first ?? .completion
    let handler: PersonID? =
      if case .person(let id)? = detail.request.handler { id } else { nil }
    return [
      choice(
        ID.step, "哪次见面", MeetingStep.allCases.map { ($0.rawValue, $0.title) },
        selected: next.rawValue),
      choice(
        ID.manner, "怎么见的",
        MeetingManner.allCases.map { ($0.rawValue, $0.title) } + [(Option.impossible, "见不到")],
        selected: MeetingManner.visit.rawValue),
      words("见面内容", help: "说了什么，答应了什么"),
      .text(ID.with, "见了谁", value: "来电人", required: true, limit: 60),
      time("见面时间", help: ""),
      person("谁见的", next == .acceptance ? session.actor.person : handler ?? session.actor.person),
      .text(
        ID.photos, "照片", help: "照片文件路径，几张用空格隔开；可以不填", placeholder: "~/图片/IMG_2041.jpg",
        limit: 2000),
    ]
  }

  // MARK: 退单, 延期

  private func answerFields(_ help: String, until: FormField? = nil) -> [FormField] {
    [
      choice(
        ID.result, "市里答复", [(Option.granted, "批准"), (Option.denied, "不批准")], selected: nil,
        help: help)
    ] + [until].compactMap(\.self)
      + [words("说明", help: "市里怎么说；可以不写", required: false)]
  }

  private func asked(_ due: Instant?) -> FormField {
    limit(
      "批准到", help: "与申请的相同就空着；不同就写批准的日期，例如 12-05",
      placeholder: due.map { "\($0.dateTimeText(relativeTo: now))（申请的）" } ?? "")
  }

  private var extensionFields: [FormField] {
    [
      choice(
        ID.kind, "怎么延", [(Option.days, "延工作日"), (Option.complex, "复杂件")], selected: Option.days,
        help: "复杂件从派单起另算，按时限规则"),
      .text(
        ID.days, "延几天", required: true, help: "工作日数，1 至 \(TicketExtension.mostDays)；下面是延后的时限",
        limit: 3),
      words("延期理由", help: "为什么办不完；报给市热线以后不能撤回"),
    ]
  }

  // MARK: 回访

  private var visitFields: [FormField] {
    let ratings = Satisfaction.allCases.map { ($0.rawValue, $0.title) }
    // The desk asks first, then the city.
    let isDeskDone = ticket?.roundVisits.last.map { $0.source == .desk && $0.isReached } ?? false
    return [
      choice(
        ID.source, "谁回访", HotlineVisit.Source.allCases.map { ($0.rawValue, $0.title) },
        selected: (isDeskDone ? HotlineVisit.Source.city : .desk).rawValue,
        help: "本居回访在市回访之前；市回访计入成绩"),
      choice(
        ID.manner, "是否打通",
        [(Option.reached, "已打通"), (Option.unreached, "没有打通"), (Option.refused, "拒绝回访")],
        selected: Option.reached),
      choice(ID.result, "对结果", ratings, selected: nil, help: "居民怎么评价；不要替居民选"),
      choice(
        ID.solution, "诉求解决", Solution.allCases.map { ($0.rawValue, $0.title) }, selected: nil,
        required: false, help: "可以不选"),
      words("回访情况", help: "居民怎么说；不满意或没有解决要写，书记督办要看", required: false),
      choice(ID.attitude, "对态度", ratings, selected: nil, required: false, help: "可以不选"),
      choice(
        ID.contactedFirst, "先行联系", [(Option.yes, "有"), (Option.no, "没有")], selected: nil,
        required: false, help: "居民说办理前有没有人先联系；没有问就不选"),
      time("回访时间", help: ""),
    ]
  }

  // MARK: 更正工单

  private var correctionFields: [FormField] {
    let known = ticket?.correction ?? TicketCorrection()
    let kind = known.kind ?? detail.request.hotline?.kind
    return [
      choice(
        ID.kind, "工单类型", TicketKind.allCases.map { ($0.rawValue, $0.title) },
        selected: kind?.rawValue, help: "类型决定办理时限；改了要写说明"),
      flag(ID.anonymous, "匿名", known.isAnonymous, help: "来电人没有留名，不要猜"),
      flag(ID.confidential, "保密", known.isConfidential, help: "谁来电，对谁都不显示"),
      flag(ID.isPublic, "是否公开", known.isPublic, help: "办理结果是否公开"),
      choice(
        ID.role, "主办协办", TicketRole.allCases.map { ($0.rawValue, $0.title) },
        selected: known.role?.rawValue, required: false),
      words("说明", help: "为什么更正", required: false),
    ]
  }

  // MARK: Parts

  private func words(_ label: String, help: String, required: Bool = true) -> FormField {
    .text(
      StepFields.words, label, required: required, help: help, limit: RequestHistory.longestText)
  }

  private func choice(
    _ id: String, _ label: String, _ options: [(String, String)], selected: String?,
    required: Bool = true, help: String = "", keywords: [String: String] = [:]
  ) -> FormField {
    .choice(
      id, label,
      options: options.map {
        ChoiceOption(
          id: $0.0, label: $0.1, keywords: [keywords[$0.0] ?? "", PinyinInitials.of($0.1)])
      }, selected: selected, required: required, help: help)
  }

  private func flag(_ id: String, _ label: String, _ isOn: Bool?, help: String) -> FormField {
    choice(
      id, label, [(Option.yes, "是"), (Option.no, "否")],
      selected: isOn.map { $0 ? Option.yes : Option.no }, required: false, help: help)
  }

  /// When something happened; nothing typed means just now.
  private func time(_ label: String, help: String) -> FormField {
    .text(
      ID.at, label,
      help: [help, "例如 9:10、昨天16:30、11-20 9:10"].filter { !$0.isEmpty }.joined(separator: "；"),
      placeholder: "现在", limit: 40)
  }

  private func limit(_ label: String, help: String, placeholder: String = "按时限规则") -> FormField {
    .text(ID.due, label, help: help, placeholder: placeholder, limit: 40)
  }

  private func person(_ label: String, _ selected: PersonID) -> FormField {
    var people = session.directory.handlers
    if let own = session.directory.person(selected), !people.contains(where: { $0.id == selected })
    {
      people.insert(own, at: 0)
    }
    return .choice(
      ID.by, label,
      options: people.map {
        ChoiceOption(
          id: $0.id.text, label: $0.name, hint: $0.role.title,
          keywords: [PinyinInitials.of($0.name)])
      }, selected: selected.text, required: true, help: "输入姓名或拼音首字母可以换人")
  }
}

// MARK: - As choices change

extension HotlineFields {
  /// Shows the fields that belong to what was chosen, and asks for what that needs.
  func arrange(_ form: inout Form, for kind: CommandKind) {
    let values = form.values
    func hide(_ ids: [String], _ isHidden: Bool) {
      for id in ids { form.update(id) { $0.isHidden = isHidden } }
    }
    switch kind {
    case .contact:
      let result = values.choice(ID.result)
      let isReached = result == Option.reached
      hide([ID.weChat], !isReached)
      hide([ID.meets], !isReached || ticket?.meetings[.acceptance]?.manner != nil)
      form.update(StepFields.words) {
        $0.isRequired = isReached || result == ContactFailure.other.rawValue
        $0.label = isReached ? "联系内容" : "未联情况"
        $0.help = isReached ? "来电人说了什么，怎么答的" : "打了几遍、什么声音；选「其他」时要写"
      }
    case .meet:
      let isMet = values.choice(ID.manner) != Option.impossible
      hide([ID.with, ID.photos], !isMet)
      form.update(StepFields.words) {
        $0.label = isMet ? "见面内容" : "原因"
        $0.help = isMet ? "说了什么，答应了什么" : "为什么见不到面，例如：来电人在外地，约到下周"
      }
    case .askExtension: hide([ID.days], values.choice(ID.kind) == Option.complex)
    case .answerExtension: hide([ID.due], values.choice(ID.result) == Option.denied)
    case .visit:
      let isAnswered = values.choice(ID.manner) == Option.reached
      hide([ID.result, ID.solution, ID.attitude, ID.contactedFirst], !isAnswered)
    default: break
    }
  }
}

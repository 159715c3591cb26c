import CoreModel
import Store
import TerminalKit

/// The fields of each step's form, filled in as far as they can be known.
struct StepFields {
  let session: AppState.Session
  let detail: RequestDetail
  let now: Instant

  /// The field of a step's words.
  static let words = "words"

  private var request: Request { detail.request }
  private var directory: Directory { session.directory }

  /// The form of a step.
  func form(for kind: CommandKind) -> Form {
    if kind == .reply { return ReplyFields(session: session, detail: detail, now: now).form }
    var form = Form(
      title: "\(kind.title) \(request.number)", fields: fields(for: kind),
      submitLabel: kind == .inform ? "复制并记录" : kind.title)
    // A template is there for those who want one; nobody has to step past it.
    if kind == .feedback { form.focus(on: "method") }
    if [.respond, .inquire].contains(kind) { form.focus(on: StepFields.words) }
    if CommandKind.ofTickets.contains(kind) {
      hotline.arrange(&form, for: kind)
      form.focus(on: hotline.focus(for: kind))
    }
    return form
  }

  private var tasks: TaskFields { TaskFields(session: session, now: now) }

  private var hotline: HotlineFields { HotlineFields(session: session, detail: detail, now: now) }

  private func fields(for kind: CommandKind) -> [FormField] {
    switch kind {
    case .respond:
      templateChoice + [
        request.respondedAt == nil
          ? words("答复", help: "怎么答复居民的；可以不写，直接 Enter", required: false)
          : words("沟通", help: "和居民说了什么", required: true)
      ]
    case .triage: triageFields
    case .dispatch:
      [
        .choice(
          "handler", "派给", options: handlers, selected: likelyHandler, required: true,
          help: "可以输入姓名或拼音首字母"),
        words("嘱咐", help: "要带什么、注意什么；可以不写", required: false),
      ]
    case .accept:
      [.choice("person", "谁接单", options: crew, selected: crew.first?.id, required: true)]
    case .resolve:
      [
        words("结果", help: "做了什么，现在怎样", required: true),
        .text(
          "photos", "照片", help: "照片文件路径，几张用空格隔开；可以不填", placeholder: "~/图片/IMG_2041.jpg",
          limit: 2000),
      ]
    case .feedback:
      templateChoice + [
        .choice(
          "method", "方式",
          options: ContactMethod.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
          selected: ContactMethod.usual(for: request.registration.channel).rawValue, required: true),
        words(
          "内容", value: request.resolution.map { "您反映的问题已处理：\($0.outcome)" } ?? "",
          help: "告诉居民的话；告知以后不能撤回", required: true),
      ]
    case .reject: [words("原因", help: "居民为什么不认可；书记督办要看", required: true)]
    case .supervise: [words("要求", help: "怎么办、由谁办、什么时候办好", required: true)]
    case .hold:
      [
        words("原因", help: "例如：等配件、住户外出", required: true),
        .choice("until", "到", options: holdEnds, selected: holdEnds.first?.id, required: true),
      ]
    case .escalate: [words("理由", help: "为什么要上议事会；提交后为三级", required: true)]
    case .note: [words("备注", required: true)]
    case .cancel: [words("原因", help: "例如：重复登记、登记错误、居民撤回", required: true)]
    case .reopen: [words("原因", help: "例如：居民再次反映", required: true)]
    case .amend: amendFields
    case .revealPhone where request.callerPrivacy == .confidential:
      [words("理由", help: "来电人要求保密；谁、什么时候、为什么看的，都记在时间线上", required: true)]
    case .confirm, .arrive, .resume, .undo, .revealPhone, .link, .unlink, .reconcile:
      [words("说明", required: false)]
    // Reminders are acknowledged where they are listed.
    case .acknowledge: []
    case .sign, .contact, .meet, .waive, .reply, .visit, .review, .order, .share, .interim,
      .askReturn, .answerReturn, .askExtension, .answerExtension, .correctTicket:
      hotline.fields(for: kind)
    case .inform: MessageFields(session: session, detail: detail, now: now).fields
    case .assign: tasks.order(likely: request.handler?.person)
    case .changeTask: tasks.change(of: request.openTasks)
    case .settleTask: tasks.settlement(of: request.openTasks)
    case .inquire, .answerInquiry, .closeInquiry:
      InquiryFields(session: session, request: request, now: now).fields(for: kind)
    }
  }

  /// The desk's prepared words for the resident, where there are any for this step.
  private var templateChoice: [FormField] {
    MessageFields(session: session, detail: detail, now: now).choice(for: .resident).map { [$0] }
      ?? []
  }

  private func words(
    _ label: String, value: String = "", help: String = "", required: Bool
  ) -> FormField {
    .text(
      StepFields.words, label, value: value, required: required, help: help,
      limit: RequestHistory.longestText)
  }

  // MARK: 分级

  private var triageFields: [FormField] {
    let suggestion = session.rules.triage.suggest(
      text: request.registration.text, channel: request.registration.channel,
      at: request.receivedAt.minuteOfDay)
    let tier = request.tier ?? suggestion?.tier ?? .first
    return [
      .choice(
        "tier", "级别",
        options: Tier.allCases.map {
          ChoiceOption(id: "\($0.rawValue)", label: $0.title, hint: $0.meaning)
        }, selected: "\(tier.rawValue)", required: true,
        help: suggestion.map { "建议\($0.tier.title)：\($0.reason)" } ?? "没有匹配的规则"),
      .text("category", "类别", value: (request.category ?? suggestion?.category)?.name ?? ""),
      .choice(
        "urgency", "紧急",
        options: Urgency.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: request.urgency.rawValue, required: true),
    ]
  }

  // MARK: 派单

  private var handlers: [ChoiceOption] {
    let pools = Crew.allCases.map {
      ChoiceOption(
        id: HandlerChoice.id(of: .pool($0)), label: $0.title, hint: "放进班组，由人抢单",
        keywords: [PinyinInitials.of($0.title)])
    }
    let people = directory.handlers.map {
      ChoiceOption(
        id: HandlerChoice.id(of: .person($0.id)), label: $0.name,
        hint: [$0.role.title, $0.unit].filter { !$0.isEmpty }.joined(separator: " · "),
        keywords: [PinyinInitials.of($0.name)])
    }
    return pools + people
  }

  /// Whom to suggest: who was named at registration, who had it, else whom the rules name. Nobody
  /// else: two quick keys must not send an order to whoever happens to stand first.
  private var likelyHandler: String? {
    let suggested = session.rules.triage.suggest(
      text: request.registration.text, channel: request.registration.channel,
      at: request.receivedAt.minuteOfDay)?.handler?.handler(in: directory)
    return (request.registration.namedHandler ?? request.handler ?? suggested)
      .map(HandlerChoice.id(of:))
  }

  private var crew: [ChoiceOption] {
    (request.handler?.pool.map(directory.takers(of:)) ?? []).map {
      ChoiceOption(
        id: $0.id.text, label: $0.name, hint: $0.role.title, keywords: [PinyinInitials.of($0.name)])
    }
  }

  // MARK: 反馈, 挂起

  private var holdEnds: [ChoiceOption] {
    HoldEnd.allCases.map { end in
      ChoiceOption(
        id: end.rawValue, label: end.title, hint: end.instant(after: now).nearText(relativeTo: now))
    }
  }

  // MARK: 更正

  private var amendFields: [FormField] {
    let form = request.registration
    let groups =
      [ChoiceOption(id: "", label: "（不在楼组内或不清楚）")]
      + directory.groups.map {
        ChoiceOption(id: $0.id.text, label: $0.name, keywords: [PinyinInitials.of($0.name)])
      }
    return [
      .text("text", "内容", value: form.text, required: true, limit: RequestHistory.longestText),
      .choice(
        "group", "楼组", options: groups, selected: form.place.group?.text ?? "", required: true,
        help: "输入楼号或拼音首字母可以筛选"),
      .text("room", "室号", value: form.place.room ?? "", limit: 20),
      .text("detail", "地点", value: form.place.detail ?? "", help: "不在楼组里的地方，例如：北门垃圾房", limit: 60),
      .text("name", "称呼", value: form.resident.name ?? "", limit: 30),
      .text(
        "phone", "电话", help: form.resident.maskedPhone.map { "现为 \($0)；不改就空着" } ?? "", limit: 20),
      .choice(
        "channel", "来源",
        options: Channel.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: form.channel.rawValue, required: true),
      .choice(
        "urgency", "紧急",
        options: Urgency.allCases.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
        selected: request.urgency.rawValue, required: true),
    ]
  }
}

/// A handler as the identity of a form's option, and back.
enum HandlerChoice {
  static func id(of handler: Handler) -> String {
    switch handler {
    case .person(let id): "person:\(id.text)"
    case .pool(let crew): "pool:\(crew.rawValue)"
    }
  }

  static func handler(for id: String) -> Handler? {
    if id.hasPrefix("person:") { return .person(PersonID(String(id.dropFirst(7)))) }
    if id.hasPrefix("pool:") { return Crew(rawValue: String(id.dropFirst(5))).map { .pool($0) } }
    return nil
  }
}

/// The usual ends of a 挂起.
enum HoldEnd: String, CaseIterable {
  case hours2, tomorrow, days3, week, days14

  /// The Chinese words.
  var title: String {
    switch self {
    case .hours2: "两小时后"
    case .tomorrow: "明天早上"
    case .days3: "三天后"
    case .week: "一周后"
    case .days14: "两周后"
    }
  }

  /// When that is; mornings are 09:00.
  func instant(after now: Instant) -> Instant {
    let days =
      switch self {
      case .hours2: 0
      case .tomorrow: 1
      case .days3: 3
      case .week: 7
      case .days14: 14
      }
    return days == 0 ? now.adding(minutes: 120) : now.day.adding(days: days).at(minute: 9 * 60)
  }
}

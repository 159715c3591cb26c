import CoreModel
import Store
import TerminalKit

/// The fields of the forms about a whistle.
struct WhistleFields {
  /// The identities of the fields.
  enum ID {
    static let title = "title"
    static let level = "level"
    static let units = "units"
    static let words = "words"
    static let due = "due"
    static let person = "person"
    static let unit = "unit"
    static let at = "at"
    static let who = "who"
    static let every = "every"
    static let result = "result"
    static let request = "request"
    static let text = "text"
  }

  let whistle: Whistle
  let session: AppState.Session
  let now: Instant

  /// A form.
  func form(of sheet: WhistleSheet) -> Form {
    let title = TextLayout.clip(Privacy.masked(whistle.order.title), columns: 40)
    switch sheet {
    case .call:
      return Form(
        title: "加吹 · \(title)",
        fields: [
          .text(
            ID.units, "再向谁吹", required: true, help: "单位用顿号隔开，可写拼音首字母，或「三所联动」", limit: 300),
          due("几时前到", "不写按\(whistle.order.level.title)的时限"),
        ], submitLabel: "加吹")
    case .checkIn:
      return Form(
        title: "报到 · \(title)",
        fields: [
          unit(whistle.missing.map(\.unit), "哪个单位"),
          .text(
            ID.who, "谁来的", required: true, help: "例如 刘队长、2名队员", limit: 60),
          .text(
            ID.at, "几时到", help: "不写就是现在；例如 14:20、昨天16:30", placeholder: "现在", limit: 40),
          .area(ID.words, "情况", help: "看了什么、怎么说；答应做什么另按 o 记承诺", rows: 3),
        ], submitLabel: "记下")
    case .undertake:
      return Form(
        title: "承诺 · \(title)",
        fields: [
          unit(whistle.calls.map(\.unit), "哪个单位"),
          .text(ID.words, "答应做什么", required: true, help: "做什么、做到怎样，一句话", limit: 150),
          .text(
            ID.due, "几时做到", required: true, help: "例如 明天17:00、11-28；只写日子就是那天下班", limit: 40),
          WhistleFields.person("谁跟进", selected: whistle.order.keeper, session),
        ], submitLabel: "记下")
    case .follow:
      return Form(
        title: "跟进 · \(title)",
        fields: [.area(ID.words, "情况", required: true, rows: 4)], submitLabel: "记下")
    case .supervise:
      return Form(
        title: "业委会监督 · \(title)",
        fields: [
          .text(ID.who, "谁的意见", value: "业委会", required: true, help: "例如 业委会 周主任", limit: 60),
          .area(ID.words, "意见", required: true, help: "到场情况、整改效果，满意不满意", rows: 4),
        ], submitLabel: "记下")
    case .report:
      return Form(
        title: "上报街镇 · \(title)",
        fields: [
          .area(
            ID.words, "请街镇做什么", value: "请街镇协调，催到现场", help: "街镇督导在「督办」里看得到", rows: 3)
        ], submitLabel: "上报")
    case .move:
      return Form(
        title: "改报到时限 · \(title)",
        fields: [
          due("改到", whistle.missing.first?.dueAt.dateTimeText(relativeTo: now) ?? ""),
          .text(ID.words, "原因", help: "往后推要写原因；推了几次看得到", limit: 300),
        ], submitLabel: "保存")
    case .measure:
      return Form(
        title: "常态措施 · \(title)",
        fields: [
          .text(
            ID.words, "以后常做什么", required: true, help: "例如 疏通南门雨水井；办好一次，下一次自己回来", limit: 200),
          .text(
            ID.every, "多久一次", value: "每季度", required: true, help: "每周、每 2 周、每月、每季度、半年、每年",
            limit: 12),
          .text(ID.due, "第一次", required: true, help: "例如 12-01、下周一；只写日子就是那天下班", limit: 40),
          WhistleFields.person("谁来办", selected: whistle.order.keeper, session),
        ], submitLabel: "定下")
    case .close:
      return Form(
        title: "收哨 · \(title)",
        fields: [
          .choice(
            ID.result, "结果",
            options: WhistleClosing.Result.allCases.map {
              ChoiceOption(
                id: $0.rawValue, label: $0.title, hint: $0 == .withdrawn ? "吹错了，或不用来了" : "",
                keywords: [PinyinInitials.of($0.title)])
            }, selected: WhistleClosing.Result.solved.rawValue, required: true),
          .area(ID.words, "说明", required: true, help: "办成什么样；要告诉居民的就是这句话", rows: 4),
        ], submitLabel: "收哨")
    case .leave:
      return Form(
        title: "移出诉求 · \(title)",
        fields: [
          .choice(
            ID.request, "哪一件",
            options: whistle.requests.map { ChoiceOption(id: $0.id.text, label: $0.number) },
            selected: whistle.requests.first?.id.text, required: true),
          .text(ID.words, "原因", required: true, limit: 300),
        ], submitLabel: "移出")
    case .new, .settle, .change, .units: return Form(title: "", fields: [])
    }
  }

  /// What there is to know below a form.
  func about(_ sheet: WhistleSheet) -> [String] {
    switch sheet {
    case .checkIn, .report, .move, .close:
      whistle.missing.map { call in
        let late =
          call.isLate(at: now)
          ? "，超 \(shortDurationText(seconds: call.dueAt.seconds(since: now)))" : ""
        return "\(call.unit.name)：\(call.dueAt.nearText(relativeTo: now)) 前\(late)"
          + (call.reportedAt == nil ? "" : "，已上报街镇")
      }
    case .call: WhistleWords.about(session.rules, now: now)
    default: []
    }
  }

  private func unit(_ units: [WhistleUnit], _ label: String) -> FormField {
    .choice(
      ID.unit, label,
      options: units.map {
        ChoiceOption(id: $0.name, label: $0.name, keywords: [PinyinInitials.of($0.name)])
      }, selected: units.first?.name, required: true)
  }

  private func due(_ label: String, _ placeholder: String) -> FormField {
    .text(
      ID.due, label, help: "例如 今天16:00、明天、11-25 9:00；只写日子就是那天下班", placeholder: placeholder,
      limit: 40)
  }

  static func person(
    _ label: String, selected: PersonID, _ session: AppState.Session
  ) -> FormField {
    .choice(
      ID.person, label,
      options: session.directory.people.filter { $0.isActive && $0.role != .readOnly }.map {
        ChoiceOption(
          id: $0.id.text, label: $0.name, hint: $0.role.title,
          keywords: [PinyinInitials.of($0.name)])
      }, selected: selected.text, required: true, help: "输入姓名或拼音首字母可以换人")
  }
}

/// A filled-in form about a whistle as the command it means.
struct WhistleAnswer {
  let values: FormValues
  let whistle: Whistle
  let session: AppState.Session
  let now: Instant

  private var rules: DeadlineRules { session.rules.deadlines }
  private var words: String { values.text(WhistleFields.ID.words) }

  /// The command.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func command(_ sheet: WhistleSheet) throws(Refusal) -> WhistleCommand {
    switch sheet {
    case .call:
      let book = session.rules.whistles
      return .call(
        WhistleSummons(
          try book.units(named: values.text(WhistleFields.ID.units)),
          dueAt: try due() ?? book.limit(whistle.order.level).due(from: now, under: rules)))
    case .checkIn:
      return .checkIn(
        WhistleCheckIn(
          unit: values.choice(WhistleFields.ID.unit) ?? "", at: try moment() ?? now,
          people: values.text(WhistleFields.ID.who), words: words))
    case .undertake:
      return .undertake(
        WhistleUndertaking(
          unit: values.choice(WhistleFields.ID.unit) ?? "", words: words, dueAt: try wanted(),
          person: try person()))
    case .follow: return .follow(WhistleNote(words))
    case .supervise: return .supervise(WhistleNote(words, who: values.text(WhistleFields.ID.who)))
    case .report: return .report(words: words)
    case .move: return .move(WhistleMove(dueAt: try wanted(), reason: words))
    case .measure:
      let due = try wanted()
      let typed = values.text(WhistleFields.ID.every)
      guard let every = Recurrence(text: typed, firstDue: due) else {
        throw .invalid("「\(typed)」看不懂；请写 每周、每 2 周、每月、每季度、半年 或 每年")
      }
      return .measure(
        WhistleMeasure(title: words, person: try person(), dueAt: due, recurrence: every))
    case .close:
      let result = values.choice(WhistleFields.ID.result).flatMap(
        WhistleClosing.Result.init(rawValue:))
      guard let result else { throw .missing("请选结果") }
      return .close(WhistleClosing(result, words: words))
    case .leave:
      return .leave(RequestID(values.choice(WhistleFields.ID.request) ?? ""), reason: words)
    case .new, .settle, .change, .units: throw .missing("没有要记的")
    }
  }

  private func person() throws(Refusal) -> PersonID {
    guard let id = values.choice(WhistleFields.ID.person) else { throw .missing("请选一个人") }
    return PersonID(id)
  }

  private func due() throws(Refusal) -> Instant? {
    try WhistleAnswer.due(values, now: now, rules)
  }

  private func wanted() throws(Refusal) -> Instant {
    guard let due = try due() else { throw .missing("请写时间，例如 明天17:00、11-28") }
    return due
  }

  private func moment() throws(Refusal) -> Instant? {
    let typed = values.text(WhistleFields.ID.at)
    guard !typed.isEmpty else { return nil }
    guard let at = SpokenMoment(typed, from: now)?.instant else {
      throw .invalid("时间「\(typed)」看不懂；请写 14:20、昨天16:30")
    }
    return at
  }

  /// What was typed as a limit; nil where nothing was.
  static func due(
    _ values: FormValues, now: Instant, _ rules: DeadlineRules
  ) throws(Refusal) -> Instant? {
    let typed = values.text(WhistleFields.ID.due)
    guard !typed.isEmpty else { return nil }
    guard let due = SpokenMoment.limit(typed, from: now, under: rules) else {
      throw .invalid("时间「\(typed)」看不懂；请写 今天16:00、明天17:00、11-25 或 11-25 9:00")
    }
    return due
  }
}

/// What 吹哨 says in several places.
enum WhistleWords {
  /// The units and the times, below a form.
  static func about(_ rules: DeskRules, now: Instant) -> [String] {
    let book = rules.whistles
    let limits = WhistleLevel.allCases.map { level in
      let due = book.limit(level).due(from: now, under: rules.deadlines)
      return "\(level.title) \(due.nearText(relativeTo: now)) 前"
    }
    return [
      "现在吹哨：\(limits.joined(separator: "，"))",
      "名册：\(book.units.map(\.name).joined(separator: "、"))",
    ] + book.presets.map { "\($0.name)：\($0.units.joined(separator: "、"))" }
  }
}

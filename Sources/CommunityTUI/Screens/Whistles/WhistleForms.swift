import CoreModel
import Store
import TerminalKit

/// What a form of 吹哨 is about.
enum WhistleSheet: Hashable, Sendable {
  /// A new one, perhaps about a request.
  case new(FindingRequest?)
  case call(WhistleID)
  case checkIn(WhistleID)
  case undertake(WhistleID)
  case follow(WhistleID)
  case supervise(WhistleID)
  case report(WhistleID)
  case move(WhistleID)
  case measure(WhistleID)
  case close(WhistleID)
  case leave(WhistleID)
  /// What a unit undertook, or a standing measure: done or not, another date.
  case settle(TaskID)
  case change(TaskID)
  /// The units, as they were seen.
  case units(seen: String)

  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .new(let request): "new:" + (request.map { "\($0.id.text)|\($0.number)" } ?? "")
    case .call(let id): "call:" + id.text
    case .checkIn(let id): "checkIn:" + id.text
    case .undertake(let id): "undertake:" + id.text
    case .follow(let id): "follow:" + id.text
    case .supervise(let id): "supervise:" + id.text
    case .report(let id): "report:" + id.text
    case .move(let id): "move:" + id.text
    case .measure(let id): "measure:" + id.text
    case .close(let id): "close:" + id.text
    case .leave(let id): "leave:" + id.text
    case .settle(let id): "settle:" + id.text
    case .change(let id): "change:" + id.text
    case .units: "units:"
    }
  }

  /// The form that a draft of this name belongs to; nil where there is none of that name any more.
  init?(name: String) {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let rest = String(parts[1])
    switch parts[0] {
    case "new":
      let request = rest.split(separator: "|")
      self = .new(
        request.count == 2
          ? FindingRequest(id: RequestID(String(request[0])), number: String(request[1])) : nil)
    case "call": self = .call(WhistleID(rest))
    case "checkIn": self = .checkIn(WhistleID(rest))
    case "undertake": self = .undertake(WhistleID(rest))
    case "follow": self = .follow(WhistleID(rest))
    case "supervise": self = .supervise(WhistleID(rest))
    case "report": self = .report(WhistleID(rest))
    case "move": self = .move(WhistleID(rest))
    case "measure": self = .measure(WhistleID(rest))
    case "close": self = .close(WhistleID(rest))
    case "leave": self = .leave(WhistleID(rest))
    default: return nil
    }
  }

  fileprivate var whistle: WhistleID? {
    switch self {
    case .call(let id), .checkIn(let id), .undertake(let id), .follow(let id), .supervise(let id),
      .report(let id), .move(let id), .measure(let id), .close(let id), .leave(let id):
      id
    case .new, .settle, .change, .units: nil
    }
  }
}

/// The identities of the fields.
private enum FieldID {
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

extension AppState {
  // MARK: Opening

  /// Opens a form for a whistle, or for a new one.
  mutating func openWhistleSheet(_ sheet: WhistleSheet, title: String = "") -> [Effect] {
    guard let session else { return [] }
    if case .new(let request) = sheet {
      if let refusal = DeskChange.refusal(
        toChange: "吹哨", by: session.actor, allowed: Permissions.desk)
      {
        say(refusal.message, .warning)
        return []
      }
      return openSheet(
        .whistle(sheet), newWhistle(about: request, title: title, session),
        about: WhistleWords.about(session.rules, now: now))
    }
    guard let id = sheet.whistle, let one = whistle.whistle(id) else { return [] }
    let fields = WhistleFields(whistle: one, session: session, now: now)
    return openSheet(.whistle(sheet), fields.form(of: sheet), about: fields.about(sheet))
  }

  private func newWhistle(
    about request: FindingRequest?, title: String, _ session: Session
  ) -> Form {
    let level = selectedRow.map { WhistleLevel($0.urgency) } ?? .yellow
    return Form(
      title: request.map { "吹哨 · 为 \($0.number)" } ?? "吹哨",
      fields: [
        .text(
          FieldID.title, "事由", value: title, required: true,
          help: "为什么事吹哨，一行；吹哨单上要打印，不写居民姓名、电话", limit: Whistle.longestTitle),
        .choice(
          FieldID.level, "级别",
          options: WhistleLevel.allCases.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title,
              hint: "\(session.rules.whistles.limit($0).text)内报到",
              keywords: [PinyinInitials.of($0.title)])
          }, selected: request == nil ? WhistleLevel.yellow.rawValue : level.rawValue,
          required: true, help: "红色：有人身危险或越拖越重"),
        .text(
          FieldID.units, "向谁吹", required: true, help: "单位用顿号隔开，可写拼音首字母；「三所联动」一次吹三家；名册外的也可以写",
          placeholder: "城管中队、房管办事处", limit: 300),
        .area(FieldID.words, "情况和要求", help: "在哪里、什么情况、要单位到场做什么", rows: 3),
        .text(
          FieldID.due, "几时前到", help: "不写按级别；要另定写 今天16:00、明天、11-25 9:00", placeholder: "按级别",
          limit: 40),
        WhistleFields.person("谁跟进", selected: session.actor.person, session),
      ], submitLabel: "吹哨")
  }

  /// Opens the text of the units.
  mutating func openWhistleBook() -> [Effect] {
    guard let session else { return [] }
    guard Permissions.wording.contains(session.actor.role) else {
      say("吹哨单位由值班台维护，您现在是\(session.actor.role.title)", .warning)
      return []
    }
    let text = session.rules.whistles.text
    return openSheet(
      .whistle(.units(seen: text)),
      Form(
        title: "吹哨单位和报到时限",
        fields: [
          .area(
            FieldID.text, "单位", value: text + "\n", help: "一行一家：名称 | 值班电话或联系人 | 管什么",
            limit: WhistleBook.longestText, rows: max(4, min(18, size.rows - 9)))
        ], submitLabel: "保存"))
  }

  /// Opens the end or the change of what a unit undertook.
  mutating func openUndertaking(of one: Whistle, isSettling: Bool) -> [Effect] {
    let tasks = one.owed.map { owed in
      DeskTask(
        TaskOrder(
          id: owed.what.task, title: "\(owed.what.unit)承诺：\(owed.what.words)",
          person: owed.what.person, dueAt: owed.what.dueAt, origin: one.link),
        by: one.blownBy, at: one.blownAt)
    }
    return openWhistleTask(tasks, isSettling: isSettling)
  }

  /// Opens the end or the change of tasks.
  mutating func openWhistleTask(_ tasks: [DeskTask], isSettling: Bool) -> [Effect] {
    guard let session, let first = tasks.first else { return [] }
    let kind: CommandKind = isSettling ? .settleTask : .changeTask
    if let refusal = TaskCommand.refusal(of: kind, by: session.actor) {
      say(refusal.message, .warning)
      return []
    }
    let fields = TaskFields(session: session, now: now)
    let isStanding = first.recurrence != nil
    let title = isStanding ? "常态措施：\(first.title)" : first.title
    return openSheet(
      .whistle(isSettling ? .settle(first.id) : .change(first.id)),
      Form(
        title: tasks.count > 1
          ? (isSettling ? "承诺了结" : "承诺改期")
          : TextLayout.clip(Privacy.masked(title), columns: 60),
        fields: isSettling ? fields.settlement(of: tasks) : fields.change(of: tasks),
        submitLabel: "保存"),
      about: isSettling
        ? [isStanding ? "办好了，下一次自己回来；不办了，这项措施就停止" : "「不办了」就是没有做到，会一直留在吹哨单上"] : [])
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenWhistleSheet(_ name: String) -> [Effect]? {
    if name == "units:" { return openWhistleBook() }
    guard let sheet = WhistleSheet(name: name) else { return nil }
    if case .new = sheet { return openWhistleSheet(sheet) }
    guard whistle.board != nil else {
      whistle.pendingSheet = name
      return openDeliberation(.whistles)
    }
    if let id = sheet.whistle, whistle.whistle(id) == nil { return nil }
    return openWhistleSheet(sheet)
  }

  // MARK: Saving

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: WhistleSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    guard let session else { return [] }
    switch sheet {
    case .new(let request):
      let order = try newOrder(values, session)
      return save(.whistle(.blow(order, request.map { [$0.id] } ?? [])))
    case .units(let seen):
      do {
        let book = try WhistleBook(text: values.text(FieldID.text))
        return save(.whistle(.setBook(book, seen: seen)))
      } catch {
        throw .invalid(error.message)
      }
    case .settle(let id), .change(let id):
      return save(.whistle(try taskEffect(sheet, id, values, session)))
    default:
      guard let id = sheet.whistle, let one = whistle.whistle(id) else {
        throw .outOfTurn("这次吹哨已不在屏上；您写的还在草稿里")
      }
      let answer = WhistleAnswer(values: values, whistle: one, session: session, now: now)
      // Several may write down at once who came and how it goes on; the rest is about what was seen.
      let isFree =
        switch sheet {
        case .checkIn, .follow, .supervise, .undertake, .measure: true
        default: false
        }
      return save(
        .whistle(.perform(try answer.command(sheet), id, version: isFree ? nil : one.version)))
    }
  }

  private func newOrder(
    _ values: FormValues, _ session: Session
  ) throws(Refusal) -> WhistleOrder {
    guard let level = values.choice(FieldID.level).flatMap(WhistleLevel.init(rawValue:)) else {
      throw .missing("请选级别")
    }
    let rules = session.rules
    let order = WhistleOrder(
      title: values.text(FieldID.title), level: level, words: values.text(FieldID.words),
      units: try rules.whistles.units(named: values.text(FieldID.units)),
      dueAt: try WhistleAnswer.due(values, now: now, rules.deadlines)
        ?? rules.whistles.limit(level).due(from: now, under: rules.deadlines),
      keeper: PersonID(values.choice(FieldID.person) ?? session.actor.person.text))
    // Asked here too, so that what is wrong is said while the form is open.
    _ = try Whistle.decide(
      order, by: session.actor, at: now,
      in: WhistleFacts(directory: session.directory, rules: rules.deadlines))
    return order
  }

  private func taskEffect(
    _ sheet: WhistleSheet, _ id: TaskID, _ values: FormValues, _ session: Session
  ) throws(Refusal) -> WhistleEffect {
    let measures = whistle.board?.measures.map(\.task) ?? []
    let owed = (whistle.board?.open ?? []).flatMap { one in
      one.owed.map { owed in
        DeskTask(
          TaskOrder(
            id: owed.what.task, title: owed.what.words, person: owed.what.person,
            dueAt: owed.what.dueAt, origin: one.link), by: one.blownBy, at: one.blownAt)
      }
    }
    let answer = TaskAnswer(values: values, now: now, rules: session.rules.deadlines)
    if case .settle = sheet {
      return .settle(.settle(try answer.settlement(of: measures + owed)), seen: nil)
    }
    return .settle(.change(try answer.change(of: measures + owed)), seen: nil)
  }
}

/// The fields of the forms about a whistle.
struct WhistleFields {
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
            FieldID.units, "再向谁吹", required: true, help: "单位用顿号隔开，可写拼音首字母，或「三所联动」", limit: 300),
          due("几时前到", "不写按\(whistle.order.level.title)的时限"),
        ], submitLabel: "加吹")
    case .checkIn:
      return Form(
        title: "报到 · \(title)",
        fields: [
          unit(whistle.missing.map(\.unit), "哪个单位"),
          .text(
            FieldID.who, "谁来的", required: true, help: "例如 刘队长、2名队员", limit: 60),
          .text(
            FieldID.at, "几时到", help: "不写就是现在；例如 14:20、昨天16:30", placeholder: "现在", limit: 40),
          .area(FieldID.words, "情况", help: "看了什么、怎么说；答应做什么另按 o 记承诺", rows: 3),
        ], submitLabel: "记下")
    case .undertake:
      return Form(
        title: "承诺 · \(title)",
        fields: [
          unit(whistle.calls.map(\.unit), "哪个单位"),
          .text(FieldID.words, "答应做什么", required: true, help: "做什么、做到怎样，一句话", limit: 150),
          .text(
            FieldID.due, "几时做到", required: true, help: "例如 明天17:00、11-28；只写日子就是那天下班", limit: 40),
          WhistleFields.person("谁跟进", selected: whistle.order.keeper, session),
        ], submitLabel: "记下")
    case .follow:
      return Form(
        title: "跟进 · \(title)",
        fields: [.area(FieldID.words, "情况", required: true, rows: 4)], submitLabel: "记下")
    case .supervise:
      return Form(
        title: "业委会监督 · \(title)",
        fields: [
          .text(FieldID.who, "谁的意见", value: "业委会", required: true, help: "例如 业委会 周主任", limit: 60),
          .area(FieldID.words, "意见", required: true, help: "到场情况、整改效果，满意不满意", rows: 4),
        ], submitLabel: "记下")
    case .report:
      return Form(
        title: "上报街镇 · \(title)",
        fields: [
          .area(
            FieldID.words, "请街镇做什么", value: "请街镇协调，催到现场", help: "街镇督导在「督办」里看得到", rows: 3)
        ], submitLabel: "上报")
    case .move:
      return Form(
        title: "改报到时限 · \(title)",
        fields: [
          due("改到", whistle.missing.first?.dueAt.dateTimeText(relativeTo: now) ?? ""),
          .text(FieldID.words, "原因", help: "往后推要写原因；推了几次看得到", limit: 300),
        ], submitLabel: "保存")
    case .measure:
      return Form(
        title: "常态措施 · \(title)",
        fields: [
          .text(
            FieldID.words, "以后常做什么", required: true, help: "例如 疏通南门雨水井；办好一次，下一次自己回来", limit: 200),
          .text(
            FieldID.every, "多久一次", value: "每季度", required: true, help: "每周、每 2 周、每月、每季度、半年、每年",
            limit: 12),
          .text(FieldID.due, "第一次", required: true, help: "例如 12-01、下周一；只写日子就是那天下班", limit: 40),
          WhistleFields.person("谁来办", selected: whistle.order.keeper, session),
        ], submitLabel: "定下")
    case .close:
      return Form(
        title: "收哨 · \(title)",
        fields: [
          .choice(
            FieldID.result, "结果",
            options: WhistleClosing.Result.allCases.map {
              ChoiceOption(
                id: $0.rawValue, label: $0.title, hint: $0 == .withdrawn ? "吹错了，或不用来了" : "",
                keywords: [PinyinInitials.of($0.title)])
            }, selected: WhistleClosing.Result.solved.rawValue, required: true),
          .area(FieldID.words, "说明", required: true, help: "办成什么样；要告诉居民的就是这句话", rows: 4),
        ], submitLabel: "收哨")
    case .leave:
      return Form(
        title: "移出诉求 · \(title)",
        fields: [
          .choice(
            FieldID.request, "哪一件",
            options: whistle.requests.map { ChoiceOption(id: $0.id.text, label: $0.number) },
            selected: whistle.requests.first?.id.text, required: true),
          .text(FieldID.words, "原因", required: true, limit: 300),
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
      FieldID.unit, label,
      options: units.map {
        ChoiceOption(id: $0.name, label: $0.name, keywords: [PinyinInitials.of($0.name)])
      }, selected: units.first?.name, required: true)
  }

  private func due(_ label: String, _ placeholder: String) -> FormField {
    .text(
      FieldID.due, label, help: "例如 今天16:00、明天、11-25 9:00；只写日子就是那天下班", placeholder: placeholder,
      limit: 40)
  }

  static func person(
    _ label: String, selected: PersonID, _ session: AppState.Session
  ) -> FormField {
    .choice(
      FieldID.person, label,
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
  private var words: String { values.text(FieldID.words) }

  /// The command.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func command(_ sheet: WhistleSheet) throws(Refusal) -> WhistleCommand {
    switch sheet {
    case .call:
      let book = session.rules.whistles
      return .call(
        WhistleSummons(
          try book.units(named: values.text(FieldID.units)),
          dueAt: try due() ?? book.limit(whistle.order.level).due(from: now, under: rules)))
    case .checkIn:
      return .checkIn(
        WhistleCheckIn(
          unit: values.choice(FieldID.unit) ?? "", at: try moment() ?? now,
          people: values.text(FieldID.who), words: words))
    case .undertake:
      return .undertake(
        WhistleUndertaking(
          unit: values.choice(FieldID.unit) ?? "", words: words, dueAt: try wanted(),
          person: try person()))
    case .follow: return .follow(WhistleNote(words))
    case .supervise: return .supervise(WhistleNote(words, who: values.text(FieldID.who)))
    case .report: return .report(words: words)
    case .move: return .move(WhistleMove(dueAt: try wanted(), reason: words))
    case .measure:
      let due = try wanted()
      let typed = values.text(FieldID.every)
      guard let every = Recurrence(text: typed, firstDue: due) else {
        throw .invalid("「\(typed)」看不懂；请写 每周、每 2 周、每月、每季度、半年 或 每年")
      }
      return .measure(
        WhistleMeasure(title: words, person: try person(), dueAt: due, recurrence: every))
    case .close:
      let result = values.choice(FieldID.result).flatMap(WhistleClosing.Result.init(rawValue:))
      guard let result else { throw .missing("请选结果") }
      return .close(WhistleClosing(result, words: words))
    case .leave:
      return .leave(RequestID(values.choice(FieldID.request) ?? ""), reason: words)
    case .new, .settle, .change, .units: throw .missing("没有要记的")
    }
  }

  private func person() throws(Refusal) -> PersonID {
    guard let id = values.choice(FieldID.person) else { throw .missing("请选一个人") }
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
    let typed = values.text(FieldID.at)
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
    let typed = values.text(FieldID.due)
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

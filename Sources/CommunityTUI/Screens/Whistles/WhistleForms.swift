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

  var whistle: WhistleID? {
    switch self {
    case .call(let id), .checkIn(let id), .undertake(let id), .follow(let id), .supervise(let id),
      .report(let id), .move(let id), .measure(let id), .close(let id), .leave(let id):
      id
    case .new, .settle, .change, .units: nil
    }
  }
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
          WhistleFields.ID.title, "事由", value: title, required: true,
          help: "为什么事吹哨，一行；吹哨单上要打印，不写居民姓名、电话", limit: Whistle.longestTitle),
        .choice(
          WhistleFields.ID.level, "级别",
          options: WhistleLevel.allCases.map {
            ChoiceOption(
              id: $0.rawValue, label: $0.title,
              hint: "\(session.rules.whistles.limit($0).text)内报到",
              keywords: [PinyinInitials.of($0.title)])
          }, selected: request == nil ? WhistleLevel.yellow.rawValue : level.rawValue,
          required: true, help: "红色：有人身危险或越拖越重"),
        .text(
          WhistleFields.ID.units, "向谁吹", required: true,
          help: "单位用顿号隔开，可写拼音首字母；「三所联动」一次吹三家；名册外的也可以写",
          placeholder: "城管中队、房管办事处", limit: 300),
        .area(WhistleFields.ID.words, "情况和要求", help: "在哪里、什么情况、要单位到场做什么", rows: 3),
        .text(
          WhistleFields.ID.due, "几时前到", help: "不写按级别；要另定写 今天16:00、明天、11-25 9:00",
          placeholder: "按级别",
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
            WhistleFields.ID.text, "单位", value: text + "\n", help: "一行一家：名称 | 值班电话或联系人 | 管什么",
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
        let book = try WhistleBook(text: values.text(WhistleFields.ID.text))
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
    guard let level = values.choice(WhistleFields.ID.level).flatMap(WhistleLevel.init(rawValue:))
    else {
      throw .missing("请选级别")
    }
    let rules = session.rules
    let order = WhistleOrder(
      title: values.text(WhistleFields.ID.title), level: level,
      words: values.text(WhistleFields.ID.words),
      units: try rules.whistles.units(named: values.text(WhistleFields.ID.units)),
      dueAt: try WhistleAnswer.due(values, now: now, rules.deadlines)
        ?? rules.whistles.limit(level).due(from: now, under: rules.deadlines),
      keeper: PersonID(values.choice(WhistleFields.ID.person) ?? session.actor.person.text))
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

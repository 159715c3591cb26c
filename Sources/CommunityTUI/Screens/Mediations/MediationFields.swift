import CoreModel
import Store
import TerminalKit

/// The fields of the forms.
struct MediationFields {
  /// The identities of the fields.
  enum ID {
    static let title = "title"
    static let parties = "parties"
    static let words = "words"
    static let lead = "lead"
    static let second = "second"
    static let method = "method"
    static let due = "due"
    static let place = "place"
    static let person = "person"
    static let index = "index"
    static let written = "written"
    static let kept = "kept"
    static let way = "way"
    static let outcome = "outcome"
  }

  let session: AppState.Session
  let now: Instant

  /// A new case.
  func order(title: String, sign: LatentSign? = nil) -> Form {
    let mediators = people.filter { $0.role == .mediator }
    let lead = mediators.first?.id ?? session.actor.person
    let second = (mediators.dropFirst().first ?? people.first { $0.id != lead })?.id
    // Other lists of steps are for floods and fires; whoever renamed those of mediation still has something to choose.
    let steps = session.rules.checklists.checklists.filter { $0.kind == .steps }
    let mediating = steps.filter { $0.name.contains("调解") }
    let methods = mediating.isEmpty ? steps : mediating
    return Form(
      title: sign == nil ? "受理调解" : "转调解",
      fields: [
        .text(
          ID.title, "事由", value: title, required: true, help: "不写姓名，例如「5号楼上下邻居漏水赔偿」",
          limit: Mediation.longestTitle),
        .area(
          ID.parties, "当事人", required: true, help: "每方一行：姓名，空一格写室号和要求", rows: 3),
        .area(ID.words, "经过", value: sign?.words ?? "", help: "起因、谈过没有、各自要什么", rows: 3),
        person(ID.lead, "A角", selected: lead),
        person(ID.second, "B角", selected: second),
        .choice(
          ID.method, "方法",
          options: methods.map {
            ChoiceOption(
              id: $0.name, label: $0.name,
              hint: $0.points.map(\.name).joined(separator: "、"),
              keywords: [PinyinInitials.of($0.name)])
          },
          selected: methods.first?.name,
          required: true),
        .text(
          ID.due, "几时谈", required: true, help: "第一次谈话，例如 明天14:00、11-25 9:00", limit: 40),
      ], submitLabel: "受理")
  }

  /// An early sign.
  func sign(title: String) -> Form {
    Form(
      title: "记潜在矛盾",
      fields: [
        .text(
          ID.title, "苗头", value: title, required: true, help: "不写姓名，例如「3号楼两户为晾晒争执」",
          limit: Mediation.longestTitle),
        .text(ID.place, "在哪里", limit: 60),
        .area(ID.words, "看到听到的", rows: 3),
        person(ID.person, "谁盯着", selected: session.actor.person),
        .text(
          ID.due, "几时复看", help: "不写是 \(Mediation.usualReviewDays) 天后；例如 下周一、12-05",
          placeholder: usual(Mediation.usualReviewDays).dateTimeText(relativeTo: now), limit: 40),
      ], submitLabel: "记下")
  }

  /// A form about one that goes on.
  func form(of sheet: MediationSheet, on one: Mediation) -> Form {
    let title = TextLayout.clip(Privacy.masked(one.title), columns: 40)
    switch sheet {
    case .open: return order(title: one.title, sign: one.sign)
    case .meet:
      return Form(
        title: "调解谈话 · \(title)",
        fields: [
          .area(ID.words, "谈得怎样", help: "双方说了什么、谈到哪里；只改约时间可以不写", rows: 4),
          .text(ID.place, "地点", limit: 60),
          .text(
            ID.due, "下次几时谈", required: true, help: "例如 明天14:00、11-28 9:00", limit: 40),
        ], submitLabel: "记下")
    case .step:
      let points = one.order?.method.points ?? []
      return Form(
        title: "记步骤 · \(title)",
        fields: [
          .choice(
            ID.index, "哪一步",
            options: one.stepsLeft.map {
              ChoiceOption(
                id: "\($0)", label: points[$0].name, hint: points[$0].hint,
                keywords: [PinyinInitials.of(points[$0].name)])
            }, selected: one.stepsLeft.first.map { "\($0)" }, required: true),
          .area(ID.words, "做了什么", required: true, rows: 3),
        ], submitLabel: "记下")
    case .agree:
      return Form(
        title: "达成协议 · \(title)",
        fields: [
          .area(ID.words, "协议", required: true, help: "谁做什么、几时做到", rows: 4),
          .toggle(ID.written, "签了协议书", isOn: true),
          .text(
            ID.due, "几时回访", help: "一案一回访；不写是 \(Mediation.usualVisitDays) 天后，交给A角",
            placeholder: usual(Mediation.usualVisitDays).dateTimeText(relativeTo: now), limit: 40),
        ], submitLabel: "记下")
    case .visit:
      return Form(
        title: "回访 · \(title)",
        fields: [
          .toggle(ID.kept, "都履行了", isOn: true, help: "履行了，这件就了结；没有履行要约下次"),
          .area(ID.words, "情况", required: true, rows: 3),
          .text(ID.due, "没有履行，几时再谈", help: "例如 明天14:00", limit: 40),
        ], submitLabel: "记下")
    case .fail:
      return Form(
        title: "调解不成 · \(title)",
        fields: [
          .choice(
            ID.way, "以后怎么走",
            options: MediationFailure.Way.allCases.map {
              ChoiceOption(
                id: $0.rawValue, label: $0.title,
                hint: $0 == .threeOffices ? "向派出所、司法所、律师事务所吹哨" : "",
                keywords: [PinyinInitials.of($0.title)])
            }, selected: MediationFailure.Way.threeOffices.rawValue, required: true),
          .area(ID.words, "为什么没有调成", required: true, rows: 3),
        ], submitLabel: "记下")
    case .review:
      return Form(
        title: "复看 · \(title)",
        fields: [
          .choice(
            ID.outcome, "现在",
            options: LatentReview.Outcome.allCases.reversed().map {
              ChoiceOption(
                id: $0.rawValue, label: $0.title, keywords: [PinyinInitials.of($0.title)])
            }, selected: LatentReview.Outcome.watching.rawValue, required: true,
            help: "成了纠纷的，按 Esc 回去再按 t 转调解"),
          .area(ID.words, "情况", required: true, rows: 3),
          .text(
            ID.due, "下次几时看", help: "继续关注的；不写是 \(Mediation.usualReviewDays) 天后",
            placeholder: usual(Mediation.usualReviewDays).dateTimeText(relativeTo: now), limit: 40),
        ], submitLabel: "记下")
    case .staff:
      return Form(
        title: "换调解员 · \(title)",
        fields: [
          person(ID.lead, "A角", selected: one.pair?.lead),
          person(ID.second, "B角", selected: one.pair?.second),
          .text(ID.words, "原因", required: true, help: "例如 A角回避", limit: 300),
        ], submitLabel: "换")
    case .withdraw:
      return Form(
        title: "撤回调解 · \(title)",
        fields: [.text(ID.words, "原因", required: true, limit: 300)], submitLabel: "撤回")
    case .new, .notice: return Form(title: "", fields: [])
    }
  }

  private var people: [Person] {
    session.directory.people.filter { $0.isActive && $0.role != .readOnly }
  }

  private func usual(_ days: Int) -> Instant {
    MediationAnswer.usual(days, after: now, session.rules.deadlines)
  }

  private func person(_ id: String, _ label: String, selected: PersonID?) -> FormField {
    .choice(
      id, label,
      options: people.map {
        ChoiceOption(
          id: $0.id.text, label: $0.name, hint: $0.role.title,
          keywords: [PinyinInitials.of($0.name)])
      }, selected: selected?.text, required: true, help: "输入姓名或拼音首字母可以换人")
  }
}

/// A filled-in form as what it means.
struct MediationAnswer {
  let values: FormValues
  let session: AppState.Session
  let now: Instant

  private var words: String { values.text(MediationFields.ID.words) }
  private var rules: DeadlineRules { session.rules.deadlines }

  /// A new case.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func order() throws(Refusal) -> MediationOrder {
    let name = values.choice(MediationFields.ID.method) ?? ""
    guard let method = session.rules.checklists.checklist(named: name) else {
      throw .missing("请选调解的方法")
    }
    return MediationOrder(
      title: values.text(MediationFields.ID.title), words: words,
      parties: MediationAnswer.parties(values.text(MediationFields.ID.parties)),
      pair: MediatorPair(
        lead: try person(MediationFields.ID.lead), second: try person(MediationFields.ID.second)),
      method: method, talkAt: try wanted())
  }

  /// An early sign.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func sign() throws(Refusal) -> LatentSign {
    LatentSign(
      title: values.text(MediationFields.ID.title), words: words,
      place: values.text(MediationFields.ID.place),
      watcher: try person(MediationFields.ID.person),
      reviewAt: try due()
        ?? MediationAnswer.usual(Mediation.usualReviewDays, after: now, rules))
  }

  /// A step of one that goes on.
  /// - Throws: ``Refusal`` when a choice is missing or a time cannot be read.
  func command(
    _ sheet: MediationSheet, on one: Mediation
  ) throws(Refusal) -> MediationCommand {
    switch sheet {
    case .new, .notice: throw .missing("没有要记的")
    case .open: return .open(try order())
    case .meet:
      return .meet(
        MediationSession(
          words: words, place: values.text(MediationFields.ID.place), nextAt: try wanted()))
    case .step:
      guard let index = values.choice(MediationFields.ID.index).flatMap({ Int($0) }) else {
        throw .missing("请选哪一步")
      }
      return .step(MediationStep(index, words: words))
    case .agree:
      return .agree(
        MediationAgreement(
          words, isWritten: values.isOn(MediationFields.ID.written),
          visitAt: try due()
            ?? MediationAnswer.usual(Mediation.usualVisitDays, after: now, rules)))
    case .visit:
      return .visit(
        MediationVisit(words, isKept: values.isOn(MediationFields.ID.kept), nextAt: try due()))
    case .fail:
      let way = values.choice(MediationFields.ID.way).flatMap(MediationFailure.Way.init(rawValue:))
      guard let way else { throw .missing("请选以后怎么走") }
      return .fail(MediationFailure(way, words: words))
    case .review:
      let outcome = values.choice(MediationFields.ID.outcome).flatMap(
        LatentReview.Outcome.init(rawValue:))
      guard let outcome else { throw .missing("请选现在怎样") }
      return .review(
        LatentReview(
          outcome, words: words,
          reviewAt: try due()
            ?? MediationAnswer.usual(Mediation.usualReviewDays, after: now, rules)))
    case .staff:
      return .staff(
        MediatorPair(
          lead: try person(MediationFields.ID.lead), second: try person(MediationFields.ID.second),
          reason: words))
    case .withdraw: return .withdraw(reason: words)
    }
  }

  /// One party a line: the name, and behind the first blank what else there is to know.
  static func parties(_ text: String) -> [MediationParty] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let parts = line.split(
        maxSplits: 1, omittingEmptySubsequences: true,
        whereSeparator: { $0.isWhitespace || "，,：:（(".contains($0) })
      guard let name = parts.first else { return nil }
      var about = parts.count > 1 ? String(parts[1]) : ""
      if about.hasSuffix("）") || about.hasSuffix(")") { about.removeLast() }
      return MediationParty(String(name), about: about)
    }
  }

  /// The close of business so many days later, on a working day.
  static func usual(_ days: Int, after now: Instant, _ rules: DeadlineRules) -> Instant {
    var day = now.day.adding(days: days)
    if rules.calendar.kind(of: day) != .working {
      day = rules.calendar.adding(workingDays: 1, to: day)
    }
    return rules.dutyTime.closeOfBusiness(on: day, in: rules.calendar)
  }

  private func person(_ id: String) throws(Refusal) -> PersonID {
    guard let text = values.choice(id) else { throw .missing("请选一个人") }
    return PersonID(text)
  }

  private func due() throws(Refusal) -> Instant? {
    let typed = values.text(MediationFields.ID.due)
    guard !typed.isEmpty else { return nil }
    guard let due = SpokenMoment.limit(typed, from: now, under: rules) else {
      throw .invalid("时间「\(typed)」看不懂；请写 明天14:00、11-25 或 11-25 9:00")
    }
    return due
  }

  private func wanted() throws(Refusal) -> Instant {
    guard let due = try due() else { throw .missing("请写时间，例如 明天14:00") }
    return due
  }
}

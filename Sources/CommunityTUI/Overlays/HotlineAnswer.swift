import CoreModel
import TerminalKit

/// A filled-in form of a step of the hotline as the command it means.
struct HotlineAnswer {
  let kind: CommandKind
  let values: FormValues
  let opened: FormValues
  let request: Request
  let now: Instant
  let rules: DeadlineRules

  private typealias ID = HotlineFields.ID
  private typealias Option = HotlineFields.Option

  private var words: String { values.text(StepFields.words) }

  /// The command.
  /// - Throws: ``Refusal`` when something typed cannot be understood or is missing.
  func command() throws(Refusal) -> TicketCommand {
    switch kind {
    case .sign: return .sign(note: words)
    case .contact: return try contact()
    case .meet: return .meet(try meeting())
    case .waive: return .waive(reason: words)
    case .interim: return .interim(text: words)
    case .share:
      let how = values.choice(ID.kind).flatMap(TicketSharing.Kind.init(rawValue:))
      return .share(TicketSharing(how ?? .assist, unit: values.text(ID.unit), words: words))
    case .askReturn: return .askReturn(TicketReturn(to: values.text(ID.unit), reason: words))
    case .answerReturn:
      return .answerReturn(TicketAnswer(isGranted: try isGranted(), words: words))
    case .askExtension: return .askExtension(TicketExtension(days: try days(), reason: words))
    case .answerExtension:
      let isGranted = try isGranted()
      return .answerExtension(
        TicketAnswer(
          isGranted: isGranted, dueAt: isGranted ? try limit("批准到") : nil, words: words))
    case .visit: return .visit(try visit())
    case .review:
      return .review(
        ReviewRound(at: try moment("派单时间"), dueAt: try limit("复核时限"), reason: words))
    case .order:
      return .order(
        CityOrder(
          number: values.text(ID.number), at: try moment("督办时间"), dueAt: try limit("督办时限"),
          words: words))
    case .correctTicket: return .correct(correction())
    default: throw .outOfTurn(StepParticulars.whereTicketsAre(kind))
    }
  }

  // MARK: 先行联系, 见面

  private func contact() throws(Refusal) -> TicketCommand {
    let failure = values.choice(ID.result).flatMap(ContactFailure.init(rawValue:))
    let method = values.choice(ID.manner).flatMap(ContactMethod.init(rawValue:)) ?? .phone
    let attempt = ContactAttempt(
      by: try person("请选谁联系的"), at: try moment("联系时间"), method: method, failure: failure,
      words: words, addedWeChat: failure == nil && values.isOn(ID.weChat))
    guard failure == nil, values.isOn(ID.meets),
      request.ticket?.meetings[.acceptance]?.manner == nil
    else { return .contact(attempt, meeting: nil) }
    return .contact(attempt, meeting: attempt.asFirstMeeting)
  }

  private func meeting() throws(Refusal) -> Meeting {
    guard let step = values.choice(ID.step).flatMap(MeetingStep.init(rawValue:)) else {
      throw .missing("请选哪次见面")
    }
    let person = try person("请选谁见的")
    let at = try moment("见面时间")
    guard let manner = values.choice(ID.manner).flatMap(MeetingManner.init(rawValue:)) else {
      return Meeting(step, notPossible: words, by: person, at: at)
    }
    return Meeting(
      step, by: person, with: values.text(ID.with), at: at, manner: manner, words: words)
  }

  // MARK: 退单, 延期, 回访, 更正

  private func isGranted() throws(Refusal) -> Bool {
    switch values.choice(ID.result) {
    case Option.granted: return true
    case Option.denied: return false
    default: throw .missing("请选市里批准还是不批准")
    }
  }

  private func days() throws(Refusal) -> Int? {
    if values.choice(ID.kind) == Option.complex { return nil }
    guard let days = HotlineFields.count(values.text(ID.days)) else {
      throw .invalid("「\(values.text(ID.days))」不是天数；请写工作日数，例如 3")
    }
    return days
  }

  private func visit() throws(Refusal) -> HotlineVisit {
    let source = values.choice(ID.source).flatMap(HotlineVisit.Source.init(rawValue:)) ?? .desk
    let at = try moment("回访时间")
    switch values.choice(ID.manner) {
    case Option.unreached: return HotlineVisit(source, at: at, isReached: false, words: words)
    case Option.refused: return HotlineVisit(source, at: at, isRefused: true, words: words)
    default: break
    }
    guard let result = values.choice(ID.result).flatMap(Satisfaction.init(rawValue:)) else {
      throw .missing("请选居民对结果的评价；没有表态选「未评价」")
    }
    return HotlineVisit(
      source, at: at, wasContactedFirst: yes(ID.contactedFirst), result: result,
      attitude: values.choice(ID.attitude).flatMap(Satisfaction.init(rawValue:)),
      solution: values.choice(ID.solution).flatMap(Solution.init(rawValue:)), words: words)
  }

  /// Only what the person changed.
  private func correction() -> TicketCorrection {
    func changed(_ id: String) -> Bool { values.all[id] != opened.all[id] }
    return TicketCorrection(
      kind: changed(ID.kind) ? values.choice(ID.kind).flatMap(TicketKind.init(rawValue:)) : nil,
      isAnonymous: changed(ID.anonymous) ? yes(ID.anonymous) ?? false : nil,
      isConfidential: changed(ID.confidential) ? yes(ID.confidential) ?? false : nil,
      isPublic: changed(ID.isPublic) ? yes(ID.isPublic) ?? false : nil,
      role: changed(ID.role) ? values.choice(ID.role).flatMap(TicketRole.init(rawValue:)) : nil,
      reason: words)
  }

  // MARK: Parts

  private func yes(_ id: String) -> Bool? { values.choice(id).map { $0 == Option.yes } }

  private func person(_ complaint: String) throws(Refusal) -> PersonID {
    guard let person = values.choice(ID.by) else { throw .missing(complaint) }
    return PersonID(person)
  }

  private func moment(_ what: String) throws(Refusal) -> Instant {
    try HotlineFields.moment(values.text(ID.at), what, at: now)
  }

  private func limit(_ what: String) throws(Refusal) -> Instant? {
    try HotlineFields.limit(values.text(ID.due), what, at: now, under: rules)
  }
}

extension HotlineFields {
  /// When something happened, as it was typed; nothing typed is just now.
  static func moment(_ typed: String, _ what: String, at now: Instant) throws(Refusal) -> Instant {
    guard !typed.tidied.isEmpty else { return now }
    guard let spoken = SpokenMoment(typed, from: now) else {
      throw .invalid("\(what)「\(typed)」看不懂；请写 9:10、昨天16:30 或 11-20 9:10，不写就是现在")
    }
    guard let instant = spoken.instant else {
      throw .invalid("\(what)「\(typed)」只有日期；请写到几点几分，例如 11-20 9:10")
    }
    return instant
  }

  /// A limit as it was typed; nil when nothing was.
  static func limit(
    _ typed: String, _ what: String, at now: Instant, under rules: DeadlineRules
  ) throws(Refusal) -> Instant? {
    guard !typed.tidied.isEmpty else { return nil }
    guard let limit = SpokenMoment.limit(typed, from: now, under: rules) else {
      throw .invalid("\(what)「\(typed)」看不懂；请写 12-05、12-05 16:00 或 3天后，不写就按规则")
    }
    return limit
  }

  /// A number of days as it was typed: `3`, 「３天」.
  static func count(_ typed: String) -> Int? {
    var digits = ""
    for scalar in typed.tidied.unicodeScalars {
      digits.unicodeScalars.append(scalar.halfWidth)
    }
    for unit in ["个工作日", "工作日", "天", "日"] where digits.hasSuffix(unit) {
      digits = String(digits.dropLast(unit.count))
    }
    guard digits.count <= 4 else { return nil }
    return Int(digits)
  }
}

extension ContactAttempt {
  /// The same call as 接单见面.
  var asFirstMeeting: Meeting {
    let manner: MeetingManner =
      switch method {
      case .phone: .phone
      case .weChat: .weChat
      case .visit: .visit
      case .inPerson: .appointment
      }
    return Meeting(.acceptance, by: by, at: at, manner: manner, words: words)
  }
}

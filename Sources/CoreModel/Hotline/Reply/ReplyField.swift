/// The fields of 回复, in the order of the city's form. Which of them a ticket has follows from its kind:
/// see ``ReplyForm``.
package enum ReplyField: String, CaseIterable, Sendable {
  /// 重复工单号.
  case repeats
  /// 事实认定.
  case fact
  /// 事实认定说明.
  case factNote
  /// 现场查看.
  case siteView
  /// 查看时间.
  case siteViewedAt
  /// 诉求认定.
  case claim
  /// 诉求认定说明.
  case claimNote
  /// 处置部门.
  case department
  /// 答复市民要点.
  case points
  /// 落款单位.
  case signedBy
  /// 答复方式.
  case manner
  /// 答复市民时间.
  case answeredAt
  /// 诉求解决.
  case solution
  /// 是否满意.
  case opinion
  /// 市民反馈说明.
  case residentWords
  /// 是否公开.
  case isPublic

  /// The Chinese words, as the city's form has them.
  package var title: String {
    switch self {
    case .repeats: "重复工单号"
    case .fact: "事实认定"
    case .factNote: "事实认定说明"
    case .siteView: "现场查看"
    case .siteViewedAt: "查看时间"
    case .claim: "诉求认定"
    case .claimNote: "诉求认定说明"
    case .department: "处置部门"
    case .points: "答复市民要点"
    case .signedBy: "落款单位"
    case .manner: "答复方式"
    case .answeredAt: "答复市民时间"
    case .solution: "诉求解决"
    case .opinion: "是否满意"
    case .residentWords: "市民反馈说明"
    case .isPublic: "是否公开"
    }
  }

  /// How it is filled in.
  package enum Sort: Sendable {
    /// One of a few values.
    case choice
    /// A point in time.
    case moment
    /// Words of one line.
    case line
    /// Words of several lines.
    case words
  }

  /// How it is filled in.
  package var sort: Sort {
    switch self {
    case .fact, .siteView, .claim, .manner, .solution, .opinion, .isPublic: .choice
    case .siteViewedAt, .answeredAt: .moment
    case .repeats, .department, .signedBy: .line
    case .factNote, .claimNote, .points, .residentWords: .words
    }
  }

  /// Characters that it may have; a choice and a moment have their own values.
  package var most: Int {
    switch self {
    case .points: HotlineReply.mostPoints
    case .repeats, .department, .signedBy: WordLimits.unit
    default: HotlineReply.mostNote
    }
  }
}

/// One of the values of a field.
package struct ReplyOption: Hashable, Sendable {
  /// Stable name.
  package let id: String
  /// The Chinese words.
  package let title: String
}

extension HotlineReply {
  /// Characters that 答复市民要点 may have, by the city's form.
  package static let mostPoints = 500
  /// Characters that a 说明 may have: our own limit, the city's form names none.
  package static let mostNote = 300

  /// What stands in a field: words as they are, the stable name of a value, a moment as ISO 8601; empty when
  /// nothing was filled in.
  package func value(of field: ReplyField) -> String {
    switch field {
    case .repeats: repeats
    case .fact: fact?.rawValue ?? ""
    case .factNote: factNote
    case .siteView: siteView?.rawValue ?? ""
    case .siteViewedAt: siteViewedAt?.iso8601 ?? ""
    case .claim: claim?.rawValue ?? ""
    case .claimNote: claimNote
    case .department: department
    case .points: points
    case .signedBy: signedBy
    case .manner: manner?.rawValue ?? ""
    case .answeredAt: answeredAt?.iso8601 ?? ""
    case .solution: solution?.rawValue ?? ""
    case .opinion: opinion?.rawValue ?? ""
    case .residentWords: residentWords
    case .isPublic: isPublic.map { $0 ? "yes" : "no" } ?? ""
    }
  }

  /// The same for people: 「属实」, 「2026-11-20 10:05」.
  package func shown(_ field: ReplyField) -> String {
    switch field.sort {
    case .choice:
      ReplyForm.allOptions(of: field).first { $0.id == value(of: field) }?.title ?? ""
    case .moment:
      (field == .siteViewedAt ? siteViewedAt : answeredAt)?.sheetText ?? ""
    case .line, .words: value(of: field)
    }
  }

  /// Puts something into a field: words as they are, a value by its stable name or its Chinese words, a moment
  /// as people write it (see ``ReplyMoment``). Empty takes out what was there.
  /// - Throws: ``Refusal`` for what is no value of the field.
  package mutating func set(
    _ text: String, for field: ReplyField, at now: Instant
  ) throws(Refusal) {
    let tidy = text.tidied
    switch field {
    case .repeats: repeats = tidy
    case .factNote: factNote = tidy
    case .claimNote: claimNote = tidy
    case .department: department = tidy
    case .points: points = ReplyPoints.tidy(text)
    case .signedBy: signedBy = tidy
    case .residentWords: residentWords = tidy
    case .siteViewedAt: siteViewedAt = try moment(tidy, field, at: now)
    case .answeredAt: answeredAt = try moment(tidy, field, at: now)
    case .fact: fact = try option(tidy, field).flatMap(FactFinding.init(rawValue:))
    case .siteView: siteView = try option(tidy, field).flatMap(SiteView.init(rawValue:))
    case .claim: claim = try option(tidy, field).flatMap(ClaimFinding.init(rawValue:))
    case .manner: manner = try option(tidy, field).flatMap(ReplyManner.init(rawValue:))
    case .solution: solution = try option(tidy, field).flatMap(Solution.init(rawValue:))
    case .opinion: opinion = try option(tidy, field).flatMap(ReplyOpinion.init(rawValue:))
    case .isPublic: isPublic = try option(tidy, field).map { $0 == "yes" }
    }
  }

  private func moment(
    _ text: String, _ field: ReplyField, at now: Instant
  ) throws(Refusal) -> Instant? {
    if text.isEmpty { return nil }
    guard let moment = ReplyMoment.parse(text, at: now) else {
      throw .invalid("「\(field.title)」看不懂：\(text.shortened)；请写 10:30、昨天 16:20 或 11-20 10:30")
    }
    return moment
  }

  private func option(_ text: String, _ field: ReplyField) throws(Refusal) -> String? {
    if text.isEmpty { return nil }
    let options = ReplyForm.allOptions(of: field)
    guard let found = options.first(where: { $0.title == text || $0.id == text }) else {
      let choice = options.map(\.title).joined(separator: "、")
      throw .invalid("「\(field.title)」没有「\(text.shortened)」；可写：\(choice)")
    }
    return found.id
  }
}

extension ReplyForm {
  /// Every value that a field may have for tickets of some kind.
  package static func allOptions(of field: ReplyField) -> [ReplyOption] {
    switch field {
    case .fact: FactFinding.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .siteView: SiteView.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .claim: ClaimFinding.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .manner: ReplyManner.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .solution: Solution.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .opinion: ReplyOpinion.allCases.map { ReplyOption(id: $0.rawValue, title: $0.title) }
    case .isPublic: [ReplyOption(id: "yes", title: "是"), ReplyOption(id: "no", title: "否")]
    default: []
    }
  }
}

extension Instant {
  /// `2026-11-20 10:05`, as the city's form has times: whole, since the sheet is read in other years too.
  package var sheetText: String { "\(day.iso8601) \(clockText)" }
}

extension String {
  /// The beginning of what somebody typed, to be quoted back.
  fileprivate var shortened: String { count > 20 ? String(prefix(20)) + "…" : self }
}

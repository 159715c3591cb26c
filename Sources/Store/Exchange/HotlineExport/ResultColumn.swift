import CoreModel

/// A column of a town's sheet that asks for a result: what it is called, and what the desk has for it.
enum ResultColumn: CaseIterable {
  case outcome, closedAt, answeredAt, satisfaction, attitude, solution
  case contacted, contactedAt, contactedBy, contactWords, contactFailure
  case fact, siteView, claim, department, signedBy, manner, residentWords, isPublic
  case handler, signedAt, extended, visitWords

  /// What sheets call it. Where a name stands in several lists, the first counts.
  private var names: [String] {
    switch self {
    case .outcome:
      [
        "回复内容", "办理结果", "办理描述", "处理结果", "答复内容", "办理情况", "处理情况", "处置情况", "答复要点", "答复市民要点",
        "答复市民要点说明", "办结情况",
      ]
    case .closedAt: ["办结时间", "结案时间", "办理完成时间", "完成时间", "回复时间", "办结日期"]
    case .answeredAt: ["答复市民时间", "答复时间"]
    case .satisfaction:
      ["是否满意", "满意度", "满意情况", "是否满意区回访", "对结果", "对结果是否满意", "对办理结果", "市民是否满意"]
    case .attitude: ["对态度", "对态度是否满意", "对办理态度"]
    case .solution: ["诉求解决", "诉求是否解决", "是否解决", "解决情况", "诉求解决情况", "是否实际解决", "实际解决"]
    case .contacted: ["先行联系", "是否先行联系", "先行联系情况", "先行联系是否完成"]
    case .contactedAt: ["先行联系时间", "联系时间"]
    case .contactedBy: ["先行联系人"]
    case .contactWords: ["联系内容", "先行联系内容"]
    case .contactFailure: ["未联原因", "未联系原因", "未先行联系原因"]
    case .fact: ["事实认定"]
    case .siteView: ["现场查看", "是否现场查看"]
    case .claim: ["诉求认定"]
    case .department: ["处置部门", "承办单位", "办理单位"]
    case .signedBy: ["落款单位"]
    case .manner: ["答复方式", "回复方式"]
    case .residentWords: ["市民反馈说明", "市民反馈", "市民意见"]
    case .isPublic: ["是否公开"]
    case .handler: ["承办人", "经办人", "办理人", "处理人"]
    case .signedAt: ["签收时间"]
    case .extended: ["延期", "延期情况", "延期承诺时限", "是否延期"]
    case .visitWords: ["回访结果", "回访情况"]
    }
  }

  /// The result that a column of this name asks for; nil when it asks for none.
  init?(named name: String) {
    guard let column = ResultColumn.byKey[HotlineHeader.key(name)] else { return nil }
    self = column
  }

  private static let byKey = Dictionary(
    allCases.flatMap { column in column.names.map { (HotlineHeader.key($0), column) } }
  ) { first, _ in first }

  /// What the desk has for it, blank when there is nothing yet.
  /// - Parameter name: The column's name: one that begins with 是否 is answered with 是 or 否.
  func value(of one: ExportedTicket, named name: String) -> SheetValue {
    let asks = HotlineHeader.key(name).hasPrefix("是否")
    switch self {
    case .outcome: return SheetValue(one.outcome.map(one.shown))
    case .closedAt: return SheetValue(one.closedAt)
    case .answeredAt:
      return SheetValue(one.reply.flatMap { $0.answeredAt ?? one.ticket?.repliedAt })
    case .satisfaction: return SheetValue(one.satisfaction)
    case .attitude: return SheetValue(one.visit?.attitude?.title)
    case .solution:
      guard let solution = one.visit?.solution ?? one.reply?.solution else { return .blank }
      guard HotlineHeader.key(name).contains("是否") else { return .text(solution.title) }
      return .text(solution == .solved ? "是" : solution == .unsolved ? "否" : solution.title)
    case .contacted:
      guard let was = one.wasContacted else { return .blank }
      if asks { return .text(was ? "是" : "否") }
      return .text(was ? "已联" : "未联（\(one.contactFailures)）")
    case .contactedAt: return SheetValue(one.ticket?.contactedAt)
    case .contactedBy: return SheetValue(one.firstContact.map { one.directory.name(of: $0.by) })
    case .contactWords: return SheetValue(one.firstContact.map { one.shown($0.words) })
    case .contactFailure: return SheetValue(one.contactFailures)
    case .fact:
      return SheetValue(one.reply.flatMap { finding($0.fact?.title, $0.factNote, of: one) })
    case .siteView: return SheetValue(one.reply?.siteView?.title)
    case .claim:
      return SheetValue(one.reply.flatMap { finding($0.claim?.title, $0.claimNote, of: one) })
    case .department: return SheetValue((one.reply?.department).map(one.shown))
    case .signedBy: return SheetValue((one.reply?.signedBy).map(one.shown))
    case .manner: return SheetValue(one.reply?.manner?.title)
    case .residentWords: return SheetValue((one.reply?.residentWords).map(one.shown))
    case .isPublic: return SheetValue(one.reply?.isPublic.map { $0 ? "是" : "否" })
    case .handler: return SheetValue(one.request.handler.map(one.directory.name(of:)))
    case .signedAt: return SheetValue(one.ticket?.signedAt)
    case .extended:
      if asks { return .text(one.ticket?.grantedDueAt == nil ? "否" : "是") }
      return SheetValue(one.ticket?.grantedDueAt)
    case .visitWords: return SheetValue(one.visit.map(\.summary))
    }
  }

  private func finding(_ title: String?, _ note: String, of one: ExportedTicket) -> String? {
    title.map { note.isEmpty ? $0 : "\($0)：\(one.shown(note))" }
  }

  /// Whether the city asks callers for it and the score goes by what they said: then the same answer of the city is
  /// news, whatever the desk has written down itself.
  var isAskedByCity: Bool {
    switch self {
    case .contacted, .satisfaction, .solution: true
    default: false
    }
  }
}

extension ExportedTicket {
  /// What was answered: the reply as it was filed, else how a ticket ended that had none.
  var outcome: String? {
    if let reply { return reply.points }
    guard request.stage == .closed else { return nil }
    return facts[.outcome] ?? request.resolution?.outcome
  }

  /// What the resident said of it: asked afterwards, else when answered.
  var satisfaction: String? {
    if let visit, visit.result != .unrated { return visit.result.title }
    if let opinion = reply?.opinion { return opinion.title }
    return request.stage == .closed ? facts[.satisfaction] : nil
  }
}

extension HotlineVisit {
  /// `市回访：满意，已解决`.
  var summary: String {
    guard isReached else { return "\(source.title)：未打通" }
    guard !isRefused else { return "\(source.title)：拒绝回访" }
    return "\(source.title)："
      + [result.title, solution?.title].compactMap(\.self).joined(separator: "，")
  }
}

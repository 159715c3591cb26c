import CoreModel

/// What an export says of a ticket now, against what it said when it was taken in.
struct HotlineDifference {
  /// What our own corrections are not counted in: the row as it came.
  private let old: Registration
  private let oldClosing: HotlineClosing?
  private let new: HotlineRow
  /// Columns without a field of their own that are still to be compared.
  private var oldOthers: [String: String]
  private var newOthers: [String: String]
  private var list: [String] = []

  /// Each thing that differs once, in the export's words: `工单状态：处理中 → 回复完成`.
  ///
  /// What a row does not state is not compared: the dates that were filled in for it are ours.
  static func list(from history: RequestHistory, to row: HotlineRow) -> [String] {
    guard case .registered(let old)? = history.events.first?.event else { return [] }
    let closing = history.events.compactMap { recorded in
      if case .closedByHotline(let closing) = recorded.event { closing } else { nil }
    }.last
    var difference = HotlineDifference(old, closing, row)
    difference.compareFields()
    difference.compareOthers()
    return difference.list.isEmpty ? ["与已登记的内容写法不同"] : difference.list
  }

  private init(_ old: Registration, _ closing: HotlineClosing?, _ new: HotlineRow) {
    self.old = old
    oldClosing = closing
    self.new = new
    oldOthers = old.hotline?.otherColumns ?? [:]
    newOthers = new.ticket.otherColumns
  }

  private mutating func compareFields() {
    let before = old.hotline
    compare("内容", .content, old.text, new.text)
    compare("工单类型", .kind, before?.kindText, new.ticket.kindText)
    compare("工单状态", .state, before?.stateText, new.ticket.stateText)
    compare(
      "问题分类", .category, before?.categoryPath.joined(separator: "→"),
      new.ticket.categoryPath.joined(separator: "→"))
    if new.stated.contains(.received) {
      compare("收到时间", .received, words(old.receivedAt), words(new.receivedAt))
    }
    if new.stated.contains(.assigned) {
      compare("派单时间", .assigned, words(before?.assignedAt), words(new.ticket.assignedAt))
    }
    compare("办理时限", .due, words(before?.statedDueAt), words(new.ticket.statedDueAt))
    compare("地点", .place, old.place.detail, new.place.detail)
    compare("姓名", .caller, old.resident.name, new.resident.name)
    // Compared whole, shown masked: another number may look the same. What was kept is in one spelling.
    let phones = [old.resident.phone, new.resident.phone].map { PhoneText.normalized($0 ?? "") }
    if phones[0] != phones[1] {
      say("电话", .phone, old.resident.maskedPhone, new.resident.maskedPhone)
    }
    compare("紧急程度", .urgency, old.urgency.title, new.urgency.title)
    compareClosings()
  }

  /// An open ticket keeps what is said of its end with the other columns.
  private mutating func compareClosings() {
    func time(_ text: String?) -> String? {
      guard let text, let moment = HotlineMoment(DateSpelling.read(text)) else { return text }
      return words(moment.start)
    }
    let oldEnd =
      oldClosing.map { words($0.at) } ?? time(HotlineDifference.take(.closed, &oldOthers))
    let newEnd =
      new.closing.map { words($0.at) } ?? time(HotlineDifference.take(.closed, &newOthers))
    if new.closing == nil || new.stated.contains(.closed) {
      compare("办结时间", .closed, oldEnd, newEnd)
    }
    compare(
      "办理结果", .outcome, oldClosing?.outcome ?? HotlineDifference.take(.outcome, &oldOthers),
      new.closing?.outcome ?? HotlineDifference.take(.outcome, &newOthers))
    compare(
      "是否满意", .satisfaction,
      oldClosing?.satisfaction ?? HotlineDifference.take(.satisfaction, &oldOthers),
      new.closing?.satisfaction ?? HotlineDifference.take(.satisfaction, &newOthers))
  }

  private mutating func compareOthers() {
    for column in Set(oldOthers.keys).union(newOthers.keys).sorted()
    where oldOthers[column] != newOthers[column] && !HotlineHeader.isVolatile(column) {
      say(column, nil, shown(oldOthers[column], column), shown(newOthers[column], column))
    }
  }

  private func shown(_ value: String?, _ column: String) -> String? {
    value.map { HotlineTicket.masked($0, ofColumn: column) }
  }

  private mutating func compare(
    _ title: String, _ field: HotlineHeader.Field, _ old: String?, _ new: String?
  ) {
    if (old ?? "") != (new ?? "") { say(title, field, old, new) }
  }

  private mutating func say(
    _ title: String, _ field: HotlineHeader.Field?, _ old: String?, _ new: String?
  ) {
    list.append("\(title)：\(short(old ?? "")) → \(short(new ?? ""))")
    guard let field else { return }
    // A column that fills the field in one of the two exports only is the same difference.
    for column in Set(oldOthers.keys).symmetricDifference(newOthers.keys)
    where HotlineHeader.canFill(field, column) {
      oldOthers[column] = nil
      newOthers[column] = nil
    }
    // The column as written is 紧急程度 once more.
    if field == .urgency {
      for column in oldOthers.keys where HotlineHeader.canFill(field, column) {
        oldOthers[column] = nil
        newOthers[column] = nil
      }
    }
  }

  /// Takes out the column that would fill the field.
  private static func take(
    _ field: HotlineHeader.Field, _ others: inout [String: String]
  ) -> String? {
    let column = others.keys.filter { HotlineHeader.canFill(field, $0) }.min {
      HotlineHeader.rank(of: $0, for: field) < HotlineHeader.rank(of: $1, for: field)
    }
    return column.flatMap { others.removeValue(forKey: $0) }
  }

  private func words(_ instant: Instant?) -> String? {
    instant.map { "\($0.day.iso8601) \($0.clockText)" }
  }

  private func short(_ text: String) -> String {
    text.isEmpty ? "（空）" : text.count > 40 ? "\(text.prefix(40))…" : text
  }
}

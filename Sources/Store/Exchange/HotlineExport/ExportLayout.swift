import CoreModel

/// The columns of an export: those that came in, in their order, each filled with what we know for it.
struct ExportLayout {
  let header: HotlineHeader
  /// For each column the fields that can have been read from it, and their candidates.
  private let fields: [[HotlineHeader.Field]]
  private let results: [ResultColumn?]
  private let isDate: [Bool]

  /// What stands in for the header of an import while there was none.
  static let standard = [
    "工单编号", "工单类型", "问题分类", "诉求内容", "工单状态", "联系人", "联系电话", "地址", "紧急程度", "来电时间", "派单时间",
    "办理时限", "办结时间", "办理结果", "是否满意",
  ]

  init(_ header: HotlineHeader) {
    self.header = header
    fields = header.columns.indices.map { index in
      HotlineHeader.Field.allCases.filter { header.positions(of: $0).contains(index) }
    }
    results = header.names.map { ResultColumn(named: $0) }
    isDate = header.names.map { name in
      ["时间", "日期", "时限", "期限"].contains { HotlineHeader.key(name).hasSuffix($0) }
    }
  }

  /// The cells of a ticket.
  func cells(of one: ExportedTicket) -> [SheetValue] {
    header.columns.indices.map { cell($0, of: one) }
  }

  private func cell(_ index: Int, of one: ExportedTicket) -> SheetValue {
    let name = header.columns[index]
    let others = one.request.hotline?.otherColumns ?? [:]
    // As it came in, where it was not understood.
    if let raw = others[name], !raw.isEmpty {
      if isDate[index] {
        switch DateSpelling.read(raw) {
        case .instant(let instant): return .moment(instant)
        case .day(let day): return .day(day)
        case .impossible, .other: break
        }
      }
      return SheetValue(one.disclosure.other(raw, column: name))
    }
    for field in fields[index] where isSource(index, of: field, others) {
      let value = value(of: field, one, column: index)
      if value != .blank { return value }
    }
    if let part = header.categoryParts.firstIndex(of: index),
      let path = one.request.hotline?.categoryPath, path.indices.contains(part)
    {
      return .text(path[part])
    }
    return results[index]?.value(of: one, named: name) ?? .blank
  }

  /// Whether a field was read from this column and no other: the best that holds nothing else.
  private func isSource(
    _ index: Int, of field: HotlineHeader.Field, _ others: [String: String]
  ) -> Bool {
    header.positions(of: field).first { others[header.columns[$0]] == nil } == index
  }

  private func value(
    of field: HotlineHeader.Field, _ one: ExportedTicket, column: Int
  ) -> SheetValue {
    guard let ticket = one.request.hotline else { return .blank }
    let form = one.request.registration
    switch field {
    case .number: return .text(ticket.number)
    case .kind: return SheetValue(ticket.kindText)
    case .category: return SheetValue(ticket.categoryPath.joined(separator: "->"))
    case .title:
      // The words stand in their own column; where there is one, the title is how they begin.
      let text = one.shown(form.text)
      let hasContent = !header.positions(of: .content).isEmpty
      return SheetValue(hasContent ? ExportLayout.title(of: text) : text)
    case .content: return SheetValue(one.shown(form.text))
    case .state: return SheetValue(ticket.stateText)
    case .caller: return SheetValue(one.disclosure.caller(form.resident.name))
    case .phone: return SheetValue(one.disclosure.phone(form.resident.phone))
    case .place:
      let place = form.place.detail ?? one.directory.label(of: form.place)
      return SheetValue(one.shown(place))
    case .urgency:
      return one.request.urgency == .normal ? .blank : .text(one.request.urgency.title)
    case .assigned: return .moment(ticket.assignedAt)
    case .received: return .moment(form.receivedAt)
    case .due: return SheetValue(ticket.statedDueAt)
    case .closed: return SheetValue(one.closedAt)
    case .outcome: return SheetValue(one.outcome.map(one.shown))
    case .satisfaction: return SheetValue(one.satisfaction)
    }
  }

  /// How a text begins: up to its first pause, and not longer than a title is. An import that finds it at the
  /// beginning of the content takes both for the same.
  static func title(of text: String) -> String {
    let start = text.prefix(40)
    let end = start.firstIndex { "：。；！？\n".contains($0) } ?? start.endIndex
    return String(start[..<end]).tidied
  }
}

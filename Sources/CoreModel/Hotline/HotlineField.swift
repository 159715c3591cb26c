/// One thing that a hotline export says of a ticket.
package enum HotlineField: Hashable, Sendable {
  /// 内容, 工单类型, 工单状态, 问题分类.
  case content, kind, state, category
  /// 收到时间, 派单时间, 办理时限.
  case received, assigned, due
  /// 地点, 姓名, 电话, 紧急程度.
  case place, caller, phone, urgency
  /// 办结时间, 办理结果, 是否满意.
  case closed, outcome, satisfaction
  /// A column without a field of its own, by its header.
  case other(String)

  /// Those that have a field, in the order of screens.
  package static let named: [HotlineField] = [
    .content, .kind, .state, .category, .received, .assigned, .due, .place, .caller, .phone,
    .urgency, .closed, .outcome, .satisfaction,
  ]

  /// Stable name, as events keep it.
  package var name: String {
    switch self {
    case .content: "content"
    case .kind: "kind"
    case .state: "state"
    case .category: "category"
    case .received: "received"
    case .assigned: "assigned"
    case .due: "due"
    case .place: "place"
    case .caller: "caller"
    case .phone: "phone"
    case .urgency: "urgency"
    case .closed: "closed"
    case .outcome: "outcome"
    case .satisfaction: "satisfaction"
    case .other(let column): HotlineField.otherMark + column
    }
  }

  /// The field of a stable name; nil for one of a newer build.
  package init?(name: String) {
    if name.hasPrefix(HotlineField.otherMark) {
      self = .other(String(name.dropFirst(HotlineField.otherMark.count)))
    } else if let field = HotlineField.named.first(where: { $0.name == name }) {
      self = field
    } else {
      return nil
    }
  }

  /// The Chinese word.
  package var title: String {
    switch self {
    case .content: "内容"
    case .kind: "工单类型"
    case .state: "工单状态"
    case .category: "问题分类"
    case .received: "收到时间"
    case .assigned: "派单时间"
    case .due: "办理时限"
    case .place: "地点"
    case .caller: "姓名"
    case .phone: "电话"
    case .urgency: "紧急程度"
    case .closed: "办结时间"
    case .outcome: "办理结果"
    case .satisfaction: "是否满意"
    case .other(let column): column
    }
  }

  /// Whether its values are moments, kept as ISO 8601.
  package var isDate: Bool { [.received, .assigned, .due, .closed].contains(self) }

  /// A kept value as screens and papers show it: moments in Shanghai time, urgency by its word, numbers of
  /// people masked; `（空）` where there is none.
  package func shown(_ value: String?) -> String {
    guard let value, !value.isEmpty else { return "（空）" }
    switch self {
    case .received, .assigned, .due, .closed:
      guard let instant = Instant(iso8601: value) else { return value }
      return "\(instant.day.iso8601) \(instant.clockText)"
    case .urgency: return Urgency(rawValue: value)?.title ?? value
    case .phone: return PhoneText.masked(value)
    case .other(let column): return HotlineTicket.masked(value, ofColumn: column)
    default: return Privacy.masked(value)
    }
  }

  private static let otherMark = "other:"
}

extension HotlineField: Codable {
  /// Reads the stable name.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let field = HotlineField(name: name) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: name)
    }
    self = field
  }

  /// Writes the stable name.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

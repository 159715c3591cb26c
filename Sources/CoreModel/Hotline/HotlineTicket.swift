/// 12345 工单: the facet of a request that the city hotline sent, with its own number and dates.
package struct HotlineTicket: Hashable, Codable, Sendable {
  /// 工单编号.
  package var number: String
  /// 工单类型, which decides the statutory limit.
  package var kind: TicketKind
  /// 工单类型 as the export wrote it.
  package var kindText: String
  /// 问题分类, from the widest to the narrowest.
  package var categoryPath: [String]
  /// 派单时间: statutory limits count from here.
  package var assignedAt: Instant
  /// 办理时限 that the export itself stated, if it did; it beats our policy table.
  package var statedDueAt: Instant?
  /// 工单状态 as the export wrote it.
  package var stateText: String
  /// Columns that we have no field for, by their header, as they came in.
  package var otherColumns: [String: String]

  /// Makes a ticket.
  package init(
    number: String, kind: TicketKind, kindText: String, categoryPath: [String] = [],
    assignedAt: Instant, statedDueAt: Instant? = nil, stateText: String = "",
    otherColumns: [String: String] = [:]
  ) {
    self.number = number
    self.kind = kind
    self.kindText = kindText
    self.categoryPath = categoryPath
    self.assignedAt = assignedAt
    self.statedDueAt = statedDueAt
    self.stateText = stateText
    self.otherColumns = otherColumns
  }
}

/// 工单类型, as far as limits depend on it.
package enum TicketKind: String, CaseIterable, Codable, Sendable {
  /// 咨询.
  case inquiry
  /// 建议, 意见.
  case suggestion
  /// 求助, 诉求.
  case help
  /// 投诉, 举报.
  case complaint
  /// 督办单, 回访复核单: what the city looks at a second time.
  case supervision

  /// The Chinese word.
  package var title: String {
    switch self {
    case .inquiry: "咨询"
    case .suggestion: "建议"
    case .help: "求助"
    case .complaint: "投诉"
    case .supervision: "督办"
    }
  }

  /// Recognises what exports write; anything unknown counts as 求助, the most common kind.
  package init(text: String) {
    if text.contains("督办") || text.contains("复核") {
      self = .supervision
    } else if text.contains("咨询") {
      self = .inquiry
    } else if text.contains("建议") || text.contains("意见") || text.contains("表扬") {
      self = .suggestion
    } else if text.contains("投诉") || text.contains("举报") || text.contains("控烟") {
      self = .complaint
    } else {
      self = .help
    }
  }
}

/// 三层筛: how far up a request has to go. 82 % / 15 % / 3 % in a real year of 868.
package enum Tier: Int, CaseIterable, Codable, Sendable, Comparable {
  /// 一级: settled on the spot or by the crew the same day.
  case first = 1
  /// 二级: needs several parties; three days.
  case second = 2
  /// 三级: to 议事会.
  case third = 3

  /// `一级`.
  package var title: String { shortTitle + "级" }
  /// `一`.
  package var shortTitle: String {
    switch self {
    case .first: "一"
    case .second: "二"
    case .third: "三"
    }
  }
  /// Lower tiers order first.
  package static func < (a: Tier, b: Tier) -> Bool { a.rawValue < b.rawValue }
}

/// How pressing a request is, besides its tier.
package enum Urgency: String, CaseIterable, Codable, Sendable {
  /// 普通.
  case normal
  /// 急.
  case urgent
  /// 特急.
  case critical

  /// The Chinese word.
  package var title: String {
    switch self {
    case .normal: "普通"
    case .urgent: "急"
    case .critical: "特急"
    }
  }
}

/// Where a request came in.
package enum Channel: String, CaseIterable, Codable, Sendable {
  /// 微信群 of a building group.
  case weChatGroup
  /// 来电.
  case phone
  /// 来访.
  case visitor
  /// 扫码.
  case qrCode
  /// 12345 市民服务热线.
  case hotline
  /// 巡查.
  case patrol
  /// 夜巡.
  case nightPatrol
  /// 走访.
  case homeVisit
  /// 联系卡.
  case contactCard
  /// 书记接待日.
  case secretaryDay

  /// The full Chinese name.
  package var title: String {
    switch self {
    case .weChatGroup: "微信群"
    case .phone: "来电"
    case .visitor: "来访"
    case .qrCode: "扫码"
    case .hotline: "12345"
    case .patrol: "巡查"
    case .nightPatrol: "夜巡"
    case .homeVisit: "走访"
    case .contactCard: "联系卡"
    case .secretaryDay: "书记接待日"
    }
  }

  /// Two characters or digits for the queue's narrow column.
  package var shortTitle: String {
    switch self {
    case .weChatGroup: "微信"
    case .hotline: "工单"
    case .contactCard: "联卡"
    case .secretaryDay: "接待"
    default: title
    }
  }
}

/// How somebody spoke with a resident.
package enum ContactMethod: String, CaseIterable, Codable, Sendable {
  /// 电话.
  case phone
  /// 微信.
  case weChat
  /// 上门.
  case visit
  /// 当面, at the office.
  case inPerson

  /// The Chinese word.
  package var title: String {
    switch self {
    case .phone: "电话"
    case .weChat: "微信"
    case .visit: "上门"
    case .inPerson: "当面"
    }
  }

  /// How a resident whose request came in this way is usually answered.
  package static func usual(for channel: Channel) -> ContactMethod {
    switch channel {
    case .weChatGroup, .qrCode: .weChat
    case .visitor, .secretaryDay: .inPerson
    case .homeVisit, .patrol, .nightPatrol: .visit
    case .phone, .hotline, .contactCard: .phone
    }
  }
}

/// What a request is about, as the triage rules name it: `水电维修`, `邻里噪声`. Free text, so that a
/// committee can name its own; empty means not yet known.
package struct Category: Hashable, Codable, Sendable {
  /// The Chinese name.
  package let name: String

  /// Wraps a name.
  package init(_ name: String) { self.name = name }

  /// Reads the bare name.
  package init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the bare name.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

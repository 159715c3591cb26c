/// 是否满意, in the steps of 回访.
package enum Satisfaction: String, CaseIterable, Codable, Sendable {
  /// 满意.
  case satisfied
  /// 基本满意.
  case fairlySatisfied
  /// 一般.
  case neutral
  /// 不满意.
  case dissatisfied
  /// 未评价.
  case unrated

  /// The Chinese word.
  package var title: String {
    switch self {
    case .satisfied: "满意"
    case .fairlySatisfied: "基本满意"
    case .neutral: "一般"
    case .dissatisfied: "不满意"
    case .unrated: "未评价"
    }
  }

  /// What exports and forms write; nil for what is none of them. 认可 counts as 满意.
  package init?(text: String) {
    let plain = text.tidied
    if let exact = Satisfaction.allCases.first(where: { $0.title == plain }) {
      self = exact
      return
    }
    switch plain {
    case "认可", "非常满意", "很满意": self = .satisfied
    case "较满意", "比较满意": self = .fairlySatisfied
    case "不认可", "很不满意", "非常不满意": self = .dissatisfied
    case "未评", "未表态", "无法评价", "拒绝评价": self = .unrated
    default: return nil
    }
  }
}

/// 诉求是否解决.
package enum Solution: String, CaseIterable, Codable, Sendable {
  /// 已解决.
  case solved
  /// 未解决.
  case unsolved
  /// 解释说明.
  case explained

  /// The Chinese words.
  package var title: String {
    switch self {
    case .solved: "已解决"
    case .unsolved: "未解决"
    case .explained: "解释说明"
    }
  }

  /// What exports and forms write; nil for what is none of them.
  package init?(text: String) {
    switch text.tidied {
    case "已解决", "解决", "实际解决", "是": self = .solved
    case "未解决", "没有解决", "否": self = .unsolved
    case "解释说明", "已解释", "解释": self = .explained
    default: return nil
    }
  }
}

/// 回访: what the resident said when asked after the reply, by the desk or by the city.
package struct HotlineVisit: Hashable, Codable, Sendable {
  /// Who asked.
  package enum Source: String, CaseIterable, Codable, Sendable {
    /// 本居: before the city does.
    case desk
    /// 市热线: counts for the score.
    case city

    /// The Chinese word.
    package var title: String { self == .desk ? "本居回访" : "市回访" }
  }

  /// Who asked.
  package var source: Source
  /// When.
  package var at: Instant
  /// 是否打通.
  package var isReached: Bool
  /// 是否拒绝: the resident did not want to be asked.
  package var isRefused: Bool
  /// 是否先行联系, as the resident remembers it; nil says nothing.
  package var wasContactedFirst: Bool?
  /// 对结果.
  package var result: Satisfaction
  /// 对态度; nil says nothing.
  package var attitude: Satisfaction?
  /// 诉求是否解决; nil says nothing.
  package var solution: Solution?
  /// What the resident said.
  package var words: String

  /// Makes one.
  package init(
    _ source: Source, at: Instant, isReached: Bool = true, isRefused: Bool = false,
    wasContactedFirst: Bool? = nil, result: Satisfaction = .unrated,
    attitude: Satisfaction? = nil, solution: Solution? = nil, words: String = ""
  ) {
    self.source = source
    self.at = at
    self.isReached = isReached
    self.isRefused = isRefused
    self.wasContactedFirst = wasContactedFirst
    self.result = result
    self.attitude = attitude
    self.solution = solution
    self.words = words
  }

  /// Whether the resident does not accept the result: dissatisfied, or the matter is not settled.
  package var isRejection: Bool { result == .dissatisfied || solution == .unsolved }
}

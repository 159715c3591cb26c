/// How soon units that are whistled to must turn up.
package enum WhistleLevel: String, CaseIterable, Codable, Sendable {
  /// 红色: danger to people, or what grows worse by the hour.
  case red
  /// 橙色.
  case orange
  /// 黄色.
  case yellow

  /// The Chinese word.
  package var title: String {
    switch self {
    case .red: "红色"
    case .orange: "橙色"
    case .yellow: "黄色"
    }
  }

  /// What a request of this urgency would be whistled with.
  package init(_ urgency: Urgency) {
    switch urgency {
    case .critical: self = .red
    case .urgent: self = .orange
    case .normal: self = .yellow
    }
  }
}

/// 报到时限.
package enum WhistleLimit: Hashable, Codable, Sendable {
  /// By the clock on the wall, at night and on holidays too.
  case minutes(Int)
  /// By the close of the so many-th working day after.
  case workingDays(Int)

  /// When units must have turned up that are called now.
  package func due(from now: Instant, under rules: DeadlineRules) -> Instant {
    switch self {
    case .minutes(let count): return now.adding(minutes: count)
    case .workingDays(let count):
      return rules.dutyTime.closeOfBusiness(
        on: rules.calendar.adding(workingDays: count, to: now.day), in: rules.calendar)
    }
  }

  /// `2小时`, `1工作日`.
  package var text: String {
    switch self {
    case .minutes(let count): count % 60 == 0 ? "\(count / 60)小时" : "\(count)分钟"
    case .workingDays(let count): "\(count)工作日"
    }
  }

  /// Reads `2小时`, `90分钟`, `1工作日`.
  package init?(text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 4, let count = Int(digits), count > 0 else { return nil }
    switch text.dropFirst(digits.count) {
    case "分钟", "分": self = .minutes(count)
    case "小时", "时": self = .minutes(count * 60)
    case "工作日", "个工作日": self = .workingDays(count)
    default: return nil
    }
    switch self {
    case .minutes(let minutes) where minutes > 7 * 1440: return nil
    case .workingDays(let days) where days > 60: return nil
    default: break
    }
  }
}

/// A unit that can be whistled to.
package struct WhistleUnit: Hashable, Codable, Sendable {
  /// 「城管中队」.
  package var name: String
  /// Whom to call; an office's number, no private person's.
  package var contact: String
  /// What it looks after.
  package var about: String

  /// Makes a unit.
  package init(_ name: String, contact: String = "", about: String = "") {
    self.name = name
    self.contact = contact
    self.about = about
  }
}

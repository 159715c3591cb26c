/// 检查单: what is looked at, point by point, or what is done, step by step.
package struct Checklist: Hashable, Codable, Sendable {
  /// `夜巡`.
  package var name: String
  /// What its points are.
  package var kind: ChecklistKind
  /// What a finding may be of; empty when the points say that themselves.
  package var categories: [String]
  /// In the order in which they are walked.
  package var points: [CheckPoint]

  /// Makes a checklist.
  package init(
    name: String, kind: ChecklistKind, categories: [String] = [], points: [CheckPoint]
  ) {
    self.name = name
    self.kind = kind
    self.categories = categories
    self.points = points
  }
}

/// 点位: one thing to look at or to do.
package struct CheckPoint: Hashable, Codable, Sendable {
  /// `北门垃圾厢房`, `安全隐患`, `12号楼`, `面对面调解`.
  package var name: String
  /// What to look for there; may be empty.
  package var hint: String
  /// The minute of the day by which somebody should have been there, if that was set.
  package var plannedAt: Int?
  /// The 楼组 that it is, or stands in.
  package var group: GroupID?

  /// Makes a point.
  package init(name: String, hint: String = "", plannedAt: Int? = nil, group: GroupID? = nil) {
    self.name = name
    self.hint = hint
    self.plannedAt = plannedAt
    self.group = group
  }

  /// `21:05`; nil when no time was set.
  package var plannedText: String? { plannedAt.map { Day(number: 0).at(minute: $0).clockText } }
}

/// What the points of a checklist are.
package enum ChecklistKind: String, CaseIterable, Codable, Sendable {
  /// Matters to look after, wherever one comes by (五必查).
  case matters
  /// Places that are walked to (夜巡).
  case places
  /// WeChat groups that are read (每日巡群).
  case groups
  /// Steps with one request (调解四步法, 应急步骤).
  case steps

  /// As staff write it in the heading of a checklist.
  package var title: String {
    switch self {
    case .matters: "事项"
    case .places: "点位"
    case .groups: "巡群"
    case .steps: "步骤"
    }
  }

  /// What one of its points is called.
  package var pointWord: String { self == .groups ? "楼组" : title }
}

/// What somebody found at a point.
package enum CheckResult: String, CaseIterable, Codable, Sendable {
  /// Nothing is wrong, or the step was taken.
  case fine
  /// Something is wrong: a finding.
  case problem
  /// There was nothing to look at, such as a closed gate.
  case notApplicable

  /// The Chinese word, which depends on what the points are.
  package func title(in kind: ChecklistKind) -> String {
    switch self {
    case .fine: kind == .steps ? "已做" : "正常"
    case .problem: kind == .steps ? "有问题" : "发现问题"
    case .notApplicable: "不适用"
    }
  }
}

extension Checklist {
  /// The point that stands for all 楼组 of the neighbourhood.
  package static let allGroups = "{楼组}"

  /// As it is walked here: every 楼组 in its place, and points that name one know which.
  package func filled(in directory: Directory) -> Checklist {
    var filled = self
    filled.points = points.flatMap { point -> [CheckPoint] in
      guard point.name != Checklist.allGroups else {
        return directory.groups.map {
          CheckPoint(
            name: $0.name, hint: point.hint, plannedAt: point.plannedAt, group: $0.id)
        }
      }
      guard kind == .places || kind == .groups else { return [point] }
      var known = point
      known.group = RequestPlace(spot: point.name, in: directory).group
      return [known]
    }
    return filled
  }
}

/// 回复: what the desk fills in for the city when a ticket is done. Which fields belong to a ticket follows from
/// its kind; the values are those of the form that a Shanghai bureau uses.
package struct HotlineReply: Hashable, Codable, Sendable {
  /// 事实认定; nil until it is chosen.
  package var fact: FactFinding?
  /// 事实认定说明.
  package var factNote = ""
  /// 现场查看.
  package var siteView: SiteView?
  /// 查看时间, when somebody looked.
  package var siteViewedAt: Instant?
  /// 诉求认定.
  package var claim: ClaimFinding?
  /// 诉求认定说明.
  package var claimNote = ""
  /// 答复市民要点: names 处置部门, 答复时间 and 处置情况.
  package var points = ""
  /// 处置部门.
  package var department = ""
  /// 落款单位.
  package var signedBy = ""
  /// 答复方式.
  package var manner: ReplyManner?
  /// 答复市民时间.
  package var answeredAt: Instant?
  /// 诉求解决.
  package var solution: Solution?
  /// 是否满意.
  package var opinion: ReplyOpinion?
  /// 市民反馈说明, which must be there unless the resident is satisfied.
  package var residentWords = ""
  /// 是否公开.
  package var isPublic: Bool?
  /// 重复工单号; empty when it repeats none.
  package var repeats = ""

  /// An empty reply.
  package init() {}
}

/// 事实认定. Which of them a ticket may have follows from its kind.
package enum FactFinding: String, CaseIterable, Codable, Sendable {
  // 投诉, 求助.
  /// 属实.
  case confirmed
  /// 部分属实.
  case partlyConfirmed
  /// 不属实.
  case unfounded
  // 建议.
  /// 采纳.
  case adopted
  /// 部分采纳.
  case partlyAdopted
  /// 留作参考.
  case kept
  /// 不予采纳.
  case declined
  // 咨询.
  /// 有政策信息.
  case policyKnown
  /// 无政策信息.
  case policyUnknown
  /// 对政策解释不接受.
  case explanationRefused

  /// The Chinese words.
  package var title: String {
    switch self {
    case .confirmed: "属实"
    case .partlyConfirmed: "部分属实"
    case .unfounded: "不属实"
    case .adopted: "采纳"
    case .partlyAdopted: "部分采纳"
    case .kept: "留作参考"
    case .declined: "不予采纳"
    case .policyKnown: "有政策信息"
    case .policyUnknown: "无政策信息"
    case .explanationRefused: "对政策解释不接受"
    }
  }
}

/// 现场查看.
package enum SiteView: String, CaseIterable, Codable, Sendable {
  /// 是.
  case viewed
  /// 否.
  case notViewed
  /// 无实际现场.
  case noSite

  /// The Chinese words.
  package var title: String {
    switch self {
    case .viewed: "是"
    case .notViewed: "否"
    case .noSite: "无实际现场"
    }
  }
}

/// 诉求认定.
package enum ClaimFinding: String, CaseIterable, Codable, Sendable {
  /// 诉求合理合法.
  case justified
  /// 无政策依据.
  case withoutBasis
  /// 诉求过高.
  case excessive
  /// 其他.
  case other

  /// The Chinese words.
  package var title: String {
    switch self {
    case .justified: "诉求合理合法"
    case .withoutBasis: "无政策依据"
    case .excessive: "诉求过高"
    case .other: "其他"
    }
  }
}

/// 答复方式.
package enum ReplyManner: String, CaseIterable, Codable, Sendable {
  /// 电话.
  case phone
  /// 书面.
  case writing
  /// 约谈.
  case appointment

  /// The Chinese word.
  package var title: String {
    switch self {
    case .phone: "电话"
    case .writing: "书面"
    case .appointment: "约谈"
    }
  }
}

/// 是否满意, as the reply form asks it.
package enum ReplyOpinion: String, CaseIterable, Codable, Sendable {
  /// 满意.
  case satisfied
  /// 不满意.
  case dissatisfied
  /// 认可.
  case accepted
  /// 未评价.
  case unrated

  /// The Chinese word.
  package var title: String {
    switch self {
    case .satisfied: "满意"
    case .dissatisfied: "不满意"
    case .accepted: "认可"
    case .unrated: "未评价"
    }
  }
}

/// A reply as it was filed: what was filled in, and the sheet that went to the city, in the order of its form.
/// Neither changes afterwards, whatever is corrected in the request.
package struct FiledReply: Hashable, Codable, Sendable {
  /// One line of the sheet.
  package struct Line: Hashable, Codable, Sendable {
    /// Name of the field: 「答复市民要点」.
    package var field: String
    /// What it says; empty where nothing was filled in.
    package var value: String

    /// Makes a line.
    package init(_ field: String, _ value: String) {
      self.field = field
      self.value = value
    }
  }

  /// What was filled in.
  package var reply: HotlineReply
  /// The sheet, in the order of the city's form.
  package var sheet: [Line]

  /// Makes one.
  package init(_ reply: HotlineReply, sheet: [Line]) {
    self.reply = reply
    self.sheet = sheet
  }
}

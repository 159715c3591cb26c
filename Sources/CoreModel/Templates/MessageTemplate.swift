/// Words for residents, prepared once by the desk and filled in for each request (话术模板).
package struct MessageTemplate: Hashable, Sendable {
  /// What staff call it; no two have the same name.
  package var name: String
  /// How far the request has come when it fits.
  package var moment: TemplateMoment
  /// Who reads it.
  package var audience: TemplateAudience
  /// The categories that it is for; none means all.
  package var categories: [String]
  /// The words, with fields such as `{编号}`.
  package var text: String

  /// Makes a template.
  package init(
    name: String, moment: TemplateMoment, audience: TemplateAudience, categories: [String] = [],
    text: String
  ) {
    self.name = name
    self.moment = moment
    self.audience = audience
    self.categories = categories
    self.text = text
  }
}

/// How far a request has come, as far as it matters for what a resident is told.
package enum TemplateMoment: String, CaseIterable, Sendable {
  /// 受理: it was taken down, nobody has been sent yet.
  case received
  /// 安排: somebody was named to see to it.
  case arranged
  /// 处理中: somebody is on site.
  case onSite
  /// 结果: the work is done.
  case result
  /// 等待: on hold.
  case waiting
  /// 议事会.
  case council
  /// 督办: the resident did not accept the result.
  case supervision
  /// 办结.
  case closing
  /// 通用: at any time.
  case any

  /// The Chinese word, as the text of the templates has it.
  package var title: String {
    switch self {
    case .received: "受理"
    case .arranged: "安排"
    case .onSite: "处理中"
    case .result: "结果"
    case .waiting: "等待"
    case .council: "议事会"
    case .supervision: "督办"
    case .closing: "办结"
    case .any: "通用"
    }
  }

  /// What a request with this status is told about.
  package init(of status: RequestStatus) {
    self =
      switch status {
      case .registered, .responded, .triaged: .received
      case .dispatched, .accepted: .arranged
      case .arrived: .onSite
      case .resolved, .fedBack: .result
      case .held: .waiting
      case .escalated: .council
      case .rejected, .supervised: .supervision
      case .closed, .cancelled, .replied, .returned: .closing
      }
  }
}

/// Who reads a message.
package enum TemplateAudience: String, CaseIterable, Codable, Sendable {
  /// 群消息: a whole building reads it, so it names nobody and no room.
  case group
  /// 给本人: only the resident reads or hears it.
  case resident

  /// The Chinese word.
  package var title: String {
    switch self {
    case .group: "群消息"
    case .resident: "给本人"
    }
  }
}

extension MessageTemplate {
  /// The template as it may be kept.
  /// - Throws: ``Refusal`` with what is wrong with it.
  package func checked() throws(Refusal) -> MessageTemplate {
    var tidy = self
    tidy.name = try MessageTemplate.line(name, "模板名称", atMost: 30)
    guard !tidy.name.isEmpty else { throw .missing("请写模板名称，例如「受理·群消息」") }
    guard !tidy.name.hasPrefix("#"), !tidy.name.hasPrefix("＃") else {
      throw .invalid("模板名称不能以 # 开头")
    }
    tidy.categories = []
    for category in categories {
      let line = try MessageTemplate.line(category, "类别", atMost: WordLimits.category)
      for name in MessageTemplates.words(line) where !tidy.categories.contains(name) {
        tidy.categories.append(name)
      }
    }
    tidy.text = try WordLimits.checked(text, "模板内容", atMost: MessageTemplate.longestText)
    guard !tidy.text.isEmpty else { throw .missing("请写模板内容") }
    guard !tidy.text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("==") })
    else { throw .invalid("模板内容的一行不能以 == 开头，它用来分开模板") }
    if let problem = TemplateText(tidy.text).problem(for: audience) { throw .invalid(problem) }
    return tidy
  }

  /// One line without the signs that separate the columns of a heading.
  private static func line(
    _ text: String, _ what: String, atMost most: Int
  ) throws(Refusal) -> String {
    let plain = String(text.map { $0.isNewline || "|｜=".contains($0) ? " " : $0 })
    return try WordLimits.checked(plain, what, atMost: most)
  }

  /// Characters of a template: what fits a WeChat message that people still read.
  package static let longestText = 1000
}

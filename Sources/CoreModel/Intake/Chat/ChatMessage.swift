/// One message of a pasted WeChat conversation (微信群聊天).
package struct ChatMessage: Hashable, Sendable {
  /// Whoever wrote it, as the group shows them: `张阿姨`, `12-502 李`; empty when the paste does not say.
  package var sender: String
  /// When; nil when the paste does not say.
  package var at: Instant?
  /// What was written, line by line, without what it quotes.
  package var original: String
  /// The same without the marks of what was attached.
  package var words: String
  /// What was attached, named: `图片`, `文件 停水通知.pdf`.
  package var attachments: [ChatAttachment]
  /// The message that it answers, as the paste quotes it.
  package var quote: String?
  /// Whether WeChat itself says it: somebody joined, took a message back, nudged.
  package var isNotice: Bool
  /// The line of the paste that it begins on, from 1.
  package var line: Int
}

/// Something that was sent besides words; the paste only names it.
package struct ChatAttachment: Hashable, Sendable {
  /// What kinds there are.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case image = "图片"
    case voice = "语音"
    case video = "视频"
    case file = "文件"
    case location = "位置"
    case link = "链接"
    case packet = "红包"
    case record = "聊天记录"
    case sticker = "动画表情"
    case card = "名片"
    case call = "通话"

    /// What counts it: 「图片 2 张」.
    var measure: String {
      switch self {
      case .image, .card: "张"
      case .voice, .video, .record, .call: "段"
      case .file, .link, .location, .packet, .sticker: "个"
      }
    }
  }

  /// What it is.
  package var kind: Kind
  /// Its name, where the paste gives one.
  package var name: String

  /// Makes one.
  package init(_ kind: Kind, name: String = "") {
    self.kind = kind
    self.name = name
  }

  /// `图片 2 张、文件 停水通知.pdf`; empty when there are none.
  package static func summary(_ all: [ChatAttachment]) -> String {
    Kind.allCases.flatMap { kind -> [String] in
      let those = all.filter { $0.kind == kind }
      let unnamed = those.count { $0.name.isEmpty }
      let named = those.filter { !$0.name.isEmpty }.map { "\(kind.rawValue) \($0.name)" }
      return (unnamed == 0 ? [] : ["\(kind.rawValue) \(unnamed) \(kind.measure)"]) + named
    }.joined(separator: "、")
  }
}

/// What WeChat itself writes among the messages: titles, notices, marks of what was attached.
enum ChatNotice {
  // MARK: Titles

  /// The group that a title line names, empty for 「群聊的聊天记录」; nil when the line is no title.
  static func title(of line: String) -> String? {
    guard line.unicodeScalars.count <= 80 else { return nil }
    var text = line
    while let last = text.last, "：:。 ".contains(last) { text.removeLast() }
    for prefix in ["群聊：", "群聊:", "群名：", "群名:", "群名称：", "群名称:"] where text.hasPrefix(prefix) {
      return bare(String(text.dropFirst(prefix.count)))
    }
    for suffix in ["如下"] where text.hasSuffix(suffix) { text = String(text.dropLast(2)) }
    guard text.hasSuffix("的聊天记录") else { return nil }
    text = String(text.dropLast(5))
    for prefix in ["微信群聊", "微信群", "群聊"] where text.hasPrefix(prefix) && text.count > prefix.count {
      text = String(text.dropFirst(prefix.count))
    }
    let name = bare(text)
    return name == "群聊" || name == "微信群" ? "" : name
  }

  private static func bare(_ name: String) -> String {
    var name = name.filter { !"\"“”「」『』[]【】".contains($0) }.tidied
    // 「12号楼邻里群(128)」: how many are in it.
    if let last = name.last, ")）".contains(last),
      let open = name.lastIndex(where: { "(（".contains($0) }),
      name[name.index(after: open)...].dropLast().allSatisfy(\.isNumber)
    {
      name = String(name[..<open]).tidied
    }
    return name
  }

  // MARK: Notices

  /// Whether WeChat says it and not a person.
  static func isNotice(_ line: String) -> Bool {
    guard line.unicodeScalars.count <= 120 else { return false }
    return phrases.contains { line.contains($0) } || isNudge(line)
  }

  /// 「"李四" 拍了拍 "王芳"」; 「他拍了拍我的肩」 has no names in quotation marks.
  private static func isNudge(_ line: String) -> Bool {
    guard let range = line.ranges(of: "拍了拍").first else { return false }
    let isQuoted = line.first.map { "\"“「".contains($0) } ?? false
    return isQuoted || String(line[..<range.lowerBound]).tidied == "我"
  }

  private static let phrases = [
    "撤回了一条消息", "加入了群聊", "加入群聊", "移出了群聊", "移出群聊", "退出了群聊", "修改群名为", "领取了你的红包", "领取了你发的红包",
    "你领取了", "以上是打招呼的内容", "已成为新群主", "已成为新的群主", "群聊邀请确认", "与群里其他人都不是", "消息已发出，但被对方拒收了",
    "发布了新的群公告", "设置了群公告", "将此群设置为",
  ]

  // MARK: What was attached

  /// The words without `[图片]` and its like, and what those stand for. Emoji words such as `[捂脸]` stay.
  static func takingAttachments(out text: String) -> (words: String, attachments: [ChatAttachment])
  {
    guard text.contains("[") else { return (text, []) }
    var attachments: [ChatAttachment] = []
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let rest = taking(&attachments, out: String(line))
      if !rest.isEmpty || line.isEmpty { lines.append(rest) }
    }
    return (lines.joined(separator: "\n").tidied, attachments)
  }

  private static func taking(_ found: inout [ChatAttachment], out line: String) -> String {
    var rest = line[...]
    var words = ""
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      let inside = rest[rest.index(after: open)..<close]
      let parts = inside.split(separator: ":", maxSplits: 1).flatMap {
        $0.split(separator: "：", maxSplits: 1)
      }
      guard let kind = parts.first.flatMap({ kinds[String($0).tidied.lowercased()] }) else {
        words += rest[...close]
        rest = rest[rest.index(after: close)...]
        continue
      }
      words += rest[..<open]
      rest = rest[rest.index(after: close)...]
      var attachment = ChatAttachment(kind, name: parts.count > 1 ? String(parts[1]).tidied : "")
      takeName(of: &attachment, from: &rest)
      found.append(attachment)
    }
    return (words + rest).tidied
  }

  /// `[文件] 停水通知.pdf`, `[链接] 标题`, `[语音] 12"`; a place is said in words, which stay.
  private static func takeName(of attachment: inout ChatAttachment, from rest: inout Substring) {
    guard attachment.name.isEmpty else { return }
    let tail = String(rest).tidied
    switch attachment.kind {
    case .file, .link, .card, .record, .packet:
      attachment.name = tail
      rest = ""
    case .image, .video:
      // A name of a file, and nothing else.
      let name = tail.prefix { !$0.isWhitespace && $0 != "[" }
      guard let dot = name.lastIndex(of: "."), (2...5).contains(name[dot...].count),
        name.allSatisfy(\.isASCII)
      else { return }
      attachment.name = String(name)
      rest = rest.drop(while: \.isWhitespace).dropFirst(name.count)
    case .voice, .call:
      let length = tail.prefix { $0.isNumber || "\"”″'秒分:：".contains($0) }
      if length.contains(where: \.isNumber) {
        rest = rest.drop(while: \.isWhitespace).dropFirst(length.count)
      }
    case .location, .sticker: break
    }
  }

  private static let kinds: [String: ChatAttachment.Kind] = [
    "图片": .image, "照片": .image, "photo": .image, "image": .image, "picture": .image,
    "语音": .voice, "voice": .voice, "视频": .video, "小视频": .video, "video": .video, "视频号": .link,
    "文件": .file, "file": .file, "位置": .location, "实时位置": .location, "location": .location,
    "链接": .link, "link": .link, "小程序": .link, "音乐": .link, "红包": .packet, "微信红包": .packet,
    "转账": .packet, "聊天记录": .record, "chat history": .record, "动画表情": .sticker,
    "表情": .sticker, "sticker": .sticker, "名片": .card, "个人名片": .card, "语音通话": .call,
    "视频通话": .call,
  ]
}

/// Why a message is not proposed as a request; it stays visible and can be taken all the same.
package enum ChatOmission: Hashable, Sendable {
  /// Somebody of the committee or the crews said it.
  case staff
  /// WeChat itself says it.
  case notice
  /// 「谢谢」「收到」「早上好」.
  case courtesy
  /// Nothing but faces.
  case faces
  /// 「我家也是」「+1」: it names no matter of its own.
  case agreement
  /// A list that everybody signs.
  case chain
  /// 红包, 转账.
  case packet
  /// A page or a conversation passed on, without a word.
  case passedOn
  /// A picture, a voice message: somebody has to look at it first.
  case wordless
  /// Too short to say what it is about.
  case tooShort
  /// It stands in the paste twice.
  case repeated
  /// It is here already, under this number.
  case registered(String)

  /// In a narrow column.
  package var title: String {
    switch self {
    case .staff: "工作人员"
    case .notice: "系统提示"
    case .courtesy: "客套话"
    case .faces: "表情"
    case .agreement: "附和"
    case .chain: "接龙"
    case .packet: "红包转账"
    case .passedOn: "转发"
    case .wordless: "没有文字"
    case .tooShort: "太短"
    case .repeated: "重复粘贴"
    // The year goes without saying.
    case .registered(let number): "已登记 \(number.count > 8 ? String(number.dropFirst(4)) : number)"
    }
  }

  /// Why, in a sentence.
  package var reason: String {
    switch self {
    case .staff: "工作人员说的话，不是居民诉求"
    case .notice: "微信的系统提示"
    case .courtesy: "问候、致谢或应答"
    case .faces: "只有表情"
    case .agreement: "附和别人，没有说新的事情"
    case .chain: "接龙"
    case .packet: "红包或转账"
    case .passedOn: "只是转发的链接或聊天记录"
    case .wordless: "只有图片、语音等，要先到群里看过"
    case .tooShort: "太短，看不出是什么事"
    case .repeated: "同样的话前面已经有一条"
    case .registered(let number): "同一个人同样的话已经登记过：\(number)"
    }
  }
}

/// What people say without asking for anything.
enum ChatSmallTalk {
  /// Why the words ask for nothing; nil when they may.
  static func omission(of words: String, attachments: [ChatAttachment]) -> ChatOmission? {
    if isChain(words) { return .chain }
    let bare = String(
      String.UnicodeScalarView(
        withoutFaces(words).unicodeScalars.map(\.halfWidth).filter {
          $0.isHan || $0.isLetter || $0.isDigit || $0 == "+"
        })
    ).lowercased()
    if bare.isEmpty {
      if attachments.contains(where: { $0.kind == .packet }) { return .packet }
      if attachments.contains(where: { $0.kind == .link || $0.kind == .record }) {
        return .passedOn
      }
      if attachments.contains(where: { $0.kind != .sticker }) { return .wordless }
      return .faces
    }
    if isMade(of: agreements, bare) { return .agreement }
    if isMade(of: courtesies, bare) { return .courtesy }
    return bare.unicodeScalars.count < 3 || fragments.contains(bare) ? .tooShort : nil
  }

  /// Without `[捂脸]` and without pictures of faces.
  static func withoutFaces(_ words: String) -> String {
    var result = ""
    var rest = words[...]
    while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
      let length = rest.distance(from: open, to: close)
      result += rest[..<open]
      // The longest is 「[Facepalm]」; 「[3号楼的各位邻居请注意]」 is text.
      if length > 12 || length < 2 { result += rest[open...close] }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func isChain(_ words: String) -> Bool {
    if words.contains("#接龙") || words.hasPrefix("接龙") { return true }
    // 1. 张阿姨  2. 李师傅  3. 501
    let numbered = words.split(separator: "\n").count { line in
      line.prefix(4).first?.isNumber == true && line.prefix(4).contains { ".、．".contains($0) }
    }
    return numbered >= 3
  }

  /// Whether nothing is left when those words, and those that only go with them, are taken out.
  private static func isMade(of words: [String], _ text: String) -> Bool {
    var rest = text[...]
    var hasOne = false
    while !rest.isEmpty {
      if let word = words.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
        hasOne = true
      } else if let word = company.first(where: { rest.hasPrefix($0) }) {
        rest = rest.dropFirst(word.count)
      } else if let title = titles.first(where: { rest.dropFirst().hasPrefix($0) }) {
        // 「王老师」.
        rest = rest.dropFirst(title.count + 1)
      } else {
        return false
      }
    }
    return hasOne
  }

  // The longest first, so that 「好的」 is not read as 「好」 and a rest.
  private static let courtesies = sorted([
    "谢谢", "感谢", "多谢", "谢了", "谢", "辛苦", "收到", "好的", "好", "可以", "行", "ok", "okay", "嗯", "哦", "噢",
    "明白", "知道", "了解", "早上好", "上午好", "中午好", "下午好", "晚上好", "早安", "晚安", "午安", "早", "你好", "您好", "大家好",
    "哈", "呵", "嘻", "赞", "棒", "厉害", "牛", "666", "不客气", "没事", "没关系", "不好意思", "麻烦", "打扰", "对", "是",
    "嗯呐",
    "点赞", "加油", "给力", "周末愉快", "节日快乐", "新年好", "新年快乐", "生日快乐", "恭喜", "祝", "再见", "拜拜", "已阅", "欢迎",
    "没问题", "放心", "thanks", "thankyou", "hi", "hello",
  ])
  private static let agreements = sorted([
    "我家也是", "我们家也是", "我们也是", "我也是", "也是", "我家也一样", "我也一样", "我们也一样", "一样", "同上", "同样", "+1", "加1",
    "加一",
    "同意", "支持", "赞成", "同感", "顶", "是的", "对的", "确实", "我家也有", "我也有", "有同感", "俺也一样",
  ])
  private static let company = sorted([
    "大家", "各位", "邻居", "居委会", "居委", "物业", "老师", "师傅", "阿姨", "叔叔", "书记", "主任", "警官", "朋友", "亲", "们",
    "你们", "您", "你", "我们", "我", "了", "啦", "呀", "啊", "哦", "呢", "吧", "的", "嘛", "哈", "也", "都", "很", "太",
    "非常", "真",
    "一下", "及时", "帮忙", "处理", "回复", "反馈", "关心", "支持", "工作", "下",
  ])
  private static let titles = ["老师", "师傅", "阿姨", "叔叔", "书记", "主任", "警官", "经理", "医生", "姐", "哥"]
  private static let fragments: Set<String> = [
    "有的", "没有", "在吗", "有人吗", "什么", "为什么", "怎么了", "几点", "哪里", "哪个", "不知道", "真的吗", "是吗", "不是", "看到了",
    "怎么回事", "好像是", "可能吧", "等等", "稍等",
  ]

  private static func sorted(_ words: [String]) -> [String] {
    words.sorted { $0.count > $1.count }
  }
}

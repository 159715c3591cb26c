/// A line of a paste, and what it may be.
struct ChatLine {
  /// As pasted, without blanks at either end.
  let text: String
  /// In half width.
  let folded: [Unicode.Scalar]
  /// What a header of this line would say.
  let header: Header?
  /// A time by itself: 「昨天 19:36」, 「—— 2026-11-21 ——」.
  let separator: ChatMoment?

  /// Who wrote what follows, and when.
  struct Header: Hashable {
    /// How it is written. One paste keeps to one way.
    enum Style: Hashable {
      /// With a year: `张阿姨 2026/11/21 19:36:05`, `2026-11-21 19:36:05 张阿姨(wxid)`.
      case dated
      /// Without one: `张阿姨 昨天 19:36`.
      case clocked
      /// `张阿姨:`, and the words below.
      case named
      /// `张阿姨：楼道灯不亮`.
      case spoken
    }
    var style: Style
    var sender: String
    var moment: ChatMoment?
    /// What was said on the same line.
    var words = ""
  }

  init(_ line: Substring) {
    text = String(line).tidied
    folded = text.unicodeScalars.map(\.halfWidth)
    separator = ChatLine.separator(folded)
    header =
      separator == nil
      ? ChatLine.timed(text, folded) ?? ChatLine.leading(text, folded)
        ?? ChatLine.named(text, folded) : nil
  }

  var isBlank: Bool { text.isEmpty }

  /// 「- - - - - -」, between a quotation and the answer to it.
  var isRule: Bool {
    folded.count >= 5 && folded.allSatisfy { ChatLine.dashes.contains($0) || $0 == " " }
  }

  // MARK: Separators

  private static func separator(_ line: [Unicode.Scalar]) -> ChatMoment? {
    guard line.count <= 60 else { return nil }
    let start = line.firstIndex { !dashes.contains($0) && $0 != " " } ?? line.count
    let end = (line.lastIndex { !dashes.contains($0) && $0 != " " } ?? -1) + 1
    guard start < end, let read = ChatMoment.read(line, at: start), read.end == end else {
      return nil
    }
    return read.moment
  }

  private static let dashes: Set<Unicode.Scalar> = ["-", "—", "–", "─", "=", "_", "*", "·"]

  // MARK: Headers with a time

  /// `张阿姨 2026/11/21 19:36:05`: a name, a blank, a time, and nothing more.
  private static func timed(_ text: String, _ line: [Unicode.Scalar]) -> Header? {
    guard line.count <= 90, line.contains(":") else { return nil }
    var end = line.count
    while end > 0, line[end - 1] == ":" || line[end - 1] == ")" { end -= 1 }
    for start in 1..<max(1, end)
    where line[start - 1].properties.isWhitespace || line[start - 1] == "(" {
      guard let (moment, last) = ChatMoment.read(line, at: start), last == end,
        moment.minute != nil
      else { continue }
      var nameEnd = start
      while nameEnd > 0, line[nameEnd - 1] == "(" || line[nameEnd - 1] == " " { nameEnd -= 1 }
      let sender = ChatSender.tidy(prefix(of: text, nameEnd))
      guard ChatSender.isPlausible(sender, isTimed: true) else { return nil }
      return Header(style: moment.isFull ? .dated : .clocked, sender: sender, moment: moment)
    }
    return nil
  }

  /// `2026-11-21 19:36:05 张阿姨(wxid)`, `[2026-11-21 19:36] 张阿姨：灯不亮`.
  private static func leading(_ text: String, _ line: [Unicode.Scalar]) -> Header? {
    guard let first = line.first else { return nil }
    let isBracketed = first == "[" || first == "(" || first == "【"
    guard let read = ChatMoment.read(line, at: isBracketed ? 1 : 0), read.moment.minute != nil,
      read.moment.isFull || isBracketed
    else { return nil }
    var start = read.end
    if isBracketed {
      guard start < line.count, [")", "]", "】"].contains(line[start]) else { return nil }
      start += 1
    }
    while start < line.count, [" ", "-", ","].contains(line[start]) { start += 1 }
    guard start < line.count else { return nil }
    let style = read.moment.isFull ? Header.Style.dated : .clocked
    let rest = String(text.unicodeScalars.dropFirst(start))
    let colon = line[start...].prefix(ChatSender.longest).firstIndex(of: ":")
    let name = ChatSender.tidy(
      String(text.unicodeScalars.dropFirst(start).prefix((colon ?? line.count) - start)))
    if let colon, ChatSender.isPlausible(name, isTimed: true) {
      let words = String(text.unicodeScalars.dropFirst(colon + 1)).tidied
      return Header(style: style, sender: name, moment: read.moment, words: words)
    }
    let whole = ChatSender.tidy(rest)
    guard colon == nil, ChatSender.isPlausible(whole, isTimed: true) else { return nil }
    return Header(style: style, sender: whole, moment: read.moment)
  }

  // MARK: Headers without one

  /// `张阿姨:` or `张阿姨：楼道灯不亮`.
  private static func named(_ text: String, _ line: [Unicode.Scalar]) -> Header? {
    guard let colon = line.prefix(ChatSender.longest + 1).firstIndex(of: ":"), colon > 0 else {
      return nil
    }
    let sender = ChatSender.tidy(prefix(of: text, colon))
    guard ChatSender.isPlausible(sender, isTimed: false) else { return nil }
    let words = String(text.unicodeScalars.dropFirst(colon + 1)).tidied
    if words.isEmpty { return Header(style: .named, sender: sender, moment: nil) }
    // 「19:36」, 「http://…」.
    guard !line[colon - 1].isDigit || !line[colon + 1].isDigit, line[colon + 1] != "/" else {
      return nil
    }
    return Header(style: .spoken, sender: sender, moment: nil, words: words)
  }

  private static func prefix(of text: String, _ count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }
}

/// What people are called in a group.
enum ChatSender {
  /// WeChat allows no longer names.
  static let longest = 32

  /// The name without what programs write around it: quotation marks, the account's name.
  static func tidy(_ name: String) -> String {
    var name = name.tidied
    for (open, close) in [("(", ")"), ("（", "）"), ("<", ">"), ("[", "]")] {
      guard name.hasSuffix(close), let start = name.lastIndex(where: { String($0) == open }),
        start > name.startIndex
      else { continue }
      let inside = name[name.index(after: start)...].dropLast()
      // 「wxid_x1」, 「10001」, 「a@chatroom」: an account, not 「李阿姨（502）」.
      let isAccount =
        inside.hasPrefix("wxid") || inside.hasPrefix("gh_") || inside.contains("@")
        || inside.count > 4 && inside.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "_") }
      if isAccount { name = String(name[..<start]).tidied }
    }
    while let last = name.last, ":：".contains(last) { name = String(name.dropLast()).tidied }
    let marks: Set<Character> = ["\"", "“", "”", "「", "」", "'"]
    if let first = name.first, let last = name.last, name.count > 2, marks.contains(first),
      marks.contains(last)
    {
      name = String(name.dropFirst().dropLast()).tidied
    }
    return name
  }

  /// Whether somebody may be called so. Without a time beside it a name is harder to tell from a sentence.
  static func isPlausible(_ name: String, isTimed: Bool) -> Bool {
    guard !name.isEmpty, name.unicodeScalars.count <= (isTimed ? longest : 20) else { return false }
    if name.contains(where: { "，。！？；、,;!?「」".contains($0) }) { return false }
    if name.hasPrefix("http") || name.hasPrefix("[") { return false }
    if isTimed {
      return !timeWords.contains { name.hasSuffix($0) }
        && name.unicodeScalars.contains { !$0.isDigit && $0 != ":" && $0 != "-" && $0 != "/" }
    }
    return !labels.contains { name.contains($0) } && !endings.contains { name.hasSuffix($0) }
      && name.unicodeScalars.contains { !$0.isDigit }
  }

  /// 「停水时间 11月22日 9:00」 is no header.
  private static let timeWords = [
    "时间", "日期", "至", "到", "约", "从", "在", "于", "今天", "明天", "昨天", "开始", "截止", "之前", "预计", "计划",
  ]
  private static let labels = [
    "请", "注意", "如下", "通知", "内容", "问题", "情况", "原因", "诉求", "地址", "地点", "位置", "电话", "手机", "时间", "日期",
    "报修", "以下", "提示", "公告", "回复", "例如", "比如", "备注", "姓名", "联系", "标题", "主题", "建议", "要求", "房号", "室号",
    "转发", "聊天记录",
  ]
  private static let endings = ["是", "为", "说", "问", "的", "了", "吗", "注", "答", "附", "和", "有"]
}

/// Words behind a sign: `!急`, `!一级`, `#来电`, `@赵师傅`.
extension QuickAddLine {
  mutating func readMarks(in directory: Directory) {
    var index = 0
    while index < count {
      let next =
        switch self[index] {
        case "!": readBang(at: index)
        case "#": readChannel(at: index)
        case "@": readHandler(at: index, in: directory)
        default: index + 1
        }
      index = max(next, index + 1)
    }
  }

  // MARK: !急 !一级

  private mutating func readBang(at index: Int) -> Int {
    let end = self.end(from: index + 1) { $0.isHan || $0.isLetter || $0.isDigit }
    guard end > index + 1, isBoundary(end) else { return index + 1 }
    let word = words(index + 1..<end).lowercased()
    if let urgency = QuickAddLine.urgencies[word] {
      guard draft.urgency == .normal else { return repeated(index..<end) }
      draft.urgency = urgency
      take(index..<end, as: .urgency, meaning: urgency.title)
    } else if let tier = QuickAddLine.tiers[word] {
      guard draft.tier == nil else { return repeated(index..<end) }
      draft.tier = tier
      take(index..<end, as: .tier, meaning: tier.title)
    } else if isMeantAsMark(word, at: index) {
      complain("「\(typed(index..<end))」：可写 !急 !特急 !一级 !二级 !三级，已留在内容里")
    }
    return end
  }

  /// Whether an unknown word behind 「!」 was meant as a sign: 「快来！急死了」 is only said with force.
  private func isMeantAsMark(_ word: String, at index: Int) -> Bool {
    guard let before = self[index - 1] else { return true }
    if before.properties.isWhitespace || [",", "、", ";", ":"].contains(before) { return true }
    return before != "!" && before != "?" && (word.hasSuffix("急") || word.hasSuffix("级"))
  }

  private static let urgencies: [String: Urgency] = [
    "急": .urgent, "紧急": .urgent, "j": .urgent, "jj": .urgent, "特急": .critical,
    "tj": .critical, "普通": .normal, "pt": .normal,
  ]
  private static let tiers: [String: Tier] = [
    "一级": .first, "1级": .first, "1": .first, "yj": .first,
    "二级": .second, "2级": .second, "2": .second, "ej": .second,
    "三级": .third, "3级": .third, "3": .third, "sj": .third,
  ]

  // MARK: #来电

  private mutating func readChannel(at index: Int) -> Int {
    // 12# is a building.
    if let before = self[index - 1], before.isDigit || before.isLetter { return index + 1 }
    let named = QuickAddLine.channelNames.filter { name, _ in
      has(Array(name.unicodeScalars), at: index + 1)
    }
    if let (name, channel) = named.max(by: { $0.0.count < $1.0.count }) {
      let end = index + 1 + name.unicodeScalars.count
      // #12345 is the hotline, #123456 some number.
      guard self[end]?.isDigit != true || name.last?.isNumber != true else { return end }
      return setChannel(channel, index..<end)
    }
    let end = self.end(from: index + 1) { $0.isHan || $0.isLetter }
    guard end > index + 1 else { return index + 1 }
    let word = words(index + 1..<end).lowercased()
    let found = QuickAddLine.channels(abbreviated: word)
    if found.count == 1, let channel = found.first { return setChannel(channel, index..<end) }
    complain(
      "不认识来源「\(typed(index..<end))」，可写："
        + Channel.allCases.map { "#\($0.title)" }.joined(separator: " "))
    return end
  }

  private mutating func setChannel(_ channel: Channel, _ range: Range<Int>) -> Int {
    guard draft.channel == nil else { return repeated(range) }
    draft.channel = channel
    take(range, as: .channel, meaning: channel.title)
    return range.upperBound
  }

  private static let channelNames: [(String, Channel)] =
    Channel.allCases.flatMap { [($0.title, $0), ($0.shortTitle, $0)] } + [
      ("电话", .phone), ("二维码", .qrCode), ("上门", .homeVisit), ("热线", .hotline),
      ("楼组群", .weChatGroup), ("书记接待", .secretaryDay),
    ]

  private static func channels(abbreviated word: String) -> [Channel] {
    let exact = Channel.allCases.filter {
      PinyinInitials.of($0.title) == word || PinyinInitials.of($0.shortTitle) == word
    }
    return exact.isEmpty
      ? Channel.allCases.filter { PinyinInitials.of($0.title).hasPrefix(word) } : exact
  }

  // MARK: @赵师傅

  private mutating func readHandler(at index: Int, in directory: Directory) -> Int {
    // name@example is no handler.
    if let before = self[index - 1], before.isDigit || before.isLetter { return index + 1 }
    let candidates = HandlerCandidates(directory)
    let named = candidates.named { has($0, at: index + 1) }
    let runEnd = self.end(from: index + 1) { $0.isHan || $0.isLetter || $0.isDigit }
    guard runEnd > index + 1 else { return index + 1 }
    let end = named.first.map { index + 1 + $0.name.count } ?? runEnd
    let found = named.isEmpty ? candidates.abbreviated(words(index + 1..<end)) : named
    let handlers = found.flatMap(\.handlers)
    if handlers.count == 1 {
      guard draft.handler == nil else { return repeated(index..<end) }
      draft.handler = handlers[0]
      take(index..<end, as: .handler, meaning: directory.name(of: handlers[0]))
      return end
    }
    // Whoever was meant, it was no resident; a building's number right behind the name still is one.
    let nameEnd = self.end(from: index + 1) { $0.isHan || $0.isLetter }
    let range = index..<(named.isEmpty && nameEnd > index + 1 ? nameEnd : end)
    let name = typed(range)
    keep(range)
    if found.isEmpty {
      let others = candidates.alike(name).map { "@\($0)" }.joined(separator: " ")
      complain("不认识承办人「\(name)」，已留在内容里；可写：\(others)")
    } else if handlers.isEmpty {
      complain("没有在册的\(found[0].title)，「\(name)」已留在内容里")
    } else {
      let names = handlers.map { candidates.distinctName(of: $0, in: directory) }
      complain("「\(name)」可以是：\(names.joined(separator: "、"))；请写清楚或登记后派单")
    }
    return range.upperBound
  }

  private mutating func repeated(_ range: Range<Int>) -> Int {
    complain("「\(typed(range))」重复了：只用前一个，这个留在内容里")
    return range.upperBound
  }
}

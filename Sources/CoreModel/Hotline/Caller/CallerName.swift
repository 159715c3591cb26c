/// How a caller's name may stand in a text.
enum CallerName {
  /// 「张建国」 also as 「张先生」 and 「张女士」; nothing for what is no name (市民, 匿名).
  static func spellings(_ name: String) -> [String] {
    name.tidied.split { !$0.isLetter && $0 != "·" }.map(String.init).flatMap(spellingsOfOne)
  }

  private static func spellingsOfOne(_ name: String) -> [String] {
    guard !noNames.contains(name) else { return [] }
    let title = titles.first { name.hasSuffix($0) }
    let rest = title.map { String(name.dropLast($0.count)) } ?? name
    guard isHan(rest) else { return name.count >= 2 ? [name] : [] }
    var spellings = name.count >= 2 ? [name] : []
    if title != nil, rest.count >= 2 { spellings.append(rest) }
    guard let surname = surname(of: rest) else { return spellings }
    return spellings + titles.map { surname + $0 }
  }

  private static func surname(of name: String) -> String? {
    let isFamiliar = name.count == 2 && ["小", "老", "阿"].contains(name.first)
    if isFamiliar { return String(name.suffix(1)) }
    if name.count > 2, let double = doubles.first(where: { name.hasPrefix($0) }) { return double }
    return name.count <= 4 ? name.first.map(String.init) : nil
  }

  private static func isHan(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { (0x3400...0x9FFF).contains($0.value) }
  }

  private static let titles = [
    "先生", "女士", "小姐", "阿姨", "爷叔", "老伯", "伯伯", "大爷", "大妈", "大伯", "奶奶", "爷爷", "老师", "同志", "某某", "某",
  ]
  /// Family names of two characters.
  static let doubles = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "令狐", "端木",
  ]
  private static let noNames: Set<String> = [
    "市民", "居民", "业主", "匿名", "保密", "先生", "女士", "小姐", "阿姨", "来电人", "投诉人", "举报人", "反映人", "诉求人", "本人",
    "无", "未知",
    "不详", "无名", "匿名市民", "匿名人士", "租户", "住户", "村民", "群众", "不愿透露", "保密市民", "家属",
  ]
}

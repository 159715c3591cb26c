/// 吹哨单位 and 报到时限 as staff write them. One text is kept and read.
package struct WhistleBook: Hashable, Sendable {
  /// The text that staff edit.
  package let text: String
  /// The units, in the order of the text.
  package let units: [WhistleUnit]
  /// Several units that are called together, such as 三所联动.
  package let presets: [Preset]
  private let limits: [WhistleLevel: WhistleLimit]

  /// Several units under one name.
  package struct Preset: Hashable, Sendable {
    /// 「三所联动」.
    package var name: String
    /// The units.
    package var units: [String]
  }

  /// What is wrong with a line.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "吹哨单位第 \(line) 行：\(reason)" }
  }

  /// Within what units must turn up.
  package func limit(_ level: WhistleLevel) -> WhistleLimit {
    limits[level] ?? WhistleBook.usualLimits[level] ?? .workingDays(3)
  }

  /// Known even where the text does not name it, since 调解 leads there.
  private static let usualPresets = [Preset(name: threeOffices, units: ["派出所", "司法所", "律师事务所"])]

  private static let usualLimits: [WhistleLevel: WhistleLimit] = [
    .red: .minutes(120), .orange: .workingDays(1), .yellow: .workingDays(3),
  ]

  /// Reads the text.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    guard text.isAtMost(WhistleBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(WhistleBook.longestText) 字")
    }
    var reading = Reading()
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let tidy = String(line).tidied
      guard !tidy.isEmpty, !tidy.hasPrefix("#"), !tidy.hasPrefix("＃") else { continue }
      do throws(RuleProblem) {
        try reading.take(tidy)
      } catch {
        throw Unreadable(line: index + 1, reason: error.message)
      }
    }
    guard !reading.units.isEmpty else {
      throw Unreadable(line: max(1, lines.count), reason: "至少写一家单位，例如「城管中队 | 值班电话 | 占道、违建」")
    }
    self.text = text
    units = reading.units
    presets = reading.presets
    limits = reading.limits
  }

  /// 派出所, 司法所 and 律师事务所 together.
  package static let threeOffices = "三所联动"
  /// Characters that the text may have.
  package static let longestText = 8000
  /// Characters that a unit's name may have.
  package static let longestName = 30

  private init() {
    text = ""
    units = []
    presets = []
    limits = [:]
  }

  /// The units that somebody typed, in the order in which they were: names of the book, of several called together,
  /// parts of names where only one fits, and units that are not in the book.
  /// - Throws: ``Refusal`` when none is named, or a word fits several.
  package func units(named typed: String) throws(Refusal) -> [WhistleUnit] {
    var found: [WhistleUnit] = []
    for word in WhistleBook.words(typed) {
      for unit in try units(for: word) where !found.contains(where: { $0.name == unit.name }) {
        found.append(unit)
      }
    }
    guard !found.isEmpty else { throw .missing("请写向哪些单位吹哨，例如「城管中队、电力公司」或「三所联动」") }
    guard found.count <= WhistleBook.mostUnits else {
      throw .invalid("一次最多向 \(WhistleBook.mostUnits) 家单位吹哨")
    }
    return found
  }

  /// Units that one whistle may call.
  package static let mostUnits = 20

  private func units(for word: String) throws(Refusal) -> [WhistleUnit] {
    let known =
      presets
      + (WhistleBook.usualPresets.filter { usual in
        !presets.contains { $0.name == usual.name }
      })
    if let preset = known.first(where: { $0.name == word }) {
      return preset.units.map { unit(exactly: $0) ?? WhistleUnit($0) }
    }
    if let unit = unit(exactly: word) { return [unit] }
    let initials = word.lowercased()
    if initials.utf8.allSatisfy({ (97...122).contains($0) }) {
      if let preset = presets.first(where: { PinyinInitials.of($0.name) == initials }) {
        return preset.units.map { unit(exactly: $0) ?? WhistleUnit($0) }
      }
      let fitting = units.filter { PinyinInitials.of($0.name) == initials }
      guard let only = fitting.first, fitting.count == 1 else {
        throw .invalid("没有看懂单位「\(word)」；请写名称，用顿号隔开")
      }
      return [only]
    }
    let parts = units.filter { $0.name.contains(word) }
    guard parts.count <= 1 else {
      throw .invalid("「\(word)」对应几家：\(parts.map(\.name).joined(separator: "、"))，请写全名")
    }
    if let only = parts.first { return [only] }
    guard word.isAtMost(WhistleBook.longestName), !PlaceName.hasControl(word) else {
      throw .invalid("单位名称最多 \(WhistleBook.longestName) 字：\(word.prefix(12))……")
    }
    return [WhistleUnit(word)]
  }

  private func unit(exactly name: String) -> WhistleUnit? { units.first { $0.name == name } }

  static func words(_ text: String) -> [String] {
    text.split { "、，,;；/\n\t".contains($0) }.map { String($0).tidied }.filter { !$0.isEmpty }
  }

  private struct Reading {
    var units: [WhistleUnit] = []
    var presets: [Preset] = []
    var limits: [WhistleLevel: WhistleLimit] = [:]

    mutating func take(_ line: String) throws(RuleProblem) {
      let fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }
        .map { String($0).tidied }
      switch fields[0] {
      case "报到时限":
        for field in fields.dropFirst() { try takeLimit(field) }
      case "联动":
        guard fields.count == 3, !fields[1].isEmpty else {
          throw RuleProblem("联动写成「联动 | 三所联动 | 派出所、司法所、律师事务所」")
        }
        let names = WhistleBook.words(fields[2])
        guard (1...WhistleBook.mostUnits).contains(names.count),
          names.allSatisfy({ $0.isAtMost(WhistleBook.longestName) })
        else { throw RuleProblem("联动「\(fields[1])」后面写 1 到 \(WhistleBook.mostUnits) 家单位，用顿号隔开") }
        guard !presets.contains(where: { $0.name == fields[1] }) else {
          throw RuleProblem("联动「\(fields[1])」写了两次")
        }
        presets.append(Preset(name: fields[1], units: names))
      default:
        guard fields.count <= 3 else {
          throw RuleProblem("一行最多两个「|」，写成「城管中队 | 值班电话 | 占道、违建」")
        }
        guard !fields[0].isEmpty, fields[0].isAtMost(WhistleBook.longestName),
          !fields.contains(where: PlaceName.hasControl)
        else { throw RuleProblem("单位名称写 1 到 \(WhistleBook.longestName) 个字") }
        guard !units.contains(where: { $0.name == fields[0] }) else {
          throw RuleProblem("单位「\(fields[0])」写了两次")
        }
        guard fields.dropFirst().allSatisfy({ $0.isAtMost(60) }) else {
          throw RuleProblem("联系方式和职责各最多 60 字")
        }
        units.append(
          WhistleUnit(
            fields[0], contact: fields.count > 1 ? fields[1] : "",
            about: fields.count > 2 ? fields[2] : ""))
      }
    }

    private mutating func takeLimit(_ field: String) throws(RuleProblem) {
      let plain = field.filter { !$0.isWhitespace }
      guard let level = WhistleLevel.allCases.first(where: { plain.hasPrefix($0.title) }),
        let limit = WhistleLimit(text: String(plain.dropFirst(level.title.count)))
      else { throw RuleProblem("没有看懂时限「\(field)」，写成「红色 2小时」「橙色 1工作日」") }
      guard limits[level] == nil else { throw RuleProblem("\(level.title)的时限写了两次") }
      limits[level] = limit
    }
  }
}

extension WhistleBook {
  /// What a neighbourhood begins with; staff put in whom they call.
  package static let standardText = """
    # 吹哨单位，一行一家：名称 | 值班电话或联系人 | 管什么（后两样可以不写）。
    # 报到时限：红色按钟点算，夜里和节假日也算；橙色、黄色按工作日，到那天下班。
    # 联动：一次吹几家。
    报到时限 | 红色 2小时 | 橙色 1工作日 | 黄色 3工作日
    联动 | 三所联动 | 派出所、司法所、律师事务所

    城管中队 | | 占道、违建、乱设摊、共享单车
    房管办事处 | | 房屋安全、维修资金、物业监管
    电力公司 | | 停电、线路、电瓶车充电设施
    自来水公司 | | 停水、水管爆裂、水质
    燃气公司 | | 漏气、灶具安全
    派出所 | | 治安、噪声、纠纷
    司法所 | | 调解、法律咨询
    律师事务所 | | 居村法律顾问
    消防救援站 | | 消防通道、火灾隐患
    市场监管所 | | 无证照经营、食品安全、电梯
    绿化市容所 | | 垃圾清运、绿化、树木倒伏
    排水管理所 | | 积水、窨井、污水外溢
    街镇平安办 | | 安全隐患、综治
    街镇自治办 | | 业委会、居民自治
    """

  /// The same, read.
  package static let standard = (try? WhistleBook(text: standardText)) ?? WhistleBook()
}

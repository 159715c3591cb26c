/// The rules as text, one rule a line, so that staff can read and edit them and the store keeps them.
extension TriageRules {
  /// What is wrong with a line of the rules' text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "分级规则第 \(line) 行：\(reason)" }
  }

  /// Reads rules from the text that staff edit. Lines that begin with `#` are remarks; `｜` and
  /// full-width words do as well, since input methods write them.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    var rules: [TriageRule] = []
    var lineOfName: [String: Int] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let plain = String(line).tidied
      guard !plain.isEmpty, !plain.hasPrefix("#"), !plain.hasPrefix("＃") else { continue }
      do throws(Complaint) {
        let rule = try TriageRules.rule(plain)
        if let earlier = lineOfName[rule.name] {
          throw Complaint("名称「\(rule.name)」与第 \(earlier) 行重复")
        }
        lineOfName[rule.name] = index + 1
        rules.append(rule)
      } catch {
        throw Unreadable(line: index + 1, reason: error.reason)
      }
    }
    self.init(rules)
  }

  /// The rules as the text that staff edit; reading it gives the same rules.
  ///
  /// A sign that separates words (`|`, a comma, a blank) within a word is left out.
  package var text: String {
    let lines = rules.map { rule in
      [
        TriageRules.field(rule.name), TriageRules.list(rule.keywords),
        TriageRules.list(rule.excluding), TriageRules.list(rule.places),
        rule.atNightOnly ? TriageRules.night : "", rule.tier.title,
        TriageRules.field(rule.category.name), rule.handler?.title ?? "", rule.urgency?.title ?? "",
      ].joined(separator: " | ").tidied
    }
    return TriageRules.preamble + lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")
  }

  private struct Complaint: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  private static let columns = ["名称", "关键词", "不含", "地点", "时段", "级别", "类别", "派给", "紧急"]
  private static let night = "夜间"
  private static let preamble = """
    # 分级规则：一行一条，从上往下，先符合的先用。只是建议，由人决定。
    # 关键词有一个就算；灯*不亮 表示两处之间可以隔几个字；「不含」有一个就不算；「地点」不空时也要有一个。
    # 时段写「夜间」只在 20:00–06:00 或夜巡时用；派给写班组或岗位；紧急写 急、特急，可以不写。
    # \(columns.joined(separator: " | "))

    """

  private static func rule(_ line: String) throws(Complaint) -> TriageRule {
    var fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }
      .map { String($0).tidied }
    guard (7...columns.count).contains(fields.count) else {
      throw Complaint(
        "应有 \(columns.count) 栏，用 | 分开（\(columns.joined(separator: "、"))），实有 \(fields.count) 栏")
    }
    fields += Array(repeating: "", count: columns.count - fields.count)
    guard !fields[0].isEmpty else { throw Complaint("没有写名称") }
    let keywords = words(fields[1])
    guard keywords.contains(where: { $0.contains { $0 != "*" } }) else {
      throw Complaint("「\(fields[0])」没有写关键词")
    }
    guard fields[4].isEmpty || fields[4] == night else {
      throw Complaint("时段写「\(night)」或不写，不是「\(fields[4])」")
    }
    guard
      let tier = Tier.allCases.first(where: { [$0.title, "\($0.rawValue)级"].contains(fields[5]) })
    else { throw Complaint("级别写一级、二级或三级，不是「\(fields[5])」") }
    guard !fields[6].isEmpty else { throw Complaint("「\(fields[0])」没有写类别") }
    return TriageRule(
      name: fields[0], keywords: keywords, excluding: words(fields[2]), places: words(fields[3]),
      atNightOnly: !fields[4].isEmpty, tier: tier, category: Category(fields[6]),
      handler: try handler(fields[7]), urgency: try urgency(fields[8]))
  }

  private static func handler(_ word: String) throws(Complaint) -> SuggestedHandler? {
    if word.isEmpty { return nil }
    if let crew = Crew.allCases.first(where: { $0.title == word }) { return .crew(crew) }
    if let role = Role.allCases.first(where: { $0.title == word }) { return .role(role) }
    let known = Crew.allCases.map(\.title) + Role.allCases.map(\.title)
    throw Complaint("派给写班组或岗位（\(known.joined(separator: "、"))），不是「\(word)」")
  }

  private static func urgency(_ word: String) throws(Complaint) -> Urgency? {
    if word.isEmpty { return nil }
    guard let urgency = Urgency.allCases.first(where: { $0.title == word }) else {
      throw Complaint("紧急写急、特急或不写，不是「\(word)」")
    }
    return urgency
  }

  private static func words(_ field: String) -> [String] {
    field.split(whereSeparator: isSeparator).map {
      String($0.map { $0 == "＊" ? "*" : $0 })
    }
  }

  private static func list(_ words: [String]) -> String {
    words.map { $0.filter { !isSeparator($0) && $0 != "|" && $0 != "｜" } }
      .filter { !$0.isEmpty }.joined(separator: "、")
  }

  private static func field(_ text: String) -> String {
    text.filter { $0 != "|" && $0 != "｜" && !$0.isNewline }.tidied
  }

  private static func isSeparator(_ character: Character) -> Bool {
    character.isWhitespace || "、，,；;".contains(character)
  }
}

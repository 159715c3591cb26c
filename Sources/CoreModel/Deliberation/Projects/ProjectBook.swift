/// 微实事标准节点: what a project of a kind usually needs, as staff write it. One text is kept and read; remarks stay.
///
///     == 设施维修改造
///     征集 | 上门摸底、征集意见 | 5
///     公示 | 方案公示 | 20
package struct ProjectBook: Hashable, Sendable {
  /// The text that staff edit.
  package let text: String
  /// The kinds, in the order in which they are offered.
  package private(set) var kinds: [Kind] = []

  /// A kind of project.
  package struct Kind: Hashable, Sendable {
    /// 「设施维修改造」.
    package var name: String
    /// What it needs.
    package var steps: [Step]
  }

  /// A milestone of a kind.
  package struct Step: Hashable, Sendable {
    /// In which stage.
    package var stage: ProjectStage
    /// What is to be done.
    package var name: String
    /// So many days after the beginning.
    package var days: Int
  }

  /// What is wrong with a line of the text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "标准节点第 \(line) 行：\(reason)" }
  }

  /// Reads the text. Full-width marks do as well, since input methods write them.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    self.text = text
    guard text.isAtMost(ProjectBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(ProjectBook.longestText) 字")
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      if let reason = read(String(raw).tidied) {
        throw Unreadable(line: index + 1, reason: reason)
      }
    }
    guard let last = kinds.last else {
      throw Unreadable(line: lines.count, reason: "没有一类；一类以「== 名称」开头")
    }
    guard !last.steps.isEmpty else {
      throw Unreadable(line: lines.count, reason: "「\(last.name)」下面没有节点")
    }
  }

  /// Takes in a line; what is wrong with it.
  private mutating func read(_ line: String) -> String? {
    guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("＃") else { return nil }
    if line.hasPrefix("==") || line.hasPrefix("＝＝") {
      let name = String(line.drop { $0 == "=" || $0 == "＝" }).tidied
      if name.isEmpty || !name.isAtMost(20) { return "「==」后面写类别的名称，最多 20 字" }
      if kinds.contains(where: { $0.name == name }) { return "「\(name)」写了两次" }
      if let last = kinds.last, last.steps.isEmpty { return "「\(last.name)」下面没有节点" }
      if kinds.count == 20 { return "最多 20 类" }
      kinds.append(Kind(name: name, steps: []))
      return nil
    }
    guard let index = kinds.indices.last else { return "第一类前面不能写节点；一类以「== 名称」开头" }
    let fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }.map {
      String($0).tidied
    }
    guard fields.count == 3 else { return "一行写成「阶段 | 节点 | 第几天」，例如「公示 | 方案公示 | 20」" }
    guard let stage = ProjectStage(titled: fields[0]), ProjectStage.working.contains(stage) else {
      return "阶段写\(ProjectStage.working.map(\.title).joined(separator: "、"))，不是「\(fields[0])」"
    }
    if fields[1].isEmpty || !fields[1].isAtMost(40) { return "节点写 1 到 40 字" }
    var number = ""
    for scalar in fields[2].unicodeScalars { number.unicodeScalars.append(scalar.halfWidth) }
    if number.hasSuffix("天") { number.removeLast() }
    guard number.tidied.allSatisfy({ $0.isASCII && $0.isNumber }),
      let days = Int(number.tidied), (0...730).contains(days)
    else { return "第几天写 0 到 730 的数字，从立项那天数起" }
    if let before = kinds[index].steps.last {
      if stage < before.stage { return "「\(stage.title)」要写在「\(before.stage.title)」前面" }
      if days < before.days { return "「\(fields[1])」比前面的「\(before.name)」还早，请按先后写" }
    }
    if kinds[index].steps.count == 30 { return "一类最多 30 个节点" }
    kinds[index].steps.append(Step(stage: stage, name: fields[1], days: days))
    return nil
  }

  private static let longestText = 6_000

  /// The kind of a name; the first when there is none of it.
  package func kind(named name: String) -> Kind? {
    kinds.first { $0.name == name.tidied } ?? (name.tidied.isEmpty ? kinds.first : nil)
  }

  /// The milestones of a kind from a day on, all of one person; what falls on a day off is due the next working day.
  package func milestones(
    of kind: Kind, from day: Day, by person: PersonID, in calendar: WorkingCalendar
  ) -> [MilestonePlan] {
    kind.steps.map { step in
      let due = day.adding(days: step.days)
      // Counting one working day from the day before lands on the day itself, or on the next that is one.
      let working = calendar.adding(workingDays: 1, to: due.adding(days: -1))
      return MilestonePlan(step.stage, step.name, by: person, due: max(working, day))
    }
  }

  /// What a committee begins with.
  package static let standardText = """
    # 微实事标准节点：立项时按类别先排好，再逐个改日期、换人、划去
    # 一行：阶段 | 节点 | 立项后第几天；遇休息日顺延到下一个工作日
    == 设施维修改造
    征集 | 上门摸底、征集意见 | 5
    议定 | 议定方案和预算 | 12
    公示 | 方案公示 | 20
    实施 | 确定施工单位、进场 | 27
    实施 | 完工 | 45
    验收评议 | 现场验收 | 50
    == 安全隐患整改
    征集 | 现场勘查、拍照留底 | 1
    议定 | 定整改办法和经费 | 3
    实施 | 整改完工 | 14
    验收评议 | 现场复查 | 16
    == 环境整治
    征集 | 征集意见 | 3
    议定 | 议定整治办法 | 7
    公示 | 整治公示 | 12
    实施 | 集中整治 | 20
    验收评议 | 现场验收 | 25
    == 服务活动
    征集 | 征集需求、报名 | 7
    议定 | 定方案和场地 | 10
    实施 | 开展活动 | 30
    """

  /// The standard.
  package static let standard: ProjectBook =
    (try? ProjectBook(text: standardText)) ?? ProjectBook()

  private init() { text = "" }
}

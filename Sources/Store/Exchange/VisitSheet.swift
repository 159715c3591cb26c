import CoreModel

/// What a column of a sheet of 回访 results holds.
enum VisitColumn: CaseIterable {
  case reached, refused, contactedFirst, result, attitude, solution, again, at, due, words

  /// What sheets call it, the best first.
  private var names: [String] {
    switch self {
    case .reached: ["是否打通", "是否接通", "打通", "接通情况", "回访是否打通", "是否联系上"]
    case .refused: ["是否拒绝", "是否拒绝回访", "是否拒访", "是否拒绝评价", "拒绝"]
    case .contactedFirst: ["是否先行联系", "先行联系", "承办单位是否先行联系", "是否联系市民"]
    case .result:
      [
        "对结果", "对结果是否满意", "对办理结果", "对办理结果是否满意", "对处理结果", "办理结果满意度", "结果满意度", "是否满意", "满意度",
        "满意情况", "回访满意度", "满意度评价",
      ]
    case .attitude: ["对态度", "对态度是否满意", "对办理态度", "对工作态度", "对服务态度", "态度满意度", "服务态度"]
    case .solution:
      ["诉求是否解决", "是否解决", "诉求解决", "诉求解决情况", "解决情况", "是否实际解决", "问题是否解决"]
    case .again: ["是否重新交办", "重新交办", "是否再次交办", "是否回访复核", "是否复核"]
    case .at: ["回访时间", "回访日期", "测评时间", "调查时间", "回访完成时间"]
    case .due: ["复核时限", "重新交办时限", "复核期限"]
    case .words: ["备注", "回访备注", "回访情况", "回访内容", "市民意见", "不满意原因", "未解决原因"]
    }
  }

  fileprivate var keys: [String] { names.map(HotlineHeader.key) }

  /// Whether a column of this name says what came of a 回访.
  static func isResult(_ name: String) -> Bool {
    let key = HotlineHeader.key(name)
    return telling.contains { $0.keys.contains(key) }
  }

  /// Names that no export of tickets has: by one of them a sheet is known to be of 回访 results.
  fileprivate static let distinctive: Set<String> = {
    let columns: [VisitColumn] = [.reached, .refused, .attitude, .again]
    let results = VisitColumn.result.keys.filter { $0.hasPrefix("对") }
    return Set(columns.flatMap(\.keys) + results + ["回访时间", "回访日期"].map(HotlineHeader.key))
  }()

  /// Whether a column has a place in a sheet of 回访 results.
  fileprivate static func isKnown(_ name: String) -> Bool {
    let key = HotlineHeader.key(name)
    return allCases.contains { $0.keys.contains(key) } || HotlineHeader.canFill(.number, name)
      || HotlineHeader.isVolatile(name)
  }

  /// One of them must be there.
  fileprivate static let telling: [VisitColumn] = [.reached, .refused, .result, .solution]
}

/// Which column of a sheet of 回访 results holds what.
struct VisitHeader {
  let number: Int
  let positions: [VisitColumn: Int]
  let names: [String]

  /// Nil when there is no number, or nothing that a 回访 came to.
  init?(_ header: HotlineHeader) {
    guard let number = header.positions(of: .number).first else { return nil }
    self.number = number
    names = header.columns
    let keys = header.names.map(HotlineHeader.key)
    var positions: [VisitColumn: Int] = [:]
    for column in VisitColumn.allCases {
      positions[column] = column.keys.lazy.compactMap { keys.firstIndex(of: $0) }.first
    }
    guard VisitColumn.telling.contains(where: { positions[$0] != nil }) else { return nil }
    self.positions = positions
  }
}

extension ImportSource {
  /// The sheet of 回访 results, where there is one that cannot be taken for anything else: by a column that no export
  /// of tickets has, or since it has nothing but the numbers of tickets and results.
  package var visitSheet: Int? {
    sheets.firstIndex { sheet in
      !sheet.isHidden
        && (sheet.columns.contains { VisitColumn.distinctive.contains(HotlineHeader.key($0)) }
          || sheet.columns.allSatisfy(VisitColumn.isKnown))
        && VisitHeader(HotlineHeader(recognisingPartsOf: sheet.columns)) != nil
    }
  }
}

/// What a row says of a 回访.
struct VisitRow: Equatable {
  let line: Int
  let number: String
  /// Everything but when it was.
  var visit: HotlineVisit
  /// When it was, as far as the sheet says.
  var at: HotlineMoment?
  /// 是否重新交办.
  var isHandedBack = false
  /// By when then, as far as the sheet says.
  var due: HotlineMoment?

  struct Unacceptable: Error { let reason: String }

  init(_ cells: [String], line: Int, by header: VisitHeader) throws(Unacceptable) {
    self.line = line
    number = HotlineRowParser.plainNumber(cells[header.number])
    let reader = Cells(cells: cells, header: header)
    guard !number.isEmpty else { throw Unacceptable(reason: "没有工单编号") }
    let result = try reader.satisfaction(.result)
    let attitude = try reader.satisfaction(.attitude)
    let solution = try reader.solution()
    let isRefused = try reader.answer(.refused, yes: ["拒绝", "已拒绝", "拒访"], no: ["未拒绝"]) ?? false
    let says = result != nil || attitude != nil || solution != nil
    let reached = try reader.answer(
      .reached, yes: ["打通", "已打通", "接通", "已接通"],
      no: ["未打通", "未接通", "无人接听", "未接听", "关机", "空号", "停机", "拒接", "打不通", "无法接通", "占线"])
    guard says || isRefused || reached != nil else {
      throw Unacceptable(reason: "这一行没有回访结果")
    }
    visit = HotlineVisit(
      .city, at: .earliestSupported, isReached: reached ?? true, isRefused: isRefused,
      wasContactedFirst: try reader.answer(
        .contactedFirst, yes: ["已联", "已联系", "已先行联系"], no: ["未联", "未联系", "未先行联系"]),
      result: result ?? .unrated, attitude: attitude, solution: solution,
      words: reader.text(.words))
    at = try reader.moment(.at)
    isHandedBack = try reader.answer(.again, yes: ["重新交办", "已重新交办"], no: ["不重新交办"]) ?? false
    due = try reader.moment(.due)
  }

  /// Cells with their readings.
  private struct Cells {
    let cells: [String]
    let header: VisitHeader

    func text(_ column: VisitColumn) -> String {
      header.positions[column].map { cells[$0] } ?? ""
    }

    private func unreadable(_ column: VisitColumn) -> Unacceptable {
      let name = header.positions[column].map { header.names[$0] } ?? ""
      return Unacceptable(
        reason: "「\(name)」看不懂：\(Privacy.masked(String(text(column).prefix(80))).prefix(30))")
    }

    func answer(
      _ column: VisitColumn, yes: [String], no: [String]
    ) throws(Unacceptable) -> Bool? {
      let text = HotlineHeader.key(text(column))
      if text.isEmpty || VisitRow.blanks.contains(text) { return nil }
      if VisitRow.yes.contains(text) || yes.contains(text) { return true }
      if VisitRow.no.contains(text) || no.contains(text) { return false }
      throw unreadable(column)
    }

    func satisfaction(_ column: VisitColumn) throws(Unacceptable) -> Satisfaction? {
      let text = HotlineHeader.key(text(column))
      if text.isEmpty || VisitRow.blanks.contains(text) { return nil }
      if let found = Satisfaction(text: text) { return found }
      if VisitRow.yes.contains(text) { return .satisfied }
      if VisitRow.no.contains(text) { return .dissatisfied }
      throw unreadable(column)
    }

    func solution() throws(Unacceptable) -> Solution? {
      let text = HotlineHeader.key(text(.solution))
      if text.isEmpty || VisitRow.blanks.contains(text) { return nil }
      if let found = Solution(text: text) { return found }
      if VisitRow.yes.contains(text) { return .solved }
      if VisitRow.no.contains(text) { return .unsolved }
      throw unreadable(.solution)
    }

    func moment(_ column: VisitColumn) throws(Unacceptable) -> HotlineMoment? {
      let text = text(column)
      if text.isEmpty || VisitRow.blanks.contains(text) { return nil }
      guard let moment = HotlineMoment(DateSpelling.read(text)) else { throw unreadable(column) }
      return moment
    }
  }

  private static let blanks: Set<String> = ["-", "—", "--", "/", "无"]
  private static let yes: Set<String> = ["是", "y", "yes", "true", "1", "√", "✓", "有"]
  private static let no: Set<String> = ["否", "n", "no", "false", "0", "×", "x", "不"]
}

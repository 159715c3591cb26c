import CoreModel

/// Which column of a hotline export holds what, recognised by the columns' names.
struct HotlineHeader {
  /// What a column can hold for us.
  typealias Field = ColumnMapping.Field

  /// The names as the file has them; a name that comes twice gets its turn: `备注(2)`.
  let columns: [String]
  /// The names as the file has them, as often as it has them.
  let names: [String]
  /// Columns that our own export has put there: they say of a ticket what we know already.
  let isOwn: [Bool]
  /// For each field the columns that can fill it, the best first.
  private let candidates: [Field: [Int]]
  /// 事项类别, 大类, 小类, 名称: a category in several columns, from the widest.
  let categoryParts: [Int]
  /// Columns that say something about the ticket, by name, for the fingerprint.
  let meaningful: [Int]
  /// What a row's cells do not tell, for the fingerprint: what a mapping decided otherwise than the names say, and that
  /// the file is an export of ours, in which the same cells say less. Empty as a rule.
  let decisions: String

  /// Nil when the names are not those of a hotline export: no number, or no words. A mapping's decisions go
  /// before the names; a column that it names and that is not there leaves the field without one.
  init?(_ names: [String], mapping: ColumnMapping = ColumnMapping()) {
    self.init(recognisingPartsOf: names, mapping: mapping)
    guard isExport else { return nil }
  }

  /// Whether there is a number, and there are words.
  var isExport: Bool {
    !positions(of: .number).isEmpty
      && (!positions(of: .content).isEmpty || !positions(of: .title).isEmpty)
  }

  /// What is known of any header, be it that of an export or not.
  init(recognisingPartsOf names: [String], mapping: ColumnMapping = ColumnMapping()) {
    let keys = names.map(HotlineHeader.key)
    self.names = names
    let isOwn = names.map(HotlineHeader.isOwn)
    self.isOwn = isOwn
    var seen: [String: Int] = [:]
    columns = zip(names, 1...).map { name, position in
      let plain = name.isEmpty ? "第\(position)列" : name
      seen[plain, default: 0] += 1
      return seen[plain] == 1 ? plain : "\(plain)(\(seen[plain] ?? 0))"
    }
    let places = Dictionary(zip(keys, keys.indices)) { first, _ in first }
    let ownPlaces = Dictionary(zip(columns.map(HotlineHeader.key), keys.indices)) { first, _ in
      first
    }
    func positions(_ synonyms: [String]) -> [Int] {
      synonyms.compactMap { places[$0] }
    }
    var candidates = HotlineHeader.synonymKeys.mapValues(positions)
    var decisions = ""
    var isCategoryDecided = false
    for field in Field.allCases {
      guard let column = mapping.columns[field] else { continue }
      let key = HotlineHeader.key(column)
      let decided = column.isEmpty ? nil : ownPlaces[key] ?? places[key]
      guard decided != candidates[field]?.first else { continue }
      decisions += "\(field.rawValue)=\(column)\n"
      candidates[field] = decided.map { [$0] } ?? []
      if field == .category { isCategoryDecided = true }
    }
    self.candidates = candidates
    self.decisions = decisions + (isOwn.contains(true) ? HotlineHeader.ownMark + "\n" : "")
    categoryParts = isCategoryDecided ? [] : positions(HotlineHeader.categoryPartKeys)
    meaningful = keys.indices.filter { !HotlineHeader.volatile.contains(keys[$0]) && !isOwn[$0] }
      .sorted { keys[$0] < keys[$1] }
  }

  /// The columns that can fill a field, the best first.
  func positions(of field: Field) -> [Int] { candidates[field] ?? [] }

  /// What the names of the columns begin with that we add to an export.
  static let ownMark = "值班台·"

  /// Whether a column is one that we have added to an export.
  static func isOwn(_ name: String) -> Bool { name.tidied.hasPrefix(ownMark) }

  /// A name without blanks, marks and the difference between full and half width.
  static func key(_ name: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.map(\.halfWidth)
    where !scalar.properties.isWhitespace && scalar != "*" && scalar.value != 0xFEFF {
      view.append(scalar)
    }
    return String(view).lowercased()
  }

  private static let synonyms: [Field: [String]] = [
    .number: ["工单编号", "案件编号", "工单号", "受理编号", "任务编号", "任务号", "工单流水号", "编号"],
    .kind: ["工单类型", "诉求类型", "诉求类别", "案件类型"],
    .category: ["问题分类", "诉求分类", "问题类别", "事项分类", "内容分类"],
    .title: ["标题", "工单标题", "主题", "诉求标题"],
    .content: [
      "主要内容", "案件描述/内容描述", "案件描述", "内容描述", "诉求内容", "工单内容", "问题描述", "反映内容", "内容",
    ],
    .state: ["工单状态", "案件状态", "办理状态", "状态"],
    .caller: ["来电人", "联系人", "诉求人", "市民姓名", "反映人", "姓名"],
    .phone: ["来电人电话/账号", "联系电话", "来电电话", "来电号码", "移动电话", "手机号码", "手机", "电话"],
    .place: ["实际地址", "上报地址", "事发地址", "诉求地址", "发生地址", "小区点位", "地址"],
    .urgency: ["紧急程度", "市紧急程度", "优先级", "紧急等级"],
    .assigned: ["派单时间", "派遣时间", "交办时间", "转派时间", "收单时间", "受理时间"],
    .received: ["来电时间", "发现时间", "受理时间", "登记时间", "创建时间", "诉求时间", "反映时间", "收单时间"],
    .due: ["办理时限", "案件期限", "办理期限", "办结期限", "截止时间", "处理时限", "到期时间"],
    .closed: ["办结时间", "结案时间", "办理完成时间", "完成时间"],
    .outcome: ["回复内容", "办理结果", "办理描述", "处理结果", "答复内容"],
    .satisfaction: ["是否满意", "满意度", "满意情况", "是否满意区回访"],
  ]

  private static let synonymKeys = synonyms.mapValues { $0.map(key) }
  private static let categoryPartKeys = ["事项类别", "事项大类", "事项小类", "事项名称"].map(key)

  /// Columns that change with the hour of the export and not with the ticket.
  private static let volatile = Set(
    [
      "序号", "处置计时", "案件整体计时", "结案期限(是否超时)", "剩余时间", "剩余时限", "超时时长", "导出时间",
    ].map(key))

  /// Whether a column's name is one of those that can fill a field.
  static func canFill(_ field: Field, _ column: String) -> Bool {
    rank(of: column, for: field) < Int.max
  }

  /// How good a column is for a field, 0 the best; `Int.max` when it is not for it.
  static func rank(of column: String, for field: Field) -> Int {
    ranks[field]?[key(column)] ?? Int.max
  }

  private static let ranks = synonyms.mapValues { names in
    Dictionary(names.enumerated().map { (key($1), $0) }) { first, _ in first }
  }

  /// Whether a column says something about the hour of the export rather than the ticket.
  static func isVolatile(_ name: String) -> Bool { volatile.contains(key(name)) }
}

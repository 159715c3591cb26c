/// The header of a table of 楼组, staff or shifts, recognised by its columns' names.
struct TableHeader {
  enum Kind: Hashable { case groups, staff, shifts }

  enum Field: Hashable {
    case estate, company, group, leader, rotatingLeader, weChatGroup, households, microGrid
    case gridWorker, assignedStaff
    case name, role, phone, unit
    case date, weekday, shift, time, begin, end, people, lead, note
  }

  let kind: Kind
  let columns: [Field: Int]
  /// Columns of a wide roster: the time that each stands for.
  let spans: [(column: Int, time: ShiftTime)]
  /// Names of columns that are not read.
  let unread: [String]

  /// The header that a row is; nil when it is none.
  init?(_ row: SheetTable.Row, legend: [String: ShiftTime]) {
    let names = row.cells.map(TableHeader.key)
    func columns(_ fields: [(Field, [String])]) -> [Field: Int] {
      var found: [Field: Int] = [:]
      for (field, words) in fields {
        for word in words {
          guard let column = names.firstIndex(of: word), !found.values.contains(column) else {
            continue
          }
          found[field] = column
          break
        }
      }
      return found
    }
    var kind: Kind
    var found = columns(TableHeader.shiftFields)
    var spans: [(Int, ShiftTime)] = []
    if found[.date] != nil {
      kind = .shifts
      for (column, cell) in row.cells.enumerated()
      where !found.values.contains(column) || column == found[.shift] {
        if let time = ShiftTime(EntryText.clean(cell), legend: legend) {
          spans.append((column, time))
        }
      }
      // 「值班时间」 is a column of times and no time itself; nor is a lone 「值班」 of names.
      if found[.people] != nil { spans = spans.filter { $0.1.isStated && !names[$0.0].isEmpty } }
      if !spans.isEmpty, spans.contains(where: { $0.0 == found[.shift] }) { found[.shift] = nil }
      guard found[.people] != nil || found[.lead] != nil || !spans.isEmpty else { return nil }
    } else {
      let groups = columns(TableHeader.groupFields)
      let staff = columns(TableHeader.staffFields)
      if groups[.group] != nil, groups.count >= 2 {
        (kind, found) = (.groups, groups)
      } else if staff[.name] != nil, staff.count >= 2 {
        (kind, found) = (.staff, staff)
      } else {
        return nil
      }
    }
    self.kind = kind
    self.columns = found
    self.spans = spans.map { (column: $0.0, time: $0.1) }
    let used = Set(found.values).union(spans.map(\.0))
    unread = row.cells.indices.filter {
      !used.contains($0) && !names[$0].isEmpty && !TableHeader.passed.contains(names[$0])
    }.map { EntryText.clean(row.cells[$0]) }
  }

  /// A name without blanks, marks, what stands in parentheses, and the difference between widths.
  static func key(_ name: String) -> String {
    var key = ""
    var depth = 0
    for character in EntryText.clean(name) {
      switch character {
      case "(", "（": depth += 1
      case ")", "）": depth = max(0, depth - 1)
      case " ", "*", ":", "：", "/", "·": break
      default: if depth == 0 { key.append(character) }
      }
    }
    return key.lowercased()
  }

  /// Columns that hold nothing to be stored, and of which nobody need be told.
  private static let passed: Set<String> = ["序号", "编号", "no", "no.", "#"]

  private static let groupFields: [(Field, [String])] = [
    (.estate, ["小区", "小区名称", "所属小区", "所在小区", "小区名", "住宅小区", "楼盘"]),
    (
      .leader,
      ["楼组长", "楼组长姓名", "正楼组长", "楼长", "楼长姓名", "楼栋长", "楼道长", "组长", "组长姓名"]
    ),
    (.rotatingLeader, ["轮值楼组长", "轮值组长", "本月轮值楼组长", "本月轮值", "轮值楼长", "轮值"]),
    (
      .weChatGroup,
      ["微信群", "微信群名", "微信群名称", "楼组微信群", "楼组群", "楼群", "居民群", "业主群", "群名", "群名称"]
    ),
    (.households, ["户数", "总户数", "居民户数", "住户数", "常住户数", "实有户数", "家庭户数", "户"]),
    (
      .group,
      [
        "楼组", "楼组名称", "楼组名", "楼组号", "楼号", "楼栋", "楼栋号", "楼幢", "楼幢号", "幢号", "栋号", "楼宇",
        "楼宇号", "楼道", "门牌号", "门牌", "所辖楼栋", "楼栋名称", "楼组楼栋", "号楼", "楼",
      ]
    ),
    (.microGrid, ["微网格", "微网格名称", "所属微网格", "所在微网格", "网格", "所属网格", "网格名称"]),
    (.gridWorker, ["网格员", "微网格员", "微网格长", "网格长", "专职网格员", "网格员姓名"]),
    (
      .assignedStaff,
      [
        "责任社工", "包干社工", "包楼社工", "负责社工", "联系社工", "对接社工", "社工", "社工姓名", "包干人", "包干干部",
        "责任人", "责任块长", "块长", "联络员", "居委联系人", "居委干部",
      ]
    ),
    (.company, ["物业", "物业公司", "物业企业", "物业服务企业", "物业名称", "物业公司名称"]),
  ]

  private static let staffFields: [(Field, [String])] = [
    (.name, ["姓名", "名字", "人员", "人员姓名", "工作人员", "工作人员姓名", "社工姓名"]),
    (.role, ["岗位", "角色", "职务", "职位", "身份", "工作岗位", "岗位名称", "职责", "岗位职务", "分工"]),
    (
      .phone,
      [
        "电话", "联系电话", "手机", "手机号", "手机号码", "联系方式", "电话号码", "移动电话", "工作电话", "办公电话",
        "联系手机",
      ]
    ),
    (.unit, ["单位", "所属单位", "工作单位", "所在单位", "公司", "部门", "单位名称", "所属部门"]),
  ]

  private static let shiftFields: [(Field, [String])] = [
    (.date, ["日期", "值班日期", "排班日期", "日期时间"]),
    (.weekday, ["星期", "周几", "星期几", "周"]),
    (.shift, ["班次", "时段", "值班时段", "值班时间", "班别", "班种", "时间", "起止时间", "时间段", "班次类型"]),
    (
      .people,
      [
        "值班人", "值班人员", "值班员", "值班", "值班社工", "值守人员", "值班人姓名", "值班人员姓名", "姓名", "人员",
        "当班人员", "排班人员",
      ]
    ),
    (.lead, ["带班", "带班领导", "带班人", "带班干部", "带班人员", "值班领导", "总值班"]),
    (.note, ["备注", "说明"]),
    // Beside a column that names the shift.
    (
      .time,
      [
        "时间", "起止时间", "时间段", "时段", "值班时间", "值班时段", "班次时间", "具体时间", "时间安排",
      ]
    ),
    (.begin, ["开始时间", "起始时间", "上班时间", "上岗时间", "开始", "起"]),
    (.end, ["结束时间", "截止时间", "下班时间", "下岗时间", "结束", "止"]),
  ]
}

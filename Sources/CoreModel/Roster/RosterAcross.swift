/// A roster whose days stand across: a row for each person, a column for each day, and a word in each cell, as most are
/// drawn up in Excel and as we write them.
struct RosterAcross {
  /// A row whose person nobody knows.
  struct Unknown: Hashable {
    var line: Int
    var name: String
    /// How many shifts it has.
    var count: Int
  }

  /// The same as a list, a row for each shift with everybody who stands it. The number of a row is that of the first
  /// person's.
  let list: SheetTable
  /// Rows that are not in it.
  let unknown: [Unknown]

  /// Reads a sheet; nil for one of another form.
  /// - Parameter known: The names of those who may stand shifts.
  init?(_ sheet: SheetTable, today: Day, known: Set<String>) {
    guard let (header, days) = RosterAcross.header(of: sheet, today: today) else { return nil }
    let titles = sheet.rows[..<header].flatMap(\.cells) + [sheet.name]
    let nameColumn = RosterAcross.column(
      ofNamesIn: sheet.rows[header], before: days[0].column)
    var unknown: [Unknown] = []
    struct Shift: Hashable {
      var day: Int
      var word: String
    }
    var order: [Shift] = []
    var found: [Shift: (line: Int, names: [String], lead: String)] = [:]
    var remarks: [SheetTable.Row] = []
    var nameAbove = ""
    for row in sheet.rows[(header + 1)...] {
      let stated = row.text(nameColumn)
      if row.isRemark || RosterAcross.weekdays.contains(stated)
        || stated.isEmpty && !RosterAcross.hasShifts(row, days.map(\.column))
      {
        remarks.append(row)
        continue
      }
      // A merged cell says the name once for all rows of a person.
      if !stated.isEmpty { nameAbove = stated }
      let name = nameAbove
      guard known.contains(name) else {
        let count = days.reduce(0) { $0 + RosterAcross.words(in: row.text($1.column)).count }
        if count > 0 { unknown.append(Unknown(line: row.number, name: name, count: count)) }
        continue
      }
      for (column, day) in days {
        for (word, isLead) in RosterAcross.words(in: row.text(column)) {
          let shift = Shift(day: day.number, word: word)
          if found[shift] == nil { order.append(shift) }
          var team = found[shift] ?? (line: row.number, names: [], lead: "")
          if isLead { team.lead = name }
          if !team.names.contains(name) { team.names.append(name) }
          found[shift] = team
        }
      }
    }
    let rows = order.enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }
    .compactMap { item -> SheetTable.Row? in
      found[item.element].map { team in
        SheetTable.Row(
          number: team.line,
          cells: [
            Day(number: item.element.day).iso8601, item.element.word,
            team.names.joined(separator: "、"), team.lead,
          ])
      }
    }
    // What stands above and below stays: it says what the words mean.
    self.unknown = unknown
    list = SheetTable(
      name: sheet.name,
      rows: titles.map { SheetTable.Row(number: 0, cells: [$0]) }
        + remarks.flatMap(\.cells).map { SheetTable.Row(number: 0, cells: [$0]) }
        + [
          SheetTable.Row(number: sheet.rows[header].number, cells: ["日期", "班次", "值班人", "带班"])
        ] + rows)
  }

  /// The row in which at least five cells are days, one after the other.
  private static func header(
    of sheet: SheetTable, today: Day
  ) -> (index: Int, days: [(column: Int, day: Day)])? {
    for (index, row) in sheet.rows.prefix(20).enumerated() {
      let titles = [sheet.name] + sheet.rows[..<index].flatMap(\.cells)
      let reader = RosterDay(titles: titles, today: today)
      var days: [(column: Int, day: Day)] = []
      for (column, cell) in row.cells.enumerated() {
        guard case .day(let day) = reader.read(cell) else { continue }
        // Sums at the end are numbers too, and no days.
        if let last = days.last, day <= last.day { break }
        days.append((column, day))
      }
      if days.count >= 5, days[0].column > 0 { return (index, days) }
    }
    return nil
  }

  /// Whether a row says shifts in the columns of days, and not weekdays, sums or what the words mean.
  private static func hasShifts(_ row: SheetTable.Row, _ columns: [Int]) -> Bool {
    let texts = columns.map { row.text($0) }
    let isLegend = texts.contains { text in
      zip(text, text.dropFirst()).contains { $1 == ":" && !("0"..."9").contains($0) }
    }
    return !isLegend
      && texts.contains {
        !$0.isEmpty && !weekdays.contains($0) && Double($0) == nil && !words(in: $0).isEmpty
      }
  }

  private static func column(ofNamesIn row: SheetTable.Row, before first: Int) -> Int {
    let known = ["姓名", "名字", "人员", "值班人", "值班人员", "值班员"]
    return row.cells.prefix(first).firstIndex { known.contains(TableHeader.key($0)) } ?? 0
  }

  /// The shifts that a cell names, and whether its person is in charge: `错时、夜巡*`.
  private static func words(in cell: String) -> [(word: String, isLead: Bool)] {
    cell.split { "、，,;；+＋\n".contains($0) }.compactMap { piece in
      var word = String(piece).tidied
      let isLead = word.hasSuffix("*") || word.hasSuffix("＊")
      if isLead { word = String(word.dropLast()).tidied }
      guard !word.isEmpty, !free.contains(word) else { return nil }
      return (whole[word] ?? word, isLead)
    }
  }

  private static let weekdays: Set<String> = [
    "星期", "周", "周几", "一", "二", "三", "四", "五", "六", "日", "周一", "周二", "周三", "周四", "周五", "周六", "周日",
  ]
  /// What says that somebody does not stand one.
  private static let free: Set<String> = [
    "休", "休息", "轮休", "调休", "公休", "补休", "假", "请假", "年假", "病假", "事假", "产假", "无", "/", "-", "—", "×",
    "x", "X", "0",
  ]
  /// What one character stands for.
  private static let whole: [String: String] = [
    "早": "早班", "中": "中班", "晚": "晚班", "夜": "夜班", "白": "白班", "日": "日班", "午": "午班", "错": "错时",
    "巡": "夜巡",
    "值": "值班", "班": "值班", "√": "值班", "✓": "值班", "●": "值班", "○": "值班", "1": "值班",
  ]
}

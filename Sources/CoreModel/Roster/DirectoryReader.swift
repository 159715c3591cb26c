/// Reads sheets of 楼组, staff and rosters into a ``DirectoryProposal`` against what is known.
///
/// Staff come first whatever the order of the sheets, then places, then shifts: a row may name what another one adds.
package struct DirectoryReader<Generator: RandomNumberGenerator> {
  var directory: Directory
  let shifts: [Shift]
  /// Who is not there.
  let leaves: [RosterLeave]
  let actor: Actor
  let now: Instant
  let rules: DeadlineRules
  /// 值班规则, for who does not stand what.
  let book: DutyBook
  var random: Generator
  var proposal = DirectoryProposal()
  /// The sheet that is being read.
  var sheet = ""
  /// Lines of names and places that were read, to tell rows that repeat another.
  var lines: [String: Int] = [:]
  /// Shifts that rows have claimed.
  var claimed: [Identifier<Shift>: Int] = [:]
  var planned: [PlannedShift: Int] = [:]

  struct PlannedShift: Hashable {
    var start: Instant
    var end: Instant
    var kind: ShiftKind
  }

  /// Reads sheets.
  /// - Parameters:
  ///   - shifts: Those of the roster that may be meant: from today on.
  ///   - leaves: Who is not there, and when.
  ///   - rules: The desk's hours and calendar, for shifts that say no time.
  ///   - book: 值班规则, for who does not stand what.
  ///   - onlyShifts: Whether tables of 楼组 and staff are left out.
  package static func read(
    _ sheets: [SheetTable], into directory: Directory, shifts: [Shift],
    leaves: [RosterLeave] = [], by actor: Actor, at now: Instant, rules: DeadlineRules,
    book: DutyBook = DutyBook(), onlyShifts: Bool = false, using random: Generator
  ) -> DirectoryProposal {
    var reader = DirectoryReader(
      directory: directory, shifts: shifts, leaves: leaves, actor: actor, now: now, rules: rules,
      book: book, random: random)
    reader.read(sheets, onlyShifts: onlyShifts)
    return reader.proposal
  }

  private init(
    directory: Directory, shifts: [Shift], leaves: [RosterLeave], actor: Actor, now: Instant,
    rules: DeadlineRules, book: DutyBook, random: Generator
  ) {
    self.directory = directory
    self.shifts = shifts
    self.leaves = leaves
    self.actor = actor
    self.now = now
    self.rules = rules
    self.book = book
    self.random = random
  }

  private mutating func read(_ sheets: [SheetTable], onlyShifts: Bool) {
    var tables: [Table] = []
    for sheet in sheets {
      let across = RosterAcross(sheet, today: now.day, known: Set(directory.people.map(\.name)))
      if let across {
        self.sheet = sheet.name
        for unknown in across.unknown { refuse(unknown) }
      }
      var found = Table.all(in: across?.list ?? sheet)
      if across != nil { for index in found.indices { found[index].isAcross = true } }
      if onlyShifts, found.contains(where: { $0.header.kind != .shifts }) {
        proposal.remarks.append(
          (sheet.name.isEmpty ? "" : "「\(sheet.name)」")
            + "里的楼组、人员没有导入：这里只导入班次；要导入请在设置（S）里导入名册，或用 juwei setup import")
        found.removeAll { $0.header.kind != .shifts }
        tables += found
        continue
      }
      if found.isEmpty, !sheet.rows.isEmpty { proposal.remarks.append(Table.unrecognised(sheet)) }
      tables += found
    }
    for kind in [TableHeader.Kind.staff, .groups, .shifts] {
      for table in tables where table.header.kind == kind {
        sheet = table.sheet.name
        if !table.header.unread.isEmpty {
          let names = table.header.unread.prefix(8).joined(separator: "、")
          proposal.remarks.append(
            (sheet.isEmpty ? "" : "「\(sheet)」") + "没有导入的列：\(names)")
        }
        switch kind {
        case .staff: readStaff(table)
        case .groups: readGroups(table)
        case .shifts: readShifts(table)
        }
      }
    }
    noteProblems()
  }

  /// A row of a roster with days across whose person nobody knows.
  private mutating func refuse(_ unknown: RosterAcross.Unknown) {
    guard !unknown.name.isEmpty else {
      add(
        unknown.line, .shift, "没有姓名",
        .refused("这一行没有写姓名，\(unknown.count) 个班次没有导入；请写上是谁的"))
      return
    }
    let hint = likelyName(for: unknown.name).map { "是不是「\($0)」？" } ?? ""
    add(
      unknown.line, .shift, unknown.name,
      .refused(
        "名册里没有「\(unknown.name.prefix(20))」，这一行 \(unknown.count) 个班次没有导入；\(hint)请先登记人员，或改好姓名"))
  }

  mutating func add(
    _ row: Int, _ subject: DirectoryProposal.Subject, _ title: String,
    _ verdict: DirectoryProposal.Verdict, notes: [String] = [],
    _ value: DirectoryProposal.Value? = nil
  ) {
    proposal.items.append(
      DirectoryProposal.Item(
        sheet: sheet, line: row, subject: subject, title: title, verdict: verdict, notes: notes,
        value: value))
  }

  /// The fields that would become others, as people read them.
  static func changes(
    _ fields: [(String, String?, String?)]
  ) -> [DirectoryProposal.FieldChange] {
    fields.compactMap { field, from, to in
      (from ?? "") == (to ?? "")
        ? nil : DirectoryProposal.FieldChange(field: field, from: from ?? "", to: to ?? "")
    }
  }

  /// The line on which the same was said before; nil, and remembered, for the first time.
  mutating func repeated(_ key: String, line: Int) -> Int? {
    if let earlier = lines[key] { return earlier }
    lines[key] = line
    return nil
  }

  /// The directory with what the sheet adds to it, in which later rows are checked.
  mutating func extend(
    estates: [Estate] = [], microGrids: [MicroGrid] = [], groups: [BuildingGroup] = [],
    people: [Person] = []
  ) {
    func merged<Value: Identifiable>(_ old: [Value], _ new: [Value]) -> [Value] {
      let ids = Set(new.map(\.id))
      return old.contains { ids.contains($0.id) }
        ? old.map { value in new.first { $0.id == value.id } ?? value } : old + new
    }
    directory = Directory(
      neighborhood: directory.neighborhood, estates: merged(directory.estates, estates),
      microGrids: merged(directory.microGrids, microGrids),
      groups: merged(directory.groups, groups), people: merged(directory.people, people))
  }
}

/// A table within a sheet: its header, and the rows below it.
struct Table {
  let sheet: SheetTable
  let header: TableHeader
  let rows: [SheetTable.Row]
  /// What stands above and below: titles, legends.
  let words: [String]
  let legend: [String: ShiftTime]
  /// Whether its days stand across in the sheet.
  var isAcross = false

  /// The tables of a sheet: several may stand below each other, each with its header.
  static func all(in sheet: SheetTable) -> [Table] {
    let legend = ShiftTime.legend(
      in: sheet.rows.filter { $0.cells.count { !$0.isEmpty } <= 2 }.flatMap(\.cells))
    var starts: [(index: Int, header: TableHeader)] = []
    for (index, row) in sheet.rows.enumerated() {
      // Headers stand near the top; below a table only one of the same number of columns starts another.
      guard index < 20 || row.cells.first.map(isHeading) == true else { continue }
      if let header = TableHeader(row, legend: legend) { starts.append((index, header)) }
    }
    return starts.enumerated().map { order, start in
      let end = order + 1 < starts.count ? starts[order + 1].index : sheet.rows.count
      let above = sheet.rows[(order == 0 ? 0 : starts[order - 1].index)..<start.index]
      return Table(
        sheet: sheet, header: start.header, rows: Array(sheet.rows[(start.index + 1)..<end]),
        words: [sheet.name] + above.suffix(4).flatMap(\.cells), legend: legend)
    }
  }

  private static func isHeading(_ cell: String) -> Bool {
    ["日期", "姓名", "序号", "小区", "楼组", "楼号"].contains(TableHeader.key(cell))
  }

  /// What is said of a sheet in which no table was found.
  static func unrecognised(_ sheet: SheetTable) -> String {
    let name = sheet.name.isEmpty ? "" : "「\(sheet.name)」"
    let reader = RosterDay(titles: [], today: Day(number: 20_000))
    let isAcross = sheet.rows.prefix(6).contains { row in
      row.cells.count {
        if case .day = reader.read($0) { true } else { false }
      } >= 5
    }
    if isAcross { return "\(name)是日期横着排的表，读不了；请转成一行一天（复制后「选择性粘贴 → 转置」）再导入" }
    let first = sheet.rows[0].cells.filter { !$0.isEmpty }.prefix(6).joined(separator: "、")
    return "\(name)不像楼组表、人员表或值班表，没有导入；表头要有「楼号、楼组长…」「姓名、岗位…」或「日期、值班人…」"
      + "；第一行是：\(first.prefix(60))"
  }
}

extension SheetTable.Row {
  /// Notes below a table (备注、合计、制表人) are no rows of it.
  var isRemark: Bool {
    let first = cells.map(EntryText.clean).first { !$0.isEmpty } ?? ""
    return ["备注", "注:", "注：", "说明", "合计", "总计", "制表", "填表", "审核"].contains {
      first.hasPrefix($0)
    }
  }
}

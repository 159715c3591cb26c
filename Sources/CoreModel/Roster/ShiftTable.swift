extension DirectoryReader {
  /// Reads shifts: one row each, or one row a day with a column for each time.
  mutating func readShifts(_ table: Table) {
    let columns = table.header.columns
    let days = RosterDay(titles: table.words, today: now.day)
    var dateCell = ""
    for row in table.rows where !row.isRemark {
      let stated = row.text(columns[.date])
      let others = row.cells.indices.contains { $0 != columns[.date] && !row.text($0).isEmpty }
      // A merged cell says the date once for all shifts of the day.
      if !stated.isEmpty { dateCell = stated }
      guard others, !dateCell.isEmpty else { continue }
      if let problem = row.problem {
        add(row.number, .shift, dateCell, .refused(problem))
        continue
      }
      let day: Day
      switch days.read(dateCell) {
      case .day(let found): day = found
      case .impossible:
        add(row.number, .shift, dateCell, .refused("没有「\(dateCell.prefix(20))」这一天，请检查日期"))
        continue
      case .other:
        add(
          row.number, .shift, String(dateCell.prefix(20)), .refused("看不懂日期，应写成 2026-11-21 或 11月21日")
        )
        continue
      }
      let weekday =
        RosterDay.weekday(in: row.text(columns[.weekday])) ?? RosterDay.weekday(in: dateCell)
      if let weekday, weekday != day.weekday, !stated.isEmpty {
        add(
          row.number, .shift, day.rosterText,
          .refused("\(day.rosterText)，而表里写的是\(Day(number: weekday + 3).weekdayText)；请核对日期"))
        continue
      }
      readDay(day, row, table)
    }
  }

  private mutating func readDay(_ day: Day, _ row: SheetTable.Row, _ table: Table) {
    let columns = table.header.columns
    let lead = row.text(columns[.lead])
    let note = row.text(columns[.note])
    if table.header.spans.isEmpty || columns[.people] != nil {
      let words = row.text(columns[.shift])
      let ends = [row.text(columns[.begin]), row.text(columns[.end])].filter { !$0.isEmpty }
      let hours = ends.isEmpty ? row.text(columns[.time]) : ends.joined(separator: "-")
      var time = ShiftTime(words, legend: table.legend)
      // A column of times says when, and the other one what for.
      if !hours.isEmpty {
        let stated = ShiftTime(hours, legend: [:])
        time = stated.map { $0.isStated || time == nil ? $0.of(time?.kind) : time ?? $0 }
      }
      guard (words + hours).isEmpty || time != nil else {
        let unknown = (hours.isEmpty ? words : hours).prefix(20)
        add(
          row.number, .shift, "\(day.rosterText) \(unknown)",
          .refused("看不懂时段「\(unknown)」，应写成 17:30-20:00，或早班、晚班、错时、夜巡等"))
        return
      }
      readShift(
        day, time ?? .deskHours, people: row.text(columns[.people]), lead: lead, note: note,
        row.number, namesLead: !table.isAcross || !lead.isEmpty)
    } else {
      for (column, time) in table.header.spans where !row.text(column).isEmpty {
        readShift(
          day, time, people: row.text(column), lead: lead, note: note, row.number, namesLead: true)
      }
    }
  }

  private mutating func readShift(
    _ day: Day, _ time: ShiftTime, people text: String, lead: String, note: String, _ line: Int,
    namesLead: Bool
  ) {
    let kindOfDay = rules.calendar.kind(of: day)
    var spans = rules.dutyTime.spans(on: day, in: rules.calendar)
    if spans.isEmpty { spans = DutyHours.standard.spans(on: kindOfDay) }
    let start = time.start ?? spans.first?.start ?? 510
    // A working day's desk hours end with the office; the 错时 hours are a shift of their own.
    var end = time.end ?? spans.last?.end ?? 1050
    if time.end == nil, kindOfDay == .working { end = min(end, 1050) }
    if end <= start { end = spans.last?.end ?? start + 60 }
    let title = "\(day.rosterText) \(ClockText.text(start))–\(ClockText.text(end))"

    if ["无", "/", "-", "休", "休息", "不值班"].contains(text), lead.isEmpty { return }
    let known = Set(directory.people.map(\.name))
    var names = RosterNames.split(lead, known: known)
    for name in RosterNames.split(text, known: known) where !names.contains(name) {
      names.append(name)
    }
    guard !names.isEmpty else {
      add(line, .shift, title, .refused("没有写谁值班"))
      return
    }
    var ids: [PersonID] = []
    for name in names {
      guard let person = directory.people.first(where: { $0.name == name }) else {
        let hint = likelyName(for: name).map { "是不是「\($0)」？" } ?? ""
        add(
          line, .shift, title,
          .refused("名册里没有「\(name.prefix(20))」；\(hint)请先登记人员，或改好姓名"))
        return
      }
      ids.append(person.id)
    }
    let kind = time.kind ?? usualKind(day, start: start, end: end)
    let shift = Shift(
      id: .timeOrdered(at: now, using: &random), neighborhood: directory.neighborhood.id,
      start: day.at(minute: start), end: day.at(minute: end), kind: kind, people: ids, note: note)
    let row = ShiftRow(line: line, title: title, kind: time.kind, namesLead: namesLead)
    // Whoever is on the roster stays there, whatever was put down since: it is what is known already.
    if let was = self.known(shift, row).first, Set(was.people) == Set(ids) {
      let away = absentWords(shift)
      propose(
        shift, row, [names.joined(separator: "、")] + away.map { "\($0)，请核对这个班" })
      return
    }
    let (present, absent) = withoutAbsent(shift)
    guard !present.people.isEmpty else {
      let away = absentWords(shift).joined(separator: "、")
      add(line, .shift, title, .refused("\(away)，这一班没有别人；请换人，或先改请假、公出"))
      return
    }
    let guess = time.isStated ? [] : ["表里没写时间，按 \(ClockText.text(start))–\(ClockText.text(end)) 排"]
    let standing = present.people.map { directory.name(of: $0) }.joined(separator: "、")
    propose(present, row, [standing] + absent + guess)
  }

  /// A row of a shift, as far as it says what is stored.
  private struct ShiftRow {
    let line: Int
    let title: String
    /// What its word says that it is for.
    let kind: ShiftKind?
    /// Whether the first of its people is in charge.
    let namesLead: Bool
  }

  /// The shifts at the time of a row that it may mean, the likeliest first: one of another kind only where the row
  /// does not say which.
  private func known(_ wanted: Shift, _ row: ShiftRow) -> [Shift] {
    let alike = shifts.filter {
      $0.start == wanted.start && $0.end == wanted.end && claimed[$0.id] == nil
    }
    let others = alike.filter { $0.kind != wanted.kind }
    return alike.filter { $0.kind == wanted.kind }
      + others.filter { row.kind == nil || $0.kind.serves(wanted.kind) }
  }

  private mutating func propose(_ wanted: Shift, _ row: ShiftRow, _ notes: [String]) {
    let (line, title) = (row.line, row.title)
    if wanted.end <= now {
      add(line, .shift, title, .passedOver("已经过去，不改动值班记录"))
      return
    }
    let plan = PlannedShift(start: wanted.start, end: wanted.end, kind: wanted.kind)
    if let earlier = planned[plan], earlier != line {
      add(line, .shift, title, .refused("与第 \(earlier) 行是同一个班次；几个人同班请写在一格里"))
      return
    }
    planned[plan] = line
    let alike = known(wanted, row)
    let twins = alike.filter { $0.kind == wanted.kind }
    if twins.count > 1, Set(twins.flatMap(\.people)) == Set(wanted.people) {
      // A sheet of people has one cell for both.
      for twin in twins { claimed[twin.id] = line }
      add(line, .shift, title, .same, notes: notes)
      return
    }
    let was = alike.first
    var shift = wanted
    if let was {
      claimed[was.id] = line
      shift = was
      // Only who comes first counts: whoever is in charge.
      let isSame =
        Set(was.people) == Set(wanted.people)
        && (!row.namesLead || was.people.first == wanted.people.first)
      if !isSame { shift.people = wanted.people }
      if !wanted.note.isEmpty { shift.note = wanted.note }
    }
    do {
      shift = try shift.checked(was: was, in: directory, at: now)
    } catch {
      add(line, .shift, title, .refused(error.message))
      return
    }
    guard let was else {
      guard shifts.count + planned.count <= DeskChange.mostShifts * 2 else {
        add(line, .shift, title, .refused("班次太多，一次最多 \(DeskChange.mostShifts) 个"))
        return
      }
      add(line, .shift, title, .new, notes: [shift.kind.title] + notes, .shift(shift, was: nil))
      return
    }
    guard shift != was else {
      add(line, .shift, title, .same, notes: notes)
      return
    }
    let directory = directory
    func names(_ shift: Shift) -> String {
      shift.people.map { directory.name(of: $0) }.joined(separator: "、")
    }
    let fields = DirectoryReader.changes([
      ("值班", names(was), names(shift)), ("备注", was.note, shift.note),
    ])
    add(
      line, .shift, title, .changed(fields), notes: Array(notes.dropFirst()),
      .shift(shift, was: was))
  }

  /// What a shift is for when its word does not say it.
  private func usualKind(_ day: Day, start: Int, end: Int) -> ShiftKind {
    switch rules.calendar.kind(of: day) {
    case .holiday: return .holiday
    case .rest: return .weekend
    case .working: break
    }
    if start >= 17 * 60 { return .evening }
    return start >= 11 * 60 && end <= 14 * 60 ? .noon : .day
  }
}

extension Day {
  /// `11月21日 周六`.
  fileprivate var rosterText: String {
    let (_, month, day) = components
    return "\(month)月\(day)日 \(weekdayText)"
  }
}

import CoreModel
import TerminalKit

/// What stands in a cell of the roster, for the room there is.
struct RosterCellText {
  let grid: RosterGrid
  /// Columns of a cell.
  let room: Int
  let glyphs: WidgetGlyphs

  /// More lines than this would push the other lines off the screen.
  private static let mostLines = 4

  /// The lines of a cell.
  func lines(_ cell: RosterGrid.Cell) -> [[Span]] {
    switch cell.line {
    case .kind(let kind): linesOfShifts(cell, kind)
    case .person(let person):
      grid.state.span == .month ? [inMonth(cell, person)] : [inWeek(cell, person)]
    }
  }

  // MARK: By shift

  private func linesOfShifts(_ cell: RosterGrid.Cell, _ kind: ShiftKind) -> [[Span]] {
    let usual = grid.usualHours(of: kind)
    let isLong =
      cell.shifts.reduce(0) { $0 + $1.people.count + (cell.shifts.count > 1 ? 1 : 0) }
      > RosterCellText.mostLines
    // Where not all is shown, what is wrong must not be what is hidden.
    let shifts =
      isLong
      ? cell.shifts.filter { isWrong($0, cell) } + cell.shifts.filter { !isWrong($0, cell) }
      : cell.shifts
    var lines: [[Span]] = []
    for shift in shifts {
      let hours = (shift.start.minuteOfDay, shift.start.minuteOfDay + shift.minutes)
      if usual.map({ $0 != hours }) ?? true || cell.shifts.count > 1 {
        lines.append([Span(RosterTable.short(hours), Style(.muted))])
      }
      let people =
        isLong
        ? wrongFirst(shift.people.map { ($0, shift) }, cell) : shift.people.map { ($0, shift) }
      lines += people.map { person, shift in
        [name(person, on: shift, in: cell)] + marks(cell, person, shift)
      }
    }
    if lines.count > RosterCellText.mostLines {
      let more = lines.count - RosterCellText.mostLines + 1
      lines =
        Array(lines.prefix(RosterCellText.mostLines - 1)) + [[Span("还有\(more)行", Style(.muted))]]
    }
    if let missing = missing(cell) { lines.append([missing]) }
    return lines
  }

  /// All of a cell in one line.
  func oneLine(_ cell: RosterGrid.Cell) -> [Span] {
    var spans: [Span] = []
    if let missing = missing(cell) { spans += [missing, Span(" ")] }
    let everybody = cell.shifts.flatMap { shift in shift.people.map { ($0, shift) } }
    for (person, shift) in wrongFirst(everybody, cell) {
      if let last = spans.last, last.text != " " { spans.append(Span("、", Style(.muted))) }
      spans.append(name(person, on: shift, in: cell))
      spans += marks(cell, person, shift)
    }
    return spans
  }

  private func isWrong(_ shift: Shift, _ cell: RosterGrid.Cell) -> Bool {
    shift.people.contains { cell.problem(of: $0, on: shift) != nil }
  }

  /// Those with whom something is wrong before the others, who keep their order.
  private func wrongFirst(
    _ people: [(PersonID, Shift)], _ cell: RosterGrid.Cell
  ) -> [(PersonID, Shift)] {
    let wrong = people.map { cell.problem(of: $0.0, on: $0.1) != nil }
    return zip(people, wrong).filter(\.1).map(\.0) + zip(people, wrong).filter { !$0.1 }.map(\.0)
  }

  private func name(_ person: PersonID, on shift: Shift, in cell: RosterGrid.Cell) -> Span {
    let name = grid.session.directory.name(of: person)
    if cell.problem(of: person, on: shift) != nil {
      return Span("\(glyphs.alert)\(name)", style(.danger, of: shift))
    }
    return Span(name, style(.text, of: shift))
  }

  /// Behind a name: a swap that waits, and whether they signed in.
  private func marks(
    _ cell: RosterGrid.Cell, _ person: PersonID, _ shift: Shift
  ) -> [Span] {
    let swap =
      cell.swaps.contains { $0.order.concerns(person, shift.id) }
      ? [Span("换", Style(.info, bold: true))] : []
    return swap + signature(person, shift)
  }

  private func signature(_ person: PersonID, _ shift: Shift) -> [Span] {
    switch grid.standing(of: person, on: shift) {
    case .present, .left: [Span(glyphs.check, Style(.success))]
    case .relieved: [Span("替", Style(.success))]
    case .late, .absent: [Span("未", Style(.warning, bold: true))]
    case .unclosed: [Span("退?", Style(.warning, bold: true))]
    case .awaited, nil: []
    }
  }

  /// How many are missing; what is past is only remarked.
  private func missing(_ cell: RosterGrid.Cell) -> Span? {
    let worst = cell.gaps.max { $0.missing < $1.missing }
    guard let worst else { return nil }
    guard cell.gaps.contains(where: { $0.end > grid.now }) else {
      return cell.shifts.isEmpty ? Span("无人", Style(.disabled)) : nil
    }
    let text = worst.standing == 0 && cell.shifts.isEmpty ? "无人" : "缺\(worst.missing)人"
    return Span("\(glyphs.cross)\(text)", Style(.danger, bold: true))
  }

  // MARK: By person

  private func inWeek(_ cell: RosterGrid.Cell, _ person: PersonID) -> [Span] {
    guard let first = cell.shifts.first else {
      return cell.leave == nil
        ? [Span(glyphs.separator, Style(.disabled))] : [Span("假", Style(.info, bold: true))]
    }
    let isWrong = cell.shifts.contains { cell.problem(of: person, on: $0) != nil }
    let isUnsigned = cell.shifts.contains { grid.standing(of: person, on: $0)?.isAmiss == true }
    let mark =
      (isUnsigned ? [Span("未", Style(.warning, bold: true))] : [])
      + (isWrong ? [Span(glyphs.alert, Style(.danger, bold: true))] : [])
      + (cell.swaps.isEmpty ? [] : [Span("换", Style(.info, bold: true))])
    let leave = cell.leave == nil ? [] : [Span("假", Style(.danger, bold: true))]
    let role: TerminalKit.Role = isWrong ? .danger : .text
    guard cell.shifts.count == 1 else {
      return mark + leave
        + cell.shifts.map { Span($0.kind.letter, style(role, of: $0)) }
        + (room >= 13
          ? [Span(" \(first.start.clockText)起", Style(.muted))] : [])
    }
    let used = SpanLayout.columns(mark + leave) + 2
    let hours = (first.start.minuteOfDay, first.start.minuteOfDay + first.minutes)
    let long = RosterTable.short(hours)
    let text = used + TextWidth.columns(long) <= room ? long : first.start.clockText
    return mark + leave + [
      Span(first.kind.letter, style(role, of: first)),
      Span(text, Style(isOver(first) ? .disabled : .muted)),
    ]
  }

  private func inMonth(_ cell: RosterGrid.Cell, _ person: PersonID) -> [Span] {
    guard let first = cell.shifts.first else {
      return cell.leave == nil
        ? [Span(glyphs.separator, Style(.disabled))] : [Span("假", Style(.info, bold: true))]
    }
    if cell.shifts.contains(where: { cell.isDoubleBooked(person, on: $0) }) {
      return [Span("重", Style(.danger, bold: true))]
    }
    if cell.leave != nil { return [Span("冲", Style(.danger, bold: true))] }
    if cell.shifts.contains(where: { cell.problem(of: person, on: $0) != nil }) {
      return [Span(first.kind.letter, Style(.danger, bold: true))]
    }
    return [Span(cell.shifts.count > 1 ? "兼" : first.kind.letter, style(.text, of: first))]
  }

  // MARK: Styles

  private func isOver(_ shift: Shift) -> Bool { shift.end <= grid.now }

  /// What is over stands back, what is on now stands out.
  private func style(_ role: TerminalKit.Role, of shift: Shift) -> Style {
    if isOver(shift) { return Style(.disabled) }
    if role == .danger { return Style(.danger, bold: true) }
    return shift.isOn(at: grid.now) ? Style(.accent, bold: true) : Style(role)
  }
}

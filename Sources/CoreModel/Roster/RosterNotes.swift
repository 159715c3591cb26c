extension DirectoryReader {
  /// Says of the shifts that would be stored who would stand two at the same time, and who does not stand such shifts
  /// by the rules: as the roster will be, whatever the order of the rows.
  mutating func noteProblems() {
    var roster = Dictionary(shifts.map { ($0.id, $0) }) { first, _ in first }
    for item in proposal.items {
      if case .shift(let shift, _) = item.value { roster[shift.id] = shift }
    }
    let problems = RosterProblems(
      shifts: roster.values.filter { $0.end > now }, directory: directory, book: book,
      calendar: rules.calendar)
    guard let first = problems.shifts.first?.start.day, let last = problems.shifts.last?.end.day
    else { return }
    var notes: [Identifier<Shift>: [String]] = [:]
    for problem in problems.found(from: first, through: last) {
      switch problem {
      case .doubleBooking, .exempt:
        for shift in problem.shifts {
          notes[shift.id, default: []].append(problem.text(in: directory) + "，请核对")
        }
      default: continue
      }
    }
    proposal.items = proposal.items.map { item in
      guard case .shift(let shift, _) = item.value, let own = notes[shift.id] else { return item }
      return DirectoryProposal.Item(
        sheet: item.sheet, line: item.line, subject: item.subject, title: item.title,
        verdict: item.verdict, notes: item.notes + own, value: item.value)
    }
  }

  /// Takes those out of a shift who are not there then; what is to be said of it.
  func withoutAbsent(_ shift: Shift) -> (shift: Shift, notes: [String]) {
    var present = shift
    present.people = shift.people.filter { leave(of: $0, during: shift) == nil }
    return (present, absentWords(shift).map { "\($0)，没有排进去" })
  }

  /// `王芳请假`, `陈静公出（开会）`: those of a shift who are not there then.
  func absentWords(_ shift: Shift) -> [String] {
    shift.people.compactMap { person in
      leave(of: person, during: shift).map { directory.name(of: person) + $0.title }
    }
  }

  private func leave(of person: PersonID, during shift: Shift) -> RosterLeave? {
    leaves.first { $0.person == person && $0.overlaps(shift) }
  }

  /// Somebody whose name is written like one that nobody bears: the same 拼音首字母, as many characters, one of them shared.
  func likelyName(for name: String) -> String? {
    let initials = PinyinInitials.of(name)
    let alike = directory.people.filter { person in
      person.name.count == name.count && PinyinInitials.of(person.name) == initials
        && person.name.contains(where: name.contains)
    }
    return alike.count == 1 ? alike.first?.name : nil
  }
}

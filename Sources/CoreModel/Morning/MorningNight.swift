extension MorningNote {
  /// What patrols and the like say of the period: each round, then what was found, what nobody registered first.
  ///
  /// Rounds about one request (调解, 应急) stand with that request, and those that were given up count for nothing.
  package static func patrols(
    _ rounds: [Round], findings: [Finding], in directory: Directory, on day: Day
  ) -> [MorningNote] {
    let walked = rounds.filter { $0.request == nil && $0.ending?.isDropped != true }.map { round in
      let names = round.people.map(directory.name(of:)).joined(separator: "、")
      let begun = "\(round.startedAt.day.dateText(relativeTo: day)) \(round.startedAt.clockText)"
      return MorningNote(
        title: round.checklist.name,
        text: Privacy.masked("\(begun) \(names)：\(round.summary)\(round.leftOut)"),
        isOpen: round.isOpen)
    }
    let found = findings.map { finding in
      let place = finding.place.isEmpty ? finding.point : finding.place
      let history = finding.standing?.text.map { "（\($0)）" } ?? ""
      let request = finding.request.map { "，已登记 \($0.number)" } ?? "，还没有登记"
      return MorningNote(
        title: "发现", text: Privacy.masked("\(place) \(finding.words)\(history)\(request)"),
        isOpen: finding.request == nil)
    }
    return walked + found.filter(\.isOpen) + found.filter { !$0.isOpen }
  }
}

extension MorningNote {
  /// What one shift left to the next: a handover that nobody signed stands first.
  package static func handovers(
    _ handovers: [Handover], in directory: Directory, on day: Day
  ) -> [MorningNote] {
    let notes = handovers.map { handover in
      let figures = handover.sheet.figures
      let shift = handover.shift
      let date =
        "\(shift.start.day.dateText(relativeTo: day)) \(shift.kind.title) \(shift.spanText)"
      let signed =
        handover.signature.map { "\(directory.name(of: $0.by))接班签字" } ?? "还没有接班签字"
      let remark = handover.sheet.remark.isEmpty ? "" : "；\(handover.sheet.remark)"
      return MorningNote(
        title: "交接班",
        text: Privacy.masked(
          "\(date) \(directory.name(of: handover.givenBy))交：新收 \(figures.received)，办结 \(figures.closed)，"
            + "未结 \(figures.open)，超时 \(figures.overdue)；\(signed)\(remark)"),
        isOpen: !handover.isSigned)
    }
    return notes.filter(\.isOpen) + notes.filter { !$0.isOpen }
  }
}

extension MorningNote {
  /// Who did not come to a shift of the period or never signed out, and what was not handed over: said only of desks
  /// that sign in and hand over at all.
  package static func missing(
    from board: DutyBoard, in period: MorningPeriod, at now: Instant, by directory: Directory
  ) -> [MorningNote] {
    let over = board.attendance.filter {
      $0.shift.start >= period.start && $0.shift.start < period.end && $0.shift.end <= now
    }
    return over.flatMap { attendance in
      let shift = attendance.shift
      let title =
        "\(shift.start.day.dateText(relativeTo: period.day)) \(shift.kind.title) \(shift.spanText)"
      func names(_ isMeant: (AttendanceStanding) -> Bool) -> String? {
        let people = attendance.everybody.filter {
          board.standing(of: $0, on: shift.id, at: now).map(isMeant) ?? false
        }
        return people.isEmpty ? nil : people.map(directory.name(of:)).joined(separator: "、")
      }
      var notes: [MorningNote] = []
      if !shift.kind.isByDay {
        let absent = names { $0 == .absent }.map { "没有签到：\($0)" }
        let unclosed = names { if case .unclosed = $0 { true } else { false } }
          .map { "没有签退：\($0)" }
        let said = [absent, unclosed].compactMap(\.self).joined(separator: "；")
        if !said.isEmpty {
          notes.append(MorningNote(title: "签到", text: "\(title) \(said)", isOpen: absent != nil))
        }
      }
      if board.owesHandover(attendance, at: now) {
        notes.append(MorningNote(title: "交接班", text: "\(title) 还没有交班", isOpen: true))
      }
      return notes
    }
  }
}

extension Round {
  /// Which points nobody was at, and why: `；没去：东门、西门（下雨）`.
  fileprivate var leftOut: String {
    guard let ending, !ending.isDropped, !ending.skipped.isEmpty else { return "" }
    let names = ending.skipped.filter(checklist.points.indices.contains)
      .map { checklist.points[$0].name }.joined(separator: "、")
    return "；没去：\(names)" + (ending.reason.isEmpty ? "" : "（\(ending.reason)）")
  }
}

extension ShiftKind {
  /// Whether it lies in office hours: the meeting looks at the others.
  var isByDay: Bool { self == .day || self == .noon }
}

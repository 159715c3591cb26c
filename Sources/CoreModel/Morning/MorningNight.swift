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
        title: round.checklist.name, text: "\(begun) \(names)：\(round.summary)",
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

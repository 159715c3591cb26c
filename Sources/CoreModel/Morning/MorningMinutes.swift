/// 晨会纪要: the meeting in words, as it is read out, printed and kept. Once the meeting is closed it never changes,
/// whatever becomes of the requests.
package struct MorningMinutes: Hashable, Codable, Sendable {
  /// The days that the meeting looked back on, and its own.
  package var period: MorningPeriod
  /// The neighbourhood.
  package var neighborhood: String
  /// Until when things were counted.
  package var asOf: Instant
  /// 主持; empty while nobody wrote it down.
  package var host: String
  /// 到会.
  package var attendees: [String]
  /// The numbers.
  package var figures: [Figure]
  /// What was gone through.
  package var sections: [Section]
  /// What was decided.
  package var decisions: [Decision]
  /// 其他事项.
  package var remarks: String
  /// For the group: no personal data.
  package var brief: String

  /// A number.
  package struct Figure: Hashable, Codable, Sendable {
    /// What is counted.
    package var title: String
    /// The number.
    package var value: String
    /// How it is counted.
    package var formula: String
    /// Whether it is something to talk about.
    package var isAlarming: Bool
  }

  /// A part of the meeting.
  package struct Section: Hashable, Codable, Sendable {
    /// What it is called.
    package var title: String
    /// Its lines; none where there was nothing.
    package var lines: [Line]
    /// What is said where there are none, or behind them.
    package var note: String
  }

  /// A line of a part.
  package struct Line: Hashable, Codable, Sendable {
    /// What stands first: 超时, 14:30, 夜巡.
    package var mark: String
    /// What it is about.
    package var text: String
    /// Who, and by when.
    package var who: String
  }

  /// A decision.
  package struct Decision: Hashable, Codable, Sendable {
    /// What is to be done.
    package var title: String
    /// Who does it.
    package var person: String
    /// By when.
    package var due: String
    /// The request that it is about; empty when it stands by itself.
    package var about: String
  }

  /// The minutes of a meeting as it stands.
  package init(
    of report: MorningReport, meeting: MorningMeeting, remarks: String = "",
    in directory: Directory
  ) {
    let words = MorningWords(report: report, directory: directory)
    period = report.period
    neighborhood = directory.neighborhood.name
    asOf = report.asOf
    host = meeting.host.map(directory.name(of:)) ?? ""
    attendees = meeting.attendees.map(directory.name(of:))
    figures = report.figures.map {
      Figure(
        title: $0.kind.title, value: $0.valueText, formula: $0.formula, isAlarming: $0.isAlarming)
    }
    sections = words.sections
    decisions = report.decided.map(words.decision)
    self.remarks = Privacy.masked(remarks)
    brief = words.brief
  }
}

/// A report in words: one wording for the screen, the minutes, the page and the group.
package struct MorningWords: Sendable {
  let report: MorningReport
  let directory: Directory

  /// Words for a report.
  package init(report: MorningReport, directory: Directory) {
    self.report = report
    self.directory = directory
  }

  private var now: Instant { report.asOf }

  /// Everything but numbers and decisions.
  package var sections: [MorningMinutes.Section] {
    [
      section("昨夜值守", night, empty: "没有错时、夜巡和周末班次"),
      section("以前的交办", report.tasks.map(line) + report.settled.map(line), empty: "没有留下的交办"),
      section(
        "需要议定", report.decisions.map(line), empty: "没有需要议定的事项",
        more: report.moreOverdue > 0 ? "更早超时的还有 \(report.moreOverdue) 件，见工作台「超时」视图" : ""),
      section(
        "今日到期", report.due.map(line), empty: "没有今天到期的",
        more: report.moreDue > 0 ? "今天到期的还有 \(report.moreDue) 件，见工作台「未办结」" : ""),
      section("今日回访、见面", report.visits.map(line), empty: "今天没有要回访、见面的"),
      section("今日班次", report.shifts.map(line), empty: "今天没有排班"),
    ]
  }

  private func section(
    _ title: String, _ lines: [MorningMinutes.Line], empty: String, more: String = ""
  ) -> MorningMinutes.Section {
    MorningMinutes.Section(title: title, lines: lines, note: lines.isEmpty ? empty : more)
  }

  private var night: [MorningMinutes.Line] {
    report.night.map(line)
      + report.nightNotes.map(line)
  }

  /// A shift.
  package func line(_ shift: Shift) -> MorningMinutes.Line {
    let day =
      shift.start.day == report.period.day
      ? "" : "\(shift.start.day.dateText(relativeTo: report.period.day)) "
    let names = shift.people.map(directory.name(of:)).joined(separator: "、")
    return MorningMinutes.Line(
      mark: shift.kind.title,
      text:
        "\(day)\(shift.start.clockText)–\(shift.end.clockText) \(names.isEmpty ? "没有排人" : names)",
      who: Privacy.masked(shift.note))
  }

  /// What a patrol or handover says.
  package func line(_ note: MorningNote) -> MorningMinutes.Line {
    MorningMinutes.Line(mark: note.title, text: note.text, who: "")
  }

  /// A request that needs a decision.
  package func line(_ item: MorningItem) -> MorningMinutes.Line {
    var line = line(item.request)
    line.mark = item.reason.title
    return line
  }

  /// A request.
  package func line(_ request: MorningRequest) -> MorningMinutes.Line {
    let owed = request.obligation
    return MorningMinutes.Line(
      mark: owed.dueAt < now
        ? "超\(durationText(seconds: owed.dueAt.seconds(since: now)))" : owed.dueAt.clockText,
      text: "\(request.number) \(subject(request))",
      who: "\(owed.kind.title)·\(owner(owed.owedBy))")
  }

  /// A task.
  package func line(_ task: MorningTask) -> MorningMinutes.Line {
    let number = task.number.map { "（\($0)）" } ?? ""
    let words = (task.task.settlement?.words).map { $0.isEmpty ? "" : "：\($0)" } ?? ""
    return MorningMinutes.Line(
      mark: mark(of: task), text: Privacy.masked("\(task.task.title)\(number)\(words)"),
      who: "\(directory.name(of: task.task.person)) \(due(of: task))\(putOff(task))")
  }

  /// 到期, 超期, 办好了.
  package func mark(of task: MorningTask) -> String {
    if let settlement = task.task.settlement { return settlement.outcome.title }
    return task.task.isLate(at: now) ? "超期未办" : "未办完"
  }

  /// A decision.
  package func decision(_ task: MorningTask) -> MorningMinutes.Decision {
    MorningMinutes.Decision(
      title: Privacy.masked(task.task.title), person: directory.name(of: task.task.person),
      due: due(of: task) + putOff(task),
      about: [task.number, task.text.map { Privacy.masked($0) }].compactMap(\.self)
        .joined(separator: " "))
  }

  /// `11月23日 20:00 前`, with the day however near it is: minutes are read later.
  private func due(of task: MorningTask) -> String {
    "\(task.task.dueAt.dateTimeText(relativeTo: now)) 前"
  }

  private func putOff(_ task: MorningTask) -> String {
    task.task.timesPutOff > 0 ? "，推过 \(task.task.timesPutOff) 次" : ""
  }

  /// The place and what the resident said.
  package func subject(_ request: MorningRequest) -> String {
    Privacy.masked(
      [directory.label(of: request.place), request.text].filter { !$0.isEmpty }
        .joined(separator: " "))
  }

  /// Who owes it.
  package func owner(_ owedBy: OwedBy) -> String {
    switch owedBy {
    case .desk: "值班台"
    case .handler(let handler): directory.name(of: handler)
    case .role(let role): role.title
    }
  }

  /// For the group: numbers, what is due, what was decided, who is there when; nobody's name, telephone or room.
  package var brief: String {
    let figures = report.figures.filter { $0.kind != .answered || $0.total != 0 }
      .map { "\($0.kind.title) \($0.valueText)" }
    var lines = [
      "【晨会】\(directory.neighborhood.name) \(report.period.day.dateText(relativeTo: report.period.day)) "
        + report.period.day.weekdayText,
      "\(report.period.title)：" + figures.joined(separator: "，"),
    ]
    var today: [String] = []
    if !report.decisions.isEmpty { today.append("需要议定 \(report.decisions.count) 件") }
    if !report.due.isEmpty { today.append("今天到期 \(report.due.count + report.moreDue) 件") }
    if !report.visits.isEmpty { today.append("回访、见面 \(report.visits.count) 件") }
    if !report.tasks.isEmpty { today.append("以前的交办没办完 \(report.tasks.count) 项") }
    if !report.decided.isEmpty { today.append("新交办 \(report.decided.count) 项") }
    if !today.isEmpty { lines.append("今日：" + today.joined(separator: "，")) }
    let open = report.nightNotes.filter(\.isOpen).count
    if open > 0 { lines.append("夜间留下 \(open) 项要跟进") }
    if !report.shifts.isEmpty {
      let shifts = report.shifts.map {
        "\($0.kind.title) \($0.start.clockText)–\($0.end.clockText)"
      }
      lines.append("今日班次：" + shifts.joined(separator: "，"))
    }
    return lines.joined(separator: "\n")
  }
}

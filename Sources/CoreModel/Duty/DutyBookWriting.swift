extension DutyBook {
  /// What a plan keeps to, as it is written.
  struct LimitName: Sendable {
    let name: String
    let unit: String
    let range: ClosedRange<Int>
    let path: any WritableKeyPath<PlanLimits, Int> & Sendable
  }

  static let limitNames = [
    LimitName(name: "夜班后休息", unit: "小时", range: 0...48, path: \.restHoursAfterNight),
    LimitName(name: "每周夜班", unit: "次", range: 0...7, path: \.nightsPerWeek),
    LimitName(name: "连续上班", unit: "天", range: 1...31, path: \.consecutiveDays),
    LimitName(name: "每天", unit: "小时", range: 1...24, path: \.hoursPerDay),
  ]

  /// The rules as the text that staff edit; reading it gives the same rules.
  package var text: String {
    var lines: [String] = []
    if let hours { lines.append(DutyBook.line("平时", DutyBook.fields(hours, DayKind.allCases))) }
    for season in seasons {
      let kinds = DayKind.allCases.filter(season.kinds.contains)
      lines.append(
        DutyBook.line(
          "季节",
          [season.name, "\(season.first.text) 至 \(season.last.text)"]
            + DutyBook.fields(season.hours, kinds)))
    }
    for day in specialDays {
      let days =
        day.first == day.last ? day.first.iso8601 : "\(day.first.iso8601) 至 \(day.last.iso8601)"
      lines.append(DutyBook.line("特殊日", [days, DutyHoursText.text(of: day.spans), day.name]))
    }
    lines += patterns.map { DutyBook.line("班次", DutyBook.fields($0)) }
    lines += pairs.map { DutyBook.line("AB角", [$0.post, $0.a, $0.b]) }
    if !partyMembers.isEmpty {
      lines.append(DutyBook.line("党员", [partyMembers.joined(separator: "、")]))
    }
    for exemption in exemptions {
      let kinds = ShiftKind.allCases.filter(exemption.kinds.contains).map(\.title)
      lines.append(
        DutyBook.line(
          "免排", [exemption.name, kinds.joined(separator: "、"), exemption.reason]))
    }
    for limit in DutyBook.limitNames {
      lines.append(
        DutyBook.line("限制", [limit.name, "\(limits[keyPath: limit.path]) \(limit.unit)"]))
    }
    return DutyBook.preamble + lines.joined(separator: "\n") + "\n"
  }

  /// What the lines may be; stands over what a neighbourhood begins with.
  private static let preamble = """
    # 值班规则：一行一条，用 | 分开，# 开头的行是说明。
    # 季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-20:30　那段日子的时段，没写的照平时（平时在「错时时段」里改）
    # 特殊日 | 2027-02-05 | 09:00-12:00 | 除夕　只管那一天（或 2027-07-10 至 2027-07-12），不值班的写「不值班」
    # 班次 | 种类 | 哪些天 | 时间 | 人数 | 谁可以值 | 备注 | 季节　跨零点写 22:00-次日02:00，党员至少几人写「3人 党员1人」
    # AB角 | 调解 | A角 | B角　　党员 | 姓名、姓名　　免排 | 姓名 | 夜巡、错时 | 原因

    """

  private static func line(_ word: String, _ fields: [String]) -> String {
    var fields = fields
    while fields.last == "" { fields.removeLast() }
    return ([word] + fields).joined(separator: " | ")
  }

  private static func fields(_ hours: DutyHours, _ kinds: [DayKind]) -> [String] {
    kinds.map { "\($0.title) \(DutyHoursText.text(of: hours.spans(on: $0)))" }
  }

  private static func fields(_ pattern: ShiftPattern) -> [String] {
    let isEveryDay = pattern.days.count == DayKind.allCases.count
    let kinds =
      isEveryDay
      ? (pattern.weekdays.isEmpty ? "每天" : "") : ShiftDays.kinds(pattern.days).text
    let weekdays = pattern.weekdays.isEmpty ? "" : ShiftDays.weekdays(pattern.weekdays).text
    return [
      pattern.kind.title, [kinds, weekdays].filter { !$0.isEmpty }.joined(separator: " "),
      "\(ClockText.text(pattern.start))-\(ClockText.text(pattern.end))",
      "\(pattern.headcount)人" + (pattern.partyMembers > 0 ? " 党员\(pattern.partyMembers)人" : ""),
      pattern.roles.map(\.title).joined(separator: "、"), pattern.note, pattern.season ?? "",
    ]
  }
}

extension MonthDay {
  /// `6-15`.
  package var text: String { "\(month)-\(day)" }
}

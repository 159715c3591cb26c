import CoreModel

/// A month of the roster as a page that prints on A4: by day for the wall, then by person.
struct RosterPrint {
  /// The month.
  let month: RosterMonth
  /// When it is printed.
  let now: Instant

  /// Columns of the table by day: shifts that are never on one day share one.
  private static let columns: [(title: String, kinds: [ShiftKind])] = [
    ("白天", [.day, .weekend, .holiday]), ("午间", [.noon]), ("错时", [.evening]), ("夜巡", [.nightPatrol]),
  ]

  /// The page.
  var page: HTMLPage {
    HTMLPage(
      title: "\(month.title)值班表", subtitle: month.neighborhood,
      blocks: [
        .table(byDay), .note(legend), .heading("各人班次"), .table(byPerson),
        .signatures(["制表", "审核", "张贴日期"]),
      ],
      footer: "\(month.neighborhood) · \(now.dateTimeText(relativeTo: now)) 由居委值班台打印 · 换班以值班台为准")
  }

  private var shown: [(title: String, kinds: [ShiftKind])] {
    RosterPrint.columns.filter { column in !Set(column.kinds).isDisjoint(with: month.kinds) }
  }

  private var legend: String {
    let times = month.kinds.compactMap { kind in
      month.usualTime(of: kind).map { "\(kind.title) \($0)" }
    }
    return (times + ["几个人同班时第一位带班", "不在这些时间的另外写明"]).joined(separator: "；")
  }

  private var byDay: HTMLPage.Table {
    HTMLPage.Table(
      headers: ["日期"] + shown.map(\.title),
      rows: month.days.map { day in
        let isFree = month.kind(of: day) != .working
        let name = month.name(of: day).map { " \($0)" } ?? ""
        let date = "\(day.components.day)日 \(day.weekdayText)\(name)"
        return [HTMLPage.Cell(date, isFree ? .shaded : .strong)]
          + shown.map { column in
            let words = month.shifts(on: day).filter { column.kinds.contains($0.kind) }.map(line)
            return HTMLPage.Cell(
              words.isEmpty ? "—" : words.joined(separator: "\n"),
              words.isEmpty ? .muted : isFree ? .shaded : .plain)
          }
      }, widths: [3] + shown.map { $0.kinds == [.nightPatrol] ? 5 : 4 })
  }

  private func line(_ shift: Shift) -> String {
    let time = shift.hoursText
    let isUsual = time == month.usualTime(of: shift.kind)
    let names = shift.people.map(month.name(of:)).joined(separator: "、")
    return names + (isUsual ? "" : "（\(time)）")
  }

  private var byPerson: HTMLPage.Table {
    let kinds = month.kinds
    return HTMLPage.Table(
      headers: ["姓名"] + kinds.map(\.title) + ["合计", "小时"],
      rows: month.people.map { person in
        let tally = month.tally(of: person.id)
        return [HTMLPage.Cell(person.name, .strong)]
          + kinds.map { HTMLPage.Cell(tally.counts[$0].map(String.init) ?? "") }
          + [
            HTMLPage.Cell("\(tally.counts.values.reduce(0, +))"),
            HTMLPage.Cell(RosterMonth.hours(tally.minutes)),
          ]
      })
  }
}

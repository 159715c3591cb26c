import CoreModel

/// 晨会纪要 as a page that prints on A4.
struct MorningPage {
  let minutes: MorningMinutes
  /// Whether the minutes are kept; those that are not say so.
  let isClosed: Bool

  /// The page.
  var page: HTMLPage {
    var blocks: [HTMLPage.Block] = [.paragraph(minutes.peopleText)]
    if !isClosed { blocks.append(.note("还没有散会留档，以下是打印时的情况")) }
    blocks += [
      .heading("\(MorningMinutes.ordinal(0))数字"),
      .figures(
        minutes.figures.map {
          .init(title: $0.title, value: $0.value, isAlarming: $0.isAlarming)
        }),
      .note(minutes.figures.map { "\($0.title)：\($0.formula)" }.joined(separator: "\n")),
    ]
    for (index, section) in minutes.sections.enumerated() {
      blocks.append(.heading(MorningMinutes.ordinal(index + 1) + section.title))
      if !section.lines.isEmpty { blocks.append(.table(table(of: section))) }
      if !section.note.isEmpty { blocks.append(.note(section.note)) }
    }
    blocks.append(.heading("\(MorningMinutes.ordinal(minutes.sections.count + 1))会上议定"))
    blocks.append(decisions)
    if !minutes.remarks.isEmpty {
      blocks += [
        .heading("\(MorningMinutes.ordinal(minutes.sections.count + 2))其他事项"),
        .paragraph(minutes.remarks),
      ]
    }
    blocks.append(.signatures(["主持：", "记录：", "书记："]))
    return HTMLPage(
      title: minutes.title, subtitle: minutes.subtitle, blocks: blocks,
      footer: "居委值班台 · 统计到 \(minutes.asOf.dateTimeText(relativeTo: minutes.period.start))")
  }

  /// Parts whose last column says something of a shift; kept minutes know them by their titles.
  private static let ofShifts = ["昨夜值守", "今日班次"]

  private func table(of section: MorningMinutes.Section) -> HTMLPage.Table {
    HTMLPage.Table(
      headers: ["", "", "事项", MorningPage.ofShifts.contains(section.title) ? "备注" : "谁办"],
      rows: section.lines.enumerated().map { index, line in
        [
          .init("\(index + 1)", .muted), .init(line.mark, .strong), .init(line.text),
          .init(line.who),
        ]
      }, widths: [5, 14, 55, 26])
  }

  private var decisions: HTMLPage.Block {
    guard !minutes.decisions.isEmpty else { return .note("没有新的交办") }
    return .table(
      HTMLPage.Table(
        headers: ["", "办什么", "谁办", "几时办好", "关于"],
        rows: minutes.decisions.enumerated().map { index, decision in
          [
            .init("\(index + 1)", .muted), .init(decision.title, .strong), .init(decision.person),
            .init(decision.due), .init(decision.about),
          ]
        }, widths: [5, 35, 12, 18, 30]))
  }
}

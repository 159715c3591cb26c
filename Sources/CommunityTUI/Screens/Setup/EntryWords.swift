import CoreModel
import Store
import TerminalKit

/// What was understood of typed lines, in words, shown under the field while it is typed.
struct EntryWords {
  let glyphs: WidgetGlyphs

  /// Remarks, the problems first: they must not be pushed out of sight.
  func lines(_ remarks: [EntryRemark]) -> [DetailLine] {
    let ordered = remarks.filter(\.isProblem) + remarks.filter { !$0.isProblem }
    let shown = ordered.prefix(EntryWords.most).map { remark in
      DetailLine.item(
        [
          remark.isProblem
            ? Span(glyphs.cross, Style(.danger, bold: true)) : Span(glyphs.alert, Style(.warning))
        ], [Span(remark.message, Style(remark.isProblem ? .danger : .warning))])
    }
    let more = ordered.count - shown.count
    return shown + (more > 0 ? [.text([Span("…… 还有 \(more) 处", Style(.muted))])] : [])
  }

  func estates(_ entries: [EstateEntry]) -> [DetailLine] {
    guard !entries.isEmpty else { return [] }
    let words = entries.map { entry in
      entry.name + (entry.propertyCompany.map { "（\($0)）" } ?? "")
    }
    return [.labelled("小区 \(entries.count) 个", [Span(words.joined(separator: "、"))])]
  }

  func groups(_ entries: [GroupEntry]) -> [DetailLine] {
    var estates: [String] = []
    for entry in entries where !estates.contains(entry.estate) { estates.append(entry.estate) }
    return estates.map { estate in
      let names = entries.filter { $0.estate == estate }.map(\.name)
      return .labelled("\(estate) \(names.count) 个", [Span(EntryWords.abridged(names))])
    }
  }

  func staff(_ entries: [StaffEntry]) -> [DetailLine] {
    entries.prefix(EntryWords.mostPeople).map { entry in
      let rest = [entry.unit, entry.phone.map(PhoneText.masked) ?? ""].filter { !$0.isEmpty }
      return .labelled(
        entry.name,
        [
          Span(entry.role.title, Style(.accent)),
          Span(rest.isEmpty ? "" : "  " + rest.joined(separator: "  ")),
        ])
    } + EntryWords.more(entries.count - EntryWords.mostPeople, "位")
  }

  /// What 值班规则 say, or the first line that is not understood.
  func duty(_ text: String, directory: CoreModel.Directory) -> [DetailLine] {
    guard !text.tidied.isEmpty else {
      return [.text([Span("空着：跟片区的规则，片区没有就用默认的。", Style(.muted))])]
    }
    do {
      let book = try DutyBook(text: text)
      let remarks = book.remarks(in: directory).map {
        EntryRemark(line: nil, text: $0, isProblem: false)
      }
      return lines(remarks) + [
        .text([Span("看懂了：\(book.summary)。", Style(.muted))]),
        .text([Span("保存后，按值班时间计算的未办结时限会重新计算；已办结的不变。", Style(.muted))]),
      ]
    } catch {
      return lines([EntryRemark(line: error.line, text: error.reason, isProblem: true)])
    }
  }

  func hours(_ fields: DutyHoursText.Fields) -> [DetailLine] {
    DayKind.allCases.map { kind in
      guard let spans = fields.spans[kind] else {
        return .labelled(kind.title, [Span("—", Style(.muted))])
      }
      let minutes = spans.reduce(0) { $0 + $1.end - $1.start }
      return .labelled(
        kind.title,
        [
          Span(DutyHoursText.text(of: spans)),
          Span(minutes > 0 ? "  共 \(durationText(seconds: minutes * 60))" : "", Style(.muted)),
        ])
    }
  }

  func shifts(_ entries: [ShiftEntry], weeks: Int, now: Instant) -> [DetailLine] {
    guard !entries.isEmpty else { return [] }
    let made = ShiftLines.shifts(entries, weeks: weeks, from: now, in: .shipped)
    return entries.map { entry in
      .item([Span(entry.text, Style(.accent))], [Span(entry.people.joined(separator: "、"))])
    } + [
      .text([
        Span(
          "本周起 \(weeks) 周，排出 \(made.count) 个班次"
            + (made.first.map { "，最早 \($0.start.dateTimeText(relativeTo: now))" } ?? "（都已过去）"),
          Style(.muted))
      ])
    ]
  }

  /// The first and the last of many.
  static func abridged(_ names: [String]) -> String {
    guard names.count > 24 else { return names.joined(separator: "、") }
    return names.prefix(18).joined(separator: "、") + " …… "
      + names.suffix(4).joined(separator: "、")
  }

  private static func more(_ count: Int, _ unit: String) -> [DetailLine] {
    count > 0 ? [.text([Span("…… 还有 \(count) \(unit)", Style(.muted))])] : []
  }

  private static let most = 20
  private static let mostPeople = 60
}

import CoreModel
import TerminalKit

/// A text Gantt: days on a line, a row for each milestone or project.
struct ProjectTimeline {
  /// The first and the last day that it shows.
  let first: Day
  let last: Day
  /// How wide the lines are.
  let columns: Int
  /// The present day.
  let today: Day
  let glyphs: WidgetGlyphs

  /// A time line of days; today is always on it.
  init(_ days: [Day], today: Day, columns: Int, glyphs: WidgetGlyphs) {
    let all = days + [today]
    first = all.min() ?? today
    last = max(all.max() ?? today, first.adding(days: 1))
    self.columns = max(8, columns)
    self.today = today
    self.glyphs = glyphs
  }

  /// Where a day stands.
  func column(of day: Day) -> Int {
    let span = last.number - first.number
    let place = min(max(0, day.number - first.number), span)
    return place * (columns - 1) / span
  }

  /// The dates above: the first, the last, and today between them where there is room.
  var axis: [Span] {
    var cells = [Character](repeating: " ", count: columns)
    func put(_ text: String, at column: Int) -> Bool {
      let width = TextWidth.columns(text)
      guard column >= 0, column + width <= columns, width == text.count,
        cells[max(0, column - 1)..<min(columns, column + width + 1)].allSatisfy({ $0 == " " })
      else { return false }
      for (index, character) in text.enumerated() { cells[column + index] = character }
      return true
    }
    _ = put(ProjectTimeline.short(first), at: 0)
    let end = ProjectTimeline.short(last)
    _ = put(end, at: columns - end.count)
    let here = ProjectTimeline.short(today)
    _ = put(here, at: min(column(of: today), columns - here.count))
    return [Span(String(cells), Style(.muted))]
  }

  /// The line of something that lasts from a day to another.
  /// - Parameter marks: What stands on it: where, with which glyph and colour.
  func line(from start: Day, to end: Day, marks: [(day: Day, glyph: String, style: Style)])
    -> [Span]
  {
    var cells = [(text: String, style: Style)](repeating: (" ", .text), count: columns)
    let bar = String(glyphs.box.horizontal)
    for index in column(of: start)...max(column(of: start), column(of: end)) {
      cells[index] = (bar, Style(.border))
    }
    let here = column(of: today)
    if cells[here].text == " " {
      cells[here] = (String(glyphs.box.vertical), Style(.info))
    } else {
      cells[here] = (cells[here].text, Style(.info, bold: true))
    }
    for mark in marks { cells[column(of: mark.day)] = (mark.glyph, mark.style) }
    var spans: [Span] = []
    for cell in cells {
      if let last = spans.last, last.style == cell.style {
        spans[spans.count - 1].text += cell.text
      } else {
        spans.append(Span(cell.text, cell.style))
      }
    }
    return spans
  }

  /// `12-03`.
  static func short(_ day: Day) -> String { String(day.iso8601.suffix(5)) }
}

extension Milestone {
  /// How it stands: the glyph says the same as the colour.
  func mark(at now: Instant, glyphs: WidgetGlyphs) -> (glyph: String, style: Style) {
    switch settlement {
    case .done: (glyphs.chosen, Style(isLate(at: now) ? .warning : .success))
    case .struck: ("-", Style(.muted))
    case nil:
      isLate(at: now)
        ? (glyphs.cross, Style(.danger, bold: true)) : (glyphs.unchosen, Style(.text, bold: true))
    }
  }

  /// `12-03 前`, `11-28 完成`, `超期 3 天`.
  /// - Parameter isShort: Leaves out how often its day was changed.
  func standing(at now: Instant, isShort: Bool = false) -> String {
    switch settlement {
    case .done(let day, _, _, _):
      return "\(ProjectTimeline.short(day)) 完成"
        + (day > due ? "（晚 \(day.number - due.number) 天）" : "")
    case .struck: return "划去"
    case nil:
      let moved = timesMoved > 0 && !isShort ? " 改过 \(timesMoved) 次" : ""
      return isLate(at: now)
        ? "超期 \(max(1, now.day.number - due.number)) 天\(moved)"
        : "\(ProjectTimeline.short(due)) 前\(moved)"
    }
  }
}

extension Project {
  /// Its milestones on a time line: glyph, name, who, when, and the bar.
  /// - Parameter names: Columns for what stands before the bar.
  func timeline(
    columns: Int, names: Int, now: Instant, glyphs: WidgetGlyphs, in directory: Directory
  ) -> [[Span]] {
    // Once it has ended nothing becomes later.
    let now = ending?.at ?? now
    let days = milestones.flatMap { [$0.due, $0.doneOn ?? $0.due] } + [startedAt.day]
    let line = ProjectTimeline(
      days, today: now.day, columns: columns - names - 1,
      glyphs: glyphs)
    var rows: [[Span]] = [[Span(String(repeating: " ", count: names + 1))] + line.axis]
    var start = startedAt.day
    for milestone in milestones {
      let mark = milestone.mark(at: now, glyphs: glyphs)
      let standing = milestone.standing(at: now)
      let who = directory.name(of: milestone.person)
      let tail = "\(who) \(standing)"
      let head = "\(milestone.number) \(milestone.name)"
      let room = max(6, names - TextWidth.columns(tail) - 3)
      let end = milestone.doneOn ?? milestone.due
      rows.append(
        [
          Span(mark.glyph + " ", mark.style),
          Span(
            TextLayout.pad(TextLayout.clip(head, columns: room), columns: room) + " ",
            Style(milestone.isOpen ? .text : .muted)),
          Span(
            TextLayout.pad(
              TextLayout.clip(tail, columns: names - room - 3), columns: names - room - 3),
            milestone.isLate(at: now) && milestone.isOpen ? Style(.danger) : Style(.muted)),
          Span(" "),
        ]
          + line.line(
            from: min(start, end), to: end, marks: [(end, mark.glyph, mark.style)]))
      start = end
    }
    return rows
  }
}

import CoreModel
import Store
import TerminalKit

/// The selected cell in words, under the table.
struct RosterWords {
  let grid: RosterGrid
  let state: AppState

  private var directory: Directory { grid.session.directory }
  private var glyphs: WidgetGlyphs { state.look.glyphs }

  /// The lines.
  var lines: [DetailLine] {
    guard let cell = grid.selected, grid.state.shown != nil else { return [] }
    let problems = cell.problems.filter { $0.end > grid.now || !$0.isGap }
    let shifts = cell.shifts.map(line)
    let leave = cell.leave.map { leave -> [DetailLine] in
      [.text([Span(leave.title, Style(.info, bold: true))])]
    }
    let swaps = cell.swaps.map { swap -> DetailLine in
      .item(
        [Span(" 换", Style(.info, bold: true))],
        [
          Span(swap.order.text(in: directory, relativeTo: grid.now.day)),
          Span("  等\(directory.name(of: swap.order.taker))答复，按 H", Style(.muted)),
        ])
    }
    let all = shifts + (leave ?? []) + swaps + problems.map(line)
    guard all.isEmpty else { return all }
    return [.text([Span(nothing(cell), Style(.muted))])]
  }

  private func nothing(_ cell: RosterGrid.Cell) -> String {
    switch cell.line {
    case .kind(let kind):
      cell.gaps.isEmpty ? "这一天不要求\(kind.title)" : "\(kind.title)没有人值班（已经过去）"
    case .person: "这一天没有排班"
    }
  }

  private func line(_ shift: Shift) -> DetailLine {
    let names = shift.people.map(directory.name(of:)).joined(separator: "、")
    let now = grid.now
    let course = shift.isOn(at: now) ? "正在值班" : shift.end <= now ? "已结束" : ""
    return .item(
      [
        Span(shift.isOn(at: now) ? glyphs.mark : " ", Style(.accent)),
        Span(shift.hoursText, Style(.muted)),
      ],
      [
        Span("\(shift.kind.title) ", Style(.muted)), Span(names),
        Span(shift.note.isEmpty ? "" : "（\(shift.note)）", Style(.muted)),
        Span(course.isEmpty ? "" : "  \(course)", Style(.accent)),
      ] + shift.people.compactMap { signature($0, shift) })
  }

  /// `  王芳 没有签到`.
  private func signature(_ person: PersonID, _ shift: Shift) -> Span? {
    guard let standing = grid.standing(of: person, on: shift) else { return nil }
    let name = directory.name(of: person)
    switch standing {
    case .awaited: return nil
    case .late(let minutes):
      return Span("  \(name) \(minutes)分钟还没签到", Style(.warning, bold: true))
    case .present(let since): return Span("  \(name) \(since.clockText)签到", Style(.success))
    case .left(let at): return Span("  \(name) \(at.clockText)签退", Style(.success))
    case .unclosed: return Span("  \(name) 没有签退", Style(.warning, bold: true))
    case .absent: return Span("  \(name) 没有签到", Style(.warning, bold: true))
    case .relieved(let other):
      return Span("  \(directory.name(of: other)) 替\(name)", Style(.success))
    }
  }

  private func line(_ problem: RosterProblem) -> DetailLine {
    let glyph = problem.isGap ? glyphs.cross : glyphs.alert
    let style = Style(problem.isSevere ? .danger : .warning, bold: problem.isSevere)
    return .item([Span(" \(glyph)", style)], [Span(problem.text(in: directory), style)])
  }
}

extension RosterProblem {
  /// Whether somebody is missing.
  var isGap: Bool { if case .gap = self { true } else { false } }
}

import CoreModel
import Store
import TerminalKit

/// Who came and who did not, and what nobody has signed, as the duty pane shows it.
struct DutyMarks {
  let state: AppState
  let session: AppState.Session

  /// 交接未签 and 未交班, until they are settled: a line each, for the pane is low and `+` has the rest.
  var notices: [DetailLine] {
    let names = session.directory
    let unsigned = state.duty.unsigned.map { handover in
      (shift: handover.shift, who: " \(names.name(of: handover.givenBy))交")
    }
    let owed = state.duty.owed(at: state.now).map { attendance in
      let people = attendance.everybody.map(names.name(of:))
      return (
        shift: attendance.shift,
        who: " " + (people.first ?? "") + (people.count > 1 ? "等\(people.count)人" : "")
      )
    }
    return [notice("交接未签", unsigned), notice("未交班", owed)].compactMap { $0 }
  }

  /// `! 交接未签：昨日错时 王芳交，按 +`.
  private func notice(_ title: String, _ open: [(shift: Shift, who: String)]) -> DetailLine? {
    guard let last = open.last else { return nil }
    let today = state.now.day
    let day = last.shift.start.day
    let date =
      day == today ? "" : today.number - day.number == 1 ? "昨日" : day.dateText(relativeTo: today)
    let others = open.count > 1 ? "等\(open.count)班" : last.who
    return .text([
      Span(
        "\(state.look.glyphs.alert) \(title)：\(date)\(last.shift.kind.title)\(others)，按 +",
        Style(.warning, bold: true))
    ])
  }

  /// The names of a shift, each with how it stands: a mark for who is there, a word for who is not.
  func names(of shift: Shift, _ style: Style) -> [Span] {
    let people = state.duty[shift.id]?.everybody ?? shift.people
    return people.enumerated().flatMap { index, person -> [Span] in
      let name = (index == 0 ? "" : "、") + session.directory.name(of: person)
      guard let standing = state.duty.standing(of: person, on: shift.id, at: state.now) else {
        return [Span(name, style)]
      }
      switch standing {
      case .awaited: return [Span(name, style)]
      case .present, .left:
        return [Span(name, style), Span(state.look.glyphs.check, Style(.success))]
      case .relieved: return [Span(name, Style(.disabled)), Span("（有人顶班）", Style(.muted))]
      case .late, .absent, .unclosed:
        let word = standing.text(in: session.directory)
        return [Span(name, style), Span("（\(word)）", Style(.warning))]
      }
    }
  }
}

import CoreModel
import Store
import TerminalKit

/// Who came and who did not, and what nobody has signed, as the duty pane shows it.
struct DutyMarks {
  let state: AppState
  let session: AppState.Session

  /// 交接未签 and 未交班, until they are settled.
  var notices: [DetailLine] {
    let names = session.directory
    let unsigned = state.duty.unsigned.map { handover in
      "交接未签：\(handover.shift.title(relativeTo: state.now))，"
        + "\(names.name(of: handover.givenBy)) \(handover.givenAt.nearText(relativeTo: state.now)) 交"
        + "（按 + 签字）"
    }
    let owed = state.duty.owed(at: state.now).map { attendance in
      let people = attendance.everybody.map(names.name(of:)).joined(separator: "、")
      return "未交班：\(attendance.shift.title(relativeTo: state.now)) \(people)（按 + 补交）"
    }
    return (unsigned + owed).map {
      .text([Span("\(state.look.glyphs.alert) \($0)", Style(.warning, bold: true))])
    }
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

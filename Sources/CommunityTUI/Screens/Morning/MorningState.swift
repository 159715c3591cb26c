import CoreModel
import Store
import TerminalKit

/// What the console knows of 晨会.
struct MorningState: Sendable, Equatable {
  /// The day that is looked at; nil follows the present.
  var day: Day?
  /// What was read of it; nil while it is being read.
  var survey: MorningSurvey?
  /// Where one stands.
  var selected = MorningEntry.figures
  /// The first line of the list that is shown.
  var top = 0
}

/// Something on the 晨会 screen that ↓ comes to.
enum MorningEntry: Hashable, Sendable {
  /// The numbers, all of them.
  case figures
  /// A shift of the night.
  case night(Identifier<Shift>)
  /// What a patrol or handover says.
  case note(Int)
  /// A task from before.
  case task(TaskID)
  /// What needs a decision.
  case item(RequestID)
  /// Due today.
  case due(RequestID)
  /// 回访, 见面.
  case visit(RequestID)
  /// A shift of today.
  case shift(Identifier<Shift>)
  /// What was decided in this meeting.
  case decided(TaskID)
  /// More that is not listed.
  case more(DeskView)
  /// A line of minutes of another day.
  case text(Int)

  /// The request that it is, if it is one itself.
  var request: RequestID? {
    switch self {
    case .item(let id), .due(let id), .visit(let id): id
    default: nil
    }
  }

  /// The task that it is.
  var task: TaskID? {
    switch self {
    case .task(let id), .decided(let id): id
    default: nil
    }
  }
}

/// A line of the list.
struct MorningLine: Equatable {
  /// What it is; nil for headings and remarks, which ↓ passes over.
  var entry: MorningEntry?
  /// 超时, 14:30.
  var mark = ""
  /// What it is about.
  var text: String
  /// Who, by when.
  var who = ""
  /// How the mark looks.
  var style = Style(.muted)
  /// Whether it is the heading of a section.
  var isHeading = false
}

/// The lines of the list, from a survey.
struct MorningList {
  /// All of them; the numbers stand above.
  let lines: [MorningLine]

  /// - Parameter columns: Where a line of kept minutes breaks.
  init(
    _ survey: MorningSurvey, directory: CoreModel.Directory, now: Instant, columns: Int
  ) {
    let report = survey.report
    guard report.period.day == now.day else {
      lines = MorningList.kept(survey, directory, now, columns)
      return
    }
    let words = MorningWords(report: report, directory: directory)
    var lines: [MorningLine] = []
    func section(_ title: String, _ empty: String, _ found: [MorningLine], note: String = "") {
      let count = found.count { $0.entry != nil }
      lines.append(
        MorningLine(
          text: count > 0 ? "\(title) \(count)" : title, who: found.isEmpty ? empty : note,
          isHeading: true))
      lines += found
    }
    func line(
      _ entry: MorningEntry, _ words: MorningMinutes.Line, _ role: Role = .muted,
      bold: Bool = false
    ) -> MorningLine {
      MorningLine(
        entry: entry, mark: words.mark, text: words.text, who: words.who,
        style: Style(role, bold: bold))
    }
    section(
      "昨夜值守", "没有错时、夜巡和周末班次",
      report.night.map { line(.night($0.id), words.line($0)) }
        + report.nightNotes.enumerated().map { index, note in
          line(
            .note(index), words.line(note), note.isOpen ? .warning : .muted, bold: note.isOpen)
        })
    section(
      "以前的交办", "没有留下的交办",
      report.tasks.map { task in
        line(
          .task(task.id), words.line(task), task.task.isLate(at: now) ? .danger : .info, bold: true)
      },
      note: report.settled.isEmpty ? "" : "上次晨会以来办好、不办了 \(report.settled.count) 项")
    section(
      "需要议定", "没有需要议定的事项",
      report.decisions.map { item in
        line(.item(item.request.id), words.line(item), item.reason.role, bold: true)
      } + MorningList.more(report.moreOverdue, .overdue))
    section(
      "今日到期", "没有今天到期的",
      report.due.map { line(.due($0.id), words.line($0)) }
        + MorningList.more(report.moreDue, .open))
    section(
      "今日回访、见面", "今天没有要回访、见面的", report.visits.map { line(.visit($0.id), words.line($0)) })
    section("今日班次", "今天没有排班", report.shifts.map { line(.shift($0.id), words.line($0)) })
    section(
      "会上议定", "还没有新的交办；选中一条按 @ 记下谁办、几时办好",
      report.decided.map { line(.decided($0.id), words.line($0), .success, bold: true) })
    self.lines = lines
  }

  private static func more(_ count: Int, _ view: DeskView) -> [MorningLine] {
    guard count > 0 else { return [] }
    return [
      MorningLine(
        entry: .more(view), mark: "还有", text: "\(count) 件没有列出；Enter 到工作台「\(view.title)」")
    ]
  }

  /// The minutes of another day, as they were kept.
  private static func kept(
    _ survey: MorningSurvey, _ directory: CoreModel.Directory, _ now: Instant, _ columns: Int
  ) -> [MorningLine] {
    let minutes = survey.minutes(in: directory)
    let warning = MorningCommand.warning(of: survey, now: now)
    let text = (warning.map { $0 + "\n\n" } ?? "") + minutes.text
    let broken = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      $0.isEmpty ? [""] : TextLayout.wrap(String($0), columns: max(10, columns - 4))
    }
    return broken.enumerated().map { MorningLine(entry: .text($0.offset), text: $0.element) }
  }

  /// What ↓ comes to, in order.
  var entries: [MorningEntry] { [.figures] + lines.compactMap(\.entry) }

  /// The first entry of each section that has any.
  var beginnings: [MorningEntry] {
    var found: [MorningEntry] = [.figures]
    var isNew = false
    for line in lines {
      if line.isHeading { isNew = true }
      if isNew, let entry = line.entry {
        found.append(entry)
        isNew = false
      }
    }
    return found
  }
}

extension MorningReason {
  /// The colour of its mark; the word says the same.
  fileprivate var role: Role {
    switch self {
    case .rejected, .cityOrder, .urgentOverdue, .overdue: .danger
    case .ticketDue, .holdEnds: .warning
    case .council: .accent
    }
  }

}

private typealias Role = TerminalKit.Role

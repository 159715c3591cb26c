import CoreModel
import Store
import TerminalKit

/// A form over a board: what is filled in is a draft until it is saved. Boards say what it is about and what saving
/// it does; typing, drafts and the question before something is thrown away are the same for all.
struct BoardSheet: Sendable {
  /// What it is about.
  var subject: SheetSubject
  /// The fields.
  var form: Form
  /// What there is to know below them.
  var about: [String] = []
  /// Why it could not be saved, or what the person should know first.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false
}

/// What a form is about, by board.
enum SheetSubject: Hashable, Sendable {
  case council(CouncilSheet)
  case project(ProjectSheet)
  case whistle(WhistleSheet)
  case mediation(MediationSheet)
  case supervision(SupervisionSheet)
  case statistics(StatisticsSheet)

  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .council(let sheet): "council:" + sheet.name
    case .project(let sheet): "project:" + sheet.name
    case .whistle(let sheet): "whistle:" + sheet.name
    case .mediation(let sheet): "mediation:" + sheet.name
    case .supervision(let sheet): "supervision:" + sheet.name
    case .statistics(let sheet): "statistics:" + sheet.name
    }
  }
}

extension BoardSheet: BoxForm {
  var slot: DraftSlot { .box(BoardSheet.boxName + subject.name) }

  /// The beginning of the slots' names.
  static let boxName = "sheet:"
}

extension AppState {
  /// Opens a form over a board and puts back what was not saved.
  mutating func openSheet(_ subject: SheetSubject, _ form: Form, about: [String] = []) -> [Effect] {
    var form = form
    form.columns = formRect(rows: 0).columns
    let sheet = BoardSheet(subject: subject, form: form, about: about)
    overlays.append(.sheet(sheet))
    return [.loadDraft(sheet.slot)]
  }

  /// After it was saved: it is closed, its draft is forgotten, and what was done is said.
  mutating func finishSheet(_ words: String) -> [Effect] {
    var effects: [Effect] = []
    if case .sheet(let sheet) = overlays.last {
      closeTop()
      effects.append(.saveDraft("", sheet.slot))
    }
    say(words, .success)
    return effects + refreshEverything() + giveWaitingKeys()
  }

  /// Goes on with a form of the list of drafts; nil where there is none of that name any more.
  mutating func reopenSheet(_ name: String) -> [Effect]? {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let rest = String(parts[1])
    switch parts[0] {
    case "council": return reopenCouncilSheet(rest)
    case "project": return reopenProjectSheet(rest)
    case "whistle": return reopenWhistleSheet(rest)
    case "mediation": return reopenMediationSheet(rest)
    case "supervision": return reopenSupervisionSheet(rest)
    case "statistics": return reopenStatisticsSheet(rest)
    default: return nil
    }
  }

  /// Goes on with a form whose board had to be read first; says so where what it is about is not there any more.
  mutating func reopenPending(_ body: (inout AppState) -> [Effect]?) -> [Effect] {
    // Whoever opened something else meanwhile is not interrupted.
    guard overlays.isEmpty else { return [] }
    if let effects = body(&self) { return effects }
    say("这份草稿说的事已经办结，或不在屏上；按 D 可以看、复制、扔掉", .warning)
    return []
  }

  mutating func handle(_ event: InputEvent, in sheet: BoardSheet) -> [Effect] {
    var sheet = sheet
    sheet.form.columns = formRect(rows: 0).columns
    let outcome = sheet.take(event)
    replaceTop(with: .sheet(sheet))
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(sheet.draft, sheet.slot)]
    case .closed:
      closeTop()
      return [.saveDraft("", sheet.slot)]
    case .submit(let values):
      sheet.error = nil
      replaceTop(with: .sheet(sheet))
      do {
        return try submit(sheet.subject, values)
      } catch {
        sheet.error = error.message
        replaceTop(with: .sheet(sheet))
        return []
      }
    }
  }

  private mutating func submit(
    _ subject: SheetSubject, _ values: FormValues
  ) throws(Refusal) -> [Effect] {
    switch subject {
    case .council(let sheet): return try submit(sheet, values)
    case .project(let sheet): return try submit(sheet, values)
    case .whistle(let sheet): return try submit(sheet, values)
    case .mediation(let sheet): return try submit(sheet, values)
    case .supervision(let sheet): return try submit(sheet, values)
    case .statistics(let sheet): return try submit(sheet, values)
    }
  }
}

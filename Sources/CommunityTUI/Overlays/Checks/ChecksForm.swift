import CoreModel
import Store
import TerminalKit

/// What is written down over a round: a point, who walks it, how it ends; or the text of the checklists.
struct ChecksForm: Sendable {
  /// What it is about.
  enum Subject: Sendable, Equatable {
    /// A point, opened with this result.
    case point(RoundID, Int, CheckResult)
    /// Who walks the round.
    case people(RoundID)
    /// Its end.
    case finish(RoundID)
    /// It was begun by mistake.
    case drop(RoundID)
    /// The text of all checklists.
    case text
  }

  /// What it is about.
  var subject: Subject
  /// The fields.
  var form: Form
  /// What else there is to know, below the fields.
  var about: [String] = []
  /// The text of the checklists as it was seen.
  var seen = ""
  /// The version of the round that the person saw when it was opened: what others did since is not overwritten.
  var version: Int?
  /// Whether somebody else was faster; what they did is put beside, and the next saving goes by it.
  var isOvertaken = false
  /// Why it could not be kept.
  var error: String?
  /// Whether Esc was pressed once on something typed.
  var asksToDiscard = false

  /// The fields of a point.
  static let result = "result"
  static let words = StepFields.words
  static let category = "category"
  static let spot = "spot"
  static let time = "at"
  static let person = "by"
  static let photos = "photos"
  static let reason = "reason"
  static let names = "names"

  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    subject == .text
      ? [("Ctrl-S", "保存"), ("Enter", "换行"), ("Esc", "取消")]
      : [("Tab", "换一项"), ("Ctrl-S", "保存"), ("Esc", "取消")]
  }
}

extension ChecksForm: BoxForm {
  var slot: DraftSlot { .box(ChecksForm.boxName + subject.name) }

  /// The beginning of the slots' names; the subject's name follows.
  static let boxName = "checks:"
}

extension ChecksForm.Subject {
  /// A name for drafts, that never changes.
  var name: String {
    switch self {
    case .point(let round, let index, _): "point:\(round.text):\(index)"
    case .people(let round): "people:\(round.text)"
    case .finish(let round): "finish:\(round.text)"
    case .drop(let round): "drop:\(round.text)"
    case .text: "text"
    }
  }

  /// The subject of a name.
  init?(named name: String) {
    let parts = name.split(separator: ":").map(String.init)
    switch (parts.first, parts.count) {
    case ("text", 1): self = .text
    case ("point", 3):
      guard let index = Int(parts[2]) else { return nil }
      self = .point(RoundID(parts[1]), index, .problem)
    case ("people", 2): self = .people(RoundID(parts[1]))
    case ("finish", 2): self = .finish(RoundID(parts[1]))
    case ("drop", 2): self = .drop(RoundID(parts[1]))
    default: return nil
    }
  }

  /// The round that it is about.
  var round: RoundID? {
    switch self {
    case .point(let id, _, _), .people(let id), .finish(let id), .drop(let id): id
    case .text: nil
    }
  }

  /// Whether this is what a command came of.
  func isAbout(_ command: RoundCommand, of id: RoundID) -> Bool {
    switch (self, command) {
    case (.point(id, let index, _), .check(let report)): index == report.point
    case (.people(id), .setPeople), (.finish(id), .finish), (.drop(id), .drop): true
    default: false
    }
  }
}

extension AppState {
  /// Opens the form of a subject over the box, with what was not saved of it.
  mutating func openChecksForm(_ subject: ChecksForm.Subject) -> [Effect] {
    guard let session, let box = checksBox else { return [] }
    if subject == .text, !Permissions.wording.contains(session.actor.role) {
      let allowed = Permissions.wording.map(\.title).joined(separator: "、")
      say("检查单由\(allowed)修改，您现在是\(session.actor.role.title)", .warning)
      return []
    }
    if let round = box.opened?.round, subject != .text, let ending = round.ending {
      let name = session.directory.name(of: ending.by)
      say("这一轮已由 \(name) 在 \(ending.at.nearText(relativeTo: now)) 结束，不能再改；问题还可以按 r 登记", .warning)
      return []
    }
    let fields = ChecksFields(
      session: session, now: now, opened: box.opened, rows: max(4, size.rows - 9))
    guard var form = fields.form(for: subject) else { return [] }
    form.form.columns = formRect(rows: 0).columns
    form.version = box.opened?.round.version
    changeChecks { box in
      box.form = form
      if case .point(_, let index, _) = subject { box.opened?.index = index }
    }
    return [.loadDraft(form.slot)]
  }

  mutating func handle(_ event: InputEvent, in checksForm: ChecksForm) -> [Effect] {
    var checksForm = checksForm
    let outcome = checksForm.take(event)
    if case .changed = outcome { checksForm.arrange() }
    let changed = checksForm
    changeChecks { $0.form = changed }
    switch outcome {
    case .none: return []
    case .changed: return [.saveDraft(checksForm.draft, checksForm.slot)]
    case .closed:
      changeChecks { $0.form = nil }
      return [.saveDraft("", checksForm.slot)]
    case .submit(let values): return submit(checksForm, values)
    }
  }

  private mutating func submit(_ checksForm: ChecksForm, _ values: FormValues) -> [Effect] {
    var checksForm = checksForm
    checksForm.error = nil
    do throws(Refusal) {
      let effect = try effect(of: checksForm, values)
      changeChecks { $0.form = checksForm }
      return save(.checks(effect))
    } catch {
      checksForm.error = error.message
      changeChecks { $0.form = checksForm }
      return []
    }
  }

  private func effect(
    of form: ChecksForm, _ values: FormValues
  ) throws(Refusal) -> CheckEffect {
    switch form.subject {
    case .text:
      do {
        return .setBook(try ChecklistBook(text: values.text("text") + "\n"), seen: form.seen)
      } catch {
        throw .invalid(error.message)
      }
    case .point(let id, let index, _):
      let report = try report(on: index, values)
      let paths = values.text(ChecksForm.photos).split(whereSeparator: \.isWhitespace)
      return .perform(.check(report), id, version: nil, photoPaths: paths.map(String.init))
    case .people(let id):
      return .perform(
        .setPeople(try people(named: values.text(ChecksForm.names))), id,
        version: form.version, photoPaths: [])
    case .finish(let id):
      return .perform(
        .finish(
          words: values.text(ChecksForm.words), reason: values.text(ChecksForm.reason)), id,
        version: form.version, photoPaths: [])
    case .drop(let id):
      return .perform(
        .drop(reason: values.text(ChecksForm.reason)), id,
        version: form.version, photoPaths: [])
    }
  }

  private func report(on index: Int, _ values: FormValues) throws(Refusal) -> PointReport {
    let typed = values.text(ChecksForm.time)
    var at: Instant?
    if !typed.isEmpty {
      guard let moment = SpokenMoment(typed, from: now)?.instant else {
        throw .invalid("到点时间「\(typed)」看不懂：写 21:05，或「10分钟前」；不写就是现在")
      }
      at = moment
    }
    let result = values.choice(ChecksForm.result).flatMap(CheckResult.init(rawValue:)) ?? .fine
    return PointReport(
      index, result, words: values.text(ChecksForm.words),
      category: values.choice(ChecksForm.category), spot: values.text(ChecksForm.spot),
      by: values.choice(ChecksForm.person).map { PersonID($0) }, at: at)
  }

  /// People by their names, in any separators.
  private func people(named text: String) throws(Refusal) -> [PersonID] {
    guard let session else { return [] }
    var found: [PersonID] = []
    for name in MessageTemplates.words(text) {
      guard let person = session.directory.people.first(where: { $0.name == name && $0.isActive })
      else { throw .invalid("在岗人员里没有「\(name)」；写姓名，几位用顿号隔开") }
      found.append(person.id)
    }
    return found
  }
}

extension ChecksForm {
  /// What a finding needs is asked of findings only.
  mutating func arrange() {
    guard case .point = subject else { return }
    let isProblem = form.values.choice(ChecksForm.result) == CheckResult.problem.rawValue
    for id in [ChecksForm.category, ChecksForm.spot] {
      form.update(id) { field in
        field.isHidden = !isProblem
        if id == ChecksForm.category { field.isRequired = isProblem }
      }
    }
    let isFine = form.values.choice(ChecksForm.result) == CheckResult.fine.rawValue
    form.update(ChecksForm.words) { $0.isRequired = !isFine }
  }
}

extension AppState {
  /// After somebody was faster: how it is now stands beside what was typed, and saving once more goes by that.
  func bringUpToDate(_ form: inout ChecksForm, of opened: ChecksBox.OpenedRound) {
    guard form.isOvertaken, form.subject.round == opened.round.id, let session else { return }
    let fields = ChecksFields(
      session: session, now: now, opened: opened, rows: max(4, size.rows - 9))
    form.version = opened.round.version
    form.isOvertaken = false
    form.about = fields.form(for: form.subject)?.about ?? form.about
    if case .people = form.subject {
      let names = opened.round.people.map(session.directory.name(of:)).joined(separator: "、")
      form.about = ["现在记的是：\(names)"]
    }
  }
}

extension ChecksBox {
  /// Says why something could not be done, where it was asked for; what was ticked and not recorded is open again.
  mutating func refuse(_ text: String) {
    opened?.pending = []
    if form != nil {
      form?.error = text
    } else {
      error = text
    }
  }
}

extension AppState {
  /// Opens the form that a draft is of; that of a round as soon as the round has been read.
  mutating func reopenChecks(_ name: String) -> [Effect]? {
    guard let session, let subject = ChecksForm.Subject(named: name) else { return nil }
    let effects = openChecks()
    guard let round = subject.round else { return effects + openChecksForm(subject) }
    changeChecks { $0.wanted = subject }
    return effects + [.checks(.loadRound(round, session.scope))]
  }
}

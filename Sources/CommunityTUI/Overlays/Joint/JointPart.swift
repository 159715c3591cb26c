import CoreModel
import Store
import TerminalKit

/// The other requests of a form that is filled in once for several.
struct JointPart: Sendable {
  /// Those that the step is recorded on besides the form's own request.
  var members: [RequestDetail]
  /// Those that it cannot be recorded on, with why not.
  var blocked: [JointSet.Blocked]
  /// Whether they may be left out: the 并件 of a main request, not what somebody marked.
  var isOptional: Bool
  /// Whether they are taken along.
  var isOn = true
  /// Whether another desk was faster with some, and what it did has not been read yet.
  var isOvertaken = false

  /// The key that leaves 并件 out or takes them along.
  static let key = Key.ctrl("o")

  /// The others of a set.
  init?(_ set: JointSet, lead: RequestDetail, isOptional: Bool) {
    members = set.able.filter { $0.history.id != lead.history.id }
    blocked = set.blocked
    self.isOptional = isOptional
    if members.isEmpty, blocked.isEmpty { return nil }
  }
}

extension StepForm {
  /// Those that it is recorded on besides its own request.
  var others: [RequestDetail] { joint.map { $0.isOn ? $0.members : [] } ?? [] }

  /// Whether its words are those that the chosen template made.
  var isTemplateUntouched: Bool {
    filledIn != nil && filledIn == typedWords
      && form.values.choice(MessageFields.template) != nil
  }

  /// Leaves the 并件 out, or takes them along again.
  mutating func toggleJoint() {
    guard joint?.isOptional == true, joint?.members.isEmpty == false else { return }
    joint?.isOn.toggle()
  }
}

extension AppState {
  /// The step for another request of a form: words that a template made are made anew for each, so that nobody is
  /// called by a neighbour's name.
  func ownCommand(
    _ command: RequestCommand, _ detail: RequestDetail, _ form: StepForm
  ) -> RequestCommand {
    if case .ticket(let step) = command, form.kind == .reply {
      return .ticket(step.replying(to: detail.request, from: form.seen.request))
    }
    if case .ticket(let step) = command { return .ticket(step.fitting(detail.request)) }
    guard form.isTemplateUntouched, let session,
      let chosen = form.form.values.choice(MessageFields.template),
      let words = MessageFields(session: session, detail: detail, now: now).words(of: chosen)
    else { return command }
    let text = Sanitizer.line(words.text)
    return switch command {
    case .respond: .respond(note: text)
    case .feedback(let feedback): .feedback(Feedback(text, by: feedback.method))
    default: command
    }
  }

  /// What a form says of the requests that it is filled in for, as far as `rows` lines have room.
  func jointLines(_ form: StepForm, columns: Int, rows: Int) -> [(text: String, style: Style)] {
    guard let joint = form.joint, let session else { return [] }
    let text = JointText(directory: session.directory, now: now, glyphs: look.glyphs)
    let step = form.kind.title
    let names = joint.members.map(text.who).joined(separator: "、")
    var lines: [(String, Style)] = []
    if joint.members.isEmpty {
      lines.append(("只能\(step)本件", Style(.warning)))
    } else if joint.isOn {
      let said =
        joint.isOptional
        ? "同时\(step) \(joint.members.count) 件并件（Ctrl-O 只办本件）：\(names)"
        : "\(joint.members.count + 1) 件各记一条：\(text.who(form.seen))、\(names)"
      lines.append(("\(look.glyphs.check) \(said)", Style(.success)))
    } else {
      lines.append(
        (
          "\(look.glyphs.unchosen) 只\(step)本件；Ctrl-O 同时\(step) \(joint.members.count) 件并件",
          Style(.warning)
        ))
    }
    if joint.isOn, !joint.members.isEmpty, form.filledIn != nil {
      lines.append(
        form.isTemplateUntouched
          ? ("\(look.glyphs.dot) 模板里的称呼、地点按每一件各自填写", Style(.info))
          : ("\(look.glyphs.alert) 模板改过了：每一件都用上面这段话，请看看称呼、地点是否合适", Style(.warning)))
    }
    if !joint.blocked.isEmpty {
      let reasons = joint.blocked.map { "\(text.who($0.detail)) \($0.reason)" }
      lines.append(
        (
          "\(look.glyphs.cross) 不能办 \(joint.blocked.count) 件：\(reasons.joined(separator: "；"))",
          Style(.muted)
        ))
    }
    let each = max(1, rows / max(1, lines.count))
    return lines.flatMap { line, style in
      let wrapped = TextLayout.wrap(line, columns: columns)
      guard wrapped.count > each else { return wrapped.map { ($0, style) } }
      let rest = wrapped[(each - 1)...].joined()
      return (wrapped.prefix(each - 1) + [TextLayout.clip(rest, columns: columns)]).map {
        ($0, style)
      }
    }
  }
}

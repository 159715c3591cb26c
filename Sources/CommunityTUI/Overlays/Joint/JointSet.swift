import CoreModel
import Store
import TerminalKit

/// Why several requests are read at once, and so what is to be done when they have come.
enum JointPurpose: Sendable, Equatable {
  /// 「可做的事」 for those that are marked.
  case menu
  /// A step for those that are marked.
  case step(CommandKind)
  /// A step for a main request, the first of them, and its 并件.
  case leading(CommandKind)
  /// Linking those that are marked to one of them.
  case linking
  /// Taking back a step that was given to several at once; the first is the one that was selected.
  case undoing
  /// A form whose requests another desk changed meanwhile.
  case conflict
  /// Linking the requests of a cluster to one of them.
  case cluster(main: RequestID)
}

/// A step that was given to several requests at once, so that taking it back can be offered for all.
struct JointAction: Sendable, Equatable {
  /// The version that the step has on each.
  var versions: [RequestID: Int]
}

/// Several requests sorted by whether a step can be taken on them, by the model's own gate.
struct JointSet: Sendable {
  /// One that it cannot be taken on.
  struct Blocked: Sendable {
    var detail: RequestDetail
    var reason: String
  }
  /// The step.
  var kind: CommandKind
  /// Those that it can be taken on, in their order.
  var able: [RequestDetail] = []
  /// The others, with why not.
  var blocked: [Blocked] = []

  /// Sorts requests.
  /// - Parameter objection: A reason besides the gate's.
  init(
    _ kind: CommandKind, of details: [RequestDetail], by actor: Actor,
    objection: (RequestDetail) -> String? = { _ in nil }
  ) {
    self.kind = kind
    for detail in details {
      if let reason = detail.refusal(of: kind, by: actor)?.message ?? objection(detail) {
        blocked.append(Blocked(detail: detail, reason: reason))
      } else {
        able.append(detail)
      }
    }
  }

  /// 「可以办 7 件 · 不能办 2 件」.
  var summary: String {
    blocked.isEmpty
      ? "可以办 \(able.count) 件" : "可以办 \(able.count) 件 · 不能办 \(blocked.count) 件"
  }
}

extension CommandKind {
  /// Why a step is only ever for one request; nil when it can be given to many.
  var onlyOneReason: String? {
    switch self {
    case .revealPhone: "电话一次只看一件；请先按 Esc 清除标记"
    case .amend: "更正一次只改一件；请先按 Esc 清除标记"
    case .inform: "告知的话各不相同，一次一件；请先按 Esc 清除标记"
    case .askReturn, .answerReturn, .askExtension, .answerExtension, .order, .review,
      .correctTicket, .assign, .changeTask, .settleTask, .inquire, .answerInquiry, .closeInquiry:
      "「\(title)」各不相同，一次一件；请先按 Esc 清除标记"
    case .reply: "每张工单的回复各不相同，一次一件；只有主件能带着并件一起回复，请先按 Esc 清除标记"
    case .meet, .visit: "「\(title)」是和各自的来电人，一次一件；请先按 Esc 清除标记"
    default: nil
    }
  }

  /// Whether a main request's 并件 are taken along unless somebody says no: what answers or moves the matter,
  /// not what is only about one of them.
  var reachesLinked: Bool {
    switch self {
    case .respond, .triage, .dispatch, .accept, .arrive, .resolve, .feedback, .confirm, .reject,
      .supervise, .hold, .resume, .escalate, .cancel, .reopen, .reply:
      true
    default: false
    }
  }

  /// Whether it is asked once more before it is done to many.
  var asksBeforeMany: Bool { self == .cancel || self == .undo || self == .reply }
}

/// Requests in a line each, for previews and reports.
struct JointText {
  let directory: Directory
  let now: Instant
  let glyphs: WidgetGlyphs

  /// `✓ 20261121-007  3号楼201 王阿姨  厨房漏水`.
  func line(_ detail: RequestDetail, in kind: CommandKind) -> DetailLine {
    .item(
      [Span(glyphs.check, Style(.success)), Span(" \(detail.request.number)", Style(.muted))],
      [Span(who(detail), Style(.accent)), Span("  \(words(detail))")] + undone(detail, in: kind))
  }

  /// The same with why not.
  func line(_ blocked: JointSet.Blocked) -> DetailLine {
    .item(
      [
        Span(glyphs.cross, Style(.warning)),
        Span(" \(blocked.detail.request.number)", Style(.muted)),
      ],
      [
        Span(who(blocked.detail), Style(.muted)), Span("  \(blocked.reason)", Style(.warning)),
        Span("  \(words(blocked.detail))", Style(.muted)),
      ])
  }

  /// `3号楼201 王阿姨`, as far as it is known.
  func who(_ detail: RequestDetail) -> String {
    let form = detail.request.registration
    let parts = [directory.label(of: form.place), form.resident.name ?? ""]
    let known = parts.filter { !$0.isEmpty }.map(Privacy.masked).joined(separator: " ")
    return known.isEmpty ? detail.request.status.title : TextLayout.clip(known, columns: 28)
  }

  private func words(_ detail: RequestDetail) -> String {
    TextLayout.clip(Privacy.masked(detail.request.registration.text), columns: 40)
  }

  private func undone(_ detail: RequestDetail, in kind: CommandKind) -> [Span] {
    guard kind == .undo, let step = detail.history.lastStep else { return [] }
    let name = directory.name(of: step.actor)
    return [
      Span(
        "  撤回「\(step.event.title)」（\(name) \(step.at.nearText(relativeTo: now))）",
        Style(.warning))
    ]
  }
}

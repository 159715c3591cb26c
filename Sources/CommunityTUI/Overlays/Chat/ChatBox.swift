import CoreModel
import Store
import TerminalKit

/// 粘贴群聊: a conversation is pasted, then those of it are marked that become requests.
struct ChatBox: Sendable {
  /// What the keys work on.
  enum Step: Sendable, Equatable {
    /// The text.
    case pasting
    /// The list of what was said.
    case choosing
  }
  /// What the keys work on.
  var step = Step.pasting
  /// What was pasted.
  var area = TextArea(
    limit: ChatBox.longest, placeholder: "到微信群里选中多条消息复制，再到这里粘贴（合并转发的也行）")
  /// What was made of it.
  var intake = ChatIntake()
  /// The 楼组 that the person chose.
  var chosenGroup: GroupID?
  /// The 楼组 that was selected when the box was opened.
  var usualGroup: GroupID?
  /// What the person said of a candidate.
  var decisions: [String: ChatDecision] = [:]
  /// What is registered already in the time that the paste covers.
  var registered: [ChatRegistered] = []
  /// The selected candidate.
  var selection = 0
  /// The first one that is shown.
  var top = 0
  /// The line of the selected candidate while it is rewritten.
  var editing: TextField?
  /// The list of 楼组 while one is chosen.
  var picker: Palette?
  /// Earlier requests that may be the same as the selected candidate.
  var similar = SimilarRequests()
  /// What was asked for: an answer to anything else comes too late.
  var asked: SimilarQuery?
  /// What went wrong.
  var error: String?
  /// What is to be known and is no error.
  var notice: String?
  /// Whether Del was pressed once.
  var asksToDiscard = false

  /// Some thousand messages.
  static let longest = 100_000
}

/// What a person said of a candidate, kept with the draft.
struct ChatDecision: Sendable, Equatable {
  /// Whether it is to be registered; nil as proposed.
  var isMarked: Bool?
  /// The line in their words; nil as proposed.
  var line: String?
  /// Whether the suggested tier was taken over.
  var isSuggestionTaken = false
}

/// A candidate on its way to the store.
struct ChatEntry: Sendable, Equatable {
  /// The candidate.
  var id: String
  /// The registration that it makes.
  var registration: Registration
  /// What is recorded with it.
  var steps: [RequestCommand]
}

/// What became of a candidate.
struct ChatOutcome: Sendable {
  /// The candidate.
  var id: String
  /// The request, or why there is none.
  var result: Result<RequestDetail, StoreError>
}

extension ChatBox {
  /// Whether a candidate is to be registered.
  func isMarked(_ candidate: ChatCandidate) -> Bool {
    decisions[candidate.id]?.isMarked ?? (candidate.omission == nil)
  }

  /// The selected candidate.
  var selected: ChatCandidate? {
    intake.candidates.indices.contains(selection) ? intake.candidates[selection] : nil
  }

  /// Those that are marked.
  var marked: [ChatCandidate] { intake.candidates.filter(isMarked) }

  /// Whether the suggestion for a candidate was taken over.
  func isSuggestionTaken(_ candidate: ChatCandidate) -> Bool {
    candidate.suggestion != nil && decisions[candidate.id]?.isSuggestionTaken == true
  }

  /// What they become.
  func entries(by session: AppState.Session, at now: Instant) -> [ChatEntry] {
    marked.map { candidate in
      ChatEntry(
        id: candidate.id,
        registration: candidate.registration(
          in: session.scope, firstReceiver: session.actor.person, at: now),
        steps: candidate.steps(taken: isSuggestionTaken(candidate), at: now))
    }
  }

  /// Reads the text anew; what the person said of a candidate that is still there holds.
  mutating func understand(in session: AppState.Session, at now: Instant) {
    intake = ChatIntake(
      area.text, group: chosenGroup, usual: usualGroup, in: session.directory,
      rules: session.rules.triage, at: now)
    for (index, candidate) in intake.candidates.enumerated() {
      guard let line = decisions[candidate.id]?.line else { continue }
      intake.rewrite(
        index, as: line, in: session.directory, rules: session.rules.triage, at: now)
    }
    intake.leaveOut(registered)
    selection = max(0, min(selection, intake.candidates.count - 1))
  }

  /// Goes to the first that is marked: the small talk above it need not be passed.
  mutating func selectFirstMarked() {
    selection = intake.candidates.firstIndex(where: isMarked) ?? 0
    top = 0
  }
}

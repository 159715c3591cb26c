/// What may become one request: what somebody said in a group without being interrupted.
package struct ChatCandidate: Hashable, Sendable, Identifiable {
  /// What it is known by when the text around it has grown: who said what, when, and for which time.
  package internal(set) var id: String
  /// The messages, at least one.
  package let messages: [ChatMessage]
  /// The words as a line of quick-add, which the person at the desk may rewrite.
  package var line: String { didSet { isRewritten = line != proposedLine } }
  /// Why it is not proposed; nil when it is.
  package var omission: ChatOmission?
  /// What was understood of the line, with the place that the group and the sender add to it.
  package internal(set) var draft = QuickAddDraft()
  /// What the rules suggest for it.
  package internal(set) var suggestion: TriageSuggestion?
  /// Whether the person rewrote the line.
  package private(set) var isRewritten = false
  private let proposedLine: String

  init(_ messages: [ChatMessage]) {
    self.messages = messages
    let original = messages.map(\.original).joined(separator: "\n")
    let first = messages.first
    id = "\(first?.at?.milliseconds ?? 0)\u{1F}\(first?.sender ?? "")\u{1F}\(original)"
    proposedLine = ChatCandidate.line(of: messages)
    line = proposedLine
  }

  /// Who said it, as the group shows them.
  package var sender: String { messages.first?.sender ?? "" }
  /// When it was first said; nil when the paste does not say.
  package var at: Instant? { messages.first?.at }
  /// What was said, word for word.
  package var original: String { messages.map(\.original).joined(separator: "\n") }
  /// Everything that was attached.
  package var attachments: [ChatAttachment] { messages.flatMap(\.attachments) }
  /// The messages that it answers.
  package var quotes: [String] { messages.compactMap(\.quote) }

  // MARK: Registering

  /// The registration that it makes.
  /// - Parameter now: When nobody knows when it was said.
  package func registration(
    in neighborhood: NeighborhoodID, firstReceiver: PersonID, at now: Instant
  ) -> Registration {
    draft.registration(
      in: neighborhood, channel: .weChatGroup, firstReceiver: firstReceiver,
      receivedAt: min(at ?? now, now))
  }

  /// What is recorded with it: what was decided, and the very words where the request's differ.
  /// - Parameter taken: Whether a person saw the suggestion and took it over.
  package func steps(taken: Bool, at now: Instant) -> [RequestCommand] {
    draft.steps(suggestion: suggestion, taken: taken)
      + (note(at: now).map { [.note(text: $0)] } ?? [])
  }

  /// The words as they stood in the group; nil when the request says all of it already.
  private func note(at now: Instant) -> String? {
    guard isRewritten || messages.count > 1 || !attachments.isEmpty || !quotes.isEmpty else {
      return nil
    }
    let when = at.map { $0.dateTimeText(relativeTo: now) } ?? "时间不明"
    var lines = ["微信群原话 · \(sender.isEmpty ? "不知是谁" : sender) \(when)", original]
    for quote in quotes { lines.append("（回复：\(quote)）") }
    let text = lines.joined(separator: "\n")
    return text.isAtMost(RequestHistory.longestText)
      ? text : String(text.prefix(RequestHistory.longestText - 1)) + "…"
  }

  private static func line(of messages: [ChatMessage]) -> String {
    let words = messages.map(\.words).filter { !$0.isEmpty }.map { oneLine($0) }
    let attached = ChatAttachment.summary(messages.flatMap(\.attachments))
    guard !words.isEmpty else { return attached.isEmpty ? "" : "群里发了\(attached)" }
    var text = words[0]
    for next in words.dropFirst() {
      // What somebody sends in pieces reads as one sentence after the other.
      let ends = text.last.map { "，。！？；、,.!?;：:".contains($0) } ?? true
      text += (ends ? "" : "，") + next
    }
    return attached.isEmpty ? text : "\(text)（群里附\(attached)）"
  }

  private static func oneLine(_ words: String) -> String {
    words.split(whereSeparator: \.isNewline).map { String($0).tidied }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}

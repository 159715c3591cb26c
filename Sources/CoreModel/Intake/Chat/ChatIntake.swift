/// 粘贴群聊: a group's conversation becomes requests that may be registered.
package struct ChatIntake: Hashable, Sendable {
  /// Everything that was said, in its order; nothing is thrown away.
  package private(set) var candidates: [ChatCandidate] = []
  /// How many messages the paste has.
  package private(set) var messageCount = 0
  /// What the paste calls the group.
  package private(set) var title: String?
  /// The 楼组 that the title means.
  package private(set) var titleGroup: GroupID?
  /// The 楼组 whose group it is: places that name no building are there.
  package private(set) var group: GroupID?

  /// Nothing yet.
  package init() {}

  /// Reads a paste.
  /// - Parameters:
  ///   - group: The 楼组 that was chosen; nil when the paste's title may say it.
  ///   - usual: The 楼组 when the title does not say it either.
  package init(
    _ text: String, group: GroupID? = nil, usual: GroupID? = nil, in directory: Directory,
    rules: TriageRules, at now: Instant
  ) {
    let transcript = ChatTranscript.parse(text, at: now)
    title = transcript.title
    messageCount = transcript.messages.count
    titleGroup = transcript.title.flatMap { ChatGroup.group(named: $0, in: directory) }
    self.group = group ?? titleGroup ?? usual
    candidates = ChatIntake.gathered(transcript.messages, in: directory)
    for index in candidates.indices { understand(index, in: directory, rules: rules, at: now) }
  }

  /// Says of which 楼组 it is.
  package mutating func choose(
    _ group: GroupID?, in directory: Directory, rules: TriageRules, at now: Instant
  ) {
    self.group = group
    for index in candidates.indices { understand(index, in: directory, rules: rules, at: now) }
  }

  /// Puts other words in place of a candidate's.
  package mutating func rewrite(
    _ index: Int, as line: String, in directory: Directory, rules: TriageRules, at now: Instant
  ) {
    guard candidates.indices.contains(index) else { return }
    candidates[index].line = line
    understand(index, in: directory, rules: rules, at: now)
  }

  /// Leaves out what is registered already.
  package mutating func leaveOut(_ registered: [ChatRegistered]) {
    let known = ChatRegistered.Index(registered)
    for index in candidates.indices {
      let found = known.number(of: candidates[index])
      switch (found, candidates[index].omission) {
      case (let number?, nil), (let number?, .registered):
        candidates[index].omission = .registered(number)
      case (nil, .registered): candidates[index].omission = nil
      default: break
      }
    }
  }

  /// Notes that a candidate has just been registered.
  package mutating func setRegistered(_ number: String, id: String) {
    guard let index = candidates.firstIndex(where: { $0.id == id }) else { return }
    candidates[index].omission = .registered(number)
  }

  // MARK: Gathering

  /// Messages of one person that follow each other within minutes are one matter, unless they name another
  /// place or say that it is another.
  private static func gathered(
    _ messages: [ChatMessage], in directory: Directory
  ) -> [ChatCandidate] {
    var groups: [(messages: [ChatMessage], omission: ChatOmission?)] = []
    for message in messages {
      let omission = self.omission(of: message, in: directory)
      if let last = groups.last, belongs(message, omission, to: last, in: directory) {
        groups[groups.count - 1].messages.append(message)
        // A picture and then what it shows is something to be done.
        if omission == nil || last.omission == nil { groups[groups.count - 1].omission = nil }
      } else {
        groups.append(([message], omission))
      }
    }
    var times: [String: Int] = [:]
    return groups.map { group in
      var candidate = ChatCandidate(group.messages)
      candidate.omission = group.omission
      times[candidate.id, default: 0] += 1
      let time = times[candidate.id, default: 1]
      if time > 1 {
        candidate.id += "\u{1F}\(time)"
        if group.omission == nil { candidate.omission = .repeated }
      }
      return candidate
    }
  }

  private static func omission(
    of message: ChatMessage, in directory: Directory
  ) -> ChatOmission? {
    if message.isNotice { return .notice }
    if ChatGroup.isStaff(message.sender, in: directory) { return .staff }
    let words = ChatMentions.removed(from: message.words, in: directory)
    return ChatSmallTalk.omission(of: words, attachments: message.attachments)
  }

  private static func belongs(
    _ message: ChatMessage, _ omission: ChatOmission?,
    to last: (messages: [ChatMessage], omission: ChatOmission?), in directory: Directory
  ) -> Bool {
    guard let previous = last.messages.last, previous.sender == message.sender,
      !message.sender.isEmpty, isMatter(omission), isMatter(last.omission),
      message.quote == nil || message.quote == previous.quote
    else { return false }
    if let before = previous.at, let after = message.at,
      abs(after.seconds(since: before)) > together
    {
      return false
    }
    if others.contains(where: { message.words.hasPrefix($0) }) { return false }
    let places = (last.messages + [message]).compactMap { place(of: $0, in: directory) }
    return Set(places).count <= 1
  }

  /// What may be part of a matter: words that ask for something, or a picture of it.
  private static func isMatter(_ omission: ChatOmission?) -> Bool {
    omission == nil || omission == .wordless
  }

  private static func place(of message: ChatMessage, in directory: Directory) -> RequestPlace? {
    guard message.words.unicodeScalars.contains(where: \.halfWidth.isDigit) else { return nil }
    let words = ChatMentions.removed(from: message.words, in: directory)
    let place = QuickAdd.parse(words, in: directory).place
    return place == RequestPlace() ? nil : place
  }

  /// Seconds between two messages about one matter.
  private static let together = 5 * 60
  private static let others = ["另外", "还有一件", "还有个事", "还有件事", "再说一件", "再有", "第二件", "另一件"]

  // MARK: Understanding

  private mutating func understand(
    _ index: Int, in directory: Directory, rules: TriageRules, at now: Instant
  ) {
    var candidate = candidates[index]
    let line =
      candidate.isRewritten
      ? candidate.line : ChatMentions.removed(from: candidate.line, in: directory)
    candidate.draft = ChatIntake.draft(
      of: line, by: candidate.sender, group: group, in: directory)
    candidate.suggestion = rules.suggest(
      text: candidate.draft.text, channel: candidate.draft.channel ?? .weChatGroup,
      at: (candidate.at ?? now).minuteOfDay)
    candidates[index] = candidate
  }

  /// What quick-add makes of the line, with what the sender's name and the group say besides.
  private static func draft(
    of line: String, by sender: String, group: GroupID?, in directory: Directory
  ) -> QuickAddDraft {
    var draft = QuickAdd.parse(line, in: directory)
    let resident = ChatGroup.resident(sender, of: group, in: directory)
    if let group, let name = directory.group(group)?.name, draft.place == RequestPlace(),
      line.unicodeScalars.first?.halfWidth.isDigit == true
    {
      // 「502漏水」: of the group's building.
      let inGroup = QuickAdd.parse(name + line, in: directory)
      if inGroup.place.group == group, inGroup.place.room != nil { draft = inGroup }
    }
    if let group, let detail = draft.place.detail, draft.place.group == nil,
      let name = directory.group(group)?.name, name == detail || name == detail + "楼"
    {
      // 「8号楼」 of two estates is that of the group.
      draft.place.group = group
      draft.place.detail = nil
      draft.problems.removeAll { $0.hasPrefix("「\(detail)」有") }
    }
    let saysNothing = draft.place.group == nil && draft.place.detail == nil
    if saysNothing { draft.place.group = resident.place.group ?? group }
    if draft.place.room == nil, draft.place.detail == nil,
      draft.place.group == resident.place.group ?? group
    {
      draft.place.room = resident.place.room
    }
    let isOwnName = draft.recognised.contains { $0.kind == .resident && !$0.staysInText }
    if !isOwnName, !resident.name.isEmpty { draft.resident.name = String(resident.name.prefix(60)) }
    return draft
  }
}

/// `@王芳 ` in a message calls somebody; it gives nobody an order.
enum ChatMentions {
  /// The words without the names that were called.
  static func removed(from words: String, in directory: Directory) -> String {
    guard words.contains("@") || words.contains("＠") else { return words }
    var result = ""
    var rest = words[...]
    while let at = rest.firstIndex(where: { $0 == "@" || $0 == "＠" }) {
      let before = rest[..<at]
      let after = rest[rest.index(after: at)...]
      result += before
      rest = after
      // An address is no call.
      if let last = before.last, last.isASCII, last.isLetter || last.isNumber {
        result += "@"
        continue
      }
      let names = directory.people.map(\.name).filter { after.hasPrefix($0) }
      let end = after.prefix(24).firstIndex { $0.isWhitespace || $0.isPunctuation }
      if let name = names.max(by: { $0.count < $1.count }) {
        rest = after.dropFirst(name.count)
      } else if after.hasPrefix("所有人") {
        rest = after.dropFirst(3)
      } else if let end {
        rest = after[end...]
      } else if after.count <= 24 {
        rest = ""
      }
      if let first = rest.first, first.isWhitespace || "，,：:".contains(first) {
        rest = rest.dropFirst()
      }
    }
    return (result + rest).tidied
  }
}

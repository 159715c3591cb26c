/// 回复, filled in as far as the timeline knows: what a person need only look at.
package struct ReplyPrefill: Sendable {
  private let history: RequestHistory
  private let directory: Directory
  private let now: Instant
  private let story: ReplyStory

  /// The prefilling of a ticket's reply.
  package init(_ history: RequestHistory, directory: Directory, now: Instant) {
    self.history = history
    self.directory = directory
    self.now = now
    story = ReplyStory(history)
  }

  private var request: Request { history.request }

  /// The reply as the timeline gives it. What nobody recorded stays open: who is to be held to it must say it.
  package var reply: HotlineReply {
    var reply = HotlineReply()
    guard let form = ReplyForm(of: request) else { return reply }
    // The city's form begins with its first value. Taking up a suggestion is a promise, which nobody makes unasked.
    if form.kind != .suggestion {
      reply.fact = form.options(of: .fact).first.flatMap { FactFinding(rawValue: $0.id) }
    }
    reply.claim = .justified
    reply.isPublic = request.isPublicReply
    reply.siteViewedAt = story.lookedAt
    reply.siteView =
      story.lookedAt != nil ? .viewed : form.kind == .inquiry ? .noSite : nil
    reply.department = department
    reply.signedBy = office
    let answer = self.answer
    reply.manner = answer.manner
    reply.answeredAt = answer.at
    if form.kind == .inquiry {
      reply.solution = .explained
    } else if story.outcome != nil {
      reply.solution = .solved
    }
    reply.points = points(for: reply)
    return reply
  }

  /// The points as the timeline tells them, with the units, the manner and the time of a reply.
  package func points(for reply: HotlineReply) -> String {
    var answer = self.answer
    answer.manner = reply.manner ?? answer.manner
    answer.at = reply.answeredAt ?? answer.at
    let (department, office) = (reply.department.tidied, reply.signedBy.tidied)
    return points(
      answer, department: department.isEmpty ? self.department : department,
      office: office.isEmpty ? self.office : office)
  }

  // MARK: Units

  /// 居委会: the committee of the neighbourhood, by the name that its staff have as their unit.
  private var office: String {
    let own: Set<Role> = [.secretary, .director, .dutyOfficer]
    let unit = directory.people.first { own.contains($0.role) && !$0.unit.tidied.isEmpty }?.unit
    if let unit { return unit.tidied }
    let name = directory.neighborhood.name
    return name.hasSuffix("居民区") ? name + "居委会" : name.isEmpty ? "居委会" : name
  }

  /// Who settled it: the unit of whoever handles it, else the committee itself.
  private var department: String {
    switch request.handler {
    case .person(let id): unit(of: id) ?? office
    case .pool(let crew):
      directory.people.first { crew.members.contains($0.role) && !$0.unit.tidied.isEmpty }?
        .unit.tidied ?? office
    case nil: office
    }
  }

  private func unit(of id: PersonID) -> String? {
    guard let unit = directory.person(id)?.unit.tidied, !unit.isEmpty else { return nil }
    return unit
  }

  /// Whoever looked or worked, by unit and office; nobody's name goes out.
  private func worker(_ id: PersonID?) -> String {
    guard let person = id.flatMap(directory.person) else { return "工作人员" }
    let unit = person.unit.tidied
    return unit.isEmpty ? person.role.title : unit + person.role.title
  }

  // MARK: The answer

  private struct Answer {
    var at: Instant?
    var manner: ReplyManner?
    var words: String
  }

  /// Whether somebody recorded that the resident was told the result.
  package var isAnswered: Bool { story.told != nil }

  /// When and how the resident was told the result: by 办结见面, 反馈 or a call after the work was done. Open while
  /// nobody recorded any of them.
  private var answer: Answer {
    Answer(at: story.told?.at, manner: story.told?.manner, words: story.told?.words ?? "")
  }

  // MARK: 答复要点

  /// One paragraph: when the caller was reached, who looked, what was done, when they were told, what they said.
  private func points(_ answer: Answer, department: String, office: String) -> String {
    var parts: [String] = []
    func isNamed(_ unit: String) -> Bool { parts.contains { $0.contains(unit) } }
    if let contact = FirstContact(history), contact.failure == nil {
      let said = clipped(contact.words, 80)
      parts.append(
        "\(unit(of: contact.by) ?? office)于\(moment(contact.at))\(contact.method)联系来电人了解情况"
          + (said.isEmpty ? "" : "，\(said)"))
    }
    if let looked = story.lookedAt {
      parts.append("\(moment(looked))\(worker(story.lookedBy))到现场查看")
    }
    let done = clipped(story.outcome ?? "", 180)
    if !done.isEmpty {
      parts.append("\(isNamed(department) ? "" : department)处置情况：\(done)")
    } else if !isNamed(department), department != office {
      parts.append("由\(department)办理")
    }
    // Nobody is said to have been answered before somebody said when.
    if let at = answer.at {
      // Who answers is named once.
      let who = isNamed(office) ? "" : "\(office)于"
      let words = clipped(answer.words, 80)
      parts.append(
        "\(who)\(moment(at))\(answer.manner?.sentence ?? "")答复来电人"
          + (words.isEmpty || words == clipped(story.outcome ?? "", 80) ? "" : "：\(words)"))
    }
    return fitted(parts)
  }

  /// Sentences, each ended once, in no more characters than the form takes: the clips above see to that, and
  /// long names of units are cut off last.
  private func fitted(_ parts: [String]) -> String {
    let text = parts.map { part in
      var part = part
      while let last = part.last, "。；，、;,.".contains(last) { part.removeLast() }
      return part + "。"
    }.joined()
    return text.count <= HotlineReply.mostPoints
      ? text : String(text.prefix(HotlineReply.mostPoints - 1)) + "…"
  }

  private func clipped(_ text: String, _ most: Int) -> String {
    let plain = ReplyWords.plain(text, of: request)
    return plain.count <= most ? plain : String(plain.prefix(most - 1)) + "…"
  }

  private func moment(_ at: Instant) -> String {
    "\(at.day.dateText(relativeTo: now.day))\(at.clockText)"
  }
}

extension HotlineReply {
  /// The answer as 办结见面: by the same manner, at the same time, with what the resident said.
  package func meeting(by person: PersonID, at now: Instant) -> Meeting {
    let manner: MeetingManner =
      switch self.manner {
      case .phone, nil: .phone
      case .writing: .weChat
      case .appointment: .appointment
      }
    let words = residentWords.tidied
    return Meeting(
      .completion, by: person, at: answeredAt ?? now, manner: manner,
      words: words.isEmpty ? "答复办理结果，市民\(opinion?.title ?? ReplyOpinion.unrated.title)" : words)
  }

  /// The same reply for another ticket of the same matter; a 并件 of the first repeats it. What must not be
  /// published stays so.
  package func copied(to other: Request, from first: Request) -> HotlineReply {
    var copy = self
    if !other.isPublicReply { copy.isPublic = false }
    guard other.main?.id == first.id else { return copy }
    if copy.repeats.tidied.isEmpty || copy.repeats.tidied == other.hotline?.number {
      copy.repeats = first.hotline?.number ?? ""
    }
    return copy
  }
}

/// What the timeline says of the work of the present round.
private struct ReplyStory {
  /// When somebody was on site, and who.
  var lookedAt: Instant?
  var lookedBy: PersonID?
  /// What was done.
  var outcome: String?
  /// When and how the resident was told the result.
  var told: (at: Instant, manner: ReplyManner, words: String)?

  init(_ history: RequestHistory) {
    let undone = history.undoneVersions
    var handler: PersonID?
    var isDone = false
    var isMet = false
    for recorded in history.events where !undone.contains(recorded.version) {
      switch recorded.event {
      case .ticket(.reviewBegun):
        (lookedAt, lookedBy, outcome, told) = (nil, nil, nil, nil)
        (isDone, isMet) = (false, false)
      case .dispatched(let dispatch): handler = dispatch.handler.person
      case .accepted(let acceptance): handler = acceptance.by
      case .arrived: look(recorded.at, by: handler ?? recorded.actor)
      case .resolved(let resolution):
        outcome = resolution.outcome
        isDone = true
        // 办结见面 may be written down before the work is.
        if !isMet { told = nil }
      case .fedBack(let feedback):
        told = (recorded.at, feedback.method.replyManner, feedback.text)
      case .ticket(.contacted(let attempt)) where isDone && told == nil && attempt.isReached:
        told = (attempt.at, attempt.method.replyManner, attempt.words)
      case .ticket(.met(let meeting)):
        guard let manner = meeting.manner else { break }
        if manner == .visit, meeting.step != .completion { look(meeting.at, by: meeting.by) }
        if meeting.step == .completion {
          told = (meeting.at, manner.replyManner, meeting.words)
          isMet = true
        }
      default: break
      }
    }
  }

  private mutating func look(_ at: Instant, by person: PersonID) {
    lookedAt = at
    lookedBy = person
  }
}

extension ReplyManner {
  /// How a sentence says it.
  fileprivate var sentence: String { self == .appointment ? "当面" : title }
}

extension ContactMethod {
  /// In the three words of the city's form: what is written is 书面, what is said face to face 约谈.
  fileprivate var replyManner: ReplyManner {
    switch self {
    case .phone: .phone
    case .weChat: .writing
    case .visit, .inPerson: .appointment
    }
  }
}

extension MeetingManner {
  fileprivate var replyManner: ReplyManner {
    switch self {
    case .phone: .phone
    case .weChat: .writing
    case .visit, .appointment: .appointment
    }
  }
}

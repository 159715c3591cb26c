/// 全程: a request from its resident's first word to 告知居民 and its end, on one page: what was, what is owed now, and
/// what is still to come, across the desk and everything that it became a part of.
///
/// One pure function of the request and its things, so that the console, the command line and whoever prints it tell
/// the same story.
package struct RequestThread: Hashable, Sendable {
  /// Its number.
  package let number: String
  /// What the resident said.
  package let text: String
  /// From the first to the last.
  package let stations: [Station]

  /// A station of the way.
  package struct Station: Hashable, Sendable, Identifiable {
    /// Unique within the thread.
    package var id: String
    /// 「登记」, 「微实事节点 方案公示」, 「告知居民」.
    package var title: String
    /// When it happened; nil for what is to come.
    package var at: Instant?
    /// By when it is owed; nil where nobody has set a date yet.
    package var due: Instant?
    /// Who did it, or owes it.
    package var who: String
    /// What was said or done.
    package var words: String
    /// How it stands.
    package var state: State
    /// Where it is worked on; nil for the request itself.
    package var thing: OnwardLink?
  }

  /// How a station stands.
  package enum State: String, Hashable, Sendable {
    /// It happened.
    case done
    /// It was given up, or taken out.
    case dropped
    /// It is owed next.
    case next
    /// It is owed and late.
    case late
    /// It is to come.
    case toCome

    /// The Chinese word.
    package var title: String {
      switch self {
      case .done: "已办"
      case .dropped: "不办"
      case .next: "现在"
      case .late: "超期"
      case .toCome: "以后"
      }
    }
  }

  /// - Parameters:
  ///   - history: The request as it may be shown.
  ///   - obligation: What it owes next.
  ///   - projects: The 微实事 that it is or was a part of; what happened in them stands in the thread.
  package init(
    _ history: RequestHistory, obligation: Obligation?, projects: [Project],
    in directory: Directory, now: Instant
  ) {
    number = history.request.number
    text = history.request.registration.text
    let blank = history.callerBlank
    var stations = RequestThread.past(history, projects, directory)
    for project in projects {
      stations += RequestThread.past(project, of: history.request, directory).map { station in
        var station = station
        station.title = blank.blanked(station.title)
        station.words = blank.blanked(station.words)
        return station
      }
    }
    // What came first stands first. Of one moment, what happened in a project stands between 列入 and 销项.
    let joined = RequestThread.lastJoining(history, projects)
    func rank(_ station: Station) -> Int {
      guard let version = Int(station.id.dropFirst("event:".count)), station.id.hasPrefix("event:")
      else { return 1 }
      return version <= joined ? 0 : 2
    }
    stations = stations.enumerated().sorted {
      let one = ($0.element.at ?? now, rank($0.element), $0.offset)
      return one < ($1.element.at ?? now, rank($1.element), $1.offset)
    }.map(\.element)
    stations += RequestThread.ahead(
      history.request, obligation, projects.filter(\.isOpen), directory, now: now)
    self.stations = stations
  }

  // MARK: What was

  private static func past(
    _ history: RequestHistory, _ projects: [Project], _ directory: Directory
  ) -> [Station] {
    let undone = history.undoneVersions
    return history.events.compactMap { recorded in
      guard !undone.contains(recorded.version), let words = words(of: recorded.event, directory)
      else { return nil }
      var title = recorded.event.title
      var thing: OnwardLink?
      var state = State.done
      switch recorded.event {
      case .onward(let event):
        thing = event.link
        // Of those that are told whole, only coming in and leaving is the request's own.
        if case .moved = event, projects.contains(where: { $0.link.isSame(as: event.link) }) {
          return nil
        }
        if case .left = event { state = .dropped }
        if case .moved(let move) = event { title = "\(move.link.kind.title)进展" }
      case .fedBack where wasSettledElsewhere(history, before: recorded): title = "告知居民"
      case .cancelled: state = .dropped
      default: break
      }
      return Station(
        id: "event:\(recorded.version)", title: title, at: recorded.at, due: nil,
        who: directory.name(of: recorded.actor), words: words, state: state, thing: thing)
    }
  }

  /// The version by which the request came into the last of its projects; 0 when it is in none.
  private static func lastJoining(_ history: RequestHistory, _ projects: [Project]) -> Int {
    history.events.last { recorded in
      guard case .onward(.joined(let joining)) = recorded.event else { return false }
      return projects.contains { $0.link.isSame(as: joining.link) }
    }?.version ?? 0
  }

  private static func wasSettledElsewhere(
    _ history: RequestHistory, before recorded: RecordedEvent
  ) -> Bool {
    history.events.contains {
      guard $0.version < recorded.version, case .onward(.settled(let settlement)) = $0.event
      else { return false }
      return settlement.resolves
    }
  }

  /// What is said of an event; nil for what is no station.
  private static func words(of event: RequestEvent, _ directory: Directory) -> String? {
    switch event {
    case .registered(let form): form.text
    case .responded(let remark), .arrived(let remark), .confirmed(let remark),
      .rejected(let remark), .supervised(let remark), .resumed(let remark),
      .escalated(let remark), .cancelled(let remark), .reopened(let remark):
      remark.text
    case .triaged(let decision):
      [decision.tier.title, decision.category?.name].compactMap { $0 }.joined(separator: " ")
    case .dispatched(let dispatch):
      "派给\(directory.name(of: dispatch.handler))"
        + (dispatch.note.isEmpty ? "" : "：\(dispatch.note)")
    case .accepted(let acceptance): directory.name(of: acceptance.by)
    case .resolved(let resolution): resolution.outcome
    case .fedBack(let feedback): feedback.text
    case .held(let hold): hold.reason
    case .closedByHotline(let closing): closing.outcome
    case .informed(let informing): informing.text
    case .ticket: ""
    case .task(let task): words(of: task, directory)
    case .inquiry: ""
    case .onward(let onward): words(of: onward)
    case .linked, .unlinked: ""
    case .noted, .amended, .undone, .phoneRevealed, .acknowledged, .hotlineReconciled, .takenOver:
      nil
    }
  }

  private static func words(of event: TaskEvent, _ directory: Directory) -> String {
    switch event {
    case .set(let order): "\(order.title)，\(directory.name(of: order.person))"
    case .changed(let change): change.reason
    case .settled(let settlement):
      [settlement.outcome.title, settlement.words].filter { !$0.isEmpty }.joined(separator: "：")
    }
  }

  private static func words(of event: OnwardEvent) -> String {
    switch event {
    case .joined(let joining): "「\(joining.link.title)」"
    case .moved(let move): move.words
    case .settled(let settlement): settlement.outcome
    case .left(let leaving): leaving.reason
    }
  }

  /// What happened in a project while the request was in it. 销项 and 终止 the request knows by itself.
  private static func past(
    _ project: Project, of request: Request, _ directory: Directory
  ) -> [Station] {
    guard let part = request.onward.last(where: { $0.link.isSame(as: project.link) }) else {
      return []
    }
    return project.records.compactMap { record in
      guard record.at >= part.joinedAt, part.endedAt.map({ record.at <= $0 }) ?? true else {
        return nil
      }
      var state = State.done
      switch record.event {
      case .started, .sourceJoined, .sourceLeft, .closedOff, .cancelled, .amended: return nil
      case .milestoneStruck: state = .dropped
      default: break
      }
      return Station(
        id: "project:\(project.id.text):\(record.version)", title: record.event.title,
        at: record.at, due: nil, who: directory.name(of: record.actor),
        words: project.words(of: record.event, in: directory), state: state, thing: project.link)
    }
  }

  // MARK: What is to come

  private static func ahead(
    _ request: Request, _ obligation: Obligation?, _ projects: [Project], _ directory: Directory,
    now: Instant
  ) -> [Station] {
    guard request.isOpen else { return [] }
    let blank = request.callerBlank
    var stations: [Station] = []
    func add(_ title: String, due: Instant?, who: String = "", thing: OnwardLink? = nil) {
      stations.append(
        Station(
          id: "ahead:\(stations.count)", title: blank.blanked(title), at: nil, due: due, who: who,
          words: "", state: due.map { $0 < now } ?? false ? .late : .toCome, thing: thing))
    }
    // What the request owes itself stands in front, unless it is one of the steps that follow.
    let own = obligation.flatMap { OnwardStep.kinds.contains($0.kind) ? nil : $0 }
    let tail = request.tail
    if let own, !tail.contains(where: { $0.kinds.contains(own.kind) }) {
      add(own.kind.title, due: own.dueAt, who: own.owedBy.name(in: directory))
    }
    let parts = request.onward.filter(\.isOpen)
    for part in parts where part.link.kind != .project {
      guard let step = part.step else { continue }
      add(
        "\(part.link.kind.title) \(step.what)", due: step.dueAt,
        who: step.person.map(directory.name(of:)) ?? "书记", thing: part.link)
    }
    for project in projects where parts.contains(where: { $0.link.isSame(as: project.link) }) {
      for milestone in project.openMilestones {
        add(
          "节点 \(milestone.name)", due: milestone.dueAt, who: directory.name(of: milestone.person),
          thing: project.link)
      }
      let owner = directory.name(of: project.plan.owner)
      let due = project.openMilestones.isEmpty ? project.nextStep?.dueAt : nil
      if project.needsReview { add("居民评议", due: due, who: owner, thing: project.link) }
      add("微实事销项", due: project.needsReview ? nil : due, who: owner, thing: project.link)
    }
    for step in tail {
      let owed = own.flatMap { step.kinds.contains($0.kind) ? $0 : nil }
      add(step.title, due: owed?.dueAt, who: owed.map { $0.owedBy.name(in: directory) } ?? "")
    }
    if !stations.contains(where: { $0.state == .late }), let first = stations.indices.first {
      stations[first].state = .next
    }
    return stations
  }
}

/// What every request still has before it by the stage that it is in.
private struct ThreadTail {
  var title: String
  var kinds: [ObligationKind]
}

extension Request {
  fileprivate var tail: [ThreadTail] {
    let work = ThreadTail(title: "处置完成", kinds: [.resolution, .acceptance, .arrival, .dispatch])
    let told = ThreadTail(title: "告知居民", kinds: [.telling, .feedback, .reply])
    let accepted = ThreadTail(title: "居民认可、办结", kinds: [.confirmation, .visit])
    return switch stage {
    case .registered, .dispatched, .accepted, .arrived, .supervised: [work, told, accepted]
    case .rejected:
      [ThreadTail(title: "书记督办", kinds: [.supervision]), work, told, accepted]
    case .escalated:
      carriedBy == nil
        ? [ThreadTail(title: "议事会", kinds: [.council]), told, accepted] : [told, accepted]
    case .resolved: [told, accepted]
    case .fedBack, .replied: [accepted]
    case .closed, .cancelled, .returned: []
    }
  }
}

extension OwedBy {
  /// Who owes it.
  fileprivate func name(in directory: Directory) -> String {
    switch self {
    case .desk: "值班台"
    case .handler(let handler): directory.name(of: handler)
    case .role(let role): role.title
    }
  }
}

/// 并入: this request is a 并件 of a main one (主件) from now on. It keeps its number, history and deadline.
package struct Linking: Hashable, Codable, Sendable {
  /// The main request.
  package var main: RequestID
  /// Its number, so that the record reads without looking it up.
  package var number: String
  /// Why, if somebody said so.
  package var text: String

  /// Makes a link to a main request.
  package init(to main: RequestID, number: String, text: String = "") {
    self.main = main
    self.number = number
    self.text = text
  }
}

/// What a 并件 knows of its main request: a part of its state.
package struct MainLink: Hashable, Sendable {
  /// The main request.
  package let id: RequestID
  /// Its number.
  package let number: String
  /// Since when.
  package let at: Instant
  /// Who linked them.
  package let by: PersonID

  /// Makes a link.
  package init(id: RequestID, number: String, at: Instant, by: PersonID) {
    self.id = id
    self.number = number
    self.at = at
    self.by = by
  }
}

/// A request in a line, as those that are linked to it show it.
package struct LinkedRequest: Hashable, Sendable, Identifiable {
  /// Globally unique.
  package let id: RequestID
  /// `20261121-007`.
  package var number: String
  /// The neighbourhood that owns it.
  package var neighborhood: NeighborhoodID
  /// What the resident said.
  package var text: String
  /// Where it is about.
  package var place: RequestPlace
  /// The one word for its state.
  package var status: RequestStatus
  /// When it came in.
  package var receivedAt: Instant
  /// Its own main request, if it is a 并件.
  package var main: MainLink?

  /// Makes a line.
  package init(
    id: RequestID, number: String, neighborhood: NeighborhoodID, text: String,
    place: RequestPlace = RequestPlace(), status: RequestStatus, receivedAt: Instant,
    main: MainLink? = nil
  ) {
    self.id = id
    self.number = number
    self.neighborhood = neighborhood
    self.text = text
    self.place = place
    self.status = status
    self.receivedAt = receivedAt
    self.main = main
  }

  /// The line of a request.
  package init(_ request: Request) {
    let form = request.registration
    self.init(
      id: request.id, number: request.number, neighborhood: form.neighborhood, text: form.text,
      place: form.place, status: request.status, receivedAt: request.receivedAt,
      main: request.main)
  }

  /// Whether something is still owed.
  package var isOpen: Bool { status.isOpen }
}

/// 主件/并件 around a request, as they are at the moment of asking.
///
/// A request's own events say which main one it is linked to; which others are linked to it stands in
/// theirs. So whoever asks the rules about links looks the neighbours up and hands them in.
package struct Kinship: Hashable, Sendable {
  /// Its main request; nil when it is none's 并件.
  package var main: LinkedRequest?
  /// Its 并件, oldest first.
  package var linked: [LinkedRequest]
  /// The one that the command in question would make its main: of 并入, or of undoing 解除.
  package var candidate: LinkedRequest?

  /// Nobody around it.
  package static let none = Kinship()

  /// Makes one.
  package init(
    main: LinkedRequest? = nil, linked: [LinkedRequest] = [], candidate: LinkedRequest? = nil
  ) {
    self.main = main
    self.linked = linked
    self.candidate = candidate
  }
}

// Links form a forest of depth one: a 并件 has no 并件 of its own. So what is done to a main request reaches
// all of them in one step, and nobody has to follow a chain to find where a matter is being handled.
extension RequestHistory {
  /// The main request that a command would give this one, when that is another than now; whoever gives
  /// the command looks it up for ``Kinship/candidate``.
  package func newMain(by command: RequestCommand) -> RequestID? {
    switch command {
    case .link(let main, _): return main
    case .undo: return mainAfterUndo.flatMap { $0 == request.main?.id ? nil : $0 }
    default: return nil
    }
  }

  /// The main request that undoing the last step would leave it with.
  package var mainAfterUndo: RequestID? {
    // Only a step that has to do with links can change it; all others need no second fold.
    guard let step = lastStep else { return nil }
    switch step.event {
    case .linked, .unlinked: break
    default: return request.main?.id
    }
    let undoing = RecordedEvent(
      version: events.count + 1, at: step.at, actor: step.actor,
      event: .undone(Undoing(version: step.version)))
    return appending([undoing])?.request.main?.id
  }

  /// Why links do not allow a command; nil when they do.
  func linkRefusal(of kind: CommandKind, beside kin: Kinship) -> Refusal? {
    switch kind {
    case .link: return kin.linked.isEmpty ? nil : mainRefusal(kin)
    case .unlink:
      guard request.main == nil else { return nil }
      return kin.linked.isEmpty
        ? .outOfTurn("没有并入主件，不用解除")
        : .outOfTurn("这是主件；要解除，请到并件上办：\(kin.linked.numbers)")
    case .undo:
      guard let main = mainAfterUndo, main != request.main?.id else { return nil }
      // Taking 解除 back makes it a 并件 again, which the world may not allow any more.
      if !kin.linked.isEmpty {
        return .outOfTurn("解除以后又有诉求并入了它（\(kin.linked.numbers)），不能再变回并件")
      }
      guard let candidate = kin.candidate, candidate.id == main, let other = candidate.main else {
        return nil
      }
      return .outOfTurn("原来的主件 \(candidate.number) 已并入 \(other.number)，不能撤回解除；请重新并入")
    default: return nil
    }
  }

  private func mainRefusal(_ kin: Kinship) -> Refusal {
    .outOfTurn("这是主件，有 \(kin.linked.count) 件并件；请和它们一起并入：\(kin.linked.numbers)")
  }

  func decideLink(
    to main: RequestID, _ note: String, beside kin: Kinship
  ) throws(Refusal) -> RequestEvent {
    guard main != id else { throw .invalid("不能并入自己，请另选主件") }
    guard let candidate = kin.candidate, candidate.id == main else {
      throw .invalid("没有找到这件主件，没有并入")
    }
    guard candidate.neighborhood == request.registration.neighborhood else {
      throw .invalid("\(candidate.number) 是别的居民区的诉求，不能并入")
    }
    if let other = candidate.main {
      throw .invalid("\(candidate.number) 自己已并入 \(other.number)；请直接并入 \(other.number)")
    }
    if request.main?.id == main { throw .invalid("已经并入 \(candidate.number)") }
    return .linked(
      Linking(
        to: main, number: candidate.number, text: try WordLimits.checked(note, "说明")))
  }

  func decideUnlinking(_ note: String) throws(Refusal) -> RequestEvent {
    guard let main = request.main else { throw .outOfTurn("没有并入主件，不用解除") }
    return .unlinked(
      Linking(to: main.id, number: main.number, text: try WordLimits.checked(note, "说明")))
  }
}

extension [LinkedRequest] {
  /// The numbers of the first few.
  fileprivate var numbers: String {
    prefix(3).map(\.number).joined(separator: "、") + (count > 3 ? " 等" : "")
  }
}

/// Which requests become 并件 of which main one, when several are linked together.
package struct LinkPlan: Hashable, Sendable {
  /// The main one.
  package let main: LinkedRequest
  /// Those that are linked to it, in an order in which each is allowed: the 并件 of another main one go
  /// before that one.
  package let joining: [RequestID]
  /// How many of them were not chosen but come along with their main one.
  package let along: Int

  /// Plans to link the chosen ones to one of them, or to another request.
  /// - Parameters:
  ///   - linked: The 并件 of each chosen one.
  package init(
    to main: LinkedRequest, chosen: [LinkedRequest], linked: [RequestID: [LinkedRequest]]
  ) {
    self.main = main
    let others = chosen.filter { $0.id != main.id && $0.main?.id != main.id }
    var seen: Set<RequestID> = [main.id]
    var order: [RequestID] = []
    for one in others {
      for follower in linked[one.id] ?? [] where seen.insert(follower.id).inserted {
        order.append(follower.id)
      }
    }
    let along = Set(order).subtracting(others.map(\.id)).count
    // Those that have 并件 of their own go last.
    for one in others where seen.insert(one.id).inserted { order.append(one.id) }
    joining = order
    self.along = along
  }

  /// Who may be the main one of those chosen, the likeliest first: one that already has 并件, then the oldest
  /// open one, then the oldest. In place of a 并件 stands its main one.
  package static func candidates(
    _ chosen: [LinkedRequest], linked: [RequestID: [LinkedRequest]], mains: [LinkedRequest]
  ) -> [LinkedRequest] {
    var seen: Set<RequestID> = []
    let free = (chosen.filter { $0.main == nil } + mains.filter { $0.main == nil })
      .filter { seen.insert($0.id).inserted }
    func rank(_ one: LinkedRequest) -> (Int, Int64, String) {
      let hasLinked = linked[one.id]?.isEmpty == false || mains.contains { $0.id == one.id }
      return (
        one.isOpen ? (hasLinked ? 0 : 1) : 2, one.receivedAt.milliseconds, one.number
      )
    }
    return free.sorted { rank($0) < rank($1) }
  }
}

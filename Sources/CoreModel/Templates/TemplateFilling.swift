/// What the fields of a template are for one request at one moment.
package struct TemplateFilling: Sendable {
  /// The request.
  package var request: Request
  /// People and places.
  package var directory: Directory
  /// Its clocks; one that still runs in good time becomes the promise.
  package var clocks: [Clock]
  /// A promise already missed is not repeated.
  package var now: Instant

  /// Makes a filling.
  package init(request: Request, directory: Directory, clocks: [Clock], now: Instant) {
    self.request = request
    self.directory = directory
    self.clocks = clocks
    self.now = now
  }

  /// Stands where a person has to write something: a message is not recorded while it is in it.
  package static let blank = "＿＿"

  /// The words with every field filled in.
  ///
  /// What nobody knows is said so that the sentence still reads (「尽快」, 「工作人员」); what only a person
  /// can supply becomes ``blank``. Telephone numbers in free text are masked.
  package func filled(_ text: String) -> String {
    TemplateText(text).pieces.map { piece in
      switch piece {
      case .words(let words): words
      case .unknown(let name): "{\(name)}"
      case .field(let field): value(of: field)
      }
    }.joined()
  }

  private func value(of field: TemplateField) -> String {
    switch field {
    case .neighborhood: return directory.neighborhood.name
    case .number: return request.number
    case .group:
      return request.registration.place.group.flatMap { directory.group($0) }?.name ?? ""
    case .category: return request.category.map { Privacy.masked($0.name) } ?? "诉求"
    case .handler: return handler
    case .due: return promise
    case .today: return now.day.dateText(relativeTo: now.day)
    case .resident:
      // 「匿名您好」 is no way to speak to anybody.
      guard request.callerPrivacy == .open else { return "居民" }
      return free(request.registration.resident.name) ?? "居民"
    case .place:
      let label = directory.label(of: request.registration.place)
      return free(label) ?? "您家"
    case .words: return free(request.registration.text) ?? TemplateFilling.blank
    case .outcome: return free(request.resolution?.outcome) ?? TemplateFilling.blank
    case .reason: return free(request.hold?.reason) ?? TemplateFilling.blank
    }
  }

  private func free(_ text: String?) -> String? {
    guard let text = text?.tidied, !text.isEmpty else { return nil }
    return Privacy.masked(text)
  }

  /// A crew by its name, staff by theirs; nobody yet is 「工作人员」.
  private var handler: String {
    request.handler.map { directory.name(of: $0) } ?? "工作人员"
  }

  /// The soonest thing that we still owe in good time: 「今天 20:00 前」 as `最晚20:00前`.
  private var promise: String {
    let running = clocks.filter {
      TemplateFilling.promised.contains($0.kind) && $0.stoppedAt == nil && $0.dueAt > now
    }
    guard let next = running.min(by: { $0.dueAt < $1.dueAt }) else { return "尽快" }
    return "最晚\(next.dueAt.nearText(relativeTo: now))前"
  }

  /// What a resident can expect of us: inner steps (接单, 派单) are nothing to them.
  private static let promised: Set<ObligationKind> = [
    .firstResponse, .firstContact, .arrival, .resolution, .feedback, .supervision, .council,
  ]
}

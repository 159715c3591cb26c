/// What 更正 can correct, one by one.
package enum AmendmentField: String, CaseIterable, Sendable {
  case text, group, room, detail, name, phone, channel, urgency

  /// The Chinese word.
  package var title: String {
    switch self {
    case .text: "内容"
    case .group: "楼组"
    case .room: "室号"
    case .detail: "地点"
    case .name: "称呼"
    case .phone: "电话"
    case .channel: "来源"
    case .urgency: "紧急"
    }
  }
}

extension Request {
  /// What is written down in a field, empty where nothing is.
  package func written(_ field: AmendmentField) -> String {
    switch field {
    case .text: registration.text
    case .group: registration.place.group?.text ?? ""
    case .room: registration.place.room ?? ""
    case .detail: registration.place.detail ?? ""
    case .name: registration.resident.name ?? ""
    case .phone: registration.resident.phone ?? ""
    case .channel: registration.channel.rawValue
    case .urgency: urgency.rawValue
    }
  }

  /// The fields that read differently in another state of the request.
  package func differences(to other: Request) -> [AmendmentField] {
    AmendmentField.allCases.filter { written($0) != other.written($0) }
  }
}

/// Two corrections of one request at the same time.
package enum AmendmentMerge {
  /// The fields that both changed, to different things: the person has to choose. What only one of them
  /// changed is kept from either, and what both changed alike is no question.
  /// - Parameters:
  ///   - mine: What the person wrote, only the fields that they changed.
  ///   - then: The request as they saw it.
  ///   - now: The request as it is.
  package static func clashes(
    mine: [AmendmentField: String], then: Request, now: Request
  ) -> [AmendmentField] {
    then.differences(to: now).filter { field in
      guard let mine = mine[field] else { return false }
      return mine != now.written(field)
    }
  }
}

extension RequestHistory {
  /// The history as somebody saw it who saw this version; nil when there never was one.
  package func asSeen(at version: Int) -> RequestHistory? {
    guard version <= events.count else { return nil }
    return RequestHistory(id: id, events: Array(events.prefix(version)))
  }

  /// Everything after a version that somebody who saw it must know before going on.
  package func news(since version: Int) -> [RecordedEvent] {
    events.dropFirst(max(0, version)).filter(\.event.isNews)
  }
}

extension RequestEvent {
  /// Whether it may change what somebody at another desk is about to do. A look at a phone number or at a
  /// reminder does not.
  package var isNews: Bool {
    switch self {
    case .phoneRevealed, .acknowledged, .onward(.moved): false
    default: true
    }
  }
}

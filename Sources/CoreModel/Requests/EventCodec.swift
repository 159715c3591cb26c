import Foundation

/// How events are written down: a kind, the version of the payload's layout, and JSON.
///
/// Kinds and layouts are for ever: what was once written must stay readable. A changed layout gets
/// the next version and a reader for the old one.
package enum EventCodec {
  /// An event as the store keeps it.
  package struct Stored: Hashable, Sendable {
    /// Stable name of the event.
    package var kind: String
    /// Layout of the payload, from 1.
    package var layout: Int
    /// The payload as JSON with sorted keys.
    package var payload: String

    /// Makes a stored event.
    package init(kind: String, layout: Int, payload: String) {
      self.kind = kind
      self.layout = layout
      self.payload = payload
    }
  }

  /// A stored event that this build cannot read.
  package enum Unreadable: Error, Hashable, Sendable {
    /// Written by a newer build.
    case unknownKind(String, layout: Int)
    /// The payload is not what its kind and layout say.
    case damaged(kind: String)
  }

  /// Writes an event down.
  package static func encode(_ event: RequestEvent) throws -> Stored {
    Stored(kind: event.kind, layout: 1, payload: try payload(of: event))
  }

  private static func payload(of event: RequestEvent) throws -> String {
    switch event {
    // A named handler is rare, and not worth writing by hand.
    case .registered(let form) where form.namedHandler == nil: PayloadText.of(form)
    case .closedByHotline(let closing): PayloadText.of(closing)
    default: try encodedPayload(of: event)
    }
  }

  /// What the general encoder makes of an event, which is what every payload must be.
  static func encodedPayload(of event: RequestEvent) throws -> String {
    String(decoding: try encoder.encode(AnyPayload(event)), as: UTF8.self)
  }

  /// Reads an event back.
  /// - Throws: ``Unreadable``.
  package static func decode(_ stored: Stored) throws(Unreadable) -> RequestEvent {
    guard stored.layout == 1, let read = readers[stored.kind] else {
      throw .unknownKind(stored.kind, layout: stored.layout)
    }
    do {
      return try read(Data(stored.payload.utf8))
    } catch {
      throw .damaged(kind: stored.kind)
    }
  }

  /// Made once: a million requests are written through it.
  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  private static let decoder = JSONDecoder()

  private typealias Reader = @Sendable (Data) throws -> RequestEvent

  private static func reader<Payload: Decodable & SendableMetatype>(
    _ wrap: @escaping @Sendable (Payload) -> RequestEvent
  ) -> Reader {
    { wrap(try decoder.decode(Payload.self, from: $0)) }
  }

  private static let readers: [String: Reader] = [
    "registered": reader { RequestEvent.registered($0) },
    "responded": reader { RequestEvent.responded($0) },
    "triaged": reader { RequestEvent.triaged($0) },
    "dispatched": reader { RequestEvent.dispatched($0) },
    "accepted": reader { RequestEvent.accepted($0) },
    "arrived": reader { RequestEvent.arrived($0) },
    "resolved": reader { RequestEvent.resolved($0) },
    "fedBack": reader { RequestEvent.fedBack($0) },
    "confirmed": reader { RequestEvent.confirmed($0) },
    "rejected": reader { RequestEvent.rejected($0) },
    "supervised": reader { RequestEvent.supervised($0) },
    "held": reader { RequestEvent.held($0) },
    "resumed": reader { RequestEvent.resumed($0) },
    "escalated": reader { RequestEvent.escalated($0) },
    "noted": reader { RequestEvent.noted($0) },
    "amended": reader { RequestEvent.amended($0) },
    "cancelled": reader { RequestEvent.cancelled($0) },
    "reopened": reader { RequestEvent.reopened($0) },
    "undone": reader { RequestEvent.undone($0) },
    "phoneRevealed": reader { RequestEvent.phoneRevealed($0) },
    "closedByHotline": reader { RequestEvent.closedByHotline($0) },
    "linked": reader { RequestEvent.linked($0) },
    "unlinked": reader { RequestEvent.unlinked($0) },
    "informed": reader { RequestEvent.informed($0) },
    "acknowledged": reader { RequestEvent.acknowledged($0) },
    "hotlineReconciled": reader { RequestEvent.hotlineReconciled($0) },
    "takenOver": reader { RequestEvent.takenOver($0) },
    "ticketSigned": reader { RequestEvent.ticket(.signed($0)) },
    "ticketContacted": reader { RequestEvent.ticket(.contacted($0)) },
    "ticketMet": reader { RequestEvent.ticket(.met($0)) },
    "ticketMeetingsWaived": reader { RequestEvent.ticket(.meetingsWaived($0)) },
    "ticketReplied": reader { RequestEvent.ticket(.replied($0)) },
    "ticketReturnAsked": reader { RequestEvent.ticket(.returnAsked($0)) },
    "ticketReturnAnswered": reader { RequestEvent.ticket(.returnAnswered($0)) },
    "ticketExtensionAsked": reader { RequestEvent.ticket(.extensionAsked($0)) },
    "ticketExtensionAnswered": reader { RequestEvent.ticket(.extensionAnswered($0)) },
    "ticketVisited": reader { RequestEvent.ticket(.visited($0)) },
    "ticketReviewBegun": reader { RequestEvent.ticket(.reviewBegun($0)) },
    "ticketCityOrdered": reader { RequestEvent.ticket(.cityOrdered($0)) },
    "ticketShared": reader { RequestEvent.ticket(.shared($0)) },
    "ticketInterimReported": reader { RequestEvent.ticket(.interimReported($0)) },
    "ticketCorrected": reader { RequestEvent.ticket(.corrected($0)) },
    "taskSet": reader { RequestEvent.task(.set($0)) },
    "taskChanged": reader { RequestEvent.task(.changed($0)) },
    "taskSettled": reader { RequestEvent.task(.settled($0)) },
    "onwardJoined": reader { RequestEvent.onward(.joined($0)) },
    "onwardMoved": reader { RequestEvent.onward(.moved($0)) },
    "onwardSettled": reader { RequestEvent.onward(.settled($0)) },
    "onwardLeft": reader { RequestEvent.onward(.left($0)) },
    "inquiryAsked": reader { RequestEvent.inquiry(.asked($0)) },
    "inquiryAnswered": reader { RequestEvent.inquiry(.answered($0)) },
    "inquirySentBack": reader { RequestEvent.inquiry(.sentBack($0)) },
    "inquiryClosed": reader { RequestEvent.inquiry(.closed($0)) },
  ]

  private struct AnyPayload: Encodable {
    let event: RequestEvent
    init(_ event: RequestEvent) { self.event = event }

    func encode(to encoder: any Encoder) throws {
      switch event {
      case .registered(let payload): try payload.encode(to: encoder)
      case .triaged(let payload): try payload.encode(to: encoder)
      case .dispatched(let payload): try payload.encode(to: encoder)
      case .accepted(let payload): try payload.encode(to: encoder)
      case .resolved(let payload): try payload.encode(to: encoder)
      case .fedBack(let payload): try payload.encode(to: encoder)
      case .held(let payload): try payload.encode(to: encoder)
      case .amended(let payload): try payload.encode(to: encoder)
      case .undone(let payload): try payload.encode(to: encoder)
      case .closedByHotline(let payload): try payload.encode(to: encoder)
      case .linked(let payload), .unlinked(let payload): try payload.encode(to: encoder)
      case .informed(let payload): try payload.encode(to: encoder)
      case .acknowledged(let payload): try payload.encode(to: encoder)
      case .hotlineReconciled(let payload): try payload.encode(to: encoder)
      case .takenOver(let payload): try payload.encode(to: encoder)
      case .ticket(let event): try event.encode(to: encoder)
      case .task(.set(let payload)): try payload.encode(to: encoder)
      case .task(.changed(let payload)): try payload.encode(to: encoder)
      case .task(.settled(let payload)): try payload.encode(to: encoder)
      case .onward(.joined(let payload)): try payload.encode(to: encoder)
      case .onward(.moved(let payload)): try payload.encode(to: encoder)
      case .onward(.settled(let payload)): try payload.encode(to: encoder)
      case .onward(.left(let payload)): try payload.encode(to: encoder)
      case .inquiry(.asked(let payload)): try payload.encode(to: encoder)
      case .inquiry(.answered(let payload)), .inquiry(.closed(let payload)):
        try payload.encode(to: encoder)
      case .inquiry(.sentBack(let payload)): try payload.encode(to: encoder)
      case .responded(let remark), .arrived(let remark), .confirmed(let remark),
        .rejected(let remark), .supervised(let remark), .resumed(let remark),
        .escalated(let remark), .noted(let remark), .cancelled(let remark),
        .reopened(let remark), .phoneRevealed(let remark):
        try remark.encode(to: encoder)
      }
    }
  }
}

extension RequestEvent {
  /// Stable name, as written in the store and in `--json`.
  package var kind: String {
    switch self {
    case .registered: "registered"
    case .responded: "responded"
    case .triaged: "triaged"
    case .dispatched: "dispatched"
    case .accepted: "accepted"
    case .arrived: "arrived"
    case .resolved: "resolved"
    case .fedBack: "fedBack"
    case .confirmed: "confirmed"
    case .rejected: "rejected"
    case .supervised: "supervised"
    case .held: "held"
    case .resumed: "resumed"
    case .escalated: "escalated"
    case .noted: "noted"
    case .amended: "amended"
    case .cancelled: "cancelled"
    case .reopened: "reopened"
    case .undone: "undone"
    case .phoneRevealed: "phoneRevealed"
    case .closedByHotline: "closedByHotline"
    case .linked: "linked"
    case .unlinked: "unlinked"
    case .informed: "informed"
    case .acknowledged: "acknowledged"
    case .hotlineReconciled: "hotlineReconciled"
    case .takenOver: "takenOver"
    case .ticket(let event): event.kind
    case .task(let event): event.kind
    case .onward(let event): event.kind
    case .inquiry(let event): event.kind
    }
  }

  /// The Chinese word for the timeline.
  package var title: String {
    switch self {
    case .registered: "登记"
    case .responded: "响应"
    case .triaged: "分级"
    case .dispatched: "派单"
    case .accepted: "接单"
    case .arrived: "到场"
    case .resolved: "处置完成"
    case .fedBack: "反馈"
    case .confirmed: "认可办结"
    case .rejected: "不认可"
    case .supervised: "督办受理"
    case .held: "挂起"
    case .resumed: "恢复"
    case .escalated: "提交议事会"
    case .noted: "备注"
    case .amended: "更正"
    case .cancelled: "撤销"
    case .reopened: "重开"
    case .undone: "撤回"
    case .phoneRevealed: "查看电话"
    case .closedByHotline: "热线办结"
    case .linked: "并入主件"
    case .unlinked: "解除并件"
    case .informed: "告知居民"
    case .acknowledged: "确认提醒"
    case .hotlineReconciled: "核对导入"
    case .takenOver: "接手"
    case .ticket(let event): event.title
    case .task(let event): event.title
    case .onward(let event): event.title
    case .inquiry(let event): event.title
    }
  }
}

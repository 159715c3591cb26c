package import CoreModel

/// Where a row stands in the order of its list; only good for asking for what comes before or after.
package struct QueueKey: Hashable, Sendable {
  /// The value that the list is sorted by.
  package var sort: Int64
  /// The row's integer key, which settles ties.
  package var row: Int64

  /// Makes a key.
  package init(sort: Int64, row: Int64) {
    self.sort = sort
    self.row = row
  }
}

/// Which stretch of a list to fetch.
package enum Window: Hashable, Sendable {
  /// From the top.
  case first
  /// The end of the list.
  case last
  /// What follows a row, without it.
  case after(QueueKey)
  /// What precedes a row, without it; still in the list's order.
  case before(QueueKey)
  /// Up to `before` rows that precede the place of a row, then the row if it is still in the list,
  /// then up to `after` that follow it. The limit does not apply.
  case around(QueueKey, before: Int, after: Int)
  /// As ``around(_:before:after:)`` with the place that this request has in the list, or would have;
  /// the top of the list when there is no such request.
  case containing(RequestID, before: Int, after: Int)
}

/// A stretch of a list.
package struct QueuePage: Hashable, Sendable {
  /// In the list's order.
  package var rows: [QueueRow]
  /// Whether nothing precedes the first row.
  package var atStart: Bool
  /// Whether nothing follows the last row.
  package var atEnd: Bool

  /// Makes a page.
  package init(rows: [QueueRow], atStart: Bool, atEnd: Bool) {
    self.rows = rows
    self.atStart = atStart
    self.atEnd = atEnd
  }
}

/// A request as lists show it.
package struct QueueRow: Hashable, Sendable, Identifiable {
  /// Globally unique; selection is by this.
  package let id: RequestID
  /// Its place in the list that it was fetched for.
  package var key: QueueKey
  /// `20261121-007`.
  package var number: String
  /// The version that a command on this row expects.
  package var version: Int
  /// What the resident said.
  package var text: String
  /// The building group, if known.
  package var group: GroupID?
  /// The room, if known.
  package var room: String?
  /// What the resident said about the place, if it names no group.
  package var placeDetail: String?
  /// The tier, once decided.
  package var tier: Tier?
  /// How pressing it is.
  package var urgency: Urgency
  /// The one word for its state.
  package var status: RequestStatus
  /// Where it came in.
  package var channel: Channel
  /// What is owed next; nil exactly when it is closed or cancelled.
  package var obligation: Obligation?
  /// 承办人.
  package var handler: Handler?
  /// 首问责任人.
  package var firstReceiver: PersonID
  /// When it came in.
  package var receivedAt: Instant
  /// When it was closed or cancelled.
  package var closedAt: Instant?
  /// 12345 工单编号, if it is one.
  package var hotlineNumber: String?
  /// The number of its main request, if it is a 并件.
  package var mainNumber: String?
  /// How many 并件 it has.
  package var linkedCount: Int
  /// Where it stands as a ticket of 12345; nil for what is none, and once nothing is owed on it.
  package var ticket: TicketLine?

  /// Makes a row.
  package init(
    id: RequestID, key: QueueKey, number: String, version: Int, text: String, group: GroupID? = nil,
    room: String? = nil, placeDetail: String? = nil, tier: Tier? = nil, urgency: Urgency = .normal,
    status: RequestStatus, channel: Channel, obligation: Obligation? = nil, handler: Handler? = nil,
    firstReceiver: PersonID, receivedAt: Instant, closedAt: Instant? = nil,
    hotlineNumber: String? = nil, mainNumber: String? = nil, linkedCount: Int = 0,
    ticket: TicketLine? = nil
  ) {
    self.id = id
    self.key = key
    self.number = number
    self.version = version
    self.text = text
    self.group = group
    self.room = room
    self.placeDetail = placeDetail
    self.tier = tier
    self.urgency = urgency
    self.status = status
    self.channel = channel
    self.obligation = obligation
    self.handler = handler
    self.firstReceiver = firstReceiver
    self.receivedAt = receivedAt
    self.closedAt = closedAt
    self.hotlineNumber = hotlineNumber
    self.mainNumber = mainNumber
    self.linkedCount = linkedCount
    self.ticket = ticket
  }

  /// The place, for ``Directory/label(of:)``.
  package var place: RequestPlace { RequestPlace(group: group, room: room, detail: placeDetail) }
}

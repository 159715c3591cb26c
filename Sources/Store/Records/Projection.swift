internal import CoreModel
internal import GRDB

/// The row that lists read: what follows from a request's events and the rules, and nothing else.
///
/// There is one way from a request to its row, and every writer and ``DeskStore/doctor(sample:)`` go it.
struct Projection: Equatable {
  var numberDay: Int
  var numberSerial: Int
  var version: Int
  var status: String
  var tier: Int?
  var urgency: String
  var channel: String
  var group: Int64?
  var handler: Int64?
  var pool: String?
  var firstReceiver: Int64
  var receivedAt: Int64
  var closedAt: Int64?
  var dueAt: Int64?
  var obligation: String?
  var owedBy: String?
  var hotlineNumber: String?
  var room: String?
  var placeDetail: String?
  var text: String
  var haystack: String
  var ticketState: String?
  var ticketDueAt: Int64?
  var ticketOriginalDueAt: Int64?
  var repliedAt: Int64?
  var ticketKind: String?
  var ticketRound: Int?
  var contactDueAt: Int64?

  init(_ request: Request, under rules: DeadlineRules, roll: Roll) throws {
    let form = request.registration
    let obligation = rules.obligation(for: request)
    guard let number = RequestNumber(form.number) else {
      throw StoreError.failed("诉求编号无法识别：\(form.number)")
    }
    numberDay = number.day
    numberSerial = number.serial
    version = request.version
    status = request.status.rawValue
    tier = request.tier?.rawValue
    urgency = request.urgency.rawValue
    channel = form.channel.rawValue
    group = try form.place.group.map { try roll.key(of: $0) }
    handler = try request.handler?.person.map { try roll.key(of: $0) }
    pool = request.handler?.pool?.rawValue
    firstReceiver = try roll.key(of: form.firstReceiver)
    receivedAt = form.receivedAt.milliseconds
    closedAt = request.closedAt?.milliseconds
    dueAt = obligation?.dueAt.milliseconds
    self.obligation = obligation?.kind.rawValue
    owedBy = obligation.map { Projection.text(of: $0.owedBy, handler: request.handler) }
    hotlineNumber = form.hotline?.number
    room = form.place.room
    // Lists read these two: they must not name a caller whom nobody is to know.
    let blank = request.callerBlank
    placeDetail = blank.blanked(form.place.detail)
    text = blank.blanked(form.text)
    haystack = SearchText.haystack(of: request)
    let line = TicketLine(request, under: rules)
    ticketState = line?.state.rawValue
    ticketDueAt = line?.limit?.dueAt.milliseconds
    ticketOriginalDueAt = line?.limit?.originallyDueAt.milliseconds
    repliedAt = request.ticket?.repliedAt?.milliseconds
    ticketKind = line?.kind.rawValue
    ticketRound = line?.round
    contactDueAt = rules.contactDue(of: request)?.milliseconds
  }

  /// The columns that a new row has besides its identity, in the order of ``values``.
  static let columns = [
    "number_day", "number_serial", "version", "status", "tier", "urgency", "channel", "group_id",
    "handler_id", "handler_pool", "first_receiver_id", "received_at", "closed_at", "due_at",
    "obligation", "owed_by", "hotline_number", "room", "place_detail", "text", "haystack",
    "ticket_state", "ticket_due_at", "ticket_original_due_at", "replied_at",
    "ticket_kind", "ticket_round",
    "contact_due_at",
  ]

  /// The values of ``columns``.
  var values: [(any DatabaseValueConvertible)?] {
    [
      numberDay, numberSerial, version, status, tier, urgency, channel, group, handler, pool,
      firstReceiver, receivedAt, closedAt, dueAt, obligation, owedBy, hotlineNumber, room,
      placeDetail, text, haystack, ticketState, ticketDueAt, ticketOriginalDueAt, repliedAt,
      ticketKind, ticketRound,
      contactDueAt,
    ]
  }

  /// From a row of ``columns``.
  init(_ row: Row) {
    numberDay = row[0]
    numberSerial = row[1]
    version = row[2]
    status = row[3]
    tier = row[4]
    urgency = row[5]
    channel = row[6]
    group = row[7]
    handler = row[8]
    pool = row[9]
    firstReceiver = row[10]
    receivedAt = row[11]
    closedAt = row[12]
    dueAt = row[13]
    obligation = row[14]
    owedBy = row[15]
    hotlineNumber = row[16]
    room = row[17]
    placeDetail = row[18]
    text = row[19]
    haystack = row[20]
    ticketState = row[21]
    ticketDueAt = row[22]
    ticketOriginalDueAt = row[23]
    repliedAt = row[24]
    ticketKind = row[25]
    ticketRound = row[26]
    contactDueAt = row[27]
  }

  /// `desk`, `handler`, `person:…`, `role:secretary`: who owes it, without saying again who the handler is.
  static func text(of owedBy: OwedBy, handler: Handler?) -> String {
    switch owedBy {
    case .desk: "desk"
    case .handler(let owing):
      if owing != handler, let person = owing.person { "person:\(person.text)" } else { "handler" }
    case .role(let role): "role:\(role.rawValue)"
    }
  }

  /// The reverse of ``text(of:)``.
  static func owedBy(_ text: String, handler: Handler?) -> OwedBy {
    if text == "handler", let handler { return .handler(handler) }
    if text.hasPrefix("person:") { return .handler(.person(PersonID(String(text.dropFirst(7))))) }
    if text.hasPrefix("role:"), let role = Role(rawValue: String(text.dropFirst(5))) {
      return .role(role)
    }
    return .desk
  }
}

/// `20261121-007`, as its two numbers.
struct RequestNumber: Hashable {
  /// The day as a number that reads like one: 20261121.
  var day: Int
  /// From 1, within the neighbourhood and the day.
  var serial: Int

  init(day: Int, serial: Int) {
    self.day = day
    self.serial = serial
  }

  init(day: Day, serial: Int) {
    let (year, month, date) = day.components
    self.init(day: year * 10_000 + month * 100 + date, serial: serial)
  }

  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 8, let day = Int(parts[0]), day > 0,
      let serial = Int(parts[1]), serial > 0
    else { return nil }
    self.init(day: day, serial: serial)
  }

  var text: String {
    let digits = String(serial)
    return "\(day)-" + String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
  }
}

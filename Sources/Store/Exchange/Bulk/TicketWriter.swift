import CoreModel
internal import GRDB

/// Stores prepared tickets: request, events and ticket number, a batch at a time so that each table grows at its end.
/// The search index is left to ``DeskStore/finishSearchIndex(_:)``: what it lacks is looked through meanwhile.
struct TicketWriter {
  private let records: RequestRecords
  private let request: BulkStatement
  private let event: BulkStatement
  private let ticket: BulkStatement
  private let actor: Int64
  private let now: Instant
  private let scratch = ByteArena(capacity: 1 << 16)
  private let words: (hotline: StaticBytes, registered: StaticBytes, closed: StaticBytes)

  init(_ records: RequestRecords, actor: PersonID, now: Instant, words: StaticWords) throws {
    self.records = records
    self.now = now
    self.actor = try records.roll.key(of: actor)
    self.words = (
      words.word(Channel.hotline.rawValue), words.word("registered"), words.word("closedByHotline")
    )
    request = try BulkStatement(
      records.db,
      """
      INSERT INTO request (id, uid, neighborhood_id, number_day, number_serial, version, status,
        urgency, channel, first_receiver_id, received_at, closed_at, due_at, obligation, owed_by,
        hotline_number, place_detail, text, haystack)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    event = try BulkStatement(records.db, EventRecords.insertion)
    ticket = try BulkStatement(
      records.db,
      """
      INSERT INTO hotline_ticket (neighborhood_id, number, request_id, fingerprint)
      VALUES (?, ?, ?, ?)
      """)
    request.bind(3, records.roll.scopeKey)
    request.bind(9, self.words.hotline)
    request.bind(10, self.actor)
    event.bind(3, now.milliseconds)
    event.bind(4, self.actor)
    event.bind(6, 1)
    ticket.bind(1, records.roll.scopeKey)
  }

  /// Stores tickets that follow on one another, from a row on.
  /// - Parameter numbers: Gives the day's next serial.
  func write(
    _ tickets: [PreparedTicket], of bytes: ByteArena, from first: Int64,
    numbers: (Int) throws -> Int
  ) throws {
    var serials: [Int] = []
    serials.reserveCapacity(tickets.count)
    for (row, prepared) in zip(first..., tickets) {
      let serial = try numbers(prepared.numberDay)
      serials.append(serial)
      try writeRequest(prepared, bytes, row, serial)
    }
    for (index, prepared) in tickets.enumerated() {
      try writeEvents(prepared, bytes, first + Int64(index), serials[index])
    }
    for (row, prepared) in zip(first..., tickets) {
      ticket.bind(2, bytes[prepared.ticketNumber])
      ticket.bind(3, row)
      ticket.bind(4, bytes[prepared.fingerprint])
      try ticket.run()
    }
  }

  private func writeRequest(
    _ prepared: PreparedTicket, _ bytes: ByteArena, _ row: Int64, _ serial: Int
  ) throws {
    scratch.removeAll()
    scratch.append(bytes[prepared.haystackHead])
    scratch.appendNumber(day: prepared.numberDay, serial: serial)
    scratch.append(bytes[prepared.haystackTail])
    request.bind(1, row)
    request.bind(2, bytes[prepared.uid])
    request.bind(4, Int64(prepared.numberDay))
    request.bind(5, Int64(serial))
    request.bind(6, Int64(prepared.outcome.version))
    request.bind(7, prepared.outcome.status)
    request.bind(8, prepared.outcome.urgency)
    request.bind(11, prepared.receivedAt)
    request.bind(12, prepared.outcome.closedAt)
    request.bind(13, prepared.outcome.dueAt)
    request.bind(14, prepared.outcome.obligation)
    request.bind(15, prepared.outcome.owedBy)
    request.bind(16, bytes[prepared.ticketNumber])
    request.bind(17, prepared.place.map { StaticBytes(bytes: bytes[$0]) })
    request.bind(18, bytes[prepared.text])
    request.bind(19, scratch[scratch.slice(from: 0)])
    try request.run()
  }

  private func writeEvents(
    _ prepared: PreparedTicket, _ bytes: ByteArena, _ row: Int64, _ serial: Int
  ) throws {
    scratch.removeAll()
    scratch.append(bytes[prepared.payloadHead])
    scratch.appendNumber(day: prepared.numberDay, serial: serial)
    scratch.append(bytes[prepared.payloadTail])
    event.bind(1, row)
    event.bind(2, 1)
    event.bind(5, words.registered)
    event.bind(7, scratch[scratch.slice(from: 0)])
    try event.run()
    guard let closing = prepared.closing else { return }
    event.bind(2, 2)
    event.bind(5, words.closed)
    event.bind(7, bytes[closing])
    try event.run()
  }
}

extension ByteArena {
  /// As ``RequestNumber/text`` writes it.
  fileprivate func appendNumber(day: Int, serial: Int) {
    appendDecimal(Int64(day))
    append(UInt8(ascii: "-"))
    if serial < 10 { append(UInt8(ascii: "0")) }
    if serial < 100 { append(UInt8(ascii: "0")) }
    appendDecimal(Int64(serial))
  }
}

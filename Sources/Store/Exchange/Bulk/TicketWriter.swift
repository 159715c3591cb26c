import CoreModel
internal import GRDB

/// Stores prepared tickets: request, events and ticket number, a batch at a time so that each table grows at its end.
/// The search index is left to ``DeskStore/finishSearchIndex(_:)``: what it lacks is looked through meanwhile.
struct TicketWriter {
  private let requests: BulkInsertion
  private let events: BulkInsertion
  private let tickets: BulkInsertion
  private let db: Database
  private let scratch = ByteArena(capacity: 1 << 20)
  private let words: (registered: StaticBytes, closed: StaticBytes)

  init(_ records: RequestRecords, actor: PersonID, now: Instant, words: StaticWords) throws {
    db = records.db
    self.words = (words.word("registered"), words.word("closedByHotline"))
    let scope = records.roll.scopeKey
    let actor = try records.roll.key(of: actor)
    let hotline = words.word(Channel.hotline.rawValue)
    requests = try BulkInsertion(
      records.db, into: "request",
      [
        "id", "uid", "neighborhood_id", "number_day", "number_serial", "version", "status",
        "urgency", "channel", "first_receiver_id", "received_at", "closed_at", "due_at",
        "obligation", "owed_by", "hotline_number", "place_detail", "text", "haystack",
        "ticket_state", "ticket_due_at", "ticket_original_due_at", "ticket_kind", "ticket_round",
        "contact_due_at",
      ])
    requests.bindAll { row in
      row.bind(3, scope)
      row.bind(9, hotline)
      row.bind(10, actor)
    }
    events = try BulkInsertion(records.db, into: "event", EventRecords.columns)
    events.bindAll { row in
      row.bind(3, now.milliseconds)
      row.bind(4, actor)
      row.bind(6, 1)
    }
    tickets = try BulkInsertion(
      records.db, into: "hotline_ticket",
      ["neighborhood_id", "number", "request_id", "fingerprint"])
    tickets.bindAll { row in row.bind(1, scope) }
  }

  /// Stores tickets that follow on one another, from a row on.
  /// - Parameter numbers: Gives the day's next serial.
  func write(
    _ prepared: [PreparedTicket], of bytes: ByteArena, from first: Int64,
    numbers: (Int) throws -> Int
  ) throws {
    let serials = try prepared.map { try numbers($0.numberDay) }
    try writeRequests(prepared, bytes, first, serials)
    try writeEvents(prepared, bytes, first, serials)
    try tickets.run(prepared.count) { index, row in
      row.bind(2, bytes[prepared[index].ticketNumber])
      row.bind(3, first + Int64(index))
      row.bind(4, bytes[prepared[index].fingerprint])
    }
    if !prepared.isEmpty {
      try FactRecords.noteMissing(first...(first + Int64(prepared.count) - 1), db)
    }
  }

  private func writeRequests(
    _ prepared: [PreparedTicket], _ bytes: ByteArena, _ first: Int64, _ serials: [Int]
  ) throws {
    scratch.removeAll()
    let haystacks = prepared.indices.map { index in
      let start = scratch.count
      scratch.append(bytes[prepared[index].haystackHead])
      scratch.appendNumber(day: prepared[index].numberDay, serial: serials[index])
      scratch.append(bytes[prepared[index].haystackTail])
      return scratch.slice(from: start)
    }
    try requests.run(prepared.count) { index, row in
      let ticket = prepared[index]
      row.bind(1, first + Int64(index))
      row.bind(2, bytes[ticket.uid])
      row.bind(4, Int64(ticket.numberDay))
      row.bind(5, Int64(serials[index]))
      row.bind(6, Int64(ticket.outcome.version))
      row.bind(7, ticket.outcome.status)
      row.bind(8, ticket.outcome.urgency)
      row.bind(11, ticket.receivedAt)
      row.bind(12, ticket.outcome.closedAt)
      row.bind(13, ticket.outcome.dueAt)
      row.bind(14, ticket.outcome.obligation)
      row.bind(15, ticket.outcome.owedBy)
      row.bind(16, bytes[ticket.ticketNumber])
      row.bind(17, ticket.place.map { StaticBytes(bytes: bytes[$0]) })
      row.bind(18, bytes[ticket.text])
      row.bind(19, scratch[haystacks[index]])
      row.bind(20, ticket.outcome.ticketState)
      row.bind(21, ticket.outcome.ticketDueAt)
      row.bind(22, ticket.outcome.ticketOriginalDueAt)
      row.bind(23, ticket.outcome.ticketKind)
      row.bind(24, ticket.outcome.ticketRound)
      row.bind(25, ticket.outcome.contactDueAt)
    }
  }

  private func writeEvents(
    _ prepared: [PreparedTicket], _ bytes: ByteArena, _ first: Int64, _ serials: [Int]
  ) throws {
    scratch.removeAll()
    var written: [(row: Int64, version: Int64, payload: ByteSlice)] = []
    written.reserveCapacity(prepared.count)
    for (index, ticket) in prepared.enumerated() {
      let row = first + Int64(index)
      var start = scratch.count
      scratch.append(bytes[ticket.payloadHead])
      scratch.appendNumber(day: ticket.numberDay, serial: serials[index])
      scratch.append(bytes[ticket.payloadTail])
      written.append((row, 1, scratch.slice(from: start)))
      guard let closing = ticket.closing else { continue }
      start = scratch.count
      scratch.append(bytes[closing])
      written.append((row, 2, scratch.slice(from: start)))
    }
    try events.run(written.count) { index, row in
      let event = written[index]
      row.bind(1, event.row)
      row.bind(2, event.version)
      row.bind(5, event.version == 1 ? words.registered : words.closed)
      row.bind(7, scratch[event.payload])
    }
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

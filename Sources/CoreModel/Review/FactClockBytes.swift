/// The clocks of a fact as bytes, for keeping: what is asked of every request of a month must be small.
extension RequestFact {
  /// The bytes of ``clocks``.
  package var clockBytes: [UInt8] {
    var writer = ByteWriter()
    for clock in clocks {
      guard let code = RequestFact.codes[clock.kind] else { continue }
      writer.write(code)
      writer.writeSigned(clock.startedAt.milliseconds - receivedAt.milliseconds)
      writer.writeSigned(clock.dueAt.milliseconds - clock.startedAt.milliseconds)
      writer.write(clock.stoppedAt == nil ? 0 : 1)
      if let stopped = clock.stoppedAt {
        writer.writeSigned(stopped.milliseconds - clock.startedAt.milliseconds)
      }
    }
    return writer.bytes
  }

  /// Reads the bytes of ``clocks``; false when they are none.
  package mutating func take(clockBytes bytes: UnsafeRawBufferPointer) -> Bool {
    var reader = ByteReader(bytes)
    clocks.removeAll(keepingCapacity: true)
    while !reader.isAtEnd {
      guard let code = reader.number(), RequestFact.kinds.indices.contains(code),
        let kind = RequestFact.kinds[code], let start = reader.signed(), let due = reader.signed(),
        let isStopped = reader.number()
      else { return false }
      var stopped: Int64?
      if isStopped == 1 {
        guard let took = reader.signed() else { return false }
        stopped = took
      }
      let startedAt = Instant(milliseconds: receivedAt.milliseconds + start)
      clocks.append(
        Clock(
          kind, from: startedAt, due: Instant(milliseconds: startedAt.milliseconds + due),
          stopped: stopped.map { Instant(milliseconds: startedAt.milliseconds + $0) }))
    }
    return true
  }

  /// What stands for a kind in the bytes. Never changed: databases that have them exist.
  private static let codes: [ObligationKind: Int] = [
    .firstResponse: 1, .firstContact: 2, .signing: 3, .dispatch: 4, .acceptance: 5, .arrival: 6,
    .resolution: 7, .feedback: 8, .telling: 9, .confirmation: 10, .supervision: 11, .council: 12,
    .statutory: 13, .firstMeeting: 14, .secondMeeting: 15, .thirdMeeting: 16, .reply: 17,
    .visit: 18,
  ]

  private static let kinds: [ObligationKind?] = {
    var kinds = [ObligationKind?](repeating: nil, count: (codes.values.max() ?? 0) + 1)
    for (kind, code) in codes { kinds[code] = kind }
    return kinds
  }()
}

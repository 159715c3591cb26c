/// A ticket that is ready to be stored but for its number, which is known only under the lock: pieces of bytes, and
/// what follows from the rules.
struct PreparedTicket {
  var line: Int
  var uid: ByteSlice
  var text: ByteSlice
  var place: ByteSlice?
  var ticketNumber: ByteSlice
  var fingerprint: ByteSlice
  /// The haystack around the request's number.
  var haystackHead: ByteSlice
  var haystackTail: ByteSlice
  /// The registration's payload around the request's number.
  var payloadHead: ByteSlice
  var payloadTail: ByteSlice
  /// The payload of 热线办结, for one that came in closed.
  var closing: ByteSlice?
  var numberDay: Int
  var receivedAt: Int64
  var outcome: DerivedOutcome
}

/// The columns of a row that follow from its dates and the rules alone.
struct DerivedOutcome {
  var version: Int
  var status: StaticBytes
  var urgency: StaticBytes
  var closedAt: Int64?
  var dueAt: Int64?
  var obligation: StaticBytes?
  var owedBy: StaticBytes?
  var ticketState: StaticBytes?
  var ticketDueAt: Int64?
  var ticketOriginalDueAt: Int64?
  var ticketKind: StaticBytes?
  var ticketRound: Int64?
  var contactDueAt: Int64?
}

/// One of the few words that rows repeat; it is kept until the import is over.
struct StaticBytes: @unchecked Sendable {
  let bytes: UnsafeBufferPointer<UInt8>
}

/// Keeps words for ``StaticBytes``.
final class StaticWords: @unchecked Sendable {
  private var known: [String: StaticBytes] = [:]

  deinit { for word in known.values { word.bytes.baseAddress?.deallocate() } }

  func word(_ text: String) -> StaticBytes {
    if let word = known[text] { return word }
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
    _ = copy.initialize(from: text.utf8)
    let word = StaticBytes(
      bytes: UnsafeBufferPointer(start: copy.baseAddress, count: text.utf8.count))
    known[text] = word
    return word
  }
}

/// Rows of an export, ready to be stored, in the order of the file.
struct PreparedBatch: @unchecked Sendable {
  enum Row {
    /// New, as most are.
    case ticket(PreparedTicket)
    /// Anything that needs a closer look: what is here already and says something else, and what is spelled oddly.
    case row(HotlineRow)
    case refused(RefusedRow)
  }

  let bytes = ByteArena(capacity: 1 << 20)
  var rows: [Row] = []
  /// Rows that are here already and say nothing new.
  var same = 0
  /// Rows of the file so far, these included.
  var rowsSoFar = 0
  /// How much of the file was read by then.
  var fraction = 0.0
}

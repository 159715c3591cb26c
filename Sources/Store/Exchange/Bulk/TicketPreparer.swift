import CoreModel

/// Makes of a row's bytes what is stored of a new ticket, without a string for each of its cells.
///
/// It knows the rows that nearly every export consists of and says nil to any other: those go the long way by
/// ``HotlineRowParser``, `Registration`, `RequestHistory` and ``Projection``. Both ways come to the same, letter for
/// letter; a test holds them together.
struct TicketPreparer {
  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private let header: HotlineHeader
  private let actor: PersonID
  private let now: Instant
  private let roll: Roll
  private let rules: DeskRules
  private let words: StaticWords
  private var ids: IdentifierSequence

  /// The columns that can fill each field, one field after the other: asked for twenty times a row.
  private let candidates: [Int]
  private let candidateRanges: [Range<Int>]
  private let isDate: [Bool]
  /// Columns in the order in which JSON names them.
  private let byName: [Int]
  private let escapedNames: [[UInt8]]
  /// The same for the fingerprint, with the byte that ends each.
  private let hashedNames: [[UInt8]]
  /// Columns that may say 匿名 or 保密, and what their cells were found to say.
  private let privacyColumns: [Int]
  private var privacies: [ByteMap<Bool>]
  private var used: [Bool]
  private var cells: [Bytes]

  // A file repeats a few kinds, states, categories, places and dates thousands of times.
  private var kinds = ByteMap<TicketKind>()
  private var closedStates = ByteMap<Bool>()
  private var urgencies = ByteMap<Urgency>()
  private var categories = ByteMap<[UInt8]>()
  private var spellings = ByteMap<[UInt8]>()
  private var outcomes: [OutcomeKey: DerivedOutcome] = [:]
  private var lastOutcome: (key: OutcomeKey, outcome: DerivedOutcome)?

  private struct OutcomeKey: Hashable {
    var kind: TicketKind
    var urgency: Urgency
    var receivedAt: Instant
    var assignedAt: Instant
    var due: Instant?
    var closedAt: Instant?
  }

  init(
    header: HotlineHeader, actor: PersonID, now: Instant, roll: Roll, rules: DeskRules,
    words: StaticWords
  ) {
    self.header = header
    self.actor = actor
    self.now = now
    self.roll = roll
    self.rules = rules
    self.words = words
    ids = IdentifierSequence(at: now)
    var candidates: [Int] = []
    candidateRanges = HotlineHeader.Field.allCases.map { field in
      let start = candidates.count
      candidates += header.positions(of: field)
      return start..<candidates.count
    }
    self.candidates = candidates
    let dates = Set([.assigned, .received, .due, .closed].flatMap(header.positions(of:)))
    isDate = header.columns.indices.map(dates.contains)
    byName = header.columns.indices.filter { !header.isOwn[$0] }.sorted {
      header.columns[$0].utf8.lexicographicallyPrecedes(header.columns[$1].utf8)
    }
    escapedNames = header.columns.map { name in
      let arena = ByteArena(capacity: name.utf8.count + 8)
      arena.appendEscaped(name)
      return Array(arena[arena.slice(from: 0)])
    }
    hashedNames = header.columns.map { Array($0.utf8) + [0xFF] }
    privacyColumns = header.columns.indices.filter {
      CallerPrivacy.isSaid(inColumn: header.columns[$0])
    }
    privacies = privacyColumns.map { _ in ByteMap() }
    used = Array(repeating: false, count: header.columns.count)
    cells = Array(repeating: Bytes(start: nil, count: 0), count: header.columns.count)
  }

  /// What a row was found to be.
  enum Verdict {
    case ticket(PreparedTicket)
    case same
    /// Only the long way can tell.
    case unsure
  }

  /// Reads the row to which the reader has gone.
  /// - Parameter known: The fingerprint that the ticket of this number was last seen with; nil when it is not here.
  mutating func prepare(
    _ reader: inout HotlineReader, line: Int, scratch: ByteArena, into bytes: ByteArena,
    known: (UnsafeBufferPointer<UInt8>) throws -> String?
  ) throws -> Verdict {
    guard reader.fill(&cells, scratch) else { return .unsure }
    for index in cells.indices {
      used[index] = false
      guard cells[index].isEmpty || TicketPreparer.isClean(cells[index]) else { return .unsure }
    }
    // What may not be shown of a caller takes reading the text.
    guard !hidesCaller() else { return .unsure }
    let number = take(.number)
    guard TicketPreparer.isPlainNumber(number) else { return .unsure }
    let title = take(.title)
    let content = take(.content)
    guard let assigned = moment(.assigned), let received = moment(.received),
      let dueMoment = moment(.due), let closedMoment = moment(.closed)
    else { return .unsure }
    let state = take(.state)
    let isClosed = isClosed(state, isDated: closedMoment.value != nil)
    let receivedAt =
      received.value?.start ?? assigned.value?.start
      ?? (isClosed ? closedMoment.value?.start : nil) ?? now
    let assignedAt = assigned.value?.start ?? receivedAt
    let due = dueMoment.value?.due(assignedAt: assignedAt)
    let closedAt = closedMoment.value?.end(after: receivedAt, assignedAt)
    let latest = now.adding(minutes: 5)
    guard receivedAt <= latest, assignedAt <= latest, receivedAt >= .earliestSupported else {
      return .unsure
    }
    let end = isClosed ? closedAt ?? assignedAt : nil
    if isClosed, let closedAt {
      guard closedAt <= latest, closedAt >= receivedAt else { return .unsure }
    }

    var outcome = Bytes(start: nil, count: 0)
    var satisfaction = outcome
    if isClosed {
      outcome = take(.outcome)
      satisfaction = take(.satisfaction)
    } else {
      for place in columns(of: .closed) { used[candidates[place]] = false }
    }
    let kindText = take(.kind)
    let category = try category()
    let caller = take(.caller)
    let phone = take(.phone)
    let place = take(.place)
    let urgencyText = first(.urgency)
    guard TicketPreparer.fits(caller, 60), TicketPreparer.fits(place, 500),
      TicketPreparer.isPlainPhone(phone), TicketPreparer.fits(outcome, 4000)
    else { return .unsure }

    let rollback = bytes.count
    guard let text = text(title, content, bytes) else {
      bytes.removeLast(bytes.count - rollback)
      return .unsure
    }
    let fingerprint = appendFingerprint(to: bytes)
    let seen = try known(number)
    if let seen, !bytes[fingerprint].elementsEqual(seen.utf8) {
      bytes.removeLast(bytes.count - rollback)
      return .unsure
    }
    // A number that comes twice is refused on the long way, which has the words for it.
    let isRepeated = reader.earlierLine(of: number, seenOn: line) != nil
    if isRepeated || seen != nil {
      bytes.removeLast(bytes.count - rollback)
      return isRepeated ? .unsure : .same
    }
    let kind = kinds.find(kindText) { TicketKind(text: String(decoding: kindText, as: UTF8.self)) }
      .value
    let urgency = urgencies.find(urgencyText) {
      HotlineRowParser.urgency(String(decoding: urgencyText, as: UTF8.self))
    }.value
    let key = OutcomeKey(
      kind: kind, urgency: urgency, receivedAt: receivedAt, assignedAt: assignedAt, due: due,
      closedAt: end)
    let derived: DerivedOutcome
    if let lastOutcome, lastOutcome.key == key {
      derived = lastOutcome.outcome
    } else {
      derived = try derivedOutcome(key)
      lastOutcome = (key, derived)
    }

    let uid = ids.appendNext(to: bytes)
    let numberCopy = copy(number, bytes)
    let placeCopy = place.isEmpty ? nil : copy(place, bytes)

    // The haystack: what is searched for, around the number.
    let haystack = bytes.count
    bytes.makeRoom(for: text.count + 16)
    SearchText.appendNormalized(bytes[text], to: bytes)
    if bytes.count > haystack { bytes.append(0x0A) }
    for name in [place, caller] where !name.isEmpty { appendSpellings(of: name, to: bytes) }
    appendLine(phone, to: bytes)
    let haystackHead = bytes.slice(from: haystack)
    let tail = bytes.count
    bytes.append(0x0A)
    SearchText.appendNormalized(number, to: bytes)
    if bytes.count == tail + 1 { bytes.removeLast() }
    let haystackTail = bytes.slice(from: tail)

    // The registration, around the number: keys in the order of the alphabet, capitals first.
    let payload = bytes.count
    bytes.write(#"{"channel":"hotline","firstReceiver":""#)
    bytes.appendEscaped(actor.text)
    bytes.write(#"","hotline":{"assignedAt":"#)
    bytes.appendDecimal(assignedAt.milliseconds)
    bytes.write(#","categoryPath":["#)
    category.withUnsafeBufferPointer { bytes.append($0) }
    bytes.write(#"],"kind":""#)
    bytes.append(kind.rawValue)
    bytes.write(#"","kindText":""#)
    bytes.appendEscaped(kindText)
    bytes.write(#"","number":""#)
    bytes.appendEscaped(number)
    bytes.write(#"","otherColumns":{"#)
    appendOthers(to: bytes)
    bytes.write(#"},"stateText":""#)
    bytes.appendEscaped(state)
    bytes.write("\"")
    if let due {
      bytes.write(#","statedDueAt":"#)
      bytes.appendDecimal(due.milliseconds)
    }
    bytes.write(#"},"neighborhood":""#)
    bytes.appendEscaped(roll.directory.neighborhood.id.text)
    bytes.write(#"","number":""#)
    let payloadHead = bytes.slice(from: payload)
    let rest = bytes.count
    bytes.write(#"","place":{"#)
    if !place.isEmpty {
      bytes.write(#""detail":""#)
      bytes.appendEscaped(place)
      bytes.write("\"")
    }
    bytes.write(#"},"receivedAt":"#)
    bytes.appendDecimal(receivedAt.milliseconds)
    bytes.write(#","resident":{"#)
    if !caller.isEmpty {
      bytes.write(#""name":""#)
      bytes.appendEscaped(caller)
      bytes.write("\"")
    }
    if !phone.isEmpty {
      bytes.write(caller.isEmpty ? #""phone":""# : #","phone":""#)
      bytes.appendEscaped(phone)
      bytes.write("\"")
    }
    bytes.write(#"},"text":""#)
    // The text lies in the same arena, which may move when it grows.
    appendEscaped(text, in: bytes)
    bytes.write(#"","urgency":""#)
    bytes.append(urgency.rawValue)
    bytes.write("\"}")
    let payloadTail = bytes.slice(from: rest)

    var closing: ByteSlice?
    if let end {
      let start = bytes.count
      bytes.write(#"{"at":"#)
      bytes.appendDecimal(end.milliseconds)
      bytes.write(#","outcome":""#)
      bytes.appendEscaped(outcome)
      bytes.write(#"","satisfaction":""#)
      bytes.appendEscaped(satisfaction)
      bytes.write("\"}")
      closing = bytes.slice(from: start)
    }
    let (year, month, date) = receivedAt.day.components
    return .ticket(
      PreparedTicket(
        line: line, uid: uid, text: text, place: placeCopy, ticketNumber: numberCopy,
        fingerprint: fingerprint, haystackHead: haystackHead, haystackTail: haystackTail,
        payloadHead: payloadHead, payloadTail: payloadTail, closing: closing,
        numberDay: year * 10_000 + month * 100 + date, receivedAt: receivedAt.milliseconds,
        outcome: derived))
  }

  // MARK: Cells

  private mutating func hidesCaller() -> Bool {
    for (place, index) in privacyColumns.enumerated() where !cells[index].isEmpty {
      let (column, cell) = (header.columns[index], cells[index])
      if privacies[place].count > TicketPreparer.mostRemembered { privacies[place] = ByteMap() }
      let hides = privacies[place].find(cell) {
        CallerPrivacy(column: column, value: String(decoding: cell, as: UTF8.self)) != .open
      }
      if hides.value { return true }
    }
    return false
  }

  @inline(__always)
  private func columns(of field: HotlineHeader.Field) -> Range<Int> { candidateRanges[field.place] }

  private mutating func take(_ field: HotlineHeader.Field) -> Bytes {
    for place in columns(of: field) where !cells[candidates[place]].isEmpty {
      let index = candidates[place]
      used[index] = true
      return cells[index]
    }
    return Bytes(start: nil, count: 0)
  }

  private func first(_ field: HotlineHeader.Field) -> Bytes {
    for place in columns(of: field) where !cells[candidates[place]].isEmpty {
      return cells[candidates[place]]
    }
    return Bytes(start: nil, count: 0)
  }

  private struct Moment { var value: HotlineMoment? }

  /// Nil when the column has something that is no plain date.
  private mutating func moment(_ field: HotlineHeader.Field) -> Moment? {
    for place in columns(of: field) where !cells[candidates[place]].isEmpty {
      let index = candidates[place]
      switch DateSpelling.read(cells[index]) {
      case .instant(let instant):
        used[index] = true
        return Moment(value: .exact(instant))
      case .day(let day):
        used[index] = true
        return Moment(value: .day(day))
      case .impossible: return nil
      case .other:
        guard field == .due else { return nil }
      }
    }
    return Moment()
  }

  private mutating func isClosed(_ state: Bytes, isDated: Bool) -> Bool {
    if state.isEmpty { return isDated }
    return closedStates.find(state) {
      HotlineRowParser.isClosed(String(decoding: state, as: UTF8.self))
    }.value
  }

  /// The parts of the category as JSON strings with commas between them.
  private mutating func category() throws -> [UInt8] {
    func joined(_ parts: [String]) -> [UInt8] {
      let arena = ByteArena()
      for (index, part) in parts.enumerated() {
        arena.write(index > 0 ? ",\"" : "\"")
        arena.appendEscaped(part)
        arena.write("\"")
      }
      return Array(arena[arena.slice(from: 0)])
    }
    let path = take(.category)
    guard path.isEmpty else {
      return categories.find(path) {
        joined(HotlineRowParser.categoryParts(of: String(decoding: path, as: UTF8.self)))
      }.value
    }
    var parts: [String] = []
    for index in header.categoryParts where !cells[index].isEmpty {
      used[index] = true
      let part = String(decoding: cells[index], as: UTF8.self)
      if parts.last != part { parts.append(part) }
    }
    return parts.isEmpty ? [] : joined(parts)
  }

  /// 标题 and 内容, as ``HotlineRowParser`` joins them; nil when there are none, or too many.
  private func text(_ title: Bytes, _ content: Bytes, _ bytes: ByteArena) -> ByteSlice? {
    let start = bytes.count
    if title.isEmpty || TicketPreparer.holds(content, title) {
      bytes.append(content)
    } else if content.isEmpty || TicketPreparer.holds(title, content) {
      bytes.append(title)
    } else {
      bytes.append(title)
      if !TicketPreparer.endsWithPause(title) { bytes.write("：") }
      bytes.append(content)
    }
    let text = bytes.slice(from: start)
    guard text.count > 0, TicketPreparer.fits(bytes[text], RequestHistory.longestText) else {
      return nil
    }
    return text
  }

  private func appendOthers(to bytes: ByteArena) {
    var isFirst = true
    for index in byName where !used[index] && !cells[index].isEmpty {
      bytes.write(isFirst ? "\"" : ",\"")
      isFirst = false
      escapedNames[index].withUnsafeBufferPointer { bytes.append($0) }
      bytes.write("\":\"")
      bytes.appendEscaped(cells[index])
      bytes.write("\"")
    }
  }

  // MARK: The haystack

  private func appendLine(_ text: Bytes, to bytes: ByteArena) {
    let start = bytes.count
    SearchText.appendNormalized(text, to: bytes)
    if bytes.count > start { bytes.append(0x0A) }
  }

  /// A name and its initials, a line each.
  private mutating func appendSpellings(of name: Bytes, to bytes: ByteArena) {
    if spellings.count > TicketPreparer.mostRemembered { spellings = ByteMap() }
    let lines = spellings.find(name) {
      let text = String(decoding: name, as: UTF8.self)
      var lines: [UInt8] = []
      for field in [text] + PinyinInitials.spellings(of: text) {
        let normal = SearchText.normalized(field)
        if !normal.isEmpty { lines += Array(normal.utf8) + [0x0A] }
      }
      return lines
    }.value
    lines.withUnsafeBufferPointer { bytes.append($0) }
  }

  // MARK: The rules

  /// What follows from the rules, by the same way that every request goes; its words play no part in it.
  private mutating func derivedOutcome(_ key: OutcomeKey) throws -> DerivedOutcome {
    if let known = outcomes[key] { return known }
    let ticket = HotlineTicket(
      number: "1", kind: key.kind, kindText: "", assignedAt: key.assignedAt,
      statedDueAt: key.due)
    let form = Registration(
      number: "20260101-001", neighborhood: roll.directory.neighborhood.id, text: "1",
      channel: .hotline, urgency: key.urgency, firstReceiver: actor, receivedAt: key.receivedAt,
      hotline: ticket)
    var events = [RecordedEvent(version: 1, at: now, actor: actor, event: .registered(form))]
    if let end = key.closedAt {
      let closing = HotlineClosing(at: end, outcome: "", satisfaction: "")
      events.append(
        RecordedEvent(version: 2, at: now, actor: actor, event: .closedByHotline(closing)))
    }
    let history = try DeskStore.history(RequestID("1"), events)
    let row = try Projection(history.request, under: rules.deadlines, roll: roll)
    let outcome = DerivedOutcome(
      version: row.version, status: words.word(row.status), urgency: words.word(row.urgency),
      closedAt: row.closedAt, dueAt: row.dueAt, obligation: row.obligation.map(words.word),
      owedBy: row.owedBy.map(words.word), ticketState: row.ticketState.map(words.word),
      ticketDueAt: row.ticketDueAt, ticketOriginalDueAt: row.ticketOriginalDueAt,
      ticketKind: row.ticketKind.map(words.word), ticketRound: row.ticketRound.map(Int64.init),
      contactDueAt: row.contactDueAt)
    if outcomes.count > TicketPreparer.mostRemembered { outcomes = [:] }
    outcomes[key] = outcome
    return outcome
  }

  // MARK: The fingerprint

  /// As ``HotlineRowParser`` makes it.
  private func appendFingerprint(to bytes: ByteArena) -> ByteSlice {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    @inline(__always) func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if !header.decisions.isEmpty {
      for byte in header.decisions.utf8 { add(byte) }
      add(0xFF)
    }
    for index in header.meaningful where !cells[index].isEmpty {
      hashedNames[index].withUnsafeBufferPointer { for byte in $0 { add(byte) } }
      if isDate[index], let moment = HotlineMoment(DateSpelling.read(cells[index])) {
        for byte in String(moment.start.milliseconds).utf8 { add(byte) }
      } else {
        for byte in cells[index] { add(byte) }
      }
      add(0xFF)
    }
    let start = bytes.count
    for shift in stride(from: UInt64(60), through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: hash >> shift & 0xF)
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
    return bytes.slice(from: start)
  }

  // MARK: Bytes

  private func copy(_ source: Bytes, _ bytes: ByteArena) -> ByteSlice {
    let start = bytes.count
    bytes.append(source)
    return bytes.slice(from: start)
  }

  private func appendEscaped(_ slice: ByteSlice, in bytes: ByteArena) {
    bytes.makeRoom(for: slice.count * 6 + 16)
    bytes.appendEscaped(bytes[slice])
  }

  private static let mostRemembered = 50_000

  /// Whether nothing at either end could be a blank to any reader of Unicode.
  private static func isClean(_ cell: Bytes) -> Bool {
    guard let last = cell.last else { return true }
    guard isClean(at: 0, in: cell) else { return false }
    if last < 0x80 { return last > 0x20 && last != 0x7F }
    var start = cell.count - 1
    while start > 0, cell[start] & 0xC0 == 0x80 { start -= 1 }
    return isClean(at: start, in: cell)
  }

  private static func isClean(at index: Int, in cell: Bytes) -> Bool {
    let lead = cell[index]
    if lead < 0x80 { return lead > 0x20 && lead != 0x7F }
    // Han and what lies beyond, but for marks that belong to the character before them.
    guard lead >= 0xE3 else { return false }
    if lead == 0xE3 {
      return index + 1 < cell.count && cell[index + 1] > 0x80 || isMark(index, cell)
    }
    if lead == 0xEF { return index + 1 < cell.count && ![0xB8, 0xBB].contains(cell[index + 1]) }
    return lead <= 0xEE
  }

  /// 、。「」 and the like, but not the ideographic space.
  private static func isMark(_ index: Int, _ cell: Bytes) -> Bool {
    index + 2 < cell.count && (0x81...0x91).contains(cell[index + 2])
  }

  /// Whether it has no more characters than that, as far as bytes and scalars tell.
  private static func fits(_ text: Bytes, _ most: Int) -> Bool {
    if text.count <= most { return true }
    var scalars = 0
    for byte in text where byte & 0xC0 != 0x80 { scalars += 1 }
    return scalars <= most
  }

  /// A number that is taken as it stands.
  private static func isPlainNumber(_ number: Bytes) -> Bool {
    guard let first = number.first, number.count <= 100, first != UInt8(ascii: "="),
      first != UInt8(ascii: "'")
    else { return false }
    // 2.02E+11 is asked about.
    return !number.contains(UInt8(ascii: "+"))
  }

  /// A telephone number whose spelling is the one that is kept: eleven digits that begin with 1, or none.
  private static func isPlainPhone(_ phone: Bytes) -> Bool {
    if phone.isEmpty { return true }
    return phone.count == 11 && phone[0] == UInt8(ascii: "1")
      && phone.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func endsWithPause(_ text: Bytes) -> Bool {
    guard text.count >= 3 else { return false }
    let (a, b, c) = (text[text.count - 3], text[text.count - 2], text[text.count - 1])
    // 。 is E3 80 82; ！ ， ： ； ？ are EF BC 81, 8C, 9A, 9B, 9F.
    if a == 0xE3 { return b == 0x80 && c == 0x82 }
    return a == 0xEF && b == 0xBC && [0x81, 0x8C, 0x9A, 0x9B, 0x9F].contains(c)
  }

  private static func holds(_ whole: Bytes, _ part: Bytes) -> Bool {
    guard part.count <= whole.count else { return false }
    guard let first = part.first else { return true }
    var index = 0
    let last = whole.count - part.count
    while index <= last {
      if whole[index] == first {
        var offset = 1
        while offset < part.count, whole[index + offset] == part[offset] { offset += 1 }
        if offset == part.count { return true }
      }
      index += 1
    }
    return false
  }
}

/// Identities that rise, so that their index only grows at its end.
struct IdentifierSequence {
  private let high: UInt64
  private var middle: UInt64
  private var low: UInt64
  private var random: SplitMix64

  init(at now: Instant) {
    // Asked of the system once, not for every row.
    var system = SystemRandomNumberGenerator()
    random = SplitMix64(seed: system.next())
    high = (UInt64(max(0, now.milliseconds)) & 0xFFFF_FFFF_FFFF) << 16 | 0x7000
    // Half of the range at most, so that there is room to rise.
    middle = random.next() & 0x07FF
    low = random.next() & 0x3FFF_FFFF_FFFF_FFFF
  }

  /// Appends the next one's 36 characters.
  mutating func appendNext(to bytes: ByteArena) -> ByteSlice {
    low += 1 + random.next() & 0xFFFF_FFFF
    if low > 0x3FFF_FFFF_FFFF_FFFF {
      low &= 0x3FFF_FFFF_FFFF_FFFF
      middle = (middle + 1) & 0x0FFF
    }
    let start = bytes.count
    var index = 0
    for half in [high | middle, 0x8000_0000_0000_0000 | low] {
      for shift in stride(from: UInt64(60), through: 0, by: -4) {
        if index == 8 || index == 12 || index == 16 || index == 20 { bytes.append(0x2D) }
        let digit = UInt8(truncatingIfNeeded: half >> shift & 0xF)
        bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        index += 1
      }
    }
    return bytes.slice(from: start)
  }
}

extension HotlineHeader.Field {
  /// Its position among all.
  fileprivate var place: Int {
    switch self {
    case .number: 0
    case .kind: 1
    case .category: 2
    case .title: 3
    case .content: 4
    case .state: 5
    case .caller: 6
    case .phone: 7
    case .place: 8
    case .urgency: 9
    case .assigned: 10
    case .received: 11
    case .due: 12
    case .closed: 13
    case .outcome: 14
    case .satisfaction: 15
    }
  }
}

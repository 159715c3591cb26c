package import CoreModel
internal import GRDB

extension DeskStore {
  /// Requests a day for a matter or a place, counted on the search index: a block of 4,096 requests is a few
  /// intersections of bits, and rows are looked at only where the index alone cannot say whether the words stand there.
  package func trend(
    _ question: TrendQuestion, of scope: NeighborhoodID
  ) throws(StoreError) -> Trend {
    try look { db in
      let query = TrendQuery(question, roll: try self.roll(of: scope, db))
      var counting = TrendCounting(question)
      try query.forEachDay(db, &counting)
      return Trend(question, counts: counting.counts, isEstimate: counting.isEstimate)
    }
  }

  /// The requests behind one bar, the newest first, at most ``TrendQuery/mostListed``.
  package func trendRows(
    _ question: TrendQuestion, on day: Day, of scope: NeighborhoodID
  ) throws(StoreError) -> [QueueRow] {
    let keys = try look { db in
      try TrendQuery(question, roll: try self.roll(of: scope, db)).keys(db, on: day)
    }
    return try rows(keys, in: scope)
  }

  /// Replaces the measures that trends show.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since
  ///   they were seen.
  package func setMeasures(
    _ book: MeasureBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改措施", allowed: Permissions.wording)
    try change { db in
      _ = try self.set(.measures, of: scope, db) { known in
        guard seen == nil || seen == known ?? "" else {
          throw Refusal.outOfTurn("措施刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
        }
        return book.text
      }
    }
  }
}

/// Numbers by day.
private struct TrendCounting {
  let first: Day
  var counts: [Int]
  var isEstimate = false

  init(_ question: TrendQuestion) {
    first = question.first
    counts = Array(repeating: 0, count: question.days)
  }

  mutating func add(_ day: Day, _ count: Int = 1) {
    let index = day.number - first.number
    if counts.indices.contains(index) { counts[index] += count }
  }
}

/// A trend as conditions on rows and as what the search index is asked.
private struct TrendQuery {
  private let question: TrendQuestion
  private let roll: Roll
  private let expression: SearchExpression
  /// Whether the index finds nothing else.
  private let isExact: Bool
  private var conditions: [String]
  private var arguments: [any DatabaseValueConvertible]
  /// Words that nothing can be asked by: punctuation alone.
  private var isNothing = false

  /// Rows that are looked at one by one rather than counted too high.
  private static let checked = 20_000
  static let mostListed = 500

  init(_ question: TrendQuestion, roll: Roll) {
    self.question = question
    self.roll = roll
    conditions = [
      "r.neighborhood_id = ?", "r.status <> '\(RequestStatus.cancelled.rawValue)'",
      "r.received_at >= ?", "r.received_at < ?",
    ]
    arguments = [
      roll.scopeKey, question.first.start.milliseconds,
      question.end.adding(days: 1).start.milliseconds,
    ]
    var parts = [SearchExpression.token(SearchToken(.scope, roll.scopeKey))]
    var isExact = true
    for word in SearchText.words(of: question.words) {
      let term = TrendTerm(word, roll: roll)
      conditions.append(term.condition)
      arguments += term.arguments
      isExact = isExact && term.isExact
      guard let expression = term.expression else {
        isNothing = true
        continue
      }
      parts.append(expression)
    }
    expression = .all(parts)
    self.isExact = isExact
  }

  /// Counts what lies behind the last full block row by row, which are few, and the blocks by their bits.
  func forEachDay(_ db: Database, _ counting: inout TrendCounting) throws {
    guard !isNothing else { return }
    let below = try SearchIndex.below(db)
    try look(db, "r.id >= \(below)", &counting)
    let reader = try SearchBlock(db)
    let capacity = Int64(RowSet.capacity)
    let cancelled = SearchToken.of(.status, RequestStatus.cancelled)
    let days =
      SearchToken(
        .day, Int64(question.first.number))...SearchToken(
        .day, Int64(question.end.number))
    var bits = TrendCounting(question)
    var doubtful: [Int64] = []
    for block in 0..<max(0, below / capacity) {
      // The days first: most blocks are older and have none of them.
      var byDay: [(day: Day, rows: RowSet)] = []
      try reader.forEach(of: days, in: block) { byDay.append((Day(number: Int($0)), $1)) }
      if byDay.isEmpty { continue }
      var base = try expression.rows(in: block, reader)
      base.subtract(try reader.rows(having: cancelled, in: block))
      if base.isEmpty { continue }
      for (day, rows) in byDay {
        bits.add(day, base.sharedCount(rows))
        guard !isExact, doubtful.count <= TrendQuery.checked else { continue }
        var shared = rows
        shared.formIntersection(base)
        doubtful += shared.rows.map { block * capacity + Int64($0) }
      }
    }
    if isExact || doubtful.count > TrendQuery.checked {
      counting.isEstimate = !isExact
      for (index, count) in bits.counts.enumerated() { counting.counts[index] += count }
      return
    }
    for start in stride(from: 0, to: doubtful.count, by: 1000) {
      let keys = doubtful[start..<min(start + 1000, doubtful.count)].map { "\($0)" }
      try look(db, "r.id IN (\(keys.joined(separator: ",")))", &counting)
    }
  }

  private func look(
    _ db: Database, _ which: String, _ counting: inout TrendCounting
  ) throws {
    let sql = """
      SELECT r.received_at FROM request r NOT INDEXED
      WHERE \(([which] + conditions).joined(separator: " AND "))
      """
    let rows = try Row.fetchCursor(
      try db.makeStatement(sql: sql), arguments: StatementArguments(arguments))
    while let row = try rows.next() { counting.add(Instant(milliseconds: row[0]).day) }
  }

  /// The rows of one day, by the index of when they came in.
  func keys(_ db: Database, on day: Day) throws -> [Int64] {
    guard !isNothing else { return [] }
    let sql = """
      SELECT r.id FROM request r INDEXED BY request_received
      WHERE \((conditions + ["r.received_at >= ?", "r.received_at < ?"]).joined(separator: " AND "))
      ORDER BY r.received_at DESC, r.id DESC LIMIT \(TrendQuery.mostListed)
      """
    return try Int64.fetchAll(
      try db.makeStatement(sql: sql),
      arguments: StatementArguments(
        arguments + [day.start.milliseconds, day.adding(days: 1).start.milliseconds]))
  }
}

/// One word of a trend: what a search would find by it; for the name of a matter, whatever it is called.
private struct TrendTerm {
  let condition: String
  let arguments: [any DatabaseValueConvertible]
  /// Nil when the index says nothing of it.
  let expression: SearchExpression?
  let isExact: Bool

  init(_ word: String, roll: Roll) {
    let typed = SearchWord(word, roll: roll)
    guard let others = TrendQuestion.words(ofMatter: word) else {
      condition = typed.condition
      arguments = typed.arguments
      expression = typed.isKnown ? typed.expression : nil
      isExact = typed.isExact
      return
    }
    var ways = [typed.condition]
    var arguments = typed.arguments
    var expressions = [typed.expression]
    var isExact = typed.isExact
    for other in others.map(SearchText.normalized) where other != word {
      guard let text = SearchExpression.text(other) else { continue }
      ways.append("instr(r.haystack, ?)")
      arguments.append(other)
      expressions.append(text.expression)
      isExact = isExact && text.isExact
    }
    condition = "(\(ways.joined(separator: " OR ")))"
    self.arguments = arguments
    expression = typed.isKnown ? .any(expressions) : nil
    self.isExact = isExact
  }
}

package import CoreModel
internal import Foundation
internal import GRDB

extension DeskStore {
  /// 统计 of a span, as it is now.
  ///
  /// Months that nothing has changed of since they were last counted are taken as they were kept; the others are
  /// counted on the facts and kept. With a filter everything is counted.
  package func survey(
    _ question: SurveyQuestion, at now: Instant
  ) throws(StoreError) -> Survey {
    if mode == .readWrite { try? finishFacts() }
    let (counting, isWhole) = try look { db in
      var counting = try FigureCounting(question, now: now, db)
      try counting.countAll(db)
      return (counting, try FactFilling.missing(db).left == 0)
    }
    // What was counted is kept for the next one; whoever may not write, or is kept waiting, has counted all the same.
    // What was counted while facts were missing is too little, and is counted anew the next time.
    if mode == .readWrite, isWhole, !counting.fresh.isEmpty {
      try? change(marking: .drafts) { db in try counting.keep(db) }
    }
    return counting.survey
  }

  /// The same at once, from what was kept: it says as of when, and by ``Survey/isStale`` that ``survey(_:at:)`` may
  /// say something else by now. Nil when something of it was never counted, or a filter is asked for.
  package func keptSurvey(
    _ question: SurveyQuestion, at now: Instant
  ) throws(StoreError) -> Survey? {
    guard question.filter.isEmpty else { return nil }
    return try look { db in
      var counting = try FigureCounting(question, now: now, db)
      return try counting.takeKept(db, stale: true) ? counting.survey : nil
    }
  }

  /// The requests behind a number of a survey: what lowers it first, then the newest.
  /// - Parameter limit: At most so many.
  package func entries(
    _ selection: SurveySelection, of question: SurveyQuestion, at now: Instant, limit: Int = 2000
  ) throws(StoreError) -> [SurveyEntry] {
    if mode == .readWrite { try? finishFacts() }
    return try look { db in
      try FigureEntries(selection, of: question, now: now).entries(limit, db)
    }
  }

  /// Rows for lists of some of them, in the same order; those that are gone are left out.
  package func surveyRows(_ ids: [RequestID]) throws(StoreError) -> [QueueRow] {
    try look { db in
      let query = try db.cachedStatement(
        sql: """
          SELECT r.received_at, \(QueueRow.columns), n.uid AS scope
          FROM request r JOIN neighborhood n ON n.id = r.neighborhood_id WHERE r.uid = ?
          """)
      return try ids.compactMap { id in
        guard let row = try Row.fetchOne(query, arguments: [id.text]) else { return nil }
        let scope: String = row["scope"]
        return try QueueRow(row, try self.roll(of: NeighborhoodID(scope), db))
      }
    }
  }
}

/// Counting what a survey asks, neighbourhood by neighbourhood and month by month.
private struct FigureCounting {
  let question: SurveyQuestion
  let now: Instant
  let places: FigurePlaces
  /// The months that have begun.
  private let months: [ScoreMonth]
  /// What is known, by neighbourhood and month.
  private var tallies: [Int64: [ScoreMonth: FigureTally]] = [:]
  private var asOf: Instant
  private var isStale = false
  /// What was counted anew, and the revisions at which it was.
  private(set) var fresh: [(home: Int64, month: ScoreMonth)] = []
  private var revisions: [Int64: Int64] = [:]

  init(_ question: SurveyQuestion, now: Instant, _ db: Database) throws {
    self.question = question
    self.now = now
    asOf = now
    places = try FigurePlaces(question.scope, db)
    months = question.span.months.filter { $0.start <= now }
    guard question.filter.isEmpty else { return }
    let rows = try Row.fetchCursor(
      db, sql: "SELECT neighborhood_id, revision FROM figure_revision")
    while let row = try rows.next() { revisions[row[0]] = row[1] }
  }

  /// Everything, from what was kept where it still holds.
  mutating func countAll(_ db: Database) throws {
    isStale = try FactFilling.missing(db).left > 0
    if question.filter.isEmpty { _ = try takeKept(db, stale: false) }
    for home in places.homes {
      let wanted = months.filter { tallies[home.key]?[$0] == nil }
      guard !wanted.isEmpty else { continue }
      try count(wanted, of: home, db)
      if question.filter.isEmpty, !isStale { fresh += wanted.map { (home.key, $0) } }
    }
  }

  // MARK: What was kept

  /// Takes what was kept; whether that is everything.
  /// - Parameter stale: Whether what has changed since will do.
  mutating func takeKept(_ db: Database, stale: Bool) throws -> Bool {
    guard let first = months.first, let last = months.last else { return true }
    let query = try db.cachedStatement(
      sql: """
        SELECT month, reckoned_at, is_stale, tally FROM figure_kept
        WHERE neighborhood_id = ? AND month BETWEEN ? AND ? AND layout = ? AND places = ?
        """)
    var isWhole = true
    for home in places.homes {
      var found: [ScoreMonth: FigureTally] = [:]
      let rows = try Row.fetchCursor(
        query,
        arguments: [
          home.key, first.number, last.number, FigureTally.layout, home.companies,
        ])
      while let row = try rows.next() {
        guard let month = ScoreMonth(number: row[0]) else { continue }
        let reckonedAt = Instant(milliseconds: row[1])
        let isChanged: Bool = row[2]
        // A month that went on when it was counted has other things open at its end now.
        let isOver = reckonedAt >= month.end
        let isRunning = now < month.end && reckonedAt <= now
        guard stale || !isChanged && (isOver || isRunning) else { continue }
        guard
          var tally = try row.withUnsafeData(
            atIndex: 3, { data in data.flatMap { $0.withUnsafeBytes { FigureTally(bytes: $0) } } })
        else { continue }
        if isChanged || !isOver && !isRunning {
          isStale = true
          asOf = min(asOf, reckonedAt)
        } else if !isOver {
          try bringUp(&tally, of: home, month, db)
        }
        found[month] = tally
      }
      tallies[home.key] = found
      isWhole = isWhole && found.count == months.count
    }
    return isWhole
  }

  /// What happened in a running month of which nothing has changed is as it was; what stands now is another.
  private func bringUp(
    _ tally: inout FigureTally, of home: FigurePlaces.Home, _ month: ScoreMonth, _ db: Database
  ) throws {
    tally.forgetStanding()
    let present = FigureQuestion(start: month.start, end: month.end, now: now)
    var open = FigureTally()
    try FactReading(home, places, db).forEach(
      openAt: Int64.max, before: month.end.milliseconds
    ) { open.add($0, by: present) }
    tally.addStanding(of: open)
  }

  /// Keeps what was counted, unless somebody has changed something meanwhile.
  func keep(_ db: Database) throws {
    let revision = try db.cachedStatement(
      sql: "SELECT revision FROM figure_revision WHERE neighborhood_id = ?")
    let insert = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO figure_kept
          (neighborhood_id, month, layout, places, reckoned_at, is_stale, tally)
        VALUES (?, ?, ?, ?, ?, 0, ?)
        """)
    for home in places.homes {
      let wanted = fresh.filter { $0.home == home.key }
      guard !wanted.isEmpty,
        try Int64.fetchOne(revision, arguments: [home.key]) == revisions[home.key]
      else { continue }
      for (_, month) in wanted {
        guard let tally = tallies[home.key]?[month] else { continue }
        try insert.execute(arguments: [
          home.key, month.number, FigureTally.layout, home.companies, now.milliseconds,
          Data(tally.bytes),
        ])
      }
    }
  }

  // MARK: On the facts

  private mutating func count(
    _ wanted: [ScoreMonth], of home: FigurePlaces.Home, _ db: Database
  ) throws {
    guard let first = wanted.first, let last = wanted.last else { return }
    let questions = wanted.map { month in
      (month: month, question: FigureQuestion(start: month.start, end: month.end, now: now))
    }
    var found = questions.map { _ in FigureTally() }
    let filter = question.filter
    try FactReading(home, places, db).forEach(
      openAt: first.start.milliseconds, before: last.end.milliseconds
    ) { fact in
      guard filter.allSatisfy({ $0.contains(fact) }) else { return }
      let moments = fact.moments
      for (index, asked) in questions.enumerated()
      where moments.first < asked.question.end
        && moments.last.map({ $0 >= asked.question.start }) ?? true
      {
        found[index].add(fact, by: asked.question)
      }
    }
    for (index, asked) in questions.enumerated() {
      tallies[home.key, default: [:]][asked.month] = found[index]
    }
  }

  // MARK: The answer

  /// All of it together.
  var survey: Survey {
    var whole = FigureTally()
    for home in places.homes {
      var own = FigureTally()
      for month in months {
        if let tally = tallies[home.key]?[month] { own.add(tally, isLater: true) }
      }
      whole.add(own)
    }
    var survey = whole.survey(
      of: question, asOf: asOf, places: places.rows(of: question.scope),
      title: places.title)
    survey.isStale = isStale
    return survey
  }
}

/// Reads the facts of one neighbourhood.
struct FactReading {
  private let home: FigurePlaces.Home
  private let places: FigurePlaces
  private let db: Database

  init(_ home: FigurePlaces.Home, _ places: FigurePlaces, _ db: Database) {
    self.home = home
    self.places = places
    self.db = db
  }

  /// Those that may count in anything between two moments.
  func forEach(
    openAt start: Int64, before end: Int64, _ body: (RequestFact) throws -> Void
  ) throws {
    try forEach(openAt: start, before: end) { _, fact in try body(fact) }
  }

  /// The same with the key of the row.
  func forEach(
    openAt start: Int64, before end: Int64, _ body: (Int64, RequestFact) throws -> Void
  ) throws {
    let query = try db.cachedStatement(
      sql: """
        SELECT \(FactRow.columns), f.request_id FROM request_fact f INDEXED BY request_fact_time
        WHERE f.neighborhood_id = ? AND f.last_at >= ? AND f.first_at < ?
        """)
    var reading = FactRow(neighborhood: home.id, groups: places.groups, people: places.people)
    let rows = try Row.fetchCursor(query, arguments: [home.key, start, end])
    while let row = try rows.next() {
      guard try reading.take(row) else { continue }
      var fact = reading.fact
      fact.company = fact.group.flatMap { places.company[$0] }
      try body(row[FactRow.count], fact)
    }
  }
}

/// The requests behind a number.
private struct FigureEntries {
  private let selection: SurveySelection
  private let question: SurveyQuestion
  private let asked: FigureQuestion

  init(_ selection: SurveySelection, of question: SurveyQuestion, now: Instant) {
    self.selection = selection
    self.question = question
    asked = FigureQuestion(question.span, now: now)
  }

  func entries(_ limit: Int, _ db: Database) throws -> [SurveyEntry] {
    guard asked.hasBegun else { return [] }
    let places = try FigurePlaces(question.scope, db)
    var found: [(row: Int64, receivedAt: Instant, answer: FigureQuestion.Answer)] = []
    for home in places.homes {
      try FactReading(home, places, db).forEach(
        openAt: asked.start.milliseconds, before: asked.end.milliseconds
      ) { row, fact in
        guard question.filter.allSatisfy({ $0.contains(fact) }),
          selection.key?.contains(fact) ?? true,
          let answer = selection.answer(of: fact, by: asked)
        else { return }
        found.append((row, fact.receivedAt, answer))
      }
    }
    let isBetterLow = selection.isBetterLow
    func order(_ entry: (row: Int64, receivedAt: Instant, answer: FigureQuestion.Answer)) -> (
      Int, Int64, Int64
    ) {
      (
        entry.answer.isCounted == isBetterLow ? 0 : 1, -entry.receivedAt.milliseconds, -entry.row
      )
    }
    found.sort { order($0) < order($1) }
    let identity = try db.cachedStatement(sql: "SELECT uid FROM request WHERE id = ?")
    return try found.prefix(limit).compactMap { entry in
      try String.fetchOne(identity, arguments: [entry.row]).map {
        SurveyEntry(
          id: RequestID($0), isCounted: entry.answer.isCounted, words: entry.answer.words)
      }
    }
  }
}
